"""A review is signed inside its agency, one after the other; the board reads nothing of it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chronology.reading.rows import Row
from chronology.writing import write_xlsx
from reviews.models import SigningChain, SigningStep, StepSignature, Submission
from reviews.services.proposals import Recommended
from reviews.services.reception import release_review, return_review, waive
from reviews.services.recommending import save_recommendations
from reviews.services.signers import Asked, appoint_signer, name_signer
from reviews.services.signing import Meeting
from reviews.services.submission import newest_submission, upload_review
from scr.audit.services import save_recorded
from scr.cases.audiences import Kind
from scr.cases.events import has_happened
from scr.cases.models import Compartment, Duty, Participant, Timeliness
from scr.cases.participation import add_participant, end_participation, recuse
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.reminders import remind
from scr.cases.timeliness import count_timeliness
from scr.outbox.models import Notice
from scr.people.identity import acting_as
from scr.people.models import User
from tests.cast import D0, person
from tests.chronicling import submitted
from tests.over_the_wall import shut_gate
from tests.reviewing import WRITTEN, handed_over, sign, written
from tests.signing import (
    GROUP,
    TEAM,
    asked,
    back_from,
    hours,
    named,
    signed_by,
    trust_under_review,
    waiting_for_group,
)

pytestmark = pytest.mark.usefixtures("rows")
CANARY = "Canary-of-the-group"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return trust_under_review()


def url(name, scene, *more, agency=None):
    return reverse(f"reviews:{name}", args=[scene.case.pk, (agency or scene.cast.health).pk, *more])


def waiting(scene, who):
    """The rules by which something about the trust's review waits for somebody."""
    found = Duty.objects.waiting_for(who).filter(agency=scene.cast.health)
    return set(found.values_list("rule_key", flat=True)) & {"SIGN_STEP", "COUNTERSIGN", "REWORK"}


def is_open_to(user, scene):
    return Submission.objects.visible_to(user).filter(agency=scene.cast.health).exists()


# The chain


@pytest.mark.requirement("R123", "R125")
def test_a_trusts_review_goes_through_group_and_team_before_its_chief_executive_ratifies(scene):
    cast = scene.cast
    grace, ed = cast.by_name["grace"], cast.by_name["ed"]
    waiting_for_group(scene)
    assert (waiting(scene, grace), waiting(scene, ed)) == ({"SIGN_STEP"}, set())
    with pytest.raises(NotTheMoment, match="Next is: Safeguarding group"):
        sign(scene, cast.health, by=cast.health_officer)
    signed = signed_by(scene, "grace", at=1)
    assert (signed.met_on, signed.minute) == (date(2007, 5, 3), "Minute 7")
    assert (waiting(scene, grace), waiting(scene, ed)) == (set(), {"SIGN_STEP"})
    with pytest.raises(NotTheMoment, match="Next is: Executive team"):
        sign(scene, cast.health, by=cast.health_officer)
    assert waiting(scene, cast.health_officer) == set()
    signed_by(scene, "ed", at=2)
    assert waiting(scene, cast.health_officer) == {"COUNTERSIGN"}
    for outside in (cast.administrator, cast.chair, cast.panel_member):
        assert not is_open_to(outside, scene)
    sign(scene, cast.health, by=cast.health_officer, now=hours(3))
    assert is_open_to(cast.administrator, scene)
    assert not is_open_to(cast.panel_member, scene)
    release_review(scene.case, cast.health, by=cast.administrator, now=hours(4))
    assert is_open_to(cast.panel_member, scene)


@pytest.mark.requirement("R125")
def test_a_trust_cannot_hand_over_before_it_is_said_who_signs(client, scene):
    cast = scene.cast
    with pytest.raises(NotTheMoment, match="who signs for: Safeguarding group, Executive team"):
        handed_over(scene, cast.health)
    client.force_login(cast.health_officer)
    room = client.get(url("agency", scene)).content.decode()
    assert "Say who signs before you" in room
    assert "Reviewing officer" in room
    rows = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "revision": 0}
    rows |= {"form-0-name": GROUP, "form-0-is_group": "on", "form-0-signer": cast.by_name["grace"].pk}
    page = client.post(url("set_signers", scene), rows | {"form-1-name": TEAM}).content.decode()
    assert "Choose who signs for “Executive team”" in page
    rows |= {"form-1-name": TEAM, "form-1-is_group": "on", "form-1-signer": cast.by_name["ed"].pk}
    page = client.post(url("set_signers", scene), rows, follow=True).content.decode()
    assert "Ed Executive" in page
    assert "Set for this case, version 1" in page
    assert handed_over(scene, cast.health).handed_over_at == WRITTEN


