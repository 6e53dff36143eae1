"""Agencies help to settle terms of reference: they comment on a draft, the panel answers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.models import TermsAnswer, TermsComment, TermsForComment, TermsOfReference
from reviews.services.terms import sign_terms
from reviews.services.terms_comments import (
    answer_comment,
    comment_on_terms,
    have_no_comment,
    release_for_comment,
)
from scr.cases.approach import set_approach
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.outbox.models import Notice
from scr.people.services import add_agency
from tests.cast import D0
from tests.reviewing import SCOPING, SIGNED, drafted, scoped

pytestmark = pytest.mark.usefixtures("rows")
UNTIL = (SIGNED + timedelta(days=5)).date()
NOW = SIGNED
HOUSING_SAYS, HEALTH_SAYS = "Canary of Housing: begin in 2003", "Canary of Health: ask the ward too"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return scoped()


@pytest.fixture
def draft(scene):
    return drafted(scene)


@pytest.fixture
def shown(scene, draft):
    """The draft is with both agencies; by the agency's short name."""
    return {one.agency.short_name: one for one in released(scene, draft)}


def released(scene, draft, **changes):
    given = {
        "agencies": [scene.cast.housing, scene.cast.health],
        "comment_by": UNTIL,
        "revision": draft.revision,
        "by": scene.cast.administrator,
        "now": NOW,
    }
    return release_for_comment(draft, **given | changes)


def html(client, user, name, *args, **posted):
    client.force_login(user)
    address = reverse(f"reviews:{name}", args=args)
    answer = client.post(address, posted, follow=True) if posted else client.get(address)
    return answer.content.decode().replace("&#x27;", "'")


def answered(comment, cast, *, is_for_all=False, text="Agreed."):
    return answer_comment(
        comment, verdict="taken_up", text=text, is_for_all=is_for_all, by=cast.chair, now=NOW
    )


@pytest.mark.requirement("R060")
def test_an_agency_comments_on_the_draft_and_the_panel_answers_before_the_chair_signs(
    client, scene, cast, case
):
    set_approach(case, method="multi_agency_review", is_independent=False, by=cast.chair, now=SCOPING)
    draft = drafted(scene)
    told = "Westmarch Housing has not been asked to comment on the draft yet."
    assert told in html(client, cast.chair, "sign_terms", case.pk)
    days = {"comment_by_day": UNTIL.day, "comment_by_month": UNTIL.month, "comment_by_year": 2099}
    chosen = [str(one.pk) for one in (cast.housing, cast.health)]
    page = html(client, cast.administrator, "release_terms", case.pk, agencies=chosen, revision=1, **days)
    assert "The draft is with the agencies" in page
    tasks = Duty.objects.waiting_for(cast.housing_officer).filter(rule_key="COMMENT_TERMS")
    assert [task.words for task in tasks] == ["Comment on the draft terms of reference for Housing"]
    room = html(client, cast.housing_officer, "agency", case.pk, cast.housing.pk)
    assert reverse("reviews:terms_for_comment", args=[case.pk, cast.housing.pk]) in room
    own = html(client, cast.housing_officer, "terms_for_comment", case.pk, cast.housing.pk)
    assert "1 January 2005 to 3 March 2007" in own
    said = {"about": "Period under review", "text": HOUSING_SAYS}
    page = html(client, cast.housing_officer, "terms_for_comment", case.pk, cast.housing.pk, **said)
    assert HOUSING_SAYS in page
    assert "Waiting for an answer" in page
    have_no_comment(TermsForComment.objects.get(agency=cast.health), by=cast.health_officer, now=NOW)
    assert not Duty.objects.open().filter(rule_key="COMMENT_TERMS").exists()
    with pytest.raises(NotTheMoment, match="1 comment of an agency has no answer yet"):
        sign_terms(draft, revision=1, by=cast.chair, now=NOW)
    comment = TermsComment.objects.get()
    listed = html(client, cast.panel_member, "terms_comments", case.pk)
    assert "Westmarch Housing: Period under review" in listed
    given = {"verdict": "in_part", "text": "We go back to 2004.", "is_for_all": "no"}
    html(client, cast.administrator, "answer_comment", case.pk, comment.pk, **given)
    page = html(client, cast.housing_author, "terms_for_comment", case.pk, cast.housing.pk)
    assert "We go back to 2004." in page
    assert "Taken up in part" in page
    assert sign_terms(draft, revision=1, by=cast.chair, now=NOW).version == 1


