"""The report: the notebooks, run on any articles, as pages that can be sent."""

from importlib import import_module
from typing import Any

__all__ = ["Report", "ReportExporter", "make_report"]

# Loaded late: running notebooks takes Jupyter's client, and writing pages nbconvert.
_MODULES = {"Report": "make", "ReportExporter": "exporter", "make_report": "make"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"broadsheet.report.{_MODULES[name]}"), name)
