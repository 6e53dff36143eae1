"""Who takes part: adding, ending, conflicts and substitutes; moving a case on; the pages of deadlines."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from scr.audit.models import AuditEntry
from scr.cases.models import Case, Duty, Extension, Nomination, Participant
from scr.cases.owners import owners_of
from scr.cases.participation import add_participant, end_participation, recuse
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import extend, move, record_milestone
from scr.cases.substitutes import nominate
from scr.outbox.models import Notice
from scr.people.models import User
from tests.cast import D0, make_case, person
from tests.counts import MANY
from tests.plan_pages import words

pytestmark = pytest.mark.usefixtures("rows")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def get(user, name, *args):
    return signed_in(user).get(reverse(name, args=args))


def part_of(case, user):
    return Participant.objects.get(case=case, user=user)


def adding(**changes):
    empty = ("person", "email", "full_name", "job_title", "works_for", "role", "agency")
    dates = ("until_on_day", "until_on_month", "until_on_year")
    return {**dict.fromkeys((*empty, *dates), ""), **changes}


def add(cast, case, **changes):
    client = signed_in(cast.administrator)
    address = reverse("cases:add_participant", args=[case.pk])
    return client.post(address, adding(**changes), follow=True).content.decode()


def test_everybody_sees_who_takes_part_but_not_the_other_agency(cast, case):
    shown = get(cast.housing_officer, "cases:participants", case.pk).content.decode()
    assert "Hanna Housing" in shown
    assert "Cora Chair" in shown
    assert "Nia Health" not in shown
    assert "Add somebody" not in shown
    everybody = get(cast.administrator, "cases:participants", case.pk).content.decode()
    assert "Nia Health" in everybody
    assert "Add somebody" in everybody
    assert get(cast.outsider, "cases:participants", case.pk).status_code == 404


def test_the_administrator_adds_somebody_who_is_told_without_a_name(cast, case):
    shown = add(cast, case, person=str(cast.overview_author.pk), role="board_member")
    assert "Olive Overview now takes part as Board member." in shown
    assert get(cast.overview_author, "case", case.pk).status_code == 200
    notice = Notice.objects.get(recipient_id=cast.overview_author.pk)
    text = f"{notice.subject} {notice.body} {notice.path}"
    assert case.reference in text
    assert case.code_name not in text
    assert "Olive" not in text


def test_somebody_new_is_invited_and_added_in_one_act(cast, case):
    new = {"email": "ned.new@westmarch.example", "full_name": "Ned New", "works_for": str(cast.housing.pk)}
    shown = add(cast, case, **new, role="action_owner", agency=str(cast.housing.pk))
    assert "Ned New now takes part" in shown
    user = User.objects.get(email=new["email"])
    assert (user.agency, part_of(case, user).agency) == (cast.housing, cast.housing)
    assert AuditEntry.objects.filter(act="invitation_sent", subject_id=user.pk).exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"role": "auditor"}, "Choose a person, or give the email address"),
        ({"role": "auditor", "email": "ned.new@westmarch.example"}, "Enter the full name"),
        ({"email": "ned.new@westmarch.example", "full_name": "Ned New"}, "Select role"),
        (
            {"email": "ned.new@westmarch.example", "full_name": "Ned New", "role": "chief_officer"},
            "Choose the agency",
        ),
        (
            {"email": "cora.chair@westmarch.example", "full_name": "Cora", "role": "auditor"},
            "has an account already",
        ),
    ],
)
def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(cast, case, changes, message):
    before = (User.objects.count(), Participant.objects.count())
    shown = add(cast, case, **changes)
    assert "There is a problem" in shown
    assert message in shown
    assert all(value in shown for value in changes.values())
    assert (User.objects.count(), Participant.objects.count()) == before


def test_a_refused_part_invites_nobody(cast, case):
    """Who reviews for an agency cannot be on the panel: neither the part nor an account is left behind."""
    shown = add(cast, case, person=str(cast.housing_author.pk), role="panel_member")
    assert "cannot go together" in shown
    assert not Participant.objects.filter(case=case, user=cast.housing_author, role="panel_member").exists()
    with pytest.raises(NotTheMoment, match="agency that this role is for"):
        add_participant(case, cast.outsider, role="chief_officer", by=cast.administrator, now=D0)


def test_a_part_can_be_given_until_a_day(cast, case):
    tomorrow = timezone.localdate() + timedelta(days=1)
    days = {"until_on_day": tomorrow.day, "until_on_month": tomorrow.month, "until_on_year": tomorrow.year}
    add(cast, case, person=str(cast.outsider.pk), role="auditor", **days)
    assert part_of(case, cast.outsider).until.astimezone(timezone.get_default_timezone()).date() == tomorrow


def test_access_is_ended_from_the_list(cast, case):
    part = part_of(case, cast.panel_member)
    client = signed_in(cast.administrator)
    address = reverse("cases:end", args=[case.pk, part.pk])
    assert "Pat Panel" in client.get(address).content.decode()
    client.post(address, {"until_on_day": "", "until_on_month": "", "until_on_year": ""})
    part.refresh_from_db()
    assert part.until is not None
    assert not Participant.objects.current().filter(pk=part.pk).exists()


def test_nobody_is_left_without_who_runs_the_case(cast, case):
    with pytest.raises(NotTheMoment, match="Add another Independent Chair first"):
        end_participation(part_of(case, cast.chair), until=D0, by=cast.administrator, now=D0)
    add_participant(case, cast.outsider, role="chair", by=cast.administrator, now=D0)
    end_participation(part_of(case, cast.chair), until=D0 + timedelta(1), by=cast.administrator, now=D0)
    assert get(cast.chair, "case", case.pk).status_code == 404


@pytest.mark.requirement("R014")
def test_declaring_a_conflict_ends_access_at_once(cast, case):
    client = signed_in(cast.panel_member)
    address = reverse("cases:recuse", args=[case.pk])
    assert "Leave this case" in client.get(address).content.decode()
    empty = client.post(address, {"reason": ""}).content.decode()
    assert "What is the conflict?" in empty
    assert "There is a problem" in empty
    answer = client.post(address, {"reason": "I managed the team"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("home")
    assert "You have left this case" in answer.content.decode()
    for name in ("case", "cases:participants", "documents:documents", "meetings:list", "letters:list"):
        assert client.get(reverse(name, args=[case.pk])).status_code == 404
    assert Participant.history.filter(id=part_of(case, cast.panel_member).pk).count() == 2
    other = make_case(cast)
    assert client.get(reverse("case", args=[other.pk])).status_code == 200


def test_the_reason_is_read_by_those_who_run_the_case_only(cast, case):
    recuse(part_of(case, cast.panel_member), reason="A family friend", by=cast.panel_member, now=D0)
    assert "A family friend" in get(cast.administrator, "cases:participants", case.pk).content.decode()
    shown = get(cast.other_panel_member, "cases:participants", case.pk).content.decode()
    assert "left for a conflict of interest" in shown
    assert "A family friend" not in shown


def test_a_conflict_ends_every_role_of_the_person(cast, case):
    add_participant(case, cast.panel_member, role="board_member", by=cast.administrator, now=D0)
    signed_in(cast.panel_member).post(reverse("cases:recuse", args=[case.pk]), {"reason": "Knew the family"})
    assert not Participant.objects.current().filter(case=case, user=cast.panel_member).exists()
    assert (
        Participant.objects.filter(case=case, user=cast.panel_member, recused_at__isnull=False).count() == 2
    )


@pytest.mark.requirement("R014")
def test_the_administrator_records_the_conflict_of_a_member(cast, case):
    part = part_of(case, cast.panel_member)
    client = signed_in(cast.administrator)
    answer = client.post(
        reverse("cases:recuse", args=[case.pk, part.pk]), {"reason": "Writes a review"}, follow=True
    )
    assert "Pat Panel has left this case" in answer.content.decode()
    assert get(cast.panel_member, "case", case.pk).status_code == 404
    again = client.post(reverse("cases:recuse", args=[case.pk, part.pk]), {"reason": "Again"}, follow=True)
    assert "has left the case already" in again.content.decode()
    with pytest.raises(NotTheMoment, match="left this case already"):
        recuse(part, reason="Again", by=cast.administrator, now=D0)


@pytest.mark.requirement("R015")
def test_a_member_who_leaves_names_a_substitute_of_the_same_organisation(cast, case):
    member = person("Mona Member", agency=cast.health, by=cast.administrator)
    colleague = person("Cole Colleague", agency=cast.health, by=cast.administrator)
    elsewhere = person("Else Where", agency=cast.housing, by=cast.administrator)
    add_participant(case, member, role="panel_member", by=cast.administrator, now=D0, post="Designated Nurse")
    client = signed_in(member)
    address = reverse("cases:recuse", args=[case.pk])
    offered = client.get(address).content.decode()
    assert "Cole Colleague" in offered
    assert "Else Where" not in offered
    assert "Nia Health" not in offered  # writes the review of Health on this case
    client.post(address, {"reason": "I was involved", "substitute": str(colleague.pk)})
    assert get(member, "case", case.pk).status_code == 404
    assert get(colleague, "case", case.pk).status_code == 404
    officer = signed_in(cast.health_officer)
    assert "Approve the substitute for Mona Member" in officer.get(reverse("home")).content.decode()
    asked = reverse("cases:answer_nomination", args=[case.pk, Nomination.objects.get().pk])
    assert "Cole Colleague" in officer.get(asked).content.decode()
    assert signed_in(cast.housing_officer).get(asked).status_code == 404
    officer.post(asked, {"is_approved": "yes", "answer": ""})
    taking_over = part_of(case, colleague)
    assert (taking_over.role, taking_over.post) == ("panel_member", "Designated Nurse")
    assert taking_over.substitute_for == part_of(case, member)
    assert Notice.objects.filter(recipient_id=colleague.pk).exists()
    assert get(colleague, "case", case.pk).status_code == 200
    assert "Substitute for Mona Member" in get(cast.chair, "cases:participants", case.pk).content.decode()
    with pytest.raises(NotTheMoment, match="same organisation"):
        nominate(recused_elsewhere(cast, case), elsewhere, by=cast.administrator, now=D0)


def recused_elsewhere(cast, case):
    """A member of Health who has left for a conflict and named nobody."""
    member = person("Max Member", agency=cast.health, by=cast.administrator)
    part = add_participant(case, member, role="panel_member", by=cast.administrator, now=D0)
    return recuse(part, reason="Involved", by=member, now=D0)


@pytest.mark.requirement("R015")
def test_a_substitute_from_elsewhere_is_refused_and_nobody_leaves(cast, case):
    member = person("Mona Member", agency=cast.health, by=cast.administrator)
    part = add_participant(case, member, role="panel_member", by=cast.administrator, now=D0)
    with pytest.raises(NotTheMoment, match="same organisation"):
        recuse(part, reason="Involved", by=member, now=D0, substitute=cast.outsider)
    assert Participant.objects.current().filter(pk=part.pk).exists()


def people_page(user, case):
    return words(get(user, "cases:participants", case.pk))


def test_tasks_that_nobody_holds_are_named_to_those_who_can_mend_it(cast, case):
    asked = {"agency": cast.housing, "agreed_on": date(2027, 4, 3)}
    record_milestone(case, "agency_asked", by=cast.chair, now=D0, **asked)
    assert "Tasks that nobody holds" not in people_page(cast.administrator, case)
    for user in (cast.housing_author, cast.housing_officer):
        part = Participant.objects.get(case=case, user=user)
        end_participation(part, until=D0, by=cast.administrator, now=D0)
    page = people_page(cast.administrator, case)
    assert "Tasks that nobody holds" in page
    duty = Duty.objects.get(case=case, rule_key="SAMR")
    assert f"{escape(duty.words)} : Agency reviewer of Housing, due 3 April 2027" in page
    assert "Tasks that nobody holds" not in people_page(cast.panel_member, case)


def test_who_may_change_who_takes_part(cast, case):
    part = part_of(case, cast.other_panel_member)
    addresses = [
        reverse("cases:add_participant", args=[case.pk]),
        reverse("cases:end", args=[case.pk, part.pk]),
        reverse("cases:recuse", args=[case.pk, part.pk]),
    ]
    for address in addresses:
        assert signed_in(cast.panel_member).get(address).status_code == 403
        assert signed_in(cast.panel_member).post(address, {"reason": "No"}).status_code == 403
        assert signed_in(cast.outsider).get(address).status_code == 404
        assert signed_in(cast.chair).get(address).status_code == 200
    elsewhere = make_case(cast)
    crossed = reverse("cases:end", args=[elsewhere.pk, part.pk])
    assert signed_in(cast.administrator).get(crossed).status_code == 404


def test_the_list_asks_as_much_for_ten_people_as_for_many(cast, case):
    def queries_with(count):
        for number in range(Participant.objects.filter(case=case).count(), count):
            user = person(f"Person {number}", agency=cast.housing)
            add_participant(case, user, role="board_member", by=cast.administrator, now=D0)
        client = signed_in(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("cases:participants", args=[case.pk])).status_code == 200
        return len(captured)

    assert queries_with(12) == queries_with(MANY)


@pytest.fixture
def review_open(cast, case):
    """A case at “Review opened”, brought there by the acts' own moves."""
    now = D0 + timedelta(days=21)
    record_milestone(case, "criteria_meeting_held", by=cast.administrator, now=now)
    record_milestone(case, "recommendation_recorded", by=cast.administrator, now=now)
    record_milestone(case, "decided", by=cast.chair, now=now)
    for stage in ("consulting", "considered", "decided", "review_open"):
        case = move(case, stage, by=cast.chair, now=now)
    record_milestone(case, "review_instigated", by=cast.chair, now=now)
    return case


