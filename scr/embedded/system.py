"""What comes from the operating system: pango for PDFs, a browser for the tests."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

PDF_LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
PDF_PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-liberation",
    "fonts-dejavu-core",
)
FONTS = Path("/usr/share/fonts")
# The program that drives the browser is linked against it, and a bare Debian lacks it.
DRIVER_LIBRARIES = ("libatomic.so.1",)
# Debian's browser without windows comes first: it takes half the processor time for the same pages.
BROWSER_PACKAGES = ("chromium-headless-shell", "libatomic1")
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)


def missing_libraries(
    load: Callable[[str], object] = ctypes.CDLL, names: Sequence[str] = PDF_LIBRARIES
) -> list[str]:
    """What PDFs need and the system has not; ``load`` raises OSError for what is not there."""
    missing = []
    for name in names:
        try:
            load(name)
        except OSError:
            missing.append(name)
    return missing


def has_fonts(folder: Path = FONTS) -> bool:
    return any(path.suffix in {".ttf", ".otf", ".pfb"} for path in folder.rglob("*"))


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_line(packages: Sequence[str]) -> str:
    """The exact line for a person to type."""
    return f"{'' if os.geteuid() == 0 else 'sudo '}apt-get install {' '.join(packages)}"


def apt_install(packages: Sequence[str]) -> bool:
    """Install with apt, without questions; False when that failed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        result = subprocess.run(command, env=environment, capture_output=True, check=False)
        if result.returncode:
            return False
    return True


def pdf_advice(
    *,
    missing: Callable[[], list[str]] = missing_libraries,
    may_install: Callable[[], bool] = may_install,
    install: Callable[[Sequence[str]], bool] = apt_install,
) -> str | None:
    """None when PDFs can be made, if need be after installing; else the sentence that mends it."""
    if not missing() and has_fonts():
        return None
    if may_install():
        print("Installing pango and fonts, which PDFs need ...", flush=True)
        if install(PDF_PACKAGES) and not missing():
            return None
    return (
        f"PDFs need pango and fonts, which are missing: run '{install_line(PDF_PACKAGES)}', then start again."
    )


def browser() -> Path | None:
    """A chromium or chrome that runs; Ubuntu's ``chromium`` may be a stub that only points to a snap."""
    for name in BROWSERS:
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return Path(path)
    return None


def can_drive_browser() -> bool:
    return browser() is not None and not missing_libraries(names=DRIVER_LIBRARIES)


def is_debian(release: Path = Path("/etc/os-release")) -> bool:
    return release.exists() and "ID=debian" in release.read_text().splitlines()


def browser_advice() -> str | None:
    """None when a browser can be driven, if need be after installing; else what to do, in a sentence."""
    if can_drive_browser():
        return None
    if may_install() and is_debian():
        print("Installing chromium, which the browser tests need ...", flush=True)
        if apt_install(BROWSER_PACKAGES) and can_drive_browser():
            return None
    line = (
        install_line(BROWSER_PACKAGES)
        if is_debian()
        else "install Google Chrome or a chromium that is not a snap, and libatomic"
    )
    return f"The browser tests need chromium or Chrome and libatomic: {line}, then start again."
