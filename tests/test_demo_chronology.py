"""The chronologies of the demo case: full, varied, discreet, with what the key says is planted in them."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from chronology.reading import Row as FileRow
from chronology.reading import read_file
from chronology.reading.columns import TEXT_KEYS
from chronology.writing import write_csv, write_docx, write_xlsx
from scr.pages.demo import key
from scr.pages.demo.agencies import AGENCIES, CONTRIBUTORS
from scr.pages.demo.chronology import ROW_COUNTS, chronology_rows, row_index, rows_of
from scr.pages.demo.chronology.rows import Row, Series, days_between, notes
from scr.pages.demo.chronology.staff import FAMILY, STAFF
from scr.pages.demo.chronology_files import chronology_file
from scr.pages.demo.dates import ORIGIN, on_day
from scr.pages.demo.faulty import HEADINGS, FaultyFile, faulty_files
from scr.pages.demo.timetable import PERIOD_FROM_DAY, PERIOD_TO_DAY

EVERYTHING = [(each.key, row) for each in CONTRIBUTORS for row in rows_of(each.key)]
MOST_OFTEN = 6
NIGHT_AND_WEEKEND_AGENCIES = {"police", "hospital"}
MIDWIFE = "MW2"
WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "docx": write_docx}
ROWS_ABOVE_HEADING = {"xlsx": 4, "csv": 3, "docx": 0}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", re.sub(r"\d+", "#", text))


def planted(place: key.RowRef) -> Row:
    return rows_of(place.agency)[row_index(place.agency, place.ref)]


def test_every_agency_has_as_many_rows_as_the_outline_says() -> None:
    assert {each.key: len(rows_of(each.key)) for each in AGENCIES} == dict(ROW_COUNTS)
    assert sum(ROW_COUNTS.values()) == 717


def test_rows_are_the_same_each_time_and_move_with_the_referral() -> None:
    for each in CONTRIBUTORS:
        rows = chronology_rows(each.key, ORIGIN)
        assert rows == chronology_rows(each.key, ORIGIN)
        moved = chronology_rows(each.key, ORIGIN + timedelta(weeks=3))
        assert [row.date + timedelta(weeks=3) for row in rows if row.date] == [row.date for row in moved]


def test_rows_lie_in_the_period_and_in_order() -> None:
    for each in CONTRIBUTORS:
        days = [row.day for row in rows_of(each.key)]
        assert days == sorted(days)
        assert days[0] >= PERIOD_FROM_DAY
        assert days[-1] <= PERIOD_TO_DAY


def test_every_row_says_something_and_names_its_source_and_staff() -> None:
    for _, row in EVERYTHING:
        assert row.child or row.family or row.communication
        assert row.source
        assert all(row.staff)


def test_staff_are_on_the_list_of_their_agency() -> None:
    for agency, row in EVERYTHING:
        assert set(row.staff) <= set(STAFF[agency]), (agency, row.day)


def test_people_appear_by_code_only() -> None:
    known = {code for staff in STAFF.values() for code in staff} | set(FAMILY)
    for agency, row in EVERYTHING:
        for text in row.texts:
            codes = set(re.findall(r"\b[A-Z]{2,5}\d\b|\b[A-Z]{1,3}F?\d\b", text))
            assert codes <= known, (agency, row.day, codes - known)
            assert not re.search(r"\b(Mr|Mrs|Ms|Dr|PC|WPC|Sgt)\.? [A-Z][a-z]", text)


def test_texts_hold_no_date_and_no_long_number() -> None:
    for _, row in EVERYTHING:
        for text in row.texts:
            assert not re.search(rf"\b({MONTHS}|Christmas|Easter|19\d\d|20\d\d)\b", text), text
            assert not re.search(r"\d{3} ?\d{3} ?\d{4}", text)


def test_offices_work_on_weekdays() -> None:
    for agency, row in EVERYTHING:
        is_out_of_hours = agency in NIGHT_AND_WEEKEND_AGENCIES or MIDWIFE in row.staff
        assert is_out_of_hours or row.day == PERIOD_TO_DAY or row.day % 7 < 5, (agency, row.day)


def test_no_sentence_comes_again_and_again() -> None:
    spoken = Counter(sentence for _, row in EVERYTHING for text in row.texts for sentence in sentences(text))
    assert spoken.most_common(1)[0][1] <= MOST_OFTEN
    once = sum(count == 1 for count in spoken.values())
    assert once / len(spoken) > 0.85


def test_no_opening_of_five_words_wears_out() -> None:
    openings = Counter(
        " ".join(sentence.split()[:5])
        for _, row in EVERYTHING
        for text in row.texts
        for sentence in sentences(text)
        if len(sentence.split()) >= 5
    )
    assert openings.most_common(1)[0][1] <= MOST_OFTEN


def test_more_than_two_hundred_rows_have_a_substance_of_their_own() -> None:
    texts = Counter(text for _, row in EVERYTHING for text in row.texts)
    distinct = [row for _, row in EVERYTHING if all(texts[text] == 1 for text in row.texts)]
    assert len(distinct) >= 600


def test_time_of_day_stands_in_the_text() -> None:
    row = chronology_rows("police", ORIGIN)[row_index("police", "police-assault")]
    assert row.child_contact.startswith("At 00:41: ")
    assert row.date == date(2007, 3, 5) - timedelta(days=297)


@pytest.mark.parametrize("gap", key.GAPS, ids=lambda gap: f"{gap.agency}{gap.from_day}")
def test_gaps_are_gaps(gap: key.Gap) -> None:
    def is_contact(row: Row) -> bool:
        return bool(gap.of == "any" or row.child or (gap.of == "family" and row.family))

    days = [row.day for row in rows_of(gap.agency)]
    between = [row for row in rows_of(gap.agency) if gap.from_day < row.day < gap.to_day and is_contact(row)]
    assert not between
    assert gap.from_day in days
    assert gap.to_day in days


@pytest.mark.parametrize("case", key.ONE_SIDED, ids=lambda case: case.row.ref)
def test_the_other_side_recorded_nothing(case: key.OneSided) -> None:
    told = planted(case.row)
    assert any(case.caller in text for text in told.texts) or case.caller in told.staff
    near = [row for row in rows_of(case.silent_agency) if abs(row.day - told.day) <= case.window]
    assert not [row for row in near for text in row.texts if re.search(rf"\b{case.caller}\b", text)]


@pytest.mark.parametrize("case", key.NEAR_DUPLICATES, ids=lambda case: case.what)
def test_two_agencies_tell_of_one_event(case: key.NearDuplicate) -> None:
    first, second = planted(case.first), planted(case.second)
    assert case.first.agency != case.second.agency
    assert abs(first.day - second.day) <= 1
    words = [set(re.findall(r"[a-z]{5,}|[A-Z]+\d", " ".join(row.texts))) for row in (first, second)]
    assert len(words[0] & words[1]) >= 3
    assert first.texts != second.texts


@pytest.mark.parametrize("case", key.CONTRADICTIONS, ids=lambda case: case.about)
def test_contradictions_stand_in_the_rows(case: key.Contradiction) -> None:
    assert any(case.first_says in text for text in planted(case.first).texts)
    assert any(case.second_says in text for text in planted(case.second).texts)


def test_the_key_has_at_least_six_of_each() -> None:
    for planted_of_kind in (key.GAPS, key.ONE_SIDED, key.NEAR_DUPLICATES, key.CONTRADICTIONS):
        assert len(planted_of_kind) >= 6


def test_row_names_are_used_once() -> None:
    refs = [row.ref for _, row in EVERYTHING if row.ref]
    assert len(refs) == len(set(refs))


def test_faulty_files_hold_every_fault_that_the_template_warns_of() -> None:
    files = faulty_files(ORIGIN)
    kinds = {fault.kind for file in files for fault in file.faults}
    assert kinds >= {
        "american_order",
        "range",
        "month_only",
        "time_in_date",
        "ditto",
        "unknown_initials",
        "thin",
        "merged",
        "second_sheet",
        "headings",
        "empty",
    }
    for file in files:
        rows = {sheet.name: len(sheet.rows) + 1 for sheet in file.sheets}
        assert all(fault.row <= rows[fault.sheet] for fault in file.faults if fault.sheet)
    assert len(HEADINGS) == 7


def as_typed(cells: tuple[str, ...]) -> FileRow:
    texts: dict[str, Any] = dict(zip(TEXT_KEYS, cells[1:], strict=False))
    return FileRow(date_text=cells[0], **texts)


def is_plain(file: FaultyFile) -> bool:
    return len(file.sheets) == 1 and not file.sheets[0].merged and file.sheets[0].headings == HEADINGS


@pytest.mark.parametrize("d0", [ORIGIN, date(2025, 9, 8)])
def test_rows_said_to_be_refused_are_refused_and_no_others(d0: date, tmp_path: Path) -> None:
    period = (on_day(d0, PERIOD_FROM_DAY), on_day(d0, PERIOD_TO_DAY))
    for file in filter(is_plain, faulty_files(d0)):
        rows = [as_typed(cells) for cells in file.sheets[0].rows]
        path = tmp_path / file.name
        path.write_bytes(
            WRITERS[file.format](rows, agency="Housing", completed_by="HO1", staff=STAFF[file.agency])
        )
        reading = read_file(path, file.name, period=period)
        refused = {fault.row + ROWS_ABOVE_HEADING[file.format] for fault in file.faults if fault.is_refused}
        assert {message.row for message in reading.errors} == refused, file.name


def test_faulty_dates_move_with_the_referral() -> None:
    for d0 in (ORIGIN, date(2025, 9, 8), date(2024, 2, 26)):
        assert len(faulty_files(d0)) == 8


@pytest.mark.parametrize("agency", [each.key for each in CONTRIBUTORS])
def test_file_of_an_agency_reads_back_without_an_error(agency: str, tmp_path: Path) -> None:
    file = chronology_file(agency, ORIGIN)
    path = tmp_path / file.name
    path.write_bytes(file.content)
    period = (on_day(ORIGIN, PERIOD_FROM_DAY), on_day(ORIGIN, PERIOD_TO_DAY))
    reading = read_file(path, file.name, period=period)
    assert [str(message) for message in reading.errors] == []
    assert len(reading.rows) == len(rows_of(agency))
    assert set(reading.staff) == set(STAFF[agency])


def test_notes_refuse_what_they_cannot_read() -> None:
    with pytest.raises(ValueError, match="not the head of a row"):
        notes("yesterday | SW1 | File\nC: seen")
    with pytest.raises(ValueError, match="before the first column"):
        notes("-5 | SW1 | File\nseen at home")


def test_a_series_uses_every_sentence_before_any_again() -> None:
    series = Series("example", (-10, -9, -8, -7), "SW1", "File", family="One.\nTwo.\n\nA.\nB.\nC.\n-")
    rows = series.rows()
    assert Counter(row.family.split()[0] for row in rows) == {"One.": 2, "Two.": 2}
    assert sorted(row.family.split()[1] for row in rows if " " in row.family) == ["A.", "B.", "C."]


def test_days_between_spares_weekends_and_refuses_the_impossible() -> None:
    assert all(day % 7 < 5 for day in days_between(-70, -1, 30))
    with pytest.raises(ValueError, match="only 5 days"):
        days_between(-7, -1, 6)
