"""The texts of letters: the built-in one of each, and the board's own versions of it."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from scr.audit.services import save_recorded
from scr.dates import moment_words
from scr.letters.fields import problems_in
from scr.letters.models import LetterText
from scr.people.models import Board, User
from scr.people.services import Refused, require_administrator
from scr.procedures import newest
from scr.procedures.model import Letter, Procedure

FOLDER = settings.BASE_DIR / "templates" / "letters" / "texts"


class Stale(Refused):
    """Somebody else saved the same text in the meantime; `version` is the one that holds now."""

    def __init__(self, sentence: str, version: int) -> None:
        super().__init__(sentence)
        self.version = version


def procedure_of_board() -> Procedure:
    """The procedure whose letters the board's administrator keeps."""
    return newest(Board.objects.get().procedure_key)


@cache
def _shipped(template: str) -> tuple[str, str]:
    """Subject and body of a text that Lantern brings: the file's first line, and what follows it."""
    first, _, body = (FOLDER / f"{template}.md").read_text(encoding="utf-8").partition("\n")
    return first.removeprefix("Subject:").strip(), body.strip() + "\n"


def built_in(procedure_key: str, letter: Letter) -> LetterText:
    """Version 0 of a letter's text, which is never saved."""
    subject, body = _shipped(letter.template)
    return LetterText(
        procedure_key=procedure_key,
        code=letter.code,
        version=0,
        label=letter.label,
        subject=subject,
        body=body,
        note="The text that Lantern brings",
    )


def versions_of(procedure_key: str, letter: Letter) -> list[LetterText]:
    """Every version of a text, the newest first and the built-in one last."""
    own = LetterText.objects.filter(procedure_key=procedure_key, code=letter.code).select_related("saved_by")
    return [*own, built_in(procedure_key, letter)]


def text_of_letter(procedure_key: str, letter: Letter) -> LetterText:
    """The version that holds: the board's newest, else the built-in one."""
    own = LetterText.objects.filter(procedure_key=procedure_key, code=letter.code)
    return own.first() or built_in(procedure_key, letter)


def texts_that_hold(procedure: Procedure) -> dict[str, LetterText]:
    """The version that holds of every letter and leaflet of a procedure, by code, in one query."""
    own = LetterText.objects.filter(procedure_key=procedure.key).select_related("saved_by")
    newest_own = own.order_by("code", "-version").distinct("code")
    found = {one.code: one for one in newest_own}
    texts = (*procedure.letters, *procedure.leaflets)
    return {one.code: found.get(one.code) or built_in(procedure.key, one) for one in texts}


def save_text(
    procedure_key: str,
    letter: Letter,
    *,
    label: str,
    subject: str,
    body: str,
    note: str,
    seen: int,
    by: User,
    now: datetime,
) -> LetterText:
    """Save a new version of a text; `seen` is the version that the writer started from.

    Raises Stale when somebody else saved in between, Refused for a misspelt field.
    """
    require_administrator(by, today=localdate(now))
    _check_fields(letter, subject, body)
    _check_seen(procedure_key, letter, seen)
    text = LetterText(
        procedure_key=procedure_key,
        code=letter.code,
        version=seen + 1,
        label=label,
        subject=subject,
        body=body,
        note=note,
        saved_at=now,
        saved_by=by,
    )
    try:
        with transaction.atomic():
            save_recorded(text, by=by, at=now, act="letter_text_saved", code=letter.code, version=seen + 1)
    except IntegrityError:
        _check_seen(procedure_key, letter, seen)
        raise
    return text


def _check_fields(letter: Letter, subject: str, body: str) -> None:
    problems = [*problems_in(subject, letter, is_one_line=True), *problems_in(body, letter)]
    if problems:
        raise Refused(str(problems[0]))


def _check_seen(procedure_key: str, letter: Letter, seen: int) -> None:
    standing = text_of_letter(procedure_key, letter)
    if standing.version != seen:
        raise Stale(
            f"{standing.saved_by} saved version {standing.version} at {moment_words(standing.saved_at)}, "
            "after you opened this page. What you typed is kept here. Compare it with what is saved; to "
            "replace that, save again.",
            standing.version,
        )


def take_up(procedure_key: str, letter: Letter, *, version: int, by: User, now: datetime) -> LetterText:
    """Let an earlier version hold again, as a new version with the same words."""
    versions = versions_of(procedure_key, letter)
    earlier = next(one for one in versions if one.version == version)
    return save_text(
        procedure_key,
        letter,
        label=earlier.label,
        subject=earlier.subject,
        body=earlier.body,
        note=f"Version {version} taken up again",
        seen=versions[0].version,
        by=by,
        now=now,
    )
