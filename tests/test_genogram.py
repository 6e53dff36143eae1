"""The genogram: who stands where, and that every line begins and ends where it should. Plain geometry."""

import random
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import pytest

from scr.cases.genogram.drawing import Picture, Symbol, lay_out
from scr.cases.genogram.lines import HALF
from scr.cases.genogram.people import Link, Someone, Tie
from scr.cases.genogram.placing import PITCH

SEED = 20070305


@dataclass
class Family:
    people: list[Someone]
    links: list[Link]

    @property
    def picture(self) -> Picture:
        drawn = lay_out(self.people, self.links)
        assert drawn is not None
        return drawn


def someone(key, sex="female", year=9999, **more):
    return Someone(key, (key, f"b. {year}"), sex, age_key=(year,), **more)


def parents(children, *those):
    return [Link(Tie.PARENT, one, child) for child in children for one in those]


def three_generations():
    people = [
        someone("MGM"),
        someone("MGF", "male", has_died=True),
        someone("PGM"),
        someone("M", year=1984, in_household=True),
        someone("F", "male", 1981, in_household=True),
        someone("AUNT", year=1990),
        someone("S1", year=2003, in_household=True),
        someone("C", year=2005, is_child=True, has_died=True, in_household=True),
    ]
    links = [
        *parents(["M", "AUNT"], "MGM", "MGF"),
        *parents(["F"], "PGM"),
        *parents(["C", "S1"], "M", "F"),
        Link(Tie.PARTNER, "M", "F"),
        Link(Tie.PARTNER, "MGM", "MGF", has_ended=True),
    ]
    return Family(people, links)


def step_family():
    """The mother's former, present and latest partners, each with children of theirs."""
    people = [
        someone("M", year=1980, in_household=True),
        someone("X", "male"),
        someone("F", "male", 1979),
        someone("Y", "male", 1975, in_household=True),
        someone("H1", "male", 1999),
        someone("C", year=2005, is_child=True, in_household=True),
        someone("H2", "not_known", 2007, in_household=True),
        someone("ST", "male", 2001, in_household=True),
        someone("YX", year=1977),
    ]
    links = [
        *parents(["H1"], "M", "X"),
        *parents(["C"], "M", "F"),
        *parents(["H2"], "M", "Y"),
        *parents(["ST"], "Y", "YX"),
        Link(Tie.PARTNER, "M", "X", has_ended=True),
        Link(Tie.PARTNER, "M", "F", has_ended=True),
        Link(Tie.PARTNER, "M", "Y"),
        Link(Tie.STEP_PARENT, "Y", "C"),
        Link(Tie.STEP_SIBLING, "ST", "C"),
    ]
    return Family(people, links)


def as_the_referral_tells_it():
    """Nothing but what each is to the child."""
    people = [
        someone("C", is_child=True),
        someone("M"),
        someone("S1"),
        someone("MGM"),
        someone("FC"),
        someone("L"),
    ]
    ties = {"M": Tie.PARENT, "S1": Tie.SIBLING, "MGM": Tie.GRANDPARENT, "FC": Tie.CARER}
    return Family(people, [Link(tie, key, "C") for key, tie in ties.items()])


def any_family(rng):
    """Two or three generations with several partners, loose ties and contradictions."""
    people = [someone(f"P{number}", rng.choice(["male", "female", "not_known"]), rng.randint(1930, 2007))
              for number in range(rng.randint(2, 16))]  # fmt: skip
    people[0] = replace(people[0], is_child=True)
    people = [replace(one, in_household=rng.random() < 0.4) for one in people]
    keys = [one.key for one in people]
    links = []
    for _ in range(rng.randint(1, 22)):
        one, other = rng.sample(keys, 2)
        tie = rng.choice([Tie.PARENT, Tie.PARENT, Tie.PARENT, Tie.PARTNER, Tie.PARTNER, *Tie])
        links.append(Link(tie, one, other, has_ended=rng.random() < 0.3))
    return Family(people, links)


