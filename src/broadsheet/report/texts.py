"""A page for each article, with everything that was found marked in it, and a list of them all."""

import re
from collections import defaultdict
from html import escape

import pandas as pd

from broadsheet.report.front import LIST, html, page, show
from broadsheet.show import Article, Table
from broadsheet.show.article import plain
from broadsheet.show.table import anchor
from broadsheet.text import split_passages

# Beyond these only articles that the report points to get a page: a folder, not an archive.
MOST_PAGES = 2000
LISTED = 2000

FOLDER = "article_pages"


class Texts:
    """The pages of the articles: where each place in them is, and what stands on each page."""

    def __init__(self, corpus, linked: set[str]):
        self.corpus, self.catalogue = corpus, corpus.catalogue
        self.titles = self.catalogue["title"].fillna(self.catalogue.index.to_series())
        slugs = {anchor(name, 0)[:-2]: name for name in self.catalogue.index}
        self.places = defaultdict(set)
        for slug, start in (address.rsplit("-", 1) for address in linked):
            if slug in slugs:
                self.places[slugs[slug]].add(int(start))
        names = list(self.catalogue.index)
        if len(names) > MOST_PAGES:
            names = [name for name in names if name in self.places][:MOST_PAGES]
        self.files = {name: f"{FOLDER}/{file_name(number, name)}" for number, name in enumerate(names, 1)}
        self.links = {
            anchor(name, start): self.files[name] + (f"#{anchor(name, start)}" if start else "")
            for name in names
            for start in (0, *self.places[name])
        }

    def listed(self):
        """All articles with their days and outlets, each leading to its page."""
        counts = {"quotations": self.counts("quotes"), "dates": self.counts("dates")}
        columns = ["title", "outlet", "published", *counts]
        frame = self.catalogue.assign(title=self.titles, **counts)
        table = Table(frame, None, "all_articles", LISTED, columns)
        return page("All articles", html("<h1>All articles</h1>"), show(table))

    def counts(self, name: str) -> pd.Series:
        counts = getattr(self.corpus, name)["article"].value_counts()
        return counts.reindex(self.catalogue.index, fill_value=0)

    def pages(self):
        """The address and the notebook of each page; the texts are read a hundred at a time."""
        names = list(self.files)
        quotes, dates = (by_article(getattr(self.corpus, kind)) for kind in ("quotes", "dates"))
        for first in range(0, len(names), 100):
            articles = self.corpus.read(names[first : first + 100])
            passages = by_article(split_passages(articles))
            for name, row in zip(articles.index, articles.to_dict("records"), strict=True):
                frames = [frames.get(name, pd.DataFrame()) for frames in (passages, quotes, dates)]
                text = Article(name, row, *frames, self.places[name] - {0}, "h1")
                yield self.files[name], page(self.titles[name], html(text.html() + self.turn(names, name)))

    def turn(self, names: list[str], name: str) -> str:
        """The way to the article before and after, and back to the list."""
        at = names.index(name)
        beside = [("prev", "Previous", names[:at][-1:]), ("next", "Next", names[at + 1 : at + 2])]
        links = "".join(
            f'<li><a rel="{rel}" href="../{self.files[other]}">{says}: {escape(self.titles[other])}</a></li>'
            for rel, says, others in beside
            for other in others
        )
        links += f'<li><a href="../{LIST}">All articles</a></li>'
        return f'<nav class="turn" aria-label="Articles"><ul>{links}</ul></nav>'


def by_article(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return dict(list(plain(frame).groupby("article")))


def file_name(number: int, name: str) -> str:
    """
    >>> file_name(7, "The talks: day one")
    '0007-The-talks-day-one.html'
    """
    return f"{number:04}-{re.sub(r'[^A-Za-z0-9]+', '-', name).strip('-')[:50]}.html"
