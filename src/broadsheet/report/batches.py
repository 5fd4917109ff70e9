"""The pages of the articles, written by two processes: each takes the next batch that nobody has taken."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from broadsheet.corpus import Corpus, open_corpus
from broadsheet.report.copies import Copy
from broadsheet.report.failure import Failure
from broadsheet.report.kept import Kept
from broadsheet.report.prepare import Kernels, can_share, wait_for
from broadsheet.report.site import Page, Site, render_page
from broadsheet.report.texts import BATCH, FOLDER, Texts
from broadsheet.store.folder import digest

# Pages from which a second process pays.
ENOUGH = 60
# Batches into which they are divided: the more, the less one process waits for the other in the end.
BATCHES = 20
ANSWER = "answer.json"
KEPT_AS = "article_pages"


@dataclass(frozen=True)
class Answer:
    """What became of the pages that another process was to write.

    Attributes:
        sums: The checksum of each page, by its address.
        failures: What of them could not be computed.
    """

    sums: dict[str, str]
    failures: list[Failure]


@dataclass(frozen=True)
class Helper:
    """A process that writes pages too, and the folder in which it and this one take their batches."""

    process: Copy
    shared: Path


class Writing:
    """The pages of the articles, which take the place of those of an earlier report.

    A page that stands there already as it would be written is left as it is. Another process, if there is
    one, begins while this one still writes what else the report has.

    Args:
        texts: The articles.
        site: The report that the pages belong to.
        folder: The folder of the report.
        kept: Where it is kept what was written.
    """

    def __init__(
        self, texts: Texts, site: Site, folder: Path, kept: Kept | None = None
    ) -> None:
        self.texts = texts
        self.site = site
        self.folder = folder
        self.kept = kept
        (folder / FOLDER).mkdir(exist_ok=True)
        remove_others(texts, folder)
        self.about = what_decides(texts, site)
        self.sums = (kept.read(KEPT_AS, *self.about) if kept else None) or {}
        self.left = []
        for name, file in texts.files.items():
            if not is_written(folder / file, self.sums.get(file)):
                self.sums.pop(file, None)
                self.left.append(name)
        self.helper: Helper | None = None

    @contextmanager
    def helped(self, kernels: Kernels) -> Iterator[None]:
        """Let another process write too, where that pays and there may be one.

        Args:
            kernels: What it is a copy of.
        """
        if len(self.left) < ENOUGH or not can_share(kernels.first):
            yield
            return
        with TemporaryDirectory(
            prefix="broadsheet-", ignore_cleanup_errors=True
        ) as shared:
            self.helper = self.start_helper(kernels, shared)
            try:
                yield
            except BaseException:
                if self.helper is not None:
                    self.helper.process.kill()
                raise

    def start_helper(self, kernels: Kernels, shared: str) -> Helper | None:
        """Start a process that writes too; None where there is no way to do so."""
        assert kernels.first is not None
        request = {
            "source": kernels.source,
            "settings": kernels.settings,
            "linked": sorted(self.texts.linked),
            "title": self.site.title,
            "menu": menu_of(self.site),
            "report": os.path.abspath(self.folder),
            "names": self.left,
            "shared": shared,
        }
        process = kernels.first.start({"pages": request})
        return Helper(process, Path(shared)) if process else None

    def finish(self) -> None:
        """Write what is left, and keep what the pages are if nothing failed."""
        if not self.left:
            return
        failed_before = len(self.texts.failures)
        if self.helper is not None:
            self.write_beside(self.helper)
        files = self.texts.files
        # All of them, or those of a process that was ended.
        self.write([name for name in self.left if files[name] not in self.sums])
        if self.kept is not None and len(self.texts.failures) == failed_before:
            self.kept.keep(KEPT_AS, lambda: self.sums, *self.about)

    def write_beside(self, helper: Helper) -> None:
        """Write the batches that another process does not take, and wait for it."""
        for batch in batches_to_take(self.left, helper.shared):
            self.write(batch)
        wait_for(helper.process)
        answer = read_answer(helper.shared / ANSWER)
        if answer is not None:
            self.sums |= answer.sums
            self.texts.failures += answer.failures

    def write(self, names: list[str]) -> None:
        """Write the pages of some articles."""
        self.sums |= write_pages(self.texts, self.site, self.folder, names)


def batches_to_take(names: list[str], shared: Path) -> Iterator[list[str]]:
    """Yield some of the names at a time, none that another process has taken.

    Args:
        names: All names, the same for both.
        shared: A folder of both, in which an empty file stands for each batch that was taken.
    """
    size = min(max(len(names) // BATCHES, 1), BATCH)
    for first in range(0, len(names), size):
        if is_free(shared / str(first)):
            yield names[first : first + size]


def is_free(taken: Path) -> bool:
    """Take a batch by an empty file, and say whether it was there to be taken."""
    try:
        taken.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def remove_others(texts: Texts, folder: Path) -> None:
    """Remove the pages of an earlier report that this one does not have."""
    own = {folder / file for file in texts.files.values()}
    for path in (folder / FOLDER).glob("[0-9]*-*.html"):
        if path not in own:
            path.unlink()


def what_decides(texts: Texts, site: Site) -> list[str]:
    """Return what the pages of articles are made of beside the articles themselves."""
    return [
        site.title,
        json.dumps(menu_of(site)),
        json.dumps(texts.files),
        json.dumps(sorted(texts.linked)),
    ]


def menu_of(site: Site) -> list[tuple[str, str, str]]:
    """Return address, title and short title of each page of the menu."""
    return [(page.href, page.title, page.short) for page in site.menu]


def is_written(path: Path, checksum: str | None) -> bool:
    """Say whether a page stands there as it was written."""
    if checksum is None:
        return False
    try:
        return digest(path.read_bytes()) == checksum
    except OSError:
        return False


def write_pages(
    texts: Texts, site: Site, folder: Path, names: list[str]
) -> dict[str, str]:
    """Write the pages of some articles; return the checksum of each."""
    sums = {}
    for page in texts.pages(names):
        html = render_page(page, site)
        (folder / page.href).write_text(html, encoding="utf-8", newline="\n")
        sums[page.href] = digest(html)
    return sums


def help_write(request: dict[str, Any]) -> None:
    """Write the batches that nobody else takes, and last what of them failed.

    Args:
        request: What `Writing.begin` asks for.
    """
    corpus: Corpus = open_corpus(request["source"], **request["settings"])
    texts = Texts(corpus, request["linked"])
    menu = [Page(*about) for about in request["menu"]]
    site = Site(request["title"], menu)
    before = len(texts.failures)
    sums: dict[str, str] = {}
    shared = Path(request["shared"])
    for batch in batches_to_take(request["names"], shared):
        sums |= write_pages(texts, site, Path(request["report"]), batch)
    answer = Answer(sums, texts.failures[before:])
    write_answer(shared / ANSWER, answer)


def write_answer(path: Path, answer: Answer) -> None:
    """Write what became of the pages."""
    path.write_text(json.dumps(asdict(answer)), encoding="utf-8")


def read_answer(path: Path) -> Answer | None:
    """Return what became of the pages, None where nobody has told it."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    failures = [Failure(**row) for row in told["failures"]]
    return Answer(told["sums"], failures)
