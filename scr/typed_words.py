"""Words that people search for, kept out of addresses.

An address is written down where nobody looks after it: in the browser's history, in the logs of proxies, in
a link that is passed on. So a form with words is posted, its words stay in the session, and the page is
opened again with a key in their place. The key means nothing to anybody else.
"""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

FIELD = "words"
KEY = "search"
IN_SESSION = "typed_words"
KEPT = 20  # searches of one session; the oldest go first
NOT_A_CHOICE = ("csrfmiddlewaretoken", FIELD, KEY)


def keep_words(request: HttpRequest) -> HttpResponse:
    """Back to the page whose search form was sent: its codes and dates in the address, its words not."""
    words = request.POST.get(FIELD, "").strip()
    choices = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name not in NOT_A_CHOICE:
            choices.setlist(name, [value for value in values if value])
    if words:
        choices[KEY] = _key_of(request, words)
    return HttpResponseRedirect(f"{request.path}?{choices.urlencode()}")


def _key_of(request: HttpRequest, words: str) -> str:
    key = secrets.token_urlsafe(8)
    earlier = list(request.session.get(IN_SESSION, {}).items())
    request.session[IN_SESSION] = dict([*earlier[1 - KEPT :], (key, words)])
    return key


def search_asked(request: HttpRequest) -> QueryDict | None:
    """What a search page was asked, its words included; None where it was asked nothing.

    Words that stand in an address are passed over: no page of ours wrote them there.
    """
    given = request.GET.copy()
    given.pop(FIELD, None)
    words = request.session.get(IN_SESSION, {}).get(given.get(KEY))
    if words:
        given[FIELD] = words
    return given or None