def test_an_agency_of_the_boards_chain_alone_asks_its_chief_officer_at_once(scene):
    cast = scene.cast
    handed_over(scene, cast.housing)
    assert Duty.objects.get(rule_key="COUNTERSIGN", agency=cast.housing).cancelled_at is None
    assert not Duty.objects.filter(rule_key="SIGN_STEP").exists()
    assert not StepSignature.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"steps": [Asked("One", False, "grace"), Asked("Two", False, "grace")]}, "Nobody signs two steps"),
        ({"steps": [Asked("One", False, "grace"), Asked("one", False, "ed")]}, "a name of its own"),
        ({"steps": [Asked("One", False, "grace")]}, "Say why the steps are others"),
        (
            {"steps": [Asked("One", False, "nia")], "reason": "Few of us"},
            "takes no part in this case as a signer",
        ),
    ],
)
def test_a_chain_that_cannot_be_is_refused(scene, changes, words):
    people = scene.cast.by_name | {"nia": scene.cast.health_author}
    steps = [Asked(one.name, one.is_group, people[one.signer]) for one in changes["steps"]]
    with pytest.raises(NotTheMoment, match=words):
        named(scene, **(changes | {"steps": steps}))
    assert not SigningChain.objects.exists()


def test_who_signs_is_set_by_the_chief_officer_before_the_hand_over_only(scene):
    cast = scene.cast
    named(scene)
    with pytest.raises(Stale, match="Somebody else has set who signs"):
        named(scene)
    named(scene, steps=asked(scene)[:1], reason="The team does not meet in May.", version=1)
    handed_over(scene, cast.health)
    with pytest.raises(NotTheMoment, match="is being signed"):
        named(scene, version=2)
    signed_by(scene, "grace", at=1)
    assert waiting(scene, cast.health_officer) == {"COUNTERSIGN"}


# Signing


def test_nobody_signs_out_of_turn_for_another_or_without_the_minutes_of_the_group(scene):
    cast = scene.cast
    waiting_for_group(scene)
    with pytest.raises(NotTheMoment, match="Grace Group signs"):
        signed_by(scene, "ed", at=1)
    for user in (cast.health_author, cast.housing_officer, cast.administrator):
        cast.by_name["who"] = user
        with pytest.raises(NotYourRole):
            signed_by(scene, "who", at=1)
    for meeting in (None, Meeting(date(2007, 5, 3), ""), Meeting(date(2007, 6, 3), "Minute 7")):
        with pytest.raises(NotTheMoment, match=r"when the group met|once it has met"):
            signed_by(scene, "grace", at=1, meeting=meeting)
    with pytest.raises(NotTheMoment, match="has changed since you opened it"):
        signed_by(scene, "grace", at=1, content="what was there before")
    assert not StepSignature.objects.exists()


def test_whoever_wrote_a_part_or_signed_a_step_signs_no_other(scene):
    cast = scene.cast
    waiting_for_group(scene)
    part = Participant.objects.get(case=scene.case, user=cast.health_author, role="agency_author")
    end_participation(part, until=hours(1), by=cast.administrator, now=hours(1))
    appoint_signer(scene.case, cast.health, person=cast.health_author, by=cast.health_officer, now=hours(1))
    step = SigningStep.objects.get(number=1)
    name_signer(step, signer=cast.health_author, by=cast.health_officer, now=hours(1))
    cast.by_name["writer"] = cast.health_author
    with pytest.raises(NotTheMoment, match="You wrote a part of this yourself"):
        signed_by(scene, "writer", at=2)
    name_signer(step, signer=cast.by_name["grace"], by=cast.health_officer, now=hours(2))
    signed_by(scene, "grace", at=3)
    second = SigningStep.objects.get(number=2)
    with pytest.raises(NotTheMoment, match="signs a step already"):
        name_signer(second, signer=cast.by_name["grace"], by=cast.health_officer, now=hours(3))


