"""How an agency's review is signed inside the agency: the chain that holds, and how far a round has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reviews.models import SigningChain, SigningStep, StepSignature, Submission
from scr.cases.models import Case, CaseAgency
from scr.people.models import Agency, User
from scr.procedures import overlay
from scr.procedures.chain import Chain

WRITER = 0


@dataclass(frozen=True)
class Step:
    """One signature before the chief officer's; without a row it is what the agency's rules ask for."""

    number: int
    name: str
    is_group: bool
    row: SigningStep | None = None

    @property
    def signer(self) -> User | None:
        return self.row.signer if self.row else None


@dataclass(frozen=True)
class Signing:
    """A chain, and which of its signatures hold for a round: those under what is there now."""

    rules: Chain
    steps: tuple[Step, ...]
    version: int = 0
    held: dict[int, StepSignature] = field(default_factory=dict)
    is_handed_over: bool = False
    is_countersigned: bool = False

    @property
    def current(self) -> Step | None:
        """Whose signature is next; None when all of them are there."""
        return next((one for one in self.steps if one.number not in self.held), None)

    @property
    def last_number(self) -> int:
        """The place of the chief officer."""
        return len(self.steps) + 1

    @property
    def unnamed(self) -> list[str]:
        """The signatures for which nobody has been named."""
        return [one.name for one in self.steps if one.signer is None]

    @property
    def is_complete(self) -> bool:
        """Whether everybody before the chief officer has signed what is there now."""
        return self.is_handed_over and self.current is None

    def name_of(self, number: int) -> str:
        """What a place in the chain is called."""
        if number == WRITER:
            return self.rules.first
        return next((one.name for one in self.steps if one.number == number), self.rules.last)


@dataclass(frozen=True)
class Place:
    """One place of the chain as it is drawn: what it is called, who, and how it stands."""

    name: str
    who: str
    state: str  # done, current or ahead
    words: str
    at: datetime | None = None
    step: Step | None = None


def places_of(signing: Signing, submission: Submission | None) -> list[Place]:
    """The whole chain of a round in its order: the reviewer, each step, the chief officer."""
    steps = [_place(one, signing) for one in signing.steps]
    return [_first(signing, submission), *steps, _last(signing, submission)]


def _first(signing: Signing, submission: Submission | None) -> Place:
    if submission is None or submission.handed_over_at is None:
        return Place(signing.rules.first, "", "current", "Writing")
    who = str(submission.handed_over_by)
    return Place(signing.rules.first, who, "done", "Handed over", submission.handed_over_at)


def _place(step: Step, signing: Signing) -> Place:
    signature, who = signing.held.get(step.number), str(step.signer or "Nobody named yet")
    if signature:
        return Place(step.name, str(signature.said_by), "done", "Signed", signature.said_at, step)
    if signing.is_handed_over and step == signing.current:
        return Place(step.name, who, "current", "Waiting for a signature", step=step)
    return Place(step.name, who, "ahead", "Not yet", step=step)


def _last(signing: Signing, submission: Submission | None) -> Place:
    name = f"{signing.rules.last} {signing.rules.act}"
    if submission and submission.countersigned_at:
        return Place(name, str(submission.countersigned_by), "done", "Signed", submission.countersigned_at)
    if signing.is_complete:
        return Place(name, "", "current", "Waiting for a signature")
    return Place(name, "", "ahead", "Not yet")


def rules_for(case: Case, agency: Agency) -> Chain:
    """The chain of an agency's own rules, else that of the procedure."""
    joined = CaseAgency.objects.filter(case=case, agency=agency).first()
    own = overlay(joined.overlay).chain if joined and joined.overlay else None
    return own or case.procedure.chain


def signing_of(case: Case, agency: Agency, submission: Submission | None, *, content: str = "") -> Signing:
    """How the signing of a round stands, for an act that has asked the policy.

    `content` names what is there now (seal_of_content).
    """
    found = _Rows(SigningChain.objects.all(), SigningStep.objects.all(), StepSignature.objects.all())
    return _signing(case, agency, submission, content, found)


def signing_seen_by(
    user: Any, case: Case, agency: Agency, submission: Submission | None, *, content: str = ""
) -> Signing:
    """The same as far as somebody may read it."""
    found = _Rows(*(model.objects.visible_to(user) for model in (SigningChain, SigningStep, StepSignature)))
    return _signing(case, agency, submission, content, found)


@dataclass(frozen=True)
class _Rows:
    """What may be read: everything in an act, else what is open to the reader."""

    chains: Any
    steps: Any
    signatures: Any

    def chain(self, case: Case, agency: Agency) -> SigningChain | None:
        """The chain that was last set; None where none was."""
        found: SigningChain | None = self.chains.filter(case=case, agency=agency).first()
        return found

    def steps_of(self, chain: SigningChain) -> tuple[Step, ...]:
        rows = self.steps.filter(chain=chain).select_related("signer").order_by("number")
        return tuple(Step(row.number, row.name, row.is_group, row) for row in rows)

    def signatures_of(self, submission: Submission) -> Iterable[StepSignature]:
        return self.signatures.filter(submission=submission).select_related("step", "said_by")


def _signing(case: Case, agency: Agency, submission: Submission | None, content: str, rows: _Rows) -> Signing:
    rules, chain = rules_for(case, agency), rows.chain(case, agency)
    asked = (Step(number, one.name, one.is_group) for number, one in enumerate(rules.steps, 1))
    is_handed_over = submission is not None and submission.handed_over_at is not None
    return Signing(
        rules=rules,
        steps=rows.steps_of(chain) if chain else tuple(asked),
        version=chain.version if chain else 0,
        held=held_under(rows.signatures_of(submission), content) if submission and is_handed_over else {},
        is_handed_over=is_handed_over,
        is_countersigned=submission is not None and submission.countersigned_at is not None,
    )


def held_under(signatures: Iterable[StepSignature], content: str) -> dict[int, StepSignature]:
    """The signatures that stand, by place: not those under what has changed, nor from where it went back."""
    held: dict[int, StepSignature] = {}
    for one in signatures:
        if one.back_to is not None:
            held = {number: earlier for number, earlier in held.items() if number < one.back_to}
        elif one.step and one.content == content:
            held[one.step.number] = one
    return held
