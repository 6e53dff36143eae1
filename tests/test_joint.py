"""Other boards: who leads, how the review is run, their people, joint terms that each board agreed."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.services.joint import Agreement, record_agreement
from reviews.services.terms import draft_terms, sign_terms
from scr.cases.boards import Origin, arrange, confirm_lead, settle_matter
from scr.cases.links import duty_url
from scr.cases.models import Arrangement, BoardInterest, Duty, JointMatter, LeadBoard, Participant
from scr.cases.participation import add_participant, recuse
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import record_milestone
from scr.cases.substitutes import answer_nomination, approvers, nominate
from scr.letters.services import issue_to
from scr.people.models import User
from scr.people.services import Refused, appoint
from scr.procedures.joint import DISPUTED, JOINT, MATTERS, SINGLE, leads_by_rule
from tests.beside import typed_day
from tests.cast import D0, make_case, person
from tests.neighbours import concerned, joint_with, neighbour, settle_all, settled, somebody_of
from tests.plan_pages import words
from tests.reviewing import SIGNED, drafted, scoped, terms_content

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return scoped()


@pytest.fixture
def ashvale(cast):
    return neighbour(cast)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args):
    return words(signed_in(user).get(reverse(name, args=args)))


def waiting(case):
    return sorted(Duty.objects.open().filter(case=case).values_list("rule_key", flat=True))


@pytest.mark.requirement("R085", "R086")
@pytest.mark.parametrize(
    ("lived", "is_looked_after", "responsible", "leads"),
    [
        ("ours", False, "theirs", "ours"),
        ("theirs", False, "ours", "theirs"),
        ("ours", True, "theirs", "theirs"),
        ("theirs", True, "ours", "ours"),
    ],
)
def test_the_rule_says_which_board_leads(lived, is_looked_after, responsible, leads):
    assert leads_by_rule(lived, is_looked_after=is_looked_after, responsible=responsible) == leads


@pytest.mark.requirement("R085", "R086")
def test_people_confirm_who_leads_and_a_departure_needs_reasons(cast, case, ashvale):
    client = signed_in(cast.chair)
    address = reverse("cases:confirm_lead", args=[case.pk])
    typed = {"lived_where": "Ashvale", "lived_with": str(ashvale.pk), "is_looked_after": "no", "lead": "ours"}
    refused = words(client.post(address, typed))
    assert "Say why another board leads than the rule says" in refused
    assert LeadBoard.objects.count() == 0
    client.post(address, typed | {"lead": str(ashvale.pk)})
    shown = page(cast.panel_member, "cases:boards", case.pk)
    assert f"{ashvale} leads, confirmed by Cora Chair" in shown
    assert "the child normally lived in Ashvale" in shown
    typed |= {"is_looked_after": "yes"}
    assert "Give the responsible authority: the child was looked after" in words(client.post(address, typed))
    client.post(address, typed | {"authority": "Westmarch Council", "responsible": "ours"})
    shown = page(cast.panel_member, "cases:boards", case.pk)
    assert "the child was looked after, and Westmarch Council was responsible" in shown
    assert "Before, confirmed on" in shown
    assert [row.lead for row in LeadBoard.objects.all()] == [None, ashvale]


def test_the_service_refuses_what_the_form_refuses(cast, case, ashvale):
    with pytest.raises(NotTheMoment, match="Say why another board"):
        confirm_lead(case, Origin("Here", ashvale, False), lead=None, by=cast.chair, now=D0)
    with pytest.raises(NotTheMoment, match="which authority"):
        confirm_lead(case, Origin("Here", None, True), lead=None, by=cast.chair, now=D0)
    with pytest.raises(NotYourRole):
        confirm_lead(case, Origin("Here", None, False), lead=None, by=cast.panel_member, now=D0)


@pytest.mark.requirement("R088")
def test_the_other_chair_is_told_and_then_the_two_agree(cast, case, ashvale):
    other = neighbour(cast, "Brookmere Safeguarding Children Board")
    for body in (ashvale, other):
        concerned(case, body, by=cast.administrator, now=SIGNED)
    tell = Duty.objects.filter(case=case, rule_key="TELL_BOARD")
    assert {duty.subject_id for duty in tell.open()} == {ashvale.pk, other.pk}
    task = next(one for one in tell.open() if one.subject_id == other.pk)
    form = signed_in(cast.administrator).get(duty_url(task)).context["form"]
    assert form.fields["body"].initial == str(other.pk)
    issue_to(case, "OTHER_BOARD", body=ashvale, by=cast.administrator, now=SIGNED, values=VALUES)
    assert [duty.subject_id for duty in tell.open()] == [other.pk]
    assert "ARRANGE_WITH_BOARD" in waiting(case)
    interest = case_interest(case, ashvale)
    address = reverse("cases:arrange", args=[case.pk, interest.pk])
    typed = {"mode": "single", "words": "A summary from Ashvale", "settled_by": "chairs"}
    typed |= typed_day("decided_on", timezone.localdate())
    refused = words(signed_in(cast.chair).post(address, typed))
    assert "Enter the day on which our Chair agreed" in refused
    assert "Enter the day on which the other Chair agreed" in refused
    typed |= typed_day("our_chair_on", D0.date()) | typed_day("their_chair_on", date(2007, 3, 6))
    signed_in(cast.chair).post(address, typed)
    shown = page(cast.panel_member, "cases:boards", case.pk)
    assert "Cora Chair agreed on 5 March 2007, Vera Vale on 6 March 2007." in shown
    assert "A summary from Ashvale" in shown
    assert "ARRANGE_WITH_BOARD" not in waiting(case)


VALUES = {"contact": "01632 960001", "reply_by": "1 April 2007", "request": "A talk of the Chairs"}


def case_interest(case, body):
    return BoardInterest.objects.get(case=case, body=body)


def test_before_the_decision_nobody_is_told_and_the_decision_makes_it_a_task(cast, ashvale):
    case = make_case(cast)
    concerned(case, ashvale, by=cast.administrator)
    assert "TELL_BOARD" not in waiting(case)
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    concerned(case, ashvale, by=cast.administrator)
    concerned(case, ashvale, by=cast.administrator)
    assert waiting(case).count("TELL_BOARD") == 1


@pytest.mark.requirement("R089")
def test_what_the_chairs_cannot_agree_those_above_decide(cast, case, ashvale):
    interest = concerned(case, ashvale, by=cast.administrator)
    dispute = {"settled_by": "", "our_chair_on": None, "their_chair_on": None}
    arrange(interest, settled(DISPUTED, **dispute), by=cast.chair, now=D0)
    assert "ESCALATE_BOARDS" in waiting(case)
    assert "The Chairs do not agree:" in page(cast.panel_member, "cases:boards", case.pk)
    with pytest.raises(NotTheMoment, match="Say who settled it"):
        arrange(interest, settled(JOINT, **dispute), by=cast.chair, now=D0)
    above = {"settled_by": "both", "our_chair_on": None, "their_chair_on": None}
    arrange(interest, settled(JOINT, words="Both are to review", **above), by=cast.chair, now=SIGNED)
    assert "ESCALATE_BOARDS" not in waiting(case)
    shown = page(cast.panel_member, "cases:boards", case.pk)
    assert "The chief executives and the inspectorate" in shown
    assert "Before, 5 March 2007: The Chairs cannot agree." in shown


@pytest.mark.requirement("R090")
def test_a_single_review_becomes_joint_with_a_reason_and_its_terms_are_gone_over_again(cast, case, ashvale):
    interest = concerned(case, ashvale, by=cast.administrator)
    arrange(interest, settled(SINGLE), by=cast.chair, now=D0)
    assert "TERMS_AGAIN" not in waiting(case)
    with pytest.raises(NotTheMoment, match="Say which issues"):
        arrange(interest, settled(JOINT), by=cast.chair, now=SIGNED)
    address = reverse("cases:arrange", args=[case.pk, interest.pk])
    assert "Which issues turn the review into a joint one?" in words(signed_in(cast.chair).get(address))
    reason = "Its social workers knew of the injuries"
    arrange(interest, settled(JOINT, became_joint_because=reason), by=cast.chair, now=SIGNED)
    assert "TERMS_AGAIN" in waiting(case)
    assert reason in page(cast.panel_member, "cases:boards", case.pk)
    with pytest.raises(NotTheMoment, match="stays so"):
        arrange(interest, settled(SINGLE), by=cast.chair, now=SIGNED)
    assert Arrangement.objects.count() == 2


def agree(draft, body, cast, **more):
    agreement = Agreement(body, "Its Chair, at the board's meeting", D0.date(), "Minutes of 5 March 2007")
    revision = more.pop("revision", draft.revision)
    return record_agreement(draft, agreement, revision=revision, by=cast.administrator, now=SIGNED)


@pytest.mark.requirement("R091", "R092")
def test_joint_terms_are_signed_only_once_all_is_settled_and_each_board_agreed(scene, cast, case, ashvale):
    joint_with(case, ashvale, by=cast.chair)
    draft = drafted(scene)

    def sign():
        return sign_terms(draft, revision=draft.revision, by=cast.chair, now=SIGNED)

    with pytest.raises(NotTheMoment, match="have not settled this yet: Who is on the joint panel"):
        sign()
    with pytest.raises(NotTheMoment, match="have not settled"):
        agree(draft, ashvale, cast)
    settle_all(case, by=cast.administrator)
    with pytest.raises(NotTheMoment, match=r"Westmarch .* has not agreed this draft yet"):
        sign()
    agree(draft, None, cast)
    with pytest.raises(NotTheMoment, match=r"Ashvale .* has not agreed this draft yet"):
        sign()
    assert "JOINT_TERMS" in waiting(case)
    agree(draft, ashvale, cast)
    assert "JOINT_TERMS" not in waiting(case)
    with pytest.raises(NotTheMoment, match="agreed the draft already"):
        agree(draft, ashvale, cast)
    shown = page(cast.panel_member, "reviews:joint_terms", case.pk)
    assert f"{ashvale}: agreed on 5 March 2007 by Its Chair" in shown
    assert sign().version == 1
    assert f"save {draft.revision}: {ashvale} on 5 March 2007" in page(
        cast.panel_member, "reviews:joint_terms", case.pk
    )


def test_a_draft_that_is_saved_again_is_put_to_the_boards_again(scene, cast, case, ashvale):
    joint_with(case, ashvale, by=cast.chair)
    settle_all(case, by=cast.administrator)
    draft = drafted(scene)
    for body in (None, ashvale):
        agree(draft, body, cast)
    changed = draft_terms(
        case,
        content=terms_content(on_delay="Tell both boards"),
        revision=draft.revision,
        by=cast.administrator,
        now=SIGNED,
    )
    with pytest.raises(NotTheMoment, match="has not agreed this draft yet"):
        sign_terms(changed, revision=changed.revision, by=cast.chair, now=SIGNED)
    with pytest.raises(NotTheMoment, match="has changed since you read it"):
        agree(changed, None, cast, revision=draft.revision - 1)


def test_a_single_review_signs_as_before_and_nobody_else_s_agreement_counts(scene, cast, case, ashvale):
    arrange(concerned(case, ashvale, by=cast.chair), settled(SINGLE), by=cast.chair, now=D0)
    draft = drafted(scene)
    with pytest.raises(NotTheMoment, match="not run jointly with this board"):
        agree(draft, ashvale, cast)
    with pytest.raises(NotTheMoment, match="not a joint one"):
        settle_all(case, by=cast.administrator)
    assert sign_terms(draft, revision=draft.revision, by=cast.chair, now=SIGNED).version == 1


@pytest.mark.requirement("R091", "R092")
def test_each_matter_is_settled_in_the_browser_and_agreement_recorded(scene, cast, case, ashvale):
    joint_with(case, ashvale, by=cast.chair)
    client = signed_in(cast.administrator)
    drafted(scene)
    for one in MATTERS:
        assert one.text in page(cast.panel_member, "cases:boards", case.pk)
        address = reverse("cases:settle_matter", args=[case.pk, one.key])
        typed = {"words": f"As to {one.key}"} | typed_day("settled_on", D0.date())
        client.post(address, typed)
    shown = page(cast.panel_member, "cases:boards", case.pk)
    assert "Everything is settled." in shown
    assert all(f"As to {one.key}" in shown for one in MATTERS)
    settle_matter(
        case, "media", words="Moved", settled_on=D0.date(), by=cast.chair, now=timezone.now() + timedelta(1)
    )
    assert "Moved" in page(cast.panel_member, "cases:boards", case.pk)
    assert JointMatter.objects.count() == len(MATTERS) + 1
    address = reverse("reviews:agree_terms", args=[case.pk])
    typed = {"board": str(ashvale.pk), "agreed_by": "Vera Vale", "evidence": "Letter", "revision": "1"}
    answer = client.post(address, typed | typed_day("agreed_on", D0.date()), follow=True)
    assert "agreement is on record" in words(answer)


def test_the_other_board_s_chair_is_invited_and_sees_this_case_and_no_other(cast, case, ashvale):
    other = make_case(cast)
    address = reverse("cases:add_participant", args=[case.pk])
    typed = {"email": "vera@ashvale.example", "full_name": "Vera Vale", "role": "panel_member"}
    client = signed_in(cast.administrator)
    joint_with(case, ashvale, by=cast.chair)
    client.post(address, typed | {"board": str(ashvale.pk)})
    vera = User.objects.get(email="vera@ashvale.example")
    part = Participant.objects.get(user=vera)
    assert (vera.board, part.post) == (ashvale, "Panel member, Ashvale Safeguarding Children Board")
    assert f"Of {ashvale}" in page(cast.panel_member, "cases:participants", case.pk)
    hers = signed_in(vera)
    assert hers.get(reverse("case", args=[case.pk])).status_code == 200
    assert ashvale.name in words(hers.get(reverse("cases:boards", args=[case.pk])))
    assert hers.get(reverse("case", args=[other.pk])).status_code == 404
    assert hers.get(reverse("cases:boards", args=[other.pk])).status_code == 404
    assert other.code_name not in words(hers.get(reverse("cases")))
    assert hers.get(reverse("documents:board_papers")).status_code == 403


def test_a_member_of_the_other_board_is_stood_in_for_by_somebody_of_it(cast, case, ashvale):
    joint_with(case, ashvale, by=cast.administrator)
    first, second = somebody_of(ashvale, cast, "Ada Vale"), somebody_of(ashvale, cast, "Bo Vale")
    part = add_participant(case, first, role="panel_member", by=cast.administrator, now=SIGNED)
    recuse(part, reason="Knew the family", by=first, now=SIGNED)
    with pytest.raises(NotTheMoment, match="same organisation"):
        nominate(part, cast.outsider, by=cast.administrator, now=SIGNED)
    named = nominate(part, second, by=cast.administrator, now=SIGNED)
    assert {one.user for one in approvers(named)} == {cast.administrator, cast.chair}
    heard = {"is_approved": True, "answer": "Their Chair, by telephone", "by": cast.administrator}
    answer_nomination(named, **heard, now=SIGNED)
    assert Participant.objects.current().get(user=second).substitute_for == part


def test_nobody_of_another_board_takes_part_outside_a_joint_review(cast, case, ashvale):
    vera = somebody_of(ashvale, cast)
    by = {"by": cast.administrator, "now": D0}
    with pytest.raises(NotTheMoment, match="not run jointly with Ashvale"):
        add_participant(case, vera, role="panel_member", **by)
    joint_with(case, ashvale, by=cast.chair)
    for role in ("chair", "administrator", "overview_author"):
        with pytest.raises(NotTheMoment, match="is of another board"):
            add_participant(case, vera, role=role, **by)
    assert add_participant(case, vera, role="panel_member", **by).user == vera
    with pytest.raises(NotTheMoment, match="not run jointly"):
        add_participant(make_case(cast), vera, role="panel_member", **by)
    with pytest.raises(Refused, match="holds no post on this one"):
        appoint(vera, role="panel_member", since=D0.date(), **by)
    elsewhere = somebody_of(neighbour(cast, "Brookmere Board"), cast, "Bo Brook")
    with pytest.raises(NotTheMoment, match="not run jointly with Brookmere"):
        add_participant(case, elsewhere, role="panel_member", **by)
    assert add_participant(case, person("Our Own"), role="auditor", **by).role == "auditor"


def test_an_agency_reads_nothing_of_what_the_boards_agree(cast, case, ashvale):
    joint_with(case, ashvale, by=cast.chair)
    settle_all(case, by=cast.administrator)
    for name in ("cases:boards", "reviews:joint_terms", "reviews:terms"):
        shown = page(cast.housing_author, name, case.pk)
        assert ashvale.name not in shown
        assert "Settled: panel" not in shown
    address = reverse("cases:arrange", args=[case.pk, case_interest(case, ashvale).pk])
    assert signed_in(cast.housing_officer).get(address).status_code == 404
