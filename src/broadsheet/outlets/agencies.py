"""Which news agency an article says it comes from."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import pandas as pd

NAMING_PARTS = ("byline", "dateline", "credit")


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
    agencies, picture_credit = _agencies()
    lines = articles["agency"].astype(object)
    lines = lines.where(lines.notna(), "")
    if tokens is not None:
        for article, line in _naming_lines(articles, tokens):
            if not picture_credit.search(line):
                lines[article] += f" {line}"
    marks = pd.Series(pd.NA, index=articles.index, dtype="str")
    for name, pattern in agencies.items():
        is_named = lines.str.contains(pattern)
        marks = marks.mask(marks.isna() & is_named, name)
    return marks


def _naming_lines(
    articles: pd.DataFrame, tokens: pd.DataFrame
) -> list[tuple[str, str]]:
    """Return the bylines, datelines and credits of the articles."""
    naming = tokens[tokens["part"].isin(NAMING_PARTS)]
    paragraphs = naming.groupby(["article", "part", "paragraph"], observed=True)
    places = paragraphs.agg({"start": "min", "end": "max"})
    lines = []
    for (article, _, _), start, end in places.itertuples():
        text = articles.at[article, "text"]
        lines.append((article, text[start:end]))
    return lines


@cache
def _agencies() -> tuple[dict[str, str], "re.Pattern[str]"]:
    path = files("broadsheet.outlets") / "agencies.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    return data["agencies"], re.compile(data["picture"]["hint"])
