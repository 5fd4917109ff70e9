"""Points of time by name: days, months, seasons, weekdays, holidays, years, decades."""

from .article import Reader
from .choose import build, choose, is_open_holiday, next_weekday, points_around
from .complete import complete
from .history import OLD_YEAR, read_year
from .meaning import Meaning, Values, dated, open_value, read_fields
from .points import Point, parse_day, shift, truncate, weekday
from .values import USUAL_YEAR, read_figures, read_iso, read_value
from .view import Match

JUST_BEGUN = 2  # the month to whose end "the new year" is the one that runs
YEARS_OF_STORY = frozenset(["sameyear", "nextyear"])
LONG_UNITS = frozenset(["decade", "tens", "century"])
LONGEST_RANGE = 99  # years to the second of two: 1915-17
LONGEST_BY_SLASH = 10  # the same after a slash, which seasons and wars have: 2008/09


def named_point(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A decade, a year, a month, a day or a holiday, complete or to be completed from what is known."""
    if not LONG_UNITS.isdisjoint(values):
        return dated(_long_unit(values, reader))
    year, anchor = year_and_anchor(match, values, reader)
    if year is None:
        point, anchor = complete(match, values, reader)
    else:
        points = build(match, values, year, reader)
        point = points[0] if points else None
    if point is None and is_open_holiday(match, values, reader):
        return open_value("XXXX-XX-XX")
    if point is None:
        return open_value(anchor) if "XXXX" in anchor else None
    settings = match.rule.settings
    week = settings.get("week")
    if week == "WE":
        point = _weekend_of(point)
    elif week:
        point = truncate(point, week)
    part = values.get("part", settings.get("part", ""))
    return dated(point, anchor, part)


def _weekend_of(day: Point) -> Point:
    """The weekend that a holiday lies in, or beside: a Monday ends it, a Friday begins it."""
    is_at_end = weekday(day) < 3
    if is_at_end:
        day = shift(day, -2, "D")
    return truncate(day, "WE")


def year_and_anchor(
    match: Match, values: Values, reader: Reader
) -> tuple[int | None, str]:
    """The year that is named, or that "last year", "that year" stand for."""
    of_values = read_year(values, reader.published)
    year = match.rule.settings.get("year", of_values)
    if year is None:
        old = _old_year_after(match, reader)
        if old:
            fields = read_fields(old)
            return int(fields["oldyear"]), "itself"
    if "yeardir" in values and reader.published:
        this_year = reader.published.year
        return this_year + values["yeardir"], "published"
    if "newyear" in values:
        return _new_year(match, reader)
    if not YEARS_OF_STORY.isdisjoint(values):
        return _year_of_story(values, reader)
    if year is None:
        return None, "itself"
    if "shortyear" in values and reader.history and reader.story:
        point, _ = reader.story
        year = _year_near(year, point.year)
    elif _ends_in_next_year(match):
        year -= 1
    return year, "itself"


def _new_year(match: Match, reader: Reader) -> tuple[int | None, str]:
    """The year that is about to begin, or that began and is told of; in a history there is no telling."""
    published = reader.published
    if published is None or reader.history:
        return None, "none"
    is_told = reader.tense(match) in ("past", "since")
    has_just_begun = published.month <= JUST_BEGUN
    if is_told or has_just_begun:
        return published.year, "published"
    return published.year + 1, "published"


def _year_of_story(values: Values, reader: Reader) -> tuple[int | None, str]:
    """That year, or the following one: counted from the year last named."""
    point, anchor = reader.anchor(text=True, unit="Y")
    if point is None:
        return None, anchor
    year = point.year
    if "nextyear" in values:
        year += 1
    return year, anchor


def _year_near(year: int, of_story: int) -> int:
    """The year with the same last two figures that is nearest to the one being told of."""
    years = of_story - year
    centuries = round(years / 100)
    return year + 100 * centuries


def _ends_in_next_year(match: Match) -> bool:
    """Whether a range goes on into the year that stands at its end: ⟦21 December⟧ to 4 January 2020."""
    if match.rule.settings.get("before") is None:
        return False
    months = match.fields.get("month", [])
    if len(months) < 2:
        return False
    first, last = [read_value(*month) for month in months[:2]]
    return first > last


def _long_unit(values: Values, reader: Reader) -> Point:
    """A decade or a century."""
    is_century = "century" in values
    year = values.first("decade", "tens", default=0)
    if is_century:
        centuries = values["century"] - 1
        year = 100 * centuries or 1  # there is no year 0
    if values.get("era") == "BC":
        unit = "C" if is_century else "E"
        return Point(unit, 1 - year)
    if is_century or _names_century(year):
        return Point("C", year)
    if year < 100:
        usual = _century_of_decade(year, reader)
        century = values.get("card", usual)
        year += 100 * century
    return Point("E", year)


def _names_century(year: int) -> bool:
    """Whether a decade in figures is a century: the 1300s."""
    if year % 100 != 0:
        return False
    return 1000 <= year < 2000


def _century_of_decade(short: int, reader: Reader) -> int:
    """The hundreds of a decade of two figures: the twenties of an article of 2015 are of this century."""
    published = reader.published
    if published is None or short > 20:
        return 19
    # The 00s are told of while they last, the twenties only after the teens.
    begun = 2000 + short
    is_recent = published.year > max(begun - 11, 2000)
    return 20 if is_recent else 19


def old_year(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A year of three figures, which an article of old times names."""
    if reader.previous:
        before, _ = reader.previous
        of_month = _old_year_after(before, reader)
        if of_month is match:  # it has been read with its month
            return None
    year = values["oldyear"]
    return dated(Point("Y", year))


# ---- days in figures, seconds of two, days of weeks and months ---------------------------------------------


def figures(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A day in figures: 2021-10-08, or 8/10/2021 in the article's own order."""
    if "iso" in values:
        day = read_iso(values["iso"])
        return dated(day)
    published = reader.published
    year = published.year if published else None
    written = values["figures"]
    day_first = read_figures(written, True, year)
    month_first = read_figures(written, False, year)
    if reader.day_first is None and day_first != month_first and day_first:
        return open_value(f"{day_first.year}-XX-XX")
    return dated(day_first if reader.day_first else month_first)


def day_and_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A day in figures without its year, in an article that has others with it: 8/6/21 and on ⟦14/6⟧."""
    if not any(other.names("figures") for other in reader.matches):
        return None
    written = values["dayandmonth"]
    numbers = map(int, written.split("/"))
    day, month = numbers if reader.day_first else reversed([*numbers])
    if reader.day_first is None or parse_day(USUAL_YEAR, month, day) is None:
        return None
    fields = Values(month=month, day=day)
    return named_point(match, fields, reader)


def tail(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The second of two days or years that share their beginning: 3-⟦5⟧ June, 1915-⟦17⟧."""
    if "month" in values:
        day = values.only("month", "year")
        day["day"] = values["tail"]
        return named_point(match, day, reader)
    year = values["year"]
    years = _years_to_tail(year, values["tail"])
    separator = reader.written[match.start - 1]
    longest = LONGEST_BY_SLASH if separator == "/" else LONGEST_RANGE
    if not 0 < years <= longest:
        return None
    return dated(Point("Y", year + years))


def _years_to_tail(year: int, last: int) -> int:
    """How many years after the first of two the second is, in full or in two figures."""
    if last >= 100:
        return last - year
    years = last - year % 100
    if years == -99:  # 1999/00
        return 1
    return years


def week_on(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """So many weeks from a day: Monday week, a week on Tuesday, two weeks from Thursday."""
    base, anchor = reader.anchor()
    if base is None or base.unit != "D":
        return None
    weeks = values.first("number", "card", default=1)
    if values.get("length") == "fortnight":
        weeks *= 2
    if "weekday" not in values:
        days_away = values.get("today", 0)
        day = shift(base, days_away, "D")
    elif values.get("dir") == -1:
        coming = next_weekday(base, values["weekday"])
        day = shift(coming, -1, "W")
        weeks = -weeks
    else:
        tomorrow = shift(base, 1, "D")
        day = next_weekday(tomorrow, values["weekday"])
    first = truncate(day, "D")
    moved = shift(first, weeks, "W")
    return dated(moved, anchor)


def before_last(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The week before last, the weekend after next, the Friday before last."""
    base = reader.published
    if base is None:
        return None
    sign = -1 if values["side"] == "before" else 1
    if "weekday" in values:
        points = _weekdays(base, values)
        return _beyond(points, base, sign, "W")
    if "month" in values or "season" in values:
        points = points_around(match, values, base.year, reader)
        return _beyond(points, base, sign, "Y")
    steps = 2 * sign
    if "part" in values:
        part = values["part"]
        day = shift(base, steps, "D")
        return dated(day, "published", part)
    unit = values["unit"]
    moved = shift(base, steps, unit)
    point = truncate(moved, unit)
    return dated(point, "published")


def _beyond(points: list[Point], base: Point, sign: int, unit: str) -> Meaning | None:
    """The point after the nearest one on a side, a unit farther off."""
    nearest = choose(points, base, sign, 1)
    if nearest is None:
        return None
    moved = shift(nearest, sign, unit)
    return dated(moved, "published")


def _weekdays(base: Point, values: Values) -> list[Point]:
    begin = shift(base, -2, "W")
    day = next_weekday(begin, values["weekday"])
    days = []
    for _ in range(5):
        days.append(day)
        day = shift(day, 1, "W")
    return days


def inst(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """31 October last, 3 June next: the nearest before or after the day of publication."""
    base, anchor = reader.anchor()
    if base is None:
        return None
    day = values.without("dir")
    points = points_around(match, day, base.year, reader)
    side = values["dir"]
    nearest = choose(points, base, side, 1)
    return dated(nearest, anchor)


def _old_year_after(match: Match, reader: Reader) -> Match | None:
    """The year of three figures that follows a day or a month: 30 September 420, December of 384."""
    if not match.names("month", "season"):
        return None
    other = reader.next_match(match)
    if other is None or other.rule.name != OLD_YEAR:
        return None
    between = reader.written[match.end : other.start]
    if between.strip(" ,") in ("", "of"):
        return other
    return None
