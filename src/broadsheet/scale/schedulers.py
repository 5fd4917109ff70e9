"""Who does the work: this process, processes on this machine, or the workers of a Dask cluster.

Each has `run(function, items)`, which yields the number of an item with its result, or with the exception in
its place, in the order in which they end.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol, TypeAlias

from broadsheet._version import __version__
from broadsheet.errors import BroadsheetError
from broadsheet.store.folder import CannotWrite

Function: TypeAlias = Callable[[Any], Any]
Results: TypeAlias = Iterator[tuple[int, Any]]

TRIES = 3  # how often an item may be at work when a worker dies, before it is given up
ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
PARENT_SECONDS = (
    2  # how often a worker looks whether the process that started it is still there
)


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


@dataclass(frozen=True)
class Processes:
    """Processes on this machine."""

    workers: int

    def run(self, function: Function, items: list[Any]) -> Results:
        """Yield results as they come; when a worker dies, what was not done is tried again."""
        left = list(range(len(items)))
        for _ in range(TRIES):
            for number, result in _in_pool(function, items, left, self.workers):
                left.remove(number)
                yield number, result
            if not left:
                return
        for number in left:  # one of them kills its worker: each by itself shows which
            results = list(_in_pool(function, items, [number], 1))
            error = BroadsheetError(
                "the process that read it was killed: too little memory, for instance"
            )
            yield results[0] if results else (number, error)


def _in_pool(
    function: Function, items: list[Any], numbers: Iterable[int], workers: int
) -> Results:
    """Yield what is done until a worker dies."""
    with _environment_of_workers():
        pool = ProcessPoolExecutor(
            workers, get_context("spawn"), _end_with_parent, (os.getpid(),)
        )
        try:
            futures = {
                pool.submit(function, items[number]): number for number in numbers
            }
            for future in as_completed(futures):
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    return
                yield futures[future], error or future.result()
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _environment_of_workers() -> Iterator[None]:
    """Have each process that is started compute in one thread, and import nothing from the current folder."""
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    kept = os.pathsep.join(os.path.abspath(path) for path in paths if path)
    changes = dict.fromkeys(ONE_THREAD, "1")
    changes |= {"PYTHONSAFEPATH": "1", "PYTHONPATH": kept}
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _end_with_parent(parent: int) -> None:
    """End this process soon after the one that started it was killed."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


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
