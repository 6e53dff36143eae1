"""Terms of reference, agencies' reviews and the overview report."""

from reviews.models.agency import (
    AgencyRecommendation,
    AuthorAppointment,
    ReviewReturn,
    ReviewWaiver,
    Submission,
)
from reviews.models.contributions import Contribution, ContributionDraft, ContributionSent
from reviews.models.interviews import Interview
from reviews.models.overview import (
    Endorsement,
    OverviewAddressee,
    OverviewAgreement,
    OverviewEngagement,
    OverviewRecommendation,
    OverviewReport,
)
from reviews.models.records import RecordsEvent, RecordsSecured
from reviews.models.terms import TermsAgency, TermsAgreement, TermsDraft, TermsOfReference, TermsQuestion

__all__ = [
    "AgencyRecommendation",
    "AuthorAppointment",
    "Contribution",
    "ContributionDraft",
    "ContributionSent",
    "Endorsement",
    "Interview",
    "OverviewAddressee",
    "OverviewAgreement",
    "OverviewEngagement",
    "OverviewRecommendation",
    "OverviewReport",
    "RecordsEvent",
    "RecordsSecured",
    "ReviewReturn",
    "ReviewWaiver",
    "Submission",
    "TermsAgency",
    "TermsAgreement",
    "TermsDraft",
    "TermsOfReference",
    "TermsQuestion",
]
