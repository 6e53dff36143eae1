"""What Community Health's reviewer writes section by section, before her review goes to the chief officer.

Most of it is the text of the agency's review, in the order of the outline; what only the outline asks for
stands here.
"""

from dataclasses import dataclass

from scr.pages.demo.prose import sections
from scr.pages.demo.reviews.health import REVIEW
from scr.pages.demo.texts_terms import LINES_OF_ENQUIRY

AGENCY = "health"
SERVICES = ("Health visiting", "Community midwifery", "Safeguarding nurses")
# The questions that the paragraphs of the review's analysis answer, in their order.
ANALYSED = ("before_birth", "violence", "voice", "sharing", "cooperation", "moves", "resources")
OWN = sections("""
# decisions | What was decided and done
MW1 wrote a referral to Social Care on {day:-518}, on what she had seen and heard herself. She was told
on {day:-509} that an assessment was nearly complete. She asked to see it and was not sent it.

With two of five posts empty the team decided to see new births and families graded high. Ours was
graded medium on the day on which HV1 left. Nobody decided that it need not be visited; that followed
from the list.

NNS1 advised HV2 on {day:-153} to put her view on a conference in writing. The letter lies unsigned in
the file. HV2 said on {day:-41} that she did not agree to closing the plan. She told NNS1 on the next
day, who went on leave. Nobody used the procedure for differences of opinion, and nobody decided against
using it.

# services | Services offered and given
Community midwifery, from 22 weeks: given, with one clinic missed. Health visiting at home in the first
ten weeks: given, and taken up each time. Clinic: offered from {day:-315} on and taken up in part; three
weighings of six were kept.

The two year check of S1 was offered twice at an address that the family had left, and done late at
home, with a referral to speech and language. A helpline card was given to M once. The paediatric clinic
was asked for through the GP on {day:-76}; no appointment was kept.

# analysis | Analysis
Seen one at a time, most of what our staff did was careful. What failed lay between two people: a
handing over that was a list, a form that nobody owned, a disagreement that was spoken and not written
down.

Linnet was seen and weighed, and each figure was recorded. Put beside each other the figures say that
she stopped thriving when the visits stopped. Nobody was asked to put them beside each other before this
review.

I found no sign that the family's culture or language was in anybody's mind, in either direction. The
records do not say what S1 was asked, or whether she was seen by herself.
""")
ADDED = {
    "cooperation": " HV2 asked at the first meeting what would follow if weights were missed. It was to be "
    "looked at next time, and was not."
}
NOTHING = {
    "adults": "This is asked of services that treated the adults. What our staff knew of M and F stands "
    "under the other questions.",
    "omissions": "Our policies covered what happened. Where they were not used, the analysis says why.",
}


@dataclass(frozen=True)
class Guided:
    """What stands in a section of the outline, or why there is nothing to say."""

    text: str = ""
    nothing_to_say: str = ""


def guided() -> dict[str, Guided]:
    """What stands where: by the key of a section of the outline, or of a line of enquiry."""
    reviewed = {one.key: one.text for one in REVIEW.sections}
    family, portrait = reviewed.pop("family").split("\n\n", 1)
    analysed = (one.partition(". ")[2] for one in reviewed.pop("analysis").split("\n\n"))
    texts = {
        **reviewed,
        "family": family,
        "pen_picture": portrait,
        **{key: text + ADDED.get(key, "") for key, text in zip(ANALYSED, analysed, strict=True)},
        **{one.key: one.text for one in OWN},
    }
    silent = {key: Guided(nothing_to_say=why) for key, why in NOTHING.items()}
    return {key: Guided(text) for key, text in texts.items()} | silent


def key_of(section: str, number: int) -> str:
    """Under which key a section's text stands: for a question, which has a number, its line of enquiry."""
    return LINES_OF_ENQUIRY[number - 1].key if number else section
