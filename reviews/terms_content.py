"""What terms of reference say, apart from where they are kept: as a form posts it and a service takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

ANSWER = "answer_"


@dataclass(frozen=True)
class TermsContent:
    """What a draft says; days in London. `reviews_due_on` is for the agencies that this version asks.

    A draft may have gaps; what has to be there for the signature is asked in reviews/terms_gaps.py.
    """

    period_from: date | None = None
    period_to: date | None = None
    start_on: date | None = None
    complete_on: date | None = None
    presentation_on: date | None = None
    reviews_due_on: date | None = None
    why_outside_window: str = ""
    inspectorate_on: date | None = None
    needs_extraordinary_board: bool = False
    briefing_on: date | None = None
    briefing_people: str = ""
    contract_by: str = ""
    on_delay: str = ""
    legal_advice: str = ""
    meeting_id: UUID | None = None
    others: Sequence[str] = ()
    experts: Sequence[str] = ()
    parallel: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    lines: Sequence[str] = ()
    agency_ids: Sequence[UUID] = ()


NAMES = tuple(TermsContent.__dataclass_fields__)


def flat(content: TermsContent) -> dict[str, Any]:
    """Every field and every answer by a name of its own, lists as lists: what two people's drafts share."""
    given = {name: _plain(value) for name, value in asdict(content).items() if name != "answers"}
    return {**given, **{ANSWER + key: text for key, text in content.answers.items() if text}}


def from_flat(values: Mapping[str, Any]) -> TermsContent:
    """The content of what `flat` gave; an answer that was taken out is left out."""
    plain = {name: values[name] for name in NAMES if name != "answers"}
    answers = {
        name.removeprefix(ANSWER): text for name, text in values.items() if name.startswith(ANSWER) and text
    }
    return TermsContent(**plain, answers=answers)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def content_of(row: Any, *, lines: Sequence[str] = (), agency_ids: Sequence[UUID] = ()) -> TermsContent:
    """The content of a draft, of a signed version or of either's history; lists that lie apart are given."""
    own = {name: getattr(row, name) for name in NAMES if name not in ("lines", "agency_ids")}
    return TermsContent(**own, lines=lines, agency_ids=agency_ids)
