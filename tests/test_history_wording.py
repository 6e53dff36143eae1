"""Every act that is ever written to the audit has a sentence for people."""

import ast
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from scr.audit.models import AuditEntry
from scr.cases.models import Case
from scr.pages.history import DETAILS, HistoryFilter, acts_of, lines_of
from scr.pages.record_readers import Reader
from scr.people.models import User

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "templates" / "pages" / "history"
ROOMS = ("scr", "referrals", "chronology", "reviews", "actionplans")
# Who hands an act on that somebody else named.
HANDED_ON = {"act"}
# Functions that take the act as an argument by its place, and the place.
BY_PLACE = {"note": 0, "save_duty": 1}


def texts(node):
    """The texts that an expression may be: a literal, one of two, or none that can be read."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    return set()


def acts_in(source):
    """Every act that a module names, and the lines where it names one that cannot be read."""
    acts, unread = set(), []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["act"]:
            acts |= texts(node.value)
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            named = [one.value for one in node.keywords if one.arg == "act"]
            if name in BY_PLACE and len(node.args) > BY_PLACE[name]:
                named.append(node.args[BY_PLACE[name]])
            for one in named:
                found = texts(one)
                acts |= found
                if not found and getattr(one, "id", "") not in HANDED_ON:
                    unread.append(ast.unparse(node))
    return acts, unread


def modules():
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if "migrations" not in path.parts and "embedded" not in path.parts:
                yield path


def unworded(acts):
    return sorted(act for act in acts if not (WORDS / f"{act}.html").exists())


@cache
def acts_of_all():
    acts, unread = set(), []
    for path in modules():
        found, odd = acts_in(path.read_text())
        acts, unread = acts | found, unread + odd
    return acts, unread


def test_every_act_that_a_service_names_has_a_sentence():
    acts, unread = acts_of_all()
    assert unread == [], "name the act as a text where it is written"
    assert unworded(acts) == []
    assert len(acts) > 70
    assert acts >= DETAILS


def test_no_sentence_is_left_of_an_act_that_nobody_writes():
    assert {path.stem for path in WORDS.glob("*.html")} - acts_of_all()[0] == {"unworded"}


def test_the_check_above_finds_an_act_without_a_sentence():
    source = 'record(row, by=by, act="moon_landed")\nnote("fell" if x else "rose", by=by)\nnote(y)'
    acts, unread = acts_in(source)
    assert unworded(acts) == ["fell", "moon_landed", "rose"]
    assert unread == ["note(y)"]


@pytest.fixture
def linnet(demo_database):
    return Case.objects.get(code_name="Child Linnet")


def test_every_act_of_the_demo_case_reads_as_a_sentence(linnet):
    assert unworded(AuditEntry.objects.values_list("act", flat=True).distinct()) == []
    reader = Reader(User.objects.get(email__startswith="chair@"), linnet, None)
    form = HistoryFilter({"every": "on"}, people=reader.people, agencies=reader.agencies)
    lines = lines_of(list(acts_of(reader, form)), reader)
    sentences = {}
    for line in lines:
        sentence = render_to_string(line.templates, {"line": line}).strip()
        sentences.setdefault(line.entry.act, sentence)
        assert sentence[0].isupper(), sentence
        assert sentence.endswith((".", ".”", "”")), sentence
        assert "None" not in sentence, sentence
        assert "  " not in sentence, sentence
    print(f"{len(lines)} acts of {len(sentences)} kinds:", *sorted(sentences.values()), sep="\n")
    assert len(sentences) > 50


@pytest.mark.parametrize(
    ("act", "facts", "words"),
    [
        ("substitute_answered", {"is_approved": False}, "was refused as a substitute."),
        ("substitute_answered", {"is_approved": True}, "was approved as a substitute."),
        ("emergency_reviewed", {"is_justified": False}, "it was not justified."),
        ("emergency_reviewed", {"is_justified": True}, "it was justified."),
        ("interview_noted", {"revision": 1}, "Cora noted an interview."),
        ("interview_noted", {"revision": 2}, "Cora corrected an interview."),
    ],
)
def test_a_sentence_says_which_way_it_went(act, facts, words):
    line = SimpleNamespace(who="Cora", row=None, agency=None, facts=facts)
    assert words in render_to_string(f"pages/history/{act}.html", {"line": line})


def test_an_act_whose_row_may_not_be_seen_still_reads():
    line = SimpleNamespace(who="Cora Chair", row=None, compartment=None, agency=None, role="chair", facts={})
    line.part = line.milestone_words = line.stage = line.outcome = line.meeting = "This"
    for path in WORDS.glob("*.html"):
        assert render_to_string(str(path), {"line": line}).strip()
