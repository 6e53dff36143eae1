"""Every sentence that reading a chronology can say, in one place and numbered.

C01-C19 are about the whole file, C20-C49 about a row or cell; both stop the import. C50 and up ask and do not
stop it. A number keeps its meaning for ever: people quote it on the telephone. C25 is no longer given.
"""

from dataclasses import dataclass, replace

from chronology.reading.columns import HEADINGS
from chronology.reading.grid import RefusedError
from chronology.reading.rows import Level, Message

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Sentences:
    what: str
    why: str
    remedy: str


CATALOGUE: dict[str, Sentences] = {
    "C01": Sentences(
        "This file is {kind}, not a chronology that can be read.",
        "A chronology is read from a workbook of Excel or LibreOffice (.xlsx, .xls, .ods), a Word document "
        "(.docx) or a text file (.csv), whatever the file is called.",
        "Open it in the program that made it, save it as .xlsx, .docx or .csv, and upload that file.",
    ),
    "C02": Sentences(
        "This file is empty.",
        "There is nothing in it to add to the case.",
        "Check that you chose the right file and that it was saved, then upload it again.",
    ),
    "C03": Sentences(
        "This file is larger than {limit} MB.",
        "A chronology is text; a file of this size holds pictures or other documents.",
        "Remove pictures and attachments, or copy the table into the empty template, and upload that.",
    ),
    "C04": Sentences(
        "This file is a program: it has macro sheets or controls.",
        "What it shows is worked out when it is opened, so that it cannot be read safely.",
        "Save it as a workbook (.xlsx) or document (.docx) without macros and upload that.",
    ),
    "C05": Sentences(
        "This file is protected with a password.",
        "It cannot be opened, so its rows cannot be checked.",
        "Remove the password (File, Info, Protect) and upload the file again. It is kept encrypted here.",
    ),
    "C06": Sentences(
        "This file fetches content from somewhere else ({target}).",
        "Whoever opens the file next would contact that place without knowing it.",
        "Copy the table into the empty template, or break the links (Data, Edit links), "
        "and upload the file again.",
    ),
    "C07": Sentences(
        "This file is damaged and could not be opened.",
        "A part that was lost might be a row of the chronology.",
        "Open it in Excel or Word, save it under a new name, and upload the new file.",
    ),
    "C08": Sentences(
        "This file is packed in a way that Excel and Word do not use ({reason}).",
        "Such files can be made to overload a computer.",
        "Open it in Excel or Word, save it under a new name, and upload the new file.",
    ),
    "C09": Sentences(
        "This file contains definitions that Excel and Word never write.",
        "They can be used to reach other files on the computer that reads them.",
        "Copy the table into the empty template and upload that.",
    ),
    "C10": Sentences(
        "Reading this file took more time or memory than any chronology needs, so it was stopped.",
        "The file may be damaged, or formatted far beyond the last row.",
        "Copy only the rows of the chronology into the empty template and upload that.",
    ),
    "C11": Sentences(
        "No table was found in this file.",
        "A chronology is a table with a row for each event: a date, and what happened.",
        "Check that you chose the right file. If it is a text, copy it into the empty template.",
    ),
    "C12": Sentences(
        "Two or more sheets hold a chronology table: {sheets}.",
        "It is not clear which one is meant, and reading both could count an event twice.",
        "Put all rows into one sheet as a single list, delete or rename the other headings, and upload "
        "the file again.",
    ),
    "C13": Sentences(
        "The headings are there but no row below them is filled in.",
        "An empty chronology would look as if your agency had no contact with the family.",
        "Add your entries below the headings. If your agency had no contact, tell the case administrator.",
    ),
    "C14": Sentences(
        "This file is larger than a chronology can be: it reaches {reach}, and the limit is {limit}.",
        "Usually a single cell far away from the table was filled in by accident.",
        "Copy only the rows of the chronology into the empty template and upload that.",
    ),
    "C15": Sentences(
        "This text file is in a character set that could not be recognised.",
        "Letters would be shown wrongly.",
        "Save it again as “CSV UTF-8” or as an Excel workbook and upload that.",
    ),
    "C16": Sentences(
        "A quotation mark in this text file is opened and never closed, or stands in the middle of a cell.",
        "The rest of the row, or of the file, would end up in one cell.",
        "Correct the quotation mark, or save the chronology as an Excel workbook, and upload it again.",
    ),
    "C17": Sentences(
        "The heading {heading} appears in more than one column.",
        "It is not clear which of them is meant.",
        "Leave one column with this heading and upload the file again.",
    ),
    "C18": Sentences(
        "It is not clear which columns hold the date and what happened.",
        "Without that nobody can be sure which column a text belongs to.",
        "Say which column is which. Your agency’s next file with these headings is read in the same way.",
    ),
    "C20": Sentences(
        "This row does not have the same cells as the headings: cells are merged, missing or added.",
        "A text could land under the wrong heading.",
        "Unmerge or add cells so that the row has one cell under each heading.",
    ),
    "C21": Sentences(
        "The date is missing.",
        "Rows of all agencies are put in order by date.",
        "Enter one complete date. If it is not known, enter your best estimate and write “exact date not "
        "known” in the "
        "text of the row.",
    ),
    "C22": Sentences(
        "“{text}” is not a date that exists.",
        "Dates are read as day, month, year, and are never swapped round.",
        "Check the record and enter the day, the month and the year in that order, for example 5 March 2007.",
    ),
    "C23": Sentences(
        "“{text}” is not a single date; it was understood as {understood}.",
        "A row can stand in only one place in the merged chronology. What you typed is kept and shown.",
        "Say by which day to sort it, or enter one complete date and give the period in the text of the row.",
    ),
    "C24": Sentences(
        "“{text}” is not a complete date{understood}.",
        "Without day, month and year the row has no place in the merged chronology. What you typed is kept.",
        "Say by which day to sort it, or enter your best estimate and write “exact date not known” in the "
        "text of the row.",
    ),
    "C26": Sentences(
        "“{text}” was not understood as a date.",
        "Nothing is guessed: a wrong date would put the event in the wrong place.",
        "Enter the date as day, month, year, for example 5 March 2007 or 05/03/2007.",
    ),
    "C27": Sentences(
        "“{text}” refers to the row above.",
        "When the chronologies are merged, the row above will be another agency’s.",
        "Write out in full what is meant.",
    ),
    "C28": Sentences(
        "This row says nothing about what happened.",
        "A date alone tells the panel nothing.",
        "Describe what happened under contact with the child, contact with the family or communication, "
        "or delete the row.",
    ),
    "C29": Sentences(
        "The text is {length} characters long; a cell holds at most {limit}.",
        "The end of the text would be cut off without notice.",
        "Shorten it, or divide it into several rows with the same date.",
    ),
    "C30": Sentences(
        "The text contains characters that cannot be stored or printed.",
        "They come from a damaged file or from copying out of another program, and may hide lost text.",
        "Type the text of this cell again and upload the file.",
    ),
    "C31": Sentences(
        "The year in “{text}” has two digits, and the case has no period yet that would tell the century.",
        "The event could be placed a hundred years off.",
        "Enter the year with four digits.",
    ),
    "C32": Sentences(
        "“{text}” says that the date is not known.",
        "Without a day the row has no place in the merged chronology. What you typed is kept and shown.",
        "Say by which day to sort it: your best estimate, which is marked as estimated.",
    ),
    "C49": Sentences(
        "There are {count} more messages like these.",
        "Only the first are listed so that you can work through them.",
        "Correct the ones above and upload the file again.",
    ),
    "C51": Sentences(
        "The date {date} lies outside the period of the terms of reference ({first} to {last}).",
        "The panel asked for this period; earlier events may still matter as background.",
        "Check the date. Leave the row if it belongs in the chronology, and say why in the comment.",
    ),
    "C52": Sentences(
        "This row says that something took place, but hardly what happened.",
        "The reader must be able to judge from the row what was discussed and decided.",
        "Add what was seen, said and decided.",
    ),
    "C53": Sentences(
        "These are not in the staff ID list: {initials}.",
        "Nobody outside your agency can tell who is meant.",
        "Add the initials and the post to the staff ID list, or correct them. Use initials, not names.",
    ),
    "C54": Sentences(
        "The source of the record is missing.",
        "The panel may need to go back to the record.",
        "Say where this is recorded, for example “health visitor record, page 12”.",
    ),
    "C55": Sentences(
        "This row says the same as row {other} on the same date.",
        "The event would be counted twice.",
        "Delete one of the two rows, or say what makes them different.",
    ),
    "C56": Sentences(
        "The rows are not in order of date: this row is earlier than the one above it ({count} such places).",
        "The rows will be put in order; out of order rows are often a mistyped date.",
        "Check the dates here. If they are right, nothing needs to be done.",
    ),
    "C57": Sentences(
        "The weekday in “{text}” is not that of the date.",
        "Either the weekday or the date is mistyped.",
        "Check the record and correct one of them.",
    ),
    "C58": Sentences(
        "{name} holds text but not the headings of a chronology, and was left out.",
        "Only the table with the seven headings is read.",
        "If rows of the chronology are in there, move them into the table and upload the file again.",
    ),
    "C59": Sentences(
        "The column {heading} is not part of the template and was left out.",
        "Only the seven columns of the template are read.",
        "If the text matters, move it into one of the seven columns and upload the file again.",
    ),
    "C60": Sentences(
        "The staff ID list explains {initials} in two ways.",
        "Nobody can tell which of the two people a row means; the first was taken.",
        "Give each person initials of their own, with a number where needed.",
    ),
    "C61": Sentences(
        "The rows name staff by initials, but no staff ID list was found.",
        "Nobody outside your agency can tell who is meant.",
        "Add a sheet or table called “Staff ID list” with two columns, initials and post.",
    ),
    "C62": Sentences(
        "There are {count} more messages like these.",
        "Only the first are listed so that you can work through them.",
        "Look at the ones above first; the rest are listed when you upload the file again.",
    ),
    "C63": Sentences(
        "The date cell holds a time of day, {time}.",
        "It was taken out of the date and puts the row in order within its day.",
        "Nothing, if that is the time of the event. Otherwise correct the date cell.",
    ),
    "C64": Sentences(
        "“{text}” was read as {understood}.",
        "Something in it looks mistyped, or a number lost its format.",
        "Check the date. Leave it if it is right.",
    ),
    "C65": Sentences(
        "There is no column for {missing}.",
        "The panel looks for it in every agency’s chronology.",
        "Say which of your columns it is, or leave it if you have nothing to put there.",
    ),
    "C66": Sentences(
        "The line “{text}” stands across the table and was left out.",
        "It has no date and no columns of its own.",
        "If it is part of an event, move it into the row of that event.",
    ),
    "C67": Sentences(
        "This file contains macros. They were not run, and only the cells were read.",
        "Macros can harm the computer of whoever opens the file next.",
        "Nothing. If you pass the file on to others, save it without macros first.",
    ),
}

