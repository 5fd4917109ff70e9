"""Which words keep company."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from broadsheet.words import measures
from broadsheet.words.counting import Words, running_words

# No sentence has so many different words; what a broken file takes for one would pair each with each.
LONGEST = 200


def collocations(
    tokens: pd.DataFrame,
    word: str | None = None,
    window: int | str = 5,
    unit: str = "norm",
    min_count: int = 3,
    stop_words: bool = False,
    parts: Sequence[str] = ("body",),
    names: str = "split",
    level: float = 0.95,
) -> pd.DataFrame:
    """Words found together more often than chance: the collocates of `word`, or of every word.

    With a `window` of words to either side (in the same sentence, over punctuation), the table for a `word`
    is of running words: in one of its windows or outside, the collocate or another (Evert's surface co-
    occurrence; a word in two windows counts once). Without a `word` it is of pairs, first and second, at
    most `window` words apart. With `window="sentence"` it is of sentences that hold the one, the other or
    both.

    Columns: `word`, `collocate`, `count` (together), `articles` (that have them together), `word_count` and
    `collocate_count` (the margins), `total`, `expected`, `log_likelihood` (four cells), `mi`, `mi3`,
    `log_dice`, `t`, `p` and `p_adjusted` (of the log-likelihood) and `significant`: more often than
    expected with p_adjusted < 1 - `level`. Pairs met fewer than `min_count` times and, unless asked for,
    stop words are left out. The strongest evidence comes first.
    """
    words = running_words(tokens, unit, parts, names)
    number = tokens["sentence"].to_numpy()[words.first]
    begins = (np.diff(number, prepend=-1) != 0) | (np.diff(words.article, prepend=-1) != 0)
    sentence = np.cumsum(begins, dtype=np.int32)  # counted over the corpus
    if window == "sentence":
        table = _by_sentence(words, sentence, word, min_count)
    elif word is None:
        table = _pairs(words, sentence, int(window), min_count)
    else:
        table = _around(words, sentence, word, int(window), min_count)
    if not stop_words:
        stop = words.is_stop[table["collocate"]] | (word is None) & words.is_stop[table["word"]]
        table = table[~stop]
    return _score(table, words.spelled, level)


def _code(words: Words, word: str) -> int:
    return int(next(iter(np.flatnonzero(words.spelled == word)), -1))


def _around(words: Words, sentence: np.ndarray, word: str, window: int, min_count: int) -> pd.DataFrame:
    nodes = np.flatnonzero(words.code == _code(words, word))
    near = np.zeros(len(words.code), dtype=bool)
    for lag in range(-window, window + 1):
        there = np.clip(nodes + lag, 0, len(near) - 1)
        near[there[sentence[there] == sentence[nodes]]] = True
    near[nodes] = False
    whole = np.bincount(words.code, minlength=len(words.spelled))
    node = np.full(int(near.sum()), _code(words, word))
    held = node, words.code[near], words.article[near]
    return _tabulate(*held, np.full(len(whole), len(node)), whole, len(near) - len(nodes), min_count)


def _pairs(words: Words, sentence: np.ndarray, window: int, min_count: int) -> pd.DataFrame:
    first, second = _beside(sentence, window)
    article, first, second = words.article[first], words.code[first], words.code[second]
    margins = (np.bincount(code, minlength=len(words.spelled)) for code in (first, second))
    return _tabulate(first, second, article, *margins, len(first), min_count)


def _beside(sentence: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows that have another of their sentence at most `window` rows after them, and those others."""
    lags = range(1, window + 1)
    first = [np.flatnonzero(sentence[lag:] == sentence[:-lag]) for lag in lags] or [np.empty(0, int)]
    return np.concatenate(first), np.concatenate([rows + lag for lag, rows in enumerate(first, start=1)])


def _by_sentence(words: Words, sentence: np.ndarray, word: str | None, min_count: int) -> pd.DataFrame:
    size = max(len(words.spelled), 1)
    starts = np.flatnonzero(np.diff(sentence, prepend=0))
    once = np.unique((sentence - np.int64(1)) * size + words.code)  # each word once a sentence
    held, code = np.divmod(once, size)
    whole = np.bincount(code, minlength=size)
    if word is not None:
        node = _code(words, word)
        beside = np.isin(held, held[code == node]) & (code != node)
        held, other = held[beside], code[beside]
        one = np.full(len(other), node)
    else:
        wanted = (whole[code] >= min_count) & ~words.is_stop[code]
        held, code = held[wanted], code[wanted]
        # Rows of one sentence lie together, so pairs are rows a few places apart, as long as any sentence is.
        first, second = _beside(held, min(int(np.bincount(held).max(initial=0)), LONGEST) - 1)
        held, one, other = held[first], code[first], code[second]
    return _tabulate(one, other, words.article[starts[held]], whole, whole, len(starts), min_count)


def _tabulate(first, second, article, first_count, second_count, total: int, min_count: int) -> pd.DataFrame:
    size = max(len(second_count), 1)
    pairs = first * np.int64(size) + second
    keys, count = np.unique(pairs, return_counts=True)
    keys, count = keys[count >= min_count], count[count >= min_count]
    place, last = np.searchsorted(keys, pairs), np.int64(article.max(initial=0)) + 1
    kept = np.append(keys, -1)[place] == pairs
    in_articles = np.bincount(np.unique(place[kept] * last + article[kept]) // last, minlength=len(keys))
    word, collocate = np.divmod(keys, size)
    table = pd.DataFrame({"word": word, "collocate": collocate, "count": count, "articles": in_articles})
    margins = {"word_count": first_count[word], "collocate_count": second_count[collocate]}
    return table.assign(**margins, total=total)


def _score(table: pd.DataFrame, spelled: np.ndarray, level: float) -> pd.DataFrame:
    from nltk.metrics.association import BigramAssocMeasures as Nltk

    n, word, other, total = table[["count", "word_count", "collocate_count", "total"]].to_numpy(float).T
    expected = word * other / total
    # nltk's measures that are plain arithmetic take arrays as they are; those with logarithms do not.
    dice, t = (score(n, (word, other), total) for score in (Nltk.dice, Nltk.student_t))
    g2 = measures.log_likelihood_four(n, other - n, word, total - word)
    p = measures.chance(g2)
    adjusted = measures.adjust(p)
    scored = table.assign(
        word=pd.array(spelled[table["word"]], dtype="str"),
        collocate=pd.array(spelled[table["collocate"]], dtype="str"),
        expected=expected,
        log_likelihood=g2,
        mi=np.log2(n / expected),
        mi3=np.log2(n**3 / expected),
        log_dice=14 + np.log2(dice),
        t=t,
        p=p,
        p_adjusted=adjusted,
        significant=(n > expected) & (adjusted < 1 - level),
    )
    order = ["log_likelihood", "word", "collocate"]
    return scored.sort_values(order, ascending=[False, True, True], ignore_index=True)
