"""The event that an expression is counted from: "two days after ⟦his arrest⟧", "before ⟦the poll⟧"."""

from dataclasses import dataclass

from .article import Reader
from .event_words import NAMES, is_holding, keys_of
from .told_events import NOUNS, VERBS, naming_words

BREAKS = frozenset(
    [",", ";", ":", "(", ")", "—", "–", "-", ".", "''", "``", '"', "”", "“"]
)
FINITE = ("VBD", "VBZ", "VBP", "MD")
IN_GROUP = ("RB", "TO", "VB", "VBN", "VBG", "JJ")
DEFINITE = frozenset(["the", "that", "this", "his", "her", "its", "their", "our", "my"])
HEADS = (*NOUNS, *NAMES)
JOINING = ("IN", "TO", "WDT", "WP", "WRB", "CC")  # behind a phrase
CLAUSE = 12  # tokens of what follows that are looked at
GROUP = 5  # tokens of a verb with its auxiliaries


@dataclass(frozen=True)
class Asked:
    """An event that is referred to.

    Attributes:
        keys: What may stand for it.
        names: The names of its phrase that say which one it is: of "the Ohio poll", Ohio.
        beside: The words of what belongs to it, or does it: of "the fall of the town", the town.
    """

    keys: list[str]
    names: frozenset[str]
    beside: frozenset[str]


def event_asked(first: int, reader: Reader) -> Asked | None:
    """The event that begins at a row, if one is meant that the article may tell of."""
    view = reader.view
    last = _end_of_event(first, reader)
    if last == first:
        return None
    end = last
    verb = _finite_verb(first, last, reader)
    if verb:
        rows = _rows_of_clause(first, verb, last, reader)
        end = first
        last = verb
    elif view.tag(first) == "VBG":
        main = _main_verb(first, last, reader)
        rows = [main]
    else:
        rows, end = _rows_of_phrase(first, last, reader)
    keys = keys_of(view, rows)
    if not keys:
        return None
    heads = {view.lower(row) for row in rows}
    names = naming_words(first, end, reader, NAMES) - heads
    beside = naming_words(end, last, reader) - heads
    return Asked(keys, names, beside)


def _end_of_event(first: int, reader: Reader) -> int:
    """The row behind a phrase or clause, at most so many tokens on: "his arrest | she rang him"."""
    view = reader.view
    _, high = view.sentence(first)
    stop = min(high, first + CLAUSE)
    for row in range(first, stop):
        if view.word(row) in BREAKS:
            return row
        is_pronoun = view.tag(row) == "PRP"
        if is_pronoun and view.tag(row - 1) in NOUNS:
            return row
    return stop


def _finite_verb(first: int, last: int, reader: Reader) -> int | None:
    """The first finite verb behind the first of some rows."""
    for row in range(first + 1, last):
        if reader.view.tag(row) in FINITE:
            return row
    return None


def _rows_of_clause(first: int, verb: int, last: int, reader: Reader) -> list[int]:
    """The verb of a clause; of "the trial began" its subject."""
    view = reader.view
    main = _main_verb(verb, last, reader)
    if not is_holding(view, main):
        return [main]
    before = range(first, verb)
    nouns = [row for row in before if view.tag(row) in NOUNS]
    return nouns[-1:] or [main]


def _main_verb(verb: int, last: int, reader: Reader) -> int:
    """The last verb of a group: the expire of "was to expire"."""
    view = reader.view
    main = verb
    row = verb + 1
    while row < min(last, verb + GROUP) and view.tag(row) in IN_GROUP:
        if view.tag(row) in VERBS:
            main = row
        row += 1
    return main


def _rows_of_phrase(first: int, last: int, reader: Reader) -> tuple[list[int], int]:
    """The head of a phrase that means one event, and where the phrase ends: "the fall of the city"."""
    view = reader.view
    end = first
    while end < last and view.tag(end) not in JOINING:
        end += 1
    is_definite = view.lower(first) in DEFINITE or view.tag(first) in NAMES
    tags = view.tags_of(first, end)
    if not is_definite and "POS" not in tags:
        return [], end
    rows = range(first, end)
    heads = [row for row in rows if view.tag(row) in HEADS]
    return heads[-1:], end
