"""Terms of reference, agencies' reviews and the overview report."""

from reviews.models.agency import (
    AgencyRecommendation,
    AuthorAppointment,
    ReviewReturn,
    ReviewWaiver,
    Submission,
)
from reviews.models.interviews import Interview, InterviewInvitation, SupportOffer
from reviews.models.overview import (
    Endorsement,
    OverviewAddressee,
    OverviewAgreement,
    OverviewEngagement,
    OverviewRecommendation,
    OverviewReport,
)
from reviews.models.records import RecordsEvent, RecordsSecured
from reviews.models.signing import SigningChain, SigningStep, StepSignature
from reviews.models.terms import TermsAgency, TermsAgreement, TermsDraft, TermsOfReference, TermsQuestion

__all__ = [
    "AgencyRecommendation",
    "AuthorAppointment",
    "Endorsement",
    "Interview",
    "InterviewInvitation",
    "OverviewAddressee",
    "OverviewAgreement",
    "OverviewEngagement",
    "OverviewRecommendation",
    "OverviewReport",
    "RecordsEvent",
    "RecordsSecured",
    "ReviewReturn",
    "ReviewWaiver",
    "SigningChain",
    "SigningStep",
    "StepSignature",
    "Submission",
    "SupportOffer",
    "TermsAgency",
    "TermsAgreement",
    "TermsDraft",
    "TermsOfReference",
    "TermsQuestion",
]
