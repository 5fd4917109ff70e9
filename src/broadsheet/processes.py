"""Processes on this machine that do a part of the work: how they are started, and how they end."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import (
    forkserver,
    get_all_start_methods,
    get_context,
    parent_process,
)
from typing import Any

ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
# The variable that is set where a notebook is run for a report.
REPORTING = "BROADSHEET_REPORTING"
# Bytes from which the only unit there is is read by a process of its own, which gives its memory back: some
# 1,000 articles, which take as much memory as all else that the first process holds.
READ_APART = 5_000_000
# What processes need before they can begin: read once for all of them.
PRELOADED = ["broadsheet.scale.read"]


def new_pool(workers: int) -> ProcessPoolExecutor:
    """Return processes that are started when there is work.

    Where the system can, they are copies of one process that has read the package already.
    """
    return ProcessPoolExecutor(workers, _context(), _end_with_parent)


def start_ahead() -> None:
    """Start the process that others will be copies of, where the system has such, and do not wait for it.

    It takes as long to start as this process takes to import the package, and does so meanwhile.
    """
    if _context().get_start_method() == "forkserver":
        with environment_of_workers():
            forkserver.ensure_running()


def _context() -> Any:
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


@contextmanager
def environment(changes: dict[str, str]) -> Iterator[None]:
    """Set variables of the environment for a while.

    >>> with environment({"BROADSHEET_EXAMPLE": "1"}):
    ...     os.environ["BROADSHEET_EXAMPLE"]
    '1'
    >>> "BROADSHEET_EXAMPLE" in os.environ
    False
    """
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def environment_of_workers() -> Iterator[None]:
    """Have each process that is started compute in one thread, and import nothing from the current folder."""
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    kept = [os.path.abspath(path) for path in paths if path]
    changes = dict.fromkeys(ONE_THREAD, "1")
    changes |= {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(kept)}
    with environment(changes):
        yield


@contextmanager
def leaving_a_core() -> Iterator[None]:
    """Keep to all cores but one for a while, where the system lets a process choose its cores.

    The one that is left is the same for all who do so.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    most = sorted(cores)[1:]
    os.sched_setaffinity(0, most or cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _end_with_parent() -> None:
    """End this process soon after the one that asked for it was killed."""
    parent = parent_process()
    if parent is None:  # this is no process of a pool
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
