"""Time and memory of a command with all processes that it starts: a report on many articles, for instance.

    python benchmarks/memory.py broadsheet report FRAMES --output PAGES
    python benchmarks/memory.py --limit 4000 broadsheet report FRAMES --output PAGES

Memory is the proportional set size, which Linux tells, added up over all processes every half second. In it
pages that processes share count once; in the resident size what notebooks share with the process that they
are copies of would count for each. Prints wall-clock and CPU seconds, the highest sum, the most that the
first process took, and the most that any other took. With a limit, in megabytes, the command is ended as soon
as its processes take more together.
"""

import argparse
import ctypes
import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from common import finish

EVERY = 0.5  # seconds between two looks
KB = 1024  # in a megabyte
BECOME_SUBREAPER = 36  # of Linux: processes whose parent has ended become our children


@dataclass
class Measured:
    """What a command took, with all processes that it started."""

    status: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    all_mb: int = 0
    first_mb: int = 0
    others_mb: int = 0

    def see(self, sizes: dict[int, int], first: int) -> None:
        """Take note of the sizes of processes, in kilobytes."""
        others = [size for pid, size in sizes.items() if pid != first]
        self.all_mb = max(self.all_mb, sum(sizes.values()) // KB)
        self.first_mb = max(self.first_mb, sizes.get(first, 0) // KB)
        self.others_mb = max(self.others_mb, max(others, default=0) // KB)


def measure(
    command: Sequence[str | Path], output: int | None = None, limit: int | None = None
) -> Measured:
    """Run a command and measure it.

    Args:
        command: The program and its arguments.
        output: Where it prints.
        limit: Megabytes; when its processes take more together, they are ended.
    """
    # A process that outlives its parent would otherwise take its seconds with it.
    ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1, 0, 0, 0)
    before = cpu_of_children()
    began = time.monotonic()
    measured = Measured()
    process = subprocess.Popen(command, stdout=output)
    while process.poll() is None:
        pids = children({process.pid})
        sizes = {pid: proportional_kb(pid) for pid in pids}
        measured.see(sizes, process.pid)
        if limit is not None and measured.all_mb > limit:
            end(pids)
        time.sleep(EVERY)
    measured.status = process.returncode
    measured.seconds = round(time.monotonic() - began, 1)
    wait_for_others()
    measured.cpu_seconds = round(cpu_of_children() - before, 1)
    return measured


def end(pids: Iterable[int]) -> None:
    """End processes at once."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def wait_for_others() -> None:
    """Wait for the processes that the command has left behind."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def children(parents: set[int]) -> set[int]:
    """Return these processes and all that they started, directly or not."""
    parent_of = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        parent_of[int(path.parent.name)] = int(fields[1])
    found = set(parents)
    while True:
        more = {pid for pid, parent in parent_of.items() if parent in found} - found
        if not more:
            return found
        found |= more


def proportional_kb(pid: int) -> int:
    """Return the proportional set size of a process, 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    sizes = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return sizes[0] if sizes else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    measured = measure(arguments.command, subprocess.DEVNULL, arguments.limit)
    finish([], asdict(measured) | {"cores": os.cpu_count()})


if __name__ == "__main__":
    main()
