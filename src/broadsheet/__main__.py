"""Run the command line as `python -m broadsheet`."""

import os
import sys


def leave_current_folder() -> None:
    """Take the current folder, which `python -m` puts first, out of where modules are looked for."""
    here = os.path.abspath(os.curdir)
    if not sys.flags.safe_path and sys.path and os.path.abspath(sys.path[0]) == here:
        del sys.path[0]


leave_current_folder()

from broadsheet.cli import main  # noqa: E402, only now

if __name__ == "__main__":
    sys.exit(main())
