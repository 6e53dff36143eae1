"""From the chief officers' letter to the endorsed report: records, terms, reviews, chronology, overview."""

from __future__ import annotations

import re
from datetime import date

from scr.procedures.scoping import QUESTIONS
from tests.e2e.cast import (
    ADMINISTRATOR,
    CHAIR,
    HEALTH,
    HOUSING,
    OVERVIEW_AUTHOR,
    PANEL_MEMBER,
    Side,
    Story,
    chronology_in_excel,
    chronology_in_word,
    chronology_with_faults,
    review_in_word,
)
from tests.e2e.referral_steps import hold_a_meeting
from tests.e2e.visitor import Visitor

HOUSING_ADDRESS = "marian.holt@westmarch.example"


def invite_the_other_chief_officer(story: Story) -> None:
    """Who is not on the sign-in page gets a link by e-mail."""
    clerk = story.who(ADMINISTRATOR)
    clerk.home()
    clerk.follow("People")
    clerk.page.get_by_role("search").get_by_role("textbox").fill(HOUSING.chief)
    clerk.click("Search")
    clerk.follow(HOUSING.chief)
    clerk.click("Send the invitation again")
    clerk.reads("A new link was sent")
    email = "chief.housing@westmarch.example"
    story.site.accept_invitation(HOUSING.chief, email, invitation_to(email, clerk))


def invitation_to(email: str, reader: Visitor) -> str:
    """The link of somebody's invitation, from the page of sent e-mails."""
    reader.home()
    reader.follow("Sent e-mails")
    letter = reader.page.locator(".govuk-summary-card", has_text=f"To {email}", has_not_text="SCR-").first
    link = letter.get_by_role("link").first.get_attribute("href")
    assert link
    return link


def secure_records(story: Story, side: Side) -> None:
    chief = story.who(side.chief)
    chief.case("Letters")
    chief.follow(side.name)
    chief.click("Acknowledge this letter")
    chief.reads("You have acknowledged this letter")
    chief.task(f"Confirm that {side.short_name}'s records are secured")
    chief.go(chief.page.locator("main").get_by_role("link", name="Secure the records"))
    chief.click("Add records")
    chief.fill("Which records", "All files on the family, on paper and in the system")
    chief.choose("Whose records are they?", "Of children and adults together")
    chief.choose("On paper or electronic?", "Both")
    chief.fill("Where they are kept now", "Safe of the records officer")
    chief.fill("Who secured them", "The records officer")
    chief.moment("When they were secured", story.now)
    chief.click("Add to the register")
    chief.click("Attest the records")
    chief.click("Attest these records")
    chief.reads("attested that its records are secured")
    chief.follow("Back to the register")


def appoint_reviewers(story: Story) -> None:
    """One has an account already, the other is invited with the appointment; her browser runs no scripts."""
    chief = story.who(HEALTH.chief)
    chief.task("Appoint Community Health's reviewer")
    chief.follow("Appoint the reviewer")
    chief.select("Somebody who has an account", HEALTH.reviewer)
    confirm_and_appoint(chief)
    chief = story.who(HOUSING.chief)
    chief.task("Appoint Housing's reviewer")
    chief.follow("Appoint the reviewer")
    chief.fill("Full name", HOUSING.reviewer)
    chief.fill("Email address", HOUSING_ADDRESS)
    chief.fill("Job title", "Policy manager")
    confirm_and_appoint(chief)
    link = invitation_to(HOUSING_ADDRESS, story.who(ADMINISTRATOR))
    story.site.accept_invitation(HOUSING.reviewer, HOUSING_ADDRESS, link, java_script=False)


def confirm_and_appoint(chief: Visitor) -> None:
    chief.click("Appoint")
    chief.reads("There is a problem")
    stands_apart(chief)
    chief.click("Appoint")
    chief.reads("The reviewer is appointed")


def stands_apart(visitor: Visitor) -> None:
    """The three questions about an author, and until when the contract runs."""
    visitor.choose("Was this person involved with the child or the family?", "No")
    visitor.choose("Does this person manage anybody who was involved?", "No")
    visitor.choose("Does this person sit on the panel of this case?", "No")
    visitor.day("Last day of the contract", date(2099, 6, 30))


def scope(story: Story) -> None:
    """The scoping meeting, the terms of reference drafted by one and signed by another."""
    clerk = story.who(ADMINISTRATOR)
    clerk.case()
    move_on(clerk, "Start scoping")
    hold_a_meeting(story, "Scoping meeting", "The panel settled the period, the questions and the days.")
    draft_terms(story, clerk)
    chair = story.who(CHAIR)
    chair.case("Terms of reference")
    chair.click("Sign version 1")
    chair.reads("What cannot be undone")
    chair.click("Sign version 1")
    chair.reads("The Chair signed the terms of reference.")


