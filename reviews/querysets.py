"""Which rows of reviews stand."""

from typing import Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef

from scr.cases.querysets import CaseRowQuerySet


class SubmissionQuerySet(CaseRowQuerySet):
    def countersigned(self) -> Self:
        return self.filter(countersigned_at__isnull=False)

    def standing(self) -> Self:
        """The newest countersigned round of each agency."""
        later = apps.get_model("reviews", "Submission").objects.filter(
            case=OuterRef("case"),
            agency=OuterRef("agency"),
            round__gt=OuterRef("round"),
            countersigned_at__isnull=False,
        )
        return self.countersigned().filter(~Exists(later))


class RecordsSecuredQuerySet(CaseRowQuerySet):
    def standing(self) -> Self:
        """The sets of records as they were last corrected."""
        return self.filter(replaced_by__isnull=True)


class RecordsEventQuerySet(CaseRowQuerySet):
    def standing(self) -> Self:
        """What became of records and was not corrected since, without what did not happen."""
        return self.filter(replaced_by__isnull=True, is_struck=False)


class OfSaveQuerySet(CaseRowQuerySet):
    """Rows that are written anew with each save of a submission."""

    def current(self) -> Self:
        """Those of the last save; earlier saves stay as they were."""
        return self.filter(version=F("submission__version"))

    def standing(self) -> Self:
        """Those that an agency's chief officer last put a name to."""
        signed = apps.get_model("reviews", "Submission").objects.standing()
        return self.current().filter(submission__in=signed)
