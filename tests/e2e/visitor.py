"""Somebody at the screen: signs in, reads, types and clicks as people do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import lxml.html
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

from scr.embedded.system import browser as chromium_of_the_system
from tests.e2e.inspection import DESKTOP, Inspection

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds
PDF_PATIENCE = 120_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. While it is open this thread cannot use Django's database."""
    path = chromium_of_the_system()
    assert path, "No chromium or Chrome: ./test says how to install one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def named(words: str) -> re.Pattern[str]:
    """A label or legend by its words, whether or not it says that the answer is optional."""
    return re.compile(rf"^\s*{re.escape(words)}(\s*\(optional\))?\s*$")


class Site:
    """The application at an address, and those who are signed in to it, each in a browser of their own."""

    def __init__(self, browser: Browser, url: str, inspection: Inspection) -> None:
        self.browser, self.url, self.inspection = browser, url, inspection
        self._signed_in: dict[str, Visitor] = {}

    def stranger(self, who: str, *, java_script: bool = True) -> Visitor:
        """Somebody who is not signed in."""
        context = self.browser.new_context(
            viewport=DESKTOP,
            java_script_enabled=java_script,
            accept_downloads=True,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(who, context.new_page(), self, is_looked_at=java_script)
        self.inspection.watch(visitor.page)
        return visitor

    def visitor(self, name: str) -> Visitor:
        """One of the demo people, signed in with their button on the sign-in page."""
        if name not in self._signed_in:
            visitor = self.stranger(name)
            visitor.sign_in()
            self._signed_in[name] = visitor
        return self._signed_in[name]

    def accept_invitation(self, name: str, email: str, link: str, *, java_script: bool = True) -> None:
        """Somebody who was invited chooses a password and signs in with it."""
        visitor = self.stranger(name, java_script=java_script)
        visitor.open(link)
        visitor.fill("New password", PASSWORD)
        visitor.fill("The same password again", PASSWORD)
        visitor.click("Save the password")
        visitor.click("Sign in")
        visitor.fill("Email address", email)
        visitor.fill("Password", PASSWORD)
        visitor.click("Sign in")
        visitor.reads("Your work")
        self._signed_in[name] = visitor


PASSWORD = "gravel mitten lighthouse"


class Visitor:
    """One person and one window. Each page that comes up is looked at once (inspection.py)."""

    def __init__(self, who: str, page: Page, site: Site, *, is_looked_at: bool) -> None:
        self.who, self.page, self.site, self.is_looked_at = who, page, site, is_looked_at

    def sign_in(self) -> None:
        """With this person's button on the sign-in page of evaluation."""
        self.open("/")
        self.go(self.page.get_by_role("button", name=re.compile(f"^{self.who}")))
        self.reads("Your work")

    def open(self, address: str) -> int:
        """As if typed into the address bar, or clicked in an e-mail; the status of the answer."""
        answer = self.page.goto(address if address.startswith("http") else self.site.url + address)
        self.look()
        assert answer
        return answer.status

    def look(self) -> None:
        """Have the page inspected; axe needs scripts, so not where there are none."""
        if self.is_looked_at:
            self.site.inspection.look(self.page, self.who)

    def go(self, where: Locator, *, clicks: int = 1) -> None:
        """Click on something that leads to another page."""
        with self.page.expect_navigation(timeout=PATIENCE):
            where.first.click(click_count=clicks)
        self.look()

    def click(self, button: str) -> None:
        self.go(self.page.get_by_role("button", name=button, exact=True))

    def double_click(self, button: str) -> None:
        """As people do who are used to icons; `go` waits for the page that comes of it."""
        self.go(self.page.get_by_role("button", name=button, exact=True), clicks=2)

    def follow(self, link: str | re.Pattern[str]) -> None:
        exact = isinstance(link, str)
        self.go(self.page.get_by_role("link", name=link, exact=exact))

    def home(self) -> None:
        self.go(self.page.locator(".app-header__product"))

    def task(self, words: str, *, of: str = "") -> None:
        """Follow something that waits for this person on the page "Your work"; `of` is a case's code name."""
        self.home()
        link = self.page.get_by_role("link", name=re.compile(f"^{re.escape(words)}"))
        waiting = self.page.locator("main li").filter(has=link, has_text=of)
        self.go(waiting.get_by_role("link"))

    def case(self, section: str = "Overview", *, of: str = "") -> None:
        """Go to a section of a case, from anywhere: of the one with this code name, or of the only one."""
        if of:
            self.home()
            self.go(self.page.locator("aside").get_by_role("link", name=of, exact=True))
        link = self.page.get_by_role("navigation", name="Sections of this case").get_by_role(
            "link", name=section, exact=True
        )
        if not link.count():
            self.home()
            self.go(self.page.locator("aside").get_by_role("link", name=re.compile("^Child ")))
        self.go(link)

    def reads(self, words: str | re.Pattern[str]) -> None:
        """Find words on the page, however they are broken into lines."""
        expect(self.page.locator("main")).to_contain_text(words)

    def fill(self, label: str, text: str, *, part: Locator | None = None) -> None:
        (part or self.page).get_by_label(named(label)).fill(text)

    def group(self, legend: str) -> Locator:
        return self.page.get_by_role("group", name=named(legend))

    def choose(self, legend: str, *answers: str) -> None:
        """Radio buttons and check boxes below a legend."""
        for answer in answers:
            self.group(legend).get_by_label(answer, exact=True).check()

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def select(self, label: str, option: str | re.Pattern[str]) -> None:
        """An entry of a list by its words, or by what they begin with."""
        box = self.page.get_by_label(named(label))
        words = next(one for one in box.locator("option").all_inner_texts() if re.match(option, one))
        box.select_option(label=words)

    def day(self, legend: str, on: date) -> None:
        for box, number in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
            self.group(legend).get_by_label(box, exact=True).fill(str(number))

    def moment(self, legend: str, at: datetime) -> None:
        self.day(legend, at.date())
        self.group(legend).get_by_label("Time", exact=True).fill(f"{at:%H:%M}")

    def attach(self, label: str, name: str, content: bytes) -> None:
        file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
        self.page.get_by_label(named(label)).set_input_files(file)

    def unfold(self, summary: str) -> None:
        self.page.get_by_text(summary, exact=True).click()

    def download(self, link: Locator) -> bytes:
        """Click on a link to a file and read the file."""
        with self.page.expect_download() as waiting:
            link.first.click()
        return Path(waiting.value.path()).read_bytes()

    def pdf_when_ready(self) -> bytes:
        """Wait on the page that shows how far a PDF is, then open it."""
        ready = self.page.get_by_role("button", name="Open the PDF", exact=True)
        ready.wait_for(timeout=PDF_PATIENCE)
        self.look()
        return self.download(ready)

    def status(self, path: str) -> int:
        """What this person is answered at an address, without leaving the page."""
        answer = self.page.context.request.get(self.site.url + path, max_redirects=0)
        return answer.status

    def ask(self, path: str) -> tuple[int, list[str]]:
        """What this person is answered at an address, and the addresses offered there; without a browser."""
        answer = self.page.context.request.get(self.site.url + path, max_redirects=0)
        if "location" in answer.headers:
            return answer.status, self.here([urljoin(answer.url, answer.headers["location"])])
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return answer.status, []
        page = lxml.html.fromstring(answer.body(), base_url=answer.url)
        page.make_links_absolute()
        return answer.status, self.here(page.xpath("//a/@href"))

    def here(self, urls: Iterable[str]) -> list[str]:
        """Those that stand in this application, once each, as paths."""
        ours = [urldefrag(one).url for one in urls if one.startswith(self.site.url + "/")]
        return [one.removeprefix(self.site.url) for one in dict.fromkeys(ours)]

    def links(self) -> list[str]:
        """The addresses of this application that the page offers, as paths."""
        return self.here(self.page.evaluate("[...document.links].map(one => one.href)"))
