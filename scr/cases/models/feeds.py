"""A person's deadlines as a calendar that other programs may read."""

import uuid

from django.db import models
from simple_history.models import HistoricalRecords

from scr.audit.querysets import RecordedQuerySet
from scr.people.models import User


class CalendarFeed(models.Model):
    """The secret address of somebody's calendar; only its hash is kept, so nobody can look it up later.

    Making a new address replaces the old one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    history = HistoricalRecords(user_related_name="+")
    objects = RecordedQuerySet.as_manager()
