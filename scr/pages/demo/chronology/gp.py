"""Key events as the GP practice recorded them."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-760 | GP2 | GP record, M
F: Low 4/12, poor sleep, tearful, no plans to harm self. Lives w partner and S1. "Rows". Started
   antidepressant, rv 3/52.
N: "Rows" was not explored.

-739 | GP2 | GP record, M
F: Bit better. Continue. Script 2/12.

-735 | REC1 | Letters in
A: Emergency department letter re S1, bead in nose. Filed, no action.

-656 | GP1 | GP record, M
F: Amenorrhoea 8/52, test positive. Pleased. On antidepressant: discussed, to go on for now. F not
   mentioned.
A: Referral to midwives by form, printed from the screen with the address held.
N: The address held was Address 1. M had moved five weeks before and the practice was not asked to change
   it.

-634 | PM1 | Registration
F: M, F and S1 changed to Address 2 at the desk by MGM.
A: No link is made from registration changes to referrals already sent.

-600 | GP2 | GP record, M
F: Panicky in shops, crying, not sleeping. 16/40. Not seen a midwife, "waiting for a letter". Denies harm at
   home, F in waiting room.
A: Referred to adult mental health, routine. Midwives' number given to M to ring.

-574 | REC1 | Letters in
A: Mental health: did not attend first appointment, second offered.

-556 | GP1 | Letters in
A: Mental health: seen by CPN1, moderate depression, pregnant. Assessment letter, four pages. Read and
   filed.

-537 | GP1 | Letters in
A: Consultant clinic letter: baby to be observed after birth. Alert put on M's record.

-511 | GP2 | Telephone note
A: Social worker rang about M. Told her under mental health team and nothing of concern in S1's notes. Not
   asked about F, who is also a patient.

-501 | GP2 | GP record, M
F: Rang M after a word from HV1. "Fine, just hormones." Offered appt, declined.

-458 | GP2 | Letters in | gp-mh-discharge
A: Mental health: discharged after two missed appointments, GP to re-refer if needed. Filed by locum, not
   seen by GP2 until M's next visit.

-430 | REC1 | Letters in
A: Hospital discharge letter: Linnet born, 2.61 kg.

-391 | GP1 | GP record, Linnet
C: Six week check, done in the sixth week. Hips stable, heart normal, red reflex both eyes, fixing. Well
   cared for.
F: M w MGM. Mood "up and down". F "around".

-376 | REC1 | Letters in
A: ED letter: Linnet, fever, home.

-364 | GP1 | Letters in
A: ED letter re F: hand laceration, alcohol. Filed in F's notes.
N: Nothing joins F's record to those of the children, who have another surname.

-329 | PN1 | GP record, Linnet | gp-first-imms
C: First imms, four weeks late. Well, no fever. Weight from red book 5.6 kg.
F: M. Said clinic had nobody to do it.

-318 | GP1 | Information request
A: Form from Social Care about the household. Answered in three words by a partner who had never met them;
   M's treatment and F's hand were not mentioned.

-306 | GP3 | GP record, F
F: Wants tablets for sleep. Drinking "a few". Advised re Waymark, says he has been. No script.

-294 | PN1 | GP record, S1
C: Pre-school booster, cried, cuddled by MGM.
F: Brought by MGM. MGM said "there's been bother". PN1 told GP2 in the corridor.

-210 | REC1 | Registration
F: M at the desk for a repeat. Told REC1 that they had been away. Never left the list.

-209 | GP2 | GP record, M
F: Repeat antidepressant authorised on request. Last seen by a doctor 290 days ago.

-195 | GP1 | Letters in | gp-fall-letter
A: ED letter: Linnet, minor head injury, brought by father. Filed. No contact with family.

-182 | GP3 | GP record, Linnet | gp-bruise
C: Cough 3/7, chest clear. Bruise seen L cheek in front of ear, 2 x 1 cm, brown-yellow. M: rolled on to a
   toy brick. Not mobile yet. Plausible. Safety net advice for cough.
F: M, a bit rushed, F in car.
N: A bruise in a baby who cannot crawl. Seen alone by a locum in a ten minute surgery; no conversation with
   a colleague, no referral, no note to the health visitor.

-168 | REC1 | Message book
A: Social worker asked for a doctor to ring about "a mark". Message in the book for GP1, ticked, no note of
   a call.
N: GP3 had left by then and the entry of {day:-182} was not looked for.

-161 | GP2 | Letters in
A: Mental health liaison: M seen in hospital, took extra tablets. Weekly scripts advised. Alert added.

-158 | GP2 | GP record, M
F: Seen w MGM. Ashamed. Says F is "out of it" at weekends. Agrees to weekly scripts. Children with MGM at
   times.
A: Told M that CPN2 would be in touch. No contact with Social Care.

-147 | PM1 | Letters in
A: Invitation to a child in need meeting tomorrow morning. Surgery time, no doctor able to go. No report
   sent.

-131 | GP1 | GP record, S1
C: S1 tired, tummy aches, nothing found. Said nothing, sat on MGM's lap.
F: MGM asked if "nerves" could do it in a child. Advised to see HV.

-108 | PN1 | GP record, Linnet
C: Imms due, given. Small, quiet, no marks seen on thighs.
F: M. Smelt of mints.

-75 | GP1 | Letters in
A: HV2's letter about Linnet's weight, with chart. Task to self: refer.

-70 | GP1 | GP record, Linnet | gp-referral
A: Referral to paediatric clinic by letter, routine. "Thank you for seeing this child who is not gaining
   weight. Diet seems reasonable."
N: Written without seeing Linnet.

-66 | GP2 | GP record, M
F: Weekly scripts not collected 2 of 4. Rang: number not in use.

-47 | REC1 | Letters in
A: Clinic: Linnet DNA, new date sent.

-33 | PM1 | Letters in
A: Social Care: case closed, needs met. Scanned to all three records.

-26 | REC1 | Letters in
A: Clinic: second DNA, discharged. Coded, not shown to a doctor.

-19 | GP1 | GP record, Linnet | gp-arm
C: Brought because nursery worried re arm. Moving L arm freely now, no swelling, no tenderness that I can
   find. Quiet, let me examine. Weight 8.0 kg.
F: MGM brought her; M "in bed". MGM said S1 had told a teacher something. I did not ask what.
A: Plan: watch, return if not using it.
N: The practice held the weight letter, the bruise, two missed clinics and the mental health alert on the
   same screen.

-13 | GP2 | GP record, M
F: Low again. Not sleeping, F back. Says she has "no help now". No thoughts of harm. Increase dose, rv 2/52.
A: Re-referral to mental health dictated, typed {day:-6}.

-11 | GP1 | Letters in
A: ED letter re F: chest pain, alcohol excess.

-2 12.15 | GP1, PM1 | Practice record
A: Hospital told the practice of Linnet's death. All four records locked by PM1; GP1 rang MGM that afternoon
   to ask what she and S1 needed.
""")
