"""The fixtures ``rows`` and ``scene``: what a test does to its scene is not seen by the next one."""

import pytest
from django.db import IntegrityError, connection

from scr.audit.services import save_recorded
from scr.people.models import Agency, User
from scr.people.services import add_agency
from tests.cast import D0, make_cast

TURNS = [1, 2]


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


@pytest.mark.parametrize("turn", TURNS)
def test_rows_of_one_test_are_not_there_for_the_next(scene, turn):
    assert set(Agency.objects.all()) == {scene.housing, scene.health}
    add_agency(name="Of one test", short_name="One", by=scene.administrator, now=D0)
    assert Agency.objects.count() == 3


@pytest.mark.parametrize("turn", TURNS)
def test_the_scene_is_whole_and_unchanged_for_each_test(scene, turn):
    assert scene.outsider.full_name == "Otto Outsider"
    scene.outsider.full_name = "Somebody else"
    save_recorded(scene.outsider, by=scene.administrator, at=D0, act="renamed")
    assert User.objects.get(pk=scene.outsider.pk).full_name == "Somebody else"


@pytest.mark.parametrize("turn", TURNS)
def test_a_refused_row_leaves_the_next_test_a_working_connection(scene, turn):
    with pytest.raises(IntegrityError):
        User.objects.create(email=scene.outsider.email, full_name="Twice")
    assert connection.needs_rollback
