"""Run the notebooks on any articles and write the pages, with a front page that links them."""

import datetime
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from broadsheet.collector import collecting_seldom, give_memory_back
from broadsheet.corpus import Corpus, open_corpus
from broadsheet.processes import environment
from broadsheet.report.batches import Writing
from broadsheet.report.copies import FirstKernel, first_kernel
from broadsheet.report.failure import Failure, source_name
from broadsheet.report.front import front_entry, front_page, list_entry
from broadsheet.report.kept import Kept
from broadsheet.report.pdf import find_browser, print_page
from broadsheet.report.prepare import AT_ONCE, STARTED, Kernels, Turns
from broadsheet.report.provenance import Term, describe_inputs
from broadsheet.report.search import Index, find_index
from broadsheet.report.shipped import find_notebooks
from broadsheet.report.shown import Shown, short, show
from broadsheet.report.site import Page, Site, render_page
from broadsheet.report.texts import Texts
from broadsheet.store import CACHE_VARIABLE, cache_folder
from broadsheet.store.spreadsheet import TABLES
from broadsheet.study import Study

if TYPE_CHECKING:
    from broadsheet.report.execute import Run

__all__ = ["Report", "find_notebooks", "make_report", "short"]

# What the notebooks get of each article of a data frame.
FRAME_COLUMNS = (
    "id",
    "outlet",
    "published",
    "title",
    "byline",
    "section",
    "url",
    "language",
    "text",
)


@dataclass(frozen=True)
class Report:
    """A report that was written.

    Attributes:
        pages: The paths of its pages, the front page first, then the PDFs.
        failures: What could not be computed, each with its page, its section and the reason.
    """

    pages: list[Path] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def make_report(
    articles: Any = "data",
    output: str | os.PathLike = "report",
    name: str = "broadsheet",
    pdf: bool = False,
    notebooks: Sequence[str | os.PathLike] | None = None,
    tell: Callable[[str], None] = lambda line: None,
    study: Study | None = None,
    ahead: FirstKernel | None = None,
) -> Report:
    """Write the report on some articles.

    Six pages, `index.html`, a list of the articles and a page for each, and each table as CSV beside its
    page. What cannot be computed is reported in its place and listed; the rest is written.

    Args:
        articles: Whatever `open_corpus` opens.
        output: The folder for the pages.
        name: What the report is called.
        pdf: Print each page but those of the articles as PDF too.
        notebooks: Notebooks to run instead of the six that come with the package.
        tell: Called with a line for each step.
        study: The settings of the study; without them, those of the study file beside the articles.
        ahead: The process of which kernels are copies, where it was started ahead.

    Returns:
        The pages, and what of them could not be computed.

    Raises:
        BroadsheetError: Nothing can be read, or a PDF is wanted and there is no browser.
    """
    browser = find_browser() if pdf else None
    paths = [Path(path) for path in notebooks or find_notebooks()]
    # What cannot be read is reported before anything else is done.
    opened = open_corpus(absolute(articles), study)
    files = as_files(opened, absolute(articles))
    with shared_cache(), tables_in_files(), collecting_seldom(), files as opened_files:
        corpus, source = opened_files
        kept = Kept(corpus, source)
        before = pages_as_before(paths, kept, tell)
        left = [path for path in paths if path not in before]
        if ahead is not None and not left:
            ahead.end()
        # The kernels get ready while the first frames are made.
        with first_kernel(ahead) if left else nullcontext() as first:
            kernels = Kernels(first, source, study_settings(corpus.study))
            result = run_all(left, corpus, kernels, tell, kept)
            for path, shown in before.items():
                result.add(path, shown)
            result.shown = {path: result.shown[path] for path in paths}
            made_from = describe_inputs(opened, source_name(articles))
            folder = Path(output)
            report = write_report(
                result, corpus, folder, name, made_from, browser, kernels, tell, kept
            )
        kept.finish()
    return report


