from django.urls import path

from referrals import draft_views, near_miss_views, views

app_name = "referrals"
urlpatterns = [
    path("refer/", draft_views.refer, name="refer"),
    path("refer/<uuid:draft_id>/check/", draft_views.check_answers, name="check_answers"),
    path("refer/<uuid:draft_id>/sent/", draft_views.sent, name="sent"),
    path("refer/<uuid:draft_id>/discard/", draft_views.discard, name="discard"),
    path("refer/<uuid:draft_id>/<slug:step>/", draft_views.question, name="question"),
    path("near-misses/", near_miss_views.near_misses, name="near_misses"),
    path("near-misses/report/", near_miss_views.report_near_miss, name="report_near_miss"),
    path("near-misses/<uuid:near_miss_id>/", near_miss_views.near_miss, name="near_miss"),
    path("near-misses/<uuid:near_miss_id>/sent/", near_miss_views.near_miss_sent, name="near_miss_sent"),
    path("cases/<uuid:case_id>/referral/", views.referral, name="referral"),
    path("cases/<uuid:case_id>/consult/", views.consult, name="consult"),
    path("cases/<uuid:case_id>/view/", views.give_view, name="give_view"),
    path("cases/<uuid:case_id>/recommend/", views.recommend, name="recommend"),
    path("cases/<uuid:case_id>/recommend/sent/", views.recommended, name="recommended"),
    path("cases/<uuid:case_id>/decide/", views.decide, name="decide"),
    path("cases/<uuid:case_id>/decide/sent/", views.decided, name="decided"),
]
