"""P11: every look at something of a case is recorded, and every refusal, whatever the view.

The addresses come from the resolver, on the demo case. A view that nobody has thought about is added in this
module's own addresses: once one that reads as it should, once one that reads past the query sets.
"""

import threading
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID

import psycopg2
import pytest
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, include, path, reverse
from django.utils import timezone

from scr.audit.looks import write_looks
from scr.audit.models import AuditEntry, Look, LookSeal
from scr.audit.sealing import hash_of
from scr.audit.services import note
from scr.cases.feeds import make_feed
from scr.cases.models import (
    Case,
    CaseAgency,
    Compartment,
    Participant,
)
from scr.cases.policy import case_for
from scr.pages.looks import PAGES
from scr.pages.tasks import seal
from scr.people.models import User
from tests.counts import n
from tests.test_access import BY_NAME, BY_NAME_IN_ROOM

PEOPLE = ("administrator", "chair", "chief.housing", "review.health", "overview.author")
ROWS: dict[str, Any] = {
    **BY_NAME,
    **{f"{room}:{name}": model for (room, name), model in BY_NAME_IN_ROOM.items() if room},
    "changes:row_id": Participant,
}
WORDS = {
    "kind": ["xlsx"],
    "reviews:kind": ["copied", "told"],
    "matter": ["scope"],
    "part": ["support"],
    "section": ["context"],
    "changes:kind": ["participant"],
    "code": ["H", "2"],
    "key": ["review_countersigned"],
}
# Their ids name people, agencies, days and texts of the board, and drafts that are nobody else's.
NOT_OF_A_CASE = {
    "user_id",
    "appointment_id",
    "draft_id",
    "waiting_id",
    "file_id",
    "link_id",
    "deputy_id",
    "holder_id",
    "protocol_id",
    "near_miss_id",
    "body_id",
    "correction_id",
    "board_agency_id",
    "token",
}


@login_required
def thoughtless(request, case_id):
    """A view that uses the policy and thinks of nothing else."""
    return HttpResponse(case_for(request.user, case_id).code_name)


@login_required
def bypassing(request, case_id):
    """A view that walks past the queries which are narrowed to the reader."""
    return HttpResponse(Case.objects.get(pk=case_id).code_name)


@login_required
def failing(request, case_id):
    """A view that has written something before it refuses."""
    note("undone", by=request.user, at=timezone.now())
    raise PermissionDenied


def limited(request):
    return HttpResponse(status=429)


urlpatterns = [
    path("", include("scr.urls")),
    path("cases/<uuid:case_id>/thoughtless/", thoughtless, name="thoughtless"),
    path("cases/<uuid:case_id>/bypassing/", bypassing, name="bypassing"),
    path("cases/<uuid:case_id>/failing/", failing, name="failing"),
    path("limited/", limited, name="limited"),
]
ours = override_settings(ROOT_URLCONF="tests.test_looks_recorded")


@pytest.fixture(autouse=True)
def database(module_demo):
    return module_demo


@pytest.fixture
def linnet():
    return Case.objects.get(code_name="Child Linnet")


