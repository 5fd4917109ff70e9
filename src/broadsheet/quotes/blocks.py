"""Tokens as the network reads them: numbers for each token, in blocks that are read as one.

An attribution lies within a paragraph, so a block is a paragraph; it is longer where a paragraph ends in a
colon or in an open quotation and the next begins with a quotation mark, and shorter where a paragraph is so
long (a page without line breaks) that reading it at once would cost memory.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

LONGEST = 200  # tokens after which a block is cut at the next sentence
SHAPES = ("lower", "Capital", "CAPITALS", "number", "mark")
OUTSIDE, INSIDE, OPENS, CLOSES, UNCLOSED = range(5)


@dataclass(frozen=True)
class Blocks:
    """Where blocks begin (row numbers), how long they are, and each token's features (`FEATURES`)."""

    first: np.ndarray
    length: np.ndarray
    features: np.ndarray


FEATURES = ("word", "lemma", "pos", "mark", "shape")


def read_blocks(tokens: pd.DataFrame, vocabulary: dict[str, pd.Index]) -> Blocks:
    """The blocks of a `tokens` frame; `vocabulary` holds the words, lemmas and tags the network knows."""
    marks = quotation_marks(tokens)
    first = _block_starts(tokens, marks)
    coded = [
        _known(tokens[column], vocabulary[name])
        for name, column in zip(FEATURES, ("norm", "lemma", "pos"), strict=False)
    ]
    features = np.stack([*coded, marks, _shapes(tokens)], axis=1).astype(np.int32)
    return Blocks(first, np.diff(np.append(first, len(tokens))), features)


def _known(words: pd.Series, vocabulary: pd.Index) -> np.ndarray:
    """Codes into `vocabulary`, from 1 on; 0 is a word it does not hold."""
    return (vocabulary.get_indexer(words.cat.categories) + 1)[words.cat.codes.to_numpy()]


def _changes(*columns: np.ndarray) -> np.ndarray:
    """True where a value differs from the one before, and at the start."""
    changed = np.ones(len(columns[0]), dtype=bool)
    if len(changed):
        changed[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return changed


def paragraph_starts(tokens: pd.DataFrame) -> np.ndarray:
    """True for the first token of each paragraph."""
    return _changes(tokens["article"].cat.codes.to_numpy(), tokens["paragraph"].to_numpy())


def last_true(flags: np.ndarray) -> np.ndarray:
    """For each place, the latest place up to it where `flags` is true (-1 before the first)."""
    return (
        np.maximum.accumulate(np.where(flags, np.arange(len(flags)), -1)) if len(flags) else np.zeros(0, int)
    )


def quotation_marks(tokens: pd.DataFrame) -> np.ndarray:
    """Each token's place in its paragraph's quotations: OUTSIDE, INSIDE, OPENS, CLOSES or, inside one
    whose closing mark is missing, UNCLOSED. Single marks count where no double one is open."""
    starts = paragraph_starts(tokens)
    spelt = tokens["token"].cat.categories
    double = spelt.isin(["“", "”", '"', "``", "''", "„", "«", "»"])[tokens["token"].cat.codes.to_numpy()]
    tag = tokens["pos"].to_numpy()
    opens, closes = np.asarray(tag == "``"), np.asarray(tag == "''")
    state, unclosed = _inside(opens & double, closes & double, starts)
    single, single_unclosed = _inside(opens & ~double, closes & ~double, starts)
    # An apostrophe at the head of a word looks like a single mark that never closes: such a one is no mark.
    single = single & ~single_unclosed
    result = np.where(state | single, INSIDE, OUTSIDE)
    result[unclosed & state] = UNCLOSED
    outer = double | ~state
    result[opens & outer & (double | single)] = OPENS
    result[closes & outer & (double | np.roll(single, 1))] = CLOSES
    return result


def _inside(opens: np.ndarray, closes: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which tokens follow an opening mark of their paragraph, and for which of them no closing one comes."""
    latest, paragraph = last_true(opens | closes | starts), last_true(starts)
    inside = opens[latest] & (latest >= paragraph) if len(opens) else opens
    mark = opens | closes | starts
    rows = np.flatnonzero(mark)
    following = np.searchsorted(rows, np.arange(len(opens)), side="right")
    closing = np.append(closes[rows], False)[following]
    return inside, inside & ~closing


def _block_starts(tokens: pd.DataFrame, marks: np.ndarray) -> np.ndarray:
    starts = paragraph_starts(tokens)
    if not len(starts):
        return np.zeros(0, int)
    colon = (tokens["token"] == ":").to_numpy()
    same = ~_changes(tokens["article"].cat.codes.to_numpy())
    joined = starts & same & (marks == OPENS) & np.roll(colon | (marks == UNCLOSED), 1)
    starts = starts & ~joined
    sentence = starts | _changes(tokens["article"].cat.codes.to_numpy(), tokens["sentence"].to_numpy())
    rows = np.arange(len(starts))
    sentence_first = last_true(sentence)
    part = (sentence_first - last_true(starts)) // LONGEST
    piece = (rows - sentence_first) // LONGEST
    return np.flatnonzero(starts | (_changes(part, piece)))


def _shapes(tokens: pd.DataFrame) -> np.ndarray:
    """The shape of each token, counted apart at the head of a sentence."""
    spelt = tokens["token"].cat.categories.to_series()
    shape = np.select(
        [
            spelt.str.contains(r"\d"),
            ~spelt.str.contains(r"\w"),
            spelt.str.isupper() & (spelt.str.len() > 1),
            spelt.str[:1].str.isupper(),
        ],
        [3, 4, 2, 1],
        0,
    )[tokens["token"].cat.codes.to_numpy()]
    first = _changes(tokens["article"].cat.codes.to_numpy(), tokens["sentence"].to_numpy())
    return shape + len(SHAPES) * first
