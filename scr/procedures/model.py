"""What a procedure is made of: plain frozen values, without Django and without a database.

A procedure is data. The rooms read it; none of them knows a procedure by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scr.procedures.chain import CHIEF_OFFICER_ALONE, Chain
from scr.procedures.meetings import RULES_OF_MEETINGS, MeetingRules
from scr.procedures.rule import Page, Rule
from scr.procedures.standing import Body, Office, Seat


@dataclass(frozen=True)
class Condition:
    """What a transition waits for, with the sentence that people read while it does not hold."""

    any_of: tuple[str, ...]
    otherwise: str
    page: Page
    of_every_agency: bool = False


@dataclass(frozen=True)
class Stage:
    key: str
    name: str
    about: str
    is_final: bool = False
    # Stages that stand side by side after a decision are left out of the bar of the main path.
    is_on_main_path: bool = True


@dataclass(frozen=True)
class Transition:
    source: str
    target: str
    verb: str
    by: tuple[str, ...]
    waits_for: tuple[Condition, ...] = ()
    # A room's own act makes this move; otherwise somebody presses a button on the case page.
    is_made_by_act: bool = False
    # Where the act is done, for one that waits for nothing.
    page: Page | None = None


@dataclass(frozen=True)
class Milestone:
    """Something that happened; `{agency}` stands for the agency's name."""

    key: str
    sentence: str
    # The kind of compartment that tells of it; a room's when it is about an agency.
    told_in: str = "board"
    # Roles that note it by hand on the page of events; empty where a room's own act tells of it.
    recorded_by: tuple[str, ...] = ()


class To(StrEnum):
    """Whom a letter goes to."""

    AGENCY = "agency"  # one for each agency that is chosen, to its chief officer
    BODY = "body"  # a body outside, of the kind that the letter names
    PERSON = "person"  # somebody without an account, named when it is sent
    READER = "reader"  # whoever it is given to: a leaflet


@dataclass(frozen=True)
class Letter:
    """A letter that the procedure names; the label is what people call it, as boards number differently.

    `milestone` is what sending it records, `follows` what must have happened before: "" for none.
    """

    code: str
    label: str
    name: str
    template: str
    milestone: str = ""
    acknowledged: str = ""
    to: To = To.AGENCY
    to_role: str = "chief_officer"
    body_kind: str = ""
    follows: str = ""
    # One agency, body or person may get it more than once, or many people may.
    is_repeatable: bool = False
    # Another room's act sends it, such as the signature under the terms of reference.
    is_sent_by_act: bool = False
    # Codes of the leaflets that can go with it.
    encloses: tuple[str, ...] = ()

    @property
    def is_per_agency(self) -> bool:
        return self.to is To.AGENCY


@dataclass(frozen=True)
class MeetingKind:
    """A meeting that the procedure knows; holding it records its milestone, if it has one."""

    key: str
    name: str
    milestone: str = ""
    # One at which the panel settles something, and so must be there in sufficient number.
    needs_quorum: bool = False
    # Where another room lays pages of the case's record before it; the subject is the meeting.
    papers: Page | None = None
    # It settles the terms of reference: the scoping questions stand on its agenda.
    is_scoping: bool = False
    # What it takes up in every case: on its agenda from the start.
    agenda: tuple["Question", ...] = ()
    # Where another room goes on from it or keeps who speaks at it, with the words of the link; the subject is
    # the meeting.
    leads_to: Page | None = None
    leads_to_words: str = ""
    # Where another room calls it, together with people of the agencies.
    called_at: Page | None = None
    # Roles beside the panel's whose coming is noted by name.
    also_invites: tuple[str, ...] = ()
    # Who else comes is not noted by name.
    hides_guests: bool = False


@dataclass(frozen=True)
class Outcome:
    key: str
    name: str
    about: str
    stage: str
    instigates_review: bool = False
    needs_referrer_talk: bool = False


