"""The procedures that this installation knows, one file each; a case is pinned to a key and a version."""

from scr.procedures.health_trust_2015 import HEALTH_TRUST_2015
from scr.procedures.model import Overlay, Procedure
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007

PROCEDURES: dict[tuple[str, int], Procedure] = {(one.key, one.version): one for one in (SCR_BEDS_2007,)}
OVERLAYS: dict[str, Overlay] = {one.pin: one for one in (HEALTH_TRUST_2015,)}


def procedure(key: str, version: int) -> Procedure:
    """The procedure that a case is pinned to. Raises KeyError for one that is not installed."""
    return PROCEDURES[key, version]


def newest(key: str) -> Procedure:
    """The version of a procedure that new cases get."""
    return max((one for one in PROCEDURES.values() if one.key == key), key=lambda one: one.version)


def overlay(pin: str) -> Overlay:
    """The agency's own rules that it was pinned to. Raises KeyError for ones that are not installed."""
    return OVERLAYS[pin]


def newest_overlay(key: str) -> Overlay:
    """The version of an agency's own rules that it gets when it joins a case."""
    return max((one for one in OVERLAYS.values() if one.key == key), key=lambda one: one.version)
