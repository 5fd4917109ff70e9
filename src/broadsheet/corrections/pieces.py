"""What is said, found in the article by the words that somebody wrote into a correction."""

import re
from dataclasses import dataclass

import numpy as np

from broadsheet.corrections.places import STRAIGHT
from broadsheet.quotes.frame import DIRECT, GAP


class NoContent(Exception):
    """Words that do not stand in the article; the message says which."""


@dataclass(frozen=True)
class Content:
    """What is said: its words, and the stretches of the text that they are."""

    text: str
    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return min(start for start, _ in self.pieces)

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(end for _, end in self.pieces)

    def kind(self, quoted: np.ndarray) -> str:
        """Say whether it is given word for word, in paraphrase or both.

        Args:
            quoted: Which characters of the article stand in quotation marks.
        """
        inside = np.concatenate([quoted[start:end] for start, end in self.pieces])
        letters = np.array([letter.isalnum() for letter in self._letters()], dtype=bool)
        share = inside[letters].mean() if letters.any() else 0.0
        if share >= DIRECT:
            return "direct"
        return "mixed" if share > 0 else "indirect"

    def _letters(self) -> str:
        return self.text.replace(GAP, "")


def find_content(words: str, text: str, near: int) -> Content:
    """Find the words of a quotation in its article, nearest to where the quotation stands.

    Args:
        words: What is said, in the article's own words; pieces are parted by " … ".
        text: The article's text.
        near: Where the quotation begins.

    Raises:
        NoContent: where the article does not have these words.

    >>> find_content("We won … all of it", "“We won,” she said, “all of it.”", 0).pieces
    ((1, 7), (21, 30))
    """
    parts = [part for part in re.split(r"\s+(?:…|\.\.\.)\s+", words) if part.strip()]
    pieces = [_find_piece(part, text, near) for part in parts]
    if not pieces:
        raise NoContent("the content is empty")
    ordered = tuple(sorted(pieces))
    return Content(GAP.join(text[start:end] for start, end in ordered), ordered)


def _find_piece(part: str, text: str, near: int) -> tuple[int, int]:
    escaped = [re.escape(word) for word in part.translate(STRAIGHT).split()]
    pattern = re.compile(r"\s+".join(escaped))
    spans = [match.span() for match in pattern.finditer(text.translate(STRAIGHT))]
    if not spans:
        shown = " ".join(part.split()[:8])
        raise NoContent(f"the article does not have the words “{shown}” of the content")
    return min(spans, key=lambda span: abs(span[0] - near))
