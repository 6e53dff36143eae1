"""The management review of the GP practice."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "gp",
    sections("""
# context | Context of the service
Millbeck Lane has four partners, ten thousand patients and two surgeries a week covered by locums. Letters
from other services, about ninety a day, are read by whoever is free.

# methodology | How the review was done
As named doctor for the area I read the four records with the partners' consent and talked with three
doctors, a nurse and the practice manager. The locum answered by letter. I have never worked at the
practice.

# family | The family and a picture of Linnet
All four are patients; F and M are not joined on the system to each other nor to the children. In our notes
Linnet is "well", "snuffly", "small, quiet".

# narrative | What happened
M was treated for depression from {day:-760}. A referral to midwives went to an old address. On {day:-182}
GP3 saw a bruise in front of Linnet's ear. In the last three months the practice received a letter about
falling weight, two about missed clinics, one about the closing of the plan, and examined an arm on
{day:-19} because the nursery was worried.

# analysis | Analysis against the lines of enquiry
The bruise is the hinge. GP3 described it well and explained it by itself: brick, cheek, cough. He had ten
minutes, no history on the screen and nobody to ask. A baby who does not crawl rarely bruises; he knew this
and did not think of it. The practice had no rule that would have thought of it for him.

On {day:-19} a partner examined an arm with five pieces of information one click away and did not click. He
told me that MGM's presence reassured him. It is a decent human reason.

Nobody came to a child in need meeting and no report was sent. The practice does not think of itself as a
member of such a group. It held more of the story than any other member.

# good_practice | Good practice
GP2's weekly prescribing. GP1's call to MGM on {day:-2}.

# lessons | What we have learned
Records of a household have to be seen together. Letters that say a child was not brought need a doctor's
eye. Locums need the same protection as partners.
"""),
    (
        Recommendation(
            "GP1",
            "Any mark on a baby who cannot crawl is discussed the same day with a paediatrician, by "
            "whoever sees it; the rule is on every screen and in the locum pack.",
        ),
        Recommendation(
            "GP2",
            "One partner is the lead for children: households are linked on the system, letters on missed"
            " appointments come to the lead, and a report goes to every meeting to which the practice is "
            "invited.",
        ),
    ),
)
