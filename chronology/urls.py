from django.http import HttpResponse
from django.urls import path

app_name = "chronology"
urlpatterns = [
    path("cases/<uuid:case_id>/chronology/", lambda request, **kwargs: HttpResponse("integrated"), name="integrated"),
]
