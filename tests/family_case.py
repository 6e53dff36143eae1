"""A case whose referral names a family, for tests of the register, the genogram and staff lists."""

from datetime import date, timedelta

from scr.cases.models import Person
from scr.cases.participation import add_participant, add_standing
from scr.cases.register import PersonTold, add_person, open_register
from scr.cases.relating import Tie, relate
from tests.cast import D0, Scene, make_cast
from tests.referring import refer

NOW = D0 + timedelta(days=1)
MINA = PersonTold(full_name="Mina Testname", other_names="Mina Earlier", code="M", relation="mother")
FELIX = PersonTold(full_name="Felix Testname", code="F", relation="father", born_on=date(1981, 2, 3))
SISTER = PersonTold(full_name="Sina Testname", code="S1", relation="older sister", born_about="2003")
GRANDMOTHER = PersonTold(full_name="Mabel Elder", code="MGM", relation="maternal grandmother")


def family_referred() -> Scene:
    """The board with a case whose referral names mother, father, sister and grandmother; two agencies."""
    cast = make_cast()
    case = refer(cast, people=[MINA, FELIX, SISTER, GRANDMOTHER])
    add_standing(case, "panel_member", by=cast.administrator, now=D0)
    for agency, author, officer in (
        (cast.housing, cast.housing_author, cast.housing_officer),
        (cast.health, cast.health_author, cast.health_officer),
    ):
        for user, role in ((author, "agency_author"), (officer, "chief_officer")):
            add_participant(case, user, role=role, agency=agency, by=cast.administrator, now=D0)
    return Scene(cast, case)


def opened(scene: Scene) -> None:
    """Let the agencies read the register."""
    open_register(scene.case, by=scene.cast.administrator, now=NOW)


def who(scene: Scene, code: str) -> Person:
    return Person.objects.get(case=scene.case, code=code)


def child_of(scene: Scene) -> Person:
    return Person.objects.get(case=scene.case, is_child=True)


def lodger(scene: Scene, name: str = "Lodger QzLodger", **more: str) -> Person:
    """Somebody whom only Housing knows of, partner of the mother."""
    told = PersonTold(full_name=name, **more)
    by = {"agency": scene.cast.housing, "by": scene.cast.housing_author, "now": NOW}
    person = add_person(scene.case, told, **by)
    relate(person, who(scene, "M"), Tie(kind="partner", since="~2006"), **by)
    return person
