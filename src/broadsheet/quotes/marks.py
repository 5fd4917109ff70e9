"""Where each token stands in the quotations of its paragraph, whichever marks the text uses."""

import numpy as np
import pandas as pd

from broadsheet.text import spelled

OUTSIDE, INSIDE, OPENS, CLOSES, UNCLOSED = range(5)
SINGLE = ("'", "‘", "’", "‚", "‹", "›", "`")


def changes(*columns: np.ndarray) -> np.ndarray:
    """True where a value differs from the one before, and at the start."""
    changed = np.ones(len(columns[0]), dtype=bool)
    if len(changed):
        changed[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return changed


def paragraph_starts(tokens: pd.DataFrame) -> np.ndarray:
    """True for the first token of each paragraph."""
    return changes(
        tokens["article"].cat.codes.to_numpy(), tokens["paragraph"].to_numpy()
    )


def article_starts(tokens: pd.DataFrame) -> np.ndarray:
    """True for the first token of each article."""
    return changes(tokens["article"].cat.codes.to_numpy())


def last_true(flags: np.ndarray) -> np.ndarray:
    """For each row, the latest row up to it where `flags` is true (-1 before the first)."""
    rows = np.where(flags, np.arange(len(flags)), -1)
    return np.maximum.accumulate(rows) if len(flags) else rows


def next_true(flags: np.ndarray) -> np.ndarray:
    """For each row, the earliest row from it on where `flags` is true (the number of rows after the last)."""
    rows = np.where(flags, np.arange(len(flags)), len(flags))
    return np.minimum.accumulate(rows[::-1])[::-1] if len(flags) else rows


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
    tag = spelled(tokens["pos"])
    opens = quoted & (tag == "``")
    _go_on_in_the_next(quoted, opens, tokens, starts)
    return _states(quoted, opens, quoted & (tag == "''"), starts)


def _states(
    quoted: np.ndarray, opens: np.ndarray, closes: np.ndarray, starts: np.ndarray
) -> np.ndarray:
    """Cut runs of quoted tokens where one quotation follows another, and find the marks of each."""
    after_closing = np.append(False, closes[:-1])
    after_quoted = np.append(False, quoted[:-1])
    fresh = quoted & (starts | ~after_quoted | (opens & after_closing))
    ends_run = np.append(fresh[1:] | ~quoted[1:] | starts[1:], True) & quoted
    is_closing = closes & ends_run & ~fresh
    end_of_run = np.minimum(next_true(ends_run), len(quoted) - 1)
    result = np.where(quoted, INSIDE, OUTSIDE)
    result[quoted & ~is_closing[end_of_run]] = UNCLOSED
    result[fresh & opens] = OPENS
    result[is_closing] = CLOSES
    return result


def _go_on_in_the_next(
    quoted: np.ndarray, opens: np.ndarray, tokens: pd.DataFrame, starts: np.ndarray
) -> None:
    """Let a single mark that nothing closes open a quotation, if the next paragraph opens one again.

    Else it is an apostrophe: a missing letter at the head of a word is far more common.
    """
    single = tokens["token"].isin(SINGLE).to_numpy()
    first = np.flatnonzero(starts)
    same_article = ~article_starts(tokens)
    reopened = first[same_article[first] & opens[first] & single[first]]
    glued = tokens["end"].to_numpy()[:-1] == tokens["start"].to_numpy()[1:]
    touches_next = np.append(glued, False)
    touches_last = np.append(False, glued)
    candidates = single & ~quoted & touches_next & ~touches_last
    latest, paragraph = last_true(candidates), last_true(starts)
    for row in reopened:
        mark = latest[row - 1]
        if mark >= paragraph[row - 1] and not quoted[mark:row].any():
            quoted[mark:row] = True
            opens[mark] = True
