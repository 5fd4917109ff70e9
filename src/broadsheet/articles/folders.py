"""Where articles come from: files, folders, patterns of names, and lists of these."""

import glob
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from broadsheet.articles.archives import unpack
from broadsheet.articles.limits import Limits
from broadsheet.articles.log import Log
from broadsheet.articles.names import left_out, name_on_one_line
from broadsheet.articles.sources import Source
from broadsheet.errors import ArticlesError, Unreadable

# As browsers call the folder of a page that they save.
PAGE_FOLDER = re.compile(
    r"[_-](files|Dateien|fichiers|archivos|bestanden|file|arquivos)$"
)
OUTSIDE = ("leads out of the folder", "put a copy of the file into the folder")
NO_ACCESS = (
    "is a folder that may not be opened",
    "ask its owner for the right to read it",
)

PathLike = str | os.PathLike


def find_sources(
    path: PathLike | Iterable[PathLike], limits: Limits, log: Log
) -> Iterator[Source]:
    """Yield every file under a path, a pattern of names or a list of them, unpacked, in the order of names.

    Args:
        path: A file, a folder, a pattern such as `2021-*/*.txt`, or several of these.
        limits: What is too much.
        log: Takes the note on each file that is left out.

    Raises:
        ArticlesError: There is nothing of that name.
    """
    if not isinstance(path, str | os.PathLike):
        for each in map(Path, path):
            yield from _find_in_list(each, limits, log)
        return
    for source in _files(Path(path), limits, log):
        try:
            yield from unpack(source, log)
        except Unreadable as problem:
            log.skip(source.name, *problem.args)


def list_files(path: PathLike, limits: Limits, log: Log) -> Iterator[Source]:
    """Yield every file under a path or a pattern of names as it lies there: archives are not unpacked."""
    return _files(Path(path), limits, log)


def _find_in_list(path: Path, limits: Limits, log: Log) -> Iterator[Source]:
    """The sources of one of several paths: their names say which path they come from."""
    folder = path if path.is_dir() else path.parent
    for source in find_sources(path, limits, log):
        yield replace(
            source, name=f"{name_on_one_line(folder.as_posix())}/{source.name}"
        )


def _files(path: Path, limits: Limits, log: Log) -> Iterator[Source]:
    if path.is_dir():
        return _folder(path, limits, log)
    if path.exists():
        return iter(
            [Source(name_on_one_line(path.name), limits, path, path.resolve().parent)]
        )
    paths = glob.glob(str(path), recursive=True)
    matches = [Path(match) for match in sorted(paths)]
    files = [match for match in matches if match.is_file()]
    if not files:
        raise ArticlesError(
            f"{path} does not exist: give a folder, a file or a pattern of names."
        )
    names = [name_on_one_line(file.as_posix()) for file in files]
    pairs = zip(names, files, strict=True)
    return iter(
        [Source(name, limits, file, file.resolve().parent) for name, file in pairs]
    )


def _folder(folder: Path, limits: Limits, log: Log) -> Iterator[Source]:
    """The files of a folder and its folders, hidden ones and links that lead elsewhere aside."""
    root = folder.resolve()
    for path in _walk(folder, folder, log):
        shown = name_on_one_line(path.relative_to(folder).as_posix())
        if _leads_out(path, root):
            log.skip(shown, *OUTSIDE)
        elif path.is_dir():
            log.skip(
                shown, "is a link to a folder", "its files are read where they lie"
            )
        else:
            yield Source(shown, limits, path, root)


def _walk(folder: Path, top: Path, log: Log) -> Iterator[Path]:
    """Every file below a folder in the order of names; no link to a folder is followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        log.skip(name_on_one_line(folder.relative_to(top).as_posix()), *NO_ACCESS)
        return
    for entry in entries:
        path = Path(entry.path)
        inside = path.relative_to(top)
        shown = name_on_one_line(inside.as_posix())
        if left_out(inside.parts, shown, log):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield path
        elif _of_saved_page(path):
            log.skip(
                shown, "belongs to a saved page", "nothing: the page itself is read"
            )
        else:
            yield from _walk(path, top, log)


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a link leads out of the folder, or in a circle."""
    if not path.is_symlink():
        return False
    try:
        return not path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # links in a circle
        return True


def _of_saved_page(folder: Path) -> bool:
    """Whether a browser put this folder beside a page that it saved."""
    page = PAGE_FOLDER.sub("", folder.name)
    if page == folder.name:
        return False
    return any(folder.with_name(page + ending).exists() for ending in (".html", ".htm"))


def named_source(name: str, table: Source, sources: dict[str, Source]) -> Source:
    """The source that a table names: beside the table, and never outside the folder given.

    Raises:
        Unreadable: There is no such file, or it lies elsewhere.
    """
    beside = posixpath.dirname(table.name)
    shown = posixpath.normpath(posixpath.join(beside, name.replace("\\", "/")))
    if shown in sources:
        return sources[shown]
    if table.path is None or table.root is None or "\0" in name:
        raise Unreadable(
            "is named by the table but not there", "correct the name or add the file"
        )
    path = table.path.parent / PurePosixPath(name)
    if not path.resolve().is_relative_to(table.root):
        raise Unreadable(
            "is named by the table but lies outside its folder", OUTSIDE[1]
        )
    return Source(shown, table.limits, path, table.root)
