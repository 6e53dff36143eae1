"""Procedures as data: each holds together, a fault is named with its remedy, and their page is fresh."""

from dataclasses import replace
from pathlib import Path

import pytest

from scr.pages.checks import faults_of_all, world_here
from scr.procedures import INSTALLED, OVERLAYS, PROCEDURES, newest, overlay, procedure
from scr.procedures.checking import faults_of, faults_of_overlay
from scr.procedures.drawing import page_of
from scr.procedures.health_trust_2015 import HEALTH_TRUST_2015
from scr.procedures.model import Stage, Transition
from scr.procedures.rule import Page
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.timing import Basis, Duration, Unit, Window
from scr.procedures.variation import rules_but

ROOT = Path(__file__).resolve().parent.parent


def changed(key, **changes):
    """The default procedure with one rule changed."""
    return replace(SCR_BEDS_2007, rules=rules_but(SCR_BEDS_2007.rules, changed={key: changes}))


def faults(one):
    return [(fault.entry, fault.what) for fault in faults_of(one, world_here())]


def test_every_procedure_that_is_installed_holds_together():
    assert list(faults_of_all()) == []


def test_eight_procedures_and_an_agency_s_own_rules_are_installed():
    assert [one.key for one in INSTALLED] == [
        "scr_beds_2007",
        "interagency_beds_2007",
        "near_miss_beds_2007",
        "institutional_beds_2007",
        "scr_wt2015",
        "lcspr_2018",
        "sar_care_act_2014",
        "dhr_2016",
    ]
    assert list(OVERLAYS) == ["health_trust_2015@1"]


@pytest.mark.requirement("R249")
def test_a_case_keeps_the_version_that_it_is_pinned_to(monkeypatch):
    later = replace(changed("DECIDE", duration=Duration(14, Unit.CALENDAR_DAYS)), version=2)
    monkeypatch.setitem(PROCEDURES, (later.key, 2), later)
    assert newest("scr_beds_2007").rule("DECIDE").duration.amount == 14
    assert procedure("scr_beds_2007", 1).rule("DECIDE").duration.amount == 28


@pytest.mark.parametrize(
    ("key", "changes", "what"),
    [
        ("DECIDE", {"trigger": "referal_received"}, "unknown milestone “referal_received”"),
        ("DECIDE", {"met_by": ("decideed",)}, "unknown milestone “decideed”"),
        ("DECIDE", {"only_if": ("full_moon",)}, "unknown milestone “full_moon”"),
        ("DECIDE", {"before": "publishing"}, "unknown milestone “publishing”"),
        ("DECIDE", {"owners": ("king",)}, "unknown role “king”"),
        ("DECIDE", {"escalations": ((1, "king"),)}, "unknown role “king”"),
        ("DECIDE", {"reading": "D-z"}, "unknown reading “D-z”"),
        ("DECIDE", {"told_in": "cellar"}, "unknown compartment “cellar”"),
        ("DECIDE", {"page": Page("nowhere")}, "page “nowhere” does not exist"),
        ("DECIDE", {"duration": Duration(0, Unit.MONTHS)}, "duration 0 months is not positive"),
        ("DECIDE", {"met_by": ()}, "nothing meets it"),
        ("DECIDE", {"duration": None}, "it reminds without a date"),
        ("SAMR", {"window": Window(42, 28)}, "window 42 to 28 days runs backwards"),
        ("SAMR", {"window": Window(-7, 28)}, "window -7 to 28 days runs backwards"),
        ("EMBARGO", {"refusal": ""}, "it blocks without a word"),
        ("RECOMMEND", {"recurs": True}, "it recurs without an interval"),
        ("RECOMMEND", {"before": "endorsed"}, "it runs back without a duration"),
    ],
)
def test_a_faulty_rule_is_named(key, changes, what):
    assert (f"rule {key}", what) in faults(changed(key, **changes))


