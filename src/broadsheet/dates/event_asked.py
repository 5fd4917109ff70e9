"""The event that an expression is counted from: "two days after ⟦his arrest⟧", "before ⟦the poll⟧"."""

from dataclasses import dataclass

from .article import Reader
from .event_words import NAMES, is_holding, key_of
from .told_events import NOUNS, VERBS, naming_words

BREAKS = frozenset(
    [",", ";", ":", "(", ")", "—", "–", "-", ".", "''", "``", '"', "”", "“"]
)
FINITE = ("VBD", "VBZ", "VBP", "MD")
IN_GROUP = ("RB", "TO", "VB", "VBN", "VBG", "JJ")
DEFINITE = frozenset(["the", "that", "this", "his", "her", "its", "their", "our", "my"])
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
    finite = [row for row in range(first + 1, last) if view.tag(row) in FINITE]
    if finite:
        verb = finite[0]
        rows = _rows_of_clause(first, verb, last, reader)
        end, last = first, verb
    elif view.tag(first) == "VBG":
        rows = [_main_verb(first, last, reader)]
    else:
        rows, end = _rows_of_phrase(first, last, reader)
    keys = [key for key in (key_of(view, row) for row in rows) if key]
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
        is_next_subject = view.tag(row) == "PRP" and view.tag(row - 1) in NOUNS
        if view.word(row) in BREAKS or is_next_subject:
            return row
    return stop


def _rows_of_clause(first: int, verb: int, last: int, reader: Reader) -> list[int]:
    """The verb of a clause; of "the trial began" its subject."""
    view = reader.view
    main = _main_verb(verb, last, reader)
    subject = [row for row in range(first, verb) if view.tag(row) in NOUNS][-1:]
    if is_holding(view, main) and subject:
        return subject
    return [main]


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
    while end < last and view.tag(end) not in ("IN", "TO", "WDT", "WP", "WRB", "CC"):
        end += 1
    is_definite = view.lower(first) in DEFINITE or view.tag(first) in NAMES
    heads = [row for row in range(first, end) if view.tag(row) in (*NOUNS, *NAMES)][-1:]
    if not heads or not (is_definite or "POS" in view.tags_of(first, end)):
        return [], end
    return heads, end
