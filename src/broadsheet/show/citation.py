"""A passage as it can be cited: outlet, title, day, paragraph, the words, and where they can be read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import cycle
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.dates import day_label
from broadsheet.show.values import cell

# Longer passages are cited by their first words.
MOST_WORDS = 120

# The columns in which a table has the words of its passages; and what stands before and after the names of
# columns where a row has two passages.
WORDS = ("content", "passage", "text", "what", "words")
SIDES = (("", ""), ("other_", ""), ("", "_a"), ("", "_b"))


# The columns of the articles that a citation names.
ABOUT = ("outlet", "title", "published", "url", "file")


class Citation(str):
    """A citation as text, and the parts that many passages of one article share.

    Attributes:
        head: Outlet, title and day.
        middle: Paragraph and words.
        place: The link, or else the file.
        paragraph: The number of the paragraph, where there is one.
        words: The words as they stand in the article.
    """

    __slots__ = ("head", "middle", "paragraph", "place", "words")
    head: str
    middle: str
    place: str
    paragraph: int | None
    words: str

    def __new__(cls, head: str, middle: str = "", place: str = "") -> "Citation":
        """Join the parts."""
        citation = super().__new__(cls, head + middle + place)
        citation.head = head
        citation.middle = middle
        citation.place = place
        citation.paragraph = None
        citation.words = ""
        return citation


def cite(row: Any, words: str = "", paragraph: int | None = None) -> Citation:
    """Write the citation of an article, or of a passage in it.

    Args:
        row: The article's row, with `outlet`, `title`, `published`, `url` and `file` where they are known.
        words: The passage's own words.
        paragraph: Its paragraph, counted from 1.

    >>> row = {"outlet": "Metro", "title": "Rain", "published": pd.Timestamp("2021-10-08"), "file": "a.txt"}
    >>> str(cite(row, "It rained.", 2))
    'Metro, “Rain”, 8 October 2021, paragraph 2: “It rained.” (a.txt)'
    """
    return cite_about(about_article(row), words, paragraph)


def cite_about(
    about: tuple[str, str], words: str = "", paragraph: int | None = None
) -> Citation:
    """Write the citation of a passage of an article of which `about_article` said what is said of it."""
    head, place = about
    middle = ""
    if paragraph is not None:
        middle = f", paragraph {paragraph:,}"
    if words:
        middle += f": {quote(words)}"
    citation = Citation(head, middle, place)
    citation.paragraph = paragraph
    citation.words = words
    return citation


def about_article(row: Any) -> tuple[str, str]:
    """Return what a citation says of an article, before the passage and after it."""
    parts = []
    outlet = cell(row.get("outlet"))
    if outlet:
        parts.append(outlet)
    title = cell(row.get("title"))
    if title:
        parts.append(quote(title))
    published = row.get("published")
    if pd.notna(published):
        parts.append(day_label(published))
    head = ", ".join(parts) or "An article"
    place = cell(row.get("url")) or cell(row.get("file"))
    if place:
        place = f" ({place})"
    return head, place


def quote(words: str) -> str:
    """Put words into quotation marks, and cut what is too long to be cited.

    Marks within are single ones; within words that stand in single ones as a whole they stay double.

    >>> quote('"No," he said.'), quote("‘I “resign” now.’")
    ('“‘No,’ he said.”', '“‘I “resign” now.’”')
    """
    parts = words.split()
    text = " ".join(parts[:MOST_WORDS])
    if len(parts) > MOST_WORDS:
        text += " …"
    if text.startswith("‘") and text.endswith("’"):
        return f"“{text}”"
    # One after the other: a table of letters takes five times as long.
    single = text.replace("“", "‘").replace("”", "’")
    *pieces, last = single.split('"')
    marks = cycle("‘’")
    inside = ""
    for piece in pieces:
        inside += piece + next(marks)
    return f"“{inside}{last}”"


@dataclass
class Citations:
    """Citations of passages of some articles.

    Attributes:
        articles: The articles, with or without their text.
        passages: What `split_passages` returns for them.
    """

    articles: pd.DataFrame
    passages: pd.DataFrame
    abouts: dict[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> dict[str, np.ndarray]:
        """Where the paragraphs of the body of each article begin, in order."""
        body = self.passages[self.passages["part"] == "body"]
        by_paragraph = body.groupby(["article", "paragraph"], observed=True)
        first = by_paragraph["start"].min().reset_index()
        first = first.sort_values(["article", "start"])
        articles = first["article"].astype("str")
        begins = np.flatnonzero(articles != articles.shift())
        starts = np.split(first["start"].to_numpy(), begins[1:])
        return dict(zip(articles.iloc[begins], starts, strict=False))

    def about(self, article: str) -> tuple[str, str]:
        """Return what a citation says of an article, before the passage and after it."""
        if article not in self.abouts:
            place = self.articles.index.get_loc(article)
            row = {name: values[place] for name, values in self._columns.items()}
            self.abouts[article] = about_article(row)
        return self.abouts[article]

    @cached_property
    def _columns(self) -> dict[str, Any]:
        """What is said of an article, by column: a row of a frame takes a hundred times as long to get."""
        known = [name for name in ABOUT if name in self.articles]
        return {name: self.articles[name].array for name in known}

    def of(self, article: str, start: int | None = None, words: str = "") -> Citation:
        """Return the citation of an article, or of a passage that begins at an offset in its text."""
        number = None
        if start is not None:
            number = self.paragraph(article, start)
        return cite_about(self.about(article), words, number)

    def paragraph(self, article: str, start: int) -> int | None:
        """Return the number of the paragraph of the body that a place lies in, from 1."""
        starts = self.paragraphs.get(article)
        if starts is None:
            return None
        return int(np.searchsorted(starts, start, side="right")) or None

    def of_rows(self, rows: pd.DataFrame, before: str = "", after: str = "") -> list:
        """Return the citation of each row's passage, an empty one where its article is not there.

        Args:
            rows: A table with a column `article`, and `start` where it is of passages.
            before: What stands before the names of these columns, such as "other_".
            after: What stands after them, such as "_a".
        """
        nothing = pd.Series(None, rows.index, dtype=object)
        articles = rows[f"{before}article{after}"].astype(object)
        starts = rows.get(f"{before}start{after}", nothing).astype(object)
        words = nothing
        for name in reversed(WORDS):
            words = rows.get(f"{before}{name}{after}", words)
        if "keyword" in rows:
            words = lines_in_context(rows)
        words = words.astype(object)
        citations = []
        for passage in zip(articles, starts, words, strict=True):
            citations.append(self._of_row(*passage))
        return citations

    def _of_row(self, article: Any, start: Any, words: Any) -> Citation:
        if pd.isna(article) or article not in self.articles.index:
            return Citation("")
        name = str(article)
        if pd.isna(start):
            return self.of(name)
        text = ""
        if isinstance(words, str):
            text = words
        return self.of(name, int(start), text)


def lines_in_context(lines: pd.DataFrame) -> pd.Series:
    """Return each line of a concordance as one text."""
    parts = lines[["left", "keyword", "right"]].astype("str")
    words = parts["left"] + " " + parts["keyword"] + " " + parts["right"]
    return "… " + words + " …"


def add_citations(rows: pd.DataFrame, citations: Citations) -> pd.DataFrame:
    """Return a table with a last column `citation`: of the passage, or the article, of each row.

    Where a row compares two passages, both are cited.

    Args:
        rows: Any table; without a column that names articles it is returned as it is.
        citations: Of the articles.
    """
    sides = []
    for before, after in SIDES:
        if f"{before}article{after}" in rows:
            sides.append(citations.of_rows(rows, before, after))
    if not sides:
        return rows
    joined = [_joined(cited) for cited in zip(*sides, strict=True)]
    column = pd.Series(joined, rows.index, dtype=object)
    return rows.assign(citation=column)


def _joined(cited: Sequence[Citation]) -> Citation:
    filled = [citation for citation in cited if citation]
    if len(filled) == 1:
        return filled[0]
    return Citation("; ".join(filled))
