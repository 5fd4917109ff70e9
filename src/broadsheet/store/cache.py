"""A folder of frames that were analysed before, so that no notebook, page or later run does it again.

Each analysis has a folder of its own, named by a fingerprint of the inputs, the study and the package:
another text, another setting or another version is another folder, so nothing stale is ever read. Files are
written under a temporary name and then renamed, so that two processes can share the folder.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from broadsheet.skipped import Skipped
from broadsheet.store.arrow import read_arrow, write_arrow

CACHE_VARIABLE = "BROADSHEET_CACHE"  # a folder, or "off"
# Frames that this process has read, for the copies that are made of it; None where they are not kept.
_KEPT: dict[Path, pd.DataFrame] | None = None
LARGEST = (
    4 << 30
)  # bytes: beyond it, the analyses that were used longest ago are removed


def cache_folder() -> Path | None:
    """Return the folder of the cache, or None where it is switched off.

    It is the user's cache folder of the system, unless the environment variable `BROADSHEET_CACHE` names
    another or says "off".
    """
    setting = os.environ.get(CACHE_VARIABLE, "")
    if setting.casefold() in ("off", "0", "no"):
        return None
    if setting:
        return Path(setting).expanduser()
    return _system_folder() / "broadsheet"


def _system_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "~/AppData/Local")).expanduser()
    if sys.platform == "darwin":
        return Path("~/Library/Caches").expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()


def keep_frames() -> None:
    """Keep every frame that is read from now on in the memory of this process and of its copies."""
    global _KEPT
    _KEPT = {}


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Let one process at a time do what is within, where the system has locks; what ended keeps nobody."""
    try:
        import fcntl

        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except (ImportError, OSError):
        yield
        return
    with file:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Cache:
    """The frames of one analysis.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     cache = Cache(Path(folder), "some-analysis")
    ...     first = cache.get("people", lambda: pd.DataFrame({"speaker": ["Ann Lee"]}))
    ...     again = cache.get("people", lambda: pd.DataFrame())
    >>> again["speaker"].tolist()
    ['Ann Lee']
    """

    def __init__(self, folder: Path | None, key: str) -> None:
        self.folder = folder / key if folder else None
        self._is_tidy = False  # whether older analyses were looked through

    def get(self, name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Return the frame as stored, or make it and store it.

        Args:
            name: the frame's name in `FRAMES`.
            make: returns the frame; called only where it is not stored yet.
        """
        stored = self._read(name)
        if stored is not None:
            return stored
        if self.folder is None:
            return make()
        with _only_one(self.folder / f"{name}.lock"):
            # Another process may have made it while this one waited.
            stored = self._read(name)
            if stored is not None:
                return stored
            made = make()
            self._write(name, made)
            return made

    def has(self, name: str) -> bool:
        """Say whether the frame is stored."""
        return self.folder is not None and (self.folder / f"{name}.arrow").exists()

    def read_file(self, name: str) -> bytes | None:
        """Return what stands in a file beside the frames, None where it is not there."""
        if self.folder is None:
            return None
        try:
            content = (self.folder / name).read_bytes()
            os.utime(self.folder)
        except OSError:
            return None
        return content

    def write_file(self, name: str, content: bytes, in_place_of: str) -> None:
        """Write a file beside the frames; where there is no room, it is not there the next time.

        Args:
            name: The name of the file.
            content: What stands in it.
            in_place_of: A pattern of the names of files that are of no use any more.
        """
        if self.folder is None:
            return
        with suppress(OSError), self._unfinished(self.folder) as unfinished:
            (unfinished / name).write_bytes(content)
            os.replace(unfinished / name, self.folder / name)
            for other in self.folder.glob(in_place_of):
                if other.name != name:
                    other.unlink(missing_ok=True)

    def _read(self, name: str) -> pd.DataFrame | None:
        if self.folder is None or not self.has(name):
            return None
        path = self.folder / f"{name}.arrow"
        if _KEPT is None:
            return self._read_file(path, name)
        if path not in _KEPT:
            rows = self._read_file(path, name)
            if rows is None:
                return None
            _KEPT[path] = rows
        kept = _KEPT[path].copy(deep=False)
        kept.attrs = dict(_KEPT[path].attrs)
        return kept

    def _read_file(self, path: Path, name: str) -> pd.DataFrame | None:
        assert self.folder is not None
        try:
            rows = read_arrow(path, name)
            attributes = json.loads(path.with_suffix(".json").read_text("utf-8"))
        except (
            OSError,
            ValueError,
            KeyError,
            pa.ArrowInvalid,
        ):  # damaged, or removed meanwhile: make it again
            return None
        os.utime(self.folder)  # it was used now: others are removed first
        rows.attrs = _decode_attributes(attributes)
        return rows

    def _write(self, name: str, rows: pd.DataFrame) -> None:
        if self.folder is None:
            return
        try:
            with self._unfinished(self.folder) as unfinished:
                self._write_into(unfinished, name, rows)
                # The attributes first: a frame whose Arrow file is there is complete.
                for file in (f"{name}.json", f"{name}.arrow"):
                    os.replace(unfinished / file, self.folder / file)
        except (OSError, TypeError, ValueError, pa.ArrowInvalid, pa.ArrowTypeError):
            # No room, no right to write, or a column of mixed values: the frame is made again next time.
            return

    @staticmethod
    def _write_into(folder: Path, name: str, rows: pd.DataFrame) -> None:
        """Write a frame and its attributes."""
        write_arrow(rows, name, folder / f"{name}.arrow")
        attributes = json.dumps(_encode_attributes(rows.attrs), ensure_ascii=False)
        (folder / f"{name}.json").write_text(attributes, "utf-8")

    @contextmanager
    def _unfinished(self, folder: Path) -> Iterator[Path]:
        """Give a folder for what is not whole yet, in that of the analysis, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        self._make_room(folder)
        unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
        try:
            yield unfinished
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def _make_room(self, folder: Path) -> None:
        """Remove the oldest analyses, before the first frame of this one is written."""
        if not self._is_tidy:
            _remove_oldest(folder.parent, keep=folder)
            self._is_tidy = True


def _encode_attributes(attributes: dict[Any, Any]) -> dict[str, Any]:
    encoded = {str(key): value for key, value in attributes.items()}
    if isinstance(encoded.get("skipped"), Skipped):
        encoded["skipped"] = pd.DataFrame(encoded["skipped"]).to_dict("records")
    return encoded


def _decode_attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    if "skipped" in attributes:
        attributes["skipped"] = Skipped.of(attributes["skipped"])
    return attributes


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:  # removed meanwhile
            continue
    return total


def _remove_oldest(folder: Path, keep: Path) -> None:
    """Remove the analyses that were used longest ago, until the others fit into `LARGEST`."""
    analyses = sorted(
        path for path in folder.iterdir() if path.is_dir() and path != keep
    )
    analyses.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    total = _size(keep)
    for path in analyses:
        total += _size(path)
        if total > LARGEST:
            shutil.rmtree(path, ignore_errors=True)


def clear_cache() -> tuple[int, int]:
    """Remove everything from the cache.

    Returns:
        How many analyses were removed, and their bytes.
    """
    folder = cache_folder()
    if folder is None or not folder.is_dir():
        return 0, 0
    analyses = [path for path in folder.iterdir() if path.is_dir()]
    size = sum(_size(path) for path in analyses)
    for path in analyses:
        shutil.rmtree(path, ignore_errors=True)
    return len(analyses), size


def describe_cache() -> tuple[int, int]:
    """Return how many analyses the cache holds, and their bytes."""
    folder = cache_folder()
    if folder is None or not folder.is_dir():
        return 0, 0
    analyses = [path for path in folder.iterdir() if path.is_dir()]
    return len(analyses), sum(_size(path) for path in analyses)
