"""Emergency access: what it opens and what not, to whom, for how long, and that it is told and reviewed."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from scr.audit.models import AuditEntry
from scr.cases.emergency import end_emergency, open_in_emergency, review_emergency
from scr.cases.independence import name_involved
from scr.cases.models import Compartment, EmergencyAccess, EmergencyTry, Participant
from scr.cases.participation import add_participant, end_participation, prolong, recuse
from scr.cases.policy import NotTheMoment, NotYourRole, may
from scr.outbox.models import Notice
from scr.people.roles import Do
from scr.people.services import appoint
from tests.cast import D0, person
from tests.plan_pages import words

pytestmark = pytest.mark.usefixtures("rows")
REASON = "A sister may be at risk tonight; the Chair does not answer."
ADDRESS = "cases:open_emergency"


@pytest.fixture
def deputy(cast, case):
    """A member of the board's panel who is not on the case."""
    member = person("Dee Deputy", by=cast.administrator)
    appoint(member, role="panel_member", by=cast.administrator, now=D0, since=D0.date())
    return member


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def ask(client, reference, reason=REASON):
    return client.post(reverse(ADDRESS), {"reference": reference, "reason": reason})


def opened(case, user, *, now=None):
    return open_in_emergency(reference=case.reference, reason=REASON, by=user, now=now or timezone.now())


def kinds_seen(user, case):
    rows = Compartment.objects.visible_to(user).filter(case=case)
    return {(one.kind, one.agency_id is not None) for one in rows}


def test_a_case_opens_for_some_hours_and_says_how_long(case, deputy):
    client = signed_in(deputy)
    page = reverse("case", args=[case.pk])
    assert client.get(page).status_code == 404
    answer = ask(client, f" {case.reference.lower()} ")
    assert answer["Location"] == page
    assert "You read this case by emergency access until" in words(client.get(page))
    access = EmergencyAccess.objects.get()
    assert access.until - access.opened_at == timedelta(hours=settings.EMERGENCY_HOURS)
    assert access.part.until == access.until
    assert access.reason == REASON


def test_the_parts_of_the_board_open_and_the_agencies_own_do_not(cast, case, deputy):
    opened(case, deputy)
    own = {"author", "private", "submission", "chronology"}
    everything = set(Compartment.objects.filter(case=case).values_list("kind", flat=True))
    assert own <= everything
    assert {kind for kind, _ in kinds_seen(deputy, case)} == everything - own
    assert ("plan", True) in kinds_seen(deputy, case)


