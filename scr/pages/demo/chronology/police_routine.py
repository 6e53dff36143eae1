"""Routine entries of the police."""

from scr.pages.demo.chronology.rows import Series

_BEAT = Series(
    "police beat",
    (-733, -604, -553, -451, -407, -334, -178, -131, -86),
    "PCSO1",
    "Beat diary",
    family="""
F seen outside the off-licence with two others, moved on, civil.
M asked PCSO1 how to report a stolen pushchair.
MGM spoken to about parking outside the flats.
N1 complained of music from Address 3 on several nights.
F on a bench at midday with cans. No offence.
M and both children met in the precinct, S1 waved at the uniform.
Bicycle returned to F after it had been found in the canal.
N1 said that things had been quieter lately.
Young men drinking on the steps, F among them, sent off.
""",
)

_DOMESTIC_FILE = Series(
    "police domestic violence file",
    (-480, -455, -291, -272),
    "DVO1",
    "Domestic violence file",
    communication="""
File reviewed: no further call since the last entry, grade kept.
Panic number test: worked.
Note to DC1 that M's telephone has changed.
Support service told that M may ring from another county.
""",
)

_DESK = Series(
    "police desk",
    (-339, -187, -157),
    "PPU1",
    "Notifications desk",
    communication="""
Backlog stands at sixty-two forms, one clerk in post.
Receipt slip from Social Care's fax filed.
Copy of the attendance list asked for by SW3 and sent.
""",
)

_NEIGHBOUR = Series(
    "police neighbour",
    (-214,),
    "PC4",
    "Command and control log",
    family="""
N1 reported a removal van at Address 3 late at night. No offence, closed.
""",
)

ROUTINE = (_BEAT, _DOMESTIC_FILE, _DESK, _NEIGHBOUR)
