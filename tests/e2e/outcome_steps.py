"""What the four cases need beside referral_steps.py: links, papers, other boards, a substitute."""

from __future__ import annotations

import io
import re
import time
from datetime import timedelta

import pypdf

from referrals.models.near_misses import NearMiss
from scr.embedded import databases
from tests.e2e import referral_steps
from tests.e2e.cast import ADMINISTRATOR, CHAIR, HEALTH, PANEL_MEMBER, Story, evidence_in_word
from tests.e2e.visitor import Visitor
from tests.throwaway import Database

MAIL_WITHIN = 60  # seconds; beat looks every twenty
OTHER_BOARD = "Harrowdale Local Safeguarding Children Board"
THEIR_CHAIR = "Professor Miriam Oduya"
LEAVES, SUBSTITUTE, APPROVES = PANEL_MEMBER, HEALTH.reviewer, HEALTH.chief
REPORTER, CONSIDERS = HEALTH.reviewer, "Duncan Pryor"


def emailed_link(database: Database, address: str) -> str:
    """The link in the newest e-mail to an address, once it is sent, as evaluation keeps it."""
    deadline = time.monotonic() + MAIL_WITHIN
    while time.monotonic() < deadline:
        with databases.superuser(database.superuser_url) as run:
            run.execute(
                "SELECT body FROM outbox_keptmail WHERE body ~ '/link/' AND \"to\" = %s"
                " ORDER BY sent_at DESC LIMIT 1",
                [address],
            )
            row = run.fetchone()
        if row:
            found = re.search(r"http://\S+/link/\S+", row[0])
            assert found
            return found[0]
        time.sleep(0.5)
    raise AssertionError(f"No link was sent to {address}")


def cases_of(clerk: Visitor) -> set[str]:
    clerk.home()
    return set(clerk.page.locator("aside").get_by_role("link", name=re.compile("^Child ")).all_inner_texts())


def refer_by_page(story: Story) -> None:
    """The administrator refers another case; the story is about it from now on."""
    clerk = story.who(ADMINISTRATOR)
    known = cases_of(clerk)
    referral_steps.refer_a_case(story)
    (story.code_name,) = cases_of(clerk) - known


def refer_by_link(story: Story, database: Database) -> None:
    """Somebody without an account is invited, answers form G, attaches a document and sends it."""
    clerk = story.who(ADMINISTRATOR)
    known = cases_of(clerk)
    clerk.click("Refer a case")
    clerk.follow("Invite somebody to refer a case")
    clerk.fill("Name", "Sister Agnes Thorley")
    clerk.fill("Email address", "agnes.thorley@hospice.example")
    clerk.click("Send the link")
    clerk.reads("The link is on its way")
    referrer = story.site.stranger("Practitioner")
    referrer.open(emailed_link(database, "agnes.thorley@hospice.example"))
    referrer.reads("You need no account for it")
    referrer.click("Start now")
    referrer.fill("Your agency or profession", "Children's hospice")
    referrer.fill("How we can reach you", "By telephone in the mornings")
    referrer.fill("How do you know the child or the family?", "I visit the family at home.")
    referrer.click(referral_steps.ON)
    referral_steps.tell_of_the_child(story, referrer)
    referral_steps.tell_what_happened(story, referrer)
    referral_steps.answer_the_questions(referrer)
    attach_a_document(referrer)
    referrer.click("Send the referral")
    referrer.reads("Referral sent")
    (story.code_name,) = cases_of(clerk) - known


def attach_a_document(referrer: Visitor) -> None:
    referrer.reads("None go along")
    referrer.follow(re.compile("^Add or take off"))
    referrer.attach("Choose a document", "visits.docx", evidence_in_word("Four visits in May."))
    referrer.choose("What is it?", "Part of a record")
    referrer.click("Attach")
    referrer.reads("visits.docx")
    referrer.click("Go on")
    referrer.reads("visits.docx")


def an_empty_page() -> bytes:
    kept, paper = io.BytesIO(), pypdf.PdfWriter()
    paper.add_blank_page(595, 842)
    paper.write(kept)
    return kept.getvalue()


