"""The report: the notebooks, run on any articles, as pages that can be sent."""

from importlib import import_module
from typing import Any

from broadsheet.report.light import without_address_checks

__all__ = ["Report", "ReportExporter", "make_report"]

# Loaded late: running notebooks takes Jupyter's client, and writing pages nbconvert.
_MODULES = {"Report": "make", "ReportExporter": "exporter", "make_report": "make"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with without_address_checks():
        module = import_module(f"broadsheet.report.{_MODULES[name]}")
    return getattr(module, name)
