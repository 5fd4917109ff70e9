"""The tokens and names of a corpus as a reader of phrases needs them."""

from dataclasses import dataclass, replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from ..text import spelled
from .lexicon import fold_name, lexicon
from .signs import is_human
from .traits import is_letters

NOUNS = {"NN", "NNS", "NNP", "NNPS"}
VERBS = {"VBD", "VBZ", "VBP", "MD"}
# Before a noun, in its phrase; and what comes next that is no part of it.
WITHIN = NOUNS | {"JJ", "JJS", "JJR", "VBN", "VBG", "POS", "CD", "HYPH", "AFX"}
PHRASE = WITHIN | {"DT", "PRP$"}
AFTER = VERBS | {"IN", "TO", "WDT", "WP", "WP$", "WRB", "VBG", "VBN", "VB"}
PARTICIPLES = {"VBN", "VBG"}
PREPOSITIONS = {
    "for",
    "from",
    "in",
    "at",
    "with",
    "by",
    "on",
}  # however they were tagged
STOPS = {",", "(", ")", "--", "—", "–", ";", ":", "-lrb-", "-rrb-", "[", "]", ".", "…"}
TEXT_COLUMNS = ["name", "kind", "title", "gender", "gender_evidence", "link"]
ARTICLE_BITS = (
    32  # the number of the article stands above the offset in one sorted number
)

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
        self.start: list[int] = tokens["start"].tolist()
        self.end: list[int] = tokens["end"].tolist()
        self.norm: list[str] = spelled(tokens["norm"]).tolist()
        self.tag: list[str] = spelled(tokens["pos"]).tolist()
        self.word: list[str] = spelled(tokens["token"]).tolist()
        self.names = _mentions(names)
        self._content: dict[str, str] = {}

    def sources(self, quotes: pd.DataFrame) -> list[Source]:
        """Place each quotation and its source among the tokens and the names."""
        dtype = self.tokens["article"].dtype
        articles = pd.Categorical(quotes["article"].astype(object), dtype=dtype)
        code = articles.codes.astype(np.int64)
        token_article = self.tokens["article"].cat.codes.to_numpy(np.int64)
        offsets = token_article << ARTICLE_BITS | self.tokens["start"].to_numpy(
            np.int64
        )

        def row_of(column: str) -> np.ndarray:
            values = quotes[column].fillna(0).to_numpy(np.int64)
            return np.searchsorted(offsets, code << ARTICLE_BITS | values)

        begin = row_of("start")
        has_source = quotes["source_start"].notna().to_numpy()
        low = np.where(has_source, row_of("source_start"), begin)
        high = np.where(has_source, row_of("source_end"), begin)
        firsts = np.array([mention.first for mention in self.names], int)
        frame = pd.DataFrame(
            {
                "article": code,
                "begin": begin,
                "finish": row_of("end"),
                "low": low,
                "high": high,
                "first": np.searchsorted(firsts, low),
                "last": np.searchsorted(firsts, high),
                "direct": quotes["kind"].isin(["direct", "mixed"]).to_numpy(),
            }
        )
        sources = []
        for row in frame.to_dict("records"):
            names = self.names[row["first"] : row.pop("last")]
            sources.append(Source(**row, names=names))
        return sources

    def together(self, a: int, b: int) -> bool:
        """Say whether two rows stand in one sentence."""
        return (
            self.sentence[a] == self.sentence[b] and self.article[a] == self.article[b]
        )

    def distance(self, a: int, b: int) -> int:
        """Count the sentences between two rows of one article."""
        return abs(self.sentence[a] - self.sentence[b])

    def text(self, low: int, high: int) -> str:
        """Return the text of some tokens, in one line."""
        if low >= high:
            return ""
        whole = self.texts[self.article[low]]
        return " ".join(whole[self.start[low] : self.end[high - 1]].split())

    def shown(self, low: int, high: int) -> str:
        """Return the text, its first letter small unless a name begins there."""
        text = self.text(low, high)
        if self._keeps_capital(low):
            return text
        return text[:1].lower() + text[1:]

    def _keeps_capital(self, i: int) -> bool:
        word = self.word[i]
        in_capitals = word.isupper() and len(word) > 1
        is_name = self.tag[i].startswith("NNP")
        return is_name or in_capitals or self.norm[i] in self.lex.words["demonyms"]

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
            tag = self.tag[i]
            is_title = tag in VERBS and self.lex.is_title(self.norm[i])
            if is_title or (tag in WITHIN and tag != "POS"):
                words.append(self._in_full(self.norm[i]))
        return words

    def _in_full(self, norm: str) -> str:
        """Return a word folded, an abbreviation in full."""
        if norm not in self._content:
            word = fold_name(norm)
            abbreviated = word.rstrip(".")
            self._content[norm] = self.lex.abbreviations.get(abbreviated, word)
        return self._content[norm]

    def is_human(self, noun: str) -> bool:
        """Say whether a noun is one for a person."""
        return is_human(noun, self.lex)

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
        for mention in names:
            inside.update(range(mention.first, mention.last))
        titles = [mention.first for mention in names if mention.title]
        titled = max(titles, default=low)
        people = {mention.last for mention in names if mention.kind == "person"}
        for i in range(low + 1, high):
            # "Ada Moe opposed bail": the tagger takes many a past tense for a participle.
            is_verb = i in people and self._may_be_past(i)
            if is_verb or (i not in inside and self._ends_phrase(i, high, titled)):
                return i
        return high

    def _may_be_past(self, i: int) -> bool:
        is_past = self.norm[i].endswith("ed") and self.tag[i] in ("VBN", "JJ")
        return is_past or self.tag[i] == "VBG"

    def _ends_phrase(self, i: int, high: int, titled: int) -> bool:
        word = self.norm[i]
        if word in STOPS or word in PREPOSITIONS:
            return True
        return self.tag[i] in AFTER and not self._goes_on(i, high, titled)

    def _goes_on(self, i: int, high: int, titled: int) -> bool:
        """Say whether a participle before a noun, or "of" within a title, belongs to the phrase."""
        if self.norm[i] in ("of", "to"):
            return i < titled
        participle = self.tag[i] in PARTICIPLES
        return participle and i + 1 < high and self.tag[i + 1] in WITHIN


def _mentions(names: pd.DataFrame) -> list[Mention]:
    """Return one object a row, without missing columns."""
    columns = [*TEXT_COLUMNS, "first", "last"]
    table = names.reindex(columns=columns)
    for column in TEXT_COLUMNS:
        table[column] = table[column].astype(object)
    rows = zip(*(table[column].tolist() for column in columns), strict=True)
    return [SimpleNamespace(**dict(zip(columns, row, strict=True))) for row in rows]
