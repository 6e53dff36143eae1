from django.urls import path

from scr.documents import paper_views, views

app_name = "documents"
urlpatterns = [
    path("cases/<uuid:case_id>/documents/", views.documents, name="documents"),
    path("documents/<uuid:document_id>/", views.download, name="download"),
    path("protocols/", paper_views.board_papers, name="board_papers"),
    path("protocols/add/", paper_views.add_paper, name="add_paper"),
    path("protocols/<uuid:protocol_id>/", paper_views.board_paper, name="board_paper"),
    path("pdfs/<uuid:rendering_id>/", views.rendering, name="rendering"),
    path("pdfs/<uuid:rendering_id>/retry/", views.retry, name="retry"),
]
