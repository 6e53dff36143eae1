"""What the worker does for people's accounts."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from scr.people.drafts import purge as purge_drafts
from scr.people.identity import acting_as
from scr.people.services import deliver_password_link


@shared_task
def send_password_link(user_id: str) -> None:
    """Send the link that was asked for; it is made here, so that it never lies in the queue."""
    deliver_password_link(UUID(user_id))


@shared_task
def purge() -> None:
    """Forget what was kept too long for somebody who has not come back."""
    with acting_as(service="sweep"):
        purge_drafts(timezone.now())
