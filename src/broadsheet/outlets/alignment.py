"""Which sentence of one article became which sentence of another, wherever it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.arrays import ranges, run_starts
from broadsheet.outlets.sequence import StoryWords, story_words
from broadsheet.outlets.similarity import (
    Bag,
    SentenceBags,
    read_sentence_bags,
    same_meaning,
)

# Two sentences are versions of one where the model finds it likelier than not that they say the same (of
# fewer than KNOWN_WORDS words in common it cannot judge), or where half the trigrams of the shorter one stand
# in the other. Headlines, and the first sentences of two stories, both say the news: there a third of the
# content words in common is enough. Captions of two pictures of the same people are alike without being
# versions of each other, so they are paired by trigrams alone. Chosen on the two shipped articles, MSRP
# (training part) and twenty pairs of Helsinki.
LIKELY = 0.5
KNOWN_WORDS = 4
WITHIN = 0.5
NEWS = 1 / 3

# A third sentence joins a pair if half of its content words, and at least two, are in what the pair leaves
# unexplained, or if it stands within one of the two (as a repetition).
JOINED = 0.5
JOINED_WORDS = 2

# Pairs that share less of the shorter one's content words, or only words of this many sentences, are not
# looked at: an article that says one thing ten thousand times must not cost its square.
CANDIDATE = 0.2
OFTEN = 100

Pair = tuple[int, int]


@dataclass(frozen=True)
class FoldedSentences:
    """All articles laid out for comparison, their sentences numbered throughout.

    Attributes:
        words: The words of all stories.
        word_starts: The first word of each sentence, and one more.
        sentence_starts: The first sentence of each article, and one more.
        part: The part of each sentence.
        is_lead: Whether each sentence is the first of its part in its article.
        bags: What each sentence contains.
    """

    words: StoryWords
    word_starts: np.ndarray
    sentence_starts: np.ndarray
    part: np.ndarray
    is_lead: np.ndarray
    bags: SentenceBags

    def sentences(self, article: int) -> range:
        """Return the numbers of an article's sentences."""
        first, after = self.sentence_starts[article : article + 2].tolist()
        return range(first, after)

    def words_of(self, sentence: int) -> np.ndarray:
        """Return the numbers of a sentence's words."""
        first = self.word_starts[sentence]
        after = self.word_starts[sentence + 1]
        return np.arange(first, after)

    def words_of_all(self, sentences: Iterable[int]) -> np.ndarray:
        """Return the numbers of the words of several sentences."""
        return np.concatenate([self.words_of(sentence) for sentence in sentences])


def lay_out(tokens: pd.DataFrame) -> FoldedSentences:
    """Lay out the words and sentences of all articles for comparison."""
    words = story_words(tokens)
    word_starts = run_starts(words.sentence)
    article = words.article[word_starts]
    part = tokens["part"].array[words.row[word_starts]]
    sentences = pd.DataFrame({"article": article, "part": part})
    is_lead = ~sentences.duplicated().to_numpy()
    count = len(tokens["article"].cat.categories)
    articles = np.arange(count + 1)
    return FoldedSentences(
        words=words,
        word_starts=np.append(word_starts, len(words.code)),
        sentence_starts=np.searchsorted(article, articles),
        part=np.asarray(part, object),
        is_lead=is_lead,
        bags=read_sentence_bags(tokens, words),
    )


@dataclass(frozen=True)
class Candidates:
    """Pairs of sentences that could be versions of each other.

    Attributes:
        first: The sentence of the first article.
        second: That of the second.
        shared_content: How much of their content words they share (Dice).
    """

    first: np.ndarray
    second: np.ndarray
    shared_content: np.ndarray


@dataclass
class Fits:
    """Pairs of sentences that fit, the most alike first.

    Attributes:
        pairs: The sentences.
        within: For each pair, whether the first stands within the second, and the second within the first.
    """

    pairs: list[Pair]
    within: list[tuple[bool, bool]]


def align(layout: FoldedSentences, a: int, b: int) -> list[Pair]:
    """Pair the sentences of two articles; a split or merged sentence is in several pairs.

    The most alike first, each sentence has one partner; what is left joins those pairs it completes.

    Args:
        layout: All articles.
        a: The number of the first.
        b: The number of the second.

    Returns:
        Pairs of numbers of sentences, in order.
    """
    fits = _find_fits(layout, a, b)
    matching = _Matching(layout.bags.content)
    left = []
    for pair, within in zip(fits.pairs, fits.within, strict=True):
        if not matching.add(pair):
            left.append((pair, within))
    for pair, within in left:
        matching.join(pair, within)
    return sorted(matching.pairs)


def _find_fits(layout: FoldedSentences, a: int, b: int) -> Fits:
    """Find the pairs of sentences that are versions of each other, the most alike first."""
    candidates = _find_candidates(layout, a, b)
    first = candidates.first
    second = candidates.second
    alike = layout.bags.stems.dice(first, second)
    first_within = _stands_within(layout.bags.trigrams, first, second)
    second_within = _stands_within(layout.bags.trigrams, second, first)
    is_version = _say_the_same(layout, candidates, alike)
    chosen = np.flatnonzero(first_within | second_within | is_version)

    place_in_a = first - layout.sentence_starts[a]
    place_in_b = second - layout.sentence_starts[b]
    distance = np.abs(place_in_a - place_in_b)
    keys = (distance[chosen], -alike[chosen])
    chosen = chosen[np.lexsort(keys)]
    return Fits(
        pairs=_as_pairs(first[chosen], second[chosen]),
        within=_as_pairs(first_within[chosen], second_within[chosen]),
    )


