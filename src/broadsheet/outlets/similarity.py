"""How likely two sentences say the same: a logistic model over what they share and where they differ."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.arrays import Flags, Floats, Integers, ngram_ids, ranges
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

    start: Integers
    size: Integers
    items: Integers
    width: int

    def items_of(self, sentences: Integers) -> Integers:
        """Return the items of these sentences, one sentence after the other."""
        start = self.start[sentences]
        size = self.size[sentences]
        return self.items[ranges(start, size)]

    def shared(self, first: Integers, second: Integers) -> Integers:
        """Return how many items the sentences have in common, pair by pair."""
        both = np.concatenate([first, second])
        count = len(first)
        numbers = np.arange(count)
        pair_of_sentence = np.tile(numbers, 2)
        pair_of_item = pair_of_sentence.repeat(self.size[both])
        keys = pair_of_item * self.width + self.items_of(both)
        keys.sort()
        is_repeated = keys[1:] == keys[:-1]
        repeated = keys[1:][is_repeated]
        pair = repeated // self.width
        return np.bincount(pair, minlength=count)

    def dice(self, first: Integers, second: Integers) -> Floats:
        """Return the share of items in common (Dice), pair by pair."""
        total = self.size[first] + self.size[second]
        common = self.shared(first, second)
        return 2 * common / total


def make_bag(sentence: Integers, item: Integers, count: int) -> Bag:
    """Collect the items of `count` sentences; the second "the" of a sentence is another item than the first.

    >>> bag = make_bag(np.array([0, 0, 0, 1, 1]), np.array([5, 5, 6, 5, 5]), 2)
    >>> bag.shared(np.array([0]), np.array([1])).tolist()
    [2]
    """
    order = np.lexsort((item, sentence))
    sorted_item = item[order]
    rows = pd.DataFrame({"sentence": sentence[order], "item": sorted_item})
    equal = rows.groupby(["sentence", "item"])
    occurrence = equal.cumcount().to_numpy()
    most = occurrence.max(initial=0) + 1
    key = sorted_item * most + occurrence
    numbered, _ = pd.factorize(key)
    size = np.bincount(sentence, minlength=count)
    highest = int(numbered.max(initial=0))
    return Bag(
        start=np.cumsum(size) - size,
        size=size,
        items=numbered,
        width=highest + 1,
    )


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
    is_negated: Flags


def read_sentence_bags(tokens: pd.DataFrame, words: StoryWords) -> SentenceBags:
    """Describe the sentences of `words`."""
    sentence = words.sentence
    count = sentence.max(initial=-1) + 1
    stem = _stems(words)
    is_content = _are_content(tokens, words)
    is_number = mark_numbers(tokens, words)
    is_negation = _are_negations(words)
    negations = np.bincount(sentence[is_negation], minlength=count)

    trigram = ngram_ids(words.code, 3)
    begins_in = sentence[: len(trigram)]
    ends_in = sentence[2:]
    is_whole = begins_in == ends_in
    return SentenceBags(
        stems=make_bag(sentence, stem, count),
        content=make_bag(sentence[is_content], stem[is_content], count),
        trigrams=make_bag(ends_in[is_whole], trigram[is_whole], count),
        numbers=make_bag(sentence[is_number], words.code[is_number], count),
        is_negated=negations > 0,
    )


def _stems(words: StoryWords) -> Integers:
    """Number the words, those alike that differ in their endings."""
    text = pd.Series(words.text, dtype="str")
    stems = text.str.replace(ENDING, "", regex=True)
    stem_of, _ = pd.factorize(stems)
    return stem_of[words.code]


def _are_content(tokens: pd.DataFrame, words: StoryWords) -> Flags:
    """Mark the words that say what a sentence is about."""
    is_stop = tokens["is_stop"].to_numpy()
    is_content = ~is_stop[words.row]
    # A sentence such as "He did so." has nothing but function words: there they count.
    count = words.sentence.max(initial=-1) + 1
    contents = np.bincount(words.sentence[is_content], minlength=count)
    has_little = contents < 2
    return is_content | has_little[words.sentence]


def _are_negations(words: StoryWords) -> Flags:
    text = pd.Series(words.text, dtype="str")
    is_negation = text.isin(_negations()).to_numpy()
    return is_negation[words.code]


def mark_numbers(tokens: pd.DataFrame, words: StoryWords) -> Flags:
    """Mark the words that are numbers, in digits or spelled out."""
    text = pd.Series(words.text, dtype="str")
    begins_with_digit = text.str.match(r"\d").to_numpy(dtype=bool)
    is_cardinal = tokens["pos"] == "CD"
    is_tagged = is_cardinal.to_numpy()
    return begins_with_digit[words.code] | is_tagged[words.row]


def features(bags: SentenceBags, first: Integers, second: Integers) -> Floats:
    """Return what sentences share and where they differ: one row a pair, one column a feature."""
    stems = bags.stems
    trigrams = bags.trigrams
    common_stems = stems.shared(first, second)
    common_trigrams = trigrams.shared(first, second)
    fewest_trigrams = np.minimum(trigrams.size[first], trigrams.size[second])
    fewest_trigrams = np.maximum(fewest_trigrams, 1)
    stems_first = stems.size[first]
    stems_second = stems.size[second]
    negated_first = bags.is_negated[first]
    negated_second = bags.is_negated[second]
    columns = {
        "stems_less": common_stems / np.maximum(stems_first, stems_second),
        "stems_more": common_stems / np.minimum(stems_first, stems_second),
        "trigrams_more": common_trigrams / fewest_trigrams,
        "numbers_same": _have_same_numbers(bags, first, second),
        "negation_differs": negated_first != negated_second,
    }
    ordered = [columns[name] for name in FEATURES]
    return np.column_stack(ordered).astype(float)


def _have_same_numbers(bags: SentenceBags, first: Integers, second: Integers) -> Flags:
    numbers = bags.numbers
    common = numbers.shared(first, second)
    has_all_first = numbers.size[first] == common
    has_all_second = numbers.size[second] == common
    return has_all_first & has_all_second


def same_meaning(bags: SentenceBags, first: Integers, second: Integers) -> Floats:
    """Return the probability that sentences are paraphrases of each other, pair by pair."""
    model = _model()
    weighed = features(bags, first, second) @ model.weights
    logit = model.intercept + weighed
    odds_against = np.exp(-logit)
    return 1 / (1 + odds_against)


@dataclass(frozen=True)
class _Model:
    """A logistic model, its weights in the order of FEATURES."""

    intercept: float
    weights: Floats


@cache
def _model() -> _Model:
    path = FOLDER / "reworded.json"
    text = path.read_text("utf-8")
    model = json.loads(text)
    weights = [model["weights"][name] for name in FEATURES]
    return _Model(model["intercept"], np.array(weights))


@cache
def _negations() -> list[str]:
    """Return the words that turn what a sentence says into its opposite."""
    path = FOLDER / "negations.txt"
    return path.read_text("utf-8").split()
