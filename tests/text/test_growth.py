"""No text takes time that grows with its square: rows of one character, and of pairs that mean something."""

import string
import time
from itertools import product

import pandas as pd

import broadsheet as bs

SIZE = 5_000  # characters of a row
AT_ONCE = 25  # rows that are tokenized together
# Where time is linear so many rows take a quarter of a second, where it is not, many seconds.
MOST = 3.0  # seconds of CPU
TYPOGRAPHY = "“”‘’«»„—–―…•©\N{SOFT HYPHEN}\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}漢é"
MEANINGFUL = ["-", ".", "'", '"', "’", "“", "(", "/", "@", "\n", "\n\n", " ", "A", ":"]


def seconds(rows: list[str]) -> float:
    articles = pd.DataFrame({"text": rows}, index=[f"a{n}" for n in range(len(rows))])
    start = time.process_time()
    bs.tokenize(articles.assign(title="Quay", outlet="Sound"))
    return time.process_time() - start


def slow(units: list[str]) -> list[list[str]]:
    """The groups of units of which rows take too long."""
    groups = [units[n : n + AT_ONCE] for n in range(0, len(units), AT_ONCE)]
    late = []
    for group in groups:
        if seconds([unit * (SIZE // len(unit)) for unit in group]) > MOST:
            late.append(group)
    return late


def test_rows_of_one_character():
    assert slow([*string.printable, *TYPOGRAPHY]) == []


def test_rows_of_pairs():
    assert slow(["".join(pair) for pair in product(MEANINGFUL, repeat=2)]) == []


def test_rows_of_what_asides_begin_with():
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
