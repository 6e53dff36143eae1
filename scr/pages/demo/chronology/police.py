"""Key events as the police recorded them."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-775 23:12 | PC1, PC2 | Command and control log
F: Call from neighbour: shouting, something thrown. Attended 23:31. M and F in the living room, argument
   about money. No injury, no complaint. F left for his brother's.
C: S1 looked in on by PC2, asleep in a cot.

-774 | PC1 | Domestic violence form
A: Form completed at end of shift. Graded standard. To notifications desk for Social Care.

-768 | PPU1 | Notifications desk
A: Notification typed and posted to Social Care. Desk seven days behind.

-671 01:05 | PC3 | Command and control log
F: M rang and hung up. Patrol there at 01:20. F drunk on the landing, M said that nothing had happened. M
   held her wrist. F taken to a friend's by patrol car.
C: S1 awake, in M's bed, crying. PC3 sat her on the settee with a blanket.
A: Out of hours social worker EDT1 told by control room at 02:10.

-670 | PC3 | Domestic violence form
A: Graded standard. Box for pregnancy: "not asked".

-665 | DVO1 | Domestic violence file
F: DVO1 rang M, who said that it was "all sorted" and she did not want more calls.

-658 | PPU1 | Notifications desk
A: Notification to Social Care, by post.

-490 23:48 | PC1, PC4 | Command and control log | police-door
F: Call from M: F kicking the front door. On scene 23:56. Door frame split. F arrested for criminal damage.
   M heavily pregnant, crying, red mark to upper arm; declined to make a statement.
C: S1 under the kitchen table with a toy dog. PC4 knelt down and spoke to her. She did not answer.
A: Ambulance offered, M preferred a taxi to hospital. MGM fetched by PC1 for S1.
N: PC4's account of the child is the only one of its kind in nine attendances.

-489 | DVO1 | Domestic violence file
A: Graded medium. Notified to Social Care by fax the same morning, marked pregnancy.

-487 | DC1 | Custody record
F: F released on caution for damage. Bailed address was not needed. Said that he would stay with a friend.

-482 | DVO1 | Domestic violence file
F: DVO1 visited M at Address 3 with consent. Panic number put in her telephone. M did not want to go to
   court. F's clothes in bags in the hall.

-476 | DVO1 | Telephone note
A: SW1 rung back. Joint visit offered, not taken up.

-345 22:40 | PC2, PC5 | Command and control log
F: Call from neighbour: loud argument. Attended 23:15. M and F both calm on arrival and both said the
   television had been up. F gave Address 3 as his home.
C: Two children seen asleep: Linnet in a cot in the parents' room, S1 in the back bedroom.

-344 | PC5 | Domestic violence form
A: Graded standard. To notifications desk.

-327 | PPU1 | Notifications desk
A: Notification faxed to Social Care, eighteen days after attendance. Desk short of one of two clerks since
   last month.

-321 10:15 | DC1 | Child abuse unit log | police-strategy-321
A: Strategy discussion by telephone with TM1. Police view: joint visit wanted, because of five earlier
   attendances. TM1 to arrange with SW2. Health visitor to be asked.
N: Social Care's record of the same discussion has a single agency enquiry.

-320 | DC1 | Child abuse unit log
A: No call from SW2 about a joint visit. DC1 rang the team, was told that the visit had been done.

-297 00:41 | PC3, PC6, PS1 | Command and control log | police-assault
F: 999 call by neighbour. First car 00:49. M with facial and arm injuries in the stairwell. F arrested for
   assault in the flat, drunk. M gave an account to PC6 at hospital and would not sign it.
C: S1 at the top of the stairs, Linnet crying in her cot. Both carried down by PC6 and PS1 and taken to MGM
   by 01:40.

-297 08:20 | PS1, DVO1 | Domestic violence form
A: Graded high. Social Care told by telephone at 08:20 and by fax, on the same shift. Good practice.

-296 | DC1 | Custody record
F: F charged with common assault, bailed not to go to Address 3 or to MGM's.

-293 | DVO1 | Domestic violence file
F: Refuge place found, M said that she had somewhere better.

-290 | DVO1 | Telephone note
F: M rang DVO1: she is away from the area and safe, would think about the statement.

-266 | DC1 | Crime file
A: Case discontinued: M does not support. Bail conditions ended. M not told by letter as no address was
   held; SW2 not told.

-190 21:35 | PC3 | Command and control log | police-return
F: Call from neighbour: shouting. Attended 22:02. M and F "had words about the football". F said that he
   lived there.
C: Linnet awake on F's arm. S1 on the stairs in her night clothes. No marks seen on faces or arms.

-188 | PPU1 | Notifications desk
A: Notification faxed to Social Care first thing, with a list of earlier attendances: the new form.

-164 14:00 | DC2 | Child abuse unit log | police-strategy-164
A: Strategy discussion at Social Care's office. DC2 gave seven attendances. Agreed joint enquiries. DC2's
   view that a conference was likely.

-160 | DC2 | Child abuse unit log
C: Joint visit with SW3. Linnet seen undressed, no marks. S1 spoken to by SW3 at nursery.
F: F asked to wait outside. He said "you lot again" and went. M would not talk about him.

-158 | DC2 | Child abuse unit log
A: ND1 asked to read the hospital card for Linnet's fall. Reply: account fits, examination incomplete.

-150 16:30 | DC2 | Telephone note
A: Told by TM1 that there will be no conference. DC2 asked that police concern be noted.

-146 | DC2 | Child abuse unit log
A: Not invited to the child in need meeting. No crime to take forward. Log closed.

-113 19:20 | PC2 | Command and control log
F: Abandoned 999 call from Address 3. Rung back: M said S1 had been playing with the telephone. No unit
   free. Closed.
N: On the same evening M left the emergency department before being seen. The two were not joined.

-57 00:30 | PC4 | Traffic stop record
F: F stopped on foot pushing a bicycle, drunk. Said he was going home to "the missus and kids" at Address 3.
   Words of advice.
N: No check of the domestic violence file, so no notification.

-51 | PCSO1 | Beat diary
F: Spoken to by N1, who said that there is "always something" at Address 3 and that the little one cries on
   her own in the mornings.
A: Put in the beat diary for the neighbourhood sergeant.

-48 | PS1 | Beat diary
A: Read and initialled. No action written.

-9 23:25 | PCSO1, PC5 | Command and control log | police-no-entry
F: Call from N1: child crying a long time. At the door 23:58. F answered, dressed, said that she was
   teething and was asleep now. House quiet. Officers did not go in.
N: Force policy is that children are seen at every such call.

-8 | PC5 | Domestic violence form
A: Form not needed in PC5's view as no argument was reported. Sergeant asked for one at the end of shift.

-5 | PPU1 | Notifications desk
A: Notification faxed to Social Care and to health visiting.

-2 03:44 | PC6, PS1 | Command and control log | police-death
C: Ambulance service asked for police at Address 3: infant unresponsive. PC6 followed the ambulance to
   hospital.
F: M travelled in the ambulance. F brought by PS1. Home secured.

-2 05:40 | DI1, DC2 | Investigation log
A: DI1 takes charge. Coroner's officer told. Scene examined under the infant death protocol. S1 handed to
   Social Care's out of hours worker.

-2 06:30 | DC2 | Investigation log
F: MGM told at her home by DC2 and a uniformed officer.

-2 13:00 | DI1 | Investigation log
A: Strategy meeting at hospital. M and F arrested later that day. DI1 to refer to the Safeguarding Children
   Board at the start of the week.
""")
