"""The management reviews of the nine agencies and of Harrowdale."""

from collections.abc import Mapping
from types import MappingProxyType

from scr.pages.demo.reviews import (
    drug_alcohol,
    education,
    gp,
    harrowdale,
    health,
    hospital,
    housing,
    mental_health,
    police,
    social_care,
)
from scr.pages.demo.reviews.shape import AgencyReview

REVIEWS: Mapping[str, AgencyReview] = MappingProxyType(
    {
        each.REVIEW.agency: each.REVIEW
        for each in (
            social_care,
            health,
            hospital,
            gp,
            police,
            education,
            housing,
            mental_health,
            drug_alcohol,
            harrowdale,
        )
    }
)
