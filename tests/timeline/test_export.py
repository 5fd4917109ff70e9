"""Exports: what other programs read back is what the timeline has, whatever its texts hold."""

import csv
import io
import json
import re

import numpy as np
import pandas as pd
import pytest

from broadsheet.frames import conform
from broadsheet.store.spreadsheet import safe_csv
from broadsheet.timeline import to_icalendar, to_table, to_timelinejs

TEA = "The tea house of Southport burned down."
HOSTILE = (
    '<script>alert("tea")</script> & <b>lemon</b>; back\\slash, \x07bell\nand a line'
)
DATE_FIELDS = {"year", "month", "day"}
SLIDE_FIELDS = {
    "start_date",
    "end_date",
    "display_date",
    "text",
    "group",
    "unique_id",
}


def event(begin="2023-05-03", end="2023-05-04", what=TEA, **columns) -> pd.DataFrame:
    """Return a frame of one event."""
    row = {
        "event": 0,
        "earliest": np.datetime64(begin, "s"),
        "latest": np.datetime64(end, "s"),
        "precision": "day",
        "what": what,
        "what_note": "",
        "article": "a0",
        "start": 0,
        "end": len(what),
        "outlets": ["Paper"],
        "mentions": 1,
        "certainty": "happened",
        "importance": 1.0,
        "background": False,
        "disagreements": [],
        "disagreeing": [],
        "passages": [],
    }
    frame = pd.DataFrame({name: [value] for name, value in (row | columns).items()})
    frame["article"] = frame["article"].astype("category")
    return conform(frame, "events")


def slide_of(*interval: str, **columns) -> dict:
    document = json.loads(json.dumps(to_timelinejs(event(*interval, **columns))))
    (slide,) = document["events"]
    return slide


def read_back(calendar: str):
    """Return a calendar as the `icalendar` package reads it."""
    icalendar = pytest.importorskip("icalendar")
    return icalendar.Calendar.from_ical(calendar)


def entry_of(*interval: str, **columns):
    calendar = read_back(to_icalendar(event(*interval, **columns)))
    (entry,) = calendar.walk("VEVENT")
    return entry


@pytest.mark.parametrize(
    ("begin", "end", "start", "last"),
    [
        ("2023-05-03", "2023-05-04", (2023, 5, 3), None),
        ("2023-05-01", "2023-06-01", (2023, 5), None),
        ("2024-02-01", "2024-03-01", (2024, 2), None),
        ("2023-01-01", "2024-01-01", (2023,), None),
        ("2023-05-01", "2023-05-08", (2023, 5, 1), (2023, 5, 7)),
        ("2023-05-01", "2023-05-31", (2023, 5, 1), (2023, 5, 30)),
        ("2023-05-20", "2023-06-20", (2023, 5, 20), (2023, 6, 19)),
        ("2023-06-01", "2023-09-01", (2023, 6, 1), (2023, 8, 31)),
        ("2022-07-01", "2023-07-01", (2022, 7, 1), (2023, 6, 30)),
        ("-0043-03-15", "-0043-03-16", (-43, 3, 15), None),
        ("12023-05-03", "12023-05-04", (12023, 5, 3), None),
    ],
)
def test_a_slide_has_the_days_of_its_event(begin, end, start, last):
    slide = slide_of(begin, end)
    assert tuple(slide["start_date"].values()) == start
    assert set(slide["start_date"]) <= DATE_FIELDS
    if last is None:
        assert "end_date" not in slide
    else:
        assert tuple(slide["end_date"].values()) == last


@pytest.mark.parametrize(
    ("year", "label"),
    [("-0043", "15 March 44 BC"), ("0079", "15 March AD 79"), ("1066", None)],
)
def test_years_that_programs_write_in_many_ways_are_written_out(year, label):
    slide = slide_of(f"{year}-03-15", f"{year}-03-16")
    assert slide.get("display_date") == label


def test_a_slide_has_the_published_fields_and_no_others():
    slide = slide_of(what_note="Jane Doe", background=True)
    assert set(slide) <= SLIDE_FIELDS
    assert slide["text"] == {"headline": "Paper", "text": f"{TEA} [Jane Doe]"}
    assert slide["group"] == "Background"
    assert re.fullmatch(r"[\w-]+", slide["unique_id"])


def test_no_text_of_a_slide_is_markup():
    outlets = ["<i>Paper</i>"]
    document = to_timelinejs(event(what=HOSTILE, outlets=outlets), "<b>Tea</b>")
    written = json.dumps(document)
    assert "<" not in written
    assert "&lt;script&gt;" in document["events"][0]["text"]["text"]


def test_slides_have_names_of_their_own():
    both = pd.concat([event(), event(event=1)], ignore_index=True)
    names = [slide["unique_id"] for slide in to_timelinejs(both)["events"]]
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    ("certainty", "status", "mark"),
    [
        ("happened", "CONFIRMED", ""),
        ("planned", "TENTATIVE", "(planned) "),
        ("denied", "TENTATIVE", "(denied) "),
        ("cancelled", "CANCELLED", "(cancelled) "),
    ],
)
def test_a_calendar_entry_says_how_certain_it_is(certainty, status, mark):
    entry = entry_of(certainty=certainty)
    assert entry["STATUS"] == status
    assert entry["SUMMARY"] == mark + TEA


