"""A rule of a procedure: something that has to be done, by whom, by when, and on which page."""

from dataclasses import dataclass
from enum import StrEnum

from scr.procedures.timing import Duration, Window


class Per(StrEnum):
    """How many duties a rule makes when its trigger happens."""

    CASE = "case"
    AGENCY = "agency"  # one for each agency that takes part
    PERSON = "person"  # one for each participant in the owner's role
    SUBJECT = "subject"  # one for the thing that the milestone names, such as an action


@dataclass(frozen=True)
class Page:
    """Where something is done: a URL name and what its address needs beside the case.

    `letter` is the code of the letter that is written there, to the body that the task is about.
    """

    name: str
    needs_agency: bool = False
    needs_subject: bool = False
    letter: str = ""


@dataclass(frozen=True)
class Rule:
    """Something that has to be done: opened by one milestone, met by another.

    `do` is the task in words, with a verb first; `{agency}` stands for the agency's short name.
    A rule without a duration and without an agreed date is a task that has no clock.
    """

    key: str
    name: str
    do: str
    # Opens the duty, and starts its clock unless `before` names another event.
    trigger: str
    met_by: tuple[str, ...]
    owners: tuple[str, ...]
    page: Page
    source: str
    duration: Duration | None = None
    window: Window | None = None
    # The date is agreed by people and given with the trigger.
    is_agreed: bool = False
    # Events that open the duty before its trigger has happened; its date is provisional until then.
    stand_ins: tuple[str, ...] = ()
    # Triggers among which the board may choose another (reading D-p).
    other_triggers: tuple[str, ...] = ()
    # The clock runs back from this event, which people plan.
    before: str = ""
    # Only where one of these has been noted on the case.
    only_if: tuple[str, ...] = ()
    # Met only when all of these have happened, not by one of `met_by`.
    needs_all: tuple[str, ...] = ()
    # These cannot be recorded while the duty is open; `refusal` is what people then read.
    blocks: tuple[str, ...] = ()
    refusal: str = ""
    # Comes again and again at the interval of its duration.
    recurs: bool = False
    # From then on nobody needs to do it any more.
    ends_with: tuple[str, ...] = ()
    # A last day that is no working day moves on to the next one; the readings say no (D-f).
    rolls: bool = False
    per: Per = Per.CASE
    # The kind of compartment that the duty is told in.
    told_in: str = "panel"
    # Days before (negative) and after the due moment on which the owners are reminded.
    reminders: tuple[int, ...] = ()
    # Days after the due moment on which these roles are told as well.
    escalations: tuple[tuple[int, str], ...] = ()
    # Short clocks remind after hours from the trigger instead, and at once: not with the day's digest.
    reminder_hours: tuple[int, ...] = ()
    reading: str = ""
    effort: str = ""
    # Whose it is instead where the subject is the board's own and nobody is named for it.
    owners_at_board: tuple[str, ...] = ()
    # What the paper that is asked for must set out.
    sets_out: tuple[str, ...] = ()

    @property
    def has_clock(self) -> bool:
        return self.duration is not None or self.is_agreed

    @property
    def opened_by(self) -> tuple[str, ...]:
        """Every event that opens it: a fact that was missing opens it too when it is noted."""
        return (self.trigger, *self.stand_ins, *self.only_if)

    @property
    def satisfied_by(self) -> tuple[str, ...]:
        return self.needs_all or self.met_by

    @property
    def events(self) -> frozenset[str]:
        """Every event that it speaks of."""
        ends = (*self.satisfied_by, *self.blocks, *self.ends_with)
        return frozenset((*self.opened_by, *self.other_triggers, self.before, *ends)) - {""}
