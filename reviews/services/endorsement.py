"""The board endorses the report together with all that it rests on (seed 004, sections 9 and 9.1)."""

from dataclasses import dataclass
from datetime import datetime

from reviews.models import Endorsement, OverviewAgreement, OverviewReport
from reviews.services.overview import OVERVIEW, held_at, newest_report
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require, require_stage
from scr.cases.services import holds, move, record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.documents.models import Document
from scr.meetings.models import Meeting
from scr.people.models import User
from scr.people.roles import Do
from scr.procedures.model import Condition
from scr.procedures.rule import Page

CHRONOLOGY_KIND = "integrated_chronology"
AGENCIES = Page("reviews:agencies")
CHRONOLOGY = Page("chronology:integrated")
ALL_REVIEWS = Condition(
    ("review_released", "review_waived"),
    "Not every agency's review has been released to the panel or waived.",
    AGENCIES,
    of_every_agency=True,
)


@dataclass(frozen=True)
class BundleItem:
    """One of the papers that the board endorses together, and what to do while it is missing."""

    name: str
    is_there: bool
    otherwise: str
    page: Page


def bundle(case: Case) -> list[BundleItem]:
    """The papers that the board must have before it (seed 004, section 9)."""
    report = newest_report(case)
    agreed = report is not None and OverviewAgreement.objects.filter(report=report).exists()
    has_summary = report is not None and bool(report.executive_summary.strip())
    return [
        BundleItem("Overview report", agreed, "The panel has not agreed the newest version.", OVERVIEW),
        BundleItem("Executive summary", has_summary, "The report has no executive summary.", OVERVIEW),
        BundleItem(
            "Integrated chronology",
            newest_chronology(case) is not None,
            "The integrated chronology has not been made as a document yet.",
            CHRONOLOGY,
        ),
        BundleItem("Agencies' reviews", holds(case, ALL_REVIEWS), ALL_REVIEWS.otherwise, AGENCIES),
    ]


def newest_chronology(case: Case) -> Document | None:
    """The integrated chronology as the board gets it, or None."""
    return Document.objects.filter(case=case, kind=CHRONOLOGY_KIND).first()


@act
def endorse(case: Case, *, meeting: Meeting, minutes_reference: str, by: User, now: datetime) -> Endorsement:
    """Record that the combined board endorsed the report; meets the four-month clock and moves the case on.

    Raises NotTheMoment while a paper is missing or the meeting is not recorded.
    """
    require(by, Do.ENDORSE, case=case)
    case = lock(case)
    done = Endorsement.objects.filter(case=case).select_related("endorsed_by").first()
    if done:
        raise NotTheMoment(f"{done.endorsed_by} has recorded the endorsement already.", OVERVIEW)
    require_stage(
        case, "panel_agreed", otherwise=f"The endorsement cannot be recorded at “{case.stage_name}”."
    )
    report, chronology = _complete(case)
    met_at = held_at(case, meeting, "board")
    endorsement = Endorsement(
        case=case,
        compartment=compartment_of(case, Kind.BOARD),
        report=report,
        chronology=chronology,
        met_at=met_at,
        minutes_reference=minutes_reference,
        endorsed_at=now,
        endorsed_by=by,
    )
    record(endorsement, by=by, now=now, act="endorsed", version=report.version)
    record_milestone(case, "endorsed", by=by, now=now, happened_at=met_at, subject_id=endorsement.pk)
    move(case, "endorsed", by=by, now=now)
    return endorsement


def _complete(case: Case) -> tuple[OverviewReport, Document]:
    missing = next((item for item in bundle(case) if not item.is_there), None)
    if missing:
        raise NotTheMoment(missing.otherwise, missing.page)
    report, chronology = newest_report(case), newest_chronology(case)
    assert report is not None and chronology is not None  # noqa: PT018 - bundle() has just said so
    return report, chronology
