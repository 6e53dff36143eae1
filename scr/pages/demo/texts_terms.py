"""The scoping of the review: terms of reference, lines of enquiry, answers of the scoping meeting."""

from dataclasses import dataclass

from scr.pages.demo.prose import Answer, prose
from scr.pages.demo.steps import PERIOD_FROM_DAY, PERIOD_TO_DAY


@dataclass(frozen=True)
class LineOfEnquiry:
    """One question that every agency's review answers, and the agencies that it concerns most."""

    key: str
    text: str
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermsOfReference:
    """One signed version."""

    version: int
    day: int
    period_from_day: int
    period_to_day: int
    purpose: str
    background: str
    agencies: tuple[str, ...]
    lines_of_enquiry: tuple[LineOfEnquiry, ...]
    answers: tuple[Answer, ...]
    family: str
    media: str
    legal: str
    methodology: str
    changes: str = ""


LINES_OF_ENQUIRY: tuple[LineOfEnquiry, ...] = (
    LineOfEnquiry(
        "before_birth",
        "How well did agencies assess and plan for Linnet before she was born, given the late booking?",
        ("health", "hospital", "gp", "mental_health", "social_care"),
    ),
    LineOfEnquiry(
        "violence",
        "What was known of violence in the home, and how was its effect on the children understood?",
        ("police", "social_care", "health", "hospital", "housing"),
    ),
    LineOfEnquiry(
        "voice",
        "How were Linnet and S1 seen, heard and recorded, and did what they showed lead to anything?",
    ),
    LineOfEnquiry(
        "sharing",
        "Where was information held that would have changed a decision, and what kept it there?",
    ),
    LineOfEnquiry(
        "adults",
        "Did services for adults think about the children of those whom they were treating?",
        ("mental_health", "drug_alcohol", "gp", "hospital", "housing"),
    ),
    LineOfEnquiry(
        "cooperation",
        "How was the parents' cooperation judged, and was apparent compliance put to the test?",
        ("social_care", "health", "education"),
    ),
    LineOfEnquiry(
        "moves",
        "What happened to responsibility and records when the family moved, above all to Harrowdale "
        "and back?",
        ("health", "social_care", "gp", "education", "housing", "harrowdale"),
    ),
    LineOfEnquiry(
        "resources",
        "How did vacancies, workload, supervision and management decisions bear on what was done?",
    ),
)

_ANSWERS = (
    Answer(
        "issues",
        prose("""
The hidden presence of F; what a baby who cannot crawl may show; the grandmother's and the nursery's
warnings; the decision against a conference; the closing of the plan; two moves across the county border.
"""),
    ),
    Answer(
        "information",
        prose("""
A review and a chronology of each agency, the integrated chronology, a meeting with practitioners, and a
conversation with MGM. Agencies that know only the adults review their work with the adults.
"""),
    ),
    Answer(
        "author",
        prose("""
Dr Winifred Astley, who has worked for no agency in the county. The Chair and the administrator have taken
up a reference from another board. Contract to be signed by {day:58}.
"""),
    ),
    Answer(
        "independence",
        prose("""
The overview report. In addition, Social Care's review is to be written by a manager who reports to another
assistant director, because a panel member manages the service.
"""),
    ),
    Answer(
        "expert",
        "Not now. The Designated Doctor will say when the chronologies are in whether a paediatric "
        "opinion helps.",
    ),
    Answer(
        "background",
        prose("""
A paragraph on each parent's own childhood and earlier contacts, as far as records show. Nothing before
{day:-793} unless it explains something inside the period.
"""),
    ),
    Answer(
        "family",
        prose("""
MGM will be asked whether she wishes to contribute. M and F will be told of the review by letter after
agreement with the senior investigating officer, and asked again after the trial.
"""),
    ),
    Answer(
        "family_help",
        "The family liaison worker, who sees MGM at home and stays in touch with her until publication.",
    ),
    Answer(
        "parallel",
        prose("""
Criminal investigation, inquest, care proceedings for S1, and a serious untoward incident review by Mental
Health. The last will use the same author as the agency's review, so that staff are interviewed once.
"""),
    ),
    Answer(
        "other_areas",
        prose("""
The family stayed in Harrowdale for some weeks. The Chair has written to Harrowdale's Chair, who offers
limited input for now: answers to questions, no seat on the panel. To be looked at again when the
chronologies are in.
"""),
    ),
    Answer(
        "courts",
        prose("""
The Superintendent is the link to the senior investigating officer and to the Crown Prosecution Service. The
Legal Adviser writes to the coroner. Interviews with eleven likely witnesses wait for the officer's
agreement.
"""),
    ),
    Answer(
        "outside",
        "The administrator links with Waymark; the Principal Officer for School Standards with the "
        "nursery's governors.",
    ),
    Answer(
        "media",
        "One voice: the Chair, through the press officer, who has a line ready that a review is being held.",
    ),
    Answer(
        "media_during",
        "Until the trial is over nothing is said but that. Agencies send every call to the press officer.",
    ),
    Answer(
        "media_after",
        "MGM is told first of anything that will be public. The Chair speaks for all agencies.",
    ),
    Answer(
        "legal",
        "Yes, on disclosure to the prosecution and on the wording of the executive summary. The Legal"
        " Adviser arranges it.",
    ),
)

