"""Articles as rows of numbers: the words of the story, and the runs of words that two articles share."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.arrays import Flags, Integers, ranges, run_numbers

# What belongs to the story. Bylines, datelines, credits and promotions are the outlet's furniture: two
# outlets that share a picture agency have not copied each other.
STORY = ("title", "body", "caption")

# "Attorney-General" is "Attorney General".
HYPHEN = r"(?<=\w)[-–](?=\w)"


@dataclass(frozen=True)
class StoryWords:
    """The words of some articles in reading order, as arrays of one length.

    Attributes:
        code: Which word: its number in `text`.
        row: Its row in the tokens.
        article: The number of its article.
        sentence: The number of its sentence, counted through all articles.
        text: The distinct words.
    """

    code: Integers
    row: Integers
    article: Integers
    sentence: Integers
    text: np.ndarray


def story_words(tokens: pd.DataFrame) -> StoryWords:
    """Return the words of titles, bodies and captions, by `norm`, so that spelling variants are one word.

    A hyphenated word counts as its parts.
    """
    norms = tokens["norm"].cat
    parts = _parts_of(norms.categories)
    is_story = tokens["part"].isin(STORY).to_numpy()
    is_word = tokens["is_word"].to_numpy()
    rows = np.flatnonzero(is_word & is_story)

    norm = norms.codes.to_numpy()[rows]
    starts = parts.start[norm]
    counts = parts.count[norm]
    code = parts.code[ranges(starts, counts)]
    row = rows.repeat(counts)
    articles = tokens["article"].cat.codes.to_numpy(np.int64)
    article = articles[row]
    sentences = tokens["sentence"].to_numpy()
    sentence = run_numbers(article, sentences[row])
    return StoryWords(code, row, article, sentence, parts.text)


@dataclass(frozen=True)
class _Parts:
    """The words that norms are made of: norm n is the `count[n]` codes from `start[n]` on."""

    start: Integers
    count: Integers
    code: Integers
    text: np.ndarray


def _parts_of(norms: pd.Index) -> _Parts:
    """Take hyphenated norms apart."""
    texts = pd.Series(norms.astype(object))
    parts = texts.str.split(HYPHEN, regex=True)
    words = parts.explode().to_numpy()
    code, text = pd.factorize(words)
    count = parts.str.len().to_numpy(dtype=np.int64)
    start = np.cumsum(count) - count
    return _Parts(start, count, code, text)


def words_in_runs(ids_a: Integers, ids_b: Integers, length: int) -> Flags:
    """Say for each word of a text whether it stands in a run that another text has too, wherever.

    Args:
        ids_a: The n-grams of the text.
        ids_b: Those of the other, numbered together with the first.
        length: How many words an n-gram has.

    >>> words_in_runs(np.array([0, 1, 2, 3, 0]), np.array([9, 0, 1]), 2).tolist()
    [True, True, True, False, True, True]
    """
    count = len(ids_a) + length - 1
    inside = np.zeros(count, bool)
    is_shared = np.isin(ids_a, ids_b)
    starts = np.flatnonzero(is_shared)
    steps = np.arange(length)
    words = np.add.outer(starts, steps)
    inside[words] = True
    return inside
