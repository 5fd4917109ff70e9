"""The tokens as plain arrays and lists, for looking at a few of them."""

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.text import sentence_starts

from .source import Rule

WORDS_BEFORE = 3  # of the context that guards see
WORDS_AFTER = 3


# Of each field, by its name, the tables that its words are read with, and the words.
Readings = dict[str, list[tuple[str, list[str]]]]


@dataclass(frozen=True)
class Match:
    """A place where a rule applies: token rows (half-open), characters, and the words of each field."""

    rule: Rule
    first: int
    last: int
    start: int
    end: int
    fields: Readings = field(default_factory=dict)

    def names(self, *fields: str) -> bool:
        """Whether it has any of these fields."""
        return not self.fields.keys().isdisjoint(fields)


class TokenView:
    """Words, tags and sentences by row."""

    def __init__(self, tokens: pd.DataFrame) -> None:
        words = tokens["token"].cat
        tags = tokens["pos"].cat
        articles = tokens["article"].cat
        sentences = sentence_starts(tokens)
        self.words: list[str] = words.categories.tolist()
        self.tags: list[str] = tags.categories.tolist()
        self.codes = words.codes.to_numpy()
        self.pos = tags.codes.to_numpy()
        self.article = articles.codes.to_numpy()
        self.start = tokens["start"].to_numpy()
        self.end = tokens["end"].to_numpy()
        self.sentences = np.append(sentences, len(tokens))
        # Single rows are looked up in lists, which is three times as quick as in arrays.
        self.code_list: list[int] = self.codes.tolist()
        self._pos: list[int] = self.pos.tolist()
        self._sentences: list[int] = self.sentences.tolist()
        self.is_title = (tokens["part"] == "title").to_numpy()
        self.quoted = tokens["quoted"].to_numpy()

    def word(self, row: int) -> str:
        """The token of a row, as written."""
        code = self.code_list[row]
        return self.words[code]

    def lower(self, row: int) -> str:
        """The token of a row, in small letters."""
        return self.word(row).lower()

    def tag(self, row: int) -> str:
        """The part of speech of a row."""
        code = self._pos[row]
        return self.tags[code]

    def words_of(self, first: int, last: int) -> list[str]:
        """The tokens of some rows, as written."""
        return [self.word(row) for row in range(first, last)]

    def lower_words(self, first: int, last: int) -> list[str]:
        """The tokens of some rows, in small letters."""
        return [self.lower(row) for row in range(first, last)]

    def tags_of(self, first: int, last: int) -> list[str]:
        """The parts of speech of some rows."""
        return [self.tag(row) for row in range(first, last)]

    def is_in_sentence_from(self, row: int, start: int) -> bool:
        """Whether a character stands in the sentence of a row, or after it."""
        low, _ = self.sentence(row)
        return start >= int(self.start[low])

    def same_sentence(self, match: Match, other: Match) -> bool:
        """Whether two matches stand in one sentence."""
        return self.sentence(match.first) == self.sentence(other.first)

    def sentence(self, row: int) -> tuple[int, int]:
        """First and last row (half-open) of the sentence around a row."""
        number = bisect_right(self._sentences, row)
        first = self._sentences[number - 1]
        last = self._sentences[number]
        return first, last

    def article_words(self, article: int) -> list[str]:
        """The words of an article."""
        edges = [article, article + 1]
        first, last = np.searchsorted(self.article, edges)
        return self.words_of(first, last)

    def tag_after(self, match: Match) -> str:
        """The part of speech of the token after a match in its sentence, or ""."""
        _, high = self.sentence(match.first)
        if match.last >= high:
            return ""
        return self.tag(match.last)

    def word_after(self, match: Match) -> str:
        """The token after a match in its sentence, in small letters, or ""."""
        _, high = self.sentence(match.first)
        if match.last >= high:
            return ""
        return self.lower(match.last)

    def word_before(self, match: Match) -> str:
        """The token before a match in its sentence, in small letters, or ""."""
        low, _ = self.sentence(match.first)
        if match.first <= low:
            return ""
        return self.lower(match.first - 1)

    def marked(self, first: int, last: int) -> str:
        """The tokens of some rows as word/TAG, with ^ before a word that begins with a capital."""
        parts = [self._marked(row) for row in range(first, last)]
        return " ".join(parts)

    def _marked(self, row: int) -> str:
        word = self.word(row)
        marked = f"{word.lower()}/{self.tag(row)}"
        return f"^{marked}" if word[0].isupper() else marked

    def around(self, match: Match, written: str) -> str:
        """The match and its neighbours as the guards see them."""
        low, high = self.sentence(match.first)
        first = max(low, match.first - WORDS_BEFORE)
        last = min(high, match.last + WORDS_AFTER)
        before = self.marked(first, match.first)
        after = self.marked(match.last, last)
        begin = int(self.start[match.first])
        end = int(self.end[match.last - 1])
        head = written[begin : match.start]
        inner = written[match.start : match.end]
        rest = written[match.end : end]
        parts = [before, f"{head}⟦{inner}⟧{rest}", after]
        context = " ".join(filter(None, parts))
        tag = self.tag(match.first)
        return f"{context} ={tag}"
