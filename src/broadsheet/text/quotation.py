"""What is inside quotation marks: decided once, for every question that asks.

Each mark is read with the white space around it and with what is open in its paragraph. Double marks
(straight, curly, low, angled, typed as `` and '') and single ones are followed apart, so that a quotation
within a quotation closes neither. Nothing stays open beyond its paragraph: where a speech runs over several,
each of them begins with a mark again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

import numpy as np

from .splitting import read_word_list
from .stretches import SplitText

# What a mark does: opens, closes or, apart from them, marks a possessive ("officials’").
OPENS, CLOSES, POSSESSIVE = 1, 2, 3
_LOW = frozenset("„”»")  # marks that a “ or « after them closes: „so“, ”so“, »so«
_DOUBLE = frozenset(['"', "“", "”", "„", "«", "»", "``", "''"])
_SINGLE = frozenset("'‘’‚‹›`")
_CLOSED_BY = {"‚": "‘’'", "‹": "›", "›": "‹"}
_DASHES_AND_BRACKETS = frozenset("([{<—–―-")
_SIBILANTS = (
    "s",
    "x",
    "z",
    "S",
    "X",
    "Z",
)  # after them a lone apostrophe can be a possessive
_SHORTENED = (
    "s",
    "x",
    "z",
    "in",
)  # after these letters an apostrophe is as likely as a closing mark


@dataclass(slots=True)
class Mark:
    """A quotation mark or an apostrophe: its row, what it is, and what is on either side of it."""

    row: int
    paragraph: int
    word: str
    before: str  # the word it touches on the left, empty after white space
    after: str  # the word it touches on the right, empty before white space
    inside: bool  # whether a word comes before it, so that it may be an apostrophe
    role: int = CLOSES
    closes_later: bool = False  # a better place to close follows before anything opens

    @property
    def points(self) -> int:
        """What the white space around the mark says that it does, 0 if it says nothing."""
        if bool(self.before) == bool(self.after):
            return 0
        return OPENS if self.after else CLOSES


@dataclass(slots=True)
class Paragraph:
    """What is open at some place of a paragraph, and the quotations found in it up to there."""

    first: int
    stop: int
    double: Mark | None = None
    single: Mark | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)  # rows, half-open


def find_quotations(
    split: SplitText, paragraphs: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Decide what each quotation mark does and which tokens are quoted.

    Args:
        split: the tokens of a text.
        paragraphs: the numbers of the tokens with which paragraphs begin.

    Returns:
        For each token what the mark that it is does (0 for other tokens), and whether it is quoted, the marks
        themselves included.
    """
    count = len(split.codes)
    marks = _find_marks(split, paragraphs)
    roles = _plain_roles(marks)
    # +1 where a quotation begins, -1 where one has ended
    edges = np.zeros(count + 1, dtype=np.int32)
    stops = np.append(paragraphs[1:], count)
    is_plain = _is_plain(marks, roles)
    _add_plain(edges, marks, roles, is_plain, stops)
    hard = np.flatnonzero(~is_plain)
    readings = _read_marks(split, marks, hard)
    for home, members in groupby(readings, key=lambda mark: mark.paragraph):
        paragraph = Paragraph(int(paragraphs[home]), int(stops[home]))
        _read_paragraph(paragraph, list(members))
        for first, stop in paragraph.spans:
            edges[first] += 1
            edges[stop] -= 1
    roles[hard] = [mark.role for mark in readings]
    role_of_token = np.zeros(count, dtype=np.int8)
    role_of_token[marks.row] = roles
    quotations_open = np.cumsum(edges[:-1])
    return role_of_token, quotations_open > 0


@dataclass(frozen=True)
class Marks:
    """All marks of a corpus, a row each."""

    row: np.ndarray
    shape: np.ndarray  # PLAIN_OPENING, PLAIN_CLOSING, STRAIGHT or OTHER
    paragraph: np.ndarray
    touches_left: np.ndarray
    touches_right: np.ndarray
    after_digit: np.ndarray


OTHER, PLAIN_OPENING, PLAIN_CLOSING, STRAIGHT = 1, 2, 3, 4
_SHAPES = {"“": PLAIN_OPENING, "”": PLAIN_CLOSING, '"': STRAIGHT}
_SHAPES |= dict.fromkeys((_DOUBLE | _SINGLE) - _SHAPES.keys(), OTHER)


