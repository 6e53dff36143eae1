"""Who looked at what of a case, from the record of looks; templates/pages/looks/ words it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from scr.audit.models import Look
from scr.cases.models import Compartment
from scr.pages.record_filter import RecordFilter
from scr.pages.record_readers import Reader, part_words
from scr.people.models import User

# What an address of a case shows, as part of a sentence; a test asks for a new one.
PAGES = {
    "case": "the overview of the case",
    "as_on": "the case as it stood on a day",
    "changes": "what was changed",
    "history": "the history of the case",
    "looks": "who looked at the case",
    "cases:add_participant": "the people of the case",
    "cases:answer_nomination": "who takes over from whom",
    "cases:arrange": "another board’s part in the case",
    "cases:boards": "the other boards",
    "cases:change_process": "a parallel process",
    "cases:check_independence": "whether an author stands apart",
    "cases:confirm_lead": "the other boards",
    "cases:consider_joint": "a parallel process",
    "cases:contributors": "who contributes without an account",
    "cases:correct_contributor": "who contributes without an account",
    "cases:deadline": "a deadline",
    "cases:declare": "the question about conflicts of interest",
    "cases:duty": "a deadline",
    "cases:emergency": "an emergency access",
    "cases:end": "the people of the case",
    "cases:end_emergency": "an emergency access",
    "cases:end_process": "a parallel process",
    "cases:events": "what happened outside Lantern",
    "cases:extend": "a deadline",
    "cases:hold": "a hold",
    "cases:involved": "who was involved in an agency",
    "cases:keep_hold": "a hold",
    "cases:lift_hold": "a hold",
    "cases:move": "the next stage of the case",
    "cases:nominate": "who takes over from whom",
    "cases:note_board": "the other boards",
    "cases:note_contributor": "who contributes without an account",
    "cases:note_process": "what runs beside the review",
    "cases:parallel": "what runs beside the review",
    "cases:participants": "the people of the case",
    "cases:place_hold": "a parallel process",
    "cases:plan_event": "the timetable",
    "cases:process": "a parallel process",
    "cases:prolong": "the people of the case",
    "cases:record_event": "what happened outside Lantern",
    "cases:recuse": "the people of the case",
    "cases:add_person": "the register of the family",
    "cases:family": "the register of the family",
    "cases:open_register": "the register of the family",
    "cases:person": "somebody of the family",
    "cases:correct_person": "somebody of the family",
    "cases:take_up_person": "somebody of the family",
    "cases:relate": "somebody of the family",
    "cases:correct_relationship": "somebody of the family",
    "cases:note_stay": "somebody of the family",
    "cases:correct_stay": "somebody of the family",
    "cases:see_as": "the case as somebody else sees it",
    "cases:settle_matter": "the other boards",
    "cases:staff": "an agency’s staff list",
    "cases:add_staff": "an agency’s staff list",
    "cases:import_staff": "an agency’s staff list",
    "cases:correct_staff": "an agency’s staff list",
    "cases:staff_codes": "the staff codes of an agency",
    "cases:take_back_event": "what happened outside Lantern",
    "cases:take_back_involved": "who was involved in an agency",
    "cases:timetable": "the timetable",
    "cases:what_if": "the timetable",
    "documents:documents": "the list of documents",
    "documents:download": "a document",
    "documents:rendering": "a PDF",
    "letters:acknowledge": "a letter",
    "letters:issue": "a letter",
    "letters:letter": "a letter",
    "letters:list": "the list of letters",
    "letters:record_receipt": "a letter",
    "meetings:agenda": "a meeting and its agenda",
    "meetings:apologise": "a meeting and its minutes",
    "meetings:arrange": "the meetings",
    "meetings:change_item": "a meeting and its agenda",
    "meetings:correct_minutes": "a meeting and its minutes",
    "meetings:dissent": "a meeting and its minutes",
    "meetings:list": "the meetings",
    "meetings:name_instead": "a meeting and its minutes",
    "meetings:meeting": "a meeting and its minutes",
    "meetings:papers": "the papers of a meeting",
    "meetings:record": "a meeting and its minutes",
    "meetings:take_notes": "a meeting and its agenda",
    "referrals:answer": "a request for information",
    "referrals:ask": "the requests for information",
    "referrals:co_opt": "the panel of the case",
    "referrals:consult": "the referral",
    "referrals:decide": "the decision",
    "referrals:decided": "the decision",
    "referrals:give_view": "the referral",
    "referrals:information": "a request for information",
    "referrals:lay_papers": "the papers of a meeting",
    "referrals:let_go": "a request for information",
    "referrals:officers": "what chief officers said",
    "referrals:panel": "the panel of the case",
    "referrals:recommend": "the recommendation",
    "referrals:recommended": "the recommendation",
    "referrals:referral": "the referral",
    "referrals:related": "the cases with like names",
    "referrals:reopen": "the referral",
    "referrals:reopened": "the referral",
    "referrals:requests": "the requests for information",
    "referrals:send_link_again": "a request for information",
    "referrals:set_off": "what the decision set off",
    "chronology:agency_rows": "an agency’s chronology",
    "chronology:integrated": "the integrated chronology",
    "chronology:template": "the empty chronology template",
    "chronology:template_docx": "the empty chronology template",
    "chronology:columns": "the columns of the chronologies",
    "chronology:days": "an agency’s chronology",
    "chronology:marked": "a file that they had sent",
    "chronology:merge_part": "a department’s part of a chronology",
    "chronology:new_row": "an agency’s chronology",
    "chronology:open_part": "an agency’s chronology",
    "chronology:row": "a row of a chronology",
    "chronology:silence": "an agency’s chronology",
    "chronology:upload": "an agency’s chronology",
    "chronology:waiting": "a file that they had sent",
    "reviews:accept": "an agency’s review",
    "reviews:add_records": "an agency’s records",
    "reviews:add_service_report": "an agency’s review",
    "reviews:agencies": "how far the agencies are",
    "reviews:agency": "an agency’s room",
    "reviews:agency_report": "an agency’s review",
    "reviews:agree": "the overview report",
    "reviews:agree_investigation": "the draft of the terms of reference",
    "reviews:agree_dates": "the presentations",
    "reviews:agree_terms": "the joint terms of reference",
    "reviews:answer_comment": "comments on the draft terms",
    "reviews:appoint_author": "an agency’s room",
    "reviews:appoint_colleague": "an agency’s room",
    "reviews:ask_query": "an agency’s review",
    "reviews:assess": "what the panel thinks of a review",
    "reviews:attest_records": "an agency’s records",
    "reviews:call_briefing": "the meetings",
    "reviews:call_practitioners": "the meetings",
    "reviews:compare_terms": "the terms of reference",
    "reviews:confirm_returned": "an agency’s records",
    "reviews:close_query": "a query",
    "reviews:correct_message": "a query",
    "reviews:ask_contribution": "the contributions without an account",
    "reviews:contribution_sent": "a contribution without an account",
    "reviews:contributions": "the contributions without an account",
    "reviews:contribution": "a contribution without an account",
    "reviews:let_contribution_go": "a contribution without an account",
    "reviews:release_contribution": "a contribution without an account",
    "reviews:read_out_code": "a contribution without an account",
    "reviews:correct_event": "an agency’s records",
    "reviews:correct_interview": "an interview",
    "reviews:correct_offer": "an agency’s support for its staff",
    "reviews:arrange_event": "a learning event",
    "reviews:cancel_event": "a learning event",
    "reviews:correct_records": "an agency’s records",
    "reviews:countersign": "an agency’s review",
    "reviews:coverage": "an agency’s review",
    "reviews:draft_terms": "the draft of the terms of reference",
    "reviews:endorse": "the overview report",
    "reviews:fill_terms": "the terms of reference",
    "reviews:engage_author": "the overview report",
    "reviews:event": "a learning event",
    "reviews:hand_over": "an agency’s review",
    "reviews:interview": "an interview",
    "reviews:interview_copy": "an interview",
    "reviews:interviews": "an agency’s interviews",
    "reviews:invite_to_interview": "an agency’s interviews",
    "reviews:invitation": "an invitation to a meeting",
    "reviews:invited_agencies": "the agencies invited to a meeting",
    "reviews:joint_terms": "the joint terms of reference",
    "reviews:name_signer": "the signatures inside an agency",
    "reviews:no_comment": "comments on the draft terms",
    "reviews:note_records": "an agency’s records",
    "reviews:offer_support": "an agency’s support for its staff",
    "reviews:lesson": "a lesson",
    "reviews:lessons": "what was learned early",
    "reviews:note_lesson": "what was learned early",
    "reviews:note_presentation": "a presentation",
    "reviews:note_staff": "what an agency’s staff were told",
    "reviews:overview": "the overview report",
    "reviews:presentation": "a presentation",
    "reviews:presentations": "the presentations",
    "reviews:quality": "what the panel thinks of a review",
    "reviews:queries": "the queries to agencies",
    "reviews:query": "a query",
    "reviews:place_review": "an agency’s review",
    "reviews:plan_actions": "an agency’s review",
    "reviews:receipt": "a receipt",
    "reviews:recommend": "an agency’s review",
    "reviews:record_interview": "an agency’s interviews",
    "reviews:records": "how far the agencies are with their records",
    "reviews:records_set": "an agency’s records",
    "reviews:register": "an agency’s records",
    "reviews:release": "an agency’s review",
    "reviews:report_docx": "an agency’s review",
    "reviews:report_pdf": "the overview report",
    "reviews:release_terms": "the draft of the terms of reference",
    "reviews:return_review": "an agency’s review",
    "reviews:send_back": "the signatures inside an agency",
    "reviews:set_signers": "the signatures inside an agency",
    "reviews:row": "a row of a chronology",
    "reviews:share_interview": "an interview",
    "reviews:sign_step": "an agency’s review",
    "reviews:sign_terms": "the terms of reference",
    "reviews:signing": "the signatures inside an agency",
    "reviews:submit_overview": "the overview report",
    "reviews:support": "an agency’s support for its staff",
    "reviews:terms": "the terms of reference",
    "reviews:terms_comments": "comments on the draft terms",
    "reviews:terms_for_comment": "comments on the draft terms",
    "reviews:share_lesson": "a lesson",
    "reviews:staff": "what an agency’s staff were told",
    "reviews:staff_note": "the note for staff",
    "reviews:take_back_staff": "what an agency’s staff were told",
    "reviews:timetable": "the presentations",
    "reviews:upload_review": "an agency’s review",
    "reviews:waive": "an agency’s review",
    "reviews:write_review": "an agency’s review",
    "reviews:write_section": "an agency’s review",
    "actionplans:action": "an action",
    "actionplans:add_action": "the action plan",
    "actionplans:ask_updates": "the action plan",
    "actionplans:board_report": "a report on the action plan",
    "actionplans:claim": "an action",
    "actionplans:export": "the action plan",
    "actionplans:month": "an agency’s action plan",
    "actionplans:own_plan": "an agency’s action plan",
    "actionplans:plan": "the action plan",
    "actionplans:receive": "the action plan",
    "actionplans:received": "the action plan",
    "actionplans:report": "the action plan",
    "actionplans:report_to_board": "the action plan",
    "actionplans:reported": "the action plan",
    "actionplans:settle": "an action",
    "actionplans:strategy": "the action plan",
    "actionplans:transfer": "an action",
    "actionplans:update": "an action",
}


@dataclass(frozen=True)
class LookLine:
    """A look as its sentence needs it: who, what page, and whose part of the case."""

    look: Look
    who: str
    compartment: Compartment | None

    @property
    def template(self) -> str:
        return f"pages/looks/{self.look.kind}.html"

    @property
    def page(self) -> str:
        return PAGES.get(self.look.view, "a page")

    @property
    def part(self) -> str:
        return part_words(self.compartment)

    @property
    def is_of_agency(self) -> bool:
        return self.compartment is not None and self.compartment.agency is not None


def looks_at(reader: Reader, form: RecordFilter) -> Any:
    """The looks at a case that a reader may know and has asked for.

    For the whole case: each request once, and what was refused. For an agency: whoever saw something of its.
    """
    asked = form.cleaned_data if form.is_valid() else {}
    agencies = {UUID(asked["agency"])} if asked.get("agency") else reader.own
    if agencies is not None:
        found = Look.objects.filter(compartment_id__in=reader.compartments_of(agencies))
    else:
        found = Look.objects.filter(_of_the_whole_case(reader))
    if asked.get("person"):
        found = found.filter(actor_id=asked["person"])
    return form.narrow(found)


def _of_the_whole_case(reader: Reader) -> Q:
    """What was opened of what the reader may open, and what was refused."""
    opened = Q(is_main=True, compartment_id__in=list(reader.compartments))
    return Q(case_id=reader.case.pk) & (opened | Q(kind=Look.Kind.REFUSED))


def look_lines_of(looks: list[Look], compartments: dict[UUID, Compartment]) -> list[LookLine]:
    """Looks with the names of who looked; one query."""
    people = User.objects.in_bulk({look.actor_id for look in looks if look.actor_id})
    return [
        LookLine(
            look,
            people[look.actor_id].full_name if look.actor_id in people else "Somebody who was not signed in",
            compartments.get(look.compartment_id) if look.compartment_id else None,
        )
        for look in looks
    ]
