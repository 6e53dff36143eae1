"""The procedures that this installation knows, one file each; a case is pinned to a key and a version."""

from scr.procedures.model import Procedure
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007

PROCEDURES: dict[tuple[str, int], Procedure] = {(one.key, one.version): one for one in (SCR_BEDS_2007,)}


def procedure(key: str, version: int) -> Procedure:
    """The procedure that a case is pinned to. Raises KeyError for one that is not installed."""
    return PROCEDURES[key, version]


def newest(key: str) -> Procedure:
    """The version of a procedure that new cases get."""
    return max((one for one in PROCEDURES.values() if one.key == key), key=lambda one: one.version)
