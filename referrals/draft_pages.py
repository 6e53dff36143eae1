"""The pages on which a referral is filled in, the same for who signed in and for who came by a link."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from referrals import drafts
from referrals.attachments import Attachment
from referrals.draft_forms import BY_KEY, AttachForm, SendForm, begun_group, first_open, group_of
from referrals.family_forms import FamilyQuestions
from referrals.form_g import FormG
from referrals.models import DraftFile, ReferralDraft
from referrals.question_groups import Asked
from scr.cases.policy import refusals_on
from scr.documents.intake import FileRefused


@dataclass(frozen=True)
class Desk:
    """Where a draft is filled in: what its pages ask, and their addresses.

    One that belongs to a link has no id in its addresses, as the link is known from the session.
    """

    draft: ReferralDraft
    ask: Asked

    def url(self, page: str, **more: Any) -> str:
        if self.draft.link_id:
            return reverse(f"referrals:invited_{page}", kwargs=more)
        return reverse(f"referrals:{page}", kwargs={"draft_id": self.draft.pk, **more})

    @property
    def start(self) -> str:
        return reverse("referrals:invited" if self.draft.link_id else "referrals:refer")

    @property
    def check(self) -> str:
        return self.url("check_answers")

    @property
    def attach(self) -> str:
        return self.url("attach")

    @property
    def steps(self) -> dict[str, str]:
        """The address of each page."""
        return {key: self.url("question", step=key) for key in BY_KEY}

    @property
    def next(self) -> str:
        """The first page that still wants an answer, else the one that checks them."""
        step = first_open(self.draft, asked=self.ask)
        return self.steps[step] if step else self.check

    @property
    def files(self) -> list[tuple[DraftFile, str]]:
        """What goes along, each with the address that takes it off."""
        found = DraftFile.objects.filter(draft=self.draft)
        return [(one, self.url("take_off", file_id=one.pk)) for one in found]


def question_page(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """One question group; saving it leads to the first page that still wants an answer."""
    if step not in BY_KEY:
        raise Http404
    if desk.draft.sent_at is not None:
        return redirect(desk.url("sent"))
    if request.method == "POST":
        form = BY_KEY[step](request.POST, asked=desk.ask)
        if isinstance(form, FamilyQuestions) and "add" in request.POST:
            drafts.save_answers(desk.draft, step, form.typed(more=1), now=timezone.now())
            return redirect(f"{desk.steps[step]}#person-{form.count + 1}")
        if form.is_valid():
            with refusals_on(form):
                draft = drafts.save_answers(desk.draft, step, form.typed(), now=timezone.now())
                return redirect(Desk(draft, desk.ask).next)
    else:
        form = _as_left(desk, step)
    return render(request, "referrals/question.html", _context(desk, step, form))


def _as_left(desk: Desk, step: str) -> Any:
    """A page as it was saved, without errors: they are said when it is sent again."""
    if step in desk.draft.answers:
        return group_of(desk.draft, step, asked=desk.ask)
    return begun_group(desk.draft, step, asked=desk.ask)


def _context(desk: Desk, step: str, form: Any) -> dict[str, Any]:
    keys = list(BY_KEY)
    at = keys.index(step)
    return {
        "desk": desk,
        "draft": desk.draft,
        "form": form,
        "number": at + 1,
        "count": len(keys),
        "previous": desk.steps[keys[at - 1]] if at else desk.start,
    }


def attach_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The documents that go along, and a form to add one more."""
    if desk.draft.sent_at is not None:
        return redirect(desk.url("sent"))
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()
    if request.method == "POST" and form.is_valid() and _attach(desk, form):
        return redirect(desk.attach)
    return render(request, "referrals/attach.html", {"desk": desk, "form": form})


def _attach(desk: Desk, form: AttachForm) -> bool:
    upload = form.cleaned_data["attachment"]
    attachment = Attachment(upload.name, upload.read(), form.cleaned_data["kind"])
    try:
        with refusals_on(form):
            drafts.attach(desk.draft, attachment, now=timezone.now())
    except FileRefused as refused:
        form.add_error("attachment", str(refused))
    return not form.errors


def take_off_page(desk: Desk, file_id: UUID) -> HttpResponse:
    drafts.take_off(desk.draft, file_id)
    return redirect(desk.attach)


def check_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything that was answered, once more, and the button that sends it."""
    if desk.draft.sent_at is not None:
        return redirect(desk.url("sent"))
    groups = {key: group_of(desk.draft, key, asked=desk.ask) for key in BY_KEY}
    if not all(group.is_valid() for group in groups.values()):
        return redirect(desk.next)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _send(desk, groups)
            return redirect(desk.url("sent"))
    shown = [(group, desk.steps[key], group.shown()) for key, group in groups.items()]
    return render(request, "referrals/check_answers.html", {"desk": desk, "form": form, "groups": shown})


def _send(desk: Desk, groups: dict[str, Any]) -> None:
    cleaned: dict[str, Any] = {}
    for group in groups.values():
        cleaned |= group.cleaned_data
    drafts.send_draft(
        desk.draft,
        FormG(**{one.name: cleaned[one.name] for one in fields(FormG)}),
        agencies=list(cleaned["agencies"]),
        criteria=groups["criteria"].answers,
        aids=groups["questions"].answers,
        people=groups["family"].people,
        now=timezone.now(),
    )


def sent_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The receipt: reference, time, what happens next and by when."""
    if desk.draft.sent_at is None:
        return redirect(desk.check)
    return render(request, "referrals/sent.html", {"receipt": desk.draft})
