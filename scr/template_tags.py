"""Filters and tags that every template has without loading them (settings: TEMPLATES builtins)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django import template
from django.forms import BaseForm, BaseFormSet
from django.forms.utils import flatatt

from scr import dates
from scr.govuk import ErrorLink, error_links
from scr.procedures.sources import source_words

register = template.Library()

SOON = timedelta(days=3)
# The first words of a state decide its colour. Colour only repeats what the words say.
TAG_COLOURS: Mapping[str, str] = {
    "": "grey",
    "accepted": "green",
    "answered": "blue",
    "added later, attested": "green",
    "added later, not attested": "yellow",
    "at short notice": "orange",
    "attested": "green",
    "awaiting": "yellow",
    "called at short notice": "orange",
    "can be taken over": "yellow",
    "begun": "blue",
    "can start": "yellow",
    "declined": "grey",
    "cannot start": "grey",
    "closed": "grey",
    "complete": "green",
    "countersigned": "green",
    "decided": "green",
    "done": "green",
    "due": "blue",
    "due soon": "yellow",
    "due today": "yellow",
    "due tomorrow": "yellow",
    "ended": "grey",
    "endorsed": "green",
    "error": "red",
    "extended": "orange",
    "failed": "red",
    "if you wish": "grey",
    "implemented": "green",
    "in progress": "blue",
    "internal quality assurance": "blue",
    "in hand": "blue",
    "late": "red",
    "let go": "grey",
    "lifted": "grey",
    "look at this": "yellow",
    "met": "green",
    "met late": "orange",
    "missed": "red",
    "missing": "yellow",
    "named by": "blue",
    "no longer needed": "grey",
    "no quorum": "orange",
    "not agreed": "yellow",
    "not answered yet": "yellow",
    "not asked": "grey",
    "not attested": "yellow",
    "not considered": "yellow",
    "not declared yet": "yellow",
    "not looked at": "yellow",
    "not released": "grey",
    "not sent": "grey",
    "not settled": "yellow",
    "not started": "grey",
    "nobody but you": "grey",
    "not taken up": "grey",
    "nothing": "grey",
    "open": "blue",
    "overdue": "red",
    "paused": "orange",
    "presented": "green",
    "published": "green",
    "ready": "yellow",
    "received": "blue",
    "refer it": "blue",
    "refused": "red",
    "released": "green",
    "returned": "orange",
    "scheduled": "blue",
    "sent": "blue",
    "shared": "green",
    "signed": "green",
    "stays in your agency": "grey",
    "submitted": "blue",
    "take it": "blue",
    "there": "green",
    "taken up": "green",
    "taken up in part": "yellow",
    "to be expected": "grey",
    "to do": "yellow",
    "vacant": "red",
    "waiting": "yellow",
    "waived": "grey",
    "withdrawn": "grey",
    "written": "green",
}


@register.filter
def day(value: date | None) -> str:
    """5 March 2007; nothing for no date."""
    return dates.day_words(value) if value else ""


@register.filter
def day_with_weekday(value: date | None) -> str:
    """Monday 5 March 2007; nothing for no date."""
    return dates.weekday_words(value) if value else ""


@register.filter
def time_of_day(value: datetime | None) -> str:
    """4:30pm; nothing for no moment."""
    return dates.time_words(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """4:30pm on 5 March 2007; nothing for no moment."""
    return dates.moment_words(value) if value else ""


@register.filter
def clock(due: date | None, now: datetime) -> str:
    """Where a deadline stands at `now`: "due Friday 18 May, in 3 days", "overdue by 9 days"."""
    return dates.due_words(due, now) if due else ""


@register.filter
def clock_state(due: date | None, now: datetime) -> str:
    """overdue, soon (within three days) or ahead: the class name of a clock."""
    if not due:
        return ""
    if dates.has_passed(due, now):
        return "overdue"
    return "soon" if dates.london_day(due) <= dates.london_day(now + SOON) else "ahead"


@register.filter
def days(value: int | timedelta | None) -> str:
    """9 days, 1 day; nothing for None."""
    return "" if value is None else dates.days_words(value)


@register.filter
def tag_colour(state: object) -> str:
    """The colour of a status tag, from the longest beginning of the state that is known; else grey."""
    words = str(state).lower()
    known = max((start for start in TAG_COLOURS if words.startswith(start)), key=len)
    return TAG_COLOURS[known]


@register.filter
def source(value: str) -> str:
    """A source of the procedure by the name that people know it by."""
    return source_words(value)


# Most browsers also name those that they descend from, so the newest name is looked for first.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """Firefox on Windows; what a browser says of itself, in words that people know it by."""
    program = next((name for mark, name in BROWSERS.items() if mark in user_agent), "A browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return f"{program} on {system}" if system else program


@register.filter
def split(value: str, separator: str = ",") -> list[str]:
    """The parts of a text, trimmed: lets a template pass a short fixed list to a component."""
    return [part.strip() for part in value.split(separator)]


@register.filter
def attributes(values: Mapping[str, object]) -> str:
    """The attributes of an input, each with a space in front; a template's loop takes far longer."""
    return flatatt(dict(values))


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: object) -> dict[str, list[ErrorLink]]:
    """The errors of all given forms and formsets, each linked to its field. Anything else is passed over."""
    return {"errors": error_links(*(form for form in forms if isinstance(form, BaseForm | BaseFormSet)))}
