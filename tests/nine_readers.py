"""Who opens which pages after each stage of nine reviews, and what is taken down of what stands there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from django.test import Client
from django.urls import reverse

from reviews.models import Presentation, ReviewQuery, SectionText
from reviews.progress import Progress, Told, progress_of
from scr.people.models import User
from tests.access_people import Browser
from tests.counts import IS_FULL
from tests.nine_agencies import (
    BY_LINK,
    KEYS,
    Canary,
    Nine,
    canaries_in,
)
from tests.nine_writing import interviews, sections_begun
from tests.test_contributions import arrived

SHUT = {403, 404}
# After these stages both of the board read, and not one by turns.
CHANGES_FOR_BOARD = (
    "one waived, one asked by link",
    "signed by the chain",
    "countersigned",
    "released",
    "the late one wrote",
    "accepted",
)
# Who wrote opens all their pages, while what they type is still there.
WRITTEN = ("one began", "written", "the late one wrote")
# Who of an agency looks at its page and the family.
LOOKS_AT_ROOM = {
    "sent back inside": "author",
    "countersigned": "officer",
    "the late one countersigned": "officer",
}
ADMINISTRATOR, PANEL = "administrator", "panel"
# Who reads after which stage the rooms of all agencies that did something.
ALL_ROOMS = {
    (ADMINISTRATOR, "one waived, one asked by link"),
    (PANEL, "one waived, one asked by link"),
    (ADMINISTRATOR, "countersigned"),
    (PANEL, "released"),
    (ADMINISTRATOR, "the late one countersigned"),
    (PANEL, "all released"),
}
EACH = 4  # in ./test --full one opens every fourth page, and the next ones after the next stage
STRIDE = 7  # so that all kinds of pages come up, whose number changes on the way


@dataclass(frozen=True)
class Read:
    """A page that somebody opened after a stage, and the canaries that stood there."""

    stage: str
    page: str
    seen: frozenset[Canary]


@dataclass
class Story:
    """What people saw after each stage: by agency, or by what they are to the board; and the states told."""

    nine: Nine
    stages: list[str] = field(default_factory=list)
    reads: dict[str, list[Read]] = field(default_factory=lambda: defaultdict(list))
    readers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    told_board: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    reached: set[str] = field(default_factory=set)
    wrongly_read: list[str] = field(default_factory=list)
    wrongly_opened: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    clients: dict[User, Browser] = field(default_factory=dict)
    by_link: Client | None = None

    def seen(self, key: str, *, until: str = "") -> set[Canary]:
        """All that somebody saw, up to and with a stage."""
        stages = [one.stage for one in self.reads[key]]
        end = len(stages) - stages[::-1].index(until) if until else len(stages)
        return {canary for one in self.reads[key][:end] for canary in one.seen}


def note_states(story: Story, acted: tuple[str, ...]) -> None:
    """How far each agency is, as its own people are told and as the board is."""
    nine = story.nine
    for one in progress_of(nine.case, nine.administrator, [nine.agency(key) for key in KEYS]):
        note(story, story.told_board, one)
    for key in set(acted) - {BY_LINK}:
        (own,) = progress_of(nine.case, nine.people[key]["officer"], [nine.agency(key)])
        assert own.is_inside
        note(story, story.told, own)


def note(story: Story, told: dict[str, list[Told]], progress: Progress) -> None:
    (key,) = [key for key in KEYS if story.nine.agency(key) == progress.agency]
    if progress.state not in told[key][-1:]:
        told[key].append(progress.state)
    if progress.is_inside:
        story.reached |= {step.name for step in progress.steps if step.state == "current"}


# Opening pages


def own_pages(nine: Nine, key: str) -> list[str]:
    """Every kind of page on which something of an agency can stand, for its own people."""
    case, agency = nine.case.pk, nine.agency(key).pk
    of_room = (
        *("agency", "write_review", "recommend", "plan_actions", "coverage", "interviews", "support"),
        *("staff", "register", "signing", "terms_for_comment"),
    )
    queries = ReviewQuery.objects.filter(case=case, agency=agency)
    heard = Presentation.objects.filter(case=case, agency=agency)
    texts = SectionText.objects.filter(case=case, agency=agency)
    return [
        *(reverse(f"reviews:{name}", args=[case, agency]) for name in of_room),
        *(reverse(f"reviews:{name}", args=[case]) for name in ("queries", "presentations")),
        *(reverse(name, args=[case]) for name in ("cases:family", "case", "letters:list", "history")),
        *(reverse("reviews:query", args=[case, one.pk]) for one in queries),
        *(reverse("reviews:presentation", args=[case, one.pk]) for one in heard),
        *(reverse("changes", args=[case, "sectiontext", one.pk]) for one in texts),
        reverse("home"),
    ]


def pages_of_writing(nine: Nine, key: str) -> list[str]:
    """Where all stands together that an agency has written for its review, while it writes."""
    case, agency = nine.case.pk, nine.agency(key).pk
    return [
        *(reverse("reviews:interview", args=[case, one]) for one in interviews(nine, key)),
        *(reverse(name, args=[case, agency]) for name in ("cases:staff", "chronology:agency_rows")),
        *(reverse("reviews:write_section", args=[case, agency, one]) for one in sections_begun(nine, key)),
        reverse("reviews:report_docx", args=[case, agency]),
        reverse("reviews:lessons", args=[case]),
        reverse("chronology:upload", args=[case, agency]),
    ]


def pages_of_another(nine: Nine, key: str) -> list[str]:
    """What its neighbour in the list of agencies has."""
    case, agency = nine.case.pk, nine.agency(KEYS[KEYS.index(key) - 1]).pk
    names = ("agency", "signing", "interviews")
    return [
        *(reverse(f"reviews:{name}", args=[case, agency]) for name in names),
        reverse("chronology:agency_rows", args=[case, agency]),
        reverse("cases:staff", args=[case, agency]),
    ]


def open_pages(story: Story, stage: str, key: str, number: int) -> None:
    """Somebody of an agency opens a page, somebody else of it the next one later."""
    nine, place = story.nine, number + KEYS.index(key)
    own, closed = own_pages(nine, key), pages_of_another(nine, key)
    pages = [*own, *closed]
    for index, (who, user) in enumerate(nine.people[key].items()):
        if IS_FULL:
            opened = pages[(place + index) % EACH :: EACH]
        else:
            opened = [pages[place * STRIDE % len(pages)]] if index == place % len(nine.people[key]) else []
        for page in opened:
            status = read(story, stage, key, user, page)
            if page in closed and status not in SHUT:
                story.wrongly_opened[key].append(f"{who} after “{stage}” at {page}: {status}")
            story.readers[key].add(who)


def open_what_was_done(story: Story, stage: str, key: str) -> None:
    """Who wrote looks at all of it; who countersigned or got it back looks at the agency and the family."""
    nine = story.nine
    room = reverse("reviews:agency", args=[nine.case.pk, nine.agency(key).pk])
    rooms = [room, reverse("cases:family", args=[nine.case.pk])]
    pages = pages_of_writing(nine, key) if stage in WRITTEN else rooms if stage in LOOKS_AT_ROOM else []
    for page in pages:
        read(story, stage, key, nine.people[key][LOOKS_AT_ROOM.get(stage, "author")], page)


def read(story: Story, stage: str, key: str, user: User, page: str) -> int:
    client = story.clients.get(user)
    if client is None:
        client = story.clients[user] = Browser()
        client.force_login(user)
    answer = client.get(page)
    take_down(story, stage, key, page, answer)
    return answer.status_code


def take_down(story: Story, stage: str, key: str, page: str, answer) -> None:
    content = b"".join(answer)
    if content.startswith(b"PK"):  # a Word file is a folder of files
        folder = ZipFile(BytesIO(content))
        content = b" ".join(folder.read(name) for name in folder.namelist())
    words = f"{answer.headers} {content.decode(errors='replace')}"
    story.reads[key].append(Read(stage, page, frozenset(canaries_in(words))))


def open_by_link(story: Story, stage: str) -> None:
    """Whoever was sent the link opens its pages; once it is used, the receipt."""
    row = story.nine.asked_by_link
    if row is None:
        return
    story.by_link = story.by_link or arrived(row)
    is_sent = (BY_LINK, 1) in story.nine.countersigned
    for name in ("sent",) if is_sent else ("start", "check"):
        page = reverse(f"reviews:contribute_{name}", args=[row.link_id])
        take_down(story, stage, BY_LINK, page, story.by_link.get(page))
    story.readers[BY_LINK].add("link")


def open_for_board(story: Story, stage: str, acted: tuple[str, ...], number: int) -> None:
    """The administrator and a member of the panel read what is there of all agencies, and their rooms."""
    nine = story.nine
    readers = {ADMINISTRATOR: nine.administrator, PANEL: nine.panel_member}
    for index, (reader, user) in enumerate(readers.items()):
        rooms = [acted[number % len(acted)]]
        if IS_FULL or (reader, stage) in ALL_ROOMS:
            rooms = list(acted)
        elif index != number % 2 and stage not in CHANGES_FOR_BOARD:
            continue
        may_know = nine.open_to_board(is_panel=reader == PANEL)
        for page in pages_for_board(nine, rooms):
            read(story, stage, reader, user, page)
            early = story.reads[reader][-1].seen - may_know
            story.wrongly_read += [f"{reader} after “{stage}” at {page}: {one}" for one in sorted(early)]


def pages_for_board(nine: Nine, rooms: list[str]) -> list[str]:
    """What is there of all agencies, and rooms with what was asked and said last."""
    case = nine.case.pk
    agencies = [nine.agency(key).pk for key in rooms]
    queries = ReviewQuery.objects.filter(case=case, agency=agencies[0])
    heard = Presentation.objects.filter(case=case, agency=agencies[0])
    codes = [nine.agency(key).pk for key in rooms if key != BY_LINK]
    return [
        *(reverse("cases:staff_codes", args=[case, one]) for one in codes),
        *(reverse("reviews:agency", args=[case, one]) for one in agencies),
        *(reverse(name, args=[case]) for name in ("chronology:integrated", "cases:family")),
        *(reverse("reviews:query", args=[case, one.pk]) for one in queries),
        *(reverse("reviews:presentation", args=[case, one.pk]) for one in heard),
    ]
