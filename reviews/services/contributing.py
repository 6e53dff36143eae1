"""What the holder of a contributor's link does: fills in the form page by page, and sends it once.

Until it is sent it is theirs alone, and can be read and corrected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from reviews.models import Contribution, ContributionDraft, ContributionSent, ReviewReturn, Submission
from reviews.services.contributions import facts_of, has_begun
from reviews.services.submission import KIND, compartments_of_round
from scr.cases.audiences import Audience, Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case, Compartment
from scr.cases.policy import NotTheMoment
from scr.cases.services import open_compartment, record_milestone, release, seal
from scr.cases.writing import compartment_of, lock, record
from scr.documents import vault
from scr.documents.intake import content_type_of
from scr.documents.models import Document
from scr.documents.services import store
from scr.meetings.attending import invited
from scr.outbox.services import put_notice
from scr.people.identity import working_on
from scr.people.invited_links import use_link
from scr.people.models import InvitedLink
from scr.people.roles import Do

STATEMENT = (
    "What I send here is what I know, to the best of my knowledge. Where I write for an organisation, I am "
    "allowed to speak for it."
)
NOTE = "Sent through a link, with the contributor's own statement in the place of a countersignature."
OF_OWN = "contribution"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a contributor tells. Texts may be empty but for how they know the family."""

    connection: str
    known_from: str = ""
    known_until: str = ""
    contacts: str = ""
    concerns: str = ""
    own_words: str = ""


@dataclass(frozen=True)
class Question:
    """What the holder of a link is asked: as it stands now, and why it came back, if it did."""

    contribution: Contribution
    returned: ReviewReturn | None


def question_of(link: InvitedLink) -> Question:
    """What a link asks, for its holder alone."""
    assert link.case_id is not None  # it was sent for a contribution to a case
    assert link.subject_id is not None
    with working_on(link.case_id):
        found = Contribution.objects.select_related("case", "compartment", "agency", "asked_by")
        row = found.get(pk=link.subject_id)
        returned = ReviewReturn.objects.filter(case=row.case, agency=row.agency) if row.agency else None
        return Question(row, returned.first() if returned is not None else None)


def draft_of(link: InvitedLink, *, now: datetime) -> ContributionDraft:
    """The one draft of a link; after a return it begins with what was sent before."""
    draft = ContributionDraft.objects.filter(link=link).first()
    return draft or ContributionDraft.objects.create(link=link, updated_at=now, answers=_as_sent(link))


def _as_sent(link: InvitedLink) -> dict[str, Any]:
    assert link.case_id is not None
    with working_on(link.case_id):
        last = ContributionSent.objects.filter(contribution=link.subject_id).first()
        return {"sent": {name: getattr(last, name) for name in Told.__dataclass_fields__}} if last else {}


@transaction.atomic
def save_page(link: InvitedLink, page: str, typed: Mapping[str, str], *, now: datetime) -> ContributionDraft:
    """Keep what was typed on one page."""
    draft = _locked(link, now)
    draft.answers = {**draft.answers, page: dict(typed)}
    draft.updated_at = now
    draft.save()
    return draft


@transaction.atomic
def attach(link: InvitedLink, filename: str, content: bytes, *, now: datetime) -> ContributionDraft:
    """Let a file go along, in the place of one that did. Raises FileRefused for one that is not taken."""
    draft = _locked(link, now)
    content_type_of(filename, content, max_bytes=settings.DOCUMENT_MAX_BYTES)
    _forget_file(draft)
    draft.filename, draft.size, draft.stored_as = filename[-200:], len(content), vault.put(content)
    draft.updated_at = now
    draft.save()
    return draft


@transaction.atomic
def take_off(link: InvitedLink, *, now: datetime) -> ContributionDraft:
    """Let the file not go along after all; nothing happens where there is none."""
    draft = _locked(link, now)
    _forget_file(draft)
    draft.updated_at = now
    draft.save()
    return draft


def _locked(link: InvitedLink, now: datetime) -> ContributionDraft:
    draft_of(link, now=now)
    return ContributionDraft.objects.select_for_update().get(link=link)


def _forget_file(draft: ContributionDraft) -> None:
    if draft.stored_as:
        transaction.on_commit(partial(vault.remove, draft.stored_as))
    draft.filename, draft.size, draft.stored_as = "", 0, ""


