"""A reviewer types into a section of the review, and the laptop goes away in the middle of a sentence."""

from __future__ import annotations

import time
from urllib.parse import parse_qs

from playwright.sync_api import BrowserContext, Locator, Request, Response

from tests.e2e.cast import HEALTH, Lost, Story
from tests.e2e.visitor import PATIENCE, Visitor
from tests.throwaway import Processes

A_KEY = 40  # milliseconds
FEW = 6
# While it sends nothing for so long the test fails, instead of typing on for ever.
MOST = 200  # words


def lose_windows(story: Story) -> None:
    """Once the laptop is closed, and once the server has died before that."""
    reviewer, running = story.who(HEALTH.reviewer), story.running
    assert running
    reviewer.case("Agencies")
    reviewer.follow("Write the review")
    of_laptop, of_server, *_ = [one for one in reviewer.links() if "/write/sections/" in one]
    story.lost["laptop"] = lose_window(reviewer, of_laptop)
    story.lost["server"] = lose_window(reviewer, of_server, running)
    for address, lost in ((of_laptop, story.lost["laptop"]), (of_server, story.lost["server"])):
        reviewer.open(address)
        lost.found = reviewer.page.get_by_label("Text", exact=True).input_value()


def lose_window(reviewer: Visitor, address: str, running: Processes | None = None) -> Lost:
    """Type until the page has sent something twice and a little on; then nothing reaches the server any more.

    The network is cut before the window goes, so that no last words get out as it closes.
    """
    lost, context = Lost(), another_window(reviewer)
    page = context.new_page()
    page.on("request", lambda request: note_sent(lost, request))
    page.on("response", lambda response: note_answered(lost, response))
    page.goto(reviewer.site.url + address)
    box = page.get_by_label("Text", exact=True)
    while lost.answered < 2 and len(lost.words) < MOST:
        type_word(box, lost)
    for _ in range(FEW):
        type_word(box, lost)
    lost.ended_at = time.monotonic()
    if running:
        running.kill("web")
        type_word(box, lost)
    context.set_offline(True)
    context.close()
    if running:
        running.start("web")
        running.wait_until_healthy()
    return lost


def type_word(box: Locator, lost: Lost) -> None:
    word = f"word{len(lost.words):03d} "
    box.press_sequentially(word, delay=A_KEY)
    lost.words.append((word, time.monotonic()))


def another_window(reviewer: Visitor) -> BrowserContext:
    """Signed in as they are, and not watched for what the browser complains of when its server is gone."""
    signed_in = reviewer.page.context.storage_state()
    context = reviewer.site.browser.new_context(storage_state=signed_in, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    return context


def note_sent(lost: Lost, request: Request) -> None:
    if request.method == "POST":
        (text,) = parse_qs(request.post_data or "")["text"]
        lost.sent.append((text, time.monotonic()))


def note_answered(lost: Lost, response: Response) -> None:
    lost.answered += response.request.method == "POST" and response.status == 202
