"""What became of each sentence of an article in another, and which of its words changed."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.arrays import Flags, Integers, ngram_ids
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


PROPER_NOUNS = ["NNP", "NNPS"]


@dataclass(frozen=True)
class _Written:
    """Words as they are written, and where; of no words, the place where they would stand."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class _CommonRun:
    """A run of words that a sentence and one of its partners share.

    Attributes:
        size: How many words it has.
        start: Its first word, counted within the sentence.
        partner: The partner.
    """

    size: int
    start: int
    partner: int


class Editor:
    """Compares pairs of articles of one collection, and remembers what it needs to know of their words."""

    def __init__(
        self, layout: FoldedSentences, articles: pd.DataFrame, tokens: pd.DataFrame
    ) -> None:
        words = layout.words
        rows = words.row
        starts = tokens["start"].to_numpy()
        ends = tokens["end"].to_numpy()
        is_stop = tokens["is_stop"].to_numpy()
        is_proper = tokens["pos"].isin(PROPER_NOUNS).to_numpy()
        self.layout = layout
        self.code = words.code
        self.texts = articles["text"].to_numpy(dtype=object)
        self.start = starts[rows]
        self.end = ends[rows]
        self.runs = ngram_ids(self.code, RUN)
        self.is_minor = is_stop[rows]
        self.is_number = mark_numbers(tokens, words)
        self.is_name = is_proper[rows] & ~self.is_number

    def compare(self, a: int, b: int) -> list[Fate]:
        """Return the fate of every sentence of two articles, in the order of the first.

        What the second article added stands after the sentence that precedes it there.
        """
        pairs = align(self.layout, a, b)
        partners = _Partners.of(pairs)
        sizes = np.diff(self.layout.word_starts)
        has_moved = moved_pairs(pairs, sizes)
        fates = []
        for pair, moved in zip(pairs, has_moved, strict=True):
            fate = self._fate_of_pair(pair, moved, partners)
            fates.append(fate)
        for sentence in self.layout.sentences(a):
            if sentence not in partners.of_first:
                fates.append(Fate(sentence, NONE, "dropped"))
        added = self._added_after(b, partners)
        for sentence in added:
            fates.append(Fate(NONE, sentence, "added"))

        def order(fate: Fate) -> tuple[int, bool, int]:
            is_added = fate.second in added
            follows = added.get(fate.second, fate.first)
            return follows, is_added, fate.second

        return sorted(fates, key=order)

    def _fate_of_pair(self, pair: Pair, moved: bool, partners: "_Partners") -> Fate:
        first, second = pair
        partners_of_first = partners.of_first[first]
        partners_of_second = partners.of_second[second]
        in_first = self.own_words(first, partners_of_first, second)
        in_second = self.own_words(second, partners_of_second, first)
        kind = self._kind(pair, in_first, in_second)
        if kind == "verbatim":
            return Fate(first, second, kind, moved)
        # Numbers and names are looked for in all versions of a sentence that was split or merged.
        all_first = self.layout.words_of_all(partners_of_second)
        all_second = self.layout.words_of_all(partners_of_first)
        return Fate(
            first,
            second,
            kind,
            moved,
            changes=self.changes(in_first, in_second),
            numbers_differ=self._differ(self.is_number, all_first, all_second),
            names_differ=self._differ(self.is_name, all_first, all_second),
        )

    def _kind(self, pair: Pair, in_first: Integers, in_second: Integers) -> str:
        first, second = pair
        words_first = self.layout.words_of(first)
        words_second = self.layout.words_of(second)
        if len(in_first) < len(words_first):
            return "split"
        if len(in_second) < len(words_second):
            return "merged"
        code_first = self.code[in_first]
        code_second = self.code[in_second]
        if np.array_equal(code_first, code_second):
            return "verbatim"
        return "reworded"

    def _added_after(self, b: int, partners: "_Partners") -> dict[int, int]:
        """Return the sentences that only `b` has, each with the sentence of the first that it follows."""
        added = {}
        preceding = NONE
        for sentence in self.layout.sentences(b):
            versions = partners.of_second.get(sentence)
            if versions is None:
                added[sentence] = preceding
            else:
                preceding = versions[-1]
        return added

    def words_in_runs(self, a: int, b: int) -> dict[int, int]:
        """Return how many words of each sentence of `a` stand in runs of five that `b` has anywhere."""
        edges_a = self._word_edges(a)
        edges_b = self._word_edges(b)
        runs_a = self._runs_between(edges_a)
        runs_b = self._runs_between(edges_b)
        starts = edges_a - edges_a[0]
        size = starts[-1]
        inside = words_in_runs(runs_a, runs_b, RUN)
        inside = np.append(inside[:size], 0)
        counts = np.add.reduceat(inside, starts)
        sentences = self.layout.sentences(a)
        of_sentences = counts[:-1].tolist()
        return dict(zip(sentences, of_sentences, strict=True))

    def _word_edges(self, article: int) -> Integers:
        """Return the first word of each sentence of an article, and one more."""
        first = self.layout.sentence_starts[article]
        after = self.layout.sentence_starts[article + 1]
        return self.layout.word_starts[first : after + 1]

    def _runs_between(self, edges: Integers) -> Integers:
        first = edges[0]
        last = edges[-1] - RUN
        after = max(last + 1, first)
        return self.runs[first:after]

    def own_words(self, sentence: int, partners: list[int], partner: int) -> Integers:
        """Return the words of a sentence that `partner` explains: all, unless it has several partners.

        A split sentence's words go to the version that has them in the longest run, and words that none has
        to the version that has those before. Runs that two versions repeat are explained by both.
        """
        words = self.layout.words_of(sentence)
        if len(partners) == 1:
            return words
        count = len(words)
        owner = np.full(count, NONE)
        is_own = np.zeros(count, bool)
        # The longest runs last, so that they prevail; of equal ones, those that begin first.
        runs = self._common_runs(words, partners)
        runs.sort(key=lambda run: (run.size, -run.start))
        for run in runs:
            stretch = slice(run.start, run.start + run.size)
            owner[stretch] = run.partner
            if run.partner == partner and run.size >= REPEATED_RUN:
                is_own[stretch] = True
        if not runs:
            return words
        is_own |= owner[_nearest_owned(owner)] == partner
        if not is_own.any():
            return words
        return words[is_own]

    def _common_runs(self, words: Integers, partners: list[int]) -> list[_CommonRun]:
        """Return the runs of words that partners have too, those of the last partner first."""
        runs = []
        code = self.code[words]
        for partner in reversed(partners):
            others = self.layout.words_of(partner)
            matcher = _matcher(code, self.code[others])
            for block in matcher.get_matching_blocks():
                if block.size == 0:
                    continue  # difflib ends its list with a block of no words
                run = _CommonRun(block.size, block.a, partner)
                runs.append(run)
        return runs

    def changes(self, in_first: Integers, in_second: Integers) -> list[Change]:
        """Return what changed between words of one article and words of another, as an editor reads it."""
        code_first = self.code[in_first]
        code_second = self.code[in_second]
        is_minor = self.is_minor[in_first]
        changes = []
        for stretch in word_changes(code_first, code_second, is_minor):
            a = self._written(in_first, stretch.start_a, stretch.end_a)
            b = self._written(in_second, stretch.start_b, stretch.end_b)
            change = Change(
                change=stretch.kind(),
                words_a=a.words,
                words_b=b.words,
                start_a=a.start,
                end_a=a.end,
                start_b=b.start,
                end_b=b.end,
            )
            changes.append(change)
        return changes

    def _written(self, words: Integers, first: int, after: int) -> _Written:
        """Return words as they are written, and where; of no words, the place where they would stand."""
        if first == after == 0:
            offset = int(self.start[words[0]])
            return _Written("", offset, offset)
        last = words[after - 1]
        end = int(self.end[last])
        if first == after:
            return _Written("", end, end)
        begin = words[first]
        start = int(self.start[begin])
        article = self.layout.words.article[begin]
        text = self.texts[article]
        return _Written(text[start:end], start, end)

    def _differ(self, is_marked: Flags, first: Integers, second: Integers) -> bool:
        """Say whether one version has a marked word (a number, a name) that the other has nowhere."""
        marked_first = first[is_marked[first]]
        marked_second = second[is_marked[second]]
        only_first = self._codes(marked_first) - self._codes(second)
        only_second = self._codes(marked_second) - self._codes(first)
        return bool(only_first or only_second)

    def _codes(self, words: Integers) -> set[int]:
        codes = self.code[words]
        return set(codes.tolist())


