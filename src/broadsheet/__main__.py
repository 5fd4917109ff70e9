"""Run the command line, as `python -m broadsheet` and as the program `broadsheet`."""

import atexit
import gc
import os
import sys


def leave_current_folder() -> None:
    """Take the current folder out of where modules are looked for.

    `python -m` puts it first, and so does an empty entry in `PYTHONPATH`, such as a colon at its end leaves.
    It stays where `PYTHONPATH` names it in full, and where this package itself lies in it.
    """
    here = os.path.abspath(os.curdir)
    if here in _meant_folders():
        return
    for entry in list(sys.path):
        if os.path.abspath(entry) == here:
            sys.path.remove(entry)


def _meant_folders() -> set[str]:
    """The folders that `PYTHONPATH` names, and the one that this package lies in."""
    named = os.environ.get("PYTHONPATH", "")
    folders = {os.path.abspath(path) for path in named.split(os.pathsep) if path}
    package = os.path.dirname(os.path.abspath(__file__))
    folders.add(os.path.dirname(package))
    return folders


leave_current_folder()
# At the end nothing is looked through for garbage any more, which took a fifth of a second.
atexit.register(gc.freeze)
# Arrow's own allocator keeps what was read and given up: some 400 MB where an archive's quotations are read.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

from broadsheet.cli import main  # noqa: E402, only now

if __name__ == "__main__":
    sys.exit(main())
