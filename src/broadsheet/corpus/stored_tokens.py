"""The tokens of an extraction: read part by part, and no further than a question needs."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from broadsheet.frames import FRAMES
from broadsheet.words.numbering import Wanted
from broadsheet.words.part_counts import (
    PartCounts,
    WordTotals,
    counts_of_frames,
    has_totals,
    is_kept,
)
from broadsheet.words.parts import Searching, TokenParts
from broadsheet.words.postings import Postings
from broadsheet.words.running import NAME

# Columns that are read as the categories they were written from.
CATEGORIES = ["article", "token", "norm", "lemma", "part", "pos"]
# Categories in the order in which they are first met.
IN_ORDER = ("token", "norm", "lemma")

ReadFrame = Callable[
    [str, str], pd.DataFrame
]  # the name of a frame, the key of a partition


@dataclass(frozen=True)
class Part:
    """A partition that has articles to analyse.

    Attributes:
        key: The key of the partition.
        ids: The ids of its articles as the corpus has them, by their ids in the partition.
    """

    key: str
    ids: dict[str, str]


@dataclass(frozen=True)
class StoredTokens(TokenParts):
    """Tokens in parts, with what the extraction knows of them already.

    Attributes:
        parts: The partitions.
        content: Returns the content of the file of tokens of a partition.
        frame: Returns another frame of a partition, as it was written.
    """

    parts: list[Part] = field(default_factory=list)
    content: Callable[[str], bytes] = lambda key: b""
    frame: ReadFrame = lambda name, key: pd.DataFrame()

    def matching(self, searching: Searching) -> Iterator[pd.DataFrame]:
        """Yield the tokens of those articles that have every word of a query, by the index."""
        for part in self.parts:
            is_marked = self._postings(part).articles_with(searching)
            if not is_marked.any():
                continue
            ids = np.array(list(part.ids), dtype=object)[is_marked]
            chosen = {name: part.ids[name] for name in ids}
            yield tokens_of_table(self.content(part.key), chosen)

    def distinct(self) -> Iterator[pd.DataFrame]:
        """Yield the distinct tokens of each part."""
        for part in self.parts:
            yield self._postings(part).tokens()

    def sizes(self, parts: str | Collection[str]) -> np.ndarray:
        """Return how many words each article has in these parts of it."""
        wanted = [parts] if isinstance(parts, str) else list(parts)
        size = np.zeros(len(self.ids), dtype=np.int64)
        for part in self.parts:
            rows = self.frame("sizes", part.key)
            rows = rows[rows["part"].isin(wanted)]
            number = self.ids.get_indexer(rows["article"].map(part.ids))
            np.add.at(size, number, rows["words"].to_numpy())
        return size

    def counts(self, wanted: Wanted) -> Iterator[PartCounts]:
        """Yield the counted words of each part, from what was counted once where that answers it."""
        if not is_kept(wanted):
            yield from super().counts(wanted)
            return
        for part in self.parts:
            cells = self.frame("cells", part.key)
            spellings = self.frame("spellings", part.key).drop(columns="partition")
            articles = pd.Index(list(part.ids), dtype="str")
            counts = counts_of_frames(cells, spellings, articles, wanted)
            ids = pd.Index(list(part.ids.values()), dtype="str")
            yield replace(counts, articles=ids)

    def totals(
        self, unit: str, parts: str | Collection[str], names: str
    ) -> Iterator[WordTotals] | None:
        """Yield how often each word of each part occurs, where that was counted."""
        if not has_totals(unit, parts, names):
            return None
        rows = (self.frame("totals", part.key) for part in self.parts)
        return map(WordTotals.of_frame, rows)

    def _postings(self, part: Part) -> Postings:
        entries = self.frame("entries", part.key).drop(columns="partition")
        rows = self.frame("postings", part.key)
        return Postings(
            with_token_types(entries),
            rows["entry"].to_numpy(),
            rows["in_article"].to_numpy(),
            len(part.ids),
        )


def tokens_of_table(content: bytes, ids: Mapping[str, str]) -> pd.DataFrame:
    """Return the tokens of some articles of a partition.

    Words are read as the numbers that the file has for them, which is several times faster than to read each
    and number it again.

    Args:
        content: The content of a Parquet file.
        ids: The articles that are wanted, by their ids in the file, with the ids that they get.
    """
    # In one thread: with several these columns take twice as much time together.
    table = parquet.read_table(
        pa.BufferReader(content),
        read_dictionary=[*CATEGORIES, "partition"],
        use_threads=False,
    )
    table = table.drop_columns("partition").combine_chunks().unify_dictionaries()
    rows = table.to_pandas()
    article = rows["article"].cat
    wanted = np.array([name in ids for name in article.categories], dtype=bool)
    is_kept_row = wanted[article.codes.to_numpy()]
    if not is_kept_row.all():
        rows = rows[is_kept_row].reset_index(drop=True)
    names = pd.Index(list(ids), dtype=object)
    code_of = names.get_indexer(rows["article"].cat.categories)
    codes = code_of[rows["article"].cat.codes.to_numpy()]
    rows["article"] = pd.Categorical.from_codes(
        codes, pd.Index(list(ids.values()), dtype="str")
    )
    return with_token_types(rows)


def with_token_types(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the columns of tokens the types that `tokenize` gives them."""
    types: dict[str, Any] = {}
    for name, column in FRAMES["tokens"].columns.items():
        if name not in rows or name == "article":
            continue
        is_category = isinstance(rows[name].dtype, pd.CategoricalDtype)
        has_fixed_categories = getattr(column.dtype, "categories", None) is not None
        if name in IN_ORDER and not is_category:
            codes, values = pd.factorize(rows[name])
            rows[name] = pd.Categorical.from_codes(codes, values)
        elif has_fixed_categories or not is_category:
            types[name] = column.dtype
    return rows.astype(types)


def without_names(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return tokens without the column that says where names are, which no other tokens have."""
    return tokens.drop(columns=NAME, errors="ignore")
