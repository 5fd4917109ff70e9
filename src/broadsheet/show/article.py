"""An article as a page: the text as published, its parts set apart, its quotations and dates marked."""

import re
from bisect import bisect_left, bisect_right
from html import escape
from itertools import groupby

import pandas as pd

from broadsheet.show.prose import NO_MATH, style
from broadsheet.show.table import anchor, cell, days_between
from broadsheet.show.weave import Mark, weave

# The sheet has a rule for each of these numbers; whoever speaks less often than the eleventh shares the last.
MOST_SPEAKERS = 12

# What stands at a place: its word, or whatever else is there.
WORD = re.compile(r"\w+|.", re.DOTALL)

NOT_SAID = "not said who"


def show_article(articles, article, quotes=None, dates=None):
    """Show an article as a page, or several one after the other.

    The text is as published. Headline, caption, credit and promotion are set apart; quotations, their
    sources and cues (from `find_quotes`) and dates (from `find_dates`) are marked, and say what they are when
    pointed at or reached by keyboard. The list of speakers at the top shows one speaker alone.

    `article` is an article's name or a list of them.
    """
    from broadsheet.text import split_passages

    names = [article] if isinstance(article, str) else list(dict.fromkeys(article))
    passages = split_passages(articles.loc[names])
    pages = [
        Article(name, articles.loc[name], *(of(frame, name) for frame in (passages, quotes, dates)))
        for name in names
    ]
    return pages[0] if isinstance(article, str) else Articles(pages)


class Article:
    """One article as HTML."""

    def __init__(self, name, row, passages, quotes, dates, places=(), heading="h3"):
        self.name, self.row, self.text = name, row, row["text"]
        self.places, self.heading = sorted(set(places)), heading
        self.first = passages["paragraph"].min() if len(passages) else 0
        self.passages, self.quotes, self.dates = passages, quotes, dates
        self.speakers = number_speakers(quotes)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/plain": self.text, "text/html": style("article.css") + self.html()}

    def html(self) -> str:
        marks = place_marks(self.name, [*self.parts(), *self.said(), *self.dated(), *self.asked()])
        rows = sorted(self.passages.itertuples(index=False), key=lambda row: (row.paragraph, row.start))
        parts = [list(part) for _, part in groupby(rows, key=lambda row: row.paragraph)]
        marked = marks_of([part[0].start for part in parts], marks)
        paragraphs = list(map(self.paragraph, parts, marked))
        title = cell(self.row.get("title")) or escape(self.name)
        told = (cell(self.row.get(name)) for name in ("outlet", "published", "byline", "agency"))
        kicker = " · ".join(filter(None, told))
        headline = paragraphs.pop(0) if paragraphs and paragraphs[0].startswith(f"<{self.heading}") else ""
        if self.heading == "h1" and not headline:
            headline = f'<h1 class="bs-title">{title}</h1>'
        return (
            f'<article class="bs-article {NO_MATH}" aria-label="{title}"><p class="bs-kicker">{kicker}</p>'
            f'{headline}{self.legend()}<div class="bs-text">{"".join(paragraphs)}</div></article>'
        )

    def paragraph(self, passages, marks) -> str:
        start, end = passages[0].start, max(row.end for row in passages)
        parts = [row.part for row in passages]
        part = "body" if "body" in parts else parts[0]
        tag = self.heading if part == "title" and passages[0].paragraph == self.first else "p"
        place = anchor(self.name, start)
        # A mark that begins with its paragraph is itself the place.
        place = "" if any(mark.place == place for mark in marks) else f' id="{place}" data-place=""'
        return f'<{tag}{place} class="bs-{part}">{weave(self.text, start, end, marks)}</{tag}>'

    def parts(self):
        """What is neither the headline nor the account but stands within a paragraph of it."""
        several = self.passages["paragraph"].duplicated(keep=False)
        for row in self.passages[several & (self.passages["part"] != "body")].itertuples():
            yield Mark(row.start, row.end, 0, f"bs-aside bs-{row.part}")

    def said(self):
        for row in self.quotes.itertuples():
            who = row.speaker if isinstance(row.speaker, str) else NOT_SAID
            speaker = self.speakers[who]
            pieces = sorted(pieces_of(row))
            for start, end in pieces:
                last = initials(who) if end == pieces[-1][1] else ""
                yield Mark(start, end, 1, f"bs-quote bs-{row.kind}", explain_quote(row, who), speaker, last)
            if pd.notna(row.source_start):
                tip = f"{who}: {explain_speaker(row)}"
                yield Mark(int(row.source_start), int(row.source_end), 2, "bs-source", tip, speaker)
            if pd.notna(row.cue_start):
                yield Mark(int(row.cue_start), int(row.cue_end), 3, "bs-cue", "", speaker)

    def dated(self):
        for row in self.dates.itertuples():
            yield Mark(row.start, row.end, 4, "bs-date", explain_date(row))

    def asked(self):
        """The words that other pages point to."""
        for start in self.places:
            yield Mark(start, WORD.match(self.text, start).end(), 5, "bs-here")

    def legend(self) -> str:
        """Who speaks, how often, and a choice of one of them; the style sheet does the choosing."""
        if not self.speakers:
            return ""
        counts = self.quotes["speaker"].astype(object).fillna(NOT_SAID).map(self.speakers).value_counts()
        names = {number: list(who) for number, who in groupby(self.speakers, self.speakers.get)}
        choices = [(0, "Everyone", "", len(self.quotes))] + [
            (number, name[0] if len(name) == 1 else f"{len(name)} others", initials(name[0]), counts[number])
            for number, name in names.items()
        ]
        group = escape(anchor(self.name, 0))
        labels = "".join(
            f'<label data-s="{number}"><input type="radio" name="who-{group}" value="{number}"'
            f"{' checked' if number == 0 else ''}> <span>{escape(name)}</span> "
            f'<span class="bs-count">{escape(short)}{" " if short else ""}{count}</span></label>'
            for number, name, short, count in choices
        )
        return f'<fieldset class="bs-legend"><legend>Who is quoted</legend>{labels}</fieldset>'


