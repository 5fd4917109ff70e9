"""The pages of the articles, written by two processes: each takes a half of them."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from broadsheet.corpus import Corpus, open_corpus
from broadsheet.report.failure import Failure
from broadsheet.report.kept import Kept
from broadsheet.report.kernel import Copy
from broadsheet.report.prepare import Kernels, can_share, wait_for
from broadsheet.report.site import Page, Site, render_page
from broadsheet.report.texts import FOLDER, Texts
from broadsheet.store.folder import digest

# Pages from which a second process pays.
ENOUGH = 60
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


def write_texts(
    texts: Texts,
    site: Site,
    folder: Path,
    kernels: Kernels | None = None,
    kept: Kept | None = None,
) -> None:
    """Write the pages of the articles in place of those of an earlier report.

    A page that stands there already as it would be written is left as it is.

    Args:
        texts: The articles.
        site: The report that the pages belong to.
        folder: The folder of the report.
        kernels: What another process is a copy of, where there may be one.
        kept: Where it is kept what was written.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    remove_others(texts, folder)
    about = what_decides(texts, site)
    sums = (kept.read(KEPT_AS, *about) if kept else None) or {}
    left = []
    for name, file in texts.files.items():
        if not is_written(folder / file, sums.get(file)):
            left.append(name)
    if not left:
        return
    failed_before = len(texts.failures)
    sums |= write_some(texts, site, folder, kernels, left)
    if kept is not None and len(texts.failures) == failed_before:
        kept.keep(KEPT_AS, lambda: sums, *about)


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


def write_some(
    texts: Texts, site: Site, folder: Path, kernels: Kernels | None, names: list[str]
) -> dict[str, str]:
    """Write the pages of some articles, with another process where that pays; return their checksums."""
    if kernels is None or len(names) < ENOUGH or not can_share(kernels.first):
        return write_pages(texts, site, folder, names)
    half = len(names) // 2
    with TemporaryDirectory(prefix="broadsheet-", ignore_cleanup_errors=True) as answer:
        helper = start_half(kernels, texts, site, folder, names[half:], answer)
        sums = write_pages(texts, site, folder, names[:half])
        if helper is not None:
            wait_for(helper)
        others = read_answer(Path(answer, ANSWER))
    if others is None:  # it could not be started, or was ended
        return sums | write_pages(texts, site, folder, names[half:])
    texts.failures += others.failures
    return sums | others.sums


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


def start_half(
    kernels: Kernels,
    texts: Texts,
    site: Site,
    folder: Path,
    names: list[str],
    answer: str,
) -> Copy | None:
    """Start a process that writes the pages of some articles; None where there is no way to do so."""
    assert kernels.first is not None
    request = {
        "source": kernels.source,
        "settings": kernels.settings,
        "linked": sorted(texts.linked),
        "title": site.title,
        "menu": menu_of(site),
        "report": os.path.abspath(folder),
        "names": names,
        "answer": answer,
    }
    return kernels.first.start({"pages": request})


def write_half(request: dict[str, Any]) -> None:
    """Write the pages that `start_half` asks for, and last what of them failed."""
    corpus: Corpus = open_corpus(request["source"], **request["settings"])
    texts = Texts(corpus, request["linked"])
    menu = [Page(*about) for about in request["menu"]]
    site = Site(request["title"], menu)
    before = len(texts.failures)
    sums = write_pages(texts, site, Path(request["report"]), request["names"])
    answer = Answer(sums, texts.failures[before:])
    write_answer(Path(request["answer"], ANSWER), answer)


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
