"""What members of the panel think of an agency's released review; the agency never reads it."""

from typing import Any

from django.db import models

from reviews.models.agency import Submission
from reviews.rubric import MARK_NAMES, VERDICT_NAMES, Mark, Verdict
from scr.cases.models import CaseRow
from scr.people.models import Agency, User


class QualityAssessment(CaseRow):
    """One member's own judgement of one round of a review, in the panel's compartment.

    `answers` holds mark and remark by key of the rubric's question. `revision` counts its saves.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, help_text="mark and remark by key of the question")
    verdict = models.CharField(max_length=10, choices=[(one.value, VERDICT_NAMES[one]) for one in Verdict])
    remarks = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["member__full_name"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "member"], name="one_assessment_a_member"),
        ]

    def mark(self, key: str) -> Mark:
        return Mark(self.answers[key]["mark"])

    def remark(self, key: str) -> str:
        return str(self.answers[key]["remark"])

    @property
    def initial(self) -> dict[str, Any]:
        """The assessment as its form shows it."""
        shown: dict[str, Any] = {
            "verdict": self.verdict,
            "remarks": self.remarks,
            "revision": self.revision,
        }
        for key, answer in self.answers.items():
            shown |= {f"{key}_mark": answer["mark"], f"{key}_remark": answer["remark"]}
        return shown

    @property
    def is_own_agency(self) -> bool:
        """Whether the member works for the agency whose review it is."""
        return self.member.agency_id == self.agency_id

    @property
    def mark_names(self) -> dict[str, str]:
        return {key: MARK_NAMES[self.mark(key)] for key in self.answers}
