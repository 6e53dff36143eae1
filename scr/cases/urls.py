from django.urls import path

from scr.cases.views import (
    agencies,
    bank_holidays,
    conflicts,
    contributors,
    deadlines,
    emergency,
    events,
    feeds,
    participants,
    procedures,
    seeing,
    timetable,
)

app_name = "cases"
urlpatterns = [
    path("cases/<uuid:case_id>/people/", participants.participants, name="participants"),
    path("cases/<uuid:case_id>/people/add/", participants.add_participant, name="add_participant"),
    path("cases/<uuid:case_id>/people/<uuid:participant_id>/end/", participants.end, name="end"),
    path("cases/<uuid:case_id>/people/<uuid:participant_id>/conflict/", participants.recuse, name="recuse"),
    path(
        "cases/<uuid:case_id>/people/<uuid:participant_id>/see-as/",
        seeing.see_as,
        name="see_as",
    ),
    path("see-as/stop/", seeing.stop_seeing, name="stop_seeing"),
    path("cases/<uuid:case_id>/people/<uuid:participant_id>/prolong/", participants.prolong, name="prolong"),
    path(
        "cases/<uuid:case_id>/people/<uuid:participant_id>/substitute/", conflicts.nominate, name="nominate"
    ),
    path(
        "cases/<uuid:case_id>/substitutes/<uuid:nomination_id>/",
        conflicts.answer_nomination,
        name="answer_nomination",
    ),
    path("cases/<uuid:case_id>/declare/", conflicts.declare, name="declare"),
    path(
        "cases/<uuid:case_id>/independence/<uuid:statement_id>/",
        conflicts.check_independence,
        name="check_independence",
    ),
    path("cases/<uuid:case_id>/contributors/", contributors.contributors, name="contributors"),
    path("cases/<uuid:case_id>/contributors/note/", contributors.note_contributor, name="note_contributor"),
    path(
        "cases/<uuid:case_id>/contributors/<uuid:contributor_id>/correct/",
        contributors.correct_contributor,
        name="correct_contributor",
    ),
    path("cases/<uuid:case_id>/involved/<uuid:agency_id>/", conflicts.involved, name="involved"),
    path(
        "cases/<uuid:case_id>/involved/<uuid:involved_id>/take-back/",
        conflicts.take_back_involved,
        name="take_back_involved",
    ),
    path("cases/<uuid:case_id>/emergency/<uuid:access_id>/", emergency.emergency, name="emergency"),
    path(
        "cases/<uuid:case_id>/emergency/<uuid:access_id>/end/", emergency.end_emergency, name="end_emergency"
    ),
    path("emergency/", emergency.open_emergency, name="open_emergency"),
    path("cases/<uuid:case_id>/conflict/", participants.recuse, name="recuse"),
    path("cases/<uuid:case_id>/move/", participants.move, name="move"),
    path("cases/<uuid:case_id>/deadlines/<uuid:duty_id>/", deadlines.deadline, name="deadline"),
    path("cases/<uuid:case_id>/deadlines/<uuid:duty_id>/extend/", deadlines.extend, name="extend"),
    path("cases/<uuid:case_id>/timetable/", timetable.timetable, name="timetable"),
    path("cases/<uuid:case_id>/timetable/what-if/", timetable.what_if, name="what_if"),
    path("cases/<uuid:case_id>/timetable/plan/", timetable.plan_event, name="plan_event"),
    path("cases/<uuid:case_id>/events/", events.events, name="events"),
    path(
        "cases/<uuid:case_id>/events/<uuid:milestone_id>/take-back/",
        events.take_back_event,
        name="take_back_event",
    ),
    path("cases/<uuid:case_id>/events/<slug:key>/", events.record_event, name="record_event"),
    path("duties/<uuid:duty_id>/", deadlines.duty, name="duty"),
    path("calendar/", feeds.feed, name="feed"),
    path("calendar/make/", feeds.make_feed, name="make_feed"),
    path("calendar/switch-off/", feeds.switch_off_feed, name="switch_off_feed"),
    path("calendar/<slug:token>.ics", feeds.feed_file, name="feed_file"),
    path("bank-holidays/", bank_holidays.bank_holidays, name="bank_holidays"),
    path("bank-holidays/<int:year>/", bank_holidays.bank_holidays, name="bank_holidays"),
    path("bank-holidays/add/", bank_holidays.add_holiday, name="add_holiday"),
    path("bank-holidays/working-day/", bank_holidays.working_day, name="working_day"),
    path("bank-holidays/known-until/", bank_holidays.known_until, name="known_until"),
    path("bank-holidays/<uuid:correction_id>/take-back/", bank_holidays.take_back, name="take_back_day"),
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/choose/", procedures.choose_procedure, name="choose_procedure"),
    path("procedures/own-rules/<slug:overlay_key>/<int:version>/", procedures.own_rules, name="own_rules"),
    path("procedures/<slug:procedure_key>/<int:version>/", procedures.procedure, name="procedure"),
    path("procedures/<slug:procedure_key>/rules/<slug:rule_key>/", procedures.rule, name="rule"),
    path(
        "procedures/<slug:procedure_key>/rules/<slug:rule_key>/set-back/",
        procedures.set_back,
        name="set_back_rule",
    ),
    path("people/agencies/<uuid:board_agency_id>/", agencies.agency, name="agency"),
]
