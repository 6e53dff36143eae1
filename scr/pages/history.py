"""A case's history, from the audit; templates/pages/history/ has a sentence for each act."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q

from actionplans.models import Action
from referrals.models import CoOption, InformationRequest, InformationReturn, OfficerConsulted
from reviews.models.agency import AuthorAppointment, ReviewReturn, ReviewWaiver
from reviews.models.contributions import Contribution, ContributionSent
from reviews.models.interviews import Interview, InterviewInvitation, SupportOffer
from reviews.models.lessons import EarlyLesson
from reviews.models.overview import OverviewEngagement
from reviews.models.presentations import Presentation, ReviewAcceptance
from reviews.models.quality import QualityAssessment
from reviews.models.queries import ReviewQuery
from reviews.models.records import RecordsEvent, RecordsSecured
from reviews.models.signing import SigningChain, SigningStep, StepSignature
from reviews.models.staff import LearningEvent
from reviews.models.terms import TermsAgreement
from scr.audit.models import AuditEntry
from scr.cases.models import (
    Arrangement,
    BoardInterest,
    Case,
    CaseAgency,
    Compartment,
    Contributor,
    Duty,
    EmergencyAccess,
    Extension,
    Hold,
    HoldReview,
    IndependenceStatement,
    InvolvedPerson,
    JointCommission,
    LeadBoard,
    Milestone,
    Nomination,
    ParallelProcess,
    Participant,
    Person,
    PlannedEvent,
    Release,
    StageChange,
)
from scr.documents.models import Document
from scr.letters.models import Letter
from scr.meetings.models import AgendaItem, Attendance, Dissent, Guest, Meeting, Paper
from scr.pages.record_filter import RecordFilter
from scr.pages.record_readers import Reader, part_words
from scr.people.models import Agency, User
from scr.people.roles import ROLES
from scr.procedures.model import Milestone as MilestoneKind

# What was written along with an act that stands there for itself; shown when somebody asks for it.
DETAILS = frozenset(
    {
        "agenda_item_added",
        "agenda_item_changed",
        "agenda_item_moved",
        "agency_action_planned",
        "agency_named",
        "agency_came",
        "agency_named_in_terms",
        "agency_recommendation_written",
        "aid_question_answered",
        "attendance_noted",
        "chronology_read",
        "compartment_opened",
        "contribution_counts_as_review",
        "criterion_answered",
        "duty_cancelled",
        "duty_counted_anew",
        "duty_extended",
        "duty_handed_back",
        "duty_met",
        "duty_opened",
        "duty_reopened",
        "entries_carried_over",
        "entries_changed",
        "entries_imported",
        "entries_moved",
        "entries_withdrawn",
        "entry_changed",
        "entry_restored",
        "entry_typed",
        "evidence_added",
        "hold_goes_on",
        "lesson_handed_on",
        "lesson_update_written",
        "guest_noted",
        "line_of_enquiry_set",
        "overview_recommendation_written",
        "pdf_requested",
        "person_moved",
        "person_registered",
        "query_message_written",
        "recommendation_addressed",
        "relationship_told",
        "sealed",
        "silence_declared",
        "silence_withdrawn",
        "signing_step_set",
        "settled_noted",
        "section_written",
        "stage_changed",
        "terms_draft_closed",
        "update_requested",
    }
)
# The rows that a sentence tells of, with what it names of them; a query for each kind that a page has.
ROWS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "actionplans.action": (Action, ("agency",)),
    "cases.arrangement": (Arrangement, ("interest__body",)),
    "cases.boardinterest": (BoardInterest, ("body",)),
    "cases.caseagency": (CaseAgency, ("agency",)),
    "cases.contributor": (Contributor, ()),
    "cases.duty": (Duty, ("agency", "case", "person")),
    "cases.emergencyaccess": (EmergencyAccess, ("user",)),
    "cases.hold": (Hold, ("process",)),
    "cases.holdreview": (HoldReview, ()),
    "cases.extension": (Extension, ("duty__case", "duty__agency")),
    "cases.independencestatement": (IndependenceStatement, ("author", "agency")),
    "cases.involvedperson": (InvolvedPerson, ("agency",)),
    "cases.jointcommission": (JointCommission, ("process",)),
    "cases.leadboard": (LeadBoard, ("lead",)),
    "cases.milestone": (Milestone, ("agency", "case")),
    "cases.nomination": (Nomination, ("nominee", "left__user")),
    "cases.parallelprocess": (ParallelProcess, ()),
    "cases.participant": (Participant, ("user", "agency")),
    "cases.person": (Person, ()),
    "cases.plannedevent": (PlannedEvent, ("agency", "case")),
    "cases.release": (Release, ("compartment__agency",)),
    "cases.stagechange": (StageChange, ("case",)),
    "documents.document": (Document, ("agency",)),
    "letters.letter": (Letter, ("agency", "body")),
    "meetings.agendaitem": (AgendaItem, ()),
    "meetings.attendance": (Attendance, ("user",)),
    "meetings.dissent": (Dissent, ("member",)),
    "meetings.guest": (Guest, ()),
    "meetings.meeting": (Meeting, ()),
    "meetings.paper": (Paper, ()),
    "referrals.cooption": (CoOption, ("part__user",)),
    "referrals.informationrequest": (InformationRequest, ("agency",)),
    "referrals.informationreturn": (InformationReturn, ("request",)),
    "referrals.officerconsulted": (OfficerConsulted, ("agency",)),
    "reviews.contribution": (Contribution, ("agency",)),
    "reviews.contributionsent": (ContributionSent, ("contribution__agency",)),
    "reviews.authorappointment": (AuthorAppointment, ("author", "agency")),
    "reviews.earlylesson": (EarlyLesson, ("agency",)),
    "reviews.interview": (Interview, ("agency",)),
    "reviews.interviewinvitation": (InterviewInvitation, ("agency",)),
    "reviews.learningevent": (LearningEvent, ()),
    "reviews.overviewengagement": (OverviewEngagement, ("author",)),
    "reviews.presentation": (Presentation, ("agency",)),
    "reviews.qualityassessment": (QualityAssessment, ("agency",)),
    "reviews.recordsevent": (RecordsEvent, ("agency",)),
    "reviews.recordssecured": (RecordsSecured, ("agency",)),
    "reviews.reviewacceptance": (ReviewAcceptance, ("agency",)),
    "reviews.reviewquery": (ReviewQuery, ("agency",)),
    "reviews.reviewreturn": (ReviewReturn, ("agency",)),
    "reviews.reviewwaiver": (ReviewWaiver, ("agency",)),
    "reviews.signingchain": (SigningChain, ("agency",)),
    "reviews.signingstep": (SigningStep, ("signer",)),
    "reviews.stepsignature": (StepSignature, ("step",)),
    "reviews.supportoffer": (SupportOffer, ("agency",)),
    "reviews.termsagreement": (TermsAgreement, ("body",)),
}


class HistoryFilter(RecordFilter):
    every = forms.BooleanField(label="Also show every detail", required=False)


@dataclass(frozen=True)
class Line:
    """An act as its sentence needs it: who, what about, and the row that was written, if it may be seen."""

    entry: AuditEntry
    case: Case
    who: str
    compartment: Compartment | None
    row: Any

    @property
    def templates(self) -> list[str]:
        return [f"pages/history/{self.entry.act}.html", "pages/history/unworded.html"]

    @property
    def facts(self) -> dict[str, Any]:
        return self.entry.facts

    @property
    def agency(self) -> Agency | None:
        """The agency that it is about: the row's own, or that of whom the compartment is."""
        own = getattr(self.row, "agency", None)
        return own or (self.compartment.agency if self.compartment else None)

    @property
    def part(self) -> str:
        return part_words(self.compartment)

    @property
    def reason(self) -> str:
        """What people wrote down with it."""
        return getattr(self.row, "reason", "")

    @property
    def role(self) -> str:
        return ROLES[self.facts["role"]].name.lower()

    @property
    def milestone(self) -> MilestoneKind:
        return self.case.procedure.milestone(self.facts["milestone"])

    @property
    def milestone_words(self) -> str:
        return self.milestone.sentence.format(agency=self.agency or "The board")

    @property
    def stage(self) -> str:
        return self.case.procedure.stage(self.facts["stage"]).name

    @property
    def outcome(self) -> str:
        return self.case.procedure.outcome(self.facts["outcome"]).name

    @property
    def meeting(self) -> str:
        return self.case.procedure.meeting(self.facts["kind"]).name


