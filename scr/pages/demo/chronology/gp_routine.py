"""Routine contact as the GP practice recorded it."""

from scr.pages.demo.chronology.rows import Series

_SCRIPTS = Series(
    "gp scripts",
    (-714, -683, -626, -588, -532, -494, -469, -413, -353, -325, -140, -112, -94),
    "REC1",
    "Repeat prescriptions, M",
    family="""
Repeat collected by M.
Repeat left for MGM to collect.
Script asked for by telephone, ready next day.
Chemist rang: not picked up after a week.
Repeat early by five days, said to be lost.
F came for it; M rang to say that was all right.
Request put under the door with S1's drawing on the back.
Repeat done, review date passed.
""",
)

_SIBLING = Series(
    "gp sibling",
    (-780, -697, -647, -612, -549, -404, -343),
    "GP1",
    "GP record, S1",
    child="""
URTI, ears pink, fluids.
Nappy rash, cream.
D&V 2/7, drinking, not dry.
Chickenpox, spots at all stages, cheerful.
Constipation, diet sheet.
Impetigo on the chin, ointment, off playgroup 2/7.
Bumped lip at playgroup, teeth firm.
""",
    family="""
M, sensible.
MGM, M at work.
M w F, both spoke.
M in tears while dressing her, "just tired".
M, asked for a note for the council.
""",
)

_FATHER = Series(
    "gp father",
    (-721, -580, -420, -153),
    "GP2",
    "GP record, F",
    family="""
F: back strain from lifting, sick note 1/52.
F: indigestion, alcohol advice, "a couple most nights".
F: new patient check overdue, BP up a little, to come back.
F: asks for letter for court about work. Not given.
""",
)

_LINNET = Series(
    "gp linnet",
    (-362, -318, -133, -84),
    "PN1",
    "GP record, Linnet",
    child="""
Snuffly, feeding, chest clear.
Sticky eye, bathed at the visit, drops.
Thrush in the mouth, drops.
Rash on tummy, gone by the time she was seen.
""",
    family="""
M, in and out in five minutes.
MGM with both children.
M, asked for milk tokens to be signed.
""",
)

_LETTERS = Series(
    "gp letters",
    (-487, -367, -269),
    "REC1",
    "Letters in",
    communication="""
Growth scan report, no action.
Social Care: family support finished, case closed. Filed.
Social Care: family moved to Harrowdale, case closed. Family still on our list; not queried.
""",
)

ROUTINE = (_SCRIPTS, _SIBLING, _FATHER, _LINNET, _LETTERS)
