"""A notebook as one page of a report: no address outside the page is loaded, and what it carries is named.

Registered as an entry point of nbconvert, so that `jupyter nbconvert --to report` works from any folder and
JupyterLab offers "Report" among its export formats.
"""

import os
import re
from pathlib import Path
from typing import Any

from traitlets import default
from traitlets.config import Config

from broadsheet.report.filling import HERE
from broadsheet.report.images import read_image
from broadsheet.report.light import ADDRESS_CHECKS, without
from broadsheet.report.site import Downloads, Page, render_page
from broadsheet.show import templating
from broadsheet.show.live import live_script
from broadsheet.show.templating import render
from broadsheet.store.spreadsheet import TABLES

with without(ADDRESS_CHECKS):
    import nbformat
    from nbconvert.exporters.html import HTMLExporter
    from nbconvert.filters import Highlight2HTML
    from nbconvert.preprocessors import Preprocessor

TEMPLATES = HERE / "templates"
BEFORE_CODE = re.compile(r"^.*?<pre>(?:<span></span>)?", re.DOTALL)
AFTER_CODE = re.compile(r"</pre>.*$", re.DOTALL)


class MissingAltText(ValueError):
    """A figure has no sentence that says what it shows."""


class ReportExporter(HTMLExporter):
    """nbconvert's HTML exporter with a slim page of our own.

    Its templates are the package's. Neither the current folder nor the folders of Jupyter are searched, and
    a template can neither call nor change anything but what it is given.
    """

    export_from_notebook = "Report"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "report"

    @default("template_file")
    def _template_file_default(self) -> str:
        return "notebook.html.j2"

    @default("template_paths")
    def _template_paths(self, prune: bool = True, root_dirs: Any = None) -> list[str]:
        return [str(TEMPLATES), str(templating.HERE / "templates")]

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return []

    def get_template_names(self) -> list[str]:
        """Return the one name there is, without a search."""
        return ["report"]

    def _create_environment(self) -> templating.Templates:
        templates = templating.environment(TEMPLATES, templating.HERE / "templates")
        for name, function in self.default_filters():
            self._register_filter(templates, name, function)
        return templates

    @property
    def default_config(self) -> Config:
        """nbconvert's settings, and ours: headings have no sign beside them."""
        config = super().default_config.copy()
        config.HTMLExporter.exclude_anchor_links = True
        return config

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()
        self.register_preprocessor(PagePreprocessor(parent=self), enabled=True)

    def convert(
        self,
        nb: Any,
        name: str,
        files_folder: str | None = None,
        run_in: str | None = None,
    ) -> Page:
        """Return a notebook as a page whose links are not resolved yet.

        Args:
            nb: The notebook, with its outputs.
            name: Its file's name without the ending.
            files_folder: The folder for the tables beside the page.
            run_in: The folder to run it in, where nbconvert is asked to run it.
        """
        metadata = {"name": name}
        if run_in:
            metadata["path"] = run_in
        resources: dict[str, Any] = {
            "metadata": metadata,
            "output_files_dir": files_folder,
        }
        lexer = nb.metadata.get("language_info", {}).get("pygments_lexer", "ipython3")
        self.register_filter(
            "highlight_code", Highlight2HTML(pygments_lexer=lexer, parent=self)
        )
        self.register_filter("only_code", only_code)
        self.register_filter("image", read_image)
        # Not HTMLExporter's own: it would show widgets, and parse and write each page once more.
        main, made = super(HTMLExporter, self).from_notebook_node(nb, resources)
        return Page(f"{name}.html", made["title"], main=main, files=made["outputs"])

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own exporters have it
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return a notebook as a page that stands alone, and the tables beside it."""
        resources = self._init_resources(resources)
        name = resources["metadata"].get("name") or "Report"
        run_in = resources["metadata"].get("path")
        page = self.convert(nb, name, resources.get("output_files_dir"), run_in)
        resources["outputs"].update(page.files)
        return render_page(page, language=self.language_code), resources

    def _init_resources(self, resources: Any) -> Any:
        resources = super()._init_resources(resources)
        resources.setdefault("outputs", {})
        return resources


class PagePreprocessor(Preprocessor):
    """Title, alt text, tables to download: what a page needs and a notebook does not have."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Prepare a notebook for its page."""
        name = resources["metadata"].get("name", "Report")
        resources["title"] = title(nb, name)
        downloads = Downloads(resources.get("output_files_dir"))
        write_empty_figures(nb)
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                if "data" in output:
                    prepare(output, name, downloads)
        resources["outputs"] = {**(resources.get("outputs") or {}), **downloads.files}
        return nb, resources


def write_empty_figures(nb: Any) -> None:
    """Write what a figure without anything to draw says as text, unless a paragraph after it says it."""
    said = {
        output.data.get("text/plain")
        for cell in nb.cells
        for output in cell.get("outputs", [])
        if "data" in output and "image/png" not in output.data
    }
    for cell in nb.cells:
        kept = []
        for output in cell.get("outputs", []):
            about = output.get("metadata", {}).get("image/png", {})
            text = about.get("alt", "").strip()
            if about.get("is_empty") and text:
                if text in said:
                    continue
                html = str(render("prose", text=text, css="bs-note"))
                output.metadata = {}
                output.data = nbformat.from_dict({"text/html": html})
            kept.append(output)
        if kept or cell.get("outputs"):
            cell["outputs"] = kept


def prepare(output: Any, name: str, downloads: Downloads) -> None:
    """Check that a figure has its sentence, tidy a table and offer it as a file."""
    data = output.data
    is_figure = "image/png" in data and "text/html" not in data
    if is_figure and not output.metadata.get("image/png", {}).get("alt", "").strip():
        raise MissingAltText(
            f"A figure in {name} has no alt text. End the function that draws it with "
            "broadsheet.charts.style.finish(fig, alt)."
        )
    if "text/html" in data:
        data["text/html"] = tidy(data["text/html"])
    about = output.metadata.get("text/csv", {})
    if "text/csv" in data and about.get("rows"):
        line = downloads.offer(
            table_of(data["text/csv"], about),
            about.get("name", "table"),
            about.get("rows", 0),
        )
        if is_figure:
            output.metadata["download"] = str(line)
        else:
            data["text/html"] = data.get("text/html", "") + str(line)


def table_of(csv: str, about: Any) -> str | Path:
    """Return a table, or the file that has it: one of those that this report's own notebooks wrote.

    Args:
        csv: What an output has.
        about: What is said of it.
    """
    folder = os.environ.get(TABLES)
    if not folder or "file" not in about:
        return csv
    file = Path(folder, Path(str(about["file"])).name)
    return file if file.is_file() else csv


def title(nb: Any, name: str) -> str:
    """Return the notebook's title: its metadata's, its first heading, or its file's name."""
    given = nb.metadata.get("title")
    if given:
        return str(given)
    for cell in nb.cells:
        heading = re.search(r"^# (.+)$", cell.source, re.MULTILINE)
        if heading:
            return heading[1]
    return name.replace("_", " ")


def tidy(html: str) -> str:
    """Take out what the page's policy would refuse or what its own sheet replaces, and let tables scroll."""
    html = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    html = html.replace(live_script(), "")
    html = re.sub(r'(<table[^<>]*?) border="1"', r"\1", html)
    if "<table" in html and "bs-scroll" not in html:
        html = str(render("scroll", html=templating.Markup(html), label="Table"))
    return html


def only_code(html: str) -> str:
    """Return what stands within the `pre` that the highlighter wraps round a cell's code."""
    return AFTER_CODE.sub("", BEFORE_CODE.sub("", html)).rstrip()
