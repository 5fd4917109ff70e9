"""Which words stand beside which: pairs of words near each other or in one sentence, and how often."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.arrays import changes
from broadsheet.words.query import list_queries
from broadsheet.words.running import RunningWords
from broadsheet.words.search import Matches, Query

# No sentence has so many different words; what a broken file takes for one would pair each with each.
LONGEST = 200


@dataclass(frozen=True)
class Pairs:
    """Words together, an element each time: the codes of both, and the article."""

    first: np.ndarray
    second: np.ndarray
    article: np.ndarray


@dataclass(frozen=True)
class Margins:
    """How often each word occurs where pairs are looked for, by code, and the total."""

    first: np.ndarray
    second: np.ndarray
    total: int


@dataclass(frozen=True)
class Node:
    """The word or phrase whose company is wanted."""

    is_inside: np.ndarray  # by running word: it belongs to a match
    code: int  # the code that stands for it: one beyond the last word
    label: str


def number_sentences(tokens: pd.DataFrame, words: RunningWords) -> np.ndarray:
    """Number the sentences over the whole corpus, an element a running word."""
    sentence_of_token = tokens["sentence"].to_numpy()
    sentence = sentence_of_token[words.first]
    begins_sentence = changes(sentence, words.article)
    return np.cumsum(begins_sentence, dtype=np.int32)


def make_node(words: RunningWords, matches: Matches, query: Query) -> Node:
    """Mark the running words that lie wholly within a match."""
    last_row = int(words.last.max(initial=0))
    bounds = np.zeros(last_row + 2, dtype=np.int64)
    is_before_end = matches.last < len(bounds)
    begins = matches.first[is_before_end]
    ends = matches.last[is_before_end]
    np.add.at(bounds, begins, 1)
    np.add.at(bounds, ends, -1)
    is_covered = np.cumsum(bounds) > 0
    begins_inside = is_covered[words.first]
    ends_inside = is_covered[words.last - 1]
    is_inside = begins_inside & ends_inside
    codes = np.unique(words.code[is_inside])
    if len(codes) == 1:
        label = words.spelled[codes[0]]
    else:
        label = " | ".join(list_queries(query))
    return Node(is_inside, len(words.spelled), label)


def find_pairs(
    words: RunningWords,
    sentence: np.ndarray,
    node: Node | None,
    window: int | str,
    min_count: int,
) -> tuple[Pairs, Margins]:
    """Find the pairs of a word, or all pairs, and how often each word could have been in one.

    Args:
        words: the running words.
        sentence: the number of each one's sentence.
        node: the word whose company is wanted; all pairs if None.
        window: how many words apart at most, or "sentence".
        min_count: of pairs in sentences, how often each of the two words occurs at least.
    """
    if node is None and window == "sentence":
        return _pairs_of_sentences(words, sentence, min_count)
    if node is None:
        return _pairs_in_windows(words, sentence, int(window))
    if window == "sentence":
        return _beside_in_sentences(words, sentence, node)
    return _around(words, sentence, node, int(window))


def _around(
    words: RunningWords, sentence: np.ndarray, node: Node, window: int
) -> tuple[Pairs, Margins]:
    """Count the words in the windows of a word."""
    nodes = np.flatnonzero(node.is_inside)
    last_word = len(words) - 1
    is_near = np.zeros(len(words), dtype=bool)
    for lag in range(-window, window + 1):
        neighbour = np.clip(nodes + lag, 0, last_word)
        is_same_sentence = sentence[neighbour] == sentence[nodes]
        near = neighbour[is_same_sentence]
        is_near[near] = True
    is_near[nodes] = False
    near_count = int(is_near.sum())
    pairs = Pairs(
        first=np.full(near_count, node.code),
        second=words.code[is_near],
        article=words.article[is_near],
    )
    size = node.code + 1
    other_codes = words.code[~node.is_inside]
    margins = Margins(
        first=np.full(size, near_count),
        second=np.bincount(other_codes, minlength=size),
        total=len(other_codes),
    )
    return pairs, margins


def _pairs_in_windows(
    words: RunningWords, sentence: np.ndarray, window: int
) -> tuple[Pairs, Margins]:
    """Count pairs of words at most `window` apart."""
    first, second = _neighbours(sentence, window)
    code = words.code
    pairs = Pairs(code[first], code[second], words.article[first])
    size = len(words.spelled)
    first_count = np.bincount(pairs.first, minlength=size)
    second_count = np.bincount(pairs.second, minlength=size)
    return pairs, Margins(first_count, second_count, len(first))


def _neighbours(sentence: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that have another of their sentence up to `window` rows further, and that other."""
    first = [np.empty(0, dtype=np.int64)]
    second = [np.empty(0, dtype=np.int64)]
    for lag in range(1, window + 1):
        is_same_sentence = sentence[lag:] == sentence[:-lag]
        rows = np.flatnonzero(is_same_sentence)
        first.append(rows)
        second.append(rows + lag)
    return np.concatenate(first), np.concatenate(second)


