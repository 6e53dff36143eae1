"""What a case's scoping has to answer, and what a kind of meeting takes up on it."""

from scr.cases.models import Case
from scr.procedures.model import MeetingKind, Question
from scr.procedures.scoping import FACTS, MATTERS


def questions_of(case: Case) -> tuple[Question, ...]:
    """The questions that the terms of reference of a case answer."""
    return case.procedure.scoping_questions


def agenda_of(case: Case, kind: MeetingKind) -> tuple[Question, ...]:
    """What a meeting of a kind takes up on a case, in its order."""
    return (*FACTS, *questions_of(case), *MATTERS) if kind.is_scoping else kind.agenda
