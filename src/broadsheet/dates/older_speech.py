"""Words that were spoken or written at another time than their article: "he said in January 2007"."""

from .article import Reader
from .meaning import Values, read_fields
from .view import Match

BACK_RULES = frozenset(["ago", "earlier", "so long back", "about so long ago"])
SAID_WORDS = 6  # tokens after "said" within which stands when it was
SPEECH_WORDS = 3  # tokens between a speech and when it was given
PARTING = frozenset([",", ";", ":", "that", "and", "but", "who", "which"])
DAY_FIELDS = ("day", "ord", "weekday", "today", "part", "figures", "clock", "hour")
QUOTED_FROM = 500  # characters before a quotation, within which stands of when it is
NEXT_PARAGRAPH = 2
HELD_WORDS = 4  # tokens before a day, within which "at" stands: "at Monday's talks"
AT = frozenset(["at", "during", "outset"])


def is_of_older_speech(other: Match, values: Values, reader: Reader) -> bool:
    """Whether an expression that names no day says when the words beside it were spoken.

    "He said in March: …", "… , he wrote last year", "in a speech a week ago he said …".
    """
    if reader.quoted(other) or other.names(*DAY_FIELDS):
        return False
    view = reader.view
    is_earlier = view.lower(other.first) == "earlier"
    if not is_earlier and not _is_gone(other, values):
        return False
    if view.tag_after(other) == "POS":
        return False
    low, _ = view.sentence(other.first)
    first = max(low, other.first - SAID_WORDS)
    before = view.lower_words(first, other.first)
    said = _last_of(before, reader.tenses.lists["spoken"])
    given = _last_of(before, reader.tenses.lists["speeches"])
    if said is not None:
        return PARTING.isdisjoint(before[said + 1 :])
    if given is None or len(before) - given - 1 > SPEECH_WORDS:
        return False
    return PARTING.isdisjoint(before[given + 1 :])


def is_quoted_from_older(match: Match, reader: Reader) -> bool:
    """Whether the last time named before words quoted is that of an older speech."""
    for other in reader.before(match, QUOTED_FROM):
        if reader.quoted(other):
            continue
        if is_of_older_speech(other, read_fields(other), reader):
            return _is_next_paragraph(reader.written[other.end : match.start])
        if other.names(*DAY_FIELDS):
            return False
    return False


def is_in_older_speech(match: Match, reader: Reader) -> bool:
    """Whether a week or a year that runs does so in older words: "“this year”, he said in 2007"."""
    if reader.published is None or not reader.quoted(match):
        return False
    if is_quoted_from_older(match, reader):
        return True
    other = reader.next_match(match)
    _, end = reader.paragraph(match)
    if other is None or other.start >= end:
        return False
    return is_of_older_speech(other, read_fields(other), reader)


def _is_next_paragraph(between: str) -> bool:
    """Whether a text ends in the paragraph that it begins in, or in the next."""
    paragraphs = [line for line in between.split("\n") if line.strip()]
    return len(paragraphs) <= NEXT_PARAGRAPH


def _is_gone(other: Match, values: Values) -> bool:
    """Whether an expression is of a month or a year, or looks back: "last week", "a year ago"."""
    if values.get("dir") == -1 or other.rule.name in BACK_RULES:
        return True
    return other.rule.op == "calendar" and other.names("month", "year")


def _last_of(words: list[str], wanted: frozenset[str]) -> int | None:
    """The place of the last of some words among others, if any is there."""
    for place in reversed(range(len(words))):
        if words[place] in wanted:
            return place
    return None


def is_of_what_was_held(other: Match, reader: Reader) -> bool:
    """Whether words were spoken at what was held on a day: "at the outset of Monday's debate"."""
    if not reader.tenses.event(other):
        return False
    view = reader.view
    low, _ = view.sentence(other.first)
    first = max(low, other.first - HELD_WORDS)
    return not AT.isdisjoint(view.lower_words(first, other.first))
