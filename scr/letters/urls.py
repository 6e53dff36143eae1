from django.urls import path

from scr.letters import views

app_name = "letters"
urlpatterns = [
    path("cases/<uuid:case_id>/letters/", views.letters, name="list"),
    path("cases/<uuid:case_id>/letters/<slug:code>/send/", views.issue, name="issue"),
    path("letters/<uuid:letter_id>/", views.letter, name="letter"),
    path("letters/<uuid:letter_id>/acknowledge/", views.acknowledge, name="acknowledge"),
]
