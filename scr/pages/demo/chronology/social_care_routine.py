"""Routine contact as Children's Social Care recorded it."""

from scr.pages.demo.chronology.rows import Series, days_between

_FAMILY_KNOWN_ONLY = Series(
    "social care before assessment",
    days_between(-790, -650, 6),
    "CC1",
    "Contact record",
    communication="""
Enquiry from the benefits office about who lives at Address 1.
Letter for M delivered to the wrong team and sent on unopened.
Health visiting asked for the family's current address for a mailing.
Query from a nursery in another part of the county about a child of a similar name.
Housing asked whether the family was open to a social worker.
F's employer telephoned in error for a reference.

No open case; caller told to write to the family direct.
Index checked, nothing to add, contact closed the same day.
Passed to the duty desk for information and filed.
Caller thanked, no information given out.
""",
)

_BEFORE_BIRTH_CALLS = Series(
    "social care calls before the birth",
    days_between(-517, -436, 15),
    "SW1",
    "Telephone record",
    family="""
M rang to change the time of a visit.
SW1 rang M to see how the week had gone.
M rang from MGM's number because her credit had run out.
M rang back from F's telephone.
M rang back after a message had been left.
MGM rang to ask who would help with S1 during the birth.
Call to M about the cot that the church had offered.

Next visit agreed.
She was short of breath on the stairs and otherwise well.
S1 could be heard singing in the background.
No worries raised on either side.
Said that the letter from the benefits office had come at last.
Asked whether she had to tell anyone if she went away for a few days.
-
""",
    communication="""
Note sent to TM1 for supervision.
-
MW1 told by email.
-
Diary amended by ADM1.
Message passed to the children's centre.
-
-
""",
)

_BEFORE_BIRTH_VISITS = Series(
    "social care visits before the birth",
    days_between(-472, -440, 4),
    "SW1",
    "Case recording",
    child="""
S1 was building a tower with MGM and knocked it down with delight.
S1 asleep on the settee under a coat, roused and smiled.
S1 washed and in pyjamas by late afternoon, ready for bed.
S1 showed a scab on her knee and said "fell off".
""",
    family="""
M had unpacked most of the boxes and knew the way to the clinic.
M complained of headaches and was asked to tell the midwife.
Talked with M about who could be called on in an emergency; she named MGM and a neighbour.
M had put the baby's things in one drawer and wanted SW1 to look.
""",
)

_AROUND_BIRTH = Series(
    "social care around the birth",
    days_between(-429, -370, 8),
    "FSW1",
    "Family support file",
    family="""
M text messaged to say that the baby had been up all night and could FSW1 come later.
Telephone call to M to confirm the next session.
M came to the office for a pushchair voucher.
Session planner left with M for her to fill in.
M rang to say that MGM would be there as well.
M cancelled the session because of a doctor's appointment.

Warm and chatty.
Seemed flat, said to be tiredness.
Reminded about the window lock, still not fitted.
Agreed that bedtimes would be the next topic.
She had enjoyed the group at the children's centre.
""",
    child="""
-
Linnet heard crying, soon settled.
-
S1 came too and drew at the desk.
-
""",
)

_FIRST_SESSIONS = Series(
    "family support sessions",
    (-403, -396),
    "FSW1",
    "Case recording",
    child="""
S1 chose the story and turned the pages. Linnet lay across M's arm and looked at the window.
Linnet awake and alert in the bouncy chair; S1 brought her a rattle unprompted.
""",
    family="""
Session on safety: stair gate fitted with M, hot drinks discussed.
Session on routines: M had kept the chart for most of the week and said that mornings were the worst.
""",
)

_ASSESSMENT_CALLS = Series(
    "social care assessment calls",
    days_between(-320, -293, 12, avoid=(-297,)),
    "SW2",
    "Telephone record",
    family="""
M rang to ask how long an assessment takes.
SW2 rang M to fix the next visit; she preferred mornings.
F rang and wanted to know what had been written about him.
M answered at the third try.
M asked by telephone for a copy of the first assessment.
MGM rang to give the name of M's doctor.
M rang: the electricity had run out and she had no money until the weekend.
Short call to M to say thank you for coming in.

Explained that each parent would be seen again alone.
Some wariness.
SW2 to put the answer in writing.
Asked about drinking; the call ended there.
The neighbours were said to be stirring things up.
-
""",
    communication="""
-
-
-
-
-
HV post: told by the clinic that nobody covers Address 3 this month.
-
-
Checked with ADM1 that the letter had gone.
Nursery asked for attendance figures; promised within the week.
""",
)

