"""Every step of the demo case, in days from the referral."""

from dataclasses import dataclass, field
from types import MappingProxyType

PERIOD_FROM_DAY, PERIOD_TO_DAY = -793, -2
"""The period under review: 1 January 2005 to 3 March 2007 before the case is shifted."""

DECISION_DAY, SCOPING_DAY, OPERATIONS_BOARD_DAY = 21, 30, 240
REVIEWS_DUE_DAY, HARROWDALE_DUE_DAY, EXTENDED_TO_DAY = 72, 115, 207

Detail = MappingProxyType[str, str]


@dataclass(frozen=True)
class Step:
    """One step: `day` from the referral, `time` in London; `people` are the logins of those who act."""

    day: int
    time: str
    what: str
    title: str
    agency: str = ""
    people: tuple[str, ...] = ()
    is_meeting: bool = False
    needs_working_day: bool = True
    detail: Detail = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class RoundStep:
    """A step of the six-month round: `days_after_due` counts from the day on which the updates are due."""

    days_after_due: int
    time: str
    what: str
    title: str
    owner: str = ""


def _step(day: int, time: str, what: str, title: str, **more: object) -> Step:
    detail = {key: str(value) for key, value in more.items() if key not in Step.__dataclass_fields__}
    known = {key: value for key, value in more.items() if key in Step.__dataclass_fields__}
    return Step(day, time, what, title, detail=MappingProxyType(detail), **known)  # type: ignore[arg-type]


def _meeting(day: int, time: str, what: str, title: str, **more: object) -> Step:
    return _step(day, time, what, title, is_meeting=True, **more)


_NINE = (
    "social_care",
    "health",
    "hospital",
    "gp",
    "police",
    "education",
    "housing",
    "mental_health",
    "drug_alcohol",
)

_SECURED_ON = {
    "police": (22, "12:40"),
    "social_care": (22, "14:05"),
    "health": (22, "16:20"),
    "hospital": (23, "09:15"),
    "education": (23, "11:30"),
    "gp": (23, "13:10"),
    "mental_health": (24, "10:45"),
    "housing": (25, "15:25"),
    "drug_alcohol": (28, "09:50"),
}

_SUBMITTED_ON = {
    "police": (70, "15:10"),
    "gp": (71, "12:25"),
    "drug_alcohol": (71, "16:40"),
    "education": (71, "17:05"),
    "social_care": (72, "10:30"),
    "hospital": (72, "13:45"),
    "health": (72, "16:55"),
    "housing": (81, "11:20"),
    "mental_health": (87, "15:50"),
}

REFERRAL_STEPS: tuple[Step, ...] = (
    _step(
        0,
        "09:40",
        "referral",
        "Referral by the police child abuse unit",
        people=("child.abuse.unit",),
    ),
    _step(
        0,
        "11:15",
        "acknowledgement",
        "Acknowledgement to the referrer",
        people=("administrator",),
    ),
    _step(1, "09:10", "consultation_opened", "Panel consulted", people=("chair",)),
    _step(1, "10:05", "consultation", "Police answer", people=("superintendent",)),
    _step(
        1,
        "11:50",
        "conflict",
        "Education declares a conflict",
        people=("education.officer",),
    ),
    _step(
        1,
        "14:20",
        "consultation",
        "Designated Nurse answers",
        people=("designated.nurse",),
    ),
    _step(
        1,
        "16:35",
        "substitute",
        "Nominee for Education",
        people=("education.officer", "education.substitute"),
    ),
    _step(
        2,
        "09:30",
        "consultation",
        "Designated Doctor answers",
        people=("designated.doctor",),
    ),
    _step(
        2,
        "10:15",
        "consultation",
        "Social Care answers",
        people=("social.care.manager",),
    ),
    _step(
        2,
        "11:40",
        "consultation",
        "Education's substitute answers",
        people=("education.substitute",),
    ),
    _step(2, "13:20", "consultation", "Legal Adviser answers", people=("legal.adviser",)),
    _step(
        9,
        "10:00",
        "information_request",
        "Letter 2 to the GP practice",
        agency="gp",
        letter="2",
    ),
    _step(
        9,
        "10:05",
        "information_request",
        "Letter 2 to Housing",
        agency="housing",
        letter="2",
    ),
    _step(14, "11:30", "information_return", "Return from the GP practice", agency="gp"),
    _step(16, "15:45", "information_return", "Return from Housing", agency="housing"),
    _meeting(18, "10:00", "panel_meeting", "Panel meeting on the criteria", people=("chair",)),
    _step(
        18,
        "12:40",
        "recommendation",
        "Panel recommends a serious case review",
        people=("chair",),
    ),
    _step(21, "16:30", "decision", "Chair decides: serious case review", people=("chair",)),
)

_SCOPE_STEPS: tuple[Step, ...] = (
    *(
        _step(
            22,
            f"{9 + index // 6:02d}:{5 + (index % 6) * 10:02d}",
            "letter_h",
            "Letter H",
            agency=key,
            letter="H",
        )
        for index, key in enumerate(_NINE[:-1])
    ),
    _step(22, "11:05", "letter_h", "Last letter H", agency="drug_alcohol", letter="H"),
    _step(22, "11:30", "external_notice", "CSCI told of the review", body="CSCI"),
    *(
        _step(day, time, "records_secured", "Records secured", agency=key)
        for key, (day, time) in _SECURED_ON.items()
    ),
    _meeting(30, "09:30", "scoping_meeting", "Scoping meeting", people=("chair",)),
    _step(
        30,
        "15:00",
        "terms_signed",
        "Terms of reference, version 1",
        people=("chair",),
        version=1,
    ),
    _meeting(37, "10:00", "author_briefing", "Briefing for the authors of the agency reviews"),
    *(_step(37, "14:30", "letter_k", "Letter K", agency=key, letter="K") for key in _NINE),
    *(_step(37, "14:45", "letter_8", "Letter 8", agency=key, letter="8") for key in _NINE),
    _meeting(44, "13:30", "practitioner_meeting", "Practitioner meeting"),
)

