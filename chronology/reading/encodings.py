"""The character set of a text file: told by its marks, by its bytes, or by what its letters would say.

A file that says nothing about itself is UTF-8 or Windows. Only where that gives nonsense (“motherÕs”) is it
read in an older character set, if one of them, and one only, gives nothing but what British texts hold.
"""

import re

from chronology.reading.grid import RefusedError

_WINDOWS = "cp1252"
# Of old Macs, and of programs for DOS.
_OLD_SETS = {"mac_roman": "Mac Roman", "cp850": "DOS (code page 850)"}
# What no text written in Windows holds: a capital with an accent straight behind a small letter, a low
# quotation mark or dagger inside a word, a ligature before an amount. Macs keep their apostrophe there.
_NONSENSE = re.compile("(?<=[a-z])[À-ÖØ-ÞŠŒŽŸ]|(?<=[A-Za-z])[‚„†‡ˆ‰](?![A-Z])|œ(?= ?[0-9])")
# What British texts hold beside plain letters; an accent stands on a letter of a word, a £ before an amount.
_USUAL = re.compile(
    "[\x00-\x7f‘’“”–—…•°½¼¾€©®™\u00a0]|£(?= ?[0-9])"
    "|(?:(?<=[A-Za-z])[éèêëàâäáåçîïíìôöóòûüúùñß])|[éèêëàâäáçîïíôöóûüúñÉÖÜÀÇ](?=[A-Za-z])"
)
_SPOILT_UTF_8 = re.compile("â€|Ã[\x80-¿]|Â[ £°·]")
_LONGEST_SAMPLE = 40


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its character set for Python. Raises RefusedError."""
    encoding = _wide_encoding(data)
    text = _in(data, encoding or "utf-8")
    if text is not None:
        return text.lstrip("\ufeff"), encoding or "utf-8"
    if encoding:
        raise RefusedError("C15")
    return _windows_or_older(data)


def odd_letters(text: str, encoding: str) -> dict[str, str]:
    """What to ask about a text in an old character set: its name, and a word whose letters depend on it."""
    name = _OLD_SETS.get(encoding)
    if name is None:
        return {}
    found = re.search(r"\S*[^\x00-\x7f]\S*", text)
    return {"name": name, "text": found[0][:_LONGEST_SAMPLE] if found else ""}


def _wide_encoding(data: bytes) -> str:
    """UTF-16 in one of its two orders, or nothing."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:8192]
    if sample.count(0) <= len(sample) // 4:
        return ""
    return "utf-16-be" if sample[0::2].count(0) > sample[1::2].count(0) else "utf-16-le"


def _in(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _windows_or_older(data: bytes) -> tuple[str, str]:
    text = _in(data, _WINDOWS)
    if text is None:
        return _older(data)
    if _SPOILT_UTF_8.search(text):
        raise RefusedError("C15")
    return (text, _WINDOWS) if not _NONSENSE.search(text) else _older(data, (text, _WINDOWS))


def _older(data: bytes, otherwise: tuple[str, str] | None = None) -> tuple[str, str]:
    """In the one old character set that gives sense. Raises RefusedError where none or both do."""
    texts = {name: data.decode(name) for name in _OLD_SETS}
    sound = [(text, name) for name, text in texts.items() if not _USUAL.sub("", text)]
    if len(sound) == 1:
        return sound[0]
    if otherwise is None:
        raise RefusedError("C15")
    return otherwise
