"""Who reads which compartment: one table that a board member can read (domain: roles, principles 1 to 5).

A compartment holds what belongs together. Some roles read it from the start; a release opens it to more.
"""

from collections.abc import Collection
from enum import StrEnum


class Kind(StrEnum):
    BOARD = "board"  # what everybody on the case may know: stage, dates, issued terms of reference
    REFERRAL = "referral"
    FAMILY = (
        "family"  # who the child, the family and the household are; opened to the agencies when they write
    )
    PANEL = "panel"  # meetings, views, recommendation, decision
    AUTHOR = "author"  # drafts of the overview report
    PLAN = "plan"  # actions: the board's own, or one agency's
    ROOM = "room"  # how far one agency is: dates and states, no content
    EXCHANGE = "exchange"  # what the board and one agency say to each other about its review
    PRIVATE = "private"  # an agency's notes, which never leave it
    SUBMISSION = "submission"  # one round of an agency's review
    CHRONOLOGY = "chronology"  # one round of an agency's chronology
    INTERNAL = "internal"  # how an agency signs its review inside: who, and why it was sent back
    CONTRIBUTION = "contribution"  # what somebody of no agency sent through a link


class Audience(StrEnum):
    ADMINISTRATION = "administration"
    PANEL = "panel"
    AGENCIES = "agencies"


OF_AN_AGENCY = frozenset(
    {Kind.ROOM, Kind.EXCHANGE, Kind.PRIVATE, Kind.SUBMISSION, Kind.CHRONOLOGY, Kind.INTERNAL}
)
# What an agency settles inside; no release ever opens it.
NEVER_RELEASED = frozenset({Kind.PRIVATE, Kind.INTERNAL})


def is_kept_by_agency(kind: str) -> bool:
    """Whether an agency's rows of a kind lie apart: a plan is the board's or an agency's."""
    return kind in OF_AN_AGENCY or kind == Kind.PLAN


_RUNS_THE_CASE = frozenset({"administrator", "chair"})
_PANEL = frozenset({"panel_member", "legal_adviser"})
_OWN = frozenset({"agency_author", "chief_officer"})
_SIGNER = frozenset({"review_signer"})
_WRITE = _OWN | {"review_supporter"}
_EMERGENCY = frozenset({"emergency_reader"})
_EVERYBODY = (
    _RUNS_THE_CASE
    | _PANEL
    | _EMERGENCY
    | _WRITE
    | _SIGNER
    | {"action_owner", "designated_nurse", "overview_author", "board_member", "operations_board", "auditor"}
)

# Roles that read a compartment from the start, whatever their agency.
STANDING: dict[Kind, frozenset[str]] = {
    Kind.BOARD: _EVERYBODY,
    Kind.REFERRAL: _RUNS_THE_CASE | _PANEL | _EMERGENCY | {"overview_author", "auditor"},
    Kind.FAMILY: _RUNS_THE_CASE | _PANEL | _EMERGENCY | {"overview_author", "auditor"},
    Kind.PANEL: _RUNS_THE_CASE | _PANEL | _EMERGENCY | {"auditor"},
    Kind.AUTHOR: _RUNS_THE_CASE | {"overview_author"},
    Kind.PLAN: _RUNS_THE_CASE | _PANEL | _EMERGENCY | {"operations_board", "auditor"},
    Kind.ROOM: _RUNS_THE_CASE | _PANEL | _EMERGENCY | {"auditor"},
    Kind.EXCHANGE: _RUNS_THE_CASE | _PANEL | {"overview_author", "auditor"},
    Kind.PRIVATE: frozenset(),
    Kind.SUBMISSION: frozenset(),
    Kind.CHRONOLOGY: frozenset(),
    Kind.INTERNAL: frozenset(),
    Kind.CONTRIBUTION: frozenset(),
}

# Roles that read an agency's compartments when they hold the role for that agency.
OF_OWN_AGENCY: dict[Kind, frozenset[str]] = {
    Kind.PLAN: _OWN | {"action_owner"},
    Kind.ROOM: _WRITE | _SIGNER | {"designated_nurse"},
    Kind.PRIVATE: _WRITE,
    Kind.SUBMISSION: _WRITE | _SIGNER,
    Kind.CHRONOLOGY: _WRITE | _SIGNER,
    Kind.INTERNAL: _WRITE | _SIGNER,
    Kind.EXCHANGE: _OWN,
}

# Roles that a release adds.
RELEASED_TO: dict[Audience, frozenset[str]] = {
    Audience.ADMINISTRATION: _RUNS_THE_CASE | {"auditor"},
    Audience.PANEL: _PANEL | {"overview_author"},
    Audience.AGENCIES: _OWN,
}


def may_read(role: str, kind: str, *, is_own_agency: bool, releases: Collection[str]) -> bool:
    """Whether a role reads a compartment of a kind, given the releases that stand."""
    if role in STANDING[Kind(kind)]:
        return True
    if is_own_agency and role in OF_OWN_AGENCY.get(Kind(kind), frozenset()):
        return True
    return any(role in RELEASED_TO[Audience(audience)] for audience in releases)
