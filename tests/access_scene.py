"""A board, its case and another one, with tokens that nobody else writes planted in what people wrote."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import RequestFactory
from django.utils import timezone

from referrals.attachments import Attachment
from referrals.drafts import start_draft
from referrals.intake import refer_case
from referrals.invitations import invite_to_refer
from referrals.models import Referral
from referrals.near_miss_services import Told, report_near_miss
from reviews.models import Submission
from scr.cases.boards import Settled, arrange, save_interest, settle_matter
from scr.cases.contributors import Contribution, note_contributor
from scr.cases.holds import Asked, place_hold
from scr.cases.models import Case, Duty, Participant, Person
from scr.cases.noting import note_event
from scr.cases.parallel import Standing, note_process
from scr.cases.participation import add_participant, add_standing
from scr.cases.register import PersonTold, add_person
from scr.cases.relating import Stay, Tie, note_stay, relate
from scr.documents.models import Document
from scr.documents.papers import keep_paper
from scr.people.drafts import keep
from scr.people.models import Agency, Appointment, Deputy, ExternalBody, User
from scr.people.services import add_agency, appoint, save_body
from scr.people.standing_bodies import authorise_deputy, note_office
from scr.procedures.joint import CHAIRS, JOINT, MATTERS
from tests.access_people import Actor, crowd
from tests.cast import D0, Cast, make_cast, person
from tests.referring import LINNET, MET, aids_answered, answered


def day(number: int) -> Any:
    return D0 + timedelta(days=number)


@dataclass(frozen=True)
class Planted:
    """A token: in what it stands, of whose case and agency, and to whom that was passed on."""

    thing: str
    case_id: UUID
    agency_id: UUID | None
    opened: frozenset[str] | set[str]


@dataclass(frozen=True)
class Target:
    """What an address can point at: its parameters, and what may be known of it."""

    arguments: dict[str, Any]
    thing: str = "board"
    agency_id: UUID | None = None
    opened: frozenset[str] | set[str] = frozenset()
    # Whose it is personally: the role that one of the board's own actions was given to, or a draft's author.
    named: str = ""


@dataclass
class World:
    """The board, its case and another one, everybody who knocks, and what was planted where."""

    cast: Cast
    case: Case
    other: Case
    school: Agency
    police: Agency
    actors: list[Actor] = field(default_factory=list)
    planted: dict[str, Planted] = field(default_factory=dict)
    opened: dict[Any, set[str]] = field(default_factory=lambda: defaultdict(set))
    authors: dict[UUID, tuple[User, User]] = field(default_factory=dict)
    posted: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))

    def token(
        self, thing: str, agency: Agency | None = None, *, case: Case | None = None, round: int = 1
    ) -> str:
        """A word to plant in a text, unlike any that a page has of itself."""
        word = f"Qz{len(self.planted):04d}xK"
        passed_on = self.opened[thing, agency.pk if agency else None, round]
        self.planted[word] = Planted(thing, (case or self.case).pk, agency.pk if agency else None, passed_on)
        return word

    def point(self, kind: str, thing: str, row_id: Any, agency: Agency | None = None, **more: Any) -> None:
        """Let addresses of a kind of object point at this one from now on."""
        name = {
            "part": "participant_id",
            "left": "participant_id",
            "event": "milestone_id",
            "kept": "draft_id",
            "process": "subject_id",
            "hold": "subject_id",
            "asked": "subject_id",
            "kin": "person_id",
            "tie": "relationship_id",
            "entry": "subject_id",
            "query": "subject_id",
            "presentation": "subject_id",
            "sitting": "meeting_id",
            "lesson": "subject_id",
            "learning": "subject_id",
        }.get(kind, f"{kind}_id")
        passed_on = self.opened[thing, agency.pk if agency else None, more.pop("round", 1)]
        arguments = {name: row_id, **more.pop("arguments", {})}
        self.posted[kind].append(Target(arguments, thing, agency.pk if agency else None, passed_on, **more))

    def pass_on(self, agency: Agency, audience: str) -> None:
        for thing in ("submission", "chronology"):
            self.opened[thing, agency.pk, 1].add(audience)

    @property
    def agencies(self) -> list[Agency]:
        return [self.cast.housing, self.cast.health, self.school, self.police]

    def forget(self) -> None:
        """Read the case again after its stage has moved."""
        self.case.refresh_from_db()


def set_out() -> World:
    """The first stage: two cases are referred, and everybody stands at the doors."""
    cast = make_cast()
    admin = cast.administrator
    school = add_agency(name="Westmarch Schools", short_name="Schools", by=admin, now=D0)
    police = add_agency(name="Westmarch Police", short_name="Police", by=admin, now=D0)
    case, other = (
        _referred(cast, [cast.housing, cast.health, school, police]),
        _referred(cast, [cast.housing]),
    )
    world = World(cast, case, other, school, police)
    for one in (case, other):
        facts = Referral.objects.get(case=one).incident_facts
        world.planted[facts.split()[-1]] = Planted("referral", one.pk, None, frozenset())
        name = Referral.objects.get(case=one).child_name
        opened = world.opened["family", None, 1] if one == case else frozenset()
        world.planted[name.split()[-1]] = Planted("family", one.pk, None, opened)
    add_standing(case, "panel_member", by=admin, now=D0)
    _give_authors(world)
    world.actors = crowd(cast, case, other)
    _post_board(world)
    _post_case(world)
    return world


def _referred(cast: Cast, agencies: list[Agency]) -> Case:
    word = f"QzRef{len(agencies)}xK"
    form = replace(
        LINNET, child_name=f"Linnea QzKin{len(agencies)}xK", incident_facts=f"Found unwell. {word}"
    )
    return refer_case(
        form,
        agencies=agencies,
        criteria=answered(*MET),
        aids=aids_answered(),
        by=cast.outsider,
        now=D0,
        attachments=[Attachment("notes.txt", f"Notes {word}".encode())],
    )


def _give_authors(world: World) -> None:
    """Each agency's reviewer and chief officer; Housing's are those who knock."""
    cast, by = world.cast, world.cast.administrator
    known = {
        cast.housing.pk: (cast.housing_author, cast.housing_officer),
        cast.health.pk: (cast.health_author, cast.health_officer),
    }
    for agency in world.agencies:
        name = agency.short_name
        author, officer = known.get(agency.pk) or (person(f"Ada {name}"), person(f"Olaf {name}"))
        add_participant(world.case, author, role="agency_author", agency=agency, by=by, now=D0)
        add_participant(world.case, officer, role="chief_officer", agency=agency, by=by, now=D0)
        world.authors[agency.pk] = (author, officer)


def _authorised_deputy(agency: Agency, *, by: User) -> Deputy:
    user = person("Dora Deputy", agency=agency)
    appoint(user, role="board_member", by=by, now=D0, since=D0.date())
    on = {"authorised_on": D0.date(), "from_on": D0.date()}
    return authorise_deputy(user, authorised_by="Olaf Schools", **on, by=by, now=D0)


def _post_board(world: World) -> None:
    """What the addresses of the board's administration point at."""
    cast, by = world.cast, world.cast.administrator
    body = save_body(ExternalBody(name="Inspectorate", kind="other"), by=by, now=D0)
    holder = note_office(office="press_officer", name="Petra Press", since_on=D0.date(), by=by, now=D0)
    post = Appointment.objects.get(user=cast.other_panel_member)
    deputy = _authorised_deputy(world.school, by=by)
    draft = start_draft(by=cast.outsider, now=D0)
    link = invite_to_refer(full_name="Wilma", email="wilma@surgery.example", by=by, now=timezone.now())
    paper = keep_paper(
        title="Protocol",
        parties="Ashvale",
        agreed_on=D0.date(),
        review_on=D0.date(),
        filename="protocol.txt",
        content=b"How we work together",
        by=by,
        now=D0,
    )
    for kind, row_id in (
        ("body", body.pk),
        ("link", link.pk),
        ("protocol", paper.pk),
        ("holder", holder.pk),
        ("deputy", deputy.pk),
        ("user", cast.outsider.pk),
        ("appointment", post.pk),
        ("board_agency", cast.housing.pk),
    ):
        world.point(kind, "board", row_id)
    world.point("draft", "board", draft.pk, named="referrer")
    typed = RequestFactory().post("/refer/", {"what_happened": "Begun before the time was over."})
    kept = keep(typed, by=cast.outsider, now=timezone.now())
    assert kept is not None
    world.point("kept", "board", kept.pk, named="referrer")
    told = Told("prevented", "A call was missed.", None, [], "", "A colleague noticed.", "", False)
    reported = report_near_miss(told, report_id=uuid4(), by=cast.outsider, now=D0)
    world.point("near_miss", "board", reported.pk, named="referrer")


