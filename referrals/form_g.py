"""What a referral tells the board: the fields of form G as plain data (seed 004, section 3)."""

from dataclasses import dataclass, field
from datetime import date

from referrals.criteria import Known


@dataclass(frozen=True, kw_only=True)
class FormG:
    """A referral as it was filled in. An empty text is "not given", a missing date "not known"."""

    referrer_name: str
    referrer_agency: str
    referrer_contact: str
    referrer_knows: str
    child_name: str
    child_born_on: date | None
    child_sex: str
    child_ethnicity: str
    child_area: str
    legal_status: str
    plan_status: str
    looked_after: str
    incident_on: date | None
    incident_place: str
    incident_facts: str
    harm_categories: list[str]
    other_children: Known
    other_children_done: str
    other_children_done_by: str
    child_other_names: str = ""
    child_died_on: date | None = None
    household: str = ""
    plan_details: str = ""
    immediate_action: str = ""
    other_agencies: str = ""
    agencies_details: str = ""
    parallel: list[str] = field(default_factory=list)
    parallel_details: str = ""

    @property
    def leaves_children_unanswered(self) -> bool:
        """Whether it does not say who else may be at risk or, if anybody may, what was done and by whom."""
        if self.other_children == Known.NO:
            return False
        is_answered = self.other_children in (Known.YES, Known.NOT_KNOWN)
        return not (is_answered and self.other_children_done and self.other_children_done_by)
