"""The management review of the acute hospital."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "hospital",
    sections("""
# context | Context of the service
Westmarch General sees forty thousand emergency attendances a year, a quarter of them children. The liaison
health visitor, PLV1, is one post with no cover for leave. Cards are on paper; adults and children have
separate stacks.

# methodology | How the review was done
I read every card and clinic letter of M, F, S1 and Linnet, and spoke with eight staff. I came to the trust
after the events.

# family | The family and a picture of Linnet
The family appears in five places in our records under two surnames. Linnet was born here, small and
vigorous. The last note of her in life is of an alert baby with a bump, in her father's arms.

# narrative | What happened
A booking letter returned twice was counted as two missed appointments. Maternity care after that was
attentive. Linnet came once with a fever and once, on {day:-198}, after a fall. F came with a hand injury
and with chest pain, M after an assault, after too many tablets, and with an arm that nobody looked at
because she left. Two clinic appointments for Linnet's weight were missed and she was discharged.

# analysis | Analysis against the lines of enquiry
The fall was plausible and the examination incomplete: Linnet was not undressed, the register was not
checked, and F's account was not compared with anything. Clinicians told me that the department was full and
the baby smiled.

An adult who drinks at noon and says "the wife and kids" tells us something about children. The card had no
place for it. Staff thought that it was somebody else's to ask.

Policy treats a child who is not brought as one who does not attend. The clerk applied it correctly; no
doctor asked what it meant for this child, and HV2's call was not passed on. The referral letter had left
out what would have made CON1 pick up the telephone.

# good_practice | Good practice
MW4's night with M on {day:-489}; NUR1's call and fax on {day:-165}; the care of the family by NUR2 and CON1
on {day:-2}.

# lessons | What we have learned
Infants who cannot move are undressed. Adults are asked who is at home. A missed appointment for a child is
a question.
"""),
    (
        Recommendation(
            "HO1",
            "Every infant under one year with an injury is examined undressed by a senior doctor, the "
            "register is checked, and the card is looked at the next day by the liaison nurse or her "
            "named deputy.",
        ),
        Recommendation(
            "HO2",
            "Emergency cards for adults ask for children at home whenever violence, self-harm, alcohol or"
            " drugs are noted, and a yes produces a liaison form.",
        ),
    ),
)
