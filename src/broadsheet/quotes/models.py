"""The models that read: which networks they are made of, and which of them reads what.

The fast model is two networks of one kind. One learned from articles as they are; it reads the short
paragraphs of most news. The other also learned from articles whose paragraphs were joined to long ones; it
reads long paragraphs, in which the first cuts contents short.
"""

from dataclasses import replace
from functools import cache
from typing import Protocol

import pandas as pd

from broadsheet.errors import BroadsheetError

from .accurate import AccurateNetwork
from .attributions import Found, find_attributions, in_order
from .blocks import Blocks, read_features
from .choosing import choose
from .network import Network
from .pretrained import check_installed

# Tokens of a block from which on it is a long one. With 60 to 140 the development part of PolNeAR, as it is
# and with its paragraphs joined, came out alike.
LONG = 100


class Model(Protocol):
    """Whatever finds attributions in tokens."""

    def find(self, tokens: pd.DataFrame) -> Found:
        """The attributions that are kept, and their spans."""


class Fast:
    """A network for short paragraphs and one for long ones."""

    def __init__(self) -> None:
        self.of_short = Network.load("network.npz")
        self.of_long = Network.load("network_long.npz")

    def find(self, tokens: pd.DataFrame) -> Found:
        blocks = self.of_short.blocks(tokens)
        is_long = blocks.length > LONG
        short = _find(blocks.some(~is_long), self.of_short)
        if not is_long.any():
            return short
        features = read_features(tokens, blocks.marks, self.of_long.vocabulary)
        long_blocks = replace(blocks.some(is_long), features=features)
        long = _find(long_blocks, self.of_long)
        return _together(short, long)


class Accurate:
    """A pretrained encoder, beside the fast networks."""

    def __init__(self) -> None:
        self.network = AccurateNetwork.load()

    def find(self, tokens: pd.DataFrame) -> Found:
        blocks = self.network.blocks(tokens)
        return _find(blocks, self.network)


MODELS: dict[str, type[Model]] = {"fast": Fast, "accurate": Accurate}


def check_model(name: str) -> None:
    """Raise BroadsheetError where there is no such model, or its encoder is not installed."""
    if name not in MODELS:
        names = " or ".join(repr(known) for known in MODELS)
        raise BroadsheetError(f"model must be {names}, and is {name!r}.")
    if MODELS[name] is Accurate:
        check_installed()


def model_of(name: str) -> Model:
    """The model of that name, read once.

    Raises:
        BroadsheetError: there is no such model, or its encoder is not installed.
    """
    check_model(name)
    return _read_once(name)


@cache
def _read_once(name: str) -> Model:
    return MODELS[name]()


def _find(blocks: Blocks, network: Network) -> Found:
    attributions, spans = find_attributions(blocks, network)
    return choose(attributions, spans, network)


def _together(some: Found, others: Found) -> Found:
    """What two networks found, in the order of the anchors."""
    some_attributions, some_spans = some
    other_attributions, other_spans = others
    both = [some_attributions, other_attributions]
    attributions = pd.concat(both, ignore_index=True)
    number = other_spans["attribution"] + len(some_attributions)
    moved = other_spans.assign(attribution=number)
    spans = pd.concat([some_spans, moved], ignore_index=True)
    return in_order(attributions, spans)
