"""Every notebook in JupyterLab, in a Chromium: Run All without an error, nothing from outside, the report.

Skipped where there is no Chromium.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from broadsheet.report.make import find_notebooks

ERROR = "[data-mime-type='application/vnd.jupyter.error']"
FAILED = f'!!document.querySelector("{ERROR}")'
PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(prompt => prompt.textContent)"
# JupyterLab draws only what is in view, and after Run All that is the end of the notebook.
DONE = f"{FAILED} || /\\[\\d+\\]/.test({PROMPTS}.at(-1))"
ATTEMPTS = 3
STARTED = rf"{PROMPTS}.some(text => /\[(\*|\d+)\]/.test(text))"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A server of its own, on copies of the notebooks, with nobody's settings."""
    root = tmp_path_factory.mktemp("lab")
    shutil.copytree("data", root / "data")
    (root / "notebooks").mkdir()
    for path in find_notebooks():
        shutil.copy(path, root / "notebooks")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    folders = {"JUPYTER_CONFIG_DIR": "config", "JUPYTERLAB_SETTINGS_DIR": "settings"}
    folders |= {
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_RUNTIME_DIR": "runtime",
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--IdentityProvider.token=",
    ]
    command += [
        f"--ServerApp.port={address.rpartition(':')[2]}",
        "--ServerApp.password=",
        "--ServerApp.disable_check_xsrf=True",
        "--LabApp.news_url=",
    ]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={root}"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    env = os.environ | {name: str(root / folder) for name, folder in folders.items()}
    with open(root / "log", "w") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=1)
                break
            except OSError:
                time.sleep(0.5)
        yield address, root
    finally:
        server.terminate()
        server.wait(20)


def run_all_cells(page) -> None:
    """Choose "Run All Cells"; again where the menu closed because the window was still being laid out."""
    for _ in range(5):
        page.wait_for_timeout(2000)
        page.keyboard.press("Escape")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        try:
            page.get_by_text("Run All Cells", exact=True).click(timeout=10_000)
            page.wait_for_function(STARTED, timeout=20_000, polling=200)
            return
        except PlaywrightTimeout:
            continue
    raise AssertionError("JupyterLab did not begin to run the cells")


@pytest.fixture(scope="module")
def window(browser):
    """One window for all notebooks, which loads JupyterLab's own files once."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_navigation_timeout(120_000)  # a loaded machine takes long
    yield context
    context.close()


def run_notebook(page, address: str, name: str) -> None:
    """Open a notebook and run all its cells; with a new kernel where JupyterLab lost touch with the first."""
    for _ in range(ATTEMPTS):
        page.goto(f"{address}/lab/tree/notebooks/{name}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        page.wait_for_selector(
            ".jp-NotebookPanel-toolbar [data-status='idle']", timeout=90_000
        )
        run_all_cells(page)
        try:
            page.wait_for_function(DONE, timeout=120_000, polling=500)
            return
        except PlaywrightTimeout:
            prompts = page.evaluate(PROMPTS)
            end_kernels(page, address)
    raise AssertionError(f"The cells were not all run: {prompts}")


def end_kernels(page, address: str) -> None:
    """End the kernels of all open notebooks."""
    sessions = page.request.get(f"{address}/api/sessions").json()
    for session in sessions:
        page.request.delete(f"{address}/api/sessions/{session['id']}")


@pytest.mark.parametrize("path", find_notebooks(), ids=lambda path: path.stem)
def test_run_all_and_export(path, lab, window, tmp_path):
    address, root = lab
    asked = []
    page = window.new_page()
    page.on("request", lambda request: asked.append(request.url))
    run_notebook(page, address, path.name)
    assert not page.evaluate(FAILED), page.locator(ERROR).first.inner_text()
    page.keyboard.press("Control+s")
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_text("Save and Export Notebook As").hover()
    with page.expect_download(timeout=90_000) as download:
        page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Report$")).click()
    exported = tmp_path / "page.html"
    download.value.save_as(exported)
    page.close()
    html = exported.read_text(encoding="utf-8")
    assert "Content-Security-Policy" in html
    assert "<img" in html
    saved = json.loads((root / "notebooks" / path.name).read_text(encoding="utf-8"))
    outputs = [output for cell in saved["cells"] for output in cell.get("outputs", [])]
    assert len(outputs) > 5
    assert [
        o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"
    ] == []
    assert [
        url for url in asked if not url.startswith((address, "ws:", "data:", "blob:"))
    ] == []
