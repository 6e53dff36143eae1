"""From the referral to the letters: form G, the panel, the recommendation, the decision."""

from __future__ import annotations

import re
from datetime import timedelta

from scr.procedures.scr_beds_2007 import AID_QUESTIONS, CRITERIA
from tests.e2e.cast import ADMINISTRATOR, CHAIR, CHILD, HEALTH, HOUSING, PANEL_MEMBER, Story
from tests.e2e.visitor import Visitor

MET = {"died", "abuse_known", "working_concern"}
ON = "Save and continue"


def refer_the_case(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    refer_a_case(story)
    story.code_name = the_only_case(clerk)


def refer_a_case(story: Story) -> None:
    """The administrator fills in form G; a first page sent empty says what is missing."""
    clerk = story.who(ADMINISTRATOR)
    clerk.home()
    clerk.click("Refer a case")
    clerk.click("Start now")
    clerk.click(ON)
    clerk.reads("There is a problem")
    clerk.fill("Your agency or profession", "Safeguarding children board")
    clerk.fill("How do you know the child or the family?", "The police told the board on the day.")
    clerk.click(ON)
    tell_of_the_child(story, clerk)
    tell_what_happened(story, clerk)
    answer_the_questions(clerk)
    clerk.reads("Check your answers")
    clerk.reads(CHILD)
    clerk.double_click("Send the referral")
    clerk.reads("Referral sent")


def tell_of_the_child(story: Story, clerk: Visitor) -> None:
    clerk.fill("Name", CHILD)
    clerk.day("Date of birth", story.period[1] - timedelta(days=430))
    clerk.choose("Sex", "Female")
    clerk.fill("Where the child lived", "Northern locality")
    clerk.click(ON)
    clerk.choose("Was the child subject to a child protection plan?", "No")
    clerk.choose("Was the child looked after by a local authority?", "No")
    clerk.click(ON)
    clerk.fill("Anything else about the family and the household", "Mother, father and a brother of four")
    clerk.click(ON)


def tell_what_happened(story: Story, clerk: Visitor) -> None:
    clerk.day("Date", story.period[1])
    clerk.fill("Place", "Family home")
    clerk.fill("What is known?", "The child was found unwell at home and died in hospital the same day.")
    clerk.choose("Kind of harm", "Neglect")
    clerk.click(ON)
    clerk.choose("Are there other children who may be at risk?", "Yes")
    clerk.fill("What has been done at once to keep them safe?", "The brother stays with his grandmother.")
    clerk.fill("Who did it?", "Children's social care")
    clerk.click(ON)
    clerk.choose("Which agencies knew the child or the family?", HEALTH.name, HOUSING.name)
    clerk.click(ON)


def answer_the_questions(clerk: Visitor) -> None:
    for one in CRITERIA:
        clerk.choose(one.text, "Yes" if one.key in MET else "No")
        if one.key in MET:
            clerk.page.get_by_label(re.compile(rf"What points to this\?.*{re.escape(one.text)}")).fill(
                "The referral and the police log say so."
            )
    clerk.click(ON)
    for question in AID_QUESTIONS:
        clerk.choose(question.text, "Not known")
    clerk.click(ON)


def the_only_case(clerk: Visitor) -> str:
    """The code name of the case; two clicks on the button made one."""
    clerk.home()
    clerk.follow("Cases")
    rows = clerk.page.locator("main").get_by_role("link", name=re.compile("^Child "))
    names = rows.all_inner_texts()
    assert len(names) == 1, names
    return names[0].strip()


def consult_the_panel(story: Story) -> None:
    chair = story.who(CHAIR)
    chair.task("Consult the panel members", of=story.code_name)
    chair.reads("Who will be told")
    chair.click("Consult the panel")
    chair.reads("The panel has been consulted")


def give_a_view(story: Story, name: str = PANEL_MEMBER) -> None:
    member = story.who(name)
    member.task("Say whether you think there should be a review", of=story.code_name)
    member.click("Record my view")
    member.reads("There is a problem")
    member.choose("Should there be a serious case review?", "There should be a serious case review")
    member.fill("Your reasons", "Three services saw the child and none saw the whole.")
    member.click("Record my view")
    member.reads("Your view is recorded")


def hold_a_meeting(story: Story, kind: str, minutes: str) -> None:
    """The administrator arranges a meeting for this minute and records that it was held."""
    clerk = story.who(ADMINISTRATOR)
    clerk.case("Meetings", of=story.code_name)
    clerk.click("Arrange a meeting")
    clerk.choose("Which meeting?", kind)
    clerk.moment("Day and time", story.now)
    clerk.fill("Place", "Committee room 2")
    clerk.fill("Agenda", "1. Conflicts of interest 2. The papers 3. What follows")
    clerk.double_click("Arrange and invite")
    clerk.reads("The meeting is arranged")
    clerk.click("Record that it was held")
    for choice in clerk.page.get_by_role("radio", name="Present", exact=True).all():
        choice.check()
    clerk.fill("Minutes", minutes)
    clerk.click("Record the meeting")
    clerk.reads("The meeting is recorded")


def consider_and_recommend(story: Story) -> None:
    hold_a_meeting(story, "Panel meeting on the criteria", "The panel went through the criteria one by one.")
    recommend(story, "Serious case review")


def recommend(story: Story, outcome: str) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.task("Record the panel's recommendation", of=story.code_name)
    clerk.fill("Facts that the panel considered", "The referral and what each agency said of it.")
    clerk.fill("Information that the panel had", "The referral and one written view.")
    clerk.choose("What does the panel recommend?", outcome)
    clerk.fill("The panel's reasons", "The criteria are met and agencies can learn from each other.")
    if outcome != "Serious case review":
        clerk.fill(
            "Why no serious case review, where the criteria call for one or ask to consider one",
            "Local managers can learn from it sooner.",
        )
    clerk.choose("Does the panel want the family to be told of the decision by letter I?", "No")
    clerk.choose("Does the panel want other victims to be told by letter J?", "No")
    for box in clerk.page.get_by_label("Why, or why not").all():
        box.fill("Nobody is to be told before the police have spoken with them.")
    clerk.click("Continue")
    clerk.reads("What cannot be undone")
    clerk.click("Record the recommendation")


def decide(story: Story) -> None:
    """The Chair's own act: refused while other children are not safe; then confirmed, with a receipt."""
    chair = begin_to_decide(story, "Serious case review")
    chair.choose("Is it confirmed that other children are safe?", "No")
    chair.click("Continue")
    chair.reads("Confirm that other children are safe before you open a review")
    say_that_others_are_safe(story, chair)
    confirm_the_decision(chair)


def begin_to_decide(story: Story, outcome: str) -> Visitor:
    chair = story.who(CHAIR)
    chair.task("Decide whether there will be a review", of=story.code_name)
    chair.choose("What do you decide?", outcome)
    chair.fill("Your reasons", "The panel is right: there is something to learn for several services.")
    return chair


def say_that_others_are_safe(story: Story, chair: Visitor) -> None:
    chair.choose("Is it confirmed that other children are safe?", "Yes")
    chair.fill("Who confirmed that other children are safe", "The duty manager of social care")
    chair.day("The day on which it was confirmed", story.now)
    chair.fill("How it was confirmed", "By telephone after a visit")


def confirm_the_decision(chair: Visitor) -> None:
    chair.click("Continue")
    chair.reads("Confirm your decision")
    chair.reads("A decision cannot be changed")
    chair.click("Record my decision")
    chair.reads("Decision recorded")


def add_chief_officers(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    for side in (HEALTH, HOUSING):
        clerk.case("People", of=story.code_name)
        clerk.click("Add somebody")
        clerk.select("Somebody who has an account", side.chief)
        clerk.select("Role on this case", "Chief officer")
        clerk.select("Agency that the role is for", side.name)
        clerk.click("Add to this case")
        clerk.reads(f"{side.chief} now takes part as Chief officer")


def send_letters(story: Story) -> None:
    """Letter H to both, as PDFs that the worker makes."""
    chair = story.who(CHAIR)
    chair.case("Letters", of=story.code_name)
    chair.click("Send letter H to 2 chief officers")
    chair.reads("What cannot be undone")
    chair.click("Send Letter H")
    chair.reads("Letter H sent to 2 agencies")
    chair.follow(HEALTH.name)
    chair.reads(HEALTH.chief)
    as_pdf = chair.page.get_by_role(
        "link", name=re.compile("^(Open the letter as a PDF|The letter as a PDF)")
    )
    if "Open" in as_pdf.inner_text():
        story.pdfs["letter H"] = chair.download(as_pdf)
    else:
        chair.go(as_pdf)
        story.pdfs["letter H"] = chair.pdf_when_ready()


def tell_the_inspectorate(story: Story) -> None:
    clerk = story.who(ADMINISTRATOR)
    clerk.task("Tell the inspectorate of the review", of=story.code_name)
    clerk.click("Send the notice to the inspectorate")
    clerk.fill("Addressee", "Commission for Social Care Inspection, regional office")
    clerk.click("Send Notice to the inspectorate")
    clerk.reads("Notice to the inspectorate sent to")