def test_a_move_says_what_is_missing_and_where(cast, review_open):
    client = signed_in(cast.administrator)
    address = reverse("cases:move", args=[review_open.pk])
    shown = client.get(address, {"target": "scoping"}).content.decode()
    assert "Not every chief officer has been told of the decision by letter." in shown
    assert reverse("letters:list", args=[review_open.pk]) in shown
    answer = client.post(address, {"target": "scoping"}, follow=True).content.decode()
    assert "Not every chief officer has been told" in answer
    assert Case.objects.get(pk=review_open.pk).stage == "review_open"


def test_a_move_is_confirmed_and_made_once(cast, review_open):
    for agency in (cast.housing, cast.health):
        record_milestone(review_open, "letter_h_issued", by=cast.administrator, now=D0, agency=agency)
    client = signed_in(cast.administrator)
    address = reverse("cases:move", args=[review_open.pk])
    assert "does not go back" in client.get(address, {"target": "scoping"}).content.decode()
    answer = client.post(address, {"target": "scoping"}, follow=True).content.decode()
    assert "The case is now at “Scoping”." in answer
    again = client.post(address, {"target": "scoping"}, follow=True).content.decode()
    assert "cannot go on in this way" in again
    assert Case.objects.get(pk=review_open.pk).stage == "scoping"


