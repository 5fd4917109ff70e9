"""Find what a query describes: the one search of concordance, collocations, trends, places and dictionaries.

The language:

- `border`, `cost of living`, `it's`, `AT&T`, `#MeToo`, `40%`: words and phrases, as they are written. Case,
  spelling variants, kinds of apostrophes and of hyphens are folded as in the column `norm`; a phrase must
  stand in one sentence with no mark between its words unless the query has it; a possessive 's may come
  between. `No 5` finds "No. 5" too, and `Gen Moe` "Gen. Moe".
- `"US"`, `"cost of living"`: exactly these words, but for case: no spelling variants, nothing is a pattern.
- `migra*`, `wom?n`: any letters, one letter; `*` alone is any word.
- `talks|aims`: either word in this place; with spaces, `climate talks | cost of living`, either phrase.
- `lemma:go`, `pos:JJ`, `pos:NN*`: a base form, a part of speech.
- `[pos=JJ] crisis`, `[lemma=go & pos!=VBD]`, `[]`: conditions on one token; `[]` is any word.
- with `case=True` case counts; with `regex=True` each word of the query is a regular expression that a whole
  word as written must match.
- A list of queries finds what any of them finds.
"""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.arrays import Integers, changes
from broadsheet.text.norms import fold
from broadsheet.words.query import (
    Condition,
    Element,
    as_written,
    glob_pattern,
    has_letters,
    list_queries,
    parse,
)
from broadsheet.words.running import is_one_of, list_parts

SUGGESTIONS = 4
SHORTEST_WITHIN = 4  # letters: shorter words are within too many others
LENGTH_APART = 3  # letters: words that differ by more are not spellings of one word
_SIGNS = frozenset("*?|[]:&=")  # those of the language of queries
_STROKES = str.maketrans("łøđħŧ", "lodht")  # letters that are no letter and an accent

Query = str | Sequence[str]


@dataclass(frozen=True)
class Matches:
    """The places of a query in the tokens, in reading order; where several begin, the longest."""

    first: Integers  # row of the first token
    last: Integers  # row after the last

    def __len__(self) -> int:
        return len(self.first)


