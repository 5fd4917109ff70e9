"""The package's own errors."""

from importlib import import_module
from typing import Any


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