def test_who_may_move_a_case_and_where_to(cast, review_open):
    address = reverse("cases:move", args=[review_open.pk])
    for user, status in ((cast.panel_member, 403), (cast.housing_officer, 403), (cast.outsider, 404)):
        assert signed_in(user).get(address, {"target": "scoping"}).status_code == status
        assert signed_in(user).post(address, {"target": "scoping"}).status_code == status
    for target in ("closed", "nonsense", ""):
        answer = signed_in(cast.administrator).post(address, {"target": target}, follow=True)
        assert "cannot go on in this way" in answer.content.decode()


def the_duty(case, rule, **more):
    return Duty.objects.get(case=case, rule_key=rule, **more)


def test_a_deadline_is_explained_step_by_step(cast, case):
    duty = the_duty(case, "DECIDE")
    shown = get(cast.panel_member, "cases:deadline", case.pk, duty.pk).content.decode()
    for said in (
        "The referral was received. The count starts at 9:40am on 5 March 2007.",
        "Monday 5 March 2007 is day 0.",
        "Every day counts, weekends and bank holidays too: 28 days.",
        "The last day is Monday 2 April 2007",
        "The board’s procedure of 2007, section 5.3",
        "The 28 days run from the moment the board received the referral.",
        "Independent Chair<br>Cora Chair",
    ):
        assert said in " ".join(shown.split()).replace(" <br>", "<br>")


