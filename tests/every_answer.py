"""What every answer of the application must carry, and the walk that finds an address for every view.

The addresses come from the resolver, so that a new one is asked without anybody thinking of it. What an
address needs (ids, keys) is picked up from the links and forms of the pages that somebody can reach.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from uuid import UUID

import lxml.html
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.converters import IntConverter, UUIDConverter

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A page that somebody opens by an invited link tells no other where it was opened from, not even our own.
STRICTER = {"Referrer-Policy": "no-referrer"}
NEVER = ("Server", "X-Powered-By", "Access-Control-Allow-Origin")
POLICY_OF_A_PAGE = {
    "default-src": {"'self'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "form-action": {"'self'"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
COOKIES = {"session", "csrf"}
OURS = ("", "testserver", "localhost")
ADDRESSES_IN = {"href", "src", "action", "formaction", "data", "poster", "srcset", "background", "xlink:href"}
# What an address of allauth is made of; their own patterns name no converters.
MADE_UP: dict[str, Any] = {"uidb36": "1", "key": "not-a-key"}


def faults_of(path: str, answer: HttpResponse, *, is_https: bool = False) -> list[str]:
    """What is wrong with an answer, a sentence each."""
    faults = [*_header_faults(answer), *_cache_faults(path, answer), *_cookie_faults(answer, is_https)]
    faults += _policy_faults(path, answer)
    if is_https and "max-age=31536000" not in answer.get("Strict-Transport-Security", ""):
        faults.append("no Strict-Transport-Security")
    if is_page(answer) and answer.content:
        faults += page_faults(answer.content.decode())
    if "Location" in answer and leads_away(answer["Location"]):
        faults.append(f"leads away to {answer['Location']}")
    return [f"{path} {answer.status_code}: {fault}" for fault in faults]


def is_page(answer: HttpResponse) -> bool:
    return answer.get("Content-Type", "").startswith("text/html")


def is_static(path: str) -> bool:
    return path.startswith("/static/")


def is_file(path: str, answer: HttpResponse) -> bool:
    kind = answer.get("Content-Type", "text/html")
    return not is_static(path) and not kind.startswith(("text/html", "application/json"))


def _header_faults(answer: HttpResponse) -> Iterator[str]:
    for name, value in HEADERS.items():
        if answer.get(name) not in (value, STRICTER.get(name, value)):
            yield f"{name} is {answer.get(name)}"
    for feature in ("camera", "microphone", "geolocation"):
        if f"{feature}=()" not in answer.get("Permissions-Policy", ""):
            yield f"{feature} is not refused"
    yield from (f"tells its {name}" for name in NEVER if name in answer)


def _cache_faults(path: str, answer: HttpResponse) -> Iterator[str]:
    said = answer.get("Cache-Control", "")
    if is_static(path) and answer.status_code == 200:
        if "immutable" in said and not HASHED.search(path):
            yield "kept for ever although its name does not change with it"
    elif "no-store" not in said:
        yield f"may be kept: Cache-Control is {said or 'missing'}"


def _cookie_faults(answer: HttpResponse, is_https: bool) -> Iterator[str]:
    prefix = "__Host-" if is_https else ""
    for name, cookie in answer.cookies.items():
        if cookie["max-age"] == 0:
            continue  # taken away
        if name.removeprefix(prefix) not in COOKIES or not name.startswith(prefix):
            yield f"sets a cookie {name}"
        if not cookie["httponly"] or cookie["samesite"] not in ("Lax", "Strict") or cookie["domain"]:
            yield f"the cookie {name} is open to others"
        if cookie["path"] != "/" or bool(cookie["secure"]) is not is_https:
            yield f"the cookie {name} has not what its prefix promises"


def _policy_faults(path: str, answer: HttpResponse) -> Iterator[str]:
    policy = policy_of(answer)
    if is_file(path, answer):
        if "sandbox" not in policy or policy.get("default-src") != {"'none'"}:
            yield "a file without a sandbox"
        if not answer.get("Content-Disposition", "").startswith("attachment"):
            yield "a file that opens in the browser"
    elif policy != POLICY_OF_A_PAGE:
        yield f"its policy is {answer.get('Content-Security-Policy')}"


def policy_of(answer: HttpResponse) -> dict[str, set[str]]:
    directives = answer.get("Content-Security-Policy", "").split(";")
    return {words[0]: set(words[1:]) for one in directives if (words := one.split())}


def page_faults(page: str) -> list[str]:
    """Scripts and styles that stand in a page, and addresses of other sites that it would load from."""
    faults = []
    for element in lxml.html.fromstring(page).iter(lxml.etree.Element):
        is_run = element.tag == "script" and element.get("type") != "application/json"
        is_script = is_run and (element.text or "src" not in element.attrib)
        if is_script or element.tag == "style":
            faults.append(f"an inline {element.tag}")
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                faults.append(f"an inline {name} on {element.tag}")
            elif name in ADDRESSES_IN and leads_away(value):
                faults.append(f"{element.tag} {name} leads away to {value}")
    return faults


def leads_away(address: str) -> bool:
    parts = urlsplit(address.strip())
    return parts.netloc not in OURS or parts.scheme not in ("", "http", "https", "mailto", "tel")


def patterns(
    resolver: URLResolver, namespace: str = "", above: Mapping[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and converters of every address that the resolver knows; "" as the name of one without."""
    for pattern in resolver.url_patterns:
        groups = getattr(pattern.pattern, "regex", re.compile("")).groupindex
        converters = {**(above or {}), **dict.fromkeys(groups), **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, pattern.namespace or namespace, converters)
        elif isinstance(pattern, URLPattern):
            named = f"{namespace}:{pattern.name}" if namespace else pattern.name or ""
            yield named, converters


