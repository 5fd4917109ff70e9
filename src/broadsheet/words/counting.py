"""Tokens → words and n-grams → how often each occurs in each group, and how evenly."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np
import pandas as pd


class Words(NamedTuple):
    """The running words of a corpus as arrays, one element a word in its place."""

    spelled: np.ndarray  # the distinct words, which `code` points into
    code: np.ndarray
    article: np.ndarray  # code of the article
    run: np.ndarray  # number of the stretch that no sentence end or punctuation interrupts
    first: np.ndarray  # the word's first row in `tokens`
    last: np.ndarray  # and the row after its last
    is_stop: np.ndarray  # by code: is it a stop word


def running_words(
    tokens: pd.DataFrame, unit: str = "norm", parts: Sequence[str] = ("body",), names: str = "split"
) -> Words:
    """The words of `tokens` in order: what is no word is left out, the possessive 's without a trace.

    An n-gram or a phrase is a row of words in one stretch: punctuation and the end of a sentence interrupt
    it, as a linguist would have it (scikit-learn and quanteda go on across both).
    """
    if unit not in ("norm", "lemma", "token"):
        raise ValueError(f'unit is {unit!r}; it may be "norm", "lemma" or "token".')
    if names not in ("split", "whole"):
        raise ValueError(f'names is {names!r}; it may be "split" or "whole".')
    words, article = tokens[unit], tokens["article"].cat.codes.to_numpy()
    spelled, code = words.cat.categories.to_numpy(dtype=object), words.cat.codes.to_numpy()
    is_word, sentence = tokens["is_word"].to_numpy(), tokens["sentence"].to_numpy()
    starts = np.ones(len(tokens), dtype=bool)
    starts[1:] = (sentence[1:] != sentence[:-1]) | (article[1:] != article[:-1])
    wanted = is_word & _one_of(tokens["part"], [parts] if isinstance(parts, str) else parts)
    run = np.cumsum(starts | ~(is_word | _one_of(tokens["pos"], ["POS"])), dtype=np.int32)
    rows = np.flatnonzero(wanted)
    is_stop = np.zeros(len(spelled), dtype=bool)
    is_stop[code[tokens["is_stop"].to_numpy()]] = True
    first, last = rows.astype(np.int32), (rows + 1).astype(np.int32)
    sequence = Words(spelled, code.take(rows), article.take(rows), run.take(rows), first, last, is_stop)
    return _names_whole(sequence, tokens) if names == "whole" else sequence


def _one_of(column: pd.Series, values: Sequence[str]) -> np.ndarray:
    """Where a categorical column has one of a few values: to compare codes is cheaper than to look up."""
    codes = column.cat.codes.to_numpy()
    known = [codes == code for code in np.flatnonzero(column.cat.categories.isin(list(values)))]
    return reduce(np.logical_or, known) if known else np.zeros(len(codes), dtype=bool)


def _names_whole(words: Words, tokens: pd.DataFrame) -> Words:
    """The same words with every name of several words made one word."""
    from broadsheet.names import find_names

    mentions = find_names(tokens)
    begin = np.searchsorted(words.first, mentions["first"].to_numpy())
    end = np.searchsorted(words.first, mentions["last"].to_numpy())
    several = end - begin > 1
    number: dict[str, int] = {}
    code, last, keep = words.code.astype(np.int32), words.last.copy(), np.ones(len(words.code), dtype=bool)
    for b, e in zip(begin[several], end[several], strict=True):
        label = " ".join(words.spelled[words.code[b:e]])
        code[b] = len(words.spelled) + number.setdefault(label, len(number))
        last[b] = words.last[e - 1]
        keep[b + 1 : e] = False
    spelled = np.append(words.spelled, np.array(list(number), dtype=object))
    kept = [field[keep] for field in (code, words.article, words.run, words.first, last)]
    return Words(spelled, *kept, np.append(words.is_stop, np.zeros(len(number), dtype=bool)))


def ngrams(words: Words, longest: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """For each length from one: where n-grams start, their numbers, and where each number is first met.

    Numbers are in order of first appearance. They are made by adding one word at a time to the n-grams one
    shorter and renumbering, so no length can overflow.
    """
    start = np.arange(len(words.code), dtype=np.int32)
    first = np.full(len(words.spelled), len(start), dtype=np.int32)
    first[words.code[::-1]] = start[::-1]
    number = np.empty(len(first), dtype=np.int32)
    number[np.argsort(first)] = np.arange(len(first))
    number, first = number[words.code], np.sort(first[first < len(start)])
    yield start, number, first
    for k in range(1, longest):
        inside = start[: np.searchsorted(start, len(words.run) - k)]
        whole = np.flatnonzero(words.run[inside] == words.run[inside + k])
        start = start[whole]
        size = _fitting(len(first) * len(words.spelled))
        number, distinct = pd.factorize(number[whole] * size(len(words.spelled)) + words.code[start + k])
        first = np.empty(len(distinct), dtype=np.int32)
        first[number[::-1]] = start[::-1]
        yield start, number, first


def _fitting(largest: int) -> type:
    """The type of whole numbers up to the largest: narrow ones are sorted and looked up faster."""
    return np.int32 if largest < 2**31 else np.int64


def _spell(words: Words, first: np.ndarray, n: int) -> np.ndarray:
    strings = words.spelled[words.code[first]]
    for k in range(1, n):
        strings = strings + (" " + words.spelled)[words.code[first + k]]
    return strings


def group_articles(tokens: pd.DataFrame, by: str | None, articles: pd.DataFrame | None) -> pd.Categorical:
    """The group of every article of `tokens`: itself, its period, or what a column of `articles` says."""
    names = tokens["article"].cat.categories
    if by is None:
        return pd.Categorical(["all"] * len(names))
    if by == "article":
        return pd.Categorical.from_codes(np.arange(len(names)), categories=names)
    periods = {"day": "D", "week": "W", "month": "M", "year": "Y"}
    column = "published" if by in periods else by
    if articles is None or column not in articles:
        raise ValueError(f"To group by {by!r}, give articles= with a column {column!r}.")
    values = articles[column].reindex(names)
    if by in periods:
        values = values.dt.to_period(periods[by]).dt.start_time
    elif values.isna().any():
        values = values.astype(object).fillna("unknown")
    return pd.Categorical(values).remove_unused_categories()


def count_words(
    tokens: pd.DataFrame,
    by: str | None = "article",
    articles: pd.DataFrame | None = None,
    ngram: int | Sequence[int] = 1,
    unit: str = "norm",
    parts: Sequence[str] = ("body",),
    names: str = "split",
    dispersion: bool = True,
) -> pd.DataFrame:
    """How often each word (or n-gram, of one length or several) occurs in each group of articles.

    `by` is "article", "day", "week", "month", "year", any column of `articles`, or None for all together;
    `names="whole"` keeps names of several words in one piece. N-grams are of consecutive words of one
    sentence that no punctuation interrupts. Articles without a day are in no period; where another
    column is missing the group is "unknown".

    Columns: `word`; the group, named as `by`; `count`; `total`, the words (or n-grams of that length) of
    the group, the denominator of `per_thousand`; `articles`, how many hold the word, `of_articles` in the
    group; `is_stop`; and over the articles of the group Gries' `dp` and `dp_norm` (0 even, 1 all in one
    place), Juilland's `juilland_d` (1 even) and `se`, the standard error of `per_thousand` when articles,
    not words, are what was sampled. All four are missing where a group has one article, and left out
    where all have (`by="article"`). The most frequent word comes first.
    """
    words = running_words(tokens, unit, parts, names)
    groups = group_articles(tokens, by, articles)
    lengths = [ngram] if isinstance(ngram, int) else sorted(set(ngram))
    counts = _count(words, lengths, groups, dispersion and by != "article")
    return counts.drop(columns="group") if by is None else counts.rename(columns={"group": by})


def _count(words: Words, lengths: list[int], groups: pd.Categorical, dispersion: bool) -> pd.DataFrame:
    parts, strings, is_stop = _number(words, lengths)
    kinds = len(groups.categories) * len(lengths)
    size = np.concatenate([np.bincount(article, minlength=len(groups)) for article, _ in parts])
    step, group = np.divmod(np.arange(len(size)), max(len(groups), 1))
    group = np.where(groups.codes[group] < 0, -1, groups.codes[group] + step * len(groups.categories))
    filled = (size > 0) & (group >= 0)
    of_articles = np.bincount(group[filled], minlength=kinds)
    total = np.bincount(group[filled], weights=size[filled], minlength=kinds).astype(np.int64)
    spread = dict.fromkeys(["dp", "dp_norm", "juilland_d", "se"], np.nan) if dispersion else {}
    # One cell for each word in each article, then the cells of one group and word together.
    bits = len(strings).bit_length()
    whole = _fitting(len(size) << bits)
    cells = [
        _tally((article + whole(k * len(groups)) << whole(bits)) | number)
        for k, (article, number) in enumerate(parts)
    ]
    cells, count = map(np.concatenate, zip(*cells, strict=True))
    if np.array_equal(group, np.arange(len(group))):
        summed, held = count, None
    else:
        known = group[cells >> bits] >= 0
        cells, count = cells[known], count[known]
        article = cells >> bits
        keys = (group[article] << bits) | (cells & (2**bits - 1))
        cells, place = np.unique(keys, return_inverse=True)
        summed = np.bincount(place, weights=count, minlength=len(cells)).astype(np.int64)
        held = np.bincount(place, minlength=len(cells))
        if dispersion:
            held_by = cells >> bits, total, size[article], group[filled], size[filled]
            spread = _spread(place, count, *held_by)
    starts = np.searchsorted(cells, (np.arange(kinds) << bits).astype(cells.dtype))
    of_group = np.diff(starts, append=len(cells))  # how many cells each has
    order = _most_frequent_first(of_group, summed)
    word, summed = (cells & (2**bits - 1)).astype(np.int32)[order], summed[order]
    rate = np.repeat(1000 / np.maximum(total, 1), of_group)
    rate *= summed
    names = np.repeat(np.tile(np.arange(len(groups.categories), dtype=np.int32), len(lengths)), of_group)
    frame = {
        "word": pd.Categorical.from_codes(word, dtype=_distinct(strings), validate=False),
        "group": pd.Categorical.from_codes(names, dtype=groups.dtype, validate=False),
        "count": summed,
        "total": np.repeat(total, of_group),
        "per_thousand": rate,
        "articles": np.ones(len(cells), dtype=np.int64) if held is None else held[order],
        "of_articles": np.repeat(of_articles, of_group),
        "is_stop": is_stop[word],
    }
    spread = {name: column if column is np.nan else column[order] for name, column in spread.items()}
    return pd.DataFrame(frame | spread, copy=False)


def _number(words: Words, lengths: list[int]) -> tuple[list[tuple[np.ndarray, np.ndarray]], ...]:
    """Article and number of every n-gram, a pair for each length, then each number's string and stop mark.

    The n-grams of a length are numbered on from those of the length before. One counts as a stop word where
    it begins or ends with one.
    """
    parts, strings, is_stop, distinct = [], [], [], 0
    for n, (start, number, first) in enumerate(ngrams(words, max(lengths)), start=1):
        if n in lengths:
            parts.append((words.article[start], number + np.int32(distinct)))
            strings.append(_spell(words, first, n))
            is_stop.append(words.is_stop[words.code[first]] | words.is_stop[words.code[first + n - 1]])
            distinct += len(first)
    strings, is_stop = np.concatenate(strings), np.concatenate(is_stop)
    if " " in "".join(words.spelled):  # "a b" + "c" and "a" + "b c" are one string
        merged, strings = pd.factorize(strings)
        parts = [(article, merged[number]) for article, number in parts]
        is_stop = is_stop[np.unique(merged, return_index=True)[1]]
    return parts, strings, is_stop


def _tally(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct keys, sorted, and how often each occurs."""
    keys.sort()
    begins = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    return keys[starts], np.diff(starts, append=len(keys))


