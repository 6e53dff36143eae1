"""Who may do and read what, typed from the field's table of roles and not read from the application.

The test of access holds the application against this. So nothing here imports its roles, audiences or policy.
"""

from __future__ import annotations

from collections.abc import Collection

COLUMNS = (
    "administrator",
    "chair",
    "panel_member",
    "agency_author",
    "chief_officer",
    "overview_author",
    "board_member",
    "operations_board",
    "archive_requester",
    "auditor",
    "family_liaison",
    "technical",
)
# Y may, S signs, R reads, O the own agency's (or the own person's), OS signs for it, OR reads it, A reads
# what was released, - nothing. "Record" and "run" of the table are Y; "approve" and "rule" are S; "comment",
# "recommend", "vote", "receives" and "holder" are R.
MATRIX = """
Submit referral                       | Y | Y | Y | Y | Y | - | Y | Y | - | - | Y | -
See referral + criteria form          | Y | R | R | - | A | R | - | - | - | R | - | -
Declare conflict                      | Y | R | O | O | S | O | O | - | - | R | - | -
Record panel view / recommendation    | - | Y | O | - | - | - | - | - | - | R | - | -
Final decision                        | - | S | - | - | - | - | - | - | - | R | - | -
Issue letters, log notifications      | Y | S | R | - | O | - | - | - | - | R | - | -
Attest records secured                | R | R | R | O | OS| - | - | - | - | R | - | -
Draft/edit ToR                        | Y | S | R | A | A | R | - | - | - | R | - | -
Appoint agency author                 | Y | R | - | - | O | - | - | - | - | R | - | -
Appoint overview author               | Y | S | R | - | - | - | - | - | - | R | - | -
Upload/edit SAMR + chronology         | - | - | - | O | OR| - | - | - | - | - | - | -
Interview notes                       | - | - | - | O | O | - | - | - | - | - | - | -
Countersign SAMR                      | - | - | - | - | O | - | - | - | - | R | - | -
Read submitted SAMR                   | R | R | R | OR| OR| R | - | - | A | R | - | -
Return SAMR for revision              | Y | Y | Y | OR| OR| R | - | - | - | R | - | -
Integrated chronology                 | Y | R | R | A | A | R | - | - | A | R | - | -
Raise query on a row                  | Y | Y | Y | O | - | Y | - | - | - | R | - | -
Edit overview report                  | - | - | R | - | - | Y | - | - | - | - | - | -
Endorse                               | Y | S | R | - | - | - | R | - | - | R | - | -
Create action                         | Y | Y | Y | O | O | R | - | Y | - | R | - | -
Update action + evidence              | Y | - | - | O | O | - | - | O | - | R | - | -
Verify/close action                   | - | S | Y | - | - | - | - | Y | - | R | - | -
Audit log                             | R | R | - | - | OR| - | - | - | - | R | - | -
User/role/procedure admin             | Y | - | - | - | - | - | - | - | - | - | - | Y
"""

# Roles that have no column: what the table's note, or the procedure, says of them.
WITHOUT_COLUMN = {
    "legal_adviser": {  # a panel member without a vote
        "Submit referral": "Y",
        "See referral + criteria form": "R",
        "Declare conflict": "O",
        "Issue letters, log notifications": "R",
        "Attest records secured": "R",
        "Draft/edit ToR": "R",
        "Read submitted SAMR": "R",
        "Integrated chronology": "R",
        "Raise query on a row": "R",
        "Create action": "R",
        "Edit overview report": "R",
    },
    "action_owner": {"Submit referral": "Y", "Update action + evidence": "O"},
    "designated_nurse": {
        "Submit referral": "Y",
        "Declare conflict": "O",
        "Attest records secured": "O",  # a trust's safeguarding nurses secure the records (seed 002, 3.2)
    },
    "review_supporter": {  # a member of the safeguarding team supports the reviewer (seed 002, 3.4 and 3.5)
        "Submit referral": "Y",
        "Declare conflict": "O",
        "Attest records secured": "O",
        "Upload/edit SAMR + chronology": "O",
        "Interview notes": "OR",
    },
    # "signer in an agency's ratification chain (that agency's submission, to sign or return)"
    "review_signer": {"Submit referral": "Y", "Declare conflict": "O", "Attest records secured": "OR"},
    "emergency_reader": {  # opened a case for some hours, and only reads
        "See referral + criteria form": "R",
        "Issue letters, log notifications": "R",
        "Attest records secured": "R",
    },
}

