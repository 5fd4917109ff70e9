"""CPU seconds of each step of an extraction, and how much faster several workers are by these alone.

    python benchmarks/tasks.py ARTICLES FRAMES [--size 500] [--workers 1,2,4]

Everything is done in this process, one task after the other, so what else the machine does counts little.
The tasks of each step are then dealt out, in order, to whichever worker is free first: a step waits for the
step before. That leaves out what the clock would add: starting processes, and two cores that share a cache.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from common import finish

from broadsheet.scale import extract
from broadsheet.scale.read import ReadTask
from broadsheet.scale.schedulers import Function, Results

MB = 1024  # kilobytes


@dataclass(frozen=True)
class Task:
    """A task that was done: the call that it belonged to, its step, and its CPU seconds."""

    call: int
    step: str
    seconds: float


@dataclass
class Recorder:
    """Does one item after the other, in this process, and takes note of what each took."""

    tasks: list[Task] = field(default_factory=list)
    calls: int = 0

    def run(self, function: Function, items: list[Any]) -> Results:
        """Yield the number and the result of each item."""
        self.calls += 1
        for number, item in enumerate(items):
            began = time.process_time()
            result = function(item)
            seconds = time.process_time() - began
            self.tasks.append(Task(self.calls, step_of(function, item), seconds))
            yield number, result


def step_of(function: Function, item: Any) -> str:
    """Return what a task does, in a word."""
    if isinstance(item, ReadTask):
        return "reading"
    name = getattr(item, "name", "")
    return f"joining, {name}" if name else function.__name__


def in_parallel(tasks: list[Task], workers: int) -> float:
    """Return the seconds that so many workers need.

    >>> in_parallel([Task(1, "a", 2.0), Task(1, "a", 2.0), Task(2, "b", 1.0)], 2)
    3.0
    """
    total = 0.0
    for call in sorted({task.call for task in tasks}):
        free = [0.0] * workers
        for task in tasks:
            if task.call == call:
                first = free.index(min(free))
                free[first] += task.seconds
        total += max(free)
    return total


def steps(tasks: list[Task], articles: int) -> Iterator[dict[str, Any]]:
    """Yield what each step took."""
    for step in dict.fromkeys(task.step for task in tasks):
        seconds = [task.seconds for task in tasks if task.step == step]
        yield {
            "step": step,
            "tasks": len(seconds),
            "CPU seconds": round(sum(seconds), 1),
            "longest": round(max(seconds), 1),
            "ms an article": round(1000 * sum(seconds) / articles, 2),
        }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles")
    parser.add_argument("frames")
    parser.add_argument("--size", type=int, default=500, help="of a partition (500)")
    parser.add_argument("--workers", default="1,2,4", help="how many (1,2,4)")
    args = parser.parse_args()
    recorder = Recorder()
    lines: list[str] = []
    extract(
        args.articles,
        args.frames,
        scheduler=recorder,
        partition_size=args.size,
        tell=lines.append,
    )
    articles = int(lines[-1].split()[0].replace(",", ""))
    alone = in_parallel(recorder.tasks, 1)
    figures: dict[str, Any] = {
        "articles": articles,
        "CPU seconds": round(alone, 1),
        "ms an article": round(1000 * alone / articles, 1),
        "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MB,
    }
    for workers in map(int, args.workers.split(",")):
        together = in_parallel(recorder.tasks, workers)
        figures[f"{workers} workers, times as fast"] = round(alone / together, 2)
    finish(list(steps(recorder.tasks, articles)), figures)


if __name__ == "__main__":
    main()
