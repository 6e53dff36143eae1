from django.urls import path

from referrals import (
    draft_views,
    information_views,
    invitation_views,
    invited_views,
    near_miss_views,
    panel_views,
    related_views,
    views,
)

app_name = "referrals"
urlpatterns = [
    path("refer/", draft_views.refer, name="refer"),
    path("refer/invitations/", invitation_views.invite, name="invite"),
    path("refer/invitations/<uuid:link_id>/end/", invitation_views.end, name="end_invitation"),
    path("refer/invited/", invited_views.invited, name="invited"),
    path("refer/invited/documents/", invited_views.invited_attach, name="invited_attach"),
    path("refer/invited/documents/<uuid:file_id>/", invited_views.invited_take_off, name="invited_take_off"),
    path("refer/invited/check/", invited_views.invited_check_answers, name="invited_check_answers"),
    path("refer/invited/sent/", invited_views.invited_sent, name="invited_sent"),
    path("refer/invited/<slug:step>/", invited_views.invited_question, name="invited_question"),
    path("refer/<uuid:draft_id>/check/", draft_views.check_answers, name="check_answers"),
    path("refer/<uuid:draft_id>/sent/", draft_views.sent, name="sent"),
    path("refer/<uuid:draft_id>/discard/", draft_views.discard, name="discard"),
    path("refer/<uuid:draft_id>/documents/", draft_views.attach, name="attach"),
    path("refer/<uuid:draft_id>/documents/<uuid:file_id>/", draft_views.take_off, name="take_off"),
    path("refer/<uuid:draft_id>/<slug:step>/", draft_views.question, name="question"),
    path("near-misses/", near_miss_views.near_misses, name="near_misses"),
    path("near-misses/report/", near_miss_views.report_near_miss, name="report_near_miss"),
    path("near-misses/<uuid:near_miss_id>/", near_miss_views.near_miss, name="near_miss"),
    path("near-misses/<uuid:near_miss_id>/sent/", near_miss_views.near_miss_sent, name="near_miss_sent"),
    path("cases/<uuid:case_id>/referral/", views.referral, name="referral"),
    path("cases/<uuid:case_id>/related/", related_views.related, name="related"),
    path("cases/<uuid:case_id>/consult/", views.consult, name="consult"),
    path("cases/<uuid:case_id>/panel/", panel_views.panel, name="panel"),
    path("cases/<uuid:case_id>/panel/add/", panel_views.co_opt, name="co_opt"),
    path(
        "cases/<uuid:case_id>/meetings/<uuid:subject_id>/record/", panel_views.lay_papers, name="lay_papers"
    ),
    path("cases/<uuid:case_id>/information/", information_views.requests, name="requests"),
    path("cases/<uuid:case_id>/information/ask/", information_views.ask, name="ask"),
    path(
        "cases/<uuid:case_id>/information/<uuid:subject_id>/",
        information_views.information,
        name="information",
    ),
    path(
        "cases/<uuid:case_id>/information/<uuid:subject_id>/answer/",
        information_views.answer,
        name="answer",
    ),
    path(
        "cases/<uuid:case_id>/information/<uuid:subject_id>/let-go/",
        information_views.let_go,
        name="let_go",
    ),
    path(
        "cases/<uuid:case_id>/information/<uuid:subject_id>/link/",
        information_views.send_link_again,
        name="send_link_again",
    ),
    path("answer/", information_views.answer_by_link, name="answer_by_link"),
    path("answer/sent/", information_views.answered_by_link, name="answered_by_link"),
    path("cases/<uuid:case_id>/view/", views.give_view, name="give_view"),
    path("cases/<uuid:case_id>/recommend/", views.recommend, name="recommend"),
    path("cases/<uuid:case_id>/recommend/sent/", views.recommended, name="recommended"),
    path("cases/<uuid:case_id>/decide/", views.decide, name="decide"),
    path("cases/<uuid:case_id>/decide/sent/", views.decided, name="decided"),
]