def test_every_fault_says_where_it_is_and_what_mends_it():
    fault = next(iter(faults_of(changed("DECIDE", owners=("king",)), world_here())))
    assert str(fault) == "scr_beds_2007.py: rule DECIDE: unknown role “king”"
    assert fault.remedy.startswith("Use one of: action_owner, administrator, ")


def test_a_stage_that_cannot_be_reached_or_left_is_named():
    stages = (*SCR_BEDS_2007.stages, Stage("attic", "Attic", "Nobody comes here."))
    assert faults(replace(SCR_BEDS_2007, stages=stages)) == [
        ("stage attic", "it cannot be reached"),
        ("stage attic", "it is a dead end"),
    ]


def test_a_way_to_an_unknown_stage_is_named():
    ways = (*SCR_BEDS_2007.transitions, Transition("referred", "attic", "Go up", ("chair",)))
    assert ("transition referred to attic", "unknown stage “attic”") in faults(
        replace(SCR_BEDS_2007, transitions=ways)
    )


def test_an_unknown_condition_of_a_way_is_named():
    way = SCR_BEDS_2007.transition("considered", "decided")
    wrong = replace(way, waits_for=(replace(way.waits_for[0], any_of=("never",)),))
    ways = tuple(wrong if one is way else one for one in SCR_BEDS_2007.transitions)
    assert faults(replace(SCR_BEDS_2007, transitions=ways)) == [
        ("transition considered to decided", "unknown condition's milestone “never”")
    ]


def test_a_letter_without_a_text_is_named():
    letters = (replace(SCR_BEDS_2007.letters[0], template="letter_zz"), *SCR_BEDS_2007.letters[1:])
    found = faults(replace(SCR_BEDS_2007, letters=letters))
    assert found == [(f"letter {letters[0].code}", "its text “letter_zz” does not exist")]


def test_clocks_that_wait_for_each_other_are_named():
    turned = changed("DECIDE", trigger="endorsed")
    rules = rules_but(turned.rules, changed={"COMPLETE": {"trigger": "decided"}})
    found = faults(replace(turned, rules=rules))
    assert ("rule DECIDE", "its clock waits for itself, by way of others") in found
    assert ("rule COMPLETE", "its clock waits for itself, by way of others") in found


def test_an_agency_s_rule_may_not_take_the_key_of_the_procedure_s():
    own = replace(HEALTH_TRUST_2015, rules=(replace(HEALTH_TRUST_2015.rules[0], key="DECIDE"),))
    found = [fault.what for fault in faults_of_overlay(own, SCR_BEDS_2007, world_here())]
    assert found == ["it is there twice"]


def test_what_the_sources_do_not_state_is_marked():
    marked = {
        (one.key, rule.key)
        for one in INSTALLED
        for rule in one.rules
        if rule.duration and rule.duration.basis is not Basis.STATED
    }
    for expected in (
        ("scr_beds_2007", "NOTIFY_EXT"),
        ("scr_beds_2007", "SECURE"),
        ("scr_beds_2007", "COPIES_BACK"),
        ("near_miss_beds_2007", "COMPLETE"),
        ("scr_wt2015", "NATIONAL"),
        ("lcspr_2018", "GIVE"),
        ("sar_care_act_2014", "DECIDE"),
        ("dhr_2016", "COMPLETE"),
    ):
        assert expected in marked
    for stated in (("scr_beds_2007", "DECIDE"), ("lcspr_2018", "NOTIFY"), ("sar_care_act_2014", "COMPLETE")):
        assert stated not in marked


def test_the_page_of_procedures_is_fresh():
    drawn = page_of(INSTALLED, OVERLAYS.values())
    assert (ROOT / "docs" / "procedures.md").read_text() == drawn, "run manage.py draw_procedures"


def test_a_pin_names_an_agency_s_own_rules():
    assert overlay(HEALTH_TRUST_2015.pin) is HEALTH_TRUST_2015
