"""The management review of adult mental health services."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "mental_health",
    sections("""
# context | Context of the service
The northern community team had nine nurses for three hundred and eighty people. Two missed appointments led
to discharge, a rule made to shorten waiting.

# methodology | How the review was done
I read the notes of both episodes and the team's message book, and interviewed six staff together with the
serious incident review, so that no one had to speak twice. The review was sent fifteen days late because
two staff were ill; I asked for an extension too late.

# family | The family and a picture of Linnet
M told CPN1 about a sad childhood and a warm grandmother of her own. Linnet is in our notes four times:
expected, mentioned by first name, "quiet baby", heard upstairs.

# narrative | What happened
M was referred at sixteen weeks of pregnancy, assessed five weeks later, seen five times and discharged
eight months pregnant after missing two appointments. She was referred again after taking too many tablets
on {day:-166}, followed up within a week, seen for five months, and discharged under the same rule on
{day:-14}.

# analysis | Analysis against the lines of enquiry
CPN1 found out about the pregnancy and rang a midwife: it was the call that brought Linnet into maternity
care. The team did not go on from there to ask what M's fears would mean for a baby.

The liaison assessment was thorough about M. The page on dependants was left blank since they were safe that
night. That is how a form for adults treats children: as an arrangement.

CTL1 asked what the children see. CPN2 asked M. M fell silent. Nobody asked what the silence meant. At
meetings CPN2 was asked about risk to M and answered about risk to M.

Both services took the other's closing as a sign of safety. It was arithmetic, not judgement.

# good_practice | Good practice
CPN1's call; CTL1's question; follow-up within seven days.

# lessons | What we have learned
A parent's illness has an effect on a child that can be described, and ought to be. Missing appointments is
information. Discharge in pregnancy or with a plan in place needs a second person.
"""),
    (
        Recommendation(
            "MH1",
            "Nobody who is pregnant or cares for a child under five is discharged for missed appointments"
            " without a conversation with the midwife, health visitor or social worker.",
        ),
        Recommendation(
            "MH2",
            "Each assessment and review has a section on what the illness means for each child, completed"
            " from knowledge and not from the parent's word alone; a sample is audited every quarter.",
        ),
    ),
)
