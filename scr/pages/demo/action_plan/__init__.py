"""The action plan on Child Linnet: 31 actions in three streams, and what their owners reported."""

from scr.pages.demo.action_plan import overview, own_others, own_statutory
from scr.pages.demo.action_plan.shape import Action
from scr.pages.demo.prose import prose

ACTIONS: tuple[Action, ...] = (*own_statutory.ACTIONS, *own_others.ACTIONS, *overview.ACTIONS)

DISSEMINATION = prose("""
Practitioners who knew the family hear the findings first, at a debriefing led by the Chair with the author
present. A learning note of four pages then goes to every team, to be discussed in supervision. The lessons
enter the Board's training at once. Sub-groups of the Board discuss those that concern them; each agency
presents the findings to its own senior managers. MGM receives the executive summary from the family liaison
worker before anybody else outside.
""")

MONITORING = prose("""
Owners report when an action is due and at six months. Nobody closes an own action: the panel or the
Operations Board confirms it on evidence, and never a member of the agency that owns it. The panel reports
to the Board at nine months.
""")

ROUND_UPDATES: dict[str, str] = {
    "police": (
        "All three of our actions are closed on evidence. The daily screening is now part of ordinary"
        " business."
    ),
    "gp": "Both actions closed. We offer our locum pack to other practices and eleven have asked for it.",
    "education": "One action closed. The other is on time; private settings need visits and not letters.",
    "health": (
        "Two closed. The pathway for unborn babies is running in the north and goes county-wide next quarter."
    ),
    "hospital": (
        "All three closed. The audit of infants' cards continues each quarter because we want to see it hold."
    ),
    "drug_alcohol": "Both closed. We thank the Board for its help with the policy on sharing.",
    "social_care": (
        "One closed, two on time, one late: the supplier has put back the change to the contact record twice."
    ),
    "board": "Three closed, two on time. The agreement of three boards waits for Ashvale.",
    "harrowdale": "One closed, one on time. Matching by hand works and takes a clerk two days a month.",
    "mental_health": (
        "One closed, one on time, one late: not all services for adults have agreed to the questions."
    ),
    "housing": (
        "Officers are trained; the contractor's operatives are not. We ask that the check on "
        "complaints be closed."
    ),
}

LATE_REASONS: dict[str, str] = {
    "housing": "The report came three days after it was due, since the manager who was to write it had left.",
}
