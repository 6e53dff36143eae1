"""The register of the family: who is in it, how they belong together, and who reads what of it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader

from scr.cases.audiences import Audience, Kind
from scr.cases.family import Family, family_of
from scr.cases.family_picture import Names, genogram_svg, lines_of, picture_of
from scr.cases.models import HouseholdStay, Person, Relationship
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.register import PersonTold, add_person, correct_person, open_register, take_up, told_of
from scr.cases.relating import Stay, Tie, correct_stay, note_stay, relate
from scr.cases.services import release, seal
from scr.cases.writing import act, compartment_of, record
from scr.documents.pdf import make_pdf
from tests.cast import Scene, make_case
from tests.counts import MANY
from tests.family_case import MINA, NOW, SISTER, child_of, family_referred, lodger, opened, who
from tests.referring import refer
from tests.test_likeness import found

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return family_referred()


def page(user, name, *args, **posted):
    client = Client()
    client.force_login(user)
    address = reverse(f"cases:{name}", args=args)
    return client.post(address, posted, follow=True) if posted else client.get(address)


def html(user, name, *args, **posted):
    return page(user, name, *args, **posted).content.decode()


def date_typed(name, day="", month="", year="", **more):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year, **more}


def person_typed(**changes):
    typed = {"full_name": "Petra Newpartner", "sex": "female", "in_household": "yes"}
    return {**typed, **date_typed("born"), **date_typed("died"), **changes}


def released(scene):
    """Housing's review is signed and passed to the panel."""
    review = compartment_of(scene.case, Kind.SUBMISSION, scene.cast.housing)
    by = {"by": scene.cast.administrator, "now": NOW}
    seal(review, **by)
    for audience in (Audience.ADMINISTRATION, Audience.PANEL):
        release(review, audience, **by)


# How people are named


@pytest.mark.parametrize(
    ("name", "code", "shown"),
    [("Mina Testname", "M", "Mina Testname (M)"), ("F", "F", "F"), ("S1", "s1", "S1"), ("MGM", "", "MGM")],
)
def test_a_code_stands_beside_a_name_and_not_beside_itself(name, code, shown):
    assert Person(full_name=name, code=code).name_and_code == shown


def test_a_name_breaks_between_words_and_within_one_with_a_hyphen():
    assert lines_of("Mina Testname-Featherstonehaugh") == ["Mina Testname-", "Featherstonehau-", "gh"]
    assert lines_of("Linnea Ashgrove") == ["Linnea Ashgrove"]
    assert lines_of("Bartholomew Featherstonehaugh-Cholmondeley")[0] == "Bartholomew"


# What the referral brings along


def test_the_referrals_family_stands_in_the_register_with_what_its_words_say(scene):
    said = {(row.person.full_name, row.kind) for row in Relationship.objects.filter(other=child_of(scene))}
    assert said == {
        ("Mina Testname", "parent"),
        ("Felix Testname", "parent"),
        ("Sina Testname", "sibling"),
        ("Mabel Elder", "grandparent"),
    }
    assert {one.full_name.split()[0]: one.sex for one in Person.objects.filter(case=scene.case)} == {
        "Linnea": "female",
        "Mina": "female",
        "Felix": "male",
        "Sina": "female",
        "Mabel": "female",
    }
    assert {row.compartment.kind for row in Person.objects.filter(case=scene.case)} == {"family"}


def test_words_that_leave_it_open_say_nothing_of_how_people_are_related(scene):
    case = refer(
        scene.cast, people=[replace(MINA, relation="mother’s partner"), replace(SISTER, relation="aunt")]
    )
    assert not Relationship.objects.filter(case=case).exists()
    assert set(Person.objects.filter(case=case, is_child=False).values_list("sex", flat=True)) == {
        "not_known"
    }


@act
def told_before_there_was_a_register(case, cast):
    """As the referral of an older case left it."""
    place = compartment_of(case, Kind.REFERRAL)
    older = Person(case=case, compartment=place, full_name="Older Person", is_child=True, added_at=NOW)
    record(older, by=cast.outsider, now=NOW, act="person_registered")


def test_the_people_of_an_older_case_move_from_the_referral_to_the_register(scene):
    cast = scene.cast
    case = make_case(cast)
    told_before_there_was_a_register(case, cast)
    assert "Older Person" in html(cast.panel_member, "family", case.pk)
    html(cast.administrator, "open_register", case.pk, sure="yes")
    assert child_of(Scene(cast, case)).compartment.kind == Kind.FAMILY
    for user in (cast.panel_member, cast.housing_author):
        assert "Older Person" in html(user, "family", case.pk)


