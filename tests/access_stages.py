"""The case's way through its stages, by the services; what stands there then is what addresses point at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from actionplans.rounds import Progress, ask_updates, report, report_to_board
from actionplans.services import add_action, receive_plan, write_strategy
from actionplans.states import Stream
from actionplans.updates import Attachment, claim_done
from chronology.models import Entry
from chronology.reading.grid import Contents
from chronology.reading.rows import Row
from chronology.services.papers import request_integrated_pdf
from chronology.services.receiving import wait
from chronology.services.submitting import declare_silence, open_part
from chronology.writing import write_xlsx
from referrals.information import Known, answer, ask
from referrals.services import consult_panel, decide, give_view, record_recommendation
from reviews.coverage import coverage_of
from reviews.models import AgencyInvitation, Interview, SupportOffer, TermsDraft
from reviews.outline import OUTLINE
from reviews.register import register_of, seal_of_register
from reviews.services import contributing
from reviews.services.contributions import Asked, ask_contribution
from reviews.services.coverage import Covered, save_coverage
from reviews.services.gatherings import Call, answer_invitation, call_briefing
from reviews.services.handing_over import countersign
from reviews.services.interview_letters import Paper, invite_to_interview
from reviews.services.interviews import Talk, prepare_copy, record_interview
from reviews.services.joint import Agreement, parties_of, record_agreement
from reviews.services.overview import OverviewContent, OverviewRecommended, submit_overview
from reviews.services.proposals import Planned
from reviews.services.reception import release_review, return_review, waive
from reviews.services.recommending import save_plan
from reviews.services.records import Happened, Secured, add_records, attest_records, note_records
from reviews.services.submission import (
    Recommended,
    Upload,
    seal_of_content,
    upload_review,
)
from reviews.services.terms import sign_terms
from reviews.services.terms_comments import answer_comment, comment_on_terms, release_for_comment
from reviews.services.writing import Typing, Words, keep_typing, save_section
from reviews.written import sections_of, text_of
from scr.cases.models import Duty, Milestone
from scr.cases.register import open_register
from scr.cases.services import move, record_milestone
from scr.cases.staff_list import Staff, add_staff
from scr.documents.models import Document, Rendering
from scr.letters.models import Letter
from scr.meetings.agenda import add_item
from scr.meetings.models import Meeting
from scr.meetings.papers import lay_page
from scr.meetings.services import arrange, record_held
from scr.people.identity import holding
from scr.people.models import Agency
from tests.access_panel import look_at
from tests.access_people import MEMBER, Part
from tests.access_scene import World, day, name_family, submission_of
from tests.access_signing import hand_to_signers, sign_after_return, sign_inside
from tests.chronicling import submitted
from tests.letter_desk import send
from tests.referring import SAFE
from tests.reviewing import SIGNED, Scene, drafted, engaged, word

WRITTEN, SENT = day(60), day(62)


def _sign_jointly(world: World, scene: Scene) -> None:
    """The review is joint, so each board agrees the draft before the Chair signs it."""
    draft = drafted(scene, on_delay=f"Tell us. {world.token('terms')}")
    by = world.cast.administrator
    _comment(world, draft)
    for body in parties_of(world.case):
        agreement = Agreement(body, world.token("panel"), SIGNED.date(), world.token("panel"))
        record_agreement(draft, agreement, revision=draft.revision, by=by, now=SIGNED)
    sign_terms(draft, revision=draft.revision, by=world.cast.chair, now=SIGNED)


def _comment(world: World, draft: TermsDraft) -> None:
    """Two agencies comment on the draft; one is answered by itself, the other together with everybody."""
    cast, until = world.cast, (SIGNED + timedelta(days=7)).date()
    by = cast.administrator
    shown = release_for_comment(
        draft,
        agencies=[cast.housing, cast.health],
        comment_by=until,
        revision=draft.revision,
        by=by,
        now=SIGNED,
    )
    for asked, is_for_all in zip(shown, (False, True), strict=True):
        agency = asked.agency
        officer = world.authors[agency.pk][1]
        said = f"Look further back. {world.token('room', agency)}"
        comment = comment_on_terms(asked, about="", text=said, by=officer, now=SIGNED)
        words = world.token("board") if is_for_all else world.token("room", agency)
        answer_comment(comment, verdict="in_part", text=words, is_for_all=is_for_all, by=by, now=SIGNED)
        world.point("comment", "room", comment.pk, agency)


def _gather(world: World) -> None:
    """Two agencies' practitioners are called to a meeting, and one says how many come."""
    cast, case, at = world.cast, world.case, SIGNED + timedelta(days=9)
    call = Call(at, "Hall", "The Chair", [cast.housing, cast.health], [cast.chair.pk])
    meeting = call_briefing(case, call, by=cast.administrator, now=SIGNED)
    world.point("gathering", "panel", meeting.pk, arguments={"subject_id": meeting.pk})
    for row in AgencyInvitation.objects.filter(meeting=meeting).select_related("agency", "case"):
        officer = world.authors[row.agency_id][1]
        words = f"Two of us. {world.token('room', row.agency)}"
        answer_invitation(row, expected=2, reply=words, by=officer, now=SIGNED)
        world.point("invitation", "room", row.pk, row.agency)


