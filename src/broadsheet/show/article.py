"""An article as a page: the text as published, its parts set apart, its quotations and dates marked."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from markupsafe import Markup

from broadsheet.show.anchors import passage_anchor, slug
from broadsheet.show.citation import Citation, about_article, cite_about
from broadsheet.show.prose import style
from broadsheet.show.templating import render
from broadsheet.show.values import cell, days_between, last_moment
from broadsheet.show.weave import Mark, Piece, weave
from broadsheet.show.wording import wording

# The sheet has a rule for each of these numbers; whoever speaks less often than the eleventh shares the last.
MOST_SPEAKERS = 12

# Rows of a frame, as `itertuples` gives them: many times faster to go through than the frame.
Rows: TypeAlias = Sequence[Any]

# What stands at a place: its word, or whatever else is there.
WORD = re.compile(r"\w+|.", re.DOTALL)

NOT_SAID = "not said who"
EVERYONE = "Everyone"

QUOTED = wording("quoted")
KINDS = wording("speaker")


class Paragraph(NamedTuple):
    """A paragraph of an article in pieces of text and marks."""

    tag: str
    css: str
    anchor: str
    pieces: list[Piece]
    citations: list[str]  # of the paragraph and of its quotations
    number: int | None = None  # within the body, as it is cited


class Choice(NamedTuple):
    """A speaker in the list at the top of an article."""

    number: int
    name: str
    initials: str
    quotations: int


def show_article(
    articles: pd.DataFrame,
    article: str | list[str],
    quotes: pd.DataFrame | None = None,
    dates: pd.DataFrame | None = None,
) -> "Article | Articles":
    """Show an article as a page, or several one after the other.

    The text is as published. Headline, caption, credit and promotion are set apart; quotations, their
    sources and cues and dates are marked, and say what they are when pointed at or reached by keyboard. The
    list of speakers at the top shows one speaker alone.

    Args:
        articles: The articles, with their text.
        article: An article's name or a list of them.
        quotes: What `find_quotes` returns, where quotations are to be marked.
        dates: What `find_dates` returns, where dates are to be marked.

    Returns:
        A page that a notebook displays.
    """
    from broadsheet.text import split_passages

    names = [article] if isinstance(article, str) else list(dict.fromkeys(article))
    passages = split_passages(articles.loc[names])
    pages = []
    for name in names:
        found = rows_of(passages, name)
        quoted = rows_of(quotes, name)
        dated = rows_of(dates, name)
        pages.append(Article(name, articles.loc[name], found, quoted, dated))
    if isinstance(article, str):
        return pages[0]
    return Articles(pages)


class Article:
    """One article as HTML.

    Args:
        name: Its name in the corpus.
        row: Its row of the articles.
        passages, quotes, dates: The rows of these frames that belong to it, by their place in the text.
        starts: Offsets of words that other pages point to.
        heading: The tag of its headline.
    """

    def __init__(
        self,
        name: str,
        row: Any,
        passages: Rows,
        quotes: Rows,
        dates: Rows,
        starts: tuple | set = (),
        heading: str = "h3",
    ):
        self.name = name
        self.row = row
        self.text: str = row["text"]
        length = len(self.text)
        inside = [start for start in set(starts) if 0 <= start < length]
        self.starts = sorted(inside)
        self.heading = heading
        self.about = about_article(row)
        self.first = min((passage.paragraph for passage in passages), default=0)
        self.passages = passages
        self.quotes = quotes
        self.quote_starts = [quote.start for quote in quotes]
        self.dates = dates
        self.speakers = number_speakers(quotes)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        return {
            "text/plain": self.text,
            "text/html": style("article.css", "cite.css") + self.html(),
        }

    def html(self) -> Markup:
        """Return the article as HTML."""
        paragraphs = self.paragraphs()
        title = cell(self.row.get("title")) or str(self.name)
        about = []
        for name in ("outlet", "published", "byline", "agency"):
            about.append(cell(self.row.get(name)))
        headline = None
        if paragraphs and paragraphs[0].tag == self.heading:
            headline = paragraphs.pop(0)
        return render(
            "article",
            title=title,
            kicker=" · ".join(filter(None, about)),
            headline=headline,
            bare_title=self.heading == "h1" and headline is None,
            citation=cite_about(self.about),
            choices=self.choices(),
            group=slug(self.name),
            paragraphs=paragraphs,
        )

    def paragraphs(self) -> list[Paragraph]:
        """Return the text in paragraphs, each with the marks that fall into it."""
        found = [*self.asides(), *self.quotations(), *self.dated(), *self.targets()]
        marks = place_marks(self.name, found)
        groups = group_by_paragraph(self.passages)
        starts = [group[0].start for group in groups]
        marked = share_marks(starts, marks)
        numbers = number_paragraphs(groups)
        paragraphs: list[Paragraph] = []
        for parts in zip(groups, marked, numbers, strict=True):
            paragraph = self.paragraph(*parts)
            paragraphs.append(paragraph)
        return paragraphs

    def paragraph(
        self, passages: list, marks: list[Mark], number: int | None
    ) -> Paragraph:
        """Return one paragraph; one that begins with a mark needs no address of its own."""
        start = passages[0].start
        end = max(row.end for row in passages)
        part = main_part(passages)
        is_headline = part == "title" and passages[0].paragraph == self.first
        tag = self.heading if is_headline else "p"
        anchor = passage_anchor(self.name, start)
        taken = [mark.anchor for mark in marks]
        if anchor in taken:
            anchor = ""
        pieces = weave(self.text, start, end, marks)
        citations: list[str] = []
        if number is not None:
            citations = self.cite(start, end, number)
        return Paragraph(tag, f"bs-{part}", anchor, pieces, citations, number)

    def cite(self, start: int, end: int, number: int) -> list[str]:
        """Return the citation of a paragraph, and of each quotation that begins in it."""
        first = bisect_left(self.quote_starts, start)
        after = bisect_left(self.quote_starts, end)
        cited = [self.cite_words(start, end, number)]
        for row in self.quotes[first:after]:
            citation = self.cite_words(row.start, row.end, number)
            cited.append(citation)
        return list(dict.fromkeys(cited))

    def cite_words(self, start: int, end: int, number: int) -> Citation:
        """Return the citation of a stretch of a paragraph."""
        return cite_about(self.about, self.text[start:end], number)

    def asides(self) -> Iterator[Mark]:
        """Mark what is neither the headline nor the account but stands within a paragraph of it."""
        sizes = Counter(row.paragraph for row in self.passages)
        for row in self.passages:
            is_alone = sizes[row.paragraph] == 1
            if not is_alone and row.part != "body":
                yield Mark(row.start, row.end, 0, f"bs-aside bs-{row.part}")

    def quotations(self) -> Iterator[Mark]:
        """Mark each quotation with its source and its cue."""
        for row in self.quotes:
            name = name_of(row)
            speaker = self.speakers[name]
            yield from mark_words(row, name, speaker)
            if pd.notna(row.source_start):
                yield Mark(
                    int(row.source_start),
                    int(row.source_end),
                    layer=2,
                    css="bs-source",
                    tip=f"{name}: {explain_speaker(row)}",
                    speaker=speaker,
                )
            if pd.notna(row.cue_start):
                yield Mark(
                    int(row.cue_start),
                    int(row.cue_end),
                    layer=3,
                    css="bs-cue",
                    speaker=speaker,
                )

    def dated(self) -> Iterator[Mark]:
        """Mark each date."""
        for row in self.dates:
            yield Mark(row.start, row.end, 4, "bs-date", explain_date(row))

    def targets(self) -> Iterator[Mark]:
        """Mark the words that other pages point to."""
        for start in self.starts:
            match = WORD.match(self.text, start)
            if match:
                yield Mark(start, match.end(), 5, "bs-here")

    def choices(self) -> list[Choice]:
        """Return who speaks and how often; the style sheet does the choosing."""
        if not self.speakers:
            return []
        counts = Counter(self.speakers[name_of(row)] for row in self.quotes)
        choices = [Choice(0, EVERYONE, "", len(self.quotes))]
        for number, group in groupby(self.speakers, self.speakers.__getitem__):
            names = list(group)
            name = names[0]
            short = initials(name)
            if len(names) > 1:
                name = f"{len(names)} others"
            choice = Choice(number, name, short, counts[number])
            choices.append(choice)
        return choices


class Articles:
    """Several articles, one after the other."""

    def __init__(self, pages: list[Article]):
        self.pages = pages

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        sheets = style("article.css", "cite.css")
        html = [page.html() for page in self.pages]
        texts = [page.text for page in self.pages]
        return {
            "text/plain": "\n\n".join(texts),
            "text/html": sheets + Markup("").join(html),
        }


def rows_of(frame: pd.DataFrame | None, article: str) -> Rows:
    """Return the rows of a frame that belong to an article, by their place in the text."""
    if frame is None or frame.empty:
        return []
    return rows_by_article(frame[frame["article"] == article]).get(article, [])


def rows_by_article(frame: pd.DataFrame) -> dict[str, Rows]:
    """Return the rows of a frame by their article, those of each by their place in the text."""
    if frame.empty:
        return {}
    categories = frame.select_dtypes("category")
    # As what they stand for, categories are faster to go through.
    plain = frame.astype(dict.fromkeys(categories, object))
    rows: dict[str, list[Any]] = {}
    for row in plain.sort_values("start", kind="stable").itertuples(index=False):
        rows.setdefault(row.article, []).append(row)
    return dict(rows)


def group_by_paragraph(passages: Rows) -> list[list]:
    """Return the passages of each paragraph, in their order."""
    rows = sorted(passages, key=lambda row: (row.paragraph, row.start))
    groups = groupby(rows, key=lambda row: row.paragraph)
    return [list(group) for _, group in groups]


def main_part(passages: Rows) -> str:
    """Return what a paragraph is: body where any of it is, else what it begins with."""
    parts = [row.part for row in passages]
    if "body" in parts:
        return "body"
    return parts[0]


def mark_words(row: Any, name: str, speaker: int) -> Iterator[Mark]:
    """Mark the words of a quotation; the last of its pieces has the initials of the speaker."""
    pieces = sorted(pieces_of(row))
    last = pieces[-1]
    for start, end in pieces:
        short = ""
        if end == last[1]:
            short = initials(name)
        yield Mark(
            start,
            end,
            layer=1,
            css=f"bs-quote bs-{row.kind}",
            tip=explain_quote(row, name),
            speaker=speaker,
            initials=short,
        )


def name_of(quote: Any) -> str:
    """Return who is quoted."""
    if isinstance(quote.speaker, str):
        return quote.speaker
    return NOT_SAID


def number_speakers(quotes: Rows) -> dict[str, int]:
    """Number the speakers: who speaks most is 1; equals keep the order in which they speak."""
    counts = Counter(map(name_of, quotes))
    numbers: dict[str, int] = {}
    for name, _ in counts.most_common():
        number = len(numbers) + 1
        numbers[name] = min(number, MOST_SPEAKERS)
    return numbers


def number_paragraphs(paragraphs: list[list]) -> list[int | None]:
    """Number the paragraphs of the body from 1; what stands beside it has no number."""
    numbers: list[int | None] = []
    count = 0
    for passages in paragraphs:
        is_body = any(row.part == "body" for row in passages)
        count += is_body
        numbers.append(count if is_body else None)
    return numbers


def share_marks(starts: list[int], marks: list[Mark]) -> list[list[Mark]]:
    """Return the marks that fall into each paragraph, of which `starts` says where it begins."""
    shares: list[list[Mark]] = [[] for _ in starts]
    for mark in marks:
        first = max(bisect_right(starts, mark.start) - 1, 0)
        for number in range(first, bisect_left(starts, mark.end)):
            shares[number].append(mark)
    return shares


def place_marks(article: str, marks: list[Mark]) -> list[Mark]:
    """Give each place in the article one address: that of the outermost mark that begins there."""
    taken: set[int] = set()
    placed = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.layer, -mark.end)):
        wanted = bool(mark.tip) or mark.css == "bs-here"
        if wanted and mark.start not in taken:
            taken.add(mark.start)
            mark = mark._replace(anchor=passage_anchor(article, mark.start))
        placed.append(mark)
    return placed


def pieces_of(row: Any) -> list[tuple[int, int]]:
    """Return where a quotation stands: one stretch, or several with the cue between them."""
    pieces = getattr(row, "pieces", None)
    if pieces is None or len(pieces) == 0:
        pieces = [(row.start, row.end)]
    return [(int(start), int(end)) for start, end in pieces]


def explain_quote(row: Any, name: str) -> str:
    """Say how somebody is quoted, with which verb, and who that is."""
    how = QUOTED.get(row.kind, row.kind)
    if isinstance(row.cue, str) and row.cue:
        how += f" (“{row.cue}”)"
    text = f"{how}: {name}, {explain_speaker(row)}."
    if getattr(row, "corrected", False):
        text += " Corrected by hand."
    return text


def explain_speaker(row: Any) -> str:
    """Say what a speaker is."""
    kind = "unknown"
    if isinstance(row.speaker_kind, str):
        kind = KINDS.get(row.speaker_kind, kind)
    role = getattr(row, "role", None)
    if isinstance(role, str) and role:
        return f"{role}, {kind}"
    return kind


def explain_date(row: Any) -> str:
    """Say a date's value and the days it may mean; `latest` is the moment after the last of them.

    >>> from types import SimpleNamespace as row
    >>> day, after = pd.Timestamp("2021-10-01"), pd.Timestamp("2021-11-01")
    >>> explain_date(row(type="DATE", value="2021-10", earliest=day, latest=after)).replace("\\xa0", " ")
    'Date, 2021-10: 1 Oct 2021 to 31 Oct 2021.'
    """
    kind = f"{str(row.type).capitalize()}, {row.value}"
    if pd.isna(row.earliest) or pd.isna(row.latest):
        return f"{kind}."
    first = np.datetime64(row.earliest.to_datetime64(), "s")
    last = max(first, last_moment(row.latest))
    return f"{kind}: {days_between(first, last)}."


def initials(name: str) -> str:
    """Return two or three letters for a name, so that speakers can be distinguished without colour.

    >>> initials("Andres Manuel Lopez Obrador"), initials("Reuters"), initials("a senior U.S. official")
    ('ALO', 'RE', 'SUO')
    """
    words = [
        word
        for word in name.split()
        if word[0].isalnum() and word.lower() not in ("a", "an", "the")
    ]
    if len(words) < 2:
        return "".join(words)[:2].upper()
    if len(words) > 3:
        words = [words[0], *words[-2:]]
    return "".join(word[0] for word in words).upper()