def _post_case(world: World) -> None:
    """What stands on the case from its first day: parts, tasks, the referral's attachment, a noted event."""
    case, cast = world.case, world.cast
    for user, thing, agency in (
        (cast.other_panel_member, "board", None),
        (cast.health_officer, "room", cast.health),
        (world.authors[world.police.pk][0], "room", world.police),
    ):
        part = Participant.objects.current().get(case=case, user=user)
        world.point("part", thing, part.pk, agency)
    world.point("duty", "panel", Duty.objects.get(case=case, rule_key="DECIDE").pk)
    told = Contribution(
        kind="relative", name=f"MGM {world.token('panel')}", connection="Grandmother", part="What she saw"
    )
    contributor = note_contributor(case, told=told, by=cast.administrator, now=D0)
    world.point("contributor", "panel", contributor.pk)
    _post_family(world)
    attachment = Document.objects.get(case=case, kind="referral_attachment")
    world.point("document", "referral", attachment.pk)
    noted = note_event(
        case, "child_looked_after", happened_at=D0, note=world.token("panel"), by=cast.chair, now=D0
    )
    world.point("event", "panel", noted.pk)
    _post_beside(world)


def _post_family(world: World) -> None:
    """The child, and somebody of the register."""
    case, cast = world.case, world.cast
    by: dict[str, Any] = {"by": cast.administrator, "now": D0}
    child = Person.objects.get(case=case, is_child=True)
    mother = add_person(case, PersonTold(full_name=f"M {world.token('family')}"), **by)
    tie = relate(mother, child, Tie(kind="other", words=world.token("family")), **by)
    stay = note_stay(mother, Stay(household=f"Home {world.token('family')}"), **by)
    for row in (child, mother):
        world.point("person", "family", row.pk)
        world.point("kin", "family", row.pk)
    world.point("tie", "family", tie.pk)
    world.point("stay", "family", stay.pk)


