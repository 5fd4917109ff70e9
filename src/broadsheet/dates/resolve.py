"""What temporal expressions mean: TIMEX3 type, value and modifier, and the days they cover.

An article is read in order. Expressions that name only part of a day ("Friday", "March", "the next day") are
completed from the day of publication or, in a history, from the expressions read before; tense and words like
"last" say on which side of it they lie. Each rule of the grammar names one of the operations here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from .context import NEAR, Reader
from .find import Match
from .grammar import load
from .points import Point, format_value, parse_day, shift, truncate, weekday
from .values import find_holiday, format_length, read_day, read_time, read_value

# How much farther off the future seems than the past, to a month or a day without its year.
WEIGHTS = {"future": 0.35, "ahead": 1, "near": 1, "nearest": 1, "present": 2, "": 3, "past": 4, "since": 99}
DAY_WEIGHTS = {"future": 0, "ahead": 0, "near": 2, "nearest": 1}  # of weekdays; else the latest
UNIT_OF = {"weekday": "D", "part": "D", "month": "M", "season": "S"}


@dataclass(frozen=True)
class Meaning:
    """What an expression was found to mean."""

    type: str
    value: str
    mod: str = ""
    point: Point | None = None
    anchor: str = "itself"


def read(match: Match, reader: Reader) -> Meaning | None:
    """The meaning of a match, or None where it has none after all."""
    values = read_fields(match)
    meaning = OPERATIONS[match.rule.op](match, values, reader)
    if meaning and not meaning.mod:
        mod = values.get("edge") or values.get("quant") or match.rule.settings.get("mod", "")
        meaning = replace(meaning, mod=mod)
    return meaning


def read_fields(match: Match) -> dict:
    """The value of each field of a match (of the first, where a name recurs)."""
    return {name: read_value(*found[0]) for name, found in match.fields.items()}


def named_years(matches: list[Match]) -> list[tuple[int, int]]:
    """Where years are named, and which."""
    dated = [match for match in matches if {"year", "era"} & set(match.fields)]
    years = ((match.start, _year(read_fields(match))) for match in dated)
    return [(start, year) for start, year in years if year is not None]


def _dated(point: Point | None, anchor: str = "itself", part: str = "") -> Meaning | None:
    if point is None:
        return None
    point = point._replace(part=part or point.part)
    return Meaning("TIME" if point.part else "DATE", format_value(point), "", point, anchor)


def _open(value: str) -> Meaning:
    """A value with nothing to complete it from."""
    return Meaning("TIME" if "XT" in value else "DATE", value, anchor="none")


# ---- points of time by name ------------------------------------------------------------------------


def _calendar(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """Dates by name, complete or to be completed from what is known."""
    part = values.get("part", match.rule.settings.get("part", ""))
    if "iso" in values or "slash" in values:
        return _dated(read_day(values))
    if {"decade", "tens", "century"} & set(values):
        return _dated(_long(values, reader))
    if "today" in values or (part and not {"weekday", "month"} & set(values)):
        days = values.get("today", values.get("dir", 0))
        if reader.published is None:
            return _open(f"XXXX-XX-XX{part}" if days or part else "PRESENT_REF")
        if "today" in values and days >= 0 and not part and reader.in_general(match):
            return Meaning("DATE", "FUTURE_REF" if days else "PRESENT_REF")
        base, anchor = _day_of_speech(match, reader)
        if base is None:
            return _open(f"XXXX-XX-XX{part}")
        return _dated(shift(base, days, "D"), anchor, part)
    year, anchor = match.rule.settings.get("year", _year(values)), "itself"
    if "yeardir" in values and reader.published:
        year, anchor = reader.published.year + values["yeardir"], "published"
    elif "sameyear" in values:
        point, anchor = reader.anchor(text=True, unit="Y")
        year = point and point.year
    point = _build(values, year) if year is not None else None
    if year is None:
        point, anchor = _complete(match, values, reader)
    if point is None:
        return _open(anchor) if "XXXX" in anchor else None
    return _dated(truncate(point, "W") if "week" in match.rule.settings else point, anchor, part)


def _day_of_speech(match: Match, reader: Reader) -> tuple[Point | None, str]:
    """The day that "today" is said on: in a quotation, the day that its paragraph gives for it, if any.

    None where only the year of a speech is given ("In 1963 he said: ...").
    """
    for other in reader.beside(match) if reader.quoted(match) else ():
        values = read_fields(other)
        if "weekday" in values or {"month", "day"} <= set(values) or {"month", "ord"} <= set(values):
            if reader.quoted(other) or other.rule.op != "calendar" or not reader.dates_speech(other):
                continue
            said = _calendar(other, values, reader)
            if said and said.point and said.point.unit == "D" and said.point[1:4] <= reader.published[1:4]:
                return truncate(said.point, "D"), f"text:{other.start}"
        elif "year" in values and reader.leads(other, match) and _year(values) < reader.published.year:
            return None, "none"
    return reader.published, "published"


def _year(values: dict) -> int | None:
    """The year that an expression names."""
    if "shortyear" in values:
        return values["shortyear"] + (2000 if values["shortyear"] < 30 else 1900)
    year = values.get("year", values.get("digits") if "era" in values else None)
    return 1 - year if year is not None and values.get("era") == "BC" else year


def _long(values: dict, reader: Reader) -> Point:
    """A decade or a century."""
    before = values.get("era") == "BC"
    if "century" in values:
        return Point("C", 1 - 100 * (values["century"] - 1) if before else 100 * (values["century"] - 1))
    year = values.get("decade", values.get("tens"))
    if year >= 1000 and year % 100 == 0 and year < 2000 and not before:  # the 1300s
        return Point("C", year)
    if year < 100 and not before:
        recent = year <= 20 and reader.published and reader.published.year > 2009
        year += 100 * values.get("card", 20 if recent else 19)
    return Point("E", 1 - year if before else year)


def _build(values: dict, year: int) -> Point | None:
    """The point that month, day, season, quarter, half or holiday name in a year; the year itself if none."""
    day, quarter = values.get("day", values.get("ord")), values.get("quarter")
    if "holiday" in values:
        return find_holiday(values["holiday"], year)
    if "month" in values:
        return parse_day(year, values["month"], day) if day else Point("M", year, values["month"])
    if "season" in values:
        return Point("S", year, values["season"])
    if quarter:
        return Point("Q", year, 3 * quarter - 2) if quarter <= 4 else None
    return Point("H", year, 1 if values["half"] == 1 else 7) if "half" in values else Point("Y", year)


def _complete(match: Match, values: dict, reader: Reader) -> tuple[Point | None, str]:
    """A weekday, or a month, day, season, quarter without its year: last, this, next, or as tense says."""
    day = "weekday" in values and not {"month", "holiday"} & set(values)
    base, anchor = reader.anchor(text=reader.history, unit="D") if day else reader.anchor()
    if base is None or (day and (base.unit != "D" or base.year < 1)):
        point = None if day else _build(values, 2000)
        return None, f"XXXX-WXX-{values['weekday']}" if day else "XXXX" + format_value(point)[
            4:
        ] if point else ""
    side = values.get("dir")
    if "weekdir" in values:
        week = shift(truncate(base, "W"), values["weekdir"], "W")
        return truncate(shift(week, values["weekday"] - 1, "D"), "D"), anchor
    if day:
        held, tense = (values["weekday"], reader.event(match)), reader.tense(match)
        if held in reader.held and not tense:
            return reader.held[held], anchor
        weight = DAY_WEIGHTS.get(tense, 99)
        point = _choose(_weekdays(base, values["weekday"]), base, side or None, weight)
        if held[1] and point and tense:
            reader.held[held] = point
        return point, anchor
    points = _in_years(values, base.year)
    if "weekday" in values:  # Sunday, June 3, is of a year in which that is one
        points = [point for point in points if weekday(point) == values["weekday"]] or points
    if side and points and points[0].unit == "M" and not reader.history:  # nobody says "last June" in July
        points = [point for point in points if abs(_months(point, truncate(base, "M"))) > 1.5]
    if side == 0 or (side is None and reader.history and base.unit == "Y"):
        return next((point for point in points if point.year == base.year), None), anchor
    if side is None and reader.history:  # a story goes on, steps back a little, or begins the next year
        return next(
            (point for point in points if -4 < _months(point, truncate(base, point.unit)) <= 8), None
        ), anchor
    return _choose(points, base, side, WEIGHTS[reader.tense(match)]), anchor


def _weekdays(base: Point, weekday: int) -> list[Point]:
    monday = truncate(base, "W")
    return [truncate(shift(monday, weekday - 1 + days, "D"), "D") for days in (-14, -7, 0, 7, 14)]


def _in_years(values: dict, year: int) -> list[Point]:
    every = int(values.get("holiday", "").partition("/")[2] or 1)
    around = 4 if values.get("day") == 29 else every
    years = [y for y in range(year - around, year + around + 1) if y % every == 0]
    return [point for y in years if (point := _build(values, y))]


def _choose(points: list[Point], base: Point, side: int | None, weight: float) -> Point | None:
    """The nearest point before (side -1) or after (1) the base or, the future weighed, on either side."""
    away = [(_months(point, truncate(base, point.unit)), point) for point in points]
    if side:
        away = [(months, point) for months, point in away if months * side > 0]
    costs = [(months * (1 if side else weight) if months > 0 else -months, point) for months, point in away]
    return min(costs)[1] if costs else None


def _months(point: Point, other: Point) -> float:
    return (point.year - other.year) * 12 + point.month - other.month + (point.day - other.day) / 31


def _tail(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """The second of two days or years that share their beginning."""
    if "month" in values:
        return _calendar(match, {"month": values["month"], "day": values["tail"]}, reader)
    after = values["tail"] - values["year"] % 100
    return _dated(Point("Y", values["year"] + after)) if after > 0 else None


def _clock(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """A time of day, on the day named with it or last named in its sentence, else that of publication."""
    time = read_time(values)
    if time is None:
        return None
    if {"weekday", "month", "today"} & set(values):
        dated = _calendar(match, {name: value for name, value in values.items() if name != "part"}, reader)
        point, anchor = (dated.point, dated.anchor) if dated else (None, "none")
    else:
        if reader.before(match) in load().tense["any"] and not reader.here(match):
            return _open(f"XXXX-XX-XX{time}")
        near = reader.history or reader.here(match) or reader.told(match)
        point, anchor = reader.anchor(text=near, unit="D")
        if not reader.here(match) and (day := reader.following(match)):  # at 4:10 p.m. in port on May 3
            dated = _calendar(day, read_fields(day), reader)
            point, anchor = (dated.point, f"text:{day.start}") if dated and dated.point else (point, anchor)
    if point is None or point.unit != "D":
        return _open(f"XXXX-XX-XX{time}")
    return _dated(point, anchor, time)


# ---- points of time by their distance --------------------------------------------------------------


def _shift(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """So many units before or after the day of publication or the time last named, or that time itself."""
    settings = match.rule.settings
    sign, count, unit = settings.get("sign", 1), _count(values), values.get("unit", values.get("units"))
    if "which" in values:
        sign = settings["signs"][values["which"]]
    if "dir" in values:
        sign, count = 1, values["dir"]
    if count is None or settings.get("vague"):
        gone = sign < 0 or (not reader.history and reader.tense(match) == "past")
        return Meaning("DATE", "PAST_REF" if gone else "FUTURE_REF")
    named = next((name for name in UNIT_OF if name in values), "")
    unit = unit or UNIT_OF.get(named, settings.get("unit", "Y"))
    text = settings.get("anchor") == "text"
    if "near" in settings:  # "the end of the month", unless it has just been named
        text = reader.history or reader.here(match)
    base, anchor = reader.anchor(text, unit if sign == 0 else "C")
    ago = match.rule.name == "ago" and reader.quoted(match)
    if ("dir" in values or ago) and reader.published:  # "last year" is always said of today
        base, anchor = reader.published, "published"
    if sign < 0 and count == 1 and unit == "Y" and (near := reader.quarter(match, NEAR))[0]:
        base, anchor = near
    if unit == "WE" and values.get("dir") == 0:
        return _weekend(match, values, reader)
    if "this" in values and unit == "W":  # "this past week", on a Sunday of the one that ends
        return _dated(truncate(shift(base, -3, "D"), "W"), anchor) if base else _open("PAST_REF")
    if base is None:
        return _open({-1: "PAST_REF", 0: "PRESENT_REF"}.get(max(-1, sign * count), "FUTURE_REF"))
    if unit.startswith("T"):
        return None if sign == 0 else replace(_dated(truncate(base, "D"), anchor), type="TIME")
    if named in ("weekday", "month", "season") and (named != "weekday" or base.year > 0):
        points = _weekdays(base, values[named]) if named == "weekday" else _in_years(values, base.year)
        return _dated(_choose(points, base, sign or None, 1), anchor)
    moved = shift(base, sign * count, unit)
    late = sign > 0 and text and moved[1:4] > (reader.published or moved)[1:4]
    if late and reader.tense(match) == "past":  # later than something that was not named
        return _open("PAST_REF")
    if base.unit == "Q" and unit == "Y" and "aside" in settings:  # "a year earlier", of a quarter
        return _dated(moved, anchor)
    if (unit == "E" and ({"number", "card"} & set(values) or "aside" in settings)) or count % 1:
        unit = "Y" if unit in "EC" else unit
    return _dated(truncate(moved, unit), anchor, values.get("part", ""))


def _count(values: dict) -> float | None:
    """How many: a number, one where none is said, None where it is vague."""
    if "vague" in values or ("units" in values and not {"number", "card"} & set(values)):
        return None
    halves = 0.5 * ("halves" in values) - 0.5 * ("halved" in values)
    return values.get("number", values.get("card", 1)) + halves


def _quarter(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """The quarter that figures are reported for, or the same in another year."""
    years, base, anchor = match.rule.settings.get("years", 0), *reader.quarter(match)
    if "month" in values:  # the three months that end there
        end, anchor = (
            _complete(match, values, reader)
            if "year" not in values
            else (_build(values, values["year"]), "itself")
        )
        return _dated(end and truncate(shift(end, -45, "D"), "Q"), anchor)
    if "quarter" in values:
        base, anchor = _complete(match, values, reader)
    if base is None and reader.published:
        base, anchor = truncate(shift(reader.published, -1, "Q"), "Q"), "published"
    if base and "year" in values:
        return _dated(base._replace(year=values["year"]), anchor)
    return _dated(base and shift(base, years, "Y"), anchor)


def _weekend(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """The weekend past, unless the verb looks ahead; "this weekend" to come, unless it looks back."""
    base, anchor = reader.anchor()
    weekend, tense = base and truncate(base, "WE"), reader.tense(match)
    gone = tense == "past" if "dir" in values else tense not in ("future", "ahead")
    if base and weekend[1:4] > base[1:4] and gone:
        weekend = shift(weekend, -1, "W")
    return _dated(weekend, anchor)


# ---- how long, how often, and vaguely ---------------------------------------------------------------


def _duration(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """A stretch of time: how long, not when."""
    settings, quant = match.rule.settings, values.get("quant", "")
    unit = values.get("unit", values.get("units", settings.get("unit")))
    near = quant and {"nearly", "almost"} & set(match.fields["quant"][0][1])
    count = None if settings.get("vague") else _count(values)
    return Meaning("DURATION", format_length(count, unit), "LESS_THAN" if near else quant)


def _set(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """How often."""
    part = values.get("part", "")
    if "every" in values:
        value = values["every"]
    elif weekday := values.get("weekday", values.get("weekdays")):
        value = f"XXXX-WXX-{weekday}{part}"
    elif {"month", "season"} & set(values):
        value = "XXXX" + format_value(_build(values, 2000))[4:]
    elif part:
        value = f"XXXX-XX-XX{part}"
    else:
        count = 2 if "other" in values else 1 if "times" in values else values.get("number", 1)
        value = format_length(count, values.get("unit", values.get("units")))
    return Meaning("SET", value)


def _fixed(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """A reference to the present, the past or the future."""
    if match.rule.settings.get("history"):  # annotators of histories mark it, those of news do not
        return Meaning("DATE", "FUTURE_REF" if "ahead" in values else "PAST_REF") if reader.history else None
    return Meaning("DATE", next(iter(values.values())))


OPERATIONS: dict[str, Callable[[Match, dict, Reader], Meaning | None]] = {
    operation.__name__.strip("_"): operation
    for operation in (_calendar, _tail, _clock, _shift, _quarter, _weekend, _duration, _set, _fixed)
}