def families():
    rng = random.Random(SEED)
    return [
        three_generations(),
        step_family(),
        as_the_referral_tells_it(),
        *(any_family(rng) for _ in range(25)),
    ]


FAMILIES = families()
every_family = pytest.mark.parametrize("family", FAMILIES, ids=range(len(FAMILIES)))
typical = pytest.mark.parametrize("family", FAMILIES[:3], ids=["three", "step", "referred"])


def by_key(picture):
    return {symbol.person.key: symbol for symbol in picture.symbols}


def is_on_edge(point, symbol: Symbol):
    """Whether a point lies on the border of somebody's symbol."""
    return abs(how_far(point, symbol) - HALF) < 0.2


def goes_through(one, other, symbol):
    """Whether a level or upright stretch runs into a symbol further than its border."""
    x, y = (min(max(at, min(ends)), max(ends)) for at, ends in
            ((symbol.x, (one[0], other[0])), (symbol.y, (one[1], other[1]))))  # fmt: skip
    return how_far((x, y), symbol) < HALF - 1


def how_far(point, symbol: Symbol):
    """From the middle of a symbol, counted so that its border is as far everywhere."""
    x, y = abs(point[0] - symbol.x), abs(point[1] - symbol.y)
    return {"male": max(x, y), "female": (x**2 + y**2) ** 0.5}.get(symbol.person.sex, x + y)


@every_family
def test_no_two_people_lie_on_each_other_and_everybody_is_inside(family):
    picture = family.picture
    assert len(picture.symbols) == len(family.people)
    for one, other in combinations(picture.symbols, 2):
        if one.y == other.y:
            assert abs(one.x - other.x) >= PITCH - 0.2, (one, other)
        else:
            upper, lower = sorted((one, other), key=lambda symbol: symbol.y)
            assert lower.y - HALF > max(height for height, _ in upper.lines)
    for symbol in picture.symbols:
        assert PITCH / 2 <= symbol.x <= picture.width - PITCH / 2
        assert symbol.y - HALF > 0 and max(height for height, _ in symbol.lines) < picture.height
    points = [point for stroke in picture.strokes for point in stroke.points]
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points)


@every_family
def test_lines_end_at_the_symbols_of_those_whom_they_join_and_run_into_nobody(family):
    picture = family.picture
    symbols = by_key(picture)
    for stroke in picture.strokes:
        for key, point in zip(stroke.ends, (stroke.points[0], stroke.points[-1]), strict=True):
            assert not key or is_on_edge(point, symbols[key]), (stroke, symbols[key])
        for one, other in pairwise(stroke.points):
            assert one[0] == other[0] or one[1] == other[1], "lines are level or upright"
            through = [key for key, symbol in symbols.items() if goes_through(one, other, symbol)]
            assert through == [], (stroke, through)


@every_family
def test_the_household_is_enclosed_and_nobody_else(family):
    picture = family.picture
    for symbol in picture.symbols:
        inside = sum(is_inside(symbol, polygon) for polygon in picture.households)
        assert inside == int(symbol.person.in_household)


def is_inside(symbol, polygon):
    """By how often a level ray to the right meets the outline; its sides are level or upright."""
    crossings = 0
    for one, other in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if one[0] == other[0] and one[0] > symbol.x:
            top, bottom = sorted((one[1], other[1]))
            crossings += top < symbol.y < bottom
    return crossings % 2 == 1


