"""A process that has read the package, and of which the kernels of a report are copies.

    python -m broadsheet.report.first_kernel

It reads one line of JSON for each copy (`folder` and `environment`, and the `arguments` of a kernel, the
`pages` that are to be written or the frames to `make`), answers with the number of the process, and ends
with whoever started it. Asked to `read` a corpus, it reads the frames that are in the cache. So what every
notebook imports is imported once, and what every notebook shows is read once.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from broadsheet.collector import collect_seldom, collector_paused
from broadsheet.report.light import DEBUGGER, without

# What a kernel imports when it starts and when its first cells are run.
OF_JUPYTER = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.magics.execution",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "matplotlib_inline.backend_inline",
    "matplotlib.pyplot",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.csvs",
    "psutil",
    "tornado.platform.asyncio",
)
# What the notebooks import, and what the second process imports that writes pages.
OF_OURS = (
    "broadsheet.corpus",
    "broadsheet.outlets",
    "broadsheet.report.batches",
    "broadsheet.sources",
    "broadsheet.timeline",
    "broadsheet.words",
)
# Packages whose modules are imported when they are first asked for.
WHOLE = ("broadsheet.charts", "broadsheet.show")


def main() -> None:
    """Copy this process for each line that is read."""
    with collector_paused():
        warm_up()
    from broadsheet.store import keep_frames

    keep_frames()
    signal.signal(signal.SIGCHLD, forget_ended)
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    _silence()
    for line in requests:
        request = json.loads(line)
        number = 0
        if "read" in request:
            read_frames(request)
        else:
            number = copy_for(request, [requests.fileno(), answers.fileno()])
        print(number, file=answers, flush=True)


def copy_for(request: dict[str, Any], files: list[int]) -> int:
    """Copy this process for what is asked, and return the number of the copy.

    Args:
        request: What is asked.
        files: What the copy has no use for.
    """
    first = os.getpid()
    collect_seldom()
    number = os.fork()
    if number == 0:
        for file in files:
            os.close(file)
        become(request, first)
    return number


def forget_ended(number: int, frame: Any) -> None:
    """Take note of copies that have ended: they are gone then, and their time is counted."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


def warm_up() -> None:
    """Import what notebooks import, read the templates, and draw a figure: the first one reads the fonts."""
    with without(DEBUGGER):
        import_module("ipykernel.debugger")
    for name in OF_JUPYTER:
        with suppress(ImportError):  # another version has it elsewhere: kernels find it
            import_module(name)
    for name in OF_OURS:
        import_module(name)
    for name in WHOLE:
        folders = import_module(name).__path__
        for module in walk_packages(folders, f"{name}."):
            import_module(module.name)
    from broadsheet.charts.style import empty
    from broadsheet.notebook import png
    from broadsheet.show.templating import read_templates

    read_templates()
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
        if "pages" in request:
            from broadsheet.report.batches import help_write

            help_write(request["pages"])
        elif "make" in request:
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
    """Make frames: the cache has them for whoever asks for them next."""
    from broadsheet.corpus import open_corpus

    corpus = open_corpus(request["source"], **request["settings"])
    for name in request["make"]:
        getattr(corpus, name)


def read_frames(request: dict[str, Any]) -> None:
    """Read the frames that are in the cache: copies have them without reading them again."""
    from broadsheet.corpus import open_corpus

    os.environ.update(request["environment"])
    with suppress(Exception):  # whoever needs a frame will tell what is wrong
        corpus = open_corpus(request["read"], **request["settings"])
        for name in corpus.shared_frames:
            if corpus.is_stored(name):
                getattr(corpus, name)


def _silence() -> None:
    """Read nothing, and print where errors are printed: what is asked and answered has files of its own."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)


if __name__ == "__main__":
    main()
