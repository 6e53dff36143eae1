"""The page that says who may do what: drawn from the tables that decide it, never by hand."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from scr.cases import audiences
from scr.cases.audiences import Kind
from scr.pages.management.commands import draw_permissions
from scr.pages.permissions import HOLDS, page
from scr.people.roles import ROLES
from tests.cast import person

DRAWN = Path(__file__).parent.parent / "docs" / "permissions.md"


def test_the_page_of_permissions_is_fresh():
    assert DRAWN.read_text() == page(), "run manage.py draw_permissions"


def test_the_command_draws_it(tmp_path, monkeypatch):
    monkeypatch.setattr(draw_permissions, "PAGE", tmp_path / "permissions.md")
    call_command("draw_permissions")
    assert (tmp_path / "permissions.md").read_text() == page()


def test_it_follows_the_tables(monkeypatch):
    """Negative control: somebody who would read an agency's notes stands on the page at once."""
    line = next(one for one in page().splitlines() if one.startswith(f"| {HOLDS[Kind.PRIVATE]}"))
    assert line == "| An agency's own notes | – | agency reviewer, chief officer, support for the reviewer |"
    monkeypatch.setitem(audiences.STANDING, Kind.PRIVATE, frozenset({"auditor"}))
    assert "| An agency's own notes | auditor | agency reviewer, chief officer, support for" in page()


def test_every_part_and_every_compartment_has_its_line():
    drawn = page()
    for role in ROLES.values():
        assert f"| {role.name} | {role.about} |" in drawn
    assert set(HOLDS) == set(Kind)


@pytest.mark.django_db
def test_it_stands_under_help():
    client = Client()
    client.force_login(person("Ann Other"))
    shown = client.get(reverse("permissions")).content.decode()
    assert '<th class="govuk-table__header" scope="col">Who reads it from the start</th>' in shown
    assert "Countersigns: chief officer" in shown
    assert Client().get(reverse("permissions")).status_code == 302