def _meet(world: World, kind: str, *, at: Any) -> Meeting:
    cast, case = world.cast, world.case
    meeting = arrange(case, kind=kind, starts_at=at, by=cast.administrator, now=at)
    item = add_item(meeting, title=f"A matter {world.token('panel')}", by=cast.administrator, now=at)
    words = f"As the record stands. {world.token('panel')}"
    paper = lay_page(meeting, source="notes", title=words, html=words, by=cast.administrator, now=at)
    world.point("item", "panel", item.pk)
    world.point("paper", "panel", paper.pk)
    world.point("meeting_with_papers", "panel", meeting.pk, arguments={"subject_id": meeting.pk})
    if kind == "scoping":
        world.point("scoping", "panel", meeting.pk, arguments={"subject_id": meeting.pk})
    held = record_held(
        meeting,
        held_at=at,
        present=[cast.chair.pk, cast.panel_member.pk, cast.other_panel_member.pk],
        apologies=[],
        minutes=f"What was said. {world.token('panel')}",
        by=cast.administrator,
        now=at,
    )
    world.point("meeting", "panel", held.pk)
    return held


def decided(world: World) -> None:
    """The panel is asked, meets and recommends; the Chair decides for a review."""
    case, cast = world.case, world.cast
    consult_panel(case, by=cast.chair, now=day(1))
    reasons = f"The criteria are met. {world.token('panel')}"
    give_view(case, view="review", reasons=reasons, by=cast.other_panel_member, now=day(2))
    for agency in (cast.housing, cast.health):
        _ask(world, agency)
    _meet(world, "criteria", at=day(18))
    record_recommendation(
        case,
        outcome="serious_case_review",
        reasons=f"As the panel said. {world.token('panel')}",
        facts=f"What is known. {world.token('panel')}",
        information="The referral.",
        by=cast.administrator,
        now=day(18),
    )
    decide(
        case,
        outcome="serious_case_review",
        reasons=f"I agree. {world.token('panel')}",
        other_children=SAFE,
        by=cast.chair,
        now=day(20),
    )
    world.forget()


def _ask(world: World, agency: Agency) -> None:
    """An agency is asked what it knows, and says it."""
    words = f"Of whom. {world.token('room', agency)}"
    (request,) = ask(
        world.case,
        agencies=[agency],
        words=words,
        reply_by=day(9).date(),
        by=world.cast.administrator,
        now=day(2),
    )
    said = f"What we know. {world.token('room', agency)}"
    known = Known(is_known=True, summary=said, records_where="Office", contact="The office")
    answer(request, known, by=world.authors[agency.pk][1], now=day(3))
    world.point("request", "room", request.pk, agency, arguments={"subject_id": request.pk})


