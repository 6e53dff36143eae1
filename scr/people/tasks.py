"""What the worker does for people's accounts."""

from uuid import UUID

from celery import shared_task

from scr.people.services import deliver_password_link


@shared_task
def send_password_link(user_id: str) -> None:
    """Send the link that was asked for; it is made here, so that it never lies in the queue."""
    deliver_password_link(UUID(user_id))
