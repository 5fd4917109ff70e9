"""Words that were spoken or written at another time than their article: "he said in January 2007"."""

from .article import Reader
from .meaning import Values, read_fields
from .view import Match

LEAD_WORDS = 60  # tokens of a sentence among which somebody speaks at the time that it begins with
OLDER_STORY = 600  # characters before a quotation within which an older time is told of
SENTENCE_HEAD = (
    3  # tokens of a sentence within which an expression begins it: "Just last week, …"
)
# What is of no day that is told: "for two days", "now", "at 10am".
PASSED_OVER = ("duration", "fixed", "clock", "former", "neighbour", "repeated")
BACK_RULES = frozenset(["ago", "earlier", "so long back", "about so long ago"])
SAID_WORDS = 6  # tokens after "said" within which stands when it was
SPEECH_WORDS = 3  # tokens between a speech and when it was given
PRESENT = ("VBZ", "VBP", "MD")
IN_PASSING = frozenset(["since", "from", "to", "until", "between", "than"])
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
    if not _is_gone(other, values, reader):
        return False
    if view.tag_after(other) == "POS":
        return False
    if _heads_what_is_said(other, reader):
        return True
    lists = reader.tenses.lists
    before = view.words_before(other, SAID_WORDS)
    said = _after_last_of(lists["spoken"], before)
    if said is not None:
        return PARTING.isdisjoint(said)
    given = _after_last_of(lists["speeches"], before)
    if given is None or len(given) > SPEECH_WORDS:
        return False
    return PARTING.isdisjoint(given)


def _heads_what_is_said(other: Match, reader: Reader) -> bool:
    """Whether a sentence begins with a time, and its first verb of the past says that somebody spoke."""
    view = reader.view
    low, high = view.sentence(other.first)
    if other.first - low > SENTENCE_HEAD:
        return False
    last = min(high, other.last + LEAD_WORDS)
    for row in range(other.last, last):
        if view.quoted[row]:
            return False
        if view.tag(row) == "VBD":
            return view.lower(row) in reader.tenses.lists["spoken"]
    return False


def is_in_older_story(match: Match, reader: Reader) -> bool:
    """Whether words are quoted from what took place years ago: "in 1993 … “I hurt today,” he said".

    Not where days are told of before: news often looks back.
    """
    published = reader.published
    if published is None or reader.history or _tells_of_days(match, reader):
        return False
    for other in reader.before(match, OLDER_STORY):
        if reader.quoted(other) or other.rule.op in PASSED_OVER:
            continue
        values = read_fields(other)
        if not _is_years_ago(other, values, published.year):
            return False
        return reader.tense(other) == "past" and _is_told_from(other, match, reader)
    return False


def _is_told_from(other: Match, match: Match, reader: Reader) -> bool:
    """Whether all that stands unquoted from a time to a match is told in the past."""
    view = reader.view
    if view.word_before(other) in IN_PASSING:
        return False
    return not any(
        view.tag(row) in PRESENT and not view.quoted[row]
        for row in range(other.last, match.first)
    )


def _tells_of_days(match: Match, reader: Reader) -> bool:
    """Whether a weekday, yesterday or today is named outside quotation marks before a match."""
    last = reader.first_match_from(match.start)
    before = reader.matches[:last]
    days = [other for other in before if other.names("weekday", "today")]
    return not all(reader.quoted(other) for other in days)


def _is_years_ago(other: Match, values: Values, year: int) -> bool:
    """Whether an expression is of a year that is over, or counts years back: "in 1993", "two years ago"."""
    if "year" in values:
        return values["year"] < year
    is_ago = other.rule.name in BACK_RULES and values.first("unit", "units") == "Y"
    return is_ago and other.rule.name != "earlier"


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


def _is_gone(other: Match, values: Values, reader: Reader) -> bool:
    """Whether an expression is of a month or a year, or looks back: "last week", "earlier"."""
    if reader.view.lower(other.first) == "earlier":
        return True
    if values.get("dir") == -1:
        return True
    rule = other.rule
    if rule.name in BACK_RULES:
        return True
    if rule.op == "weekend":
        return reader.tense(other) == "past"
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
