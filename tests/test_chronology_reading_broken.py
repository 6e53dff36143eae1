"""More than sixty kinds of odd, broken and hostile files, each with its message or its exact rows; and files
with bytes flipped, cut and doubled, which give messages and nothing else."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from chronology.reading import DEFAULT_LIMITS, read_file
from chronology.reading.messages import CATALOGUE
from scr.confined.process import ROOT
from tests.chronology_files import PERIOD, changed, csv_, docx_, edited, good_rows, part, saved_at, xlsx
from tests.chronology_formats import ods, xls
from tests.counts import n
from tests.odd_chronologies import BROKEN, HOSTILE, ODD
from tests.reading_here import read_here

BUILDERS = {"xlsx": xlsx, "docx": docx_, "csv": csv_, "xls": xls, "ods": ods}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_read_to_its_last_row(tmp_path: Path, name: str) -> None:
    odd = ODD[name]
    reading = read_here(saved_at(tmp_path, odd.build()), period=PERIOD, known_initials={"HV1"})
    assert (len(reading.rows), {found.code for found in reading.messages}) == (odd.rows, odd.codes)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_has_its_own_message(tmp_path: Path, name: str) -> None:
    broken = BROKEN[name]
    reading = read_here(saved_at(tmp_path, broken.build()), period=PERIOD, known_initials={"HV1"})
    assert ([found.code for found in reading.messages], reading.rows) == ([broken.code], [])
    assert not reading.is_readable and reading.messages[0].remedy


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_nothing_but_its_own_process(tmp_path: Path, name: str) -> None:
    hostile = HOSTILE[name]
    reading = read_file(saved_at(tmp_path, hostile.build()), name, period=PERIOD, known_initials={"HV1"})
    outcome = [found.code for found in reading.messages] or ["read"]
    assert len(outcome) == 1 and outcome[0] in hostile.code.split()


def test_more_than_sixty_kinds_are_tried() -> None:
    assert len(ODD) + len(BROKEN) + len(HOSTILE) > 60


@pytest.mark.parametrize("name", BUILDERS)
def test_five_thousand_rows_fit_into_the_memory_of_the_limited_process(tmp_path: Path, name: str) -> None:
    visits = (f"Visit {number}: seen at home, feeding plan agreed with M." for number in range(5_000))
    data = BUILDERS[name]([changed(1, visit) for visit in visits])
    reading = read_file(saved_at(tmp_path, data), name, period=PERIOD, known_initials={"HV1"})
    assert DEFAULT_LIMITS.memory_bytes == 256 * 1024 * 1024
    assert (len(reading.rows), reading.messages) == (5_000, [])
    assert reading.rows[-1].number == 5_001


class TestDamageByChance:
    """Good files with bytes flipped, cut out, doubled or put in, in the whole or inside the part of an
    archive that holds the table: n(64, 2,000) of them, in limited processes. What comes of them is rows or a
    message."""

    INSIDE = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml", "ods": "content.xml"}
    PLACES = [*((name, "") for name in BUILDERS), *INSIDE.items()]

    @pytest.mark.parametrize(("name", "inside"), PLACES)
    def test_there_is_never_an_exception(self, tmp_path: Path, name: str, inside: str) -> None:
        good = BUILDERS[name](good_rows(6))
        files = {-1: good}
        for seed in range(n(8, 250)):
            files[seed] = damaged_inside(good, inside, seed) if inside else damaged(good, seed)
        done = all_tried(tmp_path, files)
        assert (done.pop(-1), set(done.values()) - {"read", *CATALOGUE}) == ("read", set())

    def test_an_exception_would_be_noticed(self, tmp_path: Path) -> None:
        assert tried(tmp_path, {0: b"no JSON"}, "json.loads(path.read_text())") == {0: "JSONDecodeError"}

    def test_accidents_happen(self) -> None:
        good = bytes(range(256)) * 4
        assert len({damaged(good, seed) for seed in range(50)} - {good}) > 45


def damaged(good: bytes, seed: int) -> bytes:
    """The bytes after one to four accidents, the same for the same seed."""
    chance = random.Random(seed)
    data = bytearray(good)
    for _accident in range(chance.randint(1, 4)):
        place, length = chance.randrange(len(data)), chance.choice((1, 1, 2, 16, 200))
        kind = chance.choice(("flip", "cut", "double", "put in"))
        if kind == "flip":
            data[place] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del data[place : min(place + length, len(data) - 1)]
        else:
            data[place:place] = data[place : place + length] if kind == "double" else chance.randbytes(length)
    return bytes(data)


def damaged_inside(good: bytes, name: str, seed: int) -> bytes:
    """The archive with accidents in one part; its checksums are right."""
    return edited(good, {name: damaged(part(good, name), seed)})


SCRIPT = """
import json, sys
from pathlib import Path
from chronology.reading import DEFAULT_LIMITS, RefusedError, read_contents, to_json
from chronology.reading.child import contents_of
from scr.confined.bounds import Bounds, confine

def whole(path):
    contents = contents_of(path, DEFAULT_LIMITS)
    to_json(contents)
    read_contents(contents, period=None)

confine(Bounds(cpu_seconds=600))
for path in sorted(Path(sys.argv[1]).iterdir(), key=lambda one: int(one.name)):
    code = "read"
    try:
        DO
    except RefusedError as refusal:
        code = refusal.code
    except BaseException as error:
        code = "C07" if type(error).__name__ == "PanicException" else type(error).__name__
    print(json.dumps([int(path.name), code]), flush=True)
"""


def all_tried(folder: Path, files: dict[int, bytes]) -> dict[int, str]:
    """What came of each file; one over which the process ended is C10, as it is to the reader."""
    done: dict[int, str] = {}
    while len(done) < len(files):
        rest = {number: data for number, data in files.items() if number not in done}
        done |= tried(folder, rest)
        if not rest.keys() <= done.keys():
            done[next(number for number in rest if number not in done)] = "C10"
    return done


def tried(folder: Path, files: dict[int, bytes], do: str = "whole(path)") -> dict[int, str]:
    """What came of each file, up to the one over which the process ended, if it did."""
    place = folder / "damaged"
    place.mkdir(exist_ok=True)
    for path in place.iterdir():
        path.unlink()
    for number, data in files.items():
        (place / str(number)).write_bytes(data)
    command = [sys.executable, "-c", SCRIPT.replace("DO", do), str(place)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return dict(json.loads(line) for line in done.stdout.splitlines())
