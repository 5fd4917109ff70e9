"""Counts of words over parts of a corpus: only what can be added up is kept of each part."""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from broadsheet.text.norms import choose_spellings
from broadsheet.words.adding import Sums, Vocabulary
from broadsheet.words.cells import Cells, Counted, Layout
from broadsheet.words.forms import spell_forms
from broadsheet.words.groups import By, Groups, group_ids
from broadsheet.words.numbering import Wanted
from broadsheet.words.part_counts import PartCounts
from broadsheet.words.parts import TokenParts
from broadsheet.words.spread import CellSums, spread_of_sums
from broadsheet.words.tables import make_table

# Bits of a cell's key for the word: four thousand million words, as many groups.
BITS = 32
SPELLING = ["norm", "written"]


@dataclass
class _Pass:
    """What one reading of all parts adds up."""

    groups: Groups
    steps: int
    words: Vocabulary = field(default_factory=Vocabulary)
    cells: Sums = field(default_factory=Sums)
    stop_words: set[int] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)
    size: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        cells = self.steps * len(self.groups.codes)
        self.size = np.zeros(cells, dtype=np.int64)

    @property
    def layout(self) -> Layout:
        """The layout of all articles."""
        count = len(self.groups)
        of_articles = self.groups.codes.astype(np.int64)
        codes = np.tile(of_articles, self.steps)
        step = np.repeat(np.arange(self.steps), len(of_articles))
        among_all = codes + step * count
        group = np.where(codes < 0, -1, among_all)
        return Layout.of(self.size, group, count * self.steps)


def count_in_parts(
    parts: TokenParts,
    wanted: Wanted,
    by: By,
    articles: pd.DataFrame | None,
    dispersion: bool,
) -> pd.DataFrame:
    """Count words as `count_words` does, with no more than a part in memory.

    The parts are read once, and a second time where measures of dispersion are wanted: DP compares each
    article's share of a word with its share of the group, which only the whole group tells.
    """
    groups = group_ids(parts.ids, by, articles)
    totals = _Pass(groups, len(wanted.lengths))
    spellings = Sums()
    of_spellings = Vocabulary()
    for counts in parts.counts(wanted):
        _add_cells(totals, parts.ids, counts)
        if counts.spellings is not None:
            spellings.add(_number_spellings(counts.spellings, of_spellings))
    sums = totals.cells.merge()
    cells = _cells_of(sums)
    layout = totals.layout
    spread: dict[str, object] = {}
    if dispersion:
        shares = _shares_of_frequent(parts, wanted, totals, layout, sums)
        spread = dict(spread_of_sums(layout, cells.group, _cell_sums(sums, shares)))
    counted = _counted(totals)
    if wanted.unit == "norm":
        written = _written(spellings.merge(), of_spellings)
        forms = spell_forms(counted.strings, written, totals.shown)
        counted = replace(counted, forms=forms)
    return make_table(counted, layout, cells, groups, "word", spread)


def _counted(totals: _Pass) -> Counted:
    """Return the words that were counted, with those that are stop words."""
    strings = np.array(list(totals.words.number), dtype=object)
    is_stop = np.zeros(len(strings), dtype=bool)
    is_stop[list(totals.stop_words)] = True
    return Counted([], strings, is_stop, strings)


def _add_cells(totals: _Pass, ids: pd.Index, counts: PartCounts) -> None:
    """Add up the cells of a part."""
    totals.shown |= counts.shown
    number = totals.words.numbers(counts.strings)
    totals.stop_words.update(number[counts.is_stop].tolist())
    row = _rows_among_all(ids, counts)
    count = counts.count
    np.add.at(totals.size, row, count)
    group = totals.layout.group[row]
    size = totals.size[row]
    rate = count / size
    rows = pd.DataFrame(
        {
            "key": (group << BITS) | number[counts.word],
            "count": count,
            "articles": 1,
            "squares": count**2,
            "products": count * size,
            "sizes": size,
            "rates": rate,
            "rate_squares": rate**2,
            "least": rate,
        }
    )
    one_part = Sums()
    one_part.add(rows[group >= 0])
    totals.cells.add(one_part.merge())


def _rows_among_all(ids: pd.Index, counts: PartCounts) -> np.ndarray:
    """Return the row among all articles of each cell of a part."""
    numbers = ids.get_indexer(counts.articles)
    step, article = np.divmod(counts.row, len(numbers))
    return (step * len(ids) + numbers[article]).astype(np.int64)


def _cells_of(sums: pd.DataFrame) -> Cells:
    if sums.empty:
        nothing = np.zeros(0, np.int64)
        return Cells(BITS, nothing, nothing, nothing)
    key = sums["key"].to_numpy()
    count = sums["count"].to_numpy()
    articles = sums["articles"].to_numpy()
    return Cells(BITS, key, count, articles)


def _cell_sums(sums: pd.DataFrame, shares: np.ndarray) -> CellSums:
    return CellSums(
        count=sums["count"].to_numpy(),
        squares=sums["squares"].to_numpy(),
        products=sums["products"].to_numpy(),
        rates=sums["rates"].to_numpy(),
        rate_squares=sums["rate_squares"].to_numpy(),
        shares=shares,
    )


def _shares_of_frequent(
    parts: TokenParts,
    wanted: Wanted,
    totals: _Pass,
    layout: Layout,
    sums: pd.DataFrame,
) -> np.ndarray:
    """Return for each cell the sum of |v - s| - s over the articles that have the word.

    Where each of them has the word more often than the group, |v - s| is v - s, and the sum follows from
    the sizes; that is so for all but the most frequent words, for which the parts are read again.
    """
    key = sums["key"].to_numpy()
    count = sums["count"].to_numpy()
    total = layout.total[key >> BITS]
    shares = 1 - 2 * sums["sizes"].to_numpy() / total
    is_open = sums["least"].to_numpy() < count / total
    open_keys = key[is_open]
    if not len(open_keys):
        return shares
    open_counts = count[is_open]
    added = np.zeros(len(open_keys))
    for counts in parts.counts(wanted):
        row = _rows_among_all(parts.ids, counts)
        group = layout.group[row]
        numbers = totals.words.numbers(counts.strings)
        keys = (group << BITS) | numbers[counts.word]
        place = _places_among(open_keys, keys)
        is_wanted = (place >= 0) & (group >= 0)
        place = place[is_wanted]
        size = totals.size[row[is_wanted]]
        share = size / layout.total[group[is_wanted]]
        own_share = counts.count[is_wanted] / open_counts[place]
        np.add.at(added, place, np.abs(own_share - share) - share)
    shares[is_open] = added
    return shares


def _places_among(sorted_keys: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Return the place of each key among sorted ones, -1 where it is none of them."""
    place = np.searchsorted(sorted_keys, keys)
    place = np.minimum(place, len(sorted_keys) - 1)
    is_there = sorted_keys[place] == keys
    return np.where(is_there, place, -1)


def _number_spellings(counts: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    numbers = [words.numbers(counts[name].to_numpy()) for name in SPELLING]
    norm, written = numbers
    key = (norm << BITS) | written
    return counts.drop(columns=SPELLING).assign(key=key)


def _written(counts: pd.DataFrame, words: Vocabulary) -> dict[str, str]:
    if counts.empty:
        return {}
    spelled = np.array(list(words.number), dtype=object)
    key = counts["key"].to_numpy()
    norm, written = np.divmod(key, 1 << BITS)
    counts = counts.assign(norm=spelled[norm], written=spelled[written])
    return choose_spellings(counts)
