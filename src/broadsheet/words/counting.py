"""How often each word or n-gram occurs in each group of articles, and how evenly."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.frames import check_tokens
from broadsheet.words.aliases import Aliases, extend_aliases, join_aliases
from broadsheet.words.cells import (
    Cells,
    Counted,
    Layout,
    lay_out,
    most_frequent_first,
    tally,
)
from broadsheet.words.forms import find_forms, mark_stop_words
from broadsheet.words.groups import By, Groups, group_articles
from broadsheet.words.running import RunningWords, ngrams, running_words, spell
from broadsheet.words.spread import MEASURES, measure_spread


def count_words(
    tokens: pd.DataFrame,
    by: By = "article",
    articles: pd.DataFrame | None = None,
    ngram: int | Sequence[int] = 1,
    unit: str = "norm",
    parts: str | Collection[str] = ("body",),
    names: str = "split",
    dispersion: bool = True,
    aliases: Aliases | None = None,
    stop_words: Collection[str] = (),
) -> pd.DataFrame:
    """Count each word (or n-gram, of one length or several) in each group of articles.

    N-grams are of consecutive words of one sentence that no punctuation interrupts.

    Args:
        tokens: what `tokenize` returns.
        by: what the groups are: "article", "day", "week", "month", "year", any column of `articles`, several
            of these in a list, a series of groups by article, or None for all articles together. Articles
            without a day are in no period; where another column is missing the group is "unknown".
        articles: the articles, where they are needed to group. Only words of these articles are counted.
        ngram: how many words an n-gram has, or several such numbers.
        unit: what is counted: "norm", "lemma" or "token".
        parts: which parts of the articles.
        names: "whole" keeps names of several words in one piece.
        dispersion: whether the measures of dispersion are wanted.
        aliases: names and their other spellings, counted as one word, such as `{"New York": ["NYC"]}`; they
            extend those that ship (`aliases.toml`: "United States" and "U.S."). `{}` takes the latter alone,
            None takes none.
        stop_words: your own words to mark as `is_stop`, beside the function words.

    Returns:
        The frame `words`, the most frequent word of each group first: `word`; the group, named as `by`;
        `count`; `total`, the words (or n-grams of that length) of the group, the denominator of
        `per_thousand`; `articles`, how many have the word, of `of_articles` in the group; `is_stop`; `form`,
        how the word is written most often; and over the articles of the group Gries' `dp` and `dp_norm` (0
        even, 1 all in one place), Juilland's `juilland_d` (1 even) and `se`, the standard error of
        `per_thousand` when articles, not words, are what was sampled. These four are missing where a group
        has one article; they and `form` are left out with `by="article"`.

    Raises:
        BroadsheetError: where an argument is none of its choices, or `articles` lacks the column.

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["The mill closed. The mill was sold."]}, index=["a"])
    >>> count_words(tokenize(articles))[["word", "count"]].head(2).values.tolist()
    [['the', 2], ['mill', 2]]
    """
    tokens = check_tokens(tokens)
    lengths = _check_lengths(ngram)
    words = running_words(tokens, unit, parts, names)
    shown: dict[str, str] = {}
    if aliases is not None:
        _check_unit_of_aliases(unit)
        words, shown = join_aliases(words, tokens, parts, extend_aliases(aliases))
    words = mark_stop_words(words, stop_words)
    groups = group_articles(tokens, by, articles)
    is_by_article = isinstance(by, str) and by == "article"
    written = None if is_by_article else find_forms(words, tokens, unit, shown)
    counted = _number_ngrams(words, lengths, written)
    counts = count(counted, groups, "word", dispersion and not is_by_article)
    return counts.drop(columns="group") if by is None else counts


def _check_lengths(ngram: int | Sequence[int]) -> list[int]:
    lengths: list[int] = []
    if isinstance(ngram, Collection) and not isinstance(ngram, str):
        lengths.extend(dict.fromkeys(ngram))
    else:
        lengths.append(ngram)
    for length in lengths:
        if (
            not isinstance(length, int | np.integer)
            or isinstance(length, bool)
            or length < 1
        ):
            raise BroadsheetError(
                f"ngram is {ngram!r}; it must be a number of words, 1 or more."
            )
    if not lengths:
        raise BroadsheetError("ngram is empty; give a number of words, 1 or more.")
    return sorted(int(length) for length in lengths)


def _check_unit_of_aliases(unit: str) -> None:
    if unit != "norm":
        raise BroadsheetError(
            f'aliases are counted as one only with unit="norm", and unit is {unit!r}.'
        )


def count(
    counted: Counted, groups: Groups, name: str, dispersion: bool
) -> pd.DataFrame:
    """Count what is numbered in each group of articles.

    Args:
        counted: n-grams or categories, each with its article and number.
        groups: the groups of the articles.
        name: what the column of the counted strings is called.
        dispersion: whether the measures of dispersion are wanted.
    """
    articles = len(groups.codes)
    layout = lay_out(counted, groups.codes, len(groups))
    cells, in_articles = tally(counted, layout, articles)
    spread: dict[str, object] = {}
    if dispersion:
        spread = dict.fromkeys(MEASURES, np.nan)
    if dispersion and in_articles is not None:
        spread = dict(measure_spread(layout, cells, in_articles))
    return _make_frame(counted, layout, cells, groups, name, spread)


def _make_frame(
    counted: Counted,
    layout: Layout,
    cells: Cells,
    groups: Groups,
    name: str,
    spread: dict[str, object],
) -> pd.DataFrame:
    first_keys = np.arange(layout.group_count) << cells.bits
    starts = np.searchsorted(cells.key, first_keys.astype(cells.key.dtype))
    cells_of_group = np.diff(starts, append=len(cells.key))
    order = most_frequent_first(cells_of_group, cells.count)
    word = cells.word[order]
    occurrences = cells.count[order]
    rate = np.repeat(1000 / np.maximum(layout.total, 1), cells_of_group)
    rate *= occurrences
    columns: dict[str, object] = {name: _category(word, counted.strings)}
    columns |= _group_columns(groups, layout, cells_of_group)
    columns |= {
        "count": occurrences,
        "total": np.repeat(layout.total, cells_of_group),
        "per_thousand": rate,
        "articles": cells.articles[order],
        "of_articles": np.repeat(layout.of_articles, cells_of_group),
        "is_stop": counted.is_stop[word],
    }
    if counted.forms is not None:
        form_codes, forms = pd.factorize(counted.forms)
        columns["form"] = pd.Categorical.from_codes(
            form_codes[word], pd.Index(forms, dtype=object)
        )
    for measure, values in spread.items():
        columns[measure] = values[order] if isinstance(values, np.ndarray) else values
    return pd.DataFrame(columns, copy=False)


def _group_columns(
    groups: Groups, layout: Layout, cells_of_group: np.ndarray
) -> dict[str, object]:
    count = max(len(groups), 1)
    number = np.arange(layout.group_count, dtype=np.int32) % count
    group_of_cell = np.repeat(number, cells_of_group)
    columns: dict[str, object] = {}
    for name, values in groups.columns.items():
        codes = values.codes[group_of_cell]
        columns[name] = pd.Categorical.from_codes(
            codes, dtype=values.dtype, validate=False
        )
    return columns


def _number_ngrams(
    words: RunningWords,
    lengths: list[int],
    written: RunningWords | None,
) -> Counted:
    """Number the n-grams of each length, those of a length on from those of the length before.

    An n-gram counts as a stop word where it begins or ends with one.
    """
    occurrences = []
    strings = []
    forms = []
    is_stop = []
    distinct = 0
    for length, grams in enumerate(ngrams(words, max(lengths)), start=1):
        if length not in lengths:
            continue
        number = grams.number + np.int32(distinct)
        occurrences.append((words.article[grams.start], number))
        strings.append(spell(words, grams.first, length))
        if written is not None:
            forms.append(spell(written, grams.first, length))
        begins_with_stop = words.is_stop[words.code[grams.first]]
        ends_with_stop = words.is_stop[words.code[grams.first + length - 1]]
        is_stop.append(begins_with_stop | ends_with_stop)
        distinct += len(grams.first)
    counted = Counted(
        occurrences=occurrences,
        strings=np.concatenate(strings),
        is_stop=np.concatenate(is_stop),
        forms=np.concatenate(forms) if forms else None,
    )
    if " " in "".join(words.spelled):
        return _merge_same(counted)
    return counted


def _merge_same(counted: Counted) -> Counted:
    """Give n-grams that are spelled alike one number: "a b" and "c" is the same as "a" and "b c"."""
    merged, strings = pd.factorize(counted.strings)
    occurrences = [(article, merged[number]) for article, number in counted.occurrences]
    first = np.unique(merged, return_index=True)[1]
    forms = None if counted.forms is None else counted.forms[first]
    return Counted(occurrences, strings, counted.is_stop[first], forms)


def _category(codes: np.ndarray, strings: np.ndarray) -> pd.Categorical:
    """Make a category of strings that are known to be distinct.

    The constructor of the type would look whether they are, which for n-grams takes as long as counting them;
    so it gets its state as when it is read from a pickle, where pandas takes the same for granted.
    """
    dtype = pd.CategoricalDtype()
    dtype.__setstate__(
        {"categories": pd.Index(strings, dtype=object), "ordered": False}
    )
    return pd.Categorical.from_codes(codes, dtype=dtype, validate=False)
