"""The list of initials that each agency sends with its chronology: a code for a post, never a name."""

from collections.abc import Mapping
from types import MappingProxyType

FAMILY: Mapping[str, str] = MappingProxyType(
    {
        "Linnet": "Child Linnet, the subject of the review",
        "M": "mother",
        "F": "father",
        "MGM": "maternal grandmother",
        "S1": "older sister",
        "MF1": "friend of M in Harrowdale",
        "N1": "neighbour at Address 3",
    }
)

STAFF: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "social_care": MappingProxyType(
            {
                "CC1": "contact centre officer",
                "CC2": "contact centre officer",
                "SW1": "social worker, duty team",
                "SW2": "social worker, assessment team",
                "SW3": "social worker, family support team",
                "TM1": "team manager, assessment",
                "TM2": "team manager, duty",
                "FSW1": "family support worker, first",
                "FSW2": "family support worker, successor of FSW1",
                "EDT1": "social worker, out of hours service",
                "ADM1": "team administrator",
            }
        ),
        "health": MappingProxyType(
            {
                "MW1": "community midwife",
                "MW2": "community midwife",
                "MW3": "named midwife for safeguarding",
                "HV1": "health visitor until the vacancy",
                "HV2": "health visitor, successor of HV1",
                "NN1": "nursery nurse",
                "NNS1": "named nurse for safeguarding",
                "TLH1": "health visiting team leader",
                "CHD1": "clerk, child health department",
            }
        ),
        "hospital": MappingProxyType(
            {
                "CON1": "consultant paediatrician",
                "CON2": "consultant obstetrician",
                "DR1": "doctor, emergency department",
                "DR2": "doctor, emergency department",
                "DR3": "doctor, paediatrics",
                "NUR1": "nurse, emergency department",
                "NUR2": "sister, emergency department",
                "MW4": "hospital midwife",
                "SON1": "sonographer",
                "PLV1": "paediatric liaison health visitor",
                "ND1": "named doctor",
                "CLK1": "clinic clerk",
            }
        ),
        "gp": MappingProxyType(
            {
                "GP1": "general practitioner",
                "GP2": "general practitioner",
                "GP3": "locum general practitioner",
                "PN1": "practice nurse",
                "PM1": "practice manager",
                "REC1": "receptionist",
            }
        ),
        "police": MappingProxyType(
            {
                "PC1": "response officer",
                "PC2": "response officer",
                "PC3": "response officer",
                "PC4": "response officer",
                "PC5": "response officer",
                "PC6": "response officer",
                "PS1": "response sergeant",
                "PCSO1": "community support officer",
                "DVO1": "domestic violence officer",
                "DC1": "detective, child abuse investigation unit",
                "DC2": "detective, child abuse investigation unit",
                "DI1": "detective inspector, child abuse investigation unit",
                "PPU1": "clerk, notifications desk",
            }
        ),
        "education": MappingProxyType(
            {
                "CCW1": "children's centre worker",
                "NK1": "nursery key worker",
                "NT1": "nursery teacher",
                "NM1": "nursery manager and designated person",
                "HT1": "head teacher",
                "EYA1": "early years adviser",
            }
        ),
        "housing": MappingProxyType(
            {
                "HSO1": "homelessness officer",
                "HO1": "housing officer",
                "HO2": "estate officer",
                "HM1": "housing manager",
                "HRM1": "repairs desk",
                "TSW1": "tenancy support worker",
            }
        ),
        "mental_health": MappingProxyType(
            {
                "ACL1": "access clinician",
                "CPN1": "community psychiatric nurse",
                "CPN2": "community psychiatric nurse",
                "MHL1": "mental health liaison nurse",
                "PSY1": "consultant psychiatrist",
                "PSY2": "psychiatrist in training",
                "CTL1": "community team leader",
                "MHA1": "team administrator",
            }
        ),
        "drug_alcohol": MappingProxyType(
            {
                "DAW1": "drug and alcohol worker",
                "DAW2": "drug and alcohol worker",
                "DAM1": "service manager",
            }
        ),
        "harrowdale": MappingProxyType(
            {
                "HHV1": "health visitor",
                "HTL1": "health visiting team leader",
            }
        ),
    }
)


def staff_of(agency: str) -> Mapping[str, str]:
    """Initials and posts of that contributor; KeyError for an unknown one."""
    return STAFF[agency]
