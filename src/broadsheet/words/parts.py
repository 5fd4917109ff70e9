"""Tokens that lie in parts, of which one at a time is in memory."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from broadsheet.frames import check_tokens
from broadsheet.words.numbering import Wanted
from broadsheet.words.part_counts import PartCounts, WordTotals, count_part
from broadsheet.words.running import is_counted
from broadsheet.words.search import Query, Searcher, explain


@dataclass(frozen=True)
class Searching:
    """What is looked for, and how, as the arguments of `concordance` say."""

    queries: Sequence[str]
    unit: str = "norm"
    parts: str | Collection[str] = ("body",)
    case: bool = False
    regex: bool = False

    def searcher(self, tokens: pd.DataFrame) -> Searcher:
        """Return what searches these tokens."""
        return Searcher(tokens, self.unit, self.parts, self.case, self.regex)


@dataclass(frozen=True)
class TokenParts:
    """The tokens of many articles, read part by part as often as they are needed.

    Attributes:
        ids: The articles of all parts, in their order.
        read: Yields the tokens of each part, whole articles each time.
    """

    ids: pd.Index
    read: Callable[[], Iterable[pd.DataFrame]]

    def __iter__(self) -> Iterator[pd.DataFrame]:
        for tokens in self.read():
            yield check_tokens(tokens)

    def numbers(self, tokens: pd.DataFrame) -> np.ndarray:
        """Return the number that each article of a part has among all."""
        return self.ids.get_indexer(tokens["article"].cat.categories)

    def matching(self, searching: Searching) -> Iterator[pd.DataFrame]:
        """Yield parts with at least all articles that have something of what is looked for.

        Here that is every article of each part; where an index tells, it is fewer.
        """
        return iter(self)

    def distinct(self) -> Iterator[pd.DataFrame]:
        """Yield tokens that have each distinct token of a part at least once, to say which are alike."""
        return iter(self)

    def explain(self, searching: Searching, query: Query) -> str:
        """Return the sentence on a query that finds nothing, with the words that are nearest to it."""
        return explain(map(searching.searcher, self.distinct()), query)

    def sizes(self, parts: str | Collection[str]) -> np.ndarray:
        """Return how many words each article has in these parts of it, in the order of `ids`."""
        size = np.zeros(len(self.ids), dtype=np.int64)
        for tokens in self:
            codes = tokens["article"].cat.codes.to_numpy()
            article = self.numbers(tokens)[codes]
            counted = is_counted(tokens, parts)
            np.add.at(size, article[counted], 1)
        return size

    def counts(self, wanted: Wanted) -> Iterator[PartCounts]:
        """Yield the counted words of each part."""
        for tokens in self:
            yield count_part(tokens, wanted)

    def totals(
        self, unit: str, parts: str | Collection[str], names: str
    ) -> Iterator[WordTotals] | None:
        """Yield how often each word of each part occurs; None where only counting tells."""
        return None

    def with_all_articles(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Give rows of several parts the articles of all as the categories of `article`."""
        names = pd.Categorical(rows["article"].astype("str"), self.ids)
        return rows.assign(article=names)


Tokens: TypeAlias = pd.DataFrame | TokenParts


def parts_of(tokens: Tokens) -> TokenParts:
    """Return tokens in parts; a frame is one part."""
    if isinstance(tokens, TokenParts):
        return tokens
    checked = check_tokens(tokens)
    return TokenParts(checked["article"].cat.categories, lambda: [checked])


def whole(tokens: Tokens) -> pd.DataFrame:
    """Return all tokens as one frame, whatever memory that takes."""
    if not isinstance(tokens, TokenParts):
        return tokens
    pieces = list(tokens)
    if not pieces:
        raise ValueError("there are no parts")
    first = pieces[0]
    columns = [name for name in first if first[name].dtype == "category"]
    as_text = dict.fromkeys(columns, "str")
    written = [piece.astype(as_text) for piece in pieces]
    rows = pd.concat(written, ignore_index=True)
    return check_tokens(tokens.with_all_articles(rows))
