"""The days, months or seasons of a name around a point, and the choice of one of them."""

from collections.abc import Sequence
from functools import lru_cache

from .article import Reader
from .holidays import find_holidays, rule_in_country, varies
from .meaning import Values
from .places import Country, country_named_last, gazetteer, key_of_day
from .points import Point, months_between, parse_day, shift, truncate, weekday
from .view import Match

WEEK = 7
WEEKS_AROUND = (-2, -1, 0, 1, 2)
WORDS_TO_COUNTRY = (
    30  # before a holiday within which the country is named that holds it
)
LEAP_YEARS = 4  # from one to the next
SOUTHERN = {
    3: 9,
    6: 12,
    9: 3,
    12: 6,
}  # the month that a season begins in, south of the equator


def build(match: Match, values: Values, year: int, reader: Reader) -> list[Point]:
    """What month, day, season, quarter, half or holiday name in a year; the year itself if none."""
    if "holiday" in values:
        rule = _holiday_rule(match, values, reader)
        return find_holidays(rule, year)
    if "month" in values:
        return _month_or_day(values, year)
    if "season" in values:
        season = _season(values["season"], year, reader)
        return [season]
    if "quarter" in values:
        quarter = values["quarter"]
        return _quarters(year, quarter)
    if "half" in values:
        month = 1 if values["half"] == 1 else 7
        return [Point("H", year, month)]
    return [Point("Y", year)]


def _month_or_day(values: Values, year: int) -> list[Point]:
    """A month of a year, or a day of it, if there is such a day."""
    month = values["month"]
    day = values.first("day", "ord")
    if not day:
        return [Point("M", year, month)]
    point = parse_day(year, month, day)
    return [point] if point else []


def _quarters(year: int, quarter: int) -> list[Point]:
    """A quarter of a year, if there is such a quarter."""
    if not 1 <= quarter <= 4:
        return []
    first_month = 3 * quarter - 2
    return [Point("Q", year, first_month)]


def _holiday_rule(match: Match, values: Values, reader: Reader) -> str:
    usual = values["holiday"]
    _, words = match.fields["holiday"][0]
    name = key_of_day(" ".join(words))
    if varies(usual):
        country = reader.setting.country
        return rule_in_country(usual, country.code) if country else usual
    if name not in gazetteer().varying_holidays:
        return usual
    written = reader.written[match.start : match.end]
    is_name = written[1:].lower() != written[1:]
    if name in gazetteer().holidays_of_one and is_name:
        return usual  # Election Day, with capitals, wherever it is told of
    country = _country_before(match, name, usual, reader)
    if country:
        return country.holidays[name]
    return reader.setting.holiday_rule(name, usual)


def is_open_holiday(match: Match, values: Values, reader: Reader) -> bool:
    """Whether a holiday is one that countries have on days of their own, and nothing tells the country."""
    if "holiday" not in values:
        return False
    _, words = match.fields["holiday"][0]
    return reader.setting.is_open(key_of_day(" ".join(words)), values["holiday"])


def _country_before(
    match: Match, holiday: str, usual: str, reader: Reader
) -> Country | None:
    """The country named a little before a holiday that has a day of its own for it."""
    view = reader.view
    first_of_article = view.first_row(match.first)
    first = max(first_of_article, match.first - WORDS_TO_COUNTRY)
    words = view.words_of(first, match.first)
    return country_named_last(words, holiday, usual)


def _season(month: int, year: int, reader: Reader) -> Point:
    if reader.setting.south:
        return Point("SS", year, SOUTHERN[month])
    return Point("S", year, month)


def points_around(
    match: Match, values: Values, year: int, reader: Reader
) -> list[Point]:
    """What is named in this year and those beside it."""
    every = 1
    if "holiday" in values:
        _, _, years = values["holiday"].partition("/")
        every = int(years or 1)
    around = every
    if values.get("day") == 29:
        around = LEAP_YEARS
    elif "season" in values:
        around = 2  # in January, last winter began in the year before the last one
    points = []
    for other in range(year - around, year + around + 1):
        if other % every == 0:
            points += build(match, values, other, reader)
    return points


def choose(
    points: Sequence[Point], base: Point, side: int | None, weight: float
) -> Point | None:
    """The nearest point before (side -1) or after (1) the base or, the future weighed, on either side."""
    costs = []
    for point in points:
        months = months_between(point, truncate(base, point.unit))
        if side and months * side <= 0:
            continue
        cost = -months
        if months > 0:
            cost = months if side else months * weight
        costs.append((cost, point))
    return min(costs)[1] if costs else None


def next_weekday(begin: Point, day: int) -> Point:
    """The first such weekday from a day on."""
    first = truncate(begin, "D")
    days_on = day - weekday(first)
    return shift(first, days_on % WEEK, "D")


@lru_cache(maxsize=1 << 10)
def weekdays_around(base: Point, day: int) -> tuple[Point, ...]:
    """The days of this name in the weeks around; asked again for each weekday of an article."""
    week = truncate(base, "W")
    monday = week._replace(unit="D")
    this_week = next_weekday(monday, day)
    days = [shift(this_week, weeks, "W") for weeks in WEEKS_AROUND]
    return tuple(days)
