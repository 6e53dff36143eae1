"""What the criteria imply, over every combination of answers (seed 004, section 3)."""

from itertools import product

import pytest

from referrals.criteria import Implication, Known, implication, implication_at_worst
from scr.procedures import newest

CRITERIA = newest("scr_beds_2007").criteria
HARMS = ("injury", "sexual_abuse", "impairment", "parent_murdered", "domestic_violence")
KEYS = ("died", "abuse_known", "working_concern", *HARMS)


def guidance(answers):
    """The two paragraphs of the guidance, typed here and not taken from the code."""
    if answers["died"] == "yes" and answers["abuse_known"] == "yes":
        return "must"
    if answers["working_concern"] == "yes" and "yes" in [answers[harm] for harm in HARMS]:
        return "consider"
    return "not_met"


def every_combination():
    for values in product(Known, repeat=len(KEYS)):
        yield dict(zip(KEYS, values, strict=True))


@pytest.mark.requirement("R030")
@pytest.mark.requirement("R031")
def test_every_combination_of_answers_gives_what_the_guidance_says():
    tried = {implication(answers, CRITERIA) == guidance(answers) for answers in every_combination()}
    assert tried == {True}
    assert {implication(answers, CRITERIA) for answers in every_combination()} == set(Implication)


def test_a_question_nobody_answered_counts_as_not_met():
    assert implication({}, CRITERIA) is Implication.NOT_MET
    assert implication({"died": Known.YES}, CRITERIA) is Implication.NOT_MET


def test_a_procedure_without_a_group_never_says_must():
    harms = [one for one in CRITERIA if one.group == "harm"]
    assert implication(dict.fromkeys(KEYS, Known.YES), harms) is Implication.NOT_MET


def test_what_is_not_known_yet_is_weighed_as_if_it_were_so():
    answers = dict.fromkeys(KEYS, Known.NO) | {"died": Known.YES, "abuse_known": Known.NOT_KNOWN}
    assert implication(answers, CRITERIA) is Implication.NOT_MET
    assert implication_at_worst(answers, CRITERIA) is Implication.MUST