def _nearest_owned(owner: Integers) -> Integers:
    """Return for each word the nearest word before it that has an owner, for the first ones the first."""
    owned = np.flatnonzero(owner != NONE)
    numbers = np.arange(len(owner))
    owned_so_far = np.searchsorted(owned, numbers, side="right")
    before = owned_so_far - 1
    return owned[np.maximum(before, 0)]


@dataclass
class Stretch:
    """Words in which two versions of a sentence differ: places in either version, half-open."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int

    def kind(self) -> str:
        """Say what kind of change it is: replaced, dropped or added."""
        if self.start_a == self.end_a:
            return "added"
        if self.start_b == self.end_b:
            return "dropped"
        return "replaced"


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


def word_changes(code_a: Integers, code_b: Integers, is_minor: Flags) -> list[Stretch]:
    """Return the stretches where two versions differ.

    One or two words that say little (`is_minor`, of version a) between two changes belong to the change:
    "the fight against" for "a war on" is one change, not three.

    >>> minor = np.array([False, False, True, False])
    >>> word_changes(np.array([1, 2, 3, 4]), np.array([1, 7, 3, 8, 9]), minor)
    [Stretch(start_a=1, end_a=4, start_b=1, end_b=5)]
    """
    matcher = _matcher(code_a, code_b)
    stretches: list[Stretch] = []
    for tag, *places in matcher.get_opcodes():
        if tag == "equal":
            continue
        stretch = Stretch(*places)
        before = stretches[-1] if stretches else None
        if before and _is_minor_gap(before.end_a, stretch.start_a, is_minor):
            before.end_a = stretch.end_a
            before.end_b = stretch.end_b
        else:
            stretches.append(stretch)
    return stretches


def _is_minor_gap(start: int, end: int, is_minor: Flags) -> bool:
    between = is_minor[start:end]
    if len(between) > MINOR_WORDS:
        return False
    return bool(between.all())


def _matcher(code_a: Integers, code_b: Integers) -> SequenceMatcher:
    # From 200 words on difflib passes over very frequent ones, so that endless sentences cost no cube.
    return SequenceMatcher(None, code_a.tolist(), code_b.tolist())
