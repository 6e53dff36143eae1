"""Papers of the board that belong to no case: protocols agreed with neighbouring boards (seed 004, 5.2)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from scr.audit.services import save_recorded
from scr.documents.models import BoardPaper
from scr.documents.services import put_away
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
    paper = BoardPaper(
        title=title,
        parties=parties,
        agreed_on=agreed_on,
        review_on=review_on,
        replaces=takes_place_of,
        **put_away(filename, content),
        added_at=now,
        added_by=by,
    )
    save_recorded(paper, by=by, at=now, act="board_paper_kept", sha256=paper.sha256)
    return paper