class Walk:
    """Pages that links lead to from the first one, a few of each view, and what their addresses hold."""

    def __init__(self, each: int) -> None:
        self.each = each
        self.found: dict[str, dict[str, Any]] = {}  # by address: the arguments of its view
        self.names: dict[str, str] = {}  # by address: the name of its view
        self.pool: dict[str, list[Any]] = defaultdict(list)

    def pages(self, client: Client) -> Iterator[tuple[str, HttpResponse]]:
        """Each page that somebody is led to, with its answer."""
        waiting, kinds = deque(["/"]), Counter[str]()
        seen = {"/"}
        while waiting:
            address = waiting.popleft()
            answer = client.get(address)
            yield address, answer
            for target in self.offered(address, answer):
                kind = self.take_up(target)
                if target not in seen and kind and kinds[kind] < self.each:
                    kinds[kind] += 1
                    seen.add(target)
                    waiting.append(target)

    def offered(self, address: str, answer: HttpResponse) -> list[str]:
        if "Location" in answer:
            return [urljoin(address, answer["Location"])]
        if not is_page(answer):
            return []
        found = re.findall(r'\b(?:href|action)="([^"]*)"', answer.content.decode())
        return [urldefrag(urljoin(address, unescape(one))).url for one in found]

    def take_up(self, address: str) -> str:
        """The view that an address leads to ("" for none), its arguments noted."""
        try:
            match = resolve(urlsplit(address).path)
        except Resolver404:
            return ""
        self.names.setdefault(urlsplit(address).path, match.view_name)
        for name, value in match.kwargs.items():
            for key in (f"{match.view_name}/{name}", f"{match.namespace}/{name}", name):
                if value not in self.pool[key]:
                    self.pool[key].append(value)
        return match.view_name

    def address_of(self, view: str, converters: dict[str, Any]) -> str:
        """An address of a view: one that was seen, or one put together from what was seen of its room."""
        seen = next((path for path, name in self.names.items() if name == view), None)
        return seen or reverse(view, kwargs=self.values(view, converters))

    def values(self, view: str, converters: dict[str, Any]) -> dict[str, Any]:
        return {name: self.value(view, name, converter) for name, converter in converters.items()}

    def value(self, view: str, name: str, converter: Any) -> Any:
        room = view.partition(":")[0]
        for key in (f"{view}/{name}", f"{room}/{name}", name):
            if self.pool[key]:
                return self.pool[key][0]
        if isinstance(converter, UUIDConverter):
            return UUID(int=4)
        return 1 if isinstance(converter, IntConverter) else MADE_UP.get(name, "none")

    def addresses(self) -> list[tuple[str, str]]:
        """Name and address of every view that the resolver knows."""
        return [
            (view, self.address_of(view, converters)) for view, converters in patterns(get_resolver()) if view
        ]
