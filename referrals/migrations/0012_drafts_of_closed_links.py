from django.db import migrations

# A draft of somebody without an account is open to the holder of its link alone, and once that is closed to
# nobody. The sweep forgets such drafts without reading them: it is told where the bytes of their files lie.
FUNCTION = """
CREATE FUNCTION forget_drafts_of_links_closed(before timestamptz) RETURNS SETOF varchar
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('scr.service', true), '') <> 'sweep' THEN
        RETURN;
    END IF;
    RETURN QUERY WITH closed AS (
        SELECT draft.id FROM referrals_referraldraft draft JOIN people_invitedlink link ON link.id = draft.link_id
        WHERE draft.sent_at IS NULL AND least(link.ended_at, link.expires_at) <= before
        FOR UPDATE OF draft
    ), files AS (
        DELETE FROM referrals_draftfile WHERE draft_id IN (SELECT id FROM closed) RETURNING stored_as
    ), drafts AS (
        DELETE FROM referrals_referraldraft WHERE id IN (SELECT id FROM closed)
    )
    SELECT stored_as FROM files;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0011_invited_links"),
        ("referrals", "0011_against_the_criteria"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION forget_drafts_of_links_closed(timestamptz)"),
    ]
