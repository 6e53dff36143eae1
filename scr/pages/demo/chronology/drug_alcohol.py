"""What the voluntary drug and alcohol service recorded, about F only until close to the end."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-741 | DAW1 | Assessment form
F: F referred himself. Drinks 60 to 70 units a week, cannabis most days. Wants to stop "for the little one".
   Partner and one child at home. Six sessions offered.

-733 | DAW1 | Session note
F: Session 1. Drink diary started. Good rapport.

-726 | DAW1 | Session note
F: Session 2. Cut to weekends by his account.

-720 | DAW1 | Session note
F: Did not attend, no message.

-707 | DAW1 | Session note
F: Rang: short of time because of housing. Would come back.

-690 | DAM1 | Closing note
A: Closed after eight weeks of no contact. Letter to F. GP not told, F had not agreed.

-469 | DAW1 | Assessment form
F: F back, sent by custody arrest worker. Drinks after rows. Partner eight months pregnant. Says that he is
   staying with a friend and is at home "for dinner".
A: Question 14 of the form (children in the household and their needs) answered with "partner deals with
   it".
N: The form asked the right thing and took the wrong answer.

-462 | DAW1 | Session note
F: First session of the new set. Talked about his father.

-448 | DAW1 | Session note
F: Session 2. Baby due soon, nursery painted. He was proud of it. Spot reading: no alcohol.

-427 | DAW1 | Telephone note
F: Rang in high spirits: a girl. Would miss this week.

-416 | DAW1 | Session note
F: Third time in. Up at night with the baby, "so yes, I live there, more or less".

-395 | DAM1 | Supervision note
A: DAW1 asked if F's drinking and a new baby should be talked over with Social Care. DAM1: with consent. F
   said no. Not taken further.

-364 | DAW1 | Telephone note
F: Rang from hospital waiting room about his hand. Slurred.

-304 | DAW1 | Telephone note
A: SW2 rang. Told that F is known. Asked for consent in writing before saying more. None came.

-298 | DAW1 | Session note
F: Came without appointment, smelt strongly, upset about "being reported". Calmed, walked home. Left at 4pm.
N: The assault was that night.

-140 | DAW2 | Assessment form
F: F sent by Social Care as part of a plan. DAW2 asked for a copy of the plan from F, who had not got one.

-133 | DAW2 | Session note | waymark-one-session
F: Session 1 of 12, the only one attended up to now. Drinks "at weekends". Liver result high.

-112 | DAW2 | Session note
F: Did not attend for the third time. DAW2 wrote to him. Social Care had not asked for reports.

-97 | DAW2 | Session note | waymark-lives-there
F: F came, tremor, said that he drinks from the morning, lives with M and "the two kids", and that he "loses
   it". Cried. Detox discussed.
A: DAM1 the same day: share it, consent or not.

-96 10.05 | DAM1 | Telephone note | waymark-call-csc
A: DAM1 rang Social Care, asked for SW3, spoke to a woman on the desk: F drinks daily, lives with the
   children, says that he loses his temper. Asked for SW3 to ring back.
N: Social Care has no entry. Waymark did not ring again or write.

-60 | DAW2 | Telephone note
F: F rang to ask for a letter that he attends "regularly". DAW2 would only give the dates. He hung up.

-25 | DAM1 | Closing note
A: Closed: no contact. Letter to F and to GP2. SW3 not told, as Waymark did not know that the case had been
   closed either.
""")
