"""Who is named beside a quotation: whether a sentence before it may be of the same speaker."""

from .article import Reader
from .view import Match, TokenView


def is_of_others(match: Match, other: Match, reader: Reader) -> bool:
    """Whether a quotation is of somebody whom the sentence of a day does not name: "…”, Ms Moe said"."""
    names = _names_of_speaker(match, reader)
    if not names:
        return False
    view = reader.view
    words = set(view.sentence_words(other))
    return names.isdisjoint(words)


def _names_of_speaker(match: Match, reader: Reader) -> set[str]:
    """The names beside the verbs of speech of a paragraph, outside quotation marks."""
    view = reader.view
    spoken = reader.tenses.lists["spoken"]
    first, last = _rows_of_paragraph(match, reader)
    names: set[str] = set()
    for row in range(first, last):
        if view.quoted[row] or view.lower(row) not in spoken:
            continue
        before = range(row - 1, first - 1, -1)
        after = range(row + 1, last)
        names |= _name_along(before, view)
        names |= _name_along(after, view)
    return names


def _name_along(rows: range, view: TokenView) -> set[str]:
    """The words of the name that some rows begin with, from a verb on."""
    words = set()
    for row in rows:
        if view.quoted[row] or view.tag(row) != "NNP":
            break
        word = view.lower(row)
        words.add(word)
    return words


def _rows_of_paragraph(match: Match, reader: Reader) -> tuple[int, int]:
    """The rows of the paragraph around a match."""
    starts = reader.view.start
    begin, end = reader.paragraph(match)
    first = match.first
    while first > 0:
        start = starts[first - 1]
        if not begin <= start < match.start:
            break
        first -= 1
    last = match.last
    while last < len(starts):
        start = starts[last]
        if not match.start < start < end:
            break
        last += 1
    return first, last
