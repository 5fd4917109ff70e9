"""The frames of a corpus, made once for all notebooks; where there is a second core, on both."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from broadsheet.corpus import Corpus
from broadsheet.errors import one_line
from broadsheet.report.kernel import Copy, FirstKernel
from broadsheet.store import cache_folder

# What does not need the quotations, which take as long as all of it.
BESIDE = ("dates", "events", "copies", "clusters")
# Articles from which a second process pays: it reads the tokens from the cache first.
ENOUGH = 100
LOOK_SECONDS = 0.1


def prepare_frames(
    corpus: Corpus,
    tell: Callable[[str], None],
    beside: Callable[[], Copy | None] = lambda: None,
) -> None:
    """Make every frame once, for all notebooks; what cannot be made fails in the section that needs it.

    Args:
        corpus: The articles.
        tell: Called with a line for each frame.
        beside: Starts the process that makes the frames of `BESIDE`, where there is one.
    """
    names = corpus.shared_frames
    early = [name for name in names if name in ("all_articles", "tokens", "names")]
    late = [name for name in names if name not in early]
    make_frames(corpus, early, tell)
    helper = None
    if late and len(corpus.catalogue) >= ENOUGH:
        helper = beside()
    if helper is not None:
        first = [name for name in late if name not in (*BESIDE, "overlaps")]
        try:
            make_frames(corpus, first, tell)
            wait_for(helper)
        except BaseException:  # whoever interrupts us means the other process too
            helper.kill()
            raise
        late = [name for name in late if name not in first]
    # What another process made is read from the cache.
    make_frames(corpus, late, tell)


def make_frames(
    corpus: Corpus, names: Iterable[str], tell: Callable[[str], None]
) -> None:
    """Make some frames, and say of each that it is being made, or why it cannot be."""
    for name in names:
        words = name.replace("_", " ")
        tell(f"{words} …")
        try:
            getattr(corpus, name)
        except Exception as error:  # whatever it is, the other frames are made
            reason = one_line(str(error))[:200]
            tell(f"{words}: {type(error).__name__}: {reason}")


def start_beside(
    first: FirstKernel | None, source: Any, settings: dict[str, Any]
) -> Copy | None:
    """Start a process that makes the frames of `BESIDE`; None where there is no use or no way to do so.

    Args:
        first: The process that it is a copy of.
        source: What is opened.
        settings: The settings of the study.
    """
    is_stored = cache_folder() is not None
    cores = os.cpu_count() or 1
    if first is None or not is_stored or cores < 2:
        return None
    request = {
        "source": source,
        "settings": settings,
        "frames": BESIDE,
        "folder": os.getcwd(),
        "environment": dict(os.environ),
    }
    try:
        return Copy(first.copy(request))
    except (OSError, ValueError):  # it has ended: everything is made here
        return None


def wait_for(process: Copy) -> None:
    """Wait for the end of a process."""
    while process.poll() is None:
        time.sleep(LOOK_SECONDS)
