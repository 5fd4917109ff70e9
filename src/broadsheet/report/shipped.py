"""The notebooks as they come with the package: of these it is known that they read their corpus and no more.

    python -m broadsheet.report.shipped

takes note of the notebooks as they are now; do so whenever one of them is changed.
"""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from broadsheet.errors import BroadsheetError
from broadsheet.store.folder import digest

NOTED = Path(__file__).with_name("notebooks.toml")
HEAD = """\
# What the notebooks contain, as fingerprints: a report runs those that were changed each time it is made.
# Written by python -m broadsheet.report.shipped.
"""


def find_notebooks() -> list[Path]:
    """Return the notebooks beside the package in a clone, or those that came with it."""
    package = Path(str(files("broadsheet")))
    for folder in (package.parents[1] / "notebooks", package / "notebooks"):
        found = sorted(folder.glob("[0-9]*.ipynb"))
        if found:
            return found
    raise BroadsheetError(
        "The notebooks are missing from this installation. Install broadsheet again."
    )


def is_as_it_came(path: Path) -> bool:
    """Say whether a notebook is one of the package's, unchanged."""
    expected = noted().get(path.stem)
    return expected is not None and fingerprint_notebook(path) == expected


@cache
def noted() -> dict[str, str]:
    """Return the fingerprints of the package's notebooks by their names."""
    return tomllib.loads(NOTED.read_text("utf-8"))


def fingerprint_notebook(path: Path) -> str:
    """Return a fingerprint of the cells of a notebook; what they have put out does not count."""
    try:
        notebook = json.loads(path.read_text("utf-8"))
        return digest(*cell_texts(notebook))
    except (OSError, ValueError, KeyError, TypeError):  # running it tells what is wrong
        return ""


def cell_texts(notebook: dict[str, Any]) -> Iterator[str]:
    """Yield kind, tags and content of each cell."""
    for cell in notebook["cells"]:
        yield cell["cell_type"]
        yield repr(cell["metadata"].get("tags", []))
        yield "".join(cell["source"])


def main() -> None:
    """Take note of the notebooks as they are now."""
    lines = []
    for path in find_notebooks():
        lines.append(f'{path.stem} = "{fingerprint_notebook(path)}"\n')
    NOTED.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
