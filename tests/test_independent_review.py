"""The wholly independent review, which the Chair may require after consulting chief officers (5.3)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from referrals.consulting_officers import record_officer
from referrals.models import Decision, OfficerConsulted
from referrals.services import decide, decision_html
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.letters.models import Letter
from scr.letters.services import issue_to
from tests.cast import D0, Scene, make_cast
from tests.referring import SAFE, refer_up_to_recommendation
from tests.test_referrals_pages import DECIDED, hidden

pytestmark = pytest.mark.usefixtures("rows")
AT = D0 + timedelta(days=20)
SAID = "She agrees: the press is at the door."


@pytest.fixture(scope="module")
def module_scene(module_rows):
    cast = make_cast()
    return Scene(cast, refer_up_to_recommendation(cast))


def consult(case, cast, agency, **more):
    values = {"officer": "Hugo Housing", "consulted_on": AT.date(), "said": SAID, "by": cast.chair, "now": AT}
    return record_officer(case, agency, **{**values, **more})


def consult_all(case, cast):
    consult(case, cast, cast.housing)
    consult(case, cast, cast.health, officer="Noel Health")


def require_independence(case, cast, **more):
    values = {
        "outcome": "serious_case_review",
        "reasons": "The criteria are met.",
        "other_children": SAFE,
        "is_independent": True,
        "independent_reasons": "Public concern is great.",
        "by": cast.chair,
        "now": AT,
    }
    decision = decide(case, **{**values, **more})
    case.refresh_from_db()
    return decision


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, case):
    return reverse(f"referrals:{name}", args=[case.pk])


def html(response):
    return response.content.decode()


def test_every_chief_officer_is_consulted_first(case, cast):
    with pytest.raises(NotTheMoment, match="chief officer first"):
        require_independence(case, cast)
    consult(case, cast, cast.housing)
    with pytest.raises(NotTheMoment, match="chief officer first"):
        require_independence(case, cast)
    consult(case, cast, cast.health)
    assert require_independence(case, cast).is_independent


def test_it_needs_reasons_and_is_a_serious_case_review(case, cast):
    consult_all(case, cast)
    with pytest.raises(NotTheMoment, match="why the review must be wholly independent"):
        require_independence(case, cast, independent_reasons=" ")
    with pytest.raises(NotTheMoment, match="decide for one"):
        require_independence(
            case, cast, outcome="near_miss_review", differs_reasons="x", criteria_reasons="x"
        )


def test_only_the_chair_records_what_they_said_and_before_deciding(case, cast):
    with pytest.raises(NotYourRole):
        consult(case, cast, cast.housing, by=cast.administrator)
    assert browser(cast.administrator).get(url("officers", case)).status_code == 403
    assert browser(cast.housing_officer).get(url("officers", case)).status_code == 404
    with pytest.raises(NotTheMoment, match="once you have spoken"):
        consult(case, cast, cast.housing, consulted_on=AT.date() + timedelta(days=1))
    consult_all(case, cast)
    require_independence(case, cast)
    with pytest.raises(NotTheMoment, match="before the Chair decides"):
        consult(case, cast, cast.housing)


@pytest.mark.requirement("R049")
def test_the_chair_requires_it_in_the_browser_and_everybody_reads_that_it_is_the_review(case, cast):
    client = browser(cast.chair)
    assert url("officers", case) in html(client.get(url("referral", case)))
    assert "wholly independent review?" not in html(client.get(url("decide", case)))
    for agency, officer in ((cast.housing, "Hugo Housing"), (cast.health, "Noel Health")):
        typed = {
            "agency": str(agency.pk),
            "officer": officer,
            "consulted_on_day": "25",
            "consulted_on_month": "3",
            "consulted_on_year": "2007",
            "said": SAID,
        }
        page = html(client.post(url("officers", case), typed, follow=True))
        assert f"What {officer} said is recorded" in page
    assert "Every chief officer has been consulted" in page
    row = OfficerConsulted.objects.get(agency=cast.housing)
    assert (row.officer, row.consulted_on, row.said) == ("Hugo Housing", date(2007, 3, 25), SAID)
    typed = DECIDED | {"is_independent": "yes", "independent_reasons": "Public concern is great."}
    last = html(client.post(url("decide", case), typed))
    assert "It is the serious case review, and the panel supports it" in last
    client.post(url("decide", case), {**hidden(last), "confirmed": "yes"})
    decision = Decision.objects.get()
    assert decision.outcome == "serious_case_review"
    for reader in (cast.panel_member, cast.administrator, cast.chair):
        page = html(browser(reader).get(reverse("case", args=[case.pk])))
        assert "Wholly independent review." in page
        assert "the panel supports it" in page
    duty = Duty.objects.get(case=case, rule_key="SUPPORT")
    assert duty.words in html(client.get(url("set_off", case)))
    paper = decision_html(decision, now=AT)
    for words in ("Wholly independent review", "Hugo Housing", "Noel Health", SAID, "25 March 2007"):
        assert words in paper


def test_letters_say_so_and_other_letters_do_not(case, cast):
    consult_all(case, cast)
    issue_to(case, "REFERRER", addressee="DI Referrer", by=cast.administrator, now=AT)
    require_independence(case, cast)
    issue_to(case, "H", agencies=[cast.housing], by=cast.administrator, now=AT)
    before, after = (Letter.objects.get(code=code).rendering.html for code in ("REFERRER", "H"))
    assert "This is a wholly independent review" in after
    assert "wholly independent" not in before
