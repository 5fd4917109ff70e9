"""What temporal expressions mean: TIMEX3 type, value and modifier, and the days they cover.

An article is read in order. Expressions that name only part of a day ("Friday", "March", "the next day") are
completed from the day of publication or, in a narrative of the past, from the expressions read before; tense
and prepositions say on which side of it they lie.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from .find import Match, Text
from .grammar import FILLERS, load
from .points import DAYS, MONTHS, Point, format_value, parse_day, shift, truncate

LENGTHS = {"E": "DE", "C": "CE", "TS": "S", "TM": "M", "TH": "H", "WE": "WE"}
RANK = {"C": 0, "E": 1, "Y": 2, "H": 3, "S": 4, "Q": 4, "M": 5, "W": 6, "WE": 7, "D": 8}
# How much farther off the future seems than the past, to a month or a day without its year.
WEIGHTS = {"future": 0.5, "present": 2, "": 3, "past": 4}


@dataclass(frozen=True)
class Meaning:
    """What an expression was found to mean."""

    type: str
    value: str
    mod: str = ""
    point: Point | None = None
    anchor: str = "itself"


@dataclass
class Reader:
    """What is known while an article is read: its day, and the points of time named so far."""

    text: Text
    published: Point | None
    narrative: bool = False
    years: list[tuple[int, int]] = field(default_factory=list)
    points: list[tuple[Point, int]] = field(default_factory=list)
    story: tuple[Point, str] | None = None

    def anchor(self) -> tuple[Point | None, str]:
        """Where underspecified dates are completed from."""
        if self.published and not self.narrative:
            return self.published, "published"
        return self.story or (self.published, "published" if self.published else "none")

    def note(self, point: Point, match: Match) -> None:
        """Remember a point; the story moves on to it if it lies between the years before and after."""
        self.points.append((point, match.start))
        if RANK[point.unit] < RANK["Y"]:
            return
        before = self.story[0].year if self.story else point.year
        after = next((year for start, year in self.years if start >= match.end), point.year)
        if min(before, after) <= point.year <= max(before, after):
            self.story = point, f"text:{match.start}"

    def latest(self, unit: str = "C") -> tuple[Point | None, str]:
        """The last point named that is at least as fine as `unit`, else the day of publication."""
        for point, start in reversed(self.points):
            if RANK[point.unit] >= RANK.get(unit, 8):
                return point, f"text:{start}"
        return self.published, "published" if self.published else "none"

    def here(self, match: Match) -> bool:
        """Whether the last point named stands in the same sentence."""
        low, _ = self.text.sentence(match.first)
        return bool(self.points) and self.points[-1][1] >= int(self.text.start[low])

    def quarter(self, match: Match, reach: int = 1_000_000) -> tuple[Point | None, str]:
        """The quarter last reported on, if one was within `reach` characters."""
        for point, start in reversed(self.points):
            if point.unit == "Q" and match.start - start < reach:
                if self.published is None or point[1:4] < truncate(self.published, "Q")[1:4]:
                    return point, f"text:{start}"
        return None, "none"

    def tense(self, match: Match) -> str:
        """Whether the verb that governs an expression, the nearest before it, else after it, looks back or ahead."""
        low, high = self.text.sentence(match.first)
        if match.last < high and self.text.tag(match.last) == "POS":
            return ""
        for row in range(match.first - 1, max(low, match.first - 16) - 1, -1):
            if tense := self._verb(row, low):
                return tense
        for row in range(match.last, min(high, match.last + 12)):
            if tense := self._verb(row, match.last):
                return tense
        return ""

    def _verb(self, row: int, low: int) -> str:
        """What a word says of time, if it is a verb or announces something; an infinitive leaves it to its governor."""
        tag, word, tense = self.text.tag(row), self.text.word(row).lower(), load().tense
        if word in tense["ahead"] and (tag != "VBD" or self.text.word(row + 1) in ("to", "for")):
            return "future"
        if tag == "VBD":
            return "past"
        if tag in ("VB", "VBN"):
            before = [self.text.word(i).lower() for i in range(max(low, row - 4), row)]
            if "to" in before[-2:]:
                return "future" if tag == "VBN" else ""
            if tense["modals"] & set(before) and "have" not in before:
                return "future"
            return "past" if tag == "VBN" or tense["behind"] & set(before) else ""
        return "future" if word in tense["modals"] else "present" if tag in ("VBZ", "VBP") else ""


def read(match: Match, reader: Reader) -> Meaning | None:
    """The meaning of a match, or None where it has none after all."""
    values = {name: _value(*found[0]) for name, found in match.fields.items()}
    meaning = OPERATIONS[match.rule.op](match, values, reader)
    if meaning and not meaning.mod:
        mod = values.get("edge") or values.get("quant") or match.rule.settings.get("mod", "")
        meaning = replace(meaning, mod=mod)
    return meaning


def _value(table: str, words: list[str]) -> int | str | float:
    """The value of a field: as the grammar's table has it, or read from its figures."""
    if table in ("NUMBER", "SPELLED", "DIGITS", "DAY", "YEAR"):
        return number(words)
    known = load().values.get(table, {})
    for phrase in (" ".join(words), " ".join(word for word in words if word not in FILLERS)):
        if phrase in known:
            return known[phrase]
    figures = re.sub(r"\D", "", words[0])
    return int(figures) if table in ("ORD", "QCODE", "SHORTYEAR") and figures else words[0]