def prepare_a_meeting(story: Story) -> None:
    """A meeting on the criteria with an agenda item, a paper from the record, and its pack."""
    clerk = story.who(ADMINISTRATOR)
    clerk.case("Meetings", of=story.code_name)
    clerk.click("Arrange a meeting")
    clerk.choose("Which meeting?", "Panel meeting on the criteria")
    clerk.moment("Day and time", story.now)
    clerk.click("Arrange and invite")
    clerk.reads("The meeting is arranged")
    clerk.follow("Write the agenda item by item")
    clerk.fill("What is it about?", "The criteria, one by one")
    clerk.fill("Who introduces it?", "The Designated Nurse")
    clerk.fill("Minutes to spend on it", "40")
    clerk.click("Add to the agenda")
    clerk.reads("The item is on the agenda")
    clerk.follow("Back to the meeting")
    clerk.follow("Lay papers and make the pack")
    clerk.attach("Or a file", "log.pdf", an_empty_page())
    clerk.fill("Title of the file", "Log of the police")
    clerk.select("For which item of the agenda?", "The criteria")
    clerk.click("Lay before the meeting")
    clerk.reads("The paper is laid before the meeting")
    clerk.follow("Lay papers from the record of the case")
    for box in clerk.page.get_by_role("checkbox").all():
        box.check()
    clerk.click("Lay before the meeting")
    clerk.reads("The papers are laid before the meeting")
    clerk.click("Make the pack")
    story.pdfs["pack"] = clerk.pdf_when_ready()