def addresses_of_a_case(resolver: URLResolver, room: str = "") -> Iterator[tuple[str, list[str]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses_of_a_case(pattern, pattern.namespace or room)
        elif isinstance(pattern, URLPattern) and pattern.name and "case_id" in pattern.pattern.converters:
            yield f"{room}:{pattern.name}" if room else pattern.name, list(pattern.pattern.converters)


def test_nothing_can_be_changed_by_emergency_access(cast, case, deputy):
    """Every address of a case is posted to; only the way out of the emergency itself is open."""
    access = opened(case, deputy)
    known = {"case_id": case.pk, "agency_id": cast.housing.pk, "access_id": access.pk, "code": "H"}
    known |= {"participant_id": access.part_id, "kind": "xlsx", "key": "review_countersigned"}
    client, cells, wrong = signed_in(deputy), 0, []
    written = AuditEntry.objects.filter(case_id=case.pk).count()
    for name, names in addresses_of_a_case(get_resolver()):
        if name == "cases:end_emergency":
            continue
        arguments = {one: known.get(one, uuid4()) for one in names}
        answer = client.post(reverse(name, kwargs=arguments))
        cells += 1
        if answer.status_code not in (302, 403, 404, 405):
            wrong.append(f"{name} {answer.status_code}")
    print(f"{cells} addresses posted to by emergency access, {len(wrong)} wrong")
    assert wrong == []
    assert cells > 50
    assert AuditEntry.objects.filter(case_id=case.pk).count() == written  # each write leaves an entry
    end_emergency(access, by=deputy, now=timezone.now())
    assert AuditEntry.objects.filter(case_id=case.pk).count() > written
    assert not any(may(deputy, action, case=case, agency=cast.housing) for action in Do)


def test_its_pages_open_for_reading(cast, case, deputy):
    opened(case, deputy)
    client = signed_in(deputy)
    pages = ("case", "cases:timetable", "cases:participants", "meetings:list", "letters:list")
    for name in (*pages, "reviews:agencies", "actionplans:plan", "documents:documents"):
        assert client.get(reverse(name, args=[case.pk])).status_code == 200, name
    assert client.get(reverse("chronology:integrated", args=[case.pk])).status_code == 403
    assert client.get(reverse("history", args=[case.pk])).status_code == 403


def test_it_ends_by_the_clock_without_any_sweep(case, deputy):
    began = timezone.now() - timedelta(hours=settings.EMERGENCY_HOURS)
    opened(case, deputy, now=began + timedelta(minutes=2))
    assert kinds_seen(deputy, case)
    other = person("Ola Other")
    appoint(other, role="panel_member", by=None, now=D0, since=D0.date())
    opened(case, other, now=began - timedelta(seconds=1))
    assert kinds_seen(other, case) == set()
    assert signed_in(other).get(reverse("case", args=[case.pk])).status_code == 404


def test_the_answer_does_not_tell_why_a_case_stays_closed(cast, case, deputy):
    """Unknown, left for a conflict, named as involved, or one's own: the same words, and nothing opened."""
    recused = person("Rhea Recused", by=cast.administrator)
    named = person("Ned Named", by=cast.administrator)
    for user in (recused, named):
        appoint(user, role="panel_member", by=cast.administrator, now=D0, since=D0.date())
    part = add_participant(case, recused, role="board_member", by=cast.administrator, now=D0)
    recuse(part, reason="A cousin", by=cast.administrator, now=D0)
    name_involved(
        case, cast.housing, full_name="Ned Named", is_manager=False, by=cast.housing_officer, now=D0
    )
    asked = [
        (deputy, "SCR-AAAAAA"),
        *((user, case.reference) for user in (recused, named, cast.panel_member)),
    ]
    answers = {words(ask(signed_in(user), reference)).replace(reference, "X") for user, reference in asked}
    seen = {answer[answer.index("There is a problem") :] for answer in answers}
    assert len(seen) == 1
    assert "No case was opened for you" in seen.pop()
    assert not EmergencyAccess.objects.exists()
    for user in (recused, named):
        assert signed_in(user).get(reverse("case", args=[case.pk])).status_code == 404
    assert EmergencyTry.objects.count() == len(asked)


def test_nobody_asks_more_often_than_the_limit_within_a_day(case, deputy):
    client = signed_in(deputy)
    for _ in range(settings.EMERGENCY_TRIES):
        assert "No case was opened" in words(ask(client, "SCR-AAAAAA"))
    refused = words(ask(client, case.reference))
    assert "too often today" in refused
    assert REASON in refused
    assert not EmergencyAccess.objects.exists()
    assert opened(case, deputy, now=timezone.now() + timedelta(days=1, minutes=1))


def test_only_posts_of_the_board_may_ask(cast, case):
    technician = person("Tess Technical", by=cast.administrator)
    auditor = person("Ada Auditor", by=cast.administrator)
    appoint(auditor, role="auditor", by=cast.administrator, now=D0, since=D0.date())
    for user in (technician, auditor, cast.housing_officer):
        assert signed_in(user).get(reverse(ADDRESS)).status_code == 403
        assert ask(signed_in(user), case.reference).status_code == 403
    assert not EmergencyTry.objects.exists()
    assert reverse(ADDRESS) in signed_in(cast.chair).get(reverse("cases")).content.decode()
    assert reverse(ADDRESS) not in signed_in(technician).get(reverse("cases")).content.decode()


def test_a_reason_in_a_sentence_is_needed_and_what_was_typed_is_kept(case, deputy):
    client = signed_in(deputy)
    for reason in ("", "Urgent"):
        shown = words(ask(client, case.reference, reason))
        assert "There is a problem" in shown
    assert "Urgent" in shown
    assert not EmergencyTry.objects.exists()


def test_the_chair_and_the_administrator_are_told_at_once_without_a_name(cast, case, deputy):
    access = opened(case, deputy)
    notices = Notice.objects.filter(key__startswith="emergency:")
    assert {one.recipient_id for one in notices} == {cast.chair.pk, cast.administrator.pk}
    assert all(one.is_urgent for one in notices)
    assert not any("Dee" in one.body + one.subject or "sister" in one.body for one in notices)
    client = signed_in(cast.chair)
    assert REASON in client.get(notices[0].path).content.decode()
    assert "Dee Deputy" in client.get(reverse("cases:participants", args=[case.pk])).content.decode()
    assert signed_in(cast.housing_officer).get(notices[0].path).status_code == 404
    assert access.reviewed_at is None


def test_it_waits_for_the_chairs_review_also_after_its_end(cast, case, deputy):
    access = opened(case, deputy, now=timezone.now() - timedelta(days=2))
    task = "Review the emergency access of Dee Deputy"
    client, address = signed_in(cast.chair), reverse("cases:emergency", args=[case.pk, access.pk])
    assert task in client.get(reverse("home")).content.decode()
    assert task not in signed_in(cast.administrator).get(reverse("home")).content.decode()
    found = {"is_justified": "no", "findings": "I could be reached"}
    assert signed_in(cast.administrator).post(address, found).status_code == 403
    assert "Answer the question" in words(client.post(address, {"is_justified": "", "findings": "Kept"}))
    client.post(address, found)
    access.refresh_from_db()
    assert (access.is_justified, access.reviewed_by) == (False, cast.chair)
    assert task not in client.get(reverse("home")).content.decode()
    assert "Not justified" in words(signed_in(cast.administrator).get(address))
    with pytest.raises(NotTheMoment, match="reviewed already"):
        review_emergency(access, is_justified=True, findings="", by=cast.chair, now=timezone.now())


def test_it_can_be_ended_early_by_either_side(cast, case, deputy):
    access = opened(case, deputy)
    with pytest.raises(NotYourRole):
        end_emergency(access, by=cast.panel_member, now=timezone.now())
    page = reverse("cases:end_emergency", args=[case.pk, access.pk])
    assert signed_in(deputy).post(page)["Location"] == reverse("home")
    assert kinds_seen(deputy, case) == set()
    again = opened(case, deputy)
    end_emergency(again, by=cast.administrator, now=timezone.now())
    assert kinds_seen(deputy, case) == set()
    with pytest.raises(NotTheMoment, match="ended already"):
        end_emergency(again, by=cast.administrator, now=timezone.now())


def test_it_is_neither_given_nor_prolonged_nor_reviewed_by_who_opened_it(cast, case, deputy):
    with pytest.raises(NotTheMoment, match="opened by the person who needs it"):
        add_participant(case, deputy, role="emergency_reader", by=cast.administrator, now=D0)
    page = reverse("cases:add_participant", args=[case.pk])
    assert "emergency_reader" not in signed_in(cast.administrator).get(page).content.decode()
    access = opened(case, deputy)
    later = access.until + timedelta(days=1)
    with pytest.raises(NotTheMoment, match="is not prolonged"):
        prolong(access.part, until=later, reason="Longer", by=cast.administrator, now=timezone.now())
    add_participant(case, deputy, role="chair", by=cast.administrator, now=D0)
    with pytest.raises(NotTheMoment, match="opened this yourself"):
        review_emergency(access, is_justified=True, findings="", by=deputy, now=timezone.now())


def test_who_left_without_a_conflict_may_come_back_in_an_emergency(cast, case):
    """The negative control of the recused: it is the conflict that bars, not having left."""
    part = Participant.objects.get(case=case, user=cast.panel_member)
    end_participation(part, until=D0, by=cast.administrator, now=timezone.now())
    assert opened(case, cast.panel_member)
