"""Every public frame, defined once, and the checks of what a user hands in.

`frames.toml` says of each frame what a row is, which function makes it, and the type, the categories and
the meaning of every column. The README's table, the Parquet schema, empty frames and the checks are derived
from it.

    >>> FRAMES["dates"].columns["type"].categories
    ('DATE', 'TIME', 'DURATION', 'SET')
    >>> list(empty("passages"))
    ['article', 'part', 'paragraph', 'start', 'end', 'words']
"""

import functools
import inspect
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeVar

import pandas as pd

from broadsheet.errors import BroadsheetError

# Types of columns that hold lists, which pandas keeps as objects.
LIST_TYPES = ("strings", "spans", "passages", "changes", "statements")


@dataclass(frozen=True)
class Column:
    """A column of a public frame."""

    name: str
    type: str  # a pandas dtype, or one of LIST_TYPES
    meaning: str
    categories: tuple[str, ...] = ()  # empty where a category holds whatever occurs
    index: bool = False  # the frame's index
    optional: bool = False  # left out where it would say nothing
    added: bool = False  # by a corpus, to what the function made

    @property
    def dtype(self) -> Any:
        """The pandas type of the column."""
        if self.type in LIST_TYPES:
            return "object"
        if self.categories:
            return pd.CategoricalDtype(list(self.categories))
        return self.type


@dataclass(frozen=True)
class Frame:
    """A public frame: what a row is, which call makes it, and its columns in order."""

    name: str
    row: str
    made_by: str
    columns: dict[str, Column]
    note: str = ""

    @property
    def made(self) -> list[str]:
        """The columns that the function makes, which are all but those that a corpus adds."""
        return [name for name, column in self.columns.items() if not column.added]

    @property
    def index(self) -> str | None:
        """The column that is the frame's index, if there is one."""
        return next(
            (name for name, column in self.columns.items() if column.index), None
        )


def _read_frames() -> dict[str, Frame]:
    definitions = tomllib.loads(
        resources.files(__package__).joinpath("frames.toml").read_text("utf-8")
    )
    categories = definitions.pop("categories")
    frames = {}
    for name, definition in definitions.items():
        columns = {}
        for column_name, settings in definition["columns"].items():
            if "categories" in settings:
                values = tuple(categories[settings["categories"]])
            else:
                values = ()
            columns[column_name] = Column(
                column_name, **{**settings, "categories": values}
            )
        frames[name] = Frame(
            name,
            definition["row"],
            definition["made_by"],
            columns,
            definition.get("note", ""),
        )
    return frames


FRAMES: dict[str, Frame] = _read_frames()


def category_type(frame: str, column: str) -> pd.CategoricalDtype:
    """Return the categorical type of a column with fixed categories.

    >>> list(category_type("quotes", "kind").categories)
    ['direct', 'indirect', 'mixed']
    """
    categories = FRAMES[frame].columns[column].categories
    if not categories:
        raise KeyError(f"{frame}[{column!r}] has no fixed categories")
    return pd.CategoricalDtype(list(categories))


def empty(frame: str) -> pd.DataFrame:
    """Return the frame without rows, with every column in its type.

    >>> empty("dates").dtypes["earliest"]
    dtype('<M8[s]')
    """
    definition = FRAMES[frame]
    columns = {}
    for name in definition.made:
        columns[name] = pd.Series(dtype=definition.columns[name].dtype)
    made = pd.DataFrame(columns)
    if definition.index:
        made = made.set_index(definition.index)
    return made


def conform(rows: pd.DataFrame, frame: str) -> pd.DataFrame:
    """Put columns in the frame's order and types; further columns follow as they are.

    A category that has the right values keeps its dtype; a fixed list of categories replaces any other.

    Args:
        rows: a frame that has all columns that are not optional.
        frame: the name of a frame in `FRAMES`.

    Raises:
        BroadsheetError: where a column is missing, with its name.

    >>> rows = pd.DataFrame({"article": ["a"], "paragraph": [0], "part": ["body"], "start": [0], "end": [3]})
    >>> conform(rows, "passages").dtypes["part"].categories[0]
    'title'
    """
    definition = FRAMES[frame]
    _require(rows, frame, frame)
    order = [name for name in definition.columns if name in rows]
    order += [name for name in rows if name not in definition.columns]
    rows = rows[order]
    types = {}
    for name, column in definition.columns.items():
        if name in rows and not _has_type(rows[name], column):
            types[name] = column.dtype
    return rows.astype(types) if types else rows


