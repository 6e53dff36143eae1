"""Grants on compartments, derived whole from participants and releases by one function."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import Permission

from scr.cases.audiences import may_read
from scr.cases.models import Case, Compartment, CompartmentGrant, Participant, Release


def regrant(case: Case) -> None:
    """Write a case's grants anew. The caller holds the lock on the case."""
    permission = Permission.objects.get(content_type__app_label="cases", codename="view_compartment")
    CompartmentGrant.objects.filter(content_object__case=case).delete()
    CompartmentGrant.objects.bulk_create(_grants(case, permission))


def _grants(case: Case, permission: Permission) -> Iterable[CompartmentGrant]:
    releases = defaultdict(set)
    for release in Release.objects.filter(case=case):
        releases[release.compartment_id].add(release.audience)
    compartments = list(Compartment.objects.filter(case=case))
    widest: dict[tuple, CompartmentGrant] = {}
    for part in Participant.objects.filter(case=case, recused_at__isnull=True):
        for compartment in compartments:
            if not _reads(part, compartment, releases[compartment.pk]):
                continue
            grant = CompartmentGrant(
                permission=permission,
                user_id=part.user_id,
                content_object=compartment,
                since=part.since,
                until=part.until,
            )
            key = (part.user_id, compartment.pk)
            widest[key] = _wider(widest.get(key), grant)
    return widest.values()


def _reads(part: Participant, compartment: Compartment, releases: set[str]) -> bool:
    return may_read(
        part.role,
        compartment.kind,
        is_own_agency=compartment.agency_id is not None and part.agency_id == compartment.agency_id,
        releases=releases,
    )


def _wider(one: CompartmentGrant | None, other: CompartmentGrant) -> CompartmentGrant:
    """Of two grants of one person on one compartment, the one that ends later."""
    if one is None:
        return other
    if one.until is None or (other.until is not None and one.until >= other.until):
        return one
    return other
