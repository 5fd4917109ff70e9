"""Checks of the frames that a user hands in.

Each returns the frame itself where nothing is to be done, else a corrected copy.
"""

import functools
from collections.abc import Callable
from typing import Any

import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.frames.definitions import (
    FRAMES,
    Column,
    has_type,
    list_columns,
    require_columns,
)

# Columns by which frames are recognised that are handed in for another.
SIGNS = {
    "tokens": {"token", "pos", "norm"},
    "quotes": {"content", "cue"},
    "dates": {"anchor", "value"},
}


def _check_is_frame(value: Any, frame: str, parameter: str) -> pd.DataFrame:
    if isinstance(value, pd.DataFrame):
        return value
    kind = "a path" if isinstance(value, str) else type(value).__name__
    raise BroadsheetError(
        f"{parameter} must be a data frame and is {kind}. Make it with {FRAMES[frame].made_by}."
    )


def _recognise(rows: pd.DataFrame) -> str | None:
    """Name the frame that these rows look like, where that is plain."""
    columns = set(rows.columns)
    for name, sign in SIGNS.items():
        if sign <= columns:
            return name
    return None


def check_articles_frame(
    articles: Any, parameter: str = "articles", needs_text: bool = True
) -> pd.DataFrame:
    """Check a frame of articles and correct what can be corrected.

    A default index becomes text, `outlet` a category of the outlets that occur, `published` a naive time;
    columns that the analyses ask for and that are not there are added empty. What was corrected stands in
    `attrs["notes"]`.

    Args:
        articles: what `read_articles` returns, or any frame with a column `text`, one row an article.
        parameter: what the caller calls it, for the messages.
        needs_text: whether the caller reads the texts.

    Raises:
        BroadsheetError: where it is no frame of articles, an id occurs twice, a text is no text, or a day
            cannot be read.

    >>> own = pd.DataFrame({"text": ["We met.", "They left."], "published": ["2020-05-01", None]})
    >>> checked = check_articles_frame(own)
    >>> checked.index.tolist(), str(checked["published"].dtype)
    (['0', '1'], 'datetime64[ns]')
    """
    articles = _check_is_frame(articles, "articles", parameter)
    has_text = "text" in articles
    looks_wrong = not has_text and _recognise(articles) is not None
    if looks_wrong or (needs_text and not has_text):
        _raise_no_text(articles, parameter)
    notes: list[str] = []
    checked = _with_index(articles, parameter)
    if has_text:
        checked = _with_texts(checked, parameter)
    checked = _with_outlets(checked)
    checked = _with_published(checked, parameter, notes)
    checked = _with_missing_columns(checked)
    if checked is not articles:
        earlier = articles.attrs.get("notes", [])
        checked.attrs = {**articles.attrs, "notes": [*earlier, *notes]}
    return checked


def _raise_no_text(articles: pd.DataFrame, parameter: str) -> None:
    looks_like = _recognise(articles)
    if looks_like:
        raise BroadsheetError(
            f"{parameter} must be the articles, with a column 'text', and looks like a frame of "
            f"{looks_like}: check the order of the arguments, articles first."
        )
    raise BroadsheetError(
        f"{parameter} has no column 'text'; its columns are {list_columns(articles)}. "
        f"Rename the one that holds the texts: articles.rename(columns={{'…': 'text'}})."
    )


def _with_index(articles: pd.DataFrame, parameter: str) -> pd.DataFrame:
    """Give every article an id of text: its index, or the column `article` beside a default index."""
    if isinstance(articles.index, pd.MultiIndex):
        raise BroadsheetError(
            f"The index of {parameter} has several levels; give each article one id: "
            f"{parameter}.reset_index().set_index('article')."
        )
    checked = articles
    default_index = isinstance(articles.index, pd.RangeIndex)
    if default_index and "article" in articles:
        checked = articles.set_index("article")
    if checked.index.hasnans:
        raise BroadsheetError(
            f"The index of {parameter} has missing ids; give each article its own id."
        )
    if checked.index.dtype != "str" or checked.index.name != "article":
        ids = pd.Index(checked.index.astype("str"), name="article", dtype="str")
        checked = checked.set_axis(ids)
    if not checked.index.is_unique:
        repeated = checked.index[checked.index.duplicated()][0]
        raise BroadsheetError(
            f"The index of {parameter} names article {repeated!r} twice; give each article its own id, "
            f"for instance with {parameter}.reset_index(drop=True)."
        )
    return checked


