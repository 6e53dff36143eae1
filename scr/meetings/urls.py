from django.urls import path

from scr.meetings import note_views, paper_views, views, word_views

app_name = "meetings"
urlpatterns = [
    path("cases/<uuid:case_id>/meetings/", views.meetings, name="list"),
    path("cases/<uuid:case_id>/meetings/arrange/", views.arrange, name="arrange"),
    path("meetings/<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/record/", views.record, name="record"),
    path("meetings/<uuid:meeting_id>/agenda/", paper_views.agenda, name="agenda"),
    path("meetings/<uuid:meeting_id>/agenda/fill/", paper_views.add_matters, name="add_matters"),
    path("meetings/<uuid:meeting_id>/notes/", note_views.take_notes, name="take_notes"),
    path("agenda-items/<uuid:item_id>/", paper_views.change_item, name="change_item"),
    path("agenda-items/<uuid:item_id>/up/", paper_views.move_up, name="move_up"),
    path("agenda-items/<uuid:item_id>/remove/", paper_views.remove_item, name="remove_item"),
    path("meetings/<uuid:meeting_id>/papers/", paper_views.papers, name="papers"),
    path("papers/<uuid:paper_id>/withdraw/", paper_views.withdraw_paper, name="withdraw_paper"),
    path("meetings/<uuid:meeting_id>/pack/", paper_views.make_pack, name="make_pack"),
    path("meetings/<uuid:meeting_id>/apologies/", word_views.apologise, name="apologise"),
    path("meetings/<uuid:meeting_id>/instead/", word_views.name_instead, name="name_instead"),
    path("meetings/<uuid:meeting_id>/dissent/", word_views.dissent, name="dissent"),
    path("meetings/<uuid:meeting_id>/minutes/", word_views.correct_minutes, name="correct_minutes"),
]
