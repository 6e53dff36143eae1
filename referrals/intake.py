"""Referrals coming in: drafts of those who refer, and the case that is opened when one is sent."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from referrals.criteria import Answer, unanswered
from referrals.form_g import FormG
from referrals.models import AidAnswer, KnownAgency, Referral, ReferralDraft
from referrals.services import record_answers
from scr.cases.audiences import Kind
from scr.cases.models import Case, Duty
from scr.cases.policy import NotTheMoment
from scr.cases.services import join_agency, open_case, record_milestone
from scr.cases.writing import compartment_of, record
from scr.documents.services import store
from scr.outbox.services import put_notice
from scr.people.identity import working_on
from scr.people.models import Agency, User

Attachment = tuple[str, bytes]


@transaction.atomic
def refer_case(
    form: FormG,
    *,
    agencies: Collection[Agency],
    criteria: Mapping[str, Answer],
    aids: Mapping[str, Answer],
    by: User,
    now: datetime,
    received_at: datetime | None = None,
    code_name: str = "",
    draft: ReferralDraft | None = None,
    attachment: Attachment | None = None,
) -> Case:
    """Open a case from form G: anybody who can sign in may refer one (seed 004, section 3).

    `received_at` is when the board had the referral (now, if it is not given): the clocks run from there.
    The referrer gets a receipt and a notice, and no access. Raises NotTheMoment for a referral that is not
    complete, FileRefused for an attachment that cannot be taken.
    """
    received_at = received_at or now
    case = open_case(by=by, now=now, code_name=code_name)
    with working_on(case.pk):
        _check_answers(case, form, criteria, aids)
        if received_at > now:
            raise NotTheMoment("A referral cannot be received in the future.")
        referral = _keep(form, case, received_at=received_at, by=by, now=now)
        for agency in agencies:
            _name_agency(referral, agency, by=by, now=now)
        record_answers(case, criteria, by=by, now=now)
        _record_aids(referral, aids, by=by, now=now)
        if attachment:
            _attach(referral, attachment, by=by, now=now)
        record_milestone(case, "referral_received", by=by, now=now, happened_at=received_at)
        _acknowledge(case, draft or ReferralDraft(user=by), now=now)
    return case


def _check_answers(
    case: Case, form: FormG, criteria: Mapping[str, Answer], aids: Mapping[str, Answer]
) -> None:
    if form.leaves_children_unanswered:
        raise NotTheMoment(
            "Say whether other children may be at risk and, if they may, what was done at once and by whom."
        )
    procedure = case.procedure
    if unanswered(criteria, (one.key for one in procedure.criteria)):
        raise NotTheMoment("Answer each of the criteria.")
    if unanswered(aids, (one.key for one in procedure.aid_questions)):
        raise NotTheMoment("Answer each of the questions that help to decide.")


def _keep(form: FormG, case: Case, *, received_at: datetime, by: User, now: datetime) -> Referral:
    referral = Referral(
        case=case,
        compartment=compartment_of(case, Kind.REFERRAL),
        received_at=received_at,
        sent_at=now,
        referred_by=by,
        **asdict(form),
    )
    record(referral, by=by, now=now, act="case_referred")
    return referral


def _name_agency(referral: Referral, agency: Agency, *, by: User, now: datetime) -> None:
    join_agency(referral.case, agency, by=by, now=now)
    known = KnownAgency(case=referral.case, compartment=referral.compartment, agency=agency)
    record(known, by=by, now=now, act="agency_named")


def _record_aids(referral: Referral, aids: Mapping[str, Answer], *, by: User, now: datetime) -> None:
    for key, one in aids.items():
        row = AidAnswer(
            case=referral.case,
            compartment=referral.compartment,
            key=key,
            answer=one.answer,
            comment=one.words,
        )
        record(row, by=by, now=now, act="aid_question_answered", key=key)


def _attach(referral: Referral, attachment: Attachment, *, by: User, now: datetime) -> None:
    filename, content = attachment
    store(
        referral.case,
        referral.compartment,
        kind="referral_attachment",
        title="Sent with the referral",
        filename=filename,
        content=content,
        by=by,
        now=now,
    )


def _acknowledge(case: Case, receipt: ReferralDraft, *, now: datetime) -> None:
    """Keep the referrer's receipt and tell them of it. What they wrote stays with the case only."""
    rules = [rule.key for rule in case.procedure.rules_met_by("decided")]
    duty = Duty.objects.filter(case=case, rule_key__in=rules).first()
    receipt.answers, receipt.begun, receipt.step = {}, {}, ""
    receipt.sent_at = receipt.updated_at = now
    receipt.reference = case.reference
    receipt.decision_due_at = duty.due_at if duty else None
    receipt.save()
    put_notice(
        key=f"acknowledged:{receipt.pk}",
        recipient=receipt.user,
        subject=f"Your referral {case.reference} has been received",
        body=f"The board has received your referral {case.reference}. Sign in for what happens next.",
        path=f"/refer/{receipt.pk}/sent/",
        now=now,
    )


def start_draft(*, by: User, now: datetime) -> ReferralDraft:
    """An empty draft that only its author sees."""
    return ReferralDraft.objects.create(user=by, updated_at=now)


def save_answers(draft: ReferralDraft, step: str, typed: dict[str, Any], *, now: datetime) -> ReferralDraft:
    """Keep what was typed on one page of a draft. Raises NotTheMoment once it has been sent."""
    with transaction.atomic():
        draft = _lock_open(draft.pk)
        draft.answers = {**draft.answers, step: typed}
        draft.step, draft.updated_at = step, now
        draft.save()
    return draft


def discard(draft: ReferralDraft) -> None:
    """Delete a draft for good; one that was sent stays as its author's receipt."""
    with transaction.atomic():
        _lock_open(draft.pk).delete()


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
    by: User,
    now: datetime,
    attachment: Attachment | None = None,
) -> ReferralDraft:
    """Send a draft; sent twice it makes one case, and the second sender gets the same receipt."""
    draft = ReferralDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.sent_at is None:
        refer_case(
            form,
            agencies=agencies,
            criteria=criteria,
            aids=aids,
            by=by,
            now=now,
            draft=draft,
            attachment=attachment,
        )
    return draft
