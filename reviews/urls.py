from django.urls import path

from reviews.views import (
    agency,
    comparing,
    handing_over,
    interviews,
    joint,
    overview,
    quality,
    queries,
    receipts,
    records,
    scoping,
    signers,
    signing,
    submission,
    terms,
    writing,
)

app_name = "reviews"
CASE = "cases/<uuid:case_id>/"
AGENCY = CASE + "agencies/<uuid:agency_id>/"
SIGNING = AGENCY + "signing/"
WRITE = AGENCY + "write/"
INTERVIEWS = AGENCY + "interviews/"
INTERVIEW = CASE + "interviews/<uuid:interview_id>/"
RECORDS = CASE + "records/<uuid:records_id>/"
QUERY = CASE + "queries/<uuid:subject_id>/"
OVERVIEW = CASE + "overview/"
urlpatterns = [
    path(CASE + "terms/", terms.terms, name="terms"),
    path(CASE + "terms/draft/", terms.draft_terms, name="draft_terms"),
    path(CASE + "terms/from/<uuid:subject_id>/", scoping.fill_terms, name="fill_terms"),
    path(CASE + "terms/compare/", comparing.compare_terms, name="compare_terms"),
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
    path(WRITE + "sections/<slug:section>/", writing.write_section, name="write_section"),
    path(INTERVIEWS, interviews.interviews, name="interviews"),
    path(INTERVIEWS + "new/", interviews.record_interview, name="record_interview"),
    path(INTERVIEW, interviews.interview, name="interview"),
    path(INTERVIEW + "correct/", interviews.correct_interview, name="correct_interview"),
    path(INTERVIEW + "share/", interviews.share_interview, name="share_interview"),
    path(AGENCY + "ready/", handing_over.hand_over, name="hand_over"),
    path(AGENCY + "people/<slug:part>/", signers.appoint_colleague, name="appoint_colleague"),
    path(SIGNING, signing.signing, name="signing"),
    path(SIGNING + "steps/", signers.set_signers, name="set_signers"),
    path(SIGNING + "sign/", signing.sign_step, name="sign_step"),
    path(SIGNING + "back/", signing.send_back, name="send_back"),
    path(CASE + "steps/<uuid:step_id>/signer/", signers.name_signer, name="name_signer"),
    path(AGENCY + "countersign/", handing_over.countersign, name="countersign"),
    path(AGENCY + "quality/", quality.quality, name="quality"),
    path(AGENCY + "quality/assess/", quality.assess, name="assess"),
    path(CASE + "queries/", queries.queries, name="queries"),
    path(AGENCY + "queries/ask/", queries.ask_query, name="ask_query"),
    path(QUERY, queries.query, name="query"),
    path(QUERY + "close/", queries.close_query, name="close_query"),
    path(CASE + "messages/<uuid:message_id>/correct/", queries.correct_message, name="correct_message"),
    path(CASE + "rows/<uuid:subject_id>/", queries.row, name="row"),
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
