"""Which sentence of one article became which sentence of another, wherever it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from broadsheet.arrays import Flags, Floats, Integers, ranges, run_starts
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

NO_PAIR = -1

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
    word_starts: Integers
    sentence_starts: Integers
    part: np.ndarray
    is_lead: Flags
    bags: SentenceBags

    def sentences(self, article: int) -> range:
        """Return the numbers of an article's sentences."""
        first = self.sentence_starts[article]
        after = self.sentence_starts[article + 1]
        return range(int(first), int(after))

    def words_of(self, sentence: int) -> Integers:
        """Return the numbers of a sentence's words."""
        first = self.word_starts[sentence]
        next_sentence = sentence + 1
        after = self.word_starts[next_sentence]
        return np.arange(first, after)

    def words_of_all(self, sentences: Iterable[int]) -> Integers:
        """Return the numbers of the words of several sentences."""
        words = [self.words_of(sentence) for sentence in sentences]
        return np.concatenate(words)


def lay_out(tokens: pd.DataFrame) -> FoldedSentences:
    """Lay out the words and sentences of all articles for comparison."""
    words = story_words(tokens)
    word_starts = run_starts(words.sentence)
    first_rows = words.row[word_starts]
    article = words.article[word_starts]
    part = tokens["part"].array[first_rows]
    sentences = pd.DataFrame({"article": article, "part": part})
    is_later = sentences.duplicated().to_numpy()
    ids = tokens["article"].cat.categories
    articles = np.arange(len(ids) + 1)
    return FoldedSentences(
        words=words,
        word_starts=np.append(word_starts, len(words.code)),
        sentence_starts=np.searchsorted(article, articles),
        part=np.asarray(part, object),
        is_lead=~is_later,
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

    first: Integers
    second: Integers
    shared_content: Floats

    def chosen(self, is_chosen: Flags) -> "Candidates":
        """Return those pairs that are marked."""
        return Candidates(
            first=self.first[is_chosen],
            second=self.second[is_chosen],
            shared_content=self.shared_content[is_chosen],
        )


@dataclass(frozen=True)
class Within:
    """Whether either sentence of a pair stands within the other."""

    first: bool
    second: bool


@dataclass(frozen=True)
class Fit:
    """Two sentences that are versions of each other."""

    pair: Pair
    within: Within


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
    matching = _Matching(layout.bags.content)
    left = []
    for fit in _find_fits(layout, a, b):
        is_new = matching.add(fit.pair)
        if not is_new:
            left.append(fit)
    for fit in left:
        matching.join(fit)
    return sorted(matching.pairs)


def _find_fits(layout: FoldedSentences, a: int, b: int) -> list[Fit]:
    """Find the pairs of sentences that are versions of each other, the most alike first."""
    candidates = _find_candidates(layout, a, b)
    first = candidates.first
    second = candidates.second
    bags = layout.bags
    alike = bags.stems.dice(first, second)
    first_within = _stands_within(bags.trigrams, first, second)
    second_within = _stands_within(bags.trigrams, second, first)
    is_within = first_within | second_within
    is_version = _say_the_same(layout, candidates, alike)

    chosen = np.flatnonzero(is_within | is_version)
    start_a = layout.sentence_starts[a]
    start_b = layout.sentence_starts[b]
    shift = (first - start_a) - (second - start_b)
    distance = np.abs(shift)
    # The most alike first; of those, the ones at like places.
    order = np.lexsort((distance[chosen], -alike[chosen]))
    fits = []
    for row in chosen[order].tolist():
        pair = (int(first[row]), int(second[row]))
        within = Within(bool(first_within[row]), bool(second_within[row]))
        fits.append(Fit(pair, within))
    return fits


def _stands_within(trigrams: Bag, inner: Integers, outer: Integers) -> Flags:
    """Say of each pair whether half of the trigrams of one sentence, and at least two, are in the other."""
    half = WITHIN * trigrams.size[inner]
    least = KNOWN_WORDS - 2
    needed = np.maximum(half, least)
    shared = trigrams.shared(inner, outer)
    return shared >= needed


def _say_the_same(
    layout: FoldedSentences, candidates: Candidates, alike: Floats
) -> Flags:
    """Say of each pair whether both sentences say one thing, or both the news of their article."""
    first = candidates.first
    second = candidates.second
    common = layout.bags.stems.shared(first, second)
    has_enough = common >= KNOWN_WORDS
    is_equal = alike == 1
    likelihood = same_meaning(layout.bags, first, second)
    is_likely = likelihood >= LIKELY
    is_judged = has_enough | is_equal
    is_news = _are_news(layout, candidates)
    are_prose = _are_prose(layout, candidates)
    return are_prose & (is_news | is_judged & is_likely)


def _are_news(layout: FoldedSentences, candidates: Candidates) -> Flags:
    """Say of each pair whether both sentences say the news of their article."""
    leads_first = layout.is_lead[candidates.first]
    leads_second = layout.is_lead[candidates.second]
    shares_enough = candidates.shared_content >= NEWS
    return leads_first & leads_second & shares_enough


def _are_prose(layout: FoldedSentences, candidates: Candidates) -> Flags:
    """Say of each pair whether both sentences are of one part, and no captions."""
    part_first = layout.part[candidates.first]
    part_second = layout.part[candidates.second]
    is_of_one_part = part_first == part_second
    is_caption = part_first == "caption"
    return is_of_one_part & ~is_caption


def _find_candidates(layout: FoldedSentences, a: int, b: int) -> Candidates:
    """Find the pairs of sentences that share enough content words."""
    size = layout.bags.content.size
    pairs, shared = _shared_content(layout, a, b)
    first, second = np.divmod(pairs, len(layout.part))
    size_first = size[first]
    size_second = size[second]
    shorter = np.minimum(size_first, size_second)
    needed = CANDIDATE * shorter
    total = size_first + size_second
    candidates = Candidates(first, second, 2 * shared / total)
    return candidates.chosen(shared >= needed)


def _shared_content(
    layout: FoldedSentences, a: int, b: int
) -> tuple[Integers, Integers]:
    """Count the content words that sentences share: pairs as one number each, and their counts."""
    bag = layout.bags.content
    sentences_a = np.asarray(layout.sentences(a), dtype=int)
    sentences_b = np.asarray(layout.sentences(b), dtype=int)
    items_a = bag.items_of(sentences_a)
    items_b = bag.items_of(sentences_b)
    size_a = bag.size[sentences_a]
    size_b = bag.size[sentences_b]
    sentence_of_a = sentences_a.repeat(size_a)
    sentence_of_b = sentences_b.repeat(size_b)

    # Each item of the first article meets the equal items of the second.
    order = np.argsort(items_b, kind="stable")
    sorted_b = items_b[order]
    start = np.searchsorted(sorted_b, items_a)
    end = np.searchsorted(sorted_b, items_a, side="right")
    count = end - start
    is_too_often = count > OFTEN
    count[is_too_often] = 0
    meets = order[ranges(start, count)]
    partner = sentence_of_b[meets]
    sentence = sentence_of_a.repeat(count)
    pairs = sentence * len(layout.part) + partner
    return np.unique(pairs, return_counts=True)


@dataclass
class _Matching:
    """The pairs made so far, and the partners of each sentence."""

    content: Bag
    pairs: list[Pair] = field(default_factory=list)
    partners: dict[int, list[int]] = field(default_factory=dict)

    def add(self, pair: Pair) -> bool:
        """Make a pair of two sentences that have no partner yet; say whether that was so."""
        first, second = pair
        has_partner = first in self.partners or second in self.partners
        if has_partner:
            return False
        self.partners[first] = [second]
        self.partners[second] = [first]
        self.pairs.append(pair)
        return True

    def join(self, fit: Fit) -> None:
        """Join a sentence without a partner to one that has a partner, where it completes their pair."""
        first, second = fit.pair
        within = fit.within
        if self._joins(first, second, within.first):
            self._append(first, second, fit.pair)
        if self._joins(second, first, within.second):
            self._append(second, first, fit.pair)

    def _joins(self, new: int, old: int, is_within: bool) -> bool:
        if not self._may_join(new, old):
            return False
        if is_within:
            return True
        return self._completes(new, old)

    def _append(self, new: int, old: int, pair: Pair) -> None:
        self.partners[new] = [old]
        self.partners[old].append(new)
        self.pairs.append(pair)

    def _may_join(self, new: int, old: int) -> bool:
        """Say whether `new` has no partner, and the partner of `old` no other one."""
        if new in self.partners:
            return False
        partner = self.partners[old][0]
        others = self.partners[partner]
        return len(others) == 1

    def _completes(self, new: int, old: int) -> bool:
        """Say whether a sentence says what the partners of `old` leave unsaid of it."""
        partners = self.partners[old]
        own = self._items([old])
        unsaid = own - self._items(partners)
        added = self._items([new]) & unsaid
        share = JOINED * self.content.size[new]
        needed = max(share, JOINED_WORDS)
        return len(added) >= needed

    def _items(self, sentences: list[int]) -> set[int]:
        numbers = np.asarray(sentences)
        items = self.content.items_of(numbers)
        return set(items.tolist())


def moved_pairs(pairs: list[Pair], weight: Integers) -> list[bool]:
    """Say which pairs have moved: those outside the heaviest set that stands in the same order in both.

    Args:
        pairs: Sentences, in the order of the first article.
        weight: The weight of each sentence.

    >>> moved_pairs([(0, 5), (1, 6), (2, 3), (3, 7)], np.ones(8))
    [False, False, True, False]
    """
    if not pairs:
        return []
    columns = np.array(pairs, dtype=int)
    source = columns[:, 0]
    target = columns[:, 1]
    # The heaviest set in order that ends in each pair, and the pair before it in that set.
    heaviest = weight[source] + weight[target]
    before = np.full(len(pairs), NO_PAIR)
    for number in range(1, len(pairs)):
        is_in_order = target[:number] <= target[number]
        weights = np.where(is_in_order, heaviest[:number], 0)
        best = weights.argmax()
        if weights[best] > 0:
            before[number] = best
            heaviest[number] += weights[best]
    has_moved = [True for _ in pairs]
    number = int(heaviest.argmax())
    while number != NO_PAIR:
        has_moved[number] = False
        number = int(before[number])
    return has_moved
