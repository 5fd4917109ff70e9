"""A notebook that was run, as a page and as what the front page shows of it; and both as JSON, to be kept."""

import re
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.errors import one_line
from broadsheet.report.failure import Failure
from broadsheet.report.front import Story, read_story
from broadsheet.report.images import Image
from broadsheet.report.site import Page, content_of

if TYPE_CHECKING:
    from broadsheet.report.execute import Run

LONGEST_REASON = 200  # characters


@dataclass(frozen=True)
class Shown:
    """A notebook in a report: its page, and what the front page shows of it."""

    page: Page
    story: Story


def show(run: "Run", failures: list[Failure]) -> Shown:
    """Return what a report shows of a notebook.

    Args:
        run: The notebook with its outputs.
        failures: Where to tell that they cannot be shown.
    """
    page = convert(run, failures)
    return Shown(page, read_story(page, run.notebook))


def convert(run: "Run", failures: list[Failure]) -> Page:
    """Return a notebook as a page; of one whose outputs cannot be shown, the rest.

    Args:
        run: The notebook with its outputs.
        failures: Where to tell that they cannot be shown.
    """
    # nbconvert takes seconds to import, and where nothing was run nothing is converted.
    from broadsheet.report.exporter import ReportExporter

    exporter = ReportExporter()
    folder = f"{run.name}_files"
    try:
        page = exporter.convert(run.notebook, run.name, folder)
    except Exception as error:  # whatever it shows, the other pages are written
        message = one_line(str(error))[:LONGEST_REASON]
        reason = f"its outputs cannot be shown ({type(error).__name__}: {message})"
        failures.append(Failure(run.name, "the whole page", reason))
        for cell in run.notebook.cells:
            cell.pop("outputs", None)
            cell.setdefault("outputs", [])
        page = exporter.convert(run.notebook, run.name, folder)
    page.short = short(run.name)
    return page


def short(stem: str) -> str:
    """Return a notebook's name as a word in a menu.

    >>> short("02_word_frequencies")
    'Word frequencies'
    """
    return re.sub(r"^\d+_", "", stem).replace("_", " ").capitalize()


def as_plain(shown: Shown) -> dict[str, Any]:
    """Return what is shown as plain values that JSON can hold."""
    page = asdict(shown.page)
    files = {}
    for name, content in shown.page.files.items():
        files[name] = b64encode(content_of(content)).decode()
    page["files"] = files
    return {"page": page, "story": asdict(shown.story)}


def from_plain(value: dict[str, Any]) -> Shown:
    """Return what `as_plain` made plain.

    >>> page = Page("01_articles.html", "What was read?", files={"a.csv": b"word"})
    >>> story = Story(page.href, "Articles", "Two were read.", Image("AA==", narrow=Image("BB==")))
    >>> from_plain(as_plain(Shown(page, story))) == Shown(page, story)
    True
    """
    page = dict(value["page"])
    files: dict[str, bytes | Path] = {}
    for name, content in page.pop("files").items():
        files[name] = b64decode(content)
    story = dict(value["story"])
    figure = _image(story.pop("figure"))
    return Shown(Page(**page, files=files), Story(**story, figure=figure))


def _image(value: dict[str, Any] | None) -> Image | None:
    if value is None:
        return None
    forms = {}
    for name in ("narrow", "brief"):
        forms[name] = _image(value[name])
    return Image(**{**value, **forms})
