"""The administrator invites people without an account to refer a case."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from referrals.invitations import PURPOSE, end_invitation, invitations, invite_to_refer
from referrals.views import either
from scr.govuk import GovukForm
from scr.people.models import InvitedLink
from scr.people.requests import SignedIn, administrators_only
from scr.people.services import Refused

A_PAGE = 50


class InviteToReferForm(GovukForm, forms.Form):
    full_name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="Email address", max_length=254)


@administrators_only
@either
def invite(request: SignedIn) -> HttpResponse:
    """Who was invited and what came of it, and a form to invite somebody."""
    form = InviteToReferForm(request.POST if request.method == "POST" else None)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        link = invite_to_refer(**form.cleaned_data, by=request.user, now=now)
        messages.success(request, f"The link is on its way to {link.email}.")
        return redirect("referrals:invite")
    page = Paginator(invitations(by=request.user, now=now), A_PAGE).get_page(request.GET.get("page"))
    trail = [
        {"label": "Refer a case", "url": reverse("referrals:refer")},
        {"label": "Invitations", "url": ""},
    ]
    return render(request, "referrals/invite.html", {"form": form, "page": page, "breadcrumbs": trail})


@administrators_only
@either
def end(request: SignedIn, link_id: UUID) -> HttpResponse:
    """Call an invitation back; the page says what becomes of what was typed."""
    link = get_object_or_404(InvitedLink, pk=link_id, purpose=PURPOSE, case_id__isnull=True)
    if request.method == "POST":
        try:
            end_invitation(link, by=request.user, now=timezone.now())
            messages.success(request, f"The link of {link.full_name} opens nothing any more.")
        except Refused as refusal:
            messages.warning(request, refusal.sentence)
        return redirect("referrals:invite")
    trail = [{"label": "Invitations", "url": reverse("referrals:invite")}, {"label": "End a link", "url": ""}]
    return render(request, "referrals/end_invitation.html", {"link": link, "breadcrumbs": trail})
