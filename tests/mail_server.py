"""A real SMTP server of the test's own: it keeps what arrives, and can be slow or refuse."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class MailServer:
    """`arrived` in order; `refusals` is how many of the next messages are refused; `delay` in seconds."""

    arrived: list[Message] = field(default_factory=list)
    refusals: int = 0
    delay: float = 0.0
    port: int = 0
    is_receiving: bool = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def message_ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.arrived]

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.is_receiving = True
        await asyncio.sleep(self.delay)
        self.is_receiving = False
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        self.arrived.append(message_from_bytes(envelope.content))
        return "250 taken"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


@contextlib.contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer(port=free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
