"""What stands behind each address: what it shows, and which row of the field's table lets somebody act there.

Every address of the resolver must have a line here. A new view that nobody thought about makes a test fail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver

from tests.access_roles import ROWS, RUNNING, SIGNED_IN

# Beside the rows of the table: who needs nothing, a post on the board, or to read what stands there.
PUBLIC, ACCOUNT, OWN_DRAFT = "Be anybody", "Have an account", "Have begun the draft"
ADMINISTERING, FIGURES = "User/role/procedure admin", "Read the board's figures"
EMERGENCY = "Ask for emergency access"
# those who work by what the board agreed with its neighbours (seed 004, section 5.2)
BOARD_PAPERS = "Read the board's protocols"
NEAR_MISSES = "Consider near misses, or have reported this one"
READ, ADMINISTRATOR = "Read what is there", "Be the case's administrator"
OFF_CASE = frozenset(
    {PUBLIC, ACCOUNT, OWN_DRAFT, ADMINISTERING, FIGURES, EMERGENCY, BOARD_PAPERS, NEAR_MISSES, SIGNED_IN}
)
STAGES = ("referred", "decided", "reviews", "overview", "plan")


@dataclass(frozen=True)
class Way:
    """What one address asks of somebody.

    `sees`: what must be readable first, else it does not exist for them. `row` and `letters`: which cells of
    the table let them act. `speaks`: G, P or both. `open_at`: the stages at which it is the moment, so that
    its page must be shown; at others the reason may be given instead. `posting`: the row for sending the
    form of a page that more people may read.
    """

    row: str
    letters: str = "Y S"
    sees: str = "board"
    speaks: str = "GP"
    since: str = "referred"
    open_at: tuple[str, ...] = ()
    posting: str = ""

    def row_for(self, method: str) -> str:
        return self.posting if self.posting and method == "P" else self.row

    @property
    def is_on_case(self) -> bool:
        return self.row not in OFF_CASE


def shows(thing: str = "board", *, since: str = "referred", speaks: str = "G") -> Way:
    return Way(READ, sees=thing, since=since, speaks=speaks, open_at=STAGES if thing == "board" else ())


def by_administrators(speaks: str = "GP") -> Way:
    return Way(ADMINISTERING, letters="Y", speaks=speaks)


def by_runners(sees: str = "board", *, speaks: str = "GP", since: str = "referred", **more: tuple) -> Way:
    return Way(RUNNING, sees=sees, speaks=speaks, since=since, **more)


def for_all(row: str, speaks: str = "G") -> Way:
    return Way(row, speaks=speaks)


SUBMIT, REFERRED_TO = "Submit referral", "See referral + criteria form"
CONFLICT, PANEL_ROW = "Declare conflict", "Record panel view / recommendation"
LETTERS_ROW, RECORDS, TERMS = "Issue letters, log notifications", "Attest records secured", "Draft/edit ToR"
WRITING, COUNTERSIGNING = "Upload/edit SAMR + chronology", "Countersign SAMR"
CHRONOLOGY, OVERVIEW, ENDORSING = "Integrated chronology", "Edit overview report", "Endorse"
REGISTER, STAFF = "Keep the family register", "Keep the staff list"
COMMENTING = "Comment on draft terms"
INTERVIEWS, INVOLVED, COPYING = "Interview notes", "Name staff involved", "Take copy of the plan"
QUERYING, KEEPING_STAFF = "Raise query on a row", "Keep what staff were told"
NOTING_LESSONS, ACTING_ON_LESSONS = "Note early learning", "Act on early learning"
CREATING, UPDATING, VERIFYING = "Create action", "Update action + evidence", "Verify/close action"
IN_REVIEW = {"since": "reviews"}
IN_PLAN = {"since": "plan"}

ADDRESSES: dict[str, Way] = {
    "home": for_all(SIGNED_IN),
    "cases": for_all(SIGNED_IN, "GP"),
    "case": shows(),
    "history": Way("Audit log", letters="R OR", speaks="G", open_at=STAGES),
    "looks": Way("Who looked", letters="R OR", speaks="G", open_at=STAGES),
    "as_on": shows(),
    "changes": shows("any_row"),
    "sign_ins": by_administrators("G"),
    "timeliness": for_all(FIGURES),
    "outbox": by_administrators("G"),
    "help": for_all(SIGNED_IN),
    "board": for_all(SIGNED_IN),
    "nominate_for_seat": by_administrators(),
    "note_office": by_administrators(),
    "end_office": by_administrators(),
    "authorise_deputy": by_administrators(),
    "end_deputy": by_administrators(),
    "note_panel_work": by_administrators(),
    "permissions": for_all(SIGNED_IN),
    "guide": for_all(SIGNED_IN),
    "expected": for_all(SIGNED_IN),
    "support": for_all(PUBLIC),
    "accessibility": for_all(PUBLIC),
    "sent_mail": for_all(ACCOUNT),
    "evaluation_sign_in": for_all(ACCOUNT, "P"),
    # people and agencies
    "people:people": by_administrators(),
    "people:emailed_code": for_all(ACCOUNT, "GP"),
    "people:emailed_codes": by_administrators(),
    "people:remove_factors": by_administrators(),
    "people:kept": Way(OWN_DRAFT, sees="kept", speaks="G"),
    "people:throw_away_kept": Way(OWN_DRAFT, sees="kept", speaks="P"),
    "people:open_link": for_all(PUBLIC),  # the token is the key; an unknown one is a 404 for everybody
    "people:invite": by_administrators(),
    "people:agencies": by_administrators("G"),
    "people:add_agency": by_administrators(),
    "people:bodies": by_administrators("G"),
    "people:add_body": by_administrators(),
    "people:edit_body": by_administrators(),
    "people:person": by_administrators("G"),
    "people:invite_again": by_administrators("P"),
    "people:disable": by_administrators(),
    "people:give_post": by_administrators(),
    "people:end_post": by_administrators(),
    # the case file
    "cases:participants": shows(),
    "cases:add_participant": by_runners(open_at=STAGES),
    "cases:end": by_runners("part", open_at=STAGES),
    "cases:recuse": Way(CONFLICT, letters="Y O", open_at=STAGES),
    "cases:recuse/participant_id": by_runners("part", open_at=STAGES),
    "cases:declare": Way(CONFLICT, letters="Y O"),
    "cases:nominate": by_runners("left", open_at=STAGES),
    "cases:answer_nomination": Way("Approve substitute", letters="Y O", sees="nomination", open_at=STAGES),
    "cases:prolong": by_runners("part"),
    "cases:check_independence": by_runners("statement", open_at=STAGES),
    "cases:involved": Way(INVOLVED, letters="Y O", sees="room", open_at=STAGES),
    "cases:take_back_involved": Way(INVOLVED, letters="Y O", sees="involved", open_at=STAGES),
    "cases:open_emergency": Way(EMERGENCY),
    "cases:emergency": Way(
        READ, letters="Y", sees="access", open_at=STAGES, posting="Review emergency access"
    ),
    "cases:end_emergency": by_runners("access", speaks="P"),
    "cases:contributors": shows("panel"),
    "cases:note_contributor": by_runners(open_at=STAGES),
    "cases:correct_contributor": by_runners("contributor"),
    # the register of the family
    "cases:family": shows("family"),
    "cases:add_person": Way(REGISTER, letters="Y O", sees="family", open_at=STAGES),
    "cases:open_register": Way(REGISTER, letters="Y", sees="family", open_at=STAGES),
    "cases:person": shows("person"),
    "cases:correct_person": Way(REGISTER, letters="Y", sees="kin", open_at=STAGES),
    "cases:take_up_person": Way(REGISTER, letters="Y", sees="kin", open_at=STAGES),
    "cases:relate": Way(REGISTER, letters="Y O", sees="kin", open_at=STAGES),
    "cases:correct_relationship": Way(REGISTER, letters="Y", sees="tie", open_at=STAGES),
    "cases:note_stay": Way(REGISTER, letters="Y O", sees="kin", open_at=STAGES),
    "cases:correct_stay": Way(REGISTER, letters="Y", sees="stay", open_at=STAGES),
    # an agency's staff list
    "cases:staff": shows("private"),
    "cases:add_staff": Way(STAFF, letters="O", sees="private", open_at=STAGES),
    "cases:import_staff": Way(STAFF, letters="O", sees="private", open_at=STAGES),
    "cases:correct_staff": Way(STAFF, letters="O", sees="listed", **IN_REVIEW, open_at=STAGES),
    "cases:staff_codes": shows("submission"),
    "cases:see_as": Way(ADMINISTRATOR, sees="part", speaks="P"),
    "cases:stop_seeing": for_all(SIGNED_IN, "P"),
    "cases:move": by_runners(),
    "cases:deadline": shows("duty"),
    "cases:extend": by_runners("duty"),
    "cases:timetable": shows(),
    "cases:what_if": by_runners(speaks="G", open_at=STAGES),
    "cases:plan_event": by_runners(open_at=STAGES),
    "cases:events": shows(),
    "cases:take_back_event": by_runners("event"),
    "cases:record_event": by_runners(open_at=STAGES),
    "cases:duty": shows("duty"),
    "cases:feed": for_all(SIGNED_IN),
    "cases:make_feed": for_all(SIGNED_IN, "P"),
    "cases:switch_off_feed": for_all(SIGNED_IN, "P"),
    "cases:feed_file": for_all(PUBLIC),
    # what runs beside the review, and what it holds back
    "cases:parallel": shows(),
    "cases:note_process": by_runners(open_at=STAGES),
    "cases:process": shows("process"),
    "cases:change_process": by_runners("process", open_at=STAGES),
    "cases:consider_joint": by_runners("process", open_at=STAGES),
    "cases:end_process": by_runners("process", open_at=STAGES),
    "cases:place_hold": by_runners("process", open_at=STAGES),
    "cases:hold": shows("hold"),
    "cases:keep_hold": by_runners("hold", open_at=STAGES),
    "cases:lift_hold": by_runners("hold", open_at=STAGES),
    # other boards
    "cases:boards": shows(),
    "cases:note_board": by_runners(open_at=STAGES),
    "cases:confirm_lead": by_runners(open_at=STAGES),
    "cases:arrange": by_runners("interest", open_at=STAGES),
    "cases:settle_matter": by_runners(open_at=STAGES),
    "reviews:joint_terms": shows(),
    "reviews:agree_terms": by_runners(),
    "documents:board_papers": for_all(BOARD_PAPERS),
    "documents:board_paper": for_all(BOARD_PAPERS),
    "documents:add_paper": by_administrators(),
    # the board's settings
    "cases:bank_holidays": by_administrators("G"),
    "cases:bank_holidays/year": by_administrators("G"),
    "cases:add_holiday": by_administrators(),
    "cases:working_day": by_administrators(),
    "cases:known_until": by_administrators(),
    "cases:take_back_day": by_administrators("P"),
    "cases:procedures": by_administrators("G"),
    "cases:choose_procedure": by_administrators(),
    "cases:own_rules": by_administrators("G"),
    "cases:procedure": by_administrators("G"),
    "cases:rule": by_administrators(),
    "cases:set_back_rule": by_administrators(),
    "cases:agency": by_administrators(),
    # documents, letters, meetings
    "documents:documents": shows(),
    "documents:download": shows("document"),
    "documents:rendering": shows("rendering", **IN_REVIEW),
    "documents:retry": shows("rendering", **IN_REVIEW, speaks="P"),
    "letters:list": shows(),
    "letters:issue": Way(LETTERS_ROW, open_at=STAGES),
    "letters:letter": shows("letter", **IN_REVIEW),
    "letters:acknowledge": Way(LETTERS_ROW, letters="O", sees="letter", speaks="P", **IN_REVIEW),
    "letters:record_receipt": Way(LETTERS_ROW, sees="letter", **IN_REVIEW),
    "letters:leaflets": for_all(PUBLIC),
    "letters:leaflet": for_all(PUBLIC),
    "letters:leaflet_pdf": for_all(SIGNED_IN),
    "letters:texts": by_administrators("G"),
    "letters:text": by_administrators("G"),
    "letters:edit_text": by_administrators(),
    "letters:compare_texts": by_administrators("G"),
    "letters:text_version": by_administrators("G"),
    "letters:text_pdf": by_administrators("G"),
    "letters:take_up_text": by_administrators("P"),
    "meetings:list": shows(),
    "meetings:arrange": by_runners(open_at=STAGES),
    "meetings:meeting": shows("meeting", since="decided"),
    "meetings:record": by_runners("meeting", since="decided"),
    "meetings:agenda": by_runners("meeting", since="decided"),
    "meetings:add_matters": by_runners("meeting", since="decided", speaks="P"),
    "meetings:take_notes": by_runners("meeting", since="decided"),
    "meetings:change_item": by_runners("item", since="decided"),
    "meetings:move_up": by_runners("item", since="decided", speaks="P"),
    "meetings:remove_item": by_runners("item", since="decided", speaks="P"),
    "meetings:papers": by_runners("meeting", since="decided"),
    "meetings:withdraw_paper": by_runners("paper", since="decided", speaks="P"),
    "meetings:make_pack": by_runners("meeting", since="decided", speaks="P"),
    "meetings:apologise": Way("Send apologies", letters="Y", sees="meeting", since="decided"),
    "meetings:name_instead": Way("Send apologies", letters="Y", sees="meeting", since="decided"),
    "meetings:dissent": Way("Record dissent", letters="Y", sees="meeting", since="decided"),
    "meetings:correct_minutes": by_runners("meeting", since="decided"),
    # referral and decision
    "referrals:refer": Way(SIGNED_IN),
    # without a link in the session these are a 404 for everybody (tests/test_referral_by_link.py)
    "referrals:invited": for_all(PUBLIC),
    "referrals:invited_question": for_all(PUBLIC, "GP"),
    "referrals:invited_attach": for_all(PUBLIC, "GP"),
    "referrals:invited_take_off": for_all(PUBLIC, "P"),
    "referrals:invited_check_answers": for_all(PUBLIC, "GP"),
    "referrals:invited_sent": for_all(PUBLIC),
    "referrals:invite": by_administrators(),
    "referrals:end_invitation": by_administrators(),
    "referrals:attach": Way(OWN_DRAFT, sees="draft"),
    "referrals:take_off": Way(OWN_DRAFT, sees="draft", speaks="P"),
    "referrals:check_answers": Way(OWN_DRAFT, sees="draft"),
    "referrals:sent": Way(OWN_DRAFT, sees="draft", speaks="G"),
    "referrals:discard": Way(OWN_DRAFT, sees="draft", speaks="P"),
    "referrals:question": Way(OWN_DRAFT, sees="draft"),
    "referrals:report_near_miss": Way(SIGNED_IN),
    "referrals:near_misses": for_all(SIGNED_IN),
    "referrals:near_miss": Way(NEAR_MISSES, sees="near_miss"),
    "referrals:near_miss_sent": Way(OWN_DRAFT, sees="near_miss", speaks="G"),
    "referrals:referral": shows("referral"),
    "referrals:related": Way("Relate cases", letters="Y", open_at=STAGES),
    "referrals:consult": by_runners(open_at=("referred",)),
    "referrals:panel": shows("panel"),
    "referrals:co_opt": by_runners(open_at=STAGES),
    "referrals:lay_papers": by_runners("meeting_with_papers", since="decided"),
    "referrals:requests": shows(),
    "referrals:ask": Way(LETTERS_ROW),
    "referrals:information": shows("request", since="decided"),
    "referrals:answer": Way("Answer request for information", letters="O", sees="request", since="decided"),
    "referrals:let_go": Way(LETTERS_ROW, sees="request", since="decided"),
    "referrals:send_link_again": Way(LETTERS_ROW, sees="request", since="decided", speaks="P"),
    # the link is the key; without one everybody gets the page of a closed link
    "referrals:answer_by_link": for_all(PUBLIC, "GP"),
    "referrals:answered_by_link": for_all(PUBLIC),
    "referrals:give_view": Way(PANEL_ROW, letters="Y O"),
    "referrals:recommend": Way(PANEL_ROW, letters="Y W"),
    "referrals:recommended": shows("panel", since="decided"),
    "referrals:decide": Way("Final decision", letters="S"),
    "referrals:decided": shows("panel", since="decided"),
    "referrals:set_off": shows("panel", since="decided"),
    "referrals:officers": Way("Final decision", letters="S", open_at=("referred",)),
    "referrals:reopen": Way("Final decision", letters="S"),
    "referrals:reopened": shows("reopening"),
    # chronology
    "chronology:integrated": Way(CHRONOLOGY, letters="Y R", open_at=STAGES),
    "chronology:pdf": Way(CHRONOLOGY, letters="Y R", speaks="P"),
    "chronology:agency_rows": shows("chronology", **IN_REVIEW),
    "chronology:upload": Way(WRITING, letters="O", sees="room", **IN_REVIEW, open_at=("reviews",)),
    "chronology:waiting": Way(OWN_DRAFT, sees="waiting", **IN_REVIEW),
    "chronology:marked": Way(OWN_DRAFT, sees="waiting", speaks="G", **IN_REVIEW),
    "chronology:new_row": Way(WRITING, letters="O", sees="room", **IN_REVIEW, open_at=("reviews",)),
    "chronology:row": Way(WRITING, letters="O", sees="typed", **IN_REVIEW, open_at=("reviews",)),
    "chronology:withdraw_row": Way(WRITING, letters="O", sees="typed", speaks="P", **IN_REVIEW),
    "chronology:days": Way(WRITING, letters="O", sees="listed_rows", **IN_REVIEW, open_at=("reviews",)),
    "chronology:submit": Way(WRITING, letters="O", sees="listed_rows", speaks="P", **IN_REVIEW),
    "chronology:open_part": Way(WRITING, letters="O", sees="room", **IN_REVIEW, open_at=("reviews",)),
    "chronology:merge_part": Way(WRITING, letters="O", sees="department", **IN_REVIEW),
    "chronology:silence": Way(WRITING, letters="O", sees="room", **IN_REVIEW, open_at=("reviews",)),
    "chronology:withdraw_silence": Way(WRITING, letters="O", sees="silence", speaks="P", **IN_REVIEW),
    "chronology:columns": Way(TERMS, letters="Y", open_at=STAGES),
    "chronology:template": shows("room"),
    "chronology:template_docx": shows("room"),
    # reviews
    "reviews:terms": shows(),
    "reviews:draft_terms": Way(TERMS, letters="Y", open_at=("reviews",)),
    "reviews:compare_terms": shows(),
    "reviews:agree_investigation": by_runners(),
    "reviews:release_terms": Way(TERMS, letters="Y"),
    "reviews:terms_comments": shows(),
    "reviews:answer_comment": by_runners("comment", **IN_REVIEW),
    "reviews:terms_for_comment": Way(READ, letters="O", sees="agency", posting=COMMENTING),
    "reviews:no_comment": Way(COMMENTING, letters="O", sees="agency", speaks="P"),
    "reviews:sign_terms": Way(TERMS, letters="S"),
    "reviews:fill_terms": Way(READ, letters="Y", sees="scoping", **IN_REVIEW, posting=TERMS),
    "reviews:call_briefing": by_runners(open_at=STAGES),
    "reviews:call_practitioners": by_runners(open_at=STAGES),
    "reviews:invited_agencies": Way(READ, sees="gathering", **IN_REVIEW, posting=RUNNING),
    "reviews:invitation": Way(
        READ, letters="O", sees="invitation", **IN_REVIEW, posting="Answer an invitation"
    ),
    "reviews:records": shows(),
    "reviews:agencies": Way(READ, speaks="G"),
    "reviews:agency": shows("agency"),
    "reviews:register": shows("room"),
    "reviews:add_records": Way(RECORDS, letters="O OS", sees="room", open_at=STAGES),
    "reviews:attest_records": Way(RECORDS, letters="OS", sees="room", open_at=STAGES),
    "reviews:confirm_returned": Way(RECORDS, letters="O OS", sees="room", open_at=STAGES),
    "reviews:records_set": shows("records", **IN_REVIEW),
    "reviews:correct_records": Way(RECORDS, letters="O OS", sees="records", **IN_REVIEW),
    "reviews:note_records": Way(RECORDS, letters="O OS", sees="records", **IN_REVIEW),
    "reviews:correct_event": Way(RECORDS, letters="O OS", sees="noted", **IN_REVIEW),
    "reviews:appoint_author": Way("Appoint agency author", letters="Y O", sees="agency", open_at=STAGES),
    "reviews:upload_review": Way(WRITING, letters="O", sees="agency", open_at=("reviews",)),
    "reviews:write_review": Way(WRITING, letters="O", sees="agency", speaks="G", open_at=("reviews",)),
    "reviews:recommend": Way(WRITING, letters="O", sees="agency", open_at=("reviews",)),
    "reviews:plan_actions": Way(WRITING, letters="O", sees="agency", open_at=("reviews",)),
    "reviews:coverage": Way(WRITING, letters="O", sees="agency", open_at=("reviews",)),
    "reviews:add_service_report": Way(WRITING, letters="O", sees="agency", open_at=("reviews",)),
    "reviews:agency_report": Way(WRITING, letters="O", sees="agency", speaks="G", open_at=("reviews",)),
    "reviews:make_report": Way(WRITING, letters="O", sees="agency", speaks="P"),
    "reviews:take_report": Way(WRITING, letters="O", sees="agency", speaks="P"),
    "reviews:report_docx": Way(WRITING, letters="O", sees="agency", speaks="G", open_at=("reviews",)),
    "reviews:place_review": Way(WRITING, letters="O", sees="agency", open_at=("reviews",)),
    "reviews:write_section": Way(WRITING, letters="O", sees="agency", open_at=("reviews",)),
    "reviews:interviews": shows("private"),
    "reviews:record_interview": Way(INTERVIEWS, letters="O", sees="private", open_at=STAGES),
    "reviews:interview": shows("interview", **IN_REVIEW),
    "reviews:invite_to_interview": Way(INTERVIEWS, letters="O", sees="private", open_at=STAGES),
    "reviews:interview_copy": Way(INTERVIEWS, letters="O", sees="interview", **IN_REVIEW),
    "reviews:support": shows("private"),
    "reviews:offer_support": Way("Offer support", letters="O", sees="private", open_at=STAGES),
    "reviews:correct_offer": Way("Offer support", letters="O", sees="offer", **IN_REVIEW),
    "reviews:correct_interview": Way(INTERVIEWS, letters="O", sees="interview", **IN_REVIEW),
    "reviews:share_interview": Way(INTERVIEWS, letters="O", sees="interview", **IN_REVIEW),
    "reviews:hand_over": Way("Hand over", letters="O", sees="agency", open_at=("reviews",)),
    "reviews:appoint_colleague": Way("Appoint agency author", letters="Y O", sees="agency", open_at=STAGES),
    "reviews:signing": Way("Follow signatures", letters="OR", sees="agency", speaks="G", open_at=STAGES),
    "reviews:set_signers": Way("Set who signs", letters="O", sees="agency", open_at=STAGES),
    "reviews:name_signer": Way("Set who signs", letters="O", sees="step", **IN_REVIEW),
    "reviews:sign_step": Way("Sign inside", letters="O", sees="agency", open_at=STAGES),
    "reviews:send_back": Way("Send back inside", letters="O", sees="agency", open_at=STAGES),
    "reviews:countersign": Way(COUNTERSIGNING, letters="O", sees="agency", open_at=("reviews",)),
    "reviews:release": Way(ADMINISTRATOR, sees="agency", open_at=("reviews",)),
    "reviews:return_review": Way(
        "Return SAMR for revision", letters="Y", sees="agency", open_at=("reviews",)
    ),
    "reviews:queries": shows(),
    "reviews:ask_query": Way(QUERYING, letters="Y", sees="agency", **IN_REVIEW),
    "reviews:row": Way(READ, letters="Y", sees="entry", posting=QUERYING, **IN_REVIEW),
    "reviews:query": Way(READ, letters="Y O", sees="query", posting=QUERYING, **IN_REVIEW),
    "reviews:close_query": Way(QUERYING, letters="Y", sees="query", speaks="P", **IN_REVIEW),
    "reviews:correct_message": Way(QUERYING, letters="Y", sees="message", **IN_REVIEW),
    "reviews:presentations": shows(),
    "reviews:agree_dates": by_runners(**IN_REVIEW, open_at=STAGES[2:]),
    "reviews:timetable": by_runners("sitting", **IN_REVIEW),
    "reviews:presentation": shows("presentation", **IN_REVIEW),
    "reviews:note_presentation": by_runners("presentation", **IN_REVIEW),
    "reviews:accept": by_runners("agency", **IN_REVIEW),
    # what is learned meanwhile
    "reviews:lessons": shows(),
    "reviews:note_lesson": Way(NOTING_LESSONS, letters="Y O", open_at=STAGES),
    "reviews:lesson": Way(READ, letters="Y O", sees="lesson", posting=ACTING_ON_LESSONS, **IN_REVIEW),
    "reviews:share_lesson": Way(NOTING_LESSONS, letters="Y O", sees="lesson", **IN_REVIEW),
    "reviews:staff": shows("room"),
    "reviews:staff_note": shows("room"),
    "reviews:note_staff": Way(KEEPING_STAFF, letters="O", sees="room", open_at=STAGES),
    "reviews:take_back_staff": Way(KEEPING_STAFF, letters="O", sees="staff", **IN_REVIEW),
    "reviews:arrange_event": by_runners(open_at=STAGES),
    "reviews:event": Way(READ, letters="O", sees="learning", posting=KEEPING_STAFF, **IN_REVIEW),
    "reviews:cancel_event": by_runners("learning", **IN_REVIEW, speaks="P"),
    "actionplans:own_plan": shows("agency_plan"),
    "actionplans:month": Way(UPDATING, letters="Y O", sees="agency_plan"),
    "reviews:quality": shows("quality", **IN_REVIEW),
    "reviews:assess": Way("Return SAMR for revision", letters="Y", sees="quality", **IN_REVIEW),
    "reviews:waive": Way(TERMS, letters="S", sees="agency", open_at=("reviews",)),
    "reviews:overview": shows(),
    "reviews:engage_author": Way("Appoint overview author", open_at=("reviews",)),
    "reviews:submit_overview": Way(OVERVIEW, letters="Y", open_at=("overview",)),
    "reviews:agree": Way(ENDORSING, open_at=("overview",)),
    "reviews:endorse": Way(ENDORSING),
    "reviews:report_pdf": shows("report", since="overview", speaks="P"),
    # contributions of people without an account
    "reviews:contributions": shows("panel"),
    "reviews:ask_contribution": by_runners(open_at=STAGES),
    "reviews:contribution": shows("asked", **IN_REVIEW),
    "reviews:contribution_sent": shows("sent", **IN_REVIEW),
    "reviews:send_contribution_link": by_runners("asked", speaks="P", **IN_REVIEW),
    "reviews:read_out_code": by_runners("asked", speaks="P", **IN_REVIEW),
    "reviews:let_contribution_go": by_runners("asked", **IN_REVIEW),
    "reviews:release_contribution": Way(ADMINISTRATOR, sees="asked", **IN_REVIEW),
    # the link is the key, and then a code; without one everybody gets the page of a closed link
    "reviews:contribute": for_all(PUBLIC),
    "reviews:contribute_start": for_all(PUBLIC),
    "reviews:contribute_page": for_all(PUBLIC, "GP"),
    "reviews:contribute_file": for_all(PUBLIC, "GP"),
    "reviews:contribute_check": for_all(PUBLIC, "GP"),
    "reviews:contribute_sent": for_all(PUBLIC),
    "people:link_code": for_all(PUBLIC, "GP"),
    "reviews:receipt": shows("receipt", **IN_REVIEW),
    # the action plan
    "actionplans:plan": shows(),
    "actionplans:export": Way(COPYING, letters="Y", speaks="G", open_at=STAGES),
    "actionplans:pdf": Way(COPYING, letters="Y", sees="some_plan", speaks="P"),
    "actionplans:strategy": Way(CREATING, letters="Y", open_at=STAGES),
    "actionplans:receive": Way(ADMINISTRATOR),
    "actionplans:received": shows("board_plan", **IN_PLAN),
    "actionplans:add_action": Way(CREATING, letters="Y O", open_at=STAGES),
    "actionplans:action": shows("action", **IN_PLAN),
    "actionplans:update": Way(UPDATING, letters="Y O", sees="action", **IN_PLAN),
    "actionplans:claim": Way(UPDATING, letters="Y O", sees="action", **IN_PLAN),
    "actionplans:settle": Way(VERIFYING, sees="action", **IN_PLAN),
    "actionplans:transfer": by_runners("action", **IN_PLAN),
    "actionplans:ask_updates": by_runners(open_at=("plan",)),
    "actionplans:report": Way(UPDATING, letters="Y O", sees="board_plan", **IN_PLAN),
    "actionplans:report/agency_id": Way(UPDATING, letters="Y O", sees="agency_plan", **IN_PLAN),
    "actionplans:reported": shows("answer", **IN_PLAN),
    "actionplans:report_to_board": by_runners(open_at=("plan",)),
    "actionplans:board_report": shows("board_report", **IN_PLAN),
}
# Signing in and one's own account: the pages of allauth, which show nothing of any case.
OF_ALLAUTH = ("account_", "mfa_", "socialaccount", "usersessions")

assert {way.row for way in ADDRESSES.values()} <= ROWS | OFF_CASE | {RUNNING, READ, ADMINISTRATOR}


def way_of(key: str) -> Way | None:
    """What an address asks; None where nobody has said it."""
    return Way(ACCOUNT) if key.startswith(OF_ALLAUTH) else ADDRESSES.get(key)


@dataclass(frozen=True)
class Address:
    """One address of the resolver: `key` is its name, and the last parameter where two share a name."""

    key: str
    name: str
    parameters: tuple[str, ...]


def addresses(resolver: URLResolver) -> list[Address]:
    """Every address of the application that has a name."""
    found = sorted(set(_walk(resolver)), key=lambda one: (one[0], len(one[1])))
    again: Counter[str] = Counter()
    named = []
    for name, parameters in found:
        again[name] += 1
        key = f"{name}/{parameters[-1]}" if again[name] > 1 else name
        named.append(Address(key, name, parameters))
    return named


def _walk(
    resolver: URLResolver, namespace: str = "", before: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in resolver.url_patterns:
        parameters = (*before, *one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from _walk(one, one.namespace or namespace, parameters)
        elif isinstance(one, URLPattern):
            assert one.name, f"{one.pattern} has no name"
            name = f"{namespace}:{one.name}" if namespace else one.name
            yield name, parameters


def unmapped(resolver: URLResolver) -> list[str]:
    """The addresses of which nobody has said who may do what there."""
    return [one.key for one in addresses(resolver) if way_of(one.key) is None]
