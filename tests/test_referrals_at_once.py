"""Two people at once: the lock on the case lets one of them through and tells the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from referrals.drafts import send_draft, start_draft
from referrals.models import Decision
from referrals.services import decide
from scr.cases.models import Case, Duty
from scr.cases.policy import NotTheMoment
from tests.cast import D0, make_cast
from tests.referring import LINNET, SAFE, aids_answered, answered, refer_up_to_recommendation


def at_once(act, *people):
    """What each person got, when all begin at the same moment on connections of their own."""
    start = Barrier(len(people))

    def run(who):
        start.wait()
        try:
            return act(who)
        except NotTheMoment as refusal:
            return refusal.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


def test_one_of_two_decisions_counts_and_the_other_is_told(fresh_database):
    cast = make_cast()
    case = refer_up_to_recommendation(cast)

    def act(reasons):
        return decide(
            case,
            outcome="serious_case_review",
            reasons=reasons,
            other_children=SAFE,
            by=cast.chair,
            now=D0,
        )

    results = at_once(act, "first", "second")
    assert [type(result) for result in results].count(Decision) == 1
    assert len([result for result in results if "Cora Chair decided already" in str(result)]) == 1
    assert Decision.objects.count() == 1
    assert Duty.objects.filter(case=case, rule_key="COMPLETE").count() == 1


def test_a_draft_sent_twice_at_once_makes_one_case(fresh_database):
    cast = make_cast()
    draft = start_draft(by=cast.outsider, now=D0)

    def act(_):
        values = {"agencies": [], "criteria": answered(), "aids": aids_answered(), "now": D0}
        return send_draft(draft, LINNET, **values).reference

    first, second = at_once(act, cast.outsider, cast.outsider)
    assert first == second
    assert Case.objects.get().reference == first
