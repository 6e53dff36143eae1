"""Who signs an agency's review inside it, and who helps its reviewer (seed 002, sections 3.4 to 3.10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reviews.models import SigningChain, SigningStep
from reviews.services.signing import ask_again, signing_now
from reviews.services.submission import newest_submission
from reviews.signing import Signing, signing_of
from scr.cases.independence import Answers, state_independence
from scr.cases.models import Case, Participant
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.services import open_internal
from scr.cases.writing import act, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.people.services import invite, send_invitation
from scr.procedures.signing import SIGNING

SIGNER, SUPPORTER = "review_signer", "review_supporter"


@dataclass(frozen=True)
class Asked:
    """A signature as it was asked for: what it is called, whether a group gives it, and who signs."""

    name: str
    is_group: bool
    signer: User


@dataclass(frozen=True)
class Newcomer:
    """Somebody of the agency who has no account yet."""

    email: str
    full_name: str
    job_title: str


@act
def set_signers(
    case: Case, agency: Agency, *, steps: Sequence[Asked], reason: str, version: int, by: User, now: datetime
) -> SigningChain:
    """Say who signs an agency's review on this case before its chief officer, in which order.

    `version` is the chain that was seen, 0 for none. Raises NotTheMoment once the review is handed over, for
    one person at two places and for who has no part as a signer, Stale when somebody else set it since, and
    for another chain than the agency's rules have without a reason.
    """
    require(by, Do.SET_SIGNERS, case=case, agency=agency)
    case = lock(case)
    submission = newest_submission(case, agency)
    signing = signing_of(case, agency, submission)
    _refuse_once_handed_over(signing)
    if version != signing.version:
        raise Stale("Somebody else has set who signs. Look at it before you set it again.", signing.version)
    _check(case, agency, signing, steps, reason)
    chain = SigningChain(
        case=case,
        compartment=open_internal(case, agency, by=by, now=now),
        agency=agency,
        version=version + 1,
        reason=reason,
        set_at=now,
        set_by=by,
    )
    record(chain, by=by, now=now, act="signers_set", steps=len(steps))
    for number, one in enumerate(steps, 1):
        _write(chain, number, one, by=by, now=now)
    return chain


def _refuse_once_handed_over(signing: Signing) -> None:
    if signing.is_countersigned:
        raise NotTheMoment(
            "The review is countersigned. Who signs can be set again for a new round.", SIGNING
        )
    if signing.is_handed_over:
        raise NotTheMoment(
            "The review is being signed. You can name another person for a step, or have it sent back first.",
            SIGNING,
        )


def _check(case: Case, agency: Agency, signing: Signing, steps: Sequence[Asked], reason: str) -> None:
    rules = signing.rules
    names = [name.casefold() for name in (rules.first, *(one.name for one in steps), rules.last)]
    if len(set(names)) < len(names):
        raise NotTheMoment("Each step needs a name of its own.")
    if len({one.signer for one in steps}) < len(steps):
        raise NotTheMoment("Nobody signs two steps: choose another person for one of them.")
    for one in steps:
        require_signer(case, agency, one.signer)
    asked = [(one.name, one.is_group) for one in steps]
    if not reason and asked != [(one.name, one.is_group) for one in rules.steps]:
        raise NotTheMoment("Say why the steps are others than your agency’s rules have.")


def require_signer(case: Case, agency: Agency, signer: User) -> None:
    """Raises NotTheMoment for somebody who takes no part as a signer of the agency now."""
    parts = Participant.objects.current().filter(case=case, agency=agency, role=SIGNER, user=signer)
    if not parts.exists():
        raise NotTheMoment(f"{signer} takes no part in this case as a signer. Add {signer} first.")


def _write(chain: SigningChain, number: int, one: Asked, *, by: User, now: datetime) -> None:
    row = SigningStep(
        case=chain.case,
        compartment=chain.compartment,
        chain=chain,
        number=number,
        name=one.name,
        is_group=one.is_group,
        signer=one.signer,
    )
    record(row, by=by, now=now, act="signing_step_set", number=number)


@act
def name_signer(step: SigningStep, *, signer: User, by: User, now: datetime) -> SigningStep:
    """Have somebody else sign a step, for instance because a signer has left; who signs it now is asked.

    Raises NotTheMoment for a step that is signed or no longer asked for, and for somebody at two places.
    """
    agency = step.chain.agency
    require(by, Do.SET_SIGNERS, case=step.case, agency=agency)
    case = lock(step.case)
    submission = newest_submission(case, agency)
    signing = signing_now(case, submission) if submission else signing_of(case, agency, None)
    kept = next((one.row for one in signing.steps if one.row and one.row.pk == step.pk), None)
    if kept is None or signing.is_countersigned or step.number in signing.held:
        raise NotTheMoment("This step is signed, or is no longer asked for.", SIGNING)
    if any(one.signer == signer for one in signing.steps):
        raise NotTheMoment(f"{signer} signs a step already. Nobody signs two.")
    require_signer(case, agency, signer)
    kept.signer = signer
    record(kept, by=by, now=now, act="signer_named", number=kept.number)
    if signing.is_handed_over and signing.current and signing.current.number == kept.number:
        ask_again(kept, by=by, now=now)
    return kept


@act
def appoint_signer(
    case: Case, agency: Agency, *, person: User | Newcomer, by: User, now: datetime
) -> Participant:
    """Give somebody of the agency a part in which they can sign its review before its chief officer."""
    colleague = _colleague(case, agency, person, by=by, now=now)
    return add_participant(case, colleague, role=SIGNER, agency=agency, by=by, now=now)


@act
def appoint_supporter(
    case: Case, agency: Agency, *, person: User | Newcomer, answers: Answers, by: User, now: datetime
) -> Participant:
    """Give the reviewer somebody who helps to gather records and to write, and who stands apart as well.

    Raises NotTheMoment for a yes to one of the three questions, and for whom an agency has named as involved.
    """
    colleague = _colleague(case, agency, person, by=by, now=now)
    state_independence(case, colleague, role=SUPPORTER, agency=agency, answers=answers, by=by, now=now)
    return add_participant(case, colleague, role=SUPPORTER, agency=agency, by=by, now=now)


def _colleague(case: Case, agency: Agency, person: User | Newcomer, *, by: User, now: datetime) -> User:
    """Somebody of the agency; a newcomer is invited. Raises NotTheMoment for somebody of another one."""
    require(by, Do.APPOINT_AUTHOR, case=case, agency=agency)
    lock(case)
    if isinstance(person, Newcomer):
        invited = invite(**vars(person), agency=agency, by=by, now=now)
        send_invitation(invited, by=by, now=now)
        return invited
    if person.agency_id != agency.pk:
        raise NotTheMoment(f"This person must work for {agency.name}.")
    return person
