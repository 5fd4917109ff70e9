"""Where names stand: runs of capitalised tokens, each cut into titles and names.

Only the distinct runs (some thousands) are looked at one by one.
"""

import numpy as np
import pandas as pd

from .cut import cut_run
from .pieces import LONGEST, Piece
from .runs import Page, after, before, name_tokens
from .traits import judge_words

Codes = tuple[int, ...]  # the numbers of the words of a run


def find_mentions(
    tokens: pd.DataFrame, starts: np.ndarray
) -> tuple[pd.DataFrame, list[Piece]]:
    """Return one row a mention (`first`, `last`: rows of `tokens`; `piece`), and the distinct pieces."""
    page = _page(tokens, starts)
    first, last = _runs(page)
    rare = _rare_words(page)
    codes = page.code.tolist()
    cuts: dict[Codes, list[tuple[int, int, int]]] = {}
    pieces: list[Piece] = []
    rows: list[tuple[int, int, int]] = []
    for low, high in zip(first.tolist(), last.tolist(), strict=True):
        run = tuple(codes[low:high])
        if run not in cuts:
            cuts[run] = _cut(run, page, rare, pieces)
        for begin, end, number in cuts[run]:
            rows.append((low + begin, low + end, number))
    columns = ["first", "last", "piece"]
    return pd.DataFrame(rows, columns=columns, dtype=int), pieces


def _page(tokens: pd.DataFrame, starts: np.ndarray) -> Page:
    words = tokens["token"].cat.categories.tolist()
    code = tokens["token"].cat.codes.to_numpy()
    opens = np.zeros(len(tokens), bool)
    opens[starts] = True
    return Page(tokens, code, judge_words(words), opens)


def _cut(
    run: Codes,
    page: Page,
    rare: list[bool],
    pieces: list[Piece],
) -> list[tuple[int, int, int]]:
    """Cut a run, add its pieces to the list; return where each begins and ends, and its number."""
    traits = page.traits
    found = cut_run(
        [traits.folds[i] for i in run],
        [traits.words[i] for i in run],
        [rare[i] for i in run],
    )
    cuts = []
    for piece in found:
        cuts.append((piece.low, piece.high, len(pieces)))
        pieces.append(piece)
    return cuts


def _runs(page: Page) -> tuple[np.ndarray, np.ndarray]:
    """Return where runs begin and end; a sentence and a dateline in capitals begin a new one."""
    inside = name_tokens(page)
    shouted = page.trait("shouted")
    dateline = shouted & ~before(shouted)  # "Mary Miller BRACKENFORD"
    cut = page.opens | dateline
    begins = inside & (~before(inside) | cut)
    ends = inside & (~after(inside) | after(cut))
    first = np.flatnonzero(begins)
    last = np.flatnonzero(ends) + 1
    short = last - first <= LONGEST
    return first[short], last[short]


def _rare_words(page: Page) -> list[bool]:
    """Say of each distinct word whether the corpus never writes it small."""
    traits = page.traits
    small = page.code[page.trait("lower")]
    counts = np.bincount(traits.folded[small], minlength=traits.size)
    never_small = counts[traits.folded] == 0
    return never_small.tolist()
