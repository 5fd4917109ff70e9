"""Run a command, and say in one sentence what is wrong."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from broadsheet.cli.parser import make_parser
from broadsheet.errors import BroadsheetError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    options = make_parser().parse_args(arguments)
    try:
        skipped = find_function(options.run)(options)
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


def find_function(name: str) -> Callable[[Any], Any]:
    """Import what a command needs, and return its function, which returns what was skipped, or None."""
    module, function = name.split(".")
    found: Callable[[Any], Any] = getattr(
        import_module(f"broadsheet.cli.{module}"), function
    )
    return found
