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
    first, last = _rows_of_paragraph(match, reader)
    spoken = reader.tenses.lists["spoken"]
    names: set[str] = set()
    for row in range(first, last):
        if view.quoted[row] or view.lower(row) not in spoken:
            continue
        names |= _names_from(row, -1, first, last, view)
        names |= _names_from(row, 1, first, last, view)
    return names


def _names_from(
    row: int, step: int, first: int, last: int, view: TokenView
) -> set[str]:
    """The words of a name that adjoins a row on one side."""
    names = set()
    place = row + step
    while first <= place < last and view.tag(place) == "NNP" and not view.quoted[place]:
        names.add(view.lower(place))
        place += step
    return names


def _rows_of_paragraph(match: Match, reader: Reader) -> tuple[int, int]:
    """The rows of the paragraph around a match."""
    starts = reader.view.start
    begin, end = reader.paragraph(match)
    first, last = match.first, match.last
    while first > 0 and begin <= starts[first - 1] < match.start:
        first -= 1
    while last < len(starts) and match.start < starts[last] < end:
        last += 1
    return first, last
