"""What the limited process may still do after it has confined itself: read one file and write its answer."""

import resource

from chronology.reading.limits import Limits


def confine(limits: Limits) -> None:
    """Bound memory, processor time and output of this process, for good. A limit that the system does not
    know (macOS has none on address space) is left out; the parent's clock still holds."""
    _bound(resource.RLIMIT_AS, limits.memory_bytes)
    _bound(resource.RLIMIT_CPU, limits.cpu_seconds)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_NOFILE, 32)


def _bound(kind: int, value: int) -> None:
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        return
