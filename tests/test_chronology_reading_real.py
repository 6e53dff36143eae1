"""Files as an office program writes them, in every format that agencies send: the same four rows."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest

from chronology.reading import read_file
from chronology.reading.grid import from_json, to_json
from chronology.reading.limits import DEFAULT_LIMITS
from chronology.reading.reader import open_file, read_contents
from tests.chronology_files import PERIOD
from tests.counts import n

FILES = Path(__file__).parent / "files" / "chronology"
NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".md")
ROWS = [
    (date(2006, 3, 5), "", "Seen at home with her mother; the flat was warm and the cot made up."),
    (
        date(2006, 3, 9),
        "14:30",
        "Mother told the officer that she would be away; asked to ring before the next visit.",
    ),
    (None, "", "Letter to the health visitor: “no reply at the flat”, copied to social care £20 – café"),
    (date(2006, 4, 12), "", "Seen at the office.\nPlaying with blocks; said “hello”."),
]


def test_there_is_a_file_of_each_format():
    assert {Path(name).suffix for name in NAMES} == {".xlsx", ".xls", ".ods", ".docx", ".csv"}


@pytest.mark.parametrize("name", NAMES)
def test_the_same_rows_are_read_from_every_format(name):
    reading = read_file(FILES / name, name, period=PERIOD)
    told = [(row.date, row.time_text, _story(row)) for row in reading.rows]
    assert told == ROWS
    assert reading.rows[2].date_text == "March 2006"
    assert (reading.rows[2].precision, reading.rows[2].proposed) == ("month", date(2006, 3, 1))
    assert [message.code for message in reading.errors] == ["C24"]
    assert (reading.header.agency, reading.header.completed_by) == ("Housing", "H. Housing")
    assert [row.staff for row in reading.rows] == ["HO1", "HO1", "HO2", "HO1; HO2"]


def _story(row):
    return row.child_contact + row.family_contact + row.communication


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".csv")])
def test_the_staff_list_beside_the_rows_is_found(name):
    reading = read_file(FILES / name, name, period=PERIOD)
    assert reading.staff == {"HO1": "Housing officer", "HO2": "Team manager"}


@pytest.mark.parametrize("name", NAMES)
def test_what_was_found_can_be_put_away_and_read_again(name):
    contents = open_file(FILES / name, DEFAULT_LIMITS)
    again = from_json(json.loads(to_json(contents)))
    asked = {"filename": name, "period": PERIOD}
    assert read_contents(again, **asked) == read_contents(contents, **asked)


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_gives_messages_and_never_an_error(name, tmp_path):
    """Bytes flipped, cut out and doubled at drawn places: what is left is read, or refused in words."""
    good = (FILES / name).read_bytes()
    rng = random.Random(name)
    path = tmp_path / name
    outcomes = set()
    for _ in range(n(4, 300)):
        path.write_bytes(_damaged(good, rng))
        reading = read_file(path, name, period=PERIOD)
        outcomes.add(bool(reading.rows))
        assert reading.rows or reading.errors
    print(f"{name}: {n(4, 300)} damaged copies, read or refused: {outcomes}")


def _damaged(good: bytes, rng: random.Random) -> bytes:
    data = bytearray(good)
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(data))
        kind = rng.choice(("flip", "cut", "double"))
        if kind == "flip":
            data[place] ^= 1 << rng.randrange(8)
        elif kind == "cut" and len(data) > 200:
            del data[place : place + rng.randint(1, 40)]
        else:
            data[place:place] = data[place : place + rng.randint(1, 40)]
    return bytes(data)