_ASSESSMENT_ADMIN = Series(
    "social care assessment papers",
    days_between(-318, -273, 6, avoid=(-297, -284)),
    "ADM1",
    "Correspondence file",
    communication="""
Request for information sent to the GP practice on the standard form.
Chronology of earlier contacts started from the index; two volumes asked for from store.
Consent forms posted to M and F with a reply envelope.
Old file arrived from store, first volume only.
Nursery's attendance sheet received and filed.
Reminder to the GP practice: no reply to the form yet.
Reply slip from the GP practice: "nothing of note".
""",
)

_ASSESSMENT_NO_ACCESS = Series(
    "social care assessment no reply",
    (-312, -301),
    "SW2",
    "Case recording",
    family="""
Called as arranged, no reply, card left. Television could be heard.
Called without notice at 5pm; F at the window, did not come to the door. M said later that he was asleep.
""",
)

_PLAN_CALLS = Series(
    "social care plan calls",
    days_between(-171, -38, 19, avoid=(-61,)),
    "SW3",
    "Telephone record",
    family="""
M rang before nine to say that all was well.
SW3 rang M after a missed appointment.
M rang about the nursery fees letter.
Spoke to M about the week ahead.
M's number unobtainable in the morning, answered in the afternoon.
Call from M, who had had a "good talk" with her worker.
M asked for help with a taxi to the clinic.
SW3 rang to remind M about weighing.
M rang in tears about a bill and had cheered up by the end.

She gave the right answer to each question before it was asked.
M said that F had been told to keep away and was keeping to it.
Linnet had a cold and was feeding less.
S1 was said to be excited about a new coat.
Promised to be in on the day.
Said once more that the bus is unreliable.
M turned the talk to SW3's own workload and how hard it must be.
Nothing new.

-
-
-
-
-
A man's voice in the background; M said that it was the radio.
-
-
-
SW3 thanked her for keeping in touch.
""",
)

_PLAN_AGENCIES = Series(
    "social care plan agencies",
    days_between(-163, -37, 21, avoid=(-96, -95, -97, -62, -61, -20)),
    "SW3",
    "Telephone and email record",
    communication="""
Email to NM1 with the date of the next meeting.
NM1 rang with S1's attendance for the fortnight.
Rang the clinic for Linnet's last weight; the book was out with HV2.
HV2 left a message while SW3 was in court; rung back, no reply.
Email from CPN2: M seen, "presentation stable".
Asked DC2 for an update on the call history.
Message to the children's centre about a place on the parenting course.
Housing telephoned about the tenancy; message left with HO2.
Note to the legal section asking whether advice is needed.
Email to FSW1 asking for her notes before the review.

To be picked up at the meeting.
To be chased if nothing is heard.
Added to the running record.
Copied to TM1.
Sent to TM1 for information.
Case note made and no further action needed today.
SW3 to follow up in writing.
-
""",
)

_PLAN_VISITS = Series(
    "social care plan visits",
    (-159, -152, -139, -130, -115, -108, -97, -83, -76),
    "SW3",
    "Case recording",
    child="""
Linnet on the rug with a wooden spoon; serious, pale, took some time to smile.
Linnet asleep in the pushchair in the hall, coat on, ready to go out.
Both children seen at tea: fish fingers and beans, S1 fed some to Linnet.
Linnet held by M facing outwards; she leaned back into her.
S1 at nursery. Linnet in her cot, awake, not crying, turned her head at the voice.
S1 wanted to show her shoes. Linnet had a runny nose and a cough.
Linnet pulled to stand at the settee and sat down again with a bump; S1 clapped.
Linnet clung to MGM, who was visiting, and would not go to M.
Both children washed and dressed, standing or sitting by M as if waiting for the visit to begin.
""",
    family="""
M had written down what she wanted to say and read it out.
M said that the doctor was pleased with her.
Fridge shown without being asked for.
Talked about how M can tell when she is becoming low.
M praised FSW1 and said that she could not have done it without her.
M was cooler than usual and looked at the clock.
MGM present throughout, said little.
""",
    comment="""
-
Rooms seen: living room and kitchen.
-
Children not seen apart from their mother.
-
""",
)

