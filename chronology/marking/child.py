"""The limited process that writes on a file: `python -m chronology.marking.child FILE LIMITS`.

What to write lies beside the file. Prints one JSON object: the ending of the name, the bytes in base64.
"""

import base64
import json
import tempfile
from pathlib import Path

from chronology.marking.document import mark_document
from chronology.marking.marks import REMARKS, MarkLimits, Remark
from chronology.marking.textfile import mark_text
from chronology.marking.workbook import mark_workbook, workbook_of
from chronology.reading.child import read
from chronology.reading.preflight import inspect
from scr.confined import child as confined


def _answer(path: Path, limits: MarkLimits) -> bytes:
    tempfile.tempdir = str(path.parent)  # goes with the folder, whatever happens to this process
    told = json.loads((path.parent / REMARKS).read_text())
    remarks = [Remark(**one) for one in told["remarks"]]
    suffix, content = _marked(path, limits, remarks, told["heading_row"])
    return json.dumps({"suffix": suffix, "content": base64.b64encode(content).decode()}).encode()


def _marked(path: Path, limits: MarkLimits, remarks: list[Remark], heading_row: int) -> tuple[str, bytes]:
    kind = inspect(path, limits).name
    if kind == "csv":
        return ".csv", mark_text(path.read_bytes(), remarks, heading_row)
    if kind == "docx":
        return ".docx", mark_document(path, remarks)
    if kind == "xlsx":
        return ".xlsx", mark_workbook(path, remarks)
    return ".xlsx", workbook_of(read(path, limits), remarks)


if __name__ == "__main__":
    confined.run(_answer, MarkLimits)
