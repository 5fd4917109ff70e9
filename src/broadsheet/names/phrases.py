"""The tokens and names of a corpus as a reader of phrases needs them."""

from dataclasses import dataclass, replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from ..text import spelled
from .lexicon import fold, lexicon
from .signs import is_human
from .traits import is_letters

NOUNS = {"NN", "NNS", "NNP", "NNPS"}
VERBS = {"VBD", "VBZ", "VBP", "MD"}
# Before a noun, in its phrase; and what comes next that is no part of it.
WITHIN = NOUNS | {"JJ", "JJS", "JJR", "VBN", "VBG", "POS", "CD", "HYPH", "AFX"}
AFTER = VERBS | {"IN", "TO", "WDT", "WP", "WP$", "WRB", "VBG", "VBN", "VB"}
PREPOSITIONS = {"for", "from", "in", "at", "with", "by", "on"}  # however they were tagged
STOPS = {",", "(", ")", "--", "—", "–", ";", ":", "-lrb-", "-rrb-", "[", "]", ".", "…"}
ARTICLE_BITS = 32  # the number of the article stands above the offset in one sorted number

Mention = Any  # a row of find_names, its columns as attributes


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

    def __init__(self, articles: pd.DataFrame, tokens: pd.DataFrame, names: pd.DataFrame):
        self.lex = lexicon()
        self.tokens = tokens
        self.texts = articles["text"].to_numpy(object)
        self.article = tokens["article"].cat.codes.to_numpy()
        self.sentence = tokens["sentence"].to_numpy()
        self.paragraph = tokens["paragraph"].to_numpy()
        self.start = tokens["start"].to_numpy()
        self.end = tokens["end"].to_numpy()
        self.norm = spelled(tokens["norm"])
        self.tag = spelled(tokens["pos"])
        self.word = spelled(tokens["token"])
        columns = ["first", "last", "name", "kind", "title", "gender", "gender_evidence", "link"]
        records = names.reindex(columns=columns).astype(object).to_dict("records")
        self.names: list[Mention] = [SimpleNamespace(**record) for record in records]
        self.firsts = names["first"].to_numpy(int)

    def sources(self, quotes: pd.DataFrame) -> list[Source]:
        """Place each quotation and its source among the tokens and the names."""
        dtype = self.tokens["article"].dtype
        code = pd.Categorical(quotes["article"].astype(object), dtype=dtype).codes.astype(np.int64)
        offsets = self.article.astype(np.int64) << ARTICLE_BITS | self.start

        def row_of(column: str) -> np.ndarray:
            values = quotes[column].fillna(0).to_numpy(np.int64)
            return np.searchsorted(offsets, code << ARTICLE_BITS | values)

        begin = row_of("start")
        has_source = quotes["source_start"].notna().to_numpy()
        low = np.where(has_source, row_of("source_start"), begin)
        high = np.where(has_source, row_of("source_end"), begin)
        first = np.searchsorted(self.firsts, low)
        last = np.searchsorted(self.firsts, high)
        direct = quotes["kind"].isin(["direct", "mixed"]).to_numpy()
        names = [self.names[a:b] for a, b in zip(first, last, strict=True)]
        columns = (code, begin, row_of("end"), low, high, first, names, direct)
        return [Source(*row) for row in zip(*columns, strict=True)]

    def together(self, a: int, b: int) -> bool:
        """Say whether two rows stand in one sentence."""
        return self.sentence[a] == self.sentence[b] and self.article[a] == self.article[b]

    def distance(self, a: int, b: int) -> int:
        """Count the sentences between two rows of one article."""
        return abs(int(self.sentence[a]) - int(self.sentence[b]))

    def text(self, low: int, high: int) -> str:
        """Return the text of some tokens, in one line."""
        if low >= high:
            return ""
        whole = self.texts[self.article[low]]
        return " ".join(whole[self.start[low] : self.end[high - 1]].split())

    def shown(self, low: int, high: int) -> str:
        """Return the text, its first letter small unless a name begins there."""
        text = self.text(low, high)
        word = self.word[low]
        in_capitals = word.isupper() and len(word) > 1
        if self.tag[low].startswith("NNP") or in_capitals or self.norm[low] in self.lex.words["demonyms"]:
            return text
        return text[:1].lower() + text[1:]

    def content(self, low: int, high: int) -> set[str]:
        """Return nouns and their modifiers, titles in full ("Sen." as "senator")."""
        return set(self._content_words(low, high))

    def content_and_pairs(self, low: int, high: int) -> set[str]:
        """Return the same with each pair of neighbours: "chief-executive"."""
        words = self._content_words(low, high)
        pairs = {f"{one}-{other}" for one, other in pairwise(words)}
        return set(words) | pairs

    def _content_words(self, low: int, high: int) -> list[str]:
        words = []
        for i in range(low, high):
            if self.tag[i] in WITHIN and self.tag[i] != "POS":
                word = fold(self.norm[i])
                words.append(self.lex.abbreviations.get(word.rstrip("."), word))
        return words

    def is_human(self, noun: str) -> bool:
        """Say whether a noun is one for a person."""
        return is_human(noun, self.lex)

    def after_letters(self, low: int, high: int) -> int:
        """Return where letters behind a name end: after "KC" in "Harriet Lowther KC said", ", SC," too."""
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
        while low and self.together(low - 1, high - 1) and self.tag[low - 1] in WITHIN | {"DT", "PRP$"}:
            low -= 1
        return low

    def end_of(self, low: int, high: int, names: list[Mention]) -> int:
        """Find where the noun phrase that begins at `low` ends: before a comma, a preposition or a verb."""
        inside = {i for mention in names for i in range(mention.first, mention.last)}
        titled = max((mention.first for mention in names if mention.title), default=low)
        for i in range(low + 1, high):
            if i in inside:
                continue
            if self.norm[i] in STOPS or self.norm[i] in PREPOSITIONS:
                return i
            if self.tag[i] in AFTER and not self._goes_on(i, high, titled):
                return i
        return high

    def _goes_on(self, i: int, high: int, titled: int) -> bool:
        """Say whether a participle before a noun, or "of" within a title, belongs to the phrase."""
        if self.norm[i] in ("of", "to"):
            return i < titled
        return self.tag[i] in ("VBN", "VBG") and i + 1 < high and self.tag[i + 1] in WITHIN
