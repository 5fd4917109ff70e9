"""Cells as a frame: what is counted in each group, the most frequent first."""

import numpy as np
import pandas as pd

from broadsheet.words.cells import (
    Cells,
    Counted,
    Layout,
    lay_out,
    most_frequent_first,
    tally,
)
from broadsheet.words.groups import Groups
from broadsheet.words.spread import MEASURES, measure_spread


def count(
    counted: Counted, groups: Groups, name: str, dispersion: bool
) -> pd.DataFrame:
    """Count what is numbered in each group of articles.

    Args:
        counted: n-grams or categories, each with its article and number.
        groups: the groups of the articles.
        name: what the column of the counted strings is called.
        dispersion: whether the measures of dispersion are wanted.
    """
    articles = len(groups.codes)
    layout = lay_out(counted, groups.codes, len(groups))
    cells, in_articles = tally(counted, layout, articles)
    spread: dict[str, object] = {}
    if dispersion:
        spread = dict.fromkeys(MEASURES, np.nan)
    if dispersion and in_articles is not None:
        spread = dict(measure_spread(layout, cells, in_articles))
    return make_table(counted, layout, cells, groups, name, spread)


def make_table(
    counted: Counted,
    layout: Layout,
    cells: Cells,
    groups: Groups,
    name: str,
    spread: dict[str, object],
) -> pd.DataFrame:
    """Make a row of each cell, the most frequent of each group first.

    Args:
        counted: What was counted.
        layout: The groups and their sizes.
        cells: How often each group has each string.
        groups: The columns that name the groups.
        name: What the column of the counted strings is called.
        spread: The measures of dispersion, by cell or one value for all.
    """
    cells_of_group = _count_cells(layout, cells)
    order = most_frequent_first(cells_of_group, cells.count)
    word = cells.word[order]
    occurrences = cells.count[order]
    rate_of_one = 1000 / np.maximum(layout.total, 1)
    rate = np.repeat(rate_of_one, cells_of_group)
    rate *= occurrences
    columns: dict[str, object] = {name: _category(word, counted.strings)}
    columns |= _group_columns(groups, layout, cells_of_group)
    columns["count"] = occurrences
    columns["total"] = np.repeat(layout.total, cells_of_group)
    columns["per_thousand"] = rate
    columns["articles"] = cells.articles[order]
    columns["of_articles"] = np.repeat(layout.of_articles, cells_of_group)
    columns["is_stop"] = counted.is_stop[word]
    if counted.forms is not None:
        columns["form"] = _forms(counted.forms, word)
    columns |= _in_order(spread, order)
    return pd.DataFrame(columns, copy=False)


def _in_order(columns: dict[str, object], order: np.ndarray) -> dict[str, object]:
    """Return columns in an order; one value for all rows stays as it is."""
    ordered = dict(columns)
    for name, values in columns.items():
        if isinstance(values, np.ndarray):
            ordered[name] = values[order]
    return ordered


def _count_cells(layout: Layout, cells: Cells) -> np.ndarray:
    """Return how many cells each group has; cells are in the order of the groups."""
    groups = np.arange(layout.group_count)
    first_keys = (groups << cells.bits).astype(cells.key.dtype)
    starts = np.searchsorted(cells.key, first_keys)
    return np.diff(starts, append=len(cells.key))


def _forms(forms: np.ndarray, word: np.ndarray) -> pd.Categorical:
    codes, distinct = pd.factorize(forms)
    categories = pd.Index(distinct, dtype=object)
    return pd.Categorical.from_codes(codes[word], categories)


def _group_columns(
    groups: Groups, layout: Layout, cells_of_group: np.ndarray
) -> dict[str, object]:
    count = max(len(groups), 1)
    number = np.arange(layout.group_count, dtype=np.int32) % count
    group_of_cell = np.repeat(number, cells_of_group)
    columns: dict[str, object] = {}
    for name, values in groups.columns.items():
        codes = values.codes[group_of_cell]
        columns[name] = pd.Categorical.from_codes(
            codes, dtype=values.dtype, validate=False
        )
    return columns


def _category(codes: np.ndarray, strings: np.ndarray) -> pd.Categorical:
    """Make a category of strings that are known to be distinct.

    The constructor of the type would look whether they are, which for n-grams takes as long as counting them;
    so it gets its state as when it is read from a pickle, where pandas takes the same for granted.
    """
    dtype = pd.CategoricalDtype()
    dtype.__setstate__(
        {"categories": pd.Index(strings, dtype=object), "ordered": False}
    )
    return pd.Categorical.from_codes(codes, dtype=dtype, validate=False)
