"""What a decision set off, as a list to work through: each task with its clock and who did it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from scr.cases.links import duty_url
from scr.cases.models import Case, Duty, Milestone
from scr.letters.models import Letter

# What the sentence of a milestone is made of.
WORDED_BY = ("met_by_milestone__case", "met_by_milestone__agency")


@dataclass(frozen=True)
class Item:
    """One task that a decision set off; of a chief officer's, the letter that told them."""

    words: str
    due: datetime | None
    done: str
    done_by: str
    done_at: datetime | None
    is_late: bool
    url: str
    letter: Letter | None

    @property
    def state(self) -> str:
        if self.done_at:
            return "Done"
        return "Overdue" if self.is_late else "To do"


def items_of(case: Case, user: Any, *, now: datetime) -> list[Item]:
    """Everything that the newest decision set off and that somebody may see, in the procedure's order."""
    order = {key: number for number, key in enumerate(case.procedure.set_off)}
    found = Duty.objects.visible_to(user).filter(case=case, cancelled_at__isnull=True)
    duties = [
        duty
        for duty in found.select_related("agency", "case", "met_by_milestone__recorded_by", *WORDED_BY)
        if duty.rule_key in order or (duty.overlay and duty.rule.trigger == "review_instigated")
    ]
    duties.sort(key=lambda one: (order.get(one.rule_key, len(order)), one.whose))
    receipts = _receipts(case, user)
    return [_item(duty, receipts, now) for duty in duties]


def _receipts(case: Case, user: Any) -> dict[Any, Letter]:
    """The newest letter of decision to each agency."""
    letters = Letter.objects.visible_to(user).filter(case=case, code="H").order_by("issued_at")
    return {letter.agency_id: letter for letter in letters}


def _who(met: Milestone | None) -> str:
    """Who did it: nobody of the board's where it came by an invited link."""
    return met.recorded_by.full_name if met and met.recorded_by else ""


def _item(duty: Duty, receipts: dict[Any, Letter], now: datetime) -> Item:
    letter = receipts.get(duty.agency_id) if duty.rule_key == "NOTIFY_CO" else None
    met = duty.met_by_milestone
    return Item(
        words=duty.words,
        due=duty.due_at,
        done=met.words if met else "",
        done_by=_who(met),
        done_at=duty.met_at,
        is_late=duty.is_late(now),
        url=reverse("letters:letter", args=[letter.pk]) if letter else duty_url(duty),
        letter=letter,
    )
