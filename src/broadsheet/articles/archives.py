"""What lies in archives: zip and tar, and single files under gzip, bzip2, xz and zstandard."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from broadsheet.articles.log import Log
from broadsheet.articles.names import left_out
from broadsheet.articles.sources import Source
from broadsheet.errors import Unreadable, need


def _zstandard(file: io.BytesIO) -> Any:
    return (
        need("zstandard", "is packed with zstandard")
        .ZstdDecompressor()
        .stream_reader(file)
    )


# How a compressed file begins, what it is called, and what opens it.
COMPRESSED: list[tuple[bytes, str, Callable[[io.BytesIO], Any]]] = [
    (b"\x1f\x8b", "gzip", gzip.open),
    (b"BZh", "bzip2", bz2.open),
    (b"\xfd7zXZ\x00", "xz", lzma.open),
    (b"\x28\xb5\x2f\xfd", "zstandard", _zstandard),
]
# Documents that are zip archives themselves, and are read whole.
DOCUMENTS = (
    "[Content_Types].xml",
    "word/document.xml",
    "META-INF/container.xml",
    "content.xml",
    "Index/Document.iwa",
)
UNPACKED_AT_ONCE = 65_536  # bytes
TAR_MARK = slice(257, 262)
DAMAGED = ("is damaged", "pack it again")
DAMAGED_TAR = ("is a damaged tar file", "pack it again")
LOCKED = ("is locked by a password", "unpack it with the password first")
OUTSIDE = ("leads out of the archive", "take it out of the archive")


def unpack(source: Source, log: Log) -> Iterator[Source]:
    """Yield the files in an archive, archives in it unpacked as well; any other source as it is.

    Args:
        source: A file of any kind.
        log: Takes the note on each member that cannot be read.

    Raises:
        Unreadable: The archive is damaged, or unpacks to more than the limits allow.
    """
    for inner in _unpack_once(source, log):
        if inner is source:
            yield source
        elif inner.depth > source.limits.archive_depth:
            log.skip(
                inner.name,
                "lies in too many archives, one in another",
                "unpack it first",
            )
        else:
            yield from _unpack_inner(inner, log)


def _unpack_inner(source: Source, log: Log) -> Iterator[Source]:
    """As `unpack`, where a damaged archive costs only itself."""
    try:
        yield from unpack(source, log)
    except Unreadable as problem:
        log.skip(source.name, *problem.args)


def _unpack_once(source: Source, log: Log) -> Iterator[Source]:
    for beginning, name, opener in COMPRESSED:
        if source.beginning.startswith(beginning):
            content = _decompress(source, name, opener, log)
            inner = Source.of_bytes(content, source)
            inner.depth = source.depth + 1
            yield inner
            return
    if source.beginning[TAR_MARK] == b"ustar":
        yield from _tar_members(source, log)
    elif source.members and not any(name in source.members for name in DOCUMENTS):
        yield from _zip_members(source, log)
    else:
        yield source


def _decompress(
    source: Source, name: str, opener: Callable[[io.BytesIO], Any], log: Log
) -> bytes:
    """What a compressed file holds; of one that is cut off or damaged, what stands before that."""
    most = source.limits.most_unpacked(len(source.data))
    content = bytearray()
    try:
        with opener(io.BytesIO(source.data)) as file:
            while len(content) <= most and (block := file.read1(UNPACKED_AT_ONCE)):
                content += block
    except Unreadable:
        raise
    except Exception as error:  # what is damaged raises what it likes
        if not content:
            raise Unreadable(f"is a damaged {name} file", "pack it again") from error
        reason = f"is a damaged {name} file, read up to where it is damaged"
        log.skip(source.name, reason, "pack it again")
    source.limits.check_unpacked(len(content), len(source.data))
    return bytes(content)


def _inside(source: Source, name: str, load: Callable[[], bytes]) -> Source:
    """A member of an archive, read when it is asked for."""
    return replace(source, name=name, path=None, load=load, depth=source.depth + 1)


def _acceptable(path: PurePosixPath, shown: str, link: bool, log: Log) -> bool:
    """Whether a member is to be read; what is left out is said."""
    if left_out(path.parts, shown, log):
        return False
    if ".." in path.parts or path.is_absolute() or link:
        log.skip(shown, *OUTSIDE)
        return False
    return True


def _numbered(names: dict[str, int], shown: str) -> str:
    """The name of a member; the second of one name gets a number."""
    names[shown] = names.get(shown, 0) + 1
    if names[shown] == 1:
        return shown
    path = PurePosixPath(shown)
    return str(path.with_name(f"{path.stem} ({names[shown]}){path.suffix}"))


def _zip_members(source: Source, log: Log) -> Iterator[Source]:
    archive = source.unzipped()
    names: dict[str, int] = {}
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        path = PurePosixPath(member.filename)
        shown = f"{source.name}/{path}"
        link = stat.S_ISLNK(member.external_attr >> 16)
        if member.is_dir():
            continue
        if not _acceptable(path, shown, link, log):
            continue
        if member.flag_bits & 1:
            log.skip(shown, *LOCKED)
            continue
        yield _inside(
            source, _numbered(names, shown), partial(_zip_member, archive, member)
        )


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(member)
    except Exception as error:  # a damaged member makes zipfile raise almost anything
        raise Unreadable(*DAMAGED) from error


def _tar_members(source: Source, log: Log) -> Iterator[Source]:
    try:
        archive = tarfile.open(fileobj=io.BytesIO(source.data))  # noqa: SIM115  its members are read later
    except Exception as error:
        raise Unreadable(*DAMAGED_TAR) from error
    members: list[tarfile.TarInfo] = []
    try:
        members.extend(archive)
    except Exception as error:  # cut off: the members before that are whole
        if not members:
            raise Unreadable(*DAMAGED_TAR) from error
        log.skip(source.name, *DAMAGED_TAR)
    names: dict[str, int] = {}
    for member in sorted(members, key=lambda member: member.name):
        path = PurePosixPath(member.name)
        shown = f"{source.name}/{path}"
        if member.isdir():
            continue
        if not _acceptable(path, shown, not member.isfile(), log):
            continue
        yield _inside(
            source, _numbered(names, shown), partial(_tar_member, archive, member)
        )


def _tar_member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    try:
        file = archive.extractfile(member)
        assert file is not None
        return file.read()
    except Exception as error:
        raise Unreadable(*DAMAGED) from error
