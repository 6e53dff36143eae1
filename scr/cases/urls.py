from django.urls import path

from scr.cases.views import deadlines, participants, timetable

app_name = "cases"
urlpatterns = [
    path("cases/<uuid:case_id>/people/", participants.participants, name="participants"),
    path("cases/<uuid:case_id>/people/add/", participants.add_participant, name="add_participant"),
    path("cases/<uuid:case_id>/people/<uuid:participant_id>/end/", participants.end, name="end"),
    path("cases/<uuid:case_id>/people/<uuid:participant_id>/conflict/", participants.recuse, name="recuse"),
    path("cases/<uuid:case_id>/conflict/", participants.recuse, name="recuse"),
    path("cases/<uuid:case_id>/move/", participants.move, name="move"),
    path("cases/<uuid:case_id>/deadlines/<uuid:duty_id>/", deadlines.deadline, name="deadline"),
    path("cases/<uuid:case_id>/deadlines/<uuid:duty_id>/extend/", deadlines.extend, name="extend"),
    path("cases/<uuid:case_id>/timetable/", timetable.timetable, name="timetable"),
    path("cases/<uuid:case_id>/timetable/what-if/", timetable.what_if, name="what_if"),
    path("cases/<uuid:case_id>/timetable/plan/", timetable.plan_event, name="plan_event"),
    path("cases/<uuid:case_id>/events/", timetable.events, name="events"),
    path("cases/<uuid:case_id>/events/<slug:key>/", timetable.record_event, name="record_event"),
    path("duties/<uuid:duty_id>/", deadlines.duty, name="duty"),
]
