"""Timing two things in turn, so that a machine whose speed drifts treats both alike."""

import gc
import statistics
import time
from collections.abc import Callable


def in_turn(first: Callable[[], object], second: Callable[[], object], *, runs: int) -> float:
    """The median over the runs of the time of `first` divided by that of `second`, both warmed up."""
    first(), second()
    return statistics.median(_seconds(first) / _seconds(second) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
