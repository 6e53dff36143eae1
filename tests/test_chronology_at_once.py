"""Work on a chronology begins straight away: as soon as an agency takes part, before terms are signed."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chronology.models import Entry
from chronology.reading.rows import Row
from chronology.writing import write_xlsx
from reviews.models import TermsOfReference
from scr.cases.models import Compartment
from tests.reviewing import scoped, signed

pytestmark = pytest.mark.usefixtures("rows")


def chronology(*days):
    rows = [
        Row(date=day, date_text=f"{day:%d/%m/%Y}", child_contact="Seen at home.", source="File", staff="HO1")
        for day in days
    ]
    return write_xlsx(rows, agency="Housing", completed_by="A. N.", staff={"HO1": "Officer"})


def upload(client, case, agency, content):
    page = reverse("chronology:upload", args=[case.pk, agency.pk])
    looked_at = client.post(page, {"file": SimpleUploadedFile("chronology.xlsx", content)}, follow=True)
    revision = looked_at.context["look"].revision
    return client.post(looked_at.request["PATH_INFO"], {"revision": revision}, follow=True)


@pytest.mark.requirement("R074")
def test_a_reviewer_uploads_a_chronology_while_the_case_is_only_referred(client, case, cast):
    assert case.stage == "referred"
    assert not TermsOfReference.objects.exists()
    client.force_login(cast.housing_author)
    room = client.get(reverse("reviews:agency", args=[case.pk, cast.housing.pk])).content.decode()
    assert "Begin the chronology" in room
    assert reverse("chronology:agency_rows", args=[case.pk, cast.housing.pk]) in room
    answer = upload(client, case, cast.housing, chronology(date(2006, 1, 9)))
    assert answer.status_code == 200
    assert Entry.objects.get().on == date(2006, 1, 9)
    room = client.get(reverse("reviews:agency", args=[case.pk, cast.housing.pk])).content.decode()
    assert "In progress" in room


@pytest.mark.requirement("R074")
def test_the_template_can_be_had_before_the_period_is_settled(client, case, cast):
    client.force_login(cast.housing_author)
    for kind in ("template", "template_docx"):
        answer = client.get(reverse(f"chronology:{kind}", args=[case.pk, cast.housing.pk]))
        assert answer.status_code == 200


def test_what_was_begun_is_nobody_else_s_and_can_be_replaced_after_the_terms(client, cast):
    scene = scoped(cast=cast)
    client.force_login(cast.housing_author)
    upload(client, scene.case, cast.housing, chronology(date(2006, 1, 9)))
    for user, status in ((cast.health_author, 404), (cast.administrator, 404)):
        client.force_login(user)
        rows = reverse("chronology:agency_rows", args=[scene.case.pk, cast.housing.pk])
        assert client.get(rows).status_code == status
    signed(scene)
    client.force_login(cast.housing_author)
    answer = upload(client, scene.case, cast.housing, chronology(date(2006, 1, 9), date(2006, 2, 1)))
    assert answer.status_code == 200
    assert [entry.on for entry in Entry.objects.standing()] == [date(2006, 1, 9), date(2006, 2, 1)]


def test_others_than_the_reviewer_are_not_offered_it(client, case, cast):
    for user in (cast.housing_officer, cast.administrator):
        client.force_login(user)
        room = client.get(reverse("reviews:agency", args=[case.pk, cast.housing.pk])).content.decode()
        assert "Begin the chronology" not in room
        page = reverse("chronology:upload", args=[case.pk, cast.housing.pk])
        assert client.get(page).status_code == 403
    assert Compartment.objects.filter(case=case, kind="chronology").count() == 2
