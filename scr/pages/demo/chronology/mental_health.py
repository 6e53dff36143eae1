"""Key events as adult mental health services recorded them."""

from scr.pages.demo.chronology.rows import notes

KEY_EVENTS = notes("""
-595 | MHA1 | Referral log
A: GP referral for M received, routine. "Anxiety, low mood, pregnant." To triage.

-591 | ACL1 | Triage note
A: Triaged on paper: moderate. Assessment in two weeks. Nobody asked whether midwifery was involved.

-577 | ACL1 | Appointment record
F: Did not attend. Letter had gone to Address 1.

-563 10.00 | CPN1 | Initial assessment
F: M seen on her own. Low, anxious, panics in queues; sad childhood; hurt herself at 15. "About five months"
   pregnant and has not seen a midwife. F "has a temper in drink". S1 described with warmth.
N: A full and careful history. The part about F was not turned into a question about S1's safety.

-563 15.45 | CPN1 | Telephone note | mh-call-to-mw
A: CPN1 rang the community midwives the same afternoon and told MW1 that M is pregnant and not booked. MW1
   will arrange it.
N: Midwifery has this call four days later.

-556 | CPN1 | Letter
A: Assessment letter to GP, four pages. Plan: eight sessions, review of tablets by PSY2.

-549 | CPN1 | Session note
F: Session 1. Breathing exercise. S1 came along and slept.

-543 | PSY2 | Medical review
F: Tablets continued in pregnancy after discussion of benefits and risks. Partner spoken of as "stressed".
   No question about violence.
A: Letter to GP. Not to obstetrics.

-528 | CPN1 | Session note
F: Third session. M said that she is afraid of her own thoughts about not coping with two. Talked about who
   she can ring.

-510 | MHA1, CPN1 | Message book
A: Message from SW1: please ring about M. CPN1 rang back twice, line engaged. No third try.

-503 | CPN1 | Session note
F: Fifth session. House move next week. Brighter.

-486 | CPN1 | Telephone note
F: M rang, sobbing: F arrested. Did not want a visit. CPN1 advised police and refuge numbers. Said S1 "slept
   through it".
A: Discussed with CTL1. No referral, as "police will have told Social Care".

-475 | CPN1 | Appointment record
F: Did not attend.

-468 | CPN1 | Appointment record
F: Did not attend, second time running.

-461 | CTL1 | Discharge letter | mh-discharge
A: Discharged to GP under the two appointment rule. Eight months pregnant. Letter to GP only.
N: The rule has an exception for pregnancy. It was not applied.

-165 01.45 | MHL1 | Liaison assessment | mh-liaison
F: M seen in the emergency department. Took tablets after a row, wished to sleep, not to die. Drank half a
   bottle of wine. Regrets it. Risk now low with support. MGM will stay. Two children mentioned by first
   names and ages.
A: Fax to community team for follow-up in seven days. Asked the ward to ring Social Care.
N: The risk form has a page for dependants. It was left blank because the children were "safe with
   grandmother".

-164 | CTL1 | Message book
A: Invitation by telephone to a strategy discussion at 2pm. Nobody free. Offered a written summary, which
   was not asked for.

-161 | CPN2 | First contact
F: Home visit with MGM there. M embarrassed. Would like someone to talk to. F "not around".
C: Linnet on MGM's knee, S1 at nursery. Linnet noted as "quiet baby".

-154 | PSY1 | Medical review
F: M seen in clinic. Recurrent depression, alcohol as a way of coping. Weekly supply of tablets. Asked about
   F: "we're finished".
A: Letter to GP, copy to CPN2.

-146 | CPN2 | Meeting note | mh-cin-146
A: Child in need meeting. CPN2 said M is engaging and low in mood, risk to herself low. Was not asked about
   risk to others and did not offer a view.

-138 | CPN2 | Session note
F: M talked about F for the first time: "when he's nice he's lovely". Said that he comes for his tea.

-129 | CPN2, CTL1 | Supervision record
A: CTL1 asked what the children see. CPN2 to ask M. Good practice.

-124 | CPN2 | Session note
F: CPN2 asked what the children see. M: "They're in bed." Stopped talking.

-118 | CPN2 | Email
A: Apologies for today's child in need meeting, no report sent.

-110 | CPN2 | Session note
F: M cancelled, bruise on arm seen a few days before by a colleague in the street, said to be from a
   cupboard.
N: This colleague is not named and no note by her was found.

-96 | PSY1 | Medical review
F: Did not attend.

-91 | CPN2 | Email
A: Apologies for tomorrow's meeting: on training.

-75 | CPN2 | Session note
F: Seen at home. M in dressing gown at two in the afternoon. Denied drinking. Empty cans in the porch, "his
   mates".
C: Linnet heard upstairs, not seen.
A: Note to raise with SW3; no record of a call.

-62 | CPN2 | Telephone note
F: M rang to cancel. Sounded well.

-47 | CPN2 | Session note
F: M seen at the team base, made up and cheerful. Wants to stop. "Social worker is stopping too."

-40 | CPN2, CTL1 | Supervision record
A: Discharge planned for next month. CTL1 asked if Social Care agreed. CPN2: "they are closing".
N: Each service took the other's leaving as a sign that it was safe to go.

-26 | CPN2 | Appointment record
F: Did not attend.

-19 | CPN2 | Appointment record
F: Did not attend, second time.

-14 | CTL1 | Discharge letter | mh-second-discharge
A: Discharged to GP under the two appointment rule. Risk: low. Children: "none of concern". Copy to nobody
   else.

-5 | MHA1 | Referral log
A: GP letter typed the day before received: low again, "no help now". For triage on Monday next.

-2 12.30 | CTL1 | Management note
A: Told by police of Linnet's death. M's record locked. CTL1 to see CPN2 in person.
""")
