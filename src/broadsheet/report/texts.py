"""A page for each article, with everything that was found marked in it, and a list of them all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from broadsheet.errors import one_line
from broadsheet.report.execute import Failure
from broadsheet.report.front import LIST, table_html
from broadsheet.report.site import Downloads, Page, fill
from broadsheet.show import Article, Table
from broadsheet.show.anchors import passage_anchor, read_passage
from broadsheet.show.article import Rows, rows_by_article
from broadsheet.show.values import cell, cut
from broadsheet.text import split_passages

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


class Texts:
    """The pages of the articles: where each place in them is, and what stands on each page.

    Args:
        corpus: The articles and their frames.
        linked: The addresses of all places that other pages point to.
    """

    def __init__(self, corpus: Any, linked: Iterable[str]):
        self.corpus = corpus
        self.catalogue: pd.DataFrame = corpus.catalogue
        self.failures: list[Failure] = []
        titles = self.catalogue["title"].astype(object)
        names = pd.Series(self.catalogue.index.astype(str), self.catalogue.index)
        self.titles = titles.where(titles.notna(), names).map(
            lambda text: cut(text, LONGEST_TITLE)
        )
        self.starts = self.find_starts(linked)
        self.files = self.name_files()
        self.neighbours = neighbours_of(list(self.files))
        self.links = {
            passage_anchor(name, start): address
            if not start
            else f"{address}#{passage_anchor(HERE, start)}"
            for name, address in self.files.items()
            for start in (0, *self.starts[name])
        }
        self.quotes = self.frame("quotes")
        self.dates = self.frame("dates")

    def find_starts(self, linked: Iterable[str]) -> dict[str, set[int]]:
        """Return the offsets in each article that other pages point to."""
        starts = defaultdict(set)
        for passage in map(read_passage, linked):
            if passage and passage[0] in self.catalogue.index:
                starts[passage[0]].add(passage[1])
        return starts

    def name_files(self) -> dict[str, str]:
        """Return the address of each article's page."""
        names = list(self.catalogue.index)
        if len(names) > MOST_PAGES:
            names = [name for name in names if name in self.starts][:MOST_PAGES]
        return {
            name: f"{FOLDER}/{file_name(number, name)}"
            for number, name in enumerate(names, 1)
        }

    def frame(self, name: str) -> pd.DataFrame:
        """Return a frame of the corpus; where it cannot be made, none of its rows are marked."""
        try:
            return getattr(self.corpus, name)
        except Exception as error:  # whatever it is, the articles can still be read
            reason = f"no {name} are marked ({one_line(str(error))[:200]})"
            self.failures.append(Failure("Article pages", name, reason))
            return pd.DataFrame({"article": []})

    def list_page(self) -> Page:
        """Return the list of all articles with their days and outlets, each leading to its page."""
        downloads = Downloads("all_articles_files")
        counts = {
            "quotations": self.count(self.quotes),
            "dates": self.count(self.dates),
        }
        frame = self.catalogue.assign(title=self.titles, **counts)
        table = Table(
            frame,
            None,
            "all_articles",
            LISTED,
            ["title", "outlet", "published", *counts],
        )
        main = fill("list", table=table_html(table, downloads))
        return Page(LIST, "All articles", "All articles", "list", main, downloads.files)

    def count(self, frame: pd.DataFrame) -> pd.Series:
        """Return how many rows of a frame each article has."""
        counts = frame["article"].astype(object).value_counts()
        return counts.reindex(self.catalogue.index, fill_value=0)

    def pages(self) -> Iterator[Page]:
        """Make the page of each article; the texts are read a hundred at a time."""
        names = list(self.files)
        for first in range(0, len(names), BATCH):
            articles = self.corpus.texts(names[first : first + BATCH])
            frames = [split_passages(articles), self.quotes, self.dates]
            found = [rows_by_article(of_articles(frame, articles)) for frame in frames]
            records = articles.to_dict("records")
            for name, row in zip(articles.index, records, strict=True):
                yield self.page(name, row, [rows.get(name, []) for rows in found])

    def page(self, name: str, row: dict, found: list[Rows]) -> Page:
        """Make the page of one article; where its marks cannot be drawn, the text stands alone."""
        starts = self.starts[name] - {0}
        passages, quotes, dates = found
        row = {**row, "title": cell(row.get("title")) or str(name)}
        try:
            article = Article(HERE, row, passages, quotes, dates, starts, "h1").html()
        except Exception as error:  # one article's marks, not the report
            reason = f"its marks could not be drawn ({type(error).__name__}: {one_line(str(error))[:200]})"
            self.failures.append(Failure("Article pages", str(name), reason))
            article = Article(HERE, row, passages, [], [], starts, "h1").html()
        main = fill("text", article=article, turn=self.turn(name), list_page=LIST)
        return Page(self.files[name], self.titles[name], kind="text", main=main)

    def turn(self, name: str) -> list[tuple[str, str, str, str]]:
        """Return the way to the article before and after."""
        before, after = self.neighbours[name]
        ways = []
        if before is not None:
            ways.append(("prev", "Previous", self.files[before], self.titles[before]))
        if after is not None:
            ways.append(("next", "Next", self.files[after], self.titles[after]))
        return ways


def of_articles(frame: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a frame that belong to these articles."""
    return frame[frame["article"].isin(articles.index)]


def neighbours_of(names: list[str]) -> dict[str, tuple[str | None, str | None]]:
    """Return for each name the one before and the one after.

    >>> neighbours_of(["a", "b"])
    {'a': (None, 'b'), 'b': ('a', None)}
    """
    before = [None, *names[:-1]]
    after = [*names[1:], None]
    return {name: (before[n], after[n]) for n, name in enumerate(names)}


def file_name(number: int, name: object) -> str:
    """Return the name of an article's page.

    >>> file_name(7, "The talks: day one")
    '0007-The-talks-day-one.html'
    """
    words = re.sub(r"[^A-Za-z0-9]+", "-", str(name)).strip("-")
    return f"{number:04}-{words[:LONGEST_NAME]}.html"