_REVIEW_STEPS: tuple[Step, ...] = (
    *(
        _step(day, time, "submission", "Review and chronology submitted", agency=key)
        for key, (day, time) in _SUBMITTED_ON.items()
    ),
    _step(
        78,
        "09:40",
        "return",
        "Returned: account without analysis",
        agency="drug_alcohol",
        new_due=88,
    ),
    _step(
        80,
        "14:00",
        "terms_signed",
        "Terms of reference, version 2",
        people=("chair",),
        version=2,
    ),
    _step(
        80,
        "14:30",
        "letter_k",
        "Letter K",
        agency="harrowdale",
        letter="K",
        due=HARROWDALE_DUE_DAY,
    ),
    _step(
        86,
        "11:00",
        "extension",
        "Extension agreed with CSCI",
        until=EXTENDED_TO_DAY,
        agreed_with="CSCI",
    ),
    _step(
        88,
        "12:10",
        "submission",
        "Review submitted again",
        agency="drug_alcohol",
        version=2,
    ),
    # The outline has 95..97, but 96 and 97 are a weekend in every whole-week shift: both sittings fall on 95.
    _meeting(
        95,
        "09:30",
        "presentation",
        "Presentation of the reviews, first sitting",
        agencies=" ".join(_NINE[:5]),
    ),
    _meeting(
        95,
        "13:30",
        "presentation",
        "Presentation of the reviews, second sitting",
        agencies=" ".join(_NINE[5:]),
    ),
    _step(105, "16:00", "chronology_frozen", "Integrated chronology frozen", version=1),
    _step(
        114,
        "10:20",
        "submission",
        "Review and chronology submitted",
        agency="harrowdale",
    ),
    _meeting(
        119,
        "14:00",
        "presentation",
        "Presentation of Harrowdale's review",
        agencies="harrowdale",
    ),
    _step(
        119,
        "16:30",
        "chronology_frozen",
        "Integrated chronology with Harrowdale",
        version=2,
    ),
)

_REPORT_STEPS: tuple[Step, ...] = (
    _step(
        135,
        "17:20",
        "overview_draft",
        "Overview report, draft 1",
        people=("overview.author",),
        version=1,
    ),
    _step(
        142,
        "09:30",
        "fair_representation",
        "Extracts sent for fair representation",
        reply_by=152,
    ),
    _step(
        149,
        "11:45",
        "challenge",
        "Community Health challenges a paragraph",
        agency="health",
        result="upheld",
    ),
    _step(
        150,
        "15:30",
        "challenge",
        "Police challenge a paragraph",
        agency="police",
        result="not upheld",
    ),
    _step(
        151,
        "16:10",
        "challenge",
        "Housing challenges a paragraph",
        agency="housing",
        result="upheld",
    ),
    _step(
        165,
        "10:00",
        "overview_draft",
        "Overview report, draft 2",
        people=("overview.author",),
        version=2,
    ),
    _meeting(
        190,
        "10:00",
        "panel_agreement",
        "Panel agrees the overview report",
        people=("chair",),
    ),
    _meeting(203, "14:00", "endorsement", "Combined board endorses", people=("chair",)),
    _step(203, "16:45", "copies_issued", "Numbered copies issued", copies=24),
    _step(206, "11:00", "external_bundle", "Bundle of four documents to CSCI", body="CSCI"),
    _step(
        217,
        "16:00",
        "copies_returned",
        "Numbered copies returned",
        copies=22,
        outstanding=2,
    ),
    _step(
        221,
        "12:00",
        "external_acknowledgement",
        "DfES and SHA acknowledge",
        bodies="DfES SHA",
    ),
    _step(221, "12:30", "hold", "Publication held until the verdict", hold="publication"),
    _meeting(240, "09:30", "operations_board", "Operations Board receives the action plan"),
    _step(260, "15:20", "hold_lifted", "Trial ends", hold="publication"),
    _step(266, "10:00", "publication", "Executive summary published", people=("chair",)),
)

STEPS: tuple[Step, ...] = tuple(
    sorted(
        (*REFERRAL_STEPS, *_SCOPE_STEPS, *_REVIEW_STEPS, *_REPORT_STEPS),
        key=lambda step: (step.day, step.time),
    )
)

ROUND_STEPS: tuple[RoundStep, ...] = (
    RoundStep(-28, "09:30", "updates_requested", "Updates sought from every owner"),
    RoundStep(-21, "11:10", "update", "Update", "police"),
    RoundStep(-16, "14:25", "update", "Update", "gp"),
    RoundStep(-14, "10:40", "update", "Update", "education"),
    RoundStep(-12, "16:05", "update", "Update", "health"),
    RoundStep(-9, "09:55", "update", "Update", "hospital"),
    RoundStep(-7, "13:15", "update", "Update", "drug_alcohol"),
    RoundStep(-5, "15:40", "update", "Update", "social_care"),
    RoundStep(-2, "11:20", "update", "Update", "board"),
    RoundStep(-1, "16:50", "update", "Update", "harrowdale"),
    RoundStep(0, "15:30", "update", "Update", "mental_health"),
    RoundStep(3, "10:15", "update", "Update, three days late", "housing"),
    RoundStep(5, "14:00", "challenge", "Closure of an action challenged", "housing"),
)
