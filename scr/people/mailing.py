"""E-mails about somebody's account."""

import smtplib
from typing import Any

import structlog
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from scr.people.models import User

log = structlog.get_logger(__name__)


def tell(user: User, template: str, context: dict[str, Any]) -> None:
    """Send somebody an e-mail about their account. A failure is logged without the address, not raised."""
    message = EmailMessage(
        subject=render_to_string(f"{template}_subject.txt", context).strip(),
        body=render_to_string(f"{template}_message.txt", context).strip(),
        to=[user.email],
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("mail_not_sent", person=str(user.pk), about=template, failure=type(failure))
