"""Terms of reference, agencies' reviews and the overview report."""

from reviews.models.agency import (
    AgencyRecommendation,
    AuthorAppointment,
    ReviewReturn,
    ReviewWaiver,
    Submission,
)
from reviews.models.interviews import Interview
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
from reviews.models.staff import (
    DisciplinaryReferral,
    EventPart,
    LearningEvent,
    StaffDebrief,
    StaffTold,
)
from reviews.models.terms import TermsAgency, TermsAgreement, TermsDraft, TermsOfReference, TermsQuestion

__all__ = [
    "AgencyRecommendation",
    "AuthorAppointment",
    "DisciplinaryReferral",
    "EarlyLesson",
    "Endorsement",
    "EventPart",
    "Interview",
    "LearningEvent",
    "LessonUpdate",
    "OverviewAddressee",
    "OverviewAgreement",
    "OverviewEngagement",
    "OverviewRecommendation",
    "OverviewReport",
    "Presentation",
    "QualityAssessment",
    "QueryMessage",
    "RecordsEvent",
    "RecordsSecured",
    "ReportTimescale",
    "ReviewAcceptance",
    "ReviewQuery",
    "ReviewReturn",
    "ReviewWaiver",
    "StaffDebrief",
    "StaffTold",
    "Submission",
    "TermsAgency",
    "TermsAgreement",
    "TermsDraft",
    "TermsOfReference",
    "TermsQuestion",
]