def test_who_signed_a_step_does_not_countersign_after_changing_roles(scene):
    cast = scene.cast
    named(scene, steps=asked(scene)[:1], reason="Only the group.")
    handed_over(scene, cast.health)
    signed_by(scene, "grace", at=1)
    grace = cast.by_name["grace"]
    part = Participant.objects.get(case=scene.case, user=grace)
    end_participation(part, until=hours(2), by=cast.administrator, now=hours(2))
    values = {"role": "chief_officer", "agency": cast.health, "by": cast.administrator, "now": hours(2)}
    add_participant(scene.case, grace, **values)
    with pytest.raises(NotTheMoment, match="You have signed this review already"):
        sign(scene, cast.health, by=grace, now=hours(3))
    assert not has_happened(scene.case, "review_countersigned", agency=cast.health)


def test_a_signature_is_written_once(scene):
    waiting_for_group(scene)
    signature = signed_by(scene, "grace", at=1)
    signature.minute = "Minute 8"
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        save_recorded(signature, by=scene.cast.by_name["grace"], at=hours(2), act="step_signed")


def test_a_signature_that_is_late_is_brought_to_mind_and_the_chief_officer_told(scene):
    waiting_for_group(scene)
    duty = Duty.objects.get(rule_key="SIGN_STEP")
    assert (duty.person, duty.basis) == (scene.cast.by_name["grace"], "assumed")
    remind(duty.due_at + (hours(80) - hours(0)))
    told = Notice.objects.filter(about_id=duty.pk, key__startswith="remind:")
    assert set(told.values_list("recipient_id", flat=True)) == {
        scene.cast.by_name["grace"].pk,
        scene.cast.health_officer.pk,
    }


def test_the_step_of_who_leaves_is_given_to_somebody_else(scene):
    cast = scene.cast
    waiting_for_group(scene)
    part = Participant.objects.get(case=scene.case, user=cast.by_name["grace"])
    recuse(part, reason="Knew the family.", by=cast.by_name["grace"], now=hours(1))
    step, sonja = SigningStep.objects.get(number=1), cast.by_name["sonja"]
    with pytest.raises(NotYourRole):
        name_signer(step, signer=sonja, by=cast.health_author, now=hours(2))
    name_signer(step, signer=sonja, by=cast.health_officer, now=hours(2))
    assert (waiting(scene, sonja), waiting(scene, cast.by_name["ed"])) == ({"SIGN_STEP"}, set())
    signed_by(scene, "sonja", at=3)
    assert waiting(scene, cast.by_name["ed"]) == {"SIGN_STEP"}


# Changed, and sent back


def changed_review(scene, *, at):
    upload_review(
        scene.case, scene.cast.health, recommendations=[], by=scene.cast.health_author, now=hours(at)
    )


def changed_chronology(scene, *, at):
    row = Row(date=date(2006, 1, 9), date_text="09/01/2006", child_contact="Seen", source="File", staff="A1")
    content = write_xlsx([row], agency="Health", completed_by="A. N.", staff={"A1": "Visitor"})
    submitted(scene.case, scene.cast.health, content=content, by=scene.cast.health_author, now=hours(at))


def changed_recommendations(scene, *, at):
    cast = scene.cast
    version = newest_submission(scene.case, cast.health).version
    kept = [Recommended("Ask who lives there.", "Named nurse")]
    by = {"by": cast.health_author, "now": hours(at)}
    save_recommendations(scene.case, cast.health, recommendations=kept, revision=version, **by)


CHANGES = [changed_review, changed_recommendations, changed_chronology]


@pytest.mark.requirement("R125")
@pytest.mark.parametrize("changed", CHANGES)
def test_a_change_after_a_signature_begins_signing_again_and_says_so(client, scene, changed):
    cast = scene.cast
    waiting_for_group(scene)
    signed_by(scene, "grace", at=1)
    signed_by(scene, "ed", at=2)
    client.force_login(cast.health_author)
    assert "signing starts again from the first of them" in client.get(url("agency", scene)).content.decode()
    changed(scene, at=3)
    assert waiting(scene, cast.by_name["grace"]) == {"SIGN_STEP"}
    assert waiting(scene, cast.by_name["ed"]) == waiting(scene, cast.health_officer) == set()
    with pytest.raises(NotTheMoment, match="Next is: Safeguarding group"):
        sign(scene, cast.health, by=cast.health_officer)
    page = client.get(url("signing", scene)).content.decode()
    assert page.count("It no longer holds: the review or the chronology was changed afterwards") == 2
    signed_by(scene, "grace", at=4)
    signed_by(scene, "ed", at=5)
    assert waiting(scene, cast.health_officer) == {"COUNTERSIGN"}