def test_a_calendar_is_read_back_as_it_was_meant():
    entry = entry_of("2023-05-31", "2023-06-02", what=HOSTILE)
    assert str(entry.decoded("DTSTART")) == "2023-05-31"
    assert str(entry.decoded("DTEND")) == "2023-06-02"
    # No control characters, one line.
    assert entry["SUMMARY"] == " ".join(HOSTILE.replace("\x07", "").split())
    assert {"UID", "DTSTAMP"} <= set(entry)


def test_an_event_cannot_add_lines_to_a_calendar():
    what = f"{TEA}\r\nEND:VEVENT\r\nBEGIN:VALARM\rACTION:AUDIO"
    entry = entry_of(what=what, article="a\r\nX-EVIL:1", outlets=["P\nX-EVIL:1"])
    assert not entry.subcomponents
    assert "X-EVIL" not in entry


@pytest.mark.parametrize("length", range(60, 72))
@pytest.mark.parametrize("character", ["a", "é", "…", "𝄞"])
def test_no_line_of_a_calendar_is_too_long(length, character):
    what = "x" * length + 3 * character + " " + 90 * character
    text = to_icalendar(event(what=what))
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    # Characters are whole on each line.
    for line in lines:
        line.decode()
    unfolded = text.replace("\r\n ", "")
    assert f"SUMMARY:{what}\r\n" in unfolded


def test_a_line_of_the_greatest_length_is_not_folded():
    what = "x" * (75 - len("SUMMARY:"))
    assert f"\r\nSUMMARY:{what}\r\n" in to_icalendar(event(what=what))
    assert f"\r\nSUMMARY:{what}\r\n x" in to_icalendar(event(what=what + "x"))


def test_entries_have_names_that_last():
    both = pd.concat([event(), event(start=40)], ignore_index=True)
    names = re.findall(r"UID:(\S+)", to_icalendar(both))
    assert len(set(names)) == 2
    assert names == re.findall(r"UID:(\S+)", to_icalendar(both.iloc[::-1]))[::-1]


@pytest.mark.parametrize(
    ("begin", "end", "is_left_out"),
    [
        ("0000-12-31", "0001-01-01", True),
        ("0001-01-01", "0001-01-02", False),
        ("9999-12-30", "9999-12-31", False),
        ("9999-12-31", "10000-01-01", True),
        ("-0043-03-15", "-0043-03-16", True),
    ],
)
def test_a_calendar_names_how_many_events_it_cannot_hold(begin, end, is_left_out):
    events = pd.concat([event(), event(begin, end, start=9)], ignore_index=True)
    calendar = read_back(to_icalendar(events))
    assert len(calendar.walk("VEVENT")) == 2 - is_left_out
    assert ("X-WR-CALDESC" in calendar) == is_left_out
    assert "left out: 1" in calendar.get("X-WR-CALDESC", "left out: 1")


def test_a_calendar_has_its_name_with_its_marks_escaped():
    calendar = to_icalendar(event(), "Tea; lemon, cake")
    assert "\r\nX-WR-CALNAME:Tea\\; lemon\\, cake\r\n" in calendar


def test_a_calendar_without_events_is_one():
    calendar = read_back(to_icalendar(event().head(0)))
    assert not calendar.subcomponents
    assert to_timelinejs(event().head(0)) == {"events": []}
    assert to_table(event().head(0)).empty


def test_no_cell_of_a_table_is_a_formula():
    outlets = ["@Paper"]
    table = to_table(event(what="=HYPERLINK(1)", what_note="+1", outlets=outlets))
    (cells,) = csv.DictReader(io.StringIO(safe_csv(table)))
    assert cells["what"] == "'=HYPERLINK(1)"
    assert cells["note"] == "'+1"
    assert cells["outlets"] == "'@Paper"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells.values())


@pytest.mark.parametrize(
    ("begin", "end", "written"),
    [
        ("2023-05-03", "2023-05-05", ["2023-05-03", "2023-05-04"]),
        ("0079-08-24", "0079-08-25", ["0079-08-24", "0079-08-24"]),
        ("-0043-03-15", "-0043-03-16", ["-0043-03-15", "-0043-03-15"]),
        ("12023-05-03", "12023-05-04", ["12023-05-03", "12023-05-03"]),
    ],
)
def test_a_table_has_the_days_of_any_year(begin, end, written):
    table = to_table(event(begin, end))
    assert table.loc[0, ["from", "to"]].tolist() == written


def test_a_table_links_to_the_articles():
    articles = pd.DataFrame({"url": ["https://paper.example/tea"]}, index=["a0"])
    assert to_table(event(), articles)["url"].tolist() == ["https://paper.example/tea"]
    assert to_table(event())["url"].tolist() == [""]
