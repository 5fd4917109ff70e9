"""The day, and the hour, that an article gives as its own."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from importlib import resources
from unicodedata import digit

import pandas as pd

# Month names of the languages that exports and pages come in, folded, and the number of each.
_NAMES = tomllib.loads(
    resources.files(__package__).joinpath("months.toml").read_text("utf-8")
)
MONTHS = {
    name: int(month)
    for months in _NAMES.values()
    for month, names in months.items()
    for name in names.split()
}

Moment = tuple[datetime, str | None]

LONGEST = 160  # characters looked at: a cell that holds more is no day
YEARS = range(1700, 2200)  # what a newspaper can have on it, and a frame can hold

NUMERIC = re.compile(
    r"""(?<!\d)(?:
    # 2021-10-08, 2021/10/8, 20211008
      (?P<year>\d{4}) (?P<dash>[-/.]?) (?P<month>\d\d?) (?P=dash) (?P<day>\d\d?) (?=\D|$)
    # 8.10.2021, 10/8/21
    | (?P<a>\d\d?) (?P<mark>[-/.])[ ]? (?P<b>\d\d?) (?P=mark)[ ]? (?P<short>\d{4}|\d\d) (?=\D|$)
    )""",
    re.X,
)
# 2011-05-02, 2011-05-02T07:00:00.000Z: by far the commonest, and quickly read
ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
# 1066-10-14, 2999/1/1: days in a year that no newspaper has
WRITTEN_YEAR = re.compile(r"(?P<year>[1-9]\d{3})(?P<mark>[-/.])\d\d?(?P=mark)\d\d?\b")
# 20110502070000, 20110502T070000Z, 2011-05-02-07-00-00
STAMP = re.compile(
    r"""(?<!\d)(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)[T_-]?
    (?P<hour>\d\d)[:-]?(?P<minute>\d\d)(?:[:-]?(?P<second>\d\d))?(?P<zone>Z|[+-]\d{4})?(?!\d)""",
    re.X,
)
WITH_SIGNS = re.compile(  # 2011年5月2日, 2011년 5월 2일
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d\d?)\s*[月월]\s*(?P<day>\d\d?)\s*[日号號일]"
)
# Figures of other scripts, the eras of Japan by the year before their first, and a month by its number.
FIGURE = re.compile(r"[^\D0-9]")
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
ERA = re.compile(rf"(?P<era>{'|'.join(ERAS)})\s*(?P<number>\d{{1,2}}|元)\s*年")
IN_VIETNAMESE = re.compile(
    r"(?P<day>\d\d?)\s+tháng\s+(?P<month>\d\d?),?\s+(?:năm\s+)?(?P<year>\d{4})", re.I
)
# 2011-W18, 2011W181: an issue of a week is of its first day.
WEEK = re.compile(r"(?P<year>\d{4})-?W(?P<week>\d\d)(?:-?(?P<day>[1-7]))?", re.I)
# How programs write a moment: Python's call, JSON of .NET, the "D:" of PDF.
PROGRAM_STARTS = frozenset("dT/D")
CALL = re.compile(
    r"(?:datetime\.)?(?:datetime|date|Timestamp)\((?P<year>\d{4}), (?P<month>\d\d?), (?P<day>\d\d?)"
)
TICKS = re.compile(r"/Date\((-?\d{10,13})[+-]?\d*\)/")
ORDINAL = r"(?:st|nd|rd|th|er|ter|\.|º|°)?"
NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
DAY_NAME_YEAR = (
    re.compile(  # 8 October 2021, 8. Oktober 2021, 8 de octubre de 2021, 8-Oct-21
        rf"(?<!\d)(?P<day>\d\d?)\s*{ORDINAL}[\s,/-]*(?:(?:de|of|di|den)\s+)?{NAME}"
        r"[\s,./-]*(?:(?:de|del|di)\s+)?(?P<year>\d{4}|(?<=-)\d\d)(?!\d)"
    )
)
NAME_DAY_YEAR = re.compile(  # October 8, 2021, Oct. 8th 2021, May-02-2011
    rf"(?<![^\W\d_]){NAME}[\s/-]*(?P<day>\d\d?)(?!\d)\s*(?:st|nd|rd|th)?[\s,./-]+(?P<year>\d{{4}})(?!\d)"
)
YEAR_NAME_DAY = re.compile(  # 2021 October 8, 2011-May-02
    rf"(?<!\d)(?P<year>\d{{4}})[\s,/-]+{NAME}[\s/-]+(?P<day>\d\d?)(?!\d)"
)
# Mon May 02 07:00:00 +0000 2011, as Twitter and `date` write it
YEAR_LAST = re.compile(
    rf"{NAME}\s+(?P<day>\d\d?)\s+(?P<clock>\d\d?:\d\d(?::\d\d)?\s*(?P<zone>[+-]\d{{4}}|[A-Z]{{3,4}})?)\s+(?P<year>\d{{4}})(?!\d)"
)
# 2-4 May 2011, May 2-4, 2011, 30 April - 2 May 2011: an issue of several days is of the first of them.
RANGES = [
    re.compile(
        rf"(?<!\d)(?P<day>\d\d?)\s*{ORDINAL}\s*(?:-|–|—|/|&|and|to|und|bis)\s*\d\d?\s*{ORDINAL}\s*"
        rf"(?:(?:de|of)\s+)?{NAME}[\s,]+(?P<year>\d{{4}})(?!\d)"
    ),
    re.compile(
        rf"(?<![^\W\d_]){NAME}\s*(?P<day>\d\d?)\s*(?:-|–|—|/|&|and|to)\s*\d\d?\s*,?\s+(?P<year>\d{{4}})(?!\d)"
    ),
    re.compile(
        rf"(?<!\d)(?P<day>\d\d?)\s*{ORDINAL}\s*{NAME}\s*(?:-|–|—|to|bis)\s*\d\d?\s*{ORDINAL}\s*[^\W\d_]{{3,12}}"
        r"[\s,]+(?P<year>\d{4})(?!\d)"
    ),
    re.compile(
        rf"(?<![^\W\d_]){NAME}\s*(?P<day>\d\d?)\s*(?:-|–|—|to)\s*[^\W\d_]{{3,12}}\.?\s*\d\d?\s*,?\s+(?P<year>\d{{4}})(?!\d)"
    ),
]
HOUR = re.compile(
    r"""(?<![\d.,])(?P<hour>\d\d?) [:.h] (?P<minute>\d\d) (?: :(?P<second>\d\d) (?:[.,]\d+)? )? \s*
    (?P<half>[ap]\.?m\b\.?)? \s* (?P<zone>Z\b|UTC|GMT|BST|CES?T|[ECMPA][SD]?T\b|[+-]\d\d:?\d\d)?""",
    re.X | re.I,
)
HOUR_ALONE = re.compile(r"(?<![\d:.])(?P<hour>\d\d?)\s*(?P<half>[ap]\.?m\b\.?)", re.I)
# "Updated 3 May 2011; Published 2 May 2011": what follows a word of publication goes before the rest.
PUBLISHED = re.compile(
    r"\b(first published|originally published|published|publication|posted|created"
    r"|veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd|geplaatst)\b[\s:]*(on|at|am|le|el|il|em|op)?",
    re.I,
)
CHANGED = re.compile(
    r"\b(last )?(updated|modified|edited|changed|aktualisiert|geändert|mis à jour|modifié"
    r"|actualizado|aggiornato|atualizado|bijgewerkt|gewijzigd)\b",
    re.I,
)
SECONDS = re.compile(r"-?\d{9,10}(?:\.\d+)?")
FINER = re.compile(r"\d{13}|\d{16}|\d{19}")
# Days of a spreadsheet since 30 December 1899: 15,000 is in 1941, 73,050 the last day of 2099.
SERIAL = re.compile(r"(?P<days>\d{5})(?P<part>\.\d+)?")
SERIALS = range(15_000, 73_051)
SPREADSHEET = datetime(1899, 12, 30)


def read_day(text: object, day_first: bool | None = None) -> Moment | None:
    """The moment in its own zone, and the zone as written; None where it is no day or could be two.

    >>> read_day("September 30, 2015 Wednesday 9:03 AM GMT")
    (datetime.datetime(2015, 9, 30, 9, 3), 'GMT')
    >>> read_day("10/8/21"), read_day("10/8/21", day_first=False)
    (None, (datetime.datetime(2021, 10, 8, 0, 0), None))
    """
    written = str(text).strip()[:LONGEST]
    if not written:
        return None
    if not written.isascii():
        written = _with_our_figures(written)
    if written[0] in PROGRAM_STARTS:
        written = _without_notation(written)
    for read in (_iso, _stamp, _week, _number):
        moment = read(written)
        if moment is not None:
            return moment
    return _written_day(_first_publication(written), day_first)


def _with_our_figures(written: str) -> str:
    """A day with Arabic, Indian or wide figures, or a Japanese era, in ours."""
    figures = FIGURE.sub(lambda match: str(digit(match[0])), written)
    return ERA.sub(_year_of_era, figures)


def _year_of_era(match: re.Match) -> str:
    number = 1 if match["number"] == "元" else int(match["number"])
    return f"{ERAS[match['era']] + number}年"


def _without_notation(written: str) -> str:
    """A day as a program would show it to people: `datetime.date(2011, 5, 2)`, `/Date(1304319600000)/`."""
    match = CALL.match(written)
    if match:
        return f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}"
    match = TICKS.match(written)
    if match:
        return match[1]
    return written.removeprefix("D:").removesuffix("Z")


def _first_publication(written: str) -> str:
    """The part of a line that tells the publication, where another tells a change."""
    published = PUBLISHED.search(written)
    if published is None:
        return written
    changed = CHANGED.search(written)
    if changed is None:
        return written
    if changed.start() > published.start():
        return written[published.end() : changed.start()]
    return written[published.end() :]


def _iso(written: str) -> Moment | None:
    match = ISO.fullmatch(written)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    clock = (hour, minute, second or "0") if hour else ()
    return _moment(year, month, day, clock, zone)


def _stamp(written: str) -> Moment | None:
    """All digits of a moment in a row, as archives and databases write it."""
    match = STAMP.fullmatch(written)
    if match is None:
        return None
    clock = (match["hour"], match["minute"], match["second"] or "0")
    return _moment(match["year"], match["month"], match["day"], clock, match["zone"])


def _week(written: str) -> Moment | None:
    """A week by its number, as ISO 8601 has it, or a day of one."""
    match = WEEK.fullmatch(written)
    if match is None:
        return None
    if int(match["year"]) not in YEARS:
        return None
    day = int(match["day"] or 1)
    try:
        return datetime.fromisocalendar(
            int(match["year"]), int(match["week"]), day
        ), None
    except ValueError:  # there is no such week
        return None


def _number(written: str) -> Moment | None:
    """Seconds or finer since 1970, or the days of a spreadsheet."""
    if SECONDS.fullmatch(written):
        return _since_1970(float(written))
    if FINER.fullmatch(written):
        return _since_1970(int(written) / 10 ** (len(written) - 10))
    serial = SERIAL.fullmatch(written)
    if serial and int(serial["days"]) in SERIALS:
        part = round(float(serial["part"] or 0) * 86_400)
        return SPREADSHEET + timedelta(days=int(serial["days"]), seconds=part), None
    return None


def _since_1970(seconds: float) -> Moment | None:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    moment = epoch + timedelta(seconds=int(seconds))
    moment = moment.replace(tzinfo=None)
    if moment.year in YEARS:
        return (moment, "UTC")
    return None


def _written_day(written: str, day_first: bool | None) -> Moment | None:
    """A day in figures or with the month's name, whichever comes first."""
    match = YEAR_LAST.search(written)
    if match and _month(match):
        clock, _ = _hour(match["clock"])
        return _moment(
            match["year"], str(_month(match)), match["day"], clock, match["zone"]
        )
    matches = [
        match
        for match in (
            NUMERIC.search(written),
            WITH_SIGNS.search(written),
            IN_VIETNAMESE.search(written),
        )
        if match
    ]
    matches += _with_names(written)
    if not matches:
        return None
    first = min(matches, key=lambda match: match.start())
    parts = first.groupdict()
    before = written[: first.start()]
    after = written[first.end() :]
    clock, zone = _hour(f"{before} {after}")
    if parts.get("a"):
        left = int(parts["a"])
        right = int(parts["b"])
        day, month = _order(left, right, parts["mark"], day_first)
        return _moment(_long_year(parts["short"]), month, day, clock, zone)
    number = parts.get("month") or _month(first)
    return _moment(_long_year(parts["year"]), number, parts["day"], clock, zone)


