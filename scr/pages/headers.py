"""What every answer says to a browser, whoever gives it: a page, a file, a refusal or a mistake."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What no page of ours uses, so that nothing that stole into one can either. Passkeys stay possible.
NOT_USED = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_USED),
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A browser keeps and opens nothing of what stands in a file, whatever the file says about itself.
OF_A_FILE = {
    "Content-Disposition": "attachment",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}
READ_IN_PLACE = ("text/html", "application/json")


class HeadersMiddleware:
    """Adds to every answer what its view did not say by itself.

    It stands before all that may answer without a view, so that no address can be forgotten. Nothing is kept
    by a browser or a proxy but the styles, scripts and pictures that everybody is sent alike.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in _headers_of(request, response).items():
            response.headers.setdefault(name, value)
        return response


def _headers_of(request: HttpRequest, response: HttpResponse) -> dict[str, str]:
    if request.path.startswith(settings.STATIC_URL):
        kept = {} if response.status_code in (200, 304) else {"Cache-Control": "no-store"}
        return {**ALWAYS, **kept}
    return {**ALWAYS, "Cache-Control": "no-store", **(OF_A_FILE if _is_file(response) else {})}


def _is_file(response: HttpResponse) -> bool:
    return not response.headers.get("Content-Type", "text/html").startswith(READ_IN_PLACE)
