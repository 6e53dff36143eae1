"""Why a Word file is not read into the sections: a sentence for each code of the limited process.

The codes are those of chronology/reading/messages.py, whose sentences speak of rows.
"""

from chronology.reading.grid import RefusedError

SENTENCES = {
    "C01": "This is no Word document (.docx), whatever it is called. Save it in Word as .docx.",
    "C02": "This file is empty.",
    "C03": "This file is larger than {limit} MB. Make its pictures smaller and upload it again.",
    "C04": "This file contains macros, which are programs. Save it in Word as a document without macros.",
    "C05": "This file is protected with a password. Take the password away and upload it again.",
    "C06": "This file fetches content from somewhere else ({target}). Break its links in Word.",
    "C07": "This file is damaged. Open it in Word, save it under a new name and upload that.",
    "C08": "This file is packed in a way that Word does not use ({reason}). Save it anew in Word.",
    "C09": "This file contains definitions that Word never writes. Copy the text into a new document.",
    "C10": "Reading this file took more time or memory than any report needs, so it was stopped.",
    "C14": "This file holds more than a report can: {reach}, where {limit} may be read.",
}


def sentence_for(refusal: RefusedError) -> str:
    """What is wrong and what to do, for the person who sent the file."""
    words = {"limit": "", "target": "", "reason": "", "reach": "", **refusal.words}
    return SENTENCES.get(refusal.code, SENTENCES["C07"]).format(**words)
