"""Settings, read from the environment. What is missing stops the start and names itself."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def required(name: str, why: str) -> str:
    """The value of an environment variable without a default; says how to mend a missing one."""
    try:
        return env.str(name)
    except ImproperlyConfigured as missing:
        sentence = f"Set {name} ({why}). ./start sets it for evaluation; .env.example lists all of them."
        raise ImproperlyConfigured(sentence) from missing


# Evaluation is the demo on one machine: people to click at sign-in and a page of sent mail.
EVALUATION = env.bool("EVALUATION", default=False)
DEBUG = False
SECRET_KEY = required("SECRET_KEY", "signs sessions and links")
FILE_KEYS = required(
    "FILE_KEYS", "comma-separated Fernet keys, the newest first, that encrypt documents"
).split(",")
FILES_ROOT = Path(required("FILES_ROOT", "the folder that keeps uploaded documents"))
AUDIT_SIGNING_KEY = required(
    "AUDIT_SIGNING_KEY", "32 random bytes in base64: the Ed25519 key that signs the audit's exported heads"
)
AUDIT_HEADS_ROOT = Path(required("AUDIT_HEADS_ROOT", "the folder that keeps the audit's exported heads"))
# To whom the digest of each day's heads is also sent, outside of this machine.
AUDIT_HEADS_MAIL_TO = env.list("AUDIT_HEADS_MAIL_TO", default=[])
PUBLIC_URL = required("PUBLIC_URL", "the address in e-mails, such as https://reviews.example.org").rstrip("/")
# From when in the day, by London's clock, the daily e-mail to each person may go out.
DIGEST_HOUR = env.int("DIGEST_HOUR", default=8)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
IS_HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "guardian",
    "simple_history",
    "scr.audit",
    "scr.outbox",
    "scr.people",
    "scr.cases",
    "scr.documents",
    "scr.letters",
    "scr.meetings",
    "referrals",
    "chronology",
    "reviews",
    "actionplans",
    "scr.pages",
]

MIDDLEWARE = [
    # These give every answer its headers, and so stand before all that answer without a view.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "scr.pages.headers.HeadersMiddleware",
    "scr.pages.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "scr.pages.errors.BodySizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "scr.people.session_middleware.SessionLimitsMiddleware",
    "scr.people.middleware.IdentityMiddleware",
    "scr.cases.middleware.ReadingMiddleware",
    "scr.pages.second_factor.SecondFactorMiddleware",
    "scr.cases.middleware.SeeAsMiddleware",  # below what asks the onlooker, and not who is looked through
    "scr.cases.middleware.MomentMiddleware",
    "scr.pages.errors.NotAllowedMiddleware",
]

ROOT_URLCONF = "scr.urls"
WSGI_APPLICATION = "scr.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["scr.template_tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "scr.pages.context.roof",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "rows"],
        "OPTIONS": {"autoescape": True},
    },
]
FORM_RENDERER = "scr.govuk.GovukRenderer"

# The application's role is neither owner nor superuser; migrations run with DATABASE_OWNER_URL.
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", default="scr_app")
RUN_AS_OWNER = env.bool("RUN_AS_OWNER", default=False)
required("DATABASE_URL", "PostgreSQL, as the application's own role")
DATABASES = {"default": env.db_url("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL must be PostgreSQL: nothing else keeps the promises of SECURITY.md."
    )

REDIS_URL = required("REDIS_URL", "Redis or Valkey, which wakes the worker")
# Counts what is limited, for all web processes together. Celery names a socket in another way than redis-py.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db="),
        "KEY_PREFIX": "lantern",
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # what it logs goes where everything goes
CELERY_TIMEZONE = "UTC"
# An entry that last ran so long ago is due as soon as beat starts, and not only after its first interval.
AT_ONCE = {"last_run_at": datetime(2000, 1, 1, tzinfo=UTC)}
CELERY_BEAT_SCHEDULER = "celery.beat.Scheduler"  # in memory: a killed beat cannot corrupt a file
CELERY_BEAT_SCHEDULE = {
    "pulse": {
        "task": "scr.outbox.tasks.pulse",
        "schedule": 5.0,
        "options": {"expires": 30},
        **AT_ONCE,  # ./start waits for the first pulse
    },
    "remind": {"task": "scr.cases.tasks.remind", "schedule": 60.0, "options": {"expires": 60}},
    "rebuild": {
        "task": "scr.cases.tasks.rebuild",
        "schedule": 3600.0,
        "options": {"expires": 3600},
        **AT_ONCE,
    },
    "purge": {"task": "scr.pages.tasks.purge", "schedule": 3600.0, "options": {"expires": 3600}},
    # By the clock, not by an interval, which would begin anew whenever beat is restarted.
    "count": {
        "task": "scr.cases.tasks.count",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 3600},
    },
    "tell_of_ends": {
        "task": "scr.cases.tasks.tell_of_ends",
        "schedule": crontab(hour=3, minute=0),
        "options": {"expires": 3600},
    },
    "tell_of_protocols": {
        "task": "scr.documents.tasks.tell_of_protocols",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 3600},
    },
    "seal": {
        "task": "scr.pages.tasks.seal",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    # Before midnight in London all year, so that each day has its file.
    "export_heads": {
        "task": "scr.pages.tasks.export_audit_heads",
        "schedule": crontab(hour=22, minute=15),
        "options": {"expires": 1800},
    },
    "send": {"task": "scr.cases.tasks.send_notices", "schedule": 20.0, "options": {"expires": 20}},
    "render": {"task": "scr.documents.tasks.render_waiting", "schedule": 15.0, "options": {"expires": 15}},
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "scr.people.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited at an address that the administrator typed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "scr.account_forms.SignInForm",
    "reset_password": "scr.account_forms.PasswordResetForm",
    "reset_password_from_key": "scr.account_forms.NewPasswordForm",
    "change_password": "scr.account_forms.ChangePasswordForm",
    "reauthenticate": "scr.account_forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "scr.account_forms.SecondFactorForm",
    "reauthenticate": "scr.account_forms.ConfirmCodeForm",
    "activate_totp": "scr.account_forms.ActivateAppForm",
    "add_webauthn": "scr.account_forms.AddPasskeyForm",
    "edit_webauthn": "scr.account_forms.RenamePasskeyForm",
}
MFA_ADAPTER = "scr.people.adapter.SealedFactors"
# Nobody registers: the invitation's own link shows that the address is theirs, and allauth has no note of it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Lantern"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Asked of everybody where cases are real; an evaluation signs people in by a click, and may ask for it.
SECOND_FACTOR = not EVALUATION or env.bool("SECOND_FACTOR", default=False)
# How often something may be tried, by address, account or person; allauth's own figures hold for the rest.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "emailed_code": "4/15m/key",
    "invited_link": "30/m/ip",
    "reset_password": "60/h/ip,5/h/key",
    "reset_password_from_key": "60/h/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60

# Grants are read through the compartments' own table, with their dates; see scr/cases/models.
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A person is signed out after so many minutes without a request, and after so many hours in any case.
IDLE_MINUTES = env.int("IDLE_MINUTES", default=30)
SESSION_HOURS = env.int("SESSION_HOURS", default=8)
# The row outlives both, so that what arrives too late is known to be whose it is, and is kept for them.
SESSION_COOKIE_AGE = (SESSION_HOURS + 16) * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "scr.pages.errors.form_out_of_date"
# The prefix makes a browser refuse the cookie from anybody but this very host, and without TLS.
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
MESSAGE_STORAGE = (
    "django.contrib.messages.storage.session.SessionStorage"  # they name people: not in a cookie
)
SECURE_SSL_REDIRECT = IS_HTTPS and not EVALUATION
SECURE_REDIRECT_EXEMPT = ["^health/$"]  # asked from within the machine, without TLS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # whose X-Forwarded-For says who is being limited
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = (
    "scr.outbox.backends.KeptMailBackend" if EVALUATION else "django.core.mail.backends.smtp.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Lantern <noreply@localhost>")
EMAIL_TIMEOUT = 20
if not EVALUATION:
    vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
if env.str("EMAIL_BACKEND", default=""):
    EMAIL_BACKEND = env.str("EMAIL_BACKEND")

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"  # shown; stored as UTC

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = EVALUATION
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site shows what looks like this one

# How many days a link lasts that lets somebody without an account do one thing. [P]: our own figure.
INVITED_LINK_DAYS = env.int("INVITED_LINK_DAYS", default=14)
EMERGENCY_HOURS = env.int("EMERGENCY_HOURS", default=4)  # how long an emergency access reads a case
EMERGENCY_TRIES = env.int("EMERGENCY_TRIES", default=5)  # how often one person may ask for it within 24 hours

CHRONOLOGY_MAX_BYTES = env.int("CHRONOLOGY_MAX_BYTES", default=20 * 1024 * 1024)
DOCUMENT_MAX_BYTES = env.int("DOCUMENT_MAX_BYTES", default=40 * 1024 * 1024)
REQUEST_MAX_BYTES = 2 * max(CHRONOLOGY_MAX_BYTES, DOCUMENT_MAX_BYTES)  # a file too large is told at its field
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

LOGGING_CONFIG = "scr.logs.configure"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "scr.logs.json_lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "json"}},
    "loggers": {"django": {"handlers": [], "propagate": True}},  # Django's own would send e-mails
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
