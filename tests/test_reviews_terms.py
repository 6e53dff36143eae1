"""Terms of reference: drafted after scoping, signed by the Chair, sent with letter K, looked at again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from reviews.models import TermsAgency, TermsDraft, TermsOfReference, TermsQuestion
from reviews.services.terms import STAGES, draft_terms, next_content, sign_terms
from reviews.terms_content import flat
from reviews.windows import bounds, is_outside
from scr.audit.models import AuditEntry
from scr.audit.services import save_recorded
from scr.cases.deadlines import end_of
from scr.cases.events import has_happened
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.services import scope_of
from scr.documents.pdf import make_pdf
from scr.letters.models import Letter
from scr.outbox.models import Notice
from scr.people.services import add_agency
from scr.procedures.timing import Window
from tests.cast import D0
from tests.reviewing import (
    DUE,
    LINES,
    PROCEDURE,
    SCOPING,
    SIGNED,
    drafted,
    scoped,
    signed,
    terms_content,
)

pytestmark = pytest.mark.usefixtures("rows")
CANARY = "Canary-of-the-draft"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return scoped()


def posted(**changes):
    """What a browser sends for the draft of `terms_content`."""
    days = {
        "period_from": (1, 1, 2005),
        "period_to": (3, 3, 2007),
        "start_on": (4, 4, 2007),
        "complete_on": (26, 7, 2007),
        "presentation_on": (8, 6, 2007),
        "reviews_due_on": (16, 5, 2007),
    }
    boxes = ("day", "month", "year")
    data = {
        f"{name}_{box}": part for name, parts in days.items() for box, part in zip(boxes, parts, strict=True)
    }
    answers = {f"answer_{one.key}": f"Answer on {one.key}" for one in PROCEDURE.scoping_questions}
    return {**data, **answers, "lines": "\n".join(LINES), "revision": 0, **changes}


def url(name, case, *args):
    return reverse(f"reviews:{name}", args=[case.pk, *args])


# The window


def test_the_window_is_28_to_42_days_after_scoping():
    assert bounds(Window(28, 42), date(2007, 4, 4)) == (date(2007, 5, 2), date(2007, 5, 16))


@pytest.mark.parametrize(
    ("due_on", "outside"),
    [
        (date(2007, 5, 1), True),
        (date(2007, 5, 2), False),
        (date(2007, 5, 16), False),
        (date(2007, 5, 17), True),
    ],
)
def test_the_bounds_themselves_are_inside(due_on, outside):
    assert is_outside(Window(28, 42), date(2007, 4, 4), due_on) is outside


@pytest.mark.requirement("R118")
def test_a_day_outside_the_window_needs_a_reason(scene):
    with pytest.raises(NotTheMoment, match="between 2 May 2007 and 16 May 2007"):
        drafted(scene, reviews_due_on=date(2007, 5, 17))
    draft = drafted(scene, reviews_due_on=date(2007, 5, 17), why_outside_window="Easter")
    assert draft.reviews_due_on == date(2007, 5, 17)


# Drafting


def test_terms_can_be_drafted_before_the_scoping_meeting_but_not_signed(scene):
    before = scoped(scene.cast, scoping_held=False)
    draft = drafted(before)
    with pytest.raises(NotTheMoment, match="Record the scoping meeting first"):
        sign_terms(draft, revision=draft.revision, by=scene.cast.chair, now=SIGNED)


def test_a_draft_may_have_gaps_that_are_named_before_it_can_be_signed(client, scene):
    client.force_login(scene.cast.administrator)
    gaps = {f"period_from_{box}": "" for box in ("day", "month", "year")}
    gaps |= {f"presentation_on_{box}": "" for box in ("day", "month", "year")}
    page = client.post(url("draft_terms", scene.case), posted(**gaps), follow=True).content.decode()
    words = "Not settled yet: the period under review, the day of the presentation to the panel."
    assert words in page
    draft = TermsDraft.objects.get(case=scene.case)
    with pytest.raises(NotTheMoment, match="Not settled yet: the period"):
        sign_terms(draft, revision=draft.revision, by=scene.cast.chair, now=SIGNED)
    client.force_login(scene.cast.chair)
    assert words in client.get(url("sign_terms", scene.case)).content.decode()


def test_only_the_administrator_drafts_and_only_the_chair_signs(scene):
    draft = drafted(scene)
    with pytest.raises(NotYourRole):
        draft_terms(scene.case, content=terms_content(), revision=1, by=scene.cast.chair, now=SCOPING)
    with pytest.raises(NotYourRole):
        sign_terms(draft, revision=1, by=scene.cast.administrator, now=SIGNED)


def test_the_second_of_two_editors_is_told_and_the_first_text_stands(scene):
    drafted(scene, on_delay="First")
    with pytest.raises(Stale, match="Alma Admin saved these terms"):
        draft_terms(
            scene.case,
            content=terms_content(on_delay="Second"),
            revision=0,
            by=scene.cast.administrator,
            now=SCOPING,
        )
    assert TermsDraft.objects.get(case=scene.case).on_delay == "First"


def test_a_late_save_gets_its_text_back_and_can_be_saved_again(client, scene):
    drafted(scene, on_delay="First")
    client.force_login(scene.cast.administrator)
    answer = client.post(url("draft_terms", scene.case), posted(on_delay="Second thoughts"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Second thoughts" in page
    assert "There is a problem" in page
    assert 'name="revision" value="1"' in page
    answer = client.post(url("draft_terms", scene.case), posted(on_delay="Second thoughts", revision=1))
    assert answer.status_code == 302
    assert TermsDraft.objects.get(case=scene.case).on_delay == "Second thoughts"


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client, scene):
    client.force_login(scene.cast.administrator)
    wrong = posted(reviews_due_on_day="17", period_to_year="2004", on_delay="Kept words")
    page = client.post(url("draft_terms", scene.case), wrong).content.decode()
    assert "govuk-error-summary" in page
    assert "Reviews are due between 2 May 2007 and 16 May 2007" in page
    assert "The last day of the period must come after the first" in page
    assert "Kept words" in page
    assert not TermsDraft.objects.exists()


def test_the_draft_is_for_the_panel_and_hidden_from_agencies(client, scene):
    drafted(scene, on_delay=CANARY)
    seen = {}
    for user in (scene.cast.panel_member, scene.cast.housing_officer):
        client.force_login(user)
        seen[user] = client.get(url("terms", scene.case)).content.decode()
    assert CANARY in seen[scene.cast.panel_member]
    assert CANARY not in seen[scene.cast.housing_officer]


# Signing


@pytest.mark.requirement("R101")
def test_every_scoping_question_needs_an_answer_before_the_chair_can_sign(scene):
    answers = {one.key: "Answered" for one in PROCEDURE.scoping_questions}
    draft = drafted(scene, answers={**answers, "legal": "  ", "media": ""})
    with pytest.raises(NotTheMoment, match="2 scoping questions have no answer yet"):
        sign_terms(draft, revision=draft.revision, by=scene.cast.chair, now=SIGNED)
    terms = signed(scene, answers=answers)
    assert terms.answers == answers
    helped = {"family", "family_help", "media", "media_during", "media_after"}
    assert terms.answers.keys() >= helped | {"issues", "independence", "expert", "courts", "outside"}


@pytest.mark.requirement("R101")
@pytest.mark.requirement("R103")
def test_signed_terms_say_it_all_to_everybody_on_the_case(client, scene):
    signed(
        scene,
        needs_extraordinary_board=True,
        inspectorate_on=date(2007, 7, 30),
        others=["The leader of a playgroup"],
        experts=["A paediatric radiologist, on the X-rays"],
        parallel=["coroner", "police"],
        legal_advice="taken",
    )
    for user in (scene.cast.housing_author, scene.cast.panel_member, scene.cast.administrator):
        client.force_login(user)
        page = client.get(url("terms", scene.case)).content.decode()
        for words in (
            "1 January 2005 to 3 March 2007",
            "Wednesday 4 April 2007",
            "Thursday 26 July 2007",
            "The board meets out of turn",
            "Monday 30 July 2007",
            "Wednesday 16 May 2007",
            "Wednesday 11 April 2007",
            "The Chair and the Designated Nurse",
            "Friday 8 June 2007",
            "The Chair and the Training Manager",
            "Tell the administrator a week before.",
            "Westmarch Housing",
            *LINES,
            *(one.text for one in PROCEDURE.scoping_questions),
            "Answer on author",
            "The leader of a playgroup",
            "A paediatric radiologist, on the X-rays",
            "Inquest",
            "Police investigation",
            "Independent legal advice",
        ):
            assert words in page.replace("&#x27;", "'"), words


def test_signing_sets_the_period_asks_every_agency_and_moves_the_case(scene):
    signed(scene)
    scope = scope_of(scene.case)
    assert (scope.period_from, scope.period_to) == (date(2005, 1, 1), date(2007, 3, 3))
    assert scene.case.stage == "agency_reviews"
    duties = Duty.objects.filter(case=scene.case, rule_key="SAMR")
    assert {duty.agency for duty in duties} == {scene.cast.housing, scene.cast.health}
    assert {(duty.counted_from, duty.due_at) for duty in duties} == {(SCOPING, end_of(DUE))}


@pytest.mark.requirement("R115")
def test_an_agency_that_only_the_terms_name_joins_the_case_and_is_asked(scene):
    police = add_agency(name="Westmarch Police", short_name="Police", by=None, now=D0)
    signed(scene, agency_ids=[police.pk])
    assert has_happened(scene.case, "agency_asked", agency=police)
    assert TermsAgency.objects.filter(agency=police, due_on=DUE).exists()


@pytest.mark.requirement("R104")
def test_each_chief_officer_gets_letter_k_with_the_terms(scene):
    signed(scene)
    letters = Letter.objects.filter(case=scene.case, code="K").select_related("rendering")
    assert {letter.agency for letter in letters} == {scene.cast.housing, scene.cast.health}
    for letter in letters:
        for words in ("Wednesday 16 May 2007", "1 January 2005 to 3 March 2007", LINES[0]):
            assert words in letter.rendering.html
        assert make_pdf(letter.rendering.html).startswith(b"%PDF-")
    notices = Notice.objects.filter(path__startswith="/letters/")
    assert {one.recipient_id for one in notices} == {
        scene.cast.housing_officer.pk,
        scene.cast.health_officer.pk,
    }


def test_a_second_signature_is_told_who_signed_and_a_changed_draft_must_be_read_again(scene):
    draft = drafted(scene)
    drafted(scene, on_delay="Changed")
    with pytest.raises(NotTheMoment, match="has changed since you opened it"):
        sign_terms(draft, revision=1, by=scene.cast.chair, now=SIGNED)
    sign_terms(draft, revision=2, by=scene.cast.chair, now=SIGNED)
    with pytest.raises(NotTheMoment, match="Cora Chair signed this version at"):
        sign_terms(draft, revision=2, by=scene.cast.chair, now=SIGNED)
    assert TermsOfReference.objects.count() == 1


# Looking at them again


@pytest.mark.requirement("R102")
def test_a_later_version_keeps_the_first_and_the_days_of_those_asked_before(client, scene):
    signed(scene)
    joiner = add_agency(name="Harrowdale Visitors", short_name="Harrowdale", by=None, now=D0)
    later = D0 + timedelta(days=80)
    second = signed(
        scene,
        now=later,
        agency_ids=[joiner.pk],
        reviews_due_on=date(2007, 6, 28),
        lines=[*LINES, "What was known in Harrowdale?"],
    )
    assert second.version == 2
    days = dict(TermsAgency.objects.filter(terms=second).values_list("agency__short_name", "due_on"))
    assert days == {"Housing": DUE, "Community Health": DUE, "Harrowdale": date(2007, 6, 28)}
    duty = Duty.objects.get(case=scene.case, rule_key="SAMR", agency=joiner)
    assert (duty.counted_from, duty.due_at) == (later, end_of(date(2007, 6, 28)))
    assert Duty.objects.filter(case=scene.case, rule_key="SAMR", agency=scene.cast.housing).count() == 1
    assert Letter.objects.filter(code="K", agency=scene.cast.housing).count() == 2
    client.force_login(scene.cast.housing_author)
    assert "What was known in Harrowdale?" in client.get(url("terms", scene.case)).content.decode()
    first = client.get(url("terms", scene.case), {"version": "1"}).content.decode()
    assert "What was known in Harrowdale?" not in first
    assert LINES[1] in first


def test_the_window_of_an_agency_asked_later_counts_from_the_day_it_is_asked(scene):
    signed(scene)
    joiner = add_agency(name="Harrowdale Visitors", short_name="Harrowdale", by=None, now=D0)
    with pytest.raises(NotTheMoment, match="between 21 June 2007 and 5 July 2007"):
        drafted(scene, now=D0 + timedelta(days=80), agency_ids=[joiner.pk], reviews_due_on=DUE)


@pytest.mark.requirement("R102")
def test_the_next_draft_begins_with_what_holds_and_without_the_old_day(scene):
    signed(scene)
    content = next_content(scene.case)
    assert flat(replace(content, reviews_due_on=DUE)) == flat(terms_content())
    assert content.reviews_due_on is None


def test_terms_cannot_be_changed_outside_their_stages(scene):
    assert "panel_agreed" not in STAGES
    case = scene.case
    signed(scene)
    case.stage = "panel_agreed"
    # the stage alone is what this refusal looks at
    save_recorded(case, by=scene.cast.administrator, at=SIGNED, act="stage_set")
    with pytest.raises(NotTheMoment, match="cannot be changed at"):
        drafted(scene)


# Pages


@pytest.mark.requirement("R104")
def test_the_chair_signs_on_a_page_that_says_what_will_happen_and_gets_a_receipt(client, scene):
    drafted(scene)
    client.force_login(scene.cast.chair)
    page = client.get(url("sign_terms", scene.case)).content.decode()
    for words in ("What will happen", "Who will be told", "What cannot be undone", "Westmarch Housing"):
        assert words in page
    answer = client.post(url("sign_terms", scene.case), {"revision": 1}, follow=True)
    page = answer.content.decode()
    assert "The Chair signed the terms of reference." in page
    assert scene.case.reference in page
    assert TermsOfReference.objects.filter(case=scene.case, signed_by=scene.cast.chair).exists()
    again = client.post(url("sign_terms", scene.case), {"revision": 1}, follow=True)
    assert "There is no draft to sign." in again.content.decode()


@pytest.mark.parametrize("name", ["terms", "draft_terms", "sign_terms"])
def test_somebody_off_the_case_gets_404(client, scene, name):
    client.force_login(scene.cast.outsider)
    assert client.get(url(name, scene.case)).status_code == 404
    assert client.post(url(name, scene.case)).status_code in (404, 405)


@pytest.mark.parametrize("name", ["draft_terms", "sign_terms"])
def test_an_agency_gets_403_for_drafting_and_signing(client, scene, name):
    client.force_login(scene.cast.housing_author)
    assert client.get(url(name, scene.case)).status_code == 403
    assert client.post(url(name, scene.case)).status_code == 403


def test_an_unknown_version_is_404_and_no_terms_at_all_say_what_comes(client, scene):
    client.force_login(scene.cast.housing_author)
    assert "No terms of reference yet" in client.get(url("terms", scene.case)).content.decode()
    assert client.get(url("terms", scene.case), {"version": "7"}).status_code == 404


def test_notices_name_neither_child_nor_agency_nor_person(scene):
    signed(scene)
    facts = (scene.case.code_name, "Housing", "Community Health", "Hugo", "Hanna", "Noel", "Nia")
    notices = Notice.objects.all()
    assert notices.count() > 4
    for notice in notices:
        assert not any(fact in f"{notice.subject} {notice.body} {notice.path}" for fact in facts)


def test_signing_leaves_history_and_audit(scene):
    signed(scene)
    acts = set(AuditEntry.objects.filter(case_id=scene.case.pk).values_list("act", flat=True))
    assert {"terms_drafted", "terms_signed", "agency_named_in_terms", "line_of_enquiry_set"} <= acts
    assert TermsOfReference.history.get().history_user == scene.cast.chair
    assert TermsQuestion.history.count() == len(LINES)
    assert not any(LINES[0] in str(entry.facts) for entry in AuditEntry.objects.all())
