"""The day that a story stands at: of which an hour, or a part of a day, is that is told of in the past."""

from .article import STORY, WEEKDAY_RULES, Reader
from .meaning import Anchor, read_fields
from .mistagged import FINITE
from .points import Point, to_ordinal
from .view import Match

REACH = 6000  # characters within which a story stands at the day last told of
LONGEST_AGO = 3  # days before publication of which a story is told, unless its day was named just before
HOURS_OF_LIVE_REPORT = 12  # that an article has more of whose entries begin with hours
AHEAD_STORY = 1500  # characters within which an hour to come is one of the day to come that was named
STORY_OF_DAY = 1500  # characters within which an hour goes with "today"
HOUR_BEFORE = 300  # characters within which an hour goes on from another
# Before a day that only bounds or is compared with what is told.
IN_PASSING = frozenset(
    ["since", "until", "till", "than", "with", "to", "before", "after", "by", "for"]
)
FEASTS = frozenset(["birthday", "anniversary"])
FEAST_WORDS = 2  # tokens before a day within which the feast is named that falls on it
WORDS_TO_FEAST = 4  # the same, behind it
# Rules by which a day is named.
DAY_RULES = WEEKDAY_RULES | {
    "day word",
    "day",
    "this part of the day",
    "clock",
    "day at an hour",
}
TOLD = ("past", "since")
NEAR_VERB = 12  # tokens from the verb that tells of a day to the day


def is_told(match: Match, reader: Reader) -> bool:
    """Whether a finite verb of the past tells of a match: "the train left at noon", not "due at noon"."""
    if not reader.is_surely_gone(match):
        return False
    view = reader.view
    row, _ = reader.tenses.governor(match)
    if view.tag(row) != "VBN":
        return True
    if reader.tenses.has_past_auxiliary(row):
        return True
    tags = view.sentence_tags(match)
    return FINITE.isdisjoint(tags)  # or it is "a dinner hosted by her"


def told_day(match: Match, reader: Reader) -> Anchor:
    """The day that was last told of before a match, if it is not after that of publication."""
    if reader.quoted(match) or _is_live_report(reader):
        return None, "none"
    day, start = day_of_hour_before(match, reader)
    if day:
        return day, start
    for other, point in reversed(reader.days):
        distance = match.start - other.start
        if distance > REACH:
            break
        if not _tells_of_day(other, point, reader):
            continue
        if not _is_near(match, other, point, reader):
            break
        return point, f"text:{other.start}"
    return None, "none"


def day_of_hour_before(match: Match, reader: Reader) -> Anchor:
    """The day of the hour named just before a match, or none."""
    if reader.previous is None:
        return None, "none"
    other, meaning = reader.previous
    if other.rule.op != "clock" or meaning.point is None:
        return None, "none"
    distance = match.start - other.end
    if distance > HOUR_BEFORE or reader.quoted(other):
        return None, "none"
    written_before = reader.written[: other.start]
    if written_before.endswith("("):
        return None, "none"  # the same moment by another clock
    return meaning.point, meaning.anchor


def _is_live_report(reader: Reader) -> bool:
    hours = sum(match.rule.op == "clock" for match in reader.matches)
    return hours > HOURS_OF_LIVE_REPORT


def _is_near(match: Match, other: Match, point: Point, reader: Reader) -> bool:
    """Whether a day is one of the last few, or named just before."""
    published = reader.published
    distance = match.start - other.start
    if published is None or distance <= STORY:
        return True
    today = to_ordinal(published)
    days_ago = today - to_ordinal(point)
    return days_ago <= LONGEST_AGO


def _tells_of_day(other: Match, point: Point, reader: Reader) -> bool:
    """Whether something is told of a day: "on Friday they met", "Friday's rally", not "since Friday"."""
    published = reader.published
    if published is None or point.begins > published.begins:
        return False
    if other.rule.name not in DAY_RULES:
        return False
    if other.names("holiday"):
        return False
    if reader.quoted(other):
        return False
    view = reader.view
    if view.word_before(other) in IN_PASSING or _is_of_feast(other, reader):
        return False
    if view.tag_after(other) == "POS":
        return reader.tenses.is_of_what_took_place(other)
    row, _ = reader.tenses.governor(other)
    distance = other.first - row
    if distance > NEAR_VERB:
        return False
    return reader.tense(other) in TOLD


def _is_of_feast(other: Match, reader: Reader) -> bool:
    """Whether a day is that of somebody's feast, not of the story: "for her birthday on Tuesday"."""
    before = reader.view.words_before(other, FEAST_WORDS)
    after = reader.view.words_after(other, WORDS_TO_FEAST)
    if after[:1] == [","] and not FEASTS.isdisjoint(after):
        return True  # on Tuesday, her 40th birthday
    return not FEASTS.isdisjoint(before)


def tells_past(match: Match, reader: Reader) -> bool:
    """Whether a story of another day is being told: one was named a little before, and all is past."""
    published = reader.published
    if published is None or not reader.days:
        return False
    day, point = reader.days[-1]
    distance = match.start - day.start
    if point.begins >= published.begins or distance >= STORY:
        return False
    if _is_of_feast(day, reader):
        return False
    is_owner = reader.view.tag_after(day) == "POS"
    if is_owner and not reader.tenses.is_of_what_took_place(day):
        return False
    return reader.tense(match) == "past"


def names_today_near(match: Match, reader: Reader) -> bool:
    """Whether the day of publication is named a little before a match."""
    published = reader.published
    if published is None:
        return False
    for other in reader.before(match, STORY_OF_DAY):
        if _is_today(other):
            return True
    if not reader.days:
        return False
    day, point = reader.days[-1]
    distance = match.start - day.start
    if distance >= STORY_OF_DAY:
        return False
    return point.begins == published.begins


def _is_today(match: Match) -> bool:
    """Whether it is today or tonight, not yesterday or tomorrow."""
    if match.names("tonight"):
        return True
    return match.names("today") and read_fields(match)["today"] == 0


def tells_day_ahead(match: Match, reader: Reader) -> bool:
    """Whether a day to come was named a little before, and what is told is to come."""
    day, _ = day_ahead(match, reader)
    return day is not None and day == reader.days[-1][1]


def day_ahead(match: Match, reader: Reader) -> Anchor:
    """The day to come that was named a little before what is to come, whatever was told in between."""
    published = reader.published
    if published is None or reader.tense(match) not in ("future", "ahead"):
        return None, "none"
    reach = AHEAD_STORY
    for other, point in reversed(reader.days):
        if match.start - other.start > reach:
            break
        if point.begins > published.begins:
            return point, f"text:{other.start}"
        if reader.tense(other) not in TOLD:
            break
        reach = STORY
    return None, "none"
