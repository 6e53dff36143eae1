"""Notices under the law of 2018 (seed 001): to the national panel, the inspectorate and the department.

The local authority notifies a serious incident; whoever commissions a local review says so and names who
carries it out. The other letters are those of the procedure that this one was made from.
"""

from scr.procedures.model import Letter, Milestone, To
from scr.procedures.variation import letters_but

MILESTONES_OF_2018 = (
    Milestone("minister_notified", "The Secretary of State was told of the child's death.", "panel"),
    Milestone("national_panel_told", "The national panel was told of the review.", "panel"),
)

_OF_REVIEW = {"name": "Notice of a practice review and its reviewer", "template": "practice_review"}
_OF_DEATH = {"name": "The death of a looked-after child", "template": "looked_after_death"}

ADDED = (
    Letter(
        "NOTIFICATION",
        "Notification to the national panel",
        "A serious incident",
        "notification",
        "nationally_notified",
        to=To.BODY,
        body_kind="national_panel",
        follows="referral_received",
    ),
    Letter(
        "MINISTER",
        "Notice of the death to the Secretary of State",
        _OF_DEATH["name"],
        _OF_DEATH["template"],
        "minister_notified",
        to=To.BODY,
        body_kind="minister",
        follows="child_looked_after",
    ),
    Letter(
        "NATIONAL_PANEL",
        "Notice to the national panel",
        _OF_REVIEW["name"],
        _OF_REVIEW["template"],
        "national_panel_told",
        to=To.BODY,
        body_kind="national_panel",
        follows="review_instigated",
    ),
)


def letters_of_2018(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """The letters of the procedure that this one was made from, with the notices of 2018."""
    changed = {
        "INCIDENT": {
            **_OF_DEATH,
            "label": "Notice of the death to the inspectorate",
            "follows": "child_looked_after",
        },
        "INSPECTORATE": _OF_REVIEW,
        "DEPARTMENT": _OF_REVIEW,
    }
    return letters_but(letters, without=("HEALTH_AUTHORITY",), changed=changed) + ADDED
