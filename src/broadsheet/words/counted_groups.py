"""The groups of a table of counts: which there are, what they are called, and which rows are theirs."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from broadsheet.errors import BroadsheetError

Target: TypeAlias = Hashable | Sequence[Hashable] | None

MOST_NAMED = 12  # groups in a message
_PERIODS = {"month": "%Y-%m", "year": "%Y"}
_DAY = "%Y-%m-%d"


@dataclass(frozen=True)
class CountedGroups:
    """The groups of a table of counts: the columns that name them, and each group's value or values."""

    by: list[str]
    groups: list[Hashable]

    @classmethod
    def of(cls, counts: pd.DataFrame) -> "CountedGroups":
        """Read the columns between the word and the count.

        Raises:
            BroadsheetError: where there is no column of counts.
        """
        columns = list(counts.columns)
        if "count" not in columns:
            raise BroadsheetError(
                "counts has no column 'count'; make it with count_words(tokens, by=…)."
            )
        by = columns[1 : columns.index("count")]
        distinct = counts[by].drop_duplicates()
        if len(by) == 1:
            return cls(by, distinct[by[0]].tolist())
        return cls(by, list(distinct.itertuples(index=False, name=None)))

    def label(self, group: Hashable) -> str:
        """Return what a group is called: "The Watch", "2021-10", "The Watch / 2021-10"."""
        values = group if isinstance(group, tuple) else (group,)
        if len(values) != len(self.by):
            return str(group)
        pairs = zip(self.by, values, strict=True)
        return " / ".join(_label_of_value(column, value) for column, value in pairs)

    def choose(self, wanted: Target) -> list[Hashable]:
        """Return the groups that a caller means: one or a list of them, by value or by name.

        Raises:
            BroadsheetError: where there is no such group.
        """
        chosen = []
        unknown = []
        for each in _list_targets(wanted):
            group = self._find(each)
            if group is None:
                unknown.append(self.label(each))
            else:
                chosen.append(group)
        if unknown:
            columns = " and ".join(self.by)
            missing = ", ".join(unknown)
            first = ", ".join(map(self.label, self.groups[:MOST_NAMED]))
            raise BroadsheetError(
                f"No words were counted for {columns} {missing}; there are: {first}."
            )
        return chosen

    def _find(self, wanted: Hashable) -> Hashable | None:
        if wanted in self.groups:
            return wanted
        name = self.label(wanted)
        for group in self.groups:
            if self.label(group) == name:
                return group
        return None

    def rows(self, counts: pd.DataFrame, groups: list[Hashable]) -> np.ndarray:
        """Mark the rows of some groups."""
        if len(self.by) == 1:
            return counts[self.by[0]].isin(groups).to_numpy()
        columns = counts[self.by].astype(object)
        return pd.MultiIndex.from_frame(columns).isin(groups)


def _list_targets(wanted: Target) -> list[Hashable]:
    if isinstance(wanted, str | tuple) or not isinstance(wanted, Sequence):
        return [wanted]
    return list(wanted)


def _label_of_value(column: str, value: Hashable) -> str:
    if isinstance(value, pd.Timestamp):
        return value.strftime(_PERIODS.get(column, _DAY))
    return str(value)
