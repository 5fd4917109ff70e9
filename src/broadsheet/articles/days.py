"""The day, and the hour, that an article gives as its own."""

import re
import tomllib
from contextlib import suppress
from datetime import UTC, datetime
from importlib import resources

import pandas as pd

# Month names of the languages that exports and pages come in, folded, and the number of each.
_NAMES = tomllib.loads(resources.files(__package__).joinpath("months.toml").read_text("utf-8"))
MONTHS = {
    name: int(month)
    for months in _NAMES.values()
    for month, names in months.items()
    for name in names.split()
}

DATE = re.compile(
    r"""(?<!\d)(?:
    # 2021-10-08, 2021/10/8, 20211008
      (?P<year>\d{4}) (?P<dash>[-/.]?) (?P<month>\d\d?) (?P=dash) (?P<day>\d\d?) (?=\D|$)
    # 8.10.2021, 10/8/21
    | (?P<a>\d\d?) (?P<mark>[-/.]) (?P<b>\d\d?) (?P=mark) (?P<short>\d{4}|\d\d) (?=\D|$)
    # 8 October 2021, 8. Oktober 2021, 8 de octubre de 2021
    | (?P<day2>\d\d?) (?:st|nd|rd|th|\.|º)? [\s-]+ (?:(?:de|of)\s+)? (?P<name2>[^\W\d_]{3,12}) \.?,? [\s-]+
      (?:de\s+)? (?P<year2>\d{4})
    # October 8, 2021, Oct. 8th 2021
    | (?P<name3>[^\W\d_]{3,12}) \.? \s+ (?P<day3>\d\d?) (?:st|nd|rd|th)? ,? \s+ (?P<year3>\d{4})
    )""",
    re.X,
)
HOUR = re.compile(
    r"""(?<!\d)(?P<hour>\d\d?) [:.] (?P<minute>\d\d) (?: :(?P<second>\d\d) (?:[.,]\d+)? )? \s*
    (?P<half>[ap]\.?m\b\.?)? \s* (?P<zone>Z\b|UTC|GMT|BST|CES?T|[ECMPA][SD]?T\b|[+-]\d\d:?\d\d)?""",
    re.X | re.I,
)
LONGEST = 120  # characters looked at: a cell that holds more is no day
YEARS = range(1700, 2200)  # what a newspaper can have on it, and a frame can hold


def read_day(text, day_first=None):
    """The moment in its own zone, and the zone as written; None where it is no day or could be two.

    >>> read_day("September 30, 2015 Wednesday 9:03 AM GMT")
    (datetime.datetime(2015, 9, 30, 9, 3), 'GMT')
    >>> read_day("10/8/21"), read_day("10/8/21", day_first=False)
    (None, (datetime.datetime(2021, 10, 8, 0, 0), None))
    """
    text = str(text).strip()[:LONGEST]
    if re.fullmatch(r"\d{10}(\d{3})?(\.0)?", text):  # seconds or milliseconds since 1970
        text = datetime.fromtimestamp(int(text[:10]), UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    found = DATE.search(text)
    if not found:
        return None
    part = found.groupdict()
    year, month, day = part["year"], part["month"], part["day"]
    if part["a"]:
        year, (day, month) = part["short"], _order(int(part["a"]), int(part["b"]), part["mark"], day_first)
        year = year if len(year) == 4 else ("20" if year < "69" else "19") + year  # as POSIX does
    elif not year:
        name, day, year = (part[k + n] for n in "23" if part["year" + n] for k in ("name", "day", "year"))
        month = MONTHS.get(name.casefold())
    hour, zone = _hour(text[: found.start()] + " " + text[found.end() :])
    for clock in (hour, ()) if month and int(year) in YEARS else ():
        with suppress(ValueError):  # there is no such hour, or no such day
            return datetime(int(year), int(month), int(day), *clock), zone
    return None


def _order(a, b, mark, day_first):
    if a > 12 or mark == ".":
        return a, b
    if b > 12:
        return b, a
    return (None, None) if day_first is None and a != b else (a, b) if day_first else (b, a)


def _hour(rest):
    found = HOUR.search(rest)
    if not found:
        return (), None
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    return (hour, minute, second), found["zone"]


def read_days(raw, day_first=None):
    """Moments, zones and a note for a column as a whole: one unambiguous day tells the order of the rest."""
    known = {value: read_day(value, day_first) for value in raw.dropna().unique()}
    note = None
    unread = [value for value in known if known[value] is None and read_day(value, True)]
    if unread:
        parts = pd.Series(list(known), dtype="str").str[:LONGEST].str.extract(DATE)
        beyond = parts.loc[parts["mark"] != ".", ["a", "b"]].astype(float) > 12  # more than a month can be
        orders = beyond.loc[beyond["a"] != beyond["b"], "a"].unique()
        if len(orders) == 1:
            known |= {value: read_day(value, orders[0]) for value in unread}
            first = "day" if orders[0] else "month"
            note = f"days such as {unread[0]!r} are read {first} first, as others there must be"
        else:
            note = f"days such as {unread[0]!r} could be read two ways: say day_first=True or day_first=False"
    moments = raw.map(lambda value: (known.get(value) or (pd.NaT,))[0])
    zones = raw.map(lambda value: (known.get(value) or (None, None))[1])
    return pd.to_datetime(moments).astype("datetime64[ns]"), zones.astype("str"), note
