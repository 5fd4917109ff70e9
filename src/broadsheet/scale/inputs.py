"""What there is to read, what changed since the last time, and what is read together."""

import os
import posixpath
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Optional

from broadsheet.articles import Limits
from broadsheet.articles.folders import list_files
from broadsheet.articles.formats import table
from broadsheet.articles.guess_names import guess_pattern
from broadsheet.articles.headings import known_names
from broadsheet.articles.log import Log
from broadsheet.articles.names import left_out
from broadsheet.articles.sources import Source
from broadsheet.errors import ArticlesError
from broadsheet.store.folder import digest

if TYPE_CHECKING:
    from broadsheet.scale.stretches import Stretch

# Bytes that are read at once: so the days, names and ids of some 5,000 articles are decided together, as
# `read_articles` decides them. More is read in units of this size, by several processes.
READ_TOGETHER = 25_000_000
TABLE_HEAD = (
    5_000_000  # bytes of a table that are looked at for the names of its columns
)
NAMES_SHOWN = 5
BLOCK = 1 << 20  # bytes read at once
SETTLED = 2.0  # seconds: a file changed so shortly before may change again within its time stamp


@dataclass(frozen=True)
class Input:
    """A file that is read.

    Attributes:
        name: Its name relative to what was given.
        address: Where it lies.
        size: Bytes.
        stamp: The time of its last change, as the file system tells it.
        content: A fingerprint of what it holds.
    """

    name: str
    address: str
    size: int
    stamp: str
    content: str


@dataclass(frozen=True)
class Unit:
    """Files that are read together.

    Attributes:
        key: A fingerprint of the files, their names and the settings.
        files: The files.
        source: What `read_articles` is given, where this is all there is; else the files are copied first.
        alike: Names without their ending that files of other units have too.
        names: The pattern of names, chosen for all units.
        stretch: The rows of the only file that are read, where it is a large table.
        is_everything: Whether there is no other unit.
    """

    key: str
    files: tuple[Input, ...]
    source: str | None = None
    alike: frozenset[str] = frozenset()
    names: str | None = None
    stretch: Optional["Stretch"] = None
    is_everything: bool = False


@dataclass
class Inputs:
    """All files, and the notes on those that are left out."""

    address: str
    files: list[Input]
    log: Log = field(default_factory=Log)
    is_local: bool = True

    def changes(self, before: dict[str, list[Any]]) -> dict[str, list[str]]:
        """Return which files changed, are new or are gone since they were recorded."""
        contents = {file.name: file.content for file in self.files}
        changed = []
        new = []
        for name, content in contents.items():
            if name not in before:
                new.append(name)
            elif before[name][2] != content:
                changed.append(name)
        gone = [name for name in before if name not in contents]
        return {"changed": changed, "new": new, "no longer there": gone}

    def record(self) -> dict[str, list[Any]]:
        """Return size, time and fingerprint of each file."""
        return {file.name: [file.size, file.stamp, file.content] for file in self.files}


def find_inputs(
    address: str, limits: Limits, before: dict[str, list[Any]], checked: float
) -> Inputs:
    """List the files under an address and what they hold.

    Args:
        address: A folder, a file or a pattern of names, here or at any fsspec address.
        limits: What is too much.
        before: Size, time and fingerprint of files when they were last read: what has the same size and
            time is not read again.
        checked: When that was, in seconds since 1970.

    Raises:
        ArticlesError: There is nothing of that name.
    """
    from fsspec.core import url_to_fs

    files, path = url_to_fs(address)
    protocols = files.protocol
    if isinstance(protocols, str):
        protocols = (protocols,)
    if "file" in protocols:
        return _local(path, limits, before, checked)
    return _remote(address, files, path, before)


def _local(
    path: str, limits: Limits, before: dict[str, list[Any]], checked: float
) -> Inputs:
    log = Log()
    found: list[Input] = []
    sources = list(list_files(path, limits, log))
    top = ""
    is_folder = os.path.isdir(path)
    if (
        not is_folder and len(sources) > 1
    ):  # a pattern: its files are named by their whole paths
        folders = [posixpath.dirname(source.name) for source in sources]
        top = posixpath.commonpath(folders)
    for source in sources:
        assert source.path is not None
        name = source.name
        if top:
            name = posixpath.relpath(name, top)
        found.append(_input(name, source.path, before.get(name), checked))
    return Inputs(path, found, log)


