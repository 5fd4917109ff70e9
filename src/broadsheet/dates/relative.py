"""Points of time by their distance from the day of publication or from what was named before."""

from .article import Reader, is_coarser
from .meaning import Anchor, Meaning, Values, dated, open_value
from .older_speech import is_in_older_speech
from .passing import fine_within, is_of_no_day_told, not_in_passing
from .points import Point, last_of_stretch, shift, truncate
from .story_day import (
    day_ahead,
    day_of_hour_before,
    is_told,
    told_day,
)
from .values import format_length
from .view import Match
from .weeks import PERFECT, day_of_week_counted_from, week_that_ends, weekend

FROM_NOW = ("from now", "in so long's time", "in a week's time")
RUNNING = ("W", "M", "Y")
YEARS_IN = ("E", "C")  # units of many years
UNIT_OF = {"weekday": "D", "part": "D", "month": "M", "season": "S"}
NEAR = 1000  # characters within which "a year ago" is said of a quarter that was named
VAGUE_BY_SIGN = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
JUST_BEFORE = 150  # characters within which "two years later" is counted from a year named in passing
WITHIN = 1500  # characters within which "eight years later" is counted from a year
HALF_CENTURY = 50  # years
AUTUMN = 10  # the month from which "the coming year" is the next one
BESIDE = 5  # tokens beside "ten years later" within which such a word stands
OF_NOW = frozenset(["still", "would"])
NIGHTS = ("TNI", "TEV")
PARTICIPLE_WORDS = 3  # tokens before a participle within which stands "has"


def read_count(values: Values) -> float | None:
    """How many: a number, one where none is said, None where it is vague."""
    if "vague" in values:
        return None
    if "units" in values and not {"number", "card"} & set(values):
        return None
    count = values.first("number", "card", default=1)
    if "halved" in values:
        return count - 0.5
    if "halves" in values:
        return count + 0.5
    return count


