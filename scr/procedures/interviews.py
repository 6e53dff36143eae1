"""The format in which an agency's reviewer notes an interview (seed 002, section 3.8).

The source asks for the board's interview format and gives none: these headings are our own.
"""

from scr.procedures.model import InterviewFormat, Question

INTERVIEW_FORMAT = InterviewFormat(
    (
        Question(
            "explained",
            "What was explained at the beginning",
            "What the review is for, that it is no part of discipline, and what becomes of this note",
        ),
        Question("part", "The person's part", "Post, team, and how they came to know the family"),
        Question("seen", "What they saw, heard and did", "In the order in which it happened"),
        Question(
            "child",
            "What they knew of the child's days",
            "How the child was, and what the child said or showed",
        ),
        Question("understood", "How they understood it then", "What they knew, and what they made of it"),
        Question(
            "setting", "What helped and what stood in the way", "Workload, supervision, training, cover"
        ),
        Question("together", "Work with other agencies", "What was shared, with whom, and what came back"),
        Question("good", "What was done well"),
        Question("change", "What they would change"),
    ),
    "seed 002, section 3.8",
    is_ours=True,
)
