"""Kernels: copies of one process that end with their notebooks, and that are not needed."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from broadsheet import open_corpus
from broadsheet.cli.main import main
from broadsheet.report import Report, make
from broadsheet.report.copies import Copy, first_kernel
from broadsheet.report.execute import run_notebook
from broadsheet.report.prepare import BESIDE, ENOUGH, Kernels, Turns, wait_for

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
    """Say whether a process still has memory: one that has ended may be listed for a moment."""
    return Copy(pid).poll() is None


@ON_LINUX
def test_kernels_are_copies_of_one_process(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    with first_kernel() as first:
        pid, parent, is_warm = ask(tmp_path, first)
        assert parent == first.process.pid
        assert is_warm
        assert not is_running(pid)  # nor does it hold its memory

        # It reads what is stored, and makes nothing.
        corpus = open_corpus("data")
        assert len(corpus.tokens) > 100
        first.read("data", {})
        assert corpus.is_stored("tokens")
        assert not corpus.is_stored("quotes")

        # Where the first process has ended, a kernel starts by itself.
        first.process.kill()
        first.process.wait()
        pid, parent, is_warm = ask(tmp_path, first)
        assert parent == os.getpid()
        assert not is_warm
        assert not is_running(pid)


@ON_LINUX
def test_a_kernel_is_started_before_its_turn(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "asks.ipynb"
    cells = [new_code_cell(ASK), new_code_cell(ASK)]
    nbformat.write(new_notebook(cells=cells), path)
    events = []

    class Turn:
        def __enter__(self):
            events.append("begins")

        def __exit__(self, *error):
            events.append("ends")

    with first_kernel() as first:
        copy = first.copy

        def note(request):
            events.append("starts")
            return copy(request)

        monkeypatch.setattr(first, "copy", note)
        run = run_notebook(path, "data", {}, "two articles", first, Turn())
    assert events == ["starts", "begins", "ends"]
    assert not run.failures


@ON_LINUX
def test_frames_of_the_timeline_are_made_by_another_process(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    corpus = open_corpus("data")
    with first_kernel() as first:
        turns = Turns(corpus, Kernels(first, "data", {}), print)
        turns.make_beside(["dates"], turns.next_turn())
        assert corpus.is_stored("dates")
        assert not is_running(turns.beside.pid)
        # On one core it would only be in the way.
        monkeypatch.setattr("os.cpu_count", lambda: 1)
        assert turns.kernels.make(["events"]) is None


@ON_LINUX
def test_whoever_gives_up_ends_the_process_beside():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    turns = Turns(None, Kernels(None, "data", {}), print)
    turns.beside = Copy(process.pid)
    with ThreadPoolExecutor(1) as pool:
        turns.give_up(pool)
    assert process.wait(10) == -signal.SIGKILL


def test_turns_come_in_their_order_whoever_is_ready_first():
    turns = Turns(None, None, print)
    first, second, third = (turns.next_turn() for _ in range(3))
    begun = []

    def wait_for(turn, name):
        with turn:
            begun.append(name)

    waiting = [Thread(target=wait_for, args=pair) for pair in ((third, 3), (second, 2))]
    for thread in waiting:
        thread.start()
    waiting[0].join(timeout=0.2)
    assert begun == []
    with first:
        begun.append(1)
    for thread in waiting:
        thread.join()
    assert begun == [1, 2, 3]


class Frames:
    """Notes which frames are asked for, and which notebooks had been run by then."""

    shared_frames = ("all_articles", "tokens", "quotes", "dates", "overlaps")

    def __init__(self, articles):
        self.catalogue = range(articles)
        self.asked = []
        self.run = []

    def __getattr__(self, name):
        self.asked.append(name)
        if name == "dates":
            raise ValueError("no day")


@pytest.mark.parametrize("articles", [ENOUGH - 1, ENOUGH])
def test_every_frame_is_made_and_what_needs_quotations_waits_for_them(
    articles, monkeypatch
):
    frames, lines, run = Frames(articles), [], []

    def note(path, source, settings, subject, first, turn):
        run.append((path.stem, "overlaps" in frames.asked))
        return path.stem

    monkeypatch.setattr("broadsheet.report.execute.run_notebook", note)
    monkeypatch.setattr("broadsheet.report.prepare.describe_collection", str)
    paths = [Path("03_quotes.ipynb"), *(Path(f"{stem}.ipynb") for stem in BESIDE)]
    with ThreadPoolExecutor(2) as pool:
        turns = Turns(frames, Kernels(None, "data", {}), lines.append)
        done = [future.result() for future in turns.run_all(paths, pool)]
    assert done == [path.stem for path in paths]
    assert dict(run)["03_quotes"]
    assert set(Frames.shared_frames) <= set(frames.asked)
    # Of many articles a notebook makes the dates, and tells what is wrong with them.
    assert ("dates: ValueError: no day" in lines) == (articles < ENOUGH)


@ON_LINUX
def test_a_process_that_nobody_asked_for_has_ended_too():
    process = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it stays listed
    assert Copy(process.pid).poll() == 0
    process.wait()
    assert Copy(os.getpid()).poll() is None


@ON_LINUX
def test_an_interruption_ends_the_process_beside():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    class Interrupted(Copy):
        def poll(self):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wait_for(Interrupted(process.pid))
    assert process.wait(10) == -signal.SIGKILL


def test_an_interruption_leaves_no_notebook_waiting(monkeypatch):
    class Broken(Frames):
        @property
        def quotes(self):
            raise KeyboardInterrupt

    monkeypatch.setattr("broadsheet.report.prepare.describe_collection", str)
    with pytest.raises(KeyboardInterrupt):
        make.run_all([Path("03_quotes.ipynb")], Broken(1), Kernels(None, "", {}), print)


def test_the_first_process_is_started_before_all_that_takes_time():
    code = "import broadsheet.cli.reports, sys; print({'numpy', 'pandas'} & {*sys.modules})"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "set()"


@ON_LINUX
@pytest.mark.parametrize("has_report", [False, True])
def test_the_first_process_is_started_ahead_of_the_first_report(
    has_report, tmp_path, monkeypatch
):
    given = []
    monkeypatch.setattr(
        "broadsheet.report.make.make_report",
        lambda *arguments, ahead, **others: given.append(ahead) or Report(),
    )
    if has_report:
        (tmp_path / "index.html").write_text("")
    assert main(["report", "data", "--output", str(tmp_path)]) == 0
    (ahead,) = given
    assert (ahead is None) == has_report
    if ahead is not None:
        assert ahead.process.poll() is not None  # it ends with the command


@ON_LINUX
def test_a_process_that_was_started_for_nothing_is_ended(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(make, "pages_as_before", lambda paths, *others: dict(paths))
    monkeypatch.setattr(make, "find_notebooks", list)
    with first_kernel() as ahead, first_kernel(ahead) as first:
        assert first is ahead
        make.make_report("data", tmp_path / "report", ahead=ahead)
        assert ahead.process.poll() is not None
