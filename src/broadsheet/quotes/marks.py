"""Where each token stands in the quotations of its paragraph, whichever marks the text uses."""

import numpy as np
import pandas as pd

from broadsheet.arrays import changes

OUTSIDE, INSIDE, OPENS, CLOSES, UNCLOSED = range(5)
SINGLE = ("'", "‘", "’", "‚", "‹", "›", "`")


def paragraph_starts(tokens: pd.DataFrame) -> np.ndarray:
    """True for the first token of each paragraph."""
    article = tokens["article"].cat.codes.to_numpy()
    paragraph = tokens["paragraph"].to_numpy()
    return changes(article, paragraph)


def article_starts(tokens: pd.DataFrame) -> np.ndarray:
    """True for the first token of each article."""
    article = tokens["article"].cat.codes.to_numpy()
    return changes(article)


def last_true(flags: np.ndarray) -> np.ndarray:
    """For each row, the latest row up to it where `flags` is true (-1 before the first)."""
    rows = np.arange(len(flags))
    latest = np.where(flags, rows, -1)
    return np.maximum.accumulate(latest)


def next_true(flags: np.ndarray) -> np.ndarray:
    """For each row, the earliest row from it on where `flags` is true (the number of rows after the last)."""
    rows = np.arange(len(flags))
    earliest = np.where(flags, rows, len(flags))
    backwards = np.minimum.accumulate(earliest[::-1])
    return backwards[::-1]


def quotation_marks(tokens: pd.DataFrame) -> np.ndarray:
    """Say of each token where it stands in the quotations of its paragraph.

    Returns:
        OUTSIDE, INSIDE, OPENS or CLOSES (the marks themselves) or, inside a quotation whose closing mark is
        missing, UNCLOSED. A quotation within a quotation is INSIDE, marks and all.
    """
    if not len(tokens):
        return np.zeros(0, dtype=int)
    starts = paragraph_starts(tokens)
    quoted = tokens["quoted"].to_numpy(dtype=bool).copy()
    tag = tokens["pos"]
    is_opening = (tag == "``").to_numpy()
    is_closing = (tag == "''").to_numpy()
    opens = quoted & is_opening
    _go_on_in_the_next(quoted, opens, tokens, starts)
    closes = quoted & is_closing
    return _states(quoted, opens, closes, starts)


def _states(
    quoted: np.ndarray, opens: np.ndarray, closes: np.ndarray, starts: np.ndarray
) -> np.ndarray:
    """Cut runs of quoted tokens where one quotation follows another, and find the marks of each."""
    after_closing = np.append(False, closes[:-1])
    after_quoted = np.append(False, quoted[:-1])
    follows_another = opens & after_closing
    begins = starts | ~after_quoted | follows_another
    fresh = quoted & begins
    breaks = fresh | ~quoted | starts
    before_break = np.append(breaks[1:], True)
    ends_run = quoted & before_break
    closes_run = closes & ends_run
    is_closing = closes_run & ~fresh
    last_row = len(quoted) - 1
    ends = next_true(ends_run)
    end_of_run = np.minimum(ends, last_row)
    is_closed = is_closing[end_of_run]
    is_unclosed = quoted & ~is_closed
    is_opening = fresh & opens
    result = np.where(quoted, INSIDE, OUTSIDE)
    result[is_unclosed] = UNCLOSED
    result[is_opening] = OPENS
    result[is_closing] = CLOSES
    return result


def _go_on_in_the_next(
    quoted: np.ndarray, opens: np.ndarray, tokens: pd.DataFrame, starts: np.ndarray
) -> None:
    """Let a single mark that nothing closes open a quotation, if the next paragraph opens one again.

    Else it is an apostrophe: a missing letter at the head of a word is far more common.
    """
    words = tokens["token"].cat
    is_single = words.categories.isin(SINGLE)
    single = is_single[words.codes.to_numpy()]
    same_article = ~article_starts(tokens)
    opens_paragraph = starts & opens
    reopens = opens_paragraph & same_article & single
    is_unquoted = single & ~quoted
    candidates = is_unquoted & _heads_word(tokens)
    latest = last_true(candidates)
    paragraph = last_true(starts)
    for row in np.flatnonzero(reopens):
        before = row - 1
        mark = latest[before]
        if mark < paragraph[before]:
            continue
        between = slice(mark, row)
        if not quoted[between].any():
            quoted[between] = True
            opens[mark] = True


def _heads_word(tokens: pd.DataFrame) -> np.ndarray:
    """True for a token that touches the next one, and not the one before."""
    ends = tokens["end"].to_numpy()
    starts = tokens["start"].to_numpy()
    glued = ends[:-1] == starts[1:]
    touches_next = np.append(glued, False)
    touches_last = np.append(False, glued)
    return touches_next & ~touches_last
