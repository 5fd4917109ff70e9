"""The package's own errors, and the frame of what could not be read."""

import pandas as pd


class BroadsheetError(ValueError):
    """Every error that broadsheet raises on purpose: one sentence that says what is wrong and what to do."""


class ArticlesError(BroadsheetError):
    """Nothing could be read, or a table lacks a column it was said to have."""


class Skipped(pd.DataFrame):
    """What was not read: `file`, `position` in it, `reason`, `remedy`, one row each.

    It travels in `articles.attrs`. pandas compares attrs with `==` when it joins frames and copies them
    at every step, so this frame compares as a whole and is its own copy; whatever is computed from it
    is an ordinary frame.
    """

    columns_in_order = ("file", "position", "reason", "remedy")
    __hash__ = None

    @classmethod
    def of(cls, rows):
        return cls(pd.DataFrame(rows, columns=list(cls.columns_in_order)).astype("str"))

    def __eq__(self, other):
        return isinstance(other, Skipped) and self.equals(other)

    def __ne__(self, other):
        return not self == other

    def __deepcopy__(self, memo):
        return self

    @property
    def _constructor(self):
        return pd.DataFrame
