"""Where paragraphs are."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.arrays import Flags

_INK = re.compile(r"\S(?:[^\n]*\S)?")  # of a line, without the white space around it
# Between a line and another below it, neither of them blank. The break comes first: it is found soonest.
_BREAK = re.compile(r"\n(?<=[^\n]\n)(?=[^\n\r \t])")
_BLANK = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")
# Tuned on texts of exports: most margins are at 72 to 80 characters.
WIDEST_MARGIN = 120  # characters: longer lines are paragraphs
FEWEST_LINES = 5  # fewer lines tell no margin
_SENTENCE_ENDS = '.!?"”’)'
LONGEST_GAP = 8  # characters between two lines: a line break and an indentation
HYPHENS = "-\u00ad‐¬"  # at the end of a line, a word goes on in the next
_MARGIN = " \t\r"
_HYPHEN_AND_BREAK = re.compile(rf"[{HYPHENS}](?P<gap>[{_MARGIN}]*\n\s*)(?=\w)")

Spans = list[tuple[int, int]]  # starts and ends, half-open


def find_paragraphs(text: str) -> Spans:
    """Where the paragraphs of `text` are, without the white space around them.

    A line is a paragraph, but where blank lines part paragraphs and the lines between are wrapped, and where
    a word is broken at its end.

    >>> find_paragraphs("One.\\nTwo.\\n\\n Three.")
    [(0, 4), (5, 9), (12, 18)]
    >>> find_paragraphs("On Tues-\\nday it rained.")
    [(0, 23)]
    """
    lines = [match.span() for match in _INK.finditer(text)]
    if _is_wrapped(text) and _BLANK.search(text):
        lines = _between_blanks(text, lines)
    paragraphs: Spans = []
    last = 0  # where the paragraph before ends
    for start, end in lines:
        if last and text[last - 1] in HYPHENS and is_broken(text, last, start):
            start, _ = paragraphs.pop()
        paragraphs.append((start, end))
        last = end
    return paragraphs


def match_each(
    paragraphs: pa.LargeStringArray, pattern: str, ignore_case: bool = False
) -> Flags:
    """Say which paragraphs hold what a simple pattern describes (without words' edges and looks ahead).

    All are searched at once, several times faster than Python's expressions search them one by one.
    """
    matches = pc.match_substring_regex(paragraphs, pattern, ignore_case=ignore_case)
    return matches.to_numpy(zero_copy_only=False).astype(bool)


def count_broken(text: str) -> int:
    """How many words a line's end broke in two.

    >>> count_broken("On Tues-\\nday it rained.")
    1
    """
    if not _has_hyphen_at_break(text):
        return 0
    gaps = [match.span("gap") for match in _HYPHEN_AND_BREAK.finditer(text)]
    return sum(is_broken(text, end, start) for end, start in gaps)


def _has_hyphen_at_break(text: str) -> bool:
    """Whether any line ends in a hyphen; in most texts none does."""
    if not _has_before_break(text, _MARGIN):
        return _has_before_break(text, HYPHENS)
    hyphens = tuple(HYPHENS)
    lines = text.split("\n")
    return any(line.rstrip(_MARGIN).endswith(hyphens) for line in lines)


def _has_before_break(text: str, marks: str) -> bool:
    """Whether any of some characters stands at the end of a line that another follows."""
    return any(mark + "\n" in text for mark in marks)


def _between_blanks(text: str, lines: Spans) -> Spans:
    """The lines, those as one between which there is no blank line."""
    paragraphs: Spans = []
    last = 0  # where the line before ends
    for start, end in lines:
        if paragraphs and not _BLANK.search(text, last, start):
            start, _ = paragraphs.pop()
        paragraphs.append((start, end))
        last = end
    return paragraphs


def is_broken(text: str, end: int, start: int) -> bool:
    """Whether a word goes on after a line that ends in a hyphen."""
    if start - end > LONGEST_GAP:
        return False
    before_hyphen = text[end - 2 : end - 1]
    is_within_word = before_hyphen.isalpha() and text[start].islower()
    return is_within_word and text.count("\n", end, start) == 1


def _is_wrapped(text: str) -> bool:
    """Whether most lines followed by another line stop short of a sentence's end, near a common margin."""
    ends = [match.start() for match in _BREAK.finditer(text)]
    if len(ends) < FEWEST_LINES:
        return False
    starts = [text.rfind("\n", 0, end) + 1 for end in ends]
    if any(
        end - start > WIDEST_MARGIN for start, end in zip(starts, ends, strict=True)
    ):
        return False
    unfinished = sum(text[end - 1] not in _SENTENCE_ENDS for end in ends)
    return unfinished > len(ends) / 2
