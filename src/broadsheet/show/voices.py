"""Quotations gathered under those who said them: where a speaker's row in a table leads."""

from html import escape

import pandas as pd

from broadsheet.show.concordance import even
from broadsheet.show.prose import NO_MATH, style
from broadsheet.show.table import anchor, behind, cell, link

KINDS = {"direct": "word for word", "indirect": "in paraphrase", "mixed": "in part word for word"}


class Voices:
    """Speakers, the most quoted first, each with passages."""

    def __init__(self, quotes: pd.DataFrame, articles: pd.DataFrame, speakers: int, rows: int):
        self.quotes, self.rows = quotes.dropna(subset="speaker"), rows
        self.articles = articles[["outlet", "published"]].astype(object)
        counts = self.quotes["speaker"].value_counts(sort=False)
        self.counts = counts[counts > 0].sort_values(ascending=False, kind="stable")
        self.speakers = list(self.counts.index[:speakers])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/plain": repr(self), "text/html": style("voices.css") + self.html()}

    def __repr__(self) -> str:
        return "\n".join(f"{who}: {self.counts[who]:,} quotations" for who in self.speakers) or "Nobody."

    def html(self) -> str:
        if not self.speakers:
            return '<p class="bs-note">Nobody is quoted.</p>'
        shown = self.quotes[self.quotes["speaker"].isin(self.speakers)]
        theirs = dict(list(shown.groupby("speaker", observed=True)))
        left = len(self.counts) - len(self.speakers)
        note = f'<p class="bs-note">{left:,} more in the tables.</p>' if left else ""
        voices = "".join(self.voice(who, theirs[who]) for who in self.speakers)
        return f'<div class="bs-voices {NO_MATH}">{voices}{note}</div>'

    def voice(self, who: str, quotes: pd.DataFrame) -> str:
        """A speaker and evenly chosen quotations: the first would all be of one article."""
        chosen = quotes.iloc[even(self.rows, len(quotes))]
        roles = quotes["role"].dropna()
        count = f"{len(chosen):,} of " * (len(chosen) < len(quotes)) + f"{len(quotes):,}"
        about = ", ".join([*roles.value_counts().index[:1], f"{count} quotation{'s' * (count != '1')}"])
        passages = "".join(map(self.passage, chosen.itertuples()))
        return (
            f'<section id="{behind("speaker", who)}" data-place=""><h3>{escape(str(who))} '
            f"<span>{escape(about)}</span></h3><ul>{passages}</ul></section>"
        )

    def passage(self, row) -> str:
        cue = f"“{cell(row.cue)}”, " if isinstance(row.cue, str) and row.cue else ""
        known = [cell(value) for value in self.articles.loc[row.article]]
        where = link(anchor(row.article, row.start), ", ".join(filter(None, known)) or cell(row.article))
        about = f"<span>{cue}{KINDS[row.kind]}: {where}</span>"
        return f'<li class="bs-{row.kind}">{cell(row.content)} {about}</li>'


def show_speakers(quotes: pd.DataFrame, articles: pd.DataFrame, speakers: int = 30, rows: int = 5) -> Voices:
    """Show what each speaker said, the most quoted first, each quotation with its place.

    Of a speaker with more than `rows` quotations as many are shown, evenly chosen from all articles. The
    speakers in the report's tables lead here, and from here each quotation leads to its passage.
    """
    return Voices(quotes, articles, speakers, rows)
