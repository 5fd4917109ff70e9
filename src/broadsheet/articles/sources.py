"""One file that articles may come from, its bytes read when they are asked for."""

import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from broadsheet.articles.decode import clean, decode
from broadsheet.articles.limits import Limits
from broadsheet.errors import Unreadable

__all__ = ["Limits", "Source"]

BEGINNING = 4096  # bytes that tell binary formats apart
# Bytes in which a text's format is looked for: exports begin with pages of search terms, and saved pages with
# comments and styles.
HEAD = 250_000
PACKED = re.compile(r"\.(gz|bz2|xz|zst)$", re.I)


@dataclass
class Source:
    """One file: its `name` as shown, relative to what was given, and its bytes, read when asked for.

    Attributes:
        name: The name that is shown, with `/` between folders, archives and what is in them.
        limits: What is too much.
        path: Where the file lies; None inside an archive.
        root: The folder that names in a table may not lead out of.
        load: What gives the bytes of something that is not a file by itself, such as an archive's member.
        depth: How many archives it lies in.
    """

    name: str
    limits: Limits
    path: Path | None = None
    root: Path | None = None
    load: Callable[[], bytes] | None = None
    depth: int = 0

    @classmethod
    def of_bytes(
        cls, content: bytes, like: "Source", name: str | None = None
    ) -> "Source":
        """A source that holds these bytes, named as another one."""
        return cls(
            name or like.name, like.limits, load=lambda: content, depth=like.depth
        )

    def _bytes(self, most: int = -1) -> bytes:
        if self.load is not None:
            content = self.load()
            if most < 0:
                return content
            return content[:most]
        assert self.path is not None
        try:
            if self.path.exists() and not self.path.is_file():
                raise Unreadable("is not a file", "leave it out")
            self.limits.check("file_bytes", self.path.stat().st_size)
            with self.path.open("rb") as file:
                return file.read(most)
        except OSError as error:
            reason = os.strerror(error.errno or 0).lower()
            raise Unreadable(reason, "check the name and who may read it") from error

    @cached_property
    def _start(self) -> bytes:
        return self._bytes(HEAD)

    @property
    def beginning(self) -> bytes:
        """The first bytes, for telling binary formats apart without reading it all."""
        return self._start[:BEGINNING]

    @cached_property
    def head(self) -> str:
        """The first part of the text, in which a format is looked for."""
        return clean(decode(self._start)[0]).lstrip()

    @cached_property
    def data(self) -> bytes:
        """All bytes."""
        return self._bytes()

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        return decode(self.data)

    @property
    def text(self) -> str:
        """All of it as text."""
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        """The encoding that the text was in, with what could not be read."""
        return self._decoded[1]

    @cached_property
    def members(self) -> list[str]:
        """The names in a zip archive, Word and Excel files included; none in other files."""
        if not self.beginning.startswith(b"PK"):
            return []
        return self.unzipped().namelist()

    def unzipped(self) -> zipfile.ZipFile:
        """The archive. A member never unpacks to more than it says, so what they say is checked."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(self.data))
        except (
            Exception
        ) as error:  # a damaged archive makes zipfile raise almost anything
            raise Unreadable("is a damaged zip file", "pack it again") from error
        size = sum(member.file_size for member in archive.infolist())
        self.limits.check_unpacked(size, len(self.data))
        return archive

    def forget(self) -> None:
        """Let go of the bytes once they are read."""
        for name in ("_start", "data", "_decoded", "head"):
            self.__dict__.pop(name, None)

    @property
    def suffix(self) -> str:
        """The end of the name, in lower case, without that of a compressed file: `.csv` of `A.CSV.gz`."""
        return PurePosixPath(PACKED.sub("", self.name).lower()).suffix

    @property
    def stem(self) -> str:
        """The name without folders and ending: `a` of `x/a.csv.gz`."""
        return PurePosixPath(PACKED.sub("", self.name)).stem or self.name
