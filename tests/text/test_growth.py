"""No text takes time that grows with its square: rows of one character, and of pairs that mean something."""

import string
from itertools import product

import pandas as pd
import pytest

import broadsheet as bs

SIZE = 5_000  # characters of a row
AT_ONCE = 25  # rows that are tokenized together
# Where time is linear so many rows take a quarter of a second, where it is not, many seconds.
MOST = 3.0  # seconds of CPU
TYPOGRAPHY = "“”‘’«»„—–―…•©\N{SOFT HYPHEN}\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}漢é"
MEANINGFUL = ["-", ".", "'", '"', "’", "“", "(", "/", "@", "\n", "\n\n", " ", "A", ":"]


@pytest.fixture
def slow(takes_less_than):
    """The groups of units of which rows take too long."""

    def find_slow(units: list[str]) -> list[list[str]]:
        groups = [units[n : n + AT_ONCE] for n in range(0, len(units), AT_ONCE)]
        return [
            group
            for group in groups
            if not takes_less_than(MOST, bs.tokenize, rows_of(group))
        ]

    return find_slow


def rows_of(units: list[str]) -> pd.DataFrame:
    """An article for each unit, which it repeats."""
    rows = [unit * (SIZE // len(unit)) for unit in units]
    articles = pd.DataFrame({"text": rows}, index=[f"a{n}" for n in range(len(rows))])
    return articles.assign(title="Quay", outlet="Sound")


def test_rows_of_one_character(slow):
    assert slow([*string.printable, *TYPOGRAPHY]) == []


def test_rows_of_pairs(slow):
    assert slow(["".join(pair) for pair in product(MEANINGFUL, repeat=2)]) == []


def test_rows_of_what_asides_begin_with(slow):
    units = [
        "By A ",
        "A and ",
        "Photo: ",
        "A, May 3 (",
        "| ",
        "12:30 ",
        ", he said ",
        "(c) ",
        "Tags: ",
    ]
    assert slow(units) == []
