"""What a case's scoping has to answer, and what a kind of meeting takes up on it."""

from scr.cases.events import has_happened
from scr.cases.models import Case
from scr.procedures.model import MeetingKind, Question
from scr.procedures.scoping import FACTS, INTERFACE, MATTERS
from scr.procedures.scoping_rules import INSTITUTIONAL


def is_institutional(case: Case) -> bool:
    """Whether the abuse happened in an institution or by several people (seed 004, section 11)."""
    return case.procedure.is_institutional or has_happened(case, INSTITUTIONAL)


def questions_of(case: Case) -> tuple[Question, ...]:
    """The questions that the terms of reference of a case answer."""
    asked = case.procedure.scoping_questions
    return (*asked, *INTERFACE) if is_institutional(case) else asked


def agenda_of(case: Case, kind: MeetingKind) -> tuple[Question, ...]:
    """What a meeting of a kind takes up on a case, in its order."""
    return (*FACTS, *questions_of(case), *MATTERS) if kind.is_scoping else kind.agenda