def _with_texts(articles: pd.DataFrame, parameter: str) -> pd.DataFrame:
    if articles.columns.duplicated().any():
        name = articles.columns[articles.columns.duplicated()][0]
        raise BroadsheetError(
            f"{parameter} has two columns {name!r}; rename or drop one of them."
        )
    texts = articles["text"]
    if texts.dtype == "str" and not texts.hasnans:
        return articles
    for article, text in texts.items():
        if not isinstance(text, str) and not pd.isna(text):
            raise BroadsheetError(
                f"The column 'text' of {parameter} holds {type(text).__name__} in article {article!r}; "
                f"every text must be a string."
            )
    return articles.assign(text=texts.fillna("").astype("str"))


def _with_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    if "outlet" not in articles:
        return articles.assign(outlet=pd.Categorical([None] * len(articles)))
    outlets = articles["outlet"]
    if not isinstance(outlets.dtype, pd.CategoricalDtype):
        return articles.assign(outlet=_names(outlets).astype("category"))
    unused = len(outlets.cat.categories) - outlets.nunique()
    if unused:
        return articles.assign(outlet=outlets.cat.remove_unused_categories())
    return articles


def _names(outlets: pd.Series) -> pd.Series:
    """Return names without spaces around them; one of spaces alone is none."""
    names = outlets.astype("str").str.strip()
    return names.where(names.ne(""))


def _with_published(
    articles: pd.DataFrame, parameter: str, notes: list[str]
) -> pd.DataFrame:
    if "published" not in articles:
        notes.append(
            f"{parameter} has no column 'published': weekdays and the like cannot be dated."
        )
        unknown = pd.Series(pd.NaT, articles.index, dtype="datetime64[ns]")
        return articles.assign(published=unknown)
    published = articles["published"]
    if published.dtype == "datetime64[ns]":
        return articles
    if isinstance(published.dtype, pd.DatetimeTZDtype):
        notes.append(
            f"The time zone of {parameter}['published'] was dropped: its hours are kept as they are."
        )
        published = published.dt.tz_localize(None)
    return articles.assign(published=_read_published(published, parameter))


def _read_published(published: pd.Series, parameter: str) -> pd.Series:
    if pd.api.types.is_numeric_dtype(published) and not published.isna().all():
        raise BroadsheetError(
            f"The column 'published' of {parameter} holds numbers and not days; convert it with "
            f"pd.to_datetime({parameter}['published'], unit=…)."
        )
    try:
        return pd.to_datetime(published, format="ISO8601").astype("datetime64[ns]")
    except (ValueError, TypeError) as error:
        unread = [value for value in published.dropna() if _not_iso(value)]
        if not unread:  # some have a time zone, or zones differ: hours are kept
            days = [_without_zone(value) for value in published]
            return pd.Series(days, published.index, dtype="datetime64[ns]")
        raise BroadsheetError(
            f"The column 'published' of {parameter} has {str(unread[0])!r}, which is not a day in the form "
            f"2021-10-08; convert it with pd.to_datetime({parameter}['published'], format=…)."
        ) from error


def _without_zone(value: object) -> pd.Timestamp:
    if pd.isna(value):
        return pd.NaT
    return pd.to_datetime(str(value), format="ISO8601").tz_localize(None)


def _not_iso(value: object) -> bool:
    return bool(pd.isna(pd.to_datetime(str(value), format="ISO8601", errors="coerce")))


