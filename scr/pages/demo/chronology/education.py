"""What the children's centre and the nursery recorded."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-612 | CCW1 | Children's centre register
C: S1's first stay and play. Stood behind M for half an hour, then joined the water tray.
F: M said that the health visitor had told her about it.

-598 | CCW1 | Children's centre register
C: S1 seen for the third time. Few words, points to what she wants.
F: M sat apart. Invited to the speech group.

-563 | CCW1 | Children's centre register
F: M has not been for four weeks. Text sent, reply: "moving again, will come".

-500 | CCW1 | Outreach note
F: CCW1 called at Address 2 after Social Care's letter. M in, boxes everywhere. Place offered in the young
   parents' group.
A: CCW1 wrote to SW1 that the offer had been made.

-466 | CCW1 | Children's centre register
C: S1 back at stay and play, taller, still quiet. Fed two dolls with great care.
F: M near her time, tired. Had a cup of tea made for her.

-398 | NK1, NM1 | Nursery admission form
C: S1's first day. Cried when MGM left, comforted by NK1, found the sand.
F: Form signed by MGM. Who may collect: M, MGM. F's name crossed out in pen.
A: No one asked why a name had been crossed out.

-391 | NK1 | Key worker notes
C: S1 settling. Does not like raised voices: hid in the book corner when a tray was dropped.

-378 | CCW1 | Children's centre register
F: M at the young parents' group with Linnet. Talked about sleep with two other mothers.

-369 | CCW1 | Email
A: CCW1 to FSW1: M has been to five of six Tuesdays. Told that the case is about to close.

-353 | NK1 | Key worker notes
C: S1's speech coming on, four-word sentences. Proud of her coat peg.
F: F collected her today. M had rung to allow it.

-340 | NK1, NM1 | Incident and concern book | edu-daddy-shouted
C: S1 at the dough table: "Daddy shouted. Mummy cried. I hided." Written down word for word by NK1, shown to
   NM1.
A: NM1: keep an eye. Not passed to Social Care or to the health visitor.
N: NK1's record is exemplary. The decision to wait is discussed in the review.

-322 | NT1 | Attendance sheet
C: S1 absent three days. M: a cold.

-318 | NM1 | Telephone note
A: SW2 asked for attendance and for "anything of note". Attendance sent. The entry of {day:-340} was not
   mentioned.

-299 | NK1 | Key worker notes
C: S1 built a house of blocks and put all the people outside it.

-293 | NM1 | Telephone note
F: MGM rang: S1 will not be in, they are going away for a bit. No date of return.

-270 | NM1 | Admissions list
A: Letter from Social Care: family moved. S1 kept on the list as unpaid absence, place not given up.

-245 | EYA1 | Termly visit note
A: EYA1 looked at the concern book with NM1: three entries for S1, no summary, none shared. Advised a front
   sheet for each child.
N: Sound advice. The front sheet was made eight months later.

-207 | NK1 | Key worker notes
C: S1 back after more than twelve weeks. Thinner in the face, did not speak until snack time, then asked for
   NK1's hand.
F: M: "We had a holiday." No one asked where.

-199 | NK1 | Key worker notes
C: S1 bit another child, cried afterwards. Out of character.

-182 | NM1 | Incident and concern book
C: S1 said at lunch that "Linnet has a poorly face".
F: NM1 asked M at home time; M said that the baby had rolled on a toy.
A: No further step.

-160 09.30 | NK1, NM1 | Key worker notes
C: SW3 came to see S1 in the quiet room with NK1. S1 sat on NK1's lap, said that daddy "shouts big" and that
   teddy keeps her safe.
A: NM1 offered to come to any meeting.

-146 | NM1 | Meeting note | edu-cin-146
A: Child in need meeting. NM1 brought S1's drawing. Agreed that nursery will tell SW3 about any absence or
   worry. F not to collect S1.

-129 | NK1 | Key worker notes
C: S1 counted to twelve. Sang to herself in the coat area.

-118 | NM1 | Meeting note
A: Second meeting. NM1 reported full attendance and that F had collected S1 once, let through by a new
   member of staff.

-111 | NT1 | Attendance sheet
C: S1 late on four mornings of five. Brought by MGM twice.

-83 | NK1, NM1 | Incident and concern book
C: S1 came hungry, same jumper as on the two days before, fell asleep on the carpet. Shin bruises of the
   usual kind for her age.
F: M at the gate, dark glasses, did not stop.

-80 11.10 | NM1 | Telephone note | edu-call-fsw
A: NM1 rang FSW1 about three days of hunger and the same clothes. FSW1 will visit and tell SW3. NM1 asked to
   be told what happens.
N: No reply is recorded.

-59 | NK1 | Key worker notes
C: S1 told NK1 "my baby don't cry no more".
A: NK1 told NM1, who wrote it in the book and meant to raise it at the next meeting.

-41 | NM1 | Meeting note
A: Last meeting. NM1 said that S1 was still tired and that she would be happier with a few more weeks. HV2
   did not agree to closing. SW3 closed the meeting.

-34 | HT1 | Correspondence
A: Letter from Social Care that the case is closed. HT1 asked NM1 whether she agreed; "not really".

-20 09.40 | NK1, NM1 | Incident and concern book
C: S1: "Linnet's arm hurts. Daddy was cross." Linnet seen in the pushchair at drop-off, held her left arm
   close, cried when M lifted her.
F: M said that she had caught it in the cot. NM1 advised the doctor today.

-20 15.20 | NM1 | Telephone note | edu-referral-20
A: NM1 rang Social Care to make a referral: what S1 had said, what was seen, F in the home. Spoke to CC1.
   NM1 asked what would be done and was told that it would be passed to a manager.
N: Not followed up in writing, which the procedure asks for within two days.

-6 | NK1 | Key worker notes
C: S1 subdued, wanted to be carried. Asked if NK1 had a baby.
""")
