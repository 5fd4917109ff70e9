"""The days that somebody writes into a correction: as TIMEX3 has them, or as a table shows them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from broadsheet.errors import BroadsheetError

FORMS = "2021-10-08, 2021-10, 2021, 2021-W40, 2021-Q3, 8 October 2021 or 2021-10-01 to 2021-10-05"
WRITTEN_DAY = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
WRITTEN_MONTH = ("%B %Y", "%b %Y")
PARTED = re.compile(r"\s+to\s+|\s+until\s+|/|\s*\N{EN DASH}\s*")
HOUR = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::\d\d)?")
HALVES = {"Q": 3, "H": 6}  # months of a quarter, of half a year


@dataclass(frozen=True)
class Days:
    """Days as TIMEX3 writes them, from the first moment to the moment after the last."""

    value: str
    earliest: np.datetime64
    latest: np.datetime64


def read_written_days(text: str) -> Days:
    """Read the days that somebody wrote.

    Args:
        text: A day, a month, a year, a week, a quarter, half a year, a moment, or two of them.

    Raises:
        BroadsheetError: where it is none of these, or the second lies before the first.

    >>> read_written_days("8 Oct 2021").value, str(read_written_days("2021-02").latest)
    ('2021-10-08', '2021-03-01T00:00:00')
    >>> read_written_days("2021-10-01 to 2021-10-05").value
    '2021-10-01/2021-10-05'
    """
    plain = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    parts = [part for part in PARTED.split(plain) if part]
    if len(parts) not in (1, 2):
        raise BroadsheetError(f"{text!r} is not a day; write {FORMS}")
    first = _read(parts[0], text)
    last = _read(parts[-1], text)
    if len(parts) == 1:
        return first
    if last.latest <= first.earliest:
        raise BroadsheetError(f"{text!r} ends before it begins")
    return Days(f"{first.value}/{last.value}", first.earliest, last.latest)


def _read(part: str, text: str) -> Days:
    for read in (_read_hour, _read_week, _read_part_of_year, _read_iso, _read_written):
        days = read(part)
        if days is not None:
            return days
    raise BroadsheetError(f"{text!r} is not a day; write {FORMS}")


def _seconds(moment: np.datetime64) -> np.datetime64:
    return moment.astype("datetime64[s]")


def _moment(text: str, unit: Any) -> np.datetime64 | None:
    try:
        return np.datetime64(text, unit)
    except ValueError:  # a thirteenth month, a thirtieth of February
        return None


def _read_hour(part: str) -> Days | None:
    match = HOUR.fullmatch(part)
    if match is None:
        return None
    day, hour, minute = match.groups()
    moment = _moment(f"{day}T{hour}:{minute}", "m")
    if moment is None:
        return None
    after = moment + np.timedelta64(1, "m")
    return Days(f"{day}T{hour}:{minute}", _seconds(moment), _seconds(after))


def _read_week(part: str) -> Days | None:
    match = re.fullmatch(r"(\d{4})-?W(\d\d?)", part, re.IGNORECASE)
    if match is None:
        return None
    year = int(match[1])
    week = int(match[2])
    try:
        monday = datetime.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    begin = np.datetime64(monday.date(), "D")
    end = begin + np.timedelta64(7, "D")
    return Days(f"{year:04}-W{week:02}", _seconds(begin), _seconds(end))


def _read_part_of_year(part: str) -> Days | None:
    match = re.fullmatch(r"(\d{4})-?([QH])([1-4])", part, re.IGNORECASE)
    if match is None:
        return None
    letter = match[2].upper()
    number = int(match[3])
    months = HALVES[letter]
    if number * months > 12:
        return None
    year = np.datetime64(match[1], "M")
    begin = year + np.timedelta64((number - 1) * months, "M")
    end = begin + np.timedelta64(months, "M")
    return Days(f"{match[1]}-{letter}{number}", _seconds(begin), _seconds(end))


def _read_iso(part: str) -> Days | None:
    units = {4: "Y", 7: "M", 10: "D"}
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", part):
        return None
    return _of_unit(part, units[len(part)])


def _of_unit(value: str, unit: str) -> Days | None:
    begin = _moment(value, unit)
    if begin is None:
        return None
    return Days(value, _seconds(begin), _seconds(begin + 1))


def _read_written(part: str) -> Days | None:
    for unit, length, forms in (("D", 10, WRITTEN_DAY), ("M", 7, WRITTEN_MONTH)):
        for form in forms:
            try:
                moment = datetime.strptime(part, form)
            except ValueError:
                continue
            return _of_unit(moment.date().isoformat()[:length], unit)
    return None
