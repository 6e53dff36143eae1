"""The integrated chronology as a document."""

from datetime import datetime

from django.template.loader import render_to_string

from chronology.models import Entry
from chronology.services.lists import chronologies_released
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import scope_of
from scr.cases.writing import act, compartment_of
from scr.documents.models import Rendering
from scr.documents.services import request_pdf
from scr.people.models import User
from scr.people.roles import Do


@act
def request_integrated_pdf(case: Case, *, by: User, now: datetime) -> Rendering:
    """Ask for the integrated chronology of everything released to the panel (seed 004, section 9).

    It is kept with the panel's papers, or with the overview author's when the author asks. Raises
    NotTheMoment when nothing was released yet.
    """
    part = require(by, Do.READ_INTEGRATED, case=case)
    released = chronologies_released(case)
    if not released:
        raise NotTheMoment("No agency's chronology has been released to the panel yet.")
    kind = Kind.AUTHOR if part.role == "overview_author" else Kind.PANEL
    entries = Entry.objects.standing().filter(chronology__in=[one.pk for one in released])
    names = {one.agency_id: (one.agency.short_name, n) for n, one in enumerate(released, start=1)}
    rows = render_to_string("paper_rows.html", {"entries": entries, "agencies": names}, using="jinja2")
    context = {"case": case, "chronologies": released, "rows": rows, "now": now, "scope": scope_of(case)}
    return request_pdf(
        case,
        compartment_of(case, kind),
        kind="integrated_chronology",
        title="Integrated chronology",
        filename=f"{case.reference} integrated chronology.pdf",
        html=render_to_string("pdf/integrated_chronology.html", context),
        by=by,
        now=now,
    )
