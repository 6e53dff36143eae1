"""The referral of Child Linnet on form G, the panel's answers and recommendation, the Chair's decision."""

from dataclasses import dataclass

from scr.pages.demo.prose import Answer, prose

CODE_NAME = "Child Linnet"
BORN_DAY, DIED_DAY = -432, -2


@dataclass(frozen=True)
class HouseholdMember:
    """One person of the family, by code."""

    code: str
    relation: str
    age: str
    where: str


@dataclass(frozen=True)
class Referral:
    """What form G holds."""

    code_name: str
    gender: str
    ethnicity: str
    area: str
    legal_status: str
    plan_status: str
    household: tuple[HouseholdMember, ...]
    incident_day: int
    incident_place: str
    incident_facts: str
    harm_categories: tuple[str, ...]
    agencies_known: tuple[str, ...]
    criteria: tuple[Answer, ...]
    aid_questions: tuple[Answer, ...]
    parallel_proceedings: str
    other_children: str
    immediate_action: str


REFERRAL = Referral(
    code_name=CODE_NAME,
    gender="girl",
    ethnicity="White British",
    area="Northern locality of Westmarch",
    legal_status="Lived with both parents; no order",
    plan_status="Child in need plan, closed five weeks before; never subject to a child protection plan",
    household=(
        HouseholdMember("M", "mother", "23", "Address 3"),
        HouseholdMember("F", "father", "26", "Address 3"),
        HouseholdMember("S1", "older sister", "4", "With MGM since {day:-2}"),
        HouseholdMember("MGM", "maternal grandmother", "47", "Own home in the same town"),
    ),
    incident_day=-2,
    incident_place="Family home, Address 3",
    incident_facts=prose("""
An ambulance was called to Address 3 in the early hours of {day:-2}. Linnet, aged 14 months, was
unresponsive. She was taken to Westmarch General Hospital, where the full paediatric team continued efforts
to revive her. She was pronounced dead at 4.31am.

The consultant found injuries for which the parents offered no explanation, and noted that Linnet was
underweight. A post-mortem has been ordered by the coroner. Both parents were arrested later the same day
and have been bailed apart. This form gives no more detail than the panel needs.
"""),
    harm_categories=("physical abuse", "neglect"),
    agencies_known=(
        "social_care",
        "health",
        "hospital",
        "police",
        "education",
        "mental_health",
        "gp",
        "housing",
        "drug_alcohol",
    ),
    criteria=(
        Answer("died", "Linnet died on {day:-2}.", True),
        Answer(
            "abuse_known",
            "Injuries without explanation; weight below the lowest line of the chart; known violence "
            "in the home.",
            True,
        ),
        Answer(
            "working_concern",
            "Nine attendances by police and three referrals in two years, yet no child protection "
            "conference.",
            True,
        ),
        Answer("injury", "The limb on death applies.", False),
        Answer("sexual_abuse", "Nothing suggests this.", False),
        Answer("impairment", "The limb on death applies.", False),
        Answer("parent_murdered", "Both parents are alive.", False),
        Answer("domestic_violence", "Neither parent has been killed.", False),
    ),
    aid_questions=(
        Answer(
            "not_recognised",
            "A mark on the face of a baby who could not crawl was seen in surgery and taken for an accident.",
            True,
        ),
        Answer(
            "not_shared",
            "Notification of one attendance took eighteen days to reach Social Care; the nursery's "
            "notes stayed there.",
            True,
        ),
        Answer(
            "not_acted_on", "A grandmother's warning was checked by one telephone call to the mother.", True
        ),
        Answer("institution", "It happened at home.", False),
        Answer("custody", "No.", False),
        Answer("looked_after", "No.", False),
        Answer(
            "dismissed",
            "The health visitor told police on {day:-2} that she had not agreed to the closing of the plan.",
            True,
        ),
        Answer(
            "procedures_failed",
            "Disagreement between professionals was not taken to a manager; transfers across the "
            "border may be unsafe.",
            True,
        ),
        Answer("plan", "A conference was considered {day:-150} and not called.", False),
        Answer(
            "several_agencies", "At least seven agencies knew the family in the year before the death.", True
        ),
        Answer(
            "protocols",
            "The cross-border protocol and the one on unborn babies may not have been understood.",
            True,
        ),
    ),
    parallel_proceedings=prose("""
Criminal investigation led by the Child Abuse Investigation Unit. Coroner told on {day:-2}. Care proceedings
for S1 are being considered by the local authority.
"""),
    other_children=prose("""
Yes, one: S1, aged 4. She was collected by the out of hours social worker with a police officer on {day:-2}
and is with MGM, whose home has been checked. Neither parent may see her without supervision. A medical is
booked for today. No other child lived in the household; F has told officers of no other child.
"""),
    immediate_action=prose("""
Home secured. Records of the police locked in the unit. Hospital, GP practice, Social Care and health
visiting have confirmed by telephone that theirs are locked. Coroner's officer and family liaison officer
appointed.
"""),
)


