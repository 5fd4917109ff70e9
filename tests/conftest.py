"""What several test files share: articles read once, the report on them made once, and one browser."""

import gc
import json
import math
import os
import shutil
import time
from base64 import b64encode
from contextlib import nullcontext
from itertools import chain
from types import ModuleType
from unittest.mock import patch

import pytest
from hypothesis import settings

# A loaded machine is no reason to fail, and the same code fails or passes each time: examples are fixed.
# BROADSHEET_EXAMPLES=1000 looks longer, and each time elsewhere.
EXAMPLES = os.environ.get("BROADSHEET_EXAMPLES")
settings.register_profile(
    "broadsheet",
    max_examples=int(EXAMPLES or "50"),
    deadline=None,
    derandomize=EXAMPLES is None,
)
settings.load_profile("broadsheet")

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    None,
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
]
PATIENCE = 600  # seconds that a worker waits for what another one makes
# Files that take longest. A file is run by one worker, so the longest go first: at the end all workers are
# busy with short ones. `make test` keeps this order.
LONGEST = (
    "test_jupyterlab.py",
    "test_browser.py",
    "test_report.py",
    "test_shapes.py",
    "test_notebooks.py",
    "test_schedulers.py",
    "test_changes.py",
    "test_extract.py",
    "test_corpus.py",
    "test_round_trip.py",
)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: _rank(item.path.name))


def _rank(name):
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """A folder that all workers of a test run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


TRIES = (
    5  # what else a machine does only ever adds time: the quickest of some tries counts
)
SHORTEST = 0.01  # seconds: what is shorter is measured too coarsely


@pytest.fixture(scope="session")
def cpu_seconds():
    """Measure the CPU seconds of a call, without a collection of garbage that others left."""

    def measure(call, *arguments):
        gc.collect()
        gc.disable()
        try:
            began = time.process_time()
            call(*arguments)
            return time.process_time() - began
        finally:
            gc.enable()

    return measure


@pytest.fixture(scope="session")
def grows_with_size():
    """Tell whether seconds grow with size and no faster: at most `slack` times as much as the size does."""

    def grows(seconds, small, large, slack):
        limit = slack * large / small
        seconds(small)  # what is loaded once
        least_small = least_large = math.inf
        for _ in range(TRIES):
            least_small = min(least_small, max(seconds(small), SHORTEST))
            least_large = min(least_large, seconds(large))
            if least_large < limit * least_small:
                return True
        return False

    return grows


@pytest.fixture(scope="session")
def takes_less_than(cpu_seconds):
    """Tell whether a call takes less than some CPU seconds in one of several tries."""

    def takes_less(most, call, *arguments):
        return any(cpu_seconds(call, *arguments) < most for _ in range(TRIES))

    return takes_less


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(shared_folder):
    """Keep the user's own cache out of the tests, and make no frame twice."""
    with patch.dict(os.environ, {"BROADSHEET_CACHE": str(shared_folder / "cache")}):
        yield


@pytest.fixture(scope="session")
def report(shared_folder):
    """The pages of the report on the two articles: the first worker to ask makes them for all."""
    folder = shared_folder / "report"
    names = shared_folder / "report.json"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(names)
    else:
        _write_report(folder, names)
    return [folder / name for name in json.loads(names.read_text("utf-8"))]


def _write_report(folder, names):
    from broadsheet.report import make_report

    written = []
    try:
        pages = make_report("data", folder, "The talks").pages
        written = [page.name for page in pages]
    finally:  # those who wait are told of a failure too, by a report without pages
        unfinished = names.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(written), "utf-8")
        unfinished.replace(names)


def _wait_for(path):
    end = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < end, f"nobody has made {path.name}"
        time.sleep(0.1)


@pytest.fixture
def notebooks_here(monkeypatch):
    """Run the notebooks of reports in this process: as strict as a kernel, and much quicker."""
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setattr("broadsheet.report.execute.run_notebook", run_here)
    monkeypatch.setattr("broadsheet.report.make.Kept.page", lambda *arguments: None)
    monkeypatch.setattr("broadsheet.report.make.Kept.finish", lambda self: None)
    monkeypatch.setattr("broadsheet.report.make.first_kernel", nullcontext)
    monkeypatch.setattr("broadsheet.report.make.STARTED", 1)
    monkeypatch.setattr("broadsheet.report.prepare.AT_ONCE", 1)
    yield run_here
    InteractiveShell.clear_instance()


@pytest.fixture
def small_pictures(monkeypatch):
    """Draw figures at a quarter of their width: half of the time of a report goes into drawing them."""
    monkeypatch.setattr("broadsheet.notebook.RETINA", 0.5)


def run_here(path, articles, settings, subject, first=None, turn=None):
    """Run a notebook in this process. What fails is raised."""
    import nbformat
    import pandas as pd
    from nbformat.v4 import new_output

    from broadsheet.notebook import OPTIONS
    from broadsheet.report.execute import Run, with_parameter

    notebook = nbformat.read(path, as_version=4)
    shell, shown = _new_shell()
    options = pd.option_context(*chain.from_iterable(OPTIONS.items()))
    with turn or nullcontext(), options:
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            if "parameters" in cell.metadata.get("tags", []):
                source = with_parameter(cell.source, "articles_path", articles)
                cell.source = with_parameter(source, "settings", settings)
            shell.run_cell(cell.source).raise_error()
            cell.outputs = [
                new_output(
                    "display_data", _as_sent(each["data"]), metadata=each["metadata"]
                )
                for each in shown
            ]
            shown.clear()
    return Run(path.stem, notebook)


def _new_shell():
    """An IPython whose outputs go into a list."""
    from IPython.core.displayhook import CapturingDisplayHook
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    InteractiveShell.clear_instance()
    quiet = Config({"HistoryManager": {"enabled": False}})
    # A module of its own: without one the shell would take the place of this program's `__main__`.
    shell = InteractiveShell.instance(config=quiet, user_module=ModuleType("notebook"))
    shell.display_pub = CapturingDisplayPublisher()
    shown = shell.display_pub.outputs
    shell.display_trap.hook = CapturingDisplayHook(shell, shown)
    return shell, shown


def _as_sent(data):
    """The forms of an output as a kernel would send them: pictures as text."""
    return {
        kind: b64encode(content).decode() if isinstance(content, bytes) else content
        for kind, content in data.items()
    }


@pytest.fixture(scope="session")
def browser():
    """A Chromium; tests that need one are skipped where there is none."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def client():
    """A local cluster of two workers; what Dask sets in the environment for them is taken back."""
    distributed = pytest.importorskip("dask.distributed")
    with (
        patch.dict(os.environ),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="localhost:0"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client
