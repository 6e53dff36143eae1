from django.urls import path

from scr.people import body_views, views

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/agencies/", views.agencies, name="agencies"),
    path("people/agencies/add/", views.add_agency, name="add_agency"),
    path("people/bodies/", body_views.bodies, name="bodies"),
    path("people/bodies/add/", body_views.add_body, name="add_body"),
    path("people/bodies/<uuid:body_id>/", body_views.edit_body, name="edit_body"),
    path("people/<uuid:user_id>/", views.person, name="person"),
    path("people/<uuid:user_id>/invite-again/", views.invite_again, name="invite_again"),
    path("people/<uuid:user_id>/close/", views.disable, name="disable"),
    path("people/<uuid:user_id>/posts/give/", views.give_post, name="give_post"),
    path("people/posts/<uuid:appointment_id>/end/", views.end_post, name="end_post"),
]
