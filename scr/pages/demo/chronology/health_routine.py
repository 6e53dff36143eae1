"""Routine contact as Community Health recorded it."""

from scr.pages.demo.chronology.rows import Series, days_between

_SIBLING_EARLY = Series(
    "health S1 early",
    days_between(-784, -640, 8),
    "HV1",
    "Child health record",
    child="""
S1 weighed at clinic, 11.2 kg, following her line.
S1 seen in the waiting room, runny nose, busy with the bead frame.
S1's second hearing check passed on both sides.
Immunisation given to S1 by the clinic nurse, small cry, soon over.
S1 brought with a rash, fading, viral by the look of it.
S1 seen at the toy library, carrying two dolls by their hair.
S1 wore new shoes and stamped in them.
S1 asleep in the pushchair, colour good.
""",
    family="""
M on her own, in a hurry for the bus.
Asked about sleep; M said that S1 is in with them.
MGM brought her and did most of the talking.
Healthy start leaflets given.
M asked whether damp in the flat could cause a cough.
F waiting in the car, did not come in.
M smiled at being told that S1 is doing well.
""",
)

_ANTENATAL = Series(
    "health antenatal",
    days_between(-540, -436, 11),
    "MW1",
    "Hand-held maternity record",
    family="""
Blood pressure and urine normal, fundal height agrees with dates.
Fetal heart heard and regular.
Bloods taken; iron started.
Baby active, head still high.
Slight swelling of the ankles, nothing else found.
Weight gain modest, diet talked over.
Growth on the line, head down.

M had S1 with her and was patient with her.
M alone today, said F was working.
F came with her and read a newspaper.
M late by forty minutes, was seen all the same.
Smoking again mentioned; M would "try after the move".
M asked whether the tablets could harm the baby; GP to advise.
Seen with MGM, who asked sensible questions.
Birth plan begun and left with M to finish.
""",
)

_ANTENATAL_PAPERS = Series(
    "health antenatal papers",
    days_between(-556, -438, 6, avoid=(-551, -552, -550)),
    "MW3",
    "Midwifery message book",
    communication="""
Blood group and screening results filed, all within limits.
M's maternity notes asked for by the hospital and sent over by van.
MW1's list for the week checked: M to be seen at home if clinic is missed.
Named midwife's list of families of concern brought up to date; M on it.
Parentcraft places offered to M and F, no answer to the letter.
Ward told that M is on the list of concern and that a planning meeting will be held.
""",
)

_POSTNATAL = Series(
    "health postnatal",
    (-428, -427, -425, -420),
    "MW2",
    "Postnatal record",
    child="""
Linnet feeding well, passing urine, a little jaundiced on the nose.
Heel test done, Linnet cross for a minute and then asleep.
Jaundice gone. Cord off, dry.
Linnet wakeful at night, otherwise thriving.
""",
    family="""
M resting in bed while MGM took S1 out.
M had rung the ward at night about feeding and had been helped.
M up and dressed, S1 on her lap.
M ready for discharge to the health visitor.
""",
)

_FIRST_WEEKS = Series(
    "health first weeks",
    days_between(-414, -358, 12, avoid=(-404, -385, -376)),
    "HV1",
    "Child health record",
    child="""
Linnet awake, clear-eyed, hands open.
Linnet feeding at visit, four ounces, winded easily.
Cradle cap, oil advised.
Linnet cooed when spoken to and kicked her legs.
Linnet slept through the visit in her basket, on her back, feet to foot.
Weighed on clinic scales: a gain of 190 g in the week.
Held her head for a moment on the tummy.
Nappy area clear.

S1 was at nursery.
S1 sat on the step and talked to her doll.
-
S1 wanted to be weighed too, and was.
S1 poked the baby's foot gently.
""",
    family="""
M coping with the nights in her own way.
M said that evenings were lonely.
MGM there, peeling potatoes.
M asked when she could go back to work.
Bottle washing checked and praised.
M had a new telephone number, written on the card.
Contraception talked about, M to see the practice nurse.
""",
)

_MASSAGE = Series(
    "health baby massage",
    (-399, -392, -384, -378, -371),
    "NN1",
    "Group register",
    child="""
Linnet enjoyed having her feet rubbed and gurgled.
Linnet hungry at the start and settled after a feed.
Linnet slept, so M practised on a doll.
Linnet looked at the baby next to her for a long time.
Linnet cried on undressing and calmed in M's arms.
""",
    family="""
M quiet in the group, stayed for tea.
M made friends with another mother.
M and MGM together.
M left early, a call from home.
M thanked the staff and took the oil home.
""",
)

_FIRST_WEEKS_PAPERS = Series(
    "health first weeks papers",
    days_between(-416, -353, 6),
    "HV1",
    "Family file",
    communication="""
Red book page copied for the file.
Speech and language screen for S1: appointment sent for next month.
Message for GP1's clerk about the six week check.
Family discussed in the corridor with CCW1 of the children's centre, who sees them on Tuesdays.
Speech and language: S1 attended, on the waiting list for a group.
Closing letter from Social Care received and put on file.
""",
)

_VACANCY = Series(
    "health vacancy",
    days_between(-347, -320, 4, avoid=(-335,)),
    "TLH1",
    "Caseload record",
    communication="""
Two calls from M to the clinic about immunisations, message left for "whoever has Address 3".
List of families not yet allocated sent to the locality manager.
Bank health visitor asked to cover clinics only.
Risk register entry on vacancies raised from amber to red.
""",
)