def signed_in(login, **options):
    client = Client(**options)
    client.force_login(User.objects.get(email__startswith=f"{login}@"))
    return client


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, list[str]]]:
    """Name and parameters of every address that names something of a case."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names = list(pattern.pattern.converters)
            has_id = any(name.endswith("_id") for name in names)
            if has_id and not NOT_OF_A_CASE & set(names):
                yield f"{namespace}:{pattern.name}" if namespace else pattern.name, names


def values(name: str, of: str, case: Case) -> list[Any]:
    """Some values for a parameter. One that is not known fails the test, so that nobody forgets it."""
    if name == "case_id":
        return [case.pk]
    if name == "agency_id":
        return list(CaseAgency.objects.filter(case=case).values_list("agency_id", flat=True)[: n(2, 12)])
    in_room = f"{of.partition(':')[0]}:{name}"
    if words := WORDS.get(in_room) or WORDS.get(name):
        return words
    model = ROWS.get(in_room) or ROWS[name]
    return list(model.objects.filter(case=case).values_list("pk", flat=True)[: n(1, 12)])


def filled(case: Case, only: str = "") -> Iterator[tuple[str, str]]:
    """Every address of a case with arguments, and its name."""
    for name, parameters in addresses(get_resolver()):
        if only in ("", name):
            for chosen in product(*(values(one, name, case) for one in parameters)):
                yield name, reverse(name, kwargs=dict(zip(parameters, chosen, strict=True)))


def walk(case: Case, only: str = "") -> tuple[dict[str, int], list[str]]:
    """How often each address showed something, and where that left no look which names case and object."""
    seen: dict[str, int] = {}
    forgotten = []
    clients = [signed_in(login) for login in PEOPLE]
    for name, address in filled(case, only):
        for client in clients:
            if seen.get(name, 0) >= n(1, 10):
                break
            last = Look.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            status = client.get(address).status_code
            if status == 405:
                break  # for nobody is there a page
            if status == 200:
                seen[name] = seen.get(name, 0) + 1
                mine = Look.objects.filter(pk__gt=last, is_main=True, view=name, case_id=case.pk)
                if mine.exclude(subject_id=None).exclude(compartment_id=None).count() != 1:
                    forgotten.append(address)
    return seen, forgotten


def test_every_page_and_file_of_a_case_leaves_a_look(linnet):
    seen, forgotten = walk(linnet)
    everything = {name for name, _ in addresses(get_resolver())}
    print(f"P11: {sum(seen.values())} answers of {len(seen)} addresses (of {len(everything)}) with something "
          f"to see, {len(forgotten)} left no look")  # fmt: skip
    assert forgotten == []
    assert len(seen) > 40
    assert seen.keys() - PAGES.keys() == set(), "scr/pages/looks.py words what a new address shows"


@ours
def test_a_view_that_nobody_thought_about_leaves_a_look_as_well(linnet):
    seen, forgotten = walk(linnet, only="thoughtless")
    assert seen.keys() == {"thoughtless"}
    assert forgotten == []


@ours
def test_the_walk_notices_a_view_that_bypasses_the_record(linnet):
    seen, forgotten = walk(linnet, only="bypassing")
    assert seen.keys() == {"bypassing"}
    assert set(forgotten) == {reverse("bypassing", args=[linnet.pk])}


def test_every_refusal_names_the_case(linnet):
    stranger = Client()
    outsider = User.objects.exclude(pk__in=Participant.objects.values("user_id")).first()
    stranger.force_login(outsider)
    knocked = {}
    for name, address in filled(linnet):
        if name not in knocked:
            status = stranger.get(address).status_code
            if status in (403, 404):
                knocked[name] = address
    looks = Look.objects.filter(kind=Look.Kind.REFUSED, actor_id=outsider.pk)
    print(f"P11: {len(knocked)} refusals, {looks.count()} recorded")
    assert looks.count() == len(knocked) > 50
    named = looks.filter(case_id=linnet.pk).count() + looks.exclude(subject_id=None).count()
    assert looks.filter(case_id=None, subject_id=None).count() == 0 < named


@ours
def test_a_refusal_outlives_what_is_rolled_back(linnet):
    address = reverse("failing", args=[linnet.pk])
    assert signed_in("chair").get(address).status_code == 403
    assert not AuditEntry.objects.filter(act="undone").exists()
    assert Look.objects.get(view="failing").kind == Look.Kind.REFUSED


def test_a_form_from_elsewhere_is_a_refusal(linnet):
    address = reverse("cases:recuse", args=[linnet.pk])
    assert signed_in("chair", enforce_csrf_checks=True).post(address).status_code == 403
    look = Look.objects.filter(kind=Look.Kind.REFUSED).latest("pk")
    assert (look.path, look.case_id) == (address, linnet.pk)


@ours
def test_too_many_tries_are_a_refusal_also_of_a_stranger():
    Client().get("/limited/")
    look = Look.objects.latest("pk")
    assert (look.kind, look.actor_id, look.view) == (Look.Kind.REFUSED, None, "limited")


def test_what_a_stranger_tries_where_nothing_is_leaves_nothing():
    before = Look.objects.count()
    assert Client().get("/wp-login.php").status_code == 404
    assert Look.objects.count() == before


def test_no_word_that_was_typed_into_an_address_is_kept(linnet):
    chair = signed_in("chair")
    chair.get(reverse("chronology:integrated", args=[linnet.pk]), {"words": "Canary"})
    chair.get("/Canary/")
    with transaction.atomic():
        token = make_feed(by=User.objects.get(email__startswith="chair@"), now=timezone.now())
    Client().get(reverse("cases:feed_file", args=[token]))
    Client().get(reverse("cases:feed_file", args=["Canary"]))
    last = list(Look.objects.order_by("-pk")[:60])
    assert not [look for look in last if "Canary" in look.path or token in look.path]
    assert {"/calendar/<slug:token>.ics", "", reverse("chronology:integrated", args=[linnet.pk])} <= {
        look.path for look in last
    }


def test_a_file_is_taken_away_and_a_page_is_seen(linnet):
    signed_in("chair").get(reverse("actionplans:export", args=[linnet.pk]))
    assert Look.objects.filter(is_main=True).latest("pk").kind == Look.Kind.EXPORTED
    signed_in("chair").get(reverse("actionplans:plan", args=[linnet.pk]))
    assert Look.objects.filter(is_main=True).latest("pk").kind == Look.Kind.SEEN


def test_a_page_leaves_a_look_in_each_compartment_that_it_shows(linnet):
    last = Look.objects.latest("pk").pk
    signed_in("overview.author").get(reverse("chronology:integrated", args=[linnet.pk]))
    shown = Compartment.objects.filter(
        pk__in=Look.objects.filter(pk__gt=last).values("compartment_id"), kind="chronology"
    )
    agencies = set(shown.values_list("agency_id", flat=True))
    assert agencies == set(CaseAgency.objects.filter(case=linnet).values_list("agency_id", flat=True))


def test_what_cannot_be_recorded_is_not_shown(linnet, database):
    client, address = signed_in("chair", raise_request_exception=False), reverse("case", args=[linnet.pk])
    superuser = psycopg2.connect(database.superuser_url)
    superuser.autocommit = True
    with superuser.cursor() as run:
        run.execute("REVOKE INSERT ON audit_look FROM scr_app")
        try:
            refused = client.get(address)
        finally:
            run.execute("GRANT INSERT ON audit_look TO scr_app")
            superuser.close()
    assert refused.status_code == 500
    assert linnet.code_name not in refused.content.decode()
    assert linnet.code_name in client.get(address).content.decode()


def test_a_list_across_cases_and_a_page_without_a_case_leave_none():
    before = Look.objects.count()
    chair = signed_in("chair")
    for address in ("/", "/cases/", "/help/", "/board/timeliness/"):
        assert chair.get(address).status_code == 200
    assert Look.objects.count() == before


# Sealing


def a_look(at):
    return Look(kind=Look.Kind.SEEN, at=at, path="/", case_id=UUID(int=7))


def test_looks_are_sealed_once_in_order_and_without_a_gap():
    seal()
    first = LookSeal.objects.latest("number")
    write_looks([a_look(timezone.now()) for _ in range(3)])
    seal()
    seal()
    second = LookSeal.objects.latest("number")
    assert (second.number, second.count, second.previous_hash) == (first.number + 1, 3, first.hash)
    looks = Look.objects.filter(pk__gt=first.last_id, pk__lte=second.last_id).order_by("pk")
    assert hash_of(looks) == (second.rows_hash, 3)


def test_no_look_is_sealed_before_an_earlier_one_that_is_still_being_written():
    """Without the lock the later look would be sealed and the earlier one never: its id would lie below."""
    is_written, may_end = threading.Event(), threading.Event()
    early: list[int] = []

    def write_slowly():
        with transaction.atomic():
            look = a_look(timezone.now())
            write_looks([look])
            early.append(look.pk)
            is_written.set()
            may_end.wait(20)
        connection.close()

    seal()
    before = LookSeal.objects.latest("number")
    writer = threading.Thread(target=write_slowly)
    writer.start()
    try:
        assert is_written.wait(20)
        write_looks([a_look(timezone.now())])
        late = Look.objects.latest("pk").pk
        assert late > early[0], "the later one is there to be seen, the earlier one is not"
        assert not Look.objects.filter(pk=early[0]).exists()
        seal()
        assert LookSeal.objects.latest("number").number == before.number
    finally:
        may_end.set()
        writer.join()
    seal()
    sealed = LookSeal.objects.latest("number")
    assert (sealed.first_id, sealed.last_id, sealed.count) == (early[0], late, 2)
