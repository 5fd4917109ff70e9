"""Where articles come from: files, folders, globs, and archives of them."""

import glob
import gzip
import io
import os
import posixpath
import re
import stat
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from broadsheet.articles.decode import clean, decode
from broadsheet.articles.limits import Limits
from broadsheet.errors import ArticlesError, Unreadable

PEEK = 4096  # bytes that tell a format
# Hidden files and those that explain the others; found in many a folder, and no articles.
NO_ARTICLE = re.compile(
    r"\.(?!\.$).*|~\$.*|__MACOSX|(readme|licen[cs]e|copying)(\.(md|txt|rst))?|thumbs\.db|desktop\.ini", re.I
)
PAGE = re.compile(r"[_-](files|Dateien|fichiers|archivos|bestanden)$")  # as browsers call such a folder
OUTSIDE = "leads out of the folder", "put a copy of the file into the folder"


@dataclass
class Source:
    """One file: its `name` as shown, relative to what was given, and its bytes, read when asked for."""

    name: str
    limits: Limits
    path: Path | None = None  # where it lies; None inside an archive
    root: Path | None = None  # the folder that names in a table may not lead out of
    packed: bytes | None = None

    def _bytes(self, most=-1):
        if self.packed is not None:
            return self.packed if most < 0 else self.packed[:most]
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
    def beginning(self):
        """The first bytes, for telling formats apart without reading it all."""
        return self._bytes(PEEK)

    @cached_property
    def head(self):
        return clean(decode(self.beginning)[0]).lstrip()

    @cached_property
    def data(self):
        return self._bytes()

    @cached_property
    def text(self):
        return decode(self.data)[0]

    @cached_property
    def members(self):
        """The names in a zip archive, Word and Excel files included; none in other files."""
        return self.unzipped().namelist() if self.beginning.startswith(b"PK") else []

    def unzipped(self):
        """The archive. A member never unpacks to more than it says, so what they say is checked."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(self.data))
        except Exception as error:  # a damaged archive makes zipfile raise almost anything
            raise Unreadable("is a damaged zip file", "pack it again") from error
        self.limits.check_unpacked(sum(member.file_size for member in archive.infolist()), len(self.data))
        return archive

    def forget(self):
        """Let go of the bytes once they are read."""
        for name in ("data", "text", "head"):
            self.__dict__.pop(name, None)

    @property
    def suffix(self):
        return PurePosixPath(self.name.lower().removesuffix(".gz")).suffix

    @property
    def stem(self):
        return PurePosixPath(re.sub(r"\.gz$", "", self.name, flags=re.I)).stem or self.name


def find_sources(path, limits, skip):
    """Every file under a path, a glob or a list of them, unpacked, in the order of names."""
    if not isinstance(path, str | os.PathLike):
        for one in map(Path, path):
            for source in find_sources(one, limits, skip):
                name = one.as_posix() + (f"/{source.name}" if one.is_dir() else "")
                yield replace(source, name=name if source.path else f"{one.parent.as_posix()}/{source.name}")
        return
    path = Path(path)
    if path.is_dir():
        files = _folder(path, limits, skip)
    elif path.exists():
        files = [Source(path.name, limits, path, path.resolve().parent)]
    else:
        found = [Path(name) for name in sorted(glob.glob(str(path), recursive=True))]
        files = [Source(p.as_posix(), limits, p, p.resolve().parent) for p in found if p.is_file()]
        if not files:
            raise ArticlesError(f"{path} does not exist: give a folder, a file or a pattern of names.")
    for source in files:
        try:
            yield from _unpack(source, skip)
        except Unreadable as problem:
            skip(source.name, *problem.args)


def _folder(folder, limits, skip):
    """The files of a folder and its folders, hidden ones and links that lead elsewhere aside."""
    root, told = folder.resolve(), set()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(map(NO_ARTICLE.fullmatch, inside.parts)) or (path.is_dir() and not path.is_symlink()):
            continue
        if saved := [part for part in inside.parents if PAGE.search(part.name) and _page(folder / part)]:
            if saved[-1] not in told:
                skip(saved[-1].as_posix(), "belongs to a saved page", "nothing: the page itself is read")
                told.add(saved[-1])
        elif path.is_dir() or not path.resolve().is_relative_to(root):
            skip(inside.as_posix(), *OUTSIDE)
        else:
            yield Source(inside.as_posix(), limits, path, root)


def _page(folder):
    """Whether a browser put this folder beside a page that it saved."""
    name = PAGE.sub("", folder.name)
    return any(folder.with_name(name + ending).exists() for ending in (".html", ".htm"))


def _unpack(source, skip):
    """The files of a zip archive, or the one under gzip; any other source as it is."""
    if source.beginning.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(source.data)) as file:
                plain = file.read(source.limits.most_unpacked(len(source.data)) + 1)
        except Exception as error:
            raise Unreadable("is a damaged gzip file", "pack it again") from error
        source.limits.check_unpacked(len(plain), len(source.data))
        yield replace(source, packed=plain)
    elif source.members and "[Content_Types].xml" not in source.members:
        yield from _members(source, skip)
    else:
        yield source


def _members(source, skip):
    archive = source.unzipped()
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        path = PurePosixPath(member.filename)
        shown = f"{source.name}/{path}"
        if member.filename.endswith("/") or any(map(NO_ARTICLE.fullmatch, path.parts)):
            continue
        if ".." in path.parts or path.is_absolute() or stat.S_ISLNK(member.external_attr >> 16):
            skip(shown, "leads out of the archive", "take it out of the archive")
            continue
        try:
            yield replace(source, name=shown, path=None, packed=archive.read(member))
        except Exception:  # as above
            locked = "is locked by a password", "unpack it with the password first"
            skip(shown, *(locked if member.flag_bits & 1 else ("is damaged", "pack it again")))


def named(name, table, known):
    """The source that a table calls `name`: beside the table, and never outside the folder given."""
    place = posixpath.normpath(posixpath.join(posixpath.dirname(table.name), name.replace("\\", "/")))
    if place in known:
        return known[place]
    if table.path is None or "\0" in name:
        raise Unreadable("is named by the table but not there", "correct the name or add the file")
    path = table.path.parent / name
    if not path.resolve().is_relative_to(table.root):
        raise Unreadable("is named by the table but lies outside its folder", OUTSIDE[1])
    return Source(place, table.limits, path, table.root)
