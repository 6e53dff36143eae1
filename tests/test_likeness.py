"""Cases that name people alike: shown to the case's administrator, to nobody else, and never merged."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from referrals.intake import refer_case
from referrals.models import CaseRelation
from referrals.relations import alike_cases, note_relation
from scr.cases.models import Case, Participant
from scr.cases.participation import recuse
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.register import PersonTold
from scr.people.identity import acting_as
from tests.cast import D0, make_cast
from tests.over_the_wall import shut_gate
from tests.referring import LINNET, MET, aids_answered, answered
from tests.test_referrals_pages import browser, html

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def referred(cast, name, born_on=None, *people, **more):
    form = replace(LINNET, child_name=name, child_born_on=born_on, **more)
    return refer_case(
        form,
        agencies=[],
        criteria=answered(*MET),
        aids=aids_answered(),
        by=cast.outsider,
        now=D0,
        people=people,
    )


def found(case, user):
    """What the second wall and the function give somebody."""
    with shut_gate(), acting_as(user):
        return {one.case_id: one.is_same_child for one in alike_cases(case, user=user)}


BORN = date(2005, 12, 28)


@pytest.mark.parametrize(
    ("name", "born_on", "is_found"),
    [
        ("Linnea Testname", BORN, True),
        ("Linea Testnam", BORN, True),  # misspelt
        ("linnea testname", None, True),
        ("Testname Linnea", BORN, True),  # turned round
        ("Linnea Testname", date(2001, 1, 1), False),  # another child of the same name
        ("Rosalind Otherwise", BORN, False),  # born on the same day
    ],
)
def test_children_are_found_by_likeness_of_name_and_date_of_birth(cast, name, born_on, is_found):
    case, other = referred(cast, "Linnea Testname", BORN), referred(cast, name, born_on)
    expected = {other.pk: True} if is_found else {}
    assert found(case, cast.administrator) == expected


def test_a_siblings_case_is_found_by_the_family(cast):
    mother = PersonTold(full_name="Mina Testperson", relation="mother", born_on=date(1984, 2, 1))
    case = referred(cast, "Linnea Alpha", BORN, mother)
    other = referred(cast, "Robin Omega", date(2003, 5, 5), replace(mother, full_name="Mina Testpersonn"))
    assert found(case, cast.administrator) == {other.pk: False}


def test_other_names_count_and_initials_do_not(cast):
    case = referred(cast, "Linnea Alpha", None, PersonTold(full_name="M"), PersonTold(full_name="MGM"))
    referred(cast, "Robin Omega", None, PersonTold(full_name="M"), PersonTold(full_name="MGM"))
    assert found(case, cast.administrator) == {}
    aka = referred(cast, "Somebody Else", None, child_other_names="Nickname, Linnea Alpha")
    assert found(case, cast.administrator) == {aka.pk: True}


def test_only_the_administrator_of_the_case_is_told(cast):
    case, _ = referred(cast, "Linnea Testname", BORN), referred(cast, "Linnea Testname", BORN)
    assert len(found(case, cast.administrator)) == 1
    for user in (cast.chair, cast.outsider, cast.housing_author):
        assert found(case, user) == {}
        with shut_gate(), acting_as(user), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM alike_cases(%s)", [case.pk])
            assert cursor.fetchall() == []
    part = Participant.objects.get(case=case, user=cast.administrator)
    recuse(part, reason="Knows the family", by=cast.chair, now=timezone.now())
    with shut_gate(), acting_as(cast.administrator), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM alike_cases(%s)", [case.pk])
        assert cursor.fetchall() == []


def left_out_of(other, cast):
    """The administrator has no part in the other case."""
    part = Participant.objects.get(case=other, user=cast.administrator)
    recuse(part, reason="Knows the family", by=cast.chair, now=timezone.now())


def test_of_a_case_without_a_part_only_reference_and_code_name_are_told(cast):
    case = referred(cast, "Linnea Testname", BORN)
    other = referred(cast, "Linnea Testnamex", BORN, incident_place="Harbour Cottage")
    left_out_of(other, cast)
    client = browser(cast.administrator)
    for page in ("referral", "related"):
        shown = html(client.get(reverse(f"referrals:{page}", args=[case.pk])))
        assert f"{other.reference}, {other.code_name}" in shown
        for fact in ("Testnamex", "Harbour Cottage", str(reverse("case", args=[other.pk]))):
            assert fact not in shown
    assert client.get(reverse("referrals:referral", args=[other.pk])).status_code == 404
    assert other.reference not in html(browser(cast.chair).get(reverse("referrals:referral", args=[case.pk])))
    assert Case.objects.count() == 2


def test_the_administrator_says_what_it_is_and_says_it_anew(cast):
    case, other = referred(cast, "Linnea Testname", BORN), referred(cast, "Linnea Testname", BORN)
    client, page = browser(cast.administrator), reverse("referrals:related", args=[case.pk])
    typed = {"other": str(other.pk), "found": "sibling", "reason": "Same mother, another name"}
    assert "Answer the question: How do you know?" in html(client.post(page, {**typed, "reason": ""}))
    assert client.post(page, typed).status_code == 302
    assert client.post(page, {**typed, "found": "same_child", "reason": "NHS number"}).status_code == 302
    shown = html(client.get(page))
    assert "It is about the same child" in shown and "NHS number" in shown
    assert CaseRelation.objects.filter(case=case).count() == 2  # what was said before stays
    assert "It is about the same child" in html(client.get(reverse("referrals:referral", args=[case.pk])))
    assert "recorded how a case with like names" in html(client.get(reverse("history", args=[case.pk])))
    assert Case.objects.count() == 2


def test_nobody_else_says_it_and_of_no_other_case(cast):
    case, other = referred(cast, "Linnea Testname", BORN), referred(cast, "Linnea Testname", BORN)
    unlike = referred(cast, "Robin Omega", None)
    values = {"found": "sibling", "reason": "Because", "now": D0 + timedelta(days=1)}
    with pytest.raises(NotYourRole):
        note_relation(case, other.pk, by=cast.chair, **values)
    with pytest.raises(Http404):
        note_relation(case, other.pk, by=cast.outsider, **values)
    with acting_as(cast.administrator), pytest.raises(NotTheMoment):
        note_relation(case, unlike.pk, by=cast.administrator, **values)
    assert browser(cast.chair).get(reverse("referrals:related", args=[case.pk])).status_code == 403
    assert browser(cast.outsider).get(reverse("referrals:related", args=[case.pk])).status_code == 404
