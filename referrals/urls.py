from django.urls import path

from referrals import draft_views, information_views, panel_views, views

app_name = "referrals"
urlpatterns = [
    path("refer/", draft_views.refer, name="refer"),
    path("refer/<uuid:draft_id>/check/", draft_views.check_answers, name="check_answers"),
    path("refer/<uuid:draft_id>/sent/", draft_views.sent, name="sent"),
    path("refer/<uuid:draft_id>/discard/", draft_views.discard, name="discard"),
    path("refer/<uuid:draft_id>/<slug:step>/", draft_views.question, name="question"),
    path("cases/<uuid:case_id>/referral/", views.referral, name="referral"),
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
