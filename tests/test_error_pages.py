"""Pages for what went wrong: in our layout, in plain words, and with what to do next."""

import lxml.html
import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.usefixtures("rows")
PAGES = ("400.html", "403.html", "403_csrf.html", "404.html", "405.html", "413.html", "429.html", "500.html")


def words(page):
    return " ".join(lxml.html.fromstring(page).text_content().split())


@pytest.mark.parametrize("name", PAGES)
def test_each_says_in_one_heading_what_happened_and_then_what_to_do(rf, name):
    request = None if name == "500.html" else rf.get("/")  # the last one may ask for nothing
    page = lxml.html.fromstring(render_to_string(name, request=request))
    (heading,) = page.xpath("//h1")
    assert heading.text_content().strip() in page.findtext(".//title")
    assert page.xpath("//main[@id='main-content']//p | //main[@id='main-content']//ol")
    assert page.xpath("//header//a[@href='/']")
    assert not page.xpath("//main//form | //main//input")


def test_a_form_out_of_date_says_how_to_get_back_what_was_typed(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.chair)
    answer = client.post("/cases/", {"words": "Something"})
    assert answer.status_code == 403
    assert "Use your browser’s back button. Most browsers still show what you typed." in words(answer.content)
    assert "Something" not in words(answer.content)


def test_the_same_form_with_its_token_is_taken(cast):
    """Negative control."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.chair)
    token = lxml.html.fromstring(client.get("/cases/").content).xpath(
        "//main//*[@name='csrfmiddlewaretoken']"
    )
    assert client.post("/cases/", {"csrfmiddlewaretoken": token[0].get("value")}).status_code == 302


def test_an_address_that_only_a_button_uses_says_so_to_whoever_opens_it(cast, case):
    client = Client()
    client.force_login(cast.administrator)
    answer = client.get(f"/cases/{case.pk}/chronology/pdf/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "It belongs to a button or a form. Nothing was done." in words(answer.content)


def test_a_request_beyond_what_any_form_takes_says_what_a_file_may_have(settings, cast):
    client = Client()
    client.force_login(cast.chair)
    settings.REQUEST_MAX_BYTES = 1000
    assert client.post("/cases/", {"words": "x" * 100}).status_code == 302
    answer = client.post("/cases/", {"words": "x" * 1000})
    assert answer.status_code == 413
    assert "A document may have up to 40 MB, a chronology up to 20 MB." in words(answer.content)


def test_more_fields_than_a_form_has_are_no_mistake_of_ours(cast):
    client = Client()
    client.force_login(cast.chair)
    assert client.post("/cases/", {f"field{number}": "x" for number in range(1200)}).status_code == 413
