"""Which articles have which tokens: an index that is written once and says where a query can be found."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.words.parts import Searching
from broadsheet.words.search import Searcher

# What conditions of a query can be about.
DESCRIBED = ("token", "norm", "lemma", "pos", "part", "is_word")


@dataclass(frozen=True)
class Postings:
    """The distinct tokens of a part, and the articles that have each.

    Attributes:
        entries: One row for each distinct token, with the columns `DESCRIBED`.
        entry: Of each posting, the row of the token.
        article: Of each posting, the number of the article.
        articles: How many articles the part has.
    """

    entries: pd.DataFrame
    entry: np.ndarray
    article: np.ndarray
    articles: int

    @classmethod
    def of(cls, tokens: pd.DataFrame) -> "Postings":
        """Index the tokens of a part."""
        entry, first = _number_entries(tokens)
        ids = tokens["article"].cat
        articles = len(ids.categories)
        width = np.int64(max(articles, 1))
        article = ids.codes.to_numpy(np.int64)
        postings = np.unique(entry * width + article)
        number, article = np.divmod(postings, width)
        described = tokens.iloc[first][list(DESCRIBED)]
        entries = described.reset_index(drop=True)
        return cls(entries, number, article, articles)

    def tokens(self) -> pd.DataFrame:
        """Return the distinct tokens as tokens; where they stand means nothing here."""
        article = np.zeros(len(self.entries), dtype=np.int8)
        of_all = pd.Categorical.from_codes(article, ["all"])
        return self.entries.assign(article=of_all, sentence=0)

    def frame(self) -> pd.DataFrame:
        """Return the postings as rows: `entry`, `in_article`."""
        return pd.DataFrame(
            {
                "entry": self.entry.astype(np.int32),
                "in_article": self.article.astype(np.int32),
            }
        )

    def articles_with(self, searching: Searching) -> np.ndarray:
        """Mark the articles that have every word of at least one way to read a query.

        Whether these stand one after the other, only the tokens tell.
        """
        searcher = Searcher(
            self.tokens(),
            searching.unit,
            searching.parts,
            searching.case,
            searching.regex,
        )
        is_marked = np.zeros(self.articles, dtype=bool)
        for described in searcher.described(searching.queries):
            has_all = np.ones(self.articles, dtype=bool)
            for is_entry in described:
                has_word = np.zeros(self.articles, dtype=bool)
                has_word[self.article[is_entry[self.entry]]] = True
                has_all &= has_word
            is_marked |= has_all
        return is_marked


def _number_entries(tokens: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct tokens; return the number of each row, and the first row of each number."""
    number = np.zeros(len(tokens), dtype=np.int64)
    for name in DESCRIBED:
        column = tokens[name]
        is_category = isinstance(column.dtype, pd.CategoricalDtype)
        codes = column.cat.codes if is_category else column
        values = codes.to_numpy(np.int64)
        width = int(values.max(initial=0)) + 1
        combined = number * width + values
        codes, _ = pd.factorize(combined)
        number = codes.astype(np.int64)
    _, first = np.unique(number, return_index=True)
    return number, first
