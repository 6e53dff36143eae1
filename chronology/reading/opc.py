"""The parts of an Office file (.xlsx, .docx and their kin): which is the main one, what it fetches from
elsewhere, whether it carries macros. Nothing of it is run or fetched."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chronology.reading.archive import small_xml
from chronology.reading.grid import RefusedError

_MAIN_PARTS = {
    "openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "openxmlformats-officedocument.spreadsheetml.template.main+xml": "xlsx",
    "ms-excel.sheet.macroenabled.main+xml": "xlsx",
    "ms-excel.template.macroenabled.main+xml": "xlsx",
    "openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "openxmlformats-officedocument.wordprocessingml.template.main+xml": "docx",
    "ms-word.document.macroenabled.main+xml": "docx",
    "ms-word.template.macroenabledtemplate.main+xml": "docx",
}
_BINARY_WORKBOOK = "ms-excel.sheet.binary.macroenabled.main"
_MACRO_NAMES = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^xl/macrosheets/|(^|/)activex/", re.IGNORECASE
)
_MACRO_TYPES = re.compile(r"macroenabled|vbaproject|macrosheet|activex", re.IGNORECASE)
_LINK_NAMES = re.compile(r"^xl/(externallinks|querytables)/|^xl/connections\.xml$|^xl/model/", re.IGNORECASE)
# A template on the author's own disk does nothing to anybody else, and Word notes it in most documents.
_LOCAL_TEMPLATE = re.compile(r"^(file:///)?[a-z]:[\\/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """What an Office file is ("xlsx" or "docx"), the name of its main part, and whether it has macros."""

    name: str
    main_part: str
    has_macros: bool


def office_file(archive: zipfile.ZipFile) -> OfficeFile:
    """What the archive holds. Raises KeyError where it is no Office file, and RefusedError where it fetches
    something or is of a kind not read."""
    kinds = [
        (part.get("PartName", ""), part.get("ContentType", "").casefold())
        for part in small_xml(archive, "[Content_Types].xml")
    ]
    _check_names(archive)
    links = list(_relationships(archive))
    name, main_part = _main_part(kinds)
    if main_part not in archive.namelist():
        raise RefusedError("C07")
    has_macros = (
        any(_MACRO_NAMES.search(one) for one in archive.namelist())
        or any(_MACRO_TYPES.search(kind) for _part, kind in kinds)
        or any(_MACRO_TYPES.search(kind) for kind in links)
    )
    return OfficeFile(name, main_part, has_macros)


def targets(archive: zipfile.ZipFile, main_part: str) -> dict[str, str]:
    """The parts that a part points to, by the identifiers of its relationships."""
    folder, base = posixpath.split(main_part)
    found = {}
    for one in small_xml(archive, posixpath.join(folder, "_rels", base + ".rels")):
        target = one.get("Target", "")
        path = target if target.startswith("/") else posixpath.join("/", folder, target)
        found[one.get("Id", "")] = posixpath.normpath(path).lstrip("/")
    return found


def _check_names(archive: zipfile.ZipFile) -> None:
    if any(_LINK_NAMES.search(name) for name in archive.namelist()):
        raise RefusedError("C06", target="another workbook or database")


def _relationships(archive: zipfile.ZipFile) -> Iterator[str]:
    """The kinds of all relationships. Raises RefusedError for what is fetched from elsewhere."""
    for name in archive.namelist():
        if name.casefold().endswith(".rels"):
            for relationship in small_xml(archive, name):
                kind = relationship.get("Type", "").rsplit("/", 1)[-1].casefold()
                _check_target(kind, relationship.attrib)
                yield kind


def _check_target(kind: str, attributes: Mapping[str, str]) -> None:
    """Hyperlinks stay: only a person who clicks follows them."""
    target = attributes.get("Target", "")
    if attributes.get("TargetMode", "").casefold() != "external" or kind == "hyperlink":
        return
    if not (kind == "attachedtemplate" and _LOCAL_TEMPLATE.match(target)):
        raise RefusedError("C06", target=target[:80] or "not named")


def _main_part(kinds: list[tuple[str, str]]) -> tuple[str, str]:
    for part, kind in kinds:
        ending = kind.rpartition("vnd.")[2]
        if ending == _BINARY_WORKBOOK:
            raise RefusedError("C01", kind="xlsb")
        if ending in _MAIN_PARTS:
            return _MAIN_PARTS[ending], part.lstrip("/")
    raise RefusedError("C01", kind="zip")
