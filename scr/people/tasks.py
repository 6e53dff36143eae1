"""What the worker does for people's accounts."""

from celery import shared_task
from django.utils import timezone

from scr.people.drafts import purge as purge_drafts
from scr.people.identity import acting_as


@shared_task
def purge() -> None:
    """Forget what was kept too long for somebody who has not come back."""
    with acting_as(service="sweep"):
        purge_drafts(timezone.now())
