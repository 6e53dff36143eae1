"""A case's history, from what was recorded when it happened; templates/pages/history/ words it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scr.cases.models import Case, Extension, Milestone, Participant, Release, StageChange


@dataclass(frozen=True)
class Entry:
    """Something that happened: `kind` names the template that words it."""

    at: datetime
    kind: str
    row: Any
    by: str = ""
    text: str = ""


def entries_of(case: Case, user: Any) -> list[Entry]:
    """What happened that somebody may know, the newest first; five queries whatever its length."""
    sources = (_stage_changes, _milestones, _participants, _releases, _extensions)
    return sorted(
        (one for source in sources for one in source(case, user)), key=lambda one: one.at, reverse=True
    )


def _rows(model: Any, case: Case, user: Any, *related: str) -> Any:
    return model.objects.visible_to(user).filter(case=case).select_related("case", *related)


def _stage_changes(case: Case, user: Any) -> list[Entry]:
    rows = _rows(StageChange, case, user, "changed_by")
    return [Entry(one.changed_at, "stage", one, one.changed_by.full_name, one.reason) for one in rows]


def _milestones(case: Case, user: Any) -> list[Entry]:
    rows = _rows(Milestone, case, user, "recorded_by", "agency")
    return [Entry(one.happened_at, "milestone", one, one.recorded_by.full_name) for one in rows]


def _participants(case: Case, user: Any) -> list[Entry]:
    rows = list(_rows(Participant, case, user, "user", "agency"))
    began = [Entry(one.since, "joined", one) for one in rows]
    return began + [Entry(one.recused_at, "recused", one) for one in rows if one.recused_at]


def _releases(case: Case, user: Any) -> list[Entry]:
    rows = _rows(Release, case, user, "compartment__agency", "released_by")
    return [Entry(one.released_at, "release", one, one.released_by.full_name) for one in rows]


def _extensions(case: Case, user: Any) -> list[Entry]:
    rows = _rows(Extension, case, user, "duty__case", "extended_by")
    return [Entry(one.extended_at, "extension", one, one.extended_by.full_name, one.reason) for one in rows]
