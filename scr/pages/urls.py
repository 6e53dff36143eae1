from django.urls import include, path

from scr.pages import board_views, past_views, record_views, timeliness, views

urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.cases, name="cases"),
    path("cases/<uuid:case_id>/", views.case, name="case"),
    path("cases/<uuid:case_id>/history/", record_views.history, name="history"),
    path("cases/<uuid:case_id>/looks/", record_views.looks, name="looks"),
    path("cases/<uuid:case_id>/as-on/", past_views.as_on, name="as_on"),
    path("cases/<uuid:case_id>/changes/<slug:kind>/<uuid:row_id>/", past_views.changes, name="changes"),
    path("board/", board_views.board, name="board"),
    path(
        "board/seats/<uuid:appointment_id>/nomination/",
        board_views.nominate_for_seat,
        name="nominate_for_seat",
    ),
    path("board/offices/add/", board_views.note_office, name="note_office"),
    path("board/offices/<uuid:holder_id>/end/", board_views.end_office, name="end_office"),
    path("board/deputies/add/", board_views.authorise_deputy, name="authorise_deputy"),
    path("board/deputies/<uuid:deputy_id>/end/", board_views.end_deputy, name="end_deputy"),
    path("board/panel-work/add/", board_views.note_panel_work, name="note_panel_work"),
    path("board/timeliness/", timeliness.timeliness, name="timeliness"),
    path("sign-ins/", record_views.sign_ins, name="sign_ins"),
    path("outbox/", views.outbox, name="outbox"),
    path("help/", views.help_page, name="help"),
    path("help/permissions/", views.permissions, name="permissions"),
    path("help/expected/<slug:whose>/", views.expected, name="expected"),
    path("support/", views.support, name="support"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("help/<slug:guide>/", views.guide, name="guide"),
    path("evaluation/mail/", views.sent_mail, name="sent_mail"),
    path("evaluation/sign-in/", views.evaluation_sign_in, name="evaluation_sign_in"),
    path("account/", include("scr.pages.account_urls")),
]