# Adding and correcting, on pages


@pytest.mark.requirement("R120")
def test_the_administrator_adds_somebody_of_whom_only_a_part_is_known(scene):
    cast, case = scene.cast, scene.case
    typed = person_typed(**date_typed("born", year="1985", born_about="on"), code="P")
    shown = html(cast.administrator, "add_person", case.pk, **typed)
    assert "Petra Newpartner is noted" in shown
    assert "about 1985" in shown
    added = who(scene, "P")
    assert (added.born_on, added.born_about, added.died) == (None, "~1985", None)
    typed = person_typed(full_name="Exact Person", **date_typed("born", "3", "april", "1985"))
    html(cast.administrator, "add_person", case.pk, **typed)
    assert Person.objects.get(full_name="Exact Person").born_on == date(1985, 4, 3)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (date_typed("born", "3", "", "1985"), "Date of birth must have a month if it has a day"),
        (date_typed("born", "3", "4", ""), "Date of birth must include a year"),
        (date_typed("born", "31", "2", "1985"), "Date of birth must be a real date"),
        (date_typed("born", year="2999"), "Date of birth is too far ahead"),
        ({**date_typed("born", year="1985"), **date_typed("died", year="1984")}, "after the date of birth"),
        ({"code": "M"}, "Somebody else has the code M"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(scene, typed, sentence):
    shown = html(scene.cast.administrator, "add_person", scene.case.pk, **person_typed(**typed))
    assert sentence in shown
    assert 'value="Petra Newpartner"' in shown
    assert not Person.objects.filter(full_name="Petra Newpartner").exists()


def test_a_correction_keeps_what_was_there_and_a_late_one_is_given_back(scene):
    cast, mother = scene.cast, who(scene, "M")
    typed = person_typed(
        full_name="Mina Othername", code="M", revision="1", **date_typed("born", year="1984")
    )
    args = (scene.case.pk, mother.pk)
    assert "is saved" in html(cast.administrator, "correct_person", *args, **typed)
    mother.refresh_from_db()
    assert [one.full_name for one in mother.history.all()] == ["Mina Othername", "Mina Testname"]
    late = html(cast.administrator, "correct_person", *args, **{**typed, "full_name": "Typed late"})
    assert "Somebody saved this person after you opened the page" in late
    assert "Typed late" in late
    changes = reverse("changes", args=[scene.case.pk, "person", mother.pk])
    client = Client()
    client.force_login(cast.panel_member)
    assert "Mina Testname" in client.get(changes).content.decode()


def test_somebody_named_twice_is_left_out_with_a_reason_and_stays_on_record(scene):
    cast, sister = scene.cast, who(scene, "S1")
    typed = person_typed(full_name="Sina Testname", revision="1", is_struck="on", because="")
    args = (scene.case.pk, sister.pk)
    assert "Say why it is left out" in html(cast.administrator, "correct_person", *args, **typed)
    html(cast.administrator, "correct_person", *args, **{**typed, "because": "Named twice"})
    assert sister.pk not in {one.person.pk for one in family_of(scene.case, cast.chair).members}
    shown = html(cast.panel_member, "family", scene.case.pk)
    assert "Left out (1)" in shown
    assert "Named twice" in shown
    with pytest.raises(NotTheMoment):  # nobody is related to who is left out
        relate(sister, who(scene, "M"), Tie(kind="sibling"), by=cast.administrator, now=NOW)


def test_there_is_always_a_child_whom_the_case_is_about(scene):
    child, by = child_of(scene), {"by": scene.cast.administrator, "now": NOW}
    with pytest.raises(NotTheMoment, match="must be about somebody"):
        correct_person(child, replace(told_of(child), is_child=False), revision=1, **by)
    with pytest.raises(NotTheMoment, match="must be about somebody"):
        correct_person(child, told_of(child), revision=1, left_out_because="Nobody", **by)
    sister = who(scene, "S1")
    correct_person(sister, replace(told_of(sister), is_child=True), revision=1, **by)
    correct_person(child, replace(told_of(child), is_child=False), revision=1, **by)
    assert child_of(scene) == sister


# How they belong together


def test_relationships_are_noted_in_either_direction_and_corrected_on_pages(scene):
    cast, case = scene.cast, scene.case
    mother, father, grandmother = (who(scene, code) for code in ("M", "F", "MGM"))
    empty = {**date_typed("since"), **date_typed("until"), "words": ""}
    given = {**empty, **date_typed("since", year="2002", since_about="on"), "kind": "partner"}
    html(cast.administrator, "relate", case.pk, mother.pk, other=str(father.pk), **given)
    back = {**empty, "kind": "back:parent", "other": str(grandmother.pk)}
    html(cast.administrator, "relate", case.pk, mother.pk, **back)
    assert Relationship.objects.get(kind="parent", person=grandmother).other == mother
    shown = html(cast.panel_member, "person", case.pk, mother.pk)
    assert "partner of" in shown.lower()
    assert "from about 2002" in shown
    assert "Child of" in shown
    row = Relationship.objects.get(kind="partner")
    ended = {**empty, **date_typed("until", year="2006"), "kind": "partner", "revision": "1"}
    html(cast.administrator, "correct_relationship", case.pk, row.pk, **ended)
    row.refresh_from_db()
    assert (row.until, row.has_ended, row.history.last().until) == ("2006", True, "")
    assert "after you opened the page" in html(
        cast.administrator, "correct_relationship", case.pk, row.pk, **ended
    )
    struck = {**ended, "revision": "2", "is_struck": "on", "because": "Mixed up"}
    html(cast.administrator, "correct_relationship", case.pk, row.pk, **struck)
    assert "Partner of" not in html(cast.panel_member, "person", case.pk, mother.pk)


def test_what_cannot_be_between_two_people_is_refused(scene):
    by = {"by": scene.cast.administrator, "now": NOW}
    mother, father, grandmother = (who(scene, code) for code in ("M", "F", "MGM"))
    relate(mother, father, Tie(kind="partner"), **by)
    relate(grandmother, mother, Tie(kind="parent"), **by)
    for one, other, tie, sentence in (
        (mother, mother, Tie(kind="sibling"), "two different people"),
        (father, mother, Tie(kind="partner"), "noted already"),
        (child_of(scene), grandmother, Tie(kind="parent"), "own forebear"),
    ):
        with pytest.raises(NotTheMoment, match=sentence):
            relate(one, other, tie, **by)
    assert relate(mother, father, Tie(kind="other", words="landlady"), **by)


def test_households_are_noted_with_their_time_and_the_newest_says_who_lives_there(scene):
    cast, case, by = scene.cast, scene.case, {"by": scene.cast.administrator, "now": NOW}
    sister = who(scene, "S1")
    typed = {"household": "", **date_typed("since", year="2003"), **date_typed("until", "3", "3", "2007")}
    html(cast.administrator, "note_stay", case.pk, sister.pk, **typed)
    note_stay(sister, Stay(household="Home of MGM", since="2007-03-03"), **by)
    assert sister not in [one.person for one in family_of(case, cast.chair).household]
    shown = html(cast.panel_member, "person", case.pk, sister.pk)
    assert "until 3 March 2007" in shown
    assert "Home of MGM, from 3 March 2007" in shown
    first = HouseholdStay.objects.get(household="")
    correct_stay(first, Stay(since="2003"), revision=1, **by)
    assert sister in [one.person for one in family_of(case, cast.chair).household]
    with pytest.raises(Stale):
        correct_stay(first, Stay(), revision=1, **by)


# Who reads it, and who writes


def test_agencies_read_the_register_once_it_is_opened_to_them_and_change_nothing_there(scene):
    cast, case = scene.cast, scene.case
    people = (cast.housing_author, cast.health_officer)
    for user in people:
        assert page(user, "family", case.pk).status_code == 404
        assert page(user, "person", case.pk, who(scene, "M").pk).status_code == 404
    assert "cannot read the register" in html(cast.administrator, "family", case.pk)
    assert "Westmarch Housing" in html(cast.administrator, "open_register", case.pk)
    html(cast.administrator, "open_register", case.pk, sure="yes")
    for user in people:
        assert "Mina Testname" in html(user, "family", case.pk)
        assert page(user, "correct_person", case.pk, who(scene, "M").pk).status_code == 403
        assert page(user, "open_register", case.pk).status_code == 403
    for user in (cast.panel_member, cast.chair, cast.housing_officer):
        assert page(user, "add_person", case.pk).status_code == 403
        with pytest.raises(NotYourRole):
            open_register(case, by=user, now=NOW)
    assert page(cast.outsider, "family", case.pk).status_code == 404


@pytest.mark.requirement("R120")
def test_whom_one_agency_names_nobody_else_knows_of_before_its_review_is_released(scene):
    cast, case = scene.cast, scene.case
    opened(scene)
    named = lodger(scene)
    outside = (cast.administrator, cast.chair, cast.panel_member, cast.health_author, cast.health_officer)
    for user in outside:
        assert "QzLodger" not in html(user, "family", case.pk)
        assert "QzLodger" not in html(user, "person", case.pk, who(scene, "M").pk)
        assert page(user, "person", case.pk, named.pk).status_code == 404
    shown = html(cast.housing_officer, "family", case.pk)
    assert "QzLodger" in shown
    assert "Named by Housing" in shown
    released(scene)
    for user in (cast.administrator, cast.panel_member):
        assert "QzLodger" in html(user, "family", case.pk)
        assert "from the review of Housing" in html(user, "person", case.pk, who(scene, "M").pk)
    assert "QzLodger" not in html(cast.health_author, "family", case.pk)


def test_an_agency_adds_on_pages_for_itself_and_not_once_its_review_is_signed(scene):
    cast, case = scene.cast, scene.case
    opened(scene)
    shown = html(cast.housing_author, "add_person", case.pk, **person_typed(full_name="Known to Housing"))
    assert "Known to Housing is noted" in shown
    added = Person.objects.get(full_name="Known to Housing")
    assert added.compartment.agency == cast.housing
    by = {"by": cast.housing_author, "now": NOW}
    told = PersonTold(full_name="Another child", is_child=True)
    with pytest.raises(NotTheMoment, match="for the board to say"):
        add_person(case, told, agency=cast.housing, **by)
    told = PersonTold(full_name="In another's name")
    with pytest.raises(NotYourRole):
        add_person(case, told, agency=cast.health, **by)
    with pytest.raises(NotTheMoment, match="into the register first"):
        relate(added, who(scene, "M"), Tie(kind="partner"), by=cast.administrator, now=NOW)
    released(scene)
    late = html(cast.housing_author, "add_person", case.pk, **person_typed())
    assert "This was signed and can no longer be changed" in late
    assert page(cast.administrator, "correct_person", case.pk, added.pk).status_code == 403


def test_nobody_learns_from_a_refusal_what_another_agency_noted(scene):
    cast, mother, father = scene.cast, who(scene, "M"), who(scene, "F")
    relate(father, mother, Tie(kind="parent"), agency=cast.health, by=cast.health_author, now=NOW)
    of_housing = {"agency": cast.housing, "by": cast.housing_author, "now": NOW}
    assert relate(mother, father, Tie(kind="parent"), **of_housing)  # whatever that means
    assert relate(mother, father, Tie(kind="parent"), by=cast.administrator, now=NOW)
    health = lodger(scene, "Lodger of Housing", code="L")
    told = PersonTold(full_name="Other lodger", code="L")
    assert add_person(scene.case, told, agency=cast.health, by=cast.health_author, now=NOW) != health


def test_a_name_in_a_draft_makes_no_case_alike(scene):
    cast = scene.cast
    other = refer(cast, people=[PersonTold(full_name="Rosalind Unusual")])
    lodger(scene, "Rosalind Unusual")
    child = Person.objects.get(case=other, is_child=True)
    told = PersonTold(full_name="Quite Different", born_on=date(2001, 1, 1), is_child=True)
    correct_person(child, told, revision=1, by=cast.administrator, now=NOW)  # the tests share the child
    assert found(scene.case, cast.administrator) == {}
    add_person(scene.case, PersonTold(full_name="Rosalind Unusual"), by=cast.administrator, now=NOW)
    assert found(scene.case, cast.administrator) == {other.pk: False}


def test_who_is_named_in_a_released_review_is_taken_into_the_register_or_known_there(scene):
    cast, case = scene.cast, scene.case
    opened(scene)
    named, again = lodger(scene), lodger(scene, "L. Odger", code="L2")
    released(scene)
    assert page(cast.panel_member, "take_up_person", case.pk, named.pk).status_code == 403
    assert "stands in the register" in html(
        cast.administrator, "take_up_person", case.pk, named.pk, into="new"
    )
    registered = Person.objects.of_register().get(full_name=named.full_name)
    take_up(again, into=registered, by=cast.administrator, now=NOW)
    for user in (cast.administrator, cast.panel_member):
        names = [one.person.full_name for one in family_of(case, user).members]
        assert names.count(named.full_name) == 1
        assert "L. Odger" not in names
        (line,) = [one for one in family_of(case, user).named(registered.pk).ties if one.who.code == "M"]
        assert line.words == "partner of"
    assert "QzLodger" in html(cast.health_author, "family", case.pk)
    for into in (None, registered):
        with pytest.raises(NotTheMoment):
            take_up(named, into=into, by=cast.administrator, now=NOW)
    with pytest.raises(NotTheMoment):
        take_up(registered, into=None, by=cast.administrator, now=NOW)


def test_the_register_asks_as_much_for_many_people_as_for_few(scene):
    cast, case, by = scene.cast, scene.case, {"by": scene.cast.administrator, "now": NOW}
    client = Client()
    client.force_login(cast.panel_member)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("cases:family", args=[case.pk]))
        return len(queries)

    def add(number):
        for one in range(number):
            added = add_person(case, PersonTold(full_name=f"Cousin {number} {one}"), **by)
            relate(added, child_of(scene), Tie(kind="other", words="cousin"), **by)

    add(1)
    asked()  # the first request of a session asks more
    few = asked()
    add(min(MANY, 8))
    assert asked() == few


