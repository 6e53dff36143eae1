"""An agency's review put together from what was written: what its front page, PDF and Word file say.

For acts and pages that have asked the policy: whoever writes the review may read all of it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reviews.agency_outline import AgencySection
from reviews.coverage import coverage_of
from reviews.models import (
    AgencyRecommendation,
    ReviewCoverage,
    SectionText,
    Submission,
    TermsOfReference,
    TermsQuestion,
)
from reviews.report import safe_html
from reviews.services.proposals import Planned, planned_of, recommendations_of, source_of
from reviews.written import ProposalsState, sections_of
from scr.cases.audiences import Kind
from scr.cases.events import standing_milestones
from scr.cases.family import Family, family_told_by, phrases, time_words
from scr.cases.family_picture import genogram_svg
from scr.cases.independence import standing_statement
from scr.cases.models import Case, Participant
from scr.cases.register import told_of
from scr.cases.writing import compartment_of
from scr.people.models import Agency, User


@dataclass(frozen=True)
class Written:
    """A section as the report has it: its text in Markdown, or why there is nothing to say."""

    section: AgencySection
    text: str
    nothing_to_say: str

    @property
    def html(self) -> SafeString:
        return safe_html(self.text)


@dataclass(frozen=True)
class Reviewer:
    """Who writes the review, and when their independence was stated; None where it was not yet."""

    user: User
    independent_since: datetime | None


@dataclass(frozen=True)
class AgencyReport:
    """Everything that an agency's report says."""

    case: Case
    agency: Agency
    round: int
    reviewers: Sequence[Reviewer]
    asked_at: datetime | None
    secured_at: datetime | None
    terms: TermsOfReference | None
    questions: Sequence[str]
    coverage: ReviewCoverage | None
    family: Family
    sections: Sequence[Written]
    recommendations: Sequence[AgencyRecommendation]
    actions: Sequence[Planned]

    @property
    def seal(self) -> str:
        """Names what the agency wrote: another word makes another seal."""
        said = {
            "sections": [
                (one.section.key, one.section.title, one.text, one.nothing_to_say) for one in self.sections
            ],
            "recommendations": [(one.text, one.owner) for one in self.recommendations],
            "actions": [asdict(one) for one in self.actions],
            "coverage": _said_of(self.coverage),
            "family": _said_of_family(self.family),
        }
        return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


def _said_of(coverage: ReviewCoverage | None) -> list[object]:
    if coverage is None:
        return []
    return [coverage.services, coverage.separate, coverage.agreed_by, coverage.agreed_on, coverage.why]


def _said_of_family(family: Family) -> list[object]:
    """What the agency itself adds; what the board's register says is not the agency's word."""
    people = [asdict(told_of(one.person)) for one in family.members if one.agency]
    bonds = [
        (one.person.full_name, phrases(one.row)[0], time_words(one.row), one.other.full_name)
        for one in family.bonds
        if one.row.compartment.agency
    ]
    stays = [
        (one.person.full_name, stay.household, time_words(stay))
        for one in family.members
        for stay in one.stays
        if stay.compartment.agency
    ]
    return [people, bonds, stays]


def report_of(case: Case, agency: Agency, submission: Submission | None) -> AgencyReport:
    """The report as it would be made now."""
    terms = TermsOfReference.objects.filter(case=case).first()
    source = source_of(case, agency, submission)
    return AgencyReport(
        case=case,
        agency=agency,
        round=compartment_of(case, Kind.SUBMISSION, agency).round,
        reviewers=_reviewers(case, agency),
        asked_at=_happened(case, agency, "agency_asked"),
        secured_at=_happened(case, agency, "records_secured"),
        terms=terms,
        questions=list(TermsQuestion.objects.filter(terms=terms).values_list("text", flat=True)),
        coverage=coverage_of(case, agency),
        family=family_told_by(case, agency),
        sections=_sections(case, agency),
        recommendations=recommendations_of(source),
        actions=planned_of(source),
    )


def _sections(case: Case, agency: Agency) -> list[Written]:
    rows = SectionText.objects.filter(compartment=compartment_of(case, Kind.PRIVATE, agency))
    saved = {row.key: row for row in rows}
    return [_written(one, saved.get(one.key)) for one in sections_of(case)]


def _written(section: AgencySection, row: SectionText | None) -> Written:
    return Written(section, row.text, row.nothing_to_say) if row else Written(section, "", "")


def _reviewers(case: Case, agency: Agency) -> list[Reviewer]:
    parts = Participant.objects.current().filter(case=case, agency=agency, role="agency_author")
    users = [part.user for part in parts.select_related("user").order_by("since")]
    stated = {user.pk: standing_statement(case, user, "agency_author") for user in users}
    return [Reviewer(user, one.declared_at if (one := stated[user.pk]) else None) for user in users]


def _happened(case: Case, agency: Agency, key: str) -> datetime | None:
    found = standing_milestones(case).filter(key=key, agency=agency).last()
    return found.happened_at if found else None


@dataclass(frozen=True)
class Lack:
    """What a report still lacks, as a sentence, and the page where it is written."""

    sentence: str
    page: str
    section: str = ""


def lacks_of(report: AgencyReport) -> list[Lack]:
    """What must be written before the report can be the agency's review (seed 004, 6; 002, 3.6)."""
    lacks = [
        Lack(f"“{one.section.title}” is not written yet.", "reviews:write_section", one.section.key)
        for one in report.sections
        if not one.text and not one.nothing_to_say
    ]
    state = ProposalsState(
        [one.number for one in report.recommendations], [one.number for one in report.actions]
    )
    lacks += [Lack(_without_action(number), "reviews:plan_actions") for number in state.without_action]
    if state.for_none:
        lacks.append(Lack("An action of the plan belongs to no recommendation.", "reviews:plan_actions"))
    if report.coverage is None:
        lacks.append(Lack("It is not said which services the review covers.", "reviews:coverage"))
    return lacks


def _without_action(number: int) -> str:
    return f"Recommendation {number} has no action in the plan."


def report_html(report: AgencyReport, *, now: datetime) -> str:
    """The report as a page for the PDF."""
    context = {
        "case": report.case,
        "report": report,
        "is_whole": not lacks_of(report),
        "genogram": genogram_svg(report.family),
        "marking": "" if not lacks_of(report) else "Confidential, not complete",
        "now": now,
    }
    return render_to_string("reviews/agency_report_pdf.html", context)
