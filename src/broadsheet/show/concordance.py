"""A concordance as it is read: one line a place, the keywords under one another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from markupsafe import Markup

from broadsheet.show.anchors import list_anchor, passage_anchor
from broadsheet.show.citation import Citations
from broadsheet.show.columns import Column, Part
from broadsheet.show.sentences import count_noun
from broadsheet.show.table import MOST_ROWS, Table
from broadsheet.show.templating import render

if TYPE_CHECKING:
    from broadsheet.words.parts import Tokens

# What stands close to the word before it.
CLOSING = tuple(".,;:!?)]”’'…%")


@dataclass(frozen=True)
class Line:
    """A place where a keyword stands, with what is before and after it."""

    left: str
    keyword: str
    right: str
    article: str
    anchor: str


@dataclass(frozen=True)
class Group:
    """The lines of one word; without a word, of all."""

    word: str
    anchor: str
    places: str
    lines: list[Line]


class Concordance(Table):
    """Lines of `concordance`, shown aligned; all of them as CSV; with a `word` column, `rows` a word."""

    kind = "concordance"
    sheets = ("table.css", "kwic.css")

    def shown(self) -> pd.DataFrame:
        """Return the lines of the first word."""
        if self.given.empty:
            return self.given
        return self.chosen()[0][1]

    def chosen(self) -> list[tuple[str, pd.DataFrame, int]]:
        """Return each word, evenly chosen lines (the first would all go on alike), and how many there are."""
        words = pd.Series("", self.given.index)
        if "word" in self.given:
            words = self.given["word"]
        groups = self.given.groupby(words, sort=False, observed=True)
        places = self.places()
        chosen: list[tuple[str, pd.DataFrame, int]] = []
        for word, lines in groups:
            shown = lines.iloc[even(self.rows, len(lines))]
            chosen.append((str(word), shown, places.get(str(word), len(lines))))
        return chosen

    def places(self) -> dict[str, int]:
        """Return in how many places each word stands, where lines were chosen from more."""
        places = self.given.attrs.get("places", {})
        return dict(places) if isinstance(places, Mapping) else {"": places}

    def note(self) -> str:
        """Say how the lines were chosen."""
        lines = len(self.given)
        in_file = ""
        if self.places():
            in_file = " So are those of the file, of words with very many."
        if "word" in self.given and lines:
            return f"At most {self.rows:,} lines a word, evenly chosen.{in_file}"
        if lines > self.rows:
            places = self.places().get("", lines)
            return f"{self.rows:,} of {places:,} lines, evenly chosen.{in_file}"
        return super().note()

    def html(self) -> Markup:
        """Return the lines as HTML, each word with a heading of its own."""
        groups = []
        for word, lines, count in self.chosen():
            groups.append(
                Group(
                    word,
                    list_anchor("word", word),
                    count_noun(count, "place"),
                    show_lines(lines),
                )
            )
        live = None
        if "word" not in self.given:
            live = self.live(line_columns(self.given.head(MOST_ROWS)))
        return render(
            "concordance",
            groups=groups,
            caption=self.caption,
            label=self.label(),
            note=self.note(),
            live=live,
            method=self.method(),
        )


def line_columns(lines: pd.DataFrame) -> list[Column]:
    """Return all lines of a concordance as columns for the page's script.

    Before the word lines are ordered by the words nearest to it, after it by what follows.
    """
    shown = show_lines(lines)
    before = pd.Series([" ".join(reversed(line.left.split())) for line in shown])
    after = pd.Series([line.right for line in shown])
    return [
        Column(
            "before",
            "before",
            "bs-left",
            [[Part(line.left, look="left")] for line in shown],
            rank_texts(before),
        ),
        Column(
            "after",
            "the word, and after",
            "bs-right",
            [
                [Part(line.keyword, look="key"), Part(line.right, look="rest")]
                for line in shown
            ],
            rank_texts(after),
        ),
        Column(
            "article",
            "article",
            "bs-place",
            [[Part(line.article, line.anchor)] for line in shown],
        ),
    ]


def rank_texts(texts: pd.Series) -> list[int]:
    """Return the order of texts, whatever their case."""
    return texts.str.strip().str.casefold().rank(method="dense").astype(int).tolist()


def show_lines(lines: pd.DataFrame) -> list[Line]:
    """Return the rows of a concordance as the page shows them."""
    shown = []
    for row in lines.itertuples():
        space = "" if row.right[:1] in CLOSING else " "
        anchor = passage_anchor(row.article, row.start)
        shown.append(
            Line(row.left, row.keyword, space + row.right, str(row.article), anchor)
        )
    return shown


def even(rows: int, count: int) -> np.ndarray:
    """Return evenly chosen row numbers, all of them where they are few.

    >>> even(2, 6).tolist(), even(9, 3).tolist()
    ([0, 3], [0, 1, 2])
    """
    rows = min(rows, count)
    return np.arange(rows) * count // max(rows, 1)


def show_concordance(
    lines: pd.DataFrame,
    caption: str | None = None,
    name: str = "concordance",
    rows: int = 25,
    cite: Citations | None = None,
) -> Concordance:
    """Show the lines of a concordance with the keywords in one column, and carry all of them as CSV.

    What does not fit is cut at the far ends, away from the keyword; on a narrow screen each line is a
    paragraph.

    Args:
        lines: What `concordance` returns.
        caption: What stands above the lines.
        name: What their CSV file is called.
        rows: How many lines are shown.
        cite: What cites the lines in the CSV: `corpus.citations`.

    Returns:
        Lines that a notebook displays.
    """
    return Concordance(lines, caption, name, rows, cite=cite)


def show_words(
    tokens: "Tokens",
    words: Iterable[str],
    caption: str | None = None,
    name: str = "places",
    rows: int = 4,
) -> Concordance:
    """Show several words in their places: where a word in the report's tables leads.

    Args:
        tokens: The tokens of the articles.
        words: The words, each of which is looked for once; one that cannot be looked for is passed over.
        caption: What stands above the lines.
        name: What their CSV file is called.
        rows: How many lines each word has.

    Returns:
        Lines that a notebook displays.
    """
    from broadsheet.words.concordance import concordances

    lines = concordances(tokens, map(str, words))
    return Concordance(lines, caption, name, rows)
