"""What may come in as a document: by size and by content, never by its name alone."""

from pathlib import PurePath

import puremagic

ALLOWED = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
ZIPPED = {".docx", ".xlsx"}
TEXT = {".csv", ".txt"}
MIB = 1024 * 1024


class FileRefused(Exception):
    """A file that is not taken in; the sentence says why and what to do."""


def content_type_of(filename: str, content: bytes, *, max_bytes: int) -> str:
    """The type of an acceptable file. Raises FileRefused with what is wrong and what to do."""
    suffix = PurePath(filename).suffix.lower()
    if not content:
        raise FileRefused("The file is empty. Choose the file again.")
    if len(content) > max_bytes:
        raise FileRefused(
            f"The file is {len(content) / MIB:.0f} MB and may be at most {max_bytes // MIB} MB. "
            "Split it, or save it with smaller pictures."
        )
    if suffix not in ALLOWED:
        raise FileRefused(
            "The file is of a kind that is not taken. Send it as PDF, Word (docx), Excel (xlsx) or CSV."
        )
    if not _is_what_it_says(suffix, content):
        raise FileRefused(
            f"The file's name ends in {suffix}, but inside is something else. Save it again as {suffix}."
        )
    return ALLOWED[suffix]


def _is_what_it_says(suffix: str, content: bytes) -> bool:
    if suffix in TEXT:
        return b"\x00" not in content[:8192]
    found = {match.extension.lower() for match in _matches(content)}
    if suffix in ZIPPED:
        return bool(found & {suffix, ".zip"}) and b"vbaProject.bin" not in content
    return bool(found & {suffix, ".jpg" if suffix == ".jpeg" else suffix})


def _matches(content: bytes) -> list:
    try:
        return puremagic.magic_string(content)
    except puremagic.PureError:
        return []
