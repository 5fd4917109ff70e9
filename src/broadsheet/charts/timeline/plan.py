"""A timeline before it is drawn: where things stand, who tells what, and in which words."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.charts.palette import MARKERS, Style, outlet_styles
from broadsheet.charts.timeline.line import TimeLine, places_on_line

MOST_COLUMNS = 5  # outlets that have a mark each
LETTERS = 13.6  # of a sentence in an inch

# In inches.
LINE = 0.185  # from a line of text to the next
BETWEEN_MARKS = 0.2
BETWEEN_NAMES = 0.17  # from the name of an outlet to the next
BETWEEN_ROWS = 0.16
RIGHT_MARGIN = 0.05
NUMBER_WIDTH = 0.22  # that the number of outlets takes


@dataclass(frozen=True)
class Layout:
    """Where things stand, in inches from the left edge, and how many lines a sentence may have."""

    is_wide: bool  # else each sentence stands below its date
    width: float
    axis: float  # the line of time
    row: float  # where the thin line from it meets an event's row
    tellers: float  # the first outlet
    text: float
    lines: tuple[int, int, int]  # for a few events, for some, for many

    def most_lines(self, events: int) -> int:
        """Return how many lines a sentence may have where there are so many events."""
        few, some, many = self.lines
        if events > 30:
            return many
        if events > 6:
            return some
        return few


WIDE = Layout(True, 6.8, 1.7, 1.32, 1.98, 2.16, (3, 2, 1))
PHONE = Layout(False, 3.3, 0.14, 0.5, 3.14, 0.56, (5, 3, 2))


@dataclass(frozen=True)
class Tellers:
    """Who tells the events: a mark for each outlet while they are few, else only their number."""

    marks: dict[str, Style]
    several: bool  # whether there are several outlets at all

    @property
    def only_numbers(self) -> bool:
        """Whether outlets are counted and not named."""
        return self.several and not self.marks

    def width(self) -> float:
        """The inches that they take beside the text."""
        if self.marks:
            return BETWEEN_MARKS * (len(self.marks) - 1)
        if self.several:
            return NUMBER_WIDTH
        return 0.0


@dataclass(frozen=True)
class Row:
    """One event as it is drawn."""

    event: Any
    middle: float
    height: float
    begin: float  # on the line of time
    end: float
    text: str

    @property
    def days(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The first and the last day of the event."""
        return self.event.earliest, self.event.latest

    @property
    def has_happened(self) -> bool:
        """Whether it is known to have happened."""
        return self.event.certainty == "happened"

    def first_line(self, layout: Layout) -> float:
        """Where the event's date stands: beside the text, or in a line above it."""
        if layout.is_wide:
            return self.middle
        top = self.middle - self.height / 2
        return top + BETWEEN_ROWS / 2 + LINE / 2


@dataclass(frozen=True)
class Plan:
    """A timeline before it is drawn: who tells, and where each event stands."""

    layout: Layout
    tellers: Tellers
    events: pd.DataFrame
    articles: pd.DataFrame

    @property
    def text_at(self) -> float:
        """Where the sentences begin, from the left edge."""
        if self.layout.is_wide:
            return self.layout.text + self.tellers.width()
        return self.layout.text

    @property
    def header(self) -> float:
        """The height above the first event."""
        return 0.3 + BETWEEN_NAMES * len(self.tellers.marks)

    def texts(self) -> list[str]:
        """The sentences in lines, before them what is not known to have happened."""
        inches = self.layout.width - self.text_at - RIGHT_MARGIN
        wrapper = textwrap.TextWrapper(
            width=int(inches * LETTERS),
            max_lines=self.layout.most_lines(len(self.events)),
            placeholder=" …",
            break_on_hyphens=False,
        )
        texts = []
        for sentence in self._marked_sentences():
            lines = wrapper.wrap(sentence)
            texts.append("\n".join(lines))
        return texts

    def _marked_sentences(self) -> pd.Series:
        what = self.events["what"]
        certainty = self.events["certainty"].astype(str)
        has_happened = certainty == "happened"
        marked = "[" + certainty + "] " + what
        return what.where(has_happened, marked)

    def heights(self, texts: list[str]) -> np.ndarray:
        """The height of each event's row."""
        breaks = [text.count("\n") for text in texts]
        lines = np.array(breaks) + 1
        if not self.layout.is_wide:
            lines = lines + 1  # that of the date
        return lines * LINE + BETWEEN_ROWS

    def now(self) -> pd.Timestamp:
        """The day around which days are drawn to scale."""
        published = self.articles["published"]
        if published.isna().all():
            return self.events["latest"].max()
        return published.max()

    def rows(self, texts: list[str], height: float) -> Iterator[Row]:
        """Yield the rows from the first to the last."""
        heights = self.heights(texts)
        bottoms = self.header + np.cumsum(heights)
        middles = bottoms - heights / 2
        line = TimeLine(self.header + 0.08, height - 0.25)
        spans = places_on_line(self.events, self.now(), middles, line)
        events = self.events.itertuples()
        for number, event in enumerate(events):
            begin, end = spans[number]
            yield Row(
                event,
                middles[number],
                heights[number],
                begin,
                end,
                texts[number],
            )


def choose_tellers(shown: pd.DataFrame, articles: pd.DataFrame) -> Tellers:
    """Give a few outlets a mark each."""
    styles = outlet_styles(articles["outlet"])
    several = articles["outlet"].nunique() > 1
    telling = set(shown["outlets"].explode())
    names = [name for name in styles if name in telling]
    if len(names) > MOST_COLUMNS or not several:
        return Tellers({}, several)
    # Of few, each has a form of its own, so that they can be distinguished without colour.
    marks = {}
    for number, name in enumerate(names):
        marker = MARKERS[number]
        marks[name] = styles[name]._replace(marker=marker)
    return Tellers(marks, several)
