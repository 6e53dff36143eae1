from django.db import migrations

from scr.row_security import of_compartment, wall

NOBODY_S_CASE = "00000000-0000-0000-0000-000000000000"

# Role, kind of compartment (a release counts whatever its kind), whether only for the role's own agency, and the
# audience to whom it must have been released ("": from the start). Drawn from scr/cases/audiences.py; a test holds both equal.
WHO_READS = """
CREATE FUNCTION who_reads() RETURNS TABLE (role text, kind text, is_own_agency boolean, audience text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ VALUES
    ('action_owner', 'board', false, ''),
    ('administrator', 'board', false, ''),
    ('agency_author', 'board', false, ''),
    ('auditor', 'board', false, ''),
    ('board_member', 'board', false, ''),
    ('chair', 'board', false, ''),
    ('chief_officer', 'board', false, ''),
    ('designated_nurse', 'board', false, ''),
    ('legal_adviser', 'board', false, ''),
    ('operations_board', 'board', false, ''),
    ('overview_author', 'board', false, ''),
    ('panel_member', 'board', false, ''),
    ('administrator', 'referral', false, ''),
    ('auditor', 'referral', false, ''),
    ('chair', 'referral', false, ''),
    ('legal_adviser', 'referral', false, ''),
    ('overview_author', 'referral', false, ''),
    ('panel_member', 'referral', false, ''),
    ('administrator', 'panel', false, ''),
    ('auditor', 'panel', false, ''),
    ('chair', 'panel', false, ''),
    ('legal_adviser', 'panel', false, ''),
    ('panel_member', 'panel', false, ''),
    ('administrator', 'author', false, ''),
    ('chair', 'author', false, ''),
    ('overview_author', 'author', false, ''),
    ('administrator', 'plan', false, ''),
    ('auditor', 'plan', false, ''),
    ('chair', 'plan', false, ''),
    ('legal_adviser', 'plan', false, ''),
    ('operations_board', 'plan', false, ''),
    ('panel_member', 'plan', false, ''),
    ('administrator', 'room', false, ''),
    ('auditor', 'room', false, ''),
    ('chair', 'room', false, ''),
    ('legal_adviser', 'room', false, ''),
    ('panel_member', 'room', false, ''),
    ('action_owner', 'plan', true, ''),
    ('agency_author', 'plan', true, ''),
    ('chief_officer', 'plan', true, ''),
    ('agency_author', 'room', true, ''),
    ('chief_officer', 'room', true, ''),
    ('designated_nurse', 'room', true, ''),
    ('agency_author', 'private', true, ''),
    ('chief_officer', 'private', true, ''),
    ('agency_author', 'submission', true, ''),
    ('chief_officer', 'submission', true, ''),
    ('agency_author', 'chronology', true, ''),
    ('chief_officer', 'chronology', true, ''),
    ('administrator', '', false, 'administration'),
    ('auditor', '', false, 'administration'),
    ('chair', '', false, 'administration'),
    ('legal_adviser', '', false, 'panel'),
    ('overview_author', '', false, 'panel'),
    ('panel_member', '', false, 'panel'),
    ('agency_author', '', false, 'agencies'),
    ('chief_officer', '', false, 'agencies')
$$
"""

# As the owner, since a policy on participants that reads participants would ask itself for ever. The moment is
# the statement's, as in the first wall: access that ends by date ends on time although no sweep runs.
COMPARTMENTS_OF = """
CREATE FUNCTION compartments_of(person uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    WITH part AS MATERIALIZED (
        SELECT mine.case_id, mine.role, mine.agency_id
        FROM cases_participant mine
        WHERE mine.user_id = person
            AND mine.recused_at IS NULL
            AND mine.since <= statement_timestamp()
            AND (mine.until IS NULL OR mine.until > statement_timestamp())
            AND EXISTS (SELECT FROM people_user WHERE id = person AND is_active)
    )
    SELECT room.id
    FROM part
    JOIN who_reads() rule ON rule.role = part.role AND rule.audience = ''
    JOIN cases_compartment room
        ON room.case_id = part.case_id
        AND room.kind = rule.kind
        AND (NOT rule.is_own_agency OR room.agency_id = part.agency_id)
    UNION
    SELECT opened.compartment_id
    FROM part
    JOIN who_reads() rule ON rule.role = part.role
    JOIN cases_release opened ON opened.case_id = part.case_id AND opened.audience = rule.audience;
END $$
"""

