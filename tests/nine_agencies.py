"""The nine agencies of the demo case under review, and the canaries planted in what concerns each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from reviews.models import Contribution
from scr.cases.models import Case
from scr.cases.participation import add_participant, add_standing
from scr.cases.services import join_agency, move, open_case, record_milestone
from scr.pages.demo.agencies import AGENCIES
from scr.pages.demo.replay import board
from scr.pages.demo.replay.play import Play
from scr.people.models import Agency, User
from scr.people.services import choose_own_rules
from scr.procedures.health_trust_2015 import HEALTH_TRUST_2015
from tests.cast import D0
from tests.reviewing import TO_SCOPING

# Which of the nine is which; the others have nothing special about them.
RETURNED, LATE, WAIVED, CHAIN, BY_LINK = "drug_alcohol", "housing", "mental_health", "health", "gp"
KEYS = tuple(one.key for one in AGENCIES)
WITH_ACCOUNT = tuple(key for key in KEYS if key != BY_LINK)
WRITING = tuple(key for key in KEYS if key not in (WAIVED, BY_LINK))
IN_TIME = tuple(key for key in WRITING if key != LATE)

# Where a text lies, by what it is: who reads it follows from that (scr/cases/audiences.py).
PRIVATE = frozenset({"section", "typing", "interview", "staffname", "support", "lesson"})
REVIEW = frozenset({"recommendation", "plan", "service", "family", "post", "managers", "row", "file", "told"})
INTERNAL = frozenset({"step", "back"})
WITH_BOARD = frozenset(
    {"records", "comment", "reply", "return", "waiver", "stafftold", "query", "answer", "said", "accepted"}
)
THINGS = PRIVATE | REVIEW | INTERNAL | WITH_BOARD
CANARY = re.compile(r"Qz(\d)([a-z]+)(\d)xK")


class Canary(NamedTuple):
    """A word that stands in one text only: of which agency, what it is, in which round of its review."""

    key: str
    thing: str
    round: int

    def __str__(self) -> str:
        return f"Qz{KEYS.index(self.key)}{self.thing}{self.round}xK"


def canaries_in(page: str) -> set[Canary]:
    return {Canary(KEYS[int(number)], thing, int(round)) for number, thing, round in CANARY.findall(page)}


def day(number: int, hours: int = 0) -> datetime:
    return D0 + timedelta(days=number, hours=hours)


@dataclass
class Nine:
    """The board, its case, the people of each agency by what they do, and what was planted and passed on."""

    play: Play
    case: Case
    people: dict[str, dict[str, User]] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYS, 1))
    planted: set[Canary] = field(default_factory=set)
    countersigned: set[tuple[str, int]] = field(default_factory=set)
    released: set[tuple[str, int]] = field(default_factory=set)
    asked_by_link: Contribution | None = None

    def agency(self, key: str) -> Agency:
        return self.play.agencies[key]

    def plant(self, key: str, thing: str) -> str:
        """A canary of an agency's present round, to be put into a text."""
        assert thing in THINGS, thing
        one = Canary(key, thing, self.rounds[key])
        self.planted.add(one)
        return str(one)

    @property
    def administrator(self) -> User:
        return self.play.administrator

    @property
    def chair(self) -> User:
        return self.play.chair

    @property
    def panel_member(self) -> User:
        """Works for one of the nine, and reads as a member of the panel nevertheless."""
        return self.play.people["designated.nurse"]

    def open_to_board(self, *, is_panel: bool) -> set[Canary]:
        """What the administrator, or a member of the panel, may have read by now."""
        passed_on = self.released if is_panel else self.countersigned
        return {
            one
            for one in self.planted
            if one.thing in WITH_BOARD or (one.thing in REVIEW and (one.key, one.round) in passed_on)
        }


def set_out() -> Nine:
    """The demo case's board, and a case at scoping on which all nine are, with their people."""
    play = Play(D0.date())
    board.set_up(play, day(-60))
    by = play.administrator
    trust = HEALTH_TRUST_2015.key
    choose_own_rules(play.agencies[CHAIN], trust, installed=[trust], by=by, now=day(-1))
    case = open_case(by=by, now=D0)
    nine = Nine(play, case)
    record_milestone(case, "referral_received", by=by, now=D0)
    add_standing(case, "panel_member", by=by, now=D0)
    for key in KEYS:
        join_agency(case, nine.agency(key), by=by, now=D0)
        nine.people[key] = {}
    for key in WITH_ACCOUNT:
        nine.people[key] = {"author": play.author(key), "officer": play.chief(key)}
        for name, role in (("author", "agency_author"), ("officer", "chief_officer")):
            user = nine.people[key][name]
            add_participant(case, user, role=role, agency=nine.agency(key), by=by, now=D0)
    _reach_scoping(nine)
    return nine


def _reach_scoping(nine: Nine) -> None:
    for number, (milestones, target) in enumerate(TO_SCOPING, start=19):
        for key in milestones:
            told = nine.play.agencies.values() if key == "letter_h_issued" else (None,)
            for agency in told:
                record_milestone(nine.case, key, by=nine.chair, now=day(number), agency=agency)
        nine.case = move(nine.case, target, by=nine.chair, now=day(number))