def _with_missing_columns(articles: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that are not there: text without a value, and the position in the frame."""
    added: dict[str, pd.Series] = {}
    for name, column in FRAMES["articles"].columns.items():
        is_text = column.type == "str" and not column.index and name != "text"
        if is_text and name not in articles:
            added[name] = pd.Series(None, articles.index, dtype="str")
    if "position" not in articles:
        numbers = range(1, len(articles) + 1)
        added["position"] = pd.Series(numbers, articles.index, dtype="int32")
    if added:
        return articles.assign(**added)
    return articles


def check_tokens(tokens: Any, parameter: str = "tokens") -> pd.DataFrame:
    """Check a frame of tokens, and give its columns back the types that a file of text or a filter lost.

    Args:
        tokens: what `tokenize` returns, also after a round trip through CSV.
        parameter: what the caller calls it, for the messages.

    Raises:
        BroadsheetError: where it is no frame of tokens, with the column that is missing or damaged.
    """
    tokens = _check_is_frame(tokens, "tokens", parameter)
    if "token" not in tokens and "text" in tokens:
        raise BroadsheetError(
            f"{parameter} must be the tokens and looks like the articles: make them with "
            f"tokenize(articles), and check the order of the arguments."
        )
    require_columns(tokens, "tokens", parameter)
    for name in ("article", "token", "norm", "pos"):
        if tokens[name].isna().any():
            raise BroadsheetError(
                f"The column {name!r} of {parameter} has missing values; tokens such as 'NA' and 'null' "
                f"survive a CSV file only with pd.read_csv(…, keep_default_na=False)."
            )
    changed = {}
    for name, column in FRAMES["tokens"].columns.items():
        if name in tokens and not has_type(tokens[name], column):
            changed[name] = _as_type(tokens[name], column, parameter)
    if changed:
        tokens = tokens.assign(**changed)
    _check_order(tokens, parameter)
    return tokens


def _check_order(tokens: pd.DataFrame, parameter: str) -> None:
    """Raise where tokens of one article do not stand in the order of its text."""
    article = tokens["article"].cat.codes.to_numpy()
    start = tokens["start"].to_numpy()
    is_same_article = article[1:] == article[:-1]
    is_before = start[1:] < start[:-1]
    if (is_same_article & is_before).any():
        raise BroadsheetError(
            f"The rows of {parameter} are not in the order of the texts; "
            f"sort them: {parameter}.sort_values(['article', 'start'])."
        )


def check_belong(articles: pd.DataFrame | None, tokens: pd.DataFrame | None) -> None:
    """Check that tokens are those of the articles that are given with them.

    Raises:
        BroadsheetError: where no token is of any of the articles.
    """
    if articles is None or tokens is None or not len(tokens):
        return
    own = tokens["article"].cat.categories
    if not own.isin(articles.index).any():
        raise BroadsheetError(
            f"No token is of any of these articles: the tokens are of {own[0]!r} and others, the articles "
            f"are called {list(articles.index[:2])}. Make the tokens of them: tokenize(articles)."
        )


def _as_type(values: pd.Series, column: Column, parameter: str) -> pd.Series:
    if column.type == "category":
        # In order of first occurrence, as `tokenize` numbers them.
        text = values.astype("str")
        wanted = column.categories or text.drop_duplicates()
        return text.astype(pd.CategoricalDtype(list(wanted)))
    if column.type == "bool" and values.dtype != "bool":
        values = values.map({"True": True, "False": False, True: True, False: False})
    try:
        return values.astype(column.type)
    except (ValueError, TypeError) as error:
        raise BroadsheetError(
            f"The column {column.name!r} of {parameter} cannot be read as {column.type}: {error}. "
            f"Make the frame with {FRAMES['tokens'].made_by}."
        ) from error


def _check_passages(rows: Any, frame: str, parameter: str) -> pd.DataFrame:
    """Check a frame of passages: it says where they stand, and the columns it has are in their types.

    Columns that no function of ours needs may be missing: people keep parts of these frames.
    """
    rows = _check_is_frame(rows, frame, parameter)
    if "article" not in rows:
        raise BroadsheetError(
            f"{parameter} has no column 'article'; its columns are {list_columns(rows)}. "
            f"Make it with {FRAMES[frame].made_by}."
        )
    types = {}
    for name, column in FRAMES[frame].columns.items():
        if name in rows and not has_type(rows[name], column):
            types[name] = column.dtype
    if types:
        return rows.astype(types)
    return rows


CHECKS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "articles": check_articles_frame,
    "tokens": check_tokens,
    "quotes": functools.partial(_check_passages, frame="quotes", parameter="quotes"),
    "dates": functools.partial(_check_passages, frame="dates", parameter="dates"),
}
