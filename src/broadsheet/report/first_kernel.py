"""A process that has read the package, and of which the kernels of a report are copies.

    python -m broadsheet.report.first_kernel

It reads one line of JSON for each copy (`folder` and `environment`, and the `arguments` of a kernel, or the
`source`, the `settings` and the `frames` that are to be made), answers with the number of the process, and
ends with whoever started it. So what every notebook imports is imported once.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

# What the notebooks import, and what their first figure, table and search would.
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "matplotlib_inline.backend_inline",
    "broadsheet.charts",
    "broadsheet.corpus",
    "broadsheet.outlets",
    "broadsheet.show.choose",
    "broadsheet.show.sentences",
    "broadsheet.sources",
    "broadsheet.timeline",
    "broadsheet.words",
)


def main() -> None:
    """Copy this process for each line that is read."""
    warm_up()
    signal.signal(signal.SIGCHLD, forget_ended)
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    _silence()
    for line in requests:
        first = os.getpid()
        number = os.fork()
        if number == 0:
            os.close(requests.fileno())
            os.close(answers.fileno())
            become(json.loads(line), first)
        print(number, file=answers, flush=True)


def forget_ended(number: int, frame: Any) -> None:
    """Take note of copies that have ended: they are gone then, and their time is counted."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


def warm_up() -> None:
    """Import what notebooks import, and draw a figure: the first one reads the fonts."""
    for name in MODULES:
        import_module(name)
    from broadsheet.charts.style import empty
    from broadsheet.notebook import png

    png(empty("Nothing"))


def become(request: dict[str, Any], first: int) -> None:
    """Do in this copy of the process what is asked, and end it.

    Args:
        request: What is asked.
        first: The number of the process that this is a copy of.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    status = 1
    try:
        if "frames" in request:
            make_frames(request)
        else:
            run_kernel(request["arguments"], first)
        status = 0
    finally:
        os._exit(status)


def run_kernel(arguments: list[str], first: int) -> None:
    """Run a kernel until it is shut down."""
    from ipykernel.kernelapp import IPKernelApp

    ends_with = f"--IPKernelApp.parent_handle={first}"
    sys.argv = ["kernel", *arguments, ends_with]
    IPKernelApp.launch_instance()


def make_frames(request: dict[str, Any]) -> None:
    """Make frames, which stay in the cache; what cannot be made is told by whoever needs it."""
    from broadsheet.corpus import open_corpus

    corpus = open_corpus(request["source"], **request["settings"])
    for name in request["frames"]:
        with suppress(Exception):
            getattr(corpus, name)


def _silence() -> None:
    """Read nothing, and print where errors are printed: what is asked and answered has files of its own."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)


if __name__ == "__main__":
    main()