def acts_of(reader: Reader, form: HistoryFilter) -> Any:
    """The acts on a case that a reader may know and has asked for."""
    found = AuditEntry.objects.filter(case_id=reader.case.pk, compartment_id__in=list(reader.compartments))
    if reader.own is not None:
        found = found.filter(_of(reader, reader.own))
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("person"):
        found = found.filter(actor_id=asked["person"])
    if asked.get("agency"):
        found = found.filter(_of(reader, {UUID(asked["agency"])}))
    if not asked.get("every"):
        found = found.exclude(act__in=DETAILS)
    return form.narrow(found)


def _of(reader: Reader, agencies: Any) -> Q:
    """What agencies' people did, and what was done in the agencies' compartments."""
    return Q(compartment_id__in=reader.compartments_of(agencies)) | Q(actor_id__in=reader.people_of(agencies))


def lines_of(entries: list[AuditEntry], reader: Reader) -> list[Line]:
    """Acts with what their sentences name, in as many queries however many acts there are."""
    people = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id})
    rows = _rows_of(entries, reader)
    return [
        Line(
            entry,
            reader.case,
            people[entry.actor_id].full_name if entry.actor_id in people else _nobody(entry),
            reader.compartments.get(entry.compartment_id) if entry.compartment_id else None,
            rows.get(entry.subject_id),
        )
        for entry in entries
    ]


def _nobody(entry: AuditEntry) -> str:
    """Who acted, where it was no user: the holder of an invited link, or Lantern itself."""
    return "Somebody without an account" if "link" in entry.facts else "Lantern"


def _rows_of(entries: list[AuditEntry], reader: Reader) -> dict[Any, Any]:
    rows: dict[Any, Any] = {}
    for label, (model, related) in ROWS.items():
        ids = {entry.subject_id for entry in entries if entry.subject == label}
        if ids:
            found = model.objects.visible_to(reader.user).filter(pk__in=ids)
            rows |= {row.pk: row for row in found.select_related(*related)}
    return rows