class Searcher:
    """Searches the tokens of a corpus, for as many queries as wanted.

    Args:
        tokens: what `tokenize` returns.
        unit: the column that plain words are compared with.
        parts: which parts of the articles.
        case: whether case counts.
        regex: whether queries are regular expressions.
    """

    def __init__(
        self,
        tokens: pd.DataFrame,
        unit: str = "norm",
        parts: str | Collection[str] = ("body",),
        case: bool = False,
        regex: bool = False,
    ) -> None:
        self.tokens = tokens
        self.unit = unit
        self.case = case
        self.regex = regex
        self._written: dict[
            str, list[str]
        ] = {}  # distinct values by column, with one kind of apostrophe
        self._is_wanted = is_one_of(tokens["part"], list_parts(parts))
        self._is_word = tokens["is_word"].to_numpy()
        is_possessive = is_one_of(tokens["pos"], ["POS"])
        is_second_half = self._find_second_halves(~self._is_word & ~is_possessive)
        self._is_token = self._is_wanted & ~is_second_half
        self._is_passed_over = is_second_half | is_possessive
        self._is_second_half = is_second_half
        self._next = self._next_rows()
        self._block = self._blocks()
        self._sentence = tokens["sentence"].to_numpy()

    def find(self, query: Query) -> Matches:
        """Find a query, or what any of several finds.

        Raises:
            BroadsheetError: where the query cannot be understood.
        """
        queries = list_queries(query)
        ends = np.zeros(len(self.tokens) + 1, dtype=np.int64)
        for text in queries:
            for sequence in parse(text, self.unit, self.regex):
                first, last = self._follow(sequence)
                ends[first] = np.maximum(ends[first], last)
        first = np.flatnonzero(ends)
        return Matches(first, ends[first])

    def described(self, query: Query) -> Iterator[list[np.ndarray]]:
        """Yield, for each sequence that a query finds, which tokens each of its elements describes."""
        for text in list_queries(query):
            for sequence in parse(text, self.unit, self.regex):
                yield [self._rows_of(element) for element in sequence]

    def explain(self, query: Query) -> str:
        """Say why a query finds nothing, and name the nearest words."""
        return explain([self], query)

    def missing(self, query: Query) -> list[Element]:
        """Return the parts of a query that describe no token."""
        missing: list[Element] = []
        for element in _elements(query, self.unit, self.regex):
            if not self._rows_of(element).any():
                missing.append(element)
        return missing

    def words(self) -> list[str]:
        """Return the distinct words that are searched."""
        column = "norm" if self.unit == "token" else self.unit
        values = self.tokens[column].cat
        words = values.categories.to_numpy(dtype=object)
        codes = values.codes.to_numpy()
        is_searched = self._is_wanted & self._is_word
        is_present = np.zeros(len(words), dtype=bool)
        is_present[codes[is_searched]] = True
        return words[is_present].tolist()

    def lemmas_of(self, word: str) -> list[str]:
        """Return the base forms of an inflected word, as queries."""
        is_inflected = self._has_norm(word) & self._is_wanted
        lemmas = self.tokens["lemma"][is_inflected]
        distinct = lemmas.astype(object).unique()
        return [f"lemma:{lemma}" for lemma in distinct]

    def _find_second_halves(self, is_no_word: np.ndarray) -> np.ndarray:
        """Mark the second halves of words that were broken at a line's end: no words, but of letters."""
        column = self.tokens["token"].cat
        codes = column.codes.to_numpy()
        candidates = np.unique(codes[is_no_word])
        words = column.categories[candidates]
        with_letters = []
        for code, word in zip(candidates, words, strict=True):
            if has_letters(word):
                with_letters.append(code)
        return is_no_word & np.isin(codes, with_letters)

    def _next_rows(self) -> Integers:
        """Return for each row the next that is no possessive ending or second half of a word."""
        size = len(self.tokens)
        rows = np.where(self._is_passed_over, size, np.arange(size))
        backwards = rows[::-1]
        following = np.minimum.accumulate(backwards)[::-1]
        return np.append(following, [size, size])

    def _blocks(self) -> Integers:
        """Number the stretches of one part of one article: no phrase goes on beyond."""
        article = self.tokens["article"].cat.codes.to_numpy()
        part = self.tokens["part"].cat.codes.to_numpy()
        is_new = changes(article, part)
        return np.cumsum(is_new)

    def _follow(self, sequence: tuple[Element, ...]) -> tuple[Integers, Integers]:
        """Return the first row of each match of a sequence, and the row after its last."""
        masks = [self._rows_of(element) for element in sequence]
        first = np.flatnonzero(masks[0])
        row = first
        for before, element, mask in zip(
            sequence, sequence[1:], masks[1:], strict=False
        ):
            following = self._step(row, element, mask)
            continues = self._continues(row, following, before)
            first = first[continues]
            row = following[continues]
        last = row + 1
        size = len(self.tokens)
        inside = np.minimum(last, size - 1)
        # A match that ends with the first half of a broken word has its second half too.
        ends_broken = (last < size) & self._is_second_half[inside]
        return first, last + ends_broken

    def _step(self, row: Integers, element: Element, mask: np.ndarray) -> Integers:
        """Return the row at which the next element matches, or the number of rows where it does not."""
        size = len(self.tokens)
        padded = np.append(mask, [False, False])
        direct = row + 1
        following = np.where(padded[direct], direct, size)
        if element.is_exact:
            return following
        passed_over = self._next[direct]
        is_behind = (following == size) & padded[passed_over]
        return np.where(is_behind, passed_over, following)

    def _continues(
        self, row: Integers, following: Integers, before: Element
    ) -> np.ndarray:
        size = len(self.tokens)
        last_row = max(size - 1, 0)
        inside = np.minimum(following, last_row)
        has_next = following < size
        is_same_block = self._block[inside] == self._block[row]
        continues = has_next & is_same_block
        # A query that has the mark that ends a sentence may go on into the next.
        if before.is_mark:
            return continues
        is_same_sentence = self._sentence[inside] == self._sentence[row]
        return continues & is_same_sentence

    def _rows_of(self, element: Element) -> np.ndarray:
        """Mark the tokens that an element describes."""
        mask = self._is_token.copy()
        for condition in element.conditions:
            described = self._described(condition)
            mask &= ~described if condition.is_negated else described
        if not any(_may_be_mark(condition) for condition in element.conditions):
            mask &= self._is_word
        return mask

    def _described(self, condition: Condition) -> np.ndarray:
        if condition.column == "any":
            return self._is_word
        if condition.is_regex:
            flags = 0 if self.case else re.IGNORECASE
            pattern = re.compile(condition.value, flags)
            return self._fully_matches(condition.column, pattern)
        if condition.column == "norm":
            return self._described_by_norm(condition)
        if condition.column == "token":
            return self._described_as_written(condition, case=True)
        return self._described_by_value(condition)

    def _described_by_value(self, condition: Condition) -> np.ndarray:
        """Compare a lemma or a tag, whatever its case."""
        pattern = re.compile(glob_pattern(condition.value), re.IGNORECASE | re.DOTALL)
        return self._fully_matches(condition.column, pattern)

    def _described_by_norm(self, condition: Condition) -> np.ndarray:
        is_word = not condition.is_exact and not condition.is_pattern
        if is_word and not self.case:
            return self._has_norm(condition.value)
        as_in_text = self._described_as_written(condition, self.case)
        if not condition.is_pattern:
            return as_in_text & self._has_norm(condition.value)
        if self.case:
            return as_in_text
        folded = condition.value.casefold()
        pattern = re.compile(glob_pattern(folded), re.DOTALL)
        return as_in_text | self._fully_matches("norm", pattern)

    def _has_norm(self, word: str) -> np.ndarray:
        values = self.tokens["norm"].cat
        code = values.categories.get_indexer([fold(word)])[0]
        if code >= 0:
            return values.codes.to_numpy() == code
        return np.zeros(len(self.tokens), dtype=bool)

    def _described_as_written(self, condition: Condition, case: bool) -> np.ndarray:
        flags = re.DOTALL
        if not case:
            flags |= re.IGNORECASE
        value = as_written(condition.value)
        if condition.is_pattern:
            expression = glob_pattern(value)
        else:
            expression = re.escape(value)
        pattern = re.compile(expression, flags)
        return self._fully_matches("token", pattern)

    def _fully_matches(self, column: str, pattern: re.Pattern[str]) -> np.ndarray:
        """Mark the tokens whose value of a column matches; each distinct value is looked at once."""
        values = self.tokens[column].cat
        if column not in self._written:
            written = [as_written(word) for word in values.categories]
            self._written[column] = written
        matches = [
            pattern.fullmatch(word) is not None for word in self._written[column]
        ]
        if not matches:
            return np.zeros(len(self.tokens), dtype=bool)
        value_matches = np.array(matches, dtype=bool)
        codes = values.codes.to_numpy()
        return value_matches[codes]


