"""Who does the work: this process, processes on this machine, or the workers of a Dask cluster.

Each has `run(function, items)`, which yields the number of an item with its result, or with the exception in
its place, in the order in which they end.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from broadsheet._version import __version__
from broadsheet.errors import BroadsheetError
from broadsheet.processes import environment_of_workers, leaving_a_core, new_pool
from broadsheet.store.folder import CannotWrite

Function: TypeAlias = Callable[[Any], Any]
Results: TypeAlias = Iterator[tuple[int, Any]]

# Articles from which processes are started: fewer are done sooner than Python starts (about three seconds for
# each process, and 30 ms an article, on a machine of 2024).
START_PROCESSES = 300
TRIES = 3  # how often an item may be at work when a worker dies, before it is given up


class Scheduler(Protocol):
    """What does the work."""

    def run(self, function: Function, items: list[Any]) -> Results:
        """Yield the number and the result of each item, or the exception in its place."""
        ...


class Here:
    """One item after the other, in this process.

    >>> list(Here().run(len, ["a", "bcd"]))
    [(0, 1), (1, 3)]
    """

    def run(self, function: Function, items: list[Any]) -> Results:
        """Yield the number and the result of each item."""
        for number, item in enumerate(items):
            try:
                result = function(item)
            except CannotWrite:
                raise
            except Exception as error:  # a fault of the item, which the caller lists
                result = error
            yield number, result


class Processes:
    """Processes on this machine.

    They end with each run; used as a context manager, they are kept for the next run.

    Args:
        workers: How many there are.
        prepare: What each that is kept does so that it is ready, while another process does the only item
            of the first run.
        meanwhile: What this process does then, before they do.
    """

    def __init__(
        self,
        workers: int,
        prepare: Callable[[], Any] | None = None,
        meanwhile: Callable[[], Any] | None = None,
    ) -> None:
        self.workers = workers
        self.prepare = prepare
        self.meanwhile = meanwhile
        self._pool: ProcessPoolExecutor | None = None
        self._is_kept = False

    def __enter__(self) -> "Processes":
        self._is_kept = True
        return self

    def __exit__(self, *exception: object) -> None:
        self._is_kept = False
        self._close()

    def run(self, function: Function, items: list[Any]) -> Results:
        """Yield results as they come; when a worker dies, what was not done is tried again."""
        is_first = self._is_kept and self._pool is None
        if is_first and self.prepare is not None and len(items) == 1:
            yield 0, self._prepare_beside(self.prepare, function, items[0])
            return
        left = list(range(len(items)))
        for _ in range(TRIES):
            for number, result in self._try(function, items, left):
                left.remove(number)
                yield number, result
            if not left:
                return
        self._close()
        for number in left:  # one of them kills its worker: each by itself shows which
            yield number, _by_itself(function, items[number])

    def _try(
        self, function: Function, items: list[Any], numbers: Iterable[int]
    ) -> Results:
        """Yield what is done until a worker dies."""
        if self._pool is None:
            self._pool = new_pool(self.workers)
        futures: dict[Future[Any], int] = {}
        is_whole = False
        try:
            with environment_of_workers():
                for number in list(numbers):
                    futures[self._pool.submit(function, items[number])] = number
                for future in as_completed(futures):
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        return
                    yield futures[future], error or future.result()
            is_whole = True
        except BrokenProcessPool:
            return
        finally:
            if not (self._is_kept and is_whole):
                self._close()

    def _prepare_beside(
        self, prepare: Callable[[], Any], function: Function, item: Any
    ) -> Any:
        """Return what a process of its own makes of an item, while those that are kept get ready.

        It gives back the memory that it took, and they need not wait for it.
        """
        result = _start_by_itself(function, item)
        if self.meanwhile is not None:
            self.meanwhile()
        self._pool = new_pool(self.workers)
        with environment_of_workers():
            for _ in range(self.workers):
                self._pool.submit(_do_aside, prepare)
        return _result_of(result)

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _do_aside(function: Callable[[], Any]) -> None:
    """Do what must not slow the process that others wait for."""
    with leaving_a_core():
        function()


def _by_itself(function: Function, item: Any) -> Any:
    """Return what a process of its own makes of an item, or why it makes nothing."""
    return _result_of(_start_by_itself(function, item))


def _start_by_itself(function: Function, item: Any) -> "Future[Any]":
    """Have a process of its own do an item; it ends by itself, and nobody waits for its end."""
    pool = new_pool(1)
    with environment_of_workers():
        result = pool.submit(function, item)
    pool.shutdown(wait=False)
    return result


def _result_of(future: "Future[Any]") -> Any:
    """Return the result of a process of its own, or the exception in its place."""
    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        return BroadsheetError(
            "the process that read it was killed: too little memory, for instance"
        )
    return error or future.result()


@dataclass(frozen=True)
class Certificates:
    """The files that a cluster with TLS asks for."""

    ca: str | None = None
    cert: str | None = None
    key: str | None = None

    def security(self) -> Any:
        """Return what Dask takes, None where no file is given."""
        if not (self.ca or self.cert or self.key):
            return None
        if not (self.ca and self.cert and self.key):
            raise BroadsheetError(
                "TLS needs three files: give --tls-ca, --tls-cert and --tls-key."
            )
        for path in (self.ca, self.cert, self.key):
            if not os.path.isfile(path):
                raise BroadsheetError(
                    f"There is no file {path}: give the certificates of the cluster."
                )
        from distributed.security import Security

        return Security(
            tls_ca_file=self.ca,
            tls_client_cert=self.cert,
            tls_client_key=self.key,
            require_encryption=True,
        )


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask scheduler."""

    client: Any

    def run(self, function: Function, items: list[Any]) -> Results:
        """Yield results as they come. A worker of another version ends the run."""
        from dask.distributed import as_completed

        check_versions(self.client)
        futures = self.client.map(function, items, pure=False, retries=0)
        numbers = {future.key: number for number, future in enumerate(futures)}
        try:
            for future in as_completed(futures):
                yield numbers[future.key], future.exception() or future.result()
                future.release()
        finally:
            self.client.cancel(futures)