def number(words: list[str]) -> float:
    """The number that words and figures spell.

    >>> number(["two", "and", "a", "half"]), number(["nineteen", "ninety", "-", "seven"]), number(["3,000"])
    (2.5, 1997, 3000)
    """
    cards, total, current = load().values["CARD"], 0.0, 0.0
    for word in words:
        if word == "half":
            current += 0.5
        elif "/" in word:
            above, below = map(int, word.split("/"))
            current += above / (below or 1)
        elif word[0].isdigit():
            current += float(word.replace(",", ""))
        elif word in ("couple", "dozen"):
            current = 2 if word == "couple" else 12 * max(current, 1)
        elif word in cards:
            value = cards[word]
            if value >= 100:
                current = max(current, 1) * value
                total, current = (total + current, 0) if value > 100 else (total, current)
            elif 10 <= current < 100 and value >= 10:
                current = current * 100 + value
            else:
                current += value
    total += current
    return int(total) if total == int(total) else total


# ---- operations ------------------------------------------------------------------------------------


def _point(point: Point | None, anchor: str, mod: str = "", kind: str = "") -> Meaning | None:
    if point is None:
        return None
    kind = kind or ("TIME" if point.part else "DATE")
    return Meaning(kind, format_value(point), mod, point, anchor)


def _calendar(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """Dates by name, complete or to be completed from what is known."""
    part = values.get("part", "TNI" if match.rule.settings.get("part") else "")
    if "iso" in values or "slash" in values:
        return _point(_numeric(values), "itself")
    if "decade" in values or "tens" in values or "century" in values:
        return _point(_long(values, reader), "itself")
    if "today" in values or (part and not {"weekday", "month"} & set(values)):
        base, anchor = reader.published, "published"
        days = values.get("today", values.get("dir", 0))
        if base is None:
            return Meaning(
                "TIME" if part else "DATE", "PRESENT_REF" if not days else f"XXXX-XX-XX{part}", anchor="none"
            )
        return _point(shift(base, days, "D")._replace(part=part), anchor)
    year, anchor = _year(values, reader)
    if year is not None:
        point = _build(values, year)
        return _point(point and point._replace(part=part), anchor)
    if "weekday" in values and not {"month", "holiday"} & set(values):
        meaning = _weekday(match, values, reader)
    else:
        meaning = _nearest(match, values, reader)
    if meaning and meaning.point and "week" in match.rule.settings:
        return _point(truncate(meaning.point, "W"), meaning.anchor)
    if meaning and part and meaning.point:
        return _point(meaning.point._replace(part=part), meaning.anchor)
    return meaning


def _numeric(values: dict) -> Point | None:
    if "iso" in values:
        return parse_day(*map(int, values["iso"].split("-")))
    month, day, year = map(int, values["slash"].split("/"))
    if month > 12:
        month, day = day, month
    return parse_day(year + (0 if year > 99 else 2000 if year < 70 else 1900), month, day)


def _long(values: dict, reader: Reader) -> Point:
    """A decade or a century."""
    before = values.get("era") == "BC"
    if "century" in values:
        return Point("C", 1 - 100 * (values["century"] - 1) if before else 100 * (values["century"] - 1))
    figures = re.sub(r"\D", "", str(values.get("decade", values.get("tens"))))
    year = int(figures)
    if year < 100 and not before:
        cards = int(values.get("card", 0)) * 100
        century = cards or (
            2000 if year <= 20 and reader.published and reader.published.year > 2009 else 1900
        )
        year += century
    return Point("E", 1 - year if before else year)


def explicit_years(matches: list[Match]) -> list[tuple[int, int]]:
    """Where years are named, and which."""
    found = [(match.start, _year({n: _value(*f[0]) for n, f in match.fields.items()}, Reader(None, None))[0]) for match in matches if {"year","era"} & set(match.fields)]
    return [(start, year) for start, year in found if year is not None]


def _year(values: dict, reader: Reader) -> tuple[int | None, str]:
    """The year an expression names, itself or through "of last year", and what that was taken from."""
    if "yeardir" in values and reader.published:
        return reader.published.year + values["yeardir"], "published"
    if "sameyear" in values:
        point, anchor = reader.latest("Y")
        return (point.year, anchor) if point else (None, "none")
    year = values.get("year", values.get("digits") if "era" in values else None)
    if "shortyear" in values:
        year = values["shortyear"] + (2000 if values["shortyear"] < 30 else 1900)
    if year is not None and values.get("era") == "BC":
        year = 1 - year
    return year, "itself"


def _build(values: dict, year: int) -> Point | None:
    """The point that month, day, season, quarter, half or holiday name in a year; the year itself if none."""
    if "holiday" in values:
        return _holiday(values["holiday"], year)
    if "month" in values:
        day = values.get("day", values.get("ord"))
        return parse_day(year, values["month"], day) if day else Point("M", year, values["month"])
    if "season" in values:
        return Point("S", year, values["season"])
    if "quarter" in values:
        return Point("Q", year, 3 * values["quarter"] - 2) if values["quarter"] <= 4 else None
    if "half" in values:
        return Point("H", year, 1 if values["half"] == 1 else 7)
    return Point("Y", year)


def _holiday(rule: str, year: int) -> Point | None:
    """A holiday's day: "12-25", "11-4-4" (month, weekday, which) or "easter-2"."""
    if not 1 < year < 9998:
        return None
    if rule.startswith("easter"):
        return shift(_easter(year), int(rule.removeprefix("easter")), "D")
    month, day, which, more = re.fullmatch(r"(\d+)-(\d+)(?:-(-?\d))?(?:\+(\d))?", rule).groups()
    if which is None:
        return parse_day(year, int(month), int(day))
    days = [Point("D", year, int(month), d) for d in range(1, monthrange(year, int(month))[1] + 1)]
    right = [point for point in days if date(*point[1:4]).isoweekday() == int(day)]
    return shift(right[int(which) - (which != "-1")], int(more or 0), "D")


def _easter(year: int) -> Point:
    """Easter Sunday, after Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return Point("D", year, month, day + 1)


def _nearest(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """A month, day of the year, season or quarter without its year: last, this or next, or as the tense says."""
    base, anchor = reader.anchor()
    if base is None:
        point = _build(values, 2000)
        return point and Meaning("DATE", "XXXX" + format_value(point)[4:], anchor="none")
    years = (
        range(base.year - 4, base.year + 5)
        if values.get("day") == 29
        else range(base.year - 1, base.year + 2)
    )
    points = [point for year in years if (point := _build(values, year))]
    if not points:
        return None
    here, side = truncate(base, points[0].unit), values.get("dir")
    away = [_months(point, here) for point in points]
    if side:
        beyond = [
            (abs(months), point) for months, point in zip(away, points, strict=True) if months * side > 0
        ]
        return _point(min(beyond)[1], anchor) if beyond else None
    if side == 0 or (reader.narrative and base.unit == "Y"):
        return _point(next((p for p in points if p.year == base.year), points[0]), anchor)
    if reader.narrative:  # a story goes on, steps back a little, or begins the next year
        return _point(
            next((p for p, months in zip(points, away, strict=True) if -4 < months <= 8), points[-1]), anchor
        )
    weight = WEIGHTS[reader.tense(match)]
    return _point(
        min((months * weight if months > 0 else -months, p) for months, p in zip(away, points, strict=True))[
            1
        ],
        anchor,
    )


def _months(point: Point, other: Point) -> float:
    return (point.year - other.year) * 12 + point.month - other.month + (point.day - other.day) / 31


def _weekday(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """A weekday: the latest, the day of publication included, unless the verb looks ahead."""
    base, anchor = (reader.published, "published") if not reader.narrative else reader.latest("D")
    if base is None or base.unit != "D" or base.year < 1:
        return Meaning("DATE", f"XXXX-WXX-{values['weekday']}", anchor="none")
    back = (date(*base[1:4]).isoweekday() - values["weekday"]) % 7
    side = values.get("dir")
    if side == -1 and back == 0:
        back = 7
    ahead = side == 1 or (side != -1 and reader.tense(match) == "future")
    if ahead and back:
        back -= 7
    return _point(truncate(shift(base, -back, "D"), "D"), anchor)


def _clock(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """A time of day, on the day named with it or the day last named in the sentence, else that of publication."""
    time = values.get("noon") or _time(values)
    if time is None:
        return None
    dated = {
        name: value
        for name, value in values.items()
        if name not in ("noon", "hour", "clock", "ampm", "part", "edge")
    }
    if {"weekday", "month", "today"} & set(dated):
        meaning = _calendar(match, dated, reader)
    else:
        point, anchor = reader.latest("D")
        same = reader.here(match) and reader.points[-1][0] == point
        base, anchor = (point, anchor) if same or reader.narrative else (reader.published, "published")
        meaning = _point(base and base.unit == "D" and truncate(base, "D") or None, anchor)
    if meaning is None or meaning.point is None or meaning.point.unit != "D":
        return Meaning("TIME", f"XXXX-XX-XX{time}", anchor="none")
    point = meaning.point
    if time == "T24:00":
        return Meaning(
            "TIME",
            format_value(point) + time,
            "",
            shift(point, 1, "D")._replace(part="T00:00"),
            meaning.anchor,
        )
    return _point(point._replace(part=time), meaning.anchor)


def _time(values: dict) -> str | None:
    written = (
        str(values.get("clock", values.get("hour"))).replace(".", ":", 1)
        if "clock" in values
        else str(values.get("hour"))
    )
    figures = re.match(r"(\d+)(?::(\d\d))?", written)
    if not figures:
        return None
    hour, minute = int(figures[1]), int(figures[2] or 0)
    later = values.get("ampm") or (12 if "p" in written else 0 if "a" in written else None)
    if later is None and values.get("part") in ("TAF", "TEV", "TNI"):
        later = 12
    if later is not None and hour <= 12:
        hour = hour % 12 + later
    return f"T{hour:02}:{minute:02}" if hour < 25 and minute < 60 else None


def _count(values: dict) -> float | None:
    """How many: a number, one where none is said, None where it is vague."""
    if "vague" in values or "units" in values and not {"number", "card"} & set(values):
        return None
    return values.get("number", values.get("card", 1))


def _shift(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """So many units before or after the day of publication or the time last named."""
    sign, count, unit = (
        match.rule.settings.get("sign", 1),
        _count(values),
        values.get("unit", values.get("units", "D")),
    )
    text = match.rule.settings.get("anchor") == "text"
    if "dir" in values:
        sign, count = 1, values["dir"]
    if isinstance(sign, dict):
        sign = next(value for word, value in sign.items() if word in match.fields["which"][0][1])
    if count is None:
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    base, anchor = reader.anchor() if reader.narrative or not text else reader.latest()
    if sign < 0 and count == 1 and unit == "Y" and "dir" not in values and reader.quarter(match, 1000)[0]:
        base, anchor = reader.quarter(match)
    if base is None:
        return Meaning(
            "DATE",
            "PAST_REF" if sign * count < 0 else "FUTURE_REF" if sign * count else "PRESENT_REF",
            anchor="none",
        )
    if "weekday" in values or "month" in values or "season" in values:
        return _nearest_to(base, anchor, values, sign)
    if "part" in values:
        return _point(truncate(shift(base, sign, "D"), "D")._replace(part=values["part"]), anchor)
    if unit in ("TS", "TM", "TH"):
        return _point(truncate(base, "D"), anchor, kind="TIME")
    moved = shift(base, sign * count, unit)
    if base.unit == "Q" and unit == "Y":
        return _point(moved, anchor)
    decade = unit == "E" and {"number", "card", "vague"} & set(values) or "aside" in match.rule.settings
    return _point(truncate(moved, "Y" if unit == "E" and decade else unit), anchor)


def _nearest_to(base: Point, anchor: str, values: dict, side: int) -> Meaning | None:
    """The previous or the following Friday, April or summer."""
    if "weekday" in values:
        if base.year < 1:
            return None
        back = (date(*base[1:4]).isoweekday() - values["weekday"]) % 7 or 7
        return _point(truncate(shift(base, -back if side < 0 else 7 - back % 7, "D"), "D"), anchor)
    points = [_build(values, year) for year in (base.year - 1, base.year, base.year + 1)]
    here = truncate(base, points[0].unit)[1:4]
    return _point(
        [p for p in points if p[1:4] < here][-1] if side < 0 else [p for p in points if p[1:4] > here][0],
        anchor,
    )


def _same(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """The day, week or year that was spoken of."""
    unit = values.get("unit", "D" if {"part", "weekday"} & set(values) else "Y")
    text = match.rule.settings.get("anchor") == "text" and (
        reader.narrative or "edge" not in values or reader.here(match)
    )
    base, anchor = reader.latest(unit) if text else reader.anchor()
    if base is None or unit in ("TS", "TM", "TH"):
        return None
    if "month" in values or "season" in values:
        return _point(_build(values, base.year), anchor)
    return _point(truncate(base, unit)._replace(part=values.get("part", "")), anchor)


def _quarter(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """The quarter that figures are reported for, or the same a year before."""
    base, anchor = reader.quarter(match)
    if base is None and reader.published:
        base, anchor = truncate(shift(reader.published, -1, "Q"), "Q"), "published"
    if base is None:
        return None
    if "year" in values:
        return _point(base._replace(year=values["year"]), anchor)
    return _point(shift(base, match.rule.settings.get("years", 0), "Y"), anchor)


def _weekend(match: Match, values: dict, reader: Reader) -> Meaning | None:
    base, anchor = reader.anchor()
    if base is None:
        return None
    weekend = truncate(base, "WE")
    ahead = reader.tense(match) == "future"
    if not ahead and weekend[1:4] > base[1:4]:
        weekend = shift(weekend, -1, "W")
    return _point(weekend, anchor)


def _duration(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """A stretch of time: how long, not when."""
    count, unit = _count(values), values.get("unit", values.get("units", match.rule.settings.get("unit")))
    words = [word for _, words in match.fields.get("unit", []) for word in words]
    if "half" in match.rule.pattern.pattern and words:
        pass
    if match.rule.settings.get("vague"):
        count = None
    quant = values.get("quant", "")
    near = {"nearly", "almost"} & set(match.fields["quant"][0][1]) if quant else False
    return Meaning("DURATION", _length(count, unit), "LESS_THAN" if near else quant)


def _length(count: float | None, unit: str) -> str:
    """A TIMEX3 duration.

    >>> _length(2.5, "Y"), _length(None, "M"), _length(90, "TM"), _length(1, "E")
    ('P2Y6M', 'PXM', 'PT90M', 'P1DE')
    """
    letters, time = LENGTHS.get(unit, unit), "T" if unit[0] == "T" else ""
    if count is None:
        return f"P{time}X{letters}"
    smaller = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S")}.get(unit)
    if count % 1 and smaller:
        whole, rest = (f"{int(count)}{letters}" if count >= 1 else ""), round(count % 1 * smaller[0])
        return f"P{time}{whole}{rest}{smaller[1]}"
    return f"P{time}{count:g}{letters}" if count < 1e6 else f"P{time}{int(count)}{letters}"


def _set(match: Match, values: dict, reader: Reader) -> Meaning | None:
    """How often."""
    part = values.get("part", "")
    if "every" in values:
        value = values["every"]
    elif "weekday" in values or "weekdays" in values:
        value = f"XXXX-WXX-{values.get('weekday', values.get('weekdays'))}{part}"
    elif "month" in values:
        value = f"XXXX-{values['month']:02}"
    elif "season" in values:
        value = format_value(Point("S", 2000, values["season"])).replace("2000", "XXXX")
    elif part:
        value = f"XXXX-XX-XX{part}"
    else:
        count = values.get("number", 1) if "times" not in match.fields else 1
        value = _length(2 if "other" in match.fields else count, values.get("unit", values.get("units")))
    return Meaning("SET", value)


def _fixed(match: Match, values: dict, reader: Reader) -> Meaning | None:
    if match.rule.settings.get("history"):  # annotators of histories mark it, those of news do not
        return Meaning("DATE", "PAST_REF") if reader.narrative else None
    return Meaning("DATE", next(iter(values.values())))


OPERATIONS: dict[str, Callable[[Match, dict, Reader], Meaning | None]] = {
    "calendar": _calendar,
    "clock": _clock,
    "shift": _shift,
    "same": _same,
    "quarter": _quarter,
    "weekend": _weekend,
    "duration": _duration,
    "set": _set,
    "fixed": _fixed,
}
