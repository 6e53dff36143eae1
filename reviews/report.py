"""The overview report as a page: Markdown made safe, sections in the order of the outline, the appendix."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import nh3
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from reviews.models import AgencyRecommendation, OverviewAddressee, OverviewRecommendation, OverviewReport
from reviews.outline import OUTLINE
from scr.cases.audiences import Audience
from scr.cases.models import Case, Release
from scr.people.models import Agency

ALLOWED_TAGS = {
    "p", "br", "em", "strong", "ul", "ol", "li", "h3", "h4", "h5", "h6", "blockquote", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Written:
    """A section as it is read."""

    title: str
    html: SafeString


@dataclass(frozen=True)
class Addressed:
    """A recommendation with its addressees in words."""

    number: int
    text: str
    to: str


def safe_html(text: str) -> SafeString:
    """Markdown as HTML that can hold nothing but text: no links, pictures, styles or scripts.

    Headings start below those of the page.
    """
    lowered = MARKDOWN.render(text).replace("<h2>", "<h4>").replace("</h2>", "</h4>")
    lowered = lowered.replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    return mark_safe(
        nh3.clean(lowered, tags=ALLOWED_TAGS, attributes={}, clean_content_tags={"script", "style"})
    )


def sections_of(report: OverviewReport) -> list[Written]:
    """The sections that were written, in the order of the outline."""
    return [
        Written(one.title, safe_html(report.sections[one.key]))
        for one in OUTLINE
        if one.key in report.sections
    ]


def recommendations_of(report: OverviewReport, user: Any) -> list[Addressed]:
    """The recommendations of a version with their addressees, as far as somebody may read them."""
    addressees: dict[Any, list[str]] = {}
    rows = OverviewAddressee.objects.visible_to(user).filter(recommendation__report=report)
    for row in rows.select_related("agency"):
        addressees.setdefault(row.recommendation_id, []).append(row.agency.name)
    found = OverviewRecommendation.objects.visible_to(user).filter(report=report)
    return [Addressed(one.number, one.text, _words(one, addressees.get(one.pk, []))) for one in found]


def _words(one: OverviewRecommendation, agencies: list[str]) -> str:
    return ", ".join([*(["The board"] if one.is_for_board else []), *agencies])


def appendix(case: Case, user: Any) -> list[tuple[Agency, list[AgencyRecommendation]]]:
    """All recommendations of the reviews that the panel has, by agency (seed 004, section 9)."""
    opened = Release.objects.filter(case=case, audience=Audience.PANEL).values("compartment_id")
    rows = AgencyRecommendation.objects.visible_to(user).standing().filter(compartment_id__in=opened)
    ordered = rows.select_related("submission__agency").order_by("submission__agency__name", "number")
    return [(agency, list(ones)) for agency, ones in groupby(ordered, key=lambda one: one.submission.agency)]


def report_html(report: OverviewReport, *, by: Any, now: datetime) -> str:
    """The whole report with its appendix as a page for the PDF."""
    context = {
        "case": report.case,
        "report": report,
        "sections": sections_of(report),
        "summary": safe_html(report.executive_summary),
        "recommendations": recommendations_of(report, by),
        "appendix": appendix(report.case, by),
        "now": now,
    }
    return render_to_string("reviews/report_pdf.html", context)
