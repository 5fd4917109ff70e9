"""What sentences say: their content words, and how much each says of a day."""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.timeline.clauses import NAME, Clauses
from broadsheet.timeline.token_rows import precedes, rows_of
from broadsheet.timeline.wordlists import language

NAME_STRENGTH = 1.5  # who is in it tells an event better than other words do
# What a word tells of the day in another clause than the date, or far from it.
ASIDE = 0.5
ASIDE_OF_VAGUE = 0.25  # of a month or a year
LEAST_WORDS = 2  # fewer, besides the date, tell no event ("Updated July 15, 2018")


@dataclass(frozen=True)
class Slices:
    """Sentences as slices of the content words, and which of them are near a date."""

    first: np.ndarray
    last: np.ndarray
    begin: np.ndarray
    stop: np.ndarray
    aside: np.ndarray  # what the others count

    def of_sentences(self) -> list[tuple[int, int]]:
        """Return where each sentence begins and ends."""
        first = self.first.tolist()
        last = self.last.tolist()
        return list(zip(first, last, strict=True))


class Contents:
    """The content words of all articles behind each other: those of a sentence are a slice."""

    def __init__(self, clauses: Clauses) -> None:
        rows = np.flatnonzero(clauses.is_content)
        codes = clauses.norm[rows].tolist()
        is_name = clauses.has_tag(NAME)
        stamp_words = language()["stamp_words"]
        is_of_stamp = clauses.is_one_of(stamp_words)
        is_telling = ~is_name & ~is_of_stamp
        total = np.cumsum(is_telling[rows])
        self.rows = rows
        self.words = [clauses.norms[code] for code in codes]
        self.strength = np.where(is_name[rows], NAME_STRENGTH, 1.0)
        self.telling_before = np.append(0, total)
        self.counts = self._counts(clauses)
        self.figures = [_figure(clauses, row) for row in self.counts]

    def _counts(self, clauses: Clauses) -> list[int]:
        """Return the numbers that stand before what they count: "12 villagers"."""
        is_number = clauses.has_tag(["CD"])
        is_counted = clauses.has_tag(["NNS"])
        is_count = is_number & precedes(is_counted)
        return rows_of(is_count)

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return what sentences say.

        Of a sentence that names a month or a year little but the clause counts: the
        rest may tell of other days.

        Args:
            rows: `first`, `last` (tokens of the sentence), `begin`, `stop` (those near
                the date) and `precision`.

        Returns:
            `words`, `strength` (of each), `figures` (numbers with what they count),
            `says` (whether that is enough to tell anything).
        """
        slices = self._slices(rows)
        words = [self.words[start:end] for start, end in slices.of_sentences()]
        strength = self._strengths(slices)
        sentences = zip(rows["first"], rows["last"], strict=True)
        figures = [self._figures(start, end) for start, end in sentences]
        has_words = _have_enough_words(words)
        tells = self._tells(slices)
        return pd.DataFrame(
            {
                "words": pd.Series(words, rows.index, dtype=object),
                "strength": pd.Series(strength, rows.index, dtype=object),
                "figures": pd.Series(figures, rows.index, dtype=object),
                "says": tells & has_words,
            },
            index=rows.index,
        )

    def _slices(self, rows: pd.DataFrame) -> Slices:
        """Return sentences, and what of them is near the date, as slices of content words."""
        is_day = rows["precision"] == "day"
        return Slices(
            first=np.searchsorted(self.rows, rows["first"]),
            last=np.searchsorted(self.rows, rows["last"]),
            begin=np.searchsorted(self.rows, rows["begin"]),
            stop=np.searchsorted(self.rows, rows["stop"]),
            aside=np.where(is_day, ASIDE, ASIDE_OF_VAGUE),
        )

    def _tells(self, slices: Slices) -> np.ndarray:
        """Say which sentences have a word that is neither a name nor a page's own."""
        before = self.telling_before[slices.first]
        through = self.telling_before[slices.last]
        return through > before

    def _strengths(self, slices: Slices) -> list[list[float]]:
        """Return for each sentence how much each of its words says."""
        bounds = zip(
            slices.first,
            slices.last,
            slices.begin,
            slices.stop,
            slices.aside,
            strict=True,
        )
        return [self._strength(*of_sentence) for of_sentence in bounds]

    def _strength(
        self, first: int, last: int, begin: int, stop: int, aside: float
    ) -> list[float]:
        """Return how much each word of a slice says; those not from `begin` to `stop` count as `aside`."""
        strength = self.strength[first:last].copy()
        opens = begin - first
        closes = stop - first
        strength[:opens] *= aside
        strength[closes:] *= aside
        return strength.tolist()

    def _figures(self, first: int, last: int) -> list[str]:
        begin = bisect_left(self.counts, first)
        final = last - 1
        end = bisect_left(self.counts, final, begin)
        return self.figures[begin:end]


def _figure(clauses: Clauses, row: int) -> str:
    """Return a number with the word behind it."""
    number = clauses.word(row)
    counted = clauses.word(row + 1)
    return f"{number} {counted}"


def _have_enough_words(lists: list[list[str]]) -> np.ndarray:
    """Say which lists of words hold as many different ones as tell an event."""
    numbers = [len(set(words)) for words in lists]
    counts = np.array(numbers, dtype=np.int64)
    return counts >= LEAST_WORDS
