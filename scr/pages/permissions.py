"""Who may do and read what, as a page: docs/permissions.md and Help are drawn from the tables that decide."""

from collections.abc import Collection
from dataclasses import dataclass

from django.template.loader import render_to_string

from scr.cases.audiences import OF_OWN_AGENCY, RELEASED_TO, STANDING, Audience, Kind
from scr.cases.joining import SEPARATE
from scr.cases.policy import PERSONAL
from scr.people.roles import ROLES, Do, roles_that_may

EVERYBODY = "everybody on the case"
NOBODY = "–"
# What a compartment holds, as a member of the board would say it.
HOLDS = {
    Kind.BOARD: "Stage, dates and issued terms of reference",
    Kind.REFERRAL: "The referral, with the answers on the criteria",
    Kind.FAMILY: "The register of the child, the family and the household",
    Kind.PANEL: "Meetings, views, recommendation, decision, drafts of the terms, letters to bodies outside",
    Kind.AUTHOR: "The overview report",
    Kind.PLAN: "The action plan: the board's part, and each agency's",
    Kind.ROOM: "How far an agency is: dates, states, letters to it; no content",
    Kind.EXCHANGE: "What board and agency say to each other about its review: queries, presentation",
    Kind.PRIVATE: "An agency's own notes",
    Kind.SUBMISSION: "An agency's review",
    Kind.CHRONOLOGY: "An agency's chronology",
    Kind.INTERNAL: "Who signed an agency's review inside the agency, and why it was sent back there",
    Kind.CONTRIBUTION: "What somebody of no agency sent through a link",
}
AUDIENCES = {
    Audience.ADMINISTRATION: "the board's administration",
    Audience.PANEL: "the panel",
    Audience.AGENCIES: "the agencies",
}


@dataclass(frozen=True)
class Act:
    """Something that can be done, and who may."""

    what: str
    whole_case: str
    own_agency: str


@dataclass(frozen=True)
class Holding:
    """What belongs together, and who reads it."""

    what: str
    from_the_start: str
    own_agency: str


def page() -> str:
    """The whole page, as Markdown."""
    context = {
        "roles": ROLES.values(),
        "acts": [_act(one) for one in Do],
        "holdings": [_holding(kind) for kind in Kind],
        "audiences": [(AUDIENCES[one], names(RELEASED_TO[one])) for one in Audience],
        "countersigns": names(roles_that_may(Do.COUNTERSIGN)),
        "releases": names(roles_that_may(Do.RELEASE_REVIEW)),
        "submits": names(roles_that_may(Do.WRITE_OVERVIEW)),
        "separate": [names(pair) for pair in SEPARATE],
    }
    return render_to_string("pages/permissions.md", context)


def names(keys: Collection[str]) -> str:
    """Roles in words, in the order of their table."""
    if set(keys) == set(ROLES):
        return EVERYBODY
    return ", ".join(_lower(one.name) for one in ROLES.values() if one.key in keys) or NOBODY


def _lower(name: str) -> str:
    """A role's name inside a sentence; the Chair keeps the capital that people write."""
    return name if name.startswith("Independent") else name[0].lower() + name[1:]


def _act(action: Do) -> Act:
    holders = {key for key in roles_that_may(action) if action in PERSONAL or not ROLES[key].for_agency}
    own = roles_that_may(action) - holders
    what = f"{action[0].upper()}{action[1:]}"
    return Act(what, names(holders), names(own))


def _holding(kind: Kind) -> Holding:
    own = OF_OWN_AGENCY.get(kind, frozenset()) - STANDING[kind]
    return Holding(HOLDS[kind], names(STANDING[kind]), names(own))
