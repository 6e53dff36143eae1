"""Timing two things in turn, so that a machine whose speed drifts treats both alike."""

import gc
import statistics
import time
from collections.abc import Callable


def in_turn(
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    runs: int,
    reset: Callable[[], object] = lambda: None,
) -> float:
    """The median over the runs of the time of `first` divided by that of `second`, both warmed up.

    `reset` puts things back before each of them and is not timed.
    """
    for work in (first, second):
        seconds(work, reset)
    return statistics.median(seconds(first, reset) / seconds(second, reset) for _ in range(runs))


def seconds(work: Callable[[], object], reset: Callable[[], object] = lambda: None) -> float:
    """How long a piece of work takes."""
    reset()
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
