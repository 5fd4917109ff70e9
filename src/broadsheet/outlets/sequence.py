"""Articles as rows of numbers: the words of the story, and the runs of words that two articles share."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.arrays import ranges, run_numbers

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

    code: np.ndarray
    row: np.ndarray
    article: np.ndarray
    sentence: np.ndarray
    text: np.ndarray


def story_words(tokens: pd.DataFrame) -> StoryWords:
    """Return the words of titles, bodies and captions, by `norm`, so that spelling variants are one word.

    A hyphenated word counts as its parts.
    """
    norms = tokens["norm"].cat
    parts = pd.Series(norms.categories.astype(object)).str.split(HYPHEN, regex=True)
    part_codes, text = pd.factorize(parts.explode().to_numpy())
    part_counts = parts.str.len().to_numpy(dtype=np.int64)
    part_starts = np.cumsum(part_counts) - part_counts

    is_story = tokens["part"].isin(STORY).to_numpy()
    is_word = tokens["is_word"].to_numpy()
    rows = np.flatnonzero(is_word & is_story)
    norm = norms.codes.to_numpy()[rows]
    counts = part_counts[norm]
    code = part_codes[ranges(part_starts[norm], counts)]
    row = rows.repeat(counts)
    article = tokens["article"].cat.codes.to_numpy(np.int64)[row]
    sentence = run_numbers(article, tokens["sentence"].to_numpy()[row])
    return StoryWords(code, row, article, sentence, text)


def words_in_runs(ids_a: np.ndarray, ids_b: np.ndarray, length: int) -> np.ndarray:
    """Say for each word of a text whether it stands in a run that another text has too, wherever.

    Args:
        ids_a: The n-grams of the text.
        ids_b: Those of the other, numbered together with the first.
        length: How many words an n-gram has.

    >>> words_in_runs(np.array([0, 1, 2, 3, 0]), np.array([9, 0, 1]), 2).tolist()
    [True, True, True, False, True, True]
    """
    inside = np.zeros(len(ids_a) + length - 1, bool)
    shared = np.flatnonzero(np.isin(ids_a, ids_b))
    inside[np.add.outer(shared, np.arange(length))] = True
    return inside