def move_on(clerk: Visitor, verb: str) -> None:
    """To the next stage, by the button on the case page and the page that says what it means."""
    clerk.click(verb)
    clerk.click(verb)
    clerk.reads("The case is now at")


def draft_terms(story: Story, clerk: Visitor) -> None:
    clerk.case("Terms of reference")
    clerk.click("Draft the terms of reference")
    clerk.day("The review looks at events from", story.period[0])
    clerk.day("Up to and including", story.period[1])
    clerk.fill("Key lines of enquiry", "Who saw the child?\nWhat was shared, and with whom?")
    clerk.day("Reviews are due", story.in_days(35))
    clerk.day("Reviews are presented to the panel", story.in_days(50))
    clerk.day("The review starts", story.today)
    clerk.day("The overview report goes to the board", story.in_days(110))
    for question in QUESTIONS:
        clerk.fill(question.text, "Settled at the meeting; see its minutes.")
    clerk.click("Save the draft")
    clerk.reads("The draft is saved")


def send_a_faulty_chronology(story: Story) -> None:
    """What is wrong is said by sheet and row before anything is taken in; cancelled, nothing is kept."""
    reviewer = story.who(HEALTH.reviewer)
    reviewer.task("Send Community Health's review and chronology")
    reviewer.follow("Write the chronology")
    reviewer.click("Send a file")
    reviewer.click("Look at the file")
    reviewer.reads("Choose the file of your chronology")
    reviewer.attach("Chronology file", "faulty.xlsx", chronology_with_faults(story))
    reviewer.click("Look at the file")
    reviewer.reads(re.compile(r"Chronology.{0,20}row 3", re.IGNORECASE))
    reviewer.click("Cancel")
    reviewer.reads("faulty.xlsx was not taken in")


def send_chronologies(story: Story) -> None:
    reviewer = story.who(HEALTH.reviewer)
    send_chronology(reviewer, "chronology.xlsx", chronology_in_excel(story))
    other = story.who(HOUSING.reviewer)
    other.task("Send Housing's review and chronology")
    other.follow("Write the chronology")
    send_chronology(other, "chronology.docx", chronology_in_word(story))


def send_chronology(reviewer: Visitor, name: str, content: bytes) -> None:
    reviewer.click("Send a file")
    reviewer.attach("Chronology file", name, content)
    reviewer.click("Look at the file")
    reviewer.reads(re.compile(r"\d+ rows were read"))
    reviewer.click("Take the rows in")
    reviewer.reads(f"{name} was taken in")
    reviewer.click("Submit the chronology")
    reviewer.reads("The chronology is submitted")
    reviewer.case("Agencies")


def send_review(story: Story, side: Side) -> None:
    reviewer = story.who(side.reviewer)
    reviewer.follow("Upload the review")
    first = reviewer.group("Recommendation 1")
    reviewer.fill("Recommendation", "Share what is learned at visits within two days.", part=first)
    reviewer.fill("Who will see to it", "Head of service", part=first)
    reviewer.attach("The review, as PDF or Word", "review.docx", review_in_word(story, side))
    reviewer.click("Save the review")
    reviewer.reads("The review is saved")
    reviewer.follow("Say that both are ready")
    reviewer.tick("I was not involved with the child or the family")
    reviewer.tick("I am not the immediate manager of anybody who was")
    reviewer.fill("With which managers has the review been discussed?", "Head of service, this week")
    reviewer.choose("Has legal advice been considered?", "It was considered and is not needed")
    reviewer.click("Both are ready")
    reviewer.reads("Your chief officer has been told")


def keep_addresses_of_housing(story: Story) -> None:
    """What only Housing sees: its room, its files, its rows, its letter."""
    reviewer = story.who(HOUSING.reviewer)
    found: list[str] = []
    for section in ("Letters", "Agencies"):
        reviewer.case(section)
        found += reviewer.links()
    room = next(one for one in found if "/agencies/" in one and one.count("/") > 4)
    agency = room.rstrip("/").split("/")[4]
    own = [one for one in found if agency in one or re.match("/(letters|documents|pdfs)/", one)]
    rows = f"{room.split('/agencies/')[0]}/chronology/{agency}/"
    story.housing_addresses = [*dict.fromkeys([*own, room, rows, f"{rows}upload/", f"{rows}template.xlsx"])]