class Articles:
    """Several articles, one after the other."""

    def __init__(self, pages):
        self.pages = pages

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        html = style("article.css") + "".join(page.html() for page in self.pages)
        return {"text/plain": "\n\n".join(page.text for page in self.pages), "text/html": html}


def of(frame, article) -> pd.DataFrame:
    return pd.DataFrame() if frame is None else plain(frame[frame["article"] == article])


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Categories as what they stand for, which is faster to go through row by row."""
    return frame.astype(dict.fromkeys(frame.select_dtypes("category"), object))


def number_speakers(quotes) -> dict[str, int]:
    """Who speaks most is 1; equals keep the order in which they speak."""
    if quotes.empty:
        return {}
    names = quotes["speaker"].astype(object).fillna(NOT_SAID)
    order = names.value_counts(sort=False).sort_values(ascending=False, kind="stable").index
    return {who: min(number, MOST_SPEAKERS) for number, who in enumerate(order, 1)}


def marks_of(starts: list[int], marks: list[Mark]) -> list[list[Mark]]:
    """The marks that fall into each paragraph, of which `starts` says where it begins."""
    marked = [[] for _ in starts]
    for mark in marks:
        first = max(bisect_right(starts, mark.start) - 1, 0)
        for number in range(first, bisect_left(starts, mark.end)):
            marked[number].append(mark)
    return marked


def place_marks(article: str, marks: list[Mark]) -> list[Mark]:
    """Give each place in the article one address: that of the outermost mark that begins there."""
    taken = set()
    placed = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.layer, -mark.end)):
        free = bool(mark.tip or mark.css == "bs-here") and mark.start not in taken
        taken |= {mark.start} if free else set()
        placed.append(mark._replace(place=anchor(article, mark.start) if free else ""))
    return placed


def pieces_of(row) -> list[tuple[int, int]]:
    pieces = getattr(row, "pieces", None)
    pieces = [(row.start, row.end)] if pieces is None or len(pieces) == 0 else pieces
    return [(int(start), int(end)) for start, end in pieces]


def explain_quote(row, who: str) -> str:
    kinds = {"direct": "Quoted", "indirect": "Reported", "mixed": "Reported, in part quoted"}
    cue = f" (“{row.cue}”)" if isinstance(row.cue, str) and row.cue else ""
    return f"{kinds.get(row.kind, row.kind)}{cue}: {who}, {explain_speaker(row)}."


def explain_speaker(row) -> str:
    role = getattr(row, "role", None)
    kind = f"a {row.speaker_kind}" if isinstance(row.speaker_kind, str) else "unknown"
    kind = {"a organisation": "an organisation", "a unnamed": "without a name"}.get(kind, kind)
    return f"{role}, {kind}" if isinstance(role, str) and role else kind


def explain_date(row) -> str:
    """The date's value and the days it may mean; `latest` is the moment after the last of them.

    >>> from types import SimpleNamespace as row
    >>> day, after = pd.Timestamp("2021-10-01"), pd.Timestamp("2021-11-01")
    >>> explain_date(row(type="DATE", value="2021-10", earliest=day, latest=after)).replace("\xa0", " ")
    'Date, 2021-10: 1 Oct 2021 to 31 Oct 2021.'
    """
    what = f"{str(row.type).capitalize()}, {row.value}"
    if pd.isna(row.earliest) or pd.isna(row.latest):
        return f"{what}."
    last = max(row.earliest, row.latest - pd.Timedelta(seconds=1))
    return f"{what}: {days_between(row.earliest, last)}."


def initials(who: str) -> str:
    """Two or three letters for a name, so that speakers can be told apart without colour.

    >>> initials("Andres Manuel Lopez Obrador"), initials("Reuters"), initials("a senior U.S. official")
    ('ALO', 'RE', 'SUO')
    """
    words = [word for word in who.split() if word[0].isalnum() and word.lower() not in ("a", "an", "the")]
    if len(words) < 2:
        return "".join(words)[:2].upper()
    return "".join(word[0] for word in (words if len(words) < 4 else [words[0], *words[-2:]])).upper()
