"""How tests send a chronology: through the services that the pages use, up to the step that is wanted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chronology.models import Chronology, ImportAttempt
from chronology.services import receiving
from chronology.services.lists import begun_list
from chronology.services.submitting import submit
from scr.cases.models import Case
from scr.people.models import Agency


def taken_in(
    case: Case,
    agency: Agency,
    *,
    filename: str = "chronology.xlsx",
    content: bytes,
    by: Any,
    now: datetime,
    department: str = "",
) -> ImportAttempt:
    """A file that was sent, looked at and taken in; one that cannot be read leaves its refusal."""
    found = receiving.receive(
        case, agency, filename=filename, content=content, by=by, now=now, department=department
    )
    if isinstance(found, ImportAttempt):
        return found
    waiting, about = receiving.waiting_file(found.pk, case, agency, by=by, now=now)
    look = receiving.look_at(case, agency, waiting, about)
    return receiving.take_in(case, agency, waiting, about, revision=look.revision, by=by, now=now)


def submitted(case: Case, agency: Agency, **sent: Any) -> Chronology:
    """A file that was taken in, and the chronology submitted as it then stands."""
    attempt = taken_in(case, agency, **sent)
    assert attempt.is_accepted, attempt.messages
    chronology = begun_list(case, agency, "", by=sent["by"], now=sent["now"])
    if chronology.submitted_at is not None:
        return chronology
    return submit(chronology, revision=chronology.revision, by=sent["by"], now=sent["now"])
