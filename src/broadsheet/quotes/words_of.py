"""Quotations that a phrase without a verb introduces: "In the words of the judge, “…”"."""

import numpy as np

from .marks import CLOSES, OPENS
from .reading import Attribution, Span, Text, owners

SCORE = 0.8  # a guess: labelled news has too few to count
RULE = "phrase:words-of"
PHRASE = ["in", "the", "words", "of"]
LEADING = (",", ":")
STOPS = (".", ";", "?", "!")
LONGEST_SOURCE = 20  # tokens: a name with an apposition


def add_words_of(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Add “…” after or before "in the words of Ana Ruiz", where nobody has it yet."""
    rows = _phrases(text)
    if not rows:
        return attributions
    owner = owners(attributions, text.size)
    result = []
    for row in rows:
        read = _after(row, text) or _before(row, text)
        if read is None:
            continue
        source, content = read
        first, last = content
        is_free = max(owner[first:last]) < 0
        if is_free:
            attribution = _attribution(row + 2, source, content)
            result.append(attribution)
    return attributions + result


def _phrases(text: Text) -> list[int]:
    """The rows at which "in the words of" begins, outside quotation marks."""
    rows_of_word = np.flatnonzero(text.is_word("words"))
    starts = rows_of_word - PHRASE.index("words")
    return [row for row in starts.tolist() if _is_phrase(row, text)]


def _is_phrase(row: int, text: Text) -> bool:
    stop = row + len(PHRASE)
    is_inside = row >= 0 and stop < text.size
    if not is_inside:
        return False
    if text.norm[row:stop] != PHRASE:
        return False
    return not text.is_quoted[row]


def _attribution(words: int, source: Span, content: Span) -> Attribution:
    return Attribution(
        anchor=words,
        score=SCORE,
        speech=1.0,
        content=[content],
        source=[source],
        cue=[(words - 2, words + 2)],
        rule=RULE,
    )


def _after(row: int, text: Text) -> tuple[Span, Span] | None:
    """Read the source and the quotation of "in the words of Ana Ruiz, a nurse: “…”"."""
    first = row + len(PHRASE)
    _, last = text.paragraph_of(row)
    farthest = min(last - 1, first + LONGEST_SOURCE)
    for mark in range(first + 1, farthest):
        if text.mark[mark] == OPENS:
            before = text.norm[mark - 1]
            if before not in LEADING:
                return None
            source = (first, text.last_word(mark))
            content = (mark + 1, text.quotation_last[mark])
            return source, content
        if text.norm[mark] in STOPS:
            return None
    return None


def _before(row: int, text: Text) -> tuple[Span, Span] | None:
    """Read the quotation and the source of "“…”, in the words of Ana Ruiz"."""
    close = row - 1
    if text.norm[close] == ",":
        close -= 1
    first, _ = text.paragraph_of(row)
    if close <= first:
        return None
    if text.mark[close] != CLOSES:
        return None
    start = row + len(PHRASE)
    _, last = text.sentence_of(row)
    farthest = min(last, start + LONGEST_SOURCE)
    source = text.noun_phrase_from(start, farthest)
    opening = text.quotation_first[close - 1]
    if source is None or opening < first:
        return None
    content = (opening + 1, close)
    return source, content
