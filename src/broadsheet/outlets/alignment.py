"""Which sentence of one article became which sentence of another, wherever it stands."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.outlets.sequence import Words, spans, story_words
from broadsheet.outlets.similarity import Bag, Sentences, read_sentences, same_meaning

# Two sentences are versions of one where the model finds it likelier than not that they say the same (of
# fewer than KNOWN words in common it cannot judge), or where half the trigrams of the shorter one stand in
# the other. Headlines, and the first sentences of two stories, both say the news: there a third of the
# content words in common is enough. Captions of two pictures of the same people are alike without being
# versions of each other, so they are paired by trigrams alone.
LIKELY, KNOWN, WITHIN, NEWS = 0.5, 4, 0.5, 1 / 3

# A third sentence joins a pair if half of its content words, and at least two, are found in what the pair
# leaves unexplained, or if it stands within one of the two (as a repetition).
JOINED, JOINED_WORDS = 0.5, 2

# Pairs that share less of the shorter one's content words, or only words of this many sentences, are not
# looked at: an article that says one thing ten thousand times must not cost its square.
CANDIDATE, OFTEN = 0.2, 100


class Corpus(NamedTuple):
    """All articles laid out for comparison, their sentences numbered throughout."""

    words: Words
    word_of: np.ndarray  # the first word of each sentence, and one more
    sentence_of: np.ndarray  # the first sentence of each article, and one more
    part: np.ndarray  # of each sentence
    lead: np.ndarray  # whether it is the first of its part in its article
    bags: Sentences

    def sentences(self, article: int) -> range:
        return range(*self.sentence_of[article : article + 2].tolist())

    def word_numbers(self, sentence: int) -> np.ndarray:
        return np.arange(*self.word_of[sentence : sentence + 2])


def read_corpus(tokens: pd.DataFrame) -> Corpus:
    """Lay out the words and sentences of all articles for comparison."""
    words = story_words(tokens)
    word_of = np.flatnonzero(np.diff(words.sentence, prepend=-1))
    article, part = words.article[word_of], tokens["part"].array[words.row[word_of]]
    lead = ~pd.DataFrame({"article": article, "part": part}).duplicated().to_numpy()
    sentence_of = np.searchsorted(article, np.arange(len(tokens["article"].cat.categories) + 1))
    word_of = np.append(word_of, len(words.code))
    return Corpus(words, word_of, sentence_of, np.asarray(part, object), lead, read_sentences(tokens, words))


def align(corpus: Corpus, a: int, b: int) -> list[tuple[int, int]]:
    """Pair the sentences of articles number `a` and `b`; a split or merged sentence is in several pairs.

    The most alike first, each sentence has one partner; what is left joins those pairs it completes.
    """
    i, j, content = _candidates(corpus, a, b)
    bags, size = corpus.bags, corpus.bags.stems.size
    common, trigrams = bags.stems.shared(i, j), bags.trigrams.shared(i, j)
    alike = 2 * common / (size[i] + size[j])
    within = [trigrams >= np.maximum(WITHIN * bags.trigrams.size[n], KNOWN - 2) for n in (i, j)]
    likely = (same_meaning(bags, i, j) >= LIKELY) & ((common >= KNOWN) | (alike == 1))
    news = corpus.lead[i] & corpus.lead[j] & (content >= NEWS)
    prose = (corpus.part[i] == corpus.part[j]) & (corpus.part[i] != "caption")
    fit = np.flatnonzero(within[0] | within[1] | (prose & (likely | news)))
    astray = np.abs((i - corpus.sentence_of[a]) - (j - corpus.sentence_of[b]))
    fit = fit[np.lexsort((astray[fit], -alike[fit]))]
    partners: dict[int, list[int]] = {}
    pairs, left = [], []
    for s, t, *repeats in zip(*(x[fit].tolist() for x in (i, j, *within)), strict=True):
        if s in partners or t in partners:
            left.append((s, t, repeats))
        else:
            partners[s], partners[t] = [t], [s]
            pairs.append((s, t))
    for s, t, repeats in left:
        for new, old, repeated in ((s, t, repeats[0]), (t, s, repeats[1])):
            free = new not in partners and len(partners[partners[old][0]]) == 1
            if free and (repeated or _completes(bags.content, new, old, partners[old])):
                partners[new] = [old]
                partners[old].append(new)
                pairs.append((s, t))
    return sorted(pairs)


def _candidates(corpus: Corpus, a: int, b: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of sentences that could be versions of each other, and how much of their content they share."""
    bag, sides = corpus.bags.content, (np.array(corpus.sentences(n), dtype=int) for n in (a, b))
    (of_a, items_a), (of_b, items_b) = ((side.repeat(bag.size[side]), bag.of(side)) for side in sides)
    order = np.argsort(items_b, kind="stable")
    first = np.searchsorted(items_b[order], items_a)
    count = np.searchsorted(items_b[order], items_a, side="right") - first
    count[count > OFTEN] = 0
    key = of_a.repeat(count) * len(corpus.part) + of_b[order[spans(first, count)]]
    key, shared = np.unique(key, return_counts=True)
    i, j = np.divmod(key, len(corpus.part))
    enough = shared >= CANDIDATE * np.minimum(bag.size[i], bag.size[j])
    return i[enough], j[enough], (2 * shared / (bag.size[i] + bag.size[j]))[enough]


def _completes(bag: Bag, new: int, old: int, partners: list[int]) -> bool:
    """Whether a sentence says what `old`'s partners leave unsaid of it."""
    items = [set(bag.of(np.array(sentences)).tolist()) for sentences in ([new], [old], partners)]
    return len((items[0] & items[1]) - items[2]) >= max(JOINED * bag.size[new], JOINED_WORDS)


def moved_pairs(pairs: list[tuple[int, int]], weight: np.ndarray) -> list[bool]:
    """Say which pairs have moved: those outside the heaviest set that stands in the same order in both.

    >>> moved_pairs([(0, 5), (1, 6), (2, 3), (3, 7)], np.ones(8))
    [False, False, True, False]
    """
    target = np.array([t for _, t in pairs], dtype=int)
    best = np.array([weight[s] + weight[t] for s, t in pairs])
    before, moved = np.full(len(pairs), -1), [True] * len(pairs)
    for k in range(1, len(pairs)):
        total = np.where(target[:k] <= target[k], best[:k], 0)
        if total.max() > 0:
            before[k], best[k] = total.argmax(), best[k] + total.max()
    k = int(best.argmax()) if pairs else -1
    while k >= 0:
        moved[k], k = False, int(before[k])
    return moved
