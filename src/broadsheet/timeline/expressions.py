"""Dates as texts have them, and what their own words say: a clock, a feast, a day."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from broadsheet.timeline.clauses import Clauses
from broadsheet.timeline.wordlists import bounding_openings, pattern

# Named so, a day can be told without the sentence before; "the next day" cannot.
NAMES = "|".join([*calendar.day_name, *calendar.month_name[1:]])
NAMED_DAY = re.compile(rf"\d|\b({NAMES})\b", re.IGNORECASE)
DAY_VALUE = re.compile(r"\d{4}-\d{2}-\d{2}")
# The rules by which feasts and days beside them are found.
FEASTS = frozenset(["holiday", "day beside a holiday", "day of a feast"])
TIME_OF_DAY = "T"  # before the hour in a TIMEX3 value: "2021-10-08T16:10"
# A clock without its day ("0910", "9.10pm GMT").
CLOCK = re.compile(
    r"\W*\d[\d:.]*\s*([ap]\.?\s?m\b\.?)?\s*(local time|[a-z]{2,4}t|utc)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Expression:
    """A date as the text has it, and the tokens it covers."""

    text: str
    value: str
    anchor: str
    begin: int
    end: int
    ends_range: bool  # whether only a dash parts it from another ("4-11 May")
    rule: str  # by which it was found

    @property
    def leans(self) -> bool:
        """Whether it means a day that only the text before names."""
        if NAMED_DAY.search(self.text):
            return False
        if pattern("leaning_days").search(self.text):
            return True
        return self.anchor.startswith("text")

    @property
    def is_moment(self) -> bool:
        """Whether it is a time of day."""
        return TIME_OF_DAY in self.value

    @property
    def is_clock(self) -> bool:
        """Whether it is a clock without its day."""
        match = CLOCK.fullmatch(self.text)
        return match is not None

    @property
    def is_feast(self) -> bool:
        return self.rule in FEASTS

    @property
    def is_of_weeks(self) -> bool:
        """Whether it is the bare name of a feast that lasts for weeks."""
        if not self.is_feast:
            return False
        match = pattern("lasting_feasts").search(self.text)
        return match is not None

    @property
    def names_day(self) -> bool:
        """Whether it says itself which day it means, by no feast: "on Monday", "3 May"."""
        if self.is_feast or self.is_clock or self.leans:
            return False
        match = DAY_VALUE.match(self.value)
        return match is not None

    @property
    def is_bound(self) -> bool:
        """Whether it says itself that it only bounds what happened ("up to 9 May")."""
        folded = self.text.lower()
        return folded.startswith(bounding_openings())

    @property
    def is_inexact(self) -> bool:
        """Whether people mean a day or so by it ("eight days ago")."""
        match = pattern("inexact").search(self.text)
        return match is not None


def read_expressions(clauses: Clauses, dates: pd.DataFrame) -> Iterator[Expression]:
    """Yield the dates with the tokens they cover."""
    begins, ends = clauses.rows(dates)
    columns = [
        dates["text"],
        dates["value"],
        dates["anchor"],
        begins.tolist(),
        ends.tolist(),
        _ends_range(dates),
        dates["rule"],
    ]
    for parts in zip(*columns, strict=True):
        yield Expression(*parts)


def _ends_range(dates: pd.DataFrame) -> list[bool]:
    """Say which dates stand one character behind another: "4-11 May 1945"."""
    ordered = dates.sort_values(["article", "start"])
    article = ordered["article"].astype("str")
    is_same = article == article.shift()
    end_before = ordered["end"].shift()
    gap = ordered["start"] - end_before
    is_next = gap == 1
    follows = is_same & is_next
    in_order = follows.reindex(dates.index)
    return in_order.tolist()
