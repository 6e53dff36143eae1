"""Terms of reference: drafted by the administrator, signed by the Chair (seed 004, section 5.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from reviews.models import TermsAgency, TermsDraft, TermsOfReference, TermsQuestion
from reviews.models.terms import TermsFields
from reviews.services.joint import require_agreed
from reviews.windows import is_outside, outside_words
from scr.cases.audiences import Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, require, require_stage
from scr.cases.services import agencies_on, join_agency, move, record_milestone, scope_of, set_scope
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import count_words, london_day, moment_words
from scr.letters.services import issue
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.model import Page, Window

TERMS = Page("reviews:terms")
STAGES = ("scoping", "agency_reviews", "presentations", "overview_drafting", "fair_representation")


@dataclass(frozen=True)
class TermsContent:
    """What a draft says; days in London. `reviews_due_on` is for the agencies that this version asks."""

    period_from: date
    period_to: date
    start_on: date
    complete_on: date
    presentation_on: date
    reviews_due_on: date | None = None
    why_outside_window: str = ""
    inspectorate_on: date | None = None
    needs_extraordinary_board: bool = False
    briefing_on: date | None = None
    briefing_people: str = ""
    contract_by: str = ""
    on_delay: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    lines: Sequence[str] = ()
    agency_ids: Sequence[UUID] = ()


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
    """From when the agencies that are asked next are counted: the scoping meeting, later the day asked."""
    return now if newest_terms(case) else scoping_day(case) or now


def next_content(case: Case) -> TermsContent | None:
    """What the next version starts from: the open draft, else the last signed version."""
    source: TermsFields | None = open_draft(case) or newest_terms(case)
    if source is None:
        return None
    names = TermsContent.__dataclass_fields__.keys() - {"lines", "agency_ids"}
    content = TermsContent(**{name: getattr(source, name) for name in names})
    if isinstance(source, TermsDraft):
        return replace(content, lines=source.lines, agency_ids=source.agency_ids)
    lines = TermsQuestion.objects.filter(terms_id=source.pk).values_list("text", flat=True)
    return replace(content, lines=list(lines), reviews_due_on=None, why_outside_window="")


@act
def draft_terms(case: Case, *, content: TermsContent, revision: int, by: User, now: datetime) -> TermsDraft:
    """Save the next version's draft. `revision` is the one that the writer started from, 0 for none.

    Raises Stale when somebody else saved in between, NotTheMoment before the scoping meeting is recorded.
    """
    require(by, Do.DRAFT_TERMS, case=case)
    case = lock(case)
    _require_scoped(case)
    draft = open_draft(case) or _new_draft(case)
    if draft.revision != revision:
        raise Stale(
            f"{draft.saved_by} saved these terms at {moment_words(draft.saved_at)}, after you opened them. "
            "What you typed is kept here. Compare it with what is saved; to replace that, save again.",
            draft.revision,
            TERMS,
        )
    _check_due_day(case, content, now)
    for name, value in asdict(content).items():
        setattr(draft, name, value)
    draft.revision, draft.saved_at, draft.saved_by = revision + 1, now, by
    record(draft, by=by, now=now, act="terms_drafted", version=draft.version, revision=draft.revision)
    return draft


def _require_scoped(case: Case) -> None:
    if scoping_day(case) is None:
        raise NotTheMoment("Record the scoping meeting first.", Page("meetings:list"))
    require_stage(case, *STAGES, otherwise=f"Terms of reference cannot be changed at “{case.stage_name}”.")


def _new_draft(case: Case) -> TermsDraft:
    last = newest_terms(case)
    return TermsDraft(
        case=case, compartment=compartment_of(case, Kind.PANEL), version=last.version + 1 if last else 1
    )


def window_of(case: Case) -> Window:
    window = case.procedure.rule("SAMR").window
    assert window is not None  # the procedure's rule for agencies' reviews has one
    return window


def _check_due_day(case: Case, content: TermsContent | TermsDraft, now: datetime) -> None:
    """The day is there when somebody is asked, and lies in the window unless a reason is given (D-l)."""
    newly = (agencies_on_case(case) | set(content.agency_ids)) - agencies_asked(case)
    if not newly:
        return
    if content.reviews_due_on is None:
        raise NotTheMoment("Say by which day the agencies that are asked now send their reviews.", TERMS)
    start = london_day(counted_from(case, now))
    if is_outside(window_of(case), start, content.reviews_due_on) and not content.why_outside_window:
        raise NotTheMoment(outside_words(window_of(case), start), TERMS)


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
    record_milestone(case, "terms_signed", by=by, now=now, subject_id=terms.pk)
    _ask(case, terms, draft, earlier, asked_at=asked_at, by=by, now=now)
    if terms.version == 1:
        case = move(case, "agency_reviews", by=by, now=now)
    send_letter_k(case, terms, by=by, now=now)
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
    _require_scoped(case)
    missing = [one for one in case.procedure.scoping_questions if not draft.answers.get(one.key, "").strip()]
    if missing:
        count = count_words(len(missing), "scoping question has", "scoping questions have")
        raise NotTheMoment(f"{count} no answer yet, first: {missing[0].text}", TERMS)
    if not agencies_on_case(case) | set(draft.agency_ids):
        raise NotTheMoment("Choose the agencies that are asked for a review.", TERMS)
    _check_due_day(case, draft, now)
    require_agreed(case, draft)


def _signed_copy(case: Case, draft: TermsDraft, *, by: User, now: datetime) -> TermsOfReference:
    names = [one.name for one in TermsFields._meta.get_fields()]
    terms = TermsOfReference(
        case=case,
        compartment=compartment_of(case, Kind.BOARD),
        signed_at=now,
        signed_by=by,
        **{name: getattr(draft, name) for name in names},
    )
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


def send_letter_k(case: Case, terms: TermsOfReference, *, by: User, now: datetime) -> None:
    """Send each chief officer the terms of reference (seed 004, section 5.5)."""
    lines = list(TermsQuestion.objects.filter(terms=terms))
    for row in TermsAgency.objects.filter(terms=terms).select_related("agency"):
        values = {"terms": terms, "lines": lines, "due_on": row.due_on}
        has_had_one = has_happened(case, "letter_k_issued", agency=row.agency)
        issue(case, "K", agency=row.agency, by=by, now=now, values={**values, "is_revised": has_had_one})
