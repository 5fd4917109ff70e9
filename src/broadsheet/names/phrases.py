"""The tokens and names of a corpus as a reader of phrases needs them."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from ..text import spelled
from .lexicon import lexicon

NOUNS = {"NN", "NNS", "NNP", "NNPS"}
VERBS = {"VBD", "VBZ", "VBP", "MD"}
# Before a noun, in its phrase; and what comes next that is no part of it.
WITHIN = NOUNS | {"JJ", "JJS", "JJR", "VBN", "VBG", "POS", "CD", "HYPH", "AFX"}
AFTER = VERBS | {"IN", "TO", "WDT", "WP", "WP$", "WRB", "VBG", "VBN", "VB"}
PREPOSITIONS = {"for", "from", "in", "at", "with", "by", "on"}  # however they were tagged
STOPS = {",", "(", ")", "--", "—", "–", ";", ":", "-lrb-", "-rrb-", "[", "]", ".", "…"}


class Phrases:
    """Token arrays, the list of names, and what can be asked of the words between two rows."""

    def __init__(self, articles: pd.DataFrame, tokens: pd.DataFrame, names: pd.DataFrame):
        self.lex, self.tokens, self.texts = lexicon(), tokens, articles["text"].to_numpy(object)
        self.article = tokens["article"].cat.codes.to_numpy()
        self.sentence, self.paragraph = tokens["sentence"].to_numpy(), tokens["paragraph"].to_numpy()
        self.start, self.end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
        self.norm, self.tag, self.word = (spelled(tokens[column]) for column in ("norm", "pos", "token"))
        mentions = names[["first", "last", "name", "kind", "title", "gender"]].astype(object)
        self.names = [SimpleNamespace(**mention) for mention in mentions.to_dict("records")]
        self.firsts = names["first"].to_numpy(int)

    def rows(self, quotes: pd.DataFrame) -> list[SimpleNamespace]:
        """Place each quotation (`begin`) and its source (`low` to `high`) among the tokens and the names."""
        dtype = self.tokens["article"].dtype
        code = pd.Categorical(quotes["article"].astype(object), dtype=dtype).codes.astype(np.int64)
        at = self.article.astype(np.int64) << 32 | self.start

        def row_of(column):
            return np.searchsorted(at, code << 32 | quotes[column].fillna(0).to_numpy(np.int64))

        begin, finish = row_of("start"), row_of("end")
        source = quotes["source_start"].notna().to_numpy()
        low = np.where(source, row_of("source_start"), begin)
        high = np.where(source, row_of("source_end"), begin)
        first, last = np.searchsorted(self.firsts, low), np.searchsorted(self.firsts, high)
        direct = quotes["kind"].isin(["direct", "mixed"]).to_numpy()
        named = [self.names[a:b] for a, b in zip(first, last, strict=True)]
        keys = ("article", "begin", "finish", "low", "high", "first", "names", "direct")
        values = zip(code, begin, finish, low, high, first, named, direct, strict=True)
        return [SimpleNamespace(**dict(zip(keys, row, strict=True))) for row in values]

    def together(self, a: int, b: int) -> bool:
        return self.sentence[a] == self.sentence[b] and self.article[a] == self.article[b]

    def distance(self, a: int, b: int) -> int:
        """Count the sentences between two rows of one article."""
        return abs(int(self.sentence[a]) - int(self.sentence[b]))

    def text(self, low: int, high: int) -> str:
        whole = self.texts[self.article[low]] if low < high else ""
        return " ".join(whole[self.start[low] : self.end[high - 1]].split()) if whole else ""

    def shown(self, low: int, high: int) -> str:
        """Return the text, its first letter small unless a name begins there."""
        text, word = self.text(low, high), self.word[low]
        capital = self.tag[low].startswith("NNP") or (word.isupper() and len(word) > 1)
        return text if capital or self.norm[low] in self.lex.demonyms else text[:1].lower() + text[1:]

    def content(self, low: int, high: int) -> set[str]:
        """Return nouns and their modifiers, titles in full ("Sen." as "senator")."""
        words = (self.norm[i] for i in range(low, high) if self.tag[i] in WITHIN and self.tag[i] != "POS")
        return {self.lex.titles_short.get(word, word) for word in words}

    def is_human(self, noun: str) -> bool:
        ends = self.lex.person_noun.search(noun) and noun not in self.lex.things
        return noun in self.lex.heads or bool(ends)

    def start_of(self, high: int) -> int:
        """Find where the noun phrase that ends at `high` begins."""
        low = high
        while low and self.together(low - 1, high - 1) and self.tag[low - 1] in WITHIN | {"DT", "PRP$"}:
            low -= 1
        return low

    def end_of(self, low: int, high: int, names) -> int:
        """Find where the noun phrase that begins at `low` ends: before a comma, a preposition or a verb."""
        inside = {i for mention in names for i in range(mention.first, mention.last)}
        titled = max((mention.first for mention in names if mention.title), default=low)
        for i in range(low + 1, high):
            tag, word = self.tag[i], self.norm[i]
            if i in inside:
                continue
            if word in STOPS or word in PREPOSITIONS:
                return i
            participle = tag in ("VBN", "VBG") and i + 1 < high and self.tag[i + 1] in WITHIN
            if tag in AFTER and not (participle or (word in ("of", "to") and i < titled)):
                return i
        return high
