"""Nobody sees or changes what is not theirs: every address by everybody, at every stage of a case.

Who may do what is typed from the field's table (tests/access_roles.py), what each address is about stands in
tests/access_addresses.py. Both are asked here, never the application's own policy.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver, include, path, reverse

from scr.cases import audiences
from scr.cases.access import regrant
from scr.cases.audiences import Kind
from scr.people.roles import ROLES as APPLICATION_ROLES
from tests.access_addresses import STAGES, addresses, unmapped, way_of
from tests.access_apart import stand_apart
from tests.access_cells import BOTH, NEITHER, POLICY, ROWS, Findings, draw, knock
from tests.access_people import MEMBER, RELATIONS
from tests.access_roles import DEPARTURES, LETTERS, ROLES
from tests.access_scene import World, set_out
from tests.access_stages import WAYS
from tests.counts import IS_FULL, n

SEED = 20070305
DOORS = [(role, RELATIONS) for role in ROLES] + [
    ("referrer", ("no case",)),
    ("technical", ("no case",)),
    ("anonymous", ("nobody",)),
]
# Where an agency's review and chronology can be read.
READING = frozenset(
    {"reviews:agency", "documents:download", "chronology:agency_rows", "chronology:integrated"}
)

urlpatterns = [
    path("", include("scr.urls")),
    path("forgotten/", lambda request: HttpResponse(), name="forgotten"),
]


@dataclass
class Walk:
    """The world after its last stage, and what was found on the way, with both walls and with each alone."""

    world: World
    found: dict[str, Findings] = field(default_factory=lambda: defaultdict(Findings))
    controls: dict[str, Findings] = field(default_factory=dict)


@pytest.fixture(scope="module")
def walk(module_rows):
    """The case goes through its stages once; at each of them everybody knocks."""
    cells = draw(DOORS, seed=SEED, per_pair=n(1, 5))[:: n(3, 1)]
    walked = Walk(set_out())
    stand_apart(walked.world)
    for stage in STAGES:
        if stage in WAYS:
            WAYS[stage](walked.world)
        here = [one for one in cells if one.stage == stage]
        for wall, share in ((BOTH, here), (POLICY, alone(here)), (ROWS, alone(here))):
            walked.found[wall].add(knock(walked.world, share, wall=wall))
        if stage == "reviews":
            walked.controls = controls(walked.world)
    return walked


def alone(cells):
    """The cells of a case that are knocked at with one wall down: a share of them."""
    of_case = [one for one in cells if way_of(one.address.key).is_on_case and one.role != "anonymous"]
    return of_case[::3]


def controls(world):
    """What the knocking finds where a guard is broken on purpose, while one review is not yet released."""
    doors = [("panel_member", (MEMBER,))]
    cells = [one for one in draw(doors, seed=SEED, per_pair=12) if one.address.key in READING]
    cells = [one for one in cells if one.stage == "reviews"]
    found = {"whole": knock(world, cells), "neither": knock(world, cells, wall=NEITHER)}
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Kind.SUBMISSION, Kind.CHRONOLOGY):
            patch.setitem(audiences.STANDING, kind, frozenset({"panel_member"}))
        regrant(world.case)
        found["unreleased"] = knock(world, cells, wall=POLICY)
        found["unreleased, behind the second wall"] = knock(world, cells)
    regrant(world.case)
    return found


pytestmark = [pytest.mark.usefixtures("rows"), pytest.mark.timeout(n(600, 3600))]


def test_nobody_sees_or_changes_what_is_not_theirs(walk):
    found = walk.found[BOTH]
    print(f"seed {SEED}, both walls: {found}", *found.faults, sep="\n")
    assert found.leaks == []
    assert found.false_refusals == []
    assert found.errors == []
    assert found.cells >= n(600, 10_000)
    assert len(found.tokens_read) > 20, "tokens must be found where they may be read"


@pytest.mark.parametrize("wall", [POLICY, ROWS])
def test_each_wall_alone_lets_nothing_out(walk, wall):
    """The policy without the database's rules for rows, and these with a policy that lets everybody in."""
    found = walk.found[wall]
    print(f"seed {SEED}, {wall} alone: {found}", *found.leaks, sep="\n")
    assert found.leaks == []
    assert found.cells >= n(150, 2_000)
    assert len(found.tokens_read) > 3, "tokens must be found where they may be read"


