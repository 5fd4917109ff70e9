"""The report: the notebooks, run on any articles, as pages that can be sent."""

from broadsheet.report.exporter import ReportExporter

__all__ = ["ReportExporter", "make_report"]


def __getattr__(name: str):
    if name == "make_report":
        from broadsheet.report.run import make_report

        return make_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