_SECOND_VISITOR = Series(
    "health second visitor",
    (-311, -308, -305, -304, -301, -298),
    "HV2",
    "Family file",
    child="""
Linnet weighed 6.20 kg, content.
S1 and Linnet glimpsed in the pushchair outside the shop.
-
Linnet reached for HV2's badge and held on to it.
-
Linnet taking first tastes of baby rice without much interest.
""",
    family="""
Talked with M about starting solids.
M waved, could not stop.
M rang for the number of the dentist.
M asked whether HV2 would be staying; HV2 said that she hoped so.
Visit put off by text.
M said that the social worker had been "nosing".
""",
)

_AWAY_PAPERS = Series(
    "health away papers",
    (-283, -248, -223),
    "CHD1",
    "Child health department",
    communication="""
Reminder from Harrowdale child health department: records not yet received.
Immunisation list: Linnet shown as overdue, letter to be sent by the new area.
Quarterly list of transfers out checked by hand against the system.
""",
)

_PLAN_CALLS = Series(
    "health plan calls",
    days_between(-172, -40, 14, avoid=(-61, -59, -55, -41)),
    "HV2",
    "Telephone record",
    family="""
Rang M to remind her of the clinic.
M rang to ask if the clinic is open on Friday.
Rang M after a missed weighing.
M rang about teething.
Left a message with MGM for M.
M returned HV2's call from the day before.
Rang M for the result of the doctor's visit.

She said that Linnet eats everything.
She would come "if the rain stops".
Linnet was said to be asleep at ten in the morning.
S1 answered and put the receiver down twice.
M's voice slurred, possibly just woken.
A short, friendly talk with nothing new in it.
She asked what weight they wanted her to be.
HV2 repeated why weighing matters.
-
""",
)

_MISSED_WEIGHINGS = Series(
    "health missed weighings",
    (-136, -122, -108, -104, -94, -87, -80, -70, -66, -52),
    "NN1",
    "Clinic register",
    family="""
Linnet not brought for weighing.
M did not come; text sent.
No attendance, slot kept until the end.
Absent from clinic, no message.
M telephoned after clinic had closed to say that she had forgotten.
Expected with MGM, who came alone and said that M had a headache.
Not at clinic: M later said that she had been and found it shut.
""",
    communication="""
HV2 told.
-
Register passed to HV2 with the others.
-
HV2 on leave, put in her tray.
""",
)

_KEPT_WEIGHING = Series(
    "health kept weighing",
    (-98, -45),
    "NN1",
    "Clinic register",
    child="""
Linnet 7.95 kg, same as last time. Undressed, skin clear.
Linnet 8.05 kg. Kept her hands in her lap, did not explore the toys.
""",
    family="""
M brought her and dressed her again without talking.
M gave a different account of meals from the one in the diary.
""",
)

_PLAN_MESSAGES = Series(
    "health plan messages",
    days_between(-170, -39, 15, avoid=(-115, -76, -61, -60, -59, -58, -57, -62, -55)),
    "HV2",
    "Family file",
    communication="""
Email to SW3 with the latest weight.
Spoke to NM1 about S1, who is eating well at nursery.
Message from FSW1: M asks for visits on a different day.
Rang SW3: out of the office, message with the desk.
Minutes of the last meeting received, three weeks after it.
Asked the practice manager for the date of Linnet's last attendance.
Chart redrawn on the right form for age and copied to the file.
Dietitian's advice asked for by email.
Dietitian replied: offer of a joint visit.
NN1 asked to keep a note of who brings Linnet.

-
To be raised at the meeting.
No answer by the end of the week.
-
HV2 to check on Monday.
Noted for supervision.
""",
)

_NURSERY_NURSE = Series(
    "health nursery nurse visits",
    (-161, -133, -112, -84, -63),
    "NN1",
    "Home visit sheet",
    child="""
Weaning session: Linnet took six spoons of mashed carrot from M.
Linnet and S1 played side by side with boxes.
Linnet put everything in her mouth, as she should.
Linnet crawling after S1, stopped when a door opened.
Linnet drank a whole beaker of milk and looked for more.
""",
    family="""
M keen at first, then tired.
M said that it was hard to cook with "people about".
Recipes left.
M on the sofa, MGM doing the feeding.
M thanked NN1 and asked her not to tell HV2 about the state of the kitchen, which was untidy, no more.
""",
)

_SECOND_YEAR_PAPERS = Series(
    "health plan papers",
    (-168, -139, -111, -82, -49),
    "TLH1",
    "Caseload record",
    communication="""
HV2's caseload is now thirty-eight families, six with plans.
Families with child in need plans listed for the locality manager.
Clinic moved to the church hall for two weeks because of a leak.
Case file looked at in the record audit: genogram missing, chronology begun.
HV2 covering for a colleague's clinic as well as her own until further notice.
""",
)

ROUTINE = (
    _SIBLING_EARLY,
    _ANTENATAL,
    _ANTENATAL_PAPERS,
    _POSTNATAL,
    _FIRST_WEEKS,
    _MASSAGE,
    _FIRST_WEEKS_PAPERS,
    _VACANCY,
    _SECOND_VISITOR,
    _AWAY_PAPERS,
    _PLAN_CALLS,
    _MISSED_WEIGHINGS,
    _KEPT_WEIGHING,
    _PLAN_MESSAGES,
    _NURSERY_NURSE,
    _SECOND_YEAR_PAPERS,
)
