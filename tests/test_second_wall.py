"""The second wall by itself: what the database shows when a query asks for everything."""

from functools import partial

import pytest
from django.apps import apps
from django.db import InternalError, ProgrammingError, connection, transaction

from referrals.models import ReferralDraft
from scr.audit.models import AuditEntry
from scr.audit.services import save_recorded
from scr.cases.audiences import OF_OWN_AGENCY, RELEASED_TO, STANDING, Kind
from scr.cases.models import Case, Compartment, Duty, Milestone, Participant, Scope
from scr.cases.participation import recuse
from scr.cases.querysets import open_to
from scr.cases.services import record_milestone, set_scope
from scr.cases.writing import act, compartment_of
from scr.people.identity import acting_as, set_identity, working_on
from scr.people.models import User
from scr.people.services import disable
from tests.cast import D0, make_case, person
from tests.over_the_wall import shut_gate

# Tables that no policy guards, and why each may do without.
NO_CASE = {
    "account_emailaddress": "people's addresses",
    "account_emailconfirmation": "people's addresses",
    "audit_lookseal": "hashes of looks, and between which ids they stand",
    "auth_group": "unused",
    "auth_group_permissions": "unused",
    "auth_permission": "Django's catalogue",
    "cases_emergencytry": "how often somebody asked, not for what",
    "cases_calendarfeed": "whose calendar is read at an address, found before anybody is known",
    "cases_historicalcalendarfeed": "the same",
    "cases_rulesetting": "the board's own figures, for all cases",
    "cases_historicalrulesetting": "the same",
    "cases_timeliness": "figures across cases that name none",
    "django_content_type": "Django's catalogue",
    "django_migrations": "Django's catalogue",
    "django_session": "who is signed in",
    "guardian_groupobjectpermission": "unused: grants have a table of their own",
    "guardian_userobjectpermission": "unused: grants have a table of their own",
    "letters_lettertext": "the board's wording, for all cases",
    "letters_historicallettertext": "the same",
    "mfa_authenticator": "people's second factors",
    "outbox_keptmail": "evaluation only: a mail holds a reference and a link",
    "outbox_mail": "when something went to whom, not what",
    "outbox_pulse": "signs of life",
    "people_agency": "the board's agencies",
    "people_appointment": "the board's posts",
    "documents_boardpaper": "the board's protocols with its neighbours, of no case",
    "documents_historicalboardpaper": "the board's protocols with its neighbours, of no case",
    "people_bankholiday": "days",
    "people_board": "the board",
    "people_emailedcode": "the hash of a code that was sent",
    "chronology_historicalknownheading": "headings of agencies' files",
    "chronology_knownheading": "headings of agencies' files",
    "people_externalbody": "bodies outside the board",
    "people_seatnomination": "what agencies say of the board's members",
    "people_historicalseatnomination": "what agencies say of the board's members",
    "people_deputy": "who acts for chief officers",
    "people_historicaldeputy": "who acts for chief officers",
    "people_officeholder": "offices beside the board",
    "people_historicalofficeholder": "offices beside the board",
    "people_panelwork": "the panel's work beside its cases",
    "people_historicalpanelwork": "the panel's work beside its cases",
    "people_historicalagency": "the board's agencies",
    "people_historicalappointment": "the board's posts",
    "people_historicalbankholiday": "days",
    "people_historicalboard": "the board",
    "people_historicalexternalbody": "bodies outside the board",
    "people_historicaluser": "people",
    "people_user": "people",
    "people_user_groups": "unused",
    "people_user_user_permissions": "unused",
    "usersessions_usersession": "where people are signed in",
}
# What the named services read beside what everybody may: all of it, in these tables and no other.
SERVED = {
    "sweep": {
        "cases_case",
        "cases_compartment",
        "cases_participant",
        "cases_duty",
        "cases_wake",
        "outbox_notice",
    },
    "renderer": {"documents_rendering"},
    "auditor": {"audit_auditentry", "audit_look"},
}
UNGUARDED = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT (
        relrowsecurity
        AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'wall' AND polcmd = '*')
    )
"""
POLICIES = """
    SELECT tablename, qual FROM pg_policies WHERE policyname = 'wall' AND tablename IN (
        SELECT table_name::text FROM information_schema.columns WHERE column_name = 'compartment_id'
    )
