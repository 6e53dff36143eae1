"""What every page knows: the product's name, the moment, and where one can go from here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from scr.cases.policy import parts_on
from scr.documents.models import Rendering
from scr.letters.models import Letter
from scr.meetings.models import AgendaItem, Meeting, Paper
from scr.pages.demo.people import PEOPLE
from scr.pages.timeliness import READERS
from scr.people.models import User
from scr.people.roles import EMERGENCY_READER
from scr.people.services import posts_of

PRODUCT_NAME = "Lantern"
# "/cases/<id>/" is the overview of a case; its sections lie below it and stay current on their own pages.
LEVELS_OF_A_CASE = 3

# The panel's side of a case, an agency's side, and who else reads what: sections by role.
RUNS = {"administrator", "chair"}
EMERGENCY = {EMERGENCY_READER}
PANEL = RUNS | {"panel_member", "legal_adviser"}
AGENCY = {"agency_author", "chief_officer"}
READS = PANEL | EMERGENCY | {"auditor"}
PLAN = PANEL | AGENCY | EMERGENCY | {"action_owner", "operations_board", "auditor"}
NURSE = {"designated_nurse"}
# Who helps an agency to write its review, and who signs it before the chief officer.
BESIDE_AUTHOR = {"review_supporter", "review_signer"}
EVERYBODY = PLAN | NURSE | BESIDE_AUTHOR | {"overview_author", "board_member"}

# What is known by an id of its own in an address.
OF_A_CASE: dict[str, Any] = {
    "letter_id": Letter,
    "meeting_id": Meeting,
    "item_id": AgendaItem,
    "paper_id": Paper,
    "rendering_id": Rendering,
}

# In groups: where a case stands, how it began, the review, what serves all of it, and the record.
SECTIONS = (
    (
        ("case", "Overview", EVERYBODY),
        ("cases:timetable", "Timetable", EVERYBODY),
    ),
    (
        ("referrals:referral", "Referral and decision", READS | {"overview_author"}),
        ("cases:family", "Family and household", READS | {"overview_author"}),
        ("cases:parallel", "Parallel processes", READS),
        ("cases:boards", "Other boards", READS),
    ),
    (
        ("reviews:terms", "Terms of reference", EVERYBODY),
        ("reviews:agencies", "Agencies", READS | AGENCY | NURSE | BESIDE_AUTHOR | {"overview_author"}),
        ("chronology:integrated", "Chronology", PANEL | {"overview_author"}),
        ("reviews:overview", "Overview report", PANEL | {"overview_author"}),
        ("reviews:lessons", "Learning", READS | AGENCY | {"overview_author"}),
        ("actionplans:plan", "Action plan", PLAN),
    ),
    (
        ("meetings:list", "Meetings", READS),
        ("letters:list", "Letters", READS | AGENCY),
        ("documents:documents", "Documents", EVERYBODY),
        ("cases:participants", "People", EVERYBODY),
    ),
    (
        ("history", "History", RUNS | {"auditor", "chief_officer"}),
        ("looks", "Who looked", RUNS | AGENCY | {"auditor"}),
    ),
)


FAMILY_PAGES = (
    "cases:family",
    "cases:person",
    "cases:add_person",
    "cases:correct_person",
    "cases:relate",
    "cases:correct_relationship",
    "cases:note_stay",
    "cases:correct_stay",
)
# The section of a page whose address does not lie below that of its section: by page, else by room.
SECTION_OF = {
    "as_on": "history",
    "changes": "history",
    **dict.fromkeys(
        ("cases:deadline", "cases:extend", "cases:events", "cases:take_back_event", "cases:record_event"),
        "cases:timetable",
    ),
    **dict.fromkeys(("cases:hold", "cases:keep_hold", "cases:lift_hold"), "cases:parallel"),
    "cases:move": "case",
    # the register as an agency reads it, from its own room
    **dict.fromkeys(FAMILY_PAGES, "reviews:agencies"),
}
SECTION_OF_ROOM = {
    "cases": "cases:participants",
    "chronology": "reviews:agencies",
    "documents": "documents:documents",
    "letters": "letters:list",
    "meetings": "meetings:list",
    "referrals": "referrals:referral",
    "reviews": "reviews:agencies",
}


ADMINISTRATION = [
    ("people:people", "People"),
    ("letters:texts", "Letter texts"),
    ("cases:procedures", "Procedures"),
    ("cases:bank_holidays", "Bank holidays"),
    ("outbox", "Outbox"),
    ("sign_ins", "Sign-ins"),
]


def roof(request: HttpRequest) -> dict[str, Any]:
    """The context of every page."""
    user = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    return {
        "product_name": PRODUCT_NAME,
        "now": timezone.now(),
        "idle_minutes": settings.IDLE_MINUTES,
        "navigation": navigation(request) if is_signed_in else [],
        "case_sections": case_sections(request) if is_signed_in else [],
        "emergency_until": emergency_until(request) if is_signed_in else None,
        "evaluation_people": [] if is_signed_in or not settings.EVALUATION else evaluation_people(),
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu at the top, for who is signed in."""
    items = [("home", "Your work"), ("cases", "Cases")]
    posts = posts_of(request.user, today=timezone.localdate())
    if posts & set(READERS):
        items.append(("timeliness", "Timeliness"))
    if "administrator" in posts:
        items += ADMINISTRATION
    items += [("board", "The board"), ("help", "Help")]
    if settings.EVALUATION:
        items.append(("sent_mail", "Sent e-mails"))
    return [_link(label, reverse(name), request.path) for name, label in items]


