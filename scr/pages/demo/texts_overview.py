"""The overview report on Child Linnet, second draft as endorsed, and its recommendations."""

from scr.pages.demo.prose import prose, sections
from scr.pages.demo.reviews.shape import Recommendation

OVERVIEW = sections("""
# introduction | Introduction
This report brings together what ten agencies in two counties have learned from the short life and the death
of a child whom we call Linnet. She died on {day:-2}, fourteen months old. The Chair of the Westmarch Local
Safeguarding Children Board decided on {day:21} that there would be a serious case review.

The review covers the time from {day:-793} to {day:-2}. Nine agencies in Westmarch and the health visiting
service in Harrowdale each reviewed their own part and sent a chronology. The merged chronology has more
than seven hundred rows. I heard the authors on {day:95} and {day:119}, met the practitioners together, and
twice met Linnet's grandmother, MGM, whose help I acknowledge with respect. M and F were told of the review.
They were advised not to take part before the trial.

A criminal investigation, an inquest and care proceedings for S1 have run beside this work. I have been
careful not to enter on what a court will decide. The review is not about blame. Staff who knew Linnet have
spoken openly, some with great pain.

The panel consisted of the Designated Doctor, the Designated Nurse, a senior social care manager, a senior
education officer acting as substitute, a police superintendent and, without a vote, the Board's Legal
Adviser. It was chaired by the independent Chair. I have never worked for any agency in either county.

# family | Linnet and her family
M and F met when she was eighteen. Their first daughter, S1, was three and a half when Linnet was born. The
family lived in a privately rented flat, then in one room of temporary accommodation, then from {day:-497}
at Address 3. For eleven weeks in the second half of Linnet's first year M and the girls lived with a friend
in Harrowdale. MGM was never far away. She looked after the children, took them to surgery and to nursery,
sat with M at meetings, and in the end said out loud what others had not asked her.

Linnet weighed 2.61 kg at birth. At four months she was thriving: on the middle line of the chart, reaching
for whatever was put in front of her. People remember her looking at faces for a long time. In the months
after the return from Harrowdale the descriptions change. She is solemn, watchful, pale, "no trouble". In a
nursery that she never attended she was known through her sister, who fed dolls "with great care" and who
told her key worker on {day:-59}: "my baby don't cry no more".

S1 is now four and a half. She lives with MGM. Her words have a large place in this report because she was
the most reliable witness that any agency had.

# circumstances | What happened
Before Linnet was born. M was treated for depression by her doctor. She became pregnant, told the surgery,
and was referred to midwives at an address that she had left. Two letters came back. Nobody looked for her,
and two missed appointments were counted that she had never been offered. At sixteen weeks she was referred
to mental health, and it was a nurse there who found that she had no midwife. She was booked at 22 weeks. A
midwife, MW1, was uneasy and acted on it: a concern form, a private talk, a referral. Social Care assessed
within seven days and closed before it had heard from mental health. Police arrested F when he broke the
door on {day:-490}; Social Care returned, was told that he had left, and in due course closed again. A
planning meeting at the hospital was held without Social Care and its notes stayed in one folder.

The first four months. Linnet was born on {day:-432} and did well. A health visitor came every week. On
{day:-385} she found F at home with the baby in his arms. Seventeen days later Social Care closed its case
because F was absent. The health visitor left the service, and for seven weeks nobody took her place. Police
attended a row on {day:-345}; news of it took eighteen days to cross the town. A neighbour wrote eleven
entries in a noise diary, two of them about a child.

The assault and Harrowdale. An anonymous caller said that the children had been left by themselves. An
assessment began, and M started to talk about being afraid. On {day:-297} F assaulted her. Officers carried
the children down the stairs to their grandmother. M moved to a friend in Harrowdale, where she told a
health visitor plainly why she had come. Social Care in Westmarch says that it told Harrowdale; Harrowdale
has found no trace of it. Linnet's weight began to fall. A referral was written there a fortnight before the
family went home.

The return. Nobody in Westmarch knew that they were back until F answered the door to police on {day:-190}.
Linnet had been to the emergency department with a bump after a fall eight days before. On {day:-182} a
locum doctor saw a bruise in front of her ear. She could not crawl. A social worker saw the fading mark on
{day:-172} and left a message at the surgery, which was ticked. On {day:-166} M took more tablets than
prescribed.

The plan. A strategy discussion led to enquiries under section 47. S1 told SW3 that daddy "shouts big". On
{day:-150} a manager decided that a child protection conference was not needed. Health and police were told
afterwards. A child in need plan followed, with weekly weighing, weekly visits, F not to stay the night, and
F to attend Waymark. He attended twice. On {day:-97} he told a worker there that he drank every day, lived
with the children and lost his temper. Waymark's manager rang Social Care the next day. The call is not to
be found.

The last ten weeks. On {day:-76} Linnet's weight was below the ninth line. On {day:-62} MGM rang Social
Care, and the next day HV2, to say that F had been there all along and that Linnet was too quiet. Social
Care rang M, who laughed. The plan was closed on {day:-34} although the health visitor and the nursery had
said that they did not agree. Nobody brought Linnet to two hospital appointments; she was discharged. Three
visits by the health visitor found the door closed. On {day:-20} S1 said that Linnet's arm hurt and that
daddy was cross; the nursery made a referral that was written down as a request for advice. A doctor
examined the arm the next day. On {day:-9} officers asked F on the doorstep about crying, and went. In the
early hours of {day:-2} an ambulance was called.

# known | Who knew what
Put together, agencies knew by {day:-60} that F was violent in drink, that he drank every day, that he lived
with the children, that M had been hurt several times and had harmed herself, that a baby had had a bruise
on her face before she could crawl, that she was losing weight, that her sister was hungry and frightened,
and that the grandmother and a neighbour were worried. No single agency knew more than half of this. Social
Care held the most, in four places.

The merged chronology shows five kinds of loss. Contacts that one side remembers and the other does not:
eight of them, each about something that mattered. Facts that contradict one another and that nobody
compared, such as who brought Linnet to hospital. Periods in which nobody saw her, the longest while she was
thought to be somewhere else. Messages that arrived late. And things that were written with care and read by
no one.

# analysis | Analysis
A father who was everywhere and nowhere. F opened the door to housing officers, police and the health
visitor. He signed forms, stood beside M at booking, sat in a car outside the surgery. In assessments he is
a name in M's account. Professionals tended to talk with M about F. To be angry with him, or afraid of him,
was left to her. Every plan depended on his absence and none had a means of finding out. Housing knew the
answer and was not asked.

Cooperation that was not tested. M said what was expected and was believed since she said it pleasantly. I
do not think her a cunning woman. She was very young, depressed, frightened, and had learned that when
people are content they go away. The records reward her: that she engages is their refrain. Visits without
notice, when they were made, found something else. The difference was visible in each file for someone who
looked at it from further away, which is what supervision is for.

The voice of children. S1 spoke to her key worker, to SW1, SW2 and SW3 and to FSW1. She said that the door
broke, that she hid, that daddy's television was there, that Linnet's face was poorly, that her arm hurt.
NK1's notes are among the best that I have seen. What a four year old says is not treated as information of
the kind that can change a decision. A child too young to speak has weight, colour, movement and stillness,
and HV2 recorded all of these. Stillness in a baby of twelve months is a loud sign. We have trained people
to hear crying.

Single incidents and patterns. Nine contacts with police were weighed one at a time; so were eleven diary
entries, eleven notes in a concern book and ten missed weighings. A pattern needs someone to hold it. In
this case that would have been a core group with a chronology; there was a sequence of meetings with an
agenda.

Disagreement. Two experienced people thought that there should have been a conference. One was told the
decision by telephone and the other asked that her concern be noted. On {day:-41} HV2 and NM1 said in a
meeting that they did not agree. The minutes say that all agreed. I asked every practitioner whether they
knew the procedure for professional differences. Most did; none had used it. They feared to be thought
difficult, and they thought that someone else was more expert. It is a matter of culture before it is one of
procedure, and it is for boards to change it.

Adults' services and children. Mental health, the surgery, the emergency department, Waymark and Housing
each met M or F and each had a form on which children could be entered. In each the question was answered in
such a way that it could be closed. "Partner deals with it" and "safe with grandmother" are answers of this
kind. It needs a different question: what is it like to be a child with this parent, this week?

When a child is not brought. Hospital and clinic policies treat an infant as a customer who changes her
mind. The words "did not attend" run through all the files. If one replaces them with "was not brought", the
reader wants to know by whom and why.

Moves. Each move of address lost something: a booking letter, a volume, a follow-up. Crossing the county
border lost nearly everything. Both counties wrote forms, and neither rang a person. When a family leaves in
the middle of a concern the concern goes with them and needs an escort.

Bruising. One mark was seen by a doctor on {day:-182} and by a social worker ten days later. Each found an
explanation, each had doubts, and each left a trace. A rule that any bruise on a baby who is not moving
about is seen by a paediatrician on the same day takes the judgement off the shoulders of one tired person.
I hesitate over rules. I recommend this one.

Workload. Three of the nine agencies had vacancies or absences at decisive moments, and their boards knew.
Numbers on a risk register do nothing. I saw no case in which a senior manager was told: this week we cannot
see these eleven families; which of them do you wish us not to see?

Could it have been foreseen? That Linnet would die could not. That she was being harmed could have been
known, I think, from {day:-182}, and on {day:-62} it was said in plain words by the person who knew her
best. I make no claim that a conference would have saved her. It would have given her six people with a duty
to ask each other.

# good_practice | Good practice
MW1's unease, and what she did about it. CPN1's telephone call. PC4 on his knees beside a table. The
officers of {day:-297}. NK1's notes. HHV1's listening. NUR1's call and fax. SW2's patience. DAM1's decision
to share. CTL1's question. HV2, who said no in a room where it was hard. EDT1, the ward and MGM on the
morning of {day:-2}. I name them by code. Their managers know who they are, and I hope that they have been
thanked.

# conclusions | Conclusions
Linnet was seen by many and known by few. What would have helped her was in most cases a small thing: a call
returned, a second question, an undressed examination, a note read beside another, a person who did not go
on leave without a deputy. Systems exist to make small things likely. The recommendations that follow are
few and are meant to do that. The agencies' own twenty-one recommendations stand beside them, and I support
each. Several were carried out before this report was finished, and that is to their credit.

I end with MGM, who asked me to write that Linnet liked bubbles.
""")

