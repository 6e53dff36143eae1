"""The board's people, their posts and the agencies: kept by administrators, with nothing of any case."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scr.people import services
from scr.people.forms import AgencyForm, EndPostForm, InviteForm, PersonSearch, PostForm
from scr.people.models import Agency, Appointment, User
from scr.people.requests import SignedIn, administrators_only, refusals_shown_on
from scr.people.services import Refused
from scr.typed_words import keep_words, search_asked

PEOPLE_A_PAGE = 50
either = require_http_methods(["GET", "POST"])


def _trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "url": url} for label, url in (("People", reverse("people:people")), *steps)]


@administrators_only
@either
def people(request: SignedIn) -> HttpResponse:
    """Everybody who has an account, with agency, posts and whether they have signed in."""
    if request.method == "POST":
        return keep_words(request)
    form = PersonSearch(search_asked(request))
    found = User.objects.select_related("agency").prefetch_related(_posts_today())
    if form.is_valid() and form.cleaned_data["words"]:
        words = form.cleaned_data["words"]
        found = found.filter(
            Q(full_name__icontains=words) | Q(email__icontains=words) | Q(agency__name__icontains=words)
        )
    page = Paginator(found, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/people.html", {"page": page, "form": form})


def _posts_today() -> Prefetch:
    standing = Appointment.objects.standing_on(timezone.localdate())
    return Prefetch("appointments", queryset=standing, to_attr="posts")


@administrators_only
@either
def invite(request: SignedIn) -> HttpResponse:
    """Open an account for somebody and send the link to choose a password."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with refusals_shown_on(form):
            user = services.invite(by=request.user, now=now, **form.cleaned_data)
            services.send_invitation(user, by=request.user, now=now)
            messages.success(request, f"{user.full_name} is invited. The link in the email works for 3 days.")
            return redirect("people:person", user_id=user.pk)
    context = {"form": form, "breadcrumbs": _trail(("Invite somebody", ""))}
    return render(request, "people/invite.html", context)


@administrators_only
@require_safe
def person(request: SignedIn, user_id: UUID) -> HttpResponse:
    """One person's account and posts, now and before."""
    found = get_object_or_404(User.objects.select_related("agency"), pk=user_id)
    today = timezone.localdate()
    posts = Appointment.objects.filter(user=found).order_by("-since_on")
    context = {
        "person": found,
        "posts": posts,
        "today": today,
        "is_self": found.pk == request.user.pk,
        "breadcrumbs": _trail((found.full_name, "")),
    }
    return render(request, "people/person.html", context)


@administrators_only
@require_POST
def invite_again(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Send a new link to somebody whose first one was lost or is too old."""
    found = get_object_or_404(User, pk=user_id)
    try:
        services.send_invitation(found, by=request.user, now=timezone.now())
        messages.success(request, f"A new link was sent to {found.full_name}.")
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    return redirect("people:person", user_id=found.pk)


@administrators_only
@either
def disable(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Close an account after a page that says what that means."""
    found = get_object_or_404(User, pk=user_id)
    if request.method == "POST":
        try:
            services.disable(found, by=request.user, now=timezone.now())
            messages.success(request, f"The account of {found.full_name} is closed.")
        except Refused as refusal:
            messages.warning(request, refusal.sentence)
        return redirect("people:person", user_id=found.pk)
    context = {"person": found, "breadcrumbs": _person_trail(found, "Close the account")}
    return render(request, "people/disable.html", context)


def _person_trail(found: User, label: str) -> list[dict[str, str]]:
    return _trail((found.full_name, reverse("people:person", args=[found.pk])), (label, ""))


@administrators_only
@either
def give_post(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Give somebody a post on the board or its panel."""
    found = get_object_or_404(User, pk=user_id, is_active=True)
    form = PostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.appoint(found, by=request.user, now=timezone.now(), **form.given)
        messages.success(
            request,
            f"{found.full_name} holds the post. Cases that are open already do not change: add people there.",
        )
        return redirect("people:person", user_id=found.pk)
    context = {"form": form, "person": found, "breadcrumbs": _person_trail(found, "Give a post")}
    return render(request, "people/give_post.html", context)


@administrators_only
@either
def end_post(request: SignedIn, appointment_id: UUID) -> HttpResponse:
    """Let a post end."""
    found = get_object_or_404(Appointment.objects.select_related("user"), pk=appointment_id)
    form = EndPostForm(request.POST if request.method == "POST" else None, since=found.since_on)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            until = form.cleaned_data["until_on"]
            services.end_appointment(found, until=until, by=request.user, now=timezone.now())
            messages.success(request, "The end of the post is recorded.")
            return redirect("people:person", user_id=found.user_id)
    context = {
        "form": form,
        "appointment": found,
        "breadcrumbs": _person_trail(found.user, "End a post"),
    }
    return render(request, "people/end_post.html", context)


@administrators_only
@require_safe
def agencies(request: SignedIn) -> HttpResponse:
    """The agencies that can take part in cases."""
    context = {"agencies": Agency.objects.all(), "breadcrumbs": _trail(("Agencies", ""))}
    return render(request, "people/agencies.html", context)


@administrators_only
@either
def add_agency(request: SignedIn) -> HttpResponse:
    form = AgencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        agency = services.add_agency(by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{agency.name} is added.")
        return redirect("people:agencies")
    above = ("Agencies", reverse("people:agencies"))
    context = {"form": form, "breadcrumbs": _trail(above, ("Add an agency", ""))}
    return render(request, "people/add_agency.html", context)