def _input(name: str, path: Path, before: list[Any] | None, checked: float) -> Input:
    try:
        status = path.stat()
    except OSError as error:  # a link to nothing, or no right to look: reading tells it
        return Input(name, str(path), 0, "", f"error {error.errno}")
    stamp = str(status.st_mtime_ns)
    size = status.st_size
    is_settled = status.st_mtime < checked - SETTLED
    if before and is_settled and before[:2] == [size, stamp]:
        return Input(name, str(path), size, stamp, before[2])
    if not path.is_file():
        return Input(name, str(path), 0, stamp, "no regular file")
    return Input(name, str(path), size, stamp, _content(path))


def _content(path: Path) -> str:
    import hashlib

    total = hashlib.blake2b(digest_size=10)
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                total.update(block)
    except OSError as error:
        return f"error {error.errno}"
    return total.hexdigest()


def _remote(
    address: str, files: Any, path: str, before: dict[str, list[Any]]
) -> Inputs:
    root, names = _list_remote(files, path)
    log = Log()
    found = []
    for name in names:
        shown = posixpath.relpath(name, root)
        if not left_out(PurePosixPath(shown).parts, shown, log):
            found.append(_remote_input(files, name, shown, before.get(shown)))
    return Inputs(address, found, log, is_local=False)


def _list_remote(files: Any, path: str) -> tuple[str, list[str]]:
    """Return the folder that the files lie in, and their names in order."""
    if files.isdir(path):
        return path, sorted(files.find(path))
    if files.exists(path):
        return posixpath.dirname(path), [path]
    names = sorted(files.glob(path))
    if not names:
        return path, []
    folders = [posixpath.dirname(name) for name in names]
    return posixpath.commonpath(folders), names


def _remote_input(files: Any, name: str, shown: str, before: list[Any] | None) -> Input:
    """Return a file; what it holds is read only where size or time differ from those before."""
    info = files.info(name)
    size = info["size"]
    stamps = [info.get(key) for key in ("ETag", "LastModified", "mtime")]
    given = [str(stamp) for stamp in stamps if stamp]
    stamp = given[0] if given else ""
    address = files.unstrip_protocol(name)
    if before and stamp and before[:2] == [size, stamp]:
        return Input(shown, address, size, stamp, before[2])
    return Input(shown, address, size, stamp, digest(files.cat_file(name)))


def make_units(inputs: Inputs, settings: str, names: str | None) -> list[Unit]:
    """Say which files are read together.

    Where there is little, that is all of them. Of more, each table is by itself, a large one in stretches of
    its rows; a table that names files is read with them. Other files are in groups of up to `READ_TOGETHER`
    bytes whose borders depend on the names, so that one file more or less changes one group.

    Args:
        inputs: The files.
        settings: A text that changes with whatever else decides what is read.
        names: What the names of files tell, as `read_articles` takes it.

    Raises:
        ArticlesError: There is no file.
    """
    if not inputs.files:
        raise ArticlesError(
            f"No article could be read from {inputs.address}{_why_none(inputs.log)}."
        )
    left_out = repr((inputs.log.skipped, inputs.log.omitted))
    size = sum(file.size for file in inputs.files)
    if size <= READ_TOGETHER:
        key = _key(inputs.files, settings + left_out)
        source = inputs.address if inputs.is_local else None
        return [Unit(key, tuple(inputs.files), source, names=names, is_everything=True)]
    if names is None:
        names = guess_pattern([file.name for file in inputs.files]) or ""
    times = Counter(map(_stem, inputs.files))
    alike = frozenset(stem for stem in times if times[stem] > 1)
    units = []
    for files in _groups(inputs.files):
        own = alike.intersection(map(_stem, files))
        decided = repr((settings, names, sorted(own)))
        unit = Unit(_key(files, decided), tuple(files), alike=own, names=names)
        units += _cut(unit, decided)
    return units


def _cut(unit: Unit, settings: str) -> list[Unit]:
    """Return a unit for each stretch of a large table; the unit itself where it is none."""
    file = unit.files[0]
    if len(unit.files) > 1 or file.size <= READ_TOGETHER:
        return [unit]
    from broadsheet.scale.stretches import cut_table

    units = []
    for stretch in cut_table(file.name, file.address, READ_TOGETHER):
        rows = replace(file, content=f"{stretch.content} {stretch.part}")
        key = _key([rows], settings)
        units.append(replace(unit, key=key, stretch=stretch))
    return units or [unit]


