"""Which of the weekdays of a name is meant: the last, the next, or the one of a range or a list."""

from collections.abc import Sequence

from .any_hour import begins_working_week
from .any_time import is_of_any_time
from .article import RANGE_WORDS, Reader
from .choose import (
    WEEK,
    choose,
    next_weekday,
    points_around,
    weekdays_around,
)
from .meaning import Anchor, Meaning, Values, read_fields
from .points import Point, shift, to_ordinal, truncate, weekday
from .side import choose_side
from .view import Match, TokenView

# How much farther off the next one seems than the last in a history, by tense; else the latest is meant.
DAY_WEIGHTS = {"coming": 0, "future": 0, "ahead": 0, "near": 2, "nearest": 1}
NEVER = 99
OPEN = ("", "present", "near", "nearest")
# "This Saturday", of what is past, is at most so many days back where it is not of the running week.
DAYS_OF_THIS = 3
TELLING_TAGS = frozenset(["VBD", "VBN", "VBZ", "VBP"])
LISTING = frozenset([",", "and", ";"])
PAIRING = (["and"], ["or"])
YEARS = frozenset(["years", "decade", "decades"])
WEEKLY_WORDS = (
    3  # tokens after a night, within which stands what is held on it each week
)
SENTENCE = 300  # characters before a weekday, within which its month is named
NEXT_SENTENCE = (
    120  # characters after a day, within which "the Thursday" is counted from it
)
LISTED = 12  # tokens between two days of a list
NOUN_TAGS = (
    "NN",
    "NNS",
    "NNP",
    "JJ",
    "VBG",
)  # of "a Friday night meeting", which is of one day
UPON = ("on", "by", "from", "until", "till", "for")
COUNTED_FROM = ("after", "before", "following", "preceding")


def complete_weekday(match: Match, values: Values, reader: Reader) -> Anchor:
    base, anchor = reader.anchor(text=reader.history, unit="D")
    if reader.history and reader.is_said_of_now(match):
        base, anchor = reader.published, "published"
    day = values["weekday"]
    counted = _first_after_day_told(match, day, reader)
    if counted:
        return counted
    if base is None or base.unit != "D" or _is_of_no_week(match, reader):
        part = values.get("part", "")
        return None, f"XXXX-WXX-{day}{part}"
    if "weekdir" in values:
        week = shift(truncate(base, "W"), values["weekdir"], "W")
        return next_weekday(week, day), anchor
    in_full = _day_on_next_line(match, day, base, reader)
    if in_full:
        return in_full, anchor
    again = _named_again(match, day, reader)
    if again:
        return again, anchor
    before = _weekday_before(match, reader)
    if before:
        return next_weekday(before, day), anchor
    point = _weekday_of_debate(match, values, base, reader)
    return point, anchor


def _first_after_day_told(match: Match, day: int, reader: Reader) -> Anchor | None:
    """The first such weekday after a day just told: "The vote is on June 12. All is told by the ⟦Friday⟧"."""
    if reader.previous is None or not _is_the_one_of_a_story(match, reader):
        return None
    previous, meaning = reader.previous
    other, point = _day_last_told(previous, meaning, reader)
    if point is None or point.unit != "D" or not _is_counted_from(other, point, reader):
        return None
    if match.start - previous.end > NEXT_SENTENCE:
        return None
    if reader.view.word_after(match) in COUNTED_FROM:
        return None
    begin = _begin_of_days(other, reader)
    following = shift(truncate(begin or point, "D"), 1, "D")
    return next_weekday(following, day), f"text:{other.start}"


def _day_last_told(
    previous: Match, meaning: Meaning, reader: Reader
) -> tuple[Match, Point | None]:
    """The expression before and what it means; of a weekday or an hour, the day that it is counted from."""
    is_counted = previous.names("weekday") or previous.rule.op == "clock"
    for day, point in reader.days:
        if is_counted and meaning.anchor == f"text:{day.start}":
            return day, point
    return previous, meaning.point


