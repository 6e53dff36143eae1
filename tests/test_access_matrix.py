"""Nobody sees or changes what is not theirs: every address by everybody, at every stage of a case."""

import pytest
from django.db import transaction
from django.urls import get_resolver, path

from tests.access_addresses import STAGES, unmapped
from tests.access_cells import Findings, draw, knock
from tests.access_people import RELATIONS
from tests.access_roles import ROLES
from tests.access_scene import set_out
from tests.access_stages import WAYS
from tests.counts import n

SEED = 20070305
DOORS = [(role, RELATIONS) for role in ROLES] + [
    ("referrer", ("no case",)),
    ("technical", ("no case",)),
    ("anonymous", ("nobody",)),
]


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return None


def test_p1(rows):
    import time
    t=time.time()
    world = set_out()
    print("set out", time.time()-t)
    cells = draw(DOORS, seed=SEED, per_pair=n(1, 8))
    total = Findings()
    for stage in STAGES:
        t=time.time()
        if stage in WAYS:
            WAYS[stage](world)
        t2=time.time()
        found = knock(world, [one for one in cells if one.stage == stage])
        print(stage, "built", round(t2-t,1), "ran", round(time.time()-t2,1), found)
        total.add(found)
    print(total)
    for kind in ("leaks","false_refusals","errors"):
        print("==", kind)
        for line in sorted(getattr(total, kind)): print("  ", line[:400])
