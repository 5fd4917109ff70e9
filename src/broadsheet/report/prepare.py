"""The frames of a corpus and the notebooks that show them: what is made, and run, at the same time.

Quotations take as long as all other frames together, so the notebooks that need none are run beside them.
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Semaphore
from typing import TYPE_CHECKING, Any

from broadsheet.corpus import Corpus
from broadsheet.errors import one_line
from broadsheet.report.copies import Copy, FirstKernel
from broadsheet.show.sentences import describe_collection
from broadsheet.store import cache_folder

if TYPE_CHECKING:
    from broadsheet.report.execute import Run

# Notebooks that run at the same time: each takes the memory of its frames.
AT_ONCE = 2
# Notebooks whose kernels are there at the same time: one is started, which takes half a second, most of it
# waiting, while two others run.
STARTED = AT_ONCE + 1
# Frames that the first notebooks need: names, which they do not, are made beside them.
FIRST_FRAMES = ("all_articles", "tokens", "passages")
# Frames that another process makes, as soon as there are tokens.
OF_THE_TIMELINE = ("dates", "events")
# Notebooks that need no quotations.
BESIDE = ("04_timeline", "02_word_frequencies", "01_articles")
# The order in which notebooks are run: the one that makes frames, then what takes longest, so that in the
# end no process is left alone with much to do.
IN_TURN = (
    "04_timeline",
    "02_word_frequencies",
    "03_quote_attribution",
    "06_sources",
    "05_outlets_compared",
    "01_articles",
)
# Articles from which it pays to run them beside the quotations.
ENOUGH = 100


@dataclass(frozen=True)
class Kernels:
    """What starts kernels, and what each of them opens.

    Attributes:
        first: The process that they are copies of, where there is one.
        source: What is opened.
        settings: The settings of the study.
    """

    first: FirstKernel | None
    source: Any
    settings: dict[str, Any]

    def read(self) -> None:
        """Have the frames that are in the cache read once, for all that is copied from now on."""
        if self.first is not None:
            self.first.read(self.source, self.settings)

    def make(self, names: list[str]) -> Copy | None:
        """Start a process that makes frames and has them kept in the cache; None where there may be none.

        Args:
            names: The frames.
        """
        if self.first is None or not can_share(self.first):
            return None
        request = {"make": names, "source": self.source, "settings": self.settings}
        return self.first.start(request)


@dataclass
class Turn:
    """The turn of a notebook, within which it is run: after that before it, and when few enough run.

    Attributes:
        free: As many places as notebooks may run at the same time.
        before: What has come when the notebook before has its turn, or will never have it.
        come: What has come when this one has.
    """

    free: Semaphore
    before: Event
    come: Event = field(default_factory=Event)

    def __enter__(self) -> None:
        self.before.wait()
        self.free.acquire()
        self.come.set()

    def __exit__(self, *error: object) -> None:
        self.free.release()


class Turns:
    """Runs notebooks, a few at the same time, while this process makes the frames.

    Args:
        corpus: The articles.
        kernels: What starts the kernels.
        tell: Called with a line for each frame and each notebook.
    """

    def __init__(
        self, corpus: Corpus, kernels: Kernels, tell: Callable[[str], None]
    ) -> None:
        self.corpus = corpus
        self.kernels = kernels
        self.tell = tell
        self.subject = ""
        self.free = Semaphore(AT_ONCE)
        self.turns: list[Turn] = []
        self.has_quotes = Event()
        self.beside: Copy | None = None

    def run_all(
        self, paths: list[Path], pool: ThreadPoolExecutor
    ) -> "list[Future[Run]]":
        """Make every frame, and run the notebooks; return their futures in the order of the paths.

        What cannot be made fails in the section that needs it.

        Args:
            paths: The notebooks.
            pool: Where they wait for their turn.
        """
        names = self.corpus.shared_frames
        first = [name for name in names if name in FIRST_FRAMES]
        last = [name for name in names if name in OF_THE_TIMELINE]
        middle = [name for name in names if name not in (*first, *last)]
        make_frames(self.corpus, first[:1], self.tell)
        with self.free:
            if last and self.are_many():
                pool.submit(self.make_beside, last, self.next_turn())
            make_frames(self.corpus, first[1:], self.tell)
            self.subject = describe_collection(self.corpus.inventory)
            pool.submit(self.kernels.read)
            futures = {
                path: pool.submit(self.take, path, self.next_turn())
                for path in in_turn(paths)
            }
            if not self.are_many():
                make_frames(self.corpus, last, self.tell)
            make_frames(self.corpus, middle, self.tell)
        self.kernels.read()
        self.has_quotes.set()
        # Those that another process makes at this time are read from the cache when it is done.
        make_frames(self.corpus, last, lambda line: None)
        return [futures[path] for path in paths]

    def are_many(self) -> bool:
        """Say whether it pays to make frames, and to run notebooks, beside the quotations."""
        return len(self.corpus.catalogue) >= ENOUGH

    def make_beside(self, names: list[str], turn: Turn) -> None:
        """Have frames made by another process, which waits in the cache for those that they need."""
        with turn:
            self.beside = self.kernels.make(names)
            if self.beside is not None:
                wait_for(self.beside)

    def next_turn(self) -> Turn:
        """Return the turn after those that were given."""
        before = self.turns[-1].come if self.turns else Event()
        if not self.turns:
            before.set()
        self.turns.append(Turn(self.free, before))
        return self.turns[-1]

    def take(self, path: Path, turn: Turn) -> "Run":
        """Run a notebook when it is its turn."""
        # Jupyter's client takes seconds to import, and where nothing is run it is not needed.
        from broadsheet.report.execute import run_notebook

        if path.stem not in BESIDE:
            self.has_quotes.wait()
        kernels = self.kernels
        try:
            run = run_notebook(
                path,
                kernels.source,
                kernels.settings,
                self.subject,
                kernels.first,
                turn,
            )
        finally:
            turn.come.set()  # also of a notebook that never began: the next one need not wait
        self.tell(f"{path.stem}: done")
        return run

    def give_up(self, pool: ThreadPoolExecutor) -> None:
        """End what runs, and run nothing more."""
        pool.shutdown(wait=False, cancel_futures=True)
        self.has_quotes.set()
        for turn in self.turns:
            turn.come.set()
        if self.beside is not None:
            self.beside.kill()
        if self.kernels.first is not None:
            self.kernels.first.process.kill()  # the kernels that are copies of it end with it


def in_turn(paths: Iterable[Path]) -> list[Path]:
    """Return notebooks in the order in which they are run.

    >>> [path.stem for path in in_turn([Path("01_articles.ipynb"), Path("04_timeline.ipynb")])]
    ['04_timeline', '01_articles']
    """
    order = {stem: number for number, stem in enumerate(IN_TURN)}
    return sorted(paths, key=lambda path: order.get(path.stem, len(order)))


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


def can_share(first: FirstKernel | None) -> bool:
    """Say whether a copy of the first process may take a half of the work."""
    cores = os.cpu_count() or 1
    return first is not None and cache_folder() is not None and cores > 1


def wait_for(process: Copy) -> None:
    """Wait for the end of a process; whoever interrupts the waiting means that process too."""
    try:
        process.wait()
    except BaseException:
        process.kill()
        raise
