"""Where names stand: runs of capitalised tokens, each cut into titles and names.

Only the distinct runs (some thousands) are looked at one by one.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..arrays import Integers, one_by_one
from .cut import cut_run
from .page import Page, after, before
from .pieces import LONGEST, Piece
from .runs import name_tokens
from .traits import judge_words

Codes = tuple[int, ...]  # the numbers of the words of a run


class Cut(NamedTuple):
    """A name within a run: where it begins and ends, and the number of its piece."""

    begin: int
    end: int
    piece: int


class _Cutter:
    """Cuts each distinct run once, and numbers the pieces."""

    def __init__(self, page: Page):
        self.words = page.traits.words
        self.folds = page.traits.folds
        self.rare = _rare_words(page)
        self.pieces: list[Piece] = []
        self._cuts: dict[Codes, list[Cut]] = {}

    def cut(self, run: Codes) -> list[Cut]:
        """Return the names in a run."""
        if run not in self._cuts:
            self._cuts[run] = self._cut(run)
        return self._cuts[run]

    def _cut(self, run: Codes) -> list[Cut]:
        folded = [self.folds[code] for code in run]
        words = [self.words[code] for code in run]
        rare = [self.rare[code] for code in run]
        cuts = []
        for piece in cut_run(folded, words, rare):
            cut = Cut(piece.low, piece.high, len(self.pieces))
            cuts.append(cut)
            self.pieces.append(piece)
        return cuts


def find_mentions(
    tokens: pd.DataFrame, starts: Integers
) -> tuple[pd.DataFrame, list[Piece]]:
    """Return one row a mention (`first`, `last`: rows of `tokens`; `piece`), and the distinct pieces."""
    page = _page(tokens, starts)
    first, last = _runs(page)
    cutter = _Cutter(page)
    codes = one_by_one(page.code)
    begins = []
    ends = []
    numbers = []
    for low, high in zip(first.tolist(), last.tolist(), strict=True):
        run = tuple(codes[low:high])
        for begin, end, piece in cutter.cut(run):
            begins.append(low + begin)
            ends.append(low + end)
            numbers.append(piece)
    columns = {"first": begins, "last": ends, "piece": numbers}
    return pd.DataFrame(columns, dtype=int), cutter.pieces


def _page(tokens: pd.DataFrame, starts: Integers) -> Page:
    word = tokens["token"].cat
    opens = np.zeros(len(tokens), bool)
    opens[starts] = True
    traits = judge_words(word.categories.tolist())
    # Rows are looked up by these dozens of times, for which numpy would widen narrower numbers each time.
    codes = word.codes.to_numpy(np.intp)
    return Page(tokens, codes, traits, opens)


def _runs(page: Page) -> tuple[Integers, Integers]:
    """Return where runs begin and end; a sentence and a dateline in capitals begin a new one."""
    inside = name_tokens(page)
    shouted = page.trait("shouted")
    behind_shouted = before(shouted)
    dateline = shouted & ~behind_shouted  # "Mary Miller BRACKENFORD"
    is_cut = page.opens | dateline
    behind_run = before(inside)
    before_run = after(inside)
    is_first = ~behind_run | is_cut
    is_last = ~before_run | after(is_cut)
    begins = inside & is_first
    ends = inside & is_last
    first = np.flatnonzero(begins)
    last = np.flatnonzero(ends) + 1
    size = last - first
    is_name = size <= LONGEST
    return first[is_name], last[is_name]


def _rare_words(page: Page) -> list[bool]:
    """Say of each distinct word whether the corpus never writes it small."""
    smalls = page.count_spellings(page.trait("lower"))
    is_never_small = smalls[page.traits.folded] == 0
    return is_never_small.tolist()
