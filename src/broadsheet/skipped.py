"""The frame of what could not be read."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd


class Skipped(pd.DataFrame):
    """What was not read: `file`, `position` in it, `reason`, `remedy`, one row each.

    It travels in `articles.attrs`. pandas compares attrs with `==` when it joins frames and copies them
    at every step, so this frame compares as a whole and is its own copy; whatever is computed from it
    is an ordinary frame.
    """

    COLUMNS: ClassVar[list[str]] = ["file", "position", "reason", "remedy"]

    __hash__ = None  # type: ignore[assignment] # a frame that compares by its values has none

    @classmethod
    def of(
        cls, rows: pd.DataFrame | Iterable[Sequence[str] | Mapping[Hashable, Any]]
    ) -> "Skipped":
        """Make the frame of rows."""
        return cls(pd.DataFrame(rows, columns=cls.COLUMNS).astype("str"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Skipped) and bool(self.equals(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __deepcopy__(self, memo: dict[int, Any]) -> "Skipped":
        return self

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame
