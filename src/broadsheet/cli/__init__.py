"""The command line: the report, what can be read, and each frame as a file or as a table on the terminal."""

from broadsheet.cli.main import main

__all__ = ["main"]
