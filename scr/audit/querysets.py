"""A queryset that refuses every write that would leave no history."""

from typing import Any, NoReturn

from django.db import models


class Unrecorded(Exception):
    """A write was tried that would leave no history; use the room's service instead."""


class RecordedQuerySet(models.QuerySet):
    """Reads as usual; update, delete and bulk writes raise Unrecorded (house: one write path)."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unrecorded(f"{self.model.__name__} rows are written through their service, with history")

    update = bulk_update = bulk_create = delete = _raw_delete = _refuse
    aupdate = abulk_update = abulk_create = adelete = _refuse
