"""Points of time by name: days, months, seasons, weekdays, holidays, years, decades."""

from .article import Reader
from .choose import build, choose, next_weekday, points_around
from .complete import WEIGHTS, complete
from .history import read_year
from .holidays import nth_weekday
from .meaning import Anchor, Meaning, Values, dated, open_value, read_fields
from .points import Point, parse_day, shift, truncate, weekday
from .values import read_figures, read_iso, read_value
from .view import Match

HALF_WEEK = 4
LONG_UNITS = frozenset(["decade", "tens", "century"])


def named_point(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A decade, a year, a month, a day or a holiday, complete or to be completed from what is known."""
    if not LONG_UNITS.isdisjoint(values):
        return dated(_long_unit(values, reader))
    year, anchor = _year_and_anchor(match, values, reader)
    if year is None:
        point, anchor = complete(match, values, reader)
    else:
        points = build(match, values, year, reader)
        point = points[0] if points else None
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


def _year_and_anchor(
    match: Match, values: Values, reader: Reader
) -> tuple[int | None, str]:
    """The year that is named, or that "last year", "that year" stand for."""
    year = match.rule.settings.get("year", read_year(values, reader.published))
    old = reader.old_year_after(match) if year is None else None
    if old:
        return int(read_fields(old)["oldyear"]), "itself"
    if "yeardir" in values and reader.published:
        return reader.published.year + values["yeardir"], "published"
    if not {"sameyear", "nextyear"}.isdisjoint(values):
        return _year_of_story(values, reader)
    if year is None:
        return None, "itself"
    if "shortyear" in values and reader.history and reader.story:
        point, _ = reader.story
        return _year_near(year, point.year), "itself"
    if _ends_in_next_year(match):
        return year - 1, "itself"
    return year, "itself"


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
    centuries = round((of_story - year) / 100)
    return year + 100 * centuries


def _ends_in_next_year(match: Match) -> bool:
    """Whether a range goes on into the year that stands at its end: ⟦21 December⟧ to 4 January 2020."""
    months = match.fields.get("month", [])
    if match.rule.settings.get("before") is None or len(months) < 2:
        return False
    first = read_value(*months[0])
    last = read_value(*months[1])
    return first > last


def _long_unit(values: Values, reader: Reader) -> Point:
    """A decade or a century."""
    is_century = "century" in values
    year = values.first("decade", "tens", default=0)
    if is_century:
        year = 100 * (values["century"] - 1)
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
    return 1000 <= year < 2000 and year % 100 == 0


def _century_of_decade(short: int, reader: Reader) -> int:
    """The hundreds of a decade of two figures: the twenties of an article of 2015 are of this century."""
    if reader.published is None or short > 20:
        return 19
    is_recent = reader.published.year > 2009
    return 20 if is_recent else 19


def old_year(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A year of three figures, which an article of old times names."""
    if reader.previous:
        before, _ = reader.previous
        if reader.old_year_after(before) is match:  # it has been read with its month
            return None
    return dated(Point("Y", values["oldyear"]))


# ---- days in figures, seconds of two, days of weeks and months ---------------------------------------------


def figures(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A day in figures: 2021-10-08, or 8/10/2021 in the article's own order."""
    if "iso" in values:
        return dated(read_iso(values["iso"]))
    published = reader.published
    year = published.year if published else None
    day = read_figures(values["figures"], reader.day_first, year)
    return dated(day)


def tail(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The second of two days or years that share their beginning: 3-⟦5⟧ June, 1915-⟦17⟧."""
    if "month" in values:
        day = values.only("month", "year")
        day["day"] = values["tail"]
        return named_point(match, day, reader)
    year = values["year"]
    last = values["tail"]
    is_short = last < 100
    after = last - (year % 100 if is_short else year)
    if after == -99:  # 1999/00
        after = 1
    if not 0 < after < 100:
        return None
    return dated(Point("Y", year + after))


def nth_day(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The second Tuesday in May, the last Friday of the month."""
    month, anchor = _named_month(match, values, reader)
    which = values.get("which", 1)
    if "last" in values:
        which = -1
    if month is None or abs(which) > 5:
        return None
    if anchor == "published" and _is_to_come(match, month, reader):
        month = shift(month, 1, "Y")
    day = nth_weekday(month.year, month.month, values["weekday"], which)
    return dated(day, anchor)


def day_of_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The 30th: of the month named before in a story, else of the nearest month that tense allows."""
    number = values["ord"]
    base, anchor = reader.anchor(text=True, unit="M")
    is_recent = reader.names_point_here(match) or reader.history
    if base is None or base.unit not in ("M", "D") or not is_recent:
        base = reader.published
        anchor = "published"
    if base is None:
        return None
    if anchor != "published":
        day = parse_day(base.year, base.month, number)
        return dated(day, anchor)
    points = _days_of_months_around(base, number)
    tense = reader.tense(match)
    nearest = choose(points, base, None, WEIGHTS[tense])
    return dated(nearest, anchor)


def _days_of_months_around(base: Point, number: int) -> list[Point]:
    """The day of this number in the month of a point and those beside it."""
    this_month = truncate(base, "M")
    days = []
    for months_away in (-1, 0, 1):
        month = shift(this_month, months_away, "M")
        day = parse_day(month.year, month.month, number)
        if day is not None:
            days.append(day)
    return days


def _is_to_come(match: Match, month: Point, reader: Reader) -> bool:
    """Whether a day that a rule sets is to come: "the fair is on the second Tuesday in May"."""
    published = reader.published
    if published is None or month.begins >= published.begins:
        return False
    tense = reader.tense(match)
    return tense in ("present", "ahead", "future")


def day_of_named_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The 28th of last month."""
    month, anchor = _named_month(match, values, reader)
    if month is None:
        return None
    day = parse_day(month.year, month.month, values["ord"])
    return dated(day, anchor)


def week_of_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The first or the last week of a month: the one that holds most of its first or last seven days."""
    month, anchor = _named_month(match, values, reader)
    if month is None:
        return None
    first = month._replace(unit="D")
    if "last" in values:
        after = shift(first, 1, "M")
        day = shift(after, -HALF_WEEK, "D")
    else:
        which = values.get("which", 1)
        weeks = which - 1
        day = shift(first, weeks, "W")
        day = shift(day, HALF_WEEK - 1, "D")
    week = truncate(day, "W")
    return dated(week, anchor)


def _named_month(match: Match, values: Values, reader: Reader) -> Anchor:
    fields = values.only("month", "sameyear", "yeardir", "dir")
    year, anchor = _year_and_anchor(match, values, reader)
    if "unit" in values:
        if reader.published is None:
            return None, "none"
        months_away = values.get("dir", 0)
        day = shift(reader.published, months_away, "M")
        month = truncate(day, "M")
        return month, "published"
    if year is not None:
        month = Point("M", year, values["month"])
        return month, anchor
    return complete(match, fields, reader)


def week_on(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """So many weeks from a day: Monday week, a week on Tuesday, two weeks from Thursday."""
    base, anchor = reader.anchor()
    if base is None or base.unit != "D":
        return None
    weeks = values.first("number", "card", default=1)
    if values.get("length") == "fortnight":
        weeks *= 2
    if "today" in values:
        day = shift(base, values["today"], "D")
    elif values.get("dir") == -1:
        coming = next_weekday(base, values["weekday"])
        day = shift(coming, -1, "W")
        weeks = -weeks
    else:
        tomorrow = shift(base, 1, "D")
        day = next_weekday(tomorrow, values["weekday"])
    day = truncate(day, "D")
    moved = shift(day, weeks, "W")
    return dated(moved, anchor)


def before_last(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The week before last, the weekend after next, the Friday before last."""
    base = reader.published
    anchor = "published"
    if base is None:
        return None
    sign = -1 if values["side"] == "before" else 1
    if "weekday" in values:
        points = _weekdays(base, values)
        near = choose(points, base, sign, 1)
        return dated(near and shift(near, sign, "W"), anchor)
    if "month" in values or "season" in values:
        points = points_around(match, values, base.year, reader)
        near = choose(points, base, sign, 1)
        return dated(near and shift(near, sign, "Y"), anchor)
    steps = 2 * sign
    if "part" in values:
        day = shift(base, steps, "D")
        return dated(day, anchor, values["part"])
    unit = values["unit"]
    moved = shift(base, steps, unit)
    point = truncate(moved, unit)
    return dated(point, anchor)


def _weekdays(base: Point, values: Values) -> list[Point]:
    begin = shift(base, -2, "W")
    first = next_weekday(begin, values["weekday"])
    return [shift(first, weeks, "W") for weeks in range(5)]


def inst(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """31 October last, 3 June next: the nearest before or after the day of publication."""
    base, anchor = reader.anchor()
    if base is None:
        return None
    day = values.without("dir")
    points = points_around(match, day, base.year, reader)
    return dated(choose(points, base, values["dir"], 1), anchor)
