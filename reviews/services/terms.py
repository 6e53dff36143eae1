"""Terms of reference: drafted by the administrator, signed by the Chair (seed 004, section 5.5)."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from reviews.acknowledging import LETTER_K
from reviews.commenting import comment_gaps
from reviews.comparing import changes
from reviews.models import TermsAgency, TermsDraft, TermsOfReference, TermsQuestion
from reviews.models.terms import SETTLED_DAYS, TermsFields
from reviews.scoping import panel_meetings, scoping_meeting
from reviews.services.investigation import investigation_gaps
from reviews.services.joint import require_agreed
from reviews.terms_content import TermsContent, content_of, flat, from_flat
from reviews.terms_gaps import gaps_of
from reviews.terms_rows import rows_of_signed
from reviews.windows import is_outside, outside_words
from scr.cases.audiences import Kind
from scr.cases.events import has_happened, planned_for, standing_milestones
from scr.cases.merging import merged
from scr.cases.models import Case, Participant
from scr.cases.policy import NotTheMoment, Stale, require, require_stage
from scr.cases.services import agencies_on, join_agency, move, record_milestone, scope_of, set_scope
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day, moment_words
from scr.letters.services import issue
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page
from scr.procedures.timing import Window

TERMS = Page("reviews:terms")
STAGES = ("scoping", "agency_reviews", "presentations", "overview_drafting", "fair_representation")


class Overtaken(Stale):
    """Somebody else saved the draft in the meantime and changed the same; `disputed` is what stands there.

    By the name of the field; a text, a day, a list.
    """

    def __init__(self, draft: TermsDraft, disputed: Mapping[str, Any]) -> None:
        super().__init__(
            f"{draft.saved_by} saved these terms at {moment_words(draft.saved_at)}, after you opened them, "
            "and you both changed the same. What you typed is kept here. Compare it with what is saved; to "
            "replace that, save again.",
            draft.revision,
            TERMS,
        )
        self.disputed = disputed


def scoping_day(case: Case) -> datetime | None:
    """When the scoping meeting was held, or None."""
    held = standing_milestones(case).filter(key="scoping_held").last()
    return held.happened_at if held else None


def open_draft(case: Case) -> TermsDraft | None:
    """The version that is being worked on, if there is one."""
    return TermsDraft.objects.filter(case=case, signed_at__isnull=True).select_related("saved_by").first()


def newest_terms(case: Case) -> TermsOfReference | None:
    return TermsOfReference.objects.filter(case=case).first()


def agencies_asked(case: Case) -> set[UUID]:
    """Ids of the agencies that were asked for a review."""
    return set(standing_milestones(case).filter(key="agency_asked").values_list("agency_id", flat=True))


def agencies_on_case(case: Case) -> set[UUID]:
    return {agency.pk for agency in agencies_on(case)}


def counted_from(case: Case, now: datetime) -> datetime:
    """From when the agencies that are asked next are counted: the scoping meeting, later the day asked.

    Until the meeting is recorded its planned day stands in for it.
    """
    if newest_terms(case):
        return now
    return scoping_day(case) or planned_for(case, "scoping_held") or now


def next_content(case: Case) -> TermsContent | None:
    """What the next version starts from: the open draft, else the last signed version."""
    draft = open_draft(case)
    if draft is not None:
        return content_of(draft, lines=draft.lines, agency_ids=draft.agency_ids)
    signed = newest_terms(case)
    return _content_after(signed) if signed else None


def _content_after(signed: TermsOfReference) -> TermsContent:
    """A signed version as the next one begins: without its meeting and the day that its agencies had."""
    lines = TermsQuestion.objects.filter(terms=signed).values_list("text", flat=True)
    content = content_of(signed, lines=list(lines))
    return replace(content, reviews_due_on=None, why_outside_window="", meeting_id=None)


@act
def draft_terms(case: Case, *, content: TermsContent, revision: int, by: User, now: datetime) -> TermsDraft:
    """Save the next version's draft, with gaps or whole. `revision` is the one that the writer started from.

    What somebody else saved since is kept where only they changed it. Raises Overtaken where both changed
    the same, NotTheMoment outside of the stages in which terms can change.
    """
    require(by, Do.DRAFT_TERMS, case=case)
    case = lock(case)
    require_stage(case, *STAGES, otherwise=f"Terms of reference cannot be changed at “{case.stage_name}”.")
    draft = open_draft(case) or _new_draft(case)
    if draft.revision != revision:
        content = _put_together(case, draft, content, revision)
    check_due_day(case, content, now)
    if content.meeting_id and not panel_meetings(case).filter(pk=content.meeting_id).exists():
        raise NotTheMoment("Choose a meeting of this case’s panel.", TERMS)
    for name, value in asdict(content).items():
        setattr(draft, name, value)
    draft.revision, draft.saved_at, draft.saved_by = draft.revision + 1, now, by
    record(draft, by=by, now=now, act="terms_drafted", version=draft.version, revision=draft.revision)
    return draft


def _put_together(case: Case, draft: TermsDraft, content: TermsContent, revision: int) -> TermsContent:
    """What somebody typed with what was saved since they started. Raises Overtaken."""
    theirs = flat(content_of(draft, lines=draft.lines, agency_ids=draft.agency_ids))
    both = merged(flat(_started_from(case, draft, revision)), flat(content), theirs)
    if both.disputed:
        raise Overtaken(draft, {name: theirs.get(name) for name in both.disputed})
    return from_flat(both.values)


def _started_from(case: Case, draft: TermsDraft, revision: int) -> TermsContent:
    """What stood in the form of somebody who opened it at a save of the draft, or before its first."""
    row = draft.history.filter(revision=revision).first()
    if row is not None:
        return content_of(row, lines=row.lines, agency_ids=row.agency_ids)
    signed = newest_terms(case)
    return _content_after(signed) if signed else TermsContent()


def _new_draft(case: Case) -> TermsDraft:
    last = newest_terms(case)
    return TermsDraft(
        case=case, compartment=compartment_of(case, Kind.PANEL), version=last.version + 1 if last else 1
    )


@act
def sign_terms(draft: TermsDraft, *, revision: int, by: User, now: datetime) -> TermsOfReference:
    """Sign a draft: it can no longer change, its agencies are asked and chief officers get letter K.

    The first version opens the agencies' reviews. Agencies asked before keep their day; one that is asked
    with a later version is counted from now (D-l). Raises NotTheMoment for a draft that changed since
    `revision`, that leaves a scoping question open or that was signed already, and in a joint review for one
    that a board has not agreed.
    """
    require(by, Do.SIGN_TERMS, case=draft.case)
    case = lock(draft.case)
    draft.refresh_from_db()
    _check_can_be_signed(case, draft, revision, now)
    asked_at = counted_from(case, now)
    earlier = newest_terms(case)
    terms = _signed_copy(case, draft, by=by, now=now)
    _set_period(case, terms, by=by, now=now)
    record_milestone(case, "terms_signed", by=by, now=now, subject_id=terms.pk, agreed_on=terms.complete_on)
    _ask(case, terms, draft, earlier, asked_at=asked_at, by=by, now=now)
    if terms.version == 1:
        case = move(case, "agency_reviews", by=by, now=now)
    send_letter_k(case, terms, earlier, by=by, now=now)
    draft.signed_at = now
    record(draft, by=by, now=now, act="terms_draft_closed", version=draft.version)
    return terms


def _check_can_be_signed(case: Case, draft: TermsDraft, revision: int, now: datetime) -> None:
    if draft.signed_at is not None:
        terms = TermsOfReference.objects.select_related("signed_by").get(case=case, version=draft.version)
        raise NotTheMoment(
            f"{terms.signed_by} signed this version at {moment_words(terms.signed_at)}.", TERMS
        )
    if draft.revision != revision:
        raise NotTheMoment("The draft has changed since you opened it. Read it again before you sign.", TERMS)
    if scoping_day(case) is None:
        raise NotTheMoment("Record the scoping meeting first.", Page("meetings:list"))
    gaps = gaps_before_signing(case, draft, now)
    if gaps:
        raise NotTheMoment(gaps[0], TERMS)
    check_due_day(case, draft, now)
    require_agreed(case, draft)


def gaps_before_signing(case: Case, draft: TermsDraft, now: datetime) -> list[str]:
    """What the draft still lacks before the Chair can sign it, in sentences."""
    wanted = agencies_on_case(case) | set(draft.agency_ids)
    own = gaps_of(case, draft, agencies=len(wanted), is_asking=bool(wanted - agencies_asked(case)))
    return [*own, *comment_gaps(case, draft, now), *investigation_gaps(case, draft)]


def _newly_asked(case: Case, content: TermsContent | TermsDraft) -> set[UUID]:
    """Ids of the agencies that are asked for the first time with this version."""
    return (agencies_on_case(case) | set(content.agency_ids)) - agencies_asked(case)


def window_of(case: Case) -> Window:
    window = case.procedure.rule("SAMR").window
    assert window is not None  # the procedure's rule for agencies' reviews has one
    return window


def check_due_day(case: Case, content: TermsContent | TermsDraft, now: datetime) -> None:
    """Raise NotTheMoment for a day outside the window without a reason, where it is asked for (D-l)."""
    if content.reviews_due_on is None or not _newly_asked(case, content):
        return
    start = london_day(counted_from(case, now))
    if is_outside(window_of(case), start, content.reviews_due_on) and not content.why_outside_window:
        raise NotTheMoment(outside_words(window_of(case), start), TERMS)


def _signed_copy(case: Case, draft: TermsDraft, *, by: User, now: datetime) -> TermsOfReference:
    names = [*SETTLED_DAYS, *(one.name for one in TermsFields._meta.get_fields())]
    terms = TermsOfReference(
        case=case,
        compartment=compartment_of(case, Kind.BOARD),
        signed_at=now,
        signed_by=by,
        **{name: getattr(draft, name) for name in names},
    )
    if terms.meeting is None and terms.version == 1:
        terms.meeting = scoping_meeting(case)
    if terms.meeting and terms.meeting.held_at:
        terms.met_as, terms.met_on = terms.meeting.kind, london_day(terms.meeting.held_at)
    record(terms, by=by, now=now, act="terms_signed", version=terms.version)
    for number, text in enumerate(draft.lines, 1):
        line = TermsQuestion(case=case, compartment=terms.compartment, terms=terms, number=number, text=text)
        record(line, by=by, now=now, act="line_of_enquiry_set", number=number)
    return terms


def _set_period(case: Case, terms: TermsOfReference, *, by: User, now: datetime) -> None:
    scope = scope_of(case)
    if scope is None or (scope.period_from, scope.period_to) != (terms.period_from, terms.period_to):
        set_scope(case, period_from=terms.period_from, period_to=terms.period_to, by=by, now=now)


def _ask(
    case: Case,
    terms: TermsOfReference,
    draft: TermsDraft,
    earlier: TermsOfReference | None,
    *,
    asked_at: datetime,
    by: User,
    now: datetime,
) -> None:
    """Note who contributes and by when, and ask those who have not been asked yet."""
    days = dict(TermsAgency.objects.filter(terms=earlier).values_list("agency_id", "due_on"))
    wanted = agencies_on_case(case) | set(draft.agency_ids)
    for agency in Agency.objects.filter(pk__in=wanted):
        due_on = days.get(agency.pk) or terms.reviews_due_on
        assert due_on is not None  # a version that asks somebody new has their day
        row = TermsAgency(case=case, compartment=terms.compartment, terms=terms, agency=agency, due_on=due_on)
        record(row, by=by, now=now, act="agency_named_in_terms")
        if agency.pk in days:
            continue
        join_agency(case, agency, by=by, now=now)
        record_milestone(
            case,
            "agency_asked",
            by=by,
            now=now,
            happened_at=asked_at,
            agency=agency,
            agreed_on=terms.reviews_due_on,
        )


def send_letter_k(
    case: Case, terms: TermsOfReference, earlier: TermsOfReference | None, *, by: User, now: datetime
) -> None:
    """Send each chief officer the terms of reference, and what changed to those who had the version before.

    Each acknowledges the letter anew (seed 004, section 5.5).
    """
    lines = list(TermsQuestion.objects.filter(terms=terms))
    rows = rows_of_signed(case, terms)
    changed = changes(rows_of_signed(case, earlier), rows) if earlier else []
    for row in TermsAgency.objects.filter(terms=terms).select_related("agency"):
        is_revised = has_happened(case, "letter_k_issued", agency=row.agency)
        values = {"terms": terms, "lines": lines, "due_on": row.due_on, "is_revised": is_revised}
        issue(case, LETTER_K, agency=row.agency, by=by, now=now, values={**values, "changed": changed})
    if earlier:
        _tell_reviewers(case, terms, now)


def _tell_reviewers(case: Case, terms: TermsOfReference, now: datetime) -> None:
    """Let those who write reviews know that the terms have changed; letter K goes to their chief officers."""
    authors = Participant.objects.current().filter(case=case, role="agency_author")
    for part in authors.select_related("user"):
        put_notice(
            key=f"terms:{terms.pk}:{part.user_id}",
            recipient=part.user,
            subject=f"The terms of reference of {case.reference} have changed",
            body=f"There is a new version of the terms of reference of {case.reference}. "
            "Sign in to see what changed.",
            path=f"/cases/{case.pk}/terms/compare/",
            now=now,
            case_id=case.pk,
            compartment_id=terms.compartment_id,
        )
