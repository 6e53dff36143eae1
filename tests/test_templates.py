"""What every template must keep to: nothing inline, known components, one roof."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template, engines
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
# Paper is made by WeasyPrint, which fetches nothing: its style stands in the document.
PAPER = ("pdf", "letters")
ON_SCREEN = [path for path in TEMPLATES.rglob("*.html") if path.relative_to(TEMPLATES).parts[0] not in PAPER]
INLINE = re.compile(
    r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE
)
INCLUDED = re.compile(r"""{%\s*include\s+"(components/[^"]+)\"""")


def named(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", ON_SCREEN, ids=named)
def test_no_style_or_script_stands_in_a_page(path: Path) -> None:
    """The Content-Security-Policy would refuse it."""
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "text",
    ['<p style="color: red">', "<style>p {}</style>", "<script>alert(1)</script>", '<a onclick="go()">'],
)
def test_the_check_above_finds_what_it_looks_for(text: str) -> None:
    assert INLINE.findall(text)


@pytest.mark.parametrize("path", ON_SCREEN, ids=named)
def test_every_component_that_a_page_includes_exists(path: Path) -> None:
    missing = [name for name in INCLUDED.findall(path.read_text()) if not (TEMPLATES / name).exists()]
    assert missing == []


def test_every_template_compiles() -> None:
    for path in TEMPLATES.rglob("*.html"):
        if path.relative_to(TEMPLATES).parts[0] != "rows":  # Jinja2
            engines["django"].get_template(named(path))


def test_the_styles_carry_neither_crown_nor_the_government_s_font() -> None:
    css = (ROOT / "static" / "build" / "lantern.css").read_text()
    assert "govuk-button" in css
    assert not re.search(r"GDS Transport|crown|crest|@font-face", css, re.IGNORECASE)


def test_every_picture_of_the_styles_is_there() -> None:
    build = ROOT / "static" / "build"
    addresses = re.findall(r"url\(([^)]+)\)", (build / "lantern.css").read_text())
    assert addresses
    assert [address for address in addresses if not (build / address).is_file()] == []


def page(**context: Any) -> str:
    template = Template(
        '{% extends "base.html" %}{% block title %}Agencies{% endblock %}'
        "{% block heading %}Agencies{% endblock %}{% block content %}<p>Nine</p>{% endblock %}"
    )
    return template.render(Context(context))


def test_a_case_page_always_shows_code_name_stage_and_confidential() -> None:
    html = page(case=SimpleNamespace(code_name="Kestrel", stage_name="Scoping"))
    assert re.search(r"<title>Agencies – Kestrel – Lantern</title>", html)
    assert '<strong class="app-case__name">Kestrel</strong>' in html
    assert '<span class="app-case__stage">Scoping</span>' in html
    assert "Confidential" in html


def test_every_page_has_one_heading_a_way_past_the_menu_and_the_standing_statement() -> None:
    html = page()
    assert html.count("<h1") == html.count("</h1>") == 1
    assert 'href="#main-content"' in html
    assert 'id="main-content"' in html
    assert "does not lay blame" in html


def test_where_somebody_is_names_the_section() -> None:
    html = page(navigation=[{"label": "Cases", "url": "/cases/", "current": True}])
    assert re.search(r'href="/cases/"\s+aria-current="true"', html)


def test_the_page_for_our_own_mistakes_needs_nothing() -> None:
    assert "Something went wrong" in render_to_string("500.html")
