"""The board's bodies, seats, offices and contributors, on the pages that people use."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.services import consult_panel
from scr.cases.contributors import Contribution, note_contributor
from scr.cases.independence import INDEPENDENT, check_independence, state_independence
from scr.cases.models import Contributor
from scr.cases.participation import add_participant
from scr.people.models import (
    Appointment,
    Deputy,
    ExternalBody,
    OfficeHolder,
    PanelWork,
    SeatNomination,
)
from scr.people.services import Refused, appoint
from scr.people.standing_bodies import authorise_deputy
from scr.procedures import newest
from tests.cast import D0, person
from tests.counts import MANY
from tests.referring import refer, refer_up_to_recommendation

pytestmark = pytest.mark.usefixtures("rows")
PROCEDURE = newest("scr_beds_2007")
CORE_MEMBERS = [seat.post for seat in PROCEDURE.seats if seat.role == "panel_member"]


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def page_of(user):
    return browser(user).get(reverse("board")).content.decode()


def seat_lines(page, post):
    return [line for line in page.split("<tr")[1:] if f'data-label="Seat">{post}<' in line]


def give_seat(cast, name, post):
    user = person(name)
    since = D0.date()
    return appoint(user, role="panel_member", post=post, by=cast.administrator, now=D0, since=since)


def day_typed(name, *, year=2007):
    return {f"{name}_day": "5", f"{name}_month": "3", f"{name}_year": str(year)}


@pytest.mark.requirement("R005")
@pytest.mark.requirement("R007")
@pytest.mark.requirement("R016")
@pytest.mark.requirement("R017")
def test_everybody_who_is_signed_in_reads_which_bodies_there_are_and_who_belongs_to_them(cast):
    appoint(cast.outsider, role="board_member", by=cast.administrator, now=D0, since=D0.date())
    appoint(cast.housing_officer, role="operations_board", by=cast.administrator, now=D0, since=D0.date())
    page = page_of(cast.housing_author)
    parts = page.split('<h2 class="govuk-heading-m">')
    bodies = {part.split("<")[0]: part for part in parts}
    assert "Own the reviews and start them" in bodies["The Local Safeguarding Children Board"]
    assert "acts in the board&#x27;s name" in bodies["Serious Case Review Panel"]
    assert "Pat Panel" in bodies["Serious Case Review Panel"]
    assert "Receive the reports on action plans" in bodies["Strategic Board"]
    assert "Otto Outsider" in bodies["Strategic Board"]
    assert "Put action plans into effect" in bodies["Operations Board"]
    assert "Hugo Housing" in bodies["Operations Board"]
    assert PROCEDURE.standing_statement in page


@pytest.mark.requirement("R006")
def test_one_person_chairs_the_board_and_its_panel(cast):
    page = page_of(cast.panel_member)
    names = ("The Local Safeguarding Children Board", "Serious Case Review Panel")
    board, panel = (page.split(f">{name}<")[1].split("<h2")[0] for name in names)
    assert "Cora Chair (Independent Chair)" in board
    assert "Cora Chair (Independent Chair)" in panel
    assert "Cora Chair" in seat_lines(page, "Chair")[0]


@pytest.mark.requirement("R008")
def test_each_task_of_the_panel_leads_to_where_it_is_done_or_is_noted(cast):
    page = page_of(cast.panel_member)
    panel = page.split(">Serious Case Review Panel<")[1].split("<h2")[0]
    assert panel.count("<li>") == panel.count('<li><a class="govuk-link"') == 9
    client = browser(cast.administrator)
    kept = [one for body in PROCEDURE.bodies for one in body.functions if one.is_kept]
    assert len(kept) == 4
    for one in kept:
        typed = {"function": one.key, **day_typed("done_on"), "words": f"Done for {one.key}"}
        answer = client.post(reverse("note_panel_work"), typed, follow=True).content.decode()
        assert f"Done for {one.key}" in answer
    assert PanelWork.objects.count() == 4
    assert "Done for contact" in page_of(cast.panel_member)
    assert "Done for contact" not in page_of(cast.housing_author), "who has no post does not read it"


@pytest.mark.parametrize("name", ["chair", "panel_member", "housing_officer"])
def test_only_administrators_keep_seats_offices_and_the_register(cast, name):
    post = Appointment.objects.get(user=cast.panel_member)
    client = browser(getattr(cast, name))
    for address in (
        reverse("nominate_for_seat", args=[post.pk]),
        reverse("note_office"),
        reverse("note_panel_work"),
        reverse("authorise_deputy"),
    ):
        assert client.get(address).status_code == 403
        assert address not in page_of(getattr(cast, name))


@pytest.mark.requirement("R009")
def test_a_core_seat_without_a_holder_is_shown_as_vacant(cast):
    assert CORE_MEMBERS == [
        "Designated Doctor",
        "Designated Nurse",
        "Senior Social Care Manager",
        "Senior Education Officer",
        "Police Superintendent",
    ]
    page = page_of(cast.administrator)
    for post in (*CORE_MEMBERS, "Legal Adviser"):
        assert "Vacant" in seat_lines(page, post)[0]
    give_seat(cast, "Dina Doctor", "designated doctor")
    page = page_of(cast.administrator)
    assert "Dina Doctor" in seat_lines(page, "Designated Doctor")[0]
    assert "Designated Doctor" not in page.split("Vacant on the panel:")[1].split("</strong>")[0]


@pytest.mark.requirement("R012")
def test_a_seat_is_confirmed_by_what_the_agency_says_of_its_nominee(cast):
    seat = give_seat(cast, "Dina Doctor", "Designated Doctor")
    assert "Not confirmed" in seat_lines(page_of(cast.administrator), "Designated Doctor")[0]
    client = browser(cast.administrator)
    typed = {
        "agency": str(cast.health.pk),
        "nominated_by": "Noel Health, chief executive",
        **day_typed("nominated_on"),
        "standing": "Speaks for the trust",
        "experience": "Ten years of child protection",
        "authority": "",
    }
    address = reverse("nominate_for_seat", args=[seat.pk])
    assert "senior enough" in client.post(address, typed).content.decode()
    assert not SeatNomination.objects.exists()
    client.post(address, typed | {"authority": "Sits on the executive team"})
    line = seat_lines(page_of(cast.administrator), "Designated Doctor")[0]
    assert "Not confirmed" not in line
    for words in ("Noel Health, chief executive", "Speaks for the trust", "Ten years", "executive team"):
        assert words in line
    assert "Ten years" not in page_of(cast.housing_author)


@pytest.mark.requirement("R011")
def test_a_member_is_told_of_both_capacities_on_joining_and_where_they_act(cast):
    case = refer(cast)
    consult_panel(case, by=cast.chair, now=D0)
    words = "You sit on the panel in two capacities"
    member = browser(cast.panel_member)
    assert words in member.get(reverse("case", args=[case.pk])).content.decode()
    assert words in member.get(reverse("referrals:give_view", args=[case.pk])).content.decode()
    assert words not in browser(cast.administrator).get(reverse("case", args=[case.pk])).content.decode()


@pytest.mark.requirement("R019")
@pytest.mark.requirement("R025")
@pytest.mark.requirement("R026")
@pytest.mark.requirement("R028")
@pytest.mark.parametrize("office", [one.key for one in PROCEDURE.offices])
def test_whoever_holds_an_office_is_noted_with_their_part_and_leaves_it(cast, office):
    client = browser(cast.administrator)
    typed = {
        "office": office,
        "name": "Ottoline Office",
        "agency": str(cast.health.pk),
        "part": "Reads the drafts",
        **day_typed("since_on"),
    }
    client.post(reverse("note_office"), typed)
    page = page_of(cast.housing_author)
    assert "Ottoline Office, Westmarch Community Health" in page
    assert "Reads the drafts" in page
    holder = OfficeHolder.objects.get()
    address = reverse("end_office", args=[holder.pk])
    early = client.post(address, day_typed("until_on", year=2006)).content.decode()
    assert "on or after the first day" in early
    client.post(address, day_typed("until_on"))
    assert "Ottoline Office" not in page_of(cast.housing_author)


def test_a_trust_s_people_and_groups_are_all_there():
    trust = {one.name for one in PROCEDURE.offices if one.at == "A health trust"}
    assert trust == {
        "Associate director of safeguarding",
        "Serious incident team",
        "Executive director of clinical governance",
        "Named nurse or practitioner",
        "Reviewing officer",
        "Chief executive",
        "Safeguarding group",
        "Executive team",
        "Communications",
        "Service director",
    }


@pytest.mark.requirement("R023")
def test_the_bodies_outside_are_on_record_with_their_days(cast):
    page = browser(cast.administrator).get(reverse("people:bodies")).content.decode()
    for name in (
        "Commission for Social Care Inspection",
        "Department for Education and Skills",
        "Strategic health authority",
        "Department of Health",
        "Children’s Commissioner for England",
        "Secretary of State",
        "Crown Prosecution Service",
        "Coroner",
        "Senior investigating officer of the police",
    ):
        assert name in page
    assert "1 July 2005" in page
    assert ExternalBody.objects.get(name="Department of Health").until_on.year == 2018


# People without an account

KINDS = [kind.value for kind in Contributor.Kind]


@pytest.mark.requirement("R024")
@pytest.mark.requirement("R025")
@pytest.mark.parametrize("kind", KINDS)
def test_who_contributes_without_an_account_is_noted_with_what_they_contribute(cast, case, kind):
    client = browser(cast.administrator)
    typed = {
        "kind": kind,
        "name": "Mira Grandmother",
        "connection": "Grandmother",
        "part": "Told the panel what she saw",
        **day_typed("contributed_on"),
    }
    client.post(reverse("cases:note_contributor", args=[case.pk]), typed)
    register = reverse("cases:contributors", args=[case.pk])
    page = browser(cast.panel_member).get(register).content.decode()
    for words in ("Mira Grandmother", "Told the panel what she saw", "5 March 2007"):
        assert words in page
    assert browser(cast.housing_officer).get(register).status_code == 404
    people = browser(cast.housing_officer).get(reverse("cases:participants", args=[case.pk]))
    assert "Mira Grandmother" not in people.content.decode()


def test_a_correction_stands_in_the_place_of_the_first_note_which_stays(cast, case):
    first = note_contributor(case, told=told(), by=cast.administrator, now=D0)
    client = browser(cast.chair)
    address = reverse("cases:correct_contributor", args=[case.pk, first.pk])
    assert "What she saw" in client.get(address).content.decode()
    typed = {"kind": "victim", "name": "Mira", "connection": "Aunt", "part": "What she heard"}
    client.post(address, typed)
    page = client.get(reverse("cases:contributors", args=[case.pk])).content.decode()
    assert "What she heard" in page
    assert "What she saw" not in page
    assert Contributor.objects.get(pk=first.pk).part == "What she saw"
    assert "corrected already" in client.post(address, typed).content.decode()


def told(number=0):
    return Contribution(kind="relative", name=f"Mira {number}", connection="Aunt", part="What she saw")


def test_the_register_asks_the_database_as_often_for_many_people(cast, case):
    note_contributor(case, told=told(), by=cast.administrator, now=D0)
    few = queries(cast, case)
    for number in range(MANY):
        note_contributor(case, told=told(number), by=cast.administrator, now=D0)
    assert queries(cast, case) == few


def queries(cast, case):
    client = browser(cast.chair)
    address = reverse("cases:contributors", args=[case.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


# Coordination and independence


@pytest.mark.requirement("R241")
def test_the_case_shows_who_coordinates_it_and_how_independent_its_authors_are(cast, case):
    address = reverse("cases:contributors", args=[case.pk])
    page = browser(cast.panel_member).get(address).content.decode()
    assert "Alma Admin, Board administrator" in page
    assert "Cora Chair, Independent Chair" in page
    line = page.split("Hanna Housing")[1].split("</div>")[0]
    assert "Not declared" in line
    statement = state_independence(
        case,
        cast.housing_author,
        role="agency_author",
        answers=INDEPENDENT,
        agency=cast.housing,
        by=cast.housing_officer,
        now=D0,
    )
    line = browser(cast.chair).get(address).content.decode().split("Hanna Housing")[1].split("</div>")[0]
    assert "Declared, not checked yet" in line
    check_independence(statement, against="The rota of 2006", by=cast.chair, now=D0 + timedelta(days=1))
    line = browser(cast.chair).get(address).content.decode().split("Hanna Housing")[1].split("</div>")[0]
    assert "The rota of 2006" in line


# Deputies of chief officers


def authorised(cast, **changes):
    """What is typed for Housing's officer as a deputy, who represents it on the board."""
    typed = {
        "deputy": str(cast.housing_officer.pk),
        "authorised_by": "Harriet Head, chief executive",
        **day_typed("authorised_on"),
        **day_typed("from_on"),
        **changes,
    }
    answer = browser(cast.administrator).post(reverse("authorise_deputy"), typed, follow=True)
    return answer.content.decode()


