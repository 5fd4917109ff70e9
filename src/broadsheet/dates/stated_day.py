"""The day that the words around a quotation say it was spoken on: "she told reporters on Monday"."""

from .article import Reader
from .meaning import Anchor, read_fields
from .named import named_point
from .points import Point, shift, truncate
from .quoted_speaker import is_of_others
from .view import Match

STATED_NEAR = 500  # characters before words quoted within which the day they were spoken on is stated
SPEECH_WORDS = 8  # tokens before a day within which stands what was held on it
LEAD_WORDS = 80  # tokens from a day to what is said on it
LAST_WORDS = 3  # tokens before a quotation among which stands that it is said
# Lists of tense.toml whose verbs say that somebody speaks.
VERBS_OF_SPEECH = ("spoken", "in_public", "voiced")


def stated_day(match: Match, reader: Reader) -> Anchor | None:
    """The last day named before a quotation, if somebody is said to have spoken on it; else None."""
    for other in reader.before(match, STATED_NEAR):
        if reader.quoted(other) or not _is_day(other):
            continue
        if not _is_of_speech(other, reader) or _is_of_another(match, other, reader):
            return None
        day = _day_of(other, reader)
        return (day, f"text:{other.start}") if day else None
    return None


def leads_to_speech(other: Match, match: Match, reader: Reader) -> bool:
    """Whether a day leads to words quoted in its sentence: "On 3 May, as the ship sank, he wrote: “…”"."""
    view = reader.view
    if other.start > match.start or reader.quoted(other):
        return False
    before = view.word_before(other)
    if before not in ("", "on", "at") or view.tag_after(other) == "POS":
        return False
    low, _ = view.sentence(match.first)
    if other.first < low or match.first - other.last > LEAD_WORDS:
        return False
    between = range(other.last, match.first)
    unquoted = [row for row in between if not view.quoted[row]]
    last_words = {view.lower(row) for row in unquoted[-LAST_WORDS:]}
    spoken = reader.tenses.lists["spoken"]
    return not spoken.isdisjoint(last_words)


def _is_day(other: Match) -> bool:
    """Whether an expression is of one day: a weekday, a day of a month, yesterday, last night."""
    if other.names("weekday", "today"):
        return True
    if other.names("part") and other.names("dir"):
        return True
    return other.names("month") and other.names("day", "ord")


def _is_of_speech(other: Match, reader: Reader) -> bool:
    """Whether somebody spoke on a day: "she said on Monday", "at a news conference in Cork yesterday"."""
    view = reader.view
    lists = reader.tenses.lists
    if view.tag_after(other) == "POS":
        return False
    before = view.word_before(other)
    if before in lists["no_speech"] and before != "from":
        return False
    row, _ = reader.tenses.governor(other)
    verb = view.lower(row)
    if any(verb in lists[name] for name in VERBS_OF_SPEECH):
        return True
    low, _ = view.sentence(other.first)
    first = max(low, other.first - SPEECH_WORDS)
    spoken_at = lists["speeches"] | lists["occasions"]
    return any(
        view.lower(row) in spoken_at and view.tag(row).startswith("N")
        for row in range(first, other.first)
    )


def _is_of_another(match: Match, other: Match, reader: Reader) -> bool:
    """Whether the words quoted may be of somebody else: "Moe said he would go, his lawyer said on Monday"."""
    view = reader.view
    low, high = view.sentence(other.first)
    spoken = reader.tenses.lists["spoken"]
    verbs = [
        row
        for row in range(low, min(high, match.first))
        if view.lower(row) in spoken and not view.quoted[row]
    ]
    return len(verbs) > 1 or is_of_others(match, other, reader)


def _day_of(other: Match, reader: Reader) -> Point | None:
    """The day of an expression, if it is not to come."""
    published = reader.published
    if published is None:
        return None
    values = read_fields(other)
    if other.names("weekday", "month"):
        meaning = named_point(other, values, reader)
        point = meaning.point if meaning else None
        if point is None or point.unit != "D":
            return None
        day = truncate(point, "D")
    else:
        days_away = values.first("today", "dir", default=0)
        day = shift(published, days_away, "D")
    return day if day.begins <= published.begins else None