def name_family(world: World, *, now: Any) -> None:
    """Somebody whom one agency alone knows of; it names them once the register is open to it."""
    case, cast = world.case, world.cast
    of_agency: dict[str, Any] = {"agency": cast.housing, "by": cast.housing_author, "now": now}
    child = Person.objects.get(case=case, is_child=True)
    known = add_person(case, PersonTold(full_name=world.token("submission", cast.housing)), **of_agency)
    relate(known, child, Tie(kind="other", words=world.token("submission", cast.housing)), **of_agency)
    world.point("person", "submission", known.pk, cast.housing)


def _post_beside(world: World) -> None:
    """What runs beside the review and what it holds back."""
    case, by = world.case, world.cast.administrator
    standing = Standing("homicide", contact=world.token("panel"), notes=world.token("panel"))
    process = note_process(case, standing, by=by, now=D0)
    world.point("process", "panel", process.pk)
    hold = place_hold(
        process,
        Asked(
            "publication",
            asked_by=world.token("panel"),
            asked_on=D0.date(),
            reason=world.token("panel"),
            review_on=day(30).date(),
        ),
        by=by,
        now=D0,
    )
    world.point("hold", "panel", hold.pk)
    board = save_body(ExternalBody(name="Ashvale Board", kind="board"), by=by, now=D0)
    words = world.token("panel")
    interest = save_interest(case, board, interest=words, chair=words, by=by, now=D0)
    world.point("interest", "panel", interest.pk)
    arrangement = Settled(
        JOINT,
        words=words,
        decided_on=D0.date(),
        settled_by=CHAIRS,
        our_chair_on=D0.date(),
        their_chair_on=D0.date(),
    )
    arrange(interest, arrangement, by=by, now=D0)
    for one in MATTERS:
        settle_matter(case, one.key, words=world.token("panel"), settled_on=D0.date(), by=by, now=D0)


def submission_of(case: Case, agency: Agency) -> Submission:
    return Submission.objects.filter(case=case, agency=agency).latest("round")