def pages_as_before(
    paths: list[Path], kept: Kept, tell: Callable[[str], None]
) -> dict[Path, Shown]:
    """Return the pages of the notebooks that need not be run, since nothing has changed."""
    before = {}
    for path in paths:
        shown = kept.page(path)
        if shown is not None:
            tell(f"{path.stem}: as before")
            before[path] = shown
    return before


@dataclass
class Result:
    """What a report shows of notebooks, and what can be searched for.

    Attributes:
        shown: A page for each, and what the front page shows of it, in the order of the menu.
        index: What the search finds.
        failures: What could not be computed.
        linked: What the pages refer to, read as soon as there is a page.
    """

    shown: dict[Path, Shown]
    index: Index
    failures: list[Failure]
    linked: set[str] = field(default_factory=set)

    @property
    def pages(self) -> list[Page]:
        """The pages of the notebooks."""
        return [each.page for each in self.shown.values()]

    def take(self, path: Path, run: "Run", kept: Kept | None) -> None:
        """Take the page of a notebook that was run, and keep it if nothing in it failed."""
        failures = list(run.failures)
        shown = show(run, failures)
        run.notebook = None  # which holds every table once more
        self.add(path, shown)
        self.failures += failures
        if kept is not None and not failures:
            kept.keep_page(path, shown)
        give_memory_back()

    def add(self, path: Path, shown: Shown) -> None:
        """Add the page of a notebook."""
        self.shown[path] = shown
        self.linked |= shown.page.structure.anchors


def run_all(
    paths: list[Path],
    corpus: Corpus,
    kernels: Kernels,
    tell: Callable[[str], None],
    kept: Kept | None = None,
) -> Result:
    """Make the frames, run the notebooks, and make a page of each as soon as it has been run.

    Args:
        paths: The notebooks.
        corpus: The articles.
        kernels: What starts the kernels.
        tell: Called with a line for each step.
        kept: Where the pages are kept.
    """
    turns = Turns(corpus, kernels, tell)
    result = Result({}, Index({}), [])
    not_found: list[Failure] = []
    with ThreadPoolExecutor(STARTED) as pool:
        try:
            futures = turns.run_all(paths, pool) if paths else []
            path_of = dict(zip(futures, paths, strict=True))
            completed = as_completed(futures)
            for future in islice(completed, max(len(futures) - AT_ONCE, 0)):
                result.take(path_of[future], future.result(), kept)
            # While the last notebooks run, so that in the end no process works alone.
            result.index = find_index(corpus, not_found, kept)
            corpus.let_go()
            for future in completed:
                result.take(path_of[future], future.result(), kept)
        except BaseException:  # whoever interrupts us means all processes
            turns.give_up(pool)
            raise
    result.failures.sort(key=str)
    result.failures += not_found
    return result


def write_report(
    result: Result,
    corpus: Corpus,
    folder: Path,
    name: str,
    made_from: list[Term],
    browser: str | None,
    kernels: Kernels,
    tell: Callable[[str], None],
    kept: Kept | None = None,
) -> Report:
    """Write all pages.

    Args:
        result: The notebooks that were run, and their pages.
        corpus: The articles.
        folder: Where the pages go.
        name: What the report is called.
        made_from: What the front page says on how the report can be made again.
        browser: The browser that prints the pages, if they are to be printed.
        kernels: What another process is a copy of, which writes pages of the articles too.
        tell: Called with a line for each step.
        kept: Where it is kept what was written.
    """
    texts = Texts(corpus, result.linked | result.index.anchors)
    links = find_places(result.pages) | texts.links
    entries = [front_entry(name), *result.pages, list_entry()]
    folder.mkdir(parents=True, exist_ok=True)
    writing = Writing(texts, Site(name, entries, links), folder, kept)
    with writing.helped(kernels):
        front = make_front(result, texts, name, made_from, links)
        site = Site(name, [front, *result.pages, texts.list_page()], links)
        written = [write_page(page, site, folder) for page in site.menu]
        if browser:
            written += [print_page(browser, page) for page in list(written)]
        if kept is not None:
            kept.finish()
        writing.finish()
    tell(f"{len(texts.files):,} articles: done")
    return Report(written, [*result.failures, *texts.failures])


