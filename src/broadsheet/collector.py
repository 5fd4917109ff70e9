"""Python's collector of cyclic garbage, paused while a step makes many small objects.

Nearly all that a step makes lives to its end, and hardly any of it refers back to itself. The collector
would look through it, and through the word lists, again and again: a tenth of the time of `find_quotes`.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector, and set it going again if it was; objects are freed by their counts meanwhile.

    >>> with collector_paused():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
