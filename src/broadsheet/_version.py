"""The version of the package, where every room can import it."""

from importlib.metadata import version

__version__ = version("broadsheet")
