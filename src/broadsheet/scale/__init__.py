"""Articles by the million: the same functions over partitions, on this machine's cores or on a cluster."""

import json
import logging
import posixpath
import sys
import time
from contextlib import ExitStack, contextmanager
from importlib.metadata import version

import pandas as pd

from broadsheet.errors import BroadsheetError

__all__ = ["extract"]

# Dask has its workers give every freed page back at once, which arrays of some megabytes pay for in time.
ENVIRONMENT = {"MALLOC_TRIM_THRESHOLD_": 2**28, "MALLOC_MMAP_THRESHOLD_": 2**25}
ENVIRONMENT |= dict.fromkeys(["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"], 1)
MANIFEST, JOINED = "manifest.jsonl", "joined"


def extract(
    articles,
    output,
    scheduler: str | None = None,
    workers: int | None = None,
    partition_size: int = 1000,
    keep_tokens: bool = False,
    day_first: bool | None = None,
    tell=print,
) -> pd.DataFrame:
    """Read and analyse articles in partitions, and write the frames as folders of Parquet files.

    `articles` and `output` are folders, files or patterns, here or at any fsspec address that the workers
    reach too. The work goes to the Dask `scheduler` (`tcp://…`), else to `workers` processes here (one for
    each core). A partition holds `partition_size` articles, whoever reads it, so the rows do not depend on
    the workers. What is finished stays: call it again to go on after an interruption.

    Written are `articles` (columns of the source's own as JSON in `more`), `passages`, `quotes`, `dates`,
    `skipped`, with `keep_tokens` also `tokens`; each has a column `partition`, since ids are unique in one.
    Of the whole corpus, `words` is `count_words` by outlet without the measures of dispersion (ready for
    `compare_words`), `people` is `people`, with `speakers` the names that were brought together for it,
    `events` is `build_timeline` and `copies` is `find_copies`. `open_corpus` reads them all.

    What depends on the partitions: names are settled, and duplicates looked for, within each; speakers are
    then the same person by the names alone. What depends on the size of the corpus alone: of many mentions
    (`events.MOST`) only those of one year, month or day are merged; a pair of copies is counted exactly where
    a sample of a quarter of the runs shows them alike (of 200 words and more practically always), each
    article with the next 30 that have a run, and pairs with a containment below a fifth are not written.

    Returns what was skipped. Needs ``pip install "broadsheet[scale]"``.
    """
    try:
        import dask.distributed  # noqa: F401 - asked for here, so that it is missed here
        from fsspec.core import url_to_fs

        from .plan import make_plan
    except ImportError as error:
        raise BroadsheetError(f'{error.name} is not installed: pip install "broadsheet[scale]".') from error
    fs, base = url_to_fs(str(output))
    output, joined = fs.unstrip_protocol(base), posixpath.join(base, JOINED)
    how = {"keep_tokens": keep_tokens, "day_first": day_first}
    settings = {
        "broadsheet": version("broadsheet"),
        "articles": str(articles),
        "partition_size": partition_size,
    } | how
    root, parts = _manifest(fs, base, settings, lambda: make_plan(articles, partition_size))
    done = {part["part"]: about for part in parts if (about := _finished(fs, base, part["part"]))}
    left = [part for part in parts if part["part"] not in done]
    if left and fs.exists(joined):
        fs.rm(joined)
    if not fs.exists(joined):
        with _cluster(scheduler, workers) as client:
            tell(f"{len(left)} of {len(parts)} partitions to do; dashboard: {client.dashboard_link}")
            done |= _analyse(client, left, output, root=root, **how)
            if not done:
                raise BroadsheetError(f"Nothing in {articles} could be read: {output}/skipped says why.")
            _join(client, [done[number] for number in sorted(done)], output, len(parts))
            fs.pipe_file(joined, b"")
    count, words = (sum(about[name] for about in done.values()) for name in ("articles", "words"))
    tell(f"{count:,} articles, {words:,} words: {output}")
    return _skipped(fs, base)


def _analyse(client, left: list[dict], output: str, **how) -> dict[int, dict]:
    """The first pass: what is known of each partition that could be finished."""
    from .parts import analyse, failed

    done = {}
    futures = client.map(analyse, left, output=output, pure=False, **how)
    for part, about in _finishing(client, futures, left, "analysed"):
        if isinstance(about, BaseException):  # it killed its worker again and again
            about = failed(part, output, f"{type(about).__name__}: {str(about)[:300]}")
        _stop_if_full(about.get("fatal"), output, client, futures)
        if "bad" not in about:
            done[part["part"]] = about
    return done


