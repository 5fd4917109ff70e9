"""Python's collector of cyclic garbage, paused or made rare, and free memory kept or given back.

Nearly all that a step makes lives to its end, and hardly any of it refers back to itself. The collector
would look through it, and through the word lists, again and again: a tenth of the time of `find_quotes`, and
an eighth of the time that it takes to import the package. Nothing is imported here before it is used.
"""

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

# Objects that are made before the collector looks, and how often it then looks at older ones too. With
# Python's own 700 and 10 it took an eighth of the time of the notebook of words on 840 articles.
SELDOM = (20_000, 20, 50)

# Bytes that a process takes before it is worth the time to look for what it could give back.
LARGE = 512 << 20

# Bytes of the largest array after which GNU's library of C keeps what is freed: it learns no more than 32 MB.
LARGEST_KEPT = 31 << 20


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector, and set it going again if it was; objects are freed by their counts meanwhile.

    Memory that is freed meanwhile is kept for what is made next.

    >>> with collector_paused():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    _keep_what_is_freed()
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def _keep_what_is_freed() -> None:
    """Let the library of C keep memory that is freed, up to twice LARGEST_KEPT.

    GNU's gives arrays back to the system, and asks for them again, until one as large has been freed: on 100
    articles that took a twentieth of the time from texts to dates. This one is freed at once, and no part of
    it was ever used.
    """
    import numpy as np

    np.empty(LARGEST_KEPT, np.uint8)


def collect_seldom() -> None:
    """Look for garbage less often, and never among the objects that there are now.

    For a process whose copies do the work: what it has imported lives to its end, and memory that the
    collector does not touch stays shared.

    >>> before = gc.get_threshold()
    >>> collect_seldom()
    >>> gc.get_threshold() == SELDOM, gc.get_freeze_count() > 0
    (True, True)
    >>> gc.unfreeze()
    >>> gc.set_threshold(*before)
    """
    gc.freeze()
    gc.set_threshold(*SELDOM)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage less often for a while, and never among the objects that there were before.

    >>> before = gc.get_threshold()
    >>> with collecting_seldom():
    ...     gc.get_threshold() == SELDOM
    True
    >>> gc.get_threshold() == before, gc.get_freeze_count()
    (True, 0)
    """
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def give_memory_back() -> None:
    """Give the system what is free: the libraries of C and of Arrow keep it for what is made next.

    On 100,000 articles that is as much again as is in use. A process that takes little is left as it is.
    """
    if _size() < LARGE:
        return
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # only GNU's library has it
    if trim is not None:
        trim(0)


def _size() -> int:
    """Return the bytes that this process has in memory; 0 where the system is not Linux, which tells them."""
    if sys.platform != "linux":
        return 0
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
