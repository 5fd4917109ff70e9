"""The values in a JSON file: one, one a line, or one after another."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from broadsheet.errors import Unreadable

NOT_JSON = "is not proper JSON"
BROKEN = "is not a JSON object", "correct or remove it"
TOO_DEEP = "is nested too deep to be read"
REMEDY = "save its articles as a list of objects"
DEEPEST = 60  # brackets in brackets; services stay under ten
PLACES_TOLD = 20  # at which something is too deep
# A string that is never closed goes on to the end: each character is looked at once.
STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|[\[\]{}]', re.S)
# Of the first lines, so many must be values of their own for a file to be one value a line.
LINES_LOOKED_AT = 20
ENOUGH = 0.5
TRAILING_COMMA = re.compile(r",(\s*[\]}])")
MENDED = 20_000_000  # characters: Python's parser needs a hundred times the memory
ENTERED = (
    50  # times that an object which cannot be read is entered, to read those in it
)


@dataclass
class Values:
    """Values with the place of each, and what could not be read."""

    entries: list[tuple[int, object]] = field(default_factory=list)
    problems: list[Unreadable] = field(default_factory=list)
    whole: bool = False  # one value is all there is in the file


def read_values(text: str) -> Values:
    """All values of a file that can be read.

    Raises:
        Unreadable: There is none.
    """
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            lines.append((number, line))
    if len(lines) > 1 and _one_a_line(lines):
        return _lines(lines)
    try:
        value = json.loads(text)
    except RecursionError:
        return read_shallow(text)
    except ValueError as error:
        return _mended(text, error)
    return Values([(1, value)], whole=True)


def read_shallow(text: str) -> Values:
    """All values of a file, without what is nested deeper than any article: that is told.

    Raises:
        Unreadable: There is none.
    """
    shallow, lines = _without_depths(text)
    if not lines:
        raise Unreadable(TOO_DEEP, REMEDY)
    values = read_values(shallow)
    values.problems += [Unreadable(TOO_DEEP, REMEDY, line) for line in lines]
    return values


def _without_depths(text: str) -> tuple[str, list[int]]:
    """A text with `null` for each value that is too deep, and the lines in which these begin."""
    parts = []
    lines = []
    depth = 0
    kept_to = 0
    for match in STRING_OR_BRACKET.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            if depth == DEEPEST + 1:
                parts.append(text[kept_to : match.start()])
                lines.append(text.count("\n", 0, match.start()) + 1)
        elif mark in "]}":
            if depth == DEEPEST + 1:
                parts.append("null")
                kept_to = match.end()
            depth = max(0, depth - 1)
    if depth <= DEEPEST:
        parts.append(text[kept_to:])
    return "".join(parts), lines[:PLACES_TOLD]


def _mended(text: str, error: ValueError) -> Values:
    """The values of a file that is no proper JSON: commas too many, Python's notation, or cut off."""
    without = TRAILING_COMMA.sub(r"\1", text)
    for read in (json.loads, ast.literal_eval):
        value = _read(read, without)
        if isinstance(value, list | dict):
            return Values([(1, value)], whole=True)
    values = _in_a_row(text)
    if not values.entries:
        raise Unreadable(f"{NOT_JSON} ({error})", "export it again")
    return values


def _read(read: Callable[[str], object], text: str) -> object:
    """What a parser makes of a text; None where it raises anything."""
    if len(text) > MENDED:
        return None
    try:
        return read(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _one_a_line(lines: list[tuple[int, str]]) -> bool:
    first = lines[:LINES_LOOKED_AT]
    complete = sum(isinstance(_loaded(line), dict | list) for _, line in first)
    return complete >= ENOUGH * len(first)


def _lines(lines: list[tuple[int, str]]) -> Values:
    values = Values()
    loaded = [(number, _loaded(line)) for number, line in lines]
    rows = [value for _, value in loaded if _is_row(value)]
    if len(rows) == len(loaded):
        return Values([(1, rows)], whole=True)
    for number, value in loaded:
        if isinstance(value, dict) or _holds_objects(value):
            values.entries.append((number, value))
        else:
            values.problems.append(Unreadable(*BROKEN, number))
    return values


def _is_row(value: object) -> bool:
    """Whether a line is a list of cells."""
    if not isinstance(value, list):
        return False
    return not _holds_objects(value)


def _holds_objects(value: object) -> bool:
    if not isinstance(value, list):
        return False
    return any(isinstance(part, dict) for part in value)


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _in_a_row(text: str) -> Values:
    """Objects one after another, each over several lines; what is broken costs itself only."""
    values = Values()
    for offset, value in _decoded(text):
        if isinstance(value, dict | list):
            values.entries.append((len(values.entries) + 1, value))
        else:
            line = text.count("\n", 0, offset) + 1
            values.problems.append(Unreadable(*BROKEN, line))
    return values


def _decoded(text: str) -> Iterator[tuple[int, object]]:
    """Each value with its offset; None for what is none, up to the next object, in it or on a later line."""
    decoder = json.JSONDecoder()
    offset = 0
    entered = 0
    is_inside = False  # what could not be read, and is reported already
    while True:
        while offset < len(text) and text[offset] in " \t\r\n,;[]}":
            offset += 1
        if offset >= len(text):
            return
        try:
            value, end = decoder.raw_decode(text, offset)
        except (ValueError, RecursionError):
            if not is_inside:
                yield offset, None
            is_inside = True
            entered += 1
            following = text.find("{" if entered < ENTERED else "\n{", offset + 1)
            if following < 0:
                return
            offset = text.index("{", following)
            continue
        is_inside = False
        yield offset, value
        offset = end
