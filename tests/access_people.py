"""Everybody who knocks at the doors of the case: each role in each relation to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from scr.cases.access import regrant
from scr.cases.audiences import Kind
from scr.cases.models import Case, Participant
from scr.cases.writing import compartment_of, record
from scr.people.models import Agency, User
from scr.people.services import disable
from tests.access_roles import ROLES, reads
from tests.cast import D0, Cast, person

OF_AN_AGENCY = frozenset(
    {
        "agency_author",
        "chief_officer",
        "action_owner",
        "designated_nurse",
        "review_supporter",
        "review_signer",
    }
)
MEMBER, ELSEWHERE, RECUSED, EXPIRED, DISABLED = "on the case", "other case", "recused", "expired", "disabled"
RELATIONS = (MEMBER, ELSEWHERE, RECUSED, EXPIRED, DISABLED)
LEFT = D0 + timedelta(days=1)


class Browser(Client):
    """Asks and hands back the answer as it is, without keeping the templates that were drawn for it."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


@dataclass(frozen=True)
class Part:
    """A part that somebody holds now: on which case, as what, for which agency."""

    case_id: UUID
    role: str
    agency_id: UUID | None = None


@dataclass
class Actor:
    """Somebody with one role in one relation to the case, and their browser."""

    role: str
    relation: str
    user: User | None = None
    parts: list[Part] = field(default_factory=list)
    posts: frozenset[str] = frozenset()
    client: Browser = field(default_factory=Browser)
    key: str = ""

    def __str__(self) -> str:
        return f"{self.role} ({self.relation})"

    def sign_in(self) -> None:
        if self.user is not None:
            self.client.force_login(self.user)
            self.key = self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def fresh_client(self) -> Browser:
        """The browser as it was right after signing in, whatever an answer did to its cookies."""
        self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.key} if self.key else {})
        return self.client

    @property
    def is_nobody(self) -> bool:
        return self.user is None or self.relation == DISABLED

    def part_on(self, case_id: UUID) -> Part | None:
        return next((part for part in self.parts if part.case_id == case_id), None)

    def reads(self, thing: str, case_id: UUID, agency_id: UUID | None, opened: Collection[str]) -> bool:
        """Whether the field's table lets this person read a thing of a case."""
        part = self.part_on(case_id)
        if part is None:
            return False
        is_own = agency_id is not None and part.agency_id == agency_id
        return reads(part.role, thing, is_own=is_own, opened=opened)


def crowd(cast: Cast, case: Case, other: Case) -> list[Actor]:
    """Every role in every relation, an account without a part, the technical administrator and nobody."""
    actors = [_actor(role, relation, cast, case, other) for role in ROLES for relation in RELATIONS]
    actors += [
        Actor("referrer", "no case", cast.outsider),
        Actor("technical", "no case", person("Callum Technical")),
        Actor("anonymous", "nobody"),
    ]
    for one in (case, other):
        regrant(one)
    for actor in actors:
        actor.sign_in()
        if actor.relation == DISABLED and actor.user:
            disable(actor.user, by=cast.administrator, now=LEFT)
    return actors


def _actor(role: str, relation: str, cast: Cast, case: Case, other: Case) -> Actor:
    agency = cast.housing if role in OF_AN_AGENCY else None
    if relation == MEMBER and (user := _of_the_cast(role, cast)):
        posts = {"administrator", "chair", "panel_member"} & {role}
        part = Participant.objects.current().filter(case=case, user=user, role=role).first()
        parts = [Part(case.pk, role, part.agency_id)] if part else []
        if role in ("administrator", "chair"):
            parts.append(Part(other.pk, role))
        return Actor(role, relation, user, parts, frozenset(posts))
    user = person(f"{role.title().replace('_', '')} {relation.title().replace(' ', '')}")
    where = other if relation == ELSEWHERE else case
    _take_part(where, user, role, agency, relation, by=cast.administrator)
    holds = relation in (MEMBER, ELSEWHERE)
    return Actor(role, relation, user, [Part(where.pk, role, agency.pk if agency else None)] if holds else [])


def _of_the_cast(role: str, cast: Cast) -> User | None:
    known = {
        "administrator": cast.administrator,
        "chair": cast.chair,
        "panel_member": cast.panel_member,
        "agency_author": cast.housing_author,
        "chief_officer": cast.housing_officer,
        "overview_author": cast.overview_author,
    }
    return known.get(role)


def _take_part(case: Case, user: User, role: str, agency: Agency | None, relation: str, *, by: User) -> None:
    """A part that began with the case; grants are made once for everybody, afterwards."""
    ended: dict[str, Any] = {
        RECUSED: {"recused_at": LEFT, "recusal_reason": "Knows the family."},
        EXPIRED: {"until": LEFT},
    }.get(relation, {})
    part = Participant(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency) if agency else case.compartment,
        user=user,
        role=role,
        agency=agency,
        since=D0,
        **ended,
    )
    record(part, by=by, now=D0, act="participant_added", role=role)
