"""The empty template that an agency gets, made from its case."""

from typing import Any

from chronology.checking import rules_for
from chronology.writing import Kit
from scr.cases.models import Case, StaffMember
from scr.cases.staff_list import in_order
from scr.people.models import Agency


def kit_of(case: Case, agency: Agency, user: Any) -> Kit:
    """What belongs into an agency's template, as far as whoever asks for it may see: the case's columns and
    period, and the codes of the agency's own staff list."""
    rules = rules_for(case, agency)
    listed = StaffMember.objects.visible_to(user).filter(case=case, agency=agency, left_out_because="")
    staff = {one.code: one.post for one in in_order(listed)}
    return Kit(agency.name, rules.period, rules.columns, staff=staff)
