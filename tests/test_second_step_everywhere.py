"""Without the second step that a role asks for, no address of the application opens, whatever it is."""

from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver
from django.urls.converters import UUIDConverter

from scr.pages.second_factor import OPEN
from scr.people.models import Agency
from tests.cast import make_cast

pytestmark = pytest.mark.usefixtures("rows")
SECOND_STEP = "/account/2fa/"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def every_address():
    """Each address that the application knows, with its name; whatever it asks for is made up."""
    found = []

    def walk(resolver, prefix):
        for one in resolver.url_patterns:
            if not isinstance(one, URLPattern):
                walk(one, prefix + str(one.pattern))
                continue
            route = prefix + str(one.pattern)
            for name, converter in one.pattern.converters.items():
                value = str(uuid4()) if isinstance(converter, UUIDConverter) else "1"
                route = route.replace(f"<uuid:{name}>", value).replace(f"<int:{name}>", value)
                route = route.replace(f"<slug:{name}>", value).replace(f"<str:{name}>", value)
            if "<" not in route:
                found.append(("/" + route, one.name or ""))

    walk(get_resolver(), "")
    return found


def test_no_address_opens_before_the_second_step(cast):
    client = Client()
    client.force_login(cast.administrator)
    addresses = [(path, name) for path, name in every_address() if not name.startswith(OPEN)]
    assert len(addresses) > 100
    with override_settings(SECOND_FACTOR=True):
        for path, _ in addresses:
            for method in (client.get, client.post):
                answer = method(path)
                assert (answer.status_code, answer.get("Location")) == (302, SECOND_STEP), path
        given = {"name": "Westmarch Schools", "short_name": "Schools", "is_on_board": "no"}
        client.post("/people/agencies/add/", given)
    assert not Agency.objects.filter(short_name="Schools").exists()
    print(f"closed before the second step: {len(addresses)} addresses, read and sent to; open: 0")


def test_the_walk_above_notices_an_open_door(cast):
    client = Client()
    client.force_login(cast.administrator)
    some = [path for path, name in every_address() if not name.startswith(OPEN)][:20]
    assert [path for path in some if client.get(path).get("Location") == SECOND_STEP] == []
