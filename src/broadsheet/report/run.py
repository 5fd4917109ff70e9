"""Run the five notebooks on any articles and write the pages, with a front page that links them."""

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from broadsheet.corpus import open_corpus
from broadsheet.errors import BroadsheetError
from broadsheet.report.exporter import PASSAGE, ReportExporter, anchors, title
from broadsheet.report.front import LIST, front_page, outputs
from broadsheet.report.texts import FOLDER, Texts

AT_ONCE = 2

exporter = cache(ReportExporter)


class OurKernel(KernelSpecManager):
    """Finds the Python that runs now, whatever kernels are or are not installed."""

    def get_kernel_spec(self, kernel_name):
        quiet = ["--IPKernelApp.log_level=ERROR"]
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict(quiet))


def make_report(
    articles="data", output="report", name="broadsheet", pdf=False, notebooks=None, tell=lambda line: None
):
    """Write the report on `articles` (whatever `open_corpus` opens) into the folder `output`.

    Five pages, `index.html`, a list of the articles and a page for each, each table as CSV beside its page,
    and with `pdf` each page but those of the articles as PDF too.
    `notebooks` are the paths of other notebooks to run instead of the five that come with the package;
    `tell` is called with a line for each step. Returns the paths of the pages, the front page first.

    Raises `BroadsheetError` where nothing can be read or a notebook fails.
    """
    browser = find_browser() if pdf else None
    corpus = open_corpus(articles)
    found = corpus.articles  # what cannot be read is told before anything else is done
    paths = [Path(path) for path in notebooks or find_notebooks()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        notebooks = list(pool.map(lambda path: run(path, articles, tell), paths))
    pages = [
        {"href": f"{name}.html", "title": title(notebook, name), "short": short(name), "notebook": notebook}
        for name, notebook in zip((path.stem for path in paths), notebooks, strict=True)
    ]
    shown = [(page["href"], html_of(page["notebook"])) for page in pages]
    texts = Texts(corpus, {address for _, html in shown for address, _ in PASSAGE.findall(html)})
    here = {anchor: f"{href}#{anchor}" for href, html in shown for anchor in anchors(html)}
    front = {"href": "index.html", "short": "Front page", "kind": "front"}
    last = {"href": LIST, "short": "All articles", "kind": "list", "notebook": texts.listed()}
    report = {"title": name, "pages": [front, *pages, last], "links": here | texts.links}
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    front["notebook"] = front_page(pages, found, name, articles)
    written = [write(page, report, folder) for page in report["pages"]]
    if browser:
        written += [print_page(browser, page) for page in list(written)]
    (folder / FOLDER).mkdir(exist_ok=True)
    for old in (folder / FOLDER).glob("[0-9]*-*.html"):
        old.unlink()
    for href, notebook in texts.pages():
        write({"href": href, "kind": "text", "notebook": notebook}, report, folder)
    tell(f"{len(texts.files):,} articles: done")
    return written


def find_notebooks() -> list[Path]:
    """The notebooks beside the package in a clone, or those that came with it."""
    package = Path(str(files("broadsheet")))
    for folder in (package.parents[1] / "notebooks", package / "notebooks"):
        if found := sorted(folder.glob("[0-9]*.ipynb")):
            return found
    raise BroadsheetError("The notebooks are missing from this installation. Install broadsheet again.")


def run(path: Path, articles, tell):
    """Execute one notebook with its parameter set, from the folder we are in."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = f"articles_path = {str(articles)!r}"
    manager = AsyncKernelManager(kernel_spec_manager=OurKernel())
    client = NotebookClient(notebook, km=manager, timeout=None, resources={"metadata": {"path": os.getcwd()}})
    try:
        client.execute(env={**os.environ, "PYTHONHASHSEED": "0"})
    except CellExecutionError as error:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
        raise BroadsheetError(f"{path.name} failed.\n{plain}") from error
    tell(f"{path.stem}: done")
    return notebook


def write(page: dict, report: dict, folder: Path) -> Path:
    """One page, and the tables beside it."""
    target = folder / page["href"]
    resources = {
        "metadata": {"name": target.stem, "path": str(folder)},
        "output_files_dir": f"{target.stem}_files",
        "report": report,
        "href": page["href"],
        "kind": page.get("kind"),
        "up": "../" * page["href"].count("/"),
    }
    shutil.rmtree(folder / resources["output_files_dir"], ignore_errors=True)
    html, resources = exporter().from_notebook_node(page["notebook"], resources)
    for name, content in resources["outputs"].items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    target.write_text(html, encoding="utf-8")
    return target


def html_of(notebook) -> str:
    return "".join(output.get("data", {}).get("text/html", "") for output in outputs(notebook))


def short(stem: str) -> str:
    """A notebook's name as a word in a menu.

    >>> short("02_word_frequencies")
    'Word frequencies'
    """
    return re.sub(r"^\d+_", "", stem).replace("_", " ").capitalize()


def find_browser() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise BroadsheetError(
            "--pdf prints with a Chromium or Chrome, and none was found. Install one (on Debian: "
            "apt-get install chromium), or print the pages from any browser."
        )
    return found


def print_page(browser: str, page: Path) -> Path:
    target = page.with_suffix(".pdf")
    with TemporaryDirectory() as profile:
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [browser, "--headless", *sandbox, "--disable-gpu", f"--user-data-dir={profile}"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={target.resolve()}", page.resolve().as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode or not target.exists():
        raise BroadsheetError(f"{browser} could not print {page.name}: {done.stderr.strip()[-300:]}")
    return target
