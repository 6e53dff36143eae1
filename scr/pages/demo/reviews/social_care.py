"""The management review of Children's Social Care."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "social_care",
    sections("""
# context | Context of the service
During the period the assessment and family support teams in the north of the county carried between two and
four vacancies out of eleven posts. Three team managers held the duty team in turn. An electronic record
replaced paper files in the second year; for five months both were in use, and the family's older notes were
in store in two volumes of which one was found. Each social worker in the family support team held nineteen
families on average, against a planned fourteen. Supervision took place monthly in most cases and was
recorded on one side of paper.

In the month in which the family came back from Harrowdale eleven families waited on the unallocated list.
The list was looked at every Monday by one manager without the files.

# methodology | How the review was done
I read the electronic and paper records, the call log of the contact centre and the supervision notes. I
spoke with seven members of staff and two managers; one has left the county and wrote to me. Interviews with
two possible witnesses were agreed beforehand with the senior investigating officer. I have not worked in
the teams concerned and I report to another assistant director. Drafts were discussed with the managers
concerned, who corrected two dates.

# family | The family and a picture of Linnet
Linnet's mother M was nineteen when her first child S1 was born, and twenty-two at Linnet's birth. F is
three years older. MGM lives a short walk away and is the one adult whom every record mentions as reliable.
A neighbour, N1, appears in several accounts. F has no other child that we know of.

From our notes Linnet is a small, fair, watchful child. She liked bubbles and wooden spoons, smiled at her
mother's voice at six weeks, and pulled herself up by the settee at eleven months. In the last half year
workers write "quiet", "solemn" and "good". I have come to read these words differently from the way in
which they were written.

# narrative | What happened
The service dealt with the family in four episodes. Before Linnet's birth a midwife's referral led to an
initial assessment, completed in seven working days and closed before information from two adult services
had come. A further police notification reopened the case; it was closed again when M said that F had left.
FSW1 saw a man's boots in the hall in the second month of Linnet's life and recorded them in a file that the
social worker did not read.

The second episode began with an anonymous call when Linnet was sixteen weeks old. A strategy discussion led
to a single agency enquiry, and a core assessment was begun once F said openly that he was in the home part
of the time. It was at its best in the last fortnight before M left, when she spoke to SW2 about fear. It
stopped on day 29, when the case was closed as transferred to a county that had not accepted it.

The third began with a police notification when Linnet was nearly eight months old. Nobody visited for
fifteen days. When SW3 did, she described a yellowing mark near the ear and did not seek a medical opinion.
After M took too many tablets a strategy discussion led to enquiries under section 47. S1 was heard in the
right place by the right people. On {day:-150} TM1 decided that there would be no conference.

The fourth was a child in need plan that lasted sixteen weeks. It set tasks and no dates, and F was its
subject without being part of it. The grandmother rang on {day:-62}. The plan was closed on {day:-34}.

# analysis | Analysis against the lines of enquiry
Before birth. The assessment answered the question "is she ready for a baby?" and not "what will it be like
to be this baby?". It was signed off early because the timescale was to be met; that was what was counted.

Violence. Each notification was weighed by itself. Laid side by side, as they were for the first time in
this review, they show that incidents came closer together and that both children were in the home at each.
A manager who has six minutes for a family will not lay nine sheets of paper side by side.

The child's voice. S1 told us about hiding, about shouting and about F's television. Her words are in the
record and hardly ever in the plan. Linnet was described as one describes a room. Of some twenty visits in
the last period she was awake and out of her mother's arms in five.

Sharing. We did not act on what we held: the boots, the bathroom, F's own words. We did not learn what
others held, in part because we did not ask for it twice. A message from Waymark on {day:-96} and one from
Housing on {day:-259} cannot be found; I believe that they were given, and that the desk had no means of
attaching a message to a closed or absent worker.

Cooperation. M kept appointments that were announced, had tidied, and praised the worker. Unannounced calls
found nobody in. The pattern is plain when the visits are sorted by kind, and no one sorted them. I use the
words apparent compliance with care: M was afraid, of F and of us, and said what would make us go away.

The decision against a conference. TM1 had a reason for each limb and discussed it with no one. HV2 and DC2
were told afterwards. The decision was within his authority; the procedure did not require a second mind. It
should.

Moves. "Transferred" was written where "told" would have been true at most. We owed the family a call to a
named person in Harrowdale, and a refusal to close until there was an answer.

Resources. The vacancies explain delay. They do not explain why the allocated case, visited often, was so
little understood; for that I look to supervision, which asked whether tasks were done and not what they
meant.

# good_practice | Good practice
S1 was seen at nursery with her key worker on {day:-160}. SW2 earned M's trust in three weeks and wrote down
what she was told. EDT1's care for S1 on the morning of {day:-2}, and for MGM, was all that one could wish.

# lessons | What we have learned
A plan needs a date by which a child's life has to be better and a sentence that says what follows if it is
not. A father who is a risk must be met, assessed and named in the plan. The information that a relative
gives should be tested against records, not against the person whom she is worried about. Closing is a
decision to be taken with others.
"""),
    (
        Recommendation(
            "SC1",
            "A decision not to hold a child protection conference after section 47 enquiries is "
            "confirmed by a second "
            "manager outside the team, who has spoken to health and police.",
        ),
        Recommendation(
            "SC2",
            "The contact centre attaches every message to the child's record, open or closed, and "
            "tells the caller "
            "within one working day who will deal with it.",
        ),
        Recommendation(
            "SC3",
            "Supervision of every family with a plan looks at the chronology, at what the children "
            "have shown, and at "
            "announced against unannounced visits.",
        ),
    ),
)