def test_bank_holidays_and_assumptions_are_named(cast):
    easter = make_case(cast, now=datetime(2007, 4, 5, 9, tzinfo=UTC))
    shown = get(cast.chair, "cases:deadline", easter.pk, the_duty(easter, "CONSULT").pk).content.decode()
    assert "Friday 6 April 2007 is left out: Good Friday." in shown
    assert "Monday 9 April 2007 is left out: Easter Monday." in shown
    record_milestone(easter, "review_instigated", by=cast.chair, now=D0)
    assumed = get(cast.chair, "cases:deadline", easter.pk, the_duty(easter, "NOTIFY_EXT").pk).content.decode()
    assert "The procedure gives no figure here. 1 working day is a planning assumption" in assumed


def test_a_deadline_says_by_how_much_it_was_missed(cast, case):
    duty = the_duty(case, "DECIDE")
    record_milestone(case, "decided", by=cast.chair, now=duty.due_at + timedelta(days=3))
    shown = get(cast.chair, "cases:deadline", case.pk, duty.pk).content.decode()
    assert "3 days late" in shown
    assert "Record a later date" not in shown


def later(day, month, year=2007, agreed=(20, 3, 2007)):
    return {
        "until_on_day": day,
        "until_on_month": month,
        "until_on_year": year,
        "reason": "The inquest opens first",
        "agreed_with": "The inspectorate",
        "agreed_on_day": agreed[0],
        "agreed_on_month": agreed[1],
        "agreed_on_year": agreed[2],
    }


