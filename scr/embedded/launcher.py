"""./start: everything on one machine, for evaluation. See docs/operations.md for what it promises."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator

from scr.embedded import frontend, system
from scr.embedded.application import application_parts, fingerprint, load_demo, manage, prepare
from scr.embedded.errors import CannotGoOn, require_room
from scr.embedded.health import Health, wait_until_healthy
from scr.embedded.places import CLONE, Place, place_of
from scr.embedded.processes import Part, clear_left_over
from scr.embedded.services import Services, start_services

FIRST_PORT = 8000
PORTS = 100
ROOM_TO_RUN = 200  # MB
END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: list[str]) -> int:
    """Run until Ctrl-C (0), or until something ends that should not (1)."""
    options = options_of(arguments)
    for number in END_SIGNALS:
        # Also when a script started it in the background, where SIGINT is ignored; nohup keeps its wish.
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    try:
        with contextlib.ExitStack() as stack, undisturbed_end():
            return run(options, stack)
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 0
    except CannotGoOn as sentence:
        print(sentence, file=sys.stderr)
    except OSError as error:
        print(advice(error), file=sys.stderr)
    return 1


@contextlib.contextmanager
def undisturbed_end() -> Iterator[None]:
    """Once it comes to stopping the parts, a second Ctrl-C does not leave some of them running."""
    try:
        yield
    finally:
        for number in END_SIGNALS:
            signal.signal(number, signal.SIG_IGN)


def options_of(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./start", description="Run Lantern on this machine, for evaluation."
    )
    parser.add_argument(
        "--check", action="store_true", help="start, wait until every part answers, say so and stop"
    )
    parser.add_argument(
        "--port", type=int, help=f"the port of the pages (default: the first free one from {FIRST_PORT})"
    )
    return parser.parse_args(arguments)


def advice(error: OSError) -> str:
    """One sentence for what the system refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {error.filename or CLONE} is full: make room, then start again."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"You may not use {error.filename or CLONE}: start as the user who started it the first time."
    return f"{error.strerror or error}: {error.filename or 'no file named'}."


def run(options: argparse.Namespace, stack: contextlib.ExitStack) -> int:
    pages, port = listen(options.port)
    stack.enter_context(pages)
    place = place_of(CLONE)
    stack.enter_context(place.lock())
    for folder in {place.var, place.home}:
        require_room(folder, ROOM_TO_RUN)
    clear_left_over(str(place.home), [place.postgres_data, place.valkey_data])
    if advice_on_pdf := system.pdf_advice():
        print(f"{advice_on_pdf} Until then everything but PDFs works.")
    frontend.build(CLONE)
    print("Starting PostgreSQL and Valkey ...", flush=True)
    services = start_services(place, stack)
    address = f"http://localhost:{port}"
    services.environment.setdefault("PUBLIC_URL", address)
    write_environment(place, services.environment)
    prepare_database(services)
    parts = [*services.parts, *start_application(place, services.environment, pages, stack)]
    if options.check:
        return report(wait_until_healthy(port, parts))
    people = demo_people(services.environment)  # while the parts are starting
    health = wait_until_healthy(port, parts)
    if not health.is_ok:
        raise CannotGoOn(f"{health.sentence()} (logs: {place.log('web').parent})")
    print(f"\nReady: {address}   (Ctrl-C stops it)\n\n{people}", flush=True)
    return watch(parts)


def listen(port: int | None) -> tuple[socket.socket, int]:
    """A listening socket on this machine only: the named port, or the first free one."""
    if port is not None:
        if taken := open_port(port):
            return taken, port
        raise CannotGoOn(f"Port {port} is taken by another program: leave out --port to use a free one.")
    for candidate in range(FIRST_PORT, FIRST_PORT + PORTS):
        if found := open_port(candidate):
            if candidate != FIRST_PORT:
                print(f"Port {FIRST_PORT} is taken by another program, so this uses {candidate}.", flush=True)
            return found, candidate
    raise CannotGoOn(
        f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are all taken: name a free one with --port."
    )


def open_port(port: int) -> socket.socket | None:
    """Only a loopback address: the demo lets whoever reaches it sign in as anybody."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind(("127.0.0.1", port))
    except (OSError, OverflowError):
        opened.close()
        return None
    opened.listen(64)
    return opened


def write_environment(place: Place, environment: dict[str, str]) -> None:
    """What this run set, for people: ``set -a; . var/run.env; .venv/bin/python manage.py shell``."""
    own = {name: value for name, value in environment.items() if os.environ.get(name) != value}
    path = place.var / "run.env"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{name}='{value}'\n" for name, value in own.items())


def prepare_database(services: Services) -> None:
    """Migrate, grant and load the demo case, unless the code is the one that has done so before."""
    demo = is_evaluation(services.environment)
    code = fingerprint(f"demo {demo}")
    if services.is_prepared_by(code):
        return
    print("Preparing the database (a minute the first time) ...", flush=True)
    prepare(services.environment)
    if demo:
        load_demo(services.environment)
    services.note_prepared_by(code)


def demo_people(environment: dict[str, str]) -> str:
    return manage(["demo_people"], environment) if is_evaluation(environment) else ""


def start_application(
    place: Place, environment: dict[str, str], pages: socket.socket, stack: contextlib.ExitStack
) -> list[Part]:
    """Web, worker and beat; ``stack`` stops beat first."""
    parts = application_parts(place.log, environment, pages.fileno())
    for part in parts:
        stack.callback(part.stop)
        part.start()
    pages.close()
    return parts


def report(health: Health) -> int:
    for line in health.lines():
        print(line, flush=True)
    return 0 if health.is_ok else 1


def is_evaluation(environment: dict[str, str]) -> bool:
    """Whether there is a demo; the words are those that Django's settings take for true."""
    return environment["EVALUATION"].lower() in {"1", "true", "yes", "on", "y", "ok", "t"}


def watch(parts: list[Part]) -> int:
    """Wait for Ctrl-C; when a part ends by itself, say which, and the rest is stopped."""
    while all(part.is_running() for part in parts):
        time.sleep(0.5)
    ended = next(part for part in parts if not part.is_running())
    print(
        f"{ended.name} ended by itself, so the rest was stopped: start again to go on (its log: {ended.log})",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(sys.argv[1:]))
