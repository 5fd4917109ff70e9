"""Which sentence of one article became which sentence of another, wherever it stands."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.outlets.sequence import Words, meetings, shared_runs, spans, story_words
from broadsheet.outlets.similarity import Bag, Sentences, numbers_and_names, read_sentences, same_meaning

# Sentences are pairs where the model finds it likelier than not that they say the same (of fewer than RUN
# words in common it cannot judge), or where runs of at least RUN words cover half of the shorter one. Headlines, and the first sentences of two stories, both
# say the news: there a third of the words in common is enough. Captions of two pictures of the same people
# are alike without being versions of each other, so they are paired by runs of words alone.
RUN, COVERED, LIKELY, NEWS = 4, 0.5, 0.5, 1 / 3

CANDIDATE = 0.2  # a pair of sentences that shares less of the shorter one's content words is not looked at

# A third sentence joins a pair if half of its content words, and at least two, are found in what the pair
# leaves unexplained, or if so many of its runs of three words stand in one of them.
JOINED, JOINED_WORDS, REPEATED = 0.5, 2, 0.6


class Corpus(NamedTuple):
    """What comparing needs to know of all articles: their words, and their sentences numbered throughout."""

    texts: np.ndarray
    words: Words
    start: np.ndarray  # of each word in its article's text
    end: np.ndarray
    minor: np.ndarray  # whether a word is a stop word,
    number: np.ndarray  # a number,
    name: np.ndarray  # a name
    sentence: np.ndarray  # the sentence of each word
    word_of: np.ndarray  # the first word of each sentence, and one more
    part: np.ndarray  # of each sentence
    prose: np.ndarray  # whether it is no caption,
    lead: np.ndarray  # whether it is the first of its part in its article
    first_word: np.ndarray  # of each article, and one more
    first_sentence: np.ndarray
    bags: Sentences

    def sentences(self, article: int) -> range:
        return range(*self.first_sentence[article : article + 2].tolist())

    def word_numbers(self, sentence: int) -> np.ndarray:
        return np.arange(*self.word_of[sentence : sentence + 2])


def read_corpus(articles: pd.DataFrame, tokens: pd.DataFrame) -> Corpus:
    """Lay out the words and sentences of all articles for comparison."""
    words = story_words(tokens)
    inside = tokens["sentence"].to_numpy()[words.row]
    new = np.r_[True, (np.diff(words.article) != 0) | (np.diff(inside) != 0)][: len(inside)]
    sentence, word_of = np.cumsum(new) - 1, np.flatnonzero(new)
    part = tokens["part"].cat.codes.to_numpy()[words.row[word_of]]
    article = words.article[word_of]
    number, name = numbers_and_names(tokens, words)
    edges = np.arange(len(articles) + 1)
    return Corpus(
        texts=articles["text"].to_numpy(dtype=object),
        words=words,
        start=tokens["start"].to_numpy()[words.row],
        end=tokens["end"].to_numpy()[words.row],
        minor=tokens["is_stop"].to_numpy()[words.row],
        number=number,
        name=name,
        sentence=sentence,
        word_of=np.append(word_of, len(sentence)),
        part=part,
        prose=tokens["part"].to_numpy()[words.row[word_of]] != "caption",
        lead=~pd.DataFrame({"article": article, "part": part}).duplicated().to_numpy(),
        first_word=np.searchsorted(words.article, edges),
        first_sentence=np.searchsorted(article, edges),
        bags=read_sentences(tokens, words, sentence, len(word_of)),
    )


def align(corpus: Corpus, a: int, b: int) -> list[tuple[int, int]]:
    """Pair the sentences of articles number `a` and `b`; a split or merged sentence is in several pairs."""
    i, j, content = _candidates(corpus, a, b)
    bags, size = corpus.bags, corpus.bags.stems.size
    common = bags.stems.shared(i, j)
    alike = 2 * common / (size[i] + size[j])
    covered = _covered(corpus, a, b, i, j) >= np.maximum(COVERED * np.minimum(size[i], size[j]), RUN)
    grams = bags.trigrams.shared(i, j)
    within = [grams >= np.maximum(REPEATED * bags.trigrams.size[n], RUN - 2) for n in (i, j)]
    same_part = (corpus.part[i] == corpus.part[j]) & corpus.prose[i]
    news = corpus.lead[i] & corpus.lead[j] & (content >= NEWS)
    likely = (same_meaning(bags, i, j) >= LIKELY) & ((common >= RUN) | (alike == 1))
    fit = np.flatnonzero(covered | within[0] | within[1] | (same_part & (news | likely)))
    astray = np.abs((i - corpus.first_sentence[a]) - (j - corpus.first_sentence[b]))
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
            if free and (repeated or _joins(bags.content, new, old, partners[old])):
                partners[new] = [old]
                partners[old].append(new)
                pairs.append((s, t))
    return sorted(pairs)


def _candidates(corpus: Corpus, a: int, b: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of sentences that could be versions of each other, and how much of their content they share."""
    bag, place, items = corpus.bags.content, [], []
    for article in (a, b):
        first, last = corpus.first_sentence[article : article + 2]
        place.append(np.repeat(np.arange(first, last), bag.size[first:last]))
        items.append(bag.item[spans(bag.start[first:last], bag.size[first:last])])
    at_a, at_b = meetings(*items)
    key, shared = np.unique(place[0][at_a] * len(corpus.part) + place[1][at_b], return_counts=True)
    i, j = np.divmod(key, len(corpus.part))
    content = 2 * shared / (bag.size[i] + bag.size[j])
    enough = shared >= CANDIDATE * np.minimum(bag.size[i], bag.size[j])
    return i[enough], j[enough], content[enough]


