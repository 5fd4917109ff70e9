"""The tokens as plain arrays and lists, for looking at a few of them."""

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.text import sentence_starts

from .grammar import Rule

WORDS_BEFORE, WORDS_AFTER = 3, 3  # of the context that guards see


@dataclass(frozen=True)
class Match:
    """A place where a rule applies: token rows (half-open), characters, and the words of each field."""

    rule: Rule
    first: int
    last: int
    start: int
    end: int
    fields: dict[str, list[tuple[str, list[str]]]] = field(default_factory=dict)

    def names(self, *fields: str) -> bool:
        """Whether it has any of these fields."""
        return not self.fields.keys().isdisjoint(fields)


class TokenView:
    """Words, tags and sentences by row."""

    def __init__(self, tokens: pd.DataFrame) -> None:
        self.words: list[str] = tokens["token"].cat.categories.tolist()
        self.tags: list[str] = tokens["pos"].cat.categories.tolist()
        self.codes = tokens["token"].cat.codes.to_numpy()
        self.pos = tokens["pos"].cat.codes.to_numpy()
        self.article = tokens["article"].cat.codes.to_numpy()
        self.start = tokens["start"].to_numpy()
        self.end = tokens["end"].to_numpy()
        self.sentences = np.append(sentence_starts(tokens), len(tokens))
        # Single rows are looked up in lists, which is three times as quick as in arrays.
        self.code_list: list[int] = self.codes.tolist()
        self._pos: list[int] = self.pos.tolist()
        self._sentences: list[int] = self.sentences.tolist()
        self.is_title = (tokens["part"] == "title").to_numpy()
        self.quoted = tokens["quoted"].to_numpy()

    def word(self, row: int) -> str:
        """The token of a row, as written."""
        return self.words[self.code_list[row]]

    def lower(self, row: int) -> str:
        """The token of a row, in small letters."""
        return self.word(row).lower()

    def tag(self, row: int) -> str:
        """The part of speech of a row."""
        return self.tags[self._pos[row]]

    def sentence(self, row: int) -> tuple[int, int]:
        """First and last row (half-open) of the sentence around a row."""
        number = bisect_right(self._sentences, row)
        return self._sentences[number - 1], self._sentences[number]

    def article_words(self, article: int) -> list[str]:
        """The words of an article."""
        first, last = np.searchsorted(self.article, [article, article + 1])
        return [self.words[code] for code in self.codes[first:last]]

    def tag_after(self, match: Match) -> str:
        """The part of speech of the token after a match in its sentence, or ""."""
        _, high = self.sentence(match.first)
        return self.tag(match.last) if match.last < high else ""

    def word_after(self, match: Match) -> str:
        """The token after a match in its sentence, in small letters, or ""."""
        _, high = self.sentence(match.first)
        return self.lower(match.last) if match.last < high else ""

    def word_before(self, match: Match) -> str:
        """The token before a match in its sentence, in small letters, or ""."""
        low, _ = self.sentence(match.first)
        return self.lower(match.first - 1) if match.first > low else ""

    def marked(self, first: int, last: int) -> str:
        """The tokens of some rows as word/TAG, with ^ before a word that begins with a capital."""
        parts = []
        for row in range(first, last):
            word = self.word(row)
            capital = "^" if word[0].isupper() else ""
            parts.append(f"{capital}{word.lower()}/{self.tag(row)}")
        return " ".join(parts)

    def around(self, match: Match, written: str) -> str:
        """The match and its neighbours as the guards see them."""
        base = int(self.start[match.first])
        low, high = self.sentence(match.first)
        before = self.marked(max(low, match.first - WORDS_BEFORE), match.first)
        after = self.marked(match.last, min(high, match.last + WORDS_AFTER))
        head = written[base : match.start]
        rest = written[match.end : int(self.end[match.last - 1])]
        inner = written[match.start : match.end]
        left = f"{before} " if before else ""
        right = f" {after}" if after else ""
        return f"{left}{head}⟦{inner}⟧{rest}{right} ={self.tag(match.first)}"