"""


class Broken(Exception):
    """Something that goes wrong in the middle of an act."""


def ask(question, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def column(question, *values):
    return {first for (first, *_) in ask(question, *values)}


def my_compartments():
    return column("SELECT my_compartments()")


def seen_by(user, model):
    with shut_gate(), acting_as(user):
        return list(model.objects.all())


def drawn_from_audiences():
    standing = [(role, kind, False, "") for kind, roles in STANDING.items() for role in roles]
    own = [(role, kind, True, "") for kind, roles in OF_OWN_AGENCY.items() for role in roles]
    released = [(role, "", False, to) for to, roles in RELEASED_TO.items() for role in roles]
    return {(role, str(kind), is_own, str(to)) for role, kind, is_own, to in (*standing, *own, *released)}


def test_the_database_reads_the_same_table_of_audiences(rows):
    drawn = drawn_from_audiences()
    assert set(ask("SELECT * FROM who_reads()")) == drawn, "migrate who_reads() to scr/cases/audiences.py"
    print(f"{len(drawn)} rules of who reads what, the same in both walls")


def test_every_table_is_behind_the_wall_or_on_the_list(rows):
    unguarded = column(UNGUARDED)
    assert unguarded == set(NO_CASE)
    guarded = column("SELECT tablename FROM pg_policies WHERE policyname = 'wall'")
    print(f"{len(guarded)} tables behind the wall, {len(unguarded)} with a reason to do without, 0 forgotten")


def test_no_table_with_a_case_is_on_the_list(rows):
    """What carries a case or a compartment, or refers to a table that does, is guarded."""
    of_case = column(
        "SELECT table_name::text FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name IN ('case_id', 'compartment_id')"
    )
    referring = column(
        "SELECT DISTINCT source.relname FROM pg_constraint"
        " JOIN pg_class source ON source.oid = conrelid JOIN pg_class target ON target.oid = confrelid"
        " WHERE contype = 'f' AND target.relname = ANY (%s)",
        sorted(of_case),
    )
    assert len(of_case) > 90
    assert (of_case | referring) & set(NO_CASE) == set()


def test_every_policy_has_the_one_form(rows):
    policies = dict(ask(POLICIES))
    assert len(policies) > 90
    for table, condition in policies.items():
        assert "(compartment_id = ANY (ARRAY( SELECT my_compartments(" in condition, table


def test_everybody_sees_the_same_through_both_walls(cast, case):
    other = make_case(cast)
    recuse(
        Participant.objects.get(case=case, user=cast.panel_member),
        reason="I know the family.",
        by=cast.panel_member,
        now=D0,
    )
    disable(cast.health_author, by=cast.administrator, now=D0)
    compared = 0
    for user in User.objects.all():
        with shut_gate(), acting_as(user):
            first = {pk for (pk,) in open_to(user).values_list("content_object_id")}
            assert my_compartments() == first, user
        compared += len(first)
    assert compared > 40
    with shut_gate(), acting_as(cast.panel_member):
        assert set(Case.objects.all()) == {other}
    print(f"{User.objects.count()} people, {compared} open compartments, the same through both walls")


def walled_tables():
    return column("SELECT tablename FROM pg_policies WHERE policyname = 'wall'")


# Rows that belong to no case: acts of the board, and the end of its chain.
BOARD_ROWS = {
    "audit_auditentry": " WHERE compartment_id IS NOT NULL",
    "audit_look": " WHERE compartment_id IS NOT NULL",
    "audit_audithead": " WHERE case_id <> '00000000-0000-0000-0000-000000000000'",
    "outbox_notice": " WHERE compartment_id IS NOT NULL",
}


def seen_in(table):
    return ask(f"SELECT count(*) FROM {table}{BOARD_ROWS.get(table, '')}")[0][0]


@pytest.mark.parametrize("who", ["nobody", "outsider", "unknown service"])
def test_who_is_not_on_the_case_sees_no_row_of_any_table(cast, case, who):
    identity = {"nobody": {}, "outsider": {"user": cast.outsider}, "unknown service": {"service": "web"}}[who]
    filled = {table for table in walled_tables() if seen_in(table)}
    assert len(filled) >= 18  # the gate is open: there is something that could leak
    with shut_gate(), acting_as(**identity):
        assert [table for table in walled_tables() if seen_in(table)] == []


@pytest.mark.parametrize("service", sorted(SERVED))
def test_a_service_sees_the_tables_that_it_is_named_for(cast, case, service):
    filled = {table for table in walled_tables() if seen_in(table)}
    with shut_gate(), acting_as(service=service):
        seen = {table for table in walled_tables() if seen_in(table)}
    heads = {"audit_audithead"} if service == "auditor" else set()
    assert seen == (SERVED[service] | heads) & filled


def test_an_agency_that_asks_for_everything_gets_its_own(cast, case):
    own = seen_by(cast.housing_author, Compartment)
    assert {one.agency_id for one in own} == {None, cast.housing.pk}
    assert {one.kind for one in own if one.agency_id is None} == {Kind.BOARD}
    assert {one.kind for one in own if one.agency_id} == {
        "room",
        "private",
        "submission",
        "chronology",
        "plan",
    }
    history = seen_by(cast.housing_author, apps.get_model("cases", "HistoricalCompartment"))
    assert {one.agency_id for one in history} == {None, cast.housing.pk}


def test_nothing_is_written_into_what_is_not_open(cast, case):
    panel = compartment_of(case, Kind.PANEL)
    scope = Scope(case=case, compartment=panel, period_from=D0, period_to=D0, set_at=D0)
    written = partial(save_recorded, scope, by=cast.chair, at=D0, act="scope_set")
    with shut_gate(), acting_as(cast.housing_author), pytest.raises(ProgrammingError), transaction.atomic():
        written()
    with shut_gate(), acting_as(cast.chair), working_on(case.pk):
        written()  # negative control: inside an act on the case
    with shut_gate(), acting_as(cast.housing_author):
        assert ask("UPDATE cases_scope SET period_to = now() RETURNING id") == []
    assert Scope.objects.filter(compartment=panel).count() == 1


def test_a_draft_of_a_referral_is_its_author_s_alone(cast):
    with shut_gate(), acting_as(cast.outsider):
        ReferralDraft.objects.create(user=cast.outsider, updated_at=D0)
        assert ReferralDraft.objects.count() == 1
    with shut_gate(), acting_as(cast.administrator):
        assert ReferralDraft.objects.count() == 0


def test_an_act_sees_the_whole_of_its_case_and_nothing_of_another(cast, case):
    other = make_case(cast)
    with shut_gate(), acting_as(cast.housing_officer):
        before = my_compartments()
        with working_on(case.pk):
            assert {one.case_id for one in Compartment.objects.all()} == {case.pk, other.pk}
            assert Compartment.objects.filter(case=case).count() == 15
            assert Compartment.objects.filter(case=other).count() == 6
        assert my_compartments() == before


def test_an_act_of_one_agency_meets_what_only_others_see(cast, case):
    """Negative control: the same without the act finds nothing to meet."""
    with shut_gate(), acting_as(cast.housing_officer):
        assert not Duty.objects.filter(case=case, rule_key="DECIDE").exists()
        record_milestone(case, "decided", by=cast.housing_officer, now=D0)
        assert not Duty.objects.filter(case=case, rule_key="DECIDE").exists()
    assert Duty.objects.get(case=case, rule_key="DECIDE").met_at == D0


def test_an_act_that_fails_leaves_the_wall_as_it_was(cast, case):
    @act
    def fails(subject):
        assert Milestone.objects.filter(case=subject).exists()
        raise Broken

    with shut_gate(), acting_as(cast.outsider):
        with pytest.raises(Broken):
            fails(case)
        assert my_compartments() == set()


def test_an_identity_ends_with_its_block(cast, case):
    with shut_gate():
        with acting_as(cast.chair):
            with acting_as(service="sweep"):
                assert ask("SELECT my_service()") == [("sweep",)]
            assert ask("SELECT my_service(), my_user()") == [("", cast.chair.pk)]
        set_identity()
        assert my_compartments() == set()


def test_access_that_ends_by_date_ends_without_anybody_doing_anything(cast, case):
    late = person("Lena Late")
    part = Participant(case=case, compartment=case.compartment, user=late, role="auditor", since=D0, until=D0)
    save_recorded(part, by=cast.administrator, at=D0, act="participant_added")
    assert seen_by(late, Case) == []
    part.until = None
    save_recorded(part, by=cast.administrator, at=D0, act="participation_prolonged")
    assert seen_by(late, Case) == [case]


def test_the_application_cannot_ask_what_somebody_else_may_see(cast, case):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ask("SELECT compartments_of(%s)", cast.chair.pk)


@pytest.mark.parametrize("table", ["audit_auditentry", "audit_look", "cases_historicalcase"])
def test_what_is_recorded_can_be_neither_changed_nor_deleted(cast, case, table):
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            ask(statement)
    assert AuditEntry.objects.exists()


def test_a_scope_is_set_through_the_wall(cast, case):
    with shut_gate(), acting_as(cast.administrator):
        set_scope(case, period_from=D0.date(), period_to=D0.date(), by=cast.administrator, now=D0)
        assert Scope.objects.get().set_at == D0
