"""Words that were spoken or written at another time than their article: "he said in January 2007"."""

from .article import Reader
from .meaning import Values, read_fields
from .view import Match, TokenView

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
    if not _is_gone(other, values, view):
        return False
    if view.tag_after(other) == "POS":
        return False
    lists = reader.tenses.lists
    before = view.words_before(other, SAID_WORDS)
    said = _after_last_of(lists["spoken"], before)
    if said is not None:
        return PARTING.isdisjoint(said)
    given = _after_last_of(lists["speeches"], before)
    if given is None or len(given) > SPEECH_WORDS:
        return False
    return PARTING.isdisjoint(given)


def is_quoted_from_older(match: Match, reader: Reader) -> bool:
    """Whether the last time named before words quoted is that of an older speech."""
    for other in reader.before(match, QUOTED_FROM):
        if reader.quoted(other):
            continue
        values = read_fields(other)
        if is_of_older_speech(other, values, reader):
            between = reader.written[other.end : match.start]
            return _is_next_paragraph(between)
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
    values = read_fields(other)
    return is_of_older_speech(other, values, reader)


def _is_next_paragraph(between: str) -> bool:
    """Whether a text ends in the paragraph that it begins in, or in the next."""
    lines = between.split("\n")
    paragraphs = [line for line in lines if line.strip()]
    return len(paragraphs) <= NEXT_PARAGRAPH


def _is_gone(other: Match, values: Values, view: TokenView) -> bool:
    """Whether an expression is of a month or a year, or looks back: "last week", "earlier"."""
    if view.lower(other.first) == "earlier":
        return True
    if values.get("dir") == -1:
        return True
    rule = other.rule
    if rule.name in BACK_RULES:
        return True
    return rule.op == "calendar" and other.names("month", "year")


def _after_last_of(wanted: frozenset[str], words: list[str]) -> list[str] | None:
    """The words after the last of those that are wanted, or none where none is."""
    for place in range(len(words), 0, -1):
        word = words[place - 1]
        if word in wanted:
            return words[place:]
    return None


def is_of_what_was_held(other: Match, reader: Reader) -> bool:
    """Whether words were spoken at what was held on a day: "at the outset of Monday's debate"."""
    if not reader.tenses.event(other):
        return False
    before = reader.view.words_before(other, HELD_WORDS)
    return not AT.isdisjoint(before)
