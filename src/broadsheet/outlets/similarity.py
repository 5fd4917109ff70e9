"""How likely two sentences say the same: a logistic model over what they share and where they differ."""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.outlets.sequence import Words, ngram_ids, spans

FEATURES = ("stems_less", "stems_more", "trigrams_more", "numbers_same", "negation_differs")
NEGATIONS = ("not", "no", "never", "without", "nor", "neither", "none", "nothing", "nobody", "cannot")

# Endings that inflection puts on; a stemmer of hundreds of rules judged no pair better.
ENDING = r"(?<=\w{3})(?:ies|ied|ing|edly|ed|es|s|ly|er|ions?|e)$"


class Bag(NamedTuple):
    """What each sentence holds: sentence s has the `size[s]` items from `start[s]` on."""

    start: np.ndarray
    size: np.ndarray
    item: np.ndarray
    width: int  # more than any item

    def of(self, sentences: np.ndarray) -> np.ndarray:
        """The items of these sentences, one sentence after the other."""
        return self.item[spans(self.start[sentences], self.size[sentences])]

    def shared(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """How many items sentences `i` and `j` have in common, pair by pair."""
        pair = np.repeat(np.tile(np.arange(len(i)), 2), self.size[np.r_[i, j]])
        both = np.sort(pair * self.width + self.of(np.r_[i, j]))
        return np.bincount(both[1:][both[1:] == both[:-1]] // self.width, minlength=len(i))


def make_bag(sentence: np.ndarray, item: np.ndarray, count: int) -> Bag:
    """Collect the items of `count` sentences; the second "the" of a sentence is another item than the first.

    >>> bag = make_bag(np.array([0, 0, 0, 1, 1]), np.array([5, 5, 6, 5, 5]), 2)
    >>> bag.shared(np.array([0]), np.array([1])).tolist()
    [2]
    """
    order = np.lexsort((item, sentence))
    frame = pd.DataFrame({"sentence": sentence[order], "item": item[order]})
    turn = frame.groupby(["sentence", "item"]).cumcount().to_numpy()
    numbered = pd.factorize(frame["item"].to_numpy() * (turn.max(initial=0) + 1) + turn)[0]
    size = np.bincount(sentence, minlength=count)
    return Bag(np.cumsum(size) - size, size, numbered, int(numbered.max(initial=0)) + 1)


class Sentences(NamedTuple):
    """Sentences as bags of what is compared."""

    stems: Bag
    content: Bag  # stems that are no stop words
    trigrams: Bag
    numbers: Bag
    negated: np.ndarray


def read_sentences(tokens: pd.DataFrame, words: Words) -> Sentences:
    """Describe the sentences of `words`."""
    sentence, text = words.sentence, pd.Series(words.text, dtype="str")
    count = sentence.max(initial=-1) + 1
    stem = pd.factorize(text.str.replace(ENDING, "", regex=True))[0][words.code]
    content = ~tokens["is_stop"].to_numpy()[words.row]
    content |= (np.bincount(sentence[content], minlength=count) < 2)[sentence]  # "He did so.": all it has
    number = is_number(tokens, words)
    trigram = ngram_ids(words.code, 3)
    whole = sentence[: len(trigram)] == sentence[2:]
    negation = text.isin(NEGATIONS).to_numpy()[words.code]
    return Sentences(
        stems=make_bag(sentence, stem, count),
        content=make_bag(sentence[content], stem[content], count),
        trigrams=make_bag(sentence[2:][whole], trigram[whole], count),
        numbers=make_bag(sentence[number], words.code[number], count),
        negated=np.bincount(sentence[negation], minlength=count) > 0,
    )


def is_number(tokens: pd.DataFrame, words: Words) -> np.ndarray:
    digits = pd.Series(words.text, dtype="str").str.match(r"\d").to_numpy(dtype=bool)[words.code]
    return digits | (tokens["pos"] == "CD").to_numpy()[words.row]


def features(sentences: Sentences, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """What sentences `i` and `j` share and where they differ: one row a pair, one column a feature."""
    stems, _, trigrams, numbers, negated = sentences
    stem, number = stems.shared(i, j), numbers.shared(i, j)
    columns = [
        stem / np.maximum(stems.size[i], stems.size[j]),
        stem / np.minimum(stems.size[i], stems.size[j]),
        trigrams.shared(i, j) / np.maximum(np.minimum(trigrams.size[i], trigrams.size[j]), 1),
        (numbers.size[i] == number) & (numbers.size[j] == number),
        negated[i] != negated[j],
    ]
    return np.column_stack(columns).astype(float)


def same_meaning(sentences: Sentences, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """The probability that sentences `i` and `j` are paraphrases of each other, pair by pair."""
    intercept, weights = _model()
    return 1 / (1 + np.exp(-(intercept + features(sentences, i, j) @ weights)))


@cache
def _model() -> tuple[float, np.ndarray]:
    model = json.loads(files("broadsheet.outlets").joinpath("reworded.json").read_text(encoding="utf-8"))
    return model["intercept"], np.array([model["weights"][name] for name in FEATURES])
