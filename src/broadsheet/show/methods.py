"""One sentence for each table: what it counts, and how."""

import tomllib
from functools import cache
from pathlib import Path


def method_of_table(name: str) -> str:
    """Return the sentence that says what a table counts, by the table's name; without one, nothing.

    >>> method_of_table("no such table")
    ''
    """
    return methods().get(name, "")


@cache
def methods() -> dict[str, str]:
    """Return the sentence of each table by the table's name."""
    return tomllib.loads(Path(__file__).with_name("methods.toml").read_text("utf-8"))