def _with_names(written: str) -> list[re.Match]:
    """Days with the name of a month; a range goes before its own last day."""
    for pattern in RANGES:
        match = pattern.search(written)
        if match and _month(match):
            return [match]
    found = []
    for pattern in (DAY_NAME_YEAR, NAME_DAY_YEAR, YEAR_NAME_DAY):
        match = pattern.search(written)
        if match and _month(match):
            found.append(match)
    return found


def _month(match: re.Match) -> int | None:
    return MONTHS.get(match["name"].casefold())


def _long_year(year: str) -> str:
    """Two figures as POSIX reads them: 69 to 99 are of the last century."""
    if len(year) == 4:
        return year
    return ("20" if year < "69" else "19") + year


def _order(
    a: int, b: int, mark: str, day_first: bool | None
) -> tuple[int | None, int | None]:
    """Day and month of 10/8/21; with full stops the day is always first."""
    if a > 12:
        return a, b
    if mark == ".":
        return a, b
    if b > 12:
        return b, a
    if day_first is None and a != b:
        return None, None
    if day_first:
        return (a, b)
    return (b, a)


def _moment(
    year: object, month: object, day: object, clock: tuple, zone: str | None
) -> Moment | None:
    """The moment, without an hour that there is not; None where there is no such day."""
    if not month:
        return None
    if int(str(year)) not in YEARS:
        return None
    for hour in (clock, ()):
        try:
            figures = [int(str(part)) for part in (year, month, day, *hour)]
            return datetime(*figures), zone  # type: ignore[arg-type]
        except ValueError:  # there is no such hour, or no such day
            continue
    return None


