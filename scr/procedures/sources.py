"""The sources of the procedures by names that people know; in data and code they go by their numbers."""

NAMES = {
    "seed 000": "the slides on reviews of 2009",
    "seed 001": "the guidance page on reviews",
    "seed 002": "the health trust’s procedure",
    "seed 003": "the training module on reviews",
    "seed 004": "the board’s procedure of 2007",
}


def source_words(source: str) -> str:
    """A source as people read it: "seed 004, section 5.3" is "the board’s procedure of 2007, section 5.3"."""
    for number, name in NAMES.items():
        source = source.replace(number, name)
    return source
