"""Accounts, agencies, the board, bodies outside; and what stands whatever the case."""

from scr.people.models.people import (
    Agency,
    Appointment,
    BankHoliday,
    Board,
    CodeBy,
    EmailedCode,
    ExternalBody,
    InvitedLink,
    KeptDraft,
    LinkCode,
    User,
)
from scr.people.models.standing import Deputy, OfficeHolder, PanelWork, SeatNomination

__all__ = [
    "Agency",
    "Appointment",
    "BankHoliday",
    "Board",
    "CodeBy",
    "Deputy",
    "EmailedCode",
    "ExternalBody",
    "InvitedLink",
    "KeptDraft",
    "LinkCode",
    "OfficeHolder",
    "PanelWork",
    "SeatNomination",
    "User",
]
