"""Rows of a form that begin with what stands in the Word file that is kept as an agency's review."""

from collections.abc import Iterable, Sequence
from typing import Any

from chronology.reading.grid import RefusedError
from reviews.models import AgencyRecommendation
from reviews.reading.placing import Part, parts_of
from reviews.reading.proposals import actions_in, number_of, recommendations_in
from reviews.services.placing import read_kept, word_file_of
from reviews.services.submission import newest_submission
from reviews.written import sections_of
from scr.cases.models import Case
from scr.people.models import Agency
from scr.people.requests import SignedIn


def recommendations_read(
    request: SignedIn, case: Case, agency: Agency, *, known: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Recommendations in the parts that the address names, but for those that are saved already."""
    texts = {one["text"] for one in known}
    found = recommendations_in(_parts(request, case, agency, "recommendations"))
    return [
        {"text": one.recommendation, "owner": one.owner[:120]}
        for one in found
        if one.recommendation not in texts
    ]


def actions_read(
    request: SignedIn,
    case: Case,
    agency: Agency,
    *,
    known: Iterable[dict[str, Any]],
    recommendations: Sequence[AgencyRecommendation],
) -> list[dict[str, Any]]:
    """Actions in the parts that the address names, but for those that are saved already."""
    done = {one["what"] for one in known}
    texts = [one.text for one in recommendations]
    return [
        {
            "number": number_of(one.recommendation, texts) or "",
            "what": one.what,
            "owner_post": one.owner[:120],
            "due_on": one.due_on,
            "measure": one.measure,
            "resources": one.resources,
        }
        for one in actions_in(_parts(request, case, agency, "plan"))
        if one.what not in done
    ]


def _parts(request: SignedIn, case: Case, agency: Agency, name: str) -> list[Part]:
    """The parts of the file whose numbers stand in the address; none where nothing is asked or read."""
    asked = {int(one) for one in request.GET.get(name, "").split(",") if one.isdecimal()}
    document = word_file_of(newest_submission(case, agency))
    if request.method != "GET" or not asked or document is None:
        return []
    try:
        found = read_kept(document)
    except RefusedError:
        return []
    return [one for one in parts_of(found, sections_of(case)) if one.number in asked]