def _as_pairs(first: np.ndarray, second: np.ndarray) -> list[tuple]:
    return list(zip(first.tolist(), second.tolist(), strict=True))


def _stands_within(trigrams: Bag, inner: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """Say of each pair whether half of the trigrams of one sentence, and at least two, are in the other."""
    half = WITHIN * trigrams.size[inner]
    needed = np.maximum(half, KNOWN_WORDS - 2)
    return trigrams.shared(inner, outer) >= needed


def _say_the_same(
    layout: FoldedSentences, candidates: Candidates, alike: np.ndarray
) -> np.ndarray:
    """Say of each pair whether both sentences say one thing, or both the news of their article."""
    first = candidates.first
    second = candidates.second
    common = layout.bags.stems.shared(first, second)
    is_judged = (common >= KNOWN_WORDS) | (alike == 1)
    is_likely = same_meaning(layout.bags, first, second) >= LIKELY
    are_leads = layout.is_lead[first] & layout.is_lead[second]
    is_news = are_leads & (candidates.shared_content >= NEWS)
    are_of_one_part = layout.part[first] == layout.part[second]
    are_prose = are_of_one_part & (layout.part[first] != "caption")
    return are_prose & (is_news | is_judged & is_likely)


def _find_candidates(layout: FoldedSentences, a: int, b: int) -> Candidates:
    """Find the pairs of sentences that share content words."""
    bag = layout.bags.content
    sentences_a = np.array(layout.sentences(a), dtype=int)
    sentences_b = np.array(layout.sentences(b), dtype=int)
    items_a = bag.items_of(sentences_a)
    items_b = bag.items_of(sentences_b)
    sentence_of_a = sentences_a.repeat(bag.size[sentences_a])
    sentence_of_b = sentences_b.repeat(bag.size[sentences_b])

    # Each item of the first article meets the equal items of the second.
    order = np.argsort(items_b, kind="stable")
    sorted_b = items_b[order]
    start = np.searchsorted(sorted_b, items_a)
    end = np.searchsorted(sorted_b, items_a, side="right")
    count = end - start
    count[count > OFTEN] = 0
    partner = sentence_of_b[order[ranges(start, count)]]
    key = sentence_of_a.repeat(count) * len(layout.part) + partner

    key, shared = np.unique(key, return_counts=True)
    first, second = np.divmod(key, len(layout.part))
    size_first = bag.size[first]
    size_second = bag.size[second]
    shorter = np.minimum(size_first, size_second)
    dice = 2 * shared / (size_first + size_second)
    is_enough = shared >= CANDIDATE * shorter
    return Candidates(first[is_enough], second[is_enough], dice[is_enough])


@dataclass
class _Matching:
    """The pairs made so far, and the partners of each sentence."""

    content: Bag
    pairs: list[Pair] = field(default_factory=list)
    partners: dict[int, list[int]] = field(default_factory=dict)

    def add(self, pair: Pair) -> bool:
        """Make a pair of two sentences that have no partner yet; say whether that was so."""
        first, second = pair
        if first in self.partners or second in self.partners:
            return False
        self.partners[first] = [second]
        self.partners[second] = [first]
        self.pairs.append(pair)
        return True

    def join(self, pair: Pair, within: tuple[bool, bool]) -> None:
        """Join a sentence without a partner to one that has a partner, where it completes their pair."""
        first, second = pair
        first_within, second_within = within
        if self._joins(first, second, first_within):
            self._append(first, second, pair)
        if self._joins(second, first, second_within):
            self._append(second, first, pair)

    def _joins(self, new: int, old: int, is_within: bool) -> bool:
        if not self._may_join(new, old):
            return False
        return is_within or self._completes(new, old)

    def _append(self, new: int, old: int, pair: Pair) -> None:
        self.partners[new] = [old]
        self.partners[old].append(new)
        self.pairs.append(pair)

    def _may_join(self, new: int, old: int) -> bool:
        """Say whether `new` has no partner, and the partner of `old` no other one."""
        if new in self.partners:
            return False
        partner = self.partners[old][0]
        return len(self.partners[partner]) == 1

    def _completes(self, new: int, old: int) -> bool:
        """Say whether a sentence says what the partners of `old` leave unsaid of it."""
        partners = self.partners[old]
        unsaid = self._items([old]) - self._items(partners)
        needed = max(JOINED * self.content.size[new], JOINED_WORDS)
        return len(self._items([new]) & unsaid) >= needed

    def _items(self, sentences: list[int]) -> set[int]:
        return set(self.content.items_of(np.array(sentences)).tolist())


def moved_pairs(pairs: list[Pair], weight: np.ndarray) -> list[bool]:
    """Say which pairs have moved: those outside the heaviest set that stands in the same order in both.

    Args:
        pairs: Sentences, in the order of the first article.
        weight: The weight of each sentence.

    >>> moved_pairs([(0, 5), (1, 6), (2, 3), (3, 7)], np.ones(8))
    [False, False, True, False]
    """
    if not pairs:
        return []
    source, target = np.array(pairs, dtype=int).T
    best = weight[source] + weight[target]  # of a set that ends in this pair
    before = np.full(len(pairs), -1)
    for number in range(1, len(pairs)):
        is_in_order = target[:number] <= target[number]
        total = np.where(is_in_order, best[:number], 0)
        if total.max() > 0:
            before[number] = total.argmax()
            best[number] += total.max()
    moved = [True] * len(pairs)
    number = int(best.argmax())
    while number >= 0:
        moved[number] = False
        number = int(before[number])
    return moved
