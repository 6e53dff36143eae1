"""Start-up checks: the application refuses to run where its promises could not hold."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

from scr.cases.audiences import Kind
from scr.documents.pdf import NoPdf, make_pdf
from scr.people.bodies import BODY_KINDS
from scr.people.identity import WrongRole, refuse_wrong_role
from scr.people.roles import ROLES
from scr.procedures import OVERLAYS, PROCEDURES
from scr.procedures.checking import Fault, World, faults_of, faults_of_overlay
from scr.procedures.rule import Page

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
    """Every procedure and every agency's own rules hold together; else the application does not start."""
    return [Error(str(fault), hint=fault.remedy, id="scr.E002") for fault in faults_of_all()]


def faults_of_all() -> Iterator[Fault]:
    world = world_here()
    for one in PROCEDURES.values():
        yield from faults_of(one, world)
        for overlay in OVERLAYS.values():
            yield from faults_of_overlay(overlay, one, world)


def world_here() -> World:
    """What procedures may name in this application."""
    return World(
        roles=frozenset(ROLES),
        compartments=frozenset(Kind),
        bodies=frozenset(BODY_KINDS),
        has_page=_has_page,
        has_letter=_has_letter,
    )


def _has_page(page: Page) -> bool:
    kwargs = {"case_id": NIL}
    if page.needs_agency:
        kwargs["agency_id"] = NIL
    if page.needs_subject:
        kwargs["subject_id"] = NIL
    if page.letter:
        kwargs["code"] = page.letter
    try:
        reverse(page.name, kwargs=kwargs)
    except NoReverseMatch:
        return False
    return True


def _has_letter(template: str) -> bool:
    try:
        get_template(f"letters/texts/{template}.md")
    except TemplateDoesNotExist:
        return False
    return True
