"""Each way that Django or a cursor offers to write, tried on each tracked model: recorded or refused (P10).

The database has neither keys to other tables nor unique and check constraints nor row policies, so that
nothing but the guard itself can refuse.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import psycopg2
import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from scr.audit.models import AuditEntry
from scr.audit.querysets import Unrecorded
from scr.audit.services import save_many_recorded, save_recorded
from scr.cases.models import Scope
from scr.people.models import Agency, Appointment, User
from tests.counts import n
from tests.every_way import every_way, related_managers, touch

TRACKED = sorted(
    (model for model in apps.get_models() if hasattr(model, "history")), key=lambda one: one._meta.label
)
AT = datetime(2007, 3, 5, 9, 40, tzinfo=UTC)
# How a refusal reads. Whatever else goes wrong means that the way was not tried at all.
REFUSALS = (
    "rows are written through their service",
    "was written without",
    "permission denied",
    "must be owner",
    "can only be used to update, not to insert",
    "is written once and never changed",
)
# What not even a service changes: a correction is another row.
WRITTEN_ONCE = {
    "referrals.PanelView",
    "referrals.Recommendation",
    "referrals.CriterionAnswer",
    "referrals.Decision",
    "referrals.Reopening",
    "referrals.OfficerConsulted",
    "reviews.StepSignature",
    "reviews.LessonUpdate",
    "reviews.QueryMessage",
    "reviews.ReportTimescale",
    "reviews.ReviewAcceptance",
}
BARE = """
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
        WHERE contype IN ('f', 'u', 'c') AND connamespace = 'public'::regnamespace ORDER BY contype
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.conname); END LOOP;
    FOR one IN SELECT indexrelid::regclass AS place FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace
    LOOP EXECUTE format('DROP INDEX %s', one.place); END LOOP;
    FOR one IN SELECT oid::regclass AS place FROM pg_class WHERE relrowsecurity
    LOOP EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', one.place); END LOOP;
END $$
"""
VALUES = (
    (models.UUIDField, uuid4),
    (models.ForeignKey, uuid4),
    (models.DateTimeField, lambda: AT),
    (models.DateField, lambda: date(2007, 3, 5)),
    (models.IntegerField, lambda: 1),
    (models.CharField, lambda: "a"),
    (models.TextField, lambda: "words"),
    (ArrayField, list),
    (models.JSONField, dict),
    (models.BooleanField, lambda: True),
)


def as_owner(database, sql):
    owner = psycopg2.connect(database.owner_url)
    try:
        with owner, owner.cursor() as cursor:
            cursor.execute(sql)
    finally:
        owner.close()


@pytest.fixture(scope="module")
def bare(module_database):
    """One row of each tracked model, written as rows are written."""
    as_owner(module_database, BARE)
    with transaction.atomic():
        for model in TRACKED:
            save_recorded(made(model), by=None, at=AT, act="made")
    return module_database


def made(model):
    """A row with something in each column that wants something."""
    values = {}
    for field in model._meta.concrete_fields:
        if not field.has_default() and not field.null:
            values[field.attname] = next(make() for kind, make in VALUES if isinstance(field, kind))
    return model(**values)


def traces(model):
    """How much history and how many audit entries there are."""
    return model.history.model.objects.count(), AuditEntry.objects.count()


def outcome(write, model):
    """What became of one write at the end of its transaction: refused, recorded or unrecorded."""
    row = model._base_manager.order_by("pk").first()
    before = traces(model)
    try:
        with transaction.atomic():
            write(row)
            connection.check_constraints()  # what a commit asks
            after = traces(model)
            raise Undone
    except Undone:
        return "recorded" if after[0] > before[0] and after[1] > before[1] else "unrecorded"
    except (Unrecorded, DatabaseError, ValueError) as error:
        is_refusal = any(words in str(error) for words in REFUSALS)
        return "refused" if is_refusal else f"not tried: {error!r}"


class Undone(Exception):
    """Puts the row back for the next way."""


def tried(ways, tracked):
    """The outcome of each way on each model."""
    found = {}
    for model in tracked:
        for name, write in ways.items():
            found[model._meta.label, name] = outcome(write, model)
    return found


def by_service(row):
    save_recorded(touch(row), by=None, at=AT + timedelta(days=1), act="changed")


def test_every_way_to_write_is_recorded_or_refused(bare):
    """A share of the cells in a short run: each model and each way still has its turn."""
    ways, step = every_way(), n(6, 1)
    cells = {}
    for start, model in enumerate(TRACKED):
        share = dict(list(ways.items())[start % step :: step])
        cells |= tried(share | {"service": by_service}, [model])
    count = Counter(cells.values())
    print(f"{len(cells)} of {len(TRACKED) * (len(ways) + 1)} cells, {len(ways)} ways: {dict(count)}")
    assert sorted(f"{cell}: {one}" for cell, one in cells.items() if one not in ("refused", "recorded")) == []
    assert {cell[1] for cell, one in cells.items() if one == "recorded"} == {"service"}
    recorded = {model for (model, _), one in cells.items() if one == "recorded"}
    assert recorded == {model._meta.label for model in TRACKED} - WRITTEN_ONCE
    assert {name for _, name in cells} == {*ways, "service"}


def test_nothing_else_is_written_through_a_row_than_what_is_tried_here(bare):
    """Related managers write rows of other models: those of posts and Django's own permissions exist."""
    found = {(model.__name__, name) for model in TRACKED for name in related_managers(model)}
    assert found == {("User", "appointments"), ("User", "groups"), ("User", "user_permissions")}


