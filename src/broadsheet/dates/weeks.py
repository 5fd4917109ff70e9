"""Which week or weekend is meant near the edge of one: "this week" said on a Sunday."""

from .article import Reader, is_coarser
from .meaning import Meaning, Values, dated, open_value
from .points import SATURDAY, Point, shift, truncate, weekday
from .tense import WOULD
from .view import Match

SUNDAY = 7
# "This weekend", said of what is past, is the one that has just ended; from midweek it is to come.
LAST_DAY_OF_PAST_WEEKEND = 2
JUST_BEFORE_WEEKEND = (4, 5)  # Thursday, Friday
DAY_AFTER_WEEKEND = 1  # on it "the weekend" is the one that has just ended
MID_WEEK = 3  # days back from a Sunday, to be within the week that ends
BESIDE = 3  # tokens from a verb of the present that says on a Sunday what is to come
SUPPOSED = 10  # tokens before a week within which "if" supposes what is held in it
WERE = frozenset(["were", "would"])
PERFECT = frozenset(["has", "have", "'ve", "’ve"])
OPENING = 3  # tokens before a weekend within which a quotation opens
OPENERS = frozenset(["``", '"', "“"])
TO_BE_HELD = ("near", "nearest")


def day_of_week_counted_from(
    match: Match, sign: int, base: Point, reader: Reader
) -> Point:
    """A day of the week from which last week or next week is counted: on a Sunday, it is the next."""
    if _is_week_of_sunday(sign, base):
        base = shift(base, 1, "D")
    if _is_week_that_begins(match, sign, base, reader):
        base = shift(base, 1, "W")
    return base


def _is_week_of_sunday(sign: int, base: Point) -> bool:
    """Whether "last week", said on a Sunday, is the one that ends."""
    return sign < 0 and base.unit == "D" and weekday(base) == SUNDAY


def _is_week_that_begins(match: Match, sign: int, base: Point, reader: Reader) -> bool:
    """Whether "this week", said of what is to come at a weekend, is the one that begins on Monday."""
    if base.unit != "D" or sign != 0:
        return False
    day = weekday(base)
    if day not in (SATURDAY, SUNDAY):
        return False
    is_sunday = day == SUNDAY
    if is_sunday and reader.view.lower(match.first) == "later":
        return True  # nothing of the week that ends is left
    if reader.view.tag_after(match) == "POS":
        return _is_of_what_is_to_be_held(match, is_sunday, reader)
    tense = reader.tense(match)
    if tense in ("future", "ahead"):
        return _is_said_of_week(match, reader)
    return is_sunday and tense == "present" and _is_beside_present(match, reader)


def _is_of_what_is_to_be_held(match: Match, is_sunday: bool, reader: Reader) -> bool:
    """Whether what belongs to a week is to be held: "the campaign will last until this week's vote"."""
    tense = reader.tense(match)
    if tense in ("future", "ahead"):
        return True
    if not is_sunday:
        return False
    return tense in TO_BE_HELD or _is_supposed(match, reader)


def _is_supposed(match: Match, reader: Reader) -> bool:
    """Whether the end of what is held in a week is supposed: "if she were to lose in this week's vote"."""
    if not reader.tenses.event(match):
        return False
    before = reader.view.words_before(match, SUPPOSED)
    return "if" in before and not WERE.isdisjoint(before)


def _is_said_of_week(match: Match, reader: Reader) -> bool:
    """Whether the verb that tells what is to come is that of a match, and not one of a clause behind it.

    "This week they will meet", not "This week he said they would" nor "a fear this week that they will".
    """
    view = reader.view
    row, _ = reader.tenses.governor(match)
    if row < match.first:
        return True
    low, high = view.sentence(match.first)
    if row < high and view.lower(row) in WOULD:
        return False
    place = match.first - low
    return place <= 1 or row == match.last


def _is_beside_present(match: Match, reader: Reader) -> bool:
    """Whether a verb of the present stands by a match: "this week is decisive", not "has met this week"."""
    row, _ = reader.tenses.governor(match)
    if reader.view.lower(row) in PERFECT:
        return False
    if row < match.first:
        return match.first - row <= BESIDE
    return row - match.last < BESIDE


