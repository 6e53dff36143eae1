"""allauth's rules of ours: people are invited, and what happens to their accounts is recorded."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from scr.audit.models import Look
from scr.audit.services import note, note_look
from scr.people.confirming import is_recently_confirmed
from scr.people.mailing import tell
from scr.people.models import User
from scr.people.sessions import end_other_sessions
from scr.sealing import seal, unseal

WRONG_PASSWORD = "The email address or the password is not right."
TOO_OFTEN = "You have tried too often. Wait five minutes, then try again."
WRONG_CODE = "The code is not right, or it was used already. Wait for the next one and type that."

# What allauth tells a person by e-mail, as the audit names it.
ACTS = {
    "mfa/email/totp_activated": "authenticator_app_added",
    "mfa/email/totp_deactivated": "authenticator_app_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_chosen",
    "account/email/password_set": "password_chosen",
}


class InvitedOnly(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_PASSWORD,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "incorrect_password": "The password is not right.",
        "enter_current_password": "The present password is not right.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return [*super().get_login_stages(), "scr.people.emailed_codes.EmailedCodeStage"]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Signing in counts as confirming: nobody types a password twice to set up a second step."""
        return super().is_reauthentication_required(app=app) and not is_recently_confirmed(self.request)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        note_look(Look.Kind.SIGNED_IN, by=user, at=timezone.now(), path=request.path)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """What was typed is not recorded: it may be a password in the wrong field."""
        subject = User.objects.filter(email=credentials.get("email", "").lower()).first()
        note_look(Look.Kind.SIGN_IN_FAILED, by=None, at=timezone.now(), path=request.path, subject=subject)
        super().authentication_failed(request, **credentials)

    def logout(self, request: HttpRequest) -> None:
        note_look(Look.Kind.SIGNED_OUT, by=request.user, at=timezone.now(), path=request.path)
        super().logout(request)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """allauth calls this at every change of a password or factor: record it and tell the person."""
        act = ACTS[template_prefix]
        note(act, by=user, at=timezone.now(), subject=user)
        if act.endswith("_added") and self.request.user.is_authenticated:
            end_other_sessions(self.request)
        tell(user, "account/email/account_changed", {"act": act})


class SealedFactors(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes lie encrypted in the database."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Lantern"}
