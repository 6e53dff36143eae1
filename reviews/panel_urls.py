"""Addresses of what the panel does with a review before it, and of what is learned meanwhile."""

from django.urls import path

from reviews.views import lessons, presentations, quality, queries, staff

CASE = "cases/<uuid:case_id>/"
AGENCY = CASE + "agencies/<uuid:agency_id>/"
QUERY = CASE + "queries/<uuid:subject_id>/"
PRESENTATION = CASE + "presentations/<uuid:subject_id>/"
LESSON = CASE + "lessons/<uuid:subject_id>/"
EVENT = CASE + "learning-events/<uuid:subject_id>/"
PANEL = (
    path(AGENCY + "quality/", quality.quality, name="quality"),
    path(AGENCY + "quality/assess/", quality.assess, name="assess"),
    path(CASE + "queries/", queries.queries, name="queries"),
    path(AGENCY + "queries/ask/", queries.ask_query, name="ask_query"),
    path(QUERY, queries.query, name="query"),
    path(QUERY + "close/", queries.close_query, name="close_query"),
    path(CASE + "messages/<uuid:message_id>/correct/", queries.correct_message, name="correct_message"),
    path(CASE + "rows/<uuid:subject_id>/", queries.row, name="row"),
    path(CASE + "presentations/", presentations.presentations, name="presentations"),
    path(CASE + "presentations/dates/", presentations.agree_dates, name="agree_dates"),
    path(CASE + "meetings/<uuid:meeting_id>/timetable/", presentations.timetable, name="timetable"),
    path(PRESENTATION, presentations.presentation, name="presentation"),
    path(PRESENTATION + "note/", presentations.note_presentation, name="note_presentation"),
    path(AGENCY + "accept/", presentations.accept, name="accept"),
)
LEARNING = (
    path(CASE + "lessons/", lessons.lessons, name="lessons"),
    path(CASE + "lessons/new/", lessons.note_lesson, name="note_lesson"),
    path(LESSON, lessons.lesson, name="lesson"),
    path(LESSON + "share/", lessons.share_lesson, name="share_lesson"),
    path(AGENCY + "staff-told/", staff.staff, name="staff"),
    path(AGENCY + "staff-told/note/", staff.staff_note, name="staff_note"),
    path(AGENCY + "staff-told/<slug:kind>/", staff.note_staff, name="note_staff"),
    path(CASE + "staff-told/<slug:kind>/<uuid:staff_id>/", staff.take_back_staff, name="take_back_staff"),
    path(CASE + "learning-events/new/", staff.arrange_event, name="arrange_event"),
    path(EVENT, staff.event, name="event"),
    path(EVENT + "cancel/", staff.cancel_event, name="cancel_event"),
)
