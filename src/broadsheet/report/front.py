"""The front page: what was read, what was found, what was skipped, and how it was made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from broadsheet.charts.sizes import TALLEST_ON_FRONT
from broadsheet.report.failure import Failure
from broadsheet.report.filling import fill
from broadsheet.report.images import Image, cut_top, read_image
from broadsheet.report.provenance import Term
from broadsheet.report.search import Index
from broadsheet.report.site import Downloads, Page
from broadsheet.show.prose import FINDING
from broadsheet.show.sentences import describe_collection
from broadsheet.show.table import Table
from broadsheet.show.values import cut, day
from broadsheet.store.spreadsheet import safe_csv

# Of a figure for a phone that is taller than this many times its width the top is shown.
TALLEST_NARROW = 1.8

# Letters of a headline: a finding that is longer is cut.
LONGEST_HEADLINE = 420


@dataclass(frozen=True)
class Story:
    """A notebook on the front page: its finding as the headline, and the figure nearest to it."""

    href: str
    name: str
    headline: str
    figure: Image | None


def front_entry(title: str) -> Page:
    """Return the front page of a report without its content."""
    return Page("index.html", title, "Front page", "front")


def list_entry() -> Page:
    """Return the list of all articles without its content."""
    return Page("all_articles.html", "All articles", "All articles", "list")


def _skipped_table(articles: pd.DataFrame, downloads: Downloads) -> Markup | None:
    """Return the table of what could not be read; None where everything was."""
    skipped = articles.attrs.get("skipped")
    if skipped is None or not len(skipped):
        return None
    caption = f"{len(skipped):,} could not be read; no figure of this report has them."
    if len(skipped) == 1:
        caption = "One could not be read; no figure of this report has it."
    return table_html(Table(skipped, caption, "skipped"), downloads)


def front_page(
    stories: Sequence[Story],
    articles: pd.DataFrame,
    title: str,
    made_from: Sequence[Term],
    failures: Sequence[Failure],
    index: Index,
) -> Page:
    """Make the front page.

    Args:
        stories: What each page found.
        articles: All articles that were read, with the `characters` of each in place of its text.
        title: What the report is called.
        made_from: From what it was made, and with what: see `describe_inputs`.
        failures: What could not be computed.
        index: What the search finds.
    """
    downloads = Downloads("index_files")
    outlets = Table(sources(articles), None, "outlets", rows=12)
    main = fill(
        "front",
        title=title,
        lead=describe_collection(articles),
        stories=stories,
        sources=table_html(outlets, downloads),
        list_page=list_entry().href,
        failures=failures,
        index=index,
        skipped=_skipped_table(articles, downloads),
        terms=terms(articles, made_from, stories),
    )
    return replace(front_entry(title), main=main, files=downloads.files)


def read_story(page: Page, notebook: Any) -> Story:
    """Return a notebook's finding and the figure before it, or its first."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    findings = [
        number
        for number, output in enumerate(outputs)
        if FINDING in output.get("data", {})
    ]
    figures = [number for number, output in enumerate(outputs) if has_figure(output)]
    headline = page.title
    before = figures[:1]
    if findings:
        headline = outputs[findings[0]]["data"][FINDING]["text"]
        before = [number for number in figures if number < findings[0]][-1:] or before
    figure = top_of(read_image(outputs[before[0]])) if before else None
    return Story(page.href, page.short, cut(headline, LONGEST_HEADLINE), figure)


def has_figure(output: Any) -> bool:
    """Say whether an output is a figure that shows more than that there is nothing to draw."""
    if "image/png" not in output.get("data", {}):
        return False
    return not output["metadata"].get("image/png", {}).get("is_empty", False)


def top_of(image: Image) -> Image:
    """Return a figure for the front page: the form with fewer rows, or the top of one that is too tall."""
    is_brief = image.brief is not None
    image = image.brief or image
    top = cut_top(image, TALLEST_ON_FRONT)
    narrow = image.narrow
    if narrow and top.is_cut:
        narrow = cut_top(narrow, TALLEST_NARROW)
    return Image(
        top.png, top.width, top.height, top.alt, narrow, is_cut=top.is_cut or is_brief
    )


def sources(articles: pd.DataFrame) -> pd.DataFrame:
    """Return one row an outlet, the largest first: how many articles, from when to when, how long."""
    frame = articles.groupby("outlet", observed=True, dropna=False).agg(
        articles=("characters", "size"),
        first=("published", "min"),
        last=("published", "max"),
        characters=("characters", "sum"),
    )
    frame = frame.sort_values("articles", ascending=False, kind="stable")
    names = frame.index.astype(object).where(frame.index.notna(), "not given")
    return frame.set_axis(pd.Index(names, name="outlet"))


def terms(
    articles: pd.DataFrame, made_from: Sequence[Term], stories: Sequence[Story]
) -> list[Term]:
    """Return how the report was made, in a few lines."""
    newest = articles["published"].max()
    return [
        *made_from,
        Term("Newest article", day(newest) if pd.notna(newest) else "no day is known"),
        Term("Pages", ", ".join(story.name for story in stories)),
    ]


def table_html(table: Table, downloads: Downloads) -> Markup:
    """Return a table and the line that offers it as a file, where it has rows."""
    if not table.length:
        return table.html()
    line = downloads.offer(
        safe_csv(table.filed), table.name or table.kind, len(table.filed)
    )
    return table.html() + line