def make_front(
    result: Result,
    texts: Texts,
    name: str,
    made_from: list[Term],
    links: dict[str, str],
) -> Page:
    """Make the front page of a report.

    Args:
        result: The notebooks that were run, and their pages.
        texts: The pages of the articles.
        name: What the report is called.
        made_from: What it says on how the report can be made again.
        links: The address of each place that a page shows.
    """
    corpus = texts.corpus
    stories = [each.story for each in result.shown.values()]
    articles = corpus.inventory.assign(characters=corpus.characters)
    failures = [*result.failures, *texts.failures]
    index = result.index.leading_to(links)
    return front_page(stories, articles, name, made_from, failures, index)


def find_places(pages: list[Page]) -> dict[str, str]:
    """Return the address of each place on the pages that links can lead to."""
    return {
        place: f"{page.href}#{place}"
        for page in pages
        for place in page.structure.places
    }


@contextmanager
def tables_in_files() -> Iterator[None]:
    """Give the notebooks a folder for their tables, until they stand beside the pages."""
    with own_folder() as folder, environment({TABLES: folder}):
        yield


@contextmanager
def shared_cache() -> Iterator[None]:
    """Give the notebooks a cache of their own for this report, where the user's is switched off."""
    if cache_folder() is not None:
        yield
        return
    with own_folder() as folder, environment({CACHE_VARIABLE: folder}):
        yield


def own_folder() -> TemporaryDirectory[str]:
    """Return a folder that is there while a report is made."""
    return TemporaryDirectory(prefix="broadsheet-", ignore_cleanup_errors=True)


def study_settings(study: Study) -> dict[str, Any]:
    """Return the settings of a study as plain values that a notebook's cell can hold.

    >>> study_settings(Study(outlets=["The Watch"]))
    {'outlets': ['The Watch']}
    """
    settings = study.changed()
    for name, value in settings.items():
        if isinstance(value, datetime.date):
            settings[name] = value.isoformat()
    return settings


@contextmanager
def as_files(opened: Corpus, source: Any) -> Iterator[tuple[Corpus, Any]]:
    """Give a data frame a file of its own, from which the notebooks can read it; paths stay as they are.

    Args:
        opened: The corpus of the source.
        source: A data frame, or paths.

    Returns:
        The corpus, and what the notebooks are to open: both share the cache.
    """
    if not isinstance(source, pd.DataFrame):
        yield opened, source
        return
    articles = opened.all_articles.rename_axis("id").reset_index()
    columns = [name for name in FRAME_COLUMNS if articles[name].notna().any()]
    # The columns have their names already.
    beside = opened.corrections_path
    corrections = str(beside.resolve()) if beside else ""
    study = replace(opened.study, columns={}, names=None, corrections=corrections)
    with TemporaryDirectory(prefix="broadsheet-", ignore_cleanup_errors=True) as folder:
        path = str(Path(folder, "articles.parquet"))
        articles[columns].to_parquet(path, index=False)
        yield open_corpus(path, study), path


def absolute(articles: Any) -> Any:
    """Return what is to be opened so that it is found from another folder too; addresses stay as they are.

    >>> absolute("s3://bucket/articles")
    's3://bucket/articles'
    """
    if isinstance(articles, (list, tuple)):
        return [absolute(path) for path in articles]
    if not isinstance(articles, (str, os.PathLike)):
        return articles
    path = os.fspath(articles)
    is_address = re.match(r"\w[\w+.-]+://", path)
    return path if is_address else os.path.abspath(path)


def write_page(page: Page, site: Site, folder: Path) -> Path:
    """Write one page, and the tables beside it."""
    target = folder / page.href
    shutil.rmtree(folder / f"{target.stem}_files", ignore_errors=True)
    for name, content in page.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, folder / name)
        else:
            (folder / name).write_bytes(content)
    target.write_text(render_page(page, site), encoding="utf-8", newline="\n")
    return target
