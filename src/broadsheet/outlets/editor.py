"""What became of each sentence of an article in another, and which of its words changed."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.arrays import ngram_ids
from broadsheet.outlets.alignment import FoldedSentences, Pair, align, moved_pairs
from broadsheet.outlets.sequence import words_in_runs
from broadsheet.outlets.similarity import mark_numbers

RUN = 5  # words that two articles do not share by chance
# Words: shorter runs that both parts of a split sentence share say little. Set by hand.
REPEATED_RUN = 3
# Up to so many words that say little, between two changes, belong to the change. Set by hand.
MINOR_WORDS = 2
NONE = -1  # the number of no sentence


class Change(NamedTuple):
    """Words that one version of a sentence has and the other has otherwise or not at all.

    Offsets are characters of each article's text; on the side that lacks the words, start and end are one.
    """

    change: str  # replaced, dropped or added
    words_a: str
    words_b: str
    start_a: int
    end_a: int
    start_b: int
    end_b: int


@dataclass
class Fate:
    """What became of a sentence: a row of `overlaps`, with sentences by number and `NONE` for none."""

    first: int
    second: int
    kind: str
    moved: bool = False
    changes: list[Change] = field(default_factory=list)
    numbers_differ: bool = False
    names_differ: bool = False


class Editor:
    """Compares pairs of articles of one collection, and remembers what it needs to know of their words."""

    def __init__(
        self, layout: FoldedSentences, articles: pd.DataFrame, tokens: pd.DataFrame
    ) -> None:
        rows = layout.words.row
        self.layout = layout
        self.code = layout.words.code
        self.texts = articles["text"].to_numpy(dtype=object)
        self.start = tokens["start"].to_numpy()[rows]
        self.end = tokens["end"].to_numpy()[rows]
        self.runs = ngram_ids(self.code, RUN)
        self.is_minor = tokens["is_stop"].to_numpy()[rows]
        self.is_number = mark_numbers(tokens, layout.words)
        is_proper = tokens["pos"].isin(["NNP", "NNPS"]).to_numpy()[rows]
        self.is_name = is_proper & ~self.is_number

    def compare(self, a: int, b: int) -> list[Fate]:
        """Return the fate of every sentence of two articles, in the order of the first.

        What the second article added stands after the sentence that precedes it there.
        """
        pairs = align(self.layout, a, b)
        partners = _Partners.of(pairs)
        sizes = np.diff(self.layout.word_starts)
        fates = []
        for pair, moved in zip(pairs, moved_pairs(pairs, sizes), strict=True):
            fates.append(self._fate_of_pair(pair, moved, partners))
        for sentence in self.layout.sentences(a):
            if sentence not in partners.of_first:
                fates.append(Fate(sentence, NONE, "dropped"))
        added = self._added_after(b, partners)
        fates += [Fate(NONE, sentence, "added") for sentence in added]

        def order(fate: Fate) -> tuple[int, bool, int]:
            is_added = fate.second in added
            return added.get(fate.second, fate.first), is_added, fate.second

        return sorted(fates, key=order)

    def _fate_of_pair(self, pair: Pair, moved: bool, partners: "_Partners") -> Fate:
        first, second = pair
        in_first = self.own_words(first, partners.of_first[first], second)
        in_second = self.own_words(second, partners.of_second[second], first)
        kind = self._kind(pair, in_first, in_second)
        if kind == "verbatim":
            return Fate(first, second, kind, moved)
        # Numbers and names are looked for in all versions of a sentence that was split or merged.
        whole_first = self.layout.words_of_all(partners.of_second[second])
        whole_second = self.layout.words_of_all(partners.of_first[first])
        return Fate(
            first,
            second,
            kind,
            moved,
            changes=self.changes(in_first, in_second),
            numbers_differ=self._differ(self.is_number, whole_first, whole_second),
            names_differ=self._differ(self.is_name, whole_first, whole_second),
        )

    def _kind(self, pair: Pair, in_first: np.ndarray, in_second: np.ndarray) -> str:
        first, second = pair
        if len(in_first) < len(self.layout.words_of(first)):
            return "split"
        if len(in_second) < len(self.layout.words_of(second)):
            return "merged"
        if np.array_equal(self.code[in_first], self.code[in_second]):
            return "verbatim"
        return "reworded"

    def _added_after(self, b: int, partners: "_Partners") -> dict[int, int]:
        """Return the sentences that only `b` has, each with the sentence of the first that it follows."""
        added = {}
        preceding = NONE
        for sentence in self.layout.sentences(b):
            if sentence in partners.of_second:
                preceding = partners.of_second[sentence][-1]
            else:
                added[sentence] = preceding
        return added

    def words_in_runs(self, a: int, b: int) -> dict[int, int]:
        """Return how many words of each sentence of `a` stand in runs of five that `b` has anywhere."""
        edges_a = self._word_edges(a)
        edges_b = self._word_edges(b)
        runs_a = self._runs_between(edges_a)
        runs_b = self._runs_between(edges_b)
        starts = edges_a - edges_a[0]
        inside = words_in_runs(runs_a, runs_b, RUN)
        inside = np.append(inside[: starts[-1]], 0)
        counts = np.add.reduceat(inside, starts)
        sentences = self.layout.sentences(a)
        return dict(zip(sentences, counts[:-1].tolist(), strict=True))

    def _word_edges(self, article: int) -> np.ndarray:
        """Return the first word of each sentence of an article, and one more."""
        first, after = self.layout.sentence_starts[article : article + 2]
        return self.layout.word_starts[first : after + 1]

    def _runs_between(self, edges: np.ndarray) -> np.ndarray:
        first = edges[0]
        after = edges[-1] - RUN + 1
        return self.runs[first : max(after, first)]

    def own_words(self, sentence: int, partners: list[int], partner: int) -> np.ndarray:
        """Return the words of a sentence that `partner` explains: all, unless it has several partners.

        A split sentence's words go to the version that has them in the longest run, and words that none has
        to the version that has those before. Runs that two versions repeat are explained by both.
        """
        words = self.layout.words_of(sentence)
        if len(partners) == 1:
            return words
        owner = np.full(len(words), NONE)
        is_own = np.zeros(len(words), bool)
        # The longest runs last, so that they prevail; of equal ones, those that begin first.
        for size, start, other in sorted(
            self._common_runs(words, partners), key=lambda run: (run[0], -run[1])
        ):
            stretch = slice(start, start + size)
            owner[stretch] = other
            is_own[stretch] |= other == partner and size >= REPEATED_RUN
        owned = np.flatnonzero(owner != NONE)
        # A word that nobody has goes with the word before it, the first ones with the word after.
        number = np.arange(len(words))
        before = np.searchsorted(owned, number, side="right") - 1
        nearest = owned[np.maximum(before, 0)]
        is_own |= owner[nearest] == partner
        return words[is_own] if is_own.any() else words

    def _common_runs(
        self, words: np.ndarray, partners: list[int]
    ) -> list[tuple[int, int, int]]:
        """Return the runs of words that partners have too: size, first word and partner, the last first."""
        runs = []
        for partner in reversed(partners):
            others = self.layout.words_of(partner)
            matcher = _matcher(self.code[words], self.code[others])
            for block in matcher.get_matching_blocks():
                runs.append((block.size, block.a, partner))
        return runs

    def changes(self, in_first: np.ndarray, in_second: np.ndarray) -> list[Change]:
        """Return what changed between words of one article and words of another, as an editor reads it."""
        stretches = word_changes(
            self.code[in_first], self.code[in_second], self.is_minor[in_first]
        )
        changes = []
        for from_first, to_first, from_second, to_second in stretches:
            words_a, start_a, end_a = self._written(in_first, from_first, to_first)
            words_b, start_b, end_b = self._written(in_second, from_second, to_second)
            change = "replaced"
            if from_first == to_first:
                change = "added"
            elif from_second == to_second:
                change = "dropped"
            row = Change(change, words_a, words_b, start_a, end_a, start_b, end_b)
            changes.append(row)
        return changes

    def _written(
        self, words: np.ndarray, first: int, last: int
    ) -> tuple[str, int, int]:
        """Return words as they are written, and where; of no words, the place where they would stand."""
        if first == last == 0:
            offset = int(self.start[words[0]])
            return "", offset, offset
        if first == last:
            offset = int(self.end[words[first - 1]])
            return "", offset, offset
        start = int(self.start[words[first]])
        end = int(self.end[words[last - 1]])
        article = self.layout.words.article[words[first]]
        return self.texts[article][start:end], start, end

    def _differ(
        self, is_marked: np.ndarray, first: np.ndarray, second: np.ndarray
    ) -> bool:
        """Say whether one version has a marked word (a number, a name) that the other has nowhere."""
        only_first = self._codes(first[is_marked[first]]) - self._codes(second)
        only_second = self._codes(second[is_marked[second]]) - self._codes(first)
        return bool(only_first or only_second)

    def _codes(self, words: np.ndarray) -> set[int]:
        return set(self.code[words].tolist())


@dataclass(frozen=True)
class _Partners:
    """The partners of each sentence of either article."""

    of_first: dict[int, list[int]]
    of_second: dict[int, list[int]]

    @classmethod
    def of(cls, pairs: list[Pair]) -> "_Partners":
        of_first: dict[int, list[int]] = {}
        of_second: dict[int, list[int]] = {}
        for first, second in pairs:
            of_first.setdefault(first, []).append(second)
            of_second.setdefault(second, []).append(first)
        return cls(of_first, of_second)


def word_changes(
    code_a: np.ndarray, code_b: np.ndarray, is_minor: np.ndarray
) -> list[list[int]]:
    """Return the stretches where two versions differ: `[start_a, end_a, start_b, end_b]`, half-open.

    One or two words that say little (`is_minor`, of version a) between two changes belong to the change:
    "the fight against" for "a war on" is one change, not three.

    >>> minor = np.array([False, False, True, False])
    >>> word_changes(np.array([1, 2, 3, 4]), np.array([1, 7, 3, 8, 9]), minor)
    [[1, 4, 1, 5]]
    """
    stretches: list[list[int]] = []
    for tag, start_a, end_a, start_b, end_b in _matcher(code_a, code_b).get_opcodes():
        if tag == "equal":
            continue
        if stretches and _is_minor_gap(stretches[-1][1], start_a, is_minor):
            stretches[-1][1] = end_a
            stretches[-1][3] = end_b
        else:
            stretches.append([start_a, end_a, start_b, end_b])
    return stretches


def _is_minor_gap(start: int, end: int, is_minor: np.ndarray) -> bool:
    between = is_minor[start:end]
    return len(between) <= MINOR_WORDS and bool(between.all())


def _matcher(code_a: np.ndarray, code_b: np.ndarray) -> SequenceMatcher:
    # From 200 words on difflib passes over very frequent ones, so that endless sentences cost no cube.
    return SequenceMatcher(None, code_a.tolist(), code_b.tolist())
