"""The tables of a study as a colleague wants them: with outlet, day and title in every row of an article."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from broadsheet.corpus import Corpus
from broadsheet.timeline import list_dates, list_events
from broadsheet.words import count_words

ABOUT_ARTICLE = ("outlet", "published", "title")
# The columns that name an article, with what their outlet, day and title are called.
ARTICLE_COLUMNS = {"article": "", "article_a": "_a", "article_b": "_b"}


@dataclass(frozen=True)
class ExportTable:
    """A table of a study.

    Attributes:
        name: What its sheet or file is called.
        frame: Its name among the public frames.
    """

    name: str
    frame: str


TABLES = (
    ExportTable("articles", "articles"),
    ExportTable("quotes", "quotes"),
    ExportTable("people", "people"),
    ExportTable("dates", "dates"),
    ExportTable("events", "events"),
    ExportTable("words", "words"),
    ExportTable("copies", "copies"),
    ExportTable("clusters", "clusters"),
    ExportTable("overlaps", "overlaps"),
    ExportTable("corrections", "corrections"),
)


def study_tables(corpus: Corpus) -> Iterator[tuple[ExportTable, pd.DataFrame]]:
    """Give each table of a study; the texts of the articles are left out.

    Args:
        corpus: What `open_corpus` returns.
    """
    for table in TABLES:
        yield table, export_table(corpus, table.name)


def export_table(corpus: Corpus, name: str) -> pd.DataFrame:
    """Return one table of a study by its name in `TABLES`."""
    if name == "articles":
        return corpus.catalogue.reset_index()
    if name == "words":
        return count_words(corpus.tokens, by="outlet", articles=corpus.catalogue)
    rows: pd.DataFrame = getattr(corpus, name)
    if name == "dates":
        rows = list_dates(rows)
    if name == "events":
        rows = list_events(rows)
    return with_articles(rows.copy(deep=False), corpus.catalogue)


def with_articles(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return rows with outlet, day and title after each column that names an article.

    >>> articles = pd.DataFrame({"outlet": ["Metro"], "published": [None], "title": ["Rain"]}, index=["a"])
    >>> list(with_articles(pd.DataFrame({"article": ["a"], "start": [0]}), articles))
    ['article', 'outlet', 'published', 'title', 'start']
    """
    for column, ending in ARTICLE_COLUMNS.items():
        if column not in rows:
            continue
        ids = rows[column].astype(object)
        position = list(rows).index(column) + 1
        for name in reversed(ABOUT_ARTICLE):
            label = f"{name}{ending}"
            if label not in rows and name in articles:
                about = ids.map(articles[name].astype(object))
                rows.insert(position, label, about)
    return rows
