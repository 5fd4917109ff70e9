"""Dictionaries: categories of words and patterns, counted and shown as words are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.words.cells import Counted
from broadsheet.words.concordance import EvenLines, count_places
from broadsheet.words.dictionary_files import read_categories
from broadsheet.words.groups import By, group_ids
from broadsheet.words.parts import Searching, TokenParts, Tokens, parts_of
from broadsheet.words.query import parse
from broadsheet.words.running import is_counted
from broadsheet.words.search import Matches, Query, Searcher
from broadsheet.words.tables import count


@dataclass(frozen=True)
class Dictionary:
    """Categories, each with its words and patterns, and notes on what was left out of the file."""

    categories: dict[str, list[str]]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Near:
    """Only matches near a name count: within so many words, in the same sentence."""

    query: Query
    window: int


def read_dictionary(path: str | Path) -> Dictionary:
    """Read a file of word categories.

    Args:
        path: TOML (`economy = ["tax*", "cost of living"]`) or JSON, a table (CSV or TSV: columns for category
            and word, a column of words for each category, or words with a mark for each), LIWC (`.dic`,
            `.dicx`), quanteda's YAML, Lexicoder (`.lc3`, `.lcd`), or a list (`.txt`: a word a line).

    Raises:
        BroadsheetError: where the file cannot be read, has no words, or has a pattern that cannot be
            understood. Of a dictionary made for another program (LIWC, Lexicoder) such a pattern is left
            out and named in `notes`.
    """
    path = Path(path)
    categories, notes = read_categories(path)
    if path.suffix.casefold() in OF_OTHER_PROGRAMS:
        categories, odd = _without_odd_patterns(categories)
        notes = notes + odd
    dictionary = make_dictionary(categories)
    if not any(dictionary.categories.values()):
        raise BroadsheetError(f"The dictionary {path.name} has no words.")
    return Dictionary(dictionary.categories, notes + dictionary.notes)


# Formats whose words were written for another program, by the end of the file's name.
OF_OTHER_PROGRAMS = (".dic", ".dicx", ".lc3", ".lcd", ".txt")


def _without_odd_patterns(
    categories: Mapping[str, Sequence[str]],
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the categories without the patterns that cannot be understood, and a note on each of these."""
    kept: dict[str, list[str]] = {}
    notes = []
    for name, patterns in categories.items():
        kept[name] = []
        for pattern in patterns:
            try:
                parse(pattern)
            except BroadsheetError:
                notes.append(
                    f"{pattern!r} of {name!r} was left out: it is no word or pattern."
                )
            else:
                kept[name].append(pattern)
    return kept, notes


def make_dictionary(categories: Mapping[str, str | Sequence[str]]) -> Dictionary:
    """Make a dictionary of categories with their words, and check each pattern.

    Raises:
        BroadsheetError: where a pattern cannot be understood.

    >>> make_dictionary({"work": ["job*", "cost of living"]}).categories
    {'work': ['job*', 'cost of living']}
    """
    checked = {}
    notes = []
    for name, words in categories.items():
        if isinstance(words, str):
            patterns = [words]
        else:
            patterns = [word for word in words if word.strip()]
        for pattern in patterns:
            _check_pattern(name, pattern)
        checked[str(name)] = list(dict.fromkeys(patterns))
        if not patterns:
            notes.append(f"The category {str(name)!r} has no words.")
    return Dictionary(checked, notes)


def _check_pattern(category: str, pattern: str) -> None:
    try:
        parse(pattern)
    except BroadsheetError as error:
        raise BroadsheetError(f"In the category {category!r}: {error}") from error


