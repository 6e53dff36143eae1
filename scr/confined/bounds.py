"""How much a limited process may ask of the machine; then it may still read, and write its answer."""

import resource
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """Sizes in bytes, times in seconds."""

    memory_bytes: int = 256 * MEBIBYTE
    cpu_seconds: int = 20
    wall_seconds: int = 40
    output_bytes: int = 100 * MEBIBYTE
    written_bytes: int = 0


def confine(bounds: Bounds) -> None:
    """Bound memory, processor time and output of this process, for good. A limit that the system does not
    know (macOS has none on address space) is left out; the parent's clock still holds."""
    _bound(resource.RLIMIT_AS, bounds.memory_bytes)
    _bound(resource.RLIMIT_CPU, bounds.cpu_seconds)
    _bound(resource.RLIMIT_FSIZE, bounds.written_bytes)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_NOFILE, 32)


def _bound(kind: int, value: int) -> None:
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        return
