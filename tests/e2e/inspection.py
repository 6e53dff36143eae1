"""What is asked of every page that somebody sees: no fault that axe finds, none that the browser reports,
nothing that scrolls sideways on a phone.

With SCREENSHOTS=folder, and in ./test --full, each page is kept as a picture at two widths; else only one
with a fault, below var/screenshots."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Error, Page, ViewportSize

from scr.embedded.places import CLONE
from tests.counts import IS_FULL
from tests.throwaway import FOLDER as RUN_FOLDER

AXE = CLONE / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
SHOWN = 3  # elements with one fault: a long table repeats it in each row
# A page that comes again by itself may do so while it is looked at.
TRIES = 3
FOLDER = os.environ.get("SCREENSHOTS")
# Two pages at one address differ by their heading; for ./test it is enough whether they refuse something.
REFUSAL = ".govuk-error-summary__title, .app-refusal h2"
TELLS_APART = f"h1, {REFUSAL}" if FOLDER else REFUSAL


@dataclass
class Inspection:
    """Looks at pages and keeps what is wrong with them."""

    folder: Path
    faults: list[str] = field(default_factory=list)
    browser_faults: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    seen: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def all_faults(self) -> list[str]:
        return [*self.faults, *self.browser_faults, *self.sideways]

    def begin(self) -> None:
        """Forget what was wrong with earlier pages; those already looked at are not looked at again."""
        self.faults, self.browser_faults, self.sideways = [], [], []

    def watch(self, page: Page) -> None:
        """Note what the browser complains of from now on: scripts, policies, missing files."""
        page.on("pageerror", lambda error: self.browser_faults.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                self.browser_faults.append(f"{page.url}: {said.text}") if said.type == "error" else None
            ),
        )

    def look(self, page: Page, who: str) -> None:
        """Look at a page, unless this run has looked at one of its kind; ./test --full looks at every one."""
        key = (*kind_of(page.url), *page.locator(TELLS_APART).all_inner_texts())
        if not (IS_FULL or self._is_first(key)):
            return
        self.seen.append(key)
        name = f"{len(self.seen):03d}-{_slug(who)}-{_slug(' '.join(kind_of(page.url)))}"
        for left in reversed(range(TRIES)):
            try:
                self._inspect(page, name)
            except Error as changed:
                if not left or "context was destroyed" not in str(changed):
                    raise
                page.wait_for_load_state()
            else:
                return

    def _is_first(self, key: tuple[str, ...]) -> bool:
        """Whether nobody of this run looked at such a page yet; for pictures, nobody of this module."""
        if FOLDER or key in self.seen:
            return key not in self.seen
        looked_at = Path(os.environ[RUN_FOLDER]) / "looked-at"
        looked_at.mkdir(exist_ok=True)
        try:
            (looked_at / hashlib.sha256(repr(key).encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def _inspect(self, page: Page, name: str) -> None:
        faults = [f"{name} {fault}" for fault in faults_of(page)]
        self._picture(page, name, is_wanted=bool(faults))
        page.set_viewport_size(PHONE)
        sideways = [f"{name}: {wide}" for wide in page.evaluate(TOO_WIDE)]
        self._picture(page, f"{name}-phone", is_wanted=bool(sideways))
        page.set_viewport_size(DESKTOP)
        self.faults += faults
        self.sideways += sideways

    def _picture(self, page: Page, name: str, *, is_wanted: bool) -> None:
        if is_wanted or FOLDER or IS_FULL:
            page.screenshot(path=self.folder / f"{name}.png", full_page=True, caret="initial")


# What reaches beyond the right edge of a page that scrolls sideways.
TOO_WIDE = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.body.querySelectorAll('*')]
    .filter(one => one.getBoundingClientRect().right > innerWidth)
    .slice(0, 3).map(one => one.outerHTML.slice(0, 160)).concat('scrolls sideways')"""


def faults_of(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA on a page as far as axe finds it, each with its selector."""
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", WCAG
    )
    return [
        f"{fault['id']}: {fault['help']}, at {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"][:SHOWN]
    ]


def view_of(url: str) -> str:
    """The name of the address that a page stands at."""
    return resolve(urlsplit(url).path).view_name


def kind_of(url: str) -> tuple[str, ...]:
    """What addresses have in common that differ only in whom or what they are about."""
    found = resolve(urlsplit(url).path)
    return found.view_name, *(one for one in found.kwargs.values() if isinstance(one, str))


def pictures(name: str) -> Path:
    """The folder for the pictures of a test, empty; below SCREENSHOTS or var/screenshots."""
    folder = Path(FOLDER or CLONE / "var" / "screenshots") / name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    return folder


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
