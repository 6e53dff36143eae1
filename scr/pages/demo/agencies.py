"""The fictional board of the demo case, its nine agencies and a contributor from the neighbouring county."""

from dataclasses import dataclass
from typing import Literal

BOARD_NAME = "Westmarch Local Safeguarding Children Board"
BOARD_SHORT_NAME = "Westmarch LSCB"
NEIGHBOUR_BOARDS = ("Harrowdale", "Ashvale")

FileFormat = Literal["xlsx", "docx", "csv"]


@dataclass(frozen=True)
class Agency:
    """One agency; `chronology_format` is the kind of file that it sends, a neighbour is another board's."""

    key: str
    name: str
    kind: str
    short_name: str
    chronology_format: FileFormat
    is_neighbour: bool = False
    is_voluntary: bool = False


AGENCIES: tuple[Agency, ...] = (
    Agency(
        "social_care",
        "Westmarch Children's Social Care",
        "children's social care",
        "Social Care",
        "xlsx",
    ),
    Agency(
        "health",
        "Westmarch Community Health Services",
        "health visiting and midwifery",
        "Community Health",
        "xlsx",
    ),
    Agency(
        "hospital",
        "Westmarch General Hospital Trust",
        "acute hospital trust",
        "Hospital",
        "docx",
    ),
    Agency("gp", "Millbeck Lane Surgery", "general practice", "GP practice", "csv"),
    Agency("police", "Westmarch Constabulary", "police", "Police", "xlsx"),
    Agency(
        "education",
        "Westmarch Early Years and Schools",
        "education and nursery",
        "Education",
        "docx",
    ),
    Agency("housing", "Westmarch Borough Housing", "housing", "Housing", "csv"),
    Agency(
        "mental_health",
        "Westmarch Mental Health Partnership",
        "adult mental health",
        "Mental Health",
        "docx",
    ),
    Agency(
        "drug_alcohol",
        "Waymark Drug and Alcohol Service",
        "drug and alcohol voluntary service",
        "Waymark",
        "docx",
        is_voluntary=True,
    ),
)

HARROWDALE = Agency(
    "harrowdale",
    "Harrowdale Health Visiting Service",
    "health visiting in a neighbouring county",
    "Harrowdale",
    "docx",
    is_neighbour=True,
)

CONTRIBUTORS: tuple[Agency, ...] = (*AGENCIES, HARROWDALE)


def agency(key: str) -> Agency:
    """The contributor with that key; KeyError where there is none."""
    found = {each.key: each for each in CONTRIBUTORS}
    return found[key]
