"""The overview report: author engaged, versions submitted and agreed (seed 004, sections 8 and 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from reviews.models import (
    OverviewAddressee,
    OverviewAgreement,
    OverviewEngagement,
    OverviewRecommendation,
    OverviewReport,
)
from reviews.services.submission import Upload, refuse_other_than_report
from reviews.services.terms import agencies_on_case
from scr.cases.audiences import Audience, Kind
from scr.cases.independence import Answers, refuse_contradiction, standing_statement, state_independence
from scr.cases.models import Case
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, require, require_stage
from scr.cases.services import move, record_milestone, release
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import day_words, moment_words
from scr.documents.models import Document
from scr.documents.services import store
from scr.meetings.models import Meeting
from scr.people.models import User
from scr.people.roles import Do
from scr.procedures.rule import Page

OVERVIEW = Page("reviews:overview")
MEETINGS = Page("meetings:list")
KIND = "overview_report"


@dataclass(frozen=True)
class OverviewRecommended:
    """A recommendation as typed; addressed to agencies, to the board or to both."""

    text: str
    agency_ids: Sequence[UUID] = ()
    is_for_board: bool = False


@dataclass(frozen=True)
class OverviewContent:
    """What a version says: sections in Markdown by key, or a file, or both."""

    executive_summary: str
    recommendations: Sequence[OverviewRecommended]
    sections: Mapping[str, str] = field(default_factory=dict)
    upload: Upload | None = None


def newest_report(case: Case) -> OverviewReport | None:
    found = OverviewReport.objects.filter(case=case).select_related("document", "submitted_by", "compartment")
    return found.first()


@act
def engage_author(
    case: Case,
    *,
    author: User,
    independence: str,
    answers: Answers,
    draft_due_on: date,
    by: User,
    now: datetime,
    is_in_house: bool = False,
    until: datetime | None = None,
) -> OverviewEngagement:
    """Engage who writes the overview report, with the day agreed for the first draft.

    The author has no tie to an organisation that the review is about; somebody in house has not been
    involved, manages nobody who was, and is not on the panel (seed 004, section 8). `independence` says how
    that was established, and why somebody in house. Raises NotTheMoment where that does not hold.
    """
    require(by, Do.MANAGE_PEOPLE, case=case)
    case = lock(case)
    found = OverviewEngagement.objects.filter(case=case).select_related("author").first()
    if found:
        raise NotTheMoment(f"{found.author} was engaged at {moment_words(found.engaged_at)}.", OVERVIEW)
    state_independence(
        case,
        author,
        role="overview_author",
        answers=answers,
        is_in_house=is_in_house,
        words=independence,
        by=by,
        now=now,
    )
    add_participant(case, author, role="overview_author", by=by, now=now, until=until)
    engagement = OverviewEngagement(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        author=author,
        is_in_house=is_in_house,
        independence=independence,
        draft_due_on=draft_due_on,
        engaged_at=now,
        engaged_by=by,
    )
    record(engagement, by=by, now=now, act="author_engaged")
    record_milestone(case, "author_engaged", by=by, now=now, agreed_on=draft_due_on)
    return engagement


def _require_independent(case: Case, author: User, *, now: datetime) -> None:
    """Nothing on record contradicts it; for somebody in house a second person has checked the statement."""
    statement = standing_statement(case, author, "overview_author")
    is_in_house = statement is not None and statement.is_in_house
    refuse_contradiction(case, author, role="overview_author", now=now, is_in_house=is_in_house)
    if statement is not None and is_in_house and statement.checked_at is None:
        raise NotTheMoment(
            "You write this in house, so the administrator or the Chair first checks your independence.",
            OVERVIEW,
        )


@act
def submit_overview(
    case: Case, *, content: OverviewContent, seen_version: int, by: User, now: datetime
) -> OverviewReport:
    """Submit a version of the overview report; the panel reads it from now on.

    `seen_version` is the newest version when the author began, 0 for none. Raises NotTheMoment for a
    second submission of the same version, for an author who is not independent, outside drafting and fair
    representation, and when neither file nor text is there; FileRefused for a file that is not taken.
    """
    require(by, Do.WRITE_OVERVIEW, case=case)
    case = lock(case)
    _require_independent(case, by, now=now)
    require_stage(
        case,
        "overview_drafting",
        "fair_representation",
        otherwise=f"A draft cannot be submitted at “{case.stage_name}”.",
    )
    last = newest_report(case)
    version = last.version if last else 0
    if version != seen_version:
        raise NotTheMoment(
            f"Version {version} was submitted in the meantime. Look at it before you submit.", OVERVIEW
        )
    sections = {key: text for key, text in content.sections.items() if text.strip()}
    if content.upload is None and not sections:
        raise NotTheMoment("Choose the report's file, or write its sections.", OVERVIEW)
    author_room = compartment_of(case, Kind.AUTHOR)
    report = OverviewReport(
        case=case,
        compartment=author_room,
        version=version + 1,
        document=_keep(case, content.upload, by=by, now=now),
        sections=sections,
        executive_summary=content.executive_summary,
        submitted_at=now,
        submitted_by=by,
    )
    record(report, by=by, now=now, act="overview_submitted", version=report.version)
    for number, one in enumerate(content.recommendations, 1):
        _write_recommendation(report, number, one, by=by, now=now)
    record_milestone(case, "overview_submitted", by=by, now=now, subject_id=report.pk)
    release(author_room, Audience.PANEL, by=by, now=now)
    return report


def _keep(case: Case, upload: Upload | None, *, by: User, now: datetime) -> Document | None:
    if upload is None:
        return None
    refuse_other_than_report(upload.filename)
    return store(
        case,
        compartment_of(case, Kind.AUTHOR),
        kind=KIND,
        title="Overview report",
        filename=upload.filename,
        content=upload.content,
        by=by,
        now=now,
    )


def _write_recommendation(
    report: OverviewReport, number: int, one: OverviewRecommended, *, by: User, now: datetime
) -> None:
    if not set(one.agency_ids) <= agencies_on_case(report.case):
        raise NotTheMoment(f"Recommendation {number} is addressed to an agency that does not take part.")
    if not one.agency_ids and not one.is_for_board:
        raise NotTheMoment(f"Say to whom recommendation {number} is addressed.")
    row = OverviewRecommendation(
        case=report.case,
        compartment=report.compartment,
        report=report,
        number=number,
        text=one.text,
        is_for_board=one.is_for_board,
    )
    record(row, by=by, now=now, act="overview_recommendation_written", number=number)
    for agency_id in one.agency_ids:
        addressee = OverviewAddressee(
            case=report.case, compartment=report.compartment, recommendation=row, agency_id=agency_id
        )
        record(addressee, by=by, now=now, act="recommendation_addressed", number=number)


@act
def agree(case: Case, *, meeting: Meeting, by: User, now: datetime) -> OverviewAgreement:
    """Record that the panel, at a meeting, agreed the newest version as the draft for the board.

    Raises NotTheMoment for a meeting that is not recorded or was before the version was submitted.
    """
    require(by, Do.AGREE_OVERVIEW, case=case)
    case = lock(case)
    require_stage(
        case,
        "fair_representation",
        otherwise=f"The panel's agreement cannot be recorded at “{case.stage_name}”.",
    )
    report = newest_report(case)
    if report is None:
        raise NotTheMoment("The overview author has not submitted a draft yet.", OVERVIEW)
    met_at = held_at(case, meeting, "panel")
    if met_at < _minute_of(report.submitted_at):
        raise NotTheMoment(
            f"Version {report.version} came on {day_words(report.submitted_at)}, after that meeting.",
            MEETINGS,
        )
    agreement = OverviewAgreement(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        report=report,
        met_at=met_at,
        agreed_at=now,
        agreed_by=by,
    )
    record(agreement, by=by, now=now, act="overview_agreed", version=report.version)
    record_milestone(case, "overview_agreed", by=by, now=now, happened_at=met_at, subject_id=report.pk)
    move(case, "panel_agreed", by=by, now=now)
    return agreement


def _minute_of(moment: datetime) -> datetime:
    """The start of its minute: people give the time of a meeting without seconds."""
    return moment.replace(second=0, microsecond=0)


def held_at(case: Case, meeting: Meeting, kind: str) -> datetime:
    """When a meeting of a kind was held. Raises NotTheMoment for any other and an unrecorded one."""
    if meeting.case_id != case.pk or meeting.kind != kind or meeting.held_at is None:
        name = case.procedure.meeting(kind).name
        raise NotTheMoment(f"Choose a meeting that is recorded as held: {name}.", MEETINGS)
    return meeting.held_at
