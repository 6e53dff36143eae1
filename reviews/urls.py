from django.urls import path

from reviews.views import (
    agency,
    handing_over,
    interviews,
    joint,
    overview,
    receipts,
    records,
    signers,
    signing,
    submission,
    support,
    terms,
)

app_name = "reviews"
CASE = "cases/<uuid:case_id>/"
AGENCY = CASE + "agencies/<uuid:agency_id>/"
SIGNING = AGENCY + "signing/"
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
    path(INTERVIEWS + "invite/", interviews.invite_to_interview, name="invite_to_interview"),
    path(INTERVIEW + "copy/", interviews.interview_copy, name="interview_copy"),
    path(AGENCY + "support/", support.support, name="support"),
    path(AGENCY + "support/new/", support.offer_support, name="offer_support"),
    path(CASE + "support/<uuid:offer_id>/", support.correct_offer, name="correct_offer"),
    path(INTERVIEW + "share/", interviews.share_interview, name="share_interview"),
    path(AGENCY + "ready/", handing_over.hand_over, name="hand_over"),
    path(AGENCY + "people/<slug:part>/", signers.appoint_colleague, name="appoint_colleague"),
    path(SIGNING, signing.signing, name="signing"),
    path(SIGNING + "steps/", signers.set_signers, name="set_signers"),
    path(SIGNING + "sign/", signing.sign_step, name="sign_step"),
    path(SIGNING + "back/", signing.send_back, name="send_back"),
    path(CASE + "steps/<uuid:step_id>/signer/", signers.name_signer, name="name_signer"),
    path(AGENCY + "countersign/", handing_over.countersign, name="countersign"),
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
