"""Grants on compartments, derived whole from participants and releases by one function."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission

from scr.cases.audiences import may_read
from scr.cases.models import Case, Compartment, CompartmentGrant, Participant, Release

# Who, on which compartment; and from when until when.
Key = tuple[UUID, UUID]
Span = tuple[datetime, datetime | None]


def regrant(case: Case) -> None:
    """Make a case's grants what its participants and releases say. The caller holds the lock on the case.

    Only what differs is written: a case of ten agencies has a thousand grants and changes a few at a time.
    """
    compartments = list(Compartment.objects.filter(case=case))
    wanted = _wanted(case, compartments)
    standing = CompartmentGrant.objects.filter(content_object__in=compartments)
    stale = []
    for grant in standing:
        key, span = (grant.user_id, grant.content_object_id), (grant.since, grant.until)
        if wanted.get(key) == span:
            del wanted[key]
        else:
            stale.append(grant.pk)
    if stale:
        CompartmentGrant.objects.filter(pk__in=stale).delete()
    if wanted:
        CompartmentGrant.objects.bulk_create(_grants(wanted))


def _grants(wanted: dict[Key, Span]) -> Iterable[CompartmentGrant]:
    permission = Permission.objects.get(content_type__app_label="cases", codename="view_compartment")
    return [
        CompartmentGrant(
            permission=permission, user_id=user_id, content_object_id=compartment_id, since=since, until=until
        )
        for (user_id, compartment_id), (since, until) in wanted.items()
    ]


def _wanted(case: Case, compartments: list[Compartment]) -> dict[Key, Span]:
    releases: dict[Any, set[str]] = defaultdict(set)
    for release in Release.objects.filter(case=case):
        releases[release.compartment_id].add(release.audience)
    widest: dict[Key, Span] = {}
    for part in Participant.objects.filter(case=case, recused_at__isnull=True):
        for compartment in compartments:
            if _reads(part, compartment, releases[compartment.pk]):
                key = (part.user_id, compartment.pk)
                widest[key] = _wider(widest.get(key), (part.since, part.until))
    return widest


def _reads(part: Participant, compartment: Compartment, releases: set[str]) -> bool:
    return may_read(
        part.role,
        compartment.kind,
        is_own_agency=compartment.agency_id is not None and part.agency_id == compartment.agency_id,
        releases=releases,
    )


def _wider(one: Span | None, other: Span) -> Span:
    """Of two spans of one person on one compartment, the one that ends later."""
    if one is None:
        return other
    if one[1] is None or (other[1] is not None and one[1] >= other[1]):
        return one
    return other
