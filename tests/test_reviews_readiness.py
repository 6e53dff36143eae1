"""What an agency's review lacks before it is handed over, with the way to each; and who helps to write it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from chronology.reading.rows import Row
from chronology.services.lists import list_in, place_of
from chronology.services.submitting import declare_silence, submit
from chronology.writing import write_xlsx
from reviews import readiness
from reviews.readiness import Item, missing_before_hand_over, readiness_of
from reviews.services.handing_over import hand_over
from reviews.services.records import Secured, add_records
from reviews.services.signers import appoint_supporter
from reviews.services.submission import Recommended, Upload, upload_review
from scr.cases.independence import INDEPENDENT, Answers, name_involved
from scr.cases.models import IndependenceStatement, Participant
from scr.cases.participation import add_participant, end_participation
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.people.roles import Do
from scr.procedures.rule import Page
from tests.cast import D0, person
from tests.chronicling import submitted, taken_in
from tests.reviewing import WRITTEN, sign, under_review, word, written

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def url(name, scene, *more, agency=None):
    return reverse(f"reviews:{name}", args=[scene.case.pk, (agency or scene.cast.housing).pk, *more])


def unmet(scene, *, user=None):
    """What the list says is missing, by the beginning of each sentence."""
    items = readiness_of(scene.case, scene.cast.housing, user or scene.cast.housing_author)
    return {one.missing: one.blocks for one in items if not one.is_met}


def sent(scene, *days, faulty=False, by=None, now=WRITTEN):
    """A chronology with an entry on each of some days is sent; a faulty one has a row without a day."""
    rows = [
        Row(date=day, date_text=f"{day:%d/%m/%Y}", child_contact="Seen at home", source="File", staff="HO1")
        for day in days
    ]
    rows += [Row(date=None, date_text="some day", child_contact="Seen", source="File", staff="HO1")] * faulty
    content = write_xlsx(rows, agency="Housing", completed_by="A. N.", staff={"HO1": "Officer"})
    given = {"content": content, "by": by or scene.cast.housing_author, "now": now}
    return (taken_in if faulty else submitted)(scene.case, scene.cast.housing, **given)


def given(scene, **changes):
    values = {"declares_independence": True, "discussed_with": "Head", "legal_advice": "taken"}
    by = changes.pop("by", scene.cast.housing_author)
    return hand_over(scene.case, scene.cast.housing, **(values | changes), by=by, now=WRITTEN)


# The list


@pytest.mark.requirement("R117")
def test_the_room_says_what_is_missing_and_leads_to_it(client, scene):
    client.force_login(scene.cast.housing_author)
    page = client.get(url("agency", scene)).content.decode()
    for name, missing in (
        ("register", "The records are not attested as secured yet."),
        ("upload_review", "The review is not uploaded yet."),
        ("hand_over", "It has not been declared yet that the reviewer was not involved."),
    ):
        assert missing in page
        assert f'href="{url(name, scene)}"' in page
    assert "Your chief officer has not acknowledged the terms of reference yet." in page
    client.force_login(scene.cast.housing_officer)
    page = client.get(url("agency", scene)).content.decode()
    assert f'href="{reverse("letters:list", args=[scene.case.pk])}"' in page
    for outsider in (scene.cast.administrator, scene.cast.panel_member):
        client.force_login(outsider)
        assert "Is it ready?" not in client.get(url("agency", scene)).content.decode()


def test_what_blocks_is_refused_with_its_sentences_and_the_rest_is_not(client, scene):
    with pytest.raises(NotTheMoment) as refused:
        given(scene)
    assert refused.value.sentence == "The chronology is not submitted yet. The review is not uploaded yet."
    client.force_login(scene.cast.housing_author)
    assert "See to what is missing in the list above" in client.get(url("hand_over", scene)).content.decode()
    written(scene, scene.cast.housing)
    assert set(unmet(scene).values()) == {False}
    assert given(scene).handed_over_at == WRITTEN


def test_a_recommendation_without_an_owner_keeps_the_review_back(scene):
    written(scene, scene.cast.housing)
    upload_review(
        scene.case,
        scene.cast.housing,
        recommendations=[Recommended("Tell of moves", "Head"), Recommended("Ring back", "")],
        by=scene.cast.housing_author,
        now=WRITTEN,
    )
    with pytest.raises(NotTheMoment, match="Nobody is named for recommendation 2"):
        given(scene)


def test_a_reviewer_whom_the_record_names_as_involved_keeps_it_back(scene):
    cast = scene.cast
    written(scene, cast.housing)
    named = {"full_name": cast.housing_author.full_name, "is_manager": False, "user": cast.housing_author}
    name_involved(scene.case, cast.housing, **named, by=cast.housing_officer, now=WRITTEN)
    with pytest.raises(NotTheMoment, match="named among the staff who were involved"):
        given(scene)


def test_a_long_gap_in_the_period_is_asked_about_and_a_short_one_is_not(scene):
    start, end = date(2005, 1, 1), date(2007, 3, 3)  # the period of the terms of reference
    quarterly = [start + timedelta(days=80 * number) for number in range(10)]
    sent(scene, *quarterly[:4], *quarterly[6:])
    (gap,) = (one for one in unmet(scene) if one.startswith("Nothing stands in the chronology"))
    assert gap == "Nothing stands in the chronology between 29 August 2005 and 26 April 2006. Is that so?"
    sent(scene, *quarterly, end)
    assert not [one for one in unmet(scene) if one.startswith("Nothing stands")]


def test_days_that_were_searched_without_a_contact_are_no_gap(scene):
    start, end = date(2005, 1, 1), date(2007, 3, 3)
    sent(scene, start, end)
    assert [one for one in unmet(scene) if one.startswith("Nothing stands")]
    given = {"by": scene.cast.housing_author, "now": WRITTEN}
    searched = {"first_day": date(2005, 1, 20), "last_day": date(2007, 2, 10), "because": "paper file"}
    declare_silence(scene.case, scene.cast.housing, **searched, **given)
    chronology = list_in(place_of(scene.case, scene.cast.housing))
    submit(chronology, revision=chronology.revision, **given)
    assert not [one for one in unmet(scene) if one.startswith("Nothing stands")]


def test_a_later_file_with_an_error_takes_the_submission_back(scene):
    sent(scene, date(2006, 1, 9))
    assert "The chronology is not submitted yet." not in unmet(scene)
    later = WRITTEN + timedelta(hours=1)
    sent(scene, date(2006, 1, 9), faulty=True, now=later)
    assert unmet(scene)["The chronology is not submitted yet."] is True


def test_another_part_of_the_review_adds_a_check_of_its_own(client, scene, monkeypatch):
    page = Page("reviews:terms")

    def portrait(room):
        return Item("There is a portrait", False, "No portrait yet.", page, Do.WRITE_REVIEW, blocks=True)

    monkeypatch.setattr(readiness, "CHECKS", (*readiness.CHECKS, portrait))
    written(scene, scene.cast.housing)
    missing = missing_before_hand_over(scene.case, scene.cast.housing, scene.cast.housing_author)
    assert missing == ["No portrait yet."]
    client.force_login(scene.cast.housing_author)
    assert "No portrait yet." in client.get(url("hand_over", scene)).content.decode()


# Who supports the reviewer


def supported(scene, *, who=None, answers=INDEPENDENT):
    cast = scene.cast
    helper = who or person("Sam Support", agency=cast.housing)
    values = {"person": helper, "answers": answers, "by": cast.housing_officer, "now": D0}
    return appoint_supporter(scene.case, cast.housing, **values).user


@pytest.mark.requirement("R127")
def test_the_chief_officer_gives_the_reviewer_somebody_who_stands_apart(client, scene):
    client.force_login(scene.cast.housing_officer)
    page = url("appoint_colleague", scene, "support")
    assert page in client.get(url("agency", scene)).content.decode()
    sam = person("Sam Support", agency=scene.cast.housing)
    apart = {"manages_involved": "no", "is_on_panel": "no"}
    involved = client.post(page, {"person": sam.pk, "was_involved": "yes", **apart}).content.decode()
    assert "An author was not involved with the child or the family" in involved
    assert not Participant.objects.filter(user=sam).exists()
    assert client.post(page, {"person": sam.pk, "was_involved": "no", **apart}).status_code == 302
    assert Participant.objects.get(user=sam).role == "review_supporter"
    assert IndependenceStatement.objects.get(author=sam).role == "review_supporter"
    with pytest.raises(NotTheMoment, match="was not involved"):
        supported(
            scene, who=person("Ina Involved", agency=scene.cast.housing), answers=Answers(True, False, False)
        )


@pytest.mark.requirement("R127")
def test_who_supports_the_reviewer_gathers_records_and_writes_the_draft(client, scene):
    cast = scene.cast
    sam = supported(scene)
    secured = Secured("Tenancy file", "both", "paper", "Locked room", "Head of records", WRITTEN)
    add_records(scene.case, cast.housing, secured=secured, by=sam, now=WRITTEN)
    client.force_login(cast.housing_author)
    assert "Tenancy file" in client.get(url("register", scene)).content.decode()
    upload_review(
        scene.case,
        cast.housing,
        upload=Upload("review.docx", word("What we did")),
        recommendations=[Recommended("Tell of moves", "Head")],
        by=sam,
        now=WRITTEN,
    )
    sent(scene, date(2006, 1, 9), by=sam)
    client.force_login(sam)
    room = client.get(url("agency", scene)).content.decode()
    assert "Upload the review" in room
    assert "Waiting for the reviewer" in room
    assert client.get(url("agency", scene, agency=cast.health)).status_code == 404


@pytest.mark.requirement("R127")
def test_who_supports_the_reviewer_neither_hands_over_nor_countersigns(client, scene):
    cast = scene.cast
    sam = supported(scene)
    written(scene, cast.housing)
    client.force_login(sam)
    for name in ("hand_over", "countersign", "set_signers", "send_back", "record_interview"):
        assert client.get(url(name, scene)).status_code == 403, name
    with pytest.raises(NotYourRole):
        given(scene, by=sam)
    upload_review(scene.case, cast.housing, recommendations=[], by=sam, now=WRITTEN)
    given(scene)
    part = Participant.objects.get(user=sam)
    end_participation(part, until=WRITTEN, by=cast.administrator, now=WRITTEN)
    values = {"role": "chief_officer", "agency": cast.housing, "by": cast.administrator, "now": WRITTEN}
    add_participant(scene.case, sam, **values)
    with pytest.raises(NotTheMoment, match="You wrote a part of this yourself"):
        sign(scene, cast.housing, by=sam)
    with pytest.raises(NotTheMoment, match="cannot go together"):
        add_participant(scene.case, sam, **(values | {"role": "agency_author"}))


def test_an_agency_appoints_nobody_of_another_and_no_other_agency_appoints(scene):
    with pytest.raises(NotTheMoment, match="must work for Westmarch Housing"):
        supported(scene, who=scene.cast.health_author)
    with pytest.raises(NotYourRole):
        appoint_supporter(
            scene.case,
            scene.cast.housing,
            person=scene.cast.housing_officer,
            answers=INDEPENDENT,
            by=scene.cast.health_officer,
            now=D0,
        )
