"""Words as the accurate reader spells them: in pieces of BERT's WordPiece vocabulary (Wu et al. 2016)."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 100  # letters of a word that is cut in pieces; longer ones are unknown, as BERT has it
INNER = "##"  # before a piece that begins no word
PARTS = re.compile(r"\w+|[^\w\s]")


class WordPieces:
    """Cut words into the longest pieces that the vocabulary has, from the left."""

    def __init__(self, vocabulary: Iterable[str]):
        self.number = {piece: number for number, piece in enumerate(vocabulary)}
        self.first = self.number["[CLS]"]
        self.last = self.number["[SEP]"]
        self.unknown = self.number["[UNK]"]

    def of(self, word: str) -> list[int]:
        """The numbers of a word's pieces, one at least.

        >>> WordPieces(["[CLS]", "[SEP]", "[UNK]", "snow", "##drift", "-", "##s"]).of("Snow-snowdrifts")
        [3, 5, 3, 4, 6]
        """
        pieces = []
        for part in PARTS.findall(plain_letters(word)):
            pieces += self._cut(part)
        return pieces or [self.unknown]

    def _cut(self, part: str) -> list[int]:
        pieces: list[int] = []
        start = 0
        while start < len(part):
            piece = self._longest(part, start)
            if piece is None:
                return [self.unknown]
            if len(part) > LONGEST:
                return [self.unknown]
            pieces.append(self.number[piece])
            letters = piece.removeprefix(INNER) if start else piece
            start += len(letters)
        return pieces

    def _longest(self, part: str, start: int) -> str | None:
        """The longest piece of the vocabulary that begins there."""
        mark = INNER if start else ""
        for end in range(len(part), start, -1):
            piece = mark + part[start:end]
            if piece in self.number:
                return piece
        return None


def plain_letters(word: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFD", word.lower())
    letters = [letter for letter in apart if not unicodedata.combining(letter)]
    return "".join(letters)
