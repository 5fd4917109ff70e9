"""What a coder sees of an item: the passage, what stands around it, and whom the article names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

Span = tuple[int, int]

# Letters of the article before and after the paragraph of a passage; a pronoun seldom reaches further.
BEFORE = 700
AFTER = 300
# Letters of an article of which a page is judged by its beginning and its end.
LONGEST_PAGE = 6000


@dataclass(frozen=True)
class Piece:
    """A stretch of text; marked if it is to be judged."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Context:
    """What is shown of an item.

    Attributes:
        heading: Outlet, day and title of the article.
        pieces: The text, the passage to be judged marked in the middle, in as many pieces as it has.
        note: What else is shown: the days of an event.
        choices: Names to choose from, in the order of the alphabet.
    """

    heading: str
    pieces: tuple[Piece, ...]
    note: str = ""
    choices: tuple[str, ...] = ()

    @property
    def passage(self) -> str:
        """The words to be judged."""
        return " … ".join(piece.text for piece in self.pieces if piece.marked)


class Contexts:
    """The texts that passages are cut from."""

    def __init__(self, articles: pd.DataFrame, passages: pd.DataFrame):
        self.articles = articles
        self.text = articles["text"]
        grouped = passages.groupby(["article", "paragraph"], observed=True)
        spans = grouped.agg(start=("start", "min"), end=("end", "max"))
        self._paragraphs: dict[str, list[tuple[int, int]]] = {}
        for (article, _), start, end in spans.itertuples(name=None):
            self._paragraphs.setdefault(str(article), []).append((start, end))

    def of_row(
        self, kind: str, row: pd.Series, article: str, spans: Sequence[Span]
    ) -> Context:
        """Return what is shown of a row of a frame, whose words stand in these spans."""
        if kind == "pages":
            return self._page(article)
        context = self._around(article, spans)
        if kind == "events":
            days = write_days(row["earliest"], row["latest"])
            return Context(**{**vars(context), "note": f"Days: {days}"})
        return context

    def of_paragraph(self, article: str, start: int, end: int) -> Context:
        """Return what is shown of a paragraph: itself and what stands before it."""
        return self._around(article, [(start, end)])

    def _page(self, article: str) -> Context:
        text = self.text[article]
        if len(text) > LONGEST_PAGE:
            half = LONGEST_PAGE // 2
            text = f"{text[:half]}\n[…]\n{text[-half:]}"
        return Context(self._heading(article), (Piece(text),))

    def _around(self, article: str, spans: Sequence[Span]) -> Context:
        text = self.text[article]
        start, end = first, last = spans[0][0], spans[-1][1]
        for low, high in self._paragraphs.get(article, []):
            if low < end and start < high:
                first = min(first, low)
                last = max(last, high)
        low = _word_start(text, max(first - BEFORE, 0))
        high = _word_end(text, min(last + AFTER, len(text)))
        pieces = cut_at(text, low, high, spans)
        return Context(self._heading(article), tuple(pieces))

    def _heading(self, article: str) -> str:
        row = self.articles.loc[article]
        published = row.get("published")
        day = "" if pd.isna(published) else f"{pd.Timestamp(published):%Y-%m-%d}"
        parts = [_given(row.get("outlet")), day, _given(row.get("title"))]
        return " · ".join(part for part in parts if part)


def _given(value: object) -> str:
    if value is None:
        return ""
    if pd.isna(value):
        return ""
    return str(value)


def cut_at(text: str, low: int, high: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """Cut a stretch of text into what is marked and what is not.

    >>> [piece.text for piece in cut_at("“No,” she said. “Never.”", 0, 24, [(0, 5), (16, 24)])]
    ['“No,”', ' she said. ', '“Never.”']
    """
    for start, end in spans:
        if low < start:
            yield Piece(text[low:start])
        yield Piece(text[start:end], marked=True)
        low = end
    if low < high:
        yield Piece(text[low:high])


def _word_start(text: str, place: int) -> int:
    """Return the beginning of the next word: a context does not begin within one."""
    while 0 < place < len(text) and not text[place - 1].isspace():
        place += 1
    return place


def _word_end(text: str, place: int) -> int:
    """Return the end of the word that stands at a place: a context does not end within one."""
    while place < len(text) and not text[place].isspace():
        place += 1
    return place


def write_days(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """Write the days of a half-open interval.

    >>> write_days(pd.Timestamp("2021-10-08"), pd.Timestamp("2021-10-09"))
    '2021-10-08'
    >>> write_days(pd.Timestamp("2021-10-01"), pd.Timestamp("2021-11-01"))
    '2021-10-01 to 2021-10-31'
    """
    if pd.isna(earliest):
        return "-"
    if pd.isna(latest):
        return "-"
    first = str(earliest)[:10]
    last = str(latest - pd.Timedelta(seconds=1))[:10]
    if first == last:
        return first
    return f"{first} to {last}"


def with_choices(context: Context, names: Sequence[str]) -> Context:
    """Return the context with names to choose from."""
    return Context(**{**vars(context), "choices": tuple(sorted(set(names)))})
