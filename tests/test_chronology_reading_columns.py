"""Columns are data: those of the case, what a file calls them, and what the person says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.reading import (
    COLUMNS,
    DEFAULT_LIMITS,
    AddedColumn,
    Contents,
    FoundColumn,
    Reading,
    Row,
    check_rows,
    heading_name,
    read_contents,
    with_added,
)
from chronology.reading.columns import KEYS
from chronology.reading.headings import Wanted, recognise
from chronology.reading.synonyms import SYNONYMS
from tests.chronology_files import (
    GOOD,
    HEADINGS,
    PERIOD,
    Cells,
    changed,
    docx_,
    docx_of,
    fill,
    good_rows,
    row_xml,
    saved,
    saved_at,
    table_xml,
    workbook,
    xlsx,
)
from tests.counts import n
from tests.reading_here import open_here

Read = Callable[..., Reading]
OURS = with_added([AddedColumn("added_1", "Risk", "How grave."), AddedColumn("added_2", "Theme", "Which.")])
NARRATIVE = "Seen at home with M; weight on the 25th line, no concerns noted."


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[bytes], Contents]:
    return lambda data: open_here(saved_at(tmp_path, data))


@pytest.fixture
def read(opened: Callable[[bytes], Contents]) -> Read:
    def _read(data: bytes, **options: object) -> Reading:
        settings = {"period": PERIOD, "known_initials": {"HV1"}, **options}
        return read_contents(opened(data), **settings)  # type: ignore[arg-type]

    return _read


def codes(reading: Reading) -> list[str]:
    return [found.code for found in reading.messages]


def keys(reading: Reading) -> list[tuple[str, str]]:
    assert reading.found
    return [(column.key, column.how) for column in reading.found.columns]


def recognised(headings: Cells, columns: tuple = COLUMNS) -> list[tuple[str, str]]:
    return [(one.key, one.how) for one in recognise(headings, Wanted(columns), by_likeness=True)]


class TestTheColumnsOfACase:
    def test_added_columns_follow_the_seven(self) -> None:
        assert [column.key for column in OURS] == [*KEYS, "added_1", "added_2"]
        assert with_added() == COLUMNS

    def test_a_reworded_column_answers_to_both_headings(self) -> None:
        ours = with_added(reworded={"child_contact": ("The child's day", "What the child lived through.")})
        assert (ours[1].heading, ours[1].guidance) == ("The child's day", "What the child lived through.")
        for heading in ("THE CHILD’S DAY", "Contact with the child", "The child's dya"):
            assert recognised([heading], ours)[0][0] == "child_contact"
        assert recognised(["The child's day"]) == [("", "")]

    @pytest.mark.parametrize(
        ("added", "reworded"),
        [
            ([AddedColumn("added_2", "Risk", "")], {}),
            ([AddedColumn("risk", "Risk", "")], {}),
            ([AddedColumn(f"added_{i}", f"Risk {i}", "") for i in range(1, 7)], {}),
            ([AddedColumn("added_1", "comment", "")], {}),
            ([], {"risk": ("Risk", "")}),
            ([], {"source": ("Date", "")}),
        ],
    )
    def test_what_is_not_the_cases_to_use_is_refused(self, added: list, reworded: dict) -> None:
        with pytest.raises(ValueError, match=r"column|heading|called"):
            with_added(added, reworded)

    def test_texts_of_added_columns_are_read_checked_and_named(self, read: Read) -> None:
        headings = [*HEADINGS, "Theme", "Risk"]
        rows = [[*GOOD, "neglect", "high"], [*changed(0, "6 March 2006"), "ditto", ""]]
        reading = read(xlsx(rows, headings=headings), columns=OURS)
        assert [row.more for row in reading.rows] == [
            {"added_1": "high", "added_2": "neglect"},
            {"added_1": "", "added_2": "ditto"},
        ]
        assert [(found.code, found.column) for found in reading.messages] == [("C27", "added_2")]
        assert reading.messages[0].where == "Sheet “Chronology”, row 3, column “Theme”"

    def test_an_own_heading_goes_before_the_pattern_of_another(self) -> None:
        ours = with_added([AddedColumn("added_1", "Source of referral", "")])
        assert recognised(["Source of referral", "Source"], ours) == [
            ("added_1", "exact"),
            ("source", "exact"),
        ]


class TestLikeness:
    @pytest.mark.parametrize(
        ("heading", "key"),
        [
            ("Date/Time", "date"),
            ("When", "date"),
            ("Event date", "date"),
            ("Event", "communication"),
            ("Narrative", "communication"),
            ("Details", "communication"),
            ("What happened?", "communication"),
            ("Action taken", "communication"),
            ("Contact with family", "family_contact"),
            ("Record", "source"),
            ("Author", "staff"),
            ("Professional", "staff"),
            ("Worker", "staff"),
            ("Reviewer’s comment", "comment"),
            ("Analysis", "comment"),
            ("Soruce of recrod", "source"),
            ("Staff involevd", "staff"),
            ("Contract with child", "child_contact"),
            ("Comunication within and betwen agencies", "communication"),
        ],
    )
    def test_the_usual_words_of_agencies_and_slips_of_the_pen(self, heading: str, key: str) -> None:
        assert recognised([heading])[0][0] == key

    @pytest.mark.parametrize(
        "heading",
        ["Data", "Date of birth", "NHS number", "Ward", "Contact number", "Age", "x" * 5_000, "…", ""],
    )
    def test_what_is_like_nothing_is_left_alone(self, heading: str) -> None:
        assert recognised([heading]) == [("", "")]

    def test_each_word_stands_for_one_column_only(self) -> None:
        words = [word for words in SYNONYMS.values() for word in words]
        assert len(set(words)) == len(words)
        for key, known in SYNONYMS.items():
            assert {recognised([word])[0][0] for word in known} == {key}

    def test_of_two_alike_columns_the_likest_is_taken_and_the_other_left(self) -> None:
        assert recognised(["Action taken", "Event", "When"]) == [
            ("", ""),
            ("communication", "alike"),
            ("date", "alike"),
        ]

    def test_an_exact_heading_goes_before_a_likeness(self) -> None:
        assert recognised(["Event", "Communication"]) == [("", ""), ("communication", "exact")]

    @settings(max_examples=n(60, 2_000), deadline=None)
    @given(
        st.lists(st.text(max_size=20) | st.sampled_from([*HEADINGS, "Event", "When", "Evnet"]), max_size=12)
    )
    def test_no_column_of_ours_is_told_twice_by_likeness(self, headings: list[str]) -> None:
        alike = [key for key, how in recognised(headings) if how == "alike"]
        exact = {key for key, how in recognised(headings) if how == "exact"}
        assert len(set(alike)) == len(alike) and not exact & set(alike)


class TestAFileWithHeadingsOfItsOwn:
    HEADINGS = ("When", "What happened", "Worker", "Ward")
    ROWS = (
        ("5 March 2006", NARRATIVE, "HV1", "7"),
        ("6 March 2006", "Rang M: feeding plan agreed, next visit on Monday.", "HV1", ""),
    )

    def test_it_is_read_and_its_likenesses_and_gaps_are_told(self, read: Read) -> None:
        reading = read(xlsx(self.ROWS, headings=self.HEADINGS))
        assert [(row.date_text, row.communication, row.staff) for row in reading.rows] == [
            row[:3] for row in self.ROWS
        ]
        assert sorted(codes(reading)) == ["C59", *["C76"] * 4, *["C83"] * 3]
        assert reading.errors == []

    def test_what_was_found_is_shown(self, read: Read) -> None:
        found = read(xlsx(self.ROWS, headings=self.HEADINGS, above=[["Our ward"], []])).found
        assert found
        assert (found.sheet, found.heading_row, found.row_count, found.is_complete) == (
            "Chronology",
            3,
            2,
            True,
        )
        assert found.columns[1] == FoundColumn(
            1, "What happened", [NARRATIVE[:80], self.ROWS[1][1]], "communication", "alike"
        )
        assert found.columns[3] == FoundColumn(3, "Ward", ["7"], "", "")

    def test_places_say_where_our_columns_stand(self, read: Read) -> None:
        assert read(xlsx(self.ROWS, headings=self.HEADINGS)).places == {
            "Chronology": {"date": 0, "communication": 1, "staff": 2}
        }

    def test_a_missing_source_is_said_once_and_not_in_each_row(self, read: Read) -> None:
        messages = read(xlsx(self.ROWS, headings=self.HEADINGS)).messages
        assert [found.code for found in messages if "source" in found.what.casefold()] == ["C76"]


class TestUnknownHeadings:
    """Where the date or every account of what happened is missing, the person is asked."""

    HEADINGS = ("Tag", "Inhalt", "Wer")
    ROWS = (("5 March 2006", NARRATIVE, "HV1"), ("6 March 2006", NARRATIVE, "HV1"))

    def test_nothing_is_read_and_the_likely_headings_are_shown(self, read: Read) -> None:
        reading = read(xlsx(self.ROWS, headings=self.HEADINGS, above=[["Ward 7"]]))
        assert (reading.rows, codes(reading), reading.is_readable) == ([], ["C11"], False)
        assert "“Date”" in reading.errors[0].what
        assert reading.found
        assert (reading.found.heading_row, reading.found.is_complete, reading.found.row_count) == (
            2,
            False,
            2,
        )
        assert [column.heading for column in reading.found.columns] == list(self.HEADINGS)
        assert reading.found.columns[0].samples == ["5 March 2006", "6 March 2006"]

    def test_what_the_person_says_is_done(self, read: Read) -> None:
        said = {"tag": "date", "inhalt": "child_contact", "wer": ""}
        reading = read(xlsx(self.ROWS, headings=self.HEADINGS), mapping=said, heading_row=("Chronology", 1))
        assert [(row.date_text, row.child_contact, row.staff) for row in reading.rows] == [
            (date, NARRATIVE, "") for date, _text, _who in self.ROWS
        ]
        assert keys(reading) == [("date", "chosen"), ("child_contact", "chosen"), ("", "chosen")]
        assert "C59" in codes(reading)

    def test_what_was_said_of_an_earlier_file_is_remembered(self, read: Read) -> None:
        said = {"tag": "date", "inhalt": "child_contact"}
        reading = read(xlsx(self.ROWS, headings=self.HEADINGS), mapping=said)
        assert len(reading.rows) == 2
        assert keys(reading) == [("date", "remembered"), ("child_contact", "remembered"), ("", "")]

    def test_two_columns_may_go_to_one_and_are_joined(self, read: Read) -> None:
        said = {"event": "communication", "action taken": "communication", "date": "date", "time": "date"}
        rows = [
            ("5 March 2006", "", "Strategy meeting held.", "GP1 told of it the same day."),
            ("", "", "", "x"),
        ]
        headings = ("Date", "Time", "Event", "Action taken")
        reading = read(xlsx(rows, headings=headings), mapping=said, heading_row=("Chronology", 1))
        assert [row.communication for row in reading.rows] == [
            "Strategy meeting held.\n\nGP1 told of it the same day.",
            "x",
        ]
        assert [row.date_text for row in reading.rows] == ["5 March 2006", ""]

    def test_what_the_person_says_goes_before_an_exact_heading(self, read: Read) -> None:
        said = {heading_name(HEADINGS[6], 6): "source", heading_name(HEADINGS[4], 4): "comment"}
        (row,) = read(xlsx([changed(6, "see p9")]), mapping=said).rows
        assert (row.source, row.comment) == ("see p9", "HV record p12")

    def test_a_table_without_headings_is_read_by_the_numbers_of_its_columns(self, read: Read) -> None:
        said = {"#1": "date", "#2": "communication", "#3": "staff"}
        book = workbook([], headings=())
        fill(book, "Chronology", self.ROWS)
        reading = read(saved(book), mapping=said, heading_row=("Chronology", 0))
        assert [(row.number, row.date_text, row.staff) for row in reading.rows] == [
            (1, "5 March 2006", "HV1"),
            (2, "6 March 2006", "HV1"),
        ]
        assert reading.found
        assert (reading.found.heading_row, reading.found.columns[0].heading) == (0, "")

    def test_columns_without_headings_are_not_remembered_for_another_file(self, read: Read) -> None:
        """An empty cell in a row of another file would else be taken for a heading."""
        said = {"#1": "date", "#2": "communication", "#3": "staff"}
        book = workbook([], headings=())
        fill(book, "Chronology", [*self.ROWS, ("", "", "", "our number")])
        assert codes(read(saved(book), mapping=said)) == ["C11"]

    def test_a_column_that_the_case_no_longer_has_is_left_out(self, read: Read) -> None:
        reading = read(xlsx([[*GOOD, "high"]], headings=[*HEADINGS, "Risk"]), mapping={"risk": "added_1"})
        assert (reading.rows[0].more, codes(reading)) == ({}, ["C59"])

    def test_of_two_sheets_the_person_names_one(self, read: Read) -> None:
        book = workbook(good_rows(2))
        fill(book, "Part two", [HEADINGS, *good_rows(3)])
        assert codes(read(saved(book))) == ["C12"]
        reading = read(saved(book), heading_row=("Part two", 1))
        assert (len(reading.rows), codes(reading)) == (3, ["C58"])

    def test_a_row_that_is_no_longer_there_is_not_guessed_at(self, read: Read) -> None:
        for place in (("Chronology", 99), ("Elsewhere", 1)):
            assert codes(read(xlsx(good_rows(1)), heading_row=place)) == ["C19"]

    def test_the_pieces_of_a_document_follow_the_row_that_was_named(self, read: Read) -> None:
        said = {"tag": "date", "inhalt": "child_contact", "wer": "staff"}
        first = table_xml([row_xml(self.HEADINGS), row_xml(self.ROWS[0])], (1000,) * 3)
        second = table_xml([row_xml(self.HEADINGS), row_xml(self.ROWS[1])], (1000,) * 3)
        third = table_xml([row_xml(self.ROWS[0])], (1000,) * 3)
        reading = read(docx_of(first, second, third), mapping=said, heading_row=("Table 1", 1))
        assert [(row.sheet, row.number) for row in reading.rows] == [
            ("Table 1", 2),
            ("Table 2", 2),
            ("Table 3", 1),
        ]


class TestContents:
    def test_contents_survive_json_whatever_the_format(self, tmp_path: Path) -> None:
        book = workbook([changed(0, "1 May 2006")])
        book["Chronology"].row_dimensions[2].hidden = True
        contents = open_here(saved_at(tmp_path, saved(book)), "march.xlsx")
        assert (contents.kind, contents.epoch, contents.filename) == ("xlsx", 1900, "march.xlsx")
        assert [(note.code, note.words) for note in contents.notes] == [("C71", {"rows": "2"})]
        assert (open_here(saved_at(tmp_path, docx_(good_rows(1)))).epoch) is None


class TestRowsOfTheDatabase:
    """The checks work from a row alone."""

    ROW = Row(7, "Chronology", None, "31/02/2006", child_contact=NARRATIVE, source="p1", staff="XX9")

    def check(self, *rows: Row, columns: tuple = COLUMNS, **options: object) -> list[tuple[str, int | None]]:
        settings = {"period": PERIOD, "known_initials": {"HV1"}, "limits": DEFAULT_LIMITS, **options}
        found = check_rows(list(rows), columns=columns, **settings)  # type: ignore[arg-type]
        return [(one.code, one.row) for one in found]

    def test_the_same_row_gives_the_same_messages_as_in_a_file(self, read: Read) -> None:
        rows = [changed(0, "ditto"), changed(1, "Meeting with M"), changed(5, "XX9"), GOOD, GOOD]
        reading = read(xlsx(rows))
        again = check_rows(
            reading.rows, columns=COLUMNS, period=PERIOD, known_initials={"HV1"}, limits=DEFAULT_LIMITS
        )
        assert again == reading.messages != []

    def test_a_row_whose_day_was_settled_is_no_longer_asked_about(self) -> None:
        assert self.check(self.ROW) == [("C22", 7)]
        assert self.check(replace(self.ROW, date=PERIOD[0])) == [("C53", 7)]

    def test_cells_that_did_not_fit_stay_an_error_until_they_are_put_right(self) -> None:
        assert self.check(replace(self.ROW, is_broken=True)) == [("C20", 7)]

    def test_a_long_text_in_an_added_column(self) -> None:
        long = replace(self.ROW, date=PERIOD[0], staff="", more={"added_1": "x" * 40_000})
        assert self.check(long, columns=OURS) == [("C29", 7)]
        assert self.check(long) == []

    def test_an_error_of_a_formula_is_no_text(self) -> None:
        assert self.check(replace(self.ROW, date_text="#REF!")) == [("C40", 7)]
        assert self.check(replace(self.ROW, date=PERIOD[0], source="Err:508")) == [("C40", 7)]
        assert self.check(replace(self.ROW, date=PERIOD[0], source="#REF! on p1", staff="")) == []
