"""A concordance as it is read: one line a place, the keywords under one another."""

from html import escape

import numpy as np
import pandas as pd

from broadsheet.articles.check import plural
from broadsheet.show.table import Table, anchor, behind, link

# What stands close to the word before it.
CLOSING = tuple(".,;:!?)]”’'…%")


class Concordance(Table):
    """Lines of `concordance`, shown aligned; all of them as CSV; with a `word` column, `rows` a word."""

    kind, sheets = "concordance", ("table.css", "kwic.css")

    def shown(self) -> pd.DataFrame:
        return self.groups()[0][1] if len(self.frame) else self.frame

    def groups(self) -> list[tuple[str, pd.DataFrame, int]]:
        """Each word, evenly chosen lines (the first would all go on alike), and how many there are."""
        words = self.frame["word"] if "word" in self.frame else pd.Series("", self.frame.index)
        groups = self.frame.groupby(words, sort=False, observed=True)
        return [(word, lines.iloc[even(self.rows, len(lines))], len(lines)) for word, lines in groups]

    def note(self) -> str:
        if "word" in self.frame and len(self.frame):
            return f'<p class="bs-note">At most {self.rows:,} lines a word, evenly chosen.</p>'
        chosen = f"{self.rows:,} of {len(self.frame):,} lines, evenly chosen."
        return f'<p class="bs-note">{chosen}</p>' if len(self.frame) > self.rows else super().note()

    def html(self) -> str:
        rows = "".join(
            f"<tbody>{heading(word, count) * bool(word)}{''.join(map(line, lines.itertuples()))}</tbody>"
            for word, lines, count in self.groups()
        )
        names = ("before", "the word, and after", "article")
        return self.framed("".join(f'<th scope="col">{name}</th>' for name in names), rows, " bs-kwic")


def even(rows: int, count: int) -> np.ndarray:
    """Evenly chosen row numbers, all of them where they are few.

    >>> even(2, 6).tolist(), even(9, 3).tolist()
    ([0, 3], [0, 1, 2])
    """
    rows = min(rows, count)
    return np.arange(rows) * count // max(rows, 1)


def heading(word: str, count: int) -> str:
    head = f'<th colspan="3" scope="rowgroup">{escape(word)} <span>{plural(count, "place")}</span></th>'
    return f'<tr class="bs-word" id="{behind("word", word)}" data-place="">{head}</tr>'


def line(row) -> str:
    place = link(anchor(row.article, row.start), escape(str(row.article)))
    after = "" if row.right[:1] in CLOSING else " "
    return (
        f'<tr><td class="bs-left"><bdi>{escape(row.left)}</bdi></td>'
        f'<td class="bs-right"><b class="bs-key">{escape(row.keyword)}</b>{after}{escape(row.right)}</td>'
        f'<td class="bs-place">{place}</td></tr>'
    )


def show_concordance(lines, caption=None, name="concordance", rows=25) -> Concordance:
    """Show the lines of a concordance with the keywords in one column, and carry all of them as CSV.

    What does not fit is cut at the far ends, away from the keyword; on a narrow screen each line is a
    paragraph.
    """
    return Concordance(lines, caption, name, rows)


def show_words(tokens, words, caption=None, name="places", rows=4) -> Concordance:
    """Show several words in their places, `rows` lines each: where a word in the report's tables leads."""
    from broadsheet.words import concordance

    found = [concordance(tokens, word).assign(word=word) for word in dict.fromkeys(map(str, words))]
    return Concordance(pd.concat(found, ignore_index=True) if found else pd.DataFrame(), caption, name, rows)
