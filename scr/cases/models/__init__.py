"""The case file and what has to be done on it."""

from scr.cases.models.approach import Approach
from scr.cases.models.boards import Arrangement, BoardInterest, JointMatter, LeadBoard
from scr.cases.models.case_file import (
    Case,
    CaseAgency,
    CaseRow,
    Compartment,
    CompartmentGrant,
    Participant,
    Release,
    Scope,
    StageChange,
)
from scr.cases.models.conflicts import IndependenceStatement, InvolvedPerson, NoConflict, Nomination
from scr.cases.models.contributors import Contributor
from scr.cases.models.duties import Duty, Extension, Milestone, PlannedEvent, Wake
from scr.cases.models.emergency import EmergencyAccess, EmergencyTry
from scr.cases.models.family import HouseholdStay, Relationship, SamePerson
from scr.cases.models.feeds import CalendarFeed
from scr.cases.models.parallel import Hold, HoldReview, JointCommission, ParallelProcess
from scr.cases.models.register import Person
from scr.cases.models.settings import RuleSetting
from scr.cases.models.staff import StaffCode, StaffMember
from scr.cases.models.timeliness import Timeliness

__all__ = [
    "Approach",
    "Arrangement",
    "BoardInterest",
    "CalendarFeed",
    "Case",
    "CaseAgency",
    "CaseRow",
    "Compartment",
    "CompartmentGrant",
    "Contributor",
    "Duty",
    "EmergencyAccess",
    "EmergencyTry",
    "Extension",
    "Hold",
    "HoldReview",
    "HouseholdStay",
    "IndependenceStatement",
    "InvolvedPerson",
    "JointCommission",
    "JointMatter",
    "LeadBoard",
    "Milestone",
    "NoConflict",
    "Nomination",
    "ParallelProcess",
    "Participant",
    "Person",
    "PlannedEvent",
    "Relationship",
    "Release",
    "RuleSetting",
    "SamePerson",
    "Scope",
    "StaffCode",
    "StaffMember",
    "StageChange",
    "Timeliness",
    "Wake",
]
