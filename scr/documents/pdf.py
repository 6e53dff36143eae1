"""HTML to tagged PDF. Nothing is fetched: pages carry their pictures and style with them."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass


class NoPdf(Exception):
    """PDFs cannot be made here: the system's pango library is missing."""


class _StepHandler(logging.Handler):
    def __init__(self, advance: Callable[[int], None]) -> None:
        super().__init__()
        self.advance = advance
        self.step = 1

    def emit(self, record: logging.LogRecord) -> None:
        self.step += 1
        self.advance(self.step)


@contextmanager
def _progress(advance: Callable[[int], None]) -> Iterator[None]:
    """WeasyPrint tells its steps through a logger of its own."""
    logger = logging.getLogger("weasyprint.progress")
    handler = _StepHandler(advance)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


@dataclass(frozen=True)
class LaidOut:
    """A PDF, and on which of its pages, counted from 0, each anchor stands."""

    pdf: bytes
    places: Mapping[str, int]


def make_pdf(html: str, advance: Callable[[int], None] = lambda step: None) -> bytes:
    """A tagged PDF (PDF/UA-1) of a page. Raises NoPdf where the system library is missing."""
    return lay_out(html, advance).pdf


def lay_out(html: str, advance: Callable[[int], None] = lambda step: None) -> LaidOut:
    """The same, with where everything stands that has an id. Raises NoPdf as well."""
    try:
        from weasyprint import DEFAULT_OPTIONS, HTML  # noqa: PLC0415  needs a system library
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as missing:
        raise NoPdf("Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0.") from missing
    options = {**DEFAULT_OPTIONS, "pdf_variant": "pdf/ua-1"}
    with _progress(advance):
        page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}))
        document = page.render(**options)
        pdf = document.write_pdf(**options)
    places = {name: number for number, page in enumerate(document.pages) for name in page.anchors}
    return LaidOut(pdf, places)
