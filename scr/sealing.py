"""Sealing what must not lie open: with the newest of the installation's Fernet keys (settings: FILE_KEYS)."""

from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@cache
def cipher() -> MultiFernet:
    """Seals with the newest key and opens with any; raises InvalidToken on what was tampered with."""
    return MultiFernet([Fernet(key) for key in settings.FILE_KEYS])


def seal(text: str) -> str:
    """A text that only this installation can read again."""
    return cipher().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed. Raises InvalidToken when it was tampered with."""
    return cipher().decrypt(sealed.encode()).decode()
