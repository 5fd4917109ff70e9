"""No file takes time that grows with its square: what readers look for, repeated without end."""

from contextlib import suppress

import pytest

import broadsheet as bs

from .makers import write

SIZE = 40_000  # characters
MOST = 4.0  # seconds of CPU: where time is linear it takes less than one, where it is not, minutes
UNITS = {
    "a.csv": ("outlet,text\n", "'Echo','It is open.\n"),
    "b.csv": ("outlet,text\n", ',      "'),
    "c.md": ("| outlet | text |\n", "|---"),
    "d.md": ("| outlet | text |\n|---|---|\n", "| "),
    "e.html": ("<html><table>", "<tr>"),
    "f.txt": ("-- dump", "\n"),
    "g.sql": ("insert into a ", "insert into "),
    "h.jsonl": ('["outlet", "text"]\n', '["Echo", "It is open."]\n'),
}


@pytest.mark.parametrize("name", UNITS)
def test_time_grows_with_the_file(tmp_path, takes_less_than, name):
    start, unit = UNITS[name]
    path = write(tmp_path, {name: start + unit * (SIZE // len(unit))}) / name

    def read():
        with suppress(bs.ArticlesError):
            bs.read_articles(path)

    assert takes_less_than(MOST, read)
