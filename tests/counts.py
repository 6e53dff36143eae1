"""How often counted promises are tried: a few times in ./test, as often as promised in ./test --full."""

from __future__ import annotations

import os

IS_FULL = os.environ.get("SCR_FULL") == "1"


def n(small: int, full: int) -> int:
    """The number of tries for this run."""
    return full if IS_FULL else small


# How long a list is made, through the services, where its queries are held against those of ten rows.
MANY = n(20, 100)