def _hour(rest: str) -> tuple[tuple[int, ...], str | None]:
    match = HOUR.search(rest)
    if match:
        minute = int(match["minute"])
        second = int(match["second"] or 0)
        return (_of_day(match), minute, second), match["zone"]
    match = HOUR_ALONE.search(rest)
    if match:
        return ((_of_day(match), 0, 0), None)
    return ((), None)


def _of_day(match: re.Match) -> int:
    hour = int(match["hour"])
    half = (match["half"] or "").lower()
    if not half:
        return hour
    return hour % 12 + (12 if half.startswith("p") else 0)


def read_days(
    raw: pd.Series, day_first: bool | None = None
) -> tuple[pd.Series, pd.Series, str | None]:
    """Read a column of days as a whole: one unambiguous day tells the order of the rest.

    Args:
        raw: The days as written.
        day_first: Whether 10/8/21 is in August; None where the column itself must tell.

    Returns:
        The moments, the zones as written, and a note on how the order was decided.
    """
    moments = {value: read_day(value, day_first) for value in raw.dropna().unique()}
    unread = [
        value
        for value, moment in moments.items()
        if moment is None and read_day(value, True)
    ]
    note = None
    if unread:
        first = _order_of(moments)
        note = f"days such as {unread[0]!r} could be read two ways: say day_first=True or day_first=False"
        if first is not None:
            moments |= {value: read_day(value, first) for value in unread}
            order = "day" if first else "month"
            note = f"days such as {unread[0]!r} are read {order} first, as others there must be"
    days = raw.map(lambda value: (moments.get(value) or (pd.NaT, None))[0])
    zones = raw.map(lambda value: (moments.get(value) or (None, None))[1])
    return pd.to_datetime(days).astype("datetime64[ns]"), zones.astype("str"), note


