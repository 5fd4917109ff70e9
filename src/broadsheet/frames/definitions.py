"""Every public frame, defined once: `frames.toml` says what a row is and what each column means."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

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
        for name, column in self.columns.items():
            if column.index:
                return name
        return None


def _read_frames() -> dict[str, Frame]:
    file = resources.files("broadsheet").joinpath("frames.toml")
    definitions = tomllib.loads(file.read_text("utf-8"))
    categories = definitions.pop("categories")
    frames = {}
    for name, definition in definitions.items():
        columns = {}
        for label, settings in definition["columns"].items():
            columns[label] = _read_column(label, settings, categories)
        frames[name] = Frame(
            name,
            definition["row"],
            definition["made_by"],
            columns,
            definition.get("note", ""),
        )
    return frames


def _read_column(
    name: str, settings: dict[str, Any], categories: dict[str, list[str]]
) -> Column:
    """Return a column; its settings name one of the lists of categories, or none."""
    values: tuple[str, ...] = ()
    if "categories" in settings:
        values = tuple(categories[settings["categories"]])
    return Column(name, **{**settings, "categories": values})


FRAMES: dict[str, Frame] = _read_frames()


@cache
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
    require_columns(rows, frame, frame)
    order = [name for name in definition.columns if name in rows]
    order += [name for name in rows if name not in definition.columns]
    rows = rows[order]
    types = {}
    for name, column in definition.columns.items():
        if name in rows and not has_type(rows[name], column):
            types[name] = column.dtype
    if types:
        return rows.astype(types)
    return rows


def has_type(values: pd.Series, column: Column) -> bool:
    if column.type == "category" and not column.categories:
        return isinstance(values.dtype, pd.CategoricalDtype)
    return bool(values.dtype == column.dtype)


def require_columns(rows: pd.DataFrame, frame: str, parameter: str) -> None:
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
            f"{parameter} has no column {names}; its columns are {list_columns(rows)}. "
            f"Make it with {FRAMES[frame].made_by}."
        )


def list_columns(rows: pd.DataFrame) -> str:
    names = [str(name) for name in rows.columns]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "") or "none"


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
