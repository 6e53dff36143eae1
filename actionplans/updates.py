"""What is said about an action, from progress to confirmation (seed 004, sections 10 and 15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actionplans.models import Action, ActionUpdate, Evidence
from actionplans.policy import require_reporter, require_verifier
from actionplans.services import agree_date, note_when_all_settled, require_running
from actionplans.standings import newest_updates
from actionplans.states import OFF_THE_OWNERS_DESK, SETTLED, Said
from scr.cases.duties import cancel
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, lock, record
from scr.dates import london_day, moment_words
from scr.documents.services import store
from scr.people.models import User
from scr.people.roles import Do


@dataclass(frozen=True)
class Attachment:
    """A file as it came."""

    filename: str
    content: bytes


@act
def update_action(
    action: Action,
    *,
    said: str,
    progress: str,
    by: User,
    now: datetime,
    outcome: str = "",
    files: Sequence[Attachment] = (),
) -> ActionUpdate:
    """Say how an action goes: on track or at risk, with what shows it.

    Raises NotTheMoment once it was reported as done, confirmed or transferred; FileRefused for a bad file.
    """
    require_reporter(action, by=by)
    require_running(lock(action.case))
    _require_with_owner(action)
    if said not in (Said.ON_TRACK, Said.AT_RISK):
        raise NotTheMoment("Say whether the action is on track or at risk.")
    update = _say(action, Said(said), progress, by=by, now=now, outcome=outcome, files=files)
    _milestone(action, "action_updated", by=by, now=now)
    return update


@act
def claim_done(
    action: Action,
    *,
    progress: str,
    files: Sequence[Attachment],
    by: User,
    now: datetime,
    outcome: str = "",
) -> ActionUpdate:
    """Report an action as done, with evidence; it then waits for somebody of another agency to confirm it."""
    require_reporter(action, by=by)
    require_running(lock(action.case))
    _require_with_owner(action)
    if not files:
        raise NotTheMoment("Add a document that shows that the action is done.")
    update = _say(action, Said.CLAIMED, progress, by=by, now=now, outcome=outcome, files=files)
    _milestone(action, "action_claimed", by=by, now=now)
    return update


@act
def settle(action: Action, *, findings: str, by: User, now: datetime) -> ActionUpdate:
    """Confirm that an action is done and what came of it. Raises NotIndependent for the owner's people."""
    require_verifier(action, by=by)
    case = lock(action.case)
    require_running(case)
    _require_claimed(action)
    update = _say(action, Said.CONFIRMED, findings, by=by, now=now)
    _milestone(action, "action_settled", by=by, now=now)
    note_when_all_settled(case, by=by, now=now)
    return update


@act
def send_back(action: Action, *, reason: str, due_on: date, by: User, now: datetime) -> ActionUpdate:
    """Challenge an action that was reported as done; its owner has until the end of `due_on`."""
    require_verifier(action, by=by)
    require_running(lock(action.case))
    _require_claimed(action)
    if due_on < london_day(now):
        raise NotTheMoment("The new date must be today or later.")
    update = _say(action, Said.SENT_BACK, reason, by=by, now=now)
    _milestone(action, "action_sent_back", by=by, now=now)
    agree_date(action, due_on, by=by, now=now)
    return update


@act
def transfer(action: Action, *, to: str, reason: str, by: User, now: datetime) -> ActionUpdate:
    """Hand an action to another process, which follows it from here on; nothing waits for it any more."""
    require(by, Do.REPORT_PROGRESS, case=action.case)
    case = lock(action.case)
    require_running(case)
    latest = _latest(action)
    if latest and latest.said in SETTLED:
        raise NotTheMoment(_already(latest))
    update = _say(action, Said.TRANSFERRED, reason, by=by, now=now, transferred_to=to)
    for duty in Duty.objects.open().filter(case=case, subject_id=action.pk):
        cancel(duty, by=by, now=now)
    note_when_all_settled(case, by=by, now=now)
    return update


def _say(
    action: Action,
    said: Said,
    progress: str,
    *,
    by: User,
    now: datetime,
    outcome: str = "",
    transferred_to: str = "",
    files: Sequence[Attachment] = (),
) -> ActionUpdate:
    update = ActionUpdate(
        case=action.case,
        compartment=action.compartment,
        action=action,
        number=ActionUpdate.objects.filter(action=action).count() + 1,
        said=said,
        progress=progress,
        outcome=outcome,
        transferred_to=transferred_to,
        said_at=now,
        said_by=by,
    )
    record(update, by=by, now=now, act="action_updated", said=said.value, files=len(files))
    for file in files:
        _attach(update, file, by=by, now=now)
    return update


def _attach(update: ActionUpdate, file: Attachment, *, by: User, now: datetime) -> None:
    action = update.action
    document = store(
        update.case,
        update.compartment,
        kind="evidence",
        title=f"Evidence for action {action.number}",
        filename=file.filename,
        content=file.content,
        by=by,
        now=now,
        agency=action.agency,
    )
    row = Evidence(case=update.case, compartment=update.compartment, update=update, document=document)
    record(row, by=by, now=now, act="evidence_added")


def _milestone(action: Action, key: str, *, by: User, now: datetime) -> None:
    record_milestone(action.case, key, by=by, now=now, agency=action.agency, subject_id=action.pk)


def _latest(action: Action) -> ActionUpdate | None:
    return newest_updates(ActionUpdate.objects.filter(action=action)).get(action.pk)


def _require_with_owner(action: Action) -> None:
    latest = _latest(action)
    if latest and latest.said in OFF_THE_OWNERS_DESK:
        raise NotTheMoment(_already(latest))


def _require_claimed(action: Action) -> None:
    latest = _latest(action)
    if latest is None or latest.said in (Said.ON_TRACK, Said.AT_RISK):
        raise NotTheMoment("Nobody has reported this action as done yet.")
    if latest.said != Said.CLAIMED:
        raise NotTheMoment(_already(latest))


ALREADY = {
    Said.CLAIMED: "reported this action as done, and it waits to be confirmed",
    Said.CONFIRMED: "confirmed that this action is done",
    Said.SENT_BACK: "sent this action back to its owner",
    Said.TRANSFERRED: "transferred this action",
}


def _already(latest: ActionUpdate) -> str:
    """Who decided, and when: what the second of two people is told."""
    return f"{latest.said_by} {ALREADY[Said(latest.said)]} ({moment_words(latest.said_at)})."
