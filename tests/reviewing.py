"""Cases that have reached their reviews, for tests: plain functions that call the services."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from docx import Document as Word

from reviews.models import OverviewEngagement, Submission, TermsOfReference
from reviews.services.handing_over import countersign, hand_over
from reviews.services.overview import engage_author
from reviews.services.reception import release_review
from reviews.services.submission import (
    Recommended,
    Upload,
    newest_submission,
    seal_of_content,
    upload_review,
)
from reviews.services.terms import draft_terms, open_draft, sign_terms
from reviews.terms_content import TermsContent
from scr.cases.independence import INDEPENDENT, Answers
from scr.cases.models import Case
from scr.cases.services import move, record_milestone
from scr.meetings.models import Meeting
from scr.meetings.services import arrange, record_held
from scr.people.models import Agency, User
from scr.procedures import newest
from tests.cast import D0, Cast, Scene, make_case, make_cast

PROCEDURE = newest("scr_beds_2007")
SCOPING = D0 + timedelta(days=30)
SIGNED = SCOPING + timedelta(hours=5)
DUE = date(2007, 5, 16)  # 42 days after the scoping meeting, on day 72
WRITTEN = D0 + timedelta(days=60)
STARTED = D0 + timedelta(days=119)  # the overview report
TO_SCOPING = (
    (("panel_consulted",), "consulting"),
    (("criteria_meeting_held", "recommendation_recorded"), "considered"),
    (("decided",), "decided"),
    (("review_instigated",), "review_open"),
    (("letter_h_issued",), "scoping"),
)
LINES = ("Which moves of the family were known to whom?", "Was the child seen?")


def scoped(cast: Cast | None = None, *, scoping_held: bool = True) -> Scene:
    """A case at scoping, with both agencies told of the decision; of a new board unless one is given."""
    cast = cast or make_cast()
    case = make_case(cast)
    for day, (milestones, target) in enumerate(TO_SCOPING, start=19):
        now = D0 + timedelta(days=day)
        for key in milestones:
            agencies = (cast.housing, cast.health) if key == "letter_h_issued" else (None,)
            for agency in agencies:
                record_milestone(case, key, by=cast.chair, now=now, agency=agency)
        case = move(case, target, by=cast.chair, now=now)
    if scoping_held:
        hold(case, cast, "scoping", at=SCOPING)
    return Scene(cast, case)


def hold(case: Case, cast: Cast, kind: str, *, at: datetime) -> Meeting:
    meeting = arrange(case, kind=kind, starts_at=at, by=cast.administrator, now=at)
    return record_held(
        meeting,
        held_at=at,
        present=[cast.chair.pk],
        apologies=[],
        minutes="Settled as recorded.",
        by=cast.administrator,
        now=at,
    )


def terms_content(**changes: Any) -> TermsContent:
    """Terms of reference as the demo case has them: everything answered, reviews due on day 72."""
    values: dict[str, Any] = {
        "period_from": date(2005, 1, 1),
        "period_to": date(2007, 3, 3),
        "start_on": date(2007, 4, 4),
        "complete_on": date(2007, 7, 26),
        "presentation_on": date(2007, 6, 8),
        "reviews_due_on": DUE,
        "briefing_on": date(2007, 4, 11),
        "briefing_people": "The Chair and the Designated Nurse",
        "contract_by": "The Chair and the Training Manager",
        "on_delay": "Tell the administrator a week before.",
        "answers": {one.key: f"Answer on {one.key}" for one in PROCEDURE.scoping_questions},
        "lines": LINES,
    }
    return TermsContent(**(values | changes))


def drafted(scene: Scene, *, now: datetime = SCOPING, **changes: Any) -> Any:
    draft = open_draft(scene.case)
    return draft_terms(
        scene.case,
        content=terms_content(**changes),
        revision=draft.revision if draft else 0,
        by=scene.cast.administrator,
        now=now,
    )


def signed(scene: Scene, *, now: datetime = SIGNED, **changes: Any) -> TermsOfReference:
    """Draft and sign the next version; the case of the scene is fresh afterwards."""
    draft = drafted(scene, now=now, **changes)
    terms = sign_terms(draft, revision=draft.revision, by=scene.cast.chair, now=now)
    scene.case.refresh_from_db()
    return terms


def under_review(cast: Cast | None = None) -> Scene:
    """A case whose terms of reference are signed: Housing and Community Health write their reviews."""
    scene = scoped(cast)
    signed(scene)
    return scene


def word(*paragraphs: str) -> bytes:
    """A real Word file."""
    document = Word()
    for text in paragraphs:
        document.add_paragraph(text)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def people_of(scene: Scene, agency: Agency) -> tuple[User, User]:
    """An agency's reviewer and its chief officer."""
    cast = scene.cast
    if agency == cast.housing:
        return cast.housing_author, cast.housing_officer
    return cast.health_author, cast.health_officer


def written(
    scene: Scene,
    agency: Agency,
    *,
    text: str = "What we did and why.",
    recommendations: Iterable[str] = ("Tell health visitors of every move.",),
    now: datetime = WRITTEN,
) -> Submission:
    """The reviewer uploads the review; the chronology's room says that its file is in."""
    author, _ = people_of(scene, agency)
    submission = upload_review(
        scene.case,
        agency,
        upload=Upload("review.docx", word(text)),
        recommendations=[Recommended(one, "Head of Lettings") for one in recommendations],
        by=author,
        now=now,
    )
    record_milestone(scene.case, "chronology_uploaded", by=author, now=now, agency=agency)
    return submission


def handed_over(scene: Scene, agency: Agency, *, now: datetime = WRITTEN, **more: Any) -> Submission:
    written(scene, agency, now=now, **more)
    author, _ = people_of(scene, agency)
    return hand_over(
        scene.case,
        agency,
        declares_independence=True,
        discussed_with="Head of Service, 2 May",
        legal_advice="not_needed",
        by=author,
        now=now,
    )


def countersigned(scene: Scene, agency: Agency, *, now: datetime = WRITTEN, **more: Any) -> Submission:
    handed_over(scene, agency, now=now, **more)
    _, officer = people_of(scene, agency)
    return sign(scene, agency, by=officer, now=now)


def sign(scene: Scene, agency: Agency, *, by: User, now: datetime = WRITTEN) -> Submission:
    """Countersign what is there now."""
    submission = newest_submission(scene.case, agency)
    assert submission is not None
    content = seal_of_content(scene.case, submission)
    return countersign(scene.case, agency, content=content, by=by, now=now)


def released(scene: Scene, agency: Agency, *, now: datetime = WRITTEN, **more: Any) -> Submission:
    countersigned(scene, agency, now=now, **more)
    return release_review(scene.case, agency, by=scene.cast.administrator, now=now)


def engaged(
    scene: Scene, *, author: User | None = None, answers: Answers = INDEPENDENT, **more: Any
) -> OverviewEngagement:
    """The overview author is engaged, with the day agreed for the draft."""
    return engage_author(
        scene.case,
        author=author or scene.cast.overview_author,
        independence="Has never worked in the county.",
        answers=answers,
        draft_due_on=date(2007, 7, 20),
        by=scene.cast.administrator,
        now=STARTED,
        **more,
    )
