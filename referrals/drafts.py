"""Drafts of referrals: begun, saved page by page, sent, or thrown away; each is its author's alone."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from referrals.attachments import Attachment
from referrals.criteria import Answer
from referrals.form_g import FormG
from referrals.intake import refer_case
from referrals.models import DraftFile, ReferralDraft
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment
from scr.cases.register import PersonTold
from scr.documents import vault
from scr.documents.intake import content_type_of
from scr.people.drafts import KEPT_FOR
from scr.people.invited_links import use_link
from scr.people.models import Agency, InvitedLink, User

MOST_FILES = 20


def start_draft(*, by: User, now: datetime) -> ReferralDraft:
    """An empty draft that only its author sees."""
    return ReferralDraft.objects.create(user=by, updated_at=now)


def draft_of(link: InvitedLink, *, now: datetime) -> ReferralDraft:
    """The one draft of an invited link, which its holder alone sees."""
    draft, _ = ReferralDraft.objects.get_or_create(link=link, defaults={"updated_at": now})
    return draft


def save_answers(draft: ReferralDraft, step: str, typed: dict[str, Any], *, now: datetime) -> ReferralDraft:
    """Keep what was typed on one page of a draft. Raises NotTheMoment once it has been sent."""
    with transaction.atomic():
        draft = _lock_open(draft.pk)
        draft.answers = {**draft.answers, step: typed}
        draft.step, draft.updated_at = step, now
        draft.save()
    return draft


@transaction.atomic
def attach(draft: ReferralDraft, attachment: Attachment, *, now: datetime) -> DraftFile:
    """Let a document go along. Raises FileRefused for one that is not taken, NotTheMoment for too many."""
    draft = _lock_open(draft.pk)
    if DraftFile.objects.filter(draft=draft).count() >= MOST_FILES:
        raise NotTheMoment(f"{MOST_FILES} documents go along already. The board can ask you for more later.")
    content_type_of(attachment.filename, attachment.content, max_bytes=settings.DOCUMENT_MAX_BYTES)
    return DraftFile.objects.create(
        draft=draft,
        kind=attachment.kind,
        filename=attachment.filename[-200:],
        size=len(attachment.content),
        stored_as=vault.put(attachment.content),
        added_at=now,
    )


@transaction.atomic
def take_off(draft: ReferralDraft, file_id: UUID) -> None:
    """Let a document not go along after all; nothing happens when it is gone already."""
    draft = _lock_open(draft.pk)
    _forget(DraftFile.objects.filter(draft=draft, pk=file_id))


def discard(draft: ReferralDraft) -> None:
    """Delete a draft for good; one that was sent stays as its author's receipt."""
    with transaction.atomic():
        draft = _lock_open(draft.pk)
        _forget(DraftFile.objects.filter(draft=draft))
        draft.delete()


def _forget(files: Any) -> None:
    """Delete the rows of files, and their bytes once that holds."""
    for name in files.values_list("stored_as", flat=True):
        transaction.on_commit(partial(vault.remove, name))
    files.delete()


@transaction.atomic
def forget_closed(now: datetime) -> None:
    """Forget unsent drafts whose links were ended or ran out seven days ago: nobody can open them any more.

    For the sweep: the database deletes them without showing them, and tells where their files lie.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_drafts_of_links_closed(%s)", [now - KEPT_FOR])
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        transaction.on_commit(partial(vault.remove, name))


def _lock_open(draft_id: UUID) -> ReferralDraft:
    draft = ReferralDraft.objects.select_for_update().get(pk=draft_id)
    if draft.sent_at is not None:
        raise NotTheMoment("This referral has been sent and can no longer be changed.")
    return draft


@transaction.atomic
def send_draft(
    draft: ReferralDraft,
    form: FormG,
    *,
    agencies: Collection[Agency],
    criteria: Mapping[str, Answer],
    aids: Mapping[str, Answer],
    now: datetime,
    people: Collection[PersonTold] = (),
) -> ReferralDraft:
    """Send a draft; sent twice it makes one case, and the second sender gets the same receipt.

    The link of somebody without an account is used up by it. Raises LinkClosed when it is over or ended.
    """
    draft = ReferralDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.sent_at is None:
        files = DraftFile.objects.filter(draft=draft)
        case = refer_case(
            form,
            agencies=agencies,
            criteria=criteria,
            aids=aids,
            by=draft.user,
            now=now,
            draft=draft,
            attachments=[Attachment(one.filename, vault.get(one.stored_as), one.kind) for one in files],
            people=people,
        )
        _forget(files)
        _use_up(draft, case, now=now)
    return draft


def _use_up(draft: ReferralDraft, case: Case, *, now: datetime) -> None:
    if draft.link is not None:
        use_link(draft.link, now=now, subject_id=case.pk)
