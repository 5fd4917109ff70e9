"""What an earlier report was made of, kept beside the frames: nothing is run again that has not changed.

A page is kept under a fingerprint of everything that decides what is on it: the articles, the study with its
dictionaries, corrections and measurements, the notebook, the package, all other packages and the settings of
the system. So another page is another file, and nothing stale is ever shown. What a notebook reads that was
changed, or that came from elsewhere, nobody knows: it is run each time.
"""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from broadsheet.corpus import Corpus
from broadsheet.report.failure import source_name
from broadsheet.report.shipped import fingerprint_notebook, is_as_it_came
from broadsheet.report.shown import Shown, as_plain, from_plain
from broadsheet.store import CACHE_VARIABLE, fingerprint_files
from broadsheet.store.folder import digest
from broadsheet.store.manifest import NAME as MANIFEST
from broadsheet.store.spreadsheet import TABLES
from broadsheet.study import find_study
from broadsheet.validation.record import FILE_NAME as VALIDATION_FILE

# Variables of the environment that decide on how something is drawn, sorted or imported.
VARIABLES = ("LANG", "LANGUAGE", "TZ")
BEGINNINGS = ("LC_", "MPL", "MATPLOTLIB", "PYTHON", "IPYTHON", "JUPYTER", "BROADSHEET")
INSTALLED = (".dist-info", ".egg-info")


@dataclass(frozen=True)
class New:
    """Something that is to be kept, and in which file; made when it is written, since it may be large."""

    file: str
    make: Callable[[], Any]


class Kept:
    """What is kept of earlier reports on a corpus, and what is to be kept of this one.

    Args:
        corpus: The articles.
        source: What the notebooks open.
    """

    def __init__(self, corpus: Corpus, source: Any) -> None:
        self.corpus = corpus
        self.source = source
        self.decided_by = fingerprint_inputs(corpus, source)
        self._new: dict[str, New] = {}

    def read(self, name: str, *further: str) -> Any:
        """Return what is kept under a name, None where there is nothing.

        Args:
            name: What it is.
            further: What else decides what it is.
        """
        content = self.corpus.cache.read_file(self._file(name, further))
        if content is None:
            return None
        try:
            return json.loads(content)
        except ValueError:  # damaged
            return None

    def keep(self, name: str, make: Callable[[], Any], *further: str) -> None:
        """Keep something, when this report is finished.

        Args:
            name: What it is.
            make: Returns it, as plain values that JSON has.
            further: What else decides what it is.
        """
        self._new[name] = New(self._file(name, further), make)

    def finish(self) -> None:
        """Write what is to be kept, if nothing that decides on it was changed meanwhile."""
        if (
            self._new
            and fingerprint_inputs(self.corpus, self.source) != self.decided_by
        ):
            return
        for name, new in self._new.items():
            content = json.dumps(new.make()).encode()
            self.corpus.cache.write_file(new.file, content, in_place_of=f"{name}-*")
        self._new.clear()

    def _file(self, name: str, further: tuple[str, ...]) -> str:
        return f"{name}-{digest(self.decided_by, *further)}.json"

    # Pages of notebooks

    def page(self, path: Path) -> Shown | None:
        """Return what was shown of a notebook, None where it has to be run."""
        if not self._may_keep(path):
            return None
        kept = self.read(path.stem, fingerprint_notebook(path))
        try:
            return from_plain(kept) if kept else None
        except (KeyError, TypeError, ValueError, AttributeError):  # damaged
            return None

    def keep_page(self, path: Path, shown: Shown) -> None:
        """Keep what is shown of a notebook in which nothing failed."""
        if self._may_keep(path):
            self.keep(path.stem, partial(as_plain, shown), fingerprint_notebook(path))

    def _may_keep(self, path: Path) -> bool:
        """Say whether all that a notebook reads is known, and can be looked at again at the end."""
        is_elsewhere = isinstance(self.source, str) and "://" in self.source
        return not is_elsewhere and is_as_it_came(path)


def fingerprint_inputs(corpus: Corpus, source: Any) -> str:
    """Return a fingerprint of what decides on pages, but for the study and the package, as it is now."""
    return digest(
        corpus.inputs.fingerprint(),
        fingerprint_files(files_beside(corpus, source)),
        corpus.label,
        source_name(source),
        corpus.study.title,
        *settings_of_the_system(),
    )


def files_beside(corpus: Corpus, source: Any) -> Iterator[Path]:
    """Yield the files that pages are made of beside the articles; they need not be there."""
    if isinstance(source, str):
        study = find_study(Path(source))
        if study is not None:
            yield study
        yield Path(source, MANIFEST)  # of an extraction
    if corpus.corrections_path is not None:
        yield corpus.corrections_path
    if corpus.inputs.folder is not None:
        yield corpus.inputs.folder / VALIDATION_FILE
    for name in corpus.study.dictionaries:
        yield Path(name)


def settings_of_the_system() -> Iterator[str]:
    """Yield what of the system decides on pages: versions, and variables of the environment."""
    yield platform.platform()
    yield sys.version
    yield from installed_packages()
    for name, value in sorted(os.environ.items()):
        if name in (CACHE_VARIABLE, TABLES):
            continue
        if name in VARIABLES or name.startswith(BEGINNINGS):
            yield f"{name}={value}"


@cache
def installed_packages() -> tuple[str, ...]:
    """Return the names and versions of all packages, by the folders that tell of them."""
    names = []
    for folder in sys.path:
        try:
            names += os.listdir(folder or ".")
        except OSError:  # a folder that is not there, or an archive
            continue
    about = [name for name in names if name.endswith(INSTALLED)]
    return tuple(sorted(about))
