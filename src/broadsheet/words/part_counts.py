"""The words of one part of a corpus, counted in each of its articles; what an extraction keeps of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.text.norms import count_spellings
from broadsheet.words.aliases import extend_aliases, shown_names
from broadsheet.words.cells import tally_articles
from broadsheet.words.forms import mark_own
from broadsheet.words.numbering import Wanted, number_ngrams, read_words
from broadsheet.words.running import running_words


@dataclass(frozen=True)
class PartCounts:
    """How often each word (or n-gram) occurs in each article of a part."""

    articles: pd.Index  # the articles of the part
    strings: np.ndarray  # the words, in the order in which they are first met
    is_stop: np.ndarray  # by word
    row: (
        np.ndarray
    )  # by cell: the article, of n-grams of several lengths one length after the other
    word: np.ndarray  # by cell
    count: np.ndarray  # by cell
    shown: dict[str, str] = field(
        default_factory=dict
    )  # words that are shown otherwise
    spellings: pd.DataFrame | None = None  # what `count_spellings` returns


def count_part(tokens: pd.DataFrame, wanted: Wanted) -> PartCounts:
    """Count the words of one part.

    Args:
        tokens: The tokens of the part.
        wanted: What is counted.
    """
    words = read_words(tokens, wanted)
    counted = number_ngrams(words.running, wanted.lengths, None)
    articles = tokens["article"].cat.categories
    bits = len(counted.strings).bit_length()
    key, count = tally_articles(counted, len(articles), bits)
    return PartCounts(
        articles=articles,
        strings=counted.strings,
        is_stop=counted.is_stop,
        row=(key >> bits).astype(np.int64),
        word=key & (2**bits - 1),
        count=count.astype(np.int64),
        shown=words.shown,
        spellings=count_spellings(tokens) if wanted.unit == "norm" else None,
    )


@dataclass(frozen=True)
class WordTotals:
    """How often each word of a part occurs, names of several words kept whole."""

    words: np.ndarray
    count: np.ndarray
    is_stop: np.ndarray

    @classmethod
    def of(cls, tokens: pd.DataFrame) -> "WordTotals":
        """Count the words of a part, in the bodies of its articles."""
        words = running_words(tokens, names="whole")
        count = np.bincount(words.code, minlength=len(words.spelled))
        occurs = count > 0
        return cls(words.spelled[occurs], count[occurs], words.is_stop[occurs])

    @classmethod
    def of_frame(cls, rows: pd.DataFrame) -> "WordTotals":
        """Return what `frame` made rows of."""
        return cls(
            rows["word"].to_numpy(dtype=object),
            rows["count"].to_numpy(),
            rows["is_stop"].to_numpy(),
        )

    def frame(self) -> pd.DataFrame:
        """Return the totals as rows: `word`, `count`, `is_stop`."""
        word = pd.array(self.words, dtype="str")
        return pd.DataFrame(
            {"word": word, "count": self.count, "is_stop": self.is_stop}
        )


def has_totals(unit: str, parts: str | Collection[str], names: str) -> bool:
    """Say whether words counted so are those of `WordTotals`."""
    wanted = [parts] if isinstance(parts, str) else list(parts)
    return unit == "norm" and wanted == ["body"] and names == "whole"


# How the words are counted that an extraction keeps: as the notebooks count them.
KEPT = Wanted([1], names="whole", aliases={})


def is_kept(wanted: Wanted) -> bool:
    """Say whether what an extraction keeps answers this; your own stop words can be marked afterwards."""
    is_one_part = isinstance(wanted.parts, str)
    parts = [wanted.parts] if is_one_part else list(wanted.parts)
    has_own_aliases = not isinstance(wanted.aliases, Mapping) or bool(wanted.aliases)
    same_words = wanted.lengths == KEPT.lengths and wanted.unit == KEPT.unit
    return (
        same_words
        and parts == ["body"]
        and wanted.names == "whole"
        and not has_own_aliases
    )


def cells_as_frame(counts: PartCounts) -> pd.DataFrame:
    """Return counts of single words as rows: `article`, `word`, `count`, `is_stop`."""
    return pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(counts.row, counts.articles),
            "word": pd.array(counts.strings[counts.word], dtype="str"),
            "count": counts.count.astype(np.int32),
            "is_stop": counts.is_stop[counts.word],
        }
    )


def counts_of_frames(
    cells: pd.DataFrame, spellings: pd.DataFrame, articles: pd.Index, wanted: Wanted
) -> PartCounts:
    """Return the counts that `cells_as_frame` made rows of.

    Args:
        cells: Rows of one part.
        spellings: What `count_spellings` returned for its tokens.
        articles: The articles of the part, as `cells` has them.
        wanted: What is counted; `is_kept` holds for it.
    """
    article, names = pd.factorize(cells["article"])
    row = articles.get_indexer(names)[article]
    word, strings = pd.factorize(cells["word"])
    is_stop = np.zeros(len(strings), dtype=bool)
    is_stop[word] = cells["is_stop"].to_numpy()
    strings = np.asarray(strings, dtype=object)
    return PartCounts(
        articles=articles,
        strings=strings,
        is_stop=mark_own(strings, is_stop, wanted.stop_words),
        row=row.astype(np.int64),
        word=word.astype(np.int64),
        count=cells["count"].to_numpy(np.int64),
        shown=shown_names(extend_aliases({})),
        spellings=spellings,
    )