def _is_counted_from(other: Match, point: Point, reader: Reader) -> bool:
    """Whether "the Friday" may follow a day: one of a month, or a weekday to come."""
    if other.names("weekday"):
        published = reader.published
        is_bare = not other.names("dir", "weekdir", "month", "part")
        return is_bare and published is not None and point.begins > published.begins
    is_in_full = other.names("month") and other.names("day", "ord")
    return is_in_full or other.rule.op == "week_on"


def _begin_of_days(other: Match, reader: Reader) -> Point | None:
    """The first of the days that end with one: "from ⟦20 October⟧ to 24 October"."""
    for first, begin in reader.days:
        between = reader.view.lower_words(first.last, other.first)
        if len(between) == 1 and between[0] in RANGE_WORDS:
            return begin
    return None


def _is_of_no_week(match: Match, reader: Reader) -> bool:
    """Whether a weekday is of a week that nothing here tells."""
    return (
        _is_of_unnamed_day(match, reader)
        or _is_any_night(match, reader)
        or _is_any_weekday(match, reader)
        or _is_of_working_week(match, reader)
        or reader.is_read_out(match)
        or _is_of_told_week(match, reader)
        or _is_of_told_month(match, reader)
    )


def _is_of_unnamed_day(match: Match, reader: Reader) -> bool:
    """Whether a weekday is counted from something that has no day here: "the Thursday after the wedding"."""
    view = reader.view
    if reader.history or view.word_before(match) != "the":
        return False
    if view.word_after(match) not in COUNTED_FROM:
        return False
    return view.tag(match.last) == "IN"


def _is_of_told_week(match: Match, reader: Reader) -> bool:
    """Whether a weekday is of a week that is told of: "he set off on the Friday and won on the ⟦Sunday⟧"."""
    return _is_the_one_of_a_story(match, reader) and not reader.names_day_here(match)


def _is_the_one_of_a_story(match: Match, reader: Reader) -> bool:
    """Whether a weekday is that of a story, by its article: "by the ⟦Sunday⟧", not "on the ⟦Sunday⟧ show"."""
    view = reader.view
    low, _ = view.sentence(match.first)
    first = match.first - 2
    if first < low or reader.history or match.names("dir", "weekdir"):
        return False
    preposition, article = view.lower_words(first, match.first)
    if article != "the" or preposition not in UPON:
        return False
    if view.tag_after(match) in (*NOUN_TAGS, "NNPS", "POS"):
        return False
    return view.word_after(match) not in reader.tenses.lists["of_any_hour"]


def _is_of_told_month(match: Match, reader: Reader) -> bool:
    """Whether a weekday is of a month gone that is told of: "in May, when he sat from ⟦Monday⟧"."""
    published = reader.published
    if published is None or reader.history:
        return False
    for other in reader.before(match, SENTENCE):
        if not reader.view.same_sentence(match, other):
            return False
        if other.names("month") and not other.names("day", "ord", "figures"):
            month = read_fields(other)["month"]
            return month != published.month and _has_when_after(other, reader)
    return False


def _has_when_after(match: Match, reader: Reader) -> bool:
    """Whether "when" follows, which tells what took place then."""
    view = reader.view
    _, high = view.sentence(match.first)
    after = view.lower_words(match.last, min(high, match.last + 2))
    return "when" in after and reader.tense(match) in ("past", "since")


def _is_of_working_week(match: Match, reader: Reader) -> bool:
    """Whether a day begins or ends every week: "from 9am to 5pm UK time, ⟦Monday⟧ to ⟦Friday⟧"."""
    if reader.previous is None:
        return False
    other, meaning = reader.previous
    if meaning.point is not None:
        return False
    if other.names("weekday"):
        return match.first - other.last == 1
    is_hour = other.rule.op == "clock" and reader.view.same_sentence(match, other)
    return is_hour and begins_working_week(match, reader)