_METHOD = prose("""
Each agency secures its records, appoints a reviewer who has neither worked with the family nor managed
those who did, and sends a review and a chronology on the board's template, countersigned by its Chief
Officer, by {day:72}. Reviewers present their work to the panel on {day:95}. The reviews look for reasons,
not only for what was done. Staff see the notes of their own interviews.
""")

NINE = (
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

_PURPOSE = prose("""
To find out whether there are lessons from Linnet's life and death about the way in which agencies in
Westmarch work together; to say what they are, how they will be acted on and what is expected to change.
""")

_BACKGROUND = prose("""
Linnet was the younger of two sisters. She was born on {day:-432} and died on {day:-2}, aged fourteen
months. She lived with her parents, at times with her mother alone and at times with her mother in another
county.
""")

_FAMILY = prose("""
Theo Barraclough, family liaison worker, sees MGM at home, explains the review and offers her a meeting with
the author. S1 will not be interviewed; what she said to her key worker is used with care.
""")

_MEDIA = prose("""
A media plan will go to the panel with the first draft. The executive summary is not published before the
end of criminal proceedings nor before both government departments have been briefed.
""")

_LEGAL = prose("""
Advice taken on {day:29}: the review may go on beside the criminal investigation; the material may have to
be disclosed; notes of interviews stay with the agencies.
""")

VERSION_1 = TermsOfReference(
    version=1,
    day=30,
    period_from_day=PERIOD_FROM_DAY,
    period_to_day=PERIOD_TO_DAY,
    purpose=_PURPOSE,
    background=_BACKGROUND,
    agencies=NINE,
    lines_of_enquiry=LINES_OF_ENQUIRY,
    answers=_ANSWERS,
    family=_FAMILY,
    media=_MEDIA,
    legal=_LEGAL,
    methodology=_METHOD,
)

VERSION_2 = TermsOfReference(
    version=2,
    day=80,
    period_from_day=PERIOD_FROM_DAY,
    period_to_day=PERIOD_TO_DAY,
    purpose=_PURPOSE,
    background=_BACKGROUND,
    agencies=(*NINE, "harrowdale"),
    lines_of_enquiry=LINES_OF_ENQUIRY,
    answers=tuple(
        Answer(
            answer.key,
            prose("""
The chronologies show eleven weeks in Harrowdale with falling weight and a referral that led to nothing. The
two Chairs have agreed that Harrowdale's health visiting service contributes a review and a chronology by
{day:115} and presents it on {day:119}. It remains one review under Westmarch's lead.
"""),
        )
        if answer.key == "other_areas"
        else answer
        for answer in _ANSWERS
    ),
    family=_FAMILY,
    media=_MEDIA,
    legal=_LEGAL,
    methodology=_METHOD,
    changes=prose("""
Harrowdale's health visiting service is added, with a date of its own. No other line has changed. Because
its review cannot be read before {day:114}, the board will ask CSCI for a later date for the whole.
"""),
)

EXTENSION_REASON = prose("""
Harrowdale joined the review on {day:80} and has until {day:115}. The overview author needs its review, and
fair representation takes ten days. The four months would end on a date by which the report can be drafted
but not checked with those whom it describes. The trial is no reason: it holds back publication only. CSCI
agreed by letter of {day:86} to {day:207}.
""")

DRUG_ALCOHOL_RETURN_REASON = prose("""
The panel thanks Waymark for a clear chronology and an honest account. The review tells what was done and
does not yet say why, or what it would have taken to do otherwise. Please add an analysis against the lines
of enquiry on sharing and on adults, and recommendations that follow from it. New date {day:88}.
""")
