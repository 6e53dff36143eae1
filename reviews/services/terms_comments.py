"""Agencies help to settle terms of reference: shown a draft, heard, answered (seed 002, section 3.14)."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from reviews.models import TermsAnswer, TermsComment, TermsDraft, TermsForComment, TermsOfReference
from reviews.terms_rows import sheet_of_draft
from reviews.terms_sheet import written
from scr.cases.audiences import Kind
from scr.cases.models import Case, Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import agencies_on, record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page
from scr.procedures.scoping_rules import COMMENTS

TERMS = Page("reviews:terms")
COMMENTING = ("chief_officer", "agency_author")


@act
def release_for_comment(
    draft: TermsDraft,
    *,
    agencies: Collection[Agency],
    comment_by: date,
    revision: int,
    by: User,
    now: datetime,
) -> list[TermsForComment]:
    """Show a draft as it stands to agencies, which comment by a day. Each reads its own comments only.

    Raises NotTheMoment for a draft that was saved since `revision` was read, for one that is signed, for a
    day that is not ahead, and for an agency that does not take part or was shown this draft before.
    """
    require(by, Do.DRAFT_TERMS, case=draft.case)
    case = lock(draft.case)
    draft.refresh_from_db()
    if draft.signed_at is not None or draft.revision != revision:
        raise NotTheMoment("The draft has changed since you opened this page. Look at it again.", TERMS)
    if comment_by <= london_day(now):
        raise NotTheMoment("Give agencies a day that is still ahead.")
    _check_agencies(case, draft, agencies)
    sheet = [asdict(group) for group in written(sheet_of_draft(case, draft))]
    return [_show(case, draft, one, sheet=sheet, until=comment_by, by=by, now=now) for one in agencies]


def _check_agencies(case: Case, draft: TermsDraft, agencies: Collection[Agency]) -> None:
    taking_part = {one.pk for one in agencies_on(case)}
    shown = TermsForComment.objects.filter(case=case, version=draft.version, revision=draft.revision)
    seen = set(shown.values_list("agency_id", flat=True))
    for one in agencies:
        if one.pk not in taking_part:
            raise NotTheMoment(f"{one.name} does not take part in the case yet.")
        if one.pk in seen:
            raise NotTheMoment(f"{one.name} has been shown this draft already.")
    if not agencies:
        raise NotTheMoment("Choose at least one agency.")


def _show(
    case: Case,
    draft: TermsDraft,
    agency: Agency,
    *,
    sheet: list[dict[str, object]],
    until: date,
    by: User,
    now: datetime,
) -> TermsForComment:
    row = TermsForComment(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency),
        agency=agency,
        version=draft.version,
        revision=draft.revision,
        sheet=sheet,
        comment_by=until,
        released_at=now,
        released_by=by,
    )
    record(row, by=by, now=now, act="terms_shown_for_comment", version=draft.version)
    record_milestone(case, "terms_released_for_comment", by=by, now=now, agency=agency, agreed_on=until)
    return row


def _still_open(asked: TermsForComment) -> Case:
    """The locked case of a draft that can still be commented on. Raises NotTheMoment once it is signed."""
    case = lock(asked.case)
    if TermsOfReference.objects.filter(case=case, version=asked.version).exists():
        raise NotTheMoment(
            "The terms of reference have been signed since. The panel looks at them again if asked."
        )
    return case


@act
def comment_on_terms(
    asked: TermsForComment, *, about: str, text: str, by: User, now: datetime
) -> TermsComment:
    """Say something of the draft for an agency; the board and the agency read it, no other agency does."""
    require(by, Do.COMMENT_ON_TERMS, case=asked.case, agency=asked.agency)
    case = _still_open(asked)
    row = TermsComment(
        case=case,
        compartment=asked.compartment,
        asked=asked,
        agency=asked.agency,
        about=about,
        text=text,
        commented_at=now,
        commented_by=by,
    )
    record(row, by=by, now=now, act="terms_commented", version=asked.version)
    record_milestone(case, "terms_comment_made", by=by, now=now, agency=asked.agency, subject_id=row.pk)
    return row


@act
def have_no_comment(asked: TermsForComment, *, by: User, now: datetime) -> None:
    """Say for an agency that it has no comment on the draft. Raises NotTheMoment once it has made one."""
    require(by, Do.COMMENT_ON_TERMS, case=asked.case, agency=asked.agency)
    case = _still_open(asked)
    if TermsComment.objects.filter(asked=asked).exists():
        raise NotTheMoment("Your agency has commented on this draft already.")
    record_milestone(case, "terms_no_comment", by=by, now=now, agency=asked.agency, subject_id=asked.pk)


@act
def answer_comment(
    comment: TermsComment, *, verdict: str, text: str, is_for_all: bool, by: User, now: datetime
) -> TermsAnswer:
    """Answer a comment for the panel, to the agency alone or to every agency. Raises NotTheMoment twice."""
    require(by, Do.ANSWER_COMMENTS, case=comment.case)
    case = lock(comment.case)
    if TermsAnswer.objects.filter(comment=comment).exists():
        raise NotTheMoment("This comment has been answered already.", COMMENTS)
    row = TermsAnswer(
        case=case,
        compartment=compartment_of(case, Kind.BOARD) if is_for_all else comment.compartment,
        comment=comment,
        version=comment.asked.version,
        about=comment.about,
        verdict=verdict,
        text=text,
        is_for_all=is_for_all,
        answered_at=now,
        answered_by=by,
    )
    record(row, by=by, now=now, act="terms_comment_answered", is_for_all=is_for_all)
    record_milestone(
        case, "terms_comment_answered", by=by, now=now, agency=comment.agency, subject_id=comment.pk
    )
    agencies = _shown_to(case, row.version) if is_for_all else {comment.agency_id}
    _tell(row, agencies, now)
    return row


def _shown_to(case: Case, version: int) -> set[UUID]:
    found = TermsForComment.objects.filter(case=case, version=version)
    return set(found.values_list("agency_id", flat=True))


def _tell(answer: TermsAnswer, agencies: Iterable[UUID], now: datetime) -> None:
    """Let the agencies concerned know that there is an answer to read."""
    case = answer.case
    parts = Participant.objects.current().filter(case=case, role__in=COMMENTING, agency__in=agencies)
    for part in parts.select_related("user"):
        put_notice(
            key=f"terms_answer:{answer.pk}:{part.user_id}",
            recipient=part.user,
            subject=f"An answer about the draft terms of reference of {case.reference}",
            body=f"The panel has answered a comment on the draft terms of reference of {case.reference}. "
            "Sign in to read it.",
            path=f"/cases/{case.pk}/agencies/{part.agency_id}/terms/",
            now=now,
            case_id=case.pk,
            compartment_id=answer.compartment_id,
        )
