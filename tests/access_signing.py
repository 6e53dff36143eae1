"""How agencies of the scene sign inside: a step before the chief officer, and a review that went back."""

from __future__ import annotations

from reviews.models import SigningStep
from reviews.services.handing_over import hand_over
from reviews.services.signers import Asked, appoint_signer, set_signers
from reviews.services.signing import send_back, sign_step
from reviews.services.submission import seal_of_content
from scr.people.models import Agency, User
from tests.access_scene import World, day, submission_of
from tests.cast import person

HANDED, BACK, SIGNED = day(60), day(61), day(62)


def hand_to_signers(world: World, agency: Agency) -> None:
    """The reviewer hands over what was written."""
    author, _ = world.authors[agency.pk]
    hand_over(
        world.case,
        agency,
        declares_independence=True,
        discussed_with=f"Head {world.token('submission', agency)}",
        legal_advice="not_needed",
        by=author,
        now=HANDED,
    )


def sign_inside(world: World, agency: Agency) -> User:
    """Somebody signs before the chief officer, and sends the review back with a reason that stays inside."""
    case, (_, officer) = world.case, world.authors[agency.pk]
    signer = person(f"Sina {agency.short_name}", agency=agency)
    appoint_signer(case, agency, person=signer, by=officer, now=HANDED)
    asked = [Asked(f"Group {world.token('internal', agency)}", False, signer)]
    words = f"Two of us read it. {world.token('internal', agency)}"
    chain = set_signers(case, agency, steps=asked, reason=words, version=0, by=officer, now=HANDED)
    world.point("step", "internal", SigningStep.objects.get(chain=chain).pk, agency)
    hand_to_signers(world, agency)
    reason = f"Say why. {world.token('internal', agency)}"
    send_back(case, agency, reason=reason, back_to=0, by=signer, now=BACK)
    return signer


def sign_after_return(world: World, agency: Agency, signer: User) -> None:
    """It is handed over again, and signed."""
    hand_to_signers(world, agency)
    content = seal_of_content(world.case, submission_of(world.case, agency))
    sign_step(world.case, agency, content=content, meeting=None, by=signer, now=SIGNED)
