"""The fictional people of the demo board: who signs in, for which agency and in which roles."""

from dataclasses import dataclass

DOMAIN = "westmarch.example"
HARROWDALE_DOMAIN = "harrowdale.example"


@dataclass(frozen=True)
class DemoPerson:
    """One person; `agency` is a key of agencies.py or empty, `post` a seat on the board's review panel."""

    email: str
    name: str
    job_title: str
    agency: str
    roles: tuple[str, ...]
    post: str = ""
    is_featured: bool = False
    about: str = ""


def _person(
    login: str,
    name: str,
    job_title: str,
    agency: str,
    roles: str,
    *,
    post: str = "",
    about: str = "",
    domain: str = DOMAIN,
) -> DemoPerson:
    return DemoPerson(
        f"{login}@{domain}",
        name,
        job_title,
        agency,
        tuple(roles.split()),
        post,
        bool(about),
        about,
    )


BOARD_PEOPLE = (
    _person(
        "administrator",
        "Rosalind Amadi",
        "LSCB Administrator",
        "",
        "administrator",
        about="Runs the case: letters, meetings, deadlines, releases",
    ),
    _person(
        "chair",
        "Hester Calloway",
        "Independent Chair of the LSCB and of its case review panel",
        "",
        "chair",
        about="Decides whether there is a review, signs, endorses",
    ),
    _person(
        "overview.author",
        "Dr Winifred Astley",
        "Independent consultant",
        "",
        "overview_author",
        about="Independent author of the overview report",
    ),
    _person("lay.member", "Joyce Applegarth", "Lay member of the LSCB", "", "board_member"),
    _person(
        "lead.member",
        "Councillor Amina Lockwood",
        "Lead member for children",
        "",
        "board_member",
    ),
    _person(
        "operations.chair",
        "Duncan Pryor",
        "Chair of the Operations Board",
        "",
        "operations_board",
        about="Owns the board's own actions and verifies those of others",
    ),
    _person(
        "training.manager",
        "Leila Hartnoll",
        "LSCB Training Manager",
        "",
        "operations_board",
    ),
    _person(
        "auditor",
        "Edith Kaur-Simmons",
        "Internal auditor",
        "",
        "auditor",
        about="Reads what was done and who looked, changes nothing",
    ),
    _person("press", "Fiona Lascelles", "Press Officer", "", "press_officer"),
    _person(
        "family.liaison",
        "Theo Barraclough",
        "Family liaison worker",
        "",
        "family_liaison",
    ),
    _person(
        "technical",
        "Callum Voss",
        "Systems administrator",
        "",
        "technical_administrator",
        about="Keeps people and settings, sees no case",
    ),
)

PANEL_PEOPLE = (
    _person(
        "designated.doctor",
        "Dr Farida Nasseri",
        "Designated Doctor",
        "hospital",
        "panel_member",
        post="Designated Doctor",
    ),
    _person(
        "designated.nurse",
        "Bronwen Tully",
        "Designated Nurse",
        "health",
        "panel_member",
        post="Designated Nurse",
        about="Sits on the panel that considers and advises",
    ),
    _person(
        "social.care.manager",
        "Gareth Ilesanmi",
        "Head of Safeguarding",
        "social_care",
        "panel_member",
        post="Senior Social Care Manager",
    ),
    _person(
        "education.officer",
        "Philippa Drummond-Vale",
        "Principal Officer, Early Years",
        "education",
        "panel_member",
        post="Senior Education Officer",
    ),
    _person(
        "education.substitute",
        "Owen Castellan",
        "Principal Officer, School Standards",
        "education",
        "panel_member",
        post="Senior Education Officer (substitute)",
    ),
    _person(
        "superintendent",
        "Superintendent Martin Ashdene",
        "Superintendent, Public Protection",
        "police",
        "panel_member",
        post="Police Superintendent",
    ),
    _person(
        "legal.adviser",
        "Judith Ferreday",
        "Solicitor to the LSCB",
        "",
        "legal_adviser",
        post="Legal Adviser",
    ),
)

REFERRER = _person(
    "child.abuse.unit",
    "Detective Inspector Priya Langstaff",
    "Detective Inspector, Child Abuse Investigation Unit",
    "police",
    "referrer",
)

