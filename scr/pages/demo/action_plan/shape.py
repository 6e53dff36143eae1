"""What the action plan holds for each action (seed 004, section 10)."""

from dataclasses import dataclass
from typing import Literal

Stream = Literal["agency_own", "agency_overview", "board"]
Status = Literal["closed", "on_track", "overdue", "challenged"]


@dataclass(frozen=True)
class Update:
    """What the owner reported; `day` counts from the referral, `evidence` holds titles of documents."""

    day: int
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """One action. `source` is the ref of the recommendation; `owner` an agency's key or `board`.

    `closed_day` is when somebody outside the owner confirmed it (`verified_by`, a login of people.py).
    `challenge` says why a closure reported by the owner is not accepted.
    """

    ref: str
    stream: Stream
    source: str
    text: str
    owner: str
    post: str
    outcome: str
    measure: str
    target_day: int
    status: Status
    updates: tuple[Update, ...]
    closed_day: int | None = None
    verified_by: str = ""
    challenge: str = ""

    @property
    def round_update(self) -> Update | None:
        """What the owner of an open action reports in the six-month round, at the moment of its RoundStep."""
        return None if self.status == "closed" else self.updates[-1]
