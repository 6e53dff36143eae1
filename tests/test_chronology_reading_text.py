"""Chronologies in plain text: the character sets and dialects that British offices produce."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.reading import Reading
from chronology.reading.csv_ import dialect_of
from chronology.reading.encodings import decoded
from chronology.reading.places import column_letters, column_place, in_runs
from tests.chronology_files import GOOD, PERIOD, changed, csv_text, good_rows, saved_at
from tests.counts import n
from tests.reading_here import read_here

Read = Callable[[bytes], Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda data: read_here(saved_at(tmp_path, data), period=PERIOD, known_initials={"HV1"})


def told(reading: Reading) -> list[tuple[str, int | None]]:
    return [(found.code, found.row) for found in reading.messages]


class TestPlainText:
    ROW = changed(1, "Seen at home; M’s café visit – £5, agreed.")

    @pytest.mark.parametrize(
        ("encoding", "is_asked"),
        [
            ("utf-8", False),
            ("utf-8-sig", False),
            ("utf-16", False),
            ("utf-16-le", False),
            ("utf-16-be", False),
            ("cp1252", False),
            ("mac_roman", True),
        ],
    )
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_character_sets_and_separators(
        self, read: Read, encoding: str, is_asked: bool, delimiter: str
    ) -> None:
        reading = read(csv_text([self.ROW], delimiter=delimiter).encode(encoding))
        assert [row.child_contact for row in reading.rows] == [self.ROW[1]]
        assert told(reading) == ([("C82", None)] if is_asked else [])

    def test_the_old_set_of_dos(self, read: Read) -> None:
        row = changed(1, "Seen at the café with M; £5 paid, plan agreed.")
        reading = read(csv_text([row]).encode("cp850"))
        assert ([one.child_contact for one in reading.rows], told(reading)) == ([row[1]], [("C82", None)])
        assert "“café”" in reading.messages[0].what

    @pytest.mark.parametrize(
        "text", ["5 µg twice", "37º, ±1", "Žižek rang", "NAÏVE", "“quoted”", "½ pint – £3"]
    )
    def test_what_windows_may_hold_is_left_to_windows(self, text: str) -> None:
        assert decoded(text.encode("cp1252")) == (text, "cp1252")

    def test_a_file_of_two_character_sets_is_not_guessed_at(self, read: Read) -> None:
        data = csv_text([self.ROW]).encode() + "6 March 2006,café,,,,,\r\n".encode("cp1252")
        assert told(read(data)) == [("C15", None)]
        assert told(read(csv_text([GOOD]).encode() + b"6 March 2006,x\x81\x8d\x90,,,,,\r\n")) == [
            ("C15", None)
        ]

    @pytest.mark.parametrize("opening", ["sep=;\r\n", '"sep=;"\n', "SEP=;\r"])
    def test_the_line_that_tells_excel_the_separator(self, read: Read, opening: str) -> None:
        """Excel does not show it: the headings are in row 1."""
        reading = read((opening + csv_text(good_rows(2), delimiter=";")).encode())
        assert ([row.number for row in reading.rows], reading.messages) == ([2, 3], [])
        assert dialect_of((opening + "a;b").encode()).opening == opening

    def test_a_file_without_known_headings_is_cut_where_most_rows_agree(self) -> None:
        text = "Tag;Was, wo;Wer\r\n" + "1. Mai;gesehen, gut, ja;HV1\r\n" * 5
        assert dialect_of(text.encode()).separator == ";"

    def test_two_byte_order_marks_and_line_ends_of_all_kinds(self, read: Read) -> None:
        first, second, third = csv_text(good_rows(2)).split("\r\n")[:3]
        data = f"\ufeff\ufeff{first}\r{second}\n{third}\r\n".encode()
        assert (len(read(data).rows), read(data).messages) == (2, [])

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_line_ends(self, read: Read, ending: str) -> None:
        assert len(read(csv_text(good_rows(3)).replace("\r\n", ending).encode()).rows) == 3

    def test_empty_columns_without_end_are_only_separators(self, read: Read) -> None:
        wide = csv_text(good_rows(2)).replace("\r\n", "," * 250 + "\r\n")
        assert (len(read(wide.encode()).rows), read(wide.encode()).messages) == (2, [])

    @settings(max_examples=n(60, 2_000), deadline=None)
    @given(st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=60))
    def test_whatever_utf_8_says_is_what_was_written(self, text: str) -> None:
        assert decoded(text.encode())[0] == text


@given(st.integers(0, 20_000))
@settings(max_examples=n(50, 1_000), deadline=None)
def test_letters_of_columns_read_back(place: int) -> None:
    assert column_place(column_letters(place)) == place


def test_runs_of_rows_are_said_in_short() -> None:
    assert in_runs([4, 7, 8, 9]) == "4, 7–9"
    assert in_runs(range(2, 80, 2)).endswith("and others, 39 in all")