def nobody_else_sees_housing(story: Story) -> None:
    """The reviewer of another agency gets the same answer as for what does not exist."""
    kinds = {one.split("/")[1] for one in story.housing_addresses}
    assert {"cases", "documents", "letters"} <= kinds, story.housing_addresses
    answers = {one: story.who(HEALTH.reviewer).status(one) for one in story.housing_addresses}
    assert set(answers.values()) == {404}, answers


def countersign(story: Story, side: Side) -> None:
    chief = story.who(side.chief)
    chief.task(f"Countersign {side.short_name}'s review")
    chief.click("Countersign")
    chief.reads("What cannot be undone")
    chief.double_click("Countersign")
    chief.reads("countersigned its review and chronology")


def release(story: Story, side: Side) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.task(f"Release {side.short_name}'s review to the panel")
    clerk.click("Release to the panel")
    clerk.click("Release to the panel")
    clerk.reads("was released to the panel")


def read_the_integrated_chronology(story: Story) -> None:
    """Filtered by the panel, and as a PDF."""
    member = story.who(PANEL_MEMBER)
    member.case("Chronology")
    everything = entries_shown(member)
    member.unfold("Filter by agency, days or words")
    member.choose("Agencies", HOUSING.short_name)
    member.click("Apply filters")
    member.reads(f"Remove {HOUSING.short_name}")
    assert 0 < entries_shown(member) < everything
    member.follow("Clear all")
    assert entries_shown(member) == everything
    clerk = story.who(ADMINISTRATOR)
    clerk.case("Chronology")
    clerk.click("Make a PDF")
    story.pdfs["integrated chronology"] = clerk.pdf_when_ready()


def entries_shown(member: Visitor) -> int:
    caption = member.page.locator("caption", has_text="shown").inner_text()
    return int(caption.split()[0].replace(",", ""))


def hear_the_presentations(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.case()
    move_on(clerk, "Start the presentations")
    hold_a_meeting(story, "Presentation of reviews to the panel", "Both reviewers presented and were asked.")
    clerk.case()
    move_on(clerk, "Start the overview report")


def engage_the_overview_author(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.case("Overview report")
    clerk.click("Engage the author")
    clerk.select("Who writes the overview report", OVERVIEW_AUTHOR)
    clerk.choose("Does this person work for the board or one of its agencies?", "No")
    clerk.fill("How independence was established", "No tie to any of the agencies; reference taken up.")
    clerk.tick("A curriculum vitae has been seen")
    clerk.tick("An enhanced criminal records check has been seen")
    clerk.tick("A reference of another board has been taken up")
    clerk.day("The first draft is due", story.in_days(80))
    stands_apart(clerk)
    clerk.click("Engage the author")
    clerk.reads("The overview author is engaged")


def submit_the_overview_report(story: Story) -> None:
    author = story.who(OVERVIEW_AUTHOR)
    author.task("Submit a draft of the overview report")
    author.click("Submit a version")
    author.fill("Executive summary", "Two services knew parts of the story. Nobody put them together.")
    author.fill(
        "Introduction", "The board asked for this review.\n\n- Two agencies took part\n- Both sent reviews"
    )
    author.fill("Analysis", "Messages were left at desks. **Nobody** rang back.")
    first = author.group("Recommendation 1")
    author.fill("Recommendation", "Agree one number that every visitor to a home can ring.", part=first)
    first.get_by_label("The board", exact=True).check()
    first.get_by_label(HOUSING.name, exact=True).check()
    author.click("Submit version 1")
    author.reads("A draft of the overview report was submitted.")


def ask_whether_fair(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.case()
    move_on(clerk, "Ask agencies whether they are fairly represented")


def agree_and_endorse(story: Story) -> None:
    """The panel agrees the report at one meeting, the board endorses it at another."""
    clerk = story.who(ADMINISTRATOR)
    hold_a_meeting(story, "Panel meeting", "The panel agreed version 1 as the draft for the board.")
    settle_at_the_meeting(clerk, "Record the panel’s agreement", "Record the agreement")
    hold_a_meeting(
        story, "Combined meeting of the strategic and operations boards", "The board endorsed the report."
    )
    chair = story.who(CHAIR)
    chair.case("Overview report")
    chair.click("Record the endorsement")
    chair.group("The meeting").get_by_role("radio").first.check()
    chair.fill("Reference of the minutes", "Item 3")
    chair.click("Record the endorsement")
    chair.reads("The board endorsed the overview report.")


def settle_at_the_meeting(clerk: Visitor, offer: str, confirm: str) -> None:
    clerk.case("Overview report")
    clerk.click(offer)
    clerk.group("The meeting").get_by_role("radio").first.check()
    clerk.click(confirm)
    clerk.reads("The panel agreed the overview report.")