def week_that_ends(base: Point | None, anchor: str) -> Meaning | None:
    """This past week: on a Sunday, the one that ends."""
    if base is None:
        return open_value("PAST_REF")
    day = shift(base, -MID_WEEK, "D")
    week = truncate(day, "W")
    return dated(week, anchor)


def weekend(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The weekend past, unless the verb looks ahead; "this weekend" to come, unless it looks back."""
    base, anchor = reader.anchor()
    if base is None or is_coarser(base, "WE"):
        return None
    if "dir" in values:
        is_gone = _is_weekend_gone(match, base, reader)
    else:
        is_gone = not _is_weekend_ahead(match, base, reader)
    point = truncate(base, "WE")
    is_ahead = point.begins > base.begins
    if is_gone and is_ahead:
        point = shift(point, -1, "W")
    return dated(point, anchor)


def _is_weekend_gone(match: Match, base: Point, reader: Reader) -> bool:
    """Whether "this weekend" is the one that has just ended; from midweek only a verb beside it says so."""
    tense = reader.tense(match)
    if weekday(base) == DAY_AFTER_WEEKEND:
        return tense not in ("future", "ahead")
    if _is_of_what_was_held(match, base, reader):
        return True
    if tense != "past":
        return False
    if weekday(base) <= LAST_DAY_OF_PAST_WEEKEND:
        return True
    return reader.tenses.is_by_past_verb(match)


def _is_of_what_was_held(match: Match, base: Point, reader: Reader) -> bool:
    """Whether what belongs to a weekend was: "this weekend's fair gave them hope"."""
    if reader.view.tag_after(match) != "POS" or weekday(base) in JUST_BEFORE_WEEKEND:
        return False
    if reader.tenses.is_followed_by_past(match):
        return True
    is_early = weekday(base) <= LAST_DAY_OF_PAST_WEEKEND
    return is_early and _is_right_after_past(match, reader)


def _is_right_after_past(match: Match, reader: Reader) -> bool:
    """Whether a verb of the past that plans nothing stands right before: "it ran this weekend's letter"."""
    tenses = reader.tenses
    verb = reader.view.word_before(match).lower()
    if verb in tenses.hints or verb in tenses.lists["put_off"]:
        return False
    return tenses.follows_past(match)


def _is_weekend_ahead(match: Match, base: Point, reader: Reader) -> bool:
    """Whether "the weekend" is to come: of what will be (not where one has just ended), or after "before"."""
    before = reader.view.word_before(match)
    if before in ("before", "by", "until"):
        return before != "by" or not _is_bound_gone(match, base, reader)
    if weekday(base) == DAY_AFTER_WEEKEND:
        return False
    if _opens_what_will_be(match, reader):
        return True
    tense = reader.tense(match)
    if before == "for" and tense not in ("past", "since"):
        return True  # they pack for the weekend
    if tense == "present" and weekday(base) in JUST_BEFORE_WEEKEND:
        return True  # on a Friday: "they are planning to march over the weekend"
    return tense in ("future", "ahead") or _is_after_day_ahead(match, base, reader)


def _is_bound_gone(match: Match, base: Point, reader: Reader) -> bool:
    """Whether what is told had come so far by the weekend just gone: "by the weekend they were sixty"."""
    if weekday(base) > LAST_DAY_OF_PAST_WEEKEND:
        return False
    row, _ = reader.tenses.governor(match)
    is_wanted = "TO" in reader.view.tags_of(row, match.first)
    return reader.tenses.is_by_past_verb(match) and not is_wanted


def _opens_what_will_be(match: Match, reader: Reader) -> bool:
    """Whether words of what will be open with a weekend: she said, "Over the weekend they will meet"."""
    before = reader.view.words_before(match, OPENING)
    if OPENERS.isdisjoint(before):
        return False
    return reader.tenses.is_before_future(match)


def _is_after_day_ahead(match: Match, base: Point, reader: Reader) -> bool:
    """Whether a sentence goes on from a day to come: "to meet on Friday and to rest over the weekend"."""
    if not reader.names_day_here(match) or reader.is_surely_gone(match):
        return False
    _, day = reader.points["D"]
    week = shift(base, 1, "W")
    return base.begins < day.begins < week.begins
