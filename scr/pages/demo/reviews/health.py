"""The management review of Community Health."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "health",
    sections("""
# context | Context of the service
Community Health employs the health visitors and community midwives of the county. In the northern locality
two of five health visiting posts were empty for nine months; new births and families graded high were seen,
others by invitation to clinic. A bank health visitor covered clinics and did not visit. Caseloads stood at
forty and more, when thirty had been agreed. Midwifery was fully staffed, but the two services keep separate
records in separate buildings, and a midwife's notes of who is in the home do not reach the health visitor
unless somebody writes them out again.

Safeguarding supervision was offered every three months. The named nurse covered two localities for most of
the second year.

# methodology | How the review was done
I read the maternity record, both children's health records, the books and trays in which messages were
kept, and the minutes that we hold of meetings called by others. I spoke with two midwives, two health
visitors, a nursery nurse, a team leader, a clerk and the named nurse. Each has read the note of our talk. I
work in the other locality, have never supervised any of them, and report on this matter to the Chief
Executive alone.

# family | The family and a picture of Linnet
M is the younger of two daughters of MGM. She was treated for low mood in her teens. F grew up in several
places. S1 was three and a half when her sister was born and is described by all as a child who looks after
others. The genogram is drawn from MGM's account to HV1 and agrees with that of Social Care.

Linnet weighed 2.61 kg at birth and regained it by the tenth day. At four months she was on the middle line
of her chart, bright, with good head control, reaching for a badge. At nine months she was solemn and would
not be put down. At twelve she sat where she was put and watched the door. She had a liking for mashed
carrot and for her sister.

# narrative | What happened
M booked at 22 weeks, after two letters had gone to an address that she had left. MW1 recognised quickly
that something was wrong, wrote a cause for concern form, found ten minutes alone with M to ask about
violence, and made a referral when things did not get better. A planning meeting was held; its notes went to
nobody.

HV1 visited closely for the first ten weeks and saw F at home on {day:-385} holding the baby. She meant to
say so to Social Care. When she left, the family passed to HV2 by a list. HV2 first met Linnet seven weeks
later, at a clinic.

When the family left for Harrowdale our records followed after fourteen days without a summary and with a
volume missing. When they came back nobody knew. A liaison form about a fall reached HV2 on {day:-185}; she
found the family on {day:-175}, and the records that had been returned lay in a tray meant for children with
no area.

From then on HV2 weighed, telephoned, wrote, and attended three of four meetings. She favoured a conference
and did not put it in writing. She recorded on {day:-76} that Linnet had fallen from the middle of the chart
to below the ninth line. On {day:-41} she spoke against closing the plan. After that she visited three times
and was not let in, and the named nurse was on leave.

# analysis | Analysis against the lines of enquiry
Before birth. The late booking was put right once it was noticed, and the noticing came from a mental health
nurse. The team had no list of expected mothers who had not answered. Asking about violence was done well
and then recorded in the hand-held notes, which M took home to F.

Violence. Police notifications were read at a weekly meeting and put in the file. There was no rule about
what to do next, so in five of seven cases nothing was done. HV2 asked M about a bruise on her arm and
accepted the answer, as most would; she told SW3, which was right.

The child's voice. Both health visitors write about the children with warmth. The later entries describe a
child who has stopped asking for things. That is a sign of harm which our training at the time hardly
touched on, and which the record audit did not look for.

Sharing. HV1's knowledge that F was back is the piece that I regret most. It would have changed a decision
ten days later. Why was it not shared? She expected to see SW1 at a meeting; the meeting did not take place;
it was a friendly household; she was leaving. None of these is unusual, so it will happen again unless the
system prompts.

Cooperation. Three weighings of six were kept. We accepted reasons singly. A chart of kept and missed
contacts, drawn for this review in an hour, says at a glance what thirty pages do not.

Moves. The child health department treats a child as belonging to an area or to none. No one is responsible
for a child in between. The form from Harrowdale said "address unknown" when the address was the old one,
and our clerk filed it.

Resources. The vacancies mattered most in the seven weeks after HV1 left. It was known at locality level and
on the risk register, in red, and nothing followed from the colour. In the last three months the matter was
different: HV2 knew the child, knew the risk and knew the procedure for differences of opinion; she told me
that she had never seen it used and thought it was for managers.

# good_practice | Good practice
MW1's helpline card disguised as a shop loyalty card. MW1's plan to see M alone, written down and carried
out. HV2's record of M's unfinished sentence at the gate on {day:-300}. NN1's register of who brought the
child. HV2 asked for her disagreement to be minuted.

# lessons | What we have learned
Handing over a family means talking about it. A record that is nobody's is a child who is nobody's. When a
professional is overruled there has to be somebody to ring that same day who is not on leave. Static weight
is information about a child's life and not only about her diet.
"""),
    (
        Recommendation(
            "HE1",
            "Every family with a plan or a concern form is handed over in person, with the date "
            "recorded by both, "
            "and records of a child who moves are followed by a call to a named colleague.",
        ),
        Recommendation(
            "HE2",
            "A duty safeguarding nurse is reachable every working day; a practitioner who disagrees "
            "with a decision "
            "calls her within one day and the procedure on professional differences is used.",
        ),
    ),
)
