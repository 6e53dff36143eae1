"""The management review of Harrowdale's health visiting service."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "harrowdale",
    sections("""
# context | Context of the service
Harrowdale's health visitors are organised by children's centre. The service was fully staffed. It joined
this review at the second version of the terms of reference.

# methodology | How the review was done
I read the two children's records and the duty book and spoke with HHV1 and HTL1. Children's services in
Harrowdale searched their system for me and found the referral of {day:-231} and nothing from Westmarch.

# family | The family and a picture of Linnet
M and the children lived in one room at MF1's. Linnet smiled at five months and watched at seven. S1 kept to
the kitchen.

# narrative | What happened
M came forward by herself. HHV1 visited four times, was told plainly about violence, saw Linnet's weight
move from the 25th line towards the 9th, and referred the family on {day:-231}. Before an assessment could
be made they had gone back. The form sent to Westmarch said that the address was unknown.

# analysis | Analysis against the lines of enquiry
M told us more than she told anyone, in a county where F could not hear. We treated it as background. HHV1
asked children's services here about a referral from Westmarch and, told that there was none, did not ring
Westmarch.

Our referral took seven weeks to write because the weight fell slowly and M was likeable. When the family
left, children's services closed, and so did we: the child had become somebody else's, without that somebody
knowing. The old address stood on page one. HHV1 told me that she assumed the system would find them. It is
the word "assumed" that I would underline.

# good_practice | Good practice
A relationship in which a frightened woman could speak. Records asked for within days and again.

# lessons | What we have learned
A child who leaves in the middle of a concern is followed by a voice, not by a form.
"""),
    (
        Recommendation(
            "HD1",
            "When a child with an open concern leaves the county, the health visitor speaks to a named "
            "colleague in the receiving county within two working days and records the name.",
        ),
        Recommendation(
            "HD2",
            "Harrowdale and Westmarch health services reconcile children who have moved between them each"
            " month.",
        ),
    ),
)
