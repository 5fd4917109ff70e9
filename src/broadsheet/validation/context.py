"""What a coder sees of an item: the passage, what stands around it, and whom the article names."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
        paragraphs = passages.groupby(["article", "paragraph"], observed=True)
        starts = paragraphs["start"].min()
        ends = paragraphs["end"].max()
        self._paragraphs: dict[str, list[Span]] = defaultdict(list)
        for key, start, end in zip(starts.index, starts, ends, strict=True):
            article = str(key[0])
            self._paragraphs[article].append((start, end))

    def of_row(
        self, kind: str, row: pd.Series, article: str, spans: Sequence[Span]
    ) -> Context:
        """Return what is shown of a row of a frame, whose words stand in these spans."""
        if kind == "pages":
            return self._page(article)
        context = self._around(article, spans)
        if kind == "events":
            days = write_days(row["earliest"], row["latest"])
            return replace(context, note=f"Days: {days}")
        return context

    def of_paragraph(self, article: str, start: int, end: int) -> Context:
        """Return what is shown of a paragraph: itself and what stands before it."""
        return self._around(article, [(start, end)])

    def _page(self, article: str) -> Context:
        text = self.text[article]
        if len(text) > LONGEST_PAGE:
            half = LONGEST_PAGE // 2
            beginning = text[:half]
            end = text[-half:]
            text = f"{beginning}\n[…]\n{end}"
        heading = self._heading(article)
        return Context(heading, (Piece(text),))

    def _around(self, article: str, spans: Sequence[Span]) -> Context:
        text = self.text[article]
        start = spans[0][0]
        end = spans[-1][1]
        first = start
        last = end
        for low, high in self._paragraphs.get(article, []):
            is_apart = high <= start or end <= low
            if not is_apart:
                first = min(first, low)
                last = max(last, high)
        low = max(first - BEFORE, 0)
        high = min(last + AFTER, len(text))
        low = _word_start(text, low)
        high = _word_end(text, high)
        pieces = cut_at(text, low, high, spans)
        heading = self._heading(article)
        return Context(heading, tuple(pieces))

    def _heading(self, article: str) -> str:
        row = self.articles.loc[article]
        published = row.get("published")
        day = ""
        if pd.notna(published):
            day = f"{pd.Timestamp(published):%Y-%m-%d}"
        outlet = _given(row.get("outlet"))
        title = _given(row.get("title"))
        parts = [part for part in (outlet, day, title) if part]
        return " · ".join(parts)


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
    while 0 < place < len(text):
        if text[place - 1].isspace():
            break
        place += 1
    return place


def _word_end(text: str, place: int) -> int:
    """Return the end of the word that stands at a place: a context does not end within one."""
    while place < len(text):
        if text[place].isspace():
            break
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
    last_moment = latest - pd.Timedelta(seconds=1)
    first = str(earliest)[:10]
    last = str(last_moment)[:10]
    if first == last:
        return first
    return f"{first} to {last}"


def with_choices(context: Context, names: Sequence[str]) -> Context:
    """Return the context with names to choose from."""
    choices = sorted(set(names))
    return replace(context, choices=tuple(choices))
