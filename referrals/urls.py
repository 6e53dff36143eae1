from django.urls import path

from referrals import draft_views, round_views, views

app_name = "referrals"
urlpatterns = [
    path("refer/", draft_views.refer, name="refer"),
    path("refer/<uuid:draft_id>/check/", draft_views.check_answers, name="check_answers"),
    path("refer/<uuid:draft_id>/sent/", draft_views.sent, name="sent"),
    path("refer/<uuid:draft_id>/discard/", draft_views.discard, name="discard"),
    path("refer/<uuid:draft_id>/<slug:step>/", draft_views.question, name="question"),
    path("cases/<uuid:case_id>/referral/", views.referral, name="referral"),
    path("cases/<uuid:case_id>/consult/", views.consult, name="consult"),
    path("cases/<uuid:case_id>/view/", views.give_view, name="give_view"),
    path("cases/<uuid:case_id>/recommend/", views.recommend, name="recommend"),
    path("cases/<uuid:case_id>/recommend/sent/", views.recommended, name="recommended"),
    path("cases/<uuid:case_id>/decide/", views.decide, name="decide"),
    path("cases/<uuid:case_id>/decide/sent/", views.decided, name="decided"),
    path("cases/<uuid:case_id>/chief-officers/", round_views.officers, name="officers"),
    path("cases/<uuid:case_id>/reopen/", round_views.reopen, name="reopen"),
    path("cases/<uuid:case_id>/reopen/sent/", round_views.reopened, name="reopened"),
    path("cases/<uuid:case_id>/set-off/", round_views.set_off, name="set_off"),
]
