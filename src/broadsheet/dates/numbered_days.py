"""Days by their number alone: the 30th, between the 8th and the 14th, on the 1st and 8th."""

from itertools import pairwise

from .article import Reader
from .choose import WEEK, choose
from .complete import WEIGHTS
from .meaning import Anchor, Meaning, Values, dated
from .points import Point, months_between, parse_day, shift, truncate, weekday
from .view import Match

NUMBERED = frozenset(["day_of_month", "next_day_of_month"])
SOON = 2  # months within which a day to come is, from which another goes on
WORDS_TO_VERB = 6  # before a day, within which what is done on it is told
NEAR = 300  # characters within which a day goes on from the one just named


def day_of_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The 30th: of the month named before in a story, else of the nearest month that tense allows."""
    number = values["ord"]
    if "paired" in match.rule.settings and not _is_first_of_two(match, reader):
        return None
    base, anchor = _month_of_story(match, reader)
    if base is None:
        base, anchor = _month_just_before(number, match, reader)
    if base is not None:
        day = parse_day(base.year, base.month, number)
        return dated(day, anchor)
    published = reader.published
    if published is None:
        return None
    points = _days_of_months_around(published, number)
    if "weekday" in values:
        points = [day for day in points if weekday(day) == values["weekday"]]
    tense = "coming" if _is_of_plan(match, reader) else reader.tense(match)
    nearest = choose(points, published, None, WEIGHTS[tense])
    return dated(nearest, "published")


def _is_of_plan(match: Match, reader: Reader) -> bool:
    """Whether what is done on a day is told in the present, and so to come: "they sail on the 5th"."""
    view = reader.view
    tenses = reader.tenses
    row, tense = tenses.governor(match)
    if view.word_before(match) != "on":
        return False
    if not tense:
        return _has_verb_of_many(match, reader)
    if tense != "present" or row >= match.first:
        return False
    verb = view.lower(row)
    return view.tag(row) in ("VBP", "VBZ") and verb not in tenses.lists["reports"]


def _has_verb_of_many(match: Match, reader: Reader) -> bool:
    """Whether a verb of the present is taken for an infinitive after its subject: "England go to Cardiff"."""
    first = match.first - len(reader.view.tags_before(match, WORDS_TO_VERB))
    tags = reader.view.tags_of(first, match.first)
    return any(
        tag == "VB" and subject in ("NNP", "NNPS", "NNS")
        for subject, tag in pairwise(tags)
    )


def next_day_of_month(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """The second of two days of a month, or the one that ends a stretch: "from the 28th to the ⟦3rd⟧"."""
    if reader.previous is None:
        return None
    other, meaning = reader.previous
    first = meaning.point
    is_after_pair = other.rule.op in NUMBERED and match.first - other.last <= 2
    if first is None or first.unit != "D" or not is_after_pair:
        return None
    number = values["ord"]
    month = truncate(first, "M")
    if number <= first.day:
        month = shift(month, 1, "M")
    day = parse_day(month.year, month.month, number)
    return dated(day, meaning.anchor)


def _is_first_of_two(match: Match, reader: Reader) -> bool:
    """Whether the number behind is that of a day too, not of a century or a floor."""
    later = reader.next_match(match)
    return later is not None and later.rule.op == "next_day_of_month"


def _month_just_before(number: int, match: Match, reader: Reader) -> Anchor:
    """The month or day just named, if this day may go on from it.

    It is of a month to come ("shut next month … on the ⟦12th⟧"), it follows on a day to come, or on another
    within a week: "until 7 September. … Between the ⟦8th⟧".
    """
    points = reader.earlier_points()
    published = reader.published
    if not points or published is None:
        return None, "none"
    start, base = points[0]
    if match.start - start > NEAR or base.unit not in ("D", "M"):
        return None, "none"
    months = months_between(base, published)
    is_to_come = 0 < months < SOON
    days_on = number - base.day
    is_later = days_on > 0
    if base.unit == "M":
        is_next = is_to_come
    else:
        is_next = is_later and (is_to_come or days_on <= WEEK)
    return (base, f"text:{start}") if is_next else (None, "none")


def _month_of_story(match: Match, reader: Reader) -> Anchor:
    """The month or day named before in a story or a sentence, of which a day may be."""
    is_near = reader.names_point_here(match) or reader.history
    base, anchor = reader.anchor(text=True, unit="M")
    if not is_near or anchor == "published":
        return None, "none"
    if base is None or base.unit not in ("M", "D"):
        return None, "none"
    if _is_to_come_after_older(base, match, reader):
        return None, "none"
    return base, anchor


def _is_to_come_after_older(base: Point, match: Match, reader: Reader) -> bool:
    """Whether what is to come cannot be of a month long gone: "in force since May 2015, will be heard on"."""
    published = reader.published
    if published is None or reader.history:
        return False
    this_month = truncate(published, "M")
    month = truncate(base, "M")
    months = months_between(this_month, month)
    return months > 1 and reader.tense(match) in ("future", "ahead", "coming")


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