def test_history_tells_of_the_register_and_names_nobody_to_who_may_not_know(scene):
    cast, case = scene.cast, scene.case
    lodger(scene)
    client = Client()
    client.force_login(cast.administrator)
    shown = client.get(reverse("history", args=[case.pk])).content.decode()
    assert "QzLodger" not in shown
    add_person(case, PersonTold(full_name="Added Person"), by=cast.administrator, now=NOW + timedelta(days=1))
    shown = client.get(reverse("history", args=[case.pk])).content.decode()
    assert escape("Alma Admin added Added Person to the register of the family.") in shown


# The genogram


@pytest.mark.requirement("R120")
def test_the_page_draws_the_genogram_and_says_the_same_in_words(scene):
    cast, case = scene.cast, scene.case
    shown = html(cast.panel_member, "family", case.pk)
    drawn = genogram_in(shown)
    assert drawn.count("<circle") == 5  # four women and girls, the child drawn double
    assert drawn.count("<rect") == 2  # the ground, and the father
    assert ">Mabel Elder<" in drawn
    assert "b. 28.12.2005" in drawn
    assert "style=" not in drawn  # the policy of pages takes no inline styles
    assert "The same in words" in shown
    assert "Grandparent of" in shown
    coded = genogram_in(html_with(cast.panel_member, case, "?names=codes"))
    assert ">MGM<" in coded
    assert ">P1<" in coded  # the child has no code
    assert "b. 2005" in coded
    for told in ("Mabel", "Linnea", "28.12"):
        assert told not in coded


