from django.urls import path

from chronology.views import columns, files, integrated, lists, rows

app_name = "chronology"
CASE = "cases/<uuid:case_id>/chronology/"
AGENCY = CASE + "<uuid:agency_id>/"
urlpatterns = [
    path(CASE, integrated.integrated, name="integrated"),
    path(CASE + "pdf/", integrated.pdf, name="pdf"),
    path(CASE + "columns/", columns.columns, name="columns"),
    path(AGENCY, lists.agency_rows, name="agency_rows"),
    path(AGENCY + "upload/", files.upload, name="upload"),
    path(AGENCY + "files/<uuid:waiting_id>/", files.waiting, name="waiting"),
    path(AGENCY + "files/<uuid:waiting_id>/marked/", files.marked, name="marked"),
    path(AGENCY + "rows/new/", rows.new_row, name="new_row"),
    path(AGENCY + "rows/<uuid:entry_id>/", rows.row, name="row"),
    path(AGENCY + "rows/<uuid:entry_id>/withdraw/", rows.withdraw_row, name="withdraw_row"),
    path(AGENCY + "days/", lists.days, name="days"),
    path(AGENCY + "submit/", lists.submit, name="submit"),
    path(AGENCY + "parts/new/", lists.open_part, name="open_part"),
    path(AGENCY + "parts/<uuid:part_id>/", lists.merge_part, name="merge_part"),
    path(AGENCY + "silence/", lists.silence, name="silence"),
    path(AGENCY + "silence/<uuid:silence_id>/withdraw/", lists.withdraw_silence, name="withdraw_silence"),
    path(AGENCY + "template.xlsx", files.template, {"kind": "xlsx"}, name="template"),
    path(AGENCY + "template.docx", files.template, {"kind": "docx"}, name="template_docx"),
]
