"""What tells of an event: its noun or its verb, "resigned" like "his resignation"."""

from dataclasses import dataclass
from functools import cache

from broadsheet.text.lemmas import find_lemma

from .source import read_toml
from .view import TokenView

SHORTEST = 3  # letters of a stem
NAMES = ("NNP", "NNPS")


@dataclass(frozen=True)
class EventWords:
    """What events.toml says.

    Attributes:
        same: Of each word in a list of words of one event, the first.
        endings: By which a noun is made of a verb.
        general: Words that do not tell which event is meant.
        holding: Verbs whose object takes place when they are done.
        how_long: Words before a length that is none from one point to another.
        filled: Words before a part of a day that something goes on for.
        not_all_days: Before "days" that leave some out.
    """

    same: dict[str, str]
    endings: list[str]
    general: frozenset[str]
    holding: frozenset[str]
    how_long: frozenset[str]
    filled: frozenset[str]
    not_all_days: frozenset[str]


@cache
def event_words() -> EventWords:
    """The words that ship with the package."""
    source = read_toml("events.toml")
    same = {}
    for key, others in source["same"].items():
        for word in [key, *others.split(", ")]:
            same[word] = key
    return EventWords(
        same,
        source["endings"],
        frozenset(source["general"]),
        frozenset(source["holding"]),
        frozenset(source["how_long"]),
        frozenset(source["filled"]),
        frozenset(source["not_all_days"]),
    )


def base_of(view: TokenView, row: int) -> str:
    """The base form of a token, in small letters."""
    tag = view.tag(row)
    if tag in NAMES:
        return view.lower(row)
    base = find_lemma(view.word(row), tag)
    return base.lower()


def is_holding(view: TokenView, row: int) -> bool:
    """Whether a verb is what is done to what takes place then, or what that does: "held", "began"."""
    return base_of(view, row) in event_words().holding


def key_of(view: TokenView, row: int) -> str:
    """What stands for the event that a noun or a verb tells of; "" where it tells of none."""
    known = event_words()
    base = base_of(view, row)
    if base in known.general or not base[:1].isalpha():
        return ""
    return known.same.get(base) or _stem(base, known)


def keys_of(view: TokenView, rows: list[int]) -> list[str]:
    """What stands for the events that some nouns and verbs tell of."""
    keys = [key_of(view, row) for row in rows]
    return [key for key in keys if key]


def _stem(base: str, known: EventWords) -> str:
    """A base form without the ending that makes a noun of it."""
    for ending in known.endings:
        stem = base.removesuffix(ending)
        if stem != base and len(stem) >= SHORTEST:
            return known.same.get(stem, stem)
    return base
