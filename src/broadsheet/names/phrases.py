"""The tokens and names of a corpus as a reader of phrases needs them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..arrays import Integers, one_by_one
from ..text import spelled
from .lexicon import fold_name, lexicon
from .signs import is_human
from .traits import is_letters

NOUNS = {"NN", "NNS", "NNP", "NNPS"}
VERBS = {"VBD", "VBZ", "VBP", "MD"}
# Before a noun, in its phrase; and what comes next that is no part of it.
ADJECTIVES = {"JJ", "JJS", "JJR"}
PARTICIPLES = {"VBN", "VBG"}
JOINED = {"POS", "CD", "HYPH", "AFX"}
WITHIN = NOUNS | ADJECTIVES | PARTICIPLES | JOINED
QUESTION_WORDS = {"WDT", "WP", "WP$", "WRB"}
ENDING_TAGS = VERBS | PARTICIPLES | QUESTION_WORDS | {"IN", "TO", "VB"}
OPENING_TAGS = {"DT", "PRP$"}
PHRASE = WITHIN | OPENING_TAGS
STOPS = {
    ",",
    "(",
    ")",
    "-",
    "--",
    "—",
    "–",
    ";",
    ":",
    "-lrb-",
    "-rrb-",
    "[",
    "]",
    ".",
    "…",
}
BRACKETS = {"(", "[", "-lrb-"}
CLOSING_BRACKETS = {")", "]", "-rrb-"}
LONGEST_ASIDE = 3  # words in brackets within a phrase
QUOTED_KINDS = ["direct", "mixed"]
TEXT_COLUMNS = ["name", "kind", "title", "gender", "gender_evidence", "link"]
# The number of the article stands above the offset in one sorted number.
ARTICLE_BITS = 32


class _Offsets:
    """Where the tokens of all articles begin, as sorted numbers."""

    def __init__(self, tokens: pd.DataFrame):
        article = tokens["article"].cat.codes.to_numpy(np.int64)
        start = tokens["start"].to_numpy(np.int64)
        self.tokens = _joined(article, start)

    def rows(self, article: Integers, offsets: pd.Series) -> Integers:
        """Return the tokens that begin at these offsets or behind them, 0 in place of none."""
        values = offsets.fillna(0).to_numpy(np.int64)
        return np.searchsorted(self.tokens, _joined(article, values))


def _joined(article: Integers, offset: Integers) -> Integers:
    return article << ARTICLE_BITS | offset


class Mention(NamedTuple):
    """A row of `find_names`, without missing values."""

    name: str
    kind: str
    title: str
    gender: str
    gender_evidence: str
    link: str
    first: int
    last: int


@dataclass(frozen=True)
class Source:
    """A source among the tokens (`low` to `high`) and the names, and the quotation it belongs to."""

    article: int
    begin: int
    finish: int
    low: int
    high: int
    first: int
    names: list[Mention]
    direct: bool

    def within(self, low: int, high: int, names: list[Mention]) -> "Source":
        """Return the same quotation with another phrase as its source."""
        return replace(self, low=low, high=high, names=names)

    def __len__(self) -> int:
        return self.high - self.low


class Phrases:
    """Token arrays, the list of names, and what can be asked of the words between two rows."""

    def __init__(
        self,
        articles: pd.DataFrame,
        tokens: pd.DataFrame,
        names: pd.DataFrame,
    ):
        self.lex = lexicon()
        self.tokens = tokens
        self.texts = articles["text"].tolist()
        self.article: list[int] = tokens["article"].cat.codes.tolist()
        self.sentence: list[int] = tokens["sentence"].tolist()
        self.paragraph: list[int] = tokens["paragraph"].tolist()
        self.start = one_by_one(tokens["start"].to_numpy())
        self.end = one_by_one(tokens["end"].to_numpy())
        self.norm: list[str] = spelled(tokens["norm"]).tolist()
        self.tag: list[str] = spelled(tokens["pos"]).tolist()
        self.word: list[str] = spelled(tokens["token"]).tolist()
        self.names = _mentions(names)
        self.name_starts = [mention.first for mention in self.names]
        self._content: dict[str, str] = {}

    def sources(self, quotes: pd.DataFrame) -> list[Source]:
        """Place each quotation and its source among the tokens and the names."""
        article, offsets = self._places(quotes)
        begin = offsets.rows(article, quotes["start"])
        source_start = offsets.rows(article, quotes["source_start"])
        source_end = offsets.rows(article, quotes["source_end"])
        has_source = quotes["source_start"].notna().to_numpy()
        low = np.where(has_source, source_start, begin)
        high = np.where(has_source, source_end, begin)
        low, high = self._with_whole_names(low, high)
        first = np.searchsorted(self.name_starts, low)
        last = np.searchsorted(self.name_starts, high)
        finish = offsets.rows(article, quotes["end"])
        direct = quotes["kind"].isin(QUOTED_KINDS).to_numpy()
        edges = zip(first.tolist(), last.tolist(), strict=True)
        names = [self.names[begin:end] for begin, end in edges]
        arrays = (article, begin, finish, low, high, first)
        columns = [array.tolist() for array in arrays]
        return list(map(Source, *columns, names, direct.tolist()))

    def _places(self, quotes: pd.DataFrame) -> tuple[Integers, _Offsets]:
        """Return the number of the article of each quotation, and where tokens begin."""
        ids = quotes["article"].astype(object)
        dtype = self.tokens["article"].dtype
        articles = pd.Categorical(ids, dtype=dtype)
        return articles.codes.astype(np.int64), _Offsets(self.tokens)

    def _with_whole_names(
        self, low: Integers, high: Integers
    ) -> tuple[Integers, Integers]:
        """Move the edges of sources out of the names that they cut: "deputy Ida" of "deputy Ida Moe"."""
        people = [mention for mention in self.names if mention.kind == "person"]
        if not people:
            return low, high
        starts = np.array([mention.first for mention in people])
        ends = np.array([mention.last for mention in people])
        is_source = low < high
        first = np.searchsorted(starts, low, side="right") - 1
        cuts_first = is_source & (first >= 0) & (ends[first] > low)
        last = np.searchsorted(starts, high) - 1
        cuts_last = is_source & (last >= 0) & (ends[last] > high)
        whole_low = np.where(cuts_first, starts[first], low)
        whole_high = np.where(cuts_last, ends[last], high)
        # "Prof *Were* says": the name behind a title can be a word that the tagger takes for a verb.
        titled = {mention.first: mention.last for mention in people if mention.title}
        is_title = high - low == 1
        for number in np.flatnonzero(is_title).tolist():
            stop = int(whole_high[number])
            whole_high[number] = titled.get(stop, stop)
        return whole_low, whole_high

    def names_within(self, low: int, high: int) -> list[Mention]:
        """Return the names that begin in some rows."""
        first = bisect_left(self.name_starts, low)
        last = bisect_left(self.name_starts, high)
        return self.names[first:last]

    def together(self, a: int, b: int) -> bool:
        """Say whether two rows stand in one sentence."""
        if self.sentence[a] != self.sentence[b]:
            return False
        return self.article[a] == self.article[b]

    def distance(self, a: int, b: int) -> int:
        """Count the sentences between two rows of one article."""
        apart = self.sentence[a] - self.sentence[b]
        return abs(apart)

    def text(self, low: int, high: int) -> str:
        """Return the text of some tokens, in one line."""
        if low >= high:
            return ""
        whole = self.texts[self.article[low]]
        start = self.start[low]
        end = self.end[high - 1]
        return " ".join(whole[start:end].split())

    def shown(self, low: int, high: int) -> str:
        """Return the text, its first letter small unless a name begins there."""
        text = self.text(low, high)
        if self._keeps_capital(low):
            return text
        initial = text[:1].lower()
        rest = text[1:]
        return initial + rest

    def _keeps_capital(self, i: int) -> bool:
        """Say whether a word keeps its capital inside a sentence."""
        word = self.word[i]
        is_shouted = word.isupper() and len(word) > 1
        if is_shouted:
            return True
        if self.tag[i].startswith("NNP"):
            return True
        return self.norm[i] in self.lex.words["demonyms"]

    def content(self, low: int, high: int) -> set[str]:
        """Return nouns and their modifiers, titles in full ("Sen." as "senator")."""
        return set(self._content_words(low, high))

    def content_and_pairs(self, low: int, high: int) -> set[str]:
        """Return the same with each pair of neighbours: "chief-executive"."""
        words = self._content_words(low, high)
        pairs = [f"{first}-{second}" for first, second in pairwise(words)]
        return {*words, *pairs}

    def _content_words(self, low: int, high: int) -> list[str]:
        words = []
        for i in range(low, high):
            if self._is_content(i):
                word = self._in_full(self.norm[i])
                words.append(word)
        return words

    def _is_content(self, i: int) -> bool:
        """Say whether a word is a noun or its modifier; the tagger takes some titles for verbs."""
        tag = self.tag[i]
        if tag in VERBS:
            return self.lex.is_title(self.norm[i])
        if tag not in WITHIN:
            return False
        return tag != "POS"

    def _in_full(self, norm: str) -> str:
        """Return a word folded, an abbreviation in full."""
        if norm not in self._content:
            word = fold_name(norm)
            abbreviated = word.rstrip(".")
            full = self.lex.abbreviations.get(abbreviated, word)
            self._content[norm] = full
        return self._content[norm]

    def start_of_name(self, i: int) -> int:
        """Return where the body or place begins that has a word inside it; `i` where there is none."""
        following = bisect_right(self.name_starts, i)
        if following == 0:
            return i
        mention = self.names[following - 1]
        is_inside = i < mention.last and mention.kind in ("organisation", "place")
        return mention.first if is_inside else i

    def is_human(self, noun: str) -> bool:
        """Say whether a noun is one for a person."""
        return is_human(noun)

    def after_letters(self, low: int, high: int) -> int:
        """Return where letters behind a name end: after "KC" in "Ida Moe KC said", ", SC," too."""
        end = low
        for i in range(low, high):
            if is_letters(self.norm[i], self.word[i]):
                end = i + 1
            elif self.norm[i] != ",":
                break
        return end

    def start_of(self, high: int) -> int:
        """Find where the noun phrase that ends at `high` begins."""
        low = high
        while low > 0 and self.together(low - 1, high - 1):
            if self.tag[low - 1] not in PHRASE:
                break
            low -= 1
        return low

    def end_of(self, low: int, high: int, names: list[Mention]) -> int:
        """Find where the noun phrase that begins at `low` ends: before a comma, a preposition or a verb."""
        inside: set[int] = set()
        ends_of_people = set()
        titled = low
        for mention in names:
            inside.update(range(mention.first, mention.last))
            before = self.norm[low : mention.first]
            if mention.title and STOPS.isdisjoint(before):
                titled = max(titled, mention.first)
            if mention.kind == "person":
                ends_of_people.add(mention.last)
        resumes = low + 1
        for i in range(low + 1, high):
            resumes = max(resumes, self.after_aside(i, high))
            if i < resumes:
                continue
            # "Ada Moe opposed bail": the tagger takes many a past tense for a participle.
            if i in ends_of_people and self._may_be_past(i):
                return i
            is_within = i in inside or self._is_title_before(i, inside)
            if not is_within and self._ends_phrase(i, high, titled):
                return i
        return high

    def _is_title_before(self, i: int, inside: set[int]) -> bool:
        """Say whether a title stands before a name, taken for a verb or not: "WHO *envoy* Ada Moe"."""
        return i + 1 in inside and self.lex.is_title(self.norm[i])

    def after_aside(self, i: int, high: int) -> int:
        """Return where a phrase goes on behind a name in brackets: "the Labour Board (LB) *chair* Ida Moe".

        It is `i` where no such brackets open.
        """
        if self.norm[i] not in BRACKETS:
            return i
        inside = i + 1
        farthest = min(high, inside + LONGEST_ASIDE + 1)
        for close in range(inside, farthest):
            if self.norm[close] in CLOSING_BRACKETS:
                following = close + 1
                is_empty = close == inside
                goes_on = following < high and self.tag[following] in NOUNS
                return following if goes_on and not is_empty else i
            if not self._is_capital(close):
                return i
        return i

    def before_aside(self, i: int) -> int:
        """Return where brackets of names open that close right before `i`; `i` where there are none."""
        if self.norm[i - 1] not in CLOSING_BRACKETS:
            return i
        farthest = max(i - LONGEST_ASIDE - 2, 0)
        for opening in range(i - 1, farthest - 1, -1):
            if self.norm[opening] in BRACKETS:
                return opening if self.after_aside(opening, i + 1) == i else i
        return i

    def _is_capital(self, i: int) -> bool:
        """Say whether a word has the capital and the tag of a name."""
        is_proper = self.tag[i].startswith("NNP")
        return is_proper and self.word[i][:1].isupper()

    def _may_be_past(self, i: int) -> bool:
        tag = self.tag[i]
        if tag == "VBG":
            return True
        if not self.norm[i].endswith("ed"):
            return False
        return tag in ("VBN", "JJ")

    def _ends_phrase(self, i: int, high: int, titled: int) -> bool:
        """Say whether a word is no part of the noun phrase before it."""
        word = self.norm[i]
        if word in STOPS:
            return True
        if word in self.lex.words["prepositions"]:
            return True
        if self.tag[i] not in ENDING_TAGS:
            return False
        return not self._goes_on(i, high, titled)

    def _goes_on(self, i: int, high: int, titled: int) -> bool:
        """Say whether a participle before a noun, or "of" within a title, belongs to the phrase."""
        if self.norm[i] in ("of", "to"):
            return i < titled
        following = i + 1
        if self.tag[i] not in PARTICIPLES:
            return False
        if following >= high:
            return False
        return self.tag[following] in WITHIN


def _mentions(names: pd.DataFrame) -> list[Mention]:
    """Return one object a row."""
    columns = []
    for name in Mention._fields:
        column = names[name]
        if name in TEXT_COLUMNS:
            column = column.astype(object)
        columns.append(column.tolist())
    return list(map(Mention._make, zip(*columns, strict=True)))
