"""How often each word or n-gram occurs in each group of articles, and how evenly."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.frames import check_tokens
from broadsheet.words.aliases import Aliases
from broadsheet.words.forms import find_forms
from broadsheet.words.groups import By, group_articles
from broadsheet.words.numbering import Wanted, number_ngrams, read_words
from broadsheet.words.parts import TokenParts, Tokens, whole
from broadsheet.words.tables import count
from broadsheet.words.totals import count_in_parts


def count_words(
    tokens: Tokens,
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
        tokens: what `tokenize` returns, or the `token_parts` of a corpus.
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
    wanted = Wanted(_check_lengths(ngram), unit, parts, names, aliases, stop_words)
    if aliases is not None:
        _check_unit_of_aliases(unit)
    is_by_article = isinstance(by, str) and by == "article"
    if is_by_article:
        return _count_at_once(tokens, wanted, by, articles, False)
    if isinstance(tokens, TokenParts):
        counts = count_in_parts(tokens, wanted, by, articles, dispersion)
    else:
        counts = _count_at_once(tokens, wanted, by, articles, dispersion)
    if by is None:
        return counts.drop(columns="group")
    return counts


def _count_at_once(
    tokens: Tokens,
    wanted: Wanted,
    by: By,
    articles: pd.DataFrame | None,
    dispersion: bool,
) -> pd.DataFrame:
    """Count with all tokens in memory; forms are of no use where every article is a group."""
    tokens = check_tokens(whole(tokens))
    words = read_words(tokens, wanted)
    groups = group_articles(tokens, by, articles)
    written = None
    if not (isinstance(by, str) and by == "article"):
        written = find_forms(words.running, tokens, wanted.unit, words.shown)
    counted = number_ngrams(words.running, wanted.lengths, written)
    return count(counted, groups, "word", dispersion)


def _check_lengths(ngram: int | Sequence[int]) -> list[int]:
    lengths: list[int] = []
    if isinstance(ngram, Collection) and not isinstance(ngram, str):
        lengths.extend(dict.fromkeys(ngram))
    else:
        lengths.append(ngram)
    for length in lengths:
        is_number = isinstance(length, int | np.integer)
        if not is_number or isinstance(length, bool) or length < 1:
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
