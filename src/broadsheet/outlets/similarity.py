"""How likely two sentences say the same: a logistic model over what they share and where they differ."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.arrays import ngram_ids, ranges
from broadsheet.outlets.sequence import StoryWords

FOLDER = files("broadsheet.outlets")
FEATURES = (
    "stems_less",
    "stems_more",
    "trigrams_more",
    "numbers_same",
    "negation_differs",
)

# Endings that inflection puts on; a stemmer of hundreds of rules judged no pair better.
ENDING = r"(?<=\w{3})(?:ies|ied|ing|edly|ed|es|s|ly|er|ions?|e)$"


@dataclass(frozen=True)
class Bag:
    """What each sentence contains: sentence s has the `size[s]` items from `start[s]` on.

    Attributes:
        start: The first item of each sentence.
        size: How many items each sentence has.
        items: All items, sentence after sentence.
        width: A number above every item.
    """

    start: np.ndarray
    size: np.ndarray
    items: np.ndarray
    width: int

    def items_of(self, sentences: np.ndarray) -> np.ndarray:
        """Return the items of these sentences, one sentence after the other."""
        start = self.start[sentences]
        size = self.size[sentences]
        return self.items[ranges(start, size)]

    def shared(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return how many items the sentences have in common, pair by pair."""
        both = np.concatenate([first, second])
        pair_of_sentence = np.tile(np.arange(len(first)), 2)
        pair_of_item = np.repeat(pair_of_sentence, self.size[both])
        keys = pair_of_item * self.width + self.items_of(both)
        keys.sort()
        is_repeated = keys[1:] == keys[:-1]
        pair = keys[1:][is_repeated] // self.width
        return np.bincount(pair, minlength=len(first))

    def dice(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return the share of items in common (Dice), pair by pair."""
        total = self.size[first] + self.size[second]
        return 2 * self.shared(first, second) / total


def make_bag(sentence: np.ndarray, item: np.ndarray, count: int) -> Bag:
    """Collect the items of `count` sentences; the second "the" of a sentence is another item than the first.

    >>> bag = make_bag(np.array([0, 0, 0, 1, 1]), np.array([5, 5, 6, 5, 5]), 2)
    >>> bag.shared(np.array([0]), np.array([1])).tolist()
    [2]
    """
    order = np.lexsort((item, sentence))
    rows = pd.DataFrame({"sentence": sentence[order], "item": item[order]})
    occurrence = rows.groupby(["sentence", "item"]).cumcount().to_numpy()
    most = occurrence.max(initial=0) + 1
    key = rows["item"].to_numpy() * most + occurrence
    numbered, _ = pd.factorize(key)
    size = np.bincount(sentence, minlength=count)
    width = int(numbered.max(initial=0)) + 1
    return Bag(np.cumsum(size) - size, size, numbered, width)


@dataclass(frozen=True)
class SentenceBags:
    """Sentences as bags of what is compared.

    Attributes:
        stems: All words without their endings.
        content: Stems that are no function words.
        trigrams: Runs of three words.
        numbers: Numbers.
        is_negated: Whether each sentence has a negation.
    """

    stems: Bag
    content: Bag
    trigrams: Bag
    numbers: Bag
    is_negated: np.ndarray


def read_sentence_bags(tokens: pd.DataFrame, words: StoryWords) -> SentenceBags:
    """Describe the sentences of `words`."""
    sentence = words.sentence
    text = pd.Series(words.text, dtype="str")
    count = sentence.max(initial=-1) + 1
    stem_of, _ = pd.factorize(text.str.replace(ENDING, "", regex=True))
    stem = stem_of[words.code]
    is_content = ~tokens["is_stop"].to_numpy()[words.row]
    # A sentence such as "He did so." has nothing but function words: there they count.
    has_little = np.bincount(sentence[is_content], minlength=count) < 2
    is_content |= has_little[sentence]
    is_number = mark_numbers(tokens, words)
    trigram = ngram_ids(words.code, 3)
    within_sentence = sentence[: len(trigram)] == sentence[2:]
    of_trigram = sentence[2:][within_sentence]
    is_negation = text.isin(_negations()).to_numpy()[words.code]
    return SentenceBags(
        stems=make_bag(sentence, stem, count),
        content=make_bag(sentence[is_content], stem[is_content], count),
        trigrams=make_bag(of_trigram, trigram[within_sentence], count),
        numbers=make_bag(sentence[is_number], words.code[is_number], count),
        is_negated=np.bincount(sentence[is_negation], minlength=count) > 0,
    )


def mark_numbers(tokens: pd.DataFrame, words: StoryWords) -> np.ndarray:
    """Mark the words that are numbers, in digits or spelled out."""
    text = pd.Series(words.text, dtype="str")
    begins_with_digit = text.str.match(r"\d").to_numpy(dtype=bool)
    is_tagged = (tokens["pos"] == "CD").to_numpy()
    return begins_with_digit[words.code] | is_tagged[words.row]


def features(bags: SentenceBags, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return what sentences share and where they differ: one row a pair, one column a feature."""
    stems = bags.stems
    trigrams = bags.trigrams
    numbers = bags.numbers
    common_stems = stems.shared(first, second)
    common_numbers = numbers.shared(first, second)
    common_trigrams = trigrams.shared(first, second)
    fewest_trigrams = np.minimum(trigrams.size[first], trigrams.size[second])
    longer = np.maximum(stems.size[first], stems.size[second])
    shorter = np.minimum(stems.size[first], stems.size[second])
    has_all_first = numbers.size[first] == common_numbers
    has_all_second = numbers.size[second] == common_numbers
    columns = {
        "stems_less": common_stems / longer,
        "stems_more": common_stems / shorter,
        "trigrams_more": common_trigrams / np.maximum(fewest_trigrams, 1),
        "numbers_same": has_all_first & has_all_second,
        "negation_differs": bags.is_negated[first] != bags.is_negated[second],
    }
    return np.column_stack([columns[name] for name in FEATURES]).astype(float)


def same_meaning(
    bags: SentenceBags, first: np.ndarray, second: np.ndarray
) -> np.ndarray:
    """Return the probability that sentences are paraphrases of each other, pair by pair."""
    intercept, weights = _model()
    logit = intercept + features(bags, first, second) @ weights
    return 1 / (1 + np.exp(-logit))


@cache
def _model() -> tuple[float, np.ndarray]:
    model = json.loads((FOLDER / "reworded.json").read_text("utf-8"))
    weights = np.array([model["weights"][name] for name in FEATURES])
    return model["intercept"], weights


@cache
def _negations() -> list[str]:
    """Return the words that turn what a sentence says into its opposite."""
    return (FOLDER / "negations.txt").read_text("utf-8").split()