def _may_be_mark(condition: Condition) -> bool:
    """Whether a condition can be meant for a mark: it names a tag, or a token literally."""
    if condition.is_negated or condition.column == "any":
        return False
    if condition.column == "pos":
        return True
    if condition.is_pattern:
        return False
    return not condition.is_regex


def _elements(query: Query, unit: str, regex: bool) -> list[Element]:
    """Return the elements of all sequences that a query describes."""
    elements: list[Element] = []
    for text in list_queries(query):
        for sequence in parse(text, unit, regex):
            elements += sequence
    return elements


def explain(searchers: Iterable[Searcher], query: Query) -> str:
    """Say why a query finds nothing in any of some tokens, and name the nearest words.

    Args:
        searchers: those of each part of the tokens.
        query: what was looked for.
    """
    queries = list_queries(query)
    if not queries:
        return "Nothing was looked for: the list of queries is empty."
    clues = _Clues(queries)
    for searcher in searchers:
        clues.add(searcher)
    shown = " or ".join(map(repr, queries))
    nothing = f"Nothing was found for {shown}"
    suggestions = clues.suggestions()
    if suggestions:
        names = ", ".join(suggestions)
        verb = "is" if len(suggestions) == 1 else "are"
        return f"{nothing}. The nearest {verb} {names}."
    if not clues.missing:
        return f"{nothing}: its words occur, but not one after the other."
    return f"{nothing}."


