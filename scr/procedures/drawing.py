"""Procedures as a page that people read: docs/procedures.md is drawn from the data, never by hand."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from scr.procedures.chain import Chain
from scr.procedures.meetings import MeetingRules
from scr.procedures.model import Overlay, Procedure
from scr.procedures.rule import Rule
from scr.procedures.timing import Basis

HEAD = """# Procedures

Drawn from `scr/procedures/` by `manage.py draw_procedures`; a test keeps it fresh. A case is pinned to one
procedure and version. "Assumed" and "not checked" mark figures that the source does not state or that nobody
has checked against it: a board may set its own (Administration, Procedures).
"""
NOTES = {
    Basis.STATED: "",
    Basis.UNVERIFIED: " (not checked)",
    Basis.ASSUMED: " (assumed)",
    Basis.BOARD: " (the board's own)",
}


def page_of(procedures: Iterable[Procedure], overlays: Iterable[Overlay]) -> str:
    """The whole page, as Markdown."""
    first, *others = procedures
    parts = [HEAD, _readings(first), *(_procedure(one) for one in (first, *others))]
    return "\n".join([*parts, *(_overlay(one) for one in overlays)])


def _readings(one: Procedure) -> str:
    return "## How deadlines are read\n\n" + _table(
        ("Reading", "What is adopted"), ((key, text) for key, text in one.readings.items())
    )


def _procedure(one: Procedure) -> str:
    return "\n".join(
        [
            f"## {one.name}\n\n`{one.key}`, version {one.version}. Source: {one.source}.\n",
            "### Stages\n",
            _table(("Stage", "What it means", "Goes on to"), _stages(one)),
            "### Deadlines and tasks\n",
            _rules(one.rules),
            "### Meetings\n",
            _meetings(one.meeting_rules),
            _chain(one.chain),
        ]
    )


def _meetings(rules: MeetingRules) -> str:
    quorum, notice = rules.quorum, rules.notice
    least = f"1 in {quorum.one_in} of the members who vote, at least {quorum.least}{NOTES[quorum.basis]}"
    heads = ("What", "Figure")
    return _table(heads, (("Quorum", least), ("Notice", f"{notice}{NOTES[notice.basis]}")))


def _overlay(one: Overlay) -> str:
    head = f"## {one.name}\n\n`{one.pin}`, for agencies that follow it. Source: {one.source}.\n"
    return "\n".join([head, _rules(one.rules), *([_chain(one.chain)] if one.chain else [])])


def _chain(one: Chain) -> str:
    return f"### Who signs an agency's review inside the agency\n\n{one.words} ({one.source}).\n"


def _stages(one: Procedure) -> Iterator[tuple[str, ...]]:
    for stage in one.stages:
        ahead = [one.stage(way.target).name for way in one.transitions_from(stage.key)]
        yield stage.name, stage.about, ", ".join(ahead) or "end"


def _rules(rules: Iterable[Rule]) -> str:
    heads = ("Code", "What has to be done", "Clock", "Counts from", "Met by", "Who", "Late", "Source")
    return _table(heads, (_rule(rule) for rule in rules))


def _rule(rule: Rule) -> tuple[str, ...]:
    met = (" and " if rule.needs_all else " or ").join(rule.satisfied_by)
    late = ", ".join(f"{role} after {days} days" for days, role in rule.escalations)
    return (
        rule.key,
        "; ".join((rule.do.format(agency="the agency"), *rule.sets_out)),
        clock_words(rule),
        start_words(rule),
        met,
        owner_words(rule),
        late,
        f"{rule.source}; {rule.reading}" if rule.reading else rule.source,
    )


def owner_words(rule: Rule, say: Callable[[str], str] = str) -> str:
    """Whose it is; `say` words a role."""
    words = ", ".join(map(say, rule.owners))
    if not rule.owners_at_board:
        return words
    return f"{words}; for the board's own {', '.join(map(say, rule.owners_at_board))}"


def clock_words(rule: Rule, say: Callable[[str], str] = str, *, notes: Mapping[Basis, str] = NOTES) -> str:
    """How long there is, in words: "28 days", "every month", "28 to 42 days, one date agreed".

    `say` words an event; without it, events are called by their keys. `notes` say how sure a figure is.
    """
    if rule.window:
        return f"{rule.window}, one date agreed{notes.get(rule.window.basis, '')}"
    if rule.duration is None:
        held = _all(rule.blocks, say)
        return "a date that is agreed" if rule.is_agreed else f"holds back: {held}" if held else "no clock"
    length = f"{rule.duration}{notes.get(rule.duration.basis, '')}"
    if rule.recurs:
        return f"every {length}"
    return f"{length} before" if rule.before else length


def start_words(rule: Rule, say: Callable[[str], str] = str) -> str:
    """What the clock counts from, and under which condition; `say` as above."""
    words = say(rule.before or rule.trigger)
    if rule.stand_ins:
        words += f", until then {_all(rule.stand_ins, say)}"
    if rule.other_triggers:
        words += f", or as the board chooses {_all(rule.other_triggers, say)}"
    return f"{words}, only if {_all(rule.only_if, say)}" if rule.only_if else words


def _all(events: Iterable[str], say: Callable[[str], str]) -> str:
    return ", ".join(say(one) for one in events)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
