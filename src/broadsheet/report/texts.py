"""A page for each article, with everything that was found marked in it, and a list of them all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
from markupsafe import Markup

from broadsheet.errors import one_line
from broadsheet.report.failure import Failure
from broadsheet.report.filling import fill
from broadsheet.report.front import list_entry, table_html
from broadsheet.report.site import Downloads, Page
from broadsheet.show.anchors import passage_anchor, read_passage
from broadsheet.show.article import Article, Rows, rows_by_article
from broadsheet.show.table import Table
from broadsheet.show.values import cell, cut

# Beyond these only articles that the report points to get a page: a folder, not an archive.
MOST_PAGES = 2000
LISTED = 2000

# So many articles are read at a time.
BATCH = 100

FOLDER = "article_pages"

# What an article is called in the addresses on its own page, where there is no other.
HERE = "here"

# Characters of an article's name in the name of its page.
LONGEST_NAME = 32
LONGEST_TITLE = 200
LONGEST_ERROR = 200


@dataclass(frozen=True)
class Marked:
    """What was found in an article, as rows by their place in the text."""

    passages: Rows
    quotes: Rows
    dates: Rows

    def without_marks(self) -> "Marked":
        """Return the passages alone."""
        return Marked(self.passages, [], [])


class Texts:
    """The pages of the articles: where each place in them is, and what stands on each page.

    Args:
        corpus: The articles and their frames.
        linked: The addresses of all places that other pages point to.
    """

    def __init__(self, corpus: Any, linked: Iterable[str]):
        self.corpus = corpus
        self.linked = set(linked)
        self.catalogue: pd.DataFrame = corpus.catalogue
        self.failures: list[Failure] = []
        self.unmarked: set[str] = set()  # frames that could not be made
        self.titles = titles_of(self.catalogue)
        self.starts = self.find_starts(self.linked)
        self.files = self.name_files()
        self.neighbours = neighbours_of(list(self.files))
        self.list_address = list_entry().href
        self.counts = {"quotations": self.count("quotes"), "dates": self.count("dates")}

    def find_starts(self, linked: Iterable[str]) -> dict[str, set[int]]:
        """Return the offsets in each article that other pages point to."""
        starts = defaultdict(set)
        for passage in map(read_passage, linked):
            if passage is None:
                continue
            article, start = passage
            if article in self.catalogue.index:
                starts[article].add(start)
        return starts

    def name_files(self) -> dict[str, str]:
        """Return the address of each article's page."""
        names = list(self.catalogue.index)
        if len(names) > MOST_PAGES:
            linked = [name for name in names if name in self.starts]
            names = linked[:MOST_PAGES]
        files = {}
        for number, name in enumerate(names, 1):
            files[name] = f"{FOLDER}/{file_name(number, name)}"
        return files

    @cached_property
    def links(self) -> dict[str, str]:
        """The address of each article, and of each place in it that other pages point to."""
        links = {}
        for name, address in self.files.items():
            links[passage_anchor(name, 0)] = address
            for start in self.starts[name] - {0}:
                place = passage_anchor(HERE, start)
                links[passage_anchor(name, start)] = f"{address}#{place}"
        return links

    def count(self, name: str) -> pd.Series:
        """Return how many rows of a frame each article has; none where it cannot be made."""
        try:
            rows = self.corpus.part_of(name, columns=["article"])
        except Exception as error:  # whatever it is, the articles can still be read
            why = shorten_error(error)
            failure = Failure("Article pages", name, f"no {name} are marked ({why})")
            self.failures.append(failure)
            rows = pd.DataFrame({"article": []})
            self.unmarked.add(name)
        counts = rows["article"].astype(object).value_counts()
        return counts.reindex(self.catalogue.index, fill_value=0)

    def rows_of(self, name: str, articles: list[str]) -> dict[str, Rows]:
        """Return the rows of a frame that are marked in these articles, by article."""
        if name in self.unmarked:
            return {}
        return rows_by_article(self.corpus.part_of(name, articles))

    def list_page(self) -> Page:
        """Return the list of all articles with their days and outlets, each leading to its page."""
        downloads = Downloads("all_articles_files")
        frame = self.catalogue.assign(title=self.titles, **self.counts)
        table = Table(
            frame,
            name="all_articles",
            rows=LISTED,
            columns=["title", "outlet", "published", *self.counts],
        )
        main = fill("list", table=table_html(table, downloads))
        return replace(list_entry(), main=main, files=downloads.files)

    def pages(self, names: list[str] | None = None) -> Iterator[Page]:
        """Make the page of each article; the texts are read a hundred at a time.

        Args:
            names: The articles whose pages are made; all that have one without any.
        """
        names = list(self.files) if names is None else names
        for first in range(0, len(names), BATCH):
            batch = names[first : first + BATCH]
            articles = self.corpus.texts(batch)
            passages = self.rows_of("passages", batch)
            quotes = self.rows_of("quotes", batch)
            dates = self.rows_of("dates", batch)
            records = articles.to_dict("records")
            for name, row in zip(articles.index, records, strict=True):
                marked = Marked(
                    passages.get(name, []),
                    quotes.get(name, []),
                    dates.get(name, []),
                )
                yield self.page(name, row, marked)

    def page(self, name: str, row: dict, marked: Marked) -> Page:
        """Make the page of one article; where its marks cannot be drawn, the text stands alone."""
        title = cell(row.get("title")) or str(name)
        row = {**row, "title": title}
        starts = self.starts[name] - {0}
        try:
            article = draw_article(row, marked, starts)
        except Exception as error:  # one article's marks, not the report
            why = f"{type(error).__name__}: {shorten_error(error)}"
            reason = f"its marks could not be drawn ({why})"
            self.failures.append(Failure("Article pages", str(name), reason))
            article = draw_article(row, marked.without_marks(), starts)
        main = fill(
            "text", article=article, turn=self.turn(name), list_page=self.list_address
        )
        return Page(self.files[name], self.titles[name], kind="text", main=main)

    def turn(self, name: str) -> list[tuple[str, str, str, str]]:
        """Return the way to the article before and after."""
        before, after = self.neighbours[name]
        ways = []
        if before is not None:
            ways.append(("prev", "Previous", *self.way(before)))
        if after is not None:
            ways.append(("next", "Next", *self.way(after)))
        return ways

    def way(self, name: str) -> tuple[str, str]:
        """Return the address and the title of an article."""
        return self.files[name], self.titles[name]