def _find_marks(split: SplitText, paragraphs: np.ndarray) -> Marks:
    words = split.words.strings
    shape_of_word = np.zeros(len(words), dtype=np.int8)
    for number in split.words.marks:
        shape_of_word[number] = _SHAPES.get(words[number], 0)
    shape = shape_of_word[split.codes]
    rows = np.flatnonzero(shape)
    last = len(split.codes) - 1
    left = np.maximum(rows - 1, 0)
    right = np.minimum(rows + 1, last)
    begins_at_once = split.starts[rows] == split.ends[left]
    goes_on_at_once = split.starts[right] == split.ends[rows]
    touches_left = (rows > 0) & begins_at_once
    codes_before = split.codes[left].tolist()
    digits = [_ends_in_digit(words[code]) for code in codes_before]
    follows_digit = np.array(digits, dtype=bool)
    return Marks(
        row=rows,
        shape=shape[rows],
        paragraph=np.searchsorted(paragraphs, rows, side="right") - 1,
        touches_left=touches_left,
        touches_right=(rows < last) & goes_on_at_once,
        after_digit=touches_left & follows_digit,
    )


def _plain_roles(marks: Marks) -> np.ndarray:
    """What marks do by their shape and the white space around them alone, 0 where these do not tell."""
    roles = np.zeros(len(marks.row), dtype=np.int8)
    roles[marks.shape == PLAIN_OPENING] = OPENS
    roles[marks.shape == PLAIN_CLOSING] = CLOSES
    is_straight = (marks.shape == STRAIGHT) & ~marks.after_digit
    roles[is_straight & marks.touches_right & ~marks.touches_left] = OPENS
    roles[is_straight & marks.touches_left & ~marks.touches_right] = CLOSES
    return roles


def _is_plain(marks: Marks, roles: np.ndarray) -> np.ndarray:
    """Whether a mark is in a paragraph where plain marks take turns: most are, and need no closer look."""
    if not len(roles):
        return np.zeros(0, dtype=bool)
    is_first = np.append(True, np.diff(marks.paragraph) != 0)
    before = np.append(CLOSES, roles[:-1])
    before[is_first] = CLOSES
    is_odd = (roles == 0) | (roles == before)
    odd_paragraphs = np.zeros(marks.paragraph[-1] + 1, dtype=bool)
    odd_paragraphs[marks.paragraph[is_odd]] = True
    return ~odd_paragraphs[marks.paragraph]


def _add_plain(
    edges: np.ndarray,
    marks: Marks,
    roles: np.ndarray,
    is_plain: np.ndarray,
    stops: np.ndarray,
) -> None:
    """Enter the quotations of plain marks; one that nothing closes ends with its paragraph."""
    opens = np.flatnonzero(is_plain & (roles == OPENS))
    closing = np.minimum(opens + 1, len(roles) - 1)
    home = marks.paragraph[opens]
    is_closed = (closing > opens) & (marks.paragraph[closing] == home)
    after_closing = marks.row[closing] + 1
    end_of_paragraph = stops[home]
    edges[marks.row[opens]] += 1
    ends = np.where(is_closed, after_closing, end_of_paragraph)
    np.subtract.at(edges, ends, 1)


def _read_marks(split: SplitText, marks: Marks, which: np.ndarray) -> list[Mark]:
    """Those marks that need a closer look, one by one."""
    words = split.words.strings
    codes = split.codes
    rows = marks.row[which]
    left = codes[np.maximum(rows - 1, 0)]
    last_row = len(codes) - 1
    right = codes[np.minimum(rows + 1, last_row)]
    columns = (rows, marks.paragraph[which], codes[rows], left, right)
    touches = (marks.touches_left[which], marks.touches_right[which])
    readings = []
    for row, paragraph, code, before, after, is_left, is_right in zip(
        *(column.tolist() for column in (*columns, *touches)), strict=True
    ):
        reading = Mark(
            row=row,
            paragraph=paragraph,
            word=words[code],
            before=words[before] if is_left else "",
            after=words[after] if is_right else "",
            inside=row > 0 and words[before][-1].isalnum(),
        )
        readings.append(reading)
    return readings


def _read_paragraph(paragraph: Paragraph, marks: list[Mark]) -> None:
    _look_ahead([mark for mark in marks if mark.word in _SINGLE], _closes_single_surely)
    _look_ahead(
        [mark for mark in marks if mark.word not in _SINGLE], _closes_double_surely
    )
    for mark in marks:
        if mark.word in _SINGLE:
            _read_single(paragraph, mark)
        else:
            _read_double(paragraph, mark)
    if paragraph.double is not None:
        paragraph.spans.append((paragraph.double.row, paragraph.stop))
    if paragraph.single is not None:
        _drop_single(paragraph)


def _look_ahead(marks: list[Mark], closes_surely: Callable[[Mark], bool]) -> None:
    """Tell each mark whether a sure end of a quotation comes before the next opening."""
    later = False
    for mark in reversed(marks):
        mark.closes_later = later
        if closes_surely(mark):
            later = True
        elif mark.points == OPENS:
            later = False


def _closes_double_surely(mark: Mark) -> bool:
    return mark.points == CLOSES and not _ends_in_digit(mark.before)


