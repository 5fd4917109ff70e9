"""The package's own errors, and the frame of what could not be read."""

from importlib import import_module

import pandas as pd


class BroadsheetError(ValueError):
    """Every error that broadsheet raises on purpose: one sentence that says what is wrong and what to do."""


class ArticlesError(BroadsheetError):
    """Nothing could be read."""


class Unreadable(BroadsheetError):
    """A file, or a place in one, that cannot be read: `args` are reason, remedy and position in the file."""


def need(module, what):
    """A module of the formats extra, or the sentence that says how to install it."""
    try:
        return import_module(module)
    except ImportError:
        reason = f"{what}, and what reads it is not installed"
        raise Unreadable(reason, 'pip install "broadsheet[formats]"') from None


class Skipped(pd.DataFrame):
    """What was not read: `file`, `position` in it, `reason`, `remedy`, one row each.

    It travels in `articles.attrs`. pandas compares attrs with `==` when it joins frames and copies them
    at every step, so this frame compares as a whole and is its own copy; whatever is computed from it
    is an ordinary frame.
    """

    __hash__ = None

    @classmethod
    def of(cls, rows):
        return cls(pd.DataFrame(rows, columns=["file", "position", "reason", "remedy"]).astype("str"))

    def __eq__(self, other):
        return isinstance(other, Skipped) and self.equals(other)

    def __ne__(self, other):
        return not self == other

    def __deepcopy__(self, memo):
        return self

    @property
    def _constructor(self):
        return pd.DataFrame
