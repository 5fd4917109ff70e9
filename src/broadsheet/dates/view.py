"""The tokens as plain arrays and lists, for looking at a few of them."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from broadsheet.text import sentence_starts

from .source import Rule

WORDS_BEFORE = 3  # of the context that guards see
WORDS_AFTER = 3
WEEKDAY_NAMES = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
NAMED_DAYS = WEEKDAY_NAMES | {"today", "yesterday", "tomorrow"}
OWNING = ("'s", "’s")
OWNED_TAGS = frozenset(["NN", "NNS", "NNP"])
TRADE_MARK = "™"  # what the last byte of an apostrophe looks like in the wrong encoding


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
        named = self.fields.keys()
        return not named.isdisjoint(fields)


def outside_brackets(words: list[str]) -> list[str]:
    """The words that stand in no brackets: those in them say nothing of what goes with what.

    >>> outside_brackets("at 8.15am ( local time ) on Monday".split())
    ['at', '8.15am', 'on', 'Monday']
    """
    depth = 0
    outside = []
    for word in words:
        if word == ")":
            depth = max(0, depth - 1)
        elif word == "(":
            depth += 1
        elif depth == 0:
            outside.append(word)
    return outside


def _categories(column: pd.Series) -> tuple[list[str], np.ndarray]:
    """The categories of a column, and of each row the number of its own."""
    categories = column.cat.categories
    codes = column.cat.codes
    return categories.tolist(), codes.to_numpy()


def _without_words_of_others(column: pd.Series) -> pd.Series:
    """The same tokens; of a few articles out of many, without the words that only the others have."""
    if len(column) < len(column.cat.categories):
        return column.cat.remove_unused_categories()
    return column


def _has_value(
    codes: np.ndarray, categories: list[str], values: Collection[str]
) -> np.ndarray:
    """Whether each row has one of some values of a column."""
    wanted = [code for code, value in enumerate(categories) if value in values]
    return np.isin(codes, wanted)


class TokenView:
    """Words, tags and sentences by row."""

    def __init__(self, tokens: pd.DataFrame) -> None:
        written = _without_words_of_others(tokens["token"])
        self.words, self.codes = _categories(written)
        # Each word in small letters, once: nearly all that is looked at is compared so.
        self.small = [word.lower() for word in self.words]
        self.tags, self.pos = _categories(tokens["pos"])
        self.article = tokens["article"].cat.codes.to_numpy()
        self.start = tokens["start"].to_numpy()
        self.end = tokens["end"].to_numpy()
        self.quoted = tokens["quoted"].to_numpy()
        is_title = tokens["part"] == "title"
        self.is_title = is_title.to_numpy()
        sentences = sentence_starts(tokens)
        self.sentences = np.append(sentences, len(tokens))
        self._mend_apostrophes()
        self._mend_owners()
        # Single rows are looked up in lists, which is three times as quick as in arrays.
        self.code_list: list[int] = self.codes.tolist()
        self._pos: list[int] = self.pos.tolist()
        self._sentences: list[int] = self.sentences.tolist()

    @cached_property
    def _marked(self) -> list[str]:
        """Each word in small letters, with ^ before one that begins with a capital."""
        return [
            f"^{small}" if word[0].isupper() else small
            for word, small in zip(self.words, self.small, strict=True)
        ]

    def _mend_apostrophes(self) -> None:
        """Tag apostrophes that were read in the wrong encoding as such: "Osaâ€ ™ s speech".

        What follows them would be taken for a verb.
        """
        if not {TRADE_MARK, "s"}.issubset(self.words):
            return
        if not {"POS", "JJ"}.issubset(self.tags):
            return
        mark = self.words.index(TRADE_MARK)
        letter = self.words.index("s")
        is_mark = self.codes[:-1] == mark
        is_s = self.codes[1:] == letter
        rows = np.flatnonzero(is_mark & is_s)
        pos = self.pos.copy()
        pos[rows] = self.tags.index("POS")
        pos[rows + 1] = self.tags.index("JJ")
        self.pos = pos

    def _mend_owners(self) -> None:
        """Tag as such an apostrophe that a noun follows after a day: "Tuesday's court hearing" is no "is"."""
        if not {"POS", "VBZ"}.issubset(self.tags):
            return
        is_owner = _has_value(self.codes, self.words, OWNING)
        is_verb = self.pos == self.tags.index("VBZ")
        rows = np.flatnonzero(is_owner & is_verb)
        last_row = len(self.pos) - 1
        is_inside = (rows > 0) & (rows < last_row)
        rows = rows[is_inside]
        is_day = _has_value(self.codes, self.small, NAMED_DAYS)
        is_owned = _has_value(self.pos, self.tags, OWNED_TAGS)
        rows = rows[is_day[rows - 1] & is_owned[rows + 1]]
        pos = self.pos.copy()
        pos[rows] = self.tags.index("POS")
        self.pos = pos

    def word(self, row: int) -> str:
        """The token of a row, as written."""
        code = self.code_list[row]
        return self.words[code]

    def lower(self, row: int) -> str:
        """The token of a row, in small letters."""
        code = self.code_list[row]
        return self.small[code]

    def tag(self, row: int) -> str:
        """The part of speech of a row."""
        code = self._pos[row]
        return self.tags[code]

    def rows_of(self, words: set[str]) -> np.ndarray:
        """The rows of some words, as written."""
        is_wanted = [word in words for word in self.words]
        of_rows = np.array(is_wanted, dtype=bool)[self.codes]
        return np.flatnonzero(of_rows)

    def words_of(self, first: int, last: int) -> list[str]:
        """The tokens of some rows, as written."""
        words = self.words
        codes = self.code_list[first:last]
        return [words[code] for code in codes]

    def lower_words(self, first: int, last: int) -> list[str]:
        """The tokens of some rows, in small letters."""
        small = self.small
        codes = self.code_list[first:last]
        return [small[code] for code in codes]

    def tags_of(self, first: int, last: int) -> list[str]:
        """The parts of speech of some rows."""
        tags = self.tags
        codes = self._pos[first:last]
        return [tags[code] for code in codes]

    def is_in_sentence_from(self, row: int, start: int) -> bool:
        """Whether a character stands in the sentence of a row, or after it."""
        low, _ = self.sentence(row)
        begin = int(self.start[low])
        return start >= begin

    def same_sentence(self, match: Match, other: Match) -> bool:
        """Whether two matches stand in one sentence."""
        sentence = self.sentence(match.first)
        other_sentence = self.sentence(other.first)
        return sentence == other_sentence

    def sentence(self, row: int) -> tuple[int, int]:
        """First and last row (half-open) of the sentence around a row."""
        number = bisect_right(self._sentences, row)
        first = self._sentences[number - 1]
        last = self._sentences[number]
        return first, last

    def next_sentence(self, match: Match) -> tuple[int, int]:
        """First and last row (half-open) of the sentence after that of a match; empty where there is none."""
        _, high = self.sentence(match.first)
        if high == len(self.article) or self.article[high] != self.article[match.first]:
            return high, high
        return self.sentence(high)

    def sentence_near(self, match: Match, before: int, after: int) -> tuple[int, int]:
        """First and last row (half-open) of the sentence of a match, so many tokens from it at most."""
        low, high = self.sentence(match.first)
        first = match.first - before
        last = match.last + after
        return max(low, first), min(high, last)

    def words_before(self, match: Match, reach: int) -> list[str]:
        """So many tokens at most before a match in its sentence, in small letters."""
        low, _ = self.sentence(match.first)
        first = max(low, match.first - reach)
        return self.lower_words(first, match.first)

    def tags_before(self, match: Match, reach: int) -> list[str]:
        """The parts of speech of so many tokens at most before a match in its sentence."""
        low, _ = self.sentence(match.first)
        first = max(low, match.first - reach)
        return self.tags_of(first, match.first)

    def words_after(self, match: Match, reach: int) -> list[str]:
        """So many tokens at most after a match in its sentence, in small letters."""
        _, high = self.sentence(match.first)
        last = min(high, match.last + reach)
        return self.lower_words(match.last, last)

    def sentence_words(self, match: Match) -> list[str]:
        """The tokens of the sentence of a match, in small letters."""
        low, high = self.sentence(match.first)
        return self.lower_words(low, high)

    def sentence_tags(self, match: Match) -> list[str]:
        """The parts of speech of the sentence of a match."""
        low, high = self.sentence(match.first)
        return self.tags_of(low, high)

    def article_words(self, article: int, small: bool = False) -> list[str]:
        """The words of an article, as written or in small letters."""
        first = self._first_row_of(article)
        last = self._first_row_of(article + 1)
        return self.lower_words(first, last) if small else self.words_of(first, last)

    def first_row(self, row: int) -> int:
        """The first row of the article of a row."""
        return self._first_row_of(self.article[row])

    def _first_row_of(self, article: int) -> int:
        """The row that an article begins in.

        Its number is of the type that those of the rows have: else all of them would be made such as it is.
        """
        number = np.asarray(article, dtype=self.article.dtype)
        return int(np.searchsorted(self.article, number))

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
        row = match.first - 1
        if row < low:
            return ""
        return self.lower(row)

    def marked(self, first: int, last: int) -> str:
        """The tokens of some rows as word/TAG, with ^ before a word that begins with a capital."""
        marked = self._marked
        codes = self.code_list[first:last]
        tags = self.tags_of(first, last)
        parts = [f"{marked[code]}/{tag}" for code, tag in zip(codes, tags, strict=True)]
        return " ".join(parts)

    def marked_around(self, match: Match, reach: int) -> str:
        """The tokens of a sentence around a match, for which ⟦⟧ stands."""
        first, last = self.sentence_near(match, reach, reach)
        before = self.marked(first, match.first)
        after = self.marked(match.last, last)
        return f"{before} ⟦⟧ {after}"

    def around(self, match: Match, written: str) -> str:
        """The match and its neighbours as the guards see them."""
        first, last = self.sentence_near(match, WORDS_BEFORE, WORDS_AFTER)
        before = self.marked(first, match.first)
        inside = self._inside(match, written)
        after = self.marked(match.last, last)
        context = inside
        if before:
            context = f"{before} {context}"
        if after:
            context = f"{context} {after}"
        tag = self.tag(match.first)
        return f"{context} ={tag}"

    def _inside(self, match: Match, written: str) -> str:
        """The match between its marks, with the rest of the tokens that it is cut from."""
        last_row = match.last - 1
        begin = int(self.start[match.first])
        end = int(self.end[last_row])
        head = written[begin : match.start]
        rest = written[match.end : end]
        inner = written[match.start : match.end]
        marked = f"⟦{inner}⟧"
        return head + marked + rest


def after_bracket(words: list[str]) -> list[str]:
    """The words without a bracket that they begin with, or end: "9.30am (local time) on Tuesday"."""
    if words[:1] == [")"]:
        return words[1:]
    if words[:1] != ["("]:
        return words
    if ")" not in words:
        return words
    closing = words.index(")")
    return words[closing + 1 :]