def under_review(world: World) -> None:
    """Four agencies: released to the panel, countersigned, returned, and still writing."""
    case, cast = world.case, world.cast
    _send_letters(world)
    move(case, "scoping", by=cast.chair, now=day(29))
    _meet(world, "scoping", at=day(30))
    scene = Scene(cast, case)
    _sign_jointly(world, scene)
    _gather(world)
    for agency in world.agencies:
        _attest(world, agency)
        _write(world, agency)
    for agency in (cast.housing, cast.health):
        _interview(world, agency)
        _list_staff(world, agency)
    sign_inside(world, world.police)
    _contribute(world)
    open_register(case, by=cast.administrator, now=WRITTEN)
    world.opened["family", None, 1].add("agencies")
    name_family(world, now=WRITTEN)
    for agency in (cast.housing, cast.health, world.school):
        _countersign(world, agency)
    release_review(case, cast.housing, by=cast.administrator, now=SENT)
    world.pass_on(cast.housing, "panel")
    look_at(world, cast.housing)
    _return(world, world.school)
    _write(world, world.school, round=2)
    engaged(scene)
    _join_author(world)
    _post_reviews(world)
    world.forget()


def _send_letters(world: World) -> None:
    letters = send(
        world.cast.administrator, world.case, "H", agencies=[str(one.pk) for one in world.agencies]
    )[1]
    assert len(letters) == len(world.agencies)
    for letter in letters:
        world.point("letter", "room", letter.pk, letter.agency)


def _attest(world: World, agency: Agency) -> None:
    """Records in the register, attested, and one event of them."""
    secured = Secured(
        record_set=f"Files {world.token('room', agency)}",
        whose="both",
        medium="paper",
        location=f"Locked room {world.token('room', agency)}",
        secured_by="Head of records",
        secured_at=day(31),
    )
    case, (author, officer) = world.case, world.authors[agency.pk]
    kept = add_records(case, agency, secured=secured, by=author, now=day(32))
    seal = seal_of_register(register_of(case, agency))
    attest_records(case, agency, seal=seal, by=officer, now=day(32))
    happened = Happened(f"Clerk {world.token('room', agency)}", "Copy room", day(33))
    noted = note_records(kept, kind="copied", happened=happened, by=author, now=day(33))
    world.point("records", "room", kept.pk, agency, arguments={"kind": "copied"})
    world.point("noted", "room", noted.pk, agency)


def _write(world: World, agency: Agency, *, round: int = 1) -> None:
    """The agency's review and chronology, nobody else's until they are countersigned."""
    author, _ = world.authors[agency.pk]
    upload_review(
        world.case,
        agency,
        upload=Upload("review.docx", word("What we did.")),
        recommendations=[
            Recommended(f"Tell of moves. {world.token('submission', agency, round=round)}", "Head")
        ],
        by=author,
        now=WRITTEN,
    )
    _write_here(world, agency, round=round)
    row = Row(
        date=date(2006, 1, 9),
        date_text="09/01/2006",
        child_contact=f"Seen at home by the officer. {world.token('chronology', agency, round=round)}",
        source="File",
        staff="HO1",
    )
    content = write_xlsx([row], agency=agency.name, completed_by="A. N.", staff={"HO1": "Officer"})
    name = f"{world.token('private', agency)}.xlsx"
    if round == 1:
        _begin_chronology(world, agency)
    submitted(world.case, agency, filename=name, content=content, by=author, now=WRITTEN)


