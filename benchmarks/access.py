"""A page of 50 visible rows behind both walls, against a bare join on membership that nothing guards."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import environ
from django.db import connection, connections, transaction
from django.db.models import Count, Q
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import in_turn, seconds
from benchmarks.stage import fill
from scr.cases.models import CompartmentGrant, Milestone
from scr.people.identity import set_identity
from scr.people.models import User
from tests.throwaway import Database

# So many times the bare join; so many times as long with ten times the rows; so many queries for permission.
BARS = {"ratio": 1.5, "growth": 2.0, "permission_queries": 2}
OWNER = "owner"
PAGE = 50
# The board's, and five of the own agency.
AUTHOR_S_ROOMS = 6

PEOPLE = """
    INSERT INTO people_agency (id, name, short_name, is_on_board, overlay_key)
    SELECT gen_random_uuid(), 'Agency ' || lpad(n::text, 3, '0'), 'A' || n, true, ''
    FROM generate_series(0, 199) n;
    INSERT INTO people_user (id, password, is_superuser, email, full_name, job_title, is_active, agency_id)
    SELECT gen_random_uuid(), '!', false, 'p' || n || '@example.org', 'Person ' || lpad(n::text, 4, '0'), '',
        true, (SELECT id FROM people_agency WHERE short_name = 'A' || (n % 200))
    FROM generate_series(0, 1999) n;
"""
# A case has twenty agencies, each with its rooms and its people, and a panel of ten who sit on five cases.
CASES = """
    CREATE TEMP TABLE fresh ON COMMIT DROP AS
    SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS board
    FROM generate_series(%(since)s, %(until)s) n;
    INSERT INTO cases_case (id, compartment_id, reference, code_name, procedure_key, procedure_version, stage,
        opened_at)
    SELECT id, board, 'B-' || n, 'Case ' || n, 'scr_beds_2007', 1, 'referred', '2007-03-05' FROM fresh;
    INSERT INTO cases_compartment (id, case_id, kind, round) SELECT board, id, 'board', 1 FROM fresh;
    INSERT INTO cases_compartment (id, case_id, kind, round)
    SELECT gen_random_uuid(), id, kind, 1
    FROM fresh, unnest(ARRAY['referral', 'panel', 'author', 'plan']) kind;
    INSERT INTO cases_compartment (id, case_id, kind, agency_id, round)
    SELECT gen_random_uuid(), fresh.id, kind, agency.id, 1
    FROM fresh, generate_series(0, 19) seat
    JOIN people_agency agency ON true,
        unnest(ARRAY['room', 'private', 'submission', 'chronology', 'plan']) kind
    WHERE agency.short_name = 'A' || ((fresh.n * 20 + seat) %% 200);
    INSERT INTO cases_participant (id, case_id, compartment_id, user_id, agency_id, role, post, since,
        recusal_reason, until_reason)
    SELECT gen_random_uuid(), fresh.id, room.id, person.id, room.agency_id, 'agency_author', '',
        '2007-03-05', '', ''
    FROM fresh JOIN cases_compartment room ON room.case_id = fresh.id AND room.kind = 'room'
    JOIN people_user person ON person.agency_id = room.agency_id
    WHERE NOT EXISTS (SELECT FROM cases_participant WHERE user_id = person.id);
    INSERT INTO cases_participant (id, case_id, compartment_id, user_id, role, post, since, recusal_reason,
        until_reason)
    SELECT gen_random_uuid(), fresh.id, fresh.board, person.id, 'panel_member', '', '2007-03-05', '', ''
    FROM fresh JOIN people_user person ON person.email = ANY (
        SELECT 'p' || (fresh.n / 5 * 10 + seat) || '@example.org' FROM generate_series(0, 9) seat
    );
    INSERT INTO cases_milestone (id, case_id, compartment_id, key, happened_at, recorded_at,
        recorded_by_id, note)
    SELECT gen_random_uuid(), fresh.id, room.id, 'decided', now() - make_interval(secs => random() * 1e8),
        now(), (SELECT id FROM people_user LIMIT 1), ''
    FROM fresh JOIN cases_compartment room ON room.case_id = fresh.id, generate_series(1, 10);
"""
GRANTS = """
    DELETE FROM cases_compartmentgrant;
    INSERT INTO cases_compartmentgrant (user_id, content_object_id, permission_id, since)
    SELECT person.id, open.id, (SELECT id FROM auth_permission WHERE codename = 'view_compartment'),
        '2007-03-05'
    FROM people_user person, compartments_of(person.id) open(id);
"""


def run(database: Database, *, is_quick: bool) -> dict[str, Any]:
    """Figures: a page against the bare join, with ten times the rows, and what permission asks."""
    cases, runs = (20, 10) if is_quick else (100, 40)
    few = cases // 10
    with as_owner(database):
        fill(database, PEOPLE)
        fill(database, CASES + GRANTS, {"since": 0, "until": few - 1})
        people = readers()
        small = statistics.median(seconds(lambda: read(people)) for _ in range(runs))
        fill(database, CASES + GRANTS, {"since": few, "until": cases - 1})
        large = statistics.median(seconds(lambda: read(people)) for _ in range(runs))
        ratio = in_turn(lambda: read(people), lambda: read_bare(people), runs=runs)
        figures = {
            "ratio": round(ratio, 2),
            "growth": round(large / small, 2),
            "permission_queries": queries_for_permission(people[0]),
        }
        size = {"rows": Milestone.objects.using(OWNER).count(), "people": User.objects.count()}
    is_ok = all(figures[name] <= bar for name, bar in BARS.items())
    return {"figures": figures | size, "bars": BARS, "ok": is_ok}


@contextmanager
def as_owner(database: Database) -> Iterator[None]:
    """A second connection that walks past the wall, for what is not to be guarded."""
    there = environ.Env.db_url_config(database.owner_url)
    connections.databases[OWNER] = {**connections.databases["default"], **there}
    try:
        yield
    finally:
        connections[OWNER].close()
        del connections.databases[OWNER]


def readers() -> list[User]:
    """Some who write for one agency and some who sit on a panel; what they see stays as more is added."""
    grants = CompartmentGrant.objects.using(OWNER).values("user_id").order_by("user_id")
    counted = {one["user_id"]: one["rooms"] for one in grants.annotate(rooms=Count("pk"))}
    few = [pk for pk, rooms in counted.items() if rooms == AUTHOR_S_ROOMS][:10]
    many = [pk for pk, rooms in counted.items() if rooms > AUTHOR_S_ROOMS][:10]
    return list(User.objects.filter(pk__in=few + many))


def page_of(rows: Any) -> list[Any]:
    return list(rows.order_by("happened_at")[:PAGE])


def read(people: list[User]) -> None:
    """Each person's page as the application makes it: who acts, then the rows that both walls let through."""
    for person in people:
        with transaction.atomic():
            set_identity(person)
            assert len(page_of(Milestone.objects.visible_to(person))) == PAGE


def read_bare(people: list[User]) -> None:
    """The same rows by a join on who is let in, in a transaction of their own, with nothing in the way."""
    for person in people:
        with transaction.atomic(using=OWNER):
            let_in = Q(compartment__compartmentgrant__user=person)
            assert len(page_of(Milestone.objects.using(OWNER).filter(let_in))) == PAGE


def queries_for_permission(person: User) -> int:
    """What a page asks beside its rows."""
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        set_identity(person)
        page_of(Milestone.objects.visible_to(person))
    return len([query for query in seen if not query["sql"].startswith(("SAVEPOINT", "BEGIN", "COMMIT"))]) - 1
