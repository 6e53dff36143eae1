from django.http import HttpResponse
from django.urls import path

app_name = "reviews"
urlpatterns = [
    path("cases/<uuid:case_id>/terms/", lambda request, **kwargs: HttpResponse("terms"), name="terms"),
    path(
        "cases/<uuid:case_id>/agencies/", lambda request, **kwargs: HttpResponse("agencies"), name="agencies"
    ),
    path(
        "cases/<uuid:case_id>/agencies/<uuid:agency_id>/",
        lambda request, **kwargs: HttpResponse("agency"),
        name="agency",
    ),
    path(
        "cases/<uuid:case_id>/overview/", lambda request, **kwargs: HttpResponse("overview"), name="overview"
    ),
]
