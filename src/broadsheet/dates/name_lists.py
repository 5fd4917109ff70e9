"""The words that show a name to be one: titles, callings, kinds of works and papers, of names.toml."""

from dataclasses import dataclass
from functools import cache

from .source import read_toml


@dataclass(frozen=True)
class WordLists:
    """The lists of names.toml."""

    first_names: frozenset[str]
    honorifics: frozenset[str]
    streets: frozenset[str]
    papers: frozenset[str]
    before_days: frozenset[str]
    before_dates: frozenset[str]
    small_words: frozenset[str]
    speech: frozenset[str]
    roles: frozenset[str]
    works: frozenset[str]
    common_works: frozenset[str]
    things: frozenset[str]
    times: frozenset[str]
    kin: frozenset[str]
    parts_of_works: frozenset[str]
    inner_words: frozenset[str]
    clubs: frozenset[str]
    things_of_days: frozenset[str]
    before_markets: frozenset[str]
    naming: frozenset[str]
    bearers: frozenset[str]
    animals: frozenset[str]


@cache
def word_lists() -> WordLists:
    """The lists that ship with the package."""
    source = read_toml("names.toml")
    lists = {name: frozenset(words) for name, words in source.items()}
    return WordLists(**lists)