def genogram_in(page):
    (drawn,) = re.findall(r"<svg[^>]*>\s*<title>Genogram.*?</svg>", page, re.DOTALL)
    return drawn


def html_with(user, case, query):
    client = Client()
    client.force_login(user)
    return client.get(reverse("cases:family", args=[case.pk]) + query).content.decode()


def test_the_genogram_stands_in_a_pdf(scene):
    drawn = genogram_svg(family_of(scene.case, scene.cast.panel_member), Names.CODES)
    made = make_pdf(f"<html lang='en'><head><title>Review</title></head><body>{drawn}</body></html>")
    text = PdfReader(BytesIO(made)).pages[0].extract_text()
    assert "MGM" in text
    assert "Mabel" not in text
    assert genogram_svg(Family([], [])) == ""


def test_a_household_encloses_who_lives_with_the_child(scene):
    cast, by = scene.cast, {"by": scene.cast.administrator, "now": NOW}
    note_stay(who(scene, "M"), Stay(since="2005"), **by)
    note_stay(who(scene, "F"), Stay(since="2005", until="2006"), **by)
    picture = picture_of(family_of(scene.case, cast.panel_member))
    assert {one.person.label[0] for one in picture.symbols if one.person.in_household} == {
        "Mina Testname",
        "Linnea Testname",
    }
    assert picture.households
