"""Knocking: every address by everybody, each answer held against the field's table of who may do what."""

from __future__ import annotations

import logging
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from scr.cases import policy, querysets
from scr.cases.models import Compartment, Participant
from scr.cases.querysets import CaseRowQuerySet, CompartmentQuerySet
from scr.pages import changes, past
from tests.access_addresses import (
    ACCOUNT,
    ADMINISTERING,
    ADMINISTRATOR,
    BOARD_PAPERS,
    EMERGENCY,
    FIGURES,
    NEAR_MISSES,
    OWN_DRAFT,
    PUBLIC,
    READ,
    STAGES,
    Address,
    Way,
    addresses,
    way_of,
)
from tests.access_people import MEMBER, Actor
from tests.access_roles import may
from tests.access_scene import Target, World
from tests.access_targets import arguments_of, targets_of
from tests.counts import IS_FULL
from tests.over_the_wall import gate_kept_open

BOTH, POLICY, ROWS, NEITHER = "both", "policy", "rows", "neither"
MAY, NOT_YOUR_ROLE, NOT_THERE, SIGN_IN = "may", "not your role", "not there", "sign in"
NOT_SPOKEN = "method not spoken"
TOKEN = re.compile(r"Qz(?:\d{4}|(?:Ref|Kin)\d)xK")  # no token against forgery looks like it
# The pages for signing in know no case and no role, so that three are enough to knock at them. The referrer
# is an account without a part, as the technical administrator's is, but for the draft of a referral.
SIGNING_IN = frozenset({"administrator", "technical", "anonymous"})
# At addresses of no case the other roles are people without a post, as the auditor is; in the small run one
# of them knocks for all.
OFF_THE_CASE = SIGNING_IN | {"chair", "panel_member", "board_member", "auditor", "referrer"}
FIGURE_READERS = frozenset({"administrator", "chair", "board_member"})
PROTOCOL_READERS = frozenset({"administrator", "chair", "panel_member"})
CONSIDER_NEAR_MISSES = frozenset({"administrator", "chair"})
MAY_ASK_IN_EMERGENCY = frozenset({"administrator", "chair", "panel_member"})
BY_POST = {FIGURES: FIGURE_READERS, BOARD_PAPERS: PROTOCOL_READERS, EMERGENCY: MAY_ASK_IN_EMERGENCY}


@dataclass(frozen=True)
class Cell:
    """Somebody, in a relation to the case, at one address with one method at one stage."""

    stage: str
    address: Address
    role: str
    relation: str
    method: str
    pick: float


@dataclass
class Findings:
    """What the knocking found; each line tells one cell."""

    cells: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    false_refusals: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    tokens_read: set[str] = field(default_factory=set)

    def add(self, other: Findings) -> None:
        self.cells += other.cells
        self.answers += other.answers
        for name in ("leaks", "false_refusals", "errors"):
            getattr(self, name).extend(getattr(other, name))
        self.pairs |= other.pairs
        self.tokens_read |= other.tokens_read

    @property
    def faults(self) -> list[str]:
        """Whatever was not as it should be."""
        return [*self.leaks, *self.false_refusals, *self.errors]

    def __str__(self) -> str:
        answers = ", ".join(f"{count} {name}" for name, count in self.answers.most_common())
        return (
            f"{self.cells} cells ({answers}), {len(self.pairs)} pairs of address and role; "
            f"{len(self.leaks)} leaks, {len(self.false_refusals)} false refusals, {len(self.errors)} errors; "
            f"{len(self.tokens_read)} planted tokens read by those who may"
        )


def draw(roles: Iterable[tuple[str, tuple[str, ...]]], *, seed: int, per_pair: int) -> list[Cell]:
    """Cells for every pair of address and role; the rest of each is drawn, mostly from those on the case."""
    rng = random.Random(seed)
    cells = []
    for address in addresses(get_resolver()):
        way = way_of(address.key) or Way(READ)
        stages = STAGES[STAGES.index(way.since) :]
        for role, relations in roles:
            if not _knocks(role, way):
                continue
            for _ in range(per_pair):
                relation = MEMBER if MEMBER in relations and rng.random() < 0.6 else rng.choice(relations)
                method = rng.choice(way.speaks if rng.random() < 0.9 else "GP")
                cells.append(Cell(rng.choice(stages), address, role, relation, method, rng.random()))
    return cells


