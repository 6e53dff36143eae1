"""Cases beside Child Linnet's: three that ended without a serious case review, and one that is considered.

Written with restraint: what a form holds, and no more than is needed to see why it ended as it did.
"""

from dataclasses import dataclass

from scr.pages.demo.prose import Answer, prose


@dataclass(frozen=True)
class View:
    """What a member of the panel says; `login` as in people.py, `view` as the form offers it."""

    login: str
    view: str
    text: str


@dataclass(frozen=True)
class Ending:
    """What the panel recommends and the Chair decides, and how the meeting's minutes read."""

    outcome: str
    minutes: str
    facts: str
    panel_reasons: str
    chair_reasons: str
    talk: str = ""


@dataclass(frozen=True)
class SmallCase:
    """One case: `day` is that of its referral, counted like those of the timetable."""

    code_name: str
    day: int
    referrer: str
    child: str
    sex: str
    years: int
    area: str
    place: str
    facts: str
    harm: str
    agencies: tuple[str, ...]
    criteria: tuple[Answer, ...]
    views: tuple[View, ...]
    aids: tuple[Answer, ...] = ()
    parallel: tuple[str, ...] = ()
    parallel_details: str = ""
    ending: Ending | None = None


PLOVER = SmallCase(
    code_name="Child Plover",
    day=49,
    referrer="review.education",
    child="Plover (the name is kept by the school)",
    sex="male",
    years=9,
    area="Southern locality of Westmarch",
    place="On the way to school",
    facts=prose("""
A boy of nine was knocked down by a car on a crossing and broke a leg. He was treated and has gone home. His
teachers had noticed for some weeks that he came to school alone, and the referral asks whether more should
have been done.
"""),
    harm="not_known",
    agencies=("education", "hospital", "police"),
    criteria=(Answer("working_concern", "School and health visitor had spoken with each other.", False),),
    views=(
        View("superintendent", "no_review", "The collision was an accident; the driver stopped and helped."),
        View("education.officer", "no_review", "The school had raised it with the parents and was heard."),
        View("designated.nurse", "no_review", "The family's health visitor had been told and had called."),
        View("designated.doctor", "no_review", "The injury fits what the boy and the driver say."),
        View("social.care.manager", "no_review", "We knew of no concern, and find none."),
    ),
    ending=Ending(
        "no_further_action",
        "The panel went through each criterion and found none of them met. No other review would add to what "
        "the school has put right already.",
        "The referral, the police report of the collision and a note of the hospital.",
        "Neither abuse nor neglect is suspected, and those who knew the boy had spoken with each other. An "
        "inter-agency review and a near-miss review were weighed: nothing went wrong that they could show.",
        "I agree with the panel. The referral was right to ask, and the school's walking group is a good "
        "answer to what its teachers saw.",
        "The criteria and why they are not met; what the police found. She agreed, and will tell the teacher "
        "whose worry it was that it was taken seriously.",
    ),
)

SANDERLING = SmallCase(
    code_name="Child Sanderling",
    day=98,
    referrer="review.hospital",
    child="Sanderling (the name is kept by the ward)",
    sex="female",
    years=0,
    area="Northern locality of Westmarch",
    place="Westmarch General Hospital",
    facts=prose("""
A baby was about to be taken home from the ward on a Friday evening. It had been agreed two days before that
she would not go home until a meeting on the Monday. A ward clerk had heard of the meeting and asked; the
discharge was stopped. The baby came to no harm.
"""),
    harm="not_known",
    agencies=("hospital", "health", "social_care"),
    criteria=(Answer("working_concern", "What was agreed had not been written where the ward looks.", True),),
    views=(
        View("superintendent", "no_review", "No harm was done; learn from it quickly."),
        View("education.officer", "no_review", "The criteria are not met."),
        View("designated.nurse", "no_review", "A near miss, and one that could happen on any ward."),
        View("designated.doctor", "no_review", "My trust asks for a near-miss review."),
        View("social.care.manager", "no_review", "We had agreed it by telephone only."),
    ),
    ending=Ending(
        "near_miss_review",
        "The panel found the criteria not met: no child was harmed. It asks that those involved sit together "
        "within a month.",
        "The referral, and what the ward and Social Care each wrote down of the agreement.",
        "It was caught by chance. A near-miss review is the quickest way to find out what a ward has to know "
        "on a Friday evening.",
        "I agree. The ward clerk's question is to be named in the review as what went right.",
    ),
)