@dataclass(frozen=True)
class DictionaryMatches:
    """What was found of a dictionary: counted for any groups, and shown, without looking for it again.

    Attributes:
        tokens: Where it was looked for.
        names: The categories.
        article: The number of the article of each match.
        category: The number of its category.
        sizes: How many words each article has.
        lines: The passages of each category, where they were wanted.
    """

    tokens: TokenParts
    names: list[str]
    article: np.ndarray
    category: np.ndarray
    sizes: np.ndarray
    lines: dict[str, EvenLines]

    def count(
        self,
        by: By = "article",
        articles: pd.DataFrame | None = None,
        dispersion: bool = True,
    ) -> pd.DataFrame:
        """Return what `count_dictionary` does.

        Args:
            by: the groups, as in `count_words`.
            articles: the articles, where they are needed to group.
            dispersion: whether the measures of dispersion are wanted.
        """
        groups = group_ids(self.tokens.ids, by, articles)
        counted = Counted(
            occurrences=[(self.article, self.category)],
            strings=np.array(self.names, dtype=object),
            is_stop=np.zeros(len(self.names), dtype=bool),
            sizes=self.sizes,
        )
        if isinstance(by, str) and by == "article":
            dispersion = False
        counts = count(counted, groups, "category", dispersion)
        if by is None:
            counts = counts.drop(columns="group")
        counts.attrs["notes"] = _notes_on_missing(self.names, self.category)
        return counts

    def passages(self) -> pd.DataFrame:
        """Return what `dictionary_passages` does."""
        if not self.lines:
            raise BroadsheetError("The dictionary has no categories.")
        frames = []
        for name, lines in self.lines.items():
            joined = lines.joined(self.tokens)
            joined.insert(0, "category", name)
            frames.append(joined)
        rows = pd.concat(frames, ignore_index=True).astype({"category": "str"})
        rows.attrs = {"places": count_places(self.lines)}
        return rows


def find_dictionary(
    tokens: Tokens,
    dictionary: Dictionary | Mapping[str, str | Sequence[str]],
    parts: str | Collection[str] = ("body",),
    near: Query | None = None,
    window: int = 10,
    context: int = 60,
    most: int | None = None,
    with_passages: bool = True,
) -> DictionaryMatches:
    """Look once for the words of a dictionary, to count them by several groups and to show them.

    Args:
        tokens: what `tokenize` returns.
        dictionary: as in `count_dictionary`; so are `parts`, `near` and `window`.
        parts: which parts of the articles.
        near: only what stands near a match of this query.
        window: how many words may lie between.
        context: how many characters to either side of a passage, about.
        most: of each category so many passages at most, evenly chosen.
        with_passages: whether passages are wanted.

    Returns:
        The matches, with `count` and `passages`.

    Raises:
        BroadsheetError: where a pattern or an argument cannot be used.

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["Jobs were lost. More jobs will go."]}, index=["a"])
    >>> found = find_dictionary(tokenize(articles), {"work": ["job*"]})
    >>> found.count()["count"].tolist(), found.passages()["keyword"].tolist()
    ([2], ['Jobs', 'jobs'])
    """
    tokens = parts_of(tokens)
    dictionary = _as_dictionary(dictionary)
    names = list(dictionary.categories)
    lines = {name: EvenLines(context, most) for name in names if with_passages}
    articles = [np.empty(0, dtype=np.int64)]
    categories = [np.empty(0, dtype=np.int64)]
    for part in tokens.matching(_searching(dictionary, parts)):
        codes = part["article"].cat.codes.to_numpy()
        article = tokens.numbers(part)[codes]
        found = _find_categories(part, dictionary, parts, near, window)
        for number, (name, matches) in enumerate(found.items()):
            articles.append(article[matches.first])
            categories.append(np.full(len(matches), number))
            if with_passages:
                lines[name].add(part, matches)
    return DictionaryMatches(
        tokens,
        names,
        np.concatenate(articles),
        np.concatenate(categories),
        tokens.sizes(parts),
        lines,
    )


def count_dictionary(
    tokens: Tokens,
    dictionary: Dictionary | Mapping[str, str | Sequence[str]],
    by: By = "article",
    articles: pd.DataFrame | None = None,
    parts: str | Collection[str] = ("body",),
    near: Query | None = None,
    window: int = 10,
    dispersion: bool = True,
) -> pd.DataFrame:
    """Count each category of a dictionary in each group of articles.

    Where two patterns of a category match at overlapping places, the longer that begins first counts.

    Args:
        tokens: what `tokenize` returns.
        dictionary: what `read_dictionary` returns, or categories with their words.
        by: the groups, as in `count_words`.
        articles: the articles, where they are needed to group.
        parts: which parts of the articles.
        near: count only what stands near a match of this query, a name for instance.
        window: how many words may lie between, within one sentence.
        dispersion: whether the measures of dispersion are wanted.

    Returns:
        The columns of the frame `words`, with `category` in place of `word`; `total` is all words of the
        group. Categories and groups without a match have no row. `compare_words` takes it too.

    Raises:
        BroadsheetError: where a pattern or an argument cannot be used.

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["Jobs were lost. The price of bread rose."]}, index=["a"])
    >>> counts = count_dictionary(tokenize(articles), {"work": ["job*"], "prices": ["price of bread"]})
    >>> counts[["category", "count"]].values.tolist()
    [['work', 1], ['prices', 1]]
    """
    found = find_dictionary(
        tokens, dictionary, parts, near, window, with_passages=False
    )
    return found.count(by, articles, dispersion)


