"""Jupyter's libraries without what they load and a report never uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Checks that an address is well formed, for jsonschema: reading its grammar takes two seconds.
CHECKS = "rfc3987_syntax"


@contextmanager
def without_address_checks() -> Iterator[None]:
    """Import within this what imports jsonschema: no schema of a notebook asks for such a check.

    >>> with without_address_checks():
    ...     import nbformat
    """
    if CHECKS in sys.modules:
        yield
        return
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]  # None says: not there
    modules[CHECKS] = None
    try:
        yield
    finally:
        del modules[CHECKS]
