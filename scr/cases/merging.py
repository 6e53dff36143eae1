"""Two people who worked on the same thing at the same time: what each changed, put together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Merged:
    """What holds when both are put together; `disputed` names what both changed, each in another way."""

    values: Mapping[str, Any]
    disputed: list[str] = field(default_factory=list)


def merged(started_from: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """What somebody saves, with what another saved since both started from the same."""
    values, disputed = {}, []
    for name in dict.fromkeys((*started_from, *theirs, *mine)):
        before, value, other = started_from.get(name), mine.get(name), theirs.get(name)
        if value == before:
            values[name] = other
            continue
        values[name] = value
        if other not in (before, value):
            disputed.append(name)
    return Merged(values, disputed)
