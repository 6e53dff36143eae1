from django.http import HttpResponse
from django.urls import path

app_name = "meetings"
urlpatterns = [
    path("cases/<uuid:case_id>/meetings/", lambda request, **kwargs: HttpResponse("list"), name="list"),
]