@dataclass(frozen=True)
class _InSentences:
    """Each word once a sentence."""

    sentence: np.ndarray
    code: np.ndarray
    article_of_sentence: np.ndarray
    occurrences: np.ndarray  # by code: sentences that have it

    @classmethod
    def of(
        cls, code: np.ndarray, sentence: np.ndarray, article: np.ndarray, size: int
    ) -> "_InSentences":
        """Take each word of each sentence once.

        Args:
            code: the code of each running word.
            sentence: the number of its sentence, from 1.
            article: its article.
            size: how many codes there are.
        """
        number = sentence - np.int64(1)
        keys = np.unique(number * size + code)
        numbers, codes = np.divmod(keys, size)
        begins_sentence = np.diff(sentence, prepend=0)
        starts = np.flatnonzero(begins_sentence)
        occurrences = np.bincount(codes, minlength=size)
        return cls(numbers, codes, article[starts], occurrences)

    @property
    def margins(self) -> Margins:
        """In how many sentences each word is, of all."""
        return Margins(
            self.occurrences, self.occurrences, len(self.article_of_sentence)
        )


def _beside_in_sentences(
    words: RunningWords, sentence: np.ndarray, node: Node
) -> tuple[Pairs, Margins]:
    """Count the words in the sentences of a word."""
    size = node.code + 1
    own_code = words.code.astype(np.int64)
    code = np.where(node.is_inside, node.code, own_code)
    once = _InSentences.of(code, sentence, words.article, size)
    is_node = once.code == node.code
    sentences_of_node = once.sentence[is_node]
    is_in_one = np.isin(once.sentence, sentences_of_node)
    is_beside = is_in_one & ~is_node
    second = once.code[is_beside]
    first = np.full(len(second), node.code)
    sentence_of_pair = once.sentence[is_beside]
    article = once.article_of_sentence[sentence_of_pair]
    return Pairs(first, second, article), once.margins


def _pairs_of_sentences(
    words: RunningWords, sentence: np.ndarray, min_count: int
) -> tuple[Pairs, Margins]:
    """Count pairs of words in one sentence."""
    size = max(len(words.spelled), 1)
    once = _InSentences.of(words.code, sentence, words.article, size)
    is_frequent = once.occurrences[once.code] >= min_count
    is_stop = words.is_stop[once.code]
    is_wanted = is_frequent & ~is_stop
    numbers = once.sentence[is_wanted]
    codes = once.code[is_wanted]
    # Rows of one sentence lie together, so pairs are rows a few places apart, as far as any sentence is long.
    words_of_sentence = np.bincount(numbers)
    longest = int(words_of_sentence.max(initial=0))
    reach = min(longest, LONGEST) - 1
    first, second = _neighbours(numbers, reach)
    sentence_of_pair = numbers[first]
    article = once.article_of_sentence[sentence_of_pair]
    pairs = Pairs(codes[first], codes[second], article)
    return pairs, once.margins


def tabulate(pairs: Pairs, margins: Margins, min_count: int) -> pd.DataFrame:
    """Count each pair and the articles that have it."""
    size = max(len(margins.second), 1)
    pair_keys = pairs.first * np.int64(size) + pairs.second
    keys, count = np.unique(pair_keys, return_counts=True)
    is_frequent = count >= min_count
    keys = keys[is_frequent]
    word, collocate = np.divmod(keys, size)
    columns = {
        "word": word,
        "collocate": collocate,
        "count": count[is_frequent],
        "articles": _count_articles(pair_keys, keys, pairs.article),
        "word_count": margins.first[word],
        "collocate_count": margins.second[collocate],
    }
    return pd.DataFrame(columns).assign(total=margins.total)


def _count_articles(
    pair_keys: np.ndarray, keys: np.ndarray, article: np.ndarray
) -> np.ndarray:
    """Count the articles that have each of the sorted keys."""
    row = np.searchsorted(keys, pair_keys)
    with_end = np.append(keys, -1)
    is_kept = with_end[row] == pair_keys
    articles = np.int64(article.max(initial=0)) + 1
    row_and_article = row[is_kept] * articles + article[is_kept]
    once = np.unique(row_and_article)
    row_of_each = once // articles
    return np.bincount(row_of_each, minlength=len(keys))
