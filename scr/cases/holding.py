"""What is held back on a case, and the sentence by which it waits. Holds are placed in scr/cases/holds.py.

Everybody who is refused reads who asked and when it is looked at again; the reason itself is the panel's.
"""

from typing import Any

from scr.cases.models import Case, Hold, ParallelProcess
from scr.cases.policy import NotTheMoment
from scr.dates import day_words
from scr.people.identity import working_on
from scr.procedures.parallel import (
    EVENTS_HELD,
    INTERVIEWS,
    LETTERS_HELD,
    PROCESSES_PAGE,
    holds_that_stop,
)


def holds_on(case: Case, what: str) -> Any:
    """The holds on something that stand, for whoever works on the case as a whole."""
    found = Hold.objects.filter(case=case, stops__in=holds_that_stop(what), lifted_at__isnull=True)
    return found.select_related("process").order_by("review_on")


def standing_holds(case: Case, user: Any) -> Any:
    """The holds of a case that stand and that somebody may see, the first to be looked at again first."""
    found = Hold.objects.visible_to(user).filter(case=case, lifted_at__isnull=True)
    return found.select_related("process").order_by("review_on")


def holds_that_keep(case: Case, key: str, user: Any) -> Any:
    """The holds that keep an event from being recorded, as far as somebody may see them."""
    kinds = holds_that_stop(EVENTS_HELD[key]) if key in EVENTS_HELD else ()
    return standing_holds(case, user).filter(stops__in=kinds)


def holds_that_keep_letter(case: Case, code: str, user: Any) -> Any:
    """The holds that keep a letter from being sent, as far as somebody may see them."""
    kinds = holds_that_stop(LETTERS_HELD[code]) if code in LETTERS_HELD else ()
    return standing_holds(case, user).filter(stops__in=kinds)


def refuse_held_event(case: Case, key: str) -> None:
    """Raise NotTheMoment while a hold keeps an event from being recorded, such as publication."""
    if key in EVENTS_HELD:
        _refuse(case, EVENTS_HELD[key], "Publication is")


def refuse_held_letter(case: Case, code: str) -> None:
    """Raise NotTheMoment while a hold keeps a letter from being sent, such as to an interview."""
    if code in LETTERS_HELD:
        _refuse(case, LETTERS_HELD[code], "Invitations to interviews are")


def _refuse(case: Case, what: str, verb: str) -> None:
    found = holds_on(case, what).first()
    if found:
        raise NotTheMoment(f"{verb} {held_words(found)}", PROCESSES_PAGE)


def held_words(hold: Hold) -> str:
    """By whose wish something waits, since when and until when, as the end of a sentence."""
    return (
        f"on hold: {hold.process.title}, asked for on {day_words(hold.asked_on)}. "
        f"The hold is looked at again on {day_words(hold.review_on)}."
    )


def pending_proceedings(case: Case, user: Any) -> list[str]:
    """What somebody may see of what runs and may decide who gets papers of the case (seed 004, 14)."""
    return _ruling(ParallelProcess.objects.visible_to(user).filter(case=case))


def proceedings_on(case: Case) -> list[str]:
    """The same for a paper about the case as a whole; policy has been asked."""
    return _ruling(ParallelProcess.objects.filter(case=case))


def _ruling(rows: Any) -> list[str]:
    return [row.title for row in rows.filter(ended_on__isnull=True) if row.known_as.rules_on_papers]


def interview_holds_for_agencies(case: Case) -> list[str]:
    """What agencies read of the holds on interviews that stand: nothing else of a hold is theirs to see."""
    with working_on(case.pk):
        return [for_agencies(hold) for hold in holds_on(case, INTERVIEWS)]


def for_agencies(hold: Hold) -> str:
    """What an agency reads of a hold on interviews: neither who asked nor the panel's reason."""
    return f"Interviews are {held_words(hold)} {hold.told_agencies}".strip()
