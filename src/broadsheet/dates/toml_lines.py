"""TOML whose every key has a line of its own, read in a quarter of the time that `tomllib` takes.

The files of this folder are so written; reading them is a third of the first call of a process.
"""

import json
import re
import tomllib
from typing import Any

TABLE = re.compile(r"(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?")
PAIR = re.compile(r'([\w-]+|"[^"\\]*") = (.*)')


def read_lines(lines: list[str]) -> dict[str, Any]:
    """The tables of a file in which no value goes on over a line's end.

    >>> read_lines(["limit = 3", "[words.DAY] # of a week", '"1" = "monday"'])
    {'limit': 3, 'words': {'DAY': {'1': 'monday'}}}
    """
    source: dict[str, Any] = {}
    table = source
    for line in lines:
        header = TABLE.fullmatch(line)
        pair = PAIR.fullmatch(line)
        if header:
            brackets, name = header.groups()
            table = _open_table(source, _keys(name), brackets == "[[")
        elif pair:
            key, written = pair.groups()
            table[key.strip('"')] = _read_value(written)
        elif line.strip() and not line.startswith("#"):
            raise ValueError(
                f"{line!r} is no line of a table whose keys have a line each"
            )
    return source


def _open_table(
    source: dict[str, Any], keys: list[str], is_listed: bool
) -> dict[str, Any]:
    """The table of a header, which is made; `[[rules]]` adds one to a list."""
    *outer, last = keys
    table = source
    for key in outer:
        table = table.setdefault(key, {})
    made: dict[str, Any] = {}
    if is_listed:
        table.setdefault(last, []).append(made)
        return made
    return table.setdefault(last, made)


def _keys(name: str) -> list[str]:
    """The parts of a table's name: guards."short year"."""
    if '"' not in name:
        return name.split(".")
    table, _, quoted = name.partition(".")
    return [table, quoted.strip('"')]


def _read_value(written: str) -> Any:
    """What stands after a key: text, numbers and lists as JSON has them too, or anything else of TOML."""
    if written.startswith("'") and written.endswith("'"):
        return written[1:-1]
    try:
        return json.loads(written)
    except ValueError:
        return tomllib.loads(f"value = {written}")["value"]
