"""E-mails about somebody's account, or to somebody who has none."""

import smtplib
from typing import Any, Protocol
from uuid import UUID

import structlog
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

log = structlog.get_logger(__name__)


class Addressed(Protocol):
    """Somebody whom an e-mail can reach: a user, or who was invited by a link."""

    @property
    def pk(self) -> UUID: ...

    @property
    def email(self) -> str: ...


def tell(user: Addressed, template: str, context: dict[str, Any]) -> None:
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