def _join(client, done: list[dict], output: str, parts: int) -> None:
    """The second pass. It is small, so it is done anew whenever a partition was."""
    from fsspec.core import url_to_fs

    from .join import FRAMES, join

    fs, base = url_to_fs(output)
    for name in FRAMES:  # joined before of other partitions, they may have had more files
        if fs.exists(posixpath.join(base, name)):
            fs.rm(posixpath.join(base, name), recursive=True)
    # What is asked for first goes first; who has nothing to do for it goes on with the next.
    futures = [future for frame in join(output, done, parts) for future in client.compute(frame)]
    for _, problem in _finishing(client, futures, futures, "joined"):
        if isinstance(problem, BaseException):
            raise BroadsheetError(f"{output} could not be joined, run it again: {problem}") from problem
        _stop_if_full(problem, output, client, futures)


@contextmanager
def _cluster(scheduler: str | None, workers: int | None):
    """A client of the scheduler, else of processes on this machine, ended with it."""
    import dask
    from dask.distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.ERROR)  # each shuffle and each slow stop is a warning
    with ExitStack() as stack:
        if not scheduler:
            dask.config.set({"distributed.nanny.pre-spawn-environ": ENVIRONMENT})
            here = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="localhost:0")
            scheduler = stack.enter_context(here)
        try:
            client = Client(scheduler)
        except (OSError, ValueError) as error:
            raise BroadsheetError(f"No Dask scheduler answers at {scheduler}: {error}.") from error
        yield stack.enter_context(client)


def _manifest(fs, base: str, settings: dict, plan) -> tuple[str, list[dict]]:
    """The partitions as they were decided when this output was begun, else as they are decided now."""
    path = posixpath.join(base, MANIFEST)
    if not fs.exists(path):
        root, parts = plan()
        lines = [settings | {"root": root}, *parts]
        try:
            fs.makedirs(base, exist_ok=True)
            fs.pipe_file(path + ".new", "\n".join(map(json.dumps, lines)).encode())
            fs.mv(path + ".new", path)
        except OSError as error:
            raise BroadsheetError(f"{base} cannot be written: {error.strerror or error}.") from error
    head, *parts = map(json.loads, fs.cat_file(path).decode().split("\n"))
    if other := [f"{name} was {head[name]}" for name in settings if head[name] != settings[name]]:
        raise BroadsheetError(f"{base} was begun otherwise ({', '.join(other)}): give another output.")
    return head["root"], parts


def _finished(fs, base: str, part: int) -> dict | None:
    """What the marker of a partition says, if all its files are there in the size they were written in."""
    try:
        about = json.loads(fs.cat_file(posixpath.join(base, "done", f"part-{part:05}.json")))
        files = {posixpath.join(base, n, f"part-{part:05}.parquet"): s for n, s in about["sizes"].items()}
        return about if all(fs.size(file) == size for file, size in files.items()) else None
    except (OSError, ValueError):
        return None


def _finishing(client, futures: list, names: list, verb: str):
    """Pairs of a name and a result, or the exception in its place, as they come, with a bar on a terminal."""
    from dask.distributed import as_completed

    name_of = dict(zip([future.key for future in futures], names, strict=True))
    began, words = time.monotonic(), 0
    for number, future in enumerate(as_completed(futures), start=1):
        result = future.exception() or future.result()
        words += result.get("words", 0) if isinstance(result, dict) else 0
        if sys.stderr.isatty():
            took = time.monotonic() - began
            bar = ("█" * (30 * number // len(futures))).ljust(30, "·")
            left = took / number * (len(futures) - number)
            rate = f", {words / took:,.0f} words a second" if words else ""
            line = f"\r{bar} {number} of {len(futures)} {verb}{rate}, {left / 60:.0f} min left \033[K"
            print(line, end="\n" if number == len(futures) else "", file=sys.stderr, flush=True)
        yield name_of[future.key], result
        future.release()


def _stop_if_full(problem: str | None, output: str, client, futures: list) -> None:
    if problem:
        client.cancel(futures)
        raise BroadsheetError(
            f"{output} cannot be written ({problem}). What is finished is kept: make room and run it again."
        )


def _skipped(fs, base: str) -> pd.DataFrame:
    found = []
    for path in sorted(fs.glob(posixpath.join(base, "skipped", "*.parquet"))):
        with fs.open(path, "rb") as file:
            found.append(pd.read_parquet(file))
    columns = ["file", "position", "reason", "remedy", "partition"]
    return pd.concat(
        [frame for frame in found if len(frame)] or [pd.DataFrame(columns=columns)], ignore_index=True
    )
