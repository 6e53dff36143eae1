"""The house: imports and migrations run downwards only (docs/decisions/0002)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader

from scr.first_migration import FirstMigration

ROOT = Path(__file__).resolve().parent.parent

# From the roof to the ground; rooms of one row are siblings and never import each other.
STAIRS: tuple[tuple[str, ...], ...] = (
    ("scr.pages",),
    ("actionplans",),
    ("reviews",),
    ("referrals", "chronology"),
    ("scr.meetings",),
    ("scr.letters",),
    ("scr.documents",),
    ("scr.cases",),
    ("scr.people", "scr.procedures"),
    ("scr.outbox",),
    ("scr.audit",),
    ("scr.confined",),
)
LEVEL = {room: level for level, rooms in enumerate(STAIRS) for room in rooms}
# Configuration and the launcher, which rooms never import.
CONFIGURATION = {"scr.settings", "scr.urls", "scr.wsgi", "scr.embedded", "scr.account_forms"}


def modules() -> Iterator[tuple[str, Path]]:
    for top in ("scr", "referrals", "chronology", "reviews", "actionplans"):
        for path in sorted((ROOT / top).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path


def room_of(module: str) -> str | None:
    """The room that a module stands in, if it stands in one."""
    return next((room for room in LEVEL if module == room or module.startswith(room + ".")), None)


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def upward(importer: str, imported: str) -> bool:
    """Whether an import goes up or sideways between rooms, or into the configuration."""
    here, there = room_of(importer), room_of(imported)
    if here is None:
        return False
    if there is None:
        return any(imported == one or imported.startswith(one + ".") for one in CONFIGURATION)
    return here != there and LEVEL[there] <= LEVEL[here]


def wrong_imports(module: str, source: str) -> list[str]:
    return sorted({f"{module} -> {name}" for name in imports_of(ast.parse(source)) if upward(module, name)})


def migration_dependencies(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "dependencies":
            for item in ast.walk(node.value):
                if isinstance(item, ast.Tuple) and isinstance(item.elts[0], ast.Constant):
                    yield str(item.elts[0].value)


def test_imports_run_downwards_only():
    wrong = [line for module, path in modules() for line in wrong_imports(module, path.read_text())]
    assert wrong == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("scr.cases.models", "from scr.letters.models import Letter"),
        ("referrals.services", "import chronology.models"),
        ("scr.audit.services", "from scr import cases"),
        ("reviews.views", "from scr.settings import EVALUATION"),
    ],
)
def test_the_import_rule_notices_an_import_upwards(module, line):
    assert wrong_imports(module, line)


def test_a_first_migration_creates_tables_and_nothing_else():
    loader = MigrationLoader(None)
    firsts = [one for one in loader.disk_migrations.values() if isinstance(one, FirstMigration)]
    assert len(firsts) > 5
    others = [one for first in firsts for one in first.operations if not isinstance(one, CreateModel)]
    assert others == []


def test_migrations_depend_downwards_only():
    labels = {room.rsplit(".", 1)[-1]: room for room in LEVEL}
    wrong = []
    for module, path in modules():
        if ".migrations." not in module:
            continue
        here = room_of(module)
        for label in migration_dependencies(ast.parse(path.read_text())):
            there = labels.get(label)
            if there and here and there != here and LEVEL[there] <= LEVEL[here]:
                wrong.append(f"{module} -> {label}")
    assert wrong == []


def test_no_import_stands_inside_a_function():
    """WeasyPrint is the one exception: it needs a system library that may be missing."""
    found = []
    for module, path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found += [(module, name) for name in imports_of(node)]
    assert {module for module, _ in found} == {"scr.documents.pdf"}
    assert all(name.startswith("weasyprint") for _, name in found)


def test_procedures_are_plain_data():
    for module, path in modules():
        if room_of(module) == "scr.procedures":
            names = set(imports_of(ast.parse(path.read_text())))
            allowed = ("scr.procedures", "dataclasses", "enum", "collections", "datetime", "typing")
            assert not [name for name in names if not name.startswith(allowed)], module


def test_only_move_assigns_a_stage():
    assigning = set()
    for module, path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign):
                targets = [leaf for target in node.targets for leaf in ast.walk(target)]
                if any(isinstance(leaf, ast.Attribute) and leaf.attr == "stage" for leaf in targets):
                    assigning.add(module)
    assert assigning == {"scr.cases.services"}


def test_no_file_of_a_room_has_a_name_that_says_nothing():
    nothing = {"utils", "helpers", "common", "core", "misc", "manager", "managers"}
    assert not [module for module, _ in modules() if module.rsplit(".", 1)[-1] in nothing]
