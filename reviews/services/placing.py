"""A review that was written in Word, read into the sections once a person has seen what goes where."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from reviews.agency_outline import AgencySection
from reviews.models import SectionText, Submission
from reviews.reading.blocks import Found
from reviews.reading.reader import read_word
from reviews.services.submission import newest_submission
from reviews.services.writing import Typing, Words, save_section
from reviews.written import sections_of, text_of
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, compartment_of, lock
from scr.documents.models import Document
from scr.documents.services import content_of
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page

PLACING = Page("reviews:place_review", needs_agency=True)
WORD = ".docx"


def word_file_of(submission: Submission | None) -> Document | None:
    """The Word file that is kept as an agency's review, if it is one."""
    review = submission.review if submission else None
    return review if review is not None and review.filename.lower().endswith(WORD) else None


def read_kept(document: Document) -> Found:
    """What a kept Word file says, read by a limited process. Raises RefusedError for what is not read."""
    return read_word(content_of(document))


def seal_of_texts(document: Document, rows: Iterable[SectionText]) -> str:
    """Names the file and the texts that somebody saw: a later one of either makes another seal."""
    seen = sorted(f"{row.key}.{row.revision}" for row in rows)
    return hashlib.sha256("\n".join([str(document.pk), *seen]).encode()).hexdigest()


@act
def place_sections(
    case: Case, agency: Agency, *, texts: Mapping[str, str], seal: str, by: User, now: datetime
) -> list[SectionText]:
    """Write what was read from a Word file into the sections, all of it or nothing.

    `seal` is `seal_of_texts` as it was when the writer chose. Raises NotTheMoment when a text or the file has
    changed since and where nothing can be written any more.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    document = word_file_of(newest_submission(case, agency))
    rows = SectionText.objects.filter(compartment=compartment_of(case, Kind.PRIVATE, agency))
    if document is None or seal != seal_of_texts(document, rows):
        raise NotTheMoment(
            "A section or the file was changed after you opened this page. Nothing was written: look again.",
            PLACING,
        )
    sections = {one.key: one for one in sections_of(case)}
    return [_write(case, agency, sections[key], text, by=by, now=now) for key, text in texts.items()]


def _write(
    case: Case, agency: Agency, section: AgencySection, text: str, *, by: User, now: datetime
) -> SectionText:
    standing = text_of(case, agency, section.key)
    typing = Typing(Words(text), standing.revision if standing else 0)
    return save_section(case, agency, section, typing=typing, by=by, now=now)
