"""Which news agency an article says it comes from."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd

COPY_PARTS = ("byline", "dateline", "credit")
ONE_LINE = ["article", "part", "paragraph"]


@dataclass(frozen=True)
class _Signs:
    """How articles name agencies.

    Attributes:
        agencies: The pattern of each agency's name.
        picture: What shows that a line is about a picture.
    """

    agencies: dict[str, str]
    picture: re.Pattern[str]


def agency_marks(
    articles: pd.DataFrame, tokens: pd.DataFrame | None = None
) -> pd.Series:
    """Name the agency each article says it comes from, in its `agency` column or in its own lines.

    Args:
        articles: The articles; with `tokens`, their texts are read.
        tokens: Their tokens, for bylines, datelines and credits.

    Returns:
        The agency of each article, missing where none is named.
    """
    signs = _signs()
    lines = _agency_column(articles)
    if tokens is not None:
        for article, line in _naming_lines(articles, tokens):
            is_of_picture = signs.picture.search(line)
            if not is_of_picture:
                lines[article] = f"{lines[article]} {line}"
    marks = pd.Series(pd.NA, index=articles.index, dtype="str")
    for name, pattern in signs.agencies.items():
        is_named = lines.str.contains(pattern)
        is_first = marks.isna()
        marks = marks.mask(is_first & is_named, name)
    return marks


def _agency_column(articles: pd.DataFrame) -> pd.Series:
    """Return what the column `agency` says, empty where it says nothing."""
    lines = articles["agency"].astype(object)
    is_given = lines.notna()
    return lines.where(is_given, "")


def _naming_lines(
    articles: pd.DataFrame, tokens: pd.DataFrame
) -> list[tuple[str, str]]:
    """Return the bylines, datelines and credits of the articles."""
    is_naming = tokens["part"].isin(COPY_PARTS)
    naming = tokens[is_naming]
    paragraphs = naming.groupby(ONE_LINE, observed=True)
    starts = paragraphs["start"].min()
    ends = paragraphs["end"].max()
    lines = []
    for key, start, end in zip(starts.index, starts, ends, strict=True):
        article = key[0]
        text = articles.at[article, "text"]
        line = text[start:end]
        lines.append((article, line))
    return lines


@cache
def _signs() -> _Signs:
    path = files("broadsheet.outlets") / "agencies.toml"
    text = path.read_text("utf-8")
    data = tomllib.loads(text)
    picture = re.compile(data["picture"]["hint"])
    return _Signs(data["agencies"], picture)
