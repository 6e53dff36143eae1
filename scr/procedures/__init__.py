"""The procedures that this installation knows, one file each; a case is pinned to a key and a version."""

from scr.procedures.dhr_2016 import DHR_2016
from scr.procedures.health_trust_2015 import HEALTH_TRUST_2015
from scr.procedures.institutional_beds_2007 import INSTITUTIONAL_BEDS_2007
from scr.procedures.interagency_beds_2007 import INTERAGENCY_BEDS_2007
from scr.procedures.lcspr_2018 import LCSPR_2018
from scr.procedures.model import Overlay, Procedure
from scr.procedures.near_miss_beds_2007 import NEAR_MISS_BEDS_2007
from scr.procedures.rule import Rule
from scr.procedures.sar_care_act_2014 import SAR_CARE_ACT_2014
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.scr_wt2015 import SCR_WT2015

INSTALLED = (
    SCR_BEDS_2007,
    INTERAGENCY_BEDS_2007,
    NEAR_MISS_BEDS_2007,
    INSTITUTIONAL_BEDS_2007,
    SCR_WT2015,
    LCSPR_2018,
    SAR_CARE_ACT_2014,
    DHR_2016,
)
PROCEDURES: dict[tuple[str, int], Procedure] = {(one.key, one.version): one for one in INSTALLED}
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


def rule_of(key: str, version: int, own_rules: str, rule_key: str) -> Rule:
    """A rule by where it stands: among the agency's own, where a duty names some, else in the procedure."""
    return (overlay(own_rules) if own_rules else procedure(key, version)).rule(rule_key)
