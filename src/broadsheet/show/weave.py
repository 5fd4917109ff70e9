"""Marks that overlap, woven into a text as elements that nest."""

from html import escape
from typing import NamedTuple


class Mark(NamedTuple):
    """A stretch of an article that is drawn apart, with what is said when it is pointed at."""

    start: int
    end: int
    layer: int  # which of two marks that overlap is the outer one: the lower
    css: str
    tip: str = ""
    speaker: int = 0
    initials: str = ""
    place: str = ""


def weave(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """The text from `start` to `end` as escaped HTML, each mark an element round its stretch.

    Where two marks cross, the inner one is closed and opened again at the edge of the outer one. Only the
    first piece of a mark can be reached by keyboard; each piece says the same when pointed at.

    >>> weave("one two three", 0, 13, [Mark(0, 7, 0, "a"), Mark(4, 13, 1, "b")])
    '<mark class="a">one <mark class="b">two</mark></mark><mark class="b"> three</mark>'
    """
    marks = [m for m in marks if m.start < end and m.end > start]
    edges = sorted({start, end, *(e for m in marks for e in (m.start, m.end) if start < e < end)})
    coming = sorted(marks, key=lambda m: m.start)[::-1]
    html, stack, seen, active = [], [], set(), []
    for left, right in zip(edges, [*edges[1:], end], strict=True):
        still = [mark for mark in active if mark.end > left]
        while coming and coming[-1].start <= left:
            still.append(coming.pop())
        active = sorted(still, key=lambda m: (m.layer, m.start, -m.end))
        same = [a is b for a, b in zip(stack, active, strict=False)]
        keep = same.index(False) if False in same else len(same)
        for mark in reversed(stack[keep:]):
            html.append(closing(mark, left, first=mark not in seen))
            seen.add(mark)
        html += [opening(mark, left) for mark in active[keep:]]
        html.append(escape(text[left:right], quote=False))
        stack = active
    return "".join(html)


def opening(mark: Mark, at: int) -> str:
    attributes = f' class="{mark.css}"'
    if mark.speaker:
        attributes += f' data-s="{mark.speaker}"'
    if at == mark.start:
        attributes += ' tabindex="0"' * bool(mark.tip)
        attributes += f' id="{mark.place}" data-place=""' * bool(mark.place)
        attributes += f' aria-describedby="{mark.place}-tip"' * bool(mark.tip and mark.place)
    return f"<mark{attributes}>"


def closing(mark: Mark, at: int, first: bool) -> str:
    """The end of a piece: the speaker's initials where the mark itself ends, and what it has to say."""
    html = f'<span class="bs-who" data-who="{escape(mark.initials)}"></span>' * (
        bool(mark.initials) and at == mark.end
    )
    if mark.tip:
        name = f' id="{mark.place}-tip"' if first and mark.place else ""
        html += f'<span class="bs-tip" role="tooltip"{name}>{escape(mark.tip)}</span>'
    return f"{html}</mark>"
