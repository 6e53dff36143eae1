"""Writing and sending letters as a browser does: small steps for the tests of letters."""

from django.test import Client
from django.urls import reverse

from scr.letters.models import Letter
from scr.letters.texts import text_of_letter
from scr.procedures import newest

PROCEDURE = newest("scr_beds_2007")
# What a sender types, for every merge field that is asked.
TYPED = {
    **{f"{name}_day": "11" for name in ("reply_by", "new_day", "until_day")},
    **{f"{name}_month": "4" for name in ("reply_by", "new_day", "until_day")},
    **{f"{name}_year": "2007" for name in ("reply_by", "new_day", "until_day")},
    **{f"{name}_day": "12" for name in ("meeting_at", "embargo_until", "publish_at")},
    **{f"{name}_month": "4" for name in ("meeting_at", "embargo_until", "publish_at")},
    **{f"{name}_year": "2007" for name in ("meeting_at", "embargo_until", "publish_at")},
    **{f"{name}_time": "10am" for name in ("meeting_at", "embargo_until", "publish_at")},
    "meeting_place": "Civic Centre",
    "contact": "the administrator, 01632 960001",
    "support": "the counselling service, 01632 960002",
    "reasons": "The facts do not meet the criteria.",
    "request": "The dates of every visit.",
    "copy_number": "7",
    "extract": "In May the tenancy officer called twice.",
    "summary": "The handover was by telephone.",
    "papers": "The integrated chronology",
    "addressee": "A. N. Other",
}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def send(user, case, code, **typed):
    """Send a letter from its page, with everything typed that it could ask; the answer and the letters."""
    address = reverse("letters:issue", args=[case.pk, code])
    answer = signed_in(user).post(address, {**TYPED, **typed}, follow=True)
    return answer.content.decode(), list(Letter.objects.filter(case=case, code=code).order_by("issued_at"))


def words_of(letter):
    """What a letter says, in one line."""
    return " ".join(letter.rendering.html.split())


def letter_named(code):
    """A letter or a leaflet by its code."""
    return next(one for one in (*PROCEDURE.letters, *PROCEDURE.leaflets) if one.code == code)


def text_fields(code, **changes):
    """What the page for changing a text posts, the text as it holds now but for the changes."""
    text = text_of_letter(PROCEDURE.key, letter_named(code))
    fields = {"label": text.label, "subject": text.subject, "body": text.body, "seen": text.version}
    return {**fields, "note": "Said more plainly", **changes}


def save(user, code, **changes):
    address = reverse("letters:edit_text", args=[code])
    return signed_in(user).post(address, text_fields(code, **changes), follow=True).content.decode()