@dataclass(frozen=True)
class ConsultationAnswer:
    """A panel member's answer when consulted within two working days; `login` as in people.py."""

    login: str
    view: str
    text: str


CONSULTATION: tuple[ConsultationAnswer, ...] = (
    ConsultationAnswer(
        "superintendent",
        "review",
        prose("""
The criteria are met on what my unit knows. I ask that interviews with practitioners who may be witnesses
are agreed with the senior investigating officer first. I have had no part in the case and none of the
officers report to me directly.
"""),
    ),
    ConsultationAnswer(
        "education.officer",
        "conflict",
        prose("""
I must declare a conflict. Until eight months ago I line-managed the early years adviser who looked at the
nursery's concern book, and I signed off her visit note. I withdraw for this case and nominate Owen
Castellan, who has had nothing to do with the setting.
"""),
    ),
    ConsultationAnswer(
        "designated.nurse",
        "review",
        prose("""
I support a review. Community Health had vacancies for much of the time, and the family moved to another
county and back. I expect lessons about transfer of records and about what we do when we do not agree with
each other.
"""),
    ),
    ConsultationAnswer(
        "designated.doctor",
        "review",
        prose("""
Yes. A baby with a bruise before she could crawl, a falling weight, and two clinic appointments to which
nobody brought her: three medical chances that were not joined up. I ask that the review look at fathers'
and mothers' own attendances as well.
"""),
    ),
    ConsultationAnswer(
        "social.care.manager",
        "review",
        prose("""
I agree that a review must be held. My own service made the decision not to hold a conference and I want
that looked at by someone who does not work for me. I did not supervise the team but I manage its head of
service; the Chair should know that.
"""),
    ),
    ConsultationAnswer(
        "education.substitute",
        "review",
        prose("""
On the papers I support a review. The nursery saw S1 on most days and wrote down what she said. Why that did
not travel further is the question for us.
"""),
    ),
    ConsultationAnswer(
        "legal.adviser",
        "advice",
        prose("""
I do not vote. The criteria in the guidance are met if the panel accepts that abuse or neglect is suspected.
A pending prosecution is no reason to wait, but publication should be held back until it is over and the
Crown Prosecution Service should be told of the review.
"""),
    ),
)

INFORMATION_REQUESTS: dict[str, str] = {
    "gp": prose("""
Please tell the panel whether Linnet, S1, M or F are or were registered with you, the dates of your contact
in the last two years, any note of a mark or injury, and who in the practice received reports from other
agencies.
"""),
    "housing": prose("""
Please tell the panel who held the tenancy of Address 3, who is known to have lived there and when, and
whether any complaint or visit in the last two years touched on the welfare of the children.
"""),
}

INFORMATION_RETURNS: dict[str, str] = {
    "gp": prose("""
All four are registered here. Linnet was seen eight times. A locum noted a bruise in front of the left ear
on {day:-182}. Letters about missed clinics were filed. All records are secured.
"""),
    "housing": prose("""
Joint tenancy of M and F since {day:-497}. Officers met F there on six dates, among them some on which we
now hear that he was thought to live elsewhere. Noise diaries of a neighbour mention a child crying. File
secured.
"""),
}

RECOMMENDATION = prose("""
The panel recommends to the Chair of the Board that a serious case review be held into the death of Child
Linnet.

Facts considered: the referral and its appendix, seven answers to the consultation, and the returns of the
GP practice and of Housing. The panel went through each criterion. A child has died and abuse or neglect is
suspected: a review should therefore always be held. The panel noted in addition that at least seven
agencies were involved, that information known to one was often not known to the next, that professionals
disagreed about closing the plan, and that the family spent eleven weeks in another county.

Options considered: an inter-agency management review was not thought enough, because the criteria for a
serious case review are met and independence matters here. Waiting for the trial was rejected; early lessons
should not wait.

Dissent: none. The Senior Education Officer took no part, having declared a conflict; her substitute agreed
with the recommendation. The Legal Adviser advised and did not vote.
""")

DECISION_RATIONALE = prose("""
I have read the referral, the minutes of the panel's meeting of {day:18} and its recommendation, and I have
considered for myself whether the criteria are met. I chaired the panel's meeting; this decision is a
separate act and I record my own reasons.

Linnet was fourteen months old. Abuse or neglect is suspected to have been a factor in her death. The
guidance leaves no choice in such a case, and if it had I should have come to the same view: her
grandmother, her sister, a neighbour, a nursery and a health visitor each saw something, and what they saw
did not come together.

I decide that a serious case review will be held. It begins today, twenty-one days after the referral. It is
not an inquiry into who is to blame. I have confirmed with Social Care that S1 is safe and that plans for
her are before the court. Chief Officers are to be told within twenty-four hours and CSCI at once.
""")
