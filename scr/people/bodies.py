"""Kinds of bodies outside the board that letters go to; procedures name them by their keys."""

BODY_KINDS = {
    "inspectorate": "Inspectorate",
    "department": "Government department",
    "health_authority": "Regional health body",
    "coroner": "Coroner",
    "board": "Another board",
    "other": "Another body",
}