# What a file that is no chronology turned out to be, for C01.
KINDS = {
    "pdf": "a PDF",
    "rtf": "a rich text document",
    "ole": "in an old format that is not read",
    "doc": "in the old format of Word (.doc)",
    "web": "a web page or other marked-up text",
    "zip": "an archive or another kind of Office file",
    "binary": "of a kind that is not known here",
}


def message(
    code: str, *, sheet: str = "", row: int | None = None, column: str | None = None, **words: str | int
) -> Message:
    """The message of this number about this place."""
    sentences = CATALOGUE[code]
    quoted = {key: _shortened(value) if key == "text" else value for key, value in words.items()}
    if code == "C24":
        understood = quoted.get("understood")
        quoted["understood"] = f"; it was understood as {understood}" if understood else ""
    return Message(
        level=_level(code),
        code=code,
        sheet=sheet,
        row=row,
        column=column,
        what=sentences.what.format(**quoted),
        why=sentences.why,
        remedy=sentences.remedy,
        where=_where(sheet, row, column),
    )


def refused(refusal: RefusedError, filename: str) -> Message:
    """The message for a file that is not read at all."""
    words = dict(refusal.words)
    if "kind" in words:
        words["kind"] = KINDS[str(words["kind"])]
    found = message(refusal.code, sheet=refusal.sheet, row=refusal.row, column=None, **words)
    is_about_the_file = not refusal.sheet and refusal.row is None
    return replace(found, where=f"File “{_shortened(filename)}”") if is_about_the_file else found


def _level(code: str) -> Level:
    return "error" if int(code[1:]) < 50 else "warning"


def _where(sheet: str, row: int | None, column: str | None) -> str:
    places = (
        _sheet_words(sheet),
        f"row {row}" if row is not None else "",
        f"column “{HEADINGS[column]}”" if column else "",
    )
    named = ", ".join(place for place in places if place) or "the whole file"
    return named[0].upper() + named[1:]


def _sheet_words(sheet: str) -> str:
    """The tables of a document are numbered, the sheets of a workbook have names."""
    if not sheet or sheet.removeprefix("Table ").isdigit():
        return sheet.lower()
    return f"sheet “{sheet}”"


def _shortened(value: str | int) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