def _notes_on_missing(names: list[str], category: np.ndarray) -> list[str]:
    """Name the categories that were not found at all."""
    notes = []
    times = np.bincount(category, minlength=len(names))
    for name, number in zip(names, times.tolist(), strict=True):
        if not number:
            notes.append(f"Nothing was found for {name!r}.")
    return notes


def _as_dictionary(
    dictionary: Dictionary | Mapping[str, str | Sequence[str]],
) -> Dictionary:
    if isinstance(dictionary, Dictionary):
        return dictionary
    return make_dictionary(dictionary)


def _searching(dictionary: Dictionary, parts: str | Collection[str]) -> Searching:
    """Return what is looked for: every pattern of every category."""
    patterns: list[str] = []
    for words in dictionary.categories.values():
        patterns += words
    return Searching(patterns, parts=parts)


def dictionary_passages(
    tokens: Tokens,
    dictionary: Dictionary | Mapping[str, str | Sequence[str]],
    parts: str | Collection[str] = ("body",),
    near: Query | None = None,
    window: int = 10,
    context: int = 60,
    most: int | None = None,
) -> pd.DataFrame:
    """Return the passages that `count_dictionary` counts.

    Args:
        tokens: what `tokenize` returns.
        dictionary: as in `count_dictionary`; so are `parts`, `near` and `window`.
        parts: which parts of the articles.
        near: only what stands near a match of this query.
        window: how many words may lie between.
        context: how many characters to either side, about.
        most: of each category so many passages at most, evenly chosen.

    Returns:
        The frame `concordance` with `category` first, one category after the other; `attrs["places"]` says
        how many passages those have of which some were left out.
    """
    found = find_dictionary(tokens, dictionary, parts, near, window, context, most)
    return found.passages()


def _find_categories(
    tokens: pd.DataFrame,
    dictionary: Dictionary,
    parts: str | Collection[str],
    near: Query | None,
    window: int,
) -> dict[str, Matches]:
    searcher = Searcher(tokens, parts=parts)
    if near is None:
        is_near = None
    else:
        is_near = _mark_near(tokens, searcher, parts, _Near(near, window))
    found = {}
    for name, patterns in dictionary.categories.items():
        matches = _without_overlaps(searcher.find(patterns))
        if is_near is not None:
            kept = is_near[matches.first]
            matches = Matches(matches.first[kept], matches.last[kept])
        found[name] = matches
    return found


def _without_overlaps(matches: Matches) -> Matches:
    """Keep of matches that overlap the one that begins first."""
    kept = []
    end = 0
    pairs = zip(matches.first.tolist(), matches.last.tolist(), strict=True)
    for index, (first, last) in enumerate(pairs):
        if first >= end:
            kept.append(index)
            end = last
    return Matches(matches.first[kept], matches.last[kept])


def _mark_near(
    tokens: pd.DataFrame, searcher: Searcher, parts: str | Collection[str], near: _Near
) -> np.ndarray:
    """Mark the tokens at most so many words from a match, in its sentence, the match itself left out."""
    if near.window < 1:
        raise BroadsheetError(
            f"window is {near.window}; it must be a number of words, 1 or more."
        )
    matches = searcher.find(near.query)
    # The number of words before each row: distances are counted in words, over marks.
    word_number = np.cumsum(is_counted(tokens, parts))
    sentence = tokens["sentence"].to_numpy()
    article = tokens["article"].cat.codes.to_numpy()
    is_near = np.zeros(len(tokens), dtype=bool)
    is_name = np.zeros(len(tokens), dtype=bool)
    pairs = zip(matches.first.tolist(), matches.last.tolist(), strict=True)
    for first, last in pairs:
        lowest = word_number[first] - near.window
        highest = word_number[last - 1] + near.window
        low = np.searchsorted(word_number, lowest)
        high = np.searchsorted(word_number, highest, side="right")
        rows = np.arange(low, high)
        in_sentence = sentence[rows] == sentence[first]
        in_article = article[rows] == article[first]
        near_rows = rows[in_sentence & in_article]
        is_near[near_rows] = True
        is_name[first:last] = True
    return is_near & ~is_name
