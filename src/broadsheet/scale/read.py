"""The first step: files to partitions of articles."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from broadsheet.articles import Limits
from broadsheet.articles.read import read_into
from broadsheet.articles.reading import Reading
from broadsheet.collector import collector_paused
from broadsheet.errors import BroadsheetError
from broadsheet.frames import FRAMES, check_articles_frame, conform
from broadsheet.scale.inputs import Unit, copy_input, split
from broadsheet.scale.settings import Settings, choose_articles
from broadsheet.skipped import Skipped
from broadsheet.store import fingerprint_frame
from broadsheet.store.folder import Folder, digest

COLUMNS = [
    name for name, column in FRAMES["articles"].columns.items() if not column.index
]
POSITION = re.compile(
    r"(-\d{3,})?"
)  # in the id of one article of a file that has several
# Characters: where articles have more on average, a partition has fewer of them. One of a thousand articles
# of 4,700 characters takes a gigabyte to analyse.
LONG = 5_000
# Articles of a partition where all are read at once: there would be too few partitions for several processes.
OF_FEW = 500
SKIPPED = ["file", "position", "reason", "remedy"]


@dataclass(frozen=True)
class ReadTask:
    """A unit to read, and where to write its articles.

    Attributes:
        unit: What to read.
        output: Where to write.
        settings: How to read.
        version: A fingerprint of the package that analyses the articles: another one does it again.
    """

    unit: Unit
    output: Folder
    settings: Settings
    version: str


@dataclass
class UnitRecord:
    """What came of a unit.

    Attributes:
        key: The key of the unit.
        partitions: The keys of its partitions, in order, and how many characters the texts of each have.
        files: The checksum of each file that was written.
        notes: What was decided while it was read.
        skipped: How many things could not be read.
    """

    key: str
    partitions: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    skipped: int = 0


def name_of_unit(key: str) -> str:
    """Return the name of the record of a unit."""
    return f"read/{key}.json"


def stored_unit(output: Folder, key: str) -> UnitRecord | None:
    """Return what came of a unit, None where it is not there or its files were damaged."""
    stored = output.read_json(name_of_unit(key))
    if not isinstance(stored, dict):
        return None
    try:
        record = UnitRecord(**stored)
    except TypeError:  # damaged
        return None
    return record if output.is_whole(record.files) else None


@collector_paused()
def read_unit(task: ReadTask) -> UnitRecord:
    """Read the files of a unit, and write its articles in partitions, and last the record of them.

    Raises:
        BroadsheetError: nothing in it could be read.
        CannotWrite: there is no room.
    """
    read = _read(task.unit, task.settings)
    articles, analysed = choose_articles(read, task.settings.study)
    notes = list(articles.attrs["notes"])
    skipped = pd.DataFrame(articles.attrs["skipped"])
    articles.attrs = {}  # which pandas copies with every frame that is made of this one
    record = UnitRecord(task.unit.key, notes=notes)
    rows = _as_written(articles).assign(analysed=analysed)
    size = task.settings.partition_size
    if task.unit.is_everything:
        size = min(size, OF_FEW)
    for part in _partitions(rows, size):
        key = digest(task.version, fingerprint_frame(part))
        name = f"articles/part-{key}.parquet"
        named = part.assign(partition=key)
        record.files[name] = task.output.write_frame(name, named)
        record.partitions[key] = int(part["text"].str.len().sum())
    record.skipped = len(skipped)
    name = skipped_name(task.unit.key)
    record.files[name] = write_skipped(task.output, task.unit.key, skipped)
    task.output.write_json(name_of_unit(task.unit.key), asdict(record))
    return record


def _partitions(rows: pd.DataFrame, size: int) -> Iterator[pd.DataFrame]:
    """Yield so many articles at a time at most, and fewer of them where they are long."""
    names = rows["article"].tolist()
    lengths = rows["text"].str.len().tolist()
    most = size * LONG
    for first, after in split(names, [1] * len(names), size):
        borders = [(0, after - first)]
        if sum(lengths[first:after]) > most:
            borders = list(split(names[first:after], lengths[first:after], most))
        for start, end in borders:
            part = rows.iloc[first + start : first + end]
            yield part.reset_index(drop=True)


def skipped_name(key: str) -> str:
    """Return the name of the file of what a unit skipped."""
    return f"skipped/part-{key}.parquet"


def write_skipped(output: Folder, key: str, rows: pd.DataFrame) -> str:
    """Write what a unit skipped; return the checksum."""
    records = rows[SKIPPED].to_dict("records")
    skipped = pd.DataFrame(Skipped.of(records))
    return output.write_frame(skipped_name(key), skipped.assign(partition=key))


def _read(unit: Unit, settings: Settings) -> pd.DataFrame:
    study = settings.study

    def read(path: str | Path) -> pd.DataFrame:
        reading = Reading(
            columns=study.columns or None,
            limits=Limits(**study.limits),
            part=unit.stretch.part if unit.stretch else None,
        )
        return read_into(
            reading,
            path,
            names=unit.names,
            day_first=study.day_first,
            duplicates=study.duplicates,
        )

    if unit.source is not None:
        return read(unit.source)
    return _read_copies(unit, read)


def _read_copies(
    unit: Unit, read: Callable[[str | Path], pd.DataFrame]
) -> pd.DataFrame:
    """Read copies of the files, and give articles the ids that they would have among all files."""
    with TemporaryDirectory(prefix="broadsheet-") as folder:
        for file in unit.files:
            copy_input(file, Path(folder), unit.stretch)
        try:
            articles = read(folder)
        except BroadsheetError as error:
            # Without the name of the folder of the copies.
            message = str(error).replace(f"{folder}/", "")
            message = message.replace(folder, "the files")
            raise BroadsheetError(message) from None
    if not unit.alike:
        return articles
    ids = []
    for name, file in zip(articles.index, articles["file"], strict=True):
        ids.append(_with_folders(name, PurePosixPath(file), unit.alike))
    articles.index = pd.Index(ids, name="article", dtype="str")
    return articles


def _with_folders(name: str, path: PurePosixPath, alike: frozenset[str]) -> str:
    """Return an id that was made of the name of a file with the folders before it, where others are alike."""
    if path.stem not in alike:
        return name
    if not name.startswith(path.stem):
        return name
    rest = name.removeprefix(path.stem)
    if not POSITION.fullmatch(rest):
        return name
    folders = [part for part in path.parent.parts if part not in "./"]
    return "-".join([*folders, name])


def _as_written(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with the columns of the source's own as JSON in `more`."""
    checked = conform(check_articles_frame(articles), "articles")
    others = [name for name in checked.columns if name not in COLUMNS]
    more = ["{}"] * len(checked)
    if others:
        rows = checked[others].to_dict("records")
        more = [_json(row) for row in rows]
    written = checked.reset_index()[["article", *COLUMNS]]
    return written.assign(more=pd.array(more, dtype="str"))


def _json(row: dict[Any, Any]) -> str:
    given = {}
    for name, value in row.items():
        if _is_given(value):
            given[name] = value
    return json.dumps(given, default=str)


def _is_given(value: Any) -> bool:
    if value is None:
        return False
    if isinstance(value, list | dict):
        return True
    is_number = value == value  # which what is missing does not equal
    return bool(is_number)
