"""The management review of the borough's housing service."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "housing",
    sections("""
# context | Context of the service
Twelve officers look after six thousand tenancies. Noise, rent, repairs and support have files of their own.
Nobody had been on a safeguarding course.

# methodology | How the review was done
I read five files and the site book, and spoke with four officers and the repairs contractor. I make policy
and have no cases.

# family | The family and a picture of Linnet
A joint tenancy, rent a little behind, a neighbour who wrote things down. Of Linnet: a pushchair on the
landing, a cold, a crying that stopped.

# narrative | What happened
The family came as homeless, was placed in one room, and moved to Address 3. F was met there by our staff on
{day:-481}, {day:-259} and four other dates. N1's diary sheets recorded eleven disturbances in five weeks.
TSW1 saw F asleep in the bedroom on {day:-133}. On {day:-17} HO1 heard a child and knew of no one to ring.

# analysis | Analysis against the lines of enquiry
We held the plainest evidence that F lived there. It was of no interest to us: a joint tenant in his own
home. Other agencies did not ask us and we did not know that there was a question.

The diary sheets were read for decibels. HO2 told me that two entries about a child upset her, and that she
looked for a box to tick and found none. HO1's message of {day:-259} was given by telephone to a desk and is
not to be found there.

M asked once for a tenancy in her own name. She was told the rule and not asked the reason.

# good_practice | Good practice
The operative who moved a cot away from damp without being told. HO1, who thought about what he had heard.

# lessons | What we have learned
Housing staff go where others are not let in. They need one number, and to know that it is their business.
"""),
    (
        Recommendation(
            "HS1",
            "Every member of staff and contractor who enters homes is trained to recognise and report "
            "concern for a child, and carries one number to ring.",
        ),
        Recommendation(
            "HS2",
            "Noise and anti-social behaviour complaints from homes with children are checked with Social "
            "Care within five working days of the second complaint.",
        ),
    ),
)
