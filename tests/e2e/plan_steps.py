"""From the endorsed report to a monitored action: the plan, its owners, evidence, six and nine months."""

from __future__ import annotations

import re

from tests.e2e.cast import ACTION_OWNER, ADMINISTRATOR, HEALTH, HOUSING, PANEL_MEMBER, Story, evidence_in_word
from tests.e2e.review_steps import invitation_to
from tests.e2e.visitor import Visitor

OWNER_ADDRESS = "idris.pemberton@westmarch.example"
OWN_REVIEW = "From an agency's own review"
OVERVIEW = "For an agency, from the overview report"
BOARD = "For the board itself"


def bring_in_an_action_owner(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.case("People")
    clerk.click("Add somebody")
    clerk.unfold("Invite somebody who has no account")
    clerk.fill("Email address", OWNER_ADDRESS)
    clerk.fill("Full name", ACTION_OWNER)
    clerk.fill("Job title", "Head of lettings")
    clerk.select("Works for", HOUSING.name)
    clerk.select("Role on this case", "Action owner")
    clerk.select("Agency that the role is for", HOUSING.name)
    clerk.click("Add to this case")
    clerk.reads(f"{ACTION_OWNER} now takes part as Action owner")
    story.site.accept_invitation(ACTION_OWNER, OWNER_ADDRESS, invitation_to(OWNER_ADDRESS, clerk))


def draw_up_the_plan(story: Story) -> None:
    """An action of each kind, each with an owner and a date; and how what was learned is spread."""
    clerk = story.who(ADMINISTRATOR)
    add_action(story, clerk, OVERVIEW, HOUSING.name, "Give every visitor one number to ring")
    add_action(story, clerk, OWN_REVIEW, HEALTH.name, "Share what is learned at visits in two days")
    add_action(story, clerk, BOARD, "The board", "Write a procedure for families who move")
    clerk.case("Action plan")
    clerk.follow("Write how it will be spread and followed up")
    clerk.fill("How what was learned will be spread", "A debriefing, training, and talks to senior managers.")
    clerk.fill("How the plan will be followed up", "The panel reads it every quarter.")
    clerk.click("Save")


def add_action(story: Story, clerk: Visitor, stream: str, owner: str, what: str) -> None:
    clerk.case("Action plan")
    clerk.follow("Add an action")
    clerk.choose("Where does the action come from?", stream)
    clerk.fill("What will be done", what)
    clerk.select("Who owns the action", owner)
    clerk.fill("Post that answers for it", "Head of service")
    clerk.day("Due", story.in_days(180))
    clerk.fill("Intended outcome", "Children are seen and heard of sooner.")
    clerk.fill("How the board will know that it worked", "Nine of ten messages arrive within two days.")
    clerk.fill("How it is monitored and reviewed", "Every quarter, by the panel.")
    clerk.double_click("Add the action")
    clerk.reads(what)


def receive_the_plan(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.task("Take the action plan to the operations board")
    clerk.reads("3 actions")
    clerk.click("Record that the board received the plan")
    clerk.moment("When was the operations board's meeting?", story.now)
    clerk.click("Record the receipt")
    clerk.reads("The operations board received the plan")


def report_with_evidence(story: Story) -> None:
    owner = story.who(ACTION_OWNER)
    owner.task("Carry out an action of Housing and report on it")
    owner.click("Report progress")
    owner.choose("How does it go?", "On track")
    owner.fill("What has been done since the last time", "The number is printed on every works order.")
    attach_evidence(owner)
    owner.click("Send")
    owner.reads("Your update was sent")
    owner.follow("Report it as done")
    owner.click("Report it as done")
    owner.reads("Choose a document that shows that the action is done")
    owner.fill("What was done", "All staff and contractors carry the number.")
    owner.fill("What is different now", "Eleven calls in the first month.")
    attach_evidence(owner)
    owner.click("Report it as done")
    owner.reads("You reported the action as done")


def attach_evidence(owner: Visitor) -> None:
    owner.attach("Documents that show it", "evidence.docx", evidence_in_word("A count of calls, by week."))


def settle(story: Story) -> None:
    """Confirmed by somebody who neither owns nor reported it."""
    member = story.who(PANEL_MEMBER)
    member.task("Confirm that an action of Housing is done")
    member.click("Confirm or send back")
    member.choose("Is the action done, and has it had the intended outcome?", "Yes, confirm it")
    member.fill("What you looked at and what you found", "I rang the number and read the log.")
    member.click("Record this")
    member.reads("Your finding was recorded")


def ask_for_progress(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.task("Ask every owner for progress on the action plan")
    clerk.click("Ask for progress")
    clerk.day("By when should they report?", story.in_days(14))
    clerk.click("Ask for progress")
    clerk.reads("Progress asked for")


def report_progress(story: Story) -> None:
    chief = story.who(HEALTH.chief)
    chief.task("Report progress on Community Health's actions")
    chief.click("Report progress for Community Health")
    send_the_report(chief)
    clerk = story.who(ADMINISTRATOR)
    clerk.case("Action plan")
    clerk.follow("Report progress for the board")
    send_the_report(clerk)


def send_the_report(reporter: Visitor) -> None:
    reporter.choose("How does it go?", "On track")
    reporter.fill("What has been done since the last time", "Begun; the first quarter is counted.")
    reporter.click("Send the report")
    reporter.reads("Progress reported for")


def report_to_the_board(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.task("Report progress on the action plan to the board")
    clerk.follow("Report to the board")
    clerk.fill("Summary for the board", "One action is confirmed, two are under way.")
    clerk.day("When did the board minute the report?", story.today)
    clerk.click("Record the report")
    clerk.reads("Report to the board recorded")


def follow_what_is_monitored(story: Story) -> None:
    """The end of the path: one action confirmed, the others open, owned, dated and on track."""
    member = story.who(PANEL_MEMBER)
    member.case()
    member.reads("monitoring")
    member.case("Action plan")
    rows = member.page.locator("table", has_text="No.").locator("tbody tr")
    found = {row.locator("td").nth(2).inner_text().splitlines()[0]: row.inner_text() for row in rows.all()}
    assert "Complete" in found[HOUSING.short_name], found
    assert "On track" in found[HEALTH.short_name], found
    member.follow(re.compile("^Share what is learned"))
    member.reads("Begun; the first quarter is counted.")
