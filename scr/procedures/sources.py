"""The sources of the procedures by names that people know; in data and code they go by their numbers."""

import re

NUMBERED = re.compile(r"\bseed (00[0-4])\b")
NAMES = {
    "000": "the slides on reviews of 2009",
    "001": "the guidance page on reviews",
    "002": "the health trust’s procedure",
    "003": "the training module on reviews",
    "004": "the board’s procedure of 2007",
}


def source_words(source: str) -> str:
    """A source as people read it: "seed 004, section 5.3" is "the board’s procedure of 2007, section 5.3"."""
    return NUMBERED.sub(lambda found: NAMES[found[1]], source)
