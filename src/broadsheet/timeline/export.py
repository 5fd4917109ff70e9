"""Events for other programs: TimelineJS, calendars, spreadsheets."""

import html
import unicodedata
import uuid
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR

import pandas as pd

from broadsheet.dates import range_label
from broadsheet.timeline.describe import list_events

DAY = pd.Timedelta(days=1)
# RFC 5545 folds lines that are longer.
LINE_OCTETS = 75
FOLD = "\r\n "
# In this order: an escaped mark has a backslash of its own.
ESCAPED_MARKS = ("\\", ";", ",")
CONTROL_CATEGORIES = ("Cc", "Cs")  # of Unicode: control characters, surrogates
CERTAINTY_STATUS = {"happened": "CONFIRMED", "cancelled": "CANCELLED"}
# Before it, programs write years in many ways, and some take them for those of a century.
FIRST_PLAIN_YEAR = 1000
CSV_COLUMNS = [
    "from",
    "to",
    "when",
    "what",
    "note",
    "outlets",
    "mentions",
    "certainty",
    "background",
    "importance",
    "article",
    "url",
]

Slide = dict[str, object]


def to_timelinejs(events: pd.DataFrame, title: str = "") -> dict:
    """Return the events as TimelineJS wants them (https://timeline.knightlab.com/docs/json-format.html).

    TimelineJS shows texts as HTML, so what an article says is escaped.

    Args:
        events: As `build_timeline` returns them.
        title: The heading of the timeline; without one there is no title slide.

    Returns:
        A dictionary that `json.dump` writes as it is. Years are astronomical, as
        JavaScript counts them: 44 BC is -43.
    """
    slides = [_slide(row) for row in events.itertuples()]
    if not title:
        return {"events": slides}
    heading = {"text": {"headline": _as_html(title)}}
    return {"title": heading, "events": slides}


def _slide(row) -> Slide:
    outlets = ", ".join(row.outlets)
    sentence = _with_note(row)
    text = {
        "headline": _as_html(outlets),
        "text": _as_html(sentence),
    }
    slide: Slide = {
        "unique_id": f"event-{row.event}",
        "text": text,
    }
    slide |= _days_of_slide(row.earliest, row.latest)
    if row.background:
        slide["group"] = "Background"
    return slide


def _days_of_slide(earliest: pd.Timestamp, latest: pd.Timestamp) -> Slide:
    """Return the days of a slide: one date if it is a day, a month or a year."""
    last = latest - DAY
    start = _date(earliest)
    days: Slide = {"start_date": start}
    if _is_whole_year(earliest, latest):
        days["start_date"] = {"year": earliest.year}
    elif _is_whole_month(earliest, latest):
        month = {"year": earliest.year, "month": earliest.month}
        days["start_date"] = month
    elif last > earliest:
        days["end_date"] = _date(last)
    if earliest.year < FIRST_PLAIN_YEAR:
        days["display_date"] = range_label(earliest, latest)
    return days


def _date(day: pd.Timestamp) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _is_whole_year(earliest: pd.Timestamp, latest: pd.Timestamp) -> bool:
    begins = earliest.day_of_year == 1
    ends = latest.day_of_year == 1
    next_year = earliest.year + 1
    return begins and ends and latest.year == next_year


def _is_whole_month(earliest: pd.Timestamp, latest: pd.Timestamp) -> bool:
    if earliest.day != 1:
        return False
    length = latest - earliest
    return length.days == earliest.days_in_month


def _as_html(text: str) -> str:
    """Return a text that HTML shows as it is."""
    return html.escape(text, quote=False)


def _with_note(row) -> str:
    """Return the sentence, with the name that it leaves out in brackets."""
    if not row.what_note:
        return row.what
    return f"{row.what} [{row.what_note}]"


def to_icalendar(events: pd.DataFrame, title: str = "") -> str:
    """Return the events as an iCalendar file (RFC 5545), one all-day entry each.

    Calendars have no hollow entries: what is planned, said or denied is TENTATIVE, what
    was called off CANCELLED, and the certainty begins the summary. They know the years 1
    to 9999 only; how many events of others are left out stands in the description of
    the calendar.

    Args:
        events: As `build_timeline` returns them.
        title: The name of the calendar.

    Returns:
        The text of the file; lines end as the standard asks.
    """
    has_place = _has_place_in_calendar(events)
    is_left_out = ~has_place
    left_out = int(is_left_out.sum())
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//broadsheet//timeline//EN"]
    if title:
        name = _escape(title)
        lines.append(f"X-WR-CALNAME:{name}")
    if left_out:
        note = f"Events outside the years 1 to 9999, left out: {left_out}"
        description = _escape(note)
        lines.append(f"X-WR-CALDESC:{description}")
    placed = events[has_place]
    for row in placed.itertuples():
        lines += _entry(row)
    lines.append("END:VCALENDAR")
    folded = [_fold(line) for line in lines]
    ended = [f"{line}\r\n" for line in folded]
    return "".join(ended)