def _begin_chronology(world: World, agency: Agency) -> None:
    """Days without contact, and a department's part, which never leaves the agency."""
    given = {"by": world.authors[agency.pk][0], "now": WRITTEN}
    because = f"Paper file. {world.token('chronology', agency)}"
    days = {"first_day": date(2006, 3, 1), "last_day": date(2006, 4, 1)}
    said = declare_silence(world.case, agency, **days, because=because, **given)
    part = open_part(world.case, agency, f"Ward {world.token('private', agency)}", **given)
    own = {"agency_id": agency.pk}
    world.point("silence", "room", said.pk, agency, arguments=own)
    world.point("department", "room", part.pk, agency, arguments={**own, "part_id": part.pk})
    world.point("listed_rows", "room", agency.pk, agency, arguments=own)


def _write_here(world: World, agency: Agency, *, round: int) -> None:
    """What the agency writes in the browser: its sections are its own, what it plans goes along."""
    case, (author, _) = world.case, world.authors[agency.pk]
    given = {"by": author, "now": WRITTEN}
    section = (case, agency, sections_of(case)[-1])
    standing = text_of(case, agency, section[2].key)
    base = standing.revision if standing else 0
    first = Typing(Words(f"First wording. {world.token('private', agency)}"), base)
    row = save_section(*section, typing=first, **given)
    keep_typing(*section, typing=Typing(Words(f"On it. {world.token('private', agency)}"), base + 1), **given)
    world.point("text", "private", row.pk, agency)
    submission = submission_of(case, agency)
    words = world.token("submission", agency, round=round)
    planned = [Planned(1, f"Send notices. {words}", "Head", date(2007, 9, 1), "Counted")]
    save_plan(case, agency, planned=planned, revision=submission.version, **given)
    standing_coverage = coverage_of(case, agency)
    save_coverage(
        case,
        agency,
        covered=Covered([f"Service {world.token('submission', agency, round=round)}"]),
        revision=standing_coverage.revision if standing_coverage else 0,
        **given,
    )


def _countersign(world: World, agency: Agency) -> None:
    case, (_, officer) = world.case, world.authors[agency.pk]
    if agency == world.cast.housing:
        signer = sign_inside(world, agency)
        sign_after_return(world, agency, signer)
    else:
        hand_to_signers(world, agency)
    content = seal_of_content(case, submission_of(case, agency))
    countersign(case, agency, content=content, by=officer, now=SENT)
    world.pass_on(agency, "administration")


def _return(world: World, agency: Agency) -> None:
    return_review(
        world.case,
        agency,
        reason=f"Say more about June. {world.token('room', agency)}",
        due_on=date(2007, 6, 1),
        by=world.cast.administrator,
        now=SENT,
    )
    returned = Milestone.objects.get(case=world.case, key="review_returned", agency=agency)
    arguments = {"key": "review_returned"}
    world.point("subject", "room", returned.subject_id, agency, arguments=arguments)


def _join_author(world: World) -> None:
    author = next(one for one in world.actors if (one.role, one.relation) == ("overview_author", MEMBER))
    author.parts = [Part(world.case.pk, "overview_author")]


def _interview(world: World, agency: Agency) -> None:
    talk = Talk(
        interviewee="Officer, K.L.",
        held_at=day(50),
        held_by="The reviewer",
        notes=f"What was said. {world.token('private', agency)}",
        answers={"seen": f"Two visits. {world.token('private', agency)}"},
        support=f"Supervision {world.token('private', agency)}",
    )
    author, _ = world.authors[agency.pk]
    noted = record_interview(world.case, agency, talk=talk, by=author, now=WRITTEN)
    world.point("interview", "private", noted.pk, agency)
    offer = SupportOffer.objects.get(interview=noted)
    world.point("offer", "private", offer.pk, agency)
    _put_on_paper(world, agency, noted)


def _put_on_paper(world: World, agency: Agency, noted: Interview) -> None:
    """The letter of invitation and the copy of the summary, which nobody outside of the agency opens."""
    case, (author, _) = world.case, world.authors[agency.pk]
    words = world.token("private", agency)
    said = {"meeting_at": day(50), "meeting_place": words, "contact": words, "support": words}
    letter = Paper(f"Officer {words}", values=said)
    invited = invite_to_interview(case, agency, letter=letter, by=author, now=WRITTEN)
    summary = Paper("Officer", values={"summary": words, "reply_by": day(55).date(), "support": words})
    prepare_copy(noted, letter=summary, revision=noted.revision, by=author, now=WRITTEN)
    world.point("rendering", "private", invited.rendering_id, agency)


