"""A referral comes in: the case that is opened, and what is written down of it."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial

from django.db import transaction

from referrals.attachments import KINDS, Attachment
from referrals.criteria import Answer, unanswered
from referrals.form_g import FormG
from referrals.models import AidAnswer, KnownAgency, Referral, ReferralDraft
from referrals.services import record_answers
from scr.cases.audiences import Kind
from scr.cases.models import Case, Duty
from scr.cases.models.register import Sex
from scr.cases.parallel import note_from_referral
from scr.cases.policy import NotTheMoment
from scr.cases.register import PersonTold, register_person
from scr.cases.services import join_agency, open_case, record_milestone
from scr.cases.writing import compartment_of, record
from scr.documents.services import store
from scr.outbox.services import put_notice
from scr.people.identity import working_on
from scr.people.mailing import tell
from scr.people.models import Agency, Board, User

# What is told of the child in the register, and not on the form as it was sent.
OF_REGISTER = ("child_other_names", "child_died_on")


@transaction.atomic
def refer_case(
    form: FormG,
    *,
    agencies: Collection[Agency],
    criteria: Mapping[str, Answer],
    aids: Mapping[str, Answer],
    by: User | None,
    now: datetime,
    received_at: datetime | None = None,
    code_name: str = "",
    draft: ReferralDraft | None = None,
    attachments: Collection[Attachment] = (),
    people: Collection[PersonTold] = (),
) -> Case:
    """Open a case from form G: anybody may refer one who can sign in or was invited (seed 004, section 3).

    `received_at` is when the board had the referral (now, if it is not given): the clocks run from there.
    `by` is None where the draft belongs to an invited link. `people` are the family and the household.
    The referrer gets a receipt and an e-mail, and no access. Raises NotTheMoment for a referral that is not
    complete, FileRefused for an attachment that cannot be taken.
    """
    received_at = received_at or now
    draft = draft or ReferralDraft(user=by)
    case = open_case(by=by, now=now, code_name=code_name)
    with working_on(case.pk):
        _check_answers(case, form, criteria, aids)
        if received_at > now:
            raise NotTheMoment("A referral cannot be received in the future.")
        referral = _keep(form, case, draft, received_at=received_at, by=by, now=now)
        for person in (_child_of(form), *people):
            register_person(case, person, by=by, now=now)
        for agency in agencies:
            _name_agency(referral, agency, by=by, now=now)
        record_answers(case, criteria, by=by, now=now)
        _record_aids(referral, aids, by=by, now=now)
        for kind in form.parallel:
            note_from_referral(case, kind, form.parallel_details, by=by, now=now)
        for attachment in attachments:
            _attach(referral, attachment, by=by, now=now)
        record_milestone(case, "referral_received", by=by, now=now, happened_at=received_at)
        _acknowledge(case, draft, now=now)
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


def _child_of(form: FormG) -> PersonTold:
    return PersonTold(
        full_name=form.child_name,
        other_names=form.child_other_names,
        sex=form.child_sex or Sex.NOT_KNOWN,
        born_on=form.child_born_on,
        died_on=form.child_died_on,
        is_child=True,
    )


def _keep(
    form: FormG, case: Case, draft: ReferralDraft, *, received_at: datetime, by: User | None, now: datetime
) -> Referral:
    told = {name: value for name, value in asdict(form).items() if name not in OF_REGISTER}
    referral = Referral(
        case=case,
        compartment=compartment_of(case, Kind.REFERRAL),
        received_at=received_at,
        sent_at=now,
        referred_by=by,
        link=draft.link,
        **told,
    )
    record(referral, by=by, now=now, act="case_referred")
    return referral


def _name_agency(referral: Referral, agency: Agency, *, by: User | None, now: datetime) -> None:
    join_agency(referral.case, agency, by=by, now=now)
    known = KnownAgency(case=referral.case, compartment=referral.compartment, agency=agency)
    record(known, by=by, now=now, act="agency_named")


def _record_aids(referral: Referral, aids: Mapping[str, Answer], *, by: User | None, now: datetime) -> None:
    for key, one in aids.items():
        row = AidAnswer(
            case=referral.case,
            compartment=referral.compartment,
            key=key,
            answer=one.answer,
            comment=one.words,
        )
        record(row, by=by, now=now, act="aid_question_answered", key=key)


def _attach(referral: Referral, attachment: Attachment, *, by: User | None, now: datetime) -> None:
    store(
        referral.case,
        referral.compartment,
        kind="referral_attachment",
        title=f"{dict(KINDS)[attachment.kind]}: {attachment.filename}"[:200],
        filename=attachment.filename,
        content=attachment.content,
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
    if receipt.user is not None:
        _put_acknowledgement(receipt, receipt.user, now=now)
    if receipt.link is not None:
        context = {"board": Board.objects.first(), "receipt": receipt}
        transaction.on_commit(partial(tell, receipt.link, "referrals/email/received", context))


def _put_acknowledgement(receipt: ReferralDraft, referrer: User, *, now: datetime) -> None:
    put_notice(
        key=f"acknowledged:{receipt.pk}",
        recipient=referrer,
        subject=f"Your referral {receipt.reference} has been received",
        body=f"The board has received your referral {receipt.reference}. Sign in for what happens next.",
        path=f"/refer/{receipt.pk}/sent/",
        now=now,
    )
