"""One agency never sees another's: every object of the demo case, which has all stages behind it.

Who may see a thing is worked out here in plain Python from the roles, not by the application's own policy.
Every role at every address is tried in tests/test_access_matrix.py, on a case that is made for it.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from actionplans.models import Action, BoardReport, UpdateRequest
from chronology.models import Chronology, Entry, SilentPeriod
from referrals.models import InformationRequest, Referral
from reviews.models.agency import Submission
from reviews.models.contributions import ContributionSent
from reviews.models.gatherings import AgencyInvitation
from reviews.models.interviews import Interview, SupportOffer
from reviews.models.overview import OverviewReport
from reviews.models.queries import QueryMessage
from reviews.models.records import RecordsEvent, RecordsSecured
from reviews.models.signing import SigningStep
from reviews.models.staff import StaffTold
from reviews.models.terms_comments import TermsComment
from scr.cases.audiences import Audience
from scr.cases.models import (
    BoardInterest,
    Case,
    CaseAgency,
    Compartment,
    Contributor,
    Duty,
    EmergencyAccess,
    HouseholdStay,
    IndependenceStatement,
    InvolvedPerson,
    Milestone,
    Nomination,
    ParallelProcess,
    Participant,
    Person,
    Relationship,
    Release,
    StaffMember,
)
from scr.documents.models import Document, Rendering
from scr.letters.models import Letter
from scr.meetings.models import AgendaItem, Meeting, Paper
from scr.people.models import User
from tests.counts import n

REFUSED = {403, 404}
NOT_SPOKEN = {405}  # the address does not answer this method to anybody

# What each name in an address stands for. A new name without a line here fails the test.
BY_NAME: dict[str, Any] = {
    "document_id": Document,
    "rendering_id": Rendering,
    "letter_id": Letter,
    "meeting_id": Meeting,
    "duty_id": Duty,
    "milestone_id": Milestone,
    "participant_id": Participant,
    "request_id": UpdateRequest,
    "nomination_id": Nomination,
    "statement_id": IndependenceStatement,
    "involved_id": InvolvedPerson,
    "access_id": EmergencyAccess,
    "interview_id": Interview,
    "offer_id": SupportOffer,
    "contributor_id": Contributor,
    "interest_id": BoardInterest,
    "person_id": Person,
    "relationship_id": Relationship,
    "stay_id": HouseholdStay,
    "staff_id": StaffMember,
    "sent_id": ContributionSent,
    "item_id": AgendaItem,
    "paper_id": Paper,
    "records_id": RecordsSecured,
    "noted_id": RecordsEvent,
    "step_id": SigningStep,
    "message_id": QueryMessage,
    "comment_id": TermsComment,
    "invitation_id": AgencyInvitation,
    "entry_id": Entry,
    "silence_id": SilentPeriod,
    "part_id": Chronology,
}
BY_NAME_IN_ROOM: dict[tuple[str, str], Any] = {
    ("actionplans", "subject_id"): Action,
    ("reviews", "staff_id"): StaffTold,
    ("actionplans", "report_id"): BoardReport,
    ("reviews", "report_id"): OverviewReport,
    ("reviews", "subject_id"): Submission,
    ("cases", "subject_id"): ParallelProcess,
    ("referrals", "subject_id"): InformationRequest,
    ("", "row_id"): Duty,
}
# Addresses that belong to no case, and those of allauth.
ELSEWHERE = {
    "user_id",
    "appointment_id",
    "guide",
    "draft_id",
    "waiting_id",
    "file_id",
    "link_id",
    "deputy_id",
    "holder_id",
    "protocol_id",
    "near_miss_id",
    "step",
    "text_code",
    "leaflet",
    "body_id",
    "year",
    "correction_id",
    "procedure_key",
    "overlay_key",
    "board_agency_id",
    "token",
    "whose",
}


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """Room, name and parameters of every address that takes any."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.pattern.converters and pattern.name:
            yield namespace, pattern.name, list(pattern.pattern.converters)


def own_addresses() -> list[tuple[str, str, list[str]]]:
    found = [
        one
        for one in addresses(get_resolver())
        if not one[1].startswith(("account_", "mfa_", "socialaccount"))
    ]
    return [one for one in found if not set(one[2]) & ELSEWHERE]


def is_foreign(compartment: Compartment, agency_id: UUID) -> bool:
    """Whether an agency's person must not see what stands in a compartment (roles, principles 2 and 4).

    The demo's register of the family is open to the agencies; what another agency adds to it is not.
    """
    return compartment.kind not in ("board", "family") and compartment.agency_id != agency_id