def test_a_change_before_anybody_signed_asks_nobody_twice(scene):
    waiting_for_group(scene)
    changed_review(scene, at=1)
    assert Duty.objects.filter(rule_key="SIGN_STEP").count() == 1
    signed_by(scene, "grace", at=2)


@pytest.mark.requirement("R125")
def test_sent_back_to_the_reviewer_it_is_a_draft_again_with_the_reason(client, scene):
    cast = scene.cast
    waiting_for_group(scene)
    signed_by(scene, "grace", at=1)
    client.force_login(cast.by_name["ed"])
    page = client.post(url("send_back", scene), {"back_to": "0", "reason": ""}).content.decode()
    assert "Enter what should be changed, and why" in page
    typed = {"back_to": "0", "reason": "Say why nobody rang back."}
    assert client.post(url("send_back", scene), typed).status_code == 302
    assert newest_submission(scene.case, cast.health).handed_over_at is None
    assert waiting(scene, cast.health_author) == {"REWORK"}
    assert waiting(scene, cast.by_name["ed"]) == set()
    client.force_login(cast.health_author)
    room = client.get(url("agency", scene)).content.decode()
    assert "Ed Executive sent the review back" in room
    assert "Say why nobody rang back." in room
    handed_over(scene, cast.health, now=hours(40))
    assert waiting(scene, cast.health_author) == set()
    assert waiting(scene, cast.by_name["grace"]) == {"SIGN_STEP"}


def test_sent_back_to_an_earlier_step_only_that_one_and_those_after_it_sign_again(scene):
    cast = scene.cast
    waiting_for_group(scene)
    signed_by(scene, "grace", at=1)
    signed_by(scene, "ed", at=2)
    for wrong in (3, -1):
        with pytest.raises(NotTheMoment, match="Choose the reviewer, or somebody who signed"):
            back_from(scene, "officer", at=3, to=wrong)
    back_from(scene, "officer", at=3, to=2)
    assert waiting(scene, cast.health_officer) == set()
    assert (waiting(scene, cast.by_name["grace"]), waiting(scene, cast.by_name["ed"])) == (
        set(),
        {"SIGN_STEP"},
    )
    signed_by(scene, "ed", at=4)
    back_from(scene, "officer", at=5, to=1)
    assert (waiting(scene, cast.by_name["grace"]), waiting(scene, cast.by_name["ed"])) == (
        {"SIGN_STEP"},
        set(),
    )
    assert newest_submission(scene.case, cast.health).handed_over_at == WRITTEN


def test_nobody_sends_back_who_is_not_asked(scene):
    cast = scene.cast
    waiting_for_group(scene)
    with pytest.raises(NotTheMoment, match="Grace Group signs"):
        back_from(scene, "officer", at=1)
    for user in (cast.health_author, cast.housing_officer, cast.panel_member):
        cast.by_name["who"] = user
        with pytest.raises(NotYourRole):
            back_from(scene, "who", at=1)


def test_a_waived_review_waits_for_no_signature(scene):
    cast = scene.cast
    waiting_for_group(scene)
    waive(scene.case, cast.health, reason="No contact", by=cast.chair, now=hours(1))
    assert waiting(scene, cast.by_name["grace"]) == set()


# What the board sees


def everybody_outside(scene):
    """The board's people, the other agency's, and whoever of the trust neither writes nor signs."""
    cast = scene.cast
    nurse = person("Dora Nurse", agency=cast.health)
    values = {"role": "designated_nurse", "agency": cast.health, "by": cast.administrator, "now": D0}
    add_participant(scene.case, nurse, **values)
    board = [cast.administrator, cast.chair, cast.panel_member]
    return [*board, cast.housing_author, cast.housing_officer, nurse, cast.outsider]


