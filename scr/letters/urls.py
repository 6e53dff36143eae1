from django.http import HttpResponse
from django.urls import path

app_name = "letters"
urlpatterns = [
    path("cases/<uuid:case_id>/letters/", lambda request, **kwargs: HttpResponse("list"), name="list"),
]
