"""What every page of an agency's chronology begins with: the case, the agency, the list and the way back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from chronology.models import Chronology
from chronology.services.lists import list_in
from scr.cases.audiences import Kind
from scr.cases.links import page_url, trail
from scr.cases.models import Case, CaseAgency
from scr.cases.policy import case_for, fetch, require
from scr.cases.writing import compartment_of
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures.rule import Page

ROOM = Page("reviews:agency", needs_agency=True)
PART = "part"


def agency_of(case: Case, user: Any, agency_id: UUID) -> Agency:
    """An agency that takes part in a case and whose room somebody may see, or 404."""
    found = CaseAgency.objects.visible_to(user).filter(case=case).select_related("agency")
    return get_object_or_404(found, agency_id=agency_id).agency


def room_of(agency: Agency, case: Case) -> tuple[str, str]:
    """The agency's page as a step of the breadcrumbs, known by name: it stands in a later room."""
    return agency.name, page_url(ROOM, case_id=case.pk, agency_id=agency.pk)


class Desk:
    """Where somebody writes an agency's chronology, or (`?part=`) the part of one of its departments."""

    def __init__(self, request: SignedIn, case_id: UUID, agency_id: UUID) -> None:
        self.request, self.user = request, request.user
        self.case = case_for(request.user, case_id)
        self.agency = agency_of(self.case, request.user, agency_id)
        require(request.user, Do.WRITE_REVIEW, case=self.case, agency=self.agency)
        self.part = self._part()
        self.department = self.part.department if self.part else ""

    def _part(self) -> Chronology | None:
        part_id = self.request.GET.get(PART, "")
        if not part_id:
            return None
        return fetch(Chronology, self.user, pk=_uuid(part_id), case=self.case, agency=self.agency)

    @property
    def is_signed(self) -> bool:
        return compartment_of(self.case, Kind.CHRONOLOGY, self.agency).sealed_at is not None

    @property
    def chronology(self) -> Chronology | None:
        """The list as it is saved, if it was begun; policy has been asked."""
        kind = Kind.PRIVATE if self.department else Kind.CHRONOLOGY
        return list_in(compartment_of(self.case, kind, self.agency), self.department)

    def url(self, name: str, *more: Any) -> str:
        """The address of a page of this desk, which keeps to its part."""
        address = reverse(f"chronology:{name}", args=[self.case.pk, self.agency.pk, *more])
        return f"{address}?{PART}={self.part.pk}" if self.part else address

    def go(self, name: str, *more: Any) -> HttpResponse:
        return redirect(self.url(name, *more))

    def context(self, label: str, **more: Any) -> dict[str, Any]:
        """What every page of the desk has; `label` is its step of the breadcrumbs, "" for the list itself."""
        here = [("Chronology", self.url("agency_rows") if label else "")]
        here += [(label, "")] if label else []
        return {
            "case": self.case,
            "agency": self.agency,
            "part": self.part,
            "department": self.department,
            "is_signed": self.is_signed,
            "list_url": self.url("agency_rows"),
            "upload_url": self.url("upload"),
            "breadcrumbs": trail(self.case, room_of(self.agency, self.case), *here),
            **more,
        }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