def _has_place_in_calendar(events: pd.DataFrame) -> pd.Series:
    """Say which events begin and end in years of four figures."""
    first_years = events["earliest"].dt.year
    last_years = events["latest"].dt.year
    begins_in_time = first_years >= MINYEAR
    ends_in_time = last_years <= MAXYEAR
    return begins_in_time & ends_in_time


def _entry(row) -> Iterator[str]:
    stamp = _stamp(row.earliest)
    end_stamp = _stamp(row.latest)
    summary = _escape(_summary(row))
    outlets = ", ".join(row.outlets)
    description = _escape(outlets)
    status = CERTAINTY_STATUS.get(row.certainty, "TENTATIVE")
    # The same from run to run, so that a calendar that has the entry brings it up to date.
    name = f"{row.article} {row.start} {stamp} {end_stamp}"
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, name)
    yield "BEGIN:VEVENT"
    yield f"UID:{identifier}"
    # When it was made must be given. The day itself keeps the file the same from run to run.
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{stamp}"
    yield f"DTEND;VALUE=DATE:{end_stamp}"
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{description}"
    yield f"STATUS:{status}"
    # It keeps nobody from other appointments.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(row) -> str:
    """Return the sentence of an event, with its certainty where it has not happened."""
    sentence = _with_note(row)
    if row.certainty == "happened":
        return sentence
    return f"({row.certainty}) {sentence}"


def _stamp(day: pd.Timestamp) -> str:
    year = f"{day.year:04}"
    month = f"{day.month:02}"
    return f"{year}{month}{day.day:02}"


def _escape(text: str) -> str:
    """Return a value of a calendar file: on one line, its marks escaped."""
    words = text.split()
    line = " ".join(words)
    printable = [character for character in line if not _is_control(character)]
    value = "".join(printable)
    for mark in ESCAPED_MARKS:
        value = value.replace(mark, f"\\{mark}")
    return value


def _is_control(character: str) -> bool:
    category = unicodedata.category(character)
    return category in CONTROL_CATEGORIES


def _fold(line: str) -> str:
    """Break a line that is too long; a line that begins with a space goes on with the one before."""
    pieces = [""]
    octets = 0
    for character in line:
        encoded = character.encode()
        size = len(encoded)
        if octets + size > LINE_OCTETS:
            pieces.append("")
            octets = 1  # the space
        pieces[-1] += character
        octets += size
    return FOLD.join(pieces)


def to_table(
    events: pd.DataFrame, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the events as a table for a spreadsheet: days as they are written, one text a cell.

    Write it by `broadsheet.store.spreadsheet.safe_csv`, in which no cell is a formula.

    Args:
        events: As `build_timeline` returns them.
        articles: Where given, each event's article gives its `url`.

    Returns:
        `from`, `to` (both included), `when` (in words), `what`, `note` (the name behind a pronoun),
        `outlets`, `mentions`, `certainty`, `background`, `importance`, `article`, `url`.
    """
    table = list_events(events)
    last = table["latest"] - DAY
    table["from"] = [_written(day) for day in table["earliest"]]
    table["to"] = [_written(day) for day in last]
    table["note"] = table["what_note"]
    table["outlets"] = table["outlets"].map("; ".join)
    table["url"] = ""
    if articles is not None and "url" in articles:
        ids = table["article"].astype("str")
        urls = ids.map(articles["url"])
        table["url"] = urls.fillna("")
    return table[CSV_COLUMNS]


def _written(day: pd.Timestamp) -> str:
    """Write a day as ISO 8601 does; years before 1 have a sign."""
    width = len("2021")
    if day.year < 0:
        width = len("-0043")
    year = f"{day.year:0{width}}"
    month = f"{day.month:02}"
    return f"{year}-{month}-{day.day:02}"
