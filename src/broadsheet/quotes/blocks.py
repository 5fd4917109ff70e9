"""Tokens as the network reads them: numbers for each token, in blocks that are read as one.

An attribution lies within a paragraph, so a block is a paragraph. It is longer where a paragraph ends in a
colon or in an open quotation and the next begins with a quotation mark. A long paragraph is read in parts
that overlap, cut where a sentence begins outside quotation marks.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.arrays import changes
from broadsheet.text.norms import spellings

from .marks import (
    CLOSES,
    INSIDE,
    OPENS,
    OUTSIDE,
    UNCLOSED,
    article_starts,
    last_true,
    next_true,
    paragraph_starts,
    quotation_marks,
)

# Paragraphs of news are seldom longer than LONGEST tokens, and the network has hardly seen any: a longer one
# is read in parts of PART tokens, each with about CONTEXT tokens on either side.
LONGEST, PART, CONTEXT = 180, 90, 60
HARD = 400  # tokens after which a part is cut whatever stands there: bounds memory on any text
REACH = 96  # tokens either side of an anchor that are labelled,
FARTHEST = 256  # or so many, to where the quotation ends that is open there
SHAPES = ("lower", "Capital", "CAPITALS", "number", "mark")
LOWER, CAPITAL, CAPITALS, NUMBER, MARK = range(len(SHAPES))
DIGIT = re.compile(r"\d")
LETTER = re.compile(r"\w")
FEATURES = ("word", "lemma", "pos", "mark", "shape")


@dataclass(frozen=True)
class Blocks:
    """What is read at once: the rows of each block, those whose anchors are its own, and all features."""

    first: np.ndarray
    length: np.ndarray
    own_first: np.ndarray
    own_last: np.ndarray
    features: np.ndarray
    marks: np.ndarray
    sentence: np.ndarray


def read_blocks(tokens: pd.DataFrame, vocabulary: dict[str, pd.Index]) -> Blocks:
    """Make the blocks of a `tokens` frame; `vocabulary` holds what the network knows."""
    marks = quotation_marks(tokens)
    starts = _block_starts(tokens, marks)
    sentence = starts | _sentence_starts(tokens)
    parts = _parts(np.flatnonzero(starts), sentence, marks)
    first, last, own_first, own_last = parts.T
    return Blocks(
        first=first,
        length=last - first,
        own_first=own_first,
        own_last=own_last,
        features=_features(tokens, marks, vocabulary),
        marks=marks,
        sentence=np.cumsum(sentence),
    )


def _sentence_starts(tokens: pd.DataFrame) -> np.ndarray:
    article = tokens["article"].cat.codes.to_numpy()
    sentence = tokens["sentence"].to_numpy()
    return changes(article, sentence)


def _features(
    tokens: pd.DataFrame, marks: np.ndarray, vocabulary: dict[str, pd.Index]
) -> np.ndarray:
    """One row a token: the codes of FEATURES. Whatever a quotation is marked with reads as “ and ”."""
    word = _codes(tokens["norm"], vocabulary["word"])
    lemma = _codes(tokens["lemma"], vocabulary["lemma"])
    pos = _codes(tokens["pos"], vocabulary["pos"])
    code_of_mark = _code('"', vocabulary["word"])
    for state, mark, tag in ((OPENS, "“", "``"), (CLOSES, "”", "''")):
        here = marks == state
        word[here] = code_of_mark
        lemma[here] = _code(mark, vocabulary["lemma"])
        pos[here] = _code(tag, vocabulary["pos"])
    shapes = _shapes(tokens)
    columns = [word, lemma, pos, marks, shapes]
    features = np.stack(columns, axis=1)
    return features.astype(np.int32)


def _codes(words: pd.Series, vocabulary: pd.Index) -> np.ndarray:
    """Codes into `vocabulary`, from 1 on; 0 is a word it lacks. British spellings read as American."""
    spelt = words.cat.categories.astype(object)
    codes = vocabulary.get_indexer(spelt)
    unknown = np.flatnonzero(codes < 0)
    if len(unknown):
        american = spellings()
        folded = [american.get(word, word) for word in spelt[unknown].tolist()]
        as_index = pd.Index(folded, dtype=object)
        codes[unknown] = vocabulary.get_indexer(as_index)
    numbers = codes + 1
    of_token = words.cat.codes.to_numpy()
    return numbers[of_token]


def _code(word: str, vocabulary: pd.Index) -> int:
    codes = vocabulary.get_indexer([word])
    return int(codes[0]) + 1


def _block_starts(tokens: pd.DataFrame, marks: np.ndarray) -> np.ndarray:
    """True where a paragraph starts that does not go on with what the one before it introduced."""
    starts = paragraph_starts(tokens)
    if not len(starts):
        return starts
    is_colon = (tokens["token"] == ":").to_numpy()
    leads_on = is_colon | (marks == UNCLOSED)
    introduced = np.roll(leads_on, 1)
    opens = marks == OPENS
    is_first = article_starts(tokens)
    goes_on = opens & introduced & ~is_first
    return starts & ~goes_on


def _parts(first: np.ndarray, sentence: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """First, last, first own and last own row of each block; long ones come in overlapping parts."""
    last = np.append(first[1:], len(sentence))
    last = last[: len(first)]
    length = last - first
    is_long = length > LONGEST
    columns = [first, last, first, last]
    whole = np.stack(columns, axis=1)
    short = whole[~is_long]
    rows = [short]
    outside = np.isin(marks, (OUTSIDE, OPENS))
    safe = np.flatnonzero(sentence & outside)
    long_blocks = whole[is_long]
    for low, high, _, _ in long_blocks.tolist():
        begin, end = np.searchsorted(safe, [low, high])
        safe_within = safe[begin:end]
        parts = _cut(low, high, safe_within)
        rows.append(parts)
    table = np.concatenate(rows)
    own_first = table[:, 2]
    order = np.argsort(own_first, kind="stable")
    return table[order]


def _cut(low: int, high: int, safe: np.ndarray) -> np.ndarray:
    """Cut the rows low..high at some of the rows in `safe`; each part is widened by its context."""
    safe_rows = safe.tolist()
    edges = _edges_of_parts(low, high, safe_rows)
    own_first = np.array(edges)
    own_last = np.append(own_first[1:], high)
    cuts = np.unique([*safe_rows, *edges, high])
    farthest_before = np.maximum(own_first - CONTEXT, low)
    farthest_after = np.minimum(own_last + CONTEXT, high)
    next_cut = np.searchsorted(cuts, farthest_before)
    cuts_before = np.searchsorted(cuts, farthest_after, side="right")
    last_cut = cuts_before - 1
    first = np.minimum(cuts[next_cut], own_first)
    last = np.maximum(cuts[last_cut], own_last)
    columns = [first, last, own_first, own_last]
    return np.column_stack(columns)


def _edges_of_parts(low: int, high: int, safe: list[int]) -> list[int]:
    """Where the parts of the rows low..high begin."""
    edges = [low]
    latest = low
    for row in [*safe, high]:
        while row - latest > HARD:
            latest += HARD
            edges.append(latest)
        if row - latest >= PART:
            latest = row
            edges.append(latest)
    rest = high - latest
    is_short = rest < PART // 2
    if is_short and len(edges) > 1:
        edges.pop()
    return edges


def window_edges(
    anchor: np.ndarray, low: np.ndarray, high: np.ndarray, marks: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Say which rows within low..high are labelled for each anchor.

    REACH rows on either side; where that ends inside a quotation, the rest of it too.
    """
    within = np.isin(marks, (INSIDE, CLOSES, UNCLOSED))
    first = _first_labelled(anchor, low, within)
    last = _last_labelled(anchor, high, within)
    return first, last


