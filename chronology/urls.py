from django.urls import path

from chronology import views

app_name = "chronology"
CASE = "cases/<uuid:case_id>/chronology/"
AGENCY = CASE + "<uuid:agency_id>/"
urlpatterns = [
    path(CASE, views.integrated, name="integrated"),
    path(CASE + "pdf/", views.pdf, name="pdf"),
    path(AGENCY, views.agency_rows, name="agency_rows"),
    path(AGENCY + "upload/", views.upload, name="upload"),
    path(AGENCY + "template.xlsx", views.template, {"kind": "xlsx"}, name="template"),
    path(AGENCY + "template.docx", views.template, {"kind": "docx"}, name="template_docx"),
]
