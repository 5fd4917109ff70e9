"""Run a command, and say in one sentence what is wrong."""

import os
import sys
from collections.abc import Sequence

from broadsheet.cli.parser import make_parser
from broadsheet.errors import BroadsheetError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    options = make_parser().parse_args(arguments)
    try:
        skipped = options.run(options)
    except BroadsheetError as error:
        print(f"broadsheet: {error}", file=sys.stderr)
        return 2
    except ImportError as error:
        remedy = 'pip install "broadsheet[scale]"'
        print(f"broadsheet: {error}. Try: {remedy}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output, `head` for instance, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    was_something_skipped = skipped is not None and len(skipped) > 0
    return 1 if options.strict and was_something_skipped else 0
