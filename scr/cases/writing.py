"""How every room writes: one row at a time, recorded, while the case is locked."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

from scr.audit.services import save_recorded
from scr.cases import duties
from scr.cases.audiences import Kind
from scr.cases.models import (
    Case,
    Compartment,
)
from scr.cases.policy import NotTheMoment
from scr.people.identity import working_on
from scr.people.models import Agency, User


class OfCase(Protocol):
    """A case, or something of one."""

    @property
    def case_id(self) -> UUID: ...


Subject = TypeVar("Subject", bound=OfCase)
P = ParamSpec("P")
Result = TypeVar("Result")


def act(
    service: Callable[Concatenate[Subject, P], Result],
) -> Callable[Concatenate[Subject, P], Result]:
    """Let a service write: all of it or nothing, on the case of its first argument and on no other."""

    @wraps(service)
    def on_its_case(subject: Subject, /, *args: P.args, **kwargs: P.kwargs) -> Result:
        with working_on(subject.case_id):
            return service(subject, *args, **kwargs)

    return on_its_case


def record(row: Any, *, by: User | None, now: datetime, act: str, **facts: Any) -> None:
    """Write one case row with history and audit. Raises NotTheMoment when its compartment is sealed.

    `by` is None for the holder of an invited link, whom history and audit then name by the link.
    """
    compartment = row.compartment
    if compartment.sealed_at is not None:
        raise NotTheMoment("This was signed and can no longer be changed.")
    save_recorded(row, by=by, at=now, act=act, **facts)


def lock(case: Case) -> Case:
    """The case as it stands now, locked until the transaction ends: writers of a case take turns."""
    return Case.objects.select_for_update().get(pk=case.pk)


def compartment_of(case: Case, kind: Kind, agency: Agency | None = None) -> Compartment:
    """The newest round of a compartment of a case."""
    return duties.compartment_told_in(case, kind, agency)
