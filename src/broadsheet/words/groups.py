"""Which group each article is counted in: itself, a period, what a column says, or several of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.frames import check_articles_frame

PERIODS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
UNKNOWN = "unknown"

By: TypeAlias = str | Sequence[str] | pd.Series | None


@dataclass(frozen=True)
class Groups:
    """The groups of the articles, as many columns as were asked for."""

    codes: np.ndarray  # by article: number of its group, -1 where it is in none
    columns: dict[str, pd.Categorical]  # what names the groups, one element a group

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


def group_articles(
    tokens: pd.DataFrame, by: By, articles: pd.DataFrame | None
) -> Groups:
    """Find the group of every article of `tokens`.

    Articles that are not in `articles` are in no group: whoever filters the articles filters the counts.

    Args:
        tokens: what `tokenize` returns.
        by: "article", a period ("day", "week", "month", "year"), a column of `articles`, several of these,
            a series of groups by article, or None for all articles together.
        articles: the articles; needed for periods and columns.

    Raises:
        BroadsheetError: where `articles` is missing or lacks the column.
    """
    return group_ids(tokens["article"].cat.categories, by, articles)


def group_ids(ids: pd.Index, by: By, articles: pd.DataFrame | None) -> Groups:
    """Find the group of each of these articles, as `group_articles` does."""
    articles = _check_articles(articles)
    names = list(by) if isinstance(by, list | tuple) else [by]
    if not names:
        raise BroadsheetError(
            "by is an empty list; give a column, a period, or None for all together."
        )
    columns = {}
    for name in names:
        label = _label(name)
        if label in columns:
            raise BroadsheetError(f"by names {label!r} twice; name each column once.")
        columns[label] = _group_by_one(ids, name, articles)
    groups = _combine(columns)
    if articles is None:
        return groups
    is_included = ids.isin(articles.index)
    return Groups(np.where(is_included, groups.codes, -1), groups.columns)


def _check_articles(articles: pd.DataFrame | None) -> pd.DataFrame | None:
    """Check the articles; to group by their columns, their texts are not needed."""
    if isinstance(articles, pd.DataFrame) and "text" not in articles:
        return check_articles_frame(articles.assign(text="")).drop(columns="text")
    return None if articles is None else check_articles_frame(articles)


def _label(name: str | pd.Series | None) -> str:
    if isinstance(name, pd.Series):
        return str(name.name or "group")
    return "group" if name is None else name


def _group_by_one(
    ids: pd.Index, by: str | pd.Series | None, articles: pd.DataFrame | None
) -> pd.Categorical:
    if by is None:
        return pd.Categorical(["all"] * len(ids))
    if isinstance(by, pd.Series):
        return pd.Categorical(by.reindex(ids)).remove_unused_categories()
    if by == "article":
        return pd.Categorical.from_codes(np.arange(len(ids)), categories=ids)
    column = "published" if by in PERIODS else by
    if articles is None or column not in articles:
        raise BroadsheetError(
            f"To group by {by!r}, give articles= with a column {column!r}."
        )
    values = articles[column].reindex(ids)
    if by in PERIODS:
        values = values.dt.to_period(PERIODS[by]).dt.start_time
    elif values.isna().any():
        values = values.astype(object).where(
            values.notna() | ~ids.isin(articles.index), UNKNOWN
        )
    return pd.Categorical(values).remove_unused_categories()


def _combine(columns: dict[str, pd.Categorical]) -> Groups:
    """Make one group of each combination that occurs, in the order of the columns' categories."""
    if len(columns) == 1:
        name, values = next(iter(columns.items()))
        categories = np.arange(len(values.categories))
        every = pd.Categorical.from_codes(categories, dtype=values.dtype)
        return Groups(values.codes, {name: every})
    codes = pd.DataFrame({name: values.codes for name, values in columns.items()})
    is_known = (codes >= 0).all(axis=1).to_numpy()
    combinations = (
        codes[is_known].drop_duplicates().sort_values(list(codes), ignore_index=True)
    )
    number = pd.Series(combinations.index, pd.MultiIndex.from_frame(combinations))
    found = number.reindex(pd.MultiIndex.from_frame(codes)).fillna(-1)
    named = {}
    for name, values in columns.items():
        named[name] = pd.Categorical.from_codes(combinations[name], dtype=values.dtype)
    return Groups(found.to_numpy(dtype=np.int64), named)
