"""Events for other programs: TimelineJS, calendars, spreadsheets."""

import pandas as pd

# How many of year, month and day an interval of this name is known to.
KNOWN_PARTS = {"year": 1, "half": 2, "quarter": 2, "season": 2, "month": 2}
LINE_OCTETS = 75  # RFC 5545 folds lines that are longer
CSV_COLUMNS = [
    *(
        "from",
        "to",
        "when",
        "what",
        "note",
        "outlets",
        "mentions",
        "certainty",
        "background",
    ),
    *("importance", "article", "url"),
]
CERTAINTY_STATUS = {"happened": "CONFIRMED", "cancelled": "CANCELLED"}


def to_timelinejs(events: pd.DataFrame, title: str = "") -> dict:
    """Return the events as TimelineJS wants them (https://timeline.knightlab.com/docs/json-format.html).

    Args:
        events: As `build_timeline` returns them.
        title: The heading of the timeline; without one there is no title slide.

    Returns:
        A dictionary that `json.dump` writes as it is.
    """
    slides = [_slide(row) for row in events.itertuples()]
    if not title:
        return {"events": slides}
    return {"title": {"text": {"headline": title}}, "events": slides}


def _slide(row) -> dict:
    slide = {
        "start_date": _parts(row.earliest, row.precision),
        "text": {"headline": ", ".join(row.outlets), "text": _with_note(row)},
        "unique_id": f"event-{row.event}",
    }
    if row.precision not in ("day", "month", "year"):
        last = row.latest - pd.Timedelta(days=1)
        slide["end_date"] = _parts(last, "day")
    if row.background:
        slide["group"] = "Background"
    return slide


def _parts(time: pd.Timestamp, precision: str) -> dict[str, int]:
    parts = {"year": time.year, "month": time.month, "day": time.day}
    count = KNOWN_PARTS.get(precision, 3)
    return dict(list(parts.items())[:count])


def _with_note(row) -> str:
    """Return the sentence, with the name that it leaves out in brackets."""
    return f"{row.what} [{row.what_note}]" if row.what_note else row.what


def to_icalendar(events: pd.DataFrame, title: str = "") -> str:
    """Return the events as an iCalendar file (RFC 5545), one all-day entry each.

    Calendars have no hollow entries: what is planned, said or denied is TENTATIVE, what was called off
    CANCELLED, and the certainty begins the summary.

    Args:
        events: As `build_timeline` returns them.
        title: The name of the calendar.

    Returns:
        The text of the file; lines end as the standard asks.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//broadsheet//timeline//EN"]
    if title:
        lines.append(f"X-WR-CALNAME:{_escape(title)}")
    for row in events.itertuples():
        lines += _entry(row)
    lines.append("END:VCALENDAR")
    return "".join(_fold(line) + "\r\n" for line in lines)


def _entry(row) -> list[str]:
    summary = _with_note(row)
    if row.certainty != "happened":
        summary = f"({row.certainty}) {summary}"
    outlets = ", ".join(row.outlets)
    stamp = _stamp(row.earliest)
    return [
        "BEGIN:VEVENT",
        f"UID:{row.article}-{row.start}-{stamp}@broadsheet".replace("\n", " "),
        # When it was made must be given. The day itself keeps the file the same from run to run.
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{stamp}",
        f"DTEND;VALUE=DATE:{_stamp(row.latest)}",
        f"SUMMARY:{_escape(summary)}",
        f"DESCRIPTION:{_escape(outlets)}",
        f"STATUS:{CERTAINTY_STATUS.get(row.certainty, 'TENTATIVE')}",
        "END:VEVENT",
    ]


def _stamp(day: pd.Timestamp) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escape(text: str) -> str:
    """Return a value with the characters escaped that mean something in a calendar file."""
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())


def _fold(line: str) -> str:
    """Break a line that is too long; a line that begins with a space goes on with the one before."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > LINE_OCTETS - 1:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])


def to_table(
    events: pd.DataFrame, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the events as a table for a spreadsheet: days as they are written, one text a cell.

    Args:
        events: As `build_timeline` returns them.
        articles: Where given, each event's article gives its `url`.

    Returns:
        `from`, `to` (both included), `when` (in words), `what`, `note` (the name behind a pronoun),
        `outlets`, `mentions`, `certainty`, `background`, `importance`, `article`, `url`..
    """
    from broadsheet.timeline.describe import list_events

    table = list_events(events)
    urls = pd.Series("", index=table.index, dtype="str")
    if articles is not None and "url" in articles:
        urls = table["article"].astype("str").map(articles["url"]).fillna("")
    last = table["latest"] - pd.Timedelta(days=1)
    table = table.assign(
        **{
            "from": table["earliest"].astype("str").str[:10],
            "to": last.astype("str").str[:10],
        },
        note=table["what_note"],
        outlets=table["outlets"].map("; ".join),
        url=urls,
    )
    return table[CSV_COLUMNS]