def _knocks(role: str, way: Way) -> bool:
    if way.row == ACCOUNT:
        return role in SIGNING_IN
    if not (way.is_on_case or IS_FULL or role in OFF_THE_CASE):
        return False
    return role != "referrer" or way.row in (OWN_DRAFT, NEAR_MISSES)


def knock(world: World, cells: Iterable[Cell], *, wall: str = BOTH) -> Findings:
    """Ask for each cell, take back whatever that changed, and judge the answer.

    With the second wall alone nothing but planted tokens is judged: what the policy no longer refuses may be
    answered in any way, as long as it is empty.
    """
    found = Findings()
    by_role = {(actor.role, actor.relation): actor for actor in world.actors}
    with standing(wall):
        for cell in cells:
            actor = by_role[cell.role, cell.relation]
            _knock_once(world, cell, actor, found, only_tokens=wall in (ROWS, NEITHER))
    return found


@contextmanager
def standing(wall: str) -> Iterator[None]:
    """Let one wall stand alone: the policy without the database's rules for rows, or the other way round.

    Without the policy everybody may read and do everything, in a part that they do not have. Without the
    database's rules the gate of the tests stays open for requests.
    """
    told = logging.getLogger("django.request")
    before = told.level
    told.setLevel(logging.ERROR)  # thousands of refusals, each with its traceback, would be half the work
    with ExitStack() as stack:
        stack.callback(told.setLevel, before)
        if wall in (ROWS, NEITHER):
            _pull_down_policy(stack.enter_context(pytest.MonkeyPatch.context()))
        if wall in (POLICY, NEITHER):
            stack.enter_context(gate_kept_open())
        yield


def _pull_down_policy(patch: pytest.MonkeyPatch) -> None:
    every = list(Compartment.objects.values_list("pk", flat=True))
    for queries in (CaseRowQuerySet, CompartmentQuerySet):
        patch.setattr(queries, "visible_to", lambda rows, user: rows.all())
    for module in (querysets, past, changes):
        patch.setattr(module, "open_to", lambda user: every)
    patch.setattr(policy, "_holds", lambda part, action, agency: True)
    patch.setattr(policy, "parts_on", _some_part)


def _some_part(user: Any, case_id: UUID) -> list[Participant]:
    return [Participant(case_id=case_id, user_id=user.pk, role="administrator")]


@dataclass(frozen=True)
class Answer:
    """What somebody got at a cell, with what stood there."""

    cell: Cell
    way: Way
    target: Target
    actor: Actor
    url: str
    response: Any

    def __str__(self) -> str:
        cell = self.cell
        asked = f"{cell.stage}: {self.actor} {cell.method} {self.url} [{cell.address.key}]"
        return f"{asked} {self.target.thing} -> {self.response.status_code}"

    @property
    def kind(self) -> str:
        """In the words of what is expected."""
        if self.response.status_code == 302:
            return SIGN_IN if "/account/login/" in self.response.headers["Location"] else MAY
        return {403: NOT_YOUR_ROLE, 404: NOT_THERE, 405: NOT_SPOKEN}.get(self.response.status_code, MAY)

    @property
    def is_given(self) -> bool:
        """Whether what may be done is shown; at another moment the reason, back on another page, will do."""
        if self.cell.method == "G" and self.cell.stage in self.way.open_at:
            return bool(self.response.status_code == 200)
        if "correction_id" in self.cell.address.parameters:
            return self.kind == NOT_THERE  # nobody has corrected a day, so there is nothing to take back
        return self.kind == MAY


def _knock_once(world: World, cell: Cell, actor: Actor, found: Findings, *, only_tokens: bool) -> None:
    way = way_of(cell.address.key) or Way(READ)
    target = _target(world, cell, way)
    url = reverse(cell.address.name, kwargs=arguments_of(world, cell.address, target))
    answer = Answer(cell, way, target, actor, url, _ask(actor, cell.method, url))
    found.cells += 1
    found.pairs.add((cell.address.key, cell.role))
    _judge_tokens(world, answer, found)
    if answer.response.status_code >= 500:
        found.errors.append(str(answer))
    elif not only_tokens:
        _judge(world, answer, found)


