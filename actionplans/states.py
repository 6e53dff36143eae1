"""Where an action stands: computed from what was last said about it and from its date, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stream(StrEnum):
    """Where an action comes from (seed 004, section 10.1)."""

    AGENCY_REVIEW = "agency_review"
    OVERVIEW = "overview"
    BOARD = "board"


STREAM_NAMES = {
    Stream.AGENCY_REVIEW: "From an agency's own review",
    Stream.OVERVIEW: "For an agency, from the overview report",
    Stream.BOARD: "For the board itself",
}


class Said(StrEnum):
    """What an update says about its action."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    SENT_BACK = "sent_back"
    TRANSFERRED = "transferred"


SAID_NAMES = {
    Said.ON_TRACK: "On track",
    Said.AT_RISK: "At risk of being late or of not working",
    Said.CLAIMED: "Reported as done",
    Said.CONFIRMED: "Confirmed as done",
    Said.SENT_BACK: "Sent back",
    Said.TRANSFERRED: "Transferred",
}

SETTLED = frozenset({Said.CONFIRMED, Said.TRANSFERRED})
# Nothing more is asked of the owner: settled, or waiting for somebody else to confirm.
OFF_THE_OWNERS_DESK = SETTLED | {Said.CLAIMED}


@dataclass(frozen=True)
class State:
    """A state in words; `colour` is that of the board's blue, red, amber and green, and only repeats it."""

    key: str
    name: str
    colour: str


COMPLETE = State("complete", "Complete", "blue")
OVERDUE = State("overdue", "Overdue", "red")
SENT_BACK = State("sent_back", "Sent back", "orange")
AT_RISK = State("at_risk", "At risk", "orange")
CLAIMED = State("claimed", "Waits to be confirmed", "green")
ON_TRACK = State("on_track", "On track", "green")
TRANSFERRED = State("transferred", "Transferred", "grey")

# In the order in which somebody who follows the plan wants to read them.
STATES = (OVERDUE, SENT_BACK, AT_RISK, CLAIMED, ON_TRACK, COMPLETE, TRANSFERRED)
COLOUR_NAMES = {"red": "Red", "orange": "Amber", "green": "Green", "blue": "Blue", "grey": "No colour"}

_ENDED = {Said.CONFIRMED: COMPLETE, Said.TRANSFERRED: TRANSFERRED, Said.CLAIMED: CLAIMED}
_RUNNING = {Said.AT_RISK: AT_RISK, Said.SENT_BACK: SENT_BACK}


def state_of(said: str | None, due_at: datetime | None, now: datetime) -> State:
    """The state of an action at `now`, from what was said last (None: nothing yet) and its due moment."""
    if said in _ENDED:
        return _ENDED[Said(said)]
    if due_at is not None and now > due_at:
        return OVERDUE
    return _RUNNING[Said(said)] if said in _RUNNING else ON_TRACK