THROUGH_A_PERSON = {
    "add": lambda user, post: user.appointments.add(post),
    "add unsaved": lambda user, post: user.appointments.add(made(Appointment), bulk=False),
    "set": lambda user, post: user.appointments.set([post]),
    "create": lambda user, post: user.appointments.create(role="chair", since_on=AT.date()),
    "get_or_create": lambda user, post: user.appointments.get_or_create(role="new", since_on=AT.date()),
    "update_or_create": lambda user, post: user.appointments.update_or_create(role="new", since_on=AT.date()),
    "bulk_create": lambda user, post: user.appointments.bulk_create([made(Appointment)]),
    "update": lambda user, post: user.appointments.update(role="chair"),
    "delete": lambda user, post: user.appointments.all().delete(),
    "groups.add": lambda user, post: user.groups.add(uuid4().int % 9),
    "groups.create": lambda user, post: user.groups.create(name="Those who may"),
    "groups.clear": lambda user, post: user.groups.clear(),
    "groups.set": lambda user, post: user.groups.set([1]),
    "user_permissions.add": lambda user, post: user.user_permissions.add(Permission.objects.first()),
    "user_permissions.set": lambda user, post: user.user_permissions.set([Permission.objects.first()]),
}


@pytest.mark.parametrize("way", THROUGH_A_PERSON)
def test_a_persons_posts_and_permissions_are_not_written_through_the_person(bare, way):
    user, post = User.objects.get(), Appointment._base_manager.get()
    assert outcome(lambda _: THROUGH_A_PERSON[way](user, post), Appointment) == "refused"


def saved(row):
    """As a request does it: a transaction, and what its end asks."""
    with transaction.atomic():
        row.save()
        connection.check_constraints()


def test_signing_in_saves_what_has_no_history_and_nothing_more(bare):
    """A password and the last sign-in change, as allauth saves them, without a trace of either."""
    user = User.objects.get()
    user.set_password("Four-small-words")
    saved(user)
    user.last_login = AT
    with transaction.atomic():
        user.save(update_fields=["last_login"])
    assert (user.history.count(), User.objects.get().last_login) == (1, AT)
    user.full_name = "Somebody else"
    with pytest.raises(IntegrityError, match="without its history"):
        saved(user)


def test_a_save_after_a_recorded_one_is_not_taken_for_the_same_act(bare):
    agency = made(Agency)
    with transaction.atomic():
        save_recorded(agency, by=None, at=AT, act="agency_added")
    with pytest.raises(IntegrityError, match="without an audit entry"):
        saved(touch(agency))


def test_an_import_is_recorded_with_one_entry_for_all(bare):
    rows = [made(Scope) for _ in range(3)]
    for row in rows:
        row.case_id, row.compartment_id = rows[0].case_id, rows[0].compartment_id
    with transaction.atomic():
        save_many_recorded(rows, by=None, at=AT, act="imported")
    assert Scope.history.filter(id__in=[row.pk for row in rows]).count() == 3
    assert AuditEntry.objects.filter(case_id=rows[0].case_id).count() == 1


def test_every_tracked_table_has_both_guards(bare):
    """The catalogue, so that a table nobody thought of is found; a new model is one too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgname IN ('is_recorded', 'is_audited') AND tgdeferrable AND tgenabled = 'O'"
        )
        found = set(cursor.fetchall())
    assert unguarded(TRACKED, found) == []
    table = Agency._meta.db_table
    assert unguarded(TRACKED, found - {(table, "is_recorded")}) == [Agency]


def unguarded(tracked, found):
    return [
        model
        for model in tracked
        if (model._meta.db_table, "is_recorded") not in found
        or (model.history.model._meta.db_table, "is_audited") not in found
    ]


@pytest.mark.parametrize(
    ("guard", "place", "way"),
    [
        ("is_recorded", "cases_scope", "_base_manager.update"),
        ("is_recorded", "cases_scope", "SQL UPDATE"),
        ("is_audited", "cases_historicalscope", "save"),
        ("is_audited", "cases_historicalscope", "bulk_update_with_history"),
    ],
)
def test_without_a_guard_the_cell_is_called_unrecorded(bare, guard, place, way):
    """Negative control: the guard switched off, the same way gets through and is noticed."""
    write = every_way()[way]
    as_owner(bare, f"ALTER TABLE {place} DISABLE TRIGGER {guard}")
    try:
        without = outcome(write, Scope)
    finally:
        as_owner(bare, f"ALTER TABLE {place} ENABLE TRIGGER {guard}")
    assert (without, outcome(write, Scope)) == ("unrecorded", "refused")
