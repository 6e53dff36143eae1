from django.urls import path

from reviews.views import (
    agency,
    coverage,
    interviews,
    joint,
    overview,
    placing,
    proposals,
    receipts,
    records,
    reporting,
    submission,
    terms,
    writing,
)

app_name = "reviews"
CASE = "cases/<uuid:case_id>/"
AGENCY = CASE + "agencies/<uuid:agency_id>/"
WRITE = AGENCY + "write/"
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
    path(WRITE, writing.write_review, name="write_review"),
    path(WRITE + "recommendations/", proposals.recommend, name="recommend"),
    path(WRITE + "plan/", proposals.plan_actions, name="plan_actions"),
    path(WRITE + "services/", coverage.coverage, name="coverage"),
    path(WRITE + "services/reviews/", coverage.add_service_report, name="add_service_report"),
    path(WRITE + "report/", reporting.agency_report, name="agency_report"),
    path(WRITE + "report/make/", reporting.make_report, name="make_report"),
    path(WRITE + "report/take/", reporting.take_report, name="take_report"),
    path(WRITE + "report.docx", reporting.report_docx, name="report_docx"),
    path(WRITE + "word/", placing.place_review, name="place_review"),
    path(WRITE + "sections/<slug:section>/", writing.write_section, name="write_section"),
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
