"""First half of ./start and ./test: the virtual environment. Standard library only: nothing is installed yet.

Run by path, never imported. Hands over to ``scr.embedded.launcher`` or ``scr.embedded.testing`` in the same
process, so that the number of the process stays the one that the person started.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]
ENVIRONMENT = CLONE / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
PARTS = {
    "start": ("scr.embedded.launcher", "requirements.lock"),
    "test": ("scr.embedded.testing", "requirements-test.lock"),
}
ROOM_TO_INSTALL = 1_500_000_000


def main(command: str, arguments: list[str]) -> None:
    """Make the environment that the command needs, then become that command."""
    module, lock = PARTS[command]
    if not environment_works():
        make_environment()
    install(CLONE / lock)
    os.execv(PYTHON, [str(PYTHON), "-m", module, *arguments])


def environment_works() -> bool:
    """Whether .venv has a Python of a version that we support (an upgrade of the system can break it)."""
    if not PYTHON.exists():
        return False
    question = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))"
    return subprocess.run([PYTHON, "-c", question], capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Make .venv anew with the Python that runs this."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        leave(
            f"Python's venv module is missing: run 'apt-get install python{version}-venv', then start again."
        )
    require_room()
    say("Making the virtual environment ...")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    run([sys.executable, "-m", "venv", str(ENVIRONMENT)], "The virtual environment could not be made")


def install(lock: Path) -> None:
    """Install exactly what the lock names, checked by hash; nothing to do when it has not changed."""
    stamp = ENVIRONMENT / f".{lock.stem}.installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    require_room()
    say(f"Installing the packages of {lock.name} (some minutes the first time) ...")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run(
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)],
        "The packages could not be installed",
    )
    stamp.write_text(wanted)


def require_room() -> None:
    """Leave with a sentence before a disk runs full half way."""
    free = shutil.disk_usage(CLONE).free
    if free < ROOM_TO_INSTALL:
        need, have = ROOM_TO_INSTALL // 1_000_000, free // 1_000_000
        leave(
            f"The disk of {CLONE} has {have} MB free and {need} MB are needed: make room, then start again."
        )


def run(command: list[str], failure: str) -> None:
    """Run a command; when it fails, leave with the failure and the last thing that it said."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode:
        if "No space left on device" in result.stdout:
            leave(f"The disk of {CLONE} is full: make room, then start again.")
        last = (result.stdout.strip().splitlines() or ["no message"])[-1]
        leave(f"{failure}: {last}")


def say(sentence: str) -> None:
    print(sentence, flush=True)


def leave(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    except OSError as error:
        leave(f"{error.strerror}: {error.filename or CLONE}.")
    except KeyboardInterrupt:
        sys.exit(130)
