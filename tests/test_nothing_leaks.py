"""Names stand on pages and on paper; logs, e-mails, addresses and error pages hold none (P14)."""

import io
import json
import logging
import re
from types import SimpleNamespace

import pytest
from celery import shared_task
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, include, path

from referrals.models import Referral
from scr.cases.models import Case, Compartment
from scr.cases.reminders import gate
from scr.cases.tasks import as_sweep
from scr.documents.services import request_pdf
from scr.documents.tasks import render_waiting
from scr.logs import HIDDEN, cut_down
from scr.outbox.sending import send_waiting
from scr.people.models import User
from scr.people.services import send_invitation
from tests.cast import D0, Scene, make_cast
from tests.counts import n
from tests.every_answer import Walk, is_page, patterns
from tests.referring import LINNET, refer_up_to_recommendation
from tests.seeded_names import CHILD_AND_FAMILY, EVERYBODY, found_in, judged, leaks_of, leaks_of_files

pytestmark = pytest.mark.usefixtures("rows")
CHILD = LINNET.child_name


def twice(request):
    """PostgreSQL tells the whole row that it refuses: "Key (email)=(...) already exists"."""
    User.objects.create(email=request.POST["email"], full_name=CHILD)
    return HttpResponse()


def too_long(request):
    Referral.objects.create(child_name=CHILD, child_sex="x" * 10_000)
    return HttpResponse()


def breaks(request):
    raise ValueError(f"{CHILD} cannot be read") from KeyError(CHILD)


urlpatterns = [
    path("", include("scr.urls")),
    path("twice/", twice),
    path("too-long/", too_long),
    path("breaks/", breaks),
    path("breaks/<str:who>/", lambda request, who: breaks(request)),
]
handler400 = "scr.pages.errors.bad_request"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    cast = make_cast()
    return Scene(cast, refer_up_to_recommendation(cast))


@pytest.fixture
def logged():
    """What the handler of the settings writes, at the level of the smallest matter."""
    written, root = io.StringIO(), logging.getLogger()
    (ours,) = [one for one in root.handlers if one.name == "stderr"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(ours.formatter)
    plain = logging.StreamHandler(written)  # as Celery's and gunicorn's own
    root.addHandler(handler)
    root.addHandler(plain)
    yield written
    root.removeHandler(handler)
    root.removeHandler(plain)


def browser(user=None, **options):
    client = Client(raise_request_exception=False, **options)
    if user:
        client.force_login(user)
    return client


def lines_of(logged):
    """What was written as JSON; plain handlers write the same without."""
    return [json.loads(line) for line in logged.getvalue().splitlines() if line.startswith('{"')]


@pytest.fixture
def broken(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.usefixtures("broken")
def test_a_refused_row_is_logged_by_its_constraint_and_not_by_its_values(cast, logged):
    email = cast.housing_author.email
    assert browser(cast.chair).post("/twice/", {"email": email}).status_code == 500
    assert browser(cast.chair).post("/too-long/").status_code == 500
    first, second = lines_of(logged)
    assert "psycopg2.errors.UniqueViolation 23505 people_user people_user_email_key" in str(
        first["exception"]
    )
    assert "test_nothing_leaks.py" in str(second["exception"])
    assert (first["view"], first["status"]) == ("tests.test_nothing_leaks.twice", 500)
    assert email not in logged.getvalue()
    assert found_in(logged.getvalue()) == []


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/breaks/{CHILD}/", 500),
        (f"/breaks/?who={CHILD}", 500),
        (f"/no-such-page/{CHILD}/", 404),
        (f"/people/{CHILD}/", 404),
        (f"/people/?words={CHILD}", 403),
        (f"/evaluation/sign-in/?who={CHILD}", 405),
    ],
)
def test_neither_log_nor_error_page_repeats_an_address(cast, logged, address, status):
    answer = browser(cast.housing_author).get(address)
    assert answer.status_code == status
    assert found_in(answer.content.decode(), CHILD_AND_FAMILY) == []
    assert lines_of(logged)[-1]["status"] == status
    assert found_in(logged.getvalue()) == []


