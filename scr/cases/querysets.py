"""What a person may see, as a query: the first wall."""

from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q
from django.db.models.functions import Now

from scr.audit.looks import note_shown
from scr.audit.querysets import RecordedQuerySet


def open_to(user: Any) -> Any:
    """Ids of the compartments that are open to somebody at this moment.

    One filter(), because two chained ones would join twice. The moment is the database's own clock, so that
    access which ends by date ends on time even if no sweep runs.
    """
    grants = apps.get_model("cases", "CompartmentGrant").objects
    onlooker = getattr(user, "onlooker", None)  # who sees as somebody else sees what both may (seeing.py)
    return grants.filter(
        Q(until__isnull=True) | Q(until__gt=Now()),
        Q(content_object_id__in=open_to(onlooker)) if onlooker else Q(),
        user_id=user.pk,
        user__is_active=True,
        since__lte=Now(),
    ).values("content_object_id")


class IsAnyOf(Func):
    """Whether the first is one of the array that is the second."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def is_open(compartment: str, user: Any) -> Any:
    """The condition that a compartment, named by its field, is open to somebody at this moment.

    As an array it is found out once a query and becomes an index condition together with the second wall's;
    as a subselect it would be held against the other's list for every compartment.
    """
    return IsAnyOf(F(compartment), ArraySubquery(open_to(user)))


class ReadQuerySet(RecordedQuerySet):
    """Tells the person's request which rows it brought, so that the look can be recorded."""

    reader: Any = None

    def read_by(self, user: Any) -> Self:
        found = self.all()
        found.reader = user
        return found

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone.reader = self.reader
        return clone

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self.reader is not None:
            note_shown(self.reader, self._result_cache or [])


class CaseRowQuerySet(ReadQuerySet):
    """Rows of a case; people read them through visible_to and no other way."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(is_open("compartment_id", user)).read_by(user)


class CaseQuerySet(CaseRowQuerySet):
    def named(self, words: str) -> Self:
        """Cases whose code name or reference holds the words."""
        return self.filter(Q(code_name__icontains=words) | Q(reference__icontains=words))


class CompartmentQuerySet(RecordedQuerySet):
    """Compartments by themselves say nothing, so reading one is no look at what it holds."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(is_open("pk", user))


class PersonQuerySet(CaseRowQuerySet):
    def of_register(self) -> Self:
        """The register's own, without those whom only an agency's review names."""
        return self.filter(compartment__agency__isnull=True)

    def standing(self) -> Self:
        """Without those who were named by mistake."""
        return self.filter(left_out_because="")


class ParticipantQuerySet(CaseRowQuerySet):
    def current(self) -> Self:
        """Participants whose access holds at this moment: begun, not ended, not recused, not disabled."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gt=Now()),
            since__lte=Now(),
            recused_at__isnull=True,
            user__is_active=True,
        )


class DutyQuerySet(CaseRowQuerySet):
    def open(self) -> Self:
        return self.filter(met_at__isnull=True, cancelled_at__isnull=True)

    def waiting_for(self, user: Any) -> Self:
        """Open duties that this person must see to, by role, by agency or by name; most urgent first."""
        participants = apps.get_model("cases", "Participant").objects.current().filter(user=user)
        mine = Q(pk__in=[])
        for part in participants:
            of_role = Q(owners__contains=[part.role], case_id=part.case_id, person__isnull=True)
            mine |= of_role & Q(agency_id=part.agency_id) if part.is_for_agency else of_role
        mine |= Q(person=user)
        return self.visible_to(user).open().filter(mine)