def _has_type(values: pd.Series, column: Column) -> bool:
    if column.type == "category" and not column.categories:
        return isinstance(values.dtype, pd.CategoricalDtype)
    return bool(values.dtype == column.dtype)


def _require(rows: pd.DataFrame, frame: str, parameter: str) -> None:
    """Raise where a column of the frame is missing."""
    columns = FRAMES[frame].columns.values()
    wanted = []
    for column in columns:
        if not column.optional and not column.index:
            wanted.append(column.name)
    missing = [name for name in wanted if name not in rows]
    if missing:
        names = ", ".join(map(repr, missing))
        raise BroadsheetError(
            f"{parameter} has no column {names}; its columns are {_listed(rows)}. "
            f"Make it with {FRAMES[frame].made_by}."
        )


def _listed(rows: pd.DataFrame) -> str:
    names = [str(name) for name in rows.columns]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "") or "none"


# The checks. Each returns the frame itself where nothing is to be done, else a corrected copy.


def _check_is_frame(value: Any, frame: str, parameter: str) -> pd.DataFrame:
    if not isinstance(value, pd.DataFrame):
        kind = "a path" if isinstance(value, str) else f"{type(value).__name__}"
        raise BroadsheetError(
            f"{parameter} must be a data frame and is {kind}. Make it with {FRAMES[frame].made_by}."
        )
    return value


def _recognise(rows: pd.DataFrame) -> str | None:
    """Name the frame that these rows look like, where that is plain."""
    signs = {
        "tokens": {"token", "pos", "norm"},
        "quotes": {"content", "cue"},
        "dates": {"anchor", "value"},
    }
    columns = set(rows.columns)
    matches = [name for name, sign in signs.items() if sign <= columns]
    return matches[0] if matches else None


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
        checked.attrs = {
            **articles.attrs,
            "notes": [*articles.attrs.get("notes", []), *notes],
        }
    return checked