def test_pages_for_what_was_refused_before_a_view_repeat_nothing(cast, logged):
    client, typed = browser(cast.housing_author, enforce_csrf_checks=True), {"words": CHILD}
    answers = {
        403: client.post("/cases/", typed),
        400: client.post(f"/cases/?{CHILD}", typed, headers={"host": f"{CHILD.split()[0]}.example"}),
        413: client.post("/cases/", typed, CONTENT_LENGTH=str(settings.REQUEST_MAX_BYTES + 1)),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {s: s for s in answers}
    for answer in answers.values():
        assert found_in(answer.content.decode(), CHILD_AND_FAMILY) == []
        assert "Nothing was saved" in answer.content.decode()
    assert "back button" in answers[403].content.decode()
    assert f"up to {settings.DOCUMENT_MAX_BYTES // 2**20} MB" in answers[413].content.decode()
    assert found_in(logged.getvalue()) == []


def test_a_page_for_too_many_tries_repeats_nothing(cast, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    typed = {"email": cast.housing_author.email}
    answers = [browser().post("/account/password/reset/", typed) for _ in range(2)]
    cache.clear()
    assert answers[1].status_code == 429
    assert typed["email"] not in answers[1].content.decode()


@shared_task(name="tests.fails")
def fails(who):
    raise ValueError(f"{who} cannot be sent")


def test_a_failing_task_logs_neither_its_arguments_nor_what_it_says(logged):
    fails.apply(args=[CHILD], kwargs={})
    assert "ValueError" in logged.getvalue()
    assert found_in(logged.getvalue()) == []


def test_a_pdf_that_breaks_the_renderer_logs_nothing_of_its_page(cast, case, logged):
    panel = Compartment.objects.get(case=case, kind="panel", agency=None)
    page = f"<p>{CHILD}</p>" + "<div>" * 1200
    names = {"kind": "note", "title": CHILD, "filename": f"{CHILD}.pdf"}
    rendering = request_pdf(case, panel, **names, html=page, by=cast.chair, now=D0)
    render_waiting()
    (line,) = lines_of(logged)
    assert (line["event"], line["rendering"]) == ("pdf_failed", str(rendering.pk))
    assert line["exception"][0] == "builtins.RecursionError" and len(line["exception"]) < 100
    assert found_in(logged.getvalue()) == []


def test_a_form_with_errors_gives_back_what_was_typed_to_whoever_typed_it_alone(cast, logged):
    client = browser(cast.administrator)
    typed = {"full_name": CHILD, "email": "no address"}
    answer = client.post("/people/invite/", typed)
    assert answer.status_code == 200 and CHILD in answer.content.decode()
    assert found_in(f"{answer.headers} {answer.cookies} {client.cookies}") == []
    assert logged.getvalue() == "" and mail.outbox == []


def test_what_libraries_log_of_a_request_or_a_mail_is_cut_down(logged):
    logging.getLogger("gunicorn.error").error("Error handling request %s", f"/cases/?words={CHILD}")
    logging.getLogger("somebody").warning(f"{CHILD} was put together on the way")
    logging.getLogger("somebody").warning("%(who)s in %(count)d cases", {"who": CHILD, "count": 3})
    logging.getLogger("somebody").warning("Task %s of %s", "scr.cases.tasks.remind", Case(pk=None))
    events = [line["event"] for line in lines_of(logged)]
    assert events[0] == f"Error handling request {HIDDEN}"
    assert events[1].startswith(f"{HIDDEN} (test_nothing_leaks.py:")
    assert events[2:] == [f"{HIDDEN} in 3 cases", f"Task scr.cases.tasks.remind of {HIDDEN}"]
    assert found_in(logged.getvalue()) == []


def test_without_the_cutting_down_the_name_is_found():
    """Negative control: the same record, made by Python's own class."""
    words = (f"/cases/?words={CHILD}",)
    made = ("gunicorn.error", logging.ERROR, __file__, 1, "Error handling request %s", words, None)
    assert found_in(logging.LogRecord(*made).getMessage()) == ["Linnea", "Testname"]
    assert found_in(cut_down(*made).getMessage()) == []


def test_emails_name_nobody(cast, case):
    browser().post("/account/password/reset/", {"email": cast.housing_author.email})
    send_invitation(cast.health_author, by=cast.administrator, now=D0)
    later = case.opened_at.replace(year=case.opened_at.year + 1)
    sent = send_waiting(now=lambda: later, gate=gate, acting=as_sweep)
    texts = [f"{one.subject}\n{one.body}" for one in mail.outbox]
    print(f"{len(texts)} e-mails with {sum(len(text) for text in texts)} characters searched")
    assert sent > 3
    assert found_in("\n".join(texts)) == []


FREE_TEXT = re.compile(
    r'<(?:input(?=[^>]*type="(?:text|search)")(?![^>]*inputmode="numeric")|textarea)[^>]*>'
)
GET_FORM = re.compile(r'<form(?=[^>]*method="get")[^>]*>(.*?)</form>', re.DOTALL)


def test_no_address_that_a_page_offers_names_anybody(cast, case):
    """Neither do the addresses to which a form leads; one that is sent by GET asks for no words."""
    searched, held, asking = 0, [], []
    people = (cast.administrator, cast.housing_author, cast.chair, cast.panel_member)
    for user in people[: n(2, 4)]:
        walk = Walk(each=n(1, 5))
        for address, answer in walk.pages(browser(user)):
            offered = [address, *walk.offered(address, answer)]
            searched += len(offered)
            held += [one for one in offered if found_in(one)]
            if is_page(answer):
                forms = GET_FORM.findall(answer.content.decode())
                asking += [address for form in forms if FREE_TEXT.search(form)]
    print(f"{searched} addresses searched, {len(held)} with names, {len(asking)} forms ask for words by GET")
    assert held == asking == []
    assert searched > 500


def test_the_search_of_addresses_and_forms_finds_what_it_looks_for():
    """Negative control."""
    page = '<form method="get"><input type="text" name="words"></form><a href="/x/?who=Hugo+Housing">x</a>'
    answer = HttpResponse(page)
    offered = Walk(1).offered("/", answer)
    assert [one for one in offered if found_in(one)] == ["/x/?who=Hugo+Housing"]
    assert FREE_TEXT.search(GET_FORM.findall(page)[0])


def test_what_fails_is_told_to_nobody_outside():
    assert not (settings.DEBUG or settings.ADMINS or settings.MANAGERS)
    assert not [one for one in (*settings.INSTALLED_APPS, *settings.MIDDLEWARE) if "sentry" in one]
    loggers = [logging.getLogger(), *map(logging.getLogger, ("django", "django.request", "django.security"))]
    handlers = {type(one).__name__ for logger in loggers for one in logger.handlers}
    assert "AdminEmailHandler" not in handlers


def test_there_is_no_django_admin():
    """Technical administration is done by commands; its pages would show tables past every rule of a case."""
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not [view for view, _ in patterns(get_resolver()) if view.startswith("admin:")]
    assert browser().get("/admin/").status_code == 404


def test_a_test_that_lets_a_name_out_fails(tmp_path):
    """Negative control of tests/seeded_names.py, which looks at what every test puts out."""
    letter = SimpleNamespace(subject="A task", body="Dear Hanna Housing")
    assert leaks_of([("Captured log call", "for Hanna Housing")], []) == [
        "Captured log call holds Hanna Housing"
    ]
    assert leaks_of([("Captured stdout call", "for Hanna Housing")], []) == []
    assert leaks_of([("Captured stdout call", "for linnea")], [letter]) == [
        "Captured stdout call holds Linnea",
        "E-mail holds Hanna Housing",
    ]
    (tmp_path / "web.log").write_text("nothing")
    (tmp_path / "worker.log").write_text("Linnea%20Testname")
    assert leaks_of_files(tmp_path) == ["worker.log holds Linnea, Testname"]


@pytest.mark.parametrize(("printed", "outcome"), [("Linnea", "failed"), ("a child", "passed")])
def test_the_report_of_a_test_is_judged(printed, outcome):
    sections = [("Captured stdout call", printed)]
    report = pytest.TestReport("x", ("x", 1, "x"), {}, "passed", None, "call", sections=sections)
    assert judged(report, []).outcome == outcome
    assert len(EVERYBODY) > 30
