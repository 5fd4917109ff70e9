"""The columns of a table as a page shows them: headings, cells, and what each cell leads to."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from broadsheet.show.anchors import list_anchor, passage_anchor
from broadsheet.show.values import cells, cut

# A table with a cell this long reads better as a list on a phone; a table of numbers stays a table.
WORDY = 32

# A column whose cells are on average this long holds sentences, and is given room for them.
SENTENCE = 40

# What `add_citations` adds.
CITATION = "citation"

# So many passages of one event are linked; the others are in the CSV.
MOST_LINKS = 6

# Letters of one cell; all of them are in the CSV.
MOST_LETTERS = 600

# Days that are written as text are ordered by the day that they name.
ORDERED_BY = {"when": "earliest", "days": "earliest"}


class Part(NamedTuple):
    """A piece of a cell, and the address that it leads to, if any."""

    text: str
    anchor: str | None = None
    look: str = ""  # "key": the word that a concordance is about; "cite": a citation, to be opened


@dataclass(frozen=True)
class Column:
    """A column as the page shows it."""

    name: str
    heading: str
    css: str
    cells: list[list[Part]]
    ranks: list[int] | None = (
        None  # the order of its values, -1 where one is missing; none for text
    )


def show_column(column: pd.Series, source: pd.DataFrame) -> Column:
    """Return a column as the page shows it, each cell with what it leads to.

    Args:
        column: Its values.
        source: The same rows with all columns, which say where the cells lead.
    """
    texts = [cut(text, MOST_LETTERS) for text in cells(column)]
    name = str(column.name)
    if name == CITATION:
        return citation_column(column)
    return Column(
        name,
        heading(name),
        column_class(column, texts),
        link_cells(name, texts, source),
        rank_values(column, source),
    )


def citation_column(column: pd.Series) -> Column:
    """Return citations as cells that are opened by whoever wants one."""
    given = column.astype(object).fillna("")
    parts = [[Part(text, look="cite")] if text else [] for text in given]
    return Column(CITATION, heading(CITATION), "bs-short", parts)


def column_class(column: pd.Series, texts: list[str]) -> str:
    """Return the class that says how a column is set."""
    is_number = pd.api.types.is_numeric_dtype(column)
    if is_number and not pd.api.types.is_bool_dtype(column):
        return "bs-number"
    lengths = [len(text) for text in texts if text]
    if max(lengths, default=0) < WORDY / 2:
        return "bs-short"
    if sum(lengths) > SENTENCE * len(lengths):
        return "bs-prose"
    return ""


def rank_values(column: pd.Series, source: pd.DataFrame) -> list[int] | None:
    """Return the order of numbers and days; None for text, which is ordered as it is read.

    >>> rank_values(pd.Series([3.5, None, 1.0], name="count"), pd.DataFrame())
    [2, -1, 1]
    """
    key = ORDERED_BY.get(str(column.name))
    if key in source:
        column = source[key]
    is_ordered = (
        pd.api.types.is_numeric_dtype(column)
        or pd.api.types.is_bool_dtype(column)
        or pd.api.types.is_datetime64_any_dtype(column)
    )
    if not is_ordered:
        return None
    ranks = column.astype(object).map(_comparable).rank(method="dense")
    return ranks.fillna(-1).astype(np.int64).tolist()


def _comparable(value: Any) -> float | None:
    """Return a number that orders values of one column."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.timestamp()
    return float(value)


def link_cells(name: str, texts: list[str], source: pd.DataFrame) -> list[list[Part]]:
    """Let an article lead to the passage, a speaker to the quotations, a word to its lines."""
    if name == "article" and "passages" in source:
        return [passage_links(passages) for passages in source["passages"]]
    find_anchors = LINKED.get(name)
    if find_anchors is None:
        return [[Part(text)] for text in texts]
    anchors = find_anchors(source)
    return [
        [Part(text, anchor if text else None)]
        for text, anchor in zip(texts, anchors, strict=True)
    ]


def _anchors_of_speakers(source: pd.DataFrame) -> list[str | None]:
    return [list_anchor("speaker", name) for name in source["speaker"]]


def _anchors_of_words(source: pd.DataFrame) -> list[str | None]:
    return [list_anchor("word", word) for word in source["word"]]


def _anchors_of_categories(source: pd.DataFrame) -> list[str | None]:
    return [list_anchor("word", name) for name in source["category"]]


def _anchors_of_articles(source: pd.DataFrame) -> list[str | None]:
    """Return the address of each row's passage; without one, of the article as a whole."""
    if "article" not in source:
        return [None] * len(source)
    if "start" not in source:
        return [passage_anchor(article, 0) for article in source["article"]]
    anchors: list[str | None] = []
    for article, start in zip(source["article"], source["start"], strict=True):
        anchors.append(None if pd.isna(start) else passage_anchor(article, start))
    return anchors


# The columns whose cells lead somewhere.
LINKED: dict[str, Callable[[pd.DataFrame], list[str | None]]] = {
    "speaker": _anchors_of_speakers,
    "word": _anchors_of_words,
    "category": _anchors_of_categories,
    "article": _anchors_of_articles,
    "title": _anchors_of_articles,
}


def passage_links(passages: list[tuple[str, int, int]]) -> list[Part]:
    """Return the passages of one event, each as a link with its article's name."""
    links = []
    for article, start, _ in passages[:MOST_LINKS]:
        links.append(Part(str(article), passage_anchor(article, start)))
    left = len(passages) - MOST_LINKS
    if left > 0:
        links.append(Part(f"{left:,} more"))
    return links


def heading(name: object) -> str:
    """Return what a column is called above a table.

    >>> heading("dp_norm"), heading("left_out"), heading("my_column")
    ('spread (DP)', 'left out', 'my column')
    """
    return _headings().get(str(name), str(name).replace("_", " "))


@cache
def _headings() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
