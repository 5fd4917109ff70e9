"""Exports of many articles, found in the lines of a text whatever file these came from."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from broadsheet.articles.formats.detect import formats_in, strongest

Record = dict[str, Any]
Read = Callable[[str], Iterator[Record]]


def _readers(where: str) -> dict[str, Read]:
    """The functions that marks.toml names, by the formats that they read."""
    readers = {}
    for export in formats_in(where):
        if export.read:
            module, _, function = export.read.partition(".")
            reader = import_module(f"{__package__}.{module}")
            readers[export.name] = getattr(reader, function)
    return readers


TEXTS: dict[str, Read] = _readers("lines")
PAGES: dict[str, Read] = _readers("markup")


def export_in(text: str) -> Iterator[Record] | None:
    """The articles of an export that a text is; None where it is none.

    Args:
        text: The text of a document, with a blank line between paragraphs.
    """
    name = strongest(text, "lines")
    if name is None:
        return None
    if name not in TEXTS:
        return None
    return TEXTS[name](text)