def pages_of_case(scene):
    case, agency = scene.case.pk, scene.cast.health.pk
    of_case = (
        "case",
        "looks",
        "cases:timetable",
        "cases:participants",
        "reviews:agencies",
        "documents:documents",
    )
    of_agency = ("agency", "signing", "send_back", "countersign")
    return [
        *(reverse(name, args=[case]) for name in of_case),
        *(reverse(f"reviews:{name}", args=[case, agency]) for name in of_agency),
        reverse("history", args=[case]) + "?every=on",
        reverse("home"),
    ]


@pytest.mark.requirement("R123", "R125")
def test_the_reasons_stay_in_the_agency_before_and_after_countersignature_and_release(client, scene):
    cast = scene.cast
    waiting_for_group(scene)
    back_from(scene, "grace", at=1, reason=CANARY)
    handed_over(scene, cast.health, now=hours(2))
    signed_by(scene, "grace", at=3)
    signed_by(scene, "ed", at=4)
    outside = everybody_outside(scene)
    for inside in (cast.health_author, cast.health_officer, cast.by_name["ed"]):
        client.force_login(inside)
        assert CANARY in client.get(url("signing", scene)).content.decode(), inside
    for _ in range(2):
        for user in outside:
            client.force_login(user)
            shown = [page for page in pages_of_case(scene) if CANARY in client.get(page).content.decode()]
            assert shown == [], user
            assert not StepSignature.objects.visible_to(user).exists()
            with shut_gate(), acting_as(user):
                assert not StepSignature.objects.exists()
                assert not StepSignature.history.exists()
                assert not SigningStep.objects.exists()
        released_now(scene)
    with shut_gate(), acting_as(cast.health_officer):
        assert StepSignature.objects.count() == 3


def released_now(scene):
    """Countersigned and released to the panel, unless it is."""
    cast = scene.cast
    if not has_happened(scene.case, "review_released", agency=cast.health):
        sign(scene, cast.health, by=cast.health_officer, now=hours(5))
        release_review(scene.case, cast.health, by=cast.administrator, now=hours(6))
    assert is_open_to(cast.panel_member, scene)


@pytest.mark.requirement("R125")
def test_the_board_sees_that_the_agency_checks_its_review_and_not_that_it_went_back(client, scene):
    cast = scene.cast
    written(scene, cast.health)
    client.force_login(cast.chair)
    assert "Waiting for the agency" in client.get(url("agency", scene)).content.decode()
    named(scene)
    handed_over(scene, cast.health)
    page = client.get(url("agency", scene)).content.decode()
    assert "Step 2 of 6: <strong>Internal quality assurance</strong>" in page
    for words in ("Safeguarding group", "Reviewing officer", "Is it ready?", "Who signs"):
        assert words not in page
    assert client.get(url("signing", scene)).status_code == 403
    back_from(scene, "grace", at=1)
    assert (
        "Step 2 of 6: <strong>Internal quality assurance" in client.get(url("agency", scene)).content.decode()
    )
    client.force_login(cast.health_author)
    assert "Step 2 of 7: <strong>Draft</strong>" in client.get(url("agency", scene)).content.decode()


def test_the_boards_figures_leave_out_what_is_late_inside_an_agency(scene):
    waiting_for_group(scene)
    back_from(scene, "grace", at=1)
    inside = Duty.objects.filter(rule_key__in=("SIGN_STEP", "REWORK"), agency=scene.cast.health)
    late = max(one.due_at for one in inside) + timedelta(days=14)  # and the review itself
    count_timeliness(late)
    counted = set(Timeliness.objects.filter(agency=scene.cast.health).values_list("rule_key", flat=True))
    assert counted & {"SIGN_STEP", "REWORK"} == set()
    assert "SAMR" in counted


