"""The management review of Waymark."""

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.shape import AgencyReview, Recommendation

REVIEW = AgencyReview(
    "drug_alcohol",
    sections("""
# context | Context of the service
Waymark is a charity with six workers, paid by contract for adults who complete treatment. It had a child
protection policy of one page.

# methodology | How the review was done
I read F's file and spoke to both workers and the manager. My first version told what happened. The panel
asked why; this second version tries to answer, and I was glad to be asked.

# family | The family and a picture of Linnet
We knew F only. Through him: "a girl", up at night, "the two kids". He was proud of a painted nursery.

# narrative | What happened
F came of his own will on {day:-741}, after an arrest on {day:-469}, and as part of a plan on {day:-140}. He
told us on {day:-416} that he lived with the baby, and on {day:-97} that he drank from morning and lost his
temper. DAM1 rang Social Care the next day.

# analysis | Analysis against the lines of enquiry
Consent was our whole thinking. DAW1 asked for it, F refused, and the matter ended. The law allows
information to be shared to protect a child; our page did not say so, and DAM1 believed that the contract
forbade it. When SW2 rang on {day:-304} we confirmed a name.

By {day:-97} DAM1 had been on a course and did the right thing. She gave the message to a desk, waited for a
call, and was not rung back. She had done what she thought was hers to do. Next day there were four new
referrals.

Why did we never ask to see the plan? Because F was our client, and a plan for his children seemed to be
about M. Why did nobody send it? For the same reason.

A worker paid for completed treatment has little reason to ask a question that may end it.

# good_practice | Good practice
The honesty that F found possible with DAW1. DAW2's refusal to write that F attended regularly.

# lessons | What we have learned
A father who drinks is a father. Telling someone means knowing that they have heard.
"""),
    (
        Recommendation(
            "DA1",
            "Waymark's policy on sharing says when consent is not needed; every telephone report about a "
            "child is put in writing the same day and chased on the third.",
        ),
        Recommendation(
            "DA2",
            "Assessment asks about each child by age and home, is checked with Social Care where a child "
            "is under five, and the answer is reviewed at each session.",
        ),
    ),
)
