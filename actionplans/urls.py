from django.http import HttpResponse
from django.urls import path

app_name = "actionplans"
urlpatterns = [
    path("cases/<uuid:case_id>/plan/", lambda request, **kwargs: HttpResponse("plan"), name="plan"),
    path(
        "cases/<uuid:case_id>/plan/actions/<uuid:subject_id>/",
        lambda request, **kwargs: HttpResponse("action"),
        name="action",
    ),
]
