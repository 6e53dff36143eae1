"""Papers of the board that belong to no case: protocols agreed with neighbouring boards (seed 004, 5.2)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from scr.audit.services import save_recorded
from scr.dates import london_day
from scr.documents.models import BoardPaper
from scr.documents.services import put_away
from scr.outbox.services import put_notice
from scr.people.models import User
from scr.people.roles import PROTOCOL_READERS
from scr.people.services import require_administrator, require_post, standing

# How long before a protocol is gone over again its administrators are told.
AHEAD = timedelta(days=28)


def holding() -> QuerySet[BoardPaper]:
    """The papers that hold: none has taken their place."""
    replaced = BoardPaper.objects.filter(replaces__isnull=False).values("replaces_id")
    return BoardPaper.objects.exclude(pk__in=replaced)


def to_go_over(*, on: date) -> QuerySet[BoardPaper]:
    """The papers that are to be gone over again within four weeks of a day, or since before it."""
    return holding().filter(review_on__lte=on + AHEAD).order_by("review_on", "title")


def tell_of_reviews(now: datetime) -> None:
    """Tell the administrators four weeks before a protocol is gone over again, and on its day.

    Each is told once for a day: a later sweep finds its notice there. A newer paper takes the task along.
    """
    today = london_day(now)
    administrators = [post.user for post in standing("administrator", on=today)]
    for paper in to_go_over(on=today):
        when = "ahead" if paper.review_on > today else "due"
        for user in administrators:
            put_notice(
                key=f"protocol:{paper.pk}:{when}:{user.pk}",
                recipient=user,
                subject="A protocol with another board is to be gone over again",
                body="The day draws near, or has come, that was agreed for it. Sign in to see which one.",
                path="/protocols/",
                now=now,
            )


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