def list_names(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are.

    >>> list_names(["a", "b", "c", "d", "e", "f"])
    'a, b, c, d, e and 1 more'
    """
    listed = ", ".join(names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    if more > 0:
        return f"{listed} and {more:,} more"
    return listed


def _stem(file: Input) -> str:
    return PurePosixPath(file.name).stem


def _suffix(file: Input) -> str:
    return PurePosixPath(file.name).suffix.lower()


def _why_none(log: Log) -> str:
    reasons = []
    for file, _, reason, remedy in log.skipped[:3]:
        reasons.append(f"{file} {reason} ({remedy})")
    reasons += log.omission_notes()
    if not reasons:
        return ""
    return ": " + "; ".join(reasons)


def _key(files: Iterable[Input], settings: str) -> str:
    lines = [f"{file.name}\n{file.content}" for file in files]
    return digest(settings, *lines)


def _groups(files: list[Input]) -> Iterator[list[Input]]:
    governed = set()
    for file in files:
        if _names_files(file):
            governed.add(posixpath.dirname(file.name))
    by_folder: dict[str, list[Input]] = {folder: [] for folder in governed}
    free: list[Input] = []
    for file in files:
        above = [folder for folder in _folders(file.name) if folder in governed]
        if above:
            by_folder[above[-1]].append(file)
        elif _suffix(file) in table.SUFFIXES:
            yield [file]
        else:
            free.append(file)
    yield from by_folder.values()
    names = [file.name for file in free]
    weights = [max(file.size, 1) for file in free]
    for start, end in split(names, weights, READ_TOGETHER):
        yield free[start:end]


def _folders(name: str) -> list[str]:
    """Return the folders that a file lies in, the nearest first and "" last."""
    folders = [str(folder) for folder in PurePosixPath(name).parents]
    folders[-1] = ""
    return folders


def _names_files(file: Input) -> bool:
    """Whether a table has no texts and names files that have them."""
    is_table = _suffix(file) in table.SUFFIXES
    if not is_table or file.size > TABLE_HEAD:
        return False
    source = Source(file.name, Limits(), load=lambda: _bytes(file.address))
    try:
        if not table.recognises(source):
            return False
        headers = [each.header for each in table.tables_in(source, None)]
    except Exception:  # a damaged table names nothing; reading it says what is wrong
        return False
    for header in headers:
        roles = set(known_names(header).values())
        if "file" in roles and "text" not in roles:
            return True
    return False


def _bytes(address: str) -> bytes:
    import fsspec

    with closing(fsspec.open(address, "rb").open()) as file:
        return bytes(file.read())


def split(
    names: Sequence[str], weights: Sequence[int], most: int
) -> Iterator[tuple[int, int]]:
    """Cut a list into stretches of a weight of `most` at the most, where the names say so.

    A stretch that weighs a quarter of `most` ends after a name whose checksum is a multiple of a number; so
    one name more or less moves the borders close to it, and not all that come after it.

    >>> [(start, end) for start, end in split(["a", "b", "c"], [1, 1, 1], 2)]
    [(0, 2), (2, 3)]
    """
    if not names:
        return
    average = max(sum(weights) / len(weights), 1)
    every = max(int(most / average) // 2, 1)
    start = 0
    weight = 0
    for index, (name, own) in enumerate(zip(names, weights, strict=True)):
        if index > start and weight + own > most:
            yield start, index
            start = index
            weight = 0
        weight += own
        is_long = weight * 4 >= most
        if is_long and every > 3 and _checksum(name) % every == 0:
            yield start, index + 1
            start = index + 1
            weight = 0
    if start < len(names):
        yield start, len(names)


def _checksum(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "replace"))


def now() -> float:
    """Return the time, in seconds since 1970."""
    return time.time()


def copy_input(file: Input, folder: Path, stretch: Optional["Stretch"] = None) -> None:
    """Put a copy of a file into a folder, or of a stretch of its rows below its head.

    It is a copy and never a link, goes to a name that is new, and never leads out of the folder: nothing is
    ever written to what the user gave.
    """
    names = PurePosixPath(file.name).parts
    parts = [name for name in names if name not in ("/", "..")]
    target = folder.joinpath(*parts)
    number = 1
    while target.exists():  # names that differ only in bytes that cannot be shown
        number += 1
        target = target.with_name(f"{number}-{parts[-1]}")
    target.parent.mkdir(parents=True, exist_ok=True)
    if stretch is not None:
        from broadsheet.scale.stretches import write_stretch

        write_stretch(file.address, stretch, target)
        return
    with target.open("xb") as copy:
        copy.write(_bytes(file.address))
