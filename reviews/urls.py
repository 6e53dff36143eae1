from django.urls import path

from reviews.views import (
    agency,
    comparing,
    gatherings,
    interviews,
    investigation,
    joint,
    overview,
    receipts,
    records,
    scoping,
    submission,
    terms,
    terms_comments,
)

app_name = "reviews"
CASE = "cases/<uuid:case_id>/"
AGENCY = CASE + "agencies/<uuid:agency_id>/"
INTERVIEWS = AGENCY + "interviews/"
INTERVIEW = CASE + "interviews/<uuid:interview_id>/"
RECORDS = CASE + "records/<uuid:records_id>/"
OVERVIEW = CASE + "overview/"
urlpatterns = [
    path(CASE + "terms/", terms.terms, name="terms"),
    path(CASE + "terms/draft/", terms.draft_terms, name="draft_terms"),
    path(CASE + "terms/from/<uuid:subject_id>/", scoping.fill_terms, name="fill_terms"),
    path(CASE + "terms/compare/", comparing.compare_terms, name="compare_terms"),
    path(CASE + "terms/release/", terms_comments.release_terms, name="release_terms"),
    path(CASE + "terms/comments/", terms_comments.terms_comments, name="terms_comments"),
    path(CASE + "terms/comments/<uuid:comment_id>/", terms_comments.answer_comment, name="answer_comment"),
    path(AGENCY + "terms/", terms_comments.terms_for_comment, name="terms_for_comment"),
    path(AGENCY + "terms/none/", terms_comments.no_comment, name="no_comment"),
    path(CASE + "terms/investigation/", investigation.agree_investigation, name="agree_investigation"),
    path(CASE + "terms/boards/", joint.joint_terms, name="joint_terms"),
    path(CASE + "terms/boards/agree/", joint.agree_terms, name="agree_terms"),
    path(CASE + "terms/sign/", terms.sign_terms, name="sign_terms"),
    path(CASE + "briefing/", gatherings.call_briefing, name="call_briefing"),
    path(CASE + "practitioners/", gatherings.call_practitioners, name="call_practitioners"),
    path(CASE + "meetings/<uuid:subject_id>/agencies/", gatherings.invited_agencies, name="invited_agencies"),
    path(CASE + "invitations/<uuid:invitation_id>/", gatherings.invitation, name="invitation"),
    path(CASE + "records/", records.records, name="records"),
    path(RECORDS, records.records_set, name="records_set"),
    path(RECORDS + "correct/", records.correct_records, name="correct_records"),
    path(RECORDS + "note/<slug:kind>/", records.note_records, name="note_records"),
    path(CASE + "records/events/<uuid:noted_id>/", records.correct_event, name="correct_event"),
    path(CASE + "agencies/", agency.agencies, name="agencies"),
    path(AGENCY, agency.agency, name="agency"),
    path(AGENCY + "records/", records.register, name="register"),
    path(AGENCY + "records/add/", records.add_records, name="add_records"),
    path(AGENCY + "records/attest/", records.attest_records, name="attest_records"),
    path(AGENCY + "records/returned/", records.confirm_returned, name="confirm_returned"),
    path(AGENCY + "reviewer/", agency.appoint_author, name="appoint_author"),
    path(AGENCY + "review/", submission.upload_review, name="upload_review"),
    path(INTERVIEWS, interviews.interviews, name="interviews"),
    path(INTERVIEWS + "new/", interviews.record_interview, name="record_interview"),
    path(INTERVIEW, interviews.interview, name="interview"),
    path(INTERVIEW + "correct/", interviews.correct_interview, name="correct_interview"),
    path(INTERVIEW + "share/", interviews.share_interview, name="share_interview"),
    path(AGENCY + "ready/", submission.hand_over, name="hand_over"),
    path(AGENCY + "countersign/", submission.countersign, name="countersign"),
    path(AGENCY + "release/", submission.release, name="release"),
    path(AGENCY + "return/", submission.return_review, name="return_review"),
    path(AGENCY + "waive/", submission.waive, name="waive"),
    path(OVERVIEW, overview.overview, name="overview"),
    path(OVERVIEW + "author/", overview.engage_author, name="engage_author"),
    path(OVERVIEW + "submit/", overview.submit_overview, name="submit_overview"),
    path(OVERVIEW + "agree/", overview.agree, name="agree"),
    path(OVERVIEW + "endorse/", overview.endorse, name="endorse"),
    path(OVERVIEW + "<uuid:report_id>/pdf/", overview.report_pdf, name="report_pdf"),
    path(CASE + "receipts/<slug:key>/<uuid:subject_id>/", receipts.receipt, name="receipt"),
]
