"""Run a notebook section by section: what fails is reported in its place, and the rest goes on."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from broadsheet.errors import one_line
from broadsheet.report.copies import FirstKernel, kernel_environment
from broadsheet.report.failure import Failure, source_name
from broadsheet.report.kernel import new_kernel
from broadsheet.report.light import ADDRESS_CHECKS, without
from broadsheet.show.prose import Prose

with without(ADDRESS_CHECKS):
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError
    from nbformat.v4 import new_output

TOP = "the top of the page"
ERROR_COLORS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Run:
    """A notebook with its outputs, and what of it failed."""

    name: str
    notebook: Any
    failures: list[Failure] = field(default_factory=list)


def run_notebook(
    path: Path,
    articles: Any,
    settings: dict[str, Any],
    subject: str,
    first: FirstKernel | None = None,
    turn: AbstractContextManager[Any] | None = None,
) -> Run:
    """Execute a notebook on some articles.

    A section is what stands below a heading (`## `). If a cell fails, the rest of its section is left out
    and a sentence stands in its place; other sections are computed. If the kernel dies, all that follows is
    left out.

    Args:
        path: The notebook's file.
        articles: What it is to open; set in the cell tagged `parameters`.
        settings: The settings of the study, set there too.
        subject: What it is run on, in words, for the sentence about a failure.
        first: The process of which its kernel is a copy.
        turn: What its first cell waits for, and holds to the end: a kernel is started while others run.

    Returns:
        The notebook with its outputs.
    """
    notebook = nbformat.read(path, as_version=4)
    parameters = [
        cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])
    ]
    for cell in parameters:
        cell.source = with_parameter(cell.source, "articles_path", articles)
        cell.source = with_parameter(cell.source, "settings", settings)
    run = Run(path.stem, notebook)
    with (
        TemporaryDirectory(prefix="broadsheet-", ignore_cleanup_errors=True) as folder,
        ExitStack() as held,
    ):
        empty = Path(folder, "empty")
        empty.mkdir()
        client = SectionClient(run, subject, empty, first)
        if turn is not None:
            client.wait = partial(held.enter_context, turn)
        try:
            # A kernel that is given is not ended by itself, and keeps the memory of its frames.
            client.execute(env=kernel_environment(Path(folder)), cleanup_kc=True)
        except (DeadKernelError, RuntimeError, OSError) as error:
            client.give_up(str(error))
    # A report does not name folders of the machine that made it.
    for cell in parameters:
        source = with_parameter(cell.source, "articles_path", source_name(articles))
        cell.source = with_parameter(source, "settings", without_folders(settings))
    return run


def without_folders(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings in which files are named without the folders that they lie in.

    >>> without_folders({"dictionaries": ["/home/ann/moods.toml"], "words": ["mill"]})
    {'dictionaries': ['moods.toml'], 'words': ['mill']}
    """
    shown = dict(settings)
    if "dictionaries" in shown:
        shown["dictionaries"] = [PurePath(path).name for path in shown["dictionaries"]]
    return shown


def with_parameter(source: str, name: str, value: Any) -> str:
    """Return the cell of parameters with another value of one of them; what else it sets stays.

    >>> with_parameter("settings = {}", "settings", {"outlets": ["The Watch"]})
    "settings = {'outlets': ['The Watch']}"
    """
    line = f"{name} = {value!r}"
    changed, count = re.subn(
        rf"^{name} = .*$", lambda match: line, source, flags=re.MULTILINE
    )
    return changed if count else f"{line}\n{source}"


class SectionClient(NotebookClient):
    """Executes the cells of a notebook; a cell that fails ends its section, not the notebook."""

    def __init__(
        self, run: Run, subject: str, folder: Path, first: FirstKernel | None = None
    ):
        resources = {"metadata": {"path": str(folder)}}
        kernel = new_kernel(first)
        super().__init__(
            run.notebook,
            km=kernel,
            timeout=None,
            resources=resources,
            shutdown_kernel="immediate",
        )
        self.run = run
        self.subject = subject
        self.sections = find_sections(run.notebook)
        self.failed: set[str] = set()
        self.is_dead = False
        self.wait: Callable[[], Any] | None = None

    async def async_execute_cell(
        self, cell: Any, cell_index: int, *args: Any, **kwargs: Any
    ) -> Any:
        """Execute a cell if its section has not failed, the first one when it is its turn."""
        if self.wait is not None:
            self.wait()
            self.wait = None
        section = self.sections[cell_index]
        if cell.cell_type == "code" and (self.is_dead or section in self.failed):
            return cell
        try:
            return await super().async_execute_cell(cell, cell_index, *args, **kwargs)
        except CellExecutionError as error:
            self.fail(cell, section, explain_failure(error))
        except DeadKernelError:
            self.is_dead = True
            reason = "the computation was ended by the system, most likely for lack of memory"
            self.fail(
                cell, section, f"{reason}; what follows on this page is missing too"
            )
        return cell

    def fail(self, cell: Any, section: str, reason: str) -> None:
        """Note a failure, and say it in the place of the cell's outputs."""
        self.failed.add(section)
        self.run.failures.append(Failure(self.run.name, section, reason))
        sentence = f"This could not be computed for {self.subject}: {reason}."
        cell.outputs = [new_output("display_data", dict(Prose(sentence).data))]

    def give_up(self, reason: str) -> None:
        """Say at the first cell without an output that nothing could be run."""
        if self.is_dead:
            return
        self.is_dead = True
        for cell, section in zip(self.nb.cells, self.sections, strict=True):
            if (
                cell.cell_type == "code"
                and not cell.outputs
                and section not in self.failed
            ):
                self.fail(
                    cell, section, f"the notebook could not be run ({one_line(reason)})"
                )
                return


def find_sections(notebook: Any) -> list[str]:
    """Return for each cell the heading that it stands below."""
    sections = []
    section = TOP
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^## (.+)$", cell.source, re.MULTILINE)
            section = headings[-1].strip() if headings else section
        sections.append(section)
    return sections


def explain_failure(error: CellExecutionError) -> str:
    """Return why a cell failed, in words: the package's own errors are sentences already."""
    message = one_line(ERROR_COLORS.sub("", str(error.evalue))).rstrip(".")
    if error.ename in ("BroadsheetError", "ArticlesError", "Unreadable") and message:
        return message
    if error.ename == "NameError":
        return f"it needs what could not be computed before ({message})"
    if error.ename == "MemoryError":
        return "there was not enough memory"
    return f"an error in the program ({error.ename}: {message[:200]})"