# What the table has no row for, or folds into another one; each with where it comes from.
WITHOUT_ROW = {
    # "approve substitute O" of the row on conflicts; who runs the case records what was heard
    "Approve substitute": {"administrator": "Y", "chair": "Y", "chief_officer": "O"},
    # of "Audit log": the looks, which an agency's reviewer reads as well, of what is their agency's
    "Who looked": {
        "administrator": "R",
        "chair": "R",
        "auditor": "R",
        "agency_author": "OR",
        "chief_officer": "OR",
    },
    # of "Countersign": what comes before it, inside the agency (seed 002, section 3.10)
    "Hand over": {"agency_author": "O"},
    # the reviewer sees to it that staff are offered support (seed 002, section 3.9); so do their managers
    "Offer support": dict.fromkeys(("agency_author", "review_supporter", "chief_officer"), "O"),
    "Set who signs": {"chief_officer": "O"},
    "Sign inside": {"review_signer": "O"},
    "Send back inside": {"review_signer": "O", "chief_officer": "O"},
    "Follow signatures": dict.fromkeys(
        ("agency_author", "review_supporter", "review_signer", "chief_officer"), "OR"
    ),
    # the independence of authors is held against lists that the agencies keep
    "Name staff involved": {"administrator": "Y", "agency_author": "O", "chief_officer": "O"},
    "Review emergency access": {"chair": "Y"},
    # early lessons are the panel's and the agencies' to note, and their owner's to act on (000, slide 9)
    "Note early learning": {
        **dict.fromkeys(("administrator", "chair", "panel_member"), "Y"),
        **dict.fromkeys(("agency_author", "chief_officer"), "O"),
    },
    "Act on early learning": {"administrator": "Y", "agency_author": "O", "chief_officer": "O"},
    # an agency tells its own staff, debriefs them and sends them to learn (seed 004, 6.1; 002, 3.13 and 3.15)
    "Keep what staff were told": {"agency_author": "O", "chief_officer": "O"},
    # possible duplicates and siblings' cases are the administrator's to look into, never joined by themselves
    "Relate cases": {"administrator": "Y"},
    # the administrator keeps it; a reviewer adds whom the agency knows, in the agency's own review
    "Keep the family register": {"administrator": "Y", "agency_author": "O"},
    # of "Interview notes": the reviewer keeps the list of whom codes stand for, the officer reads it
    "Keep the staff list": {"agency_author": "O"},
    # whoever is invited to a meeting of the panel can say that they do not come
    "Send apologies": dict.fromkeys(("administrator", "chair", "panel_member", "legal_adviser"), "Y"),
    # who has a vote may see it otherwise; who keeps the minutes writes it down
    "Record dissent": dict.fromkeys(("administrator", "chair", "panel_member"), "Y"),
    # of "Draft/edit ToR": "A", read what was released, with a word on it (seed 002, section 3.14)
    "Comment on draft terms": {"agency_author": "O", "chief_officer": "O"},
    # of "Issue letters": an invitation asks for an agency's people, and those answer who act for it
    "Answer an invitation": {"agency_author": "O", "chief_officer": "O"},
    # of "Issue letters": letter 2 asks the chief officer, who answers for the agency (seed 004, section 5.3)
    "Answer request for information": {"chief_officer": "O"},
    # everybody who reads actions but for who reads in an emergency
    "Take copy of the plan": dict.fromkeys(
        (
            "administrator",
            "chair",
            "panel_member",
            "legal_adviser",
            "agency_author",
            "chief_officer",
            "action_owner",
            "operations_board",
            "auditor",
        ),
        "Y",
    ),
}

# Where the application gives another answer than the table, on purpose; each with its reason.
ANYBODY_REFERS = "any agency or professional may refer a case (seed 004, section 3)"
ONE_MAY_LEAVE = (
    "whoever is conflicted withdraws, also one who signs or rules for others (seed 004, section 2)"
)
DEPARTURES: dict[tuple[str, str], tuple[str, str]] = {
    **{
        ("Submit referral", role): ("Y", ANYBODY_REFERS)
        for role in ("overview_author", "auditor", "technical", "archive_requester")
    },
    ("Declare conflict", "chair"): ("Y", ONE_MAY_LEAVE + "; and keeps who takes part"),
    ("Declare conflict", "chief_officer"): ("O", ONE_MAY_LEAVE),
    ("Record panel view / recommendation", "administrator"): (
        "W",
        "writes down what the panel recommended at its meeting, as for the endorsement; gives no view",
    ),
    ("Issue letters, log notifications", "agency_author"): (
        "OR",
        "reads the letter by which the own agency was asked",
    ),
    ("Raise query on a row", "chief_officer"): (
        "OR",
        "answers for the agency: reads what it is asked and is told when an answer is late",
    ),
    ("Draft/edit ToR", "board_member"): ("A", "issued terms are what everybody on the case may know"),
    ("Draft/edit ToR", "operations_board"): ("A", "issued terms are what everybody on the case may know"),
    ("User/role/procedure admin", "technical"): ("-", "works with commands on the machine, not with pages"),
    ("Interview notes", "chief_officer"): ("OR", "the reviewer notes what was said, the officer reads it"),
}

