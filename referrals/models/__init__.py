"""A referral and what became of it; near misses beside it."""

from referrals.models.considering import (
    CriterionAnswer,
    Decision,
    OfficerConsulted,
    PanelView,
    Recommendation,
    Reopening,
)
from referrals.models.drafts import DraftFile, ReferralDraft
from referrals.models.information import CoOption, InformationRequest, InformationReturn
from referrals.models.near_misses import NearMiss, NearMissConsideration
from referrals.models.referral import (
    KNOWN,
    PARALLEL,
    AidAnswer,
    CaseRelation,
    Harm,
    KnownAgency,
    PlanStatus,
    Referral,
    Sex,
)

__all__ = [
    "KNOWN",
    "PARALLEL",
    "AidAnswer",
    "CaseRelation",
    "CoOption",
    "CriterionAnswer",
    "Decision",
    "DraftFile",
    "Harm",
    "InformationRequest",
    "InformationReturn",
    "KnownAgency",
    "NearMiss",
    "NearMissConsideration",
    "OfficerConsulted",
    "PanelView",
    "PlanStatus",
    "Recommendation",
    "Referral",
    "ReferralDraft",
    "Reopening",
    "Sex",
]