@typical
def test_children_stand_below_their_parents_by_age(family):
    symbols = by_key(family.picture)
    children = {}
    for link in family.links:
        if link.tie == Tie.PARENT:
            assert symbols[link.other].y > symbols[link.one].y
            children.setdefault(link.other, set()).add(link.one)
    for one, other in combinations(children, 2):
        if children[one] == children[other]:
            left, right = sorted((one, other), key=lambda key: symbols[key].x)
            assert symbols[left].person.age_key <= symbols[right].person.age_key
    for child, those in children.items():
        places = [symbols[key].x for key in those]
        brothers = [symbols[key].x for key in children if children[key] == those]
        if len(symbols) < 10 and len(brothers) == 1 and len(those) == 1:
            assert abs(places[0] - symbols[child].x) <= PITCH


@typical
def test_everybody_whose_parents_are_drawn_hangs_on_a_line_from_them(family):
    picture = family.picture
    children = {link.other for link in family.links if link.tie == Tie.PARENT}
    reached = {stroke.ends[1] for stroke in picture.strokes if stroke.ends[0] == ""}
    assert children <= reached


def test_partners_stand_beside_each_other_and_what_has_ended_is_crossed():
    picture = three_generations().picture
    symbols = by_key(picture)
    assert abs(symbols["M"].x - symbols["F"].x) == PITCH
    (ended,) = [one for one in picture.strokes if one.slashes]
    assert set(ended.ends) == {"MGM", "MGF"}
    assert len(ended.slashes) == 2


def test_a_man_stands_left_of_a_woman_and_grandparents_above_their_own_child():
    symbols = by_key(three_generations().picture)
    assert symbols["F"].x < symbols["M"].x
    assert symbols["PGM"].x < symbols["MGM"].x


def test_partners_further_away_are_joined_over_the_heads_of_those_between():
    picture = step_family().picture
    symbols = by_key(picture)
    row = sorted((symbols[key] for key in ("M", "X", "F", "Y")), key=lambda one: one.x)
    assert {one.y for one in row} == {row[0].y}
    far = [one for one in picture.strokes if set(one.ends) == {"M", "Y"}]
    assert len(far) == 1
    assert min(y for _, y in far[0].points) < row[0].y - HALF


def test_parents_who_are_not_known_to_be_partners_are_joined_by_dots():
    people = [someone("A"), someone("B", "male"), someone("C", is_child=True)]
    drawn = lay_out(people, parents(["C"], "A", "B"))
    assert {one.style for one in drawn.strokes if set(one.ends) == {"A", "B"}} == {"dotted"}


def test_what_the_picture_cannot_show_by_parents_is_drawn_with_dashes():
    styles = {frozenset(one.ends): one.style for one in as_the_referral_tells_it().picture.strokes}
    assert styles[frozenset(("MGM", "C"))] == styles[frozenset(("FC", "C"))] == "dashed"
    assert styles[frozenset(("S1", "C"))] == "solid"
    step = {frozenset(one.ends): one.style for one in step_family().picture.strokes}
    assert step[frozenset(("ST", "C"))] == "dashed"
    assert frozenset(("Y", "C")) not in step  # the mother's partner, as the picture shows


def test_somebody_without_ties_stands_at_the_end():
    picture = as_the_referral_tells_it().picture
    symbols = by_key(picture)
    assert symbols["L"].x == max(one.x for one in picture.symbols if one.y == symbols["L"].y)


@every_family
def test_the_same_family_gives_the_same_picture(family):
    again = lay_out(family.people, family.links)
    assert again == family.picture


def test_in_whatever_order_the_people_come_the_picture_is_the_same():
    family = three_generations()
    assert lay_out(family.people[::-1], family.links) == lay_out(family.people, family.links)


def test_nobody_gives_no_picture():
    assert lay_out([], []) is None


def test_the_checks_notice_what_is_wrong():
    """Negative control: a line that runs into somebody, and one that ends beside a symbol."""
    symbol = Symbol(someone("A", "male"), 100, 100)
    assert goes_through((0, 100), (200, 100), symbol)
    assert not goes_through((0, 100 - HALF), (200, 100 - HALF), symbol)
    assert is_on_edge((100, 100 - HALF), symbol)
    assert not is_on_edge((100, 90), symbol)
