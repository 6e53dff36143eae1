"""What people call a relative, and what that says of sex and relationship to the child: plain data.

Only what a word says is taken from it. "Aunt" or "mother's partner" say something of people between, whom
the register may not know: they stay words until somebody notes the relationship.
"""

from dataclasses import dataclass

from scr.cases.models.family import Relationship
from scr.cases.models.register import Sex

Kind = Relationship.Kind
# They say which of several, and nothing of how one is related.
WHICH = frozenset(
    {"older", "elder", "younger", "big", "little", "baby", "maternal", "paternal", "birth", "twin"}
)
BY_WORD: dict[str, tuple[str, str]] = {
    "mother": (Kind.PARENT, Sex.FEMALE),
    "mum": (Kind.PARENT, Sex.FEMALE),
    "father": (Kind.PARENT, Sex.MALE),
    "dad": (Kind.PARENT, Sex.MALE),
    "parent": (Kind.PARENT, Sex.NOT_KNOWN),
    "stepmother": (Kind.STEP_PARENT, Sex.FEMALE),
    "stepfather": (Kind.STEP_PARENT, Sex.MALE),
    "grandmother": (Kind.GRANDPARENT, Sex.FEMALE),
    "grandfather": (Kind.GRANDPARENT, Sex.MALE),
    "grandparent": (Kind.GRANDPARENT, Sex.NOT_KNOWN),
    "foster mother": (Kind.CARER, Sex.FEMALE),
    "foster father": (Kind.CARER, Sex.MALE),
    "foster carer": (Kind.CARER, Sex.NOT_KNOWN),
    "carer": (Kind.CARER, Sex.NOT_KNOWN),
    "brother": (Kind.SIBLING, Sex.MALE),
    "sister": (Kind.SIBLING, Sex.FEMALE),
    "sibling": (Kind.SIBLING, Sex.NOT_KNOWN),
    "half brother": (Kind.HALF_SIBLING, Sex.MALE),
    "half sister": (Kind.HALF_SIBLING, Sex.FEMALE),
    "half sibling": (Kind.HALF_SIBLING, Sex.NOT_KNOWN),
    "stepbrother": (Kind.STEP_SIBLING, Sex.MALE),
    "stepsister": (Kind.STEP_SIBLING, Sex.FEMALE),
}


@dataclass(frozen=True)
class Kinship:
    """What a word says of somebody: the kind of relationship to the child, and the sex."""

    kind: str
    sex: str


def kinship_of(relation: str) -> Kinship | None:
    """What the words for a relative say; None where they leave it open."""
    words = relation.lower().replace("-", " ").replace("step ", "step").split()
    found = BY_WORD.get(" ".join(word for word in words if word not in WHICH))
    return Kinship(*found) if found else None