DUNLIN = SmallCase(
    code_name="Child Dunlin",
    day=147,
    referrer="review.mental.health",
    child="Dunlin (the name is kept by Social Care)",
    sex="female",
    years=13,
    area="Eastern locality of Westmarch",
    place="Her aunt's home",
    facts=prose("""
A girl of thirteen who stayed with her aunt was found to have been alone for four days, while her aunt was in
hospital. She is well and stays with her grandparents. Three services had each believed that another one was
visiting.
"""),
    harm="neglect",
    agencies=("social_care", "education", "mental_health", "housing"),
    criteria=(Answer("working_concern", "Three services each thought that another one was visiting.", True),),
    aids=(Answer("several_agencies", "Four services, and none that led.", True),),
    views=(
        View("superintendent", "no_review", "No crime is suspected. There is something to learn."),
        View("education.officer", "no_review", "School saw her each day and knew nothing of the aunt."),
        View("designated.nurse", "no_review", "No serious harm; I would like the services to look at it."),
        View("designated.doctor", "no_review", "She was examined and is well."),
        View("social.care.manager", "no_review", "We should have led. Managers can put that right together."),
    ),
    ending=Ending(
        "interagency_review",
        "The panel found that the girl had come to no serious harm, so that the criteria are not met. It "
        "wants the four services' managers to review the case together.",
        "The referral, and short notes of the four services.",
        "The criteria are not met. No further action was weighed and is not enough, as it was luck that she "
        "came to no harm; the four managers concerned can find out together who should have led.",
        "I agree with the panel. The report has at most twelve sides and comes within ten weeks.",
    ),
)

ENDED = (PLOVER, SANDERLING, DUNLIN)


def turnstone(day: int) -> SmallCase:
    """The one that is being considered: referred some days before the demo is looked at."""
    return SmallCase(
        code_name="Child Turnstone",
        day=day,
        referrer="child.abuse.unit",
        child="Turnstone (the name is kept by the police)",
        sex="male",
        years=5,
        area="Northern locality of Westmarch",
        place="Family home",
        facts=prose("""
A boy of five fell from a first-floor window at home while the adults were out. He is recovering in hospital.
Two services had been told in the month before that he was sometimes left alone.
"""),
        harm="neglect",
        agencies=("education", "social_care", "mental_health", "hospital"),
        criteria=(
            Answer("injury", "The consultant says that the fall could have been fatal.", True),
            Answer("working_concern", "Two services were told; it is not clear what each did.", True),
        ),
        aids=(Answer("not_shared", "The school's message may not have reached anybody.", True),),
        views=(
            View("superintendent", "review", "Two warnings in a month: I support a review."),
            View("designated.nurse", "unsure", "I would like to see what school and family centre say."),
            View("designated.doctor", "review", "He was lucky. The injury could have cost his life."),
            View("social.care.manager", "unsure", "We are still looking for the second message."),
            View("education.officer", "review", "The school told somebody; what came of it?"),
        ),
        parallel=("police",),
        parallel_details="Investigation of the fall; both adults have been spoken to.",
    )


ASKED = prose("""
Please tell the panel since when you know Turnstone and his family, what you were told about his being left
alone, by whom and when, and what you did.
""")
SCHOOL_KNOWS = prose("""
He has been in reception since September. On two mornings he said that nobody was at home when he got up. The
designated teacher telephoned Social Care after the second time and was told that somebody would call back.
""")
CENTRE_KNOWS = prose("""
His mother came to our Thursday group four times. She asked for help with early mornings, as she starts work
at six. We gave her the number of a childminder.
""")
CENTRE = "Millbeck Family Centre"
HOLD_REASON = "The officer in the case has not spoken to three people who may be witnesses."
HOLD_FOR_AGENCIES = "Please do not speak with staff about the day of the fall until the police agree."
