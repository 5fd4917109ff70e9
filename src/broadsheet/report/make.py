"""Run the notebooks on any articles and write the pages, with a front page that links them."""

import datetime
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from broadsheet.corpus import Corpus, open_corpus
from broadsheet.errors import BroadsheetError, one_line
from broadsheet.report.execute import Failure, Run, source_name
from broadsheet.report.exporter import ReportExporter
from broadsheet.report.front import Story, front_page, read_story
from broadsheet.report.halves import write_texts
from broadsheet.report.kernel import first_kernel
from broadsheet.report.pdf import find_browser, print_page
from broadsheet.report.prepare import AT_ONCE, Kernels, Turns
from broadsheet.report.provenance import Term, describe_inputs
from broadsheet.report.search import Index, build_index
from broadsheet.report.site import Page, Site, render_page
from broadsheet.report.texts import Texts
from broadsheet.store import CACHE_VARIABLE, cache_folder
from broadsheet.study import Study

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

    Returns:
        The pages, and what of them could not be computed.

    Raises:
        BroadsheetError: Nothing can be read, or a PDF is wanted and there is no browser.
    """
    browser = find_browser() if pdf else None
    paths = [Path(path) for path in notebooks or find_notebooks()]
    # What cannot be read is reported before anything else is done.
    opened = open_corpus(absolute(articles), study)
    with shared_cache(), as_files(opened, absolute(articles)) as corpus_and_source:
        corpus, source = corpus_and_source
        # The kernels get ready while the first frames are made.
        with first_kernel() as first:
            kernels = Kernels(first, source, study_settings(corpus.study))
            result = run_all(paths, corpus, kernels, tell)
            made_from = describe_inputs(opened, source_name(articles))
            folder = Path(output)
            return write_report(
                result, corpus, folder, name, made_from, browser, kernels, tell
            )


@dataclass
class Result:
    """Notebooks that were run, their pages, and what can be searched for.

    Attributes:
        runs: The notebooks with their outputs.
        pages: A page for each.
        index: What the search finds.
        failures: What could not be computed.
    """

    runs: list[Run]
    pages: list[Page]
    index: Index
    failures: list[Failure]


def run_all(
    paths: list[Path], corpus: Corpus, kernels: Kernels, tell: Callable[[str], None]
) -> Result:
    """Make the frames, run the notebooks, and make a page of each as soon as it has been run.

    Args:
        paths: The notebooks.
        corpus: The articles.
        kernels: What starts the kernels.
        tell: Called with a line for each step.
    """
    turns = Turns(corpus, kernels, tell)
    pages: dict[Any, Page] = {}
    not_shown: list[Failure] = []
    not_found: list[Failure] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            futures = turns.run_all(paths, pool)
            index = build_index(corpus, not_found)
            for future in as_completed(futures):
                pages[future] = convert(future.result(), not_shown)
        except BaseException:  # whoever interrupts us means all processes
            turns.give_up(pool)
            raise
    runs = [future.result() for future in futures]
    failures = [failure for run in runs for failure in run.failures]
    failures += sorted(not_shown, key=str) + not_found
    return Result(runs, [pages[future] for future in futures], index, failures)


def write_report(
    result: Result,
    corpus: Corpus,
    folder: Path,
    name: str,
    made_from: list[Term],
    browser: str | None,
    kernels: Kernels,
    tell: Callable[[str], None],
) -> Report:
    """Write all pages.

    Args:
        result: The notebooks that were run, and their pages.
        corpus: The articles.
        folder: Where the pages go.
        name: What the report is called.
        made_from: What the front page says on how the report can be made again.
        browser: The browser that prints the pages, if they are to be printed.
        kernels: What another process is a copy of, which writes a half of the pages of the articles.
        tell: Called with a line for each step.
    """
    pages = result.pages
    texts = Texts(corpus, linked_places(pages, result.index))
    links = find_places(pages) | texts.links
    index = result.index.leading_to(links)
    list_page = texts.list_page()
    stories = read_stories(pages, result.runs)
    failures = [*result.failures, *texts.failures]
    articles = corpus.all_articles
    front = front_page(stories, articles, name, made_from, failures, index)
    site = Site(name, [front, *pages, list_page], links)
    folder.mkdir(parents=True, exist_ok=True)
    written = [write_page(page, site, folder) for page in site.menu]
    if browser:
        written += [print_page(browser, page) for page in list(written)]
    write_texts(texts, site, folder, kernels)
    tell(f"{len(texts.files):,} articles: done")
    return Report(written, [*result.failures, *texts.failures])


def linked_places(pages: list[Page], index: Index) -> set[str]:
    """Return what pages and the search refer to in the articles."""
    linked = set(index.anchors)
    for page in pages:
        linked |= page.structure.anchors
    return linked


def read_stories(pages: list[Page], runs: list[Run]) -> list[Story]:
    """Return what each page found, for the front page."""
    stories = []
    for page, run in zip(pages, runs, strict=True):
        stories.append(read_story(page, run.notebook))
    return stories


def find_places(pages: list[Page]) -> dict[str, str]:
    """Return the address of each place on the pages that links can lead to."""
    return {
        place: f"{page.href}#{place}"
        for page in pages
        for place in page.structure.places
    }


@contextmanager
def shared_cache() -> Iterator[None]:
    """Give the notebooks a cache of their own for this report, where the user's is switched off."""
    if cache_folder() is not None:
        yield
        return
    before = os.environ.get(CACHE_VARIABLE, "")
    with TemporaryDirectory(
        prefix="broadsheet-cache-", ignore_cleanup_errors=True
    ) as folder:
        os.environ[CACHE_VARIABLE] = folder
        try:
            yield
        finally:
            os.environ[CACHE_VARIABLE] = before


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


def find_notebooks() -> list[Path]:
    """Return the notebooks beside the package in a clone, or those that came with it."""
    package = Path(str(files("broadsheet")))
    for folder in (package.parents[1] / "notebooks", package / "notebooks"):
        found = sorted(folder.glob("[0-9]*.ipynb"))
        if found:
            return found
    raise BroadsheetError(
        "The notebooks are missing from this installation. Install broadsheet again."
    )


def convert(run: Run, failures: list[Failure]) -> Page:
    """Return a notebook as a page; of one whose outputs cannot be shown, the rest.

    Args:
        run: The notebook with its outputs.
        failures: Where to tell that they cannot be shown.
    """
    exporter = ReportExporter()
    folder = f"{run.name}_files"
    try:
        page = exporter.convert(run.notebook, run.name, folder)
    except Exception as error:  # whatever it shows, the other pages are written
        reason = f"its outputs cannot be shown ({type(error).__name__}: {one_line(str(error))[:200]})"
        failures.append(Failure(run.name, "the whole page", reason))
        for cell in run.notebook.cells:
            cell.pop("outputs", None)
            cell.setdefault("outputs", [])
        page = exporter.convert(run.notebook, run.name, folder)
    page.short = short(run.name)
    return page


def write_page(page: Page, site: Site, folder: Path) -> Path:
    """Write one page, and the tables beside it."""
    target = folder / page.href
    shutil.rmtree(folder / f"{target.stem}_files", ignore_errors=True)
    for name, content in page.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    target.write_text(render_page(page, site), encoding="utf-8", newline="\n")
    return target


def short(stem: str) -> str:
    """Return a notebook's name as a word in a menu.

    >>> short("02_word_frequencies")
    'Word frequencies'
    """
    return re.sub(r"^\d+_", "", stem).replace("_", " ").capitalize()
