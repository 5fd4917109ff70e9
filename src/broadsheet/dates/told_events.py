"""What an article dates: "the blast on Tuesday", "Monday's debate", "was killed on 3 March"."""

from dataclasses import dataclass

from .article import Reader
from .event_words import NAMES, is_holding, keys_of
from .meaning import Meaning
from .points import Point, truncate
from .view import Match

NOUNS = ("NN", "NNS")
# In a phrase around its head, and what joins phrases.
IN_PHRASE = ("NN", "NNS", "NNP", "NNPS", "DT", "PRP$", "JJ", "JJS", "CD", "POS", "HYPH")
OWNED = ("JJ", "HYPH", *NOUNS, *NAMES)  # in what belongs to a day
ATTRIBUTIVE = ("DT", "PRP$", "POS", "JJ")  # before a day that belongs to a noun
JOINS = ("IN", "TO")
UPON = frozenset(["on", "at", "in", "late", "early", "just", "only"])
# Before a day that is not that of what stands beside it.
NOT_ON = frozenset(
    ["since", "until", "till", "before", "by", "after", "from", "than", "to"]
)
VERBS = ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB")
BACK = 14  # tokens before a day within which stands what took place on it
VERB_REACH = 12  # tokens between a day and its verb
VERB_GROUP = 3  # tokens before a verb: "will be", "was first"


@dataclass(frozen=True)
class Told:
    """What took place, or is to, on a day.

    Attributes:
        start: Where the day is named.
        row: The first token there.
        day: The day.
        keys: What stands for what took place.
    """

    start: int
    row: int
    day: Point
    keys: frozenset[str]


def events_told(read: list[tuple[Match, Meaning]], reader: Reader) -> list[Told]:
    """What an article dates in words of its own, in reading order."""
    events = []
    for match, meaning in read:
        point = meaning.point
        if point is None or point.unit != "D" or point.days:
            continue
        if reader.quoted(match) or reader.view.word_before(match) in NOT_ON:
            continue
        keys = frozenset(_keys_beside(match, reader))
        if keys:
            day = truncate(point, "D")
            events.append(Told(match.start, match.first, day, keys))
    return events


def naming_words(
    first: int, last: int, reader: Reader, tags: tuple[str, ...] = (*NOUNS, *NAMES)
) -> frozenset[str]:
    """The nouns and the last parts of the names of some rows, in small letters."""
    view = reader.view
    words = set()
    for row in range(first, last):
        if view.tag(row) not in tags or _goes_on_as_name(row, last, reader):
            continue
        word = view.lower(row)
        words.add(word)
    return frozenset(words)


def _goes_on_as_name(row: int, last: int, reader: Reader) -> bool:
    """Whether a token is part of a name, and not its last."""
    if row + 1 == last or reader.view.tag(row) not in NAMES:
        return False
    return reader.view.tag(row + 1) in NAMES


def _keys_beside(match: Match, reader: Reader) -> list[str]:
    """What stands for what a day is that of: what belongs to it, its verb, or what stands before it."""
    rows = _rows_owned(match, reader)
    if not rows:
        rows += _rows_before(match, reader)
        rows += _rows_of_verb(match, reader)
    return keys_of(reader.view, rows)


def _rows_owned(match: Match, reader: Reader) -> list[int]:
    """The nouns that belong to a day: "Tuesday's blast", "the June 7 primary"."""
    view = reader.view
    _, high = view.sentence(match.first)
    last = match.last
    if view.tag_after(match) == "POS":
        last = reader.tenses.end_of_owned(match)
        return [last - 1]
    tags_before = view.tags_before(match, 1)
    if not tags_before or tags_before[0] not in ATTRIBUTIVE:
        return []
    while last < high and view.tag(last) in OWNED:
        last += 1
    return [last - 1] if last > match.last else []


def _rows_before(match: Match, reader: Reader) -> list[int]:
    """The nouns right before a day: "the blast in a market on Tuesday"; not what is only spoken of."""
    view = reader.view
    low, _ = view.sentence(match.first)
    row = match.first - 1
    while row > low and view.lower(row) in UPON:
        row -= 1
    lowest = max(low, match.first - BACK)
    phrase: list[int] = []
    rows: list[int] = []
    while row >= lowest:
        tag = view.tag(row)
        if tag in JOINS:
            rows += phrase[:1]
            phrase = []
        elif tag in NOUNS:
            phrase.append(row)
        elif tag not in IN_PHRASE:
            break
        row -= 1
    is_object = row >= low and view.tag(row) in VERBS
    if not is_object or is_holding(view, row):
        rows += phrase[:1]
    return rows


def _rows_of_verb(match: Match, reader: Reader) -> list[int]:
    """The verb that tells of a day, and its subject where the verb only says that it takes place."""
    view = reader.view
    row, tense = reader.tenses.governor(match)
    if not tense or view.tag(row) not in VERBS:
        return []
    distance = row - match.first
    if abs(distance) > VERB_REACH:
        return []
    if not is_holding(view, row):
        return [row]
    subject = _subject(row, reader)
    return [row, *subject]


def _subject(verb: int, reader: Reader) -> list[int]:
    """The noun before a verb and its auxiliaries."""
    view = reader.view
    low, _ = view.sentence(verb)
    first = max(low, verb - VERB_GROUP)
    before = range(first, verb)
    for row in reversed(before):
        tag = view.tag(row)
        if tag in NOUNS:
            return [row]
        if tag in IN_PHRASE:
            return []
    return []
