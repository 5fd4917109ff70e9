"""Names that are written in several ways, counted as one word."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import compress

import numpy as np
import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.text.norms import fold
from broadsheet.words.running import RunningWords, join_spans
from broadsheet.words.search import Searcher

Aliases = Mapping[str, str | Sequence[str]]


@cache
def shipped_aliases() -> dict[str, list[str]]:
    """Return the names of aliases.toml, each with the other ways of writing it."""
    path = resources.files("broadsheet.words").joinpath("aliases.toml")
    return tomllib.loads(path.read_text("utf-8"))


def extend_aliases(own: Aliases) -> dict[str, list[str]]:
    """Add a study's own names to those that ship; a name with an empty list is left out.

    >>> extend_aliases({"European Union": [], "New York": ["NYC"]})["New York"]
    ['NYC']
    """
    if not isinstance(own, Mapping):
        raise BroadsheetError(
            f"aliases is {own!r}; give a name and its other spellings, as in {{'New York': ['NYC']}}."
        )
    names = {
        _folded(name): (name, list(others))
        for name, others in shipped_aliases().items()
    }
    for name, others in own.items():
        spellings = [others] if isinstance(others, str) else list(others)
        names[_folded(name)] = (name, spellings)
    return {name: others for name, others in names.values() if others}


def _folded(name: str) -> str:
    return " ".join(fold(word) for word in name.split())


def join_aliases(
    words: RunningWords,
    tokens: pd.DataFrame,
    parts: str | Collection[str],
    aliases: Aliases,
) -> tuple[RunningWords, dict[str, str]]:
    """Make one word of each name and its aliases.

    Args:
        words: running words of the unit "norm".
        tokens: the tokens that they are of.
        parts: which parts of the articles.
        aliases: names, and other ways of writing them in the language of `broadsheet.words.search`.

    Returns:
        The words, and how each name is shown, by its word.

    Raises:
        BroadsheetError: where an alias cannot be understood.
    """
    searcher = Searcher(tokens, parts=parts)
    spans = []
    for name, others in aliases.items():
        label = _folded(name)
        matches = searcher.find([name, *others])
        firsts = matches.first.tolist()
        lasts = matches.last.tolist()
        for first, last in zip(firsts, lasts, strict=True):
            spans.append((first, last, label))
    spans = _without_overlaps(spans)
    first_rows = np.array([first for first, _, _ in spans], dtype=np.int64)
    last_rows = np.array([last for _, last, _ in spans], dtype=np.int64)
    begin = np.searchsorted(words.first, first_rows)
    end = np.searchsorted(words.first, last_rows)
    # What lies within a name that is kept whole is another name: the U.S. of "U.S. Coast Guard".
    ends_within = words.last[end - 1] <= last_rows
    is_whole = ends_within & (end > begin)
    labels = [label for _, _, label in compress(spans, is_whole)]
    joined = join_spans(words, begin[is_whole], end[is_whole], labels)
    return joined, shown_names(aliases)


def shown_names(aliases: Aliases) -> dict[str, str]:
    """Return how each name is shown, by the word that it is counted as."""
    return {_folded(name): name for name in aliases}


def _without_overlaps(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep the longest of the spans that begin first."""
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    kept = []
    end = 0
    for span in ordered:
        if span[0] >= end:
            kept.append(span)
            end = span[1]
    return kept