RECOMMENDATIONS: tuple[Recommendation, ...] = (
    Recommendation(
        "O1",
        "The Board agrees and publishes one protocol on bruising in babies who are not yet moving "
        "about, with a "
        "paediatric opinion on the same day, and tests after a year whether it is known.",
    ),
    Recommendation(
        "O2",
        "Community Health leads a pathway for unborn babies: women who have not answered are looked "
        "for, and late "
        "booking with violence or mental illness leads to a meeting before 28 weeks.",
    ),
    Recommendation(
        "O3",
        "The Board rewrites its procedure on professional differences on one page, with names and "
        "times, and reports "
        "each year how often it was used and with what result.",
    ),
    Recommendation(
        "O4",
        "Police and Social Care screen notifications of domestic violence together each working day, "
        "with health "
        "present, reading earlier attendances side by side.",
    ),
    Recommendation(
        "O5",
        "The Boards of Westmarch, Harrowdale and Ashvale agree how a concern is handed over when a "
        "child crosses a "
        "border: person to person, acknowledged, and not closed before.",
    ),
    Recommendation(
        "O6",
        "Services for adults record for every parent what the difficulty means for each child; Mental"
        " Health leads "
        "and the others adopt the same questions.",
    ),
    Recommendation(
        "O7",
        "Every child in need plan after section 47 enquiries names what has to be different for the "
        "child and by "
        "when, includes the father, is tested by visits without notice, and is closed by the group "
        "and not one member.",
    ),
    Recommendation(
        "O8",
        "Hospital and clinics replace 'did not attend' for children with 'was not brought', and a "
        "clinician speaks to "
        "the referrer before any child is discharged for that reason.",
    ),
    Recommendation(
        "O9",
        "The Board's training covers apparent compliance, the still and silent baby, and how to take "
        "what relatives "
        "and neighbours say; practitioners of this case are offered a debriefing first.",
    ),
)

AUTHOR_NOTE = prose("""
Draft 2 takes up two challenges made in the course of fair representation and explains why a third was not
followed.
""")