_PLAN_NO_ACCESS = Series(
    "social care plan no reply",
    (-143, -126, -112, -101, -94, -70, -52, -48),
    "SW3",
    "Case recording",
    family="""
Called without notice, nobody in. Pushchair was in the porch.
Visit as arranged: no reply, note left.
M met on the stairs on her way out with the children and could not stop.
M opened an upstairs window and said that she was in the bath.
No reply at 9.30am; curtains closed on all floors.
A young man answered and said that M was at the shops. He would not give a name.
Visit cut short because M had to take a telephone call.
M rang ten minutes before the visit to put it off.
""",
)

_SUPPORT_VISITS = Series(
    "family support weekly",
    (-140, -125, -119, -110, -105, -98, -91),
    "FSW1",
    "Case recording",
    child="""
S1 and FSW1 made a card for MGM.
Linnet sat in the high chair and ate half a banana.
S1 would not leave M's side and cried when the door banged.
Linnet laughed at the bubbles. S1 wanted to blow them all.
Linnet asleep; looked in on her with M, warm and breathing easily.
S1 had cut her own fringe and was proud of it.
Linnet in the same sleepsuit as last week, damp at the neck.
""",
    family="""
M had done the shopping list that they had agreed.
Worked on mealtimes. M joined in for the first half.
M talked about going back to college.
M's eyes were red; she said it was a cold and did not want to talk.
Budget sheet gone through; rent is two weeks behind.
M on the telephone for most of the session.
""",
)

_SUPPORT_MESSAGES = Series(
    "family support messages",
    days_between(-144, -69, 9),
    "FSW1",
    "Telephone record",
    family="""
Text from M to ask if next time could be earlier.
Text to M: reminder about weighing tomorrow. Reply: "ok hun x".
M rang to say thank you for the food parcel form.
Text from M: not well, can it be next week.
Call to M, who was at MGM's and would ring back; she did not.
Text to M with the opening times of the toy library.
M sent a picture message of S1 with a painting.
Reminder about weighing sent, no answer.
M asked by text whether FSW1 would "put in a word" at the review.
""",
)

_SUPERVISION = Series(
    "social care supervision",
    (-154, -122, -84),
    "SW3, TM1",
    "Supervision record",
    communication="""
Progress said to be steady. Discussed keeping the plan going for one more cycle.
SW3 has nineteen families and is covering duty one day in five. TM1 to ask for relief.
Agreed that a visit without notice should be made before the next review and one in the early evening.
""",
    comment="""
-
The evening visit was not made.
-
""",
)

_PLAN_PAPERS = Series(
    "social care plan papers",
    days_between(-162, -33, 11),
    "ADM1",
    "Correspondence file",
    communication="""
Minutes of the child in need meeting typed and sent to those who came.
Plan posted to M, second class.
Letter to CPN2 asking for a report before the next review.
Letter to F at his friend's address, returned "gone away".
Copy of the section 47 record sent to the police unit.
Nursery funding form signed by TM1 and sent on.
File moved to the new building; volume two to follow.
Report from the children's centre filed: M came to two sessions of eight.
Invitation list for the next meeting checked with SW3.
Taxi account for one journey to the clinic approved.
Closing letters prepared for signature.
""",
)

ROUTINE = (
    _FAMILY_KNOWN_ONLY,
    _BEFORE_BIRTH_CALLS,
    _BEFORE_BIRTH_VISITS,
    _AROUND_BIRTH,
    _FIRST_SESSIONS,
    _ASSESSMENT_CALLS,
    _ASSESSMENT_ADMIN,
    _ASSESSMENT_NO_ACCESS,
    _PLAN_CALLS,
    _PLAN_AGENCIES,
    _PLAN_VISITS,
    _PLAN_NO_ACCESS,
    _SUPPORT_VISITS,
    _SUPPORT_MESSAGES,
    _SUPERVISION,
    _PLAN_PAPERS,
)
