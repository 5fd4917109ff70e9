"""What a finished extraction says of itself."""

from dataclasses import asdict, dataclass, field
from typing import Any

from broadsheet.store.folder import Folder

NAME = "manifest.json"
UNFINISHED = (
    "extraction.unfinished"  # a file that is there while an extraction is under way
)


@dataclass
class Manifest:
    """The contents of a finished extraction.

    Attributes:
        version: A fingerprint of the package that made it.
        source: What was read.
        settings: How it was read and analysed.
        partitions: The keys of the partitions, in the order of the corpus.
        files: The checksum of each file.
        notes: What was decided while the articles were read.
        inputs: Size, time and fingerprint of each file that was read.
        checked: When these were looked at, in seconds since 1970.
        articles: How many articles there are.
        words: How many words.
    """

    version: str
    source: str
    settings: dict[str, Any]
    partitions: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    inputs: dict[str, list[Any]] = field(default_factory=dict)
    checked: float = 0.0
    articles: int = 0
    words: int = 0

    def write(self, output: Folder) -> None:
        """Write the manifest."""
        output.write_json(NAME, asdict(self))


def read_manifest(output: Folder) -> Manifest | None:
    """Return the manifest of an extraction, None where there is none or it is damaged."""
    stored = output.read_json(NAME)
    if not isinstance(stored, dict):
        return None
    try:
        return Manifest(**stored)
    except TypeError:
        return None
