from django.urls import path

from scr.cases import views

app_name = "cases"
urlpatterns = [
    path("cases/<uuid:case_id>/people/", views.participants, name="participants"),
    path("cases/<uuid:case_id>/people/add/", views.add_participant, name="add_participant"),
    path("cases/<uuid:case_id>/people/<uuid:participant_id>/end/", views.end, name="end"),
    path("cases/<uuid:case_id>/people/<uuid:participant_id>/conflict/", views.recuse, name="recuse"),
    path("cases/<uuid:case_id>/conflict/", views.recuse, name="recuse"),
    path("cases/<uuid:case_id>/move/", views.move, name="move"),
    path("cases/<uuid:case_id>/deadlines/<uuid:duty_id>/", views.deadline, name="deadline"),
    path("cases/<uuid:case_id>/deadlines/<uuid:duty_id>/extend/", views.extend, name="extend"),
    path("duties/<uuid:duty_id>/", views.duty, name="duty"),
]