def test_a_later_date_is_recorded_beside_the_first(cast, case):
    duty = the_duty(case, "DECIDE")
    client = signed_in(cast.administrator)
    address = reverse("cases:extend", args=[case.pk, duty.pk])
    earlier = client.post(address, later(1, 4)).content.decode()
    assert "New date must be on or after 3 April 2007" in earlier
    assert "The inquest opens first" in earlier
    shown = client.post(address, later(16, 4), follow=True).content.decode()
    assert "From 2 April 2007 to 16 April 2007, agreed with The inspectorate on 20 March 2007" in shown
    assert "First due" in shown
    duty.refresh_from_db()
    assert duty.due_at == datetime(2007, 4, 16, 22, 59, 59, tzinfo=UTC)
    again = client.post(address, later(10, 4)).content.decode()
    assert "on or after 17 April 2007" in again
    assert Extension.objects.filter(duty=duty).count() == 1


def test_a_met_deadline_is_not_extended(cast, case):
    duty = the_duty(case, "DECIDE")
    record_milestone(case, "decided", by=cast.chair, now=D0)
    answer = signed_in(cast.administrator).get(reverse("cases:extend", args=[case.pk, duty.pk]), follow=True)
    assert "nothing to extend" in answer.content.decode()


def test_who_may_read_and_extend_a_deadline(cast, case):
    duty = the_duty(case, "DECIDE")
    pages = [reverse(f"cases:{name}", args=[case.pk, duty.pk]) for name in ("deadline", "extend")]
    assert signed_in(cast.panel_member).get(pages[0]).status_code == 200
    assert signed_in(cast.panel_member).post(pages[1], later(16, 4)).status_code == 403
    assert signed_in(cast.housing_officer).get(pages[0]).status_code == 404
    for address in (*pages, reverse("cases:duty", args=[duty.pk])):
        assert signed_in(cast.outsider).get(address).status_code == 404
    elsewhere = make_case(cast)
    assert get(cast.administrator, "cases:deadline", elsewhere.pk, duty.pk).status_code == 404
    with pytest.raises(NotYourRole):
        extend(
            duty,
            until=duty.due_at + timedelta(days=1),
            reason="No",
            agreed_with="Nobody",
            agreed_on=D0.date(),
            by=cast.panel_member,
            now=D0,
        )


def test_the_link_of_a_notice_lands_on_its_task(cast, case):
    duty = the_duty(case, "DECIDE")
    assert [part.user for part in owners_of(duty)] == [cast.chair]
    answer = get(cast.chair, "cases:duty", duty.pk)
    assert answer["Location"] == reverse("referrals:decide", args=[case.pk])
