"""Jupyter's libraries without what they load and a report never uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Checks that an address is well formed, for jsonschema: reading its grammar takes two seconds, and no schema
# of a notebook asks for such a check.
ADDRESS_CHECKS = "rfc3987_syntax"
# What JupyterLab stops at a breakpoint with, which every kernel would load for itself.
DEBUGGER = "debugpy"


@contextmanager
def without(name: str) -> Iterator[None]:
    """Import within this what would load a module that it can do without.

    >>> with without(ADDRESS_CHECKS):
    ...     import nbformat

    Args:
        name: The module.
    """
    if name in sys.modules:
        yield
        return
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]  # None says: not there
    modules[name] = None
    try:
        yield
    finally:
        del modules[name]
