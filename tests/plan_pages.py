"""How tests of the action plan read its pages and send its forms."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, *args):
    return reverse(f"actionplans:{name}", args=args)


def of(stage, name, action=None):
    return url(name, stage.case.pk, action.pk) if action else url(name, stage.case.pk)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def words(response):
    """The page's words, without markup and in single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response)))


def without_tokens(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def evidence(name="Audit.csv", content=b"file,seen\n1,yes\n"):
    return SimpleUploadedFile(name, content)
