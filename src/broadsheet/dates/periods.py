"""Quarters that figures are reported for, and stretches of months that end with a day or a month."""

import re

from .article import Reader
from .choose import build, complete
from .history import read_year
from .meaning import Anchor, Meaning, Values, dated
from .points import shift, truncate
from .relative import read_count
from .view import Match

FIGURES = re.compile(r"\d+")
MIDDLE_OF_QUARTER = 45  # days before its end
MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12}


def quarter(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The quarter that figures are reported for, or the same in another year."""
    if "month" in values:  # the three months that end there
        end, anchor = _end(match, values, reader)
        if end is None:
            return dated(None, anchor)
        middle = shift(end, -MIDDLE_OF_QUARTER, "D")
        return dated(truncate(middle, "Q"), anchor)
    point, anchor = reader.quarter(match)
    if "quarter" in values:
        point, anchor = complete(match, values, reader)
    if point is None:
        point, anchor = reader.last_quarter()
    if point is None:
        return None
    if "year" in values:
        return dated(point._replace(year=values["year"]), anchor)
    years = match.rule.settings.get("years", 0)
    return dated(shift(point, years, "Y"), anchor)


def months_to(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The three months to September, the year to 30 September 2019: what ends with that month or day."""
    end, anchor = _end(match, values, reader)
    if end is None:
        return None
    count = read_count(values) or 0
    unit = values.first("unit", "units", default="M")
    months = round(count * MONTHS_OF.get(unit, 0))
    if months < 1 or "XXXX" in anchor:
        return None
    after = shift(end, 1, end.unit)._replace(unit="D")
    begin = shift(after, -months, "M")
    return dated(begin._replace(unit="D", months=months), anchor)


def _end(match: Match, values: Values, reader: Reader) -> Anchor:
    named = values.only("month", "day", "ord", "year")
    if "year" not in named:
        return complete(match, named, reader)
    points = build(match, named, named["year"], reader)
    point = points[0] if points else None
    return point, "itself"


def quarter_code(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """Quarters, halves and fiscal years as analysts write them: Q3 2020, 1Q21, H1 FY20, FY2019."""
    code = str(values.get("quarter", values.get("half", "")))
    named = values.only("year", "shortyear")
    part = "quarter" if "quarter" in values else "half"
    if code.isdigit():
        named[part] = int(code)
    elif code:
        number, year = _read_code(code)
        named[part] = number
        named["year"] = year
    if "fiscal" in values:
        named["year"] = values["fiscal"]
    if named.get("year", 1000) < 100:
        named["shortyear"] = named.pop("year")
    published = reader.published
    named_year = read_year(named, published)
    if named_year is None:
        point, anchor = complete(match, named, reader)
        return dated(point, anchor)
    points = build(match, named, named_year, reader)
    return dated(points[0]) if points else None


def _read_code(code: str) -> tuple[int, int]:
    """The number and the year of "1q21", "q3fy20", "2h2019"."""
    first, second = FIGURES.findall(code)
    return int(first), int(second)