def send(link: InvitedLink, told: Told, *, sent_as: str, now: datetime) -> ContributionSent:
    """Send what was filled in: once, with the contributor's own statement, to who runs the case.

    For an agency it is its review of this round, which counts as sent. Raises LinkClosed the second time and
    for a link that is over or ended, NotTheMoment where the board no longer waits.
    """
    assert link.case_id is not None
    with working_on(link.case_id):
        link = use_link(link, now=now)
        row = question_of(link).contribution
        case = lock(row.case)
        _refuse_unwanted(case, row)
        draft = _locked(link, now)
        sent = ContributionSent(
            case=case, contribution=row, sent_as=sent_as, statement=STATEMENT, sent_at=now, **vars(told)
        )
        _put(sent, draft, now=now)
        _tell_runners(row, now)
        draft.answers = {}
        _forget_file(draft)
        draft.save()
    return sent


def _refuse_unwanted(case: Case, row: Contribution) -> None:
    is_waived = row.agency is not None and has_happened(case, "review_waived", agency=row.agency)
    if is_waived or not facts_of(standing_milestones(case)).is_waiting(row):
        raise NotTheMoment("The board no longer waits for this. Please call the board's administrator.")
    if row.agency is not None and has_begun(case, row.agency):
        raise NotTheMoment(
            f"Somebody of {row.agency.name} has begun its review in Lantern. Please call the administrator."
        )


def _put(sent: ContributionSent, draft: ContributionDraft, *, now: datetime) -> None:
    """Write it where it belongs, let nothing more be written there, and open it to the administration."""
    row, case = sent.contribution, sent.case
    if row.agency is None:
        place = _own_compartment(case, now=now)
        places = [place]
    else:
        place = compartment_of(case, Kind.SUBMISSION, row.agency)
    sent.compartment = place
    sent.document = _file_of(sent, draft, now=now)
    if row.agency is not None:
        sent.submission = _as_review(sent, now=now)
        places = compartments_of_round(case, sent.submission)
    record(sent, by=None, now=now, act="contribution_sent")
    for one in places:
        seal(one, by=None, now=now)
        release(one, Audience.ADMINISTRATION, by=None, now=now)
    _tell_of(sent, now=now)


def _own_compartment(case: Case, *, now: datetime) -> Compartment:
    """A new one: contributions of no agency are numbered."""
    count = Compartment.objects.filter(case=case, kind=Kind.CONTRIBUTION).count()
    return open_compartment(case, Kind.CONTRIBUTION, by=None, now=now, round=count + 1)


def _file_of(sent: ContributionSent, draft: ContributionDraft, *, now: datetime) -> Document | None:
    if not draft.stored_as:
        return None
    row = sent.contribution
    return store(
        sent.case,
        sent.compartment,
        kind=KIND if row.agency else OF_OWN,
        title=f"Contribution by {row}",
        filename=draft.filename,
        content=vault.get(draft.stored_as),
        by=None,
        now=now,
        agency=row.agency,
    )


def _as_review(sent: ContributionSent, *, now: datetime) -> Submission:
    """The agency's review of this round, which nobody of the agency wrote or countersigned in an account."""
    submission = Submission(
        case=sent.case,
        compartment=sent.compartment,
        agency=sent.contribution.agency,
        round=sent.compartment.round,
        version=1,
        review=sent.document,
        saved_at=now,
        countersigned_at=now,
    )
    record(submission, by=None, now=now, act="contribution_counts_as_review")
    return submission


def _tell_of(sent: ContributionSent, *, now: datetime) -> None:
    """What follows: no longer waited for; and to be released, as every review or by itself."""
    case, row = sent.case, sent.contribution
    record_milestone(case, "contribution_sent", by=None, now=now, subject_id=row.pk)
    if sent.submission is None:
        record_milestone(case, "contribution_came", by=None, now=now, subject_id=row.pk)
        return
    record_milestone(
        case,
        "review_countersigned",
        by=None,
        now=now,
        agency=row.agency,
        subject_id=sent.submission.pk,
        note=NOTE,
    )


def _tell_runners(row: Contribution, now: datetime) -> None:
    """Tell who runs the case that something came; the words tell nothing of it."""
    reference = row.case.reference
    for part in invited(row.case):
        if Do.RELEASE_REVIEW in part.does:
            put_notice(
                key=f"contributed:{row.pk}:{now.isoformat()}:{part.user_id}",
                recipient=part.user,
                subject=f"A contribution came on {reference}",
                body=f"Somebody without an account sent a contribution on {reference}. Sign in to read it.",
                path=f"/cases/{row.case_id}/contributions/{row.pk}/",
                now=now,
                case_id=row.case_id,
                compartment_id=row.compartment_id,
            )