AUTHORS = (
    _person(
        "review.social.care",
        "Naomi Prentiss",
        "Service Manager, Quality and Review",
        "social_care",
        "agency_author",
    ),
    _person(
        "review.health",
        "Celia Rao-Abernethy",
        "Named Nurse, Northern Locality",
        "health",
        "agency_author",
        about="Writes an agency's review and its chronology",
    ),
    _person(
        "review.hospital",
        "Dr Stefan Lindgarth",
        "Consultant in Emergency Care",
        "hospital",
        "agency_author",
    ),
    _person(
        "review.gp",
        "Dr Moira Pennick",
        "Named General Practitioner",
        "gp",
        "agency_author",
    ),
    _person(
        "review.police",
        "Detective Chief Inspector Colm Raffin",
        "Force Review Officer",
        "police",
        "agency_author",
    ),
    _person(
        "review.education",
        "Beatrix Oyelowe",
        "Senior Early Years Adviser",
        "education",
        "agency_author",
    ),
    _person(
        "review.housing",
        "Desmond Fairhall",
        "Housing Policy Manager",
        "housing",
        "agency_author",
    ),
    _person(
        "review.mental.health",
        "Yasmin Treloar",
        "Lead Nurse, Clinical Governance",
        "mental_health",
        "agency_author",
    ),
    _person(
        "review.waymark",
        "Lewis Kowalik",
        "Quality Lead",
        "drug_alcohol",
        "agency_author",
    ),
    _person(
        "review",
        "Ruth Endicote",
        "Named Nurse for Safeguarding",
        "harrowdale",
        "agency_author",
        domain=HARROWDALE_DOMAIN,
    ),
)

CHIEF_OFFICERS = (
    _person(
        "chief.social.care",
        "Alastair Munro-Bell",
        "Director of Children's Services",
        "social_care",
        "chief_officer board_member",
    ),
    _person(
        "chief.health",
        "Patricia Nwosa",
        "Chief Executive",
        "health",
        "chief_officer board_member",
        about="Countersigns an agency's review and answers for its actions",
    ),
    _person(
        "chief.hospital",
        "Graham Sedgeworth",
        "Chief Executive",
        "hospital",
        "chief_officer board_member",
    ),
    _person("chief.gp", "Dr Helen Vargas-Thorne", "Senior Partner", "gp", "chief_officer"),
    _person(
        "chief.police",
        "Sandra Whitlowe",
        "Assistant Chief Constable",
        "police",
        "chief_officer board_member",
    ),
    _person(
        "chief.education",
        "Vivian Chaudry",
        "Head of Learning",
        "education",
        "chief_officer board_member",
    ),
    _person(
        "chief.housing",
        "Kenneth Aldis",
        "Head of Housing",
        "housing",
        "chief_officer board_member",
    ),
    _person(
        "chief.mental.health",
        "Marguerite Oseni",
        "Chief Executive",
        "mental_health",
        "chief_officer board_member",
    ),
    _person(
        "chief.waymark",
        "Tamsin Brightwell",
        "Service Director",
        "drug_alcohol",
        "chief_officer",
    ),
    _person(
        "chief",
        "Ian Featherley",
        "Director of Nursing",
        "harrowdale",
        "chief_officer",
        domain=HARROWDALE_DOMAIN,
    ),
)

# Who reads a hospital's review before its chief executive does, and who helps to write it.
BESIDE_AUTHORS = (
    _person(
        "safeguarding.hospital",
        "Marguerite Osei-Tennant",
        "Chair of the Safeguarding Committee",
        "hospital",
        "review_signer",
    ),
    _person(
        "support.hospital",
        "Ivo Barraclough",
        "Safeguarding Nurse",
        "hospital",
        "review_supporter",
    ),
)

PEOPLE: tuple[DemoPerson, ...] = (
    *BOARD_PEOPLE,
    *PANEL_PEOPLE,
    REFERRER,
    *AUTHORS,
    *CHIEF_OFFICERS,
    *BESIDE_AUTHORS,
)


def author_of(agency: str) -> DemoPerson:
    """The person who writes that agency's review; KeyError where there is none."""
    return {each.agency: each for each in AUTHORS}[agency]


def chief_officer_of(agency: str) -> DemoPerson:
    """The person who countersigns for that agency; KeyError where there is none."""
    return {each.agency: each for each in CHIEF_OFFICERS}[agency]


def person(email: str) -> DemoPerson:
    """The person with that e-mail address; KeyError where there is none."""
    return {each.email: each for each in PEOPLE}[email]
