"""Where the bytes of documents lie: encrypted with the newest of the installation's Fernet keys."""

from uuid import uuid4

from django.conf import settings

from scr.sealing import cipher


def put(content: bytes) -> str:
    """Keep bytes; returns the name they lie under. The file is whole or absent, whenever the power fails."""
    name = uuid4().hex
    folder = settings.FILES_ROOT / name[:2]
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{name}.part"
    draft.write_bytes(cipher().encrypt(content))
    draft.rename(folder / name)
    return f"{name[:2]}/{name}"


def get(name: str) -> bytes:
    """The bytes kept under a name. Raises cryptography's InvalidToken when they were tampered with."""
    return cipher().decrypt((settings.FILES_ROOT / name).read_bytes())


def remove(name: str) -> None:
    """Forget bytes that belong to no case: what somebody had begun to send. A second time nothing happens."""
    (settings.FILES_ROOT / name).unlink(missing_ok=True)