@dataclass(frozen=True)
class Method:
    """How a review is carried out; an alternative is one whose terms agencies help to settle."""

    key: str
    name: str
    about: str
    is_alternative: bool = False


@dataclass(frozen=True)
class Question:
    """A question that people answer in words or with yes, no and a comment."""

    key: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class InterviewFormat:
    """The headings under which an agency notes its interviews; `is_ours` where the source gives none."""

    headings: tuple[Question, ...] = ()
    source: str = ""
    is_ours: bool = False


@dataclass(frozen=True)
class Criterion:
    """One limb of the test for a review: `group` is death, concern or harm."""

    key: str
    text: str
    group: str


@dataclass(frozen=True)
class Overlay:
    """An agency's own rules, which run beside the procedure for that agency only."""

    key: str
    version: int
    name: str
    source: str
    rules: tuple[Rule, ...]
    # Who signs inside the agency, where its own rules say otherwise than the procedure.
    chain: Chain | None = None

    @property
    def pin(self) -> str:
        """What an agency on a case is pinned to: key@version."""
        return f"{self.key}@{self.version}"

    def rule(self, key: str) -> Rule:
        return next(one for one in self.rules if one.key == key)


@dataclass(frozen=True)
class Procedure:
    key: str
    version: int
    name: str
    source: str
    purpose: tuple[str, ...]
    standing_statement: str
    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]
    milestones: tuple[Milestone, ...]
    rules: tuple[Rule, ...]
    letters: tuple[Letter, ...]
    meetings: tuple[MeetingKind, ...]
    outcomes: tuple[Outcome, ...]
    criteria: tuple[Criterion, ...]
    aid_questions: tuple[Question, ...]
    scoping_questions: tuple[Question, ...]
    readings: dict[str, str]
    # It is of abuse in an institution or by several people; of other cases that is noted.
    is_institutional: bool = False
    meeting_rules: MeetingRules = RULES_OF_MEETINGS
    chain: Chain = CHIEF_OFFICER_ALONE
    interviews: InterviewFormat = InterviewFormat()
    methods: tuple[Method, ...] = ()
    # What anybody may read, in print and on the page; texts of the board's own like those of letters.
    leaflets: tuple[Letter, ...] = ()
    # What a decision sets off, by the keys of rules as far as there are such, in the order of its page.
    set_off: tuple[str, ...] = ()
    # Milestones that no longer count once a case is considered again.
    of_one_round: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    seats: tuple[Seat, ...] = ()
    offices: tuple[Office, ...] = ()

    @property
    def first_stage(self) -> Stage:
        return self.stages[0]

    def stage(self, key: str) -> Stage:
        return next(one for one in self.stages if one.key == key)

    def milestone(self, key: str) -> Milestone:
        return next(one for one in self.milestones if one.key == key)

    def rule(self, key: str) -> Rule:
        return next(one for one in self.rules if one.key == key)

    def letter(self, code: str) -> Letter:
        return next(one for one in self.letters if one.code == code)

    def leaflet(self, code: str) -> Letter:
        return next(one for one in self.leaflets if one.code == code)

    def meeting(self, key: str) -> MeetingKind:
        return next(one for one in self.meetings if one.key == key)

    def outcome(self, key: str) -> Outcome:
        return next(one for one in self.outcomes if one.key == key)

    def method(self, key: str) -> Method:
        return next(one for one in self.methods if one.key == key)

    def transitions_from(self, stage: str) -> Iterator[Transition]:
        return (one for one in self.transitions if one.source == stage)

    def transition(self, source: str, target: str) -> Transition | None:
        return next((one for one in self.transitions_from(source) if one.target == target), None)

    def rules_opened_by(self, milestone: str) -> Iterator[Rule]:
        return (one for one in self.rules if milestone in one.opened_by)

    def rules_met_by(self, milestone: str) -> Iterator[Rule]:
        return (one for one in self.rules if milestone in one.satisfied_by)

    def rules_blocking(self, milestone: str) -> Iterator[Rule]:
        return (one for one in self.rules if milestone in one.blocks)
