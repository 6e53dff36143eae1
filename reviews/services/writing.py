"""An agency's review written section by section: saved, kept while it is typed, nobody's words lost."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from reviews.agency_outline import AgencySection
from reviews.models import SectionDraft, SectionText
from reviews.services.submission import open_submission
from reviews.written import text_of
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.policy import Stale, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import moment_words
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page

WRITING = Page("reviews:write_review", needs_agency=True)
# How long somebody types before what is kept of it becomes a saved text, with its history.
SAVED_EVERY = timedelta(minutes=3)
NO_WINDOW = UUID(int=0)


@dataclass(frozen=True)
class Words:
    """What a section says, or why there is nothing to say."""

    text: str = ""
    nothing_to_say: str = ""


@dataclass(frozen=True)
class Typing:
    """What stands in somebody's window: `base` is the revision of the text that it began from.

    `turn` counts what the window sends, since answers and questions can overtake each other on their way.
    `went_on_from`: the window, perhaps on another machine, and its turn, whose words this one began with.
    `is_leaving`: the window is about to close, so that there will be no later moment to save it.
    """

    words: Words
    base: int
    window: UUID = field(default_factory=uuid4)
    turn: int = 0
    went_on_from: tuple[UUID, int] | None = None
    is_leaving: bool = False

    @property
    def includes(self) -> list[tuple[UUID, int]]:
        """What was kept and says no more than this: of which window, up to which turn."""
        own = (self.window, self.turn)
        return [own, self.went_on_from] if self.went_on_from else [own]

    def follows(self, row: SectionText) -> bool:
        """Whether a text is what this window began from, or what it saved itself since."""
        return row.revision == self.base or row.window == self.window

    def is_overtaken(self, row: SectionText | None) -> bool:
        """Whether the window's own later words have arrived before these."""
        return row is not None and row.window == self.window and self.turn < row.turn


@dataclass(frozen=True)
class Kept:
    """What became of what was typed: kept in any case, and saved as `revision` now and then.

    `standing` is a text that was saved in the meantime, from another window, after this one was begun.
    """

    revision: int
    is_saved: bool = False
    standing: SectionText | None = None


@act
def save_section(
    case: Case, agency: Agency, section: AgencySection, *, typing: Typing, by: User, now: datetime
) -> SectionText:
    """Save a section with its history, and forget what was kept of it in the writer's window.

    What says the same as before makes no new revision. Raises Stale when somebody has saved another text
    since `typing.base`, NotTheMoment before the agency is asked, after the countersignature or a waiver.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    open_submission(case, agency)
    row = text_of(case, agency, section.key) or _new_text(case, agency, section)
    _refuse_stale(row, typing)
    if typing.is_overtaken(row):
        return row
    if typing.words != Words(row.text, row.nothing_to_say):
        row.title = section.title
        row.text, row.nothing_to_say = typing.words.text, typing.words.nothing_to_say
        row.window, row.turn = typing.window, typing.turn
        row.revision, row.saved_at, row.saved_by = row.revision + 1, now, by
        record(row, by=by, now=now, act="section_written", key=section.key, revision=row.revision)
    drop_typing(case, agency, section, typing=typing, by=by)
    return row


def _new_text(case: Case, agency: Agency, section: AgencySection) -> SectionText:
    private = compartment_of(case, Kind.PRIVATE, agency)
    return SectionText(case=case, compartment=private, agency=agency, key=section.key, window=NO_WINDOW)


def _refuse_stale(row: SectionText, typing: Typing) -> None:
    if not typing.follows(row):
        raise Stale(
            f"{row.saved_by} saved this section at {moment_words(row.saved_at)}, after you opened it. What "
            "you typed is kept here. Compare both texts and choose.",
            row.revision,
            WRITING,
        )


@act
def keep_typing(
    case: Case, agency: Agency, section: AgencySection, *, typing: Typing, by: User, now: datetime
) -> Kept:
    """Keep what somebody is typing, every few seconds; now and then it becomes a saved text.

    Nothing of anybody is overwritten: where another text was saved since `typing.base`, that stays, and what
    was typed is kept beside it until its writer chooses. Raises NotTheMoment as `save_section` does.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    open_submission(case, agency)
    standing = text_of(case, agency, section.key)
    if typing.is_overtaken(standing) or _is_time_to_save(standing, typing, by=by, now=now):
        try:
            saved = save_section(case, agency, section, typing=typing, by=by, now=now)
            return Kept(saved.revision, is_saved=True)
        except Stale:  # perhaps in this very moment
            standing = text_of(case, agency, section.key)
    _keep_draft(case, agency, section, typing, by=by, now=now)
    if standing is None or typing.follows(standing):
        return Kept(standing.revision if standing else 0)
    return Kept(standing.revision, standing=standing)


def _is_time_to_save(standing: SectionText | None, typing: Typing, *, by: User, now: datetime) -> bool:
    if standing is None:
        return True
    if not typing.follows(standing):
        return False
    return standing.saved_by_id != by.pk or typing.is_leaving or now - standing.saved_at >= SAVED_EVERY


def _keep_draft(
    case: Case, agency: Agency, section: AgencySection, typing: Typing, *, by: User, now: datetime
) -> None:
    draft, _ = SectionDraft.objects.select_for_update().get_or_create(
        case=case,
        compartment=compartment_of(case, Kind.PRIVATE, agency),
        key=section.key,
        user=by,
        window=typing.window,
        defaults={"base": typing.base, "typed_at": now},
    )
    if typing.turn >= draft.turn:
        draft.base, draft.turn, draft.typed_at = typing.base, typing.turn, now
        draft.text, draft.nothing_to_say = typing.words.text, typing.words.nothing_to_say
        draft.save()


@act
def drop_typing(case: Case, agency: Agency, section: AgencySection, *, typing: Typing, by: User) -> None:
    """Forget what was kept of a window: it was saved, or its writer gives it up. What came later stays."""
    private = compartment_of(case, Kind.PRIVATE, agency)
    kept = SectionDraft.objects.filter(compartment=private, key=section.key, user=by)
    for window, turn in typing.includes:
        kept.filter(window=window, turn__lte=turn).delete()
