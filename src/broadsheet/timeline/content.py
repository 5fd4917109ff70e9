"""What sentences say: their content words, and how much each says of a day."""

from bisect import bisect_left

import numpy as np
import pandas as pd

from broadsheet.timeline.clauses import NAME, Clauses, language

NAME_STRENGTH = 1.5  # who is in it tells an event better than other words do
# What a word tells of the day in another clause than the date, or far from it.
ASIDE = 0.5
ASIDE_OF_VAGUE = 0.25  # of a month or a year
LEAST_WORDS = 2  # fewer, besides the date, tell no event ("Updated July 15, 2018")


class Contents:
    """The content words of all articles behind each other: those of a sentence are a slice."""

    def __init__(self, clauses: Clauses) -> None:
        self.rows = np.flatnonzero(clauses.is_content)
        codes = clauses.norm[self.rows].tolist()
        self.words = [clauses.norms[code] for code in codes]
        is_name = clauses.has_tag(NAME)[self.rows]
        self.strength = np.where(is_name, NAME_STRENGTH, 1.0)
        is_of_stamp = clauses.is_one_of(language()["stamp_words"])[self.rows]
        total = np.cumsum(~is_name & ~is_of_stamp)
        self.telling_before = np.append(0, total)
        self.counts = self._counts(clauses)
        self.figures = [
            f"{clauses.word(row)} {clauses.word(row + 1)}" for row in self.counts
        ]

    def _counts(self, clauses: Clauses) -> list[int]:
        """Return the numbers that stand before what they count: "12 villagers"."""
        is_number = clauses.has_tag(["CD"])
        is_counted = clauses.has_tag(["NNS"])
        precedes_counted = np.append(is_counted[1:], False)
        return np.flatnonzero(is_number & precedes_counted).tolist()

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
        first = np.searchsorted(self.rows, rows["first"])
        last = np.searchsorted(self.rows, rows["last"])
        begin = np.searchsorted(self.rows, rows["begin"])
        stop = np.searchsorted(self.rows, rows["stop"])
        is_day = rows["precision"] == "day"
        aside = np.where(is_day, ASIDE, ASIDE_OF_VAGUE)
        slices = zip(first.tolist(), last.tolist(), strict=True)
        words = [self.words[start:end] for start, end in slices]
        near = zip(first, last, begin, stop, aside, strict=True)
        strength = [self._strength(*bounds) for bounds in near]
        sentences = zip(rows["first"], rows["last"], strict=True)
        figures = [self._figures(start, end) for start, end in sentences]
        tells = self.telling_before[last] > self.telling_before[first]
        has_words = [len(set(of_row)) >= LEAST_WORDS for of_row in words]
        return pd.DataFrame(
            {
                "words": pd.Series(words, rows.index, dtype=object),
                "strength": pd.Series(strength, rows.index, dtype=object),
                "figures": pd.Series(figures, rows.index, dtype=object),
                "says": tells & np.array(has_words, dtype=bool),
            },
            index=rows.index,
        )

    def _strength(
        self, first: int, last: int, begin: int, stop: int, aside: float
    ) -> list[float]:
        """Return how much each word of a slice says; those not from `begin` to `stop` count as `aside`."""
        strength = self.strength[first:last].copy()
        strength[: begin - first] *= aside
        strength[stop - first :] *= aside
        return strength.tolist()

    def _figures(self, first: int, last: int) -> list[str]:
        begin = bisect_left(self.counts, first)
        end = bisect_left(self.counts, last - 1, begin)
        return self.figures[begin:end]
