"""What the corrections work on: the tokens as plain lists, and each attribution with its spans."""

import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.arrays import changes, one_by_one
from broadsheet.text import spelled
from broadsheet.text.norms import spellings

from .marks import (
    CLOSES,
    INSIDE,
    OPENS,
    UNCLOSED,
    last_true,
    next_true,
    paragraph_starts,
)

Span = tuple[int, int]
"""First and last row of the tokens frame, the last exclusive."""

# Tags of the words that a noun phrase is made of.
NOUN_PHRASE = frozenset(
    ["DT", "PRP$", "PRP", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS"]
)
NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP"])
VERBS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
HEADS = NOUNS | {"CD"}  # in what a noun phrase may end
DIRECTIONS = frozenset(["ago", "earlier", "later"])
SPANS = ("content", "source", "cue")  # by the number of their kind
LINKS = frozenset(["of", "for", "at", "from", "and", "&", "in"])


@cache
def cue_lists() -> dict[str, frozenset[str]]:
    """The word lists of cues.toml."""
    path = files("broadsheet.quotes") / "cues.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    result = {}
    for name, words in lists.items():
        if isinstance(words, str):
            words = words.split()
        result[name] = frozenset(words)
    return result


@dataclass(eq=False)
class Attribution:
    """Something said: where it is introduced, and the rows of what was said, by whom, and of the cue."""

    anchor: int
    score: float
    speech: float
    content: list[Span]
    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    rule: str | None = None
    is_weak: bool = False  # too unsure to be kept unless grammar speaks for it


def _ends(firsts: np.ndarray, size: int) -> np.ndarray:
    """Where each stretch ends: where the next begins."""
    following = np.append(firsts[1:], size)
    return following[: len(firsts)]


def _count_letters(word: str) -> int:
    """How many letters and digits a word has."""
    if word.isalnum():
        return len(word)
    return sum(map(str.isalnum, word))


class Text:
    """The tokens of all articles as they are quick to look into one by one."""

    def __init__(self, articles: pd.DataFrame, tokens: pd.DataFrame, marks: np.ndarray):
        self.tokens = tokens
        texts = articles["text"].to_dict()
        self.names = tokens["article"].cat.categories
        self.texts = [texts.get(name, "") for name in self.names]
        self.start = one_by_one(tokens["start"].to_numpy())
        self.end = one_by_one(tokens["end"].to_numpy())
        self.size = len(tokens)
        self.marks = marks
        self.mark = marks.tolist()
        self.tag = spelled(tokens["pos"]).tolist()
        self.norm = spelled(tokens["norm"]).tolist()
        self.article: list[int] = tokens["article"].cat.codes.tolist()
        starts = paragraph_starts(tokens)
        self.paragraph_first = np.flatnonzero(starts)
        self.paragraph_last = _ends(self.paragraph_first, self.size)
        firsts = self.paragraph_first.tolist()
        lasts = self.paragraph_last.tolist()
        self._rows_of_paragraphs = list(zip(firsts, lasts, strict=True))
        self._article_of_paragraph = [self.article[first] for first in firsts]
        self.paragraph = np.cumsum(starts) - 1
        number = tokens["sentence"].to_numpy()
        starts_sentence = starts | changes(number)
        sentence = np.cumsum(starts_sentence) - 1
        sentence_first = np.flatnonzero(starts_sentence)
        self.sentence = one_by_one(sentence)
        self.sentence_first = sentence_first.tolist()
        self.sentence_last = _ends(sentence_first, self.size).tolist()

    @cached_property
    def lemma(self) -> list[str]:
        """Lemmas, American spelling."""
        folded = np.array(self._folded_lemmas, dtype=object)
        return folded[self._lemma_codes].tolist()

    @cached_property
    def _folded_lemmas(self) -> list[str]:
        """Each distinct lemma as the word lists have it."""
        lemmas = self.tokens["lemma"].cat.categories.tolist()
        american = spellings()
        return [american.get(lemma, lemma) for lemma in lemmas]

    @cached_property
    def _lemma_codes(self) -> np.ndarray:
        return self.tokens["lemma"].cat.codes.to_numpy()

    @cached_property
    def word(self) -> list[bool]:
        return self.tokens["is_word"].tolist()

    @cached_property
    def is_title(self) -> list[bool]:
        """Whether a token stands in a headline."""
        is_title = self.tokens["part"] == "title"
        return is_title.tolist()

    @cached_property
    def words_before(self) -> np.ndarray:
        """How many words precede each row."""
        is_word = self.tokens["is_word"].to_numpy()
        counted = np.cumsum(is_word)
        return np.append(0, counted)

    @cached_property
    def token(self) -> list[str]:
        return spelled(self.tokens["token"]).tolist()

    @cached_property
    def is_quoted(self) -> list[bool]:
        """Whether a token stands inside quotation marks; the outer marks do not."""
        return self._inside.tolist()

    @cached_property
    def _inside(self) -> np.ndarray:
        return np.isin(self.marks, (INSIDE, UNCLOSED))

    @cached_property
    def ink(self) -> memoryview:
        """How many letters and digits precede each row."""
        counted = np.cumsum(self._letters)
        return one_by_one(np.append(0, counted))

    @cached_property
    def quoted_ink(self) -> memoryview:
        """The same, of those inside quotation marks."""
        letters = np.where(self._inside, self._letters, 0)
        counted = np.cumsum(letters)
        return one_by_one(np.append(0, counted))

    @cached_property
    def _letters(self) -> np.ndarray:
        tokens = self.tokens["token"].cat
        counts = [_count_letters(word) for word in tokens.categories.tolist()]
        by_token = np.array(counts, dtype=np.int64)
        codes = tokens.codes.to_numpy()
        return by_token[codes]

    @cached_property
    def quotation_first(self) -> memoryview:
        """For each row, where the quotation begins that it may be in: the row of its mark."""
        return one_by_one(last_true(self.marks == OPENS))

    @cached_property
    def quotation_last(self) -> memoryview:
        """For each row, where the quotation ends that it may be in: its closing mark, or the end."""
        closing = next_true(self.marks == CLOSES)
        end = self.paragraph_last[self.paragraph]
        return one_by_one(np.minimum(closing, end))

    def is_word(self, *words: str) -> np.ndarray:
        """Which rows hold a word, or one of several."""
        norms = self.tokens["norm"].cat
        is_wanted = norms.categories.isin(words)
        codes = norms.codes.to_numpy()
        return is_wanted[codes]

    def rows_with_lemma(self, lemmas: frozenset[str]) -> list[int]:
        """The rows that hold one of some lemmas."""
        are_listed = [lemma in lemmas for lemma in self._folded_lemmas]
        is_wanted = np.array(are_listed, bool)
        of_token = is_wanted[self._lemma_codes]
        return np.flatnonzero(of_token).tolist()

    def raw(self, first: int, last: int) -> str:
        """The text of some rows of one article, as written."""
        whole = self.texts[self.article[first]]
        start = self.start[first]
        end = self.end[last - 1]
        return whole[start:end]

    def rows_of(self, paragraph: int, start: int, end: int) -> Span:
        """The rows of a paragraph that lie within two offsets."""
        low, high = self.paragraph_rows(paragraph)
        first = bisect_left(self.start, start, low, high)
        last = bisect_left(self.start, end, first, high)
        return first, last

    def last_word(self, row: int) -> int:
        """The row after the last word before a row."""
        while row > 0 and not self.word[row - 1]:
            row -= 1
        return row

    def is_reporting(self, row: int) -> bool:
        """Whether a token is a verb of cues.toml, or begins a phrase of it: "snapped", "put it"."""
        lists = cue_lists()
        lemma = self.lemma[row]
        if lemma in lists["statements"]:
            return True
        if lemma in lists["utterances"]:
            return True
        return self.is_phrase(row)

    def is_phrase(self, row: int) -> bool:
        """Whether two words that report together begin at a row: "shot back"."""
        if row + 1 >= self.size:
            return False
        following = self.norm[row + 1]
        phrase = f"{self.lemma[row]} {following}"
        return phrase in cue_lists()["phrases"]

    def count_words(self, first: int, last: int) -> int:
        """How many words there are in some rows."""
        return int(self.words_before[last] - self.words_before[first])

    def sentence_of(self, row: int) -> Span:
        """The first and last row of the sentence that holds a row."""
        number = self.sentence[row]
        return self.sentence_first[number], self.sentence_last[number]

    def paragraph_of(self, row: int) -> Span:
        """The first and last row of the paragraph that holds a row."""
        number = int(self.paragraph[row])
        return self.paragraph_rows(number)

    def paragraph_rows(self, number: int) -> Span:
        """The first and last row of a paragraph."""
        return self._rows_of_paragraphs[number]

    def raw_paragraph(self, number: int) -> str:
        """A paragraph as written."""
        return self._raw_paragraphs[number]

    @cached_property
    def _raw_paragraphs(self) -> list[str]:
        return [self.raw(first, last) for first, last in self._rows_of_paragraphs]

    def article_of(self, number: int) -> int:
        """The number of the article that holds a paragraph."""
        return self._article_of_paragraph[number]

    def noun_phrase_from(self, first: int, last: int) -> Span | None:
        """The noun phrase that begins at a row and ends before `last`: "the coroner for Ayr"."""
        row = first
        while row < last and self._is_nominal(row, last):
            if row > first and self._is_time_ago(row):
                break
            row += 1
        while row > first and self.tag[row - 1] not in HEADS:
            row -= 1
        if row <= first:
            return None
        return (first, row)

    def _is_time_ago(self, row: int) -> bool:
        """Whether "two weeks ago" begins at a row after a noun."""
        if self.tag[row] != "CD":
            return False
        if self.tag[row - 1] not in NOUNS:
            return False
        direction = self.norm[row + 2 : row + 3]
        return not DIRECTIONS.isdisjoint(direction)

    def _is_nominal(self, row: int, last: int) -> bool:
        if self.mark[row] in (OPENS, CLOSES):
            return False
        norm = self.norm[row]
        if norm == ".":
            return self._is_initial(row)
        if norm == "@":
            return True
        if self.tag[row] in NOUN_PHRASE:
            return True
        following = row + 1
        if norm not in LINKS or following >= last:
            return False
        return self.tag[following] in NOUN_PHRASE

    def _is_initial(self, row: int) -> bool:
        """Whether a stop belongs to an initial: that of "Ana R. Ruiz"."""
        if row == 0:
            return False
        before = row - 1
        is_short = len(self.norm[before]) <= 2
        return is_short and self.tag[before] == "NNP"

    def _before_aside(self, row: int, first: int) -> int:
        """The row behind a name before an age or a part: of "Ana Ruiz, 24," or "Ana Ruiz, defending,"."""
        begin = row - 3
        if begin <= first:
            return row
        comma, aside, closing = range(begin, row)
        is_enclosed = self.norm[comma] == self.norm[closing] == ","
        is_aside = self.tag[aside] in ("CD", "VBG")
        if is_aside and is_enclosed:
            return comma
        return row

    def noun_phrase_before(self, last: int, first: int) -> Span | None:
        """The noun phrase that ends before a row and begins at `first` or later."""
        row = self._before_comma(last, first)
        stop = self._before_aside(row, first)
        row = stop
        while row > first and self._is_nominal(row - 1, stop):
            row -= 1
        while row < stop and self.tag[row] not in NOUN_PHRASE:
            row += 1
        if row == stop:
            return None
        ends_in_noun = self.tag[stop - 1] in NOUNS
        if not ends_in_noun:
            return None
        return (row, stop)

    def _before_comma(self, row: int, first: int) -> int:
        """The row of the comma that may stand between a noun and a row."""
        comma = row - 1
        noun = row - 2
        if noun < first or self.norm[comma] != ",":
            return row
        if self.tag[noun] in NOUNS:
            return comma
        return row


def read_attributions(found: pd.DataFrame, spans: pd.DataFrame) -> list[Attribution]:
    """Make objects of the frames that `find_attributions` and `choose` give."""
    names = ("anchor", "score", "speech", "is_weak")
    columns = [found[name].tolist() for name in names]
    result = []
    for anchor, score, speech, is_weak in zip(*columns, strict=True):
        own = Attribution(anchor, score, speech, content=[], is_weak=is_weak)
        result.append(own)
    table = [spans[name].tolist() for name in ("attribution", "kind", "first", "last")]
    for number, kind, first, last in zip(*table, strict=True):
        attribution = result[number]
        own_spans = getattr(attribution, SPANS[kind])
        own_spans.append((first, last))
    return result


def owners(attributions: list[Attribution], size: int) -> list[int]:
    """For each row, the number of the attribution whose content it is, or -1."""
    owner = [-1] * size
    for number, attribution in enumerate(attributions):
        for first, last in attribution.content:
            owner[first:last] = [number] * (last - first)
    return owner
