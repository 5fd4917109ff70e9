"""A folder of frames that `broadsheet extract` wrote, and what its files have."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from broadsheet.errors import BroadsheetError
from broadsheet.store.folder import Folder, digest
from broadsheet.store.manifest import UNFINISHED, Manifest, read_manifest


@dataclass(frozen=True)
class Extraction:
    """A folder of extracted frames, here or at any address that fsspec knows."""

    output: Folder
    manifest: Manifest

    @property
    def address(self) -> str:
        """Where it is."""
        return self.output.address

    def has(self, name: str) -> bool:
        """Say whether the extraction has this frame."""
        return bool(self.files(name))

    def files(self, name: str, partitions: Iterable[str] | None = None) -> list[str]:
        """Return the files of a frame, in the order of the corpus."""
        files = self.manifest.files
        wanted = self.manifest.partitions if partitions is None else list(partitions)
        of_partitions = [f"{name}/part-{key}.parquet" for key in wanted]
        own = [file for file in of_partitions if file in files]
        if own or partitions is not None:
            return own
        return [file for file in files if file.startswith(f"{name}/")]

    def frame(
        self,
        name: str,
        columns: list[str] | None = None,
        partitions: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Return columns of a frame as it was written, of all partitions or of these."""
        paths = self.files(name, partitions)
        if not paths:
            raise BroadsheetError(
                f"{self.address} has no {name}: extract it again with this version."
            )
        parts = [self.read(path, columns) for path in paths]
        filled = [part for part in parts if len(part)]
        rows = pd.concat(filled or parts[:1], ignore_index=True)
        del parts, filled
        pa.default_memory_pool().release_unused()  # which else keeps as much again
        return rows

    def read(self, path: str, columns: list[str] | None = None) -> pd.DataFrame:
        """Read columns of a file if it is as it was written; lists are lists, as they are in other frames."""
        content = self.content(path)
        schema = parquet.read_schema(pa.BufferReader(content))
        every = columns or schema.names
        of_lists = [name for name in every if pa.types.is_list(schema.field(name).type)]
        others = [name for name in every if name not in of_lists]
        frame = pd.read_parquet(io.BytesIO(content), columns=others)
        if not of_lists:
            return frame
        # pandas would make an array of each, which takes several times the memory of all else.
        lists = parquet.read_table(pa.BufferReader(content), columns=of_lists)
        for name in of_lists:
            frame[name] = pd.Series(lists[name].to_pylist(), dtype="object")
        return frame[every]

    def content(self, path: str) -> bytes:
        """Return the content of a file if it is as it was written."""
        try:
            content = self.output.read(path)
        except OSError:
            content = b""
        if digest(content) != self.manifest.files[path]:
            raise BroadsheetError(
                f"{path} in {self.address} is missing or was changed: "
                "run the same `broadsheet extract` again."
            )
        return content

    def fingerprint(self) -> str:
        """Return a fingerprint of what was written."""
        return digest(
            *(
                f"{name} {checksum}"
                for name, checksum in sorted(self.manifest.files.items())
            )
        )


def find_extraction(address: str) -> Extraction | None:
    """Return the extraction at an address, or None where nothing was extracted.

    Raises:
        BroadsheetError: where an extraction was begun and not finished.
    """
    try:
        import fsspec  # noqa: F401 - without it nothing can have been extracted
    except ImportError:
        return None
    output = Folder(address)
    if output.has(UNFINISHED) or output.has("manifest.jsonl"):
        raise BroadsheetError(
            f"{address} is not finished: run the same `broadsheet extract` again."
        )
    manifest = read_manifest(output)
    return Extraction(output, manifest) if manifest else None