# What is open to whoever acts: to a person what their parts open, less what an onlooker may not read as well;
# to a service function all of the one case that it works on, since it has asked the policy; to a named service
# all of what the policy names it for.
MY_COMPARTMENTS = """
CREATE FUNCTION my_compartments(service text DEFAULT '') RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF my_onlooker() IS NOT NULL THEN
        RETURN QUERY SELECT compartments_of(my_user()) INTERSECT SELECT compartments_of(my_onlooker());
    ELSIF my_user() IS NOT NULL THEN
        RETURN QUERY SELECT compartments_of(my_user());
    END IF;
    IF my_case() IS NOT NULL THEN
        RETURN QUERY SELECT id FROM cases_compartment WHERE case_id = my_case();
    END IF;
    IF service <> '' AND my_service() = service THEN
        RETURN QUERY SELECT id FROM cases_compartment;
    END IF;
END $$
"""

# A code name must be free, and who opens a case does not see the others.
FREE_CODE_NAMES = """
CREATE FUNCTION free_code_names(wanted text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT name FROM unnest(wanted) name
    WHERE NOT EXISTS (SELECT FROM cases_case WHERE code_name = name)
$$
"""

FUNCTIONS = [
    WHO_READS,
    COMPARTMENTS_OF,
    "REVOKE EXECUTE ON FUNCTION compartments_of(uuid) FROM PUBLIC",
    MY_COMPARTMENTS,
    FREE_CODE_NAMES,
]
UNDO = [
    "DROP FUNCTION free_code_names(text[])",
    "DROP FUNCTION my_compartments(text)",
    "DROP FUNCTION compartments_of(uuid)",
    "DROP FUNCTION who_reads()",
]

SWEPT = of_compartment(service="sweep")
AUDITED = of_compartment(service="auditor")


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("outbox", "0002_digests"),
        ("people", "0007_who_acts"),
        ("cases", "0005_designated_nurse"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        # The case itself, what the sweep reads, and what somebody reads of themselves.
        wall("cases_case", SWEPT),
        wall("cases_historicalcase"),
        wall(
            "cases_compartment",
            of_compartment("id", service="sweep"),
            # A new one is not yet among those that the function finds.
            writes="case_id = my_case()",
        ),
        wall("cases_historicalcompartment", of_compartment("id")),
        wall("cases_participant", f"user_id = (SELECT my_user()) OR {SWEPT}"),
        wall("cases_historicalparticipant"),
        wall(
            "cases_compartmentgrant",
            f"user_id = (SELECT my_user()) OR {of_compartment('content_object_id')}",
        ),
        wall("cases_duty", SWEPT),
        wall("cases_historicalduty"),
        wall("cases_wake", SWEPT),
        # The other rows of the case file.
        wall("cases_release"),
        wall("cases_historicalrelease"),
        wall("cases_caseagency"),
        wall("cases_historicalcaseagency"),
        wall("cases_scope"),
        wall("cases_historicalscope"),
        wall("cases_stagechange"),
        wall("cases_historicalstagechange"),
        wall("cases_milestone"),
        wall("cases_historicalmilestone"),
        wall("cases_extension"),
        wall("cases_historicalextension"),
        wall("cases_plannedevent"),
        wall("cases_historicalplannedevent"),
        # What stands below the case file and knows a case by its id. Acts of the board have no compartment, and
        # everybody may add to the record: only what a case's entries tell is kept from those outside.
        wall("audit_auditentry", f"compartment_id IS NULL OR {AUDITED}", writes="true"),
        wall("audit_look", f"compartment_id IS NULL OR {AUDITED}", writes="true"),
        wall(
            "audit_audithead",
            f"case_id = my_case() OR case_id = '{NOBODY_S_CASE}' OR my_service() = 'auditor'",
        ),
        wall("outbox_notice", f"compartment_id IS NULL OR {SWEPT}"),
    ]
