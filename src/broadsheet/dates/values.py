"""From the words of an expression to numbers, durations, hours and days in figures."""

import re
from typing import Any

from .grammar import load
from .points import Point, parse_day

# In a TIMEX3 duration.
LETTERS = {
    "E": "DE",
    "C": "CE",
    "TS": "S",
    "TM": "M",
    "TH": "H",
}
YEARS = {"E": 10, "C": 100}
# What half of a unit is given in.
SMALLER = {
    "Y": (12, "M"),
    "TH": (60, "M"),
    "TM": (60, "S"),
}
SPELLED_NUMBERS = {"half": 0.5, "couple": 2, "dozen": 12}
READ_AS_NUMBER = (
    "NUMBER",
    "MINUTES",
    "SPELLED",
    "DIGITS",
    "DAY",
    "YEAR",
    "OLDYEAR",
)
READ_AS_FIGURES = ("ORD", "NTH", "QCODE", "DECADE", "HCODE", "FYCODE")
# A year of two figures is at most so many years ahead of the article. Ten holds plans ("by '30") and leaves
# birthdays in the thirties where they were.
YEARS_AHEAD = 10
CLOCK = re.compile(r"(\d+)(?::(\d\d))?(?::(\d\d))?")
HOURS = re.compile(r"h(rs)?:?$")  # of 2200hrs
PARTING = re.compile(r"(?<=\d)[.h](?=\d)")  # what parts hours and minutes: 8.30, 18h00
MINUTES: dict[int | str, int] = {"a": 1, "one": 1, "quarter": 15, "half": 30}
LATE_PARTS = ("TAF", "TEV", "TNI")
MINUTE_FIELDS = frozenset(["past", "before"])
USUAL_YEAR = 2020  # of articles that have no day of their own


def read_value(table: str, words: list[str]) -> Any:
    """The value of a field: as the grammar's table has it, or read from its figures."""
    if table in READ_AS_NUMBER:
        return read_number(words)
    values = load().lexicon.values.get(table, {})
    phrase = " ".join(words)
    if phrase in values:
        return values[phrase]
    figures = re.sub(r"\D", "", words[0])
    if figures and table in READ_AS_FIGURES:
        return int(figures)
    return words[0]


def read_number(words: list[str]) -> float:
    """The number that words and figures spell.

    >>> read_number(["two", "and", "a", "half"]), read_number(["nineteen", "ninety", "-", "seven"])
    (2.5, 1997)
    """
    total = 0.0
    current = 0.0
    for word in words:
        value = _word_value(word)
        if word in ("hundred", "dozen"):
            current = max(current, 1) * value
        elif word in ("thousand", "million"):
            total += max(current, 1) * value
            current = 0
        elif 10 <= current < 100 and 10 <= value < 100:  # nineteen ninety
            current = current * 100 + value
        else:
            current += value
    total += current
    whole = int(total)
    return whole if total == whole else total


def _word_value(word: str) -> float:
    if "/" in word:
        above, below = map(int, word.split("/"))
        return above / (below or 1)
    if word[0].isdigit():
        figures = word.replace(",", "")
        return float(figures)
    cards: dict[str, Any] = load().lexicon.values["CARD"]
    usual = SPELLED_NUMBERS.get(word, 0)
    return cards.get(word, usual)


def full_year(short: int, published_year: int | None) -> int:
    """The year that two figures mean, seen from the year of publication: the one place that decides it.

    >>> full_year(94, 2020), full_year(8, 2020), full_year(96, 1990), full_year(30, 2020), full_year(31, 2020)
    (1994, 2008, 1996, 2030, 1931)
    """
    this_year = published_year or USUAL_YEAR
    latest = this_year + YEARS_AHEAD
    years_back = latest - short
    return latest - years_back % 100


def format_length(count: float | None, unit: str) -> str:
    """A TIMEX3 duration; None is a number not given.

    >>> format_length(2.5, "Y"), format_length(None, "M"), format_length(90, "TM"), format_length(1, "E")
    ('P2Y6M', 'PXM', 'PT90M', 'P1DE')
    """
    if unit == "FN":
        weeks = None if count is None else count * 2
        return format_length(weeks, "W")
    letters = LETTERS.get(unit, unit)
    start = "PT" if unit.startswith("T") else "P"
    if count is None:
        return f"{start}X{letters}"
    is_whole = count == int(count)
    if is_whole or unit not in (*YEARS, *SMALLER):
        return f"{start}{count:.10g}{letters}"
    if unit in YEARS:
        years = count * YEARS[unit]
        return f"P{years:.10g}Y"
    size, smaller = SMALLER[unit]
    part = count % 1
    number = round(part * size)
    whole = _whole_units(count, letters)
    return f"{start}{whole}{number}{smaller}"


