"""Write docs/frames.md, docs/measures.md and docs/api.md from the package: run by `make docs`."""

from pathlib import Path

import broadsheet
from broadsheet.charts.style import list_methods
from broadsheet.frames import markdown_tables
from broadsheet.show.methods import methods

FOLDER = Path(__file__).parent
HEAD = (
    "All frames are pandas frames. `start` and `end` are character offsets into the article's `text`, "
    "half-open, so `text[start:end]` is the passage. Times are naive, in the article's own day."
)


MEASURES_HEAD = (
    "One sentence for each figure and table, as it stands below it in the report. "
    "[Method](method.md) has the formulas and thresholds."
)


def measures() -> str:
    """Return the page of the figures and tables."""
    lines = ["# What each figure and table shows", "", MEASURES_HEAD]
    for title, listed in (("Figures", list_methods()), ("Tables", methods().items())):
        lines += ["", f"## {title}", ""]
        lines += [f"- **{name.replace('_', ' ')}**: {text}" for name, text in listed]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the three pages."""
    frames = f"# Frames\n\n{HEAD}\n\n{markdown_tables()}\n"
    (FOLDER / "frames.md").write_text(frames, encoding="utf-8")
    (FOLDER / "measures.md").write_text(measures(), encoding="utf-8")
    entries = []
    for name in broadsheet.__all__:
        item = getattr(broadsheet, name)
        if hasattr(item, "__module__") and name != "load_ipython_extension":
            entries.append(f"::: {item.__module__}.{name}")
    text = "# API\n\n" + "\n\n".join(entries) + "\n"
    (FOLDER / "api.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