def _first_labelled(
    anchor: np.ndarray, low: np.ndarray, within: np.ndarray
) -> np.ndarray:
    """The first row for each anchor; `within` tells which rows a quotation holds."""
    nearest = anchor - REACH
    farthest = anchor - FARTHEST
    first = np.maximum(low, nearest)
    opening = last_true(~within)
    farther = np.maximum(opening[first], farthest)
    is_within = within[first]
    first = np.where(is_within, farther, first)
    return np.maximum(low, first)


def _last_labelled(
    anchor: np.ndarray, high: np.ndarray, within: np.ndarray
) -> np.ndarray:
    """The row after the last for each anchor."""
    nearest = anchor + REACH + 1
    farthest = anchor + FARTHEST
    last = np.minimum(high, nearest)
    size = len(within)
    closing = np.append(next_true(~within), size)
    farther = np.minimum(closing[last], farthest)
    goes_on = np.append(within, False)
    is_within = goes_on[last]
    last = np.where(is_within, farther, last)
    return np.minimum(high, last)


def _shapes(tokens: pd.DataFrame) -> np.ndarray:
    """The shape of each token, counted apart at the head of a sentence."""
    words = tokens["token"].cat
    shapes = [_shape_of(word) for word in words.categories.tolist()]
    by_word = np.array(shapes, int)
    of_token = by_word[words.codes.to_numpy()]
    is_first = _sentence_starts(tokens)
    return of_token + len(SHAPES) * is_first


def _shape_of(word: str) -> int:
    """The number of a word's shape in SHAPES."""
    if not word.isalpha():
        if DIGIT.search(word):
            return NUMBER
        if not LETTER.search(word):
            return MARK
    if len(word) > 1 and word.isupper():
        return CAPITALS
    return CAPITAL if word[:1].isupper() else LOWER
