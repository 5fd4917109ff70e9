"""Articles as rows of numbers: the words of the story, their n-grams, and the runs two articles share."""

from bisect import insort
from typing import NamedTuple

import numpy as np
import pandas as pd

# What belongs to the story. Bylines, datelines, credits and promotions are the outlet's furniture: two
# outlets that share a picture agency have not copied each other.
STORY = ("title", "body", "caption")

OFTEN = 32


class Words(NamedTuple):
    """The words of some articles in reading order, as arrays of one length."""

    code: np.ndarray  # which word: its number in `text`
    row: np.ndarray  # its row in tokens
    article: np.ndarray  # the number of its article
    quoted: np.ndarray  # whether it stands between quotation marks
    text: np.ndarray  # the distinct words


def story_words(tokens: pd.DataFrame) -> Words:
    """Take the words of titles, bodies and captions, by `norm`, so that spelling variants are one word.

    A hyphenated word counts as its parts: "Attorney-General" is "Attorney General".
    """
    norm = tokens["norm"].cat
    parts = pd.Series(norm.categories.astype(object)).str.split(r"(?<=\w)[-–](?=\w)", regex=True)
    code, text = pd.factorize(parts.explode().to_numpy())
    size = parts.str.len().to_numpy()
    first = np.cumsum(size) - size
    story = tokens["is_word"].to_numpy() & tokens["part"].isin(STORY).to_numpy()
    rows = np.flatnonzero(story)
    word = norm.codes.to_numpy()[rows]
    row = np.repeat(rows, size[word])
    code = code[spans(first[word], size[word])]
    article = tokens["article"].cat.codes.to_numpy().astype(np.int64)
    return Words(code, row, article[row], inside_quotes(tokens)[row], text)


def spans(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """All numbers of each span, one span after the other.

    >>> spans(np.array([5, 0]), np.array([3, 2])).tolist()
    [5, 6, 7, 0, 1]
    """
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(sizes.sum())


def inside_quotes(tokens: pd.DataFrame) -> np.ndarray:
    """For each token, whether the last quotation mark before it in its paragraph is an opening one."""
    opens, closes = (tokens["pos"] == "``").to_numpy(), (tokens["pos"] == "''").to_numpy()
    last = np.maximum.accumulate(np.where(opens | closes, np.arange(len(tokens)), 0))
    article, paragraph = tokens["article"].cat.codes.to_numpy(), tokens["paragraph"].to_numpy()
    return opens[last] & (article[last] == article) & (paragraph[last] == paragraph)


def ngram_ids(code: np.ndarray, n: int) -> np.ndarray:
    """Number the runs of `n` words exactly: equal numbers, equal words.

    Longer runs are numbered as pairs of shorter ones, so no number outgrows 64 bits and nothing is hashed.

    >>> ngram_ids(np.array([7, 8, 9, 7, 8, 9]), 3).tolist()
    [0, 1, 2, 0]
    """
    ids, size = pd.factorize(code)[0].astype(np.int64), 1
    while size < n:
        step = min(size, n - size)
        ids = pd.factorize(ids[:-step] * (ids.max(initial=0) + 1) + ids[step:])[0]
        size += step
    return ids


class Run(NamedTuple):
    """`length` words that stand in both articles, from these word numbers on."""

    a: int
    b: int
    length: int


def shared_runs(a: np.ndarray, b: np.ndarray, least: int = 5) -> list[Run]:
    """Cover two articles with the longest runs of words that they share, wherever each stands.

    Each word is used once, longest runs first (greedy string tiling, Wise 1993), but the runs come from
    one join over n-grams instead of a scan, so the time grows with the text and not with its square.
    `a` and `b` are word numbers; runs have at least `least` words.

    >>> shared_runs(np.array([1, 2, 3, 4, 5]), np.array([4, 5, 0, 1, 2, 3]), least=2)
    [Run(a=0, b=3, length=3), Run(a=3, b=0, length=2)]
    """
    if min(len(a), len(b)) < least:
        return []
    ids = ngram_ids(np.r_[a, b], least)
    at_a, at_b = meetings(ids[: len(a) - least + 1], ids[len(a) :])
    order = np.lexsort((at_a, at_b - at_a))
    at_a, at_b = at_a[order], at_b[order]
    breaks = np.flatnonzero(np.r_[True, (np.diff(at_a) != 1) | (np.diff(at_b) != 1), True][: len(at_a) + 1])
    length = np.diff(breaks) + least - 1
    starts = (at_a[breaks[:-1]].tolist(), at_b[breaks[:-1]].tolist())
    waiting = sorted(map(Run, *starts, length.tolist()), key=_rank)
    free_a, free_b, found = np.ones(len(a), bool), np.ones(len(b), bool), []
    while waiting:
        run = waiting.pop()
        in_a, in_b = slice(run.a, run.a + run.length), slice(run.b, run.b + run.length)
        free = free_a[in_a] & free_b[in_b]
        if free.all():
            free_a[in_a] = free_b[in_b] = False
            found.append(run)
            continue
        edges = np.flatnonzero(np.diff(np.r_[False, free, False])).tolist()
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start >= least:  # what is left of a run that a longer one has cut into
                insort(waiting, Run(run.a + start, run.b + start, end - start), key=_rank)
    return sorted(found)


def words_in_runs(a: np.ndarray, b: np.ndarray, least: int = 5) -> np.ndarray:
    """For each word of `a`, whether it stands in a run of `least` words that `b` has too, however often.

    >>> words_in_runs(np.array([1, 2, 3, 9, 1, 2]), np.array([0, 1, 2, 3]), least=2).tolist()
    [True, True, True, False, True, True]
    """
    inside = np.zeros(len(a), bool)
    if min(len(a), len(b)) >= least:
        ids = ngram_ids(np.r_[a, b], least)
        begins = np.flatnonzero(np.isin(ids[: len(a) - least + 1], ids[len(a) :]))
        inside[np.add.outer(begins, np.arange(least))] = True
    return inside


def _rank(run: Run) -> tuple[int, int, int]:
    return run.length, -run.a, -run.b


def meetings(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of places, one in each array, that hold the same number.

    A number that b holds more than `OFTEN` times meets only the places that come about as late in its
    series as it does itself: a text that says one thing ten thousand times must not cost its square.
    """
    order = np.argsort(b, kind="stable")
    first = np.searchsorted(b[order], a, "left")
    count = np.searchsorted(b[order], a, "right") - first
    if count.max(initial=0) > OFTEN:
        turn = pd.Series(a).groupby(a).cumcount().to_numpy()
        first += np.clip(turn - OFTEN // 2, 0, np.maximum(count - OFTEN, 0))
        count = np.minimum(count, OFTEN)
    return np.repeat(np.arange(len(a)), count), order[spans(first, count)]