def _list_staff(world: World, agency: Agency) -> None:
    """A code whose name stays in the agency; with its post it goes along with the review."""
    post, name = f"Officer {world.token('submission', agency)}", world.token("private", agency)
    author, _ = world.authors[agency.pk]
    listed = add_staff(world.case, agency, Staff("HO1", post, name), by=author, now=WRITTEN)
    world.point("listed", "private", listed.pk, agency, arguments={"staff_id": listed.pk})


def _contribute(world: World) -> None:
    """A relative sent something through a link, which the panel cannot read yet."""
    asked = Asked(
        full_name=f"Mabel {world.token('panel')}",
        email="mabel@home.example",
        connection="Grandmother",
        words=f"What do you know? {world.token('panel')}",
        reply_by=timezone.localdate() + timedelta(days=9),
    )
    row = ask_contribution(world.case, asked, by=world.cast.administrator, now=timezone.now())
    world.opened["contribution", None, 1].add("administration")
    told = contributing.Told(connection=f"Her grandmother {world.token('contribution')}")
    with holding(row.link_id):
        came = contributing.send(row.link, told, sent_as="Mabel", now=timezone.now())
    world.point("asked", "panel", row.pk)
    world.point("sent", "contribution", came.pk)


def _post_reviews(world: World) -> None:
    case, cast = world.case, world.cast
    for document in Document.objects.filter(case=case, agency__isnull=False):
        thing = {"agency_review": "submission", "chronology_file": "private"}[document.kind]
        round = document.compartment.round
        world.point("document", thing, document.pk, document.agency, round=round)
    for agency in (cast.housing, cast.health, world.police):
        world.point("duty", "room", Duty.objects.get(case=case, rule_key="SAMR", agency=agency).pk, agency)
        letter = Letter.objects.filter(case=case, agency=agency).first()
        world.point("rendering", "room", letter.rendering_id, agency)
    for agency in world.agencies:
        world.point("rows", "chronology", agency.pk, agency, arguments={"agency_id": agency.pk})
    for entry in Entry.objects.standing().filter(case=case).select_related("agency"):
        own = {"agency_id": entry.agency_id, "entry_id": entry.pk}
        world.point("typed", "room", entry.pk, entry.agency, arguments=own)
    about = {"by": cast.outsider, "now": WRITTEN}
    waiting = wait(case, cast.housing, filename="rows.csv", content=b"Date\n", contents=Contents(), **about)
    own = {"agency_id": cast.housing.pk, "waiting_id": waiting.pk}
    world.point("waiting", "room", waiting.pk, cast.housing, named="nobody", arguments=own)
    asked = request_integrated_pdf(case, by=cast.chair, now=SENT)
    world.point("rendering", "panel", asked.pk)


def at_overview(world: World) -> None:
    """Every review is released or waived, and the author has submitted a version."""
    case, cast = world.case, world.cast
    release_review(case, cast.health, by=cast.administrator, now=day(100))
    world.pass_on(cast.health, "panel")
    for agency in (world.school, world.police):
        waive(case, agency, reason=f"Closed. {world.token('room', agency)}", by=cast.chair, now=day(101))
    for stage in ("presentations", "overview_drafting"):
        move(case, stage, by=cast.chair, now=day(119))
        world.forget()
    content = OverviewContent(
        executive_summary=f"What happened. {world.token('overview')}",
        recommendations=[OverviewRecommended(f"Do better. {world.token('overview')}", [cast.housing.pk])],
        sections={OUTLINE[0].key: f"The story. {world.token('overview')}"},
    )
    report = submit_overview(case, content=content, seen_version=0, by=cast.overview_author, now=day(135))
    world.opened["overview", None, 1].add("panel")
    world.point("report", "overview", report.pk)
    arguments = {"key": "overview_submitted"}
    world.point("subject", "overview", report.pk, arguments=arguments)
    move(case, "fair_representation", by=cast.chair, now=day(136))
    world.forget()


