"""An agency's staff list: code and post leave with the countersigned review, the name never does."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scr.audit.models import AuditEntry
from scr.audit.services import save_recorded
from scr.cases.audiences import Kind
from scr.cases.models import StaffCode, StaffMember
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.staff_list import (
    NotRead,
    Staff,
    add_staff,
    correct_staff,
    import_staff,
    read_line,
    sent_codes,
)
from scr.cases.writing import compartment_of
from scr.pages.changes import versions_of
from tests.counts import MANY
from tests.reviewing import WRITTEN, countersigned, handed_over, released, sign, under_review
from tests.test_reviews_interviews import everybody, supporter_of
from tests.test_reviews_reception import sent_back

pytestmark = pytest.mark.usefixtures("rows")
NAME = "Jo QzStaffname"
HV1 = Staff("HV1", "Health visitor", NAME)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def added(scene, staff=HV1, **more):
    cast = scene.cast
    by = {"by": cast.housing_author, "now": WRITTEN}
    return add_staff(scene.case, cast.housing, staff, **{**by, **more})


def url(name, scene, row=None):
    return reverse(f"cases:{name}", args=[scene.case.pk, (row or scene.cast.housing).pk])


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def html(user, address, **posted):
    client = browser(user)
    answer = client.post(address, posted, follow=True) if posted else client.get(address)
    return answer.content.decode()


@pytest.mark.requirement("R154")
def test_the_reviewer_keeps_the_list_on_pages_and_the_chief_officer_reads_it(scene):
    cast = scene.cast
    assert "No code on the list yet" in html(cast.housing_author, url("staff", scene))
    typed = {"code": "HV1", "post": "Health visitor", "full_name": NAME}
    assert NAME in html(cast.housing_author, url("add_staff", scene), **typed)
    row = StaffMember.objects.get()
    assert row.compartment.kind == Kind.PRIVATE
    again = html(cast.housing_author, url("add_staff", scene), **{**typed, "code": "hv1"})
    assert "hv1 is on the list already" in again
    corrected = {**typed, "post": "Specialist health visitor", "revision": "1"}
    shown = html(cast.housing_author, url("correct_staff", scene, row), **corrected)
    assert "Specialist health visitor" in shown
    late = html(cast.housing_author, url("correct_staff", scene, row), **corrected)
    assert "Somebody saved this line after you opened it" in late
    assert NAME in html(cast.housing_officer, url("staff", scene))
    assert browser(cast.housing_officer).get(url("add_staff", scene)).status_code == 403
    left = {**corrected, "revision": "2", "is_left_out": "on", "because": "Never saw the child"}
    assert "Left out (1)" in html(cast.housing_author, url("correct_staff", scene, row), **left)
    assert added(scene).pk != row.pk  # the code is free again
    assert [one.code for one in row.history.all()] == ["HV1"] * 3


def test_codes_stand_in_the_order_in_which_people_count(scene):
    cast = scene.cast
    for code in ("SW1", "HV10", "HV2", "hv1", "7"):
        added(scene, Staff(code, "A post"))
    shown = html(cast.housing_author, url("staff", scene))
    assert re.findall(r">([^<]+)</a></th>", shown) == ["7", "hv1", "HV2", "HV10", "SW1"]
    countersigned(scene, cast.housing)
    sent = sent_codes(scene.case, cast.housing, cast.housing_officer)
    assert [one.code for one in sent] == ["7", "hv1", "HV2", "HV10", "SW1"]


def test_others_may_not_write_the_list(scene):
    row = added(scene)
    for user in (scene.cast.housing_officer, scene.cast.health_author, scene.cast.administrator):
        with pytest.raises(NotYourRole):
            added(scene, Staff("X1", "Porter"), by=user)
        with pytest.raises(NotYourRole):
            correct_staff(row, HV1, revision=1, by=user, now=WRITTEN)
        with pytest.raises(NotYourRole):
            import_staff(scene.case, scene.cast.housing, "A, B", by=user, now=WRITTEN)
    with pytest.raises(Stale):
        correct_staff(row, HV1, revision=0, by=scene.cast.housing_author, now=WRITTEN)


@pytest.mark.parametrize(
    "staff",
    [
        Staff("QZSTAFFNAME", "Health visitor", NAME),
        Staff("HV1", "Health visitor (Qzstaffname)", NAME),
    ],
)
def test_a_code_or_post_that_tells_the_name_is_refused(scene, staff):
    with pytest.raises(NotTheMoment, match="tells a part of the name"):
        added(scene, staff)
    assert added(scene, Staff("J.Q.", "Health visitor", NAME))


def test_the_database_keeps_codes_apart_as_well(scene):
    row = added(scene)
    second = StaffMember(
        case=row.case, compartment=row.compartment, agency=row.agency, code="hv1", post="x", added_at=WRITTEN,
        added_by=scene.cast.housing_author,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        save_recorded(second, by=scene.cast.housing_author, at=WRITTEN, act="staff_added")
    health = add_staff(
        scene.case, scene.cast.health, HV1, by=scene.cast.health_author, now=WRITTEN
    )  # each agency has its own
    assert health.code == row.code


# Pasting


@pytest.mark.parametrize(
    ("line", "staff"),
    [
        ("HV1\tHealth visitor\tJo Bloggs", Staff("HV1", "Health visitor", "Jo Bloggs")),
        ("HV1\tHealth visitor, duty team\tJo Bloggs", Staff("HV1", "Health visitor, duty team", "Jo Bloggs")),
        ("HV1; Health visitor; Jo", Staff("HV1", "Health visitor", "Jo")),
        (" HV1 , Health visitor ", Staff("HV1", "Health visitor")),
        ("HV1\tHealth visitor\t", Staff("HV1", "Health visitor")),
    ],
)
def test_pasted_lines_are_read(line, staff):
    assert read_line(line) == staff


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("HV1", "write the code, the post and the name"),
        (", Health visitor", "write the code, the post and the name"),
        ("HV1, Health visitor, duty team, Jo Bloggs", "write the code, the post and the name"),
        ("Health visitor, HV1, Jo Bloggs", "too long for a code"),
        ("HV1, Jo Bloggs, Jo Bloggs", "The post tells a part of the name"),
        (f"HV1, {'x' * 121}, Jo", "at most 120 letters"),
    ],
)
def test_lines_that_cannot_be_taken_say_why(line, words):
    with pytest.raises(NotTheMoment, match=words):
        read_line(line)


def test_a_list_is_pasted_looked_at_and_added_whole(scene):
    cast, address = scene.cast, url("import_staff", scene)
    added(scene, Staff("SW1", "Social worker", "Sam"))
    wrong = html(cast.housing_author, address, lines="HV1, Health visitor\nnonsense\nHV1, Other post")
    assert "Line 2: write the code" in wrong
    assert "Line 3: HV1 is on the list already, with another post or name" in wrong
    assert "nonsense" in wrong  # and nothing typed is lost
    lines = f"Code\tPost\tName\nHV1\tHealth visitor\t{NAME}\n\nSW1\tSocial worker\tSam\n"
    looked = html(cast.housing_author, address, lines=lines)
    assert "1 new line" in looked
    assert NAME in looked
    assert StaffMember.objects.count() == 1
    assert "1 line added" in html(cast.housing_author, address, lines=lines, looked="yes")
    assert set(StaffMember.objects.values_list("code", flat=True)) == {"SW1", "HV1"}
    with pytest.raises(NotRead):
        import_staff(scene.case, cast.housing, "A, B\n" * 301, by=cast.housing_author, now=WRITTEN)


# What leaves the agency


@pytest.mark.requirement("R154")
def test_code_and_post_go_along_with_the_countersigned_review_and_the_name_does_not(scene):
    cast = scene.cast
    added(scene)
    handed_over(scene, cast.housing)
    assert not StaffCode.objects.exists()
    sign(scene, cast.housing, by=cast.housing_officer)
    (code,) = StaffCode.objects.all()
    assert (code.code, code.post, code.compartment.kind) == ("HV1", "Health visitor", Kind.SUBMISSION)
    assert sent_codes(scene.case, cast.housing, cast.panel_member) == []
    assert browser(cast.panel_member).get(url("staff_codes", scene)).status_code == 404
    assert "Health visitor" in html(cast.administrator, url("staff_codes", scene))
    later = Staff("HV2", "Later health visitor", "Kim Late")
    added(scene, later)  # the list goes on, what was signed stays as it was
    page = html(cast.administrator, url("staff_codes", scene))
    assert "Later health visitor" not in page


@pytest.mark.requirement("R154")
def test_no_name_of_the_list_reaches_anybody_outside_the_agency(scene):
    """Everybody in every role, once the review was released."""
    cast, case = scene.cast, scene.case
    row = added(scene)
    again = Staff("HV1", "Health visitor", f"{NAME} Again")
    correct_staff(row, again, revision=1, by=cast.housing_author, now=WRITTEN)
    released(scene, cast.housing)
    pages = [
        url("staff", scene),
        url("correct_staff", scene, row),
        reverse("changes", args=[case.pk, "staffmember", row.pk]),
        url("staff_codes", scene),
        reverse("reviews:agency", args=[case.pk, cast.housing.pk]),
        reverse("history", args=[case.pk]) + "?every=on",
    ]
    everyone = everybody(scene)
    inside = {cast.housing_author.pk, cast.housing_officer.pk, supporter_of(scene).pk}
    for user in everyone:
        client = browser(user)
        shown = [page for page in pages if "QzStaffname" in client.get(page).content.decode()]
        assert bool(shown) is (user.pk in inside), (user, shown)
        own = StaffMember.objects.visible_to(user).exists()
        assert own is (user.pk in inside)
        assert bool(versions_of(row, user)) is (user.pk in inside)
    assert "QzStaffname" not in str(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert "Health visitor" in html(cast.panel_member, url("staff_codes", scene))
    assert "Health visitor" not in html(cast.health_officer, url("staff_codes", scene))


def test_a_returned_review_goes_on_with_the_same_list(scene):
    cast = scene.cast
    row = added(scene)
    countersigned(scene, cast.housing)
    sent_back(scene, cast.housing)
    correct_staff(row, Staff("HV1", "School nurse"), revision=1, by=cast.housing_author, now=WRITTEN)
    countersigned(scene, cast.housing)
    rounds = dict(StaffCode.objects.values_list("compartment__round", "post"))
    assert rounds == {1: "Health visitor", 2: "School nurse"}
    page = html(cast.administrator, url("staff_codes", scene))
    assert "School nurse" in page
    assert not re.search("Health visitor", page)


def test_signing_asks_as_much_for_a_long_list_as_for_a_short_one(scene):
    cast = scene.cast

    def signing(codes):
        for one in range(codes):
            added(scene, Staff(f"S{codes}-{one}", "Post"))
        with transaction.atomic():
            handed_over(scene, cast.housing)
            with CaptureQueriesContext(connection) as queries:
                sign(scene, cast.housing, by=cast.housing_officer)
            transaction.set_rollback(True)
        return len(queries)

    signing(1)
    assert signing(2) == signing(min(MANY, 12))
    assert compartment_of(scene.case, Kind.SUBMISSION, cast.housing).sealed_at is None
