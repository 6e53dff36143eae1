"""Routine contact as adult mental health services recorded it."""

from scr.pages.demo.chronology.rows import Series, days_between

_FIRST_EPISODE = Series(
    "mental health first episode",
    (-542, -535, -517, -496, -490),
    "CPN1",
    "Session note",
    family="""
Session kept. Sleep diary looked at.
M arrived with MGM, who waited outside.
Session by telephone because of a rail strike.
M late, talked fast about the new flat.
M brought a list of good days.

Mood rated five of ten.
Panic twice in the week, used breathing.
Tearful about her mother.
Nothing new about home.
""",
)

_FIRST_PAPERS = Series(
    "mental health first papers",
    (-588, -570, -532),
    "MHA1",
    "Referral log",
    communication="""
Opt-in letter posted, address from GP form.
Second appointment letter posted to the address that M gave by telephone.
Report for the housing office written by CPN1 at M's request.
""",
)

_SECOND_EPISODE = Series(
    "mental health second episode",
    days_between(-152, -50, 9, avoid=(-146, -138, -128, -124, -118, -110, -96, -91, -75, -62)),
    "CPN2",
    "Session note",
    family="""
Seen at home, MGM present for part of the time.
Seen at the team base.
Walked with M and the pushchair round the park.
M seen briefly at the door, children at tea.
Home visit, M had cleaned all morning.
Session on triggers for drinking.

Mood low to middling, eating one meal a day.
Kept to the subject of S1's speech.
Plan for bad days written on a card.
Said that the tablets make her thick-headed.
Laughed for the first time.
She was watchful when a car door shut outside.
Future appointment agreed.
""",
)

_SECOND_CALLS = Series(
    "mental health second calls",
    (-150, -136, -122, -115, -103, -87, -70, -54),
    "CPN2",
    "Telephone note",
    family="""
M rang to move her appointment.
CPN2 rang M after a missed call.
MGM rang to ask how she could help; told in general terms.
M rang at ten to nine, wanted only to hear a voice.
Text to M about clinic.
Voicemail left, returned next day.
M asked for a letter for the benefits office.
F answered M's telephone, said that she was out.
""",
)

_SECOND_PAPERS = Series(
    "mental health second papers",
    (-157, -80, -33),
    "CTL1",
    "Team meeting record",
    communication="""
M taken on by CPN2, standard care. Review in three months.
Three month review put off, CPN2 on sick leave for a week.
Caseloads looked at: CPN2 has forty-four. M named for discharge.
""",
)

ROUTINE = (_FIRST_EPISODE, _FIRST_PAPERS, _SECOND_EPISODE, _SECOND_CALLS, _SECOND_PAPERS)