def titles_of(catalogue: pd.DataFrame) -> pd.Series:
    """Return the title of each article, or its name, cut where it is very long."""
    titles = []
    for name, title in catalogue["title"].items():
        known = str(name) if pd.isna(title) else title
        titles.append(cut(known, LONGEST_TITLE))
    return pd.Series(titles, catalogue.index, dtype=object)


def draw_article(row: dict, marked: Marked, starts: set[int]) -> Markup:
    """Return an article as HTML, as the main part of a page."""
    article = Article(
        HERE,
        row,
        marked.passages,
        marked.quotes,
        marked.dates,
        starts,
        heading="h1",
    )
    return article.html()


def shorten_error(error: Exception) -> str:
    """Return what an error says, in one short line."""
    return one_line(str(error))[:LONGEST_ERROR]


def neighbours_of(names: list[str]) -> dict[str, tuple[str | None, str | None]]:
    """Return for each name the one before and the one after.

    >>> neighbours_of(["a", "b"])
    {'a': (None, 'b'), 'b': ('a', None)}
    """
    before = [None, *names[:-1]]
    after = [*names[1:], None]
    pairs = zip(before, after, strict=True)
    return dict(zip(names, pairs, strict=True)) if names else {}


def file_name(number: int, name: object) -> str:
    """Return the name of an article's page.

    >>> file_name(7, "The talks: day one")
    '0007-The-talks-day-one.html'
    """
    words = re.sub(r"[^A-Za-z0-9]+", "-", str(name))
    short = words.strip("-")[:LONGEST_NAME]
    return f"{number:04}-{short}.html"
