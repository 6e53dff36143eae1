"""The limited process of the reference: the cells of a workbook and their dates, read strictly."""

import json
from datetime import date, datetime
from pathlib import Path

import python_calamine

from chronology.reading.limits import Limits
from scr.confined import child as confined

HEADINGS = 5


def _answer(path: Path, _limits: Limits) -> bytes:
    with python_calamine.CalamineWorkbook.from_path(path) as workbook:
        sheet = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    rows = [[_day(cells[0]), *map(str, cells[1:])] for cells in sheet[HEADINGS:]]
    return json.dumps(rows).encode()


def _day(cell: object) -> str:
    day = cell if isinstance(cell, date) else datetime.strptime(str(cell), "%d/%m/%Y")  # noqa: DTZ007
    return f"{day:%Y-%m-%d}"


if __name__ == "__main__":
    confined.run(_answer, Limits)