def _ask(actor: Actor, method: str, url: str) -> Any:
    """One request in a savepoint that is taken back, so that no cell changes the next one's world."""
    client = actor.fresh_client()
    with transaction.atomic():
        response = client.get(url) if method == "G" else client.post(url)
        transaction.set_rollback(True)
    return response


def _target(world: World, cell: Cell, way: Way) -> Target:
    pool = list(targets_of(world, cell.address, way))
    return pool[int(cell.pick * len(pool))]


def expected(world: World, actor: Actor, way: Way, target: Target, method: str) -> str:
    """What the field's table says of somebody at an address that points at something."""
    if actor.is_nobody:
        return SIGN_IN
    if not way.is_on_case:
        return _expected_off_case(actor, way, target, method)
    part = actor.part_on(world.case.pk)
    if part is None or target.thing == "nothing" or not _is_seen(world, actor, target):
        return NOT_THERE
    row = way.row_for(method)
    if row == READ:
        return MAY
    if row == ADMINISTRATOR:
        return MAY if part.role == "administrator" else NOT_YOUR_ROLE
    is_allowed = may(row, part.role, is_own=_is_own(part, target), letters=way.letters)
    return MAY if is_allowed else NOT_YOUR_ROLE


def _expected_of_near_miss(actor: Actor, target: Target, method: str) -> str:
    """Whoever reported one reads it; those who consider them also say what happens next."""
    if actor.posts & CONSIDER_NEAR_MISSES:
        return MAY
    reads_own = NOT_YOUR_ROLE if method == "P" else MAY
    return reads_own if actor.role == target.named else NOT_THERE


def _expected_off_case(actor: Actor, way: Way, target: Target, method: str) -> str:
    if way.row == OWN_DRAFT:
        return MAY if actor.role == target.named else NOT_THERE
    if way.row == NEAR_MISSES:
        return _expected_of_near_miss(actor, target, method)
    if way.row in BY_POST:
        return MAY if actor.posts & BY_POST[way.row] else NOT_YOUR_ROLE
    if way.row == ADMINISTERING:
        return MAY if "administrator" in actor.posts else NOT_YOUR_ROLE
    return MAY


# They read of the family in the report; its register is not open to them.
WITHOUT_REGISTER = frozenset({"review_supporter", "review_signer"})


def _is_seen(world: World, actor: Actor, target: Target) -> bool:
    def reads(thing: str) -> bool:
        return actor.reads(thing, world.case.pk, target.agency_id, target.opened)

    if target.thing == "agency":  # known by its room, or by a review that was passed on
        return reads("room") or reads("submission")
    if "person_id" in target.arguments and actor.role in WITHOUT_REGISTER:
        return False
    return reads(target.thing)


def _is_own(part: Any, target: Target) -> bool:
    if target.named:
        return bool(target.named == part.role)
    return target.agency_id is None or part.agency_id == target.agency_id


def _judge_tokens(world: World, answer: Answer, found: Findings) -> None:
    """Whatever was planted in what is not theirs is a leak, wherever it turns up."""
    text = answer.response.content.decode(errors="replace") + str(answer.response.headers)
    for token in set(TOKEN.findall(text)):
        one, actor = world.planted[token], answer.actor
        if actor.is_nobody or not actor.reads(one.thing, one.case_id, one.agency_id, one.opened):
            found.leaks.append(f"{answer} shows {token} ({one.thing})")
        else:
            found.tokens_read.add(token)


def _judge(world: World, answer: Answer, found: Findings) -> None:
    if answer.way.row in (PUBLIC, ACCOUNT):
        found.answers["of no case"] += 1
        return
    if answer.kind == NOT_SPOKEN and answer.cell.method not in answer.way.speaks:
        found.answers[NOT_SPOKEN] += 1
        return
    wanted = expected(world, answer.actor, answer.way, answer.target, answer.cell.method)
    found.answers[wanted] += 1
    if wanted not in (MAY, answer.kind):
        found.leaks.append(f"{answer}, wanted: {wanted}")
    elif wanted == MAY and not answer.is_given:
        found.false_refusals.append(f"{answer}, wanted: {wanted}")
