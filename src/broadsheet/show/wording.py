"""What the values of columns are called in sentences and on pages."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


def wording(table: str) -> dict[str, Any]:
    """Return what values are called, by value.

    Args:
        table: A table of `wording.toml`.

    >>> wording("how")["indirect"]
    'in paraphrase'
    """
    return dict(_tables()[table])


@cache
def _tables() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_name("wording.toml")
    return tomllib.loads(path.read_text("utf-8"))
