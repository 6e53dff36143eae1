from django.urls import path

from scr.documents import views

app_name = "documents"
urlpatterns = [
    path("cases/<uuid:case_id>/documents/", views.documents, name="documents"),
    path("documents/<uuid:document_id>/", views.download, name="download"),
    path("pdfs/<uuid:rendering_id>/", views.rendering, name="rendering"),
    path("pdfs/<uuid:rendering_id>/retry/", views.retry, name="retry"),
]