def _distinct(strings: np.ndarray) -> pd.CategoricalDtype:
    """The categorical type of strings that are known to be distinct.

    Its constructor would look whether they are, which for n-grams takes as long as counting them; so it gets
    its state as when it is read from a pickle, where pandas takes the same for granted.
    """
    dtype = pd.CategoricalDtype()
    dtype.__setstate__({"categories": pd.Index(strings, dtype=object), "ordered": False})
    return dtype


def _most_frequent_first(of_group: np.ndarray, count: np.ndarray) -> np.ndarray:
    """The order by falling count within each group (of so many rows one after the other), else as they are.

    Whole numbers sort several times faster than arg-sorting does, so all three go into one where they fit.
    """
    most, rows, groups = int(count.max(initial=0)), len(count).bit_length(), np.arange(len(of_group))
    wide = most.bit_length() + rows
    if len(of_group).bit_length() + wide > 62:
        return np.lexsort((-count, np.repeat(groups, of_group)))
    keys = most - count
    keys <<= rows
    keys |= np.arange(len(count))
    keys |= np.repeat(groups << wide, of_group)
    keys.sort()
    keys &= 2**rows - 1
    return keys


def _spread(place, count, group_of, total, size, group_of_article, size_of_article) -> dict[str, np.ndarray]:
    """DP, its normalised form, Juilland's D and the standard error, from the non-zero cells alone.

    An article without the word adds its share s to Gries' sum, one with it |v - s|: so the sum is one (all
    the shares) and, for each article that has the word, |v - s| - s. The other sums of squares go the same
    way.
    """

    def summed(values):
        return np.bincount(place, weights=values, minlength=len(group_of))

    def of_groups(values):
        return np.bincount(group_of_article, weights=values, minlength=len(total))[group_of]

    whole, words = total[group_of], summed(count)
    parts, smallest = of_groups(np.ones(len(size_of_article))), np.full(len(total), np.inf)
    np.minimum.at(smallest, group_of_article, size_of_article)
    share = size / whole[place]
    with np.errstate(divide="ignore", invalid="ignore"):
        alone = np.where(parts > 1, 1.0, np.nan)
        dp = (1 + summed(np.abs(count / words[place] - share) - share)) / 2 * alone
        mean, square = summed(count / size) / parts, summed((count / size) ** 2) / parts
        rate = words / whole
        error = summed(count**2) - 2 * rate * summed(count * size) + rate**2 * of_groups(size_of_article**2)
        return {
            "dp": dp,
            "dp_norm": dp / (1 - smallest[group_of] / whole),
            "juilland_d": 1 - np.sqrt(np.maximum(square - mean**2, 0)) / mean / np.sqrt(parts - 1) * alone,
            "se": 1000 * np.sqrt(np.maximum(error, 0) * parts / (parts - 1)) / whole * alone,
        }
