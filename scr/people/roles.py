"""Who may do what, in one table that a board member can read (domain: roles; seed 004, sections 2 to 15).

A role gives its actions on the cases where its holder is a participant, and nowhere else. The roles of
an agency act for their own agency only. What may be read is not here but with the compartments
(scr/cases/audiences.py).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Do(StrEnum):
    """Everything that somebody may do on a case; the value is how the application says it."""

    MANAGE_PEOPLE = "say who takes part in a case"
    DECLARE_CONFLICT = "declare a conflict of interest"
    RELATE_CASES = "say how cases with like names belong together"
    KEEP_REGISTER = "keep the register of the family"
    NAME_FAMILY = "name people of the family for an agency's review"
    KEEP_STAFF_LIST = "keep an agency's list of staff"
    CONSULT = "consult the panel"
    ANSWER_REQUEST = "answer the panel's request for information"
    GIVE_VIEW = "give a view on a referral"
    ARRANGE_MEETING = "arrange and record meetings"
    SEND_APOLOGIES = "send apologies for a meeting"
    RECORD_RECOMMENDATION = "record the panel's recommendation"
    DECIDE = "decide on a referral"
    ISSUE_LETTER = "issue letters"
    ACKNOWLEDGE_LETTER = "acknowledge a letter"
    KEEP_RECORDS = "keep an agency's register of records"
    ATTEST_RECORDS = "attest that records are secured"
    DRAFT_TERMS = "draft terms of reference"
    SIGN_TERMS = "sign terms of reference"
    COMMENT_ON_TERMS = "comment on a draft of the terms of reference"
    ANSWER_COMMENTS = "answer comments on a draft of the terms of reference"
    ANSWER_INVITATION = "answer an invitation for an agency"
    APPOINT_AUTHOR = "appoint the author of an agency's review"
    WRITE_REVIEW = "upload an agency's review and chronology"
    NOTE_INTERVIEW = "note interviews for an agency's review"
    HAND_OVER = "hand an agency's review over to be signed"
    SET_SIGNERS = "say who signs an agency's review before its chief officer"
    FOLLOW_SIGNING = "follow how an agency's review is signed inside the agency"
    SIGN_STEP = "sign an agency's review before its chief officer"
    SEND_BACK = "send an agency's review back inside the agency"
    OFFER_SUPPORT = "record what support staff and interviewees were offered"
    COUNTERSIGN = "countersign an agency's review"
    RELEASE_REVIEW = "release a review to the panel"
    RETURN_REVIEW = "return a review for revision"
    ASSESS_REVIEW = "assess a released review"
    ACCEPT_REVIEW = "record that the panel accepts a review"
    ASK_AGENCY = "ask an agency about its review"
    ANSWER_QUERY = "answer a query about an agency's review"
    RECORD_LESSON = "note early learning"
    ACT_ON_LESSON = "say how a lesson is acted on"
    KEEP_STAFF = "note what an agency's staff were told"
    READ_INTEGRATED = "read the integrated chronology"
    WRITE_OVERVIEW = "write the overview report"
    AGREE_OVERVIEW = "record that the panel agrees the overview report"
    ENDORSE = "record the board's endorsement"
    DRAFT_PLAN = "draft the action plan"
    ADD_ACTION = "add an action to the plan"
    RECEIVE_PLAN = "record that the operations board received the action plan"
    UPDATE_ACTION = "report progress on an action"
    VERIFY_ACTION = "confirm that an action is done"
    REPORT_PROGRESS = "report progress to the board"
    MOVE_CASE = "move a case to its next stage"
    EXTEND = "record an extension"
    PLAN_DATE = "plan the dates of a case"
    NOTE_EVENT = "note what happened"
    KEEP_PARALLEL = "keep what runs beside a review, and its holds"
    KEEP_BOARDS = "keep what is agreed with other boards"
    READ_HISTORY = "read a case's history"
    SEE_AS = "see a case as somebody else would"
    READ_OWN_HISTORY = "read what their own agency did on a case"
    READ_LOOKS = "read who looked at a case"
    READ_OWN_LOOKS = "read who looked at what is their agency's"
    APPROVE_SUBSTITUTE = "approve a substitute from an organisation"
    NAME_INVOLVED = "name staff who were involved"
    TAKE_COPY = "take a copy of the action plan"
    REVIEW_EMERGENCY = "review an emergency access"


@dataclass(frozen=True)
class Role:
    key: str
    name: str
    about: str
    does: frozenset[Do]
    for_agency: bool = False


def role(key: str, name: str, about: str, *does: Do, for_agency: bool = False) -> Role:
    return Role(key, name, about, frozenset(does), for_agency)


# Nobody is given this role: it is opened for some hours, on record (scr/cases/emergency.py).
EMERGENCY_READER = "emergency_reader"

_ROLES = (
    role(
        "administrator",
        "Board administrator",
        "Runs the case from day to day, receives and releases the agencies' reviews, keeps the archive.",
        Do.MANAGE_PEOPLE,
        Do.DECLARE_CONFLICT,
        Do.RELATE_CASES,
        Do.KEEP_REGISTER,
        Do.CONSULT,
        Do.ARRANGE_MEETING,
        Do.SEND_APOLOGIES,
        Do.RECORD_RECOMMENDATION,
        Do.ISSUE_LETTER,
        Do.DRAFT_TERMS,
        Do.ANSWER_COMMENTS,
        Do.APPOINT_AUTHOR,
        Do.RELEASE_REVIEW,
        Do.ACT_ON_LESSON,
        Do.RETURN_REVIEW,
        Do.RECORD_LESSON,
        Do.ACCEPT_REVIEW,
        Do.ASSESS_REVIEW,
        Do.ASK_AGENCY,
        Do.READ_INTEGRATED,
        Do.AGREE_OVERVIEW,
        Do.ENDORSE,
        Do.DRAFT_PLAN,
        Do.ADD_ACTION,
        Do.RECEIVE_PLAN,
        Do.UPDATE_ACTION,
        Do.REPORT_PROGRESS,
        Do.MOVE_CASE,
        Do.EXTEND,
        Do.PLAN_DATE,
        Do.NOTE_EVENT,
        Do.KEEP_PARALLEL,
        Do.KEEP_BOARDS,
        Do.READ_HISTORY,
        Do.SEE_AS,
        Do.READ_LOOKS,
        Do.NAME_INVOLVED,
        Do.TAKE_COPY,
    ),
    role(
        "chair",
        "Independent Chair",
        "Chairs the board and its panel; decides whether there is a review and signs its terms of reference.",
        Do.MANAGE_PEOPLE,
        Do.DECLARE_CONFLICT,
        Do.CONSULT,
        Do.GIVE_VIEW,
        Do.ARRANGE_MEETING,
        Do.SEND_APOLOGIES,
        Do.RECORD_RECOMMENDATION,
        Do.DECIDE,
        Do.ISSUE_LETTER,
        Do.SIGN_TERMS,
        Do.ANSWER_COMMENTS,
        Do.RETURN_REVIEW,
        Do.RECORD_LESSON,
        Do.ACCEPT_REVIEW,
        Do.ASSESS_REVIEW,
        Do.ASK_AGENCY,
        Do.READ_INTEGRATED,
        Do.AGREE_OVERVIEW,
        Do.ENDORSE,
        Do.DRAFT_PLAN,
        Do.ADD_ACTION,
        Do.VERIFY_ACTION,
        Do.REPORT_PROGRESS,
        Do.MOVE_CASE,
        Do.EXTEND,
        Do.PLAN_DATE,
        Do.NOTE_EVENT,
        Do.KEEP_PARALLEL,
        Do.KEEP_BOARDS,
        Do.READ_HISTORY,
        Do.READ_LOOKS,
        Do.REVIEW_EMERGENCY,
        Do.TAKE_COPY,
    ),
    role(
        "panel_member",
        "Panel member",
        "Speaks for a profession or organisation on the panel and acts for all of it.",
        Do.DECLARE_CONFLICT,
        Do.GIVE_VIEW,
        Do.SEND_APOLOGIES,
        Do.RETURN_REVIEW,
        Do.RECORD_LESSON,
        Do.ASSESS_REVIEW,
        Do.ASK_AGENCY,
        Do.READ_INTEGRATED,
        Do.DRAFT_PLAN,
        Do.ADD_ACTION,
        Do.VERIFY_ACTION,
        Do.TAKE_COPY,
    ),
    role(
        "legal_adviser",
        "Legal adviser to the panel",
        "Advises the panel; has no vote.",
        Do.DECLARE_CONFLICT,
        Do.SEND_APOLOGIES,
        Do.READ_INTEGRATED,
        Do.TAKE_COPY,
    ),
    role(
        "agency_author",
        "Agency reviewer",
        "Writes one agency's review and chronology; was not involved and does not manage those who were.",
        Do.DECLARE_CONFLICT,
        Do.KEEP_RECORDS,
        Do.COMMENT_ON_TERMS,
        Do.ANSWER_INVITATION,
        Do.WRITE_REVIEW,
        Do.HAND_OVER,
        Do.FOLLOW_SIGNING,
        Do.NAME_FAMILY,
        Do.KEEP_STAFF_LIST,
        Do.ANSWER_QUERY,
        Do.RECORD_LESSON,
        Do.ACT_ON_LESSON,
        Do.KEEP_STAFF,
        Do.ADD_ACTION,
        Do.NOTE_INTERVIEW,
        Do.OFFER_SUPPORT,
        Do.UPDATE_ACTION,
        Do.READ_OWN_LOOKS,
        Do.NAME_INVOLVED,
        Do.TAKE_COPY,
        for_agency=True,
    ),
    role(
        "chief_officer",
        "Chief officer",
        "Answers for an agency: secures its records, appoints its reviewer, countersigns its review.",
        Do.DECLARE_CONFLICT,
        Do.ACKNOWLEDGE_LETTER,
        Do.KEEP_RECORDS,
        Do.ANSWER_REQUEST,
        Do.ATTEST_RECORDS,
        Do.COMMENT_ON_TERMS,
        Do.ANSWER_INVITATION,
        Do.APPOINT_AUTHOR,
        Do.SET_SIGNERS,
        Do.FOLLOW_SIGNING,
        Do.SEND_BACK,
        Do.OFFER_SUPPORT,
        Do.COUNTERSIGN,
        Do.RECORD_LESSON,
        Do.ACT_ON_LESSON,
        Do.KEEP_STAFF,
        Do.ADD_ACTION,
        Do.UPDATE_ACTION,
        Do.READ_OWN_HISTORY,
        Do.READ_OWN_LOOKS,
        Do.APPROVE_SUBSTITUTE,
        Do.NAME_INVOLVED,
        Do.TAKE_COPY,
        for_agency=True,
    ),
    role(
        "review_supporter",
        "Support for the reviewer",
        "Helps the reviewer to gather records and to write; neither hands the review over nor signs it.",
        Do.DECLARE_CONFLICT,
        Do.KEEP_RECORDS,
        Do.WRITE_REVIEW,
        Do.FOLLOW_SIGNING,
        Do.OFFER_SUPPORT,
        for_agency=True,
    ),
    role(
        "review_signer",
        "Signer inside the agency",
        "Reads an agency's review before its chief officer does and signs it or sends it back, for a group "
        "or in person.",
        Do.DECLARE_CONFLICT,
        Do.FOLLOW_SIGNING,
        Do.SIGN_STEP,
        Do.SEND_BACK,
        for_agency=True,
    ),
    role(
        "designated_nurse",
        "Designated nurse",
        "Tells whom a health agency's own rules name, inside and outside of it, and keeps its records.",
        Do.DECLARE_CONFLICT,
        Do.KEEP_RECORDS,
        for_agency=True,
    ),
    role(
        "action_owner",
        "Action owner",
        "Carries out actions of an agency's plan and reports on them.",
        Do.UPDATE_ACTION,
        Do.TAKE_COPY,
        for_agency=True,
    ),
    role(
        "overview_author",
        "Overview author",
        "Writes the overview report; independent of every agency and person involved.",
        Do.DECLARE_CONFLICT,
        Do.READ_INTEGRATED,
        Do.ASK_AGENCY,
        Do.WRITE_OVERVIEW,
    ),
    role(
        "board_member",
        "Board member",
        "Endorses the overview report at the board's meeting.",
        Do.DECLARE_CONFLICT,
    ),
    role(
        "operations_board",
        "Operations board member",
        "Receives the action plan and sees it carried out.",
        Do.DRAFT_PLAN,
        Do.ADD_ACTION,
        Do.VERIFY_ACTION,
        Do.TAKE_COPY,
    ),
    role(
        "auditor",
        "Auditor",
        "Reads what was decided and done; changes nothing.",
        Do.READ_INTEGRATED,
        Do.READ_HISTORY,
        Do.READ_LOOKS,
        Do.TAKE_COPY,
    ),
    role(EMERGENCY_READER, "Emergency reader", "Opened a case for some hours in an emergency; only reads."),
)

ROLES: dict[str, Role] = {one.key: one for one in _ROLES}
ROLE_CHOICES = [(one.key, one.name) for one in _ROLES]
# Posts whose holders read what the board agreed with its neighbours (seed 004, section 5.2).
PROTOCOL_READERS = frozenset({"administrator", "chair", "panel_member"})
# Who sees whole cases signs in with a passkey or an authenticator app; a code by e-mail is not enough.
STRONG_FACTOR = frozenset({"administrator", "chair", "panel_member", "overview_author"})


def names_of(keys: Collection[str]) -> list[str]:
    """Roles by name, in the order of the table; those of an agency act for their own."""
    return [f"{one.name} of the agency" if one.for_agency else one.name for one in _ROLES if one.key in keys]


# What people of another board may be in a joint review. Its Chair sits on the enlarged panel: who decides,
# signs and says who takes part stays our own.
FOR_OTHER_BOARDS = frozenset({"panel_member", "legal_adviser", "board_member"})

GIVEN_CHOICES = [(key, name) for key, name in ROLE_CHOICES if key != EMERGENCY_READER]


# Posts that give no part in any case: their holders read no compartment and count towards no quorum.
NEAR_MISS_GROUP = "near_miss_group"
POSTS_OFF_CASES = {NEAR_MISS_GROUP: "Member of the near-miss sub-group"}
POST_CHOICES = [*ROLE_CHOICES, *POSTS_OFF_CASES.items()]


def roles_that_may(action: Do) -> frozenset[str]:
    """The keys of the roles that hold an action."""
    return frozenset(one.key for one in _ROLES if action in one.does)
