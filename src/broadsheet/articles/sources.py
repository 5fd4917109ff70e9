"""Where articles come from: files, folders, globs, and archives of them."""

import glob
import gzip
import io
import os
import posixpath
import stat
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from broadsheet.articles.decode import clean, decode
from broadsheet.articles.errors import ArticlesError, Unreadable

PEEK = 4096


@dataclass(frozen=True)
class Limits:
    """What is more than any article or export needs; `read_articles(…, limits=Limits(…))` sets others."""

    file_bytes: int = 1_000_000_000
    page_bytes: int = 20_000_000  # one HTML page: the parser needs some twenty times as much memory
    article_characters: int = 2_000_000  # a long book; no article
    unpacked_bytes: int = 2_000_000_000  # one archive
    unpacked_ratio: int = 500  # to the packed size: text packs some 4 times, a bomb a thousand times
    files: int = 1_000_000

    def check_unpacked(self, size, packed):
        if size > min(self.unpacked_bytes, max(packed * self.unpacked_ratio, 1_000_000)):
            raise Unreadable(*BOMB)


@dataclass
class Source:
    """One file: its `name` as shown, relative to what was given, and its bytes, read when asked for."""

    name: str
    path: Path | None = None  # where it lies; None inside an archive
    root: Path | None = None  # the folder that names in a table may not lead out of
    limits: Limits = field(default_factory=Limits)
    packed: bytes | None = None

    @cached_property
    def data(self):
        if self.packed is not None:
            return self.packed
        try:
            size = self.path.stat().st_size
            if size > self.limits.file_bytes:
                raise Unreadable.limit("file_bytes", size, self.limits.file_bytes)
            return self.path.read_bytes()
        except OSError as error:
            raise Unreadable.system(error) from error

    @cached_property
    def beginning(self):
        """The first bytes, for telling formats apart without reading it all."""
        if self.packed is not None:
            return self.packed[:PEEK]
        try:
            with self.path.open("rb") as file:
                return file.read(PEEK)
        except OSError as error:
            raise Unreadable.system(error) from error

    @cached_property
    def head(self):
        return clean(decode(self.beginning)[0]).lstrip()

    @cached_property
    def text(self):
        return decode(self.data)[0]

    def forget(self):
        """Let go of the bytes once they are read."""
        for name in ("data", "text", "head"):
            self.__dict__.pop(name, None)

    @property
    def suffix(self):
        return PurePosixPath(self.name.lower().removesuffix(".gz")).suffix

    @property
    def stem(self):
        name = PurePosixPath(self.name).name
        return PurePosixPath(name[:-3] if name.lower().endswith(".gz") else name).stem or name


def find_sources(path, limits, skip):
    """Every file under a path, a glob or a list of them, unpacked, in the order of names."""
    if not isinstance(path, str | os.PathLike):
        for one in path:
            yield from find_sources(one, limits, skip)
        return
    path = Path(path)
    if path.is_dir():
        files = _folder(path, limits, skip)
    elif path.exists():
        files = [Source(path.name, path, path.resolve().parent, limits)]
    else:
        found = [Path(name) for name in sorted(glob.glob(str(path), recursive=True))]
        files = [Source(p.as_posix(), p, p.resolve().parent, limits) for p in found if p.is_file()]
        if not files:
            raise ArticlesError(f"{path} does not exist: give a folder, a file or a pattern of names.")
    for source in files:
        try:
            yield from unpack(source, skip)
        except Unreadable as problem:
            skip(source.name, problem.reason, problem.remedy)


def _folder(folder, limits, skip):
    """Files of a folder and its folders. Links are followed, but neither out of it nor in circles."""
    root, seen, count = folder.resolve(), set(), 0
    for here, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        real = Path(here).resolve()
        if real in seen or not real.is_relative_to(root):
            folders.clear()
            if real not in seen:
                skip(Path(here).relative_to(folder).as_posix(), *OUTSIDE)
            continue
        seen.add(real)
        for name in sorted(name for name in names if not name.startswith((".", "~$"))):
            path, count = Path(here, name), count + 1
            shown = path.relative_to(folder).as_posix()
            if count > limits.files:
                skip(".", f"holds more than {limits.files:,} files", "read it with limits=Limits(files=…)")
                return
            if not path.resolve().is_relative_to(root):
                skip(shown, *OUTSIDE)
            elif path.exists() and not path.is_file():
                skip(shown, "is not a file", "remove it")
            else:
                yield Source(shown, path, root, limits)


OUTSIDE = "leads out of the folder", "put a copy of the file into the folder"
BOMB = (
    "unpacks to more than an archive of text can hold",
    "unpack it by hand, or raise Limits(unpacked_ratio=…)",
)


def unpack(source, skip):
    """The files of a zip archive, or the one under gzip; any other source as it is."""
    beginning = source.beginning
    if beginning.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=io.BytesIO(source.data)) as file:
            yield replace(
                source, packed=_read(file, len(source.data), source.limits.file_bytes, source.limits)
            )
    elif beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        try:
            with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
                office = "[Content_Types].xml" in archive.namelist()
                yield from [source] if office else _members(archive, source, skip)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable("is a damaged zip file", "pack it again") from error
    else:
        yield source


def _members(archive, source, skip):
    left = source.limits.unpacked_bytes
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        path = PurePosixPath(member.filename)
        shown = f"{source.name}/{path}"
        if member.is_dir() or path.name.startswith((".", "~$")) or path.parts[0] == "__MACOSX":
            continue
        if ".." in path.parts or path.is_absolute() or stat.S_ISLNK(member.external_attr >> 16):
            skip(shown, "leads out of the archive", "take it out of the archive")
            continue
        try:
            with archive.open(member) as file:
                plain = _read(file, member.compress_size, left, source.limits)
            if plain.startswith((b"PK\x03\x04", b"\x1f\x8b")) and path.suffix.lower() in (".zip", ".gz"):
                raise Unreadable("is an archive in an archive", "unpack it first")
        except Unreadable as problem:
            skip(shown, problem.reason, problem.remedy)
        except RuntimeError:
            skip(shown, "is locked by a password", "unpack it with the password first")
        else:
            left -= len(plain)
            yield replace(source, name=shown, packed=plain)


def _read(file, packed, most, limits):
    """Unpack, but no more than is plausible: the sizes an archive tells may be lies."""
    most = min(most, max(packed * limits.unpacked_ratio, 1_000_000))
    try:
        plain = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise Unreadable("is damaged", "pack it again") from error
    if len(plain) > most:
        raise Unreadable(*BOMB)
    return plain


def named(name, table, known):
    """The source that a table calls `name`: beside the table, and never outside the folder given."""
    place = posixpath.normpath(posixpath.join(posixpath.dirname(table.name), name.replace("\\", "/")))
    if place in known:
        return known[place]
    if table.packed is not None or "\0" in name:
        raise Unreadable("is named by the table but not there", "correct the name or add the file")
    path = table.path.parent / name
    if not path.resolve().is_relative_to(table.root):
        raise Unreadable("is named by the table but lies outside its folder", OUTSIDE[1])
    return Source(name, path, table.root, table.limits)
