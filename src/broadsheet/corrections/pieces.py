"""What is said, found in the article by the words that somebody wrote into a correction."""

import re
from dataclasses import dataclass

import numpy as np

from broadsheet.corrections.places import STRAIGHT
from broadsheet.quotes.frame import DIRECT, GAP

BETWEEN_PIECES = re.compile(r"\s+(?:…|\.\.\.)\s+")


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
        of_pieces = [quoted[start:end] for start, end in self.pieces]
        inside = np.concatenate(of_pieces)
        is_letter = [letter.isalnum() for letter in self._letters()]
        letters = np.array(is_letter, dtype=bool)
        share = 0.0
        if letters.any():
            share = inside[letters].mean()
        if share >= DIRECT:
            return "direct"
        if share > 0:
            return "mixed"
        return "indirect"

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
    parts = [part for part in BETWEEN_PIECES.split(words) if part.strip()]
    pieces = [_find_piece(part, text, near) for part in parts]
    if not pieces:
        raise NoContent("the content is empty")
    pieces.sort()
    texts = [text[start:end] for start, end in pieces]
    return Content(GAP.join(texts), tuple(pieces))


def _find_piece(part: str, text: str, near: int) -> tuple[int, int]:
    """Return where the words of a piece stand, nearest to where the quotation stands."""
    words = part.translate(STRAIGHT).split()
    escaped = [re.escape(word) for word in words]
    pattern = re.compile(r"\s+".join(escaped))
    matches = pattern.finditer(text.translate(STRAIGHT))
    spans = [match.span() for match in matches]
    if not spans:
        shown = " ".join(part.split()[:8])
        raise NoContent(f"the article does not have the words “{shown}” of the content")

    def distance(span: tuple[int, int]) -> int:
        return abs(span[0] - near)

    return min(spans, key=distance)
