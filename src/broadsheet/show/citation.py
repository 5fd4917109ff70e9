"""A passage as it can be cited: outlet, title, day, paragraph, the words, and where they can be read."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from broadsheet.dates import day_label
from broadsheet.show.values import cell

# Longer passages are cited by their first words.
MOST_WORDS = 120


def cite(row: Any, words: str = "", paragraph: int | None = None) -> str:
    """Write the citation of an article, or of a passage in it.

    Args:
        row: The article's row, with `outlet`, `title`, `published`, `url` and `file` where they are known.
        words: The passage's own words.
        paragraph: Its paragraph, counted from 1.

    >>> row = {"outlet": "Metro", "title": "Rain", "published": pd.Timestamp("2021-10-08"), "file": "a.txt"}
    >>> cite(row, "It rained.", 2)
    'Metro, “Rain”, 8 October 2021, paragraph 2: “It rained.” (a.txt)'
    """
    title = cell(row.get("title"))
    parts = [cell(row.get("outlet")), f"“{title}”" if title else ""]
    if pd.notna(row.get("published")):
        parts.append(day_label(row["published"]))
    if paragraph is not None:
        parts.append(f"paragraph {paragraph:,}")
    head = ", ".join(filter(None, parts))
    citation = f"{head}: {quote(words)}" if words else head
    place = cell(row.get("url")) or cell(row.get("file"))
    return f"{citation} ({place})" if place else citation


def quote(words: str) -> str:
    """Put words into quotation marks, and cut what is too long to be cited.

    >>> quote('"No," he said.'), quote("a b")
    ('“‘No,’ he said.”', '“a b”')
    """
    parts = words.split()
    text = " ".join(parts[:MOST_WORDS])
    if len(parts) > MOST_WORDS:
        text += " …"
    for mark, inner in (("“", "‘"), ("”", "’")):
        text = text.replace(mark, inner)
    pieces = text.split('"')
    marked = "".join(
        piece + ("‘" if number % 2 == 0 else "’")
        for number, piece in enumerate(pieces[:-1])
    )
    return f"“{marked}{pieces[-1]}”"


@dataclass
class Citations:
    """Citations of passages of some articles.

    Attributes:
        articles: The articles, with their text.
        passages: What `split_passages` returns for them.
    """

    articles: pd.DataFrame
    passages: pd.DataFrame
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    paragraphs: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = self.articles.astype(object).to_dict("index")
        body = self.passages[self.passages["part"] == "body"]
        first = body.groupby(["article", "paragraph"], observed=True)["start"].min()
        for (article, _), start in first.items():
            self.paragraphs.setdefault(str(article), []).append(int(start))

    def of(self, article: str, start: int, end: int) -> str:
        """Return the citation of a passage, by its offsets in the article's text."""
        row = self.rows[article]
        paragraph = self.paragraph(article, start)
        return cite(row, str(row["text"])[start:end], paragraph)

    def paragraph(self, article: str, start: int) -> int | None:
        """Return the number of the paragraph of the body that a place lies in, from 1."""
        starts = sorted(self.paragraphs.get(article, []))
        return bisect_right(starts, start) or None
