"""The package's own errors, and the frame of what could not be read."""

import os

import pandas as pd


class BroadsheetError(ValueError):
    """Every error that broadsheet raises on purpose: one sentence that says what is wrong and what to do."""


class ArticlesError(BroadsheetError):
    """Nothing could be read."""


class Unreadable(BroadsheetError):
    """A file, or a place in one, that cannot be read: why, and what to do. It ends up in `skipped`."""

    def __init__(self, reason, remedy, position=None):
        super().__init__(f"{reason}; {remedy}")
        self.reason, self.remedy, self.position = reason, remedy, position

    @classmethod
    def system(cls, error):
        return cls(os.strerror(error.errno or 0).lower(), "check the name and who may read it")

    @classmethod
    def limit(cls, name, found, limit):
        unit = name.rsplit("_", 1)[-1]
        reason = f"has {found:,} {unit}, more than the limit of {limit:,}"
        return cls(reason, f"split it, or read it with limits=Limits({name}={found})")

    @classmethod
    def extra(cls, reason):
        return cls(f"{reason}, and what reads it is not installed", 'pip install "broadsheet[formats]"')


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
