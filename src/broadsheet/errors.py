"""The package's own errors, and the frame of what could not be read."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar

import pandas as pd


class BroadsheetError(ValueError):
    """Every error that broadsheet raises on purpose: one sentence that says what is wrong and what to do."""


class ArticlesError(BroadsheetError):
    """Nothing could be read."""


class Unreadable(BroadsheetError):
    """A file, or a place in one, that cannot be read: `args` are reason, remedy and position in the file."""


def one_line(text: str) -> str:
    """Return a message on one line, whatever a file name brings with it.

    >>> one_line("a\\nSkipped b")
    'a Skipped b'
    """
    return " ".join(str(text).split())


def need(module: str, what: str) -> Any:
    """Return a module that reads a format, or say how to install it.

    Args:
        module: The name of the module.
        what: What needs it, as the beginning of a sentence: "is a PDF".

    Raises:
        Unreadable: The module is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        reason = f"{what}, and {module}, which reads it, is not installed"
        raise Unreadable(reason, "pip install --upgrade broadsheet") from error


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
