"""The pages of a report and what they share: a name, a menu, a style sheet, and links to one another."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from markupsafe import Markup

from broadsheet import __version__
from broadsheet.palette import css_variables
from broadsheet.report.filling import HERE, fill
from broadsheet.report.structure import (
    Contents,
    Structure,
    content_policy,
    link_page,
    read_structure,
)
from broadsheet.show import live
from broadsheet.show.prose import stylesheet
from broadsheet.show.sentences import count_noun


@dataclass
class Page:
    """A page of the report.

    Attributes:
        href: Its address from the report's folder.
        title: What it is called.
        short: What it is called in the menu.
        kind: `notebook`, `front`, `list` or `text` (of an article).
        main: Its content as HTML, links not yet resolved.
        files: The tables beside it, or files that have them, by their address.
    """

    href: str
    title: str
    short: str = ""
    kind: str = "notebook"
    main: str = ""
    files: dict[str, bytes | Path] = field(default_factory=dict)

    @property
    def up(self) -> str:
        """The way from this page to the report's folder."""
        return "../" * self.href.count("/")

    @cached_property
    def structure(self) -> Structure:
        """What the content consists of, read once.

        An article's page is made by templates of our own that have nothing of what is looked for.
        """
        return Structure() if self.kind == "text" else read_structure(self.main)


@dataclass
class Site:
    """The report as a whole: its name, the pages of its menu, and where each place is shown."""

    title: str
    menu: list[Page]
    links: dict[str, str] = field(default_factory=dict)


def content_of(file: bytes | Path) -> bytes:
    """Return the content of a table beside a page."""
    return file.read_bytes() if isinstance(file, Path) else file


class Downloads:
    """The tables of one page as CSV: files beside it, or within it where there is no place beside."""

    def __init__(self, folder: str | None):
        self.folder = folder
        self.files: dict[str, bytes | Path] = {}

    def offer(self, csv: str | Path, name: str, rows: int) -> Markup:
        """Keep a table, or the file that has it, and return the line that offers it."""
        name = re.sub(r"[^\w-]+", "_", name)[:80]
        file: bytes | Path
        if isinstance(csv, Path):
            file = csv
        else:
            file = csv.encode("utf-8-sig", errors="replace")
        if self.folder:
            href = self.free_address(name)
            self.files[href] = file
        else:
            href = f"data:text/csv;base64,{b64encode(content_of(file)).decode()}"
        return fill(
            "download", href=href, name=f"{name}.csv", rows=count_noun(rows, "row")
        )

    def free_address(self, name: str) -> str:
        """Return an address for a table that no other has."""
        number = 1
        address = f"{self.folder}/{name}.csv"
        while address in self.files:
            number += 1
            address = f"{self.folder}/{name}.{number}.csv"
        return address


@cache
def sheet() -> str:
    """Return the style sheet of every page."""
    own = (HERE / "report.css").read_text("utf-8")
    return css_variables("page") + stylesheet() + own


def render_page(page: Page, site: Site | None = None, language: str = "en") -> str:
    """Return a page with its head, its menu, its list of contents and its links.

    Args:
        page: The page.
        site: The report that it belongs to; without one it stands alone.
        language: The language of its text.
    """
    links = site.links if site else {}
    main, contents = link_page(page.main, links, page.href, page.structure)
    listed: list[Contents] = contents if page.kind == "notebook" else []
    # An article's page has no tables, and so no script at all.
    script = "" if page.kind == "text" else f"\n{live.script()}"
    html = fill(
        "page",
        page=page,
        site=site,
        language=language,
        version=__version__,
        sheet=Markup(sheet()),
        script=Markup(script),
        policy=content_policy(page.structure, f"\n{sheet()}\n", script),
        contents=listed,
        main=Markup(main),
    )
    return f"{html}\n"
