"""Contributing without an account: asked through a link, shown by a code, filled in, sent once, released."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.models import Contribution, ContributionDraft, ContributionSent, Submission
from reviews.services import contributing, contributions
from reviews.services.contributing import Told
from reviews.services.contributions import Asked, Standing, ask_contribution
from reviews.services.reception import release_review, return_review, waive
from scr.audit.models import AuditEntry
from scr.cases.events import has_happened
from scr.cases.models import Compartment, Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.documents.models import Document
from scr.outbox.models import Notice
from scr.people.identity import acting_as, holding
from scr.people.invited_links import LinkClosed
from scr.people.link_codes import accept_link_code, issue_link_code
from scr.people.models import InvitedLink, LinkCode
from tests.counts import MANY
from tests.over_the_wall import shut_gate
from tests.reviewing import countersigned, engaged, people_of, under_review, written

pytestmark = pytest.mark.usefixtures("rows", "no_links_opened")


WORDS = "The child born 28 December 2005, QzNamed. What do you know?"
SEEN = "3 May 2006: she did not come, QzSeen"
WILMA = "wilma@playgroup.example"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def ask(scene, *, agency=None, email=WILMA, **changes):
    """Asked today, as a link holds by the clock of the wall."""
    now = timezone.now()
    values = {
        "full_name": "Wilma Without",
        "email": email,
        "connection": "manager of the playgroup",
        "words": WORDS,
        "reply_by": now.date() + timedelta(days=20),
        "agency": agency,
    }
    asked = Asked(**(values | changes))
    return ask_contribution(scene.case, asked, by=scene.cast.administrator, now=now)


@pytest.fixture
def asked(scene, django_capture_on_commit_callbacks):
    """Housing has nobody with an account: its part is asked of somebody outside."""
    with django_capture_on_commit_callbacks(execute=True):
        return ask(scene, agency=scene.cast.housing)


@pytest.fixture
def asked_relative(scene, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return ask(scene, email="mabel@home.example", full_name="Mabel Elder", connection="grandmother")


def link_in(message):
    return re.search(r"http\S+(/link/\S+)", message.body)[1]


def code_in(message):
    return re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", message.body)[0]


def arrived(row, *, client=None):
    """Somebody who opened the link in the newest mail to that address, and typed the code."""
    client = client or Client()
    (message, *_) = [one for one in reversed(mail.outbox) if one.to == [row.email] and "/link/" in one.body]
    client.get(link_in(message))
    code_page = reverse("people:link_code", args=[row.link_id])
    client.post(code_page, {"again": "yes"}, follow=True)
    client.post(code_page, {"code": code_in(mail.outbox[-1])})
    return client


def url(name, row, *more):
    return reverse(f"reviews:contribute_{name}", args=[row.link_id, *more])


def filled_in(client, row, **changes):
    """Every page saved; the answer of the last."""
    pages = {
        "known": {"connection": "She came to our group", "known_from": "2006", "known_until": "still"},
        "contacts": {"contacts": SEEN},
        "concerns": {"concerns": "Often hungry", "own_words": "A cheerful child"},
    }
    for key, typed in pages.items():
        answer = client.post(url("page", row, key), {**typed, **changes.get(key, {})}, follow=True)
    return answer.content.decode()


SENDING = {"sent_as": "Wilma Without, manager", "states": "on"}
TOLD = Told(connection="Came to our group", contacts=SEEN)


def sent(row, told=TOLD):
    """Sent through the link, without its pages."""
    row.refresh_from_db()
    with holding(row.link_id):
        return contributing.send(row.link, told, sent_as="Wilma Without, manager", now=timezone.now())


def page(user, name, *args, **posted):
    client = Client()
    client.force_login(user)
    address = reverse(f"reviews:{name}", args=args)
    return client.post(address, posted, follow=True) if posted else client.get(address)


def html(user, name, *args, **posted):
    return page(user, name, *args, **posted).content.decode()


# Asking


def test_the_administrator_asks_on_the_page_and_the_mail_tells_nothing(
    scene, django_capture_on_commit_callbacks
):
    cast, case = scene.cast, scene.case
    reply_by = timezone.localdate() + timedelta(days=30)
    day = {f"reply_by_{part}": str(getattr(reply_by, part)) for part in ("day", "month", "year")}
    typed = {
        "who_for": str(cast.housing.pk),
        "full_name": "Wilma Without",
        "email": WILMA,
        "connection": "manager",
        "code_by": "email",
        "words": WORDS,
        **day,
    }
    missing = html(cast.administrator, "ask_contribution", case.pk, **{**typed, "email": ""})
    assert "Enter email address" in missing
    assert "QzNamed" in missing
    with django_capture_on_commit_callbacks(execute=True):
        assert "on its way" in html(cast.administrator, "ask_contribution", case.pk, **typed)
    (message,) = [one for one in mail.outbox if one.to == [WILMA]]
    for told in ("QzNamed", case.code_name, case.reference, "Housing", "Wilma"):
        assert told not in message.subject + message.body
    row = Contribution.objects.get()
    assert row.link.expires_at.date() >= reply_by  # it opens until the day by which it is asked
    duty = Duty.objects.get(case=case, rule_key="CONTRIBUTION", subject_id=row.pk)
    assert duty in Duty.objects.waiting_for(cast.administrator)
    assert duty.due_at.date() == reply_by


def test_who_may_ask_whom_and_when(scene, asked):
    cast, case = scene.cast, scene.case
    for user in (cast.panel_member, cast.housing_author):
        assert page(user, "ask_contribution", case.pk).status_code == 403
    with pytest.raises(NotYourRole):
        ask_contribution(
            case,
            Asked(full_name="X", email=WILMA, connection="", words="", reply_by=timezone.localdate()),
            by=cast.panel_member,
            now=timezone.now(),
        )
    with pytest.raises(NotTheMoment, match="has a link already"):
        ask(scene, agency=cast.housing)
    with pytest.raises(NotTheMoment, match="must lie ahead"):
        ask(scene, reply_by=timezone.localdate())
    written(scene, cast.health)
    with pytest.raises(NotTheMoment, match="has begun its review in Lantern already"):
        ask(scene, agency=cast.health)
    assert contributions.agencies_to_ask(case) == []


# The second step


def test_the_link_alone_shows_nothing_of_the_case(asked):
    client = Client()
    shown = client.get(link_in(mail.outbox[-1]), follow=True).content.decode()
    assert "Show that it is you" in shown
    assert "w…@playgroup.example" in shown
    for name in ("QzNamed", "Wilma"):
        assert name not in shown
    before = len(mail.outbox)
    client.get(reverse("people:link_code", args=[asked.link_id]))
    assert len(mail.outbox) == before  # a program that checks mails has no code sent
    for address in (url("start", asked), url("check", asked), url("page", asked, "known")):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == reverse("people:link_code", args=[asked.link_id])
    posted = client.post(url("page", asked, "known"), {"connection": "Typed without a code"})
    assert posted["Location"] == reverse("people:link_code", args=[asked.link_id])
    assert not ContributionDraft.objects.exists()


def test_the_code_goes_to_the_invited_mailbox_and_opens_the_form(asked):
    client = Client()
    client.get(link_in(mail.outbox[-1]))
    address = reverse("people:link_code", args=[asked.link_id])
    assert "A code is on its way" in client.post(address, {"again": "yes"}, follow=True).content.decode()
    assert mail.outbox[-1].to == [WILMA]
    wrong = client.post(address, {"code": "BBBB-BBBB"}).content.decode()
    assert "The code is not right" in wrong
    shown = client.post(address, {"code": code_in(mail.outbox[-1])}, follow=True).content.decode()
    assert "QzNamed" in shown
    assert code_in(mail.outbox[-1]) not in str(LinkCode.objects.values())


def test_a_code_is_good_once_for_its_time_and_for_few_tries(asked):
    now = timezone.now()
    with holding(asked.link_id):
        code = issue_link_code(asked.link, now=now)
        assert not accept_link_code(asked.link, code, now=now + timedelta(minutes=15))
        assert accept_link_code(asked.link, code.lower(), now=now)
        assert not accept_link_code(asked.link, code, now=now)
        code = issue_link_code(asked.link, now=now)
        for _ in range(5):
            assert not accept_link_code(asked.link, "BBBBBBBB", now=now)
        assert not accept_link_code(asked.link, code, now=now)


def test_another_browser_has_to_show_it_again_and_so_has_who_was_away(asked, settings):
    arrived(asked)
    other = Client()
    other.get(link_in(mail.outbox[-2]))
    assert other.get(url("start", asked)).status_code == 302
    client = arrived(asked)
    client.get(link_in([one for one in mail.outbox if "/link/" in one.body][-1]))
    assert client.get(url("start", asked)).status_code == 200  # opened twice in one sitting
    settings.IDLE_MINUTES = 0
    assert client.get(url("start", asked)).status_code == 404
    client.get(link_in([one for one in mail.outbox if "/link/" in one.body][-1]))
    settings.IDLE_MINUTES = 30
    assert client.get(url("start", asked)).status_code == 302


def test_a_link_of_nobody_leads_nowhere(asked):
    for client in (Client(), arrived(asked)):
        stranger = reverse("people:link_code", args=["9" * 8 + "-0000-4000-8000-" + "0" * 12])
        assert client.get(stranger).status_code == 404


@pytest.mark.requirement("R115")
def test_a_code_is_read_out_on_the_telephone_where_others_read_the_mailbox(
    scene, django_capture_on_commit_callbacks
):
    """No e-mail holds it, nobody but the administrator makes one, and it opens what the e-mailed one does."""
    cast, case = scene.cast, scene.case
    with django_capture_on_commit_callbacks(execute=True):
        row = ask(scene, agency=cast.housing, code_by="telephone")
    client = Client()
    shown = client.get(link_in(mail.outbox[-1]), follow=True).content.decode()
    assert "reads a code out to you on the telephone" in shown
    assert "Send me the code" not in shown
    before = len(mail.outbox)
    address = reverse("people:link_code", args=[row.link_id])
    client.post(address, {"again": "yes"}, follow=True)
    assert len(mail.outbox) == before
    assert not LinkCode.objects.exists()
    assert "Make a code to read out" in html(cast.administrator, "contribution", case.pk, row.pk)
    for user in (cast.panel_member, cast.health_author):
        assert page(user, "read_out_code", case.pk, row.pk, sure="yes").status_code in (403, 404)
    told = html(cast.administrator, "read_out_code", case.pk, row.pk, sure="yes")
    code = re.search(r"app-code\">([A-Z0-9]{4}-[A-Z0-9]{4})<", told)[1]
    assert "QzNamed" in client.post(address, {"code": code}, follow=True).content.decode()
    again = Client()
    again.get(link_in(mail.outbox[-1]))
    assert "The code is not right" in again.post(address, {"code": code}).content.decode()
    assert AuditEntry.objects.filter(
        act="contribution_code_read_out", actor_id=cast.administrator.pk
    ).exists()
    assert len(mail.outbox) == before


def test_there_is_nothing_to_read_out_where_the_code_goes_by_email(scene, asked):
    with pytest.raises(NotTheMoment, match="by email"):
        contributions.code_to_read_out(asked, by=scene.cast.administrator, now=timezone.now())
    assert "Make a code" not in html(scene.cast.administrator, "contribution", scene.case.pk, asked.pk)


# Filling in and sending


@pytest.mark.requirement("R115")
def test_somebody_without_an_account_contributes_for_a_small_agency(scene, asked):
    cast, case = scene.cast, scene.case
    client = arrived(asked)
    shown = filled_in(client, asked)
    assert "Check what you wrote" in shown
    for words in (SEEN, "Often hungry", "A cheerful child", "None goes along"):
        assert words in shown
    note = SimpleUploadedFile("register.txt", b"3 May: absent")
    assert (
        "register.txt" in client.post(url("file", asked), {"attachment": note}, follow=True).content.decode()
    )
    unstated = client.post(url("check", asked), {"sent_as": "Wilma", "states": ""}).content.decode()
    assert "Tick the box" in unstated
    corrected = client.post(url("page", asked, "contacts"), {"contacts": f"{SEEN} twice"}, follow=True)
    assert f"{SEEN} twice" in corrected.content.decode()
    receipt = client.post(url("check", asked), SENDING, follow=True).content.decode()
    assert "It is sent" in receipt
    assert case.reference in receipt
    assert "QzSeen" not in receipt
    came = ContributionSent.objects.get()
    assert (came.contacts, came.sent_as) == (f"{SEEN} twice", "Wilma Without, manager")
    assert "to the best of my knowledge" in came.statement
    submission = Submission.objects.get(agency=cast.housing)
    assert came.submission == submission
    assert (submission.countersigned_by, submission.saved_by) == (None, None)
    assert submission.review == came.document
    assert submission.compartment.sealed_at is not None
    assert has_happened(case, "review_countersigned", agency=cast.housing)
    assert not Duty.objects.open().filter(
        case=case, rule_key__in=["SAMR", "CONTRIBUTION"], agency=cast.housing
    )
    told = Notice.objects.filter(key__startswith=f"contributed:{asked.pk}")
    assert [one.key.rpartition(":")[2] for one in told] == [str(cast.administrator.pk)]


def test_what_came_is_the_administrations_first_and_then_the_panels(scene, asked):
    cast, case = scene.cast, scene.case
    sent(asked)
    outside = (cast.panel_member, cast.health_author, cast.health_officer, cast.overview_author)
    for user in outside:
        assert "QzSeen" not in page(user, "contribution", case.pk, asked.pk).content.decode()
        assert not ContributionSent.objects.visible_to(user).exists()
    shown = html(cast.administrator, "agency", case.pk, cast.housing.pk)
    assert "Submitted without an account" in shown
    assert "The contributor’s own statement stands in the place of a countersignature" in shown
    assert "None at" not in shown
    assert "QzSeen" in html(cast.administrator, "contribution", case.pk, asked.pk)
    release_review(case, cast.housing, by=cast.administrator, now=timezone.now())
    assert "QzSeen" in html(cast.panel_member, "contribution", case.pk, asked.pk)
    assert "QzSeen" in html(cast.panel_member, "agency", case.pk, cast.housing.pk)
    assert page(cast.health_officer, "contribution", case.pk, asked.pk).status_code == 404
    assert "Released to the panel" in html(cast.panel_member, "contributions", case.pk)


def test_it_is_recorded_through_which_link_and_by_whom(scene, asked):
    cast, case = scene.cast, scene.case
    came = sent(asked)
    entry = AuditEntry.objects.get(act="contribution_sent")
    assert (entry.actor_id, entry.facts["link"]) == (None, str(asked.link_id))
    assert came.history.get().history_change_reason == f"link {asked.link_id}"
    client = Client()
    client.force_login(cast.administrator)
    shown = client.get(reverse("history", args=[case.pk])).content.decode()
    assert (
        f"Wilma Without, manager sent a contribution through a link that went to Wilma Without at {WILMA}"
        in shown
    )
    assert "stands in the place of a countersignature" in shown
    assert "chief officer countersigned its review" not in shown


@pytest.mark.requirement("R237")
def test_a_relative_contributes_by_themselves_and_the_administrator_releases_it(scene, asked_relative):
    cast, case = scene.cast, scene.case
    client = arrived(asked_relative)
    assert "Mabel Elder" in filled_in(client, asked_relative)
    client.post(url("check", asked_relative), {"sent_as": "Mabel Elder, grandmother", "states": "on"})
    came = ContributionSent.objects.get()
    assert (came.submission, came.compartment.kind, came.compartment.agency) == (None, "contribution", None)
    assert not Submission.objects.exists()
    duty = Duty.objects.open().get(rule_key="RELEASE_CONTRIBUTION", subject_id=asked_relative.pk)
    assert duty in Duty.objects.waiting_for(cast.administrator)
    for user in (cast.panel_member, cast.overview_author, cast.housing_officer):
        assert not ContributionSent.objects.visible_to(user).exists()
    assert page(cast.chair, "release_contribution", case.pk, asked_relative.pk).status_code == 403
    html(cast.administrator, "release_contribution", case.pk, asked_relative.pk, sure="yes")
    assert "QzSeen" in html(cast.panel_member, "contribution", case.pk, asked_relative.pk)
    author = engaged(scene).author
    assert came.sent_as in html(author, "overview", case.pk)
    assert "QzSeen" in html(author, "contribution_sent", case.pk, came.pk)
    assert (
        page(author, "contribution", case.pk, asked_relative.pk).status_code == 404
    )  # what was asked is not
    assert page(cast.housing_officer, "contribution_sent", case.pk, came.pk).status_code == 404
    assert page(cast.housing_officer, "contribution", case.pk, asked_relative.pk).status_code == 404
    assert not Duty.objects.open().filter(rule_key="RELEASE_CONTRIBUTION").exists()
    with pytest.raises(NotTheMoment, match="released already"):
        contributions.release_contribution(asked_relative, by=cast.administrator, now=timezone.now())


def test_each_contribution_has_a_compartment_of_its_own(scene, asked_relative):
    second = ask(scene, email="uncle@home.example", full_name="Uncle")
    first_sent, second_sent = sent(asked_relative), sent(second)
    assert first_sent.compartment != second_sent.compartment
    contributions.release_contribution(second, by=scene.cast.administrator, now=timezone.now())
    assert list(ContributionSent.objects.visible_to(scene.cast.panel_member)) == [second_sent]


def test_every_page_is_kept_until_it_is_sent_and_read_by_nobody_else(scene, asked):
    client = arrived(asked)
    client.post(url("page", asked, "known"), {"connection": "QzDraft words"})
    again = arrived(asked)  # days later, on another machine
    assert "Go on where you left off" in again.get(url("start", asked)).content.decode()
    assert "QzDraft words" in again.get(url("page", asked, "known")).content.decode()
    for user in (scene.cast.administrator, scene.cast.housing_author):
        with shut_gate(), acting_as(user):
            assert not ContributionDraft.objects.exists()
    with shut_gate(), holding(asked.link_id):
        assert ContributionDraft.objects.get().answers["known"]["connection"] == "QzDraft words"
        assert list(Contribution.objects.all()) == list(Compartment.objects.all()) == []
    unfinished = client.get(url("check", asked), follow=True).content.decode()
    assert "What happened, and when" in unfinished
    empty = client.post(url("page", asked, "contacts"), {"contacts": ""}).content.decode()
    assert "Answer the question: Which contacts did you have?" in empty


def test_a_file_that_is_not_taken_says_why_and_one_can_be_taken_off(asked):
    client = arrived(asked)
    odd = SimpleUploadedFile("program.exe", b"MZ")
    assert (
        "of a kind that is not taken" in client.post(url("file", asked), {"attachment": odd}).content.decode()
    )
    note = SimpleUploadedFile("note.txt", b"What we noted")
    client.post(url("file", asked), {"attachment": note})
    client.post(url("file", asked), {"take_off": "yes"})
    draft = ContributionDraft.objects.get()
    assert (draft.filename, draft.stored_as) == ("", "")
    sent(asked)
    assert not Document.objects.filter(kind="agency_review").exists()


def test_two_links_in_one_browser_do_not_mix(scene, asked, asked_relative):
    """A childminder who is also the aunt: whichever page was opened last, each form keeps its own link."""
    client = arrived(asked_relative, client=arrived(asked))
    for row, words in ((asked, "For the playgroup"), (asked_relative, "As the aunt")):
        shown = client.get(url("page", row, "known")).content.decode()
        assert f'name="invited_link" value="{row.link_id}"' in shown
        client.post(url("page", row, "known"), {"connection": words})
    kept = {str(one.link_id): one.answers["known"]["connection"] for one in ContributionDraft.objects.all()}
    assert kept == {str(asked.link_id): "For the playgroup", str(asked_relative.link_id): "As the aunt"}
    assert "For the playgroup" in client.get(url("page", asked, "known")).content.decode()
    filled_in(client, asked)
    client.post(url("check", asked), SENDING)
    assert ContributionSent.objects.get().contribution == asked
    assert client.get(url("start", asked_relative)).status_code == 200


# Links that open nothing


def test_it_is_sent_once(asked):
    sent(asked)
    with pytest.raises(LinkClosed):
        sent(asked)
    assert ContributionSent.objects.count() == 1


def test_used_ended_and_old_links_answer_alike(scene, asked, django_capture_on_commit_callbacks):
    cast = scene.cast
    answers = {}
    used = arrived(asked)
    filled_in(used, asked)
    used.post(url("check", asked), SENDING)
    answers["used"] = used.get(url("page", asked, "known"))
    assert used.get(url("sent", asked)).status_code == 200  # the receipt stays
    with django_capture_on_commit_callbacks(execute=True):
        gone = ask(scene, email="gone@home.example")
    client = arrived(gone)
    contributions.let_contribution_go(gone, reason="Not needed", by=cast.administrator, now=timezone.now())
    answers["ended"] = client.get(url("page", gone, "known"))
    answers["ended, sent"] = client.post(url("check", gone), SENDING)
    old = ask(scene, email="old@home.example")
    answers["old"] = client.get(reverse("people:open_link", args=["a" * 43]))
    assert {answer.status_code for answer in answers.values()} == {404}
    pages = {re.sub(r'value="[^"]+"', "", one.content.decode()) for one in answers.values()}
    assert len(pages) == 1
    assert not ContributionSent.objects.exclude(contribution=asked).exists()
    assert not InvitedLink(used_at=None, ended_at=None, expires_at=old.link.expires_at).is_open(
        old.link.expires_at
    )


def test_a_new_link_takes_the_place_of_the_earlier_one(scene, asked, django_capture_on_commit_callbacks):
    client, first = arrived(asked), asked.link_id
    with django_capture_on_commit_callbacks(execute=True):
        html(scene.cast.administrator, "send_contribution_link", scene.case.pk, asked.pk, sure="yes")
    asked.refresh_from_db()
    assert asked.link_id != first
    assert client.get(reverse("reviews:contribute_start", args=[first])).status_code == 404
    assert "QzNamed" in arrived(asked).get(url("start", asked)).content.decode()
    assert (
        page(scene.cast.panel_member, "send_contribution_link", scene.case.pk, asked.pk, x="y").status_code
        == 403
    )


# On its way through the review


def test_what_is_returned_is_sent_again_through_a_new_link(scene, asked, django_capture_on_commit_callbacks):
    cast, case = scene.cast, scene.case
    sent(asked)
    now = timezone.now()
    due = now.date() + timedelta(days=9)
    return_review(case, cast.housing, reason="Say QzMore of May.", due_on=due, by=cast.administrator, now=now)
    assert state_of(scene, asked) == "Waiting"
    with django_capture_on_commit_callbacks(execute=True):
        asked = contributions.send_contribution_link(asked, by=cast.administrator, now=now)
    client = arrived(asked)
    shown = client.get(url("start", asked)).content.decode()
    assert "QzMore" in shown
    assert "QzSeen" in client.get(url("page", asked, "contacts")).content.decode()
    filled_in(client, asked, contacts={"contacts": "More of May"})
    client.post(url("check", asked), SENDING)
    rounds = {one.submission.round: one.contacts for one in ContributionSent.objects.all()}
    assert rounds == {1: SEEN, 2: "More of May"}
    assert state_of(scene, asked) == "Sent"
    release_review(case, cast.housing, by=cast.administrator, now=timezone.now())
    assert state_of(scene, asked) == "Released to the panel"


def state_of(scene, row):
    own = Contribution.objects.visible_to(scene.cast.administrator).filter(pk=row.pk)
    (standing,) = contributions.standings(scene.case, own, scene.cast.administrator, now=timezone.now())
    assert isinstance(standing, Standing)
    return standing.state


def test_what_the_board_no_longer_waits_for_is_not_taken_in(scene, asked):
    cast, case = scene.cast, scene.case
    waive(case, cast.housing, reason="Closed down", by=cast.chair, now=timezone.now())
    with pytest.raises(NotTheMoment, match="no longer waits"):
        sent(asked)
    assert InvitedLink.objects.get(pk=asked.link_id).used_at is None  # nothing half done is kept


def test_an_agency_that_begins_in_lantern_after_all_loses_nothing(scene, asked):
    written(scene, scene.cast.housing)
    with pytest.raises(NotTheMoment, match="has begun its review in Lantern"):
        sent(asked)
    countersigned(scene, scene.cast.housing)
    assert state_of(scene, asked) != "Waiting"


def test_the_review_goes_on_when_one_has_no_account_and_one_has(scene, asked):
    sent(asked)
    countersigned(scene, scene.cast.health)
    _, officer = people_of(scene, scene.cast.health)
    assert Submission.objects.standing().count() == 2
    assert Submission.objects.visible_to(officer).count() == 1


def test_late_and_let_go_show_as_what_they_are(scene, asked):
    cast = scene.cast
    own = Contribution.objects.visible_to(cast.chair).filter(pk=asked.pk)
    late = timezone.now() + timedelta(days=30)
    (standing,) = contributions.standings(scene.case, own, cast.chair, now=late)
    assert standing.state == "Overdue"
    html(cast.administrator, "let_contribution_go", scene.case.pk, asked.pk, reason="Asked twice")
    assert state_of(scene, asked) == "No longer needed"
    with pytest.raises(NotTheMoment):
        contributions.let_contribution_go(asked, reason="Again", by=cast.administrator, now=timezone.now())


def test_the_list_asks_as_much_for_many_as_for_few(scene):
    client = Client()
    client.force_login(scene.cast.panel_member)

    def asked_for():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("reviews:contributions", args=[scene.case.pk]))
        return len(queries)

    def add(number):
        for one in range(number):
            row = ask(scene, email=f"r{number}.{one}@home.example")
            if one % 2:
                sent(row)

    add(2)
    asked_for()  # the first request of a session asks more
    few = asked_for()
    add(min(MANY, 6))
    assert asked_for() == few