def why_unread(written: object) -> tuple[str, str]:
    """Return what is wrong with a day that could not be read, and what to do.

    >>> why_unread("1066-10-14")[0]
    "day '1066-10-14' lies before 1700; the article is kept without a day"
    >>> why_unread("some day")[0]
    "day 'some day' could not be read; the article is kept without a day"
    """
    fault = "could not be read"
    remedy = "write days as 2021-10-08, or say day_first="
    match = WRITTEN_YEAR.match(str(written).strip())
    if match and int(match["year"]) < YEARS.start:
        fault = f"lies before {YEARS.start}"
        remedy = "give the day on which it was published, or leave it empty"
    elif match and int(match["year"]) >= YEARS.stop:
        fault = f"lies after {YEARS.stop - 1}"
        remedy = "give the day on which it was published, or leave it empty"
    return f"day {written!r} {fault}; the article is kept without a day", remedy


def _order_of(written: dict) -> bool | None:
    """True where days above twelve come first in the column, False where they come second."""
    texts = pd.Series(list(written), dtype="str")
    parts = texts.str[:LONGEST].str.extract(NUMERIC)
    beyond = (
        parts.loc[parts["mark"] != ".", ["a", "b"]].astype(float) > 12
    )  # more than a month can be
    is_decided = beyond["a"] != beyond["b"]
    orders = beyond.loc[is_decided, "a"].unique()
    if len(orders) == 1:
        return bool(orders[0])
    return None
