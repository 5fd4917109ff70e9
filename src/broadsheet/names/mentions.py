"""Where names stand: runs of capitalised tokens, each cut into titles and names.

Only the distinct runs (some thousands) are looked at one by one.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from .pieces import LONGEST, Piece, cut_run
from .runs import Page, name_tokens
from .traits import Traits, judge_words


def find_mentions(tokens: pd.DataFrame, starts: np.ndarray) -> tuple[pd.DataFrame, list[Piece]]:
    """Return one row a mention (`first`, `last`: rows of `tokens`; `piece`), and the distinct pieces."""
    words = np.array(tokens["token"].cat.categories, dtype=object)
    code = tokens["token"].cat.codes.to_numpy()
    opens = np.zeros(len(tokens), bool)
    opens[starts] = True
    page = Page(tokens, code, judge_words(words), opens)
    first, last = _runs(page)
    rare = _rare_words(page)
    codes = code.tolist()
    pieces: list[Piece] = []
    rows: list[tuple[int, int, int]] = []
    cuts: dict[tuple[int, ...], range] = {}
    for low, high in zip(first.tolist(), last.tolist(), strict=True):
        run = tuple(codes[low:high])
        if run not in cuts:
            found = _cut(run, page.traits, rare)
            cuts[run] = range(len(pieces), len(pieces) + len(found))
            pieces += found
        rows += [(low + pieces[n].low, low + pieces[n].high, n) for n in cuts[run]]
    return pd.DataFrame(rows, columns=["first", "last", "piece"], dtype=int), pieces


def _runs(page: Page) -> tuple[np.ndarray, np.ndarray]:
    """Return where runs begin and end; a sentence and a dateline in capitals begin a new one."""
    inside = name_tokens(page)
    shouted = page.trait("shouted")
    cut = page.opens | (shouted & np.r_[True, ~shouted[:-1]])  # "Mary Miller BRACKENFORD"
    first = np.flatnonzero(inside & (np.r_[True, ~inside[:-1]] | cut))
    last = np.flatnonzero(inside & (np.r_[~inside[1:], True] | np.r_[cut[1:], True])) + 1
    short = last - first <= LONGEST
    return first[short], last[short]


def _rare_words(page: Page) -> list[bool]:
    """Say of each distinct word whether the corpus never writes it small."""
    traits = page.traits
    small = page.code[page.trait("lower")]
    counts = np.bincount(traits.folded[small], minlength=traits.size)
    return (counts[traits.folded] == 0).tolist()


def _cut(run: tuple[int, ...], traits: Traits, rare: list[bool]) -> list[Piece]:
    cuts = cut_run([traits.folds[i] for i in run], [traits.words[i] for i in run])
    return [replace(cut, rare=sum(rare[i] for i in run[cut.low : cut.high])) for cut in cuts]