@dataclass
class _Clues:
    """What the parts of some tokens hold that is like queries that find nothing.

    Attributes:
        queries: What was looked for.
        missing: The elements that no part has; None before the first part.
        words: All words.
        joined: The words of the queries as the text joins them.
        lemmas: The lemmas of each word that was asked for by its lemma.
    """

    queries: list[str]
    missing: list[Element] | None = None
    words: dict[str, None] = field(default_factory=dict)
    joined: dict[str, None] = field(default_factory=dict)
    lemmas: dict[str, list[str]] = field(default_factory=dict)

    def add(self, searcher: Searcher) -> None:
        """Add what one part holds."""
        missing = searcher.missing(self.queries)
        self._keep_missing(missing)
        self.words |= dict.fromkeys(searcher.words())
        for text in self.queries:
            joined = joined_otherwise(searcher, text)
            self.joined |= dict.fromkeys(joined)
        for element in missing:
            condition = element.conditions[0]
            if condition.column == "lemma":
                self._add_lemmas(condition.value.casefold(), searcher)

    def _keep_missing(self, missing: list[Element]) -> None:
        """Keep the elements that this part lacks as those before it do."""
        if self.missing is not None:
            missing = [element for element in missing if element in self.missing]
        self.missing = missing

    def _add_lemmas(self, word: str, searcher: Searcher) -> None:
        lemmas = self.lemmas.setdefault(word, [])
        lemmas += searcher.lemmas_of(word)

    def suggestions(self) -> list[str]:
        """Return the words that may have been meant, the likeliest first."""
        words = list(self.joined)
        if not words:
            words = _nearest(self.missing or [], list(self.words), self.lemmas)
        distinct = dict.fromkeys(words)
        return list(distinct)[:SUGGESTIONS]


def joined_otherwise(searcher: Searcher, text: str) -> list[str]:
    """Return a query's words as the text has them: with hyphens, as one word, or apart."""
    if searcher.regex:
        return []
    words = re.findall(r"[^\W_]+", text)
    is_plain = _SIGNS.isdisjoint(text)
    if len(words) < 2 or not is_plain:
        return []
    folded = text.strip().casefold()
    others = []
    for joint in ("-", "", " "):
        joined = joint.join(words)
        if joined.casefold() == folded:
            continue
        if len(searcher.find(joined)):
            others.append(joined)
    return others


def _nearest(
    missing: list[Element], words: list[str], lemmas: dict[str, list[str]]
) -> list[str]:
    near: list[str] = []
    for element in missing:
        condition = element.conditions[0]
        value = condition.value.casefold()
        if condition.column == "lemma":
            near += lemmas.get(value, [])
        else:
            near += nearest_words(value, words)
    return near


def nearest_words(value: str, words: list[str]) -> list[str]:
    """Return the words nearest to a value: spelled slightly otherwise, or else those that contain it.

    >>> nearest_words("lodz", ["łódź", "lords"]), nearest_words("tweet", ["retweeted", "sweep"])
    (['łódź'], ['retweeted'])
    """
    bare = re.sub(r"\W+", "", value) or value
    wanted = plain_letters(bare)
    if not wanted:
        return []
    alike = _alike(wanted, words)
    if wanted in alike:
        return alike[wanted]
    close = difflib.get_close_matches(wanted, alike, n=SUGGESTIONS, cutoff=0.7)
    near = [word for plain in close for word in alike[plain]]
    if near:
        return near
    if len(value) < SHORTEST_WITHIN:
        return []
    return [word for word in words if value in word]


def _alike(wanted: str, words: list[str]) -> dict[str, list[str]]:
    """Return the words of about this length with the same first letter, by their plain letters."""
    initial = wanted[0]
    alike: dict[str, list[str]] = {}
    for word in words:
        plain = plain_letters(word)
        if not plain.startswith(initial):
            continue
        difference = len(plain) - len(wanted)
        if abs(difference) <= LENGTH_APART:
            same = alike.setdefault(plain, [])
            same.append(word)
    return alike


def plain_letters(word: str) -> str:
    """Return a word without accents.

    >>> plain_letters("łódź"), plain_letters("naïve")
    ('lodz', 'naive')
    """
    if word.isascii():
        return word
    without_strokes = word.translate(_STROKES)
    characters = unicodedata.normalize("NFKD", without_strokes)
    letters = [each for each in characters if not unicodedata.combining(each)]
    return "".join(letters)
