"""The folder that an extraction is written to: whole files with checksums, here or at any fsspec address."""

import hashlib
import io
import json
import posixpath
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from broadsheet.errors import BroadsheetError

# What pyarrow cannot tell from a frame without rows.
PASSAGE = pa.struct(
    {
        "partition": pa.string(),
        "article": pa.string(),
        "start": pa.int32(),
        "end": pa.int32(),
    }
)
LIST_TYPES = {
    "pieces": pa.list_(pa.list_(pa.int32())),
    "passages": pa.list_(PASSAGE),
    "disagreeing": pa.list_(PASSAGE),
    "outlets": pa.list_(pa.string()),
    "disagreements": pa.list_(pa.string()),
}


class CannotWrite(BroadsheetError):
    """The folder cannot be written: no room, or no right to."""


def digest(*parts: bytes | str) -> str:
    """Return a short fingerprint of some texts or bytes.

    >>> digest("a", "b") == digest("ab")
    False
    """
    total = hashlib.blake2b(digest_size=10)
    for part in parts:
        if isinstance(part, str):
            content = part.encode("utf-8", "surrogateescape")
        else:
            content = part
        total.update(len(content).to_bytes(8, "little"))
        total.update(content)
    return total.hexdigest()


@dataclass(frozen=True)
class Folder:
    """A folder at an address; names of files are relative to it."""

    address: str

    @cached_property
    def _system(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        files, base = url_to_fs(self.address)
        return files, str(base)

    def __getstate__(self) -> dict[str, str]:
        return {"address": self.address}

    def __setstate__(self, state: dict[str, str]) -> None:
        object.__setattr__(self, "address", state["address"])

    def path(self, name: str) -> str:
        """Return where a file lies in its file system."""
        return posixpath.join(self._system[1], name)

    def has(self, name: str) -> bool:
        """Say whether there is a file or folder of this name."""
        return bool(self._system[0].exists(self.path(name)))

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder, in order."""
        files = self._system[0]
        if not self.has(folder):
            return []
        paths = files.find(self.path(folder))
        return sorted(
            f"{folder}/{posixpath.relpath(path, self.path(folder))}" for path in paths
        )

    def read(self, name: str) -> bytes:
        """Return what is in a file."""
        return bytes(self._system[0].cat_file(self.path(name)))

    def open(self, name: str) -> Any:
        """Open a file for reading."""
        return self._system[0].open(self.path(name), "rb")

    def write(self, name: str, content: bytes) -> str:
        """Write a file under another name first, so that what has its name is whole; return its checksum.

        Raises:
            CannotWrite: there is no room, or no right to write.
        """
        files = self._system[0]
        path = self.path(name)
        unfinished = posixpath.join(posixpath.dirname(path), f".{uuid.uuid4().hex}")
        try:
            files.makedirs(posixpath.dirname(path), exist_ok=True)
            files.pipe_file(unfinished, content)
            files.mv(unfinished, path)
        except OSError as error:
            if files.exists(unfinished):
                files.rm(unfinished)
            raise CannotWrite(error.strerror or str(error)) from error
        return digest(content)

    def remove(self, name: str) -> None:
        """Remove a file or a folder with all that is in it, if it is there."""
        if self.has(name):
            self._system[0].rm(self.path(name), recursive=True)

    def is_whole(self, checksums: dict[str, str]) -> bool:
        """Say whether all these files are there as they were written."""
        return not self.damaged(checksums)

    def damaged(self, checksums: dict[str, str]) -> list[str]:
        """Return the names of the files that are missing or hold something else than what was written."""
        damaged: list[str] = []
        for name, checksum in checksums.items():
            if self._checksum(name) != checksum:
                damaged.append(name)
        return damaged

    def _checksum(self, name: str) -> str | None:
        try:
            return digest(self.read(name))
        except OSError:
            return None

    def read_json(self, name: str) -> Any:
        """Return what a JSON file holds, None where it is missing or damaged."""
        try:
            return json.loads(self.read(name))
        except (OSError, ValueError):
            return None

    def write_json(self, name: str, value: Any) -> str:
        """Write a JSON file and return its checksum."""
        text = json.dumps(value, ensure_ascii=False, indent=1)
        return self.write(name, text.encode("utf-8", "surrogatepass"))

    def write_frame(self, name: str, frame: pd.DataFrame) -> str:
        """Write a frame as a Parquet file and return its checksum."""
        categories = frame.columns[frame.dtypes == "category"]
        plain = frame.astype(dict.fromkeys(categories, "str"))
        plain.attrs = {}
        schema = pa.Schema.from_pandas(plain, preserve_index=False)
        for column in plain.columns[plain.dtypes == "object"]:
            if column in LIST_TYPES:
                field = pa.field(column, LIST_TYPES[column])
                schema = schema.set(schema.get_field_index(column), field)
        table = pa.Table.from_pandas(plain, schema, preserve_index=False)
        buffer = io.BytesIO()
        parquet.write_table(table, buffer, compression="zstd")
        return self.write(name, buffer.getvalue())

    def read_frame(self, name: str, columns: list[str] | None = None) -> pd.DataFrame:
        """Return columns of a Parquet file, all of them without `columns`."""
        with self.open(name) as file:
            return pd.read_parquet(file, columns=columns)
