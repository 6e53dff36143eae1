"""Serious case review of abuse in an institution or by several people (seed 004, section 11).

The same principles, but larger and longer: the terms of reference set the date, and settle how investigation,
case management, immediate measures and review go together.
"""

from dataclasses import replace

from scr.procedures.model import Question
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.variation import rules_but

INTERFACE = (
    Question("interface_investigation", "How do the review and the criminal investigation keep in step?"),
    Question("interface_cases", "Who looks after the children concerned while the review runs, and how?"),
    Question("interface_measures", "Which measures are taken at once in the institution, and by whom?"),
    Question("interface_agreed", "Have the leads of the criminal investigation agreed to these proposals?"),
)

INSTITUTIONAL_BEDS_2007 = replace(
    SCR_BEDS_2007,
    key="institutional_beds_2007",
    name="Serious case review of abuse in an institution (Bedfordshire 2007)",
    source="seed 004, section 11",
    rules=rules_but(
        SCR_BEDS_2007.rules,
        changed={
            "COMPLETE": {
                "trigger": "terms_signed",
                "duration": None,
                "is_agreed": True,
                "source": "seed 004, section 11",
                "reading": "",
            }
        },
    ),
    scoping_questions=SCR_BEDS_2007.scoping_questions + INTERFACE,
)