def _covered(corpus: Corpus, a: int, b: int, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """How many words of sentences `i` stand in runs that sentences `j` have too."""
    first_a, last_a = corpus.first_word[a : a + 2]
    first_b, last_b = corpus.first_word[b : b + 2]
    runs = shared_runs(corpus.words.code[first_a:last_a], corpus.words.code[first_b:last_b], RUN)
    starts = np.array(runs, dtype=np.int64).reshape(-1, 3)
    in_a = corpus.sentence[first_a + spans(starts[:, 0], starts[:, 2])]
    in_b = corpus.sentence[first_b + spans(starts[:, 1], starts[:, 2])]
    key, words = np.unique(in_a * len(corpus.part) + in_b, return_counts=True)
    wanted = i * len(corpus.part) + j
    at = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    return np.where(key[at] == wanted, words[at], 0) if len(key) else np.zeros(len(i))


def _joins(bag: Bag, new: int, old: int, partners: list[int]) -> bool:
    """Whether a sentence says what `old`'s partners leave unsaid of it."""
    explained = np.concatenate([bag.items(sentence) for sentence in partners])
    shared = len(np.setdiff1d(np.intersect1d(bag.items(new), bag.items(old)), explained))
    return shared >= max(JOINED * bag.size[new], JOINED_WORDS)


def moved_pairs(pairs: list[tuple[int, int]], weight: np.ndarray) -> list[bool]:
    """Say which pairs have moved: those outside the heaviest set that stands in the same order in both.

    >>> moved_pairs([(0, 5), (1, 6), (2, 3), (3, 7)], np.ones(8))
    [False, False, True, False]
    """
    target = np.array([pair[1] for pair in pairs], dtype=int)
    heft = np.array([weight[s] + weight[t] for s, t in pairs])
    best, before = heft.copy(), np.full(len(pairs), -1)
    for k in range(1, len(pairs)):
        total = np.where(target[:k] <= target[k], best[:k], 0)
        if total.max() > 0:
            before[k] = total.argmax()
            best[k] += total.max()
    moved = [True] * len(pairs)
    k = int(best.argmax()) if pairs else -1
    while k >= 0:
        moved[k] = False
        k = int(before[k])
    return moved
