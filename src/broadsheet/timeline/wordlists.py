"""The word lists and patterns of language.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def language() -> dict[str, frozenset[str]]:
    """Return the word lists of language.toml."""
    folder = files("broadsheet.timeline")
    path = folder / "language.toml"
    text = path.read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a list of regular expressions of language.toml as one."""
    expressions = sorted(language()[name])
    alternatives = "|".join(expressions)
    return re.compile(alternatives, re.IGNORECASE)


@cache
def bounding_endings(name: str) -> tuple[str, ...]:
    """Return a list of phrases that only bound a day, each as words behind a space."""
    phrases = language()[name]
    return tuple(f" {phrase}" for phrase in phrases)


@cache
def bounding_openings() -> tuple[str, ...]:
    """Return how dates begin that only bound what happened."""
    lists = language()
    phrases = lists["bounding"] | lists["bounding_phrases"]
    return tuple(f"{phrase} " for phrase in phrases)
