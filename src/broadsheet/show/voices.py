"""Quotations gathered under those who said them: where a speaker's row in a table leads."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from broadsheet.show.anchors import list_anchor, passage_anchor
from broadsheet.show.citation import Citations
from broadsheet.show.concordance import even
from broadsheet.show.prose import style
from broadsheet.show.sentences import count_noun
from broadsheet.show.templating import render
from broadsheet.show.values import cell
from broadsheet.show.wording import wording

KINDS = wording("how_given")


@dataclass(frozen=True)
class Passage:
    """A quotation, how it was given and where."""

    kind: str
    content: str
    how: str
    source: str
    anchor: str
    citation: str = ""


@dataclass(frozen=True)
class Voice:
    """A speaker with some quotations."""

    name: str
    about: str
    anchor: str
    passages: list[Passage]


class Voices:
    """Speakers, the most quoted first, each with passages."""

    def __init__(
        self,
        quotes: pd.DataFrame,
        articles: pd.DataFrame,
        speakers: int,
        rows: int,
        cite: Citations | None = None,
    ):
        self.quotes = quotes
        self.rows = rows
        self.cite = cite
        self.articles = articles[["outlet", "published"]].astype(object)
        counts = self.quotes["speaker"].value_counts(sort=False)
        quoted = counts[counts > 0]
        self.counts = quoted.sort_values(ascending=False, kind="stable")
        self.speakers = list(self.counts.index[:speakers])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        return {
            "text/plain": repr(self),
            "text/html": style("voices.css", "cite.css") + self.html(),
        }

    def __repr__(self) -> str:
        lines = []
        for name in self.speakers:
            count = count_noun(self.counts[name], "quotation")
            lines.append(f"{name}: {count}")
        return "\n".join(lines) or "Nobody."

    def html(self) -> Markup:
        """Return the speakers and their quotations as HTML."""
        is_shown = self.quotes["speaker"].isin(self.speakers)
        groups = self.quotes[is_shown].groupby("speaker", observed=True)
        by_speaker = dict(list(groups))
        voices = []
        for name in self.speakers:
            voice = self.voice(name, by_speaker[name])
            voices.append(voice)
        left = len(self.counts) - len(self.speakers)
        note = ""
        if left:
            note = f"{left:,} more in the tables."
        return render("voices", voices=voices, note=note)

    def voice(self, name: str, quotes: pd.DataFrame) -> Voice:
        """Return a speaker with evenly chosen quotations: the first would all be of one article."""
        numbers = even(self.rows, len(quotes))
        chosen = quotes.iloc[numbers]
        about = count_noun(len(quotes), "quotation")
        if len(chosen) < len(quotes):
            about = f"{len(chosen):,} of {about}"
        roles = quotes["role"].dropna().value_counts()
        if len(roles):
            about = f"{roles.index[0]}, {about}"
        passages = [self.passage(row) for row in chosen.itertuples()]
        anchor = list_anchor("speaker", name)
        return Voice(str(name), about, anchor, passages)

    def passage(self, row: Any) -> Passage:
        """Return a quotation with its cue, its outlet and its day."""
        how = KINDS[row.kind]
        if isinstance(row.cue, str) and row.cue:
            how = f"“{row.cue}”, {how}"
        words = cell(row.content)
        citation = ""
        if self.cite:
            citation = self.cite.of(str(row.article), int(row.start), words)
        return Passage(
            kind=row.kind,
            content=words,
            how=how,
            source=self._source(row.article),
            anchor=passage_anchor(row.article, row.start),
            citation=citation,
        )

    def _source(self, article: Any) -> str:
        """Return the outlet and the day of an article, or its name."""
        values = self.articles.loc[article]
        parts = [cell(value) for value in values]
        return ", ".join(filter(None, parts)) or str(article)


def show_speakers(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    speakers: int = 30,
    rows: int = 5,
    cite: Citations | None = None,
) -> Voices:
    """Show what each speaker said, the most quoted first, each quotation with its place.

    The speakers in the report's tables lead here, and from here each quotation leads to its passage.

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles they are from.
        speakers: How many speakers are shown.
        rows: How many quotations each has, evenly chosen from all articles.
        cite: What cites them: `corpus.citations`.

    Returns:
        Speakers that a notebook displays.
    """
    return Voices(quotes, articles, speakers, rows, cite)
