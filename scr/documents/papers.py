"""Papers of the board that belong to no case: protocols agreed with neighbouring boards (seed 004, 5.2)."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from scr.audit.services import save_recorded
from scr.documents import vault
from scr.documents.intake import content_type_of
from scr.documents.models import BoardPaper
from scr.documents.services import Damaged
from scr.people.models import User
from scr.people.roles import PROTOCOL_READERS
from scr.people.services import require_administrator, require_post


def require_reader(user: Any, *, today: date) -> None:
    """Raises PermissionDenied for everybody who holds none of the posts that read the board's papers."""
    require_post(user, *PROTOCOL_READERS, today=today)


@transaction.atomic
def keep_paper(
    *,
    title: str,
    parties: str,
    agreed_on: date,
    review_on: date,
    filename: str,
    content: bytes,
    by: User,
    now: datetime,
    takes_place_of: BoardPaper | None = None,
) -> BoardPaper:
    """Keep a protocol on file, with whom and when it was agreed and when it is gone over again.

    A newer one takes the place of an earlier one, which stays readable. Raises FileRefused.
    """
    require_administrator(by, today=localdate(now))
    content_type = content_type_of(filename, content, max_bytes=settings.DOCUMENT_MAX_BYTES)
    paper = BoardPaper(
        title=title,
        parties=parties,
        agreed_on=agreed_on,
        review_on=review_on,
        replaces=takes_place_of,
        filename=filename[-200:],
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_as=vault.put(content),
        added_at=now,
        added_by=by,
    )
    save_recorded(paper, by=by, at=now, act="board_paper_kept", sha256=paper.sha256)
    return paper


def content_of_paper(paper: BoardPaper) -> bytes:
    """The bytes as they came. Raises Damaged when they no longer have the recorded hash."""
    content = vault.get(paper.stored_as)
    if hashlib.sha256(content).hexdigest() != paper.sha256:
        raise Damaged(str(paper.pk))
    return content