@pytest.mark.requirement("R125")
def test_what_was_signed_in_an_earlier_round_stays_readable_in_the_agency(client, scene):
    cast = scene.cast
    waiting_for_group(scene)
    for number, who in enumerate(("grace", "ed"), 1):
        signed_by(scene, who, at=number)
    sign(scene, cast.health, by=cast.health_officer, now=hours(3))
    with pytest.raises(NotTheMoment, match="The review is countersigned"):
        named(scene, version=1)
    with pytest.raises(NotTheMoment, match="countersigned this at"):
        back_from(scene, "officer", at=4)
    values = {"reason": "Why?", "due_on": date(2007, 6, 20), "by": cast.administrator, "now": hours(4)}
    return_review(scene.case, cast.health, **values)
    assert not has_happened(scene.case, "step_signed", agency=cast.health)
    client.force_login(cast.health_officer)
    page = client.get(url("signing", scene)).content.decode()
    assert "Round 1" in page
    assert "Meeting of 3 May 2007, Minute 7" in page
    assert "no longer holds" not in page
    handed_over(scene, cast.health, now=hours(40))
    assert waiting(scene, cast.by_name["grace"]) == {"SIGN_STEP"}
    with pytest.raises(NotTheMoment, match="Next is: Safeguarding group"):
        sign(scene, cast.health, by=cast.health_officer)


# Pages


@pytest.mark.requirement("R125")
def test_a_signer_reads_and_signs_on_a_page(client, scene):
    cast = scene.cast
    submission = waiting_for_group(scene)
    client.force_login(cast.by_name["ed"])
    assert "It is not your turn" in client.get(url("sign_step", scene)).content.decode()
    client.force_login(cast.by_name["grace"])
    assert "Read Community Health&#x27;s review and sign it" in client.get(reverse("home")).content.decode()
    assert client.get(reverse("documents:download", args=[submission.review_id])).status_code == 200
    page = client.get(url("sign_step", scene)).content.decode()
    assert "Tell health visitors" in page
    content = page.partition('name="content" value="')[2].partition('"')[0]
    typed = {"content": content, "minute": "Minute 7"}
    assert (
        "Enter the day on which the group met" in client.post(url("sign_step", scene), typed).content.decode()
    )
    day = {"met_on_day": 3, "met_on_month": 5, "met_on_year": 2007}
    page = client.post(url("sign_step", scene), typed | day, follow=True).content.decode()
    assert "You have signed" in page
    assert "Waiting for a signature" in page
    assert "app-chain__place--done" in page


def test_signers_read_neither_interviews_nor_another_agency(client, scene):
    client.force_login(scene.cast.by_name["grace"])
    waiting_for_group(scene)
    assert client.get(url("interviews", scene)).status_code == 404
    assert client.get(url("agency", scene, agency=scene.cast.housing)).status_code == 404
    assert client.get(url("hand_over", scene)).status_code == 403
    assert client.get(url("upload_review", scene)).status_code == 403


def test_a_signer_is_invited_and_another_part_is_not_found(client, scene):
    client.force_login(scene.cast.health_officer)
    page = url("appoint_colleague", scene, "signer")
    assert "Choose somebody, or enter the name" in client.post(page, {"job_title": ""}).content.decode()
    new = {"full_name": "Nora New", "email": "nora@westmarch.example"}
    assert client.post(page, new).status_code == 302
    nora = User.objects.get(email="nora@westmarch.example")
    assert Participant.objects.get(user=nora).role == "review_signer"
    assert client.get(url("appoint_colleague", scene, "king")).status_code == 404
    values = {"person": scene.cast.housing_author, "by": scene.cast.health_officer, "now": D0}
    with pytest.raises(NotTheMoment, match="must work for Westmarch Community Health"):
        appoint_signer(scene.case, scene.cast.health, **values)


def test_the_page_of_signatures_runs_the_same_queries_for_many_as_for_few(client, scene):
    waiting_for_group(scene)
    client.force_login(scene.cast.health_officer)
    counts = []
    for turn in range(6):
        back_from(scene, "grace", at=2 * turn + 1)
        handed_over(scene, scene.cast.health, now=hours(2 * turn + 2))
        with CaptureQueriesContext(connection) as asked_for:
            assert client.get(url("signing", scene)).content.decode().count("Sent back to:") == turn + 1
        counts.append(len(asked_for))
    assert counts[-1] == counts[1]


def test_where_it_is_signed_lies_apart_and_is_opened_when_it_is_needed(scene):
    internal = Compartment.objects.filter(case=scene.case, kind=Kind.INTERNAL)
    assert not internal.exists()
    waiting_for_group(scene)
    assert [one.agency for one in internal] == [scene.cast.health]