def _closes_single_surely(mark: Mark) -> bool:
    """Whether a single mark can be no apostrophe: the officials', goin', rock 'n', 6'."""
    word = mark.before.lower()
    is_apostrophe = (
        word.endswith(_SHORTENED) or _ends_in_digit(word) or word in _elided()
    )
    return mark.points == CLOSES and mark.word != "‘" and not is_apostrophe


def _ends_in_digit(word: str) -> bool:
    return word[-1:].isdigit()


def _read_double(paragraph: Paragraph, mark: Mark) -> None:
    is_open = paragraph.double is not None
    if _is_inch(mark, is_open):
        return
    mark.role = _double_role(mark, paragraph.double)
    if mark.role == OPENS and not is_open:
        paragraph.double = mark
    elif mark.role == CLOSES and is_open and _is_pair(paragraph.double, mark):
        _close_double(paragraph, mark)


def _is_inch(mark: Mark, is_open: bool) -> bool:
    """`24" pipe`: after a number nothing opens, and nothing closes if a better end follows."""
    if mark.word != '"' or not _ends_in_digit(mark.before):
        return False
    return mark.closes_later or not is_open


def _double_role(mark: Mark, opening: Mark | None) -> int:
    """What a double mark does, from its shape, the white space around it and what is open."""
    is_open = opening is not None
    if mark.word in ("„", "``"):
        return OPENS
    if mark.word in ("“", "«"):
        is_low = opening is not None and opening.word in _LOW
        closes = is_low or (is_open and mark.points == CLOSES)
        return CLOSES if closes else OPENS
    if mark.word in ("”", "»"):
        opens = not is_open and mark.points == OPENS
        return OPENS if opens else CLOSES
    if mark.points:
        return mark.points
    return (
        CLOSES if is_open else OPENS
    )  # spaces on both sides or on neither: marks take turns


def _is_pair(opening: Mark | None, closing: Mark) -> bool:
    """Angled marks close angled ones only: either kind may stand within the other."""
    angled = ("«", "»")
    return opening is not None and (opening.word in angled) == (closing.word in angled)


def _close_double(paragraph: Paragraph, mark: Mark) -> None:
    opening = paragraph.double
    assert opening is not None
    paragraph.spans.append((opening.row, mark.row + 1))
    paragraph.double = None
    if paragraph.single is not None and paragraph.single.row > opening.row:
        _drop_single(paragraph)


def _read_single(paragraph: Paragraph, mark: Mark) -> None:
    opening = paragraph.single
    if opening is not None and _closes_single(opening, mark):
        paragraph.spans.append((opening.row, mark.row + 1))
        paragraph.single = None
    elif _opens_single(mark):
        _open_single(paragraph, mark)
    elif mark.before.endswith(_SIBILANTS) and not mark.after and mark.word in "'’":
        mark.role = POSSESSIVE


def _closes_single(opening: Mark, mark: Mark) -> bool:
    if opening.word in _CLOSED_BY:
        return mark.word in _CLOSED_BY[opening.word]
    if mark.word not in "'’":
        return False
    if mark.row == opening.row + 1:
        return False
    is_apostrophe = mark.before == "" or mark.after[:1].isalnum()
    if is_apostrophe:
        return False
    return _closes_single_surely(mark) or not mark.closes_later


def _opens_single(mark: Mark) -> bool:
    if mark.word in "‚‹›":
        return mark.points == OPENS or mark.word == "‹"
    if mark.word not in "'‘`" or mark.after == "":
        return False
    is_free = (
        mark.before == ""
        or mark.before in _DOUBLE
        or mark.before in _DASHES_AND_BRACKETS
    )
    return is_free and not _is_elision(mark.after)


def _is_elision(word: str) -> bool:
    """Whether an apostrophe before this word stands for letters or a century: 'em, '90s."""
    ends_as_year = word[2:] in ("", "s")
    is_year = ends_as_year and word[:2].isdigit()
    return is_year or word.lower() in _elided()


@cache
def _elided() -> frozenset[str]:
    return read_word_list("elisions.txt")


def _open_single(paragraph: Paragraph, mark: Mark) -> None:
    """Remember an opening mark, in place of an earlier one that was more likely an apostrophe."""
    earlier = paragraph.single
    if earlier is not None and not earlier.inside:
        mark.role = CLOSES
        return
    if earlier is not None:
        earlier.role = CLOSES
    mark.role = OPENS
    paragraph.single = mark


def _drop_single(paragraph: Paragraph) -> None:
    """Let go of a single mark that nothing closed: an apostrophe, unless the paragraph begins with it."""
    opening = paragraph.single
    assert opening is not None
    if opening.row == paragraph.first:
        paragraph.spans.append((opening.row, paragraph.stop))
    else:
        opening.role = CLOSES
    paragraph.single = None
