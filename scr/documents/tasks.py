"""Making the PDFs that wait, and telling of protocols that are to be gone over."""

from collections.abc import Callable
from functools import partial

import structlog
from celery import shared_task
from django.utils import timezone

from scr.documents import services
from scr.documents.binding import drawn, with_sheets
from scr.documents.models import Rendering
from scr.documents.papers import tell_of_reviews
from scr.documents.pdf import NoPdf, lay_out, make_pdf
from scr.people.identity import acting_as

as_renderer = partial(acting_as, service="renderer")
log = structlog.get_logger(__name__)


@shared_task
def render_waiting() -> None:
    """Make every PDF that waits, one after the other."""
    while True:
        with as_renderer():
            rendering = services.claim(timezone.now())
        if rendering is None:
            return
        _render(rendering)


@shared_task
def tell_of_protocols() -> None:
    """Once a night: which protocols with other boards are to be gone over again."""
    with acting_as(service="sweep"):
        tell_of_reviews(timezone.now())


def _render(rendering: Rendering) -> None:
    try:
        pdf = _pdf_of(rendering)
    except NoPdf as missing:
        _fail(rendering, f"PDFs cannot be made on this server. {missing}")
    except Exception:
        # Whatever a page does to the renderer, the person waiting is told and the next PDF is made.
        log.exception("pdf_failed", rendering=str(rendering.pk))
        _fail(rendering, "The PDF could not be made. Try again, or tell the administrator.")
    else:
        with acting_as(rendering.requested_by):
            services.finish(rendering, pdf, now=timezone.now())


def _pdf_of(rendering: Rendering) -> bytes:
    """The PDF of a page, with the papers bound in that whoever asked for it may read."""
    if not rendering.enclosed:
        return make_pdf(rendering.html, _advance(rendering))
    with acting_as(rendering.requested_by):
        enclosures = services.enclosures_of(rendering)
    laid_out = lay_out(with_sheets(rendering.html, enclosures), _advance(rendering))
    return drawn(laid_out.pdf, laid_out.places, enclosures)


def _advance(rendering: Rendering) -> Callable[[int], None]:
    def advance(step: int) -> None:
        with as_renderer():
            services.advance(rendering, step, now=timezone.now())

    return advance


def _fail(rendering: Rendering, problem: str) -> None:
    with as_renderer():
        services.fail(rendering, problem, now=timezone.now())
