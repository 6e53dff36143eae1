"""A referral by somebody without an account: invited, filled in, sent once, and nobody else's to see."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from referrals.drafts import forget_closed
from referrals.invitations import end_invitation, invite_to_refer
from referrals.models import CriterionAnswer, DraftFile, Referral, ReferralDraft
from scr.audit.models import AuditEntry, Look
from scr.cases.models import Case, Duty, Milestone, Person, StageChange
from scr.documents import vault
from scr.documents.models import Document
from scr.outbox.models import Notice
from scr.people.identity import acting_as, holding
from scr.people.models import InvitedLink
from tests.cast import make_cast
from tests.counts import MANY
from tests.over_the_wall import shut_gate
from tests.test_referrals_pages import TYPED, browser, html, upload

pytestmark = pytest.mark.usefixtures("rows", "no_links_opened")


NAME, EMAIL = "Wilma Withoutaccount", "wilma@surgery.example"
START = "/refer/invited/"
CHECK, SENT, DOCUMENTS = f"{START}check/", f"{START}sent/", f"{START}documents/"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


@pytest.fixture
def post_room(django_capture_on_commit_callbacks):
    """Runs something, and lets its e-mails go out."""

    def run(act):
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return run


def invited(cast, post_room, **more):
    """An invitation and the address in its e-mail, on this machine."""
    values = {"full_name": NAME, "email": EMAIL, "by": cast.administrator, "now": timezone.now(), **more}
    link = post_room(lambda: invite_to_refer(**values))
    (line,) = [one for one in mail.outbox[-1].body.splitlines() if "/link/" in one]
    return link, line.strip().removeprefix("http://testserver")


def came_by(address):
    client = Client()
    assert client.get(address).url == START
    return client


def fill_in(client):
    for key, typed in TYPED.items():
        response = client.post(f"{START}{key}/", typed)
        assert response.status_code == 302, html(response)
    return response


@pytest.mark.requirement("R036")
def test_who_has_no_account_refers_a_case_page_by_page(cast, post_room):
    link, address = invited(cast, post_room)
    client = came_by(address)
    assert "You need no account" in html(client.get(START))
    first = client.get(f"{START}you/")
    assert NAME in html(first) and EMAIL in html(first)
    assert fill_in(client).url == CHECK
    client.post(DOCUMENTS, {"attachment": upload("note.txt", b"Seen on Friday"), "kind": "records"})
    assert "note.txt" in html(client.get(CHECK))
    assert not Case.objects.exists()
    response = post_room(lambda: client.post(CHECK))
    assert response.url == SENT
    case = Case.objects.get()
    receipt = html(client.get(SENT))
    assert case.reference in receipt and "Chair decides by" in receipt
    referral = Referral.objects.get()
    assert (referral.referred_by, referral.link) == (None, link)
    assert Document.objects.get(case=case).added_by is None
    documents = browser(cast.administrator).get(reverse("documents:documents", args=[case.pk]))
    assert "Somebody without an account" in html(documents)
    assert Duty.objects.filter(case=case, rule_key="DECIDE").exists()
    told = set(Notice.objects.filter(case_id=case.pk).values_list("recipient_id", flat=True))
    assert told == {cast.administrator.pk, cast.chair.pk}


def test_the_acknowledgement_holds_the_reference_and_no_name(cast, post_room):
    _, address = invited(cast, post_room)
    client = came_by(address)
    fill_in(client)
    post_room(lambda: client.post(CHECK))
    message = mail.outbox[-1]
    assert message.to == [EMAIL]
    assert Case.objects.get().reference in message.subject
    for sent in mail.outbox:
        for name in (NAME, "Linnea", "Ottilie", "Northern"):
            assert name not in sent.subject + sent.body


def test_every_record_names_the_link_and_no_user(cast, post_room):
    link, address = invited(cast, post_room)
    client = came_by(address)
    fill_in(client)
    client.post(CHECK)
    case = Case.objects.get()
    entries = AuditEntry.objects.filter(case_id=case.pk)
    assert entries.count() > 20
    assert {(one.actor_id, one.facts.get("link")) for one in entries} == {(None, str(link.pk))}
    for model in (Referral, Milestone, StageChange, CriterionAnswer, Person):
        versions = model.history.filter(case_id=case.pk)
        assert {(one.history_user_id, one.history_change_reason) for one in versions} == {
            (None, f"link {link.pk}")
        }
    shown = html(browser(cast.administrator).get(reverse("history", args=[case.pk])))
    assert "Somebody without an account referred the case to the board." in shown
    page = html(browser(cast.administrator).get(reverse("referrals:referral", args=[case.pk])))
    assert "Through an invited link, without an account" in page
    changes = reverse("changes", args=[case.pk, "referral", Referral.objects.get().pk])
    assert "by somebody without an account" in html(browser(cast.administrator).get(changes))


def test_sending_twice_makes_one_case_and_shows_the_same_receipt(cast, post_room):
    _, address = invited(cast, post_room)
    client = came_by(address)
    fill_in(client)
    assert [client.post(CHECK).url for _ in range(2)] == [SENT, SENT]
    assert Case.objects.count() == 1
    for page in (START, CHECK, DOCUMENTS, f"{START}child/"):
        assert client.get(page).url == SENT
    assert client.post(f"{START}child/", TYPED["child"]).url == SENT
    assert Client().get(address).status_code == 404  # used up


def test_what_was_saved_is_there_when_the_link_is_opened_again(cast, post_room):
    _, address = invited(cast, post_room)
    came_by(address).post(f"{START}you/", TYPED["you"])
    again = came_by(address)
    assert f"{START}child/" in html(again.get(START))
    assert "Ottilie Referrer" in html(again.get(f"{START}you/"))
    assert ReferralDraft.objects.count() == 1


def test_a_draft_is_the_links_alone(cast, post_room):
    link, address = invited(cast, post_room)
    client = came_by(address)
    client.post(f"{START}child/", TYPED["child"])
    client.post(DOCUMENTS, {"attachment": upload("note.txt", b"Seen on Friday"), "kind": "other"})
    draft, file = ReferralDraft.objects.get(), DraftFile.objects.get()
    other = came_by(invited(cast, post_room)[1])
    assert "Linnea" not in html(other.get(f"{START}child/"))
    assert other.post(f"{DOCUMENTS}{file.pk}/").status_code == 302
    assert DraftFile.objects.filter(pk=file.pk).exists()
    for user in (cast.administrator, cast.chair, cast.housing_author):
        signed_in = browser(user)
        assert signed_in.get(f"{START}child/").status_code == 404
        assert signed_in.get(CHECK).status_code == 404
        for page in ("check_answers", "attach"):
            assert signed_in.get(reverse(f"referrals:{page}", args=[draft.pk])).status_code == 404
        with shut_gate(), acting_as(user):
            assert not ReferralDraft.objects.filter(pk=draft.pk).exists()
            assert not DraftFile.objects.exists()
    with shut_gate(), holding(link.pk):  # the negative control
        assert list(ReferralDraft.objects.all()) == [draft]
        assert list(DraftFile.objects.all()) == [file]


def test_without_a_link_no_page_of_it_opens(cast):
    for page in (START, CHECK, SENT, DOCUMENTS, f"{START}child/"):
        response = Client().get(page)
        assert response.status_code == 404
        assert "open the link in your email again" in html(response)
    assert Client().post(f"{START}child/", TYPED["child"]).status_code == 404
    assert not ReferralDraft.objects.exists()


def test_an_ended_link_sends_nothing(cast, post_room):
    link, address = invited(cast, post_room)
    client = came_by(address)
    fill_in(client)
    end_invitation(link, by=cast.administrator, now=timezone.now())
    assert client.post(CHECK).status_code == 404
    assert not Case.objects.exists()


def test_who_came_by_a_link_sees_nothing_of_the_case_it_became(cast, post_room):
    link, address = invited(cast, post_room)
    client = came_by(address)
    fill_in(client)
    client.post(CHECK)
    case = Case.objects.get()
    assert client.get(reverse("referrals:referral", args=[case.pk])).status_code == 302  # to sign in
    with shut_gate(), holding(link.pk):
        for model in (Case, Referral, Person, Document):
            assert not model.objects.exists()


def test_the_administrator_invites_and_ends_and_nobody_else(cast, post_room):
    client, page = browser(cast.administrator), reverse("referrals:invite")
    assert "Nobody was invited yet" in html(client.get(page))
    assert "Enter" in html(client.post(page, {"full_name": NAME, "email": ""}))
    post_room(lambda: client.post(page, {"full_name": NAME, "email": EMAIL}))
    link = InvitedLink.objects.get()
    assert "Open until" in html(client.get(page))
    end = reverse("referrals:end_invitation", args=[link.pk])
    for user in (cast.chair, cast.housing_author):
        assert browser(user).get(page).status_code == 403
        assert browser(user).post(end).status_code == 403
    assert "What cannot be undone" in html(client.get(end))
    assert "opens nothing any more" in html(client.post(end, follow=True))
    assert "it was used, is over, or was ended" in html(client.post(end, follow=True))


def test_the_list_says_what_came_of_each_in_as_many_queries(cast, post_room):
    client, page = browser(cast.administrator), reverse("referrals:invite")
    _, address = invited(cast, post_room)
    guest = came_by(address)
    fill_in(guest)
    guest.post(CHECK)
    assert Case.objects.get().reference in html(client.get(page))
    counts = []
    for more in (0, MANY):
        for _ in range(more):
            invite_to_refer(full_name=NAME, email=EMAIL, by=cast.administrator, now=timezone.now())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Family and household


FAMILY = {
    "people_asked": "2",
    "person_0_full_name": "Mina Testname",
    "person_0_other_names": "Mina Earlier, Minnie",
    "person_0_relation": "mother",
    "person_0_born_on_day": "1",
    "person_0_born_on_month": "2",
    "person_0_born_on_year": "1984",
    "person_0_in_household": "yes",
    "person_1_full_name": "Sonny Testname",
    "person_1_relation": "brother",
}


def draft_page(cast):
    client = browser(cast.outsider)
    client.post(reverse("referrals:refer"))
    return client, reverse("referrals:question", args=[ReferralDraft.objects.get().pk, "family"])


def test_another_person_is_added_without_a_script_and_nothing_typed_is_lost(cast):
    client, page = draft_page(cast)
    assert html(client.get(page)).count("<legend") >= 1
    response = client.post(page, {**FAMILY, "add": "person"})
    assert response.url == f"{page}#person-3"
    shown = html(client.get(page))
    assert "Person 3" in shown
    for typed in ("Mina Testname", "Mina Earlier, Minnie", "1984", "Sonny Testname"):
        assert f'value="{typed}"' in shown
    assert client.post(page, {**FAMILY, "people_asked": "3"}).status_code == 302  # an empty row does no harm


def test_an_octet_that_no_database_keeps_is_dropped_before_it_is_kept(cast):
    client, page = draft_page(cast)
    client.post(page, {**FAMILY, "person_0_full_name": "Mina\x00Testname", "add": "person"})
    assert 'value="MinaTestname"' in html(client.get(page))


def test_a_person_without_a_name_and_a_family_without_anybody_are_said(cast):
    client, page = draft_page(cast)
    assert "Name at least one person" in html(client.post(page, {"people_asked": "1"}))
    nameless = {"people_asked": "1", "person_0_relation": "uncle"}
    assert "Enter the name, or a description" in html(client.post(page, nameless))
    died = {"person_0_died_on_day": "1", "person_0_died_on_month": "1", "person_0_died_on_year": "1980"}
    assert "must be after the date of birth" in html(client.post(page, FAMILY | died))
    assert client.post(page, {"people_asked": "9999999"}).status_code == 200  # and no ten million boxes


@pytest.mark.requirement("R037")
def test_child_family_and_household_are_in_the_register_of_the_case(cast, post_room):
    _, address = invited(cast, post_room)
    client = came_by(address)
    fill_in(client)
    client.post(f"{START}family/", FAMILY)
    client.post(
        f"{START}child/",
        TYPED["child"]
        | {"child_other_names": "Linny"}
        | {
            f"child_died_on_{part}": value for part, value in (("day", "3"), ("month", "3"), ("year", "2007"))
        },
    )
    client.post(f"{START}agencies/", TYPED["agencies"] | {"agencies_details": "Housing, since 2004"})
    client.post(CHECK)
    child, *family = Person.objects.all()
    assert (child.is_child, child.full_name, child.other_names) == (True, "Linnea Testname", "Linny")
    assert (str(child.born_on), str(child.died_on)) == ("2005-12-28", "2007-03-03")
    mother, brother = sorted(family, key=lambda one: one.full_name)
    assert (mother.relation, mother.in_household, str(mother.born_on)) == ("mother", "yes", "1984-02-01")
    assert (brother.relation, brother.in_household, brother.born_on) == ("brother", "not_known", None)
    page = html(browser(cast.administrator).get(reverse("referrals:referral", args=[child.case_id])))
    for shown in ("also Linny", "Mina Earlier, Minnie", "brother", "Housing, since 2004"):
        assert shown in page


def test_opening_leaves_a_look_that_names_the_link(cast, post_room):
    link, address = invited(cast, post_room)
    came_by(address)
    assert Look.objects.get(subject_id=link.pk).actor_id is None


def begun(cast, post_room):
    """A link whose holder has typed something and attached a file."""
    link, address = invited(cast, post_room)
    client = came_by(address)
    client.post(f"{START}you/", TYPED["you"])
    client.post(DOCUMENTS, {"attachment": upload("note.txt", b"Seen on Friday"), "kind": "records"})
    return link


def swept(post_room, now):
    with acting_as(service="sweep"):
        post_room(lambda: forget_closed(now))


def test_a_draft_that_nobody_can_open_any_more_is_forgotten_after_a_week(cast, post_room):
    link, still_open = begun(cast, post_room), begun(cast, post_room)
    (stored,) = DraftFile.objects.filter(draft__link=link).values_list("stored_as", flat=True)
    now = timezone.now()
    end_invitation(link, by=cast.administrator, now=now)
    swept(post_room, now + timedelta(days=7, seconds=-1))
    assert ReferralDraft.objects.filter(link=link).exists()
    post_room(lambda: forget_closed(now + timedelta(days=8)))
    assert ReferralDraft.objects.filter(link=link).exists(), "only the sweep forgets"
    swept(post_room, now + timedelta(days=7))
    assert not ReferralDraft.objects.filter(link=link).exists()
    with pytest.raises(FileNotFoundError):
        vault.get(stored)
    assert InvitedLink.objects.get(pk=link.pk).ended_at == now
    assert ReferralDraft.objects.filter(link=still_open).exists()
    swept(post_room, still_open.expires_at + timedelta(days=7))
    assert not ReferralDraft.objects.filter(link=still_open).exists()


def test_the_receipt_of_what_was_sent_stays(cast, post_room):
    link, address = invited(cast, post_room)
    client = came_by(address)
    fill_in(client)
    client.post(CHECK)
    swept(post_room, link.expires_at + timedelta(days=100))
    assert ReferralDraft.objects.get(link=link).sent_at
