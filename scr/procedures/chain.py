"""Who puts a name to an agency's review before it leaves the agency: plain frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One signature inside an agency: a person's, or a group's, which meets and has one person sign."""

    name: str
    is_group: bool = False


@dataclass(frozen=True)
class Chain:
    """The signatures under an agency's review in their order: its writer, `steps`, its chief officer.

    `first` and `last` say what writer and chief officer are called there, and `act` what the last one does.
    """

    first: str
    steps: tuple[Step, ...]
    last: str
    act: str
    source: str

    @property
    def words(self) -> str:
        """The whole chain in one line."""
        return " → ".join([self.first, *(one.name for one in self.steps), f"{self.last} {self.act}"])


CHIEF_OFFICER_ALONE = Chain("Reviewer", (), "Chief officer", "countersigns", "seed 004, section 6")
