"""Two people return one review at the same moment: the lock on the case lets one of them through."""

import threading
from datetime import date, timedelta

from django.db import connection

from reviews.models import ReviewReturn
from reviews.services.reception import return_review
from scr.cases.audiences import Kind
from scr.cases.policy import NotTheMoment
from scr.cases.writing import compartment_of
from tests.reviewing import WRITTEN, countersigned, under_review


def returned(scene, by):
    return return_review(
        scene.case,
        scene.cast.housing,
        reason="It tells what happened and not why.",
        due_on=date(2007, 6, 1),
        by=by,
        now=WRITTEN + timedelta(days=1),
    )


def test_of_two_returns_at_once_one_wins_and_the_other_is_told(fresh_database):
    scene = under_review()
    cast = scene.cast
    countersigned(scene, cast.housing)
    told = []

    def attempt(act):
        try:
            act()
        except NotTheMoment as refusal:
            told.append(refusal.sentence)
        finally:
            connection.close()

    acts = [
        lambda: returned(scene, cast.administrator),
        lambda: returned(scene, cast.chair),
    ]
    threads = [threading.Thread(target=attempt, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["The agency's chief officer has not countersigned the review yet."]
    assert ReviewReturn.objects.count() == 1
    assert compartment_of(scene.case, Kind.SUBMISSION, cast.housing).round == 2
