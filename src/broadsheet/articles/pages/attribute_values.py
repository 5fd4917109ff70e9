"""`close_values`: ends for the values of attributes that a page opens and never closes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TAG = re.compile(r"<([a-z][^\s<>\"'/=]*)", re.I)
ATTRIBUTE = re.compile(
    r"""\s+[^\s<>"'=/]+           # its name
    (?:\s*=\s*
        (?:(?P<mark>["'])         # a value in quotation marks is read apart
        |[^\s"'<>]+)              # one without marks
    )?""",
    re.VERBOSE,
)
# What stands in these is no page.
FOREIGN = ("script", "style")
MARKUP = re.compile(r"<[a-z/!]", re.I)


@dataclass(frozen=True)
class _Value:
    """The value of an attribute: its place, and whether the mark that should end it is another's."""

    first: int
    last: int
    runs_over: bool


def close_values(markup: str) -> str:
    """Close each value before the end of its tag where the next quotation mark is not its own.

    A parser takes everything up to the next mark for the value, and so loses it. The next mark is another's
    if there is markup before it and what follows it cannot follow a value, or if there is none.

    >>> close_values('<p class="lead>It rained.</p><p class="x">It snowed.</p>')
    '<p class="lead">It rained.</p><p class="x">It snowed.</p>'
    >>> close_values('<p title="a > b, <i>not</i> c">It rained.</p>')
    '<p title="a > b, <i>not</i> c">It rained.</p>'
    """
    pieces = []
    done = 0
    for place, mark in _open_values(markup):
        pieces += [markup[done:place], mark]
        done = place
    return "".join([*pieces, markup[done:]])


def _open_values(markup: str) -> Iterator[tuple[int, str]]:
    """Yield where a value should end, and with which mark."""
    place = 0
    while tag := TAG.search(markup, place):
        place = tag.end()
        if tag[1].lower() in FOREIGN:
            end = markup.find("</", place)
            place = end
            if end < 0:
                place = len(markup)
            continue
        while attribute := ATTRIBUTE.match(markup, place):
            place = attribute.end()
            mark = attribute["mark"]
            if mark is None:
                continue
            value = _read_value(markup, place, mark)
            if value.runs_over:
                place = markup.index(">", value.first)
                yield place, mark
                break
            place = value.last + 1


def _read_value(markup: str, first: int, mark: str) -> _Value:
    last = markup.find(mark, first)
    is_closed = last >= 0
    if not is_closed:
        last = len(markup)
    end_of_tag = markup.find(">", first, last)
    holds_markup = end_of_tag >= 0 and MARKUP.search(markup, end_of_tag, last)
    if not holds_markup:
        return _Value(first, last, False)
    following = markup[last + 1 : last + 2]
    may_follow = following.isspace() or following in (">", "/", "")
    opens_another = markup[first:last].rstrip().endswith("=")
    return _Value(first, last, opens_another or not may_follow or not is_closed)
