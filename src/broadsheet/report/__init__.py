"""The report: the notebooks, run on any articles, as pages that can be sent."""

from typing import Any

from broadsheet.report.exporter import ReportExporter

__all__ = ["Report", "ReportExporter", "make_report"]


def __getattr__(name: str) -> Any:
    if name in (
        "make_report",
        "Report",
    ):  # loaded late: running notebooks takes Jupyter's client
        from broadsheet.report import make

        return getattr(make, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