# What the table has no row for: who runs a case. The procedure gives these to whoever runs it.
RUNS_THE_CASE = frozenset({"administrator", "chair"})
RUNNING = "Run the case"
SIGNED_IN = "Be signed in"


def _typed() -> dict[tuple[str, str], str]:
    letters = {}
    for line in MATRIX.strip().splitlines():
        row, *cells = (one.strip() for one in line.split("|"))
        letters |= {(row, role): letter for role, letter in zip(COLUMNS, cells, strict=True)}
    for role, rows in WITHOUT_COLUMN.items():
        letters |= {(row, role): letter for row, letter in rows.items()}
    for row, roles in WITHOUT_ROW.items():
        letters |= {(row, role): letter for role, letter in roles.items()}
    return letters


LETTERS = _typed()
ROWS = frozenset(row for row, _ in LETTERS)
# Columns whose people have no page yet, and no role in the application.
WITHOUT_PAGES = frozenset({"archive_requester", "family_liaison"})
ROLES = tuple(role for role in (*COLUMNS, *WITHOUT_COLUMN) if role not in WITHOUT_PAGES | {"technical"})


def letter(row: str, role: str) -> str:
    """What a role has in a row, with the departures."""
    found = DEPARTURES.get((row, role))
    return found[0] if found else LETTERS.get((row, role), "-")


def may(row: str, role: str, *, is_own: bool, letters: str) -> bool:
    """Whether a role may do what a row names; `letters` are those of the row that allow this step of it."""
    if row == SIGNED_IN:
        return True
    if row == RUNNING:
        return role in RUNS_THE_CASE
    if row == "Verify/close action" and is_own:
        return False  # nobody confirms what their own agency, or they themselves, did
    held = letter(row, role)
    return held in letters.split() and (is_own or not held.startswith("O"))


def reads(role: str, thing: str, *, is_own: bool, opened: Collection[str]) -> bool:
    """Whether a role reads a thing; `opened` is whom it was passed on to ("administration", "panel")."""
    if thing in ("board", "terms"):
        return True
    if thing in ("submission", "chronology", "contribution"):
        return _reads_passed_on(role, thing, is_own=is_own, opened=opened)
    if thing == "overview":
        return _reads_overview(role, opened)
    if thing == "family":  # a reviewer needs it for the genogram, once the administrator opens it
        is_agencys = role in ("agency_author", "chief_officer") and "agencies" in opened
        return is_agencys or reads(role, "referral", is_own=is_own, opened=opened)
    if thing == "plan":
        return role in PLAN_FOR_ALL or (is_own and role in PLAN_FOR_OWN)
    held = letter(READING_ROW[thing], role)
    return held in ("Y", "S", "R") or (is_own and held in ("O", "OS", "OR"))


READING_ROW = {
    "referral": "See referral + criteria form",
    "panel": "Issue letters, log notifications",
    "room": "Attest records secured",
    "private": "Interview notes",
    "internal": "Follow signatures",
    "exchange": "Raise query on a row",
}
# Who reads an agency's review and chronology while the agency writes and signs them.
OF_OWN_REVIEW = frozenset({"agency_author", "chief_officer", "review_supporter", "review_signer"})
# Everybody who creates, reports on or confirms actions of all owners, and the auditor; the others their own.
PLAN_FOR_ALL = frozenset(
    {
        "administrator",
        "chair",
        "panel_member",
        "legal_adviser",
        "operations_board",
        "auditor",
        "emergency_reader",
    }
)
PLAN_FOR_OWN = frozenset({"agency_author", "chief_officer", "action_owner"})
# A submission goes from the agency to the administration and from there to the panel (principle 3).
FIRST_READERS = frozenset({"administrator", "chair", "auditor"})


def _reads_passed_on(role: str, thing: str, *, is_own: bool, opened: Collection[str]) -> bool:
    if role in OF_OWN_REVIEW:
        return is_own and thing != "contribution"  # what somebody of no agency sent is no agency's
    row = "Integrated chronology" if thing == "chronology" else "Read submitted SAMR"
    audience = "administration" if role in FIRST_READERS else "panel"
    return letter(row, role) in ("Y", "R") and audience in opened


def _reads_overview(role: str, opened: Collection[str]) -> bool:
    if role in RUNS_THE_CASE or role == "overview_author":
        return True
    return letter("Edit overview report", role) == "R" and "panel" in opened
