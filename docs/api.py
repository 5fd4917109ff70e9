"""Write docs/frames.md and docs/api.md from the package: run by `make docs`."""

from pathlib import Path

import broadsheet
from broadsheet.frames import markdown_tables

FOLDER = Path(__file__).parent
HEAD = (
    "All frames are pandas frames. `start` and `end` are character offsets into the article's `text`, "
    "half-open, so `text[start:end]` is the passage. Times are naive, in the article's own day."
)


def main() -> None:
    """Write the two pages."""
    frames = f"# Frames\n\n{HEAD}\n\n{markdown_tables()}\n"
    (FOLDER / "frames.md").write_text(frames, encoding="utf-8")
    entries = []
    for name in broadsheet.__all__:
        item = getattr(broadsheet, name)
        if hasattr(item, "__module__") and name != "load_ipython_extension":
            entries.append(f"::: {item.__module__}.{name}")
    text = "# API\n\n" + "\n\n".join(entries) + "\n"
    (FOLDER / "api.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
