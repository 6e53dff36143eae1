"""Making the PDFs that wait."""

import structlog
from celery import shared_task
from django.utils import timezone

from scr.documents import services
from scr.documents.models import Rendering
from scr.documents.pdf import NoPdf, make_pdf
from scr.people.identity import acting_as

log = structlog.get_logger(__name__)


@shared_task
def render_waiting() -> None:
    """Make every PDF that waits, one after the other."""
    while True:
        with acting_as(service="renderer"):
            rendering = services.claim(timezone.now())
        if rendering is None:
            return
        _render(rendering)


def _render(rendering: Rendering) -> None:
    try:
        pdf = make_pdf(rendering.html, services.step_of(rendering, timezone.now))
    except NoPdf as missing:
        services.fail(rendering, f"PDFs cannot be made on this server. {missing}", now=timezone.now())
    except Exception:
        # Whatever a page does to the renderer, the person waiting is told and the next PDF is made.
        log.exception("pdf_failed", rendering=str(rendering.pk))
        services.fail(
            rendering, "The PDF could not be made. Try again, or tell the administrator.", now=timezone.now()
        )
    else:
        with acting_as(rendering.requested_by):
            services.finish(rendering, pdf, now=timezone.now())