def case_sections(request: HttpRequest) -> list[dict[str, Any]]:
    """The sections of the case that a page is about, those only that this person's roles open."""
    match = request.resolver_match
    case_id = _case_of(request.user, match.kwargs) if match else None
    if match is None or case_id is None:
        return []
    return _sections(request.user, case_id, request.path, match.view_name)


def emergency_until(request: HttpRequest) -> datetime | None:
    """When the emergency access ends through which this person reads the case that a page is about."""
    match = request.resolver_match
    case_id = _case_of(request.user, match.kwargs) if match else None
    parts = parts_on(request.user, case_id) if case_id else []
    return next((part.until for part in parts if part.role == EMERGENCY_READER), None)


def _case_of(user: Any, named: dict[str, Any]) -> UUID | None:
    """The case that an address names, by itself or by something of the case that the person may see."""
    if "case_id" in named:
        return named["case_id"]
    for name, model in OF_A_CASE.items():
        if name in named:
            return (
                model.objects.visible_to(user)
                .filter(pk=named[name])
                .values_list("case_id", flat=True)
                .first()
            )
    return None


def _sections(user: Any, case_id: UUID, path: str, view: str) -> list[dict[str, Any]]:
    """The sections that somebody's roles open; the first of each group says that it begins one."""
    roles = {part.role for part in parts_on(user, case_id)}
    groups = [[one for one in group if roles & one[2]] for group in SECTIONS]
    links = [
        {**_link(label, reverse(name, args=[case_id]), path), "begins": place == 0, "name": name}
        for group in groups
        for place, (name, label, _) in enumerate(group)
    ]
    if not any(link["current"] for link in links):
        _make_current(links, section_of(view))
    return links


def _make_current(links: list[dict[str, Any]], home: str) -> None:
    """Mark the section by name; the overview, which comes first, where somebody's roles do not open it."""
    for link in links:
        link["current"] = link["name"] == home
    if links and not any(link["current"] for link in links):
        links[0]["current"] = True


def section_of(view: str) -> str:
    """The section to which a page of a case belongs that does not lie below its address."""
    room = view.partition(":")[0]
    return SECTION_OF.get(view) or SECTION_OF_ROOM.get(room, "")


def _link(label: str, url: str, path: str) -> dict[str, Any]:
    is_current = path == url or (url.count("/") > LEVELS_OF_A_CASE and path.startswith(url))
    return {"label": label, "url": url, "current": is_current}


def evaluation_people() -> list[dict[str, str]]:
    """The demo people to click at sign-in; evaluation only, and only those who are there."""
    there = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    return [
        {"email": one.email, "name": one.name, "role": f"{one.job_title}. {one.about}."}
        for one in PEOPLE
        if one.is_featured and one.email in there
    ]
