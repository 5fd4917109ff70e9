"""Days counted from an event of which the article tells the day: "two days after the blast"."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from .article import Reader
from .event_asked import BREAKS, FINITE, Asked, event_asked
from .event_words import event_words
from .meaning import Meaning, Values, dated, read_fields
from .points import Point, shift, truncate
from .relative import read_count, unit_of
from .told_events import Told, events_told, naming_words
from .view import Match

SIDES = {"before": -1, "after": 1, "following": 1}
COUNTED = ("D", "W", "FN", "M", "Y")
TO_COME = ("future", "ahead", "coming")
GONE = ("past", "since")
TO_THE_DAY = ("D", "W", "FN")  # units in which the distance of a day is given
LATE_PARTS = ("TNI", "TEV")
WITHIN_PHRASE = 10  # tokens of a phrase or clause before the day that it names
NOWHERE = -1
LENGTHS = ("duration", "duration in one")
# Between a day and what only explains it.
APPOSITION = re.compile(r"\s*[,(–—-]\s*((just|only|exactly)\s+)?")


@dataclass
class Story:
    """What an article dates, and what takes place then, which is only looked for where it is asked."""

    known: list[tuple[Match, Meaning]]
    reader: Reader

    @cached_property
    def events(self) -> list[Told]:
        """What is told of each day."""
        return events_told(self.known, self.reader)


def by_event(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The eve of an event, the day after it: read when all that the article dates is known."""
    return None


def with_events(
    read: list[tuple[Match, Meaning | None]], reader: Reader
) -> list[tuple[Match, Meaning | None]]:
    """What is read of an article, with what is counted from events of which it tells the day."""
    asked = [place for place, (match, _) in enumerate(read) if _may_be_counted(match)]
    if not asked:
        return read
    known = [(match, meaning) for match, meaning in read if meaning is not None]
    story = Story(known, reader)
    with_counted = list(read)
    for place in asked:
        match, meaning = read[place]
        counted = _counted(match, story, reader)
        with_counted[place] = match, counted or meaning
    return with_counted


def _may_be_counted(match: Match) -> bool:
    """Whether a match is of a kind that may be counted from an event."""
    rule = match.rule
    return rule.op == "by_event" or rule.name in LENGTHS


def _sign(match: Match, reader: Reader) -> int | None:
    """On which side of an event a match lies; None where it is counted from none."""
    view = reader.view
    if match.rule.op == "by_event":
        is_how_long = view.word_before(match) in event_words().filled
        return None if is_how_long else _sign_of_day(match)
    if match.names("quant"):
        return None
    sign = SIDES.get(view.word_after(match))
    if sign is None or view.word_before(match) in event_words().how_long:
        return None
    values = read_fields(match)
    if read_count(values) is None or unit_of(match, values) not in COUNTED:
        return None
    words = view.lower_words(match.first, match.last)
    return sign if event_words().not_all_days.isdisjoint(words) else None


def _sign_of_day(match: Match) -> int | None:
    """The same of "the morning after", "the eve" and "the day" of an event; a night after it is either."""
    values = read_fields(match)
    which = values.get("which")
    if which is None:
        return match.rule.settings["sign"]
    sign = SIDES[which]
    is_late = values.get("part") in LATE_PARTS
    return None if is_late and sign > 0 else sign


def _counted(match: Match, story: Story, reader: Reader) -> Meaning | None:
    """The day, week, month or year that an expression means; None where the article does not tell."""
    sign = _sign(match, reader)
    if sign is None:
        return None
    values = read_fields(match)
    unit = unit_of(match, values)
    same = _day_in_apposition(match, unit, story, reader)
    if same is not None:
        return same
    base, start = _day_of_event(match, story, reader)
    if base is None:
        return None
    count = read_count(values) if match.rule.op != "by_event" else 1
    moved = shift(base, sign * (count or 1), unit)
    if _is_on_wrong_side(moved, match, reader):
        return None
    unit_meant = "W" if unit == "FN" else unit
    point = truncate(moved, unit_meant)
    part = values.get("part", "")
    return dated(point, f"text:{start}", part)


def _is_on_wrong_side(point: Point, match: Match, reader: Reader) -> bool:
    """Whether what is past would lie after the day of publication, or what is to come before it."""
    published = reader.published
    if published is None:
        return False
    tense = reader.tense(match)
    if tense in TO_COME:
        return point.begins < published.begins
    return tense in GONE and point.begins > published.begins


def _day_in_apposition(
    match: Match, unit: str, story: Story, reader: Reader
) -> Meaning | None:
    """The day that an expression only explains: "on Friday, a day after rain"."""
    if unit not in TO_THE_DAY or match.names("part"):
        return None
    for other, meaning in story.known:
        point = meaning.point
        if other.end > match.start or point is None or point.unit != "D":
            continue
        between = reader.written[other.end : match.start]
        if APPOSITION.fullmatch(between):
            return replace(meaning, anchor=f"text:{other.start}", mod="")
    return None


def _day_of_event(
    match: Match, story: Story, reader: Reader
) -> tuple[Point | None, int]:
    """The day of the event that follows, and where it is named."""
    first = match.last
    if not match.names("which"):
        first += 1
    _, high = reader.view.sentence(match.first)
    if first >= high or reader.view.tag(first) in FINITE:
        return None, NOWHERE  # "who two days before had fled"
    day, start = _day_within(first, story, reader)
    if start != NOWHERE:
        return day, start
    asked = event_asked(first, reader)
    if asked is None:
        return None, NOWHERE
    return _day_looked_up(asked, match, story, reader)


def _day_within(first: int, story: Story, reader: Reader) -> tuple[Point | None, int]:
    """The day that the event's own phrase or clause names: "before the June 7 primary"."""
    for other, meaning in story.known:
        if other.first < first:
            continue
        between = reader.view.words_of(first, other.first)
        if len(between) > WITHIN_PHRASE or not BREAKS.isdisjoint(between):
            break
        point = meaning.point
        if point is None or point.unit != "D" or point.days:
            return None, other.start
        return truncate(point, "D"), other.start
    return None, NOWHERE


def _day_looked_up(
    asked: Asked, match: Match, story: Story, reader: Reader
) -> tuple[Point | None, int]:
    """The only day on which the article tells of such an event, or the only one of the paragraph."""
    fitting = []
    for told in story.events:
        is_alike = not told.keys.isdisjoint(asked.keys)
        if is_alike and _agrees(asked, told, reader):
            fitting.append(told)
    begin, end = reader.paragraph(match)
    near = [told for told in fitting if begin <= told.start < end]
    for group in (fitting, near):
        days = {told.day for told in group}
        if len(days) == 1:
            first = group[0]
            return first.day, first.start
    return None, NOWHERE


def _agrees(asked: Asked, told: Told, reader: Reader) -> bool:
    """Whether the words beside two events do not tell them apart."""
    low, high = reader.view.sentence(told.row)
    words = naming_words(low, high, reader)
    if not words.issuperset(asked.names):
        return False
    if not asked.beside:
        return True
    return not words.isdisjoint(asked.beside)
