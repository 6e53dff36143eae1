"""What waits by name for somebody who leaves a case, and for the substitute (seed 004, section 2)."""

from datetime import timedelta

import pytest

from scr.cases.models import Duty, Participant
from scr.cases.participation import add_participant, recuse
from scr.cases.services import record_milestone
from tests.cast import D0, make_case, make_cast, person

pytestmark = pytest.mark.django_db
LATER = D0 + timedelta(days=2)


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


@pytest.mark.parametrize("is_at_once", [True, False])
def test_a_substitute_takes_over_what_was_not_done(cast, part, is_at_once):
    substitute = person("Sunil Substitute", agency=cast.housing)
    if is_at_once:
        recuse(part, reason="Managed the worker", by=cast.administrator, now=LATER, substitute=substitute)
    else:
        recuse(part, reason="Managed the worker", by=part.user, now=LATER)
        part = Participant.objects.get(pk=part.pk)
        add_participant(
            part.case,
            substitute,
            role="panel_member",
            substitute_for=part,
            by=cast.administrator,
            now=LATER + timedelta(hours=4),
        )
    assert views_waiting_for(substitute) == ["VIEW"]
    assert Duty.objects.get(person=substitute).due_at > Duty.objects.get(person=part.user).due_at


def test_a_substitute_does_not_repeat_what_was_done(cast, part):
    record_milestone(part.case, "view_given", by=part.user, now=D0)
    substitute = person("Sunil Substitute", agency=cast.housing)
    recuse(part, reason="Managed the worker", by=cast.administrator, now=LATER, substitute=substitute)
    assert views_waiting_for(substitute) == []
