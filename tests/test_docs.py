"""The documents name files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "benchmarks/README.md",
    "data/README.md",
    "docs/cookbook.md",
    "docs/method.md",
    "docs/scale.md",
]
# `room/file.toml`, `training/script.py`: a path with a folder and one of our endings.
NAMED_FILE = re.compile(
    r"`([\w.-]+(?:/[\w.-]+)*/[\w-]+\.(?:py|toml|tsv|npz|md|ipynb))`"
)


def named_files(document: Path) -> list[str]:
    return NAMED_FILE.findall(document.read_text("utf-8"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_that_a_document_names_exist(name):
    document = ROOT / name
    places = [ROOT, ROOT / "src" / "broadsheet", document.parent]
    missing = [
        path
        for path in named_files(document)
        if not any((place / path).exists() for place in places)
    ]
    assert missing == []


def test_the_documents_do_name_files():
    assert len(named_files(ROOT / "CONTRIBUTING.md")) > 8
