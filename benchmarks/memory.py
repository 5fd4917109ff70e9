"""Time and memory of a command with all processes that it starts: a report on many articles, for instance.

    python benchmarks/memory.py broadsheet report FRAMES --output PAGES

Memory is the proportional set size (pages that processes share count once), which Linux tells, added up over
all processes every half second. Prints wall-clock and CPU seconds, the highest sum, and the largest process.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from common import finish

EVERY = 0.5  # seconds between two looks
MB = 1024  # kB


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


def main(command: list[str]) -> None:
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most = largest = 0
    while process.poll() is None:
        sizes = [proportional_kb(pid) for pid in children({process.pid})]
        most = max(most, sum(sizes))
        largest = max([largest, *sizes])
        time.sleep(EVERY)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {
        "status": process.returncode,
        "seconds": round(time.monotonic() - began, 1),
        "CPU seconds": round(used.ru_utime + used.ru_stime, 1),
        "all processes MB": most // MB,
        "largest process MB": largest // MB,
        "cores": os.cpu_count(),
    }
    finish([], figures)


if __name__ == "__main__":
    main(sys.argv[1:])
