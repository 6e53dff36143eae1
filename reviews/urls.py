from django.urls import path

from reviews.panel_urls import LEARNING, PANEL
from reviews.views import agency, interviews, joint, overview, receipts, records, submission, terms

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
    path(CASE + "terms/boards/", joint.joint_terms, name="joint_terms"),
    path(CASE + "terms/boards/agree/", joint.agree_terms, name="agree_terms"),
    path(CASE + "terms/sign/", terms.sign_terms, name="sign_terms"),
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
    *PANEL,
    *LEARNING,
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