def _is_any_night(match: Match, reader: Reader) -> bool:
    """Whether it is of every week: "sold out on a Friday night", "their Sunday night ritual"."""
    if not match.names("part") or reader.history:
        return False
    view = reader.view
    _, high = view.sentence(match.first)
    after = view.lower_words(match.last, min(high, match.last + WEEKLY_WORDS))
    if not reader.tenses.lists["held_weekly"].isdisjoint(after):
        return True
    if _is_broadcast_for_years(match, reader):
        return True
    if view.word_before(match) not in ("a", "one", "any", "every"):
        return False
    return view.tag_after(match) not in NOUN_TAGS


def _is_broadcast_for_years(match: Match, reader: Reader) -> bool:
    """Whether it is that of a show held for long: "after 11 years of her Saturday morning show"."""
    view = reader.view
    if view.tag_after(match) not in NOUN_TAGS:
        return False
    if reader.tenses.lists["of_any_hour"].isdisjoint(view.words_after(match, 2)):
        return False
    return not YEARS.isdisjoint(view.sentence_words(match))


def _is_any_weekday(match: Match, reader: Reader) -> bool:
    """Whether it is any of its name, in news: "they meet on the ⟦Friday⟧ of each week"."""
    if reader.history or match.names("dir", "weekdir"):
        return False
    return is_of_any_time(match, reader)


def _day_on_next_line(
    match: Match, day: int, base: Point, reader: Reader
) -> Point | None:
    """The day with its month that follows a weekday, if it is one: "Monday", then "16 July"."""
    in_full = reader.day_after_weekday(match)
    if in_full is None:
        return None
    values = read_fields(in_full)
    points = points_around(in_full, values, base.year, reader)
    fitting = [point for point in points if weekday(point) == day]

    def distance(point: Point) -> int:
        return _distance(point, base)

    return min(fitting, key=distance, default=None)


def _named_again(match: Match, day: int, reader: Reader) -> Point | None:
    """The day of the same name just before, if it is in the same sentence and has no "last" or "next".

    "It opens at 2am on Saturday and closes on Saturday night."
    """
    if reader.previous is None or reader.history or match.names("dir"):
        return None
    if reader.is_surely_gone(match):
        return None
    other, meaning = reader.previous
    point = meaning.point
    if point is None or point.unit != "D":
        return None
    if not other.names("weekday") or other.names("dir", "weekdir", "month"):
        return None
    if weekday(point) != day or not reader.view.same_sentence(match, other):
        return None
    return truncate(point, "D")


def _distance(point: Point, other: Point) -> int:
    days = to_ordinal(point) - to_ordinal(other)
    return abs(days)


def _weekday_before(match: Match, reader: Reader) -> Point | None:
    """The day that a range or a list of weekdays goes on from."""
    begin = reader.range_start(match)
    if begin and begin.unit == "D" and _is_weekday_range(reader):
        return begin
    pair = _first_of_pair(match, reader)
    if pair:
        return pair
    if reader.tense(match) not in OPEN:
        return None
    if _lists_days_to_come(match, reader):
        return reader.previous_point()
    return None


def _first_of_pair(match: Match, reader: Reader) -> Point | None:
    """The day that a second one is named with: "Monday and ⟦Tuesday⟧'s races", "on Monday or ⟦Tuesday⟧"."""
    published = reader.published
    if published is None or reader.previous is None or not _is_weekday_range(reader):
        return None
    other, meaning = reader.previous
    point = meaning.point
    if point is None or point.unit != "D" or match.names("dir", "weekdir"):
        return None
    if reader.view.lower_words(other.last, match.first) not in PAIRING:
        return None
    if point.begins > published.begins:
        return point
    second = next_weekday(point, read_fields(match)["weekday"])
    is_gone = second is not None and second.begins <= published.begins
    return point if is_gone else None


