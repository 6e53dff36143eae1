"""How a procedure is made from another one: what differs is said, the rest is taken over."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from scr.procedures.model import Letter, Stage, Transition
from scr.procedures.rule import Rule


def rules_but(
    rules: tuple[Rule, ...],
    *,
    without: Collection[str] = (),
    changed: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[Rule, ...]:
    """Rules without some, and with other values for some. Raises KeyError for one that is not there."""
    keys = {rule.key for rule in rules}
    for key in (*without, *(changed or {})):
        if key not in keys:
            raise KeyError(key)
    kept = (rule for rule in rules if rule.key not in without)
    return tuple(replace(rule, **(changed or {}).get(rule.key, {})) for rule in kept)


def letters_but(
    letters: tuple[Letter, ...], *, without: Collection[str] = (), changed: Mapping[str, Mapping[str, Any]]
) -> tuple[Letter, ...]:
    """Letters without some, and with other values for some. Raises KeyError for one that is not there."""
    codes = {letter.code for letter in letters}
    for code in (*without, *changed):
        if code not in codes:
            raise KeyError(code)
    kept = (letter for letter in letters if letter.code not in without)
    return tuple(replace(letter, **changed.get(letter.code, {})) for letter in kept)


def stages_but(
    stages: tuple[Stage, ...],
    *,
    without: Collection[str] = (),
    named: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Stage, ...]:
    """Stages without some, and with another name and sentence for some."""
    kept = (stage for stage in stages if stage.key not in without)
    return tuple(
        replace(stage, name=named[stage.key][0], about=named[stage.key][1])
        if named and stage.key in named
        else stage
        for stage in kept
    )


def ways_but(
    ways: tuple[Transition, ...], *, without: Collection[str] = (), skipping: Mapping[str, str] | None = None
) -> tuple[Transition, ...]:
    """Transitions between the stages that are left; `skipping` leads past a stage that is left out."""
    led = (
        replace(way, target=(skipping or {}).get(way.target, way.target))
        for way in ways
        if way.source not in without
    )
    return tuple(way for way in led if way.target not in without)
