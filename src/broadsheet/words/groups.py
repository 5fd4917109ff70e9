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
    codes = np.where(is_included, groups.codes, -1)
    return Groups(codes, groups.columns)


def _check_articles(articles: pd.DataFrame | None) -> pd.DataFrame | None:
    """Check the articles; to group by their columns, their texts are not needed."""
    if articles is None:
        return None
    if isinstance(articles, pd.DataFrame) and "text" not in articles:
        with_text = articles.assign(text="")
        checked = check_articles_frame(with_text)
        return checked.drop(columns="text")
    return check_articles_frame(articles)


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
        values = by.reindex(ids)
    elif by == "article":
        return pd.Categorical.from_codes(np.arange(len(ids)), categories=ids)
    elif by in PERIODS:
        days = _read_column(ids, "published", by, articles)
        periods = days.dt.to_period(PERIODS[by])
        values = periods.dt.start_time
    else:
        values = _read_column(ids, by, by, articles)
        values = _with_unknown(values, articles)
    return pd.Categorical(values).remove_unused_categories()


def _read_column(
    ids: pd.Index, column: str, by: str, articles: pd.DataFrame | None
) -> pd.Series:
    if articles is None or column not in articles:
        raise BroadsheetError(
            f"To group by {by!r}, give articles= with a column {column!r}."
        )
    return articles[column].reindex(ids)


def _with_unknown(values: pd.Series, articles: pd.DataFrame | None) -> pd.Series:
    """The values, "unknown" where an article that is given has none."""
    if articles is None or not values.isna().any():
        return values
    is_given = values.index.isin(articles.index)
    is_kept = values.notna() | ~is_given
    return values.astype(object).where(is_kept, UNKNOWN)


def _combine(columns: dict[str, pd.Categorical]) -> Groups:
    """Make one group of each combination that occurs, in the order of the columns' categories."""
    if len(columns) == 1:
        name, values = next(iter(columns.items()))
        categories = np.arange(len(values.categories))
        every = pd.Categorical.from_codes(categories, dtype=values.dtype)
        return Groups(values.codes, {name: every})
    codes_by_name = {name: values.codes for name, values in columns.items()}
    codes = pd.DataFrame(codes_by_name)
    has_group = (codes >= 0).all(axis=1)
    distinct = codes[has_group].drop_duplicates()
    combinations = distinct.sort_values(list(codes), ignore_index=True)
    index = pd.MultiIndex.from_frame(combinations)
    number = pd.Series(combinations.index, index)
    index_of_articles = pd.MultiIndex.from_frame(codes)
    number_of_article = number.reindex(index_of_articles).fillna(-1)
    named = {}
    for name, values in columns.items():
        codes_of_column = combinations[name]
        named[name] = pd.Categorical.from_codes(codes_of_column, dtype=values.dtype)
    return Groups(number_of_article.to_numpy(dtype=np.int64), named)