def foreign_rows(model: Any, agency_id: UUID) -> list[Any]:
    """Rows of a model that are not the agency's and were not opened to the agencies, as a register is."""
    opened = Release.objects.filter(audience=Audience.AGENCIES).values("compartment")
    rows = model.objects.select_related("compartment").exclude(compartment__in=opened)
    return [row for row in rows if is_foreign(row.compartment, agency_id)]


class Stranger:
    """Somebody of one agency, knocking at what is not theirs."""

    def __init__(self, email: str, agency_id: UUID) -> None:
        self.agency_id = agency_id
        self.client = Client()
        self.client.force_login(User.objects.get(email=email))
        self.cells = 0
        self.leaks: list[str] = []
        self.canaries = self._canaries()

    def _canaries(self) -> list[str]:
        others = Entry.objects.exclude(agency_id=self.agency_id).exclude(communication="")
        texts = [entry.communication[:60] for entry in others[:40]]
        facts = Referral.objects.values_list("incident_facts", flat=True)
        return [*texts, *(one[:60] for one in facts)]

    def knock(self, address: str, allowed: set[int]) -> None:
        for method in (self.client.get, self.client.post):
            response = method(address)
            self.cells += 1
            text = response.content.decode(errors="replace")
            if response.status_code not in allowed or any(canary in text for canary in self.canaries):
                self.leaks.append(f"{method.__name__} {address} -> {response.status_code}")


def foreign_arguments(
    room: str, names: list[str], agency_id: UUID, case: Case, many: int
) -> Iterator[dict[str, Any]]:
    """Arguments of an address that lead to what is not the agency's, some of each kind."""
    fixed: dict[str, Any] = {"case_id": case.pk, "code": "H", "kind": "xlsx", "key": "review_countersigned"}
    fixed |= {"matter": "scope", "part": "support", "section": "context"}
    wanted = [name for name in names if name not in fixed]
    known = {name: fixed[name] for name in names if name in fixed}
    if wanted == ["agency_id"]:
        others = CaseAgency.objects.filter(case=case).exclude(agency_id=agency_id)
        for one in others[:many]:
            yield {**known, "agency_id": one.agency_id}
    elif wanted:
        (name,) = (one for one in wanted if one != "agency_id")
        model = BY_NAME_IN_ROOM.get((room, name)) or BY_NAME[name]
        for row in islice(foreign_rows(model, agency_id), many):
            whose = {"agency_id": row.agency_id} if "agency_id" in wanted else {}
            yield {**known, **whose, name: row.pk}


@pytest.fixture
def linnet(demo_database):
    return Case.objects.get(code_name="Child Linnet")


KNOCKING = [
    "review.health@westmarch.example",
    pytest.param("chief.housing@westmarch.example", marks=pytest.mark.full),
]


@pytest.mark.parametrize("email", KNOCKING)
def test_an_agency_gets_404_for_every_object_of_another(linnet, email):
    part = Participant.objects.get(case=linnet, user__email=email, agency__isnull=False)
    stranger = Stranger(email, part.agency_id)
    for room, name, names in own_addresses():
        for arguments in foreign_arguments(room, names, part.agency_id, linnet, n(2, 40)):
            address = reverse(f"{room}:{name}" if room else name, kwargs=arguments)
            stranger.knock(address, {404} | NOT_SPOKEN)
    print(f"{stranger.cells} knocks at what is not theirs, {len(stranger.leaks)} leaks")
    assert stranger.leaks == []
    assert stranger.cells > 100


@pytest.mark.parametrize("email", KNOCKING)
def test_no_page_of_a_case_tells_an_agency_what_another_wrote(linnet, email):
    part = Participant.objects.get(case=linnet, user__email=email, agency__isnull=False)
    stranger = Stranger(email, part.agency_id)
    for room, name, names in own_addresses():
        if names == ["case_id"]:
            address = reverse(f"{room}:{name}" if room else name, args=[linnet.pk])
            stranger.knock(address, {200, 302} | REFUSED | NOT_SPOKEN)
    assert stranger.leaks == []


def test_the_knocking_notices_a_leak(linnet):
    """Negative control: the same knocks by somebody who may see are called leaks."""
    stranger = Stranger("administrator@westmarch.example", uuid4())
    stranger.knock(reverse("referrals:referral", args=[linnet.pk]), REFUSED | NOT_SPOKEN)
    assert len(stranger.leaks) == 1
