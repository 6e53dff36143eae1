from django.urls import path

from actionplans import action_views, monthly_views, round_views, views

app_name = "actionplans"
PLAN = "cases/<uuid:case_id>/plan/"
ACTION = f"{PLAN}actions/<uuid:subject_id>/"
urlpatterns = [
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}export/", views.export, name="export"),
    path(f"{PLAN}pdf/", views.pdf, name="pdf"),
    path(f"{PLAN}spreading/", views.strategy, name="strategy"),
    path(f"{PLAN}receive/", views.receive, name="receive"),
    path(f"{PLAN}received/", views.received, name="received"),
    path(f"{PLAN}actions/add/", views.add_action, name="add_action"),
    path(ACTION, action_views.action, name="action"),
    path(f"{ACTION}update/", action_views.update, name="update"),
    path(f"{ACTION}claim/", action_views.claim, name="claim"),
    path(f"{ACTION}settle/", action_views.settle, name="settle"),
    path(f"{ACTION}transfer/", action_views.transfer, name="transfer"),
    path(f"{PLAN}agencies/<uuid:agency_id>/", monthly_views.own_plan, name="own_plan"),
    path(f"{PLAN}agencies/<uuid:agency_id>/month/", monthly_views.month, name="month"),
    path(f"{PLAN}ask/", round_views.ask_updates, name="ask_updates"),
    path(f"{PLAN}report/", round_views.report, name="report"),
    path(f"{PLAN}report/<uuid:agency_id>/", round_views.report, name="report"),
    path(f"{PLAN}reported/<uuid:request_id>/", round_views.reported, name="reported"),
    path(f"{PLAN}board-report/", round_views.report_to_board, name="report_to_board"),
    path(f"{PLAN}board-report/<uuid:report_id>/", round_views.board_report, name="board_report"),
]