def represents(cast, user):
    appoint(user, role="board_member", by=cast.administrator, now=D0, since=D0.date())


@pytest.mark.requirement("R020")
def test_who_authorised_a_deputy_is_recorded_and_shown_until_it_ends(cast, case):
    represents(cast, cast.housing_officer)
    authorised(cast)
    words = "Harriet Head, chief executive, 5 March 2007"
    for user in (cast.panel_member, cast.administrator):
        line = page_of(user).split('id="deputies"')[1].split("<h2")[0]
        assert "Westmarch Housing" in line and "Hugo Housing" in line and words in line
    people = reverse("cases:participants", args=[case.pk])
    assert "Deputy, authorised by Harriet Head" in browser(cast.chair).get(people).content.decode()
    row = Deputy.objects.get()
    address = reverse("end_deputy", args=[row.pk])
    client = browser(cast.administrator)
    early = client.post(address, day_typed("until_on", year=2006)).content.decode()
    assert "on or after the first day" in early
    client.post(address, day_typed("until_on"))
    assert "Hugo Housing" not in page_of(cast.panel_member).split('id="deputies"')[1].split("<h2")[0]
    assert "Deputy, authorised" not in browser(cast.chair).get(people).content.decode()
    agency = client.get(reverse("cases:agency", args=[cast.housing.pk])).content.decode()
    assert "from 5 March 2007 until 5 March 2007, authorised by Harriet Head" in agency
    assert row.history.count() == 2


