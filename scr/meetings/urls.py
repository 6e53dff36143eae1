from django.urls import path

from scr.meetings import views

app_name = "meetings"
urlpatterns = [
    path("cases/<uuid:case_id>/meetings/", views.meetings, name="list"),
    path("cases/<uuid:case_id>/meetings/arrange/", views.arrange, name="arrange"),
    path("meetings/<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/record/", views.record, name="record"),
]
