"""Start-up checks: the application refuses to run where its promises could not hold."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.urls import NoReverseMatch, reverse

from scr.documents.pdf import NoPdf, make_pdf
from scr.people.bodies import BODY_KINDS
from scr.people.identity import WrongRole, refuse_wrong_role
from scr.people.roles import ROLES
from scr.procedures import PROCEDURES
from scr.procedures.model import Page, Procedure

NIL = "00000000-0000-0000-0000-000000000000"


@register(Tags.database)
def database_role(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Web, worker and beat work as a role that is neither owner nor superuser (security: second wall)."""
    if settings.RUN_AS_OWNER:
        return []
    try:
        refuse_wrong_role()
    except WrongRole as wrong:
        return [Error(str(wrong), id="scr.E001")]
    return []


@register("pdf", deploy=True)
def pdf_library(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        make_pdf("<title>check</title><p>check</p>")
    except NoPdf as missing:
        return [Warning(f"PDFs cannot be made: {missing}", id="scr.W001")]
    return []


@register("procedures")
def procedures(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every procedure holds together: no unknown names, no stage that cannot be reached or left."""
    return [
        Error(f"Procedure {one.key} version {one.version}: {sentence}", id="scr.E002")
        for one in PROCEDURES.values()
        for sentence in problems_of(one)
    ]


def problems_of(one: Procedure) -> Iterator[str]:
    """What is wrong with a procedure, a sentence each."""
    stages = {stage.key for stage in one.stages}
    milestones = {milestone.key for milestone in one.milestones}
    yield from _unknown("stage", _stages_named(one), stages)
    yield from _unknown("milestone", _milestones_named(one), milestones)
    yield from _unknown("role", _roles_named(one), set(ROLES))
    yield from _unknown(
        "kind of body", (letter.body_kind for letter in one.letters if letter.body_kind), set(BODY_KINDS)
    )
    yield from _unknown("reading", (rule.reading for rule in one.rules if rule.reading), set(one.readings))
    yield from (f"page {page.name} does not exist" for page in _pages_named(one) if not _exists(page))
    reached = _reachable(one)
    yield from (f"stage {key} cannot be reached" for key in sorted(stages - reached))
    for stage in one.stages:
        if not stage.is_final and not any(one.transitions_from(stage.key)):
            yield f"stage {stage.key} is a dead end"


def _unknown(what: str, named: Any, known: set[str]) -> Iterator[str]:
    yield from (f"{what} {name} does not exist" for name in sorted(set(named) - known))


def _stages_named(one: Procedure) -> Iterator[str]:
    for transition in one.transitions:
        yield from (transition.source, transition.target)
    yield from (outcome.stage for outcome in one.outcomes)


def _milestones_named(one: Procedure) -> Iterator[str]:
    for rule in one.rules:
        yield from (rule.trigger, *rule.met_by)
    for transition in one.transitions:
        for condition in transition.waits_for:
            yield from condition.any_of
    for letter in one.letters:
        yield from filter(None, (letter.milestone, letter.acknowledged, letter.follows))
    yield from (meeting.milestone for meeting in one.meetings if meeting.milestone)


def _roles_named(one: Procedure) -> Iterator[str]:
    for rule in one.rules:
        yield from rule.owners
        yield from (role for _, role in rule.escalations)
    for transition in one.transitions:
        yield from transition.by
    yield from (letter.to_role for letter in one.letters)


def _pages_named(one: Procedure) -> Iterator[Page]:
    yield from (rule.page for rule in one.rules)
    for transition in one.transitions:
        yield from (condition.page for condition in transition.waits_for)


def _exists(page: Page) -> bool:
    kwargs = {"case_id": NIL}
    if page.needs_agency:
        kwargs["agency_id"] = NIL
    if page.needs_subject:
        kwargs["subject_id"] = NIL
    try:
        reverse(page.name, kwargs=kwargs)
    except NoReverseMatch:
        return False
    return True


def _reachable(one: Procedure) -> set[str]:
    reached, waiting = set(), [one.first_stage.key]
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting += [transition.target for transition in one.transitions_from(stage)]
    return reached