def record_the_meeting(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.case("Meetings", of=story.code_name)
    clerk.follow("Panel meeting on the criteria")
    clerk.click("Record that it was held")
    for choice in clerk.page.get_by_role("radio", name="Present", exact=True).all():
        choice.check()
    clerk.fill("Minutes", "The panel went through the criteria one by one.")
    clerk.click("Record the meeting")
    clerk.reads("The meeting is recorded")


def keep_the_decision_record(story: Story) -> None:
    """From the receipt for the decision."""
    chair = story.who(CHAIR)
    chair.follow("What the decision set off")
    chair.case("Referral and decision")
    link = chair.page.get_by_role("link", name=re.compile("^Record as PDF"))
    if "being made" not in link.inner_text():
        story.pdfs["decision"] = chair.download(link)
        return
    chair.go(link)
    story.pdfs["decision"] = chair.pdf_when_ready()


def note_the_other_board(story: Story) -> None:
    """It is put on the list of bodies first, then noted on the case with its Chair."""
    clerk = story.who(ADMINISTRATOR)
    clerk.home()
    clerk.follow("People")
    clerk.follow("bodies outside")
    clerk.click("Add a body")
    clerk.fill("Name", OTHER_BOARD)
    clerk.select("Kind", "Another board")
    clerk.choose("Does the board’s procedure name it?", "No")
    clerk.fill("Address", "County Hall\nHarrowdale")
    clerk.click("Add the body")
    clerk.reads("is saved")
    clerk.case("Other boards", of=story.code_name)
    clerk.reads("No other board is noted")
    clerk.click("Note another board")
    clerk.select("Which board?", OTHER_BOARD)
    clerk.fill("What has it to do with the case?", "The child spent a year there.")
    clerk.fill("Who chairs it?", THEIR_CHAIR)
    clerk.click("Save")
    clerk.reads("is noted as concerned by this case")
    confirm_who_leads(clerk)


def confirm_who_leads(clerk: Visitor) -> None:
    clerk.follow("Confirm who leads")
    ours = "Westmarch Local Safeguarding Children Board"
    clerk.fill("Where did the child normally live?", "Northern locality")
    clerk.choose("Which board’s area is that?", ours)
    clerk.choose("Was the child looked after by a local authority?", "No")
    clerk.choose("Which board leads?", ours)
    clerk.click("Confirm who leads")
    clerk.reads("leads this review")


def agree_a_joint_review(story: Story) -> None:
    """Its Chair is told by letter; both Chairs agree; one of its people takes part."""
    clerk = story.who(ADMINISTRATOR)
    clerk.task("Tell the Chair of the other board", of=story.code_name)
    clerk.choose("Body", OTHER_BOARD)
    clerk.fill("Addressee", THEIR_CHAIR)
    clerk.fill("What you ask for, in your words", "Whether your services knew the family.")
    clerk.day("The day by which you want an answer", story.in_days(10))
    clerk.click("Send Letter to the chair of another board")
    clerk.reads("sent to")
    chair = story.who(CHAIR)
    chair.task("Agree with the other board's Chair", of=story.code_name)
    chair.follow(re.compile("^Record how the review is run"))
    chair.choose("How is the review run?", "A joint review under an enlarged panel")
    chair.fill("What was agreed or decided?", "Two of their members join our panel.")
    chair.day("On which day?", story.today)
    chair.choose("Who settled it?", "The two Chairs")
    chair.day("Day on which our Chair agreed", story.today)
    chair.day("Day on which the other Chair agreed", story.today)
    chair.click("Put it on record")
    chair.reads("What the boards settle")


def bring_in_the_other_board(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.case("People", of=story.code_name)
    clerk.click("Add somebody")
    clerk.unfold("Invite somebody who has no account")
    clerk.fill("Email address", "chair@harrowdale-board.example")
    clerk.fill("Full name", THEIR_CHAIR)
    clerk.select("Is of another board", OTHER_BOARD)
    clerk.select("Role on this case", "Panel member")
    clerk.click("Add to this case")
    clerk.reads(f"{THEIR_CHAIR} now takes part as Panel member")


def declare_a_conflict(story: Story) -> None:
    """A member of the panel is asked, declares, names a colleague and is out."""
    member = story.who(LEAVES)
    member.task("Say whether you think there should be a review", of=story.code_name)
    address = member.page.url
    member.case("People", of=story.code_name)
    member.follow("Say whether you have a conflict of interest")
    member.follow("I have a conflict")
    member.fill("What is the conflict?", "I managed the health visitor.")
    member.select("Substitute from the same organisation", SUBSTITUTE)
    member.click("Leave this case")
    assert member.status(address.removeprefix(story.site.url)) in (302, 404)


def approve_the_substitute(story: Story) -> None:
    officer = story.who(APPROVES)
    officer.task("Approve the substitute", of=story.code_name)
    officer.choose("Is the substitute approved?", "Yes")
    officer.click("Record the answer")
    officer.reads("The answer is on record")


def ask_somebody_outside(story: Story, database: Database) -> None:
    """Letter 2 to an organisation without an account, which answers through its link."""
    clerk = story.who(ADMINISTRATOR)
    clerk.case("Referral and decision", of=story.code_name)
    clerk.follow("Requests for information")
    clerk.click("Ask for information")
    clerk.fill("Organisation outside", "Harrowdale Ambulance Service")
    clerk.fill("Whom we ask there", "Tobias Wren")
    clerk.fill("Their email address", "records@ambulance.example")
    clerk.fill("About whom do you ask, and what does the panel want to know?", "Were you called to the home?")
    clerk.day("Answer by", story.in_days(7))
    clerk.click("Ask")
    clerk.reads("1 organisation asked, by letter 2")
    somebody = story.site.stranger("Outside")
    somebody.open(emailed_link(database, "records@ambulance.example"))
    somebody.choose("Was the child, or anybody in the household, known to your organisation?", "No")
    somebody.fill("Whom can we call?", "Tobias Wren, 01632 960 001")
    somebody.fill("Your name and post", "Tobias Wren, records officer")
    somebody.click("Send the answer")
    clerk.follow("Harrowdale Ambulance Service")
    clerk.reads("Tobias Wren, records officer")


def decide_on(story: Story, outcome: str, *, although: str = "") -> None:
    """What the panel recommended; with the reason where the criteria call for a review."""
    chair = referral_steps.begin_to_decide(story, outcome)
    referral_steps.say_that_others_are_safe(story, chair)
    if although:
        chair.click("Continue")
        chair.reads("Say why there will be no serious case review although the criteria call for one")
        chair.fill("Why there will be no serious case review although the criteria call for one", although)
    referral_steps.confirm_the_decision(chair)


def decide_against(story: Story) -> None:
    """No further action is refused until the talk with the referrer is on record."""
    chair = referral_steps.begin_to_decide(story, "No further action")
    referral_steps.say_that_others_are_safe(story, chair)
    chair.click("Continue")
    chair.reads("There is a problem")
    chair.fill("Talk with the referrer: who spoke with whom", "The Chair with the inspector")
    chair.day("Talk with the referrer: date", story.today)
    chair.fill("Talk with the referrer: what was said", "The inspector understands the reasons.")
    referral_steps.confirm_the_decision(chair)


def reopen(story: Story) -> None:
    chair = story.who(CHAIR)
    chair.case("Referral and decision", of=story.code_name)
    chair.follow("Reopen the case with new information")
    chair.fill("What is new, and who told the board?", "The hospital found an older injury.")
    chair.moment("When did the board receive it?", story.now - timedelta(minutes=2))
    chair.fill("Why does it call for another consideration?", "It changes how the harm is explained.")
    chair.click("Continue")
    chair.reads("Confirm that you reopen the case")
    chair.click("Reopen the case")
    chair.reads("Consult the panel")


def report_a_near_miss(story: Story) -> None:
    """A practitioner reports one on one page; the sub-group considers it."""
    reporter = story.who(REPORTER)
    reporter.home()
    reporter.click("Report a near miss")
    reporter.choose("Which was it?", NearMiss.Kind.choices[0][1])
    reporter.fill("What nearly happened, or went wrong?", "A letter about a child went to an old address.")
    reporter.fill("What prevented it, or kept the harm small?", "The new tenant sent it back unopened.")
    reporter.choose("May the sub-group contact you?", "Yes")
    reporter.click("Send")
    reporter.reads("Near miss reported")
    reader = story.who(CONSIDERS)
    reader.home()
    reader.follow("Near misses")
    reader.go(reader.page.locator("main table").get_by_role("link"))
    reader.page.get_by_role("radio").first.check()
    reader.fill("Why, and what will be done?", "Addresses are asked at every visit from now on.")
    reader.click("Mark as considered")
    reader.reads("It is marked as considered")
