"""Letters about an interview, made by an agency's reviewer on the board's paper (seed 002, section 3.8).

They lie with the agency's own notes, as the interview does. Nothing is sent from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reviews.models import InterviewInvitation
from scr.cases.audiences import Kind
from scr.cases.holding import for_agencies, holds_on
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.documents.models import Rendering
from scr.documents.services import request_pdf
from scr.letters.paper import letter_html
from scr.letters.texts import text_of_letter
from scr.letters.values import Sending
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.parallel import INTERVIEWS

INVITATION, SUMMARY = "INTERVIEW", "INTERVIEW_SUMMARY"


@dataclass(frozen=True)
class Paper:
    """What a letter needs that the case does not know: whom it goes to, and the values of its fields."""

    addressee: str
    address: str = ""
    personal: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def put_on_paper(
    case: Case, agency: Agency, code: str, letter: Paper, *, by: User, now: datetime
) -> Rendering:
    """The board's text of a letter with these values, kept with the agency's notes. Raises Incomplete."""
    kind = case.procedure.letter(code)
    text = text_of_letter(case.procedure_key, kind)
    sending = Sending(
        case=case,
        letter=kind,
        addressee=letter.addressee,
        by=by,
        now=now,
        agency=agency,
        address=letter.address,
        personal=letter.personal,
        given=letter.values,
        signed_for=agency.name,
    )
    return request_pdf(
        case,
        compartment_of(case, Kind.PRIVATE, agency),
        kind="interview_letter",
        title=text.label,
        filename=f"{case.reference} {text.label}.pdf",
        html=letter_html(sending, text),
        by=by,
        now=now,
        agency=agency,
    )


@act
def invite_to_interview(
    case: Case, agency: Agency, *, letter: Paper, by: User, now: datetime
) -> InterviewInvitation:
    """Make the letter by which somebody is invited to an interview, and keep that it was made.

    Raises NotTheMoment while interviews are on hold.
    """
    require(by, Do.NOTE_INTERVIEW, case=case, agency=agency)
    case = lock(case)
    hold = holds_on(case, INTERVIEWS).first()
    if hold:
        raise NotTheMoment(for_agencies(hold))
    row = InterviewInvitation(
        case=case,
        compartment=compartment_of(case, Kind.PRIVATE, agency),
        agency=agency,
        addressee=letter.addressee,
        planned_for=letter.values.get("meeting_at"),
        rendering=put_on_paper(case, agency, INVITATION, letter, by=by, now=now),
        made_at=now,
        made_by=by,
    )
    record(row, by=by, now=now, act="interview_invited")
    return row