def test_every_role_knocks_at_every_address_of_a_case(walk):
    of_a_case = [one.key for one in addresses(get_resolver()) if way_of(one.key).is_on_case]
    everybody = [*ROLES, "technical", "anonymous"]
    pairs = walk.found[BOTH].pairs
    assert {key for key, _ in pairs} >= set(of_a_case)
    assert {role for _, role in pairs} >= set(everybody)
    if IS_FULL:
        assert {(key, role) for key in of_a_case for role in everybody} <= pairs


def test_the_knocking_finds_a_review_that_the_panel_reads_too_early(walk):
    """Negative control: where the audiences are wrong, tokens and answers are called leaks."""
    assert walk.controls["whole"].leaks == []
    found = walk.controls["unreleased"]
    assert any("shows Qz" in leak for leak in found.leaks)
    assert any("wanted: not there" in leak for leak in found.leaks)


def test_where_the_audiences_are_wrong_the_second_wall_still_holds(walk):
    found = walk.controls["unreleased, behind the second wall"]
    assert [leak for leak in found.leaks if "shows Qz" in leak] == []


def test_the_knocking_finds_what_lies_open_where_neither_wall_stands(walk):
    """Negative control of the second wall alone: with its gate left open the same doors show tokens."""
    assert any("shows Qz" in leak for leak in walk.controls["neither"].leaks)


def test_an_address_that_nobody_thought_about_is_named():
    assert unmapped(get_resolver()) == []
    with override_settings(ROOT_URLCONF=__name__):
        assert unmapped(get_resolver()) == ["forgotten"]


def test_every_role_of_the_application_is_in_the_table_and_every_departure_differs_from_it():
    assert set(ROLES) == set(APPLICATION_ROLES)
    assert [key for key, (letter, _) in DEPARTURES.items() if LETTERS.get(key, "-") == letter] == []


def browser(walk, role):
    """The browser of somebody who has a role on the case, or of the account that only referred it."""
    relation = "no case" if role == "referrer" else MEMBER
    found = (one for one in walk.world.actors if (one.role, one.relation) == (role, relation))
    return next(found).fresh_client()


def same(response):
    """An answer without what belongs to one request: its token against forgery and the address asked for."""
    text = response.content.decode()
    return re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', "", text
    )


def test_a_case_that_is_there_and_one_that_is_not_give_the_same_answer(walk):
    client = browser(walk, "referrer")
    compared = 0
    for one in addresses(get_resolver()):
        if one.parameters == ("case_id",):
            answers = [client.get(reverse(one.name, args=[pk])) for pk in (walk.world.case.pk, uuid4())]
            if answers[0].status_code != 405:
                assert answers[0].status_code == answers[1].status_code == 404, one.key
                assert same(answers[0]) == same(answers[1]), one.key
                assert "Page not found" in same(answers[0])
                compared += 1
    print(f"{compared} addresses of a case answer alike whether it is there or not")
    assert compared > 30


def test_another_agencys_room_and_one_that_is_not_there_give_the_same_answer(walk):
    client = browser(walk, "agency_author")
    for name in ("agency", "upload_review", "countersign", "release"):
        addresses_of = [
            reverse(f"reviews:{name}", args=[walk.world.case.pk, pk])
            for pk in (walk.world.cast.health.pk, uuid4())
        ]
        answers = [client.get(address) for address in addresses_of]
        assert [one.status_code for one in answers] == [404, 404]
        assert same(answers[0]) == same(answers[1])


@pytest.mark.parametrize(
    ("role", "name", "holder"),
    [
        ("panel_member", "referrals:decide", "Independent Chair"),
        ("auditor", "reviews:draft_terms", "Board administrator"),
        ("chair", "reviews:submit_overview", "Overview author"),
        ("board_member", "actionplans:add_action", "Chief officer of the agency"),
        ("overview_author", "cases:move", "Board administrator, Independent Chair"),
    ],
)
def test_a_refusal_says_whose_it_is(walk, role, name, holder):
    answer = browser(walk, role).get(reverse(name, args=[walk.world.case.pk]))
    assert answer.status_code == 403
    assert f"Who can: {holder}" in re.sub(
        r"Who can: .*?(?=Chief officer of)", "Who can: ", answer.content.decode()
    )


def test_at_another_moment_one_is_led_back_and_reads_why(walk):
    client = browser(walk, "chair")
    case_url = reverse("case", args=[walk.world.case.pk])
    answer = client.get(reverse("referrals:decide", args=[walk.world.case.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, case_url)
    client.cookies.update(answer.cookies)
    assert "already" in client.get(case_url).content.decode()
