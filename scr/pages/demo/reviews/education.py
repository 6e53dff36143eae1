"""The management review of education and the nursery."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "education",
    sections("""
# context | Context of the service
The nursery has fifty-two places and shares a site with a children's centre. NM1 is manager and designated
person in one; her training was five years old.

# methodology | How the review was done
I read the register, the key worker's notes and the concern book, and spoke with five staff. The adviser
whose visit is described is a colleague whom I do not manage.

# family | The family and a picture of Linnet
We knew S1 from three to four years of age, and Linnet as the baby in the pushchair. S1 speaks of her as "my
baby". She fed dolls with great care.

# narrative | What happened
S1 told NK1 of shouting on {day:-340}. She was away for twelve weeks and came back thinner. She spoke of a
"poorly face" on {day:-182}, was hungry on {day:-83}, said that the baby "don't cry no more" on {day:-59},
and that daddy was cross on {day:-20}. NM1 rang Social Care that day.

# analysis | Analysis against the lines of enquiry
NK1 wrote down what S1 said in S1's words and on the day. The concern book held eleven entries at the end;
three were shared. NM1 waited for something definite. Taken one by one the entries are small. Read in a row
they are a child giving evidence in the only court she knew.

EYA1's advice to keep a front sheet was sound, and nobody checked that it was followed. When S1 was absent
we asked no question, because nursery is not compulsory. On {day:-20} a referral was made by telephone,
heard as a request for advice, and not put on paper.

# good_practice | Good practice
NK1's notes. The way in which S1 was helped to talk to SW3. NM1's honesty at the last meeting.

# lessons | What we have learned
Small things are written down so that they may be read together. A referral is in writing. A child who
disappears from nursery is missed by someone.
"""),
    (
        Recommendation(
            "ED1",
            "Each child with a concern has a front sheet which the designated person reads with the key "
            "worker every half term, deciding each time in writing whether to share.",
        ),
        Recommendation(
            "ED2",
            "Settings follow up each unexplained absence of a week by a call and, if there is no answer, "
            "a call to the health visitor; every telephone referral is confirmed in writing within two "
            "days.",
        ),
    ),
)
