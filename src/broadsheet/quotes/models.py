"""The models that read, by their names: a small network, and a pretrained encoder beside it."""

from functools import cache
from typing import Protocol

import pandas as pd

from broadsheet.errors import BroadsheetError

from .accurate import AccurateNetwork
from .attributions import Found, find_attributions
from .blocks import Blocks
from .choosing import choose
from .network import Network
from .pretrained import check_installed


class Model(Protocol):
    """Whatever finds attributions in tokens."""

    def find(self, tokens: pd.DataFrame) -> Found:
        """The attributions that are kept, and their spans."""


class Fast:
    """A small network."""

    def __init__(self) -> None:
        self.network = Network.load()

    def find(self, tokens: pd.DataFrame) -> Found:
        blocks = self.network.blocks(tokens)
        return _find(blocks, self.network)


class Accurate:
    """A pretrained encoder, beside a small network."""

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
