"""Procedures as administrators read them: all of them, the one new cases get, and the board's own figures."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from scr.audit.models import AuditEntry
from scr.cases.deadlines import end_of
from scr.cases.models import CaseAgency, Duty, RuleSetting
from scr.cases.rule_settings import choose_procedure, is_open_to_board, set_back, set_rule
from scr.cases.services import join_agency, open_case, record_milestone
from scr.cases.timetable import timetable_of
from scr.people.models import Agency, Board
from scr.people.services import Refused, add_agency, choose_own_rules
from scr.procedures import INSTALLED, OVERLAYS, newest
from scr.procedures.sources import source_words
from scr.procedures.timing import Basis
from tests.cast import D0, make_case, make_cast
from tests.letter_desk import signed_in

pytestmark = pytest.mark.usefixtures("rows")
BEDS, LCSPR, TRUST = "scr_beds_2007", "lcspr_2018", "health_trust_2015"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def page(cast, name, *args):
    answer = signed_in(cast.administrator).get(reverse(f"cases:{name}", args=args))
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def post(cast, name, data, *args):
    answer = signed_in(cast.administrator).post(reverse(f"cases:{name}", args=args), data, follow=True)
    return " ".join(unescape(answer.content.decode()).split())


def referred(cast, now=D0):
    case = open_case(by=cast.administrator, now=now)
    record_milestone(case, "referral_received", by=cast.administrator, now=now)
    return case


def due(case, key):
    return Duty.objects.get(case=case, rule_key=key).due_at


def own_figure(cast, key="ACK_REFERRAL", procedure=BEDS, **given):
    given = given or {"amount": 5, "unit": "working days"}
    return set_rule(procedure, key, reason="Agreed in May", by=cast.administrator, now=D0, **given)


# Reading


def test_every_installed_procedure_and_every_agency_s_own_rules_can_be_read(cast):
    shown = page(cast, "procedures")
    for one in (*INSTALLED, *OVERLAYS.values()):
        assert one.name in shown and capfirst(source_words(one.source)) in shown
    assert "New cases get <strong>Serious case review" in shown


@pytest.mark.parametrize("one", INSTALLED, ids=lambda one: one.key)
def test_a_procedure_tells_its_stages_deadlines_letters_and_readings(cast, one):
    shown = page(cast, "procedure", one.key, one.version)
    for stage in one.stages:
        assert stage.name in shown and stage.about in shown
    for rule in one.rules:
        assert rule.do.format(agency="the agency") in shown
        assert capfirst(source_words(rule.source)) in shown
    for letter in one.letters:
        assert letter.name in shown
    for text in one.readings.values():
        assert text in shown


def test_clocks_and_events_are_said_in_words(cast):
    shown = page(cast, "procedure", BEDS, 1)
    for words in (
        "28 days<br>Stated by the source",
        "2 working days<br>Assumed: the source states none",
        "28 to 42 days, one date agreed",
        "the operations board received the action plan, until then the board endorsed the overview report",
        "Read as D-g",
        "When late: Board administrator after 1 day",
    ):
        assert words in shown
    assert "referral_received" not in shown
    assert "Not checked against the source" in page(cast, "procedure", LCSPR, 1)


def test_an_agency_s_own_rules_name_who_follows_them_and_cannot_be_set(cast):
    assert "No agency follows them yet" in page(cast, "own_rules", TRUST, 1)
    choose_own_rules(cast.health, TRUST, installed=[TRUST], by=cast.administrator, now=D0)
    shown = page(cast, "own_rules", TRUST, 1)
    assert "Westmarch Community Health" in shown
    assert "1 year<br>Assumed" in shown and "/rules/" not in shown


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("procedure", ["nothing", 1]),
        ("procedure", [BEDS, 99]),
        ("own_rules", [TRUST, 99]),
        ("rule", [BEDS, "NOTHING"]),
        ("rule", [BEDS, "DECIDE"]),
        ("set_back_rule", [BEDS, "DECIDE"]),
        ("rule", ["nothing", "DECIDE"]),
    ],
)
def test_what_is_not_there_or_not_open_is_not_found(cast, name, args):
    assert signed_in(cast.administrator).get(reverse(f"cases:{name}", args=args)).status_code == 404


# The procedure of new cases


def test_another_procedure_is_for_new_cases_and_live_ones_stay(cast):
    live = referred(cast)
    assert "Live cases stay where they are" in page(cast, "choose_procedure")
    shown = post(cast, "choose_procedure", {"procedure": LCSPR})
    assert f"New cases get <strong>{newest(LCSPR).name}" in shown
    live.refresh_from_db()
    assert (live.procedure_key, referred(cast).procedure_key) == (BEDS, LCSPR)
    entry = AuditEntry.objects.get(act="procedure_chosen")
    assert entry.facts == {"procedure": LCSPR} and entry.actor_id == cast.administrator.pk
    assert Board.objects.get().history.count() == 2


def test_a_procedure_that_is_not_installed_cannot_be_chosen(cast):
    with pytest.raises(Refused):
        choose_procedure("scr_mars_2099", by=cast.administrator, now=D0)
    assert "There is a problem" in post(cast, "choose_procedure", {"procedure": "scr_mars_2099"})
    assert Board.objects.get().procedure_key == BEDS


# The board's own figures


def test_an_own_figure_counts_for_what_opens_afterwards_and_is_told_with_its_reason(cast):
    running = referred(cast)
    typed = {"amount": "5", "unit": "working days", "reason": "Agreed by the board in May"}
    shown = post(cast, "rule", typed, BEDS, "ACK_REFERRAL")
    assert "5 working days<br>Set by the board" in shown
    assert "Set by Alma Admin" in shown and "Agreed by the board in May" in shown
    assert due(running, "ACK_REFERRAL") == end_of(date(2007, 3, 7))
    assert due(referred(cast), "ACK_REFERRAL") == end_of(date(2007, 3, 12))
    entry = AuditEntry.objects.get(act="rule_set")
    assert (entry.facts["rule"], entry.facts["amount"]) == ("ACK_REFERRAL", 5)
    rule_page = page(cast, "rule", BEDS, "ACK_REFERRAL")
    assert "2 working days (assumed)" in rule_page and "already running do not move" in rule_page


def test_an_own_figure_is_set_back_and_both_stay_in_the_list(cast):
    own_figure(cast)
    shown = post(cast, "set_back_rule", {"reason": "Too long"}, BEDS, "ACK_REFERRAL")
    assert "Set back by Alma Admin" in shown and "(the board's own)" not in shown
    assert due(referred(cast), "ACK_REFERRAL") == end_of(date(2007, 3, 7))
    told = page(cast, "rule", BEDS, "ACK_REFERRAL")
    assert "As the procedure has it" in told and "Too long" in told and "Agreed in May" in told
    assert "nothing to set back" in post(cast, "set_back_rule", {"reason": "x"}, BEDS, "ACK_REFERRAL")
    assert RuleSetting.objects.count() == 2


def test_the_board_chooses_from_when_a_clock_counts_where_the_procedure_offers_it(cast):
    choose_procedure(LCSPR, by=cast.administrator, now=D0)
    told = page(cast, "rule", LCSPR, "RAPID")
    assert "How long" not in told and 'value="referral_received"' in told
    shown = post(cast, "rule", {"trigger": "referral_received", "reason": "Locally agreed"}, LCSPR, "RAPID")
    assert "Locally agreed" in shown
    opened_since = referred(cast, timezone.now())
    assert Duty.objects.get(case=opened_since, rule_key="RAPID").anchor == "referral_received"
    opened_before = referred(cast)
    assert not Duty.objects.filter(case=opened_before, rule_key="RAPID").exists()


@pytest.mark.parametrize("one", INSTALLED, ids=lambda one: one.key)
def test_no_figure_that_a_source_states_can_be_set(cast, one):
    """Whatever the page offers: the service refuses it, so that no law is bent by a form."""
    stated = [rule for rule in one.rules if rule.duration and rule.duration.basis is Basis.STATED]
    assert stated
    for rule in stated:
        with pytest.raises(Refused, match="The source states this figure"):
            own_figure(cast, rule.key, one.key, amount=99, unit="days")
    assert not RuleSetting.objects.exists()


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("ACK_REFERRAL", {"amount": 0, "unit": "days"}),
        ("ACK_REFERRAL", {"amount": 367, "unit": "days"}),
        ("ACK_REFERRAL", {"amount": 5, "unit": "moons"}),
        ("ACK_REFERRAL", {"amount": 5, "unit": ""}),
        ("ACK_REFERRAL", {"trigger": "decided"}),
        ("ACK_REFERRAL", {"trigger": ""}),
        ("DECIDE", {"trigger": "panel_consulted"}),
    ],
)
def test_what_makes_no_rule_is_refused(cast, key, given):
    with pytest.raises(Refused):
        own_figure(cast, key, **given)
    assert not RuleSetting.objects.exists()


def test_what_was_typed_wrongly_stays_on_the_form(cast):
    shown = post(cast, "rule", {"amount": "0", "unit": "weeks", "reason": "My words"}, BEDS, "ACK_REFERRAL")
    assert "There is a problem" in shown and "My words" in shown
    assert not RuleSetting.objects.exists()


def test_the_offer_follows_how_sure_the_figure_is(cast):
    for one in INSTALLED:
        shown = page(cast, "procedure", one.key, one.version)
        for rule in one.rules:
            address = reverse("cases:rule", args=[one.key, rule.key])
            assert (address in shown) == is_open_to_board(rule)


def test_what_is_to_be_expected_follows_the_board_s_own_figure(cast):
    case = make_case(cast)

    def view():
        found = timetable_of(case, cast.administrator, D0)
        return next(one for one in found if one.name == newest(BEDS).rule("VIEW").name).due_at

    before = view()
    own_figure(cast, "VIEW", amount=20, unit="days")
    assert view() > before + timedelta(days=3)


# An agency's own rules


@pytest.mark.requirement("R119")
def test_an_agency_s_own_rules_are_chosen_on_its_page_and_pinned_when_it_joins(cast):
    before = make_case(cast)
    assert cast.health.name in unescape(
        signed_in(cast.administrator).get(reverse("people:agencies")).content.decode()
    )
    shown = post(cast, "agency", {"rules": TRUST}, cast.health.pk)
    assert "from now on" in shown
    case = referred(cast)
    joined = join_agency(case, Agency.objects.get(pk=cast.health.pk), by=cast.administrator, now=D0)
    assert joined.overlay == f"{TRUST}@1"
    assert CaseAgency.objects.get(case=before, agency=cast.health).overlay == ""
    assert AuditEntry.objects.get(act="own_rules_chosen").facts == {"rules": TRUST}
    post(cast, "agency", {"rules": ""}, cast.health.pk)
    assert Agency.objects.get(pk=cast.health.pk).overlay_key == ""


def test_rules_that_are_not_installed_cannot_be_chosen(cast):
    with pytest.raises(Refused):
        choose_own_rules(cast.health, "moon", installed=[TRUST], by=cast.administrator, now=D0)
    assert "There is a problem" in post(cast, "agency", {"rules": "moon"}, cast.health.pk)
    assert Agency.objects.get(pk=cast.health.pk).overlay_key == ""


# Who may


def test_only_administrators_read_or_set(cast):
    own_figure(cast)
    pages = {
        "procedures": [],
        "choose_procedure": [],
        "procedure": [BEDS, 1],
        "own_rules": [TRUST, 1],
        "rule": [BEDS, "ACK_REFERRAL"],
        "set_back_rule": [BEDS, "ACK_REFERRAL"],
        "agency": [cast.health.pk],
    }
    typed = {"procedure": LCSPR, "rules": TRUST, "amount": "9", "unit": "days", "reason": "x"}
    for user in (cast.chair, cast.health_officer):
        client = signed_in(user)
        for name, args in pages.items():
            address = reverse(f"cases:{name}", args=args)
            assert client.post(address, typed).status_code == 403
            answer = client.get(address)
            assert answer.status_code == 403 and "Agreed in May" not in answer.content.decode()
            assert Client().get(address).status_code == 302
    assert RuleSetting.objects.count() == 1
    assert Board.objects.get().procedure_key == BEDS
    assert not Agency.objects.exclude(overlay_key="").exists()


def test_the_services_ask_who_acts_themselves(cast):
    own_figure(cast)
    given = {"reason": "x", "by": cast.chair, "now": D0}
    for act in (
        lambda: choose_procedure(LCSPR, by=cast.chair, now=D0),
        lambda: set_rule(BEDS, "ACK_REFERRAL", amount=9, unit="days", **given),
        lambda: set_back(BEDS, "ACK_REFERRAL", **given),
        lambda: choose_own_rules(cast.health, TRUST, installed=[TRUST], by=cast.chair, now=D0),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_pages_ask_as_much_for_ten_rows_as_for_a_hundred(cast):
    def grow_to(count):
        for number in range(RuleSetting.objects.count(), count):
            set_rule(BEDS, "ACK_REFERRAL", amount=2, unit="days", reason="x", by=cast.administrator, now=D0)
            agency = add_agency(name=f"Agency {number}", short_name=f"A{number}", by=None, now=D0)
            choose_own_rules(agency, TRUST, installed=[TRUST], by=cast.administrator, now=D0)

    def queries(name, *args):
        client = signed_in(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"cases:{name}", args=args)).status_code == 200
        return len(captured)

    def all_of_them():
        return [
            queries("procedures"),
            queries("procedure", BEDS, 1),
            queries("own_rules", TRUST, 1),
            queries("rule", BEDS, "ACK_REFERRAL"),
        ]

    grow_to(10)
    with_ten = all_of_them()
    grow_to(100)
    assert all_of_them() == with_ten
