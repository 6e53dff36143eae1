"""What the words of a row say about it: thin entries, ditto marks, estimates, times of day, initials."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.reading.csv_ import FORMULA_STARTS, guarded, unguarded
from chronology.reading.wording import (
    initials_in,
    initials_key,
    is_blank,
    is_ditto,
    is_thin,
    says_estimated,
    time_of_day,
)
from tests.counts import n


@pytest.mark.requirement("R148")
@pytest.mark.parametrize(
    "text",
    [
        "Meeting with M",
        "Meeting with M and MGM at the office",
        "Home visit",
        "Telephone call to GP1.",
        "Strategy meeting held",
        "Letter to housing",
        "Seen in clinic by HV1",
        "Phone call from school about attendance",
        "M attended",
    ],
)
def test_an_entry_that_only_names_the_event_is_thin(text: str) -> None:
    assert is_thin([text, "", "-"])


@pytest.mark.requirement("R148")
@pytest.mark.parametrize(
    "text",
    [
        "Meeting with M: weekly visits agreed until June",
        "Home visit, no reply; card left",
        "Seen in clinic by HV1. Weight 9 kg",
        "M told HV1 that F had moved out",
        "Meeting with M and MGM at the office about rent arrears owed since March",
        "Call to GP1, who found no concerns",
    ],
)
def test_an_entry_that_tells_what_happened_is_not_thin(text: str) -> None:
    assert not is_thin([text])


@pytest.mark.requirement("R148")
def test_the_three_columns_tell_together() -> None:
    assert not is_thin(["Seen at home", "M tired, asked for help", ""])
    assert not is_thin(["", "", ""])


@pytest.mark.requirement("R153")
@pytest.mark.parametrize(
    "text",
    [
        "ditto",
        "DITTO",
        " Ditto. ",
        '"',
        '" "',
        "''",
        "“",
        "”",
        "〃",
        "″",
        "do",
        "Do.",
        "- do -",
        "—〃—",
        "as above",
        "(as above)",
        "As above.",
        "same as above",
        "Same",
        "see above",
        "as per previous entry",
        "ibid.",
        "idem",
        ",,",
        "^",
        '"ditto"',
        "as above, but with MGM",
        "Ditto: " + "HV1 rang again " * 9,
    ],
)
def test_every_ditto_mark_is_found(text: str) -> None:
    assert is_ditto(text)


@pytest.mark.requirement("R153")
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "Seen at home",
        'M said "no"',
        "Same worker visited and agreed a plan",
        "Do not visit alone",
        "HV1 saw the rash noted above the eye",
        "Idle talk",
        "M's",
        "as agreed",
        "Domestic incident",
    ],
)
def test_ordinary_text_is_no_ditto_mark(text: str) -> None:
    assert not is_ditto(text)


@pytest.mark.requirement("R151")
@pytest.mark.parametrize(
    "text",
    [
        "Exact date not known",
        "Rang M (exact date not known).",
        "The exact date is unknown",
        "Date estimated from the file",
        "date is approximate",
        "estimated date",
        "Approx date",
        "Seen approx 5 March",
        "approx. 5/3/06",
        "Letter written approx.",
        "Dated approximately, early spring",
    ],
)
def test_a_text_that_calls_its_date_a_guess(text: str) -> None:
    assert says_estimated(text)


@pytest.mark.requirement("R151")
@pytest.mark.parametrize(
    "text",
    [
        "Seen at home",
        "approx 2 hours late",
        "Stayed approximately half an hour",
        "approx. £20 owed",
        "approximately six weeks old",
        "M gave an estimate of the rent",
        "Appointment date agreed",
    ],
)
def test_other_estimates_are_not_about_the_date(text: str) -> None:
    assert not says_estimated(text)


@pytest.mark.requirement("R152")
@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Rang at 14:30, then again at 15:00", "14:30"),
        ("At 9.05am seen", "09:05"),
        ("2pm visit", "14:00"),
        ("12 a.m. call", "00:00"),
        ("12pm call", "12:00"),
        ("called 1430hrs", "14:30"),
        ("07.45 hours", "07:45"),
        ("2:15 pm", "14:15"),
        ("23:59:30 logged", "23:59"),
        ("weight 9.05 kg", ""),
        ("page 12", ""),
        ("5.3.07", ""),
        ("in 2006", ""),
        ("25:10", ""),
        ("", ""),
    ],
)
def test_the_first_time_of_day_in_a_text(text: str, time: str) -> None:
    assert time_of_day(text) == time


@pytest.mark.requirement("R154")
@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("HV1", ["HV1"]),
        ("HV1, SW2; GP1 / PC3 & MW1", ["HV1", "SW2", "GP1", "PC3", "MW1"]),
        ("HV1 and SW2\nGP1", ["HV1", "SW2", "GP1"]),
        ("HV1 (duty), SW2.", ["HV1", "SW2"]),
        ("-", []),
        ("", []),
    ],
)
def test_the_initials_in_a_staff_cell(text: str, initials: list[str]) -> None:
    assert initials_in(text) == initials


@pytest.mark.requirement("R154")
def test_initials_are_compared_without_dots_and_case() -> None:
    assert initials_key("h.v. 1") == initials_key("HV1") != initials_key("HV2")


@pytest.mark.parametrize("text", ["", " ", "-", "–", "n/a", "N/A", "nil", "none", "…".replace("…", "...")])
def test_a_placeholder_says_nothing(text: str) -> None:
    assert is_blank(text)


@settings(max_examples=n(300, 5_000), deadline=None)
@given(st.text(alphabet="'=+-@ \tab\uff1d1", max_size=8))
def test_no_csv_cell_begins_a_formula_and_the_text_comes_back(text: str) -> None:
    written = guarded(text)
    assert not written.lstrip(" ").startswith(tuple(FORMULA_STARTS))
    assert unguarded(written) == text
