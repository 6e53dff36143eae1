"""Every sentence that reading a chronology can say, in one place and numbered.

C01-C19 are about the whole file, C20-C49 about a row or cell; both stop the import. C50 and up ask and do not
stop it. A number keeps its meaning for ever: people quote it on the telephone. C04 (macros, while no file
with macros was read) is not used again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chronology.reading.columns import HEADINGS
from chronology.reading.grid import Note, RefusedError
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
        "A chronology is read from a workbook (.xlsx, .xls, .ods), a document with a table (.docx, .odt) or "
        "a text file (.csv), whatever the file is called.",
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
        "These column headings are missing: {missing}.",
        "Without its heading nobody can be sure which column a text belongs to.",
        "Say which column of your file is which, or use the headings of the template in one row above your "
        "entries and upload the file again.",
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
        "This document holds pictures but no text.",
        "What stands in a picture can be neither read nor checked nor found again.",
        "Type the rows into the empty template, or ask for the document from which the pictures were made, "
        "and upload that.",
    ),
    "C19": Sentences(
        "There is no longer anything in the row that was chosen for the headings.",
        "Without its heading nobody can be sure which column a text belongs to.",
        "Upload the file again and say once more where its headings are.",
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
        "“{text}” is a period, not a single date.",
        "A row can stand in only one place in the merged chronology.",
        "Enter the first or the last day, whichever is more useful, and give the period in the text of "
        "the row.",
    ),
    "C24": Sentences(
        "“{text}” is not a complete date.",
        "Without day, month and year the row has no place in the merged chronology.",
        "Enter your best estimate as a complete date and write “exact date not known” in the text of the "
        "row.",
    ),
    "C25": Sentences(
        "“{text}” includes a time of day.",
        "The date column holds dates only.",
        "Move the time into the text of the row and leave the date alone in its cell.",
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
    "C40": Sentences(
        "The cell shows the error {text} instead of a text.",
        "A formula has lost what it points to, and with it what stood here.",
        "Type the text or the date itself into the cell.",
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
        "Only the table with the headings of a chronology is read.",
        "If rows of the chronology are in there, move them into the table and upload the file again.",
    ),
    "C59": Sentences(
        "The column {heading} is not part of the template and was left out.",
        "Only the columns of the template are read.",
        "If the text matters, say which column it is, or move it into one of the columns of the template.",
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
    "C70": Sentences(
        "This file contains macros. They were left aside; none was run.",
        "Macros are programs, and can harm the computer of whoever opens the file next.",
        "Nothing needs to be done. If the file goes to anybody else, save it as .xlsx or .docx first.",
    ),
    "C71": Sentences(
        "Rows that are hidden in the file were read too: {rows}.",
        "They were hidden by hand or by a filter, and may not be meant for the chronology.",
        "Look at them. Delete from the file what does not belong in it, and show the rest.",
    ),
    "C72": Sentences(
        "Columns that are hidden in the file hold text: {columns}.",
        "They may not be meant for the chronology.",
        "Look at them. Delete from the file what does not belong in it, and show the rest.",
    ),
    "C73": Sentences(
        "The sheet that was read is hidden in the file.",
        "It may be an old copy that nobody looks at.",
        "Check that this is the chronology that you mean to send.",
    ),
    "C74": Sentences(
        "The cell has a formula whose result is not stored in the file.",
        "Formulas are not calculated here, so the cell was read as empty.",
        "Open the file in Excel, save it again and upload it, or type the text itself into the cell.",
    ),
    "C75": Sentences(
        "The line “{text}” across the whole table was taken for a caption and left out.",
        "A caption is no event, and other agencies’ rows will come between.",
        "If it tells of an event, give it a row of its own with a date.",
    ),
    "C76": Sentences(
        "There is no column {heading} in this file.",
        "The panel asked for it; its cells are empty in all rows.",
        "Add the column, or say which column of your file it is. If you have nothing to enter, leave it.",
    ),
    "C77": Sentences(
        "Text that is struck out by tracked changes was left out: “{text}”.",
        "Whoever opens the document with its changes can still read it.",
        "Accept or reject the changes so that the document says what you mean.",
    ),
    "C78": Sentences(
        "A text box was left out: “{text}”.",
        "A box lies over the table and belongs to none of its cells.",
        "If it belongs in the chronology, type its text into the cell.",
    ),
    "C79": Sentences(
        "A footnote in this row was left out.",
        "Only the cells of the table are read.",
        "If it belongs in the chronology, type its text into the cell.",
    ),
    "C80": Sentences(
        "A picture in this row was left out.",
        "What stands in a picture can be neither read nor checked nor found again.",
        "If it shows a text that belongs in the chronology, type it into the cell.",
    ),
    "C81": Sentences(
        "Text behind the table was left out ({count} paragraphs, the first “{text}”).",
        "Only the rows of the table are read.",
        "If it tells of events, give them rows of their own; explanations may go into the comment column.",
    ),
    "C82": Sentences(
        "This text file does not say in which character set it is written. It was read as {name}, with words "
        "such as “{text}”.",
        "In another character set these letters and signs would be others.",
        "Check these words. If they are wrong, save the file as “CSV UTF-8” and upload that.",
    ),
    "C83": Sentences(
        "The column {heading} was taken for {ours}.",
        "Its heading is like one of ours, but not the same.",
        "Check that this is what you mean, or say which column it is.",
    ),
}

# What a file that is no chronology turned out to be, for C01.
KINDS = {
    "pdf": "a PDF",
    "rtf": "a rich text document",
    "doc": "an old Word document (.doc)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "ole": "in an old format of another Office program",
    "web": "a web page or other marked-up text",
    "mail": "an e-mail or a mailbox",
    "zip": "an archive or another kind of Office file",
    "binary": "of a kind that is not known here",
}


def message(
    code: str,
    *,
    sheet: str = "",
    row: int | None = None,
    column: str | None = None,
    headings: Mapping[str, str] = HEADINGS,
    **words: str | int,
) -> Message:
    """The message of this number about this place; `headings` are those of the case, by key."""
    sentences = CATALOGUE[code]
    quoted = {key: _shortened(value) if key == "text" else value for key, value in words.items()}
    return Message(
        level=_level(code),
        code=code,
        sheet=sheet,
        row=row,
        column=column,
        what=sentences.what.format(**quoted),
        why=sentences.why,
        remedy=sentences.remedy,
        where=_where(sheet, row, headings[column] if column else ""),
    )


def noted(note: Note, column: str | None = None, headings: Mapping[str, str] = HEADINGS) -> Message:
    """The message for something that was met or left out in reading."""
    return message(note.code, sheet=note.sheet, row=note.row, column=column, headings=headings, **note.words)


def refused(refusal: RefusedError, filename: str) -> Message:
    """The message for a file that is not read at all."""
    words = dict(refusal.words)
    if "kind" in words:
        words["kind"] = KINDS[str(words["kind"])]
    found = noted(Note(refusal.code, refusal.sheet, refusal.row, words=words))
    is_about_the_file = not refusal.sheet and refusal.row is None
    return replace(found, where=f"File “{_shortened(filename)}”") if is_about_the_file else found


def _level(code: str) -> Level:
    return "error" if int(code[1:]) < 50 else "warning"


def _where(sheet: str, row: int | None, heading: str) -> str:
    places = (
        f"sheet “{sheet}”" if sheet else "",
        f"row {row}" if row is not None else "",
        f"column “{heading}”" if heading else "",
    )
    named = ", ".join(place for place in places if place) or "the whole file"
    return named[0].upper() + named[1:]


def _shortened(value: str | int) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
