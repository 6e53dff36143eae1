"""Serious case review of abuse in an institution or by several people (seed 004, section 11).

The same principles, but larger and longer: the terms of reference set the date, and settle how investigation,
case management, immediate measures and review go together. A case of another procedure gets the same
questions once it is noted that its abuse was of this kind.
"""

from dataclasses import replace

from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.variation import rules_but

INSTITUTIONAL_BEDS_2007 = replace(
    SCR_BEDS_2007,
    key="institutional_beds_2007",
    name="Serious case review of abuse in an institution (Bedfordshire 2007)",
    source="seed 004, section 11",
    is_institutional=True,
    rules=rules_but(
        SCR_BEDS_2007.rules,
        changed={
            "COMPLETE": {
                "trigger": "terms_signed",
                "duration": None,
                "is_agreed": True,
                "ends_with": ("terms_signed",),
                "source": "seed 004, section 11",
                "reading": "",
            },
            "AGREE_INVESTIGATION": {"trigger": "review_instigated"},
        },
    ),
)
