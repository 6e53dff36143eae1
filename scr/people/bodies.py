"""Kinds of bodies outside the board that letters go to; procedures name them by their keys."""

BODY_KINDS = {
    "inspectorate": "Inspectorate",
    "department": "Government department",
    "health_department": "Health department",
    "health_authority": "Regional health body",
    "minister": "Secretary of State",
    "commissioner": "Children’s Commissioner",
    "coroner": "Coroner",
    "prosecution": "Prosecution service",
    "police": "Police",
    "national_panel": "National panel",
    "board": "Another board",
    "other": "Another body",
}
