"""Quarters that figures are reported for, and stretches of months that end with a day or a month."""

import re

from .article import Reader
from .choose import build
from .complete import complete
from .history import read_year
from .meaning import Anchor, Meaning, Values, dated
from .points import Point, shift, truncate
from .relative import read_count
from .view import Match
from .weekdays import complete_weekday

FIGURES = re.compile(r"\d+")
FULL_YEAR = 1000  # at least, where it is not written in two figures
MIDDLE_OF_QUARTER = 45  # days before its end
# Of accounts and output, in a paragraph whose "first half" is that of a year.
AMOUNTS = re.compile(
    r"[%$£€¥₹₦]|\bper ?cent\b|\d ?(m|bn|million|billion|crore|lakh|units)\b"
    r"|\b(sales|profits?|revenues?|earnings|exports|imports|output|turnover|rents|growth|inflation)\b",
    re.IGNORECASE,
)
PARTS_OF_YEARS = frozenset(["quarter", "half", "fiscal"])
JUST_BEFORE = 150  # characters within which "the third" is the quarter after the second
MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12}
DAYS_OF = {"D": 1, "W": 7, "FN": 14}


def quarter(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The quarter that figures are reported for, or the same in another year."""
    if "month" in values:  # the three months that end there
        return _quarter_to(match, values, reader)
    point, anchor = reader.quarter(match)
    if "quarter" in values:
        point, anchor = complete(match, values, reader)
    if point is None:
        point, anchor = reader.last_quarter()
    if point is None:
        return None
    if "year" in values:
        of_year = point._replace(year=values["year"])
        return dated(of_year, anchor)
    years = match.rule.settings.get("years", 0)
    moved = shift(point, years, "Y")
    return dated(moved, anchor)


def _quarter_to(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The quarter that ends with a month or a day."""
    end, anchor = _end(match, values, reader)
    if end is None:
        return None
    middle = shift(end, -MIDDLE_OF_QUARTER, "D")
    point = truncate(middle, "Q")
    return dated(point, anchor)


def quarter_beside(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The third, after "in the second quarter": the one of that number which follows it."""
    if reader.previous is None:
        return None
    other, meaning = reader.previous
    before = meaning.point
    if before is None or before.unit != "Q" or match.start - other.end > JUST_BEFORE:
        return None
    points = build(match, Values(quarter=values["beside"]), before.year, reader)
    if not points or points[0] == before:
        return None
    (point,) = points
    years = int(point.begins < before.begins)
    return dated(shift(point, years, "Y"), f"text:{other.start}")


def half_in_question(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The first half, where a paragraph gives figures of quarters and halves; H1, with any figures."""
    begin, end = reader.paragraph(match)
    if not AMOUNTS.search(reader.written, begin, end):
        return None
    if "alone" in match.rule.settings:
        point, anchor = complete(match, values, reader)
        return dated(point, anchor)
    low, high = reader.first_match_from(begin), reader.first_match_from(end)
    for other in reader.matches[low:high]:
        if other.rule.name != match.rule.name and other.names(*PARTS_OF_YEARS):
            point, anchor = complete(match, values, reader)
            return dated(point, anchor)
    return None


def months_to(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The three months to September, the 30 days to 5 January: what ends with that month or day."""
    end, anchor = _end(match, values, reader)
    if end is None or "XXXX" in anchor:
        return None
    day_after = shift(end, 1, end.unit)
    after = day_after._replace(unit="D")
    stretch = _stretch_before(after, values)
    return dated(stretch, anchor)


def _stretch_before(after: Point, values: Values) -> Point | None:
    """So many months, weeks or days before a day."""
    count = read_count(values) or 0
    unit = values.first("unit", "units", default="M")
    days = round(count * DAYS_OF.get(unit, 0))
    months = round(count * MONTHS_OF.get(unit, 0))
    if max(days, months) < 1:
        return None
    begin = shift(after, -days, "D") if days else shift(after, -months, "M")
    return begin._replace(unit="D", months=months, days=days)


def _end(match: Match, values: Values, reader: Reader) -> Anchor:
    if "weekday" in values:
        return complete_weekday(match, values, reader)
    named = values.only("month", "day", "ord", "year")
    if "year" not in named:
        return complete(match, named, reader)
    year = named["year"]
    points = build(match, named, year, reader)
    if not points:
        return None, "itself"
    return points[0], "itself"


def quarter_code(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """Quarters, halves and fiscal years as analysts write them: Q3 2020, 1Q21, H1 FY20, FY2019."""
    named = values.only("year", "shortyear")
    codes = _read_codes(values)
    named.update(codes)
    written = named.get("year", FULL_YEAR)
    if written < 100:
        named["shortyear"] = named.pop("year")
    year = read_year(named, reader.published)
    if year is None:
        point, anchor = complete(match, named, reader)
        return dated(point, anchor)
    points = build(match, named, year, reader)
    if not points:
        return None
    return dated(points[0])


def _read_codes(values: Values) -> dict[str, int]:
    """What a code of a quarter, a half or a fiscal year names."""
    named = {}
    for part in ("quarter", "half"):
        code = str(values.get(part, ""))
        if code.isdigit():
            named[part] = int(code)
        elif code:
            named[part], named["year"] = _read_code(code)
    if "fiscal" in values:
        named["year"] = values["fiscal"]
    return named


def _read_code(code: str) -> tuple[int, int]:
    """The number and the year of "1q21", "q3fy20", "2h2019"."""
    figures = FIGURES.findall(code)
    number, year = map(int, figures)
    return number, year
