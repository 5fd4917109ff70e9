"""Run the command line, as `python -m broadsheet` and as the program `broadsheet`."""

import os
import sys


def leave_current_folder() -> None:
    """Take the current folder out of where modules are looked for.

    `python -m` puts it first, and so does an empty entry in `PYTHONPATH`, such as a colon at its end leaves.
    It stays where `PYTHONPATH` names it in full, and where this package itself lies in it.
    """
    here = os.path.abspath(os.curdir)
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    meant = {os.path.abspath(path) for path in named if path}
    meant.add(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    if here not in meant:
        sys.path[:] = [path for path in sys.path if os.path.abspath(path) != here]


leave_current_folder()

from broadsheet.cli import main  # noqa: E402, only now

if __name__ == "__main__":
    sys.exit(main())
