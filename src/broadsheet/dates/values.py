"""From the words of an expression to numbers, durations, hours and holidays."""

import re
from calendar import monthrange
from datetime import date

from .grammar import load
from .points import Point, parse_day, shift

LETTERS = {"E": "DE", "C": "CE", "TS": "S", "TM": "M", "TH": "H"}  # in a TIMEX3 duration
YEARS = {"E": 10, "C": 100}
SMALLER = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S")}  # what half of a unit is given in


def read_value(table: str, words: list[str]) -> int | str | float:
    """The value of a field: as the grammar's table has it, or read from its figures."""
    if table in ("NUMBER", "SPELLED", "DIGITS", "DAY", "YEAR"):
        return read_number(words)
    known = load().values.get(table, {})
    figures = re.sub(r"\D", "", words[0])
    fallback = int(figures) if figures and table in ("ORD", "QCODE", "DECADE") else words[0]
    return known.get(" ".join(words), fallback)


def read_number(words: list[str]) -> float:
    """The number that words and figures spell.

    >>> read_number(["two", "and", "a", "half"]), read_number(["nineteen", "ninety", "-", "seven"])
    (2.5, 1997)
    """
    cards, total, current = load().values["CARD"], 0.0, 0.0
    for word in words:
        value = cards.get(word, {"half": 0.5, "couple": 2, "dozen": 12}.get(word, 0))
        if "/" in word:
            above, below = map(int, word.split("/"))
            value = above / (below or 1)
        elif word[0].isdigit():
            value = float(word.replace(",", ""))
        if word in ("hundred", "dozen"):
            current = max(current, 1) * value
        elif word in ("thousand", "million"):
            total, current = total + max(current, 1) * value, 0
        elif 10 <= current < 100 and 10 <= value < 100:  # nineteen ninety
            current = current * 100 + value
        else:
            current += value
    total += current
    return int(total) if total == int(total) else total


def format_length(count: float | None, unit: str) -> str:
    """A TIMEX3 duration; None is a number not given.

    >>> format_length(2.5, "Y"), format_length(None, "M"), format_length(90, "TM"), format_length(1, "E")
    ('P2Y6M', 'PXM', 'PT90M', 'P1DE')
    """
    letters, time = LETTERS.get(unit, unit), "T" * unit.startswith("T")
    if count is None:
        return f"P{time}X{letters}"
    if count % 1 and unit in YEARS:
        return f"P{count * YEARS[unit]:.10g}Y"
    if count % 1 and unit in SMALLER:
        size, smaller = SMALLER[unit]
        whole = f"{int(count)}{letters}" if count >= 1 else ""
        return f"P{time}{whole}{round(count % 1 * size)}{smaller}"
    return f"P{time}{count:.10g}{letters}"


def read_time(values: dict) -> str | None:
    """The hour of a day, as TIMEX3 writes it."""
    if "noon" in values:
        return values["noon"]
    written = str(values.get("clock", values.get("hour"))).replace(".", ":", 1)
    if len(written) == 4 and written.isdigit():  # 1653 GMT
        written = f"{written[:2]}:{written[2:]}"
    figures = re.match(r"(\d+)(?::(\d\d))?", written)
    if not figures:
        return None
    hour, minute = int(figures[1]), int(figures[2] or 0)
    afternoon = values.get("ampm") == 12 or "p" in written or values.get("part") in ("TAF", "TEV", "TNI")
    if hour <= 12 and (afternoon or "ampm" in values or "a" in written):
        hour = hour % 12 + 12 * afternoon
    return f"T{hour:02}:{minute:02}" if hour < 25 and minute < 60 else None


def read_day(values: dict) -> Point | None:
    """A day in figures: 2021-10-08 or, month first unless that cannot be, 10/8/21."""
    if "iso" in values:
        return parse_day(*map(int, values["iso"].split("-")))
    month, day, year = map(int, values["slash"].split("/"))
    month, day = (day, month) if month > 12 else (month, day)
    return parse_day(year + (0 if year > 99 else 2000 if year < 70 else 1900), month, day)


def find_holiday(rule: str, year: int) -> Point | None:
    """A holiday: "12-25", "11-4-4" (month, weekday, which), "11-1-1+1" (and days after) or "easter-2"."""
    if not 1 < year < 9998:
        return None
    if rule.startswith("easter"):
        return shift(_easter(year), int(rule.removeprefix("easter")), "D")
    parts = re.fullmatch(r"(\d+)-(\d+)(?:-(-?\d))?(?:\+(\d))?(?:/2)?", rule).groups()
    month, day, which, more = (part and int(part) for part in parts)
    if which is None:
        return parse_day(year, month, day)
    days = [date(year, month, each) for each in range(1, monthrange(year, month)[1] + 1)]
    right = [each for each in days if each.isoweekday() == day][which - (which > 0)]
    return shift(Point("D", year, month, right.day), more or 0, "D")


def _easter(year: int) -> Point:
    """Easter Sunday, after Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return Point("D", year, month, day + 1)
