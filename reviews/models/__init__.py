"""Terms of reference, agencies' reviews and the overview report."""

from reviews.models.agency import (
    AgencyRecommendation,
    AuthorAppointment,
    ReviewReturn,
    ReviewWaiver,
    Submission,
)
from reviews.models.contributions import Contribution, ContributionDraft, ContributionSent
from reviews.models.gatherings import AgencyInvitation
from reviews.models.interviews import Interview, InterviewInvitation, SupportOffer
from reviews.models.investigation import InvestigationAgreement
from reviews.models.lessons import EarlyLesson, LessonUpdate
from reviews.models.overview import (
    Endorsement,
    OverviewAddressee,
    OverviewAgreement,
    OverviewEngagement,
    OverviewRecommendation,
    OverviewReport,
)
from reviews.models.presentations import Presentation, ReportTimescale, ReviewAcceptance
from reviews.models.quality import QualityAssessment
from reviews.models.queries import QueryMessage, ReviewQuery
from reviews.models.records import RecordsEvent, RecordsSecured
from reviews.models.signing import SigningChain, SigningStep, StepSignature
from reviews.models.staff import (
    DisciplinaryReferral,
    EventPart,
    LearningEvent,
    StaffDebrief,
    StaffTold,
)
from reviews.models.terms import TermsAgency, TermsAgreement, TermsDraft, TermsOfReference, TermsQuestion
from reviews.models.terms_comments import TermsAnswer, TermsComment, TermsForComment
from reviews.models.writing import (
    MadeReport,
    PlannedAction,
    ReviewCoverage,
    SectionDraft,
    SectionText,
    ServiceReport,
)

__all__ = [
    "AgencyInvitation",
    "AgencyRecommendation",
    "AuthorAppointment",
    "Contribution",
    "ContributionDraft",
    "ContributionSent",
    "DisciplinaryReferral",
    "EarlyLesson",
    "Endorsement",
    "EventPart",
    "Interview",
    "InterviewInvitation",
    "InvestigationAgreement",
    "LearningEvent",
    "LessonUpdate",
    "MadeReport",
    "OverviewAddressee",
    "OverviewAgreement",
    "OverviewEngagement",
    "OverviewRecommendation",
    "OverviewReport",
    "PlannedAction",
    "Presentation",
    "QualityAssessment",
    "QueryMessage",
    "RecordsEvent",
    "RecordsSecured",
    "ReportTimescale",
    "ReviewAcceptance",
    "ReviewCoverage",
    "ReviewQuery",
    "ReviewReturn",
    "ReviewWaiver",
    "SectionDraft",
    "SectionText",
    "ServiceReport",
    "SigningChain",
    "SigningStep",
    "StaffDebrief",
    "StaffTold",
    "StepSignature",
    "Submission",
    "SupportOffer",
    "TermsAgency",
    "TermsAgreement",
    "TermsAnswer",
    "TermsComment",
    "TermsDraft",
    "TermsForComment",
    "TermsOfReference",
    "TermsQuestion",
]
