"""Articles as rows of numbers: the words of the story, their n-grams, the runs that two articles share."""

from typing import NamedTuple

import numpy as np
import pandas as pd

# What belongs to the story. Bylines, datelines, credits and promotions are the outlet's furniture: two
# outlets that share a picture agency have not copied each other.
STORY = ("title", "body", "caption")


class Words(NamedTuple):
    """The words of some articles in reading order, as arrays of one length."""

    code: np.ndarray  # which word: its number in `text`
    row: np.ndarray  # its row in tokens
    article: np.ndarray  # the number of its article
    sentence: np.ndarray  # the number of its sentence, counted through all articles
    text: np.ndarray  # the distinct words


def story_words(tokens: pd.DataFrame) -> Words:
    """Take the words of titles, bodies and captions, by `norm`, so that spelling variants are one word.

    A hyphenated word counts as its parts: "Attorney-General" is "Attorney General".
    """
    norm = tokens["norm"].cat
    parts = pd.Series(norm.categories.astype(object)).str.split(r"(?<=\w)[-–](?=\w)", regex=True)
    code, text = pd.factorize(parts.explode().to_numpy())
    size = parts.str.len().to_numpy(dtype=np.int64)
    rows = np.flatnonzero(tokens["is_word"].to_numpy() & tokens["part"].isin(STORY).to_numpy())
    word = norm.codes.to_numpy()[rows]
    code, row = code[spans((np.cumsum(size) - size)[word], size[word])], np.repeat(rows, size[word])
    article = tokens["article"].cat.codes.to_numpy()[row].astype(np.int64)
    sentence = tokens["sentence"].to_numpy()[row]
    new = (article[1:] != article[:-1]) | (sentence[1:] != sentence[:-1])
    return Words(code, row, article, np.cumsum(np.append(False, new)[: len(row)]), text)


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


def words_in_runs(ids_a: np.ndarray, ids_b: np.ndarray, n: int) -> np.ndarray:
    """For each word of a text, whether it stands in a run of `n` words that another has too, wherever.

    `ids_a` and `ids_b` are the n-grams of the two, numbered together.

    >>> words_in_runs(np.array([0, 1, 2, 3, 0]), np.array([9, 0, 1]), 2).tolist()
    [True, True, True, False, True, True]
    """
    inside = np.zeros(len(ids_a) + n - 1, bool)
    inside[np.add.outer(np.flatnonzero(np.isin(ids_a, ids_b)), np.arange(n))] = True
    return inside
