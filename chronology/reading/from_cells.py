"""Makes a row of the chronology out of the cells of a file: what was typed, and what was understood."""

from chronology.reading.columns import KEYS, NARRATIVE_KEYS, TEXT_KEYS
from chronology.reading.dates import DateReading, Period, read_date
from chronology.reading.rows import Row
from chronology.reading.tables import RawRow
from chronology.reading.wording import says_estimated, time_of_day


def row_from(raw: RawRow, period: Period | None) -> tuple[Row, DateReading]:
    """The row, and what came of reading its date; whatever cannot be understood stays as it was typed."""
    date_text = raw.texts.get("date", "")
    reading = read_date(date_text, period)
    texts = {key: raw.texts.get(key, "") for key in TEXT_KEYS}
    told = "\n".join(texts[key] for key in (*NARRATIVE_KEYS, "comment") if texts[key])
    row = Row(
        number=raw.number,
        sheet=raw.sheet,
        date=reading.day,
        date_text=date_text,
        is_estimated=reading.is_estimated or says_estimated(told),
        time_text=time_of_day(told),
        more={key: text for key, text in raw.texts.items() if key not in KEYS},
        is_broken=raw.is_broken,
        **texts,
    )
    return row, reading
