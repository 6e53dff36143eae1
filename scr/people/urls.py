from django.urls import path

from scr.people import body_views, link_views, sign_in_views, views

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/agencies/", views.agencies, name="agencies"),
    path("people/agencies/add/", views.add_agency, name="add_agency"),
    path("people/bodies/", body_views.bodies, name="bodies"),
    path("people/bodies/add/", body_views.add_body, name="add_body"),
    path("people/bodies/<uuid:body_id>/", body_views.edit_body, name="edit_body"),
    path("people/emailed-codes/", sign_in_views.emailed_codes, name="emailed_codes"),
    path("people/<uuid:user_id>/", views.person, name="person"),
    path("people/<uuid:user_id>/invite-again/", views.invite_again, name="invite_again"),
    path("people/<uuid:user_id>/close/", views.disable, name="disable"),
    path("people/<uuid:user_id>/second-step/", sign_in_views.remove_factors, name="remove_factors"),
    path("people/<uuid:user_id>/posts/give/", views.give_post, name="give_post"),
    path("people/posts/<uuid:appointment_id>/end/", views.end_post, name="end_post"),
    path("account/emailed-code/", sign_in_views.emailed_code, name="emailed_code"),
    path("link/<str:token>/", link_views.open_link, name="open_link"),
    path("link/code/<uuid:link_id>/", link_views.link_code, name="link_code"),
    path("account/kept/<uuid:draft_id>/", sign_in_views.kept, name="kept"),
    path("account/kept/<uuid:draft_id>/throw-away/", sign_in_views.throw_away_kept, name="throw_away_kept"),
]
