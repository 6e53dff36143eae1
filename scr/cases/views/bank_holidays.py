"""The calendar that working days are counted by: kept by administrators, year by year."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scr.cases import bank_holidays as services
from scr.cases.board_forms import HolidayForm, KnownUntilForm, WorkingDayForm
from scr.cases.calendars import FIRST_YEAR
from scr.cases.explaining import COUNTRIES
from scr.dates import weekday_words
from scr.people.models import BankHoliday, Board
from scr.people.requests import SignedIn, administrators_only, refusals_shown_on
from scr.people.services import Refused

either = require_http_methods(["GET", "POST"])


def _trail(label: str) -> list[dict[str, str]]:
    return [
        {"label": "Bank holidays", "url": reverse("cases:bank_holidays")},
        {"label": label, "url": ""},
    ]


@administrators_only
@require_safe
def bank_holidays(request: SignedIn, year: int | None = None) -> HttpResponse:
    """One year: the printed bank holidays, and what the board counts otherwise."""
    board = Board.objects.get()
    shown = year or min(timezone.localdate().year, board.holidays_known_until)
    if not FIRST_YEAR <= shown <= board.holidays_known_until:
        raise Http404
    context = {
        "board": board,
        "country": COUNTRIES.get(board.jurisdiction, board.jurisdiction),
        "year": shown,
        "year_before": shown - 1 if shown > FIRST_YEAR else None,
        "year_after": shown + 1 if shown < board.holidays_known_until else None,
        "holidays": services.holidays_of(shown, board),
    }
    return render(request, "cases/bank_holidays.html", context)


@administrators_only
@either
def add_holiday(request: SignedIn) -> HttpResponse:
    """Add a bank holiday that the printed calendar lacks."""
    form = HolidayForm(request.POST if request.method == "POST" else None)
    words = "{day} is counted as a bank holiday from now on."
    return _corrected(request, form, services.add_holiday, words) or render(
        request, "cases/add_holiday.html", {"form": form, "breadcrumbs": _trail("Add a bank holiday")}
    )


@administrators_only
@either
def working_day(request: SignedIn) -> HttpResponse:
    """Say that a bank holiday is a working day after all."""
    form = WorkingDayForm(
        request.POST if request.method == "POST" else None, initial={"day": _day_asked(request)}
    )
    words = "{day} is counted as a working day from now on."
    return _corrected(request, form, services.count_as_working_day, words) or render(
        request, "cases/working_day.html", {"form": form, "breadcrumbs": _trail("Working day after all")}
    )


def _day_asked(request: HttpRequest) -> date | None:
    """The day of the row from which somebody came."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def _corrected(
    request: SignedIn, form: Any, correct: Callable[..., BankHoliday], words: str
) -> HttpResponse | None:
    """The way back when the day was corrected; else the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return None
    with refusals_shown_on(form, "day"):
        row = correct(by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, words.format(day=weekday_words(row.day)))
        return redirect("cases:bank_holidays", year=row.day.year)
    return None


@administrators_only
@require_POST
def take_back(request: SignedIn, correction_id: UUID) -> HttpResponse:
    """Let a day count again as the printed calendar has it."""
    row = get_object_or_404(BankHoliday, pk=correction_id)
    try:
        services.take_back(row, by=request.user, now=timezone.now())
        messages.success(request, f"{weekday_words(row.day)} is counted as the printed calendar has it.")
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    return redirect("cases:bank_holidays", year=row.day.year)


@administrators_only
@either
def known_until(request: SignedIn) -> HttpResponse:
    """Say until which year the bank holidays are known."""
    board = Board.objects.get()
    form = KnownUntilForm(
        request.POST if request.method == "POST" else None, initial={"year": board.holidays_known_until}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, "year"):
            services.set_known_until(form.cleaned_data["year"], by=request.user, now=timezone.now())
            messages.success(request, "The last year is saved.")
            return redirect("cases:bank_holidays")
    context = {"form": form, "breadcrumbs": _trail("Last year that is known")}
    return render(request, "cases/known_until.html", context)