MEETING = day(240)
REPLY_BY = (MEETING + timedelta(days=170)).date()


def under_plan(world: World) -> None:
    """The operations board has received the plan; a round is under way, one owner has answered."""
    case, cast = world.case, world.cast
    for key, stage in (("overview_agreed", "panel_agreed"), ("endorsed", "endorsed")):
        record_milestone(case, key, by=cast.chair, now=day(200))
        move(case, stage, by=cast.chair, now=day(200))
        world.forget()
    operations = next(
        one.user for one in world.actors if (one.role, one.relation) == ("operations_board", MEMBER)
    )
    actions = {agency: _act(world, agency) for agency in (cast.housing, cast.health)}
    board = _act(world, None, person=operations)
    plan = write_strategy(
        case,
        dissemination=f"A debriefing. {world.token('plan')}",
        monitoring="Quarterly",
        version=0,
        by=cast.administrator,
        now=MEETING,
    )
    receive_plan(case, held_at=MEETING, by=cast.administrator, now=MEETING + timedelta(days=1))
    world.forget()
    _report(world, actions, board)
    _post_plan(world, plan, board)


def _act(world: World, agency: Agency | None, **more: Any) -> Any:
    action = add_action(
        world.case,
        stream=Stream.OVERVIEW if agency else Stream.BOARD,
        agency=agency,
        what=f"Send a notice. {world.token('plan', agency)}",
        owner_post="Head",
        due_on=date(2008, 3, 31),
        outcome="Nobody is lost sight of",
        measure="Nine of ten",
        monitoring="Quarterly",
        by=world.cast.administrator,
        now=MEETING - timedelta(days=1),
        **more,
    )
    named = "" if agency else "operations_board"
    world.point("action", "plan", action.pk, agency, named=named, arguments={"subject_id": action.pk})
    return action


def _report(world: World, actions: dict[Agency, Any], board: Any) -> None:
    case, cast, now = world.case, world.cast, MEETING + timedelta(days=150)
    ask_updates(case, reply_by=REPLY_BY, by=cast.administrator, now=now)
    said = Progress(actions[cast.health], "on_track", f"Goes on. {world.token('plan', cast.health)}")
    answered = report(case, cast.health, [said], by=cast.health_officer, now=now)
    world.point("answer", "plan", answered.pk, cast.health, arguments={"request_id": answered.pk})
    claim_done(
        actions[cast.housing],
        progress=f"Done. {world.token('plan', cast.housing)}",
        files=[Attachment("evidence.txt", f"Seen {world.token('plan', cast.housing)}".encode())],
        by=cast.housing_officer,
        now=now,
    )
    summary = f"On the way. {world.token('plan')}"
    made = report_to_board(case, summary=summary, minuted_on=now.date(), by=cast.administrator, now=now)
    world.point("board_report", "plan", made.pk, arguments={"report_id": made.pk})


def _post_plan(world: World, plan: Any, board: Any) -> None:
    case, cast = world.case, world.cast
    for document in Document.objects.filter(case=case, kind="evidence"):
        world.point("document", "plan", document.pk, cast.housing)
    for agency in (cast.housing, cast.health):
        duty = Duty.objects.filter(case=case, rule_key="ACTION", agency=agency).first()
        world.point("duty", "plan", duty.pk, agency)
    world.point("rendering", "plan", Rendering.objects.filter(case=case, kind="action_plan").first().pk)


# How the scene comes to each stage; the first is made whole.
WAYS: dict[str, Callable[[World], None]] = {
    "decided": decided,
    "reviews": under_review,
    "overview": at_overview,
    "plan": under_plan,
}
