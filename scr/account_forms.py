"""The sign-in forms of django-allauth in our words (settings: ACCOUNT_FORMS, MFA_FORMS)."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.cache import cache
from django.forms import Form, ValidationError
from django.http import HttpRequest

from scr.govuk import GovukForm
from scr.people.adapter import WRONG_CODE
from scr.people.services import ask_for_password_link

EMAIL_HINT = "The address at which you were invited"
NEW_PASSWORD_HINT = (
    "At least 12 characters. Three words that have nothing to do with each other are easy to remember."
)
CODE_HINT = "The 6 numbers in your authenticator app, or one of your recovery codes"


class Worded(Form):
    """Sets labels and hints after allauth has made its fields; placeholders go, as they vanish on typing.

    Stands behind GovukForm, which words the errors by these labels.
    """

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if name == "code":
                field.widget.attrs["class"] = "govuk-input--width-10 govuk-input--extra-letter-spacing"


class SignInForm(GovukForm, Worded, account.LoginForm):
    """E-mail address and password."""

    labels = {"login": "Email address", "password": "Password"}


class PasswordResetForm(GovukForm, Worded, account.ResetPasswordForm):
    """Asks for a link to a new password."""

    labels = {"email": "Email address"}
    hints = {"email": EMAIL_HINT}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        ask_for_password_link(email)
        return email


class NewPasswordForm(GovukForm, Worded, account.ResetPasswordKeyForm):
    """Sets a password from the link in an invitation or a reset."""

    labels = {"password1": "New password", "password2": "The same password again"}
    hints = {"password1": NEW_PASSWORD_HINT}


class ChangePasswordForm(GovukForm, Worded, account.ChangePasswordForm):
    """Changes the password of somebody who is signed in."""

    labels = {
        "oldpassword": "Present password",
        "password1": "New password",
        "password2": "The same password again",
    }
    hints = {"password1": NEW_PASSWORD_HINT}


class ConfirmPasswordForm(GovukForm, Worded, account.ReauthenticateForm):
    """The password once more, before something that needs it."""

    labels = {"password": "Password"}


class OnceOnly(Form):
    """Takes no code twice. allauth remembers one for 30 seconds, but takes it for 90, as clocks differ."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        key = f"second-factor-used:{self.user.pk}:{code}"  # type: ignore[attr-defined]
        if not cache.add(key, True, timeout=120):
            raise ValidationError(WRONG_CODE)
        return code


class SecondFactorForm(GovukForm, Worded, OnceOnly, mfa.AuthenticateForm):
    """The second step of signing in."""

    labels = {"code": "Security code"}
    hints = {"code": CODE_HINT}


class ConfirmCodeForm(GovukForm, Worded, OnceOnly, mfa.ReauthenticateForm):
    """A code once more, before something that needs it."""

    labels = {"code": "Security code"}
    hints = {"code": CODE_HINT}


class AddPasskeyForm(GovukForm, Worded, webauthn.AddWebAuthnForm):
    """A name for a new passkey; the browser adds the rest."""

    marks_optional = False
    labels = {"name": "Name"}
    hints = {"name": "So that you can tell it from others, for instance Work phone"}


class RenamePasskeyForm(GovukForm, Worded, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": "Name"}


class ActivateAppForm(GovukForm, Worded, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    labels = {"code": "Security code"}
    hints = {"code": "The 6 numbers that your app shows now"}
