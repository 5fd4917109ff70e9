"""How likely two sentences say the same: a logistic model over what they share and where they differ."""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.outlets.sequence import Words, ngram_ids, spans

FEATURES = (
    "stems_less", "stems_more", "trigrams_less", "trigrams_more", "left_over_less", "left_over_more",
    "length_ratio", "numbers_same", "numbers_any", "names_clash", "negation_differs", "quotes_differ",
)  # fmt: skip
NEGATIONS = ("not", "no", "never", "without", "nor", "neither", "none", "nothing", "nobody", "cannot")


# Endings that inflection puts on; a stemmer of hundreds of rules judged no pair better.
ENDING = r"(?<=\w{3})(?:ies|ied|ing|edly|ed|es|s|ly|er|ions?|e)$"


class Bag(NamedTuple):
    """What each sentence holds: sentence s has the items from `start[s]` on, `size[s]` of them."""

    start: np.ndarray
    size: np.ndarray
    item: np.ndarray

    def items(self, sentence: int) -> np.ndarray:
        return self.item[self.start[sentence] : self.start[sentence] + self.size[sentence]]

    def of(self, sentences: np.ndarray) -> np.ndarray:
        """The items of these sentences, one after the other, marked with the place in `sentences`."""
        place = np.repeat(np.arange(len(sentences)), self.size[sentences])
        return (
            place * (self.item.max(initial=0) + 1)
            + self.item[spans(self.start[sentences], self.size[sentences])]
        )

    def shared(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """How many items sentences `i` and `j` have in common, pair by pair."""
        both = np.sort(np.r_[self.of(i), self.of(j)])
        twice = both[1:][both[1:] == both[:-1]]
        return np.bincount(twice // (self.item.max(initial=0) + 1), minlength=len(i))


def make_bag(sentence: np.ndarray, item: np.ndarray, count: int) -> Bag:
    """Collect the items of `count` sentences; the second "the" of a sentence is another item than the first.

    >>> bag = make_bag(np.array([0, 0, 0, 1, 1]), np.array([5, 5, 6, 5, 5]), 2)
    >>> bag.shared(np.array([0]), np.array([1])).tolist()
    [2]
    """
    order = np.lexsort((item, sentence))
    sentence, item = sentence[order], item[order]
    new = np.r_[True, (sentence[1:] != sentence[:-1]) | (item[1:] != item[:-1])][: len(item)]
    place = np.arange(len(item))
    turn = place - np.maximum.accumulate(np.where(new, place, 0)) if len(item) else place
    numbered = pd.factorize(item * (turn.max(initial=0) + 1) + turn)[0]
    size = np.bincount(sentence, minlength=count)
    return Bag(np.cumsum(size) - size, size, numbered)


class Sentences(NamedTuple):
    """Sentences as bags: everything that `features` asks about."""

    stems: Bag
    content: Bag
    trigrams: Bag
    numbers: Bag
    names: Bag
    negated: np.ndarray
    quoted: np.ndarray


def read_sentences(tokens: pd.DataFrame, words: Words, sentence: np.ndarray, count: int) -> Sentences:
    """Describe `count` sentences, given the number of the sentence of each word."""
    text = pd.Series(words.text)
    stem = pd.factorize(text.str.replace(ENDING, "", regex=True))[0][words.code]
    is_number, is_name = numbers_and_names(tokens, words)
    is_negation = text.isin(NEGATIONS).to_numpy()[words.code]
    content = ~tokens["is_stop"].to_numpy()[words.row]
    content |= (np.bincount(sentence[content], minlength=count) < 2)[sentence]  # "He did so.": all it has
    trigram = ngram_ids(words.code, 3)
    whole = sentence[: len(trigram)] == sentence[2:]
    return Sentences(
        stems=make_bag(sentence, stem, count),
        content=make_bag(sentence[content], stem[content], count),
        trigrams=make_bag(sentence[: len(trigram)][whole], trigram[whole], count),
        numbers=make_bag(sentence[is_number], words.code[is_number], count),
        names=make_bag(sentence[is_name], words.code[is_name], count),
        negated=np.bincount(sentence[is_negation], minlength=count) > 0,
        quoted=np.bincount(sentence[words.quoted], minlength=count) > 0,
    )


def numbers_and_names(tokens: pd.DataFrame, words: Words) -> tuple[np.ndarray, np.ndarray]:
    """For each word, whether it is a number, and whether it is (part of) a name."""
    pos = tokens["pos"].cat
    tag = pos.codes.to_numpy()[words.row]
    digits = pd.Series(words.text).str.match(r"\d").to_numpy(dtype=bool)[words.code]
    number = digits | np.isin(tag, pos.categories.get_indexer(["CD"]))
    return number, np.isin(tag, pos.categories.get_indexer(["NNP", "NNPS"])) & ~number


def features(sentences: Sentences, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """What sentences `i` and `j` share and where they differ: one row a pair, one column a feature."""
    size_i, size_j = sentences.stems.size[i], sentences.stems.size[j]
    shared = sentences.stems.shared(i, j)
    grams_i, grams_j = np.maximum(sentences.trigrams.size[i], 1), np.maximum(sentences.trigrams.size[j], 1)
    grams = sentences.trigrams.shared(i, j)
    numbers = sentences.numbers.size[i], sentences.numbers.size[j], sentences.numbers.shared(i, j)
    names = sentences.names.shared(i, j)
    return np.column_stack(
        [
            shared / np.maximum(size_i, size_j),
            shared / np.minimum(size_i, size_j),
            grams / np.maximum(grams_i, grams_j),
            grams / np.minimum(grams_i, grams_j),
            np.minimum(size_i, size_j) - shared,
            np.maximum(size_i, size_j) - shared,
            np.minimum(size_i, size_j) / np.maximum(size_i, size_j),
            (numbers[0] == numbers[2]) & (numbers[1] == numbers[2]),
            (numbers[0] + numbers[1]) > 0,
            (sentences.names.size[i] > names) & (sentences.names.size[j] > names),
            sentences.negated[i] != sentences.negated[j],
            sentences.quoted[i] != sentences.quoted[j],
        ]
    ).astype(float)


def same_meaning(sentences: Sentences, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """The probability that sentences `i` and `j` are paraphrases of each other, pair by pair."""
    model = _model()
    return 1 / (1 + np.exp(-(model["intercept"] + features(sentences, i, j) @ model["weights"])))


@cache
def _model() -> dict:
    text = files("broadsheet.outlets").joinpath("reworded.json").read_text(encoding="utf-8")
    model = json.loads(text)
    return {
        "intercept": model["intercept"],
        "weights": np.array([model["weights"][name] for name in FEATURES]),
    }