def _weekday_of_debate(
    match: Match, values: Values, base: Point, reader: Reader
) -> Point | None:
    """The day as tense has it; a debate that is named again is still on the same day."""
    tense = reader.tense(match)
    debate = (values["weekday"], reader.tenses.event(match))
    if debate in reader.debates and not tense:
        return reader.debates[debate]
    point = _choose_weekday(match, values, base, reader)
    if debate[1] and point and tense:
        reader.debates[debate] = point
    return point


def _is_weekday_range(reader: Reader) -> bool:
    """Whether the expression before is a day too, in news: "from Friday to Sunday", "today to Sunday"."""
    if reader.previous is None or reader.history:
        return False
    return reader.previous[0].names("weekday", "today", "tonight")


def _lists_days_to_come(match: Match, reader: Reader) -> bool:
    """Whether a list goes on: "in Leeds on Thursday, in Hull on Saturday"."""
    published = reader.published
    if reader.previous is None or reader.history or published is None:
        return False
    if match.names("dir"):
        return False  # "next Saturday" is counted from now
    other, meaning = reader.previous
    point = meaning.point
    if point is None or not other.names("weekday", "today"):
        return False
    if point.part or match.names("hour", "clock"):
        return False  # the same moment by another clock
    day = truncate(point, "D")
    if day.begins <= published.begins:
        return False
    view = reader.view
    if not view.same_sentence(match, other):
        return False
    between = range(other.last, match.first)
    return _are_listed(between, view)


def _are_listed(rows: range, view: TokenView) -> bool:
    """Whether the tokens between two days make a list of them, and tell nothing of their own."""
    if len(rows) > LISTED:
        return False
    tags = view.tags_of(rows.start, rows.stop)
    if not TELLING_TAGS.isdisjoint(tags):
        return False
    between = view.lower_words(rows.start, rows.stop)
    if "according" in between:
        return False
    return not LISTING.isdisjoint(between)


def _choose_weekday(
    match: Match, values: Values, base: Point, reader: Reader
) -> Point | None:
    tense = reader.tense(match)
    side = values.get("dir")
    points = weekdays_around(base, values["weekday"])
    if side == 1:
        return _next_weekday_by_name(points, base)
    if side == -1 and not reader.history:
        return _last_weekday_by_name(points, base)
    if side == 0:
        return _this_weekday(points, base, match, reader)
    if side is None and not reader.history:
        return choose_side(points, base, match, reader)
    weight = DAY_WEIGHTS.get(tense, NEVER)
    return choose(points, base, side or None, weight)


def _next_weekday_by_name(points: Sequence[Point], base: Point) -> Point | None:
    """ "Next Tuesday", said on a Monday, is not tomorrow."""
    point = choose(points, base, 1, 1)
    if point is None:
        return None
    days_on = to_ordinal(point) - to_ordinal(base)
    if days_on == 1:
        return shift(point, 1, "W")
    return point


def _last_weekday_by_name(points: Sequence[Point], base: Point) -> Point | None:
    """ "Last Tuesday", said on a Wednesday, is not yesterday."""
    point = choose(points, base, -1, NEVER)
    if point is None:
        return None
    days_back = to_ordinal(base) - to_ordinal(point)
    if days_back == 1:
        return shift(point, -1, "W")
    return point


def _this_weekday(
    points: Sequence[Point], base: Point, match: Match, reader: Reader
) -> Point | None:
    """ "This Saturday" is to come; "this Monday", of what is past, is the one of the running week."""
    first = _first_day_of_this(base, match, reader)
    for point in points:
        if to_ordinal(point) >= first:
            return point
    return None


def _first_day_of_this(base: Point, match: Match, reader: Reader) -> int:
    """The first day that "this" may be said of, by its number."""
    today = to_ordinal(base)
    if reader.tense(match) not in ("past", "since"):
        return today
    if reader.tenses.is_by_past_verb(match):
        return today - WEEK + 1
    days_of_week = weekday(base) - 1
    days_back = max(days_of_week, DAYS_OF_THIS)
    return today - days_back