@pytest.mark.requirement("R020")
def test_a_deputy_represents_the_agency_on_the_board(cast):
    assert "Select a valid choice" in authorised(cast)
    represents(cast, cast.outsider)  # of no agency
    assert "Select a valid choice" in authorised(cast, deputy=str(cast.outsider.pk))
    assert not Deputy.objects.exists()
    told = {"authorised_by": "x", "authorised_on": D0.date(), "from_on": D0.date()}
    with pytest.raises(Refused, match="represent an agency"):
        authorise_deputy(cast.housing_officer, **told, by=cast.administrator, now=D0)


def test_nobody_deputises_before_the_authorisation(cast):
    represents(cast, cast.housing_officer)
    shown = authorised(cast, **day_typed("from_on", year=2006))
    assert "before they are authorised" in shown and "Harriet Head" in shown
    assert not Deputy.objects.exists()


# Roles that the procedure names


@pytest.mark.requirement("R010")
def test_somebody_of_another_agency_is_added_to_the_panel_of_one_case(cast, case):
    co_opted = person("Probus Probation")
    address = reverse("cases:add_participant", args=[case.pk])
    typed = {"person": str(co_opted.pk), "role": "panel_member"}
    browser(cast.administrator).post(address, typed)
    page = browser(cast.chair).get(reverse("cases:participants", args=[case.pk])).content.decode()
    assert "Probus Probation" in page
    assert browser(co_opted).get(reverse("case", args=[case.pk])).status_code == 200
    other = refer_up_to_recommendation(cast)
    assert browser(co_opted).get(reverse("case", args=[other.pk])).status_code == 404


@pytest.mark.requirement("R021")
@pytest.mark.requirement("R022")
@pytest.mark.requirement("R027")
@pytest.mark.parametrize(
    ("role", "name", "has_agency"),
    [
        ("chief_officer", "Chief officer", True),
        ("agency_author", "Agency reviewer", True),
        ("designated_nurse", "Designated nurse", True),
        ("overview_author", "Overview author", False),
    ],
)
def test_each_role_that_the_procedure_names_is_given_on_a_case_and_shown(cast, case, role, name, has_agency):
    holder = person("Hera Holder")
    agency = cast.health if has_agency else None
    add_participant(case, holder, role=role, agency=agency, by=cast.administrator, now=D0)
    page = browser(holder).get(reverse("case", args=[case.pk])).content.decode()
    assert name in page.split("Your part")[1].split("<h2")[0]
    people = browser(cast.chair).get(reverse("cases:participants", args=[case.pk])).content.decode()
    assert "Hera Holder" in people
