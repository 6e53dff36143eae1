"""Words that people search for stand in no address: not in the browser's, and in no link of the page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from scr.typed_words import KEPT

pytestmark = pytest.mark.usefixtures("rows")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def searched(client, address, **typed):
    """Where a search leads, and the page there."""
    sent = client.post(address, typed)
    assert sent.status_code == 302
    return sent["Location"], client.get(sent["Location"]).content.decode()


def test_a_search_leads_to_an_address_without_its_words(cast):
    address, page = searched(signed_in(cast.administrator), reverse("people:people"), words="Hugo")
    assert "Hugo Housing" in page and "Nia Health" not in page
    assert 'value="Hugo"' in page
    assert set(parse_qs(urlsplit(address).query)) == {"search"}
    assert "hugo" not in address.lower()


def test_codes_and_dates_stay_in_the_address_and_empty_fields_do_not(cast):
    client = signed_in(cast.administrator)
    typed = {"words": "Hugo", "agency": ["1", "2"], "since": "", "csrfmiddlewaretoken": "x"}
    query = parse_qs(urlsplit(client.post(reverse("people:people"), typed)["Location"]).query)
    assert query.pop("search")
    assert query == {"agency": ["1", "2"]}


def test_the_key_is_nobody_else_s(cast):
    address, _ = searched(signed_in(cast.administrator), reverse("people:people"), words="Hugo")
    assert "Nia Health" in signed_in(cast.administrator).get(address).content.decode()


def test_words_in_an_address_are_passed_over(cast):
    page = signed_in(cast.administrator).get(reverse("people:people"), {"words": "Hugo"}).content.decode()
    assert "Nia Health" in page and 'value="Hugo"' not in page


def test_a_session_keeps_the_newest_searches(cast):
    client = signed_in(cast.administrator)
    first, _ = searched(client, reverse("people:people"), words="Hugo")
    for _ in range(KEPT):
        newest, _ = searched(client, reverse("people:people"), words="Nia")
    assert "Nia Health" in client.get(first).content.decode()
    assert "Hugo Housing" not in client.get(newest).content.decode()


def test_a_search_on_a_case_that_is_not_yours_is_the_same_404_as_reading_it(cast, case):
    address = reverse("chronology:integrated", args=[case.pk])
    assert signed_in(cast.outsider).post(address, {"words": "Hugo"}).status_code == 404
    assert signed_in(cast.housing_author).post(address, {"words": "Hugo"}).status_code == 403


def test_the_filter_of_the_chronology_is_taken_away_without_its_words(cast, case):
    client = signed_in(cast.administrator)
    address, page = searched(client, reverse("chronology:integrated", args=[case.pk]), words="Hugo")
    assert "No chronology has reached you yet" in page
    shown = client.get(address).context["chosen"]
    assert shown == [{"label": "“Hugo”", "remove_url": "?"}]