def distance(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """So many units before or after: two years ago, a week later, the day before, in ten days' time."""
    repeated = _date_beside(match, reader)
    return repeated or _moved_from_base(match, values, reader)


def _moved_from_base(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """So many units from the day of publication, or from what was named before."""
    settings = match.rule.settings
    sign = _side(values, settings)
    count = read_count(values)
    if count is None or settings.get("vague"):
        value = side_of_now(match, sign, reader)
        return Meaning("DATE", value)
    unit = unit_of(match, values)
    number = sign * count
    base, anchor = _base_of_distance(match, number, unit, reader)
    if base is None or _is_from_nothing(match, number, unit, base, anchor, reader):
        value = side_of_now(match, sign, reader)
        return open_value(value)
    base = last_of_stretch(base)
    if unit.startswith("T"):
        return hours_away(match, number, unit, base, anchor, reader)
    if "today" in values or "length" in values:
        return _to_the_day(values, number, unit, reader)
    moved = shift(base, number, unit)
    open_one = _value_left_open(moved, base, sign, unit, match, values, reader)
    if open_one:
        return open_value(open_one)
    if "aside" in settings and _is_of_quarter(base, unit):
        return dated(moved, anchor)
    return _as_exact_as_said(match, moved, anchor, unit, count, values)


def _value_left_open(
    moved: Point,
    base: Point,
    sign: int,
    unit: str,
    match: Match,
    values: Values,
    reader: Reader,
) -> str:
    """The value where what is counted to cannot be meant; "" where it can."""
    if is_later_than_unnamed(moved, sign, match, reader):
        return "PAST_REF"
    if _is_mostly_ruled_out(moved, sign, unit, values):
        return VAGUE_BY_SIGN[sign]
    unit_begin = truncate(moved, unit)
    is_now = _is_told_of_now(unit_begin, base, sign, match, reader)
    return "PRESENT_REF" if is_now else ""


def _is_mostly_ruled_out(moved: Point, sign: int, unit: str, values: Values) -> bool:
    """Whether "over a century ago" lies before most of the century counted to: in 2005, before 1905."""
    bound = values.get("quant")
    if unit != "C" or sign >= 0 or bound not in ("MORE_THAN", "LESS_THAN"):
        return False
    is_early = moved.year % 100 < HALF_CENTURY
    return is_early == (bound == "MORE_THAN")


def _date_beside(match: Match, reader: Reader) -> Meaning | None:
    """The date that "eight months later" only repeats: "for March 2012, just eight months later"."""
    if match.rule.name != "later" or reader.previous is None:
        return None
    other, meaning = reader.previous
    if meaning.point is None or not other.names("year"):
        return None
    between = reader.written[other.end : match.start]
    if between.strip() != ",":
        return None
    return dated(meaning.point, f"text:{other.start}")


def _as_exact_as_said(
    match: Match,
    moved: Point,
    anchor: str,
    unit: str,
    count: float,
    values: Values,
) -> Meaning | None:
    """Return a point as exactly as its distance is given: "two years ago" is a year."""
    is_aside = "aside" in match.rule.settings
    if _is_counted_in_years(unit, count, values, is_aside):
        unit = "Y"
    point = truncate(moved, unit)
    part = values.get("part", "")
    return dated(point, anchor, part)


def _is_from_nothing(
    match: Match, number: float, unit: str, base: Point, anchor: str, reader: Reader
) -> bool:
    """Whether what was named is nothing that a distance is counted from."""
    sign = _sign_of(number)
    if is_coarser(base, unit) or _is_of_any_time(match, sign, reader):
        return True
    if is_from_words_quoted(match, unit, anchor, reader):
        return True
    is_text = match.rule.settings.get("anchor") == "text"
    if is_text and is_of_no_day_told(number, unit, anchor, reader):
        return True
    return _is_later_than_nothing(match.rule.settings, sign, anchor)


def _is_of_any_time(match: Match, sign: int, reader: Reader) -> bool:
    """Whether something often is so: "rowers often win, and a month later they lose"."""
    if sign < 0 or reader.tense(match) != "present":
        return False
    low, _ = reader.view.sentence(match.first)
    before = reader.view.lower_words(low, match.first)
    return not reader.tenses.lists["habits"].isdisjoint(before)


def is_from_words_quoted(match: Match, unit: str, anchor: str, reader: Reader) -> bool:
    """Whether a distance would be counted from what somebody else named, between quotation marks."""
    _, _, start = anchor.partition("text:")
    if not start or reader.quoted(match) or unit.startswith("T"):
        return False
    number = reader.first_match_from(int(start))
    other = reader.matches[number]
    return reader.quoted(other) and not reader.view.same_sentence(match, other)


def _is_later_than_nothing(settings: dict, sign: int, anchor: str) -> bool:
    """Whether "two years later" has nothing in the text to be counted from."""
    if sign < 0:
        return False
    if settings.get("anchor") != "text":
        return False
    return anchor == "published"


def _is_of_quarter(base: Point, unit: str) -> bool:
    """Whether "a year earlier" is said of a quarter."""
    if unit != "Y":
        return False
    return base.unit == "Q"


def _side(values: Values, settings: dict) -> int:
    """Whether a distance leads back or forward: the day before, the day after."""
    if "which" in values:
        return settings["signs"][values["which"]]
    return values.get("dir", settings.get("sign", 1))


def is_later_than_unnamed(
    moved: Point, sign: int, match: Match, reader: Reader
) -> bool:
    """Whether what is past would lie after the day of publication: it is later than something not named."""
    if not _is_after_publication(moved, sign, match.rule.settings, reader):
        return False
    return reader.tense(match) == "past"


def _is_told_of_now(
    moved: Point, base: Point, sign: int, match: Match, reader: Reader
) -> bool:
    """Whether "ten years later", of what is so now, is counted from something else than what was named."""
    if not _is_after_publication(moved, sign, match.rule.settings, reader):
        return False
    published = reader.published or base
    if base.begins > published.begins:
        return False
    if reader.tense(match) not in ("future", "ahead", "coming"):
        return True
    view = reader.view
    beside = view.words_before(match, BESIDE) + view.words_after(match, BESIDE)
    return not OF_NOW.isdisjoint(beside)


def _is_counted_in_years(unit: str, count: float, values: Values, aside: bool) -> bool:
    """Whether decades and centuries give a year: "two decades ago", "half a century ago"."""
    if unit not in YEARS_IN:
        return False
    if count % 1:
        return True
    if unit != "E":
        return False
    return aside or not {"number", "card"}.isdisjoint(values)


def _to_the_day(
    values: Values, number: float, unit: str, reader: Reader
) -> Meaning | None:
    """A year ago today, two years ago this week."""
    if reader.published is None:
        return open_value("PAST_REF")
    days_away = values.get("today", 0)
    day = shift(reader.published, days_away, "D")
    moved = shift(day, number, unit)
    precise_to = "W" if values.get("length") == "week" else "D"
    point = truncate(moved, precise_to)
    return dated(point, "published")


def side_of_now(match: Match, sign: int, reader: Reader) -> str:
    """Whether what has no day is gone or to come."""
    if sign < 0:
        return "PAST_REF"
    if reader.history or match.rule.name in FROM_NOW:
        return "FUTURE_REF"
    is_to_come = reader.tense(match) in ("future", "ahead", "coming")
    return "FUTURE_REF" if is_to_come else "PAST_REF"


def _sign_of(number: float) -> int:
    if number == 0:
        return 0
    return 1 if number > 0 else -1


def unit_of(match: Match, values: Values) -> str:
    unit = values.first("unit", "units")
    if unit:
        return unit
    for name, unit_of_name in UNIT_OF.items():
        if name in values:
            return unit_of_name
    return match.rule.settings.get("unit", "Y")


def _base_of_distance(match: Match, number: float, unit: str, reader: Reader) -> Anchor:
    published = reader.published
    is_from_now = match.rule.name in FROM_NOW or _is_said_ago(match, reader)
    if published and is_from_now:
        return published, "published"
    is_year_before = number == -1 and unit == "Y"
    if is_year_before and not _is_when_done(match, reader):
        quarter, anchor = reader.quarter(match, NEAR)
        if quarter:
            return quarter, anchor
    if match.rule.settings.get("anchor") != "text":
        return reader.anchor(False, "C")
    if reader.history:
        return _base_in_history(match, reader)
    return _base_told(match, number, unit, reader)


def _base_told(match: Match, number: float, unit: str, reader: Reader) -> Anchor:
    """The point before that a distance is counted from: for days, one that is not named in passing."""
    if reader.published and number > 0:
        base, anchor = _base_of_later(match, number, unit, reader)
    else:
        base, anchor = _base_of_earlier(match, unit, reader)
    if unit != "D":
        return base, anchor
    return not_in_passing(base, anchor, match, WITHIN, reader)


def _is_far_from(match: Match, anchor: str) -> bool:
    """Whether what a distance would be counted from was named long before."""
    _, _, start = anchor.partition("text:")
    return bool(start) and match.start - int(start) > WITHIN


def _base_of_earlier(match: Match, unit: str, reader: Reader) -> Anchor:
    """The last point named; for days, of what is past, the last day told of if that one is to come."""
    base, anchor = reader.anchor(True, "C")
    published = reader.published
    if published is not None and _is_far_from(match, anchor):
        return published, "published"
    if base is None or published is None or unit != "D":
        return base, anchor
    if is_coarser(base, unit):
        return fine_within(match, base, unit, reader) or (base, anchor)
    if base.begins <= published.begins:
        day, start = day_ahead(match, reader)
        if day:
            return day, start
    elif is_told(match, reader):
        return told_day(match, reader)
    return _day_after_night(match, base, reader) or (base, anchor)


def _day_after_night(match: Match, night: Point, reader: Reader) -> Anchor | None:
    """The day after the night just named, if told: "on Sunday … Saturday night's vote … the night before"."""
    if night.part not in NIGHTS or not match.names("part"):
        return None
    next_day = shift(truncate(night, "D"), 1, "D")
    for other, point in reversed(reader.days):
        if match.start - other.start > WITHIN:
            break
        if truncate(point, "D") == next_day and not point.part:
            return point, f"text:{other.start}"
    return None


def _is_when_done(match: Match, reader: Reader) -> bool:
    """Whether a passive right before says what was done a year ago: no quarter's figure is compared."""
    row = match.first - 1
    is_participle = row >= 0 and reader.view.tag(row) == "VBN"
    return is_participle and reader.tenses.has_past_auxiliary(row)


def _is_said_ago(match: Match, reader: Reader) -> bool:
    """Whether somebody who is quoted says "two years ago"."""
    if match.rule.name != "ago":
        return False
    return reader.quoted(match)


def _base_in_history(match: Match, reader: Reader) -> Anchor:
    """What was named just before, else where the story is."""
    points = reader.earlier_points()
    if points:
        start, point = points[0]
        if match.start - start < JUST_BEFORE:
            return point, f"text:{start}"
    return reader.anchor(True, "C")


def _base_of_later(match: Match, number: float, unit: str, reader: Reader) -> Anchor:
    """The last point named from which so much later, of what is past, is not after the day of publication."""
    published = reader.published
    usual = reader.anchor(True, "C")
    if published is None or reader.tense(match) != "past":
        return _hour_named_before(match, reader) if unit.startswith("T") else usual
    for start, point in reader.earlier_points():
        if match.start - start > WITHIN:
            break
        anchor = f"text:{start}"
        if unit.startswith("T"):
            return point, anchor
        moved = shift(point, number, unit)
        if moved.begins <= published.begins:
            return point, anchor
    return usual


def _hour_named_before(match: Match, reader: Reader) -> Anchor:
    """The hour just before a match, from which minutes are counted that are not gone; or none."""
    day, _ = day_of_hour_before(match, reader)
    if day is None or reader.previous is None:
        return None, "none"
    hour, _ = reader.previous
    return day, f"text:{hour.start}"


def hours_away(
    match: Match, number: float, unit: str, base: Point, anchor: str, reader: Reader
) -> Meaning | None:
    """Five minutes later: on the same day, if a day is known."""
    is_open = _is_of_coming_day(match, base, reader) or _is_supposed(match, reader)
    if base.unit != "D" or is_open:
        sign = _sign_of(number)
        return open_value(VAGUE_BY_SIGN[sign])
    first = truncate(base, "D")
    day = dated(first, anchor)
    if day is None:
        return None
    return Meaning("TIME", day.value, day.mod, day.point, anchor)


def _is_supposed(match: Match, reader: Reader) -> bool:
    """Whether something did not take place: "if she had left five minutes earlier"."""
    view = reader.view
    low, _ = view.sentence(match.first)
    words = view.lower_words(low, match.first)
    return "if" in words and "had" in words


def _is_of_coming_day(match: Match, base: Point, reader: Reader) -> bool:
    """Whether minutes that are gone would be counted on a day to come: it was named in passing."""
    published = reader.published
    if published is None or base.begins <= published.begins:
        return False
    return reader.tense(match) == "past"


def _is_after_publication(
    moved: Point, sign: int, settings: dict, reader: Reader
) -> bool:
    published = reader.published
    if sign < 0 or published is None:
        return False
    if settings.get("anchor") != "text":
        return False
    return moved.begins > published.begins


def direction(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """Last week, this month, next year: counted from the day of publication, or where the story is."""
    unit = unit_of(match, values)
    usual = match.rule.settings.get("sign", 0)
    sign = values.get("dir", usual)
    if unit == "WE" and sign == 0:
        return weekend(match, values, reader)
    if _is_running_in_older_speech(match, sign, unit, reader):
        return open_value("PRESENT_REF")
    if _is_century_up_to_now(match, sign, unit, reader):
        return Meaning("DURATION", format_length(1, unit))
    base, anchor = _base_of_direction(unit, reader)
    if unit == "W" and "this" in values:
        return week_that_ends(base, anchor)
    if _is_year_from_now(match, unit, base, reader):
        return open_value("FUTURE_REF")
    if base is None:
        value = VAGUE_BY_SIGN[sign]
        return open_value(value)
    if unit.startswith("T"):
        return hours_away(match, sign, unit, base, anchor, reader)
    if unit == "W":
        base = day_of_week_counted_from(match, sign, base, reader)
    moved = shift(base, sign, unit)
    point = truncate(moved, unit)
    return dated(point, anchor)


def _is_century_up_to_now(match: Match, sign: int, unit: str, reader: Reader) -> bool:
    """Whether it is the hundred years that end now: "herds have shrunk in the last century"."""
    if unit != "C" or sign >= 0:
        return False
    view = reader.view
    row, _ = reader.tenses.governor(match)
    low, _ = view.sentence(match.first)
    if row >= match.first or view.tag(row) != "VBN":
        return False
    first = max(low, row - PARTICIPLE_WORDS)
    before = view.lower_words(first, row)
    return not PERFECT.isdisjoint(before)


def _is_running_in_older_speech(
    match: Match, sign: int, unit: str, reader: Reader
) -> bool:
    """Whether it is the week or year of words that are older: "“this year”, he said in 2007"."""
    if sign != 0 or unit not in RUNNING:
        return False
    return is_in_older_speech(match, reader)


def _is_year_from_now(
    match: Match, unit: str, base: Point | None, reader: Reader
) -> bool:
    """Whether "the coming year" is the twelve months from now, and no year of the calendar: not in autumn."""
    if unit != "Y" or base is None or base.month >= AUTUMN:
        return False
    words = reader.view.lower_words(match.first, match.last)
    return "coming" in words


def _base_of_direction(unit: str, reader: Reader) -> Anchor:
    """The day of publication, or where the story is, unless that is too coarse.

    "Last month" is open in a story of which only the year is known.
    """
    base = reader.published
    anchor = "published"
    if base is None:
        base, anchor = reader.anchor()
    if base is not None and is_coarser(base, unit):
        return None, "none"
    return base, anchor
