"""Terms of reference, agencies' reviews and the overview report."""

from reviews.models.agency import (
    AgencyRecommendation,
    AuthorAppointment,
    ReviewReturn,
    ReviewWaiver,
    Submission,
)
from reviews.models.gatherings import AgencyInvitation
from reviews.models.interviews import Interview
from reviews.models.investigation import InvestigationAgreement
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
from reviews.models.terms_comments import TermsAnswer, TermsComment, TermsForComment

__all__ = [
    "AgencyInvitation",
    "AgencyRecommendation",
    "AuthorAppointment",
    "Endorsement",
    "Interview",
    "InvestigationAgreement",
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
    "TermsAnswer",
    "TermsComment",
    "TermsDraft",
    "TermsForComment",
    "TermsOfReference",
    "TermsQuestion",
]
