"""Kernels: copies of one process that end with their notebooks, and that are not needed."""

import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from broadsheet import open_corpus
from broadsheet.report.execute import run_notebook
from broadsheet.report.kernel import Copy, first_kernel
from broadsheet.report.prepare import ENOUGH, prepare_frames, start_beside, wait_for

ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are copied on Linux"
)
ASK = "import os, sys; print(os.getpid(), os.getppid(), 'broadsheet.charts' in sys.modules)"


def ask(tmp_path, first):
    """Return what a kernel says of itself: its number, that of its parent, and whether it is warm."""
    path = tmp_path / "asks.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(ASK)]), path)
    run = run_notebook(path, "data", {}, "two articles", first)
    pid, parent, is_warm = run.notebook.cells[0].outputs[0]["text"].split()
    return int(pid), int(parent), is_warm == "True"


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@ON_LINUX
def test_kernels_are_copies_of_one_process(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    with first_kernel() as first:
        pid, parent, is_warm = ask(tmp_path, first)
        assert parent == first.process.pid
        assert is_warm
        assert not is_running(pid)  # nor does it hold its memory

        # A copy makes the frames that need no quotations, and leaves them in the cache.
        monkeypatch.setattr(os, "cpu_count", lambda: 2)
        wait_for(start_beside(first, "data", {}))
        corpus = open_corpus("data")
        assert corpus._cache.has("events")
        assert not corpus._cache.has("quotes")
        monkeypatch.setattr(os, "cpu_count", lambda: 1)
        assert start_beside(first, "data", {}) is None

        # Where the first process has ended, a kernel starts by itself.
        first.process.kill()
        first.process.wait()
        pid, parent, is_warm = ask(tmp_path, first)
        assert parent == os.getpid()
        assert not is_warm
        assert not is_running(pid)


class Frames:
    """Notes which frames are asked for."""

    shared_frames = ("all_articles", "tokens", "quotes", "dates", "overlaps")

    def __init__(self, articles):
        self.catalogue = range(articles)
        self.asked = []

    def __getattr__(self, name):
        self.asked.append(name)
        if name == "dates":
            raise ValueError("no day")


class Ended:
    def poll(self):
        return 0


@pytest.mark.parametrize("articles", [ENOUGH - 1, ENOUGH])
def test_every_frame_is_made_and_what_fails_is_told(articles):
    frames, lines, started = Frames(articles), [], []

    def beside():
        started.append(list(frames.asked))
        return Ended()

    prepare_frames(frames, lines.append, beside)
    assert frames.asked == list(Frames.shared_frames)
    assert "dates: ValueError: no day" in lines
    # The other process starts when the tokens are there.
    assert started == ([["all_articles", "tokens"]] if articles >= ENOUGH else [])


@ON_LINUX
def test_a_process_that_nobody_asked_for_has_ended_too():
    process = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it stays listed
    assert Copy(process.pid).poll() == 0
    process.wait()
    assert Copy(os.getpid()).poll() is None


@ON_LINUX
def test_an_interruption_ends_the_process_beside(monkeypatch):
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    def interrupt(*arguments):
        raise KeyboardInterrupt

    corpus = SimpleNamespace(shared_frames=["dates"], catalogue=range(ENOUGH))
    monkeypatch.setattr("broadsheet.report.prepare.wait_for", interrupt)
    with pytest.raises(KeyboardInterrupt):
        prepare_frames(corpus, print, lambda: Copy(process.pid))
    assert process.wait(10) == -signal.SIGKILL
