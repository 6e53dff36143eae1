"""Mail in evaluation: kept in the database and shown on a page, never sent."""

from collections.abc import Sequence
from email.utils import parsedate_to_datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from scr.outbox.models import KeptMail


class KeptMailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            KeptMail.objects.create(
                message_id=message.extra_headers.get("Message-ID", ""),
                to=", ".join(message.to),
                subject=str(message.subject),
                body=str(message.body),
                sent_at=parsedate_to_datetime(date)
                if (date := message.extra_headers.get("Date"))
                else timezone.now(),
            )
        return len(email_messages)