def check_versions(client: Any) -> None:
    """Raise where a worker has another version of broadsheet, or none.

    Raises:
        BroadsheetError: names the version of the worker, and ours.
    """

    def version_of_worker() -> (
        str
    ):  # sent as code: a worker without broadsheet can run it too
        from importlib.metadata import PackageNotFoundError

        try:
            from broadsheet._version import __version__
        except (ImportError, PackageNotFoundError):
            return "none"
        return __version__

    for address, version in client.run(version_of_worker).items():
        if version != __version__:
            raise BroadsheetError(
                f"The worker {address} has another version of broadsheet ({version}, here {__version__}): "
                "install the same one on all machines."
            )


@contextmanager
def connect(
    address: str, certificates: Certificates, seconds: float = 20
) -> Iterator[Cluster]:
    """Connect to a Dask scheduler.

    Args:
        address: Where it listens.
        certificates: What it asks for, where it speaks TLS.
        seconds: How long to wait for an answer.

    Raises:
        BroadsheetError: Dask is not installed, or nobody answers.
    """
    try:
        from dask.distributed import Client
    except ImportError as error:
        raise BroadsheetError(
            'dask is not installed: pip install "broadsheet[scale]".'
        ) from error
    security = certificates.security()
    try:
        client = Client(address, security=security, timeout=seconds)
    except (OSError, ValueError, TypeError) as error:
        raise BroadsheetError(
            f"No Dask scheduler answers at {address}: {error}."
        ) from error
    try:
        yield Cluster(client)
    finally:
        client.close()


Choose: TypeAlias = Callable[[int], Scheduler]


def choose_by_size(
    stack: ExitStack,
    scheduler: str | Scheduler | None,
    processes: Processes,
    certificates: Certificates,
) -> Choose:
    """Return what gives the scheduler for so many articles; a cluster is reached when first needed.

    Args:
        stack: Ends the connection to a cluster.
        scheduler: A scheduler, or the address of a cluster's; without one, the work is done on this machine.
        processes: Those on this machine.
        certificates: What a cluster with TLS asks for.
    """
    reached: list[Scheduler] = []

    def choose(articles: int) -> Scheduler:
        if scheduler is None:
            if processes.workers > 1 and articles >= START_PROCESSES:
                return processes
            return Here()
        if not isinstance(scheduler, str):
            return scheduler
        if not reached:
            reached.append(stack.enter_context(connect(scheduler, certificates)))
        return reached[0]

    return choose
