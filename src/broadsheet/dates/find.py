"""Where in the tokens temporal expressions stand.

What is done to every token is done on arrays: each distinct token is looked up in the grammar once, and runs
of known words that hold no trigger ("of the") are dropped. What is left, a few words in a hundred, is matched
as strings, each distinct string once.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..text import sentence_starts
from .grammar import Rule, load


class Match(NamedTuple):
    """A place where a rule applies: token rows (half-open), characters, and the words of each field."""

    rule: Rule
    first: int
    last: int
    start: int
    end: int
    fields: dict[str, list[tuple[str, list[str]]]]


class Text:
    """The tokens as plain arrays and lists, for looking at a few of them."""

    def __init__(self, tokens: pd.DataFrame) -> None:
        self.words = tokens["token"].cat.categories.tolist()
        self.tags = tokens["pos"].cat.categories.tolist()
        self.codes, self.pos = tokens["token"].cat.codes.to_numpy(), tokens["pos"].cat.codes.to_numpy()
        self.article, self.start = tokens["article"].cat.codes.to_numpy(), tokens["start"].to_numpy()
        self.end = tokens["end"].to_numpy()
        self.sentences = np.append(sentence_starts(tokens), len(tokens))
        self.title = (tokens["part"] == "title").to_numpy()

    def word(self, row: int) -> str:
        return self.words[self.codes[row]]

    def tag(self, row: int) -> str:
        return self.tags[self.pos[row]]

    def sentence(self, row: int) -> tuple[int, int]:
        """First and last row (half-open) of the sentence around a row."""
        at = np.searchsorted(self.sentences, row, side="right")
        return int(self.sentences[at - 1]), int(self.sentences[at])

    def _marked(self, row: int) -> str:
        word = self.word(row)
        return f"{'^' * word[0].isupper()}{word.lower()}/{self.tag(row)}"

    def is_name(self, match: "Match") -> bool:
        """Whether a common word stands there with a capital that its place does not explain."""
        if self.title[match.first] or {"holiday", "year", "era", "month", "decade"} & set(match.fields):
            return False
        low, high = self.sentence(match.first)
        inner = range(max(match.first, low + 1), match.last)
        rows = [row for row in inner if self.word(row - 1)[-1].isalnum()]
        if low < match.first and match.last < high:  # a name in quotation marks of its own
            comma = self.tag(match.last) == "," and low + 1 < match.first and match.last + 1 < high
            quoted = (self.tag(match.first - 1), self.tag(match.last + comma)) == ("``", "''")
            rows += [match.first] * quoted
        return any(load().is_common(self.word(row)) for row in rows)

    def is_surname(self, match: "Match", seen: set[tuple[int, str]]) -> bool:
        """Whether a month is somebody's name: so called in full before (which `seen` keeps), now alone."""
        word, article = self.word(match.first), int(self.article[match.first])
        if match.last - match.first > 1 or word not in load().surnames:
            return False
        low, high = self.sentence(match.first)
        before, tag = (at(match.first - 1) if match.first > low else "" for at in (self.word, self.tag))
        if tag == "NNP" and before.istitle() and before.lower() not in load().values["WEEKDAY"]:
            seen.add((article, word))
            return True
        follows = self.tag(match.last) if match.last < high else ""
        timed = before.lower() in load().tense["months"] and follows not in ("POS", "VBD", "VBZ")
        return (article, word) in seen and not timed

    def around(self, match: "Match", written: str) -> str:
        """The match and its neighbours as the guards see them."""
        base, first, last = int(self.start[match.first]), match.first, match.last
        low, high = self.sentence(first)
        before = "".join(f"{self._marked(i)} " for i in range(max(low, first - 3), first))
        after = "".join(f" {self._marked(i)}" for i in range(last, min(high, last + 2)))
        head, rest = written[base : match.start], written[match.end : int(self.end[last - 1])]
        return f"{before}{head}⟦{written[match.start : match.end]}⟧{rest}{after} ={self.tag(first)}"


def find_matches(text: Text, texts: list[str]) -> Iterator[Match]:
    """Every place where a rule of the grammar applies, in reading order."""
    grammar = load()
    atoms = [grammar.atoms(word) for word in text.words]
    allows, surnames = cache(grammar.allows), set()
    for first, last in _islands(text, atoms):
        letters, places = [], []
        for row in range(first, last):
            parts, known, _ = atoms[text.codes[row]]
            letters.append(known)
            places += [(row, *part) for part in parts]
        at, candidates = 0, _candidates("".join(letters))
        while at < len(places):
            for rule, stop, fields in candidates[at]:
                match = _place(rule, places, at, stop, fields, text)
                if "month" in match.fields and text.is_surname(match, surnames):
                    continue
                context = rule.guard and text.around(match, texts[text.article[match.first]])
                if not context or allows(rule.guard, context):
                    if rule.op != "none" and not text.is_name(match):
                        yield match
                    at = stop - 1
                    break
            at += 1


def _place(rule: Rule, places: list[tuple], at: int, stop: int, fields: list, text: Text) -> Match:
    (first, start, _, _), (last, _, end, _) = places[at], places[stop - 1]
    found: dict[str, list] = {}
    for name, table, low, high in fields:
        found.setdefault(name, []).append((table, [place[3] for place in places[low:high]]))
    return Match(rule, first, last + 1, int(text.start[first]) + start, int(text.start[last]) + end, found)


def _islands(text: Text, atoms: list) -> list[tuple[int, int]]:
    """Runs of words the grammar knows, within a sentence, that hold at least one trigger."""
    known = np.array([letters.strip() != "" for _, letters, _ in atoms], dtype=bool)[text.codes]
    trigger = np.array([trigger for *_, trigger in atoms], dtype=bool)[text.codes]
    fresh = np.zeros(len(known), dtype=bool)
    fresh[text.sentences[:-1]] = True
    begin = known & (fresh | ~np.append(False, known[:-1]))
    island = np.cumsum(begin)
    wanted = np.unique(island[trigger & known])
    end = known & np.append(~known[1:] | fresh[1:], True)[: len(known)]
    firsts, lasts = np.flatnonzero(begin), np.flatnonzero(end) + 1
    return list(zip(firsts[wanted - 1].tolist(), lasts[wanted - 1].tolist(), strict=True))


@lru_cache(maxsize=1 << 14)
def _candidates(letters: str) -> list:
    """Candidates in an island; short ones recur, so they are remembered."""
    return load().candidates(letters)