def _whole_units(count: float, letters: str) -> str:
    """The whole units of a length, if it has any."""
    whole = int(count)
    return f"{whole}{letters}" if whole else ""


def read_time(values: dict) -> str | None:
    """The hour of a day, as TIMEX3 writes it; None where the clock has none such.

    >>> read_time({"clock": "7.30pm"}), read_time({"hour": 615})
    ('T19:30', 'T06:15')
    >>> read_time({"past": 30, "hour": 5, "ampm": 12})
    'T17:30'
    >>> read_time({"past": 10, "noon": "T24:00"}), read_time({"before": 5, "noon": "T24:00"})
    ('T00:10', 'T23:55')
    """
    is_by_minutes = not MINUTE_FIELDS.isdisjoint(values)
    if "noon" in values and not is_by_minutes:
        return values["noon"]
    written = _written_hour(values)
    figures = CLOCK.match(written)
    if not figures:
        return None
    parts = [int(part or 0) for part in figures.groups()]
    hour, minute, second = parts
    hour, minute = _minutes_from_hour(hour, minute, values)
    hour = _of_half_day(hour, written, values)
    if hour > 24:
        return None
    if max(minute, second) > 59:
        return None
    time = f"T{hour:02}:{minute:02}"
    if figures[3]:
        time += f":{second:02}"
    return time


def _written_hour(values: dict) -> str:
    """The hour in figures, a colon before its minutes."""
    noon = values.get("noon", "")
    hour = values.get("hour", noon[1:])
    clock = values.get("clock", hour)
    with_colons = PARTING.sub(":", str(clock))
    written = HOURS.sub("", with_colons)
    if not written.isdigit():
        return written
    if len(written) not in (3, 4):
        return written
    # 1653 GMT, 0615 GMT
    hours = written[:-2]
    minutes = written[-2:]
    return f"{hours}:{minutes}"


def _minutes_from_hour(hour: int, minute: int, values: dict) -> tuple[int, int]:
    """Quarter past nine, twenty to eight."""
    if "past" in values:
        minutes_past = _minutes(values["past"])
        return hour % 24, minutes_past
    if "before" in values:
        hour_before = (hour - 1) % 24
        minutes_left = _minutes(values["before"])
        return hour_before, 60 - minutes_left
    return hour, minute


def _minutes(value: int | str) -> int:
    return MINUTES.get(value) or int(value)


def _is_afternoon(hour: int, written: str, values: dict) -> bool:
    """Whether an hour is said to be of the second half of the day."""
    if "p" in written:
        return True
    if values.get("ampm") == 12:
        return True
    part = _part_named(values)
    is_small_hour = hour < 5
    if part == "TNI" and is_small_hour:
        return False
    return part in LATE_PARTS


def _part_named(values: dict) -> str:
    """The part of the day that is named with an hour, if one is."""
    return "TNI" if "tonight" in values else values.get("part", "")


def _of_half_day(hour: int, written: str, values: dict) -> int:
    """The hour of twenty-four; an hour of "evening" is one of the afternoon."""
    if hour == 12 and _part_named(values) in ("TNI", "TMO"):
        return 0  # twenty past twelve last night
    is_afternoon = _is_afternoon(hour, written, values)
    is_marked = "ampm" in values or "a" in written
    if hour > 12:
        return hour
    if is_afternoon:
        return hour % 12 + 12
    return hour % 12 if is_marked else hour


def read_iso(written: str) -> Point | None:
    """A day written year first: 2021-10-08, 2021/10/8."""
    parts = re.split(r"\D", written)
    numbers = map(int, parts)
    return parse_day(*numbers)


def read_figures(
    written: str, day_first: bool, published_year: int | None = None
) -> Point | None:
    """A day in figures, in the article's order of day and month, or the other way where that is no day.

    >>> read_figures("10/8/21", False).begins, read_figures("10/8/21", True).begins
    ((2021, 10, 8), (2021, 8, 10))
    """
    parts = re.split(r"\D", written)
    first, second, year = map(int, parts)
    if year < 100:
        year = full_year(year, published_year)
    monthly = parse_day(year, first, second)
    daily = parse_day(year, second, first)
    if day_first:
        return daily or monthly
    return monthly or daily