@pytest.mark.requirement("R060")
def test_no_agency_reads_anothers_comment_nor_an_answer_that_is_not_for_all(client, scene, cast, case, shown):
    ours = comment_on_terms(
        shown["Housing"], about="Period under review", text=HOUSING_SAYS, by=cast.housing_officer, now=NOW
    )
    theirs = comment_on_terms(
        shown["Community Health"], about="", text=HEALTH_SAYS, by=cast.health_author, now=NOW
    )
    answered(ours, cast, text="Private words to Housing")
    answered(theirs, cast, is_for_all=True, text="The ward is asked as well.")
    pages = [
        html(client, cast.housing_officer, "terms_for_comment", case.pk, cast.housing.pk),
        html(client, cast.housing_officer, "terms_comments", case.pk),
        html(client, cast.housing_officer, "terms", case.pk),
    ]
    assert not any(HEALTH_SAYS in page for page in pages)
    assert "Answer to all agencies: the draft as a whole" in pages[0]
    assert "The ward is asked as well." in pages[0]
    assert "Noel" not in pages[0]
    assert "Nia" not in pages[0]
    other = html(client, cast.health_officer, "terms_for_comment", case.pk, cast.health.pk)
    assert "Private words to Housing" not in other
    assert HOUSING_SAYS not in other
    client.force_login(cast.health_officer)
    foreign = reverse("reviews:terms_for_comment", args=[case.pk, cast.housing.pk])
    assert client.get(foreign).status_code == 404
    assert client.post(foreign, {"text": "x"}).status_code == 404
    answer = reverse("reviews:answer_comment", args=[case.pk, ours.pk])
    assert client.get(answer).status_code == 404
    client.force_login(cast.housing_officer)
    assert client.get(answer).status_code == 403
    panel = html(client, cast.panel_member, "terms_comments", case.pk)
    assert HOUSING_SAYS in panel
    assert HEALTH_SAYS in panel, "what the guard hides is there to be hidden"


def test_comments_end_with_the_signature_and_so_do_their_tasks(scene, cast, draft, shown):
    comment = comment_on_terms(
        shown["Housing"], about="", text=HOUSING_SAYS, by=cast.housing_officer, now=NOW
    )
    answered(comment, cast)
    sign_terms(draft, revision=1, by=cast.chair, now=NOW)
    assert TermsOfReference.objects.exists()
    assert not Duty.objects.open().filter(rule_key__in=("COMMENT_TERMS", "ANSWER_COMMENT")).exists()
    with pytest.raises(NotTheMoment, match="have been signed since"):
        comment_on_terms(shown["Community Health"], about="", text="Late", by=cast.health_officer, now=NOW)


def test_the_task_has_the_day_that_was_agreed_and_a_later_draft_asks_anew(scene, cast, draft, shown):
    duty = Duty.objects.get(rule_key="COMMENT_TERMS", agency=cast.housing)
    assert duty.due_at.date() == UNTIL
    assert duty.rule.reminders
    with pytest.raises(NotTheMoment, match="has been shown this draft already"):
        released(scene, draft)
    changed = drafted(scene, on_delay="Other words")
    with pytest.raises(NotTheMoment, match="has changed since"):
        released(scene, changed, revision=1)
    released(scene, changed, agencies=[cast.housing], comment_by=UNTIL + timedelta(days=3))
    (open_one,) = Duty.objects.open().filter(rule_key="COMMENT_TERMS", agency=cast.housing)
    assert open_one.due_at.date() == UNTIL + timedelta(days=3)


def test_what_cannot_be_shown_said_or_answered(scene, cast, draft, shown):
    stranger = add_agency(name="Westmarch Police", short_name="Police", by=None, now=D0)
    with pytest.raises(NotTheMoment, match="does not take part"):
        released(scene, drafted(scene), revision=2, agencies=[stranger])
    with pytest.raises(NotTheMoment, match="still ahead"):
        released(scene, drafted(scene), revision=3, comment_by=NOW.date())
    with pytest.raises(NotYourRole):
        comment_on_terms(shown["Housing"], about="", text="x", by=cast.health_officer, now=NOW)
    with pytest.raises(NotYourRole):
        comment_on_terms(shown["Housing"], about="", text="x", by=cast.panel_member, now=NOW)
    comment = comment_on_terms(shown["Housing"], about="", text="x", by=cast.housing_officer, now=NOW)
    with pytest.raises(NotTheMoment, match="has commented on this draft already"):
        have_no_comment(shown["Housing"], by=cast.housing_officer, now=NOW)
    answered(comment, cast)
    with pytest.raises(NotTheMoment, match="answered already"):
        answered(comment, cast)
    assert TermsAnswer.objects.count() == 1


def test_whom_an_answer_is_for_is_told_without_a_name_of_anything(cast, shown):
    comment = comment_on_terms(
        shown["Housing"], about="", text=HOUSING_SAYS, by=cast.housing_officer, now=NOW
    )
    answered(comment, cast, is_for_all=True)
    told = Notice.objects.filter(key__startswith="terms_answer:")
    people = (cast.housing_officer, cast.housing_author, cast.health_officer, cast.health_author)
    assert {one.recipient_id for one in told} == {one.pk for one in people}
    assert not any(word in one.body + one.subject for one in told for word in ("Housing", "Health", "Canary"))
