"""The rows of one version of the terms, read from where they lie."""

from reviews.models import TermsAgency, TermsDraft, TermsOfReference, TermsQuestion
from reviews.terms_sheet import Group, Row, rows_of, sheet_of
from scr.cases.models import Case
from scr.cases.services import agencies_on
from scr.people.models import Agency


def drafted_agencies(case: Case, draft: TermsDraft) -> list[Agency]:
    """The agencies that a draft asks or has asked, by name."""
    on_case = {one.pk for one in agencies_on(case)}
    return list(Agency.objects.filter(pk__in=on_case | set(draft.agency_ids)))


def sheet_of_draft(case: Case, draft: TermsDraft) -> list[Group]:
    """A draft; agencies that were asked before keep their day."""
    asked = TermsAgency.objects.filter(terms__case=case, terms__version=draft.version - 1)
    days = dict(asked.values_list("agency_id", "due_on"))
    agencies = [(one.name, days.get(one.pk, draft.reviews_due_on)) for one in drafted_agencies(case, draft)]
    return sheet_of(case, draft, lines=draft.lines, agencies=agencies)


def sheet_of_signed(case: Case, terms: TermsOfReference) -> list[Group]:
    """A signed version, with its lists: whoever reads the version reads them, as they lie together."""
    lines = TermsQuestion.objects.filter(terms=terms).values_list("text", flat=True)
    asked = TermsAgency.objects.filter(terms=terms).values_list("agency__name", "due_on")
    return sheet_of(case, terms, lines=list(lines), agencies=list(asked))


def rows_of_draft(case: Case, draft: TermsDraft) -> list[Row]:
    return rows_of(sheet_of_draft(case, draft))


def rows_of_signed(case: Case, terms: TermsOfReference) -> list[Row]:
    return rows_of(sheet_of_signed(case, terms))
