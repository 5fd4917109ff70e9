"""Marks that overlap, woven into a text as elements that nest."""

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
    anchor: str = ""


class Piece(NamedTuple):
    """What a template writes next: text, or where a mark begins or ends."""

    kind: str  # text, begin or end
    text: str = ""
    mark: Mark | None = None
    outer: bool = False  # of the pieces of a mark the first, which carries its address
    last: bool = False


def weave(text: str, start: int, end: int, marks: list[Mark]) -> list[Piece]:
    """Cut the text from `start` to `end` into pieces, each mark an element round its stretch.

    Where two marks cross, the inner one is closed and opened again at the edge of the outer one. Only the
    first piece of a mark can be reached by keyboard; each piece says the same when pointed at.

    >>> pieces = weave("one two three", 0, 13, [Mark(0, 7, 0, "a"), Mark(4, 13, 1, "b")])
    >>> "".join(piece.text or f"<{piece.kind} {piece.mark.css}>" for piece in pieces)
    '<begin a>one <begin b>two<end b><end a><begin b> three<end b>'
    """
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = _edges(start, end, inside)
    waiting = sorted(inside, key=lambda mark: mark.start, reverse=True)
    pieces: list[Piece] = []
    stack: list[Mark] = []
    active: list[Mark] = []
    closed: set[Mark] = set()
    for left, right in zip(edges, [*edges[1:], end], strict=True):
        active = [mark for mark in active if mark.end > left]
        if waiting and waiting[-1].start <= left:
            while waiting and waiting[-1].start <= left:
                active.append(waiting.pop())
            active.sort(key=lambda mark: (mark.layer, mark.start, -mark.end))
        keep = common(stack, active)
        for mark in reversed(stack[keep:]):
            is_first = mark not in closed
            is_last = mark.end == left
            pieces.append(Piece("end", mark=mark, outer=is_first, last=is_last))
            closed.add(mark)
        for mark in active[keep:]:
            is_first = mark.start == left
            pieces.append(Piece("begin", mark=mark, outer=is_first))
        if text[left:right]:
            pieces.append(Piece("text", text[left:right]))
        stack = active
    return pieces


def _edges(start: int, end: int, marks: list[Mark]) -> list[int]:
    """Return where the text is cut: at its ends, and where a mark begins or ends."""
    edges = {start, end}
    for mark in marks:
        edges.add(max(mark.start, start))
        edges.add(min(mark.end, end))
    return sorted(edges)


def common(old: list[Mark], new: list[Mark]) -> int:
    """Return how many marks from the outermost on are the same in both."""
    count = 0
    for before, after in zip(old, new, strict=False):
        if before is not after:
            break
        count += 1
    return count
