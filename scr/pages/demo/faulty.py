"""Chronology files with deliberate faults, as data: what stands in each cell and what the check must find.

Every fault is one that the template asks people to avoid (seed 004, chronology pro forma) or that files from
agencies show again and again. Days are counted from the referral, so that the rows lie inside the period.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from scr.pages.demo.agencies import FileFormat
from scr.pages.demo.dates import on_day

HEADINGS = (
    "DATE",
    "CONTACT WITH CHILD",
    "CONTACT WITH PARENTS/CARERS",
    "INTER/INTRA-AGENCY COMMUNICATION",
    "SOURCE OF RECORD",
    "STAFF INVOLVED",
    "COMMENT",
)


@dataclass(frozen=True)
class Sheet:
    """One table as typed: `rows` without the heading row, `merged` as spreadsheet ranges such as A2:A4."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong: `row` counts with the heading as row 1, row 0 means the file as a whole.

    Where `is_refused` is false the check may warn, and the file can be kept.
    """

    sheet: str
    row: int
    kind: str
    is_refused: bool


@dataclass(frozen=True)
class FaultyFile:
    """A file that an agency might send, and every fault in it."""

    name: str
    format: FileFormat
    agency: str
    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...]


def faulty_files(d0: date) -> tuple[FaultyFile, ...]:
    """All faulty files for a referral on `d0`."""
    return (
        _dates(d0),
        _dittos(d0),
        _staff_and_thin(d0),
        _merged(d0),
        _two_sheets(d0),
        _other_headings(d0),
        _half_a_table(d0),
        FaultyFile("nothing-in-it.csv", "csv", "housing", (), (Fault("", 0, "empty", True),)),
    )


def _uk(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def _row(
    typed_date: str, family: str, *, staff: str = "HO1", source: str = "Tenancy file"
) -> tuple[str, ...]:
    return (typed_date, "", family, "", source, staff, "")


def _faults(kinds: Iterable[tuple[int, str, bool]], sheet: str = "Chronology") -> tuple[Fault, ...]:
    return tuple(Fault(sheet, row, kind, is_refused) for row, kind, is_refused in kinds)


_TYPED_DATES: tuple[tuple[str, Callable[[date], str], bool], ...] = (
    ("american_order", lambda on: f"{on.month}/13/{on.year}", True),
    ("either_order", lambda on: f"{on.replace(day=4 if on.month != 4 else 5):%d/%m/%y}", False),
    ("range", lambda on: f"3-5 {on:%B} {on.year}", True),
    ("range_without_year", lambda on: f"3-5 {on:%B}", True),
    ("month_only", lambda on: f"{on:%B} {on.year}", True),
    ("time_in_date", lambda on: f"{_uk(on)} 14:30", False),
    ("impossible", lambda on: f"31/02/{on.year}", True),
    ("missing", lambda on: "", True),
    ("outside_period", lambda on: _uk(on.replace(year=on.year - 9, day=1)), False),
)


def _dates(d0: date) -> FaultyFile:
    rows = [_row(_uk(on_day(d0, -500)), "Letter about the rent, M will ring on Friday.")]
    for number, (_, typed, _refused) in enumerate(_TYPED_DATES):
        on = on_day(d0, -470 + 40 * number)
        rows.append(_row(typed(on), f"Call number {number + 1} about repairs, F let the operative in."))
    faults = _faults((3 + number, kind, refused) for number, (kind, _, refused) in enumerate(_TYPED_DATES))
    return FaultyFile(
        "housing-dates.xlsx", "xlsx", "housing", (Sheet("Chronology", HEADINGS, tuple(rows)),), faults
    )


_DITTOS = ('"', "''", "ditto", "do.", '-"-', "as above", "〃")


def _dittos(d0: date) -> FaultyFile:
    first = _row(_uk(on_day(d0, -300)), "Noise complaint by N1, diary sheets sent.", staff="HO2")
    rows = [first]
    for number, sign in enumerate(_DITTOS):
        in_date = number % 2 == 0
        rows.append(
            _row(
                sign if in_date else _uk(on_day(d0, -290 + number)),
                f"Diary sheet {number + 1} came back with entries.",
                staff="HO2" if in_date else sign,
            )
        )
    faults = _faults((3 + number, "ditto", True) for number in range(len(_DITTOS)))
    return FaultyFile(
        "housing-dittos.csv", "csv", "housing", (Sheet("Chronology", HEADINGS, tuple(rows)),), faults
    )


def _staff_and_thin(d0: date) -> FaultyFile:
    rows = (
        _row(_uk(on_day(d0, -210)), "Tenancy check, M in with both children, kitchen tap to be mended."),
        _row(_uk(on_day(d0, -203)), "Arrears talked through, M will bring her wage slip.", staff="XQ9"),
        _row(_uk(on_day(d0, -196)), "Meeting with M"),
        _row(_uk(on_day(d0, -189)), "TC F"),
        _row(_uk(on_day(d0, -182)), "F signed for the new keys at the counter.", staff=""),
        _row(_uk(on_day(d0, -175)), "Stairs cleared of toys after a word with M.", source=""),
        _row(_uk(on_day(d0, -168)), ""),
    )
    faults = _faults(
        (
            (3, "unknown_initials", False),
            (4, "thin", False),
            (5, "thin", False),
            (6, "no_staff", False),
            (7, "no_source", False),
            (8, "says_nothing", True),
        )
    )
    return FaultyFile("housing-staff.xlsx", "xlsx", "housing", (Sheet("Chronology", HEADINGS, rows),), faults)


def _merged(d0: date) -> FaultyFile:
    rows = (
        _row(_uk(on_day(d0, -140)), "Tenancy support offered and taken up."),
        _row("", "Budget sheet left with M."),
        _row("", "F joined in at the end."),
        _row(_uk(on_day(d0, -98)), "Second visit, sheet half done."),
    )
    faults = _faults(((3, "merged", True), (4, "merged", True)))
    sheet = Sheet("Chronology", HEADINGS, rows, merged=("A2:A4",))
    return FaultyFile("housing-merged.xlsx", "xlsx", "housing", (sheet,), faults)


def _two_sheets(d0: date) -> FaultyFile:
    sheets = (
        Sheet("First year", HEADINGS, (_row(_uk(on_day(d0, -700)), "Application taken at the counter."),)),
        Sheet("Second year", HEADINGS, (_row(_uk(on_day(d0, -340)), "N1 complains of rows at weekends."),)),
    )
    return FaultyFile(
        "housing-two-sheets.xlsx", "xlsx", "housing", sheets, (Fault("Second year", 0, "second_sheet", True),)
    )


def _other_headings(d0: date) -> FaultyFile:
    rows = ((_uk(on_day(d0, -120)), "M", "Rent paid at the counter."),)
    sheet = Sheet("Contacts", ("When", "Who", "What happened"), rows)
    return FaultyFile(
        "housing-own-headings.xlsx", "xlsx", "housing", (sheet,), (Fault("Contacts", 1, "headings", True),)
    )


def _half_a_table(d0: date) -> FaultyFile:
    whole = _row(_uk(on_day(d0, -90)), "Gas check, all in order, M at home with Linnet.")
    sheet = Sheet("Chronology", HEADINGS, (whole, whole[:3], whole[:1]))
    faults = _faults(((3, "too_few_cells", False), (4, "says_nothing", True)))
    return FaultyFile("housing-half-a-table.docx", "docx", "housing", (sheet,), faults)