def _raise_no_text(articles: pd.DataFrame, parameter: str) -> None:
    looks_like = _recognise(articles)
    if looks_like:
        raise BroadsheetError(
            f"{parameter} must be the articles, with a column 'text', and looks like a frame of "
            f"{looks_like}: check the order of the arguments, articles first."
        )
    raise BroadsheetError(
        f"{parameter} has no column 'text'; its columns are {_listed(articles)}. "
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
        checked = checked.set_axis(
            pd.Index(checked.index.astype("str"), name="article", dtype="str")
        )
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
        return articles.assign(outlet=outlets.astype("str").astype("category"))
    unused = len(outlets.cat.categories) - outlets.nunique()
    if unused:
        return articles.assign(outlet=outlets.cat.remove_unused_categories())
    return articles


def _with_published(
    articles: pd.DataFrame, parameter: str, notes: list[str]
) -> pd.DataFrame:
    if "published" not in articles:
        notes.append(
            f"{parameter} has no column 'published': weekdays and the like cannot be dated."
        )
        return articles.assign(
            published=pd.Series(pd.NaT, articles.index, dtype="datetime64[ns]")
        )
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
        first = next(
            (value for value in published.dropna() if _not_iso(value)),
            published.iloc[0],
        )
        raise BroadsheetError(
            f"The column 'published' of {parameter} has {str(first)!r}, which is not a day in the form "
            f"2021-10-08; convert it with pd.to_datetime({parameter}['published'], format=…)."
        ) from error


def _not_iso(value: object) -> bool:
    return bool(pd.isna(pd.to_datetime(str(value), format="ISO8601", errors="coerce")))


def _with_missing_columns(articles: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that are not there: text without a value, and the position in the frame."""
    columns = FRAMES["articles"].columns.values()
    wanted = []
    for column in columns:
        if column.type == "str" and not column.index:
            wanted.append(column.name)
    missing = [name for name in wanted if name not in articles and name != "text"]
    added: dict[str, Any] = dict.fromkeys(
        missing, pd.Series(None, articles.index, dtype="str")
    )
    if "position" not in articles:
        added["position"] = pd.Series(
            range(1, len(articles) + 1), articles.index, dtype="int32"
        )
    return articles.assign(**added) if added else articles


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
    _require(tokens, "tokens", parameter)
    damaged = [
        name
        for name in ("article", "token", "norm", "pos")
        if tokens[name].isna().any()
    ]
    if damaged:
        raise BroadsheetError(
            f"The column {damaged[0]!r} of {parameter} has missing values; tokens such as 'NA' and 'null' "
            f"survive a CSV file only with pd.read_csv(…, keep_default_na=False)."
        )
    checked = tokens
    for name, column in FRAMES["tokens"].columns.items():
        if name in checked and not _has_type(checked[name], column):
            checked = checked.assign(
                **{name: _as_type(checked[name], column, parameter)}
            )
    return checked


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
            f"{parameter} has no column 'article'; its columns are {_listed(rows)}. "
            f"Make it with {FRAMES[frame].made_by}."
        )
    types = {}
    for name, column in FRAMES[frame].columns.items():
        if name in rows and not _has_type(rows[name], column):
            types[name] = column.dtype
    return rows.astype(types) if types else rows


CHECKS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "articles": check_articles_frame,
    "tokens": check_tokens,
    "quotes": functools.partial(_check_passages, frame="quotes", parameter="quotes"),
    "dates": functools.partial(_check_passages, frame="dates", parameter="dates"),
}

Function = TypeVar("Function", bound=Callable[..., Any])


def checks_frames(function: Function) -> Function:
    """Check the arguments of a public function that are frames, by the names of its parameters.

    A parameter called `articles`, `tokens`, `quotes` or `dates` gets the checked frame of that name;
    None is passed on where the function takes it.

    >>> @checks_frames
    ... def count(articles: pd.DataFrame) -> int:
    ...     return len(articles)
    >>> count(pd.DataFrame({"text": ["The mill was sold."]}))
    1
    """
    return _checking(function, CHECKS)


def checks_frames_without_text(function: Function) -> Function:
    """Check frames as `checks_frames` does, for a function that does not read the articles' texts."""
    without_text = functools.partial(check_articles_frame, needs_text=False)
    return _checking(function, {**CHECKS, "articles": without_text})


def _checking(
    function: Function, checks: dict[str, Callable[[Any], pd.DataFrame]]
) -> Function:
    signature = inspect.signature(function)
    checked_names = [name for name in signature.parameters if name in checks]

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(*args, **kwargs)
        for name in checked_names:
            value = bound.arguments.get(name)
            if value is not None:
                bound.arguments[name] = checks[name](value)
        return function(*bound.args, **bound.kwargs)

    return wrapper  # type: ignore[return-value]


def markdown_tables(names: Iterable[str] = FRAMES) -> str:
    """Return the README's description of the frames, one paragraph a frame.

    >>> print(markdown_tables(["passages"]))
    **passages** (`split_passages(articles, tokens)`; a row is a stretch of one part of an article)
    <BLANKLINE>
    | column | type | meaning |
    | --- | --- | --- |
    | `article` | category | the article's id |
    ...
    """
    paragraphs = []
    for name in names:
        frame = FRAMES[name]
        lines = [f"**{name}** (`{frame.made_by}`; a row is {frame.row})", ""]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        lines += [_markdown_row(column) for column in frame.columns.values()]
        if frame.note:
            lines += ["", frame.note]
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs)


def _markdown_row(column: Column) -> str:
    if column.categories:
        values = f" ({', '.join(value or 'empty' for value in column.categories)})"
    else:
        values = ""
    return f"| `{column.name}` | {column.type} | {column.meaning}{values} |"
