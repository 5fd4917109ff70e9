"""The pages of the articles, written by two processes: each takes a half of them."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from broadsheet.corpus import Corpus, open_corpus
from broadsheet.report.execute import Failure
from broadsheet.report.kernel import Copy
from broadsheet.report.prepare import Kernels, can_share, wait_for
from broadsheet.report.site import Page, Site, render_page
from broadsheet.report.texts import FOLDER, Texts

# Pages from which a second process pays.
ENOUGH = 60
ANSWER = "failures.json"


def write_texts(
    texts: Texts, site: Site, folder: Path, kernels: Kernels | None = None
) -> None:
    """Write the pages of the articles in place of those of an earlier report.

    Args:
        texts: The articles.
        site: The report that the pages belong to.
        folder: The folder of the report.
        kernels: What another process is a copy of, where there may be one.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    for old in (folder / FOLDER).glob("[0-9]*-*.html"):
        old.unlink()
    names = list(texts.files)
    if kernels is None or len(names) < ENOUGH or not can_share(kernels.first):
        write_pages(texts, site, folder, names)
        return
    half = len(names) // 2
    with TemporaryDirectory(prefix="broadsheet-", ignore_cleanup_errors=True) as answer:
        helper = start_half(kernels, texts, site, folder, names[half:], answer)
        write_pages(texts, site, folder, names[:half])
        if helper is not None:
            wait_for(helper)
        told = read_failures(Path(answer, ANSWER))
    if told is None:  # it could not be started, or was ended
        write_pages(texts, site, folder, names[half:])
    else:
        texts.failures += told


def write_pages(texts: Texts, site: Site, folder: Path, names: list[str]) -> None:
    """Write the pages of some articles."""
    for page in texts.pages(names):
        html = render_page(page, site)
        (folder / page.href).write_text(html, encoding="utf-8", newline="\n")


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
        "menu": [(page.href, page.title, page.short) for page in site.menu],
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
    write_pages(texts, site, Path(request["report"]), request["names"])
    write_failures(Path(request["answer"], ANSWER), texts.failures[before:])


def write_failures(path: Path, failures: Iterable[Failure]) -> None:
    """Write what could not be computed."""
    rows = [(each.page, each.section, each.reason) for each in failures]
    path.write_text(json.dumps(rows), encoding="utf-8")


def read_failures(path: Path) -> list[Failure] | None:
    """Return what could not be computed, None where nobody has told it."""
    try:
        rows = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return [Failure(*row) for row in rows]
