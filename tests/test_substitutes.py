"""What waits by name for somebody who leaves a case, and for the substitute (seed 004, section 2)."""

from datetime import timedelta

import pytest

from scr.cases.models import Duty, Nomination, Participant
from scr.cases.participation import add_participant, recuse
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import record_milestone
from scr.cases.substitutes import answer_nomination, approvers, nominate
from scr.outbox.models import Notice
from tests.cast import D0, make_case, make_cast, person

pytestmark = pytest.mark.django_db
LATER = D0 + timedelta(days=2)
HOURS = timedelta(hours=4)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def part(cast):
    """A panel member of Housing who was asked for a view."""
    case = make_case(cast)
    member = person("Petra Panel", agency=cast.housing)
    part = add_participant(case, member, role="panel_member", by=cast.administrator, now=D0)
    record_milestone(case, "panel_consulted", by=cast.chair, now=D0)
    return part


def views_waiting_for(user):
    return [duty.rule_key for duty in Duty.objects.open().filter(person=user)]


def test_nothing_waits_any_more_for_somebody_who_declared_a_conflict(part):
    assert views_waiting_for(part.user) == ["VIEW"]
    recuse(part, reason="Managed the worker", by=part.user, now=LATER)
    assert views_waiting_for(part.user) == []
    assert Duty.history.filter(person=part.user, cancelled_at=LATER).exists()


def test_what_waits_for_the_others_goes_on_waiting(cast, part):
    recuse(part, reason="Managed the worker", by=part.user, now=LATER)
    assert views_waiting_for(cast.panel_member) == ["VIEW"]


def approved(part, substitute, *, by, now):
    nomination = nominate(part, substitute, by=by, now=now)
    return answer_nomination(nomination, is_approved=True, answer="By telephone", by=by, now=now)


def test_a_substitute_takes_over_what_was_not_done_once_approved(cast, part):
    substitute = person("Sunil Substitute", agency=cast.housing)
    recuse(part, reason="Managed the worker", by=part.user, now=LATER, substitute=substitute)
    assert views_waiting_for(substitute) == []
    assert not Participant.objects.filter(user=substitute).exists()
    answer_nomination(
        Nomination.objects.get(), is_approved=True, answer="", by=cast.housing_officer, now=LATER + HOURS
    )
    assert views_waiting_for(substitute) == ["VIEW"]
    assert Duty.objects.get(person=substitute).due_at > Duty.objects.get(person=part.user).due_at


def test_a_substitute_does_not_repeat_what_was_done(cast, part):
    record_milestone(part.case, "view_given", by=part.user, now=D0)
    substitute = person("Sunil Substitute", agency=cast.housing)
    recuse(part, reason="Managed the worker", by=part.user, now=LATER)
    approved(part, substitute, by=cast.administrator, now=LATER)
    assert Participant.objects.current().filter(user=substitute, substitute_for=part).exists()
    assert views_waiting_for(substitute) == []


def test_the_organisation_answers_for_its_substitute_and_nobody_else_does(cast, part):
    substitute = person("Sunil Substitute", agency=cast.housing)
    recuse(part, reason="Managed the worker", by=part.user, now=LATER, substitute=substitute)
    nomination = Nomination.objects.get()
    assert [one.user for one in approvers(nomination)] == [cast.housing_officer]
    assert Notice.objects.filter(recipient_id=cast.housing_officer.pk, key__startswith="nominated:").exists()
    for by in (cast.health_officer, cast.panel_member, cast.housing_author):
        with pytest.raises(NotYourRole):
            answer_nomination(nomination, is_approved=True, answer="Yes", by=by, now=LATER)
    assert not Participant.objects.filter(user=substitute).exists()


def test_the_administrator_records_what_the_organisation_said_and_how_it_is_known(cast, part):
    substitute = person("Sunil Substitute", agency=cast.housing)
    recuse(part, reason="Managed the worker", by=cast.administrator, now=LATER, substitute=substitute)
    nomination = Nomination.objects.get()
    with pytest.raises(NotTheMoment, match="how you know"):
        answer_nomination(nomination, is_approved=True, answer="", by=cast.administrator, now=LATER)
    answer_nomination(nomination, is_approved=True, answer="E-mail", by=cast.administrator, now=LATER)
    assert Participant.objects.get(user=substitute).substitute_for == part
    with pytest.raises(NotTheMoment, match="approved or refused already"):
        answer_nomination(nomination, is_approved=False, answer="No", by=cast.administrator, now=LATER)


def test_after_a_refusal_somebody_else_can_be_named(cast, part):
    first, second = (person(name, agency=cast.housing) for name in ("Sunil Substitute", "Sara Second"))
    recuse(part, reason="Managed the worker", by=part.user, now=LATER, substitute=first)
    nomination = Nomination.objects.get()
    with pytest.raises(NotTheMoment, match="named already"):
        nominate(part, second, by=cast.administrator, now=LATER)
    with pytest.raises(NotTheMoment, match="Say why"):
        answer_nomination(nomination, is_approved=False, answer="", by=cast.housing_officer, now=LATER)
    answer_nomination(nomination, is_approved=False, answer="On leave", by=cast.housing_officer, now=LATER)
    assert not Participant.objects.filter(user=first).exists()
    approved(part, second, by=cast.administrator, now=LATER)
    assert Participant.objects.current().filter(user=second).exists()


def test_nobody_approves_themselves(cast, part):
    deputy = person("Dora Deputy", agency=cast.housing)
    recuse(part, reason="Managed the worker", by=part.user, now=LATER)
    nomination = nominate(part, deputy, by=cast.administrator, now=LATER)
    add_participant(
        part.case, deputy, role="chief_officer", agency=cast.housing, by=cast.administrator, now=LATER
    )
    with pytest.raises(NotYourRole):
        answer_nomination(nomination, is_approved=True, answer="", by=deputy, now=LATER)
