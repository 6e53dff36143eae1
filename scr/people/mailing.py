"""E-mails about somebody's account."""

import smtplib
from typing import Any

import structlog
from allauth.account.adapter import get_adapter

from scr.people.models import User

log = structlog.get_logger(__name__)


def tell(user: User, template: str, context: dict[str, Any]) -> None:
    """Send somebody an e-mail about their account. A failure is logged without the address, not raised."""
    try:
        get_adapter().send_mail(template, user.email, context)
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("mail_not_sent", person=str(user.pk), about=template, failure=type(failure).__name__)
