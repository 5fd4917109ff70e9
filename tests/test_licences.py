"""Every core dependency has a licence that lets anyone use, change and pass on what is built on it."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CORE = [re.match(r"[\w.-]+", line)[0] for line in PROJECT["dependencies"]]
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|HPND|0BSD|Unlicense|CC0)\b",
    re.I,
)
COPYLEFT = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.I)


def licence_of(package: str) -> str:
    about = metadata(package)
    named = [about.get("License-Expression"), about.get("License")]
    named += [
        line
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return " ".join(str(text)[:200] for text in named if text)


@pytest.mark.parametrize("package", CORE)
def test_every_core_dependency_has_a_permissive_licence(package):
    try:
        licence = licence_of(package)
    except PackageNotFoundError:
        pytest.fail(f"{package} is a core dependency and is not installed")
    assert PERMISSIVE.search(licence), f"{package}: {licence or 'no licence named'}"
    assert not COPYLEFT.search(licence), f"{package}: {licence}"
