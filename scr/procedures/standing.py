"""What stands whatever the case: the board's bodies, the panel's seats, and offices beside them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    """Something that a body is there for; `page` names where it is done, "" where nothing stands for it.

    What `is_kept` has no case: it is noted in the register of the panel's work.
    """

    key: str
    text: str
    page: str = ""
    is_kept: bool = False


@dataclass(frozen=True)
class Body:
    """One of the board's bodies: who belongs to it by which posts, and what it is there for."""

    key: str
    name: str
    about: str
    roles: tuple[str, ...]
    functions: tuple[Function, ...]


@dataclass(frozen=True)
class Seat:
    """A core seat of the panel: the name of the post, and the role by which it is held."""

    post: str
    role: str
    whose: str


@dataclass(frozen=True)
class Office:
    """An office that somebody, or a group, holds without an account; `at` says where it belongs."""

    key: str
    name: str
    at: str
    part: str
