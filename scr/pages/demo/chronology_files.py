"""The chronology files of the demo agencies, each in the format that the agency uses."""

from dataclasses import dataclass
from datetime import date

from chronology.writing import write_csv, write_docx, write_xlsx
from scr.pages.demo.agencies import agency
from scr.pages.demo.chronology import chronology_rows
from scr.pages.demo.chronology.staff import staff_of
from scr.pages.demo.people import author_of

_WRITERS = {"xlsx": write_xlsx, "docx": write_docx, "csv": write_csv}


@dataclass(frozen=True)
class ChronologyFile:
    """A file as it would be uploaded."""

    name: str
    content: bytes


def chronology_file(agency_key: str, d0: date) -> ChronologyFile:
    """The file of one contributor for a referral on `d0`; KeyError for an unknown contributor."""
    sender = agency(agency_key)
    content = _WRITERS[sender.chronology_format](
        chronology_rows(agency_key, d0),
        agency=sender.name,
        completed_by=author_of(agency_key).name,
        staff=staff_of(agency_key),
    )
    name = f"chronology-{agency_key.replace('_', '-')}.{sender.chronology_format}"
    return ChronologyFile(name, content)
