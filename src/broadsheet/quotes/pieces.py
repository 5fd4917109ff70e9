"""Whose each piece of content is, and how far it goes."""

from .marks import OPENS
from .reading import Attribution, Span, Text, cue_lists, owners

ELSEWHERE = 1000  # tokens that a cue in another sentence counts as farther away


def keep_nearest_owner(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Give a piece that two attributions claim to the one whose cue is nearest.

    `"A," said X. "B," said Y.` is two rows: of two cues, one in the sentence of the piece is the nearer.
    A quotation within something else that is told (its cue is part of the other's content) stays in both.
    """
    claims: dict[int, list[int]] = {}
    for number, attribution in enumerate(attributions):
        for first, last in attribution.content:
            for row in range(first, last):
                claims.setdefault(row, []).append(number)
    rivals = {tuple(numbers) for numbers in claims.values() if len(numbers) > 1}
    for numbers in sorted(rivals):
        _settle([attributions[number] for number in dict.fromkeys(numbers)], text)
    return [attribution for attribution in attributions if attribution.content]


def _settle(rivals: list[Attribution], text: Text) -> None:
    for rival in rivals:
        for other in rivals:
            if other is not rival:
                rival.content = [
                    piece
                    for piece in rival.content
                    if not _is_lost(piece, rival, other, text)
                ]


def _is_lost(piece: Span, rival: Attribution, other: Attribution, text: Text) -> bool:
    """Whether a piece is rather the other's, who claims at least half of it."""
    if _contains(other.content, rival.anchor) or _contains(rival.content, other.anchor):
        return False
    shared = sum(
        max(0, min(piece[1], last) - max(piece[0], first))
        for first, last in other.content
    )
    if shared * 2 < piece[1] - piece[0]:
        return False
    return _distance(piece, other, text) < _distance(piece, rival, text)


def _contains(spans: list[Span], row: int) -> bool:
    return any(first <= row < last for first, last in spans)


def _distance(piece: Span, attribution: Attribution, text: Text) -> int:
    """How far a cue is from a piece, in tokens."""
    anchor = attribution.anchor
    gap = max(piece[0] - anchor, anchor - piece[1] + 1)
    last = piece[1] - 1
    is_near = text.sentence[anchor] in (text.sentence[piece[0]], text.sentence[last])
    return gap if is_near else gap + ELSEWHERE


def extend_to_marks(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Let a piece that begins or ends inside quotation marks go on to the marks.

    Not if another attribution's content or cue lies between.
    """
    owner = owners(attributions, text.size).tolist()
    anchors = {attribution.anchor for attribution in attributions}
    for attribution in attributions:
        attribution.content = [
            _extended(piece, attribution, text, owner, anchors)
            for piece in attribution.content
        ]
        attribution.content = _joined(attribution.content)
    return attributions


def _extended(
    piece: Span,
    attribution: Attribution,
    text: Text,
    owner: list[int],
    anchors: set[int],
) -> Span:
    first, last = piece
    if text.is_quoted[last - 1]:
        end = text.quotation_last[last - 1]
        own = owner[last - 1]
        if not any(
            owner[row] not in (-1, own) or row in anchors for row in range(last, end)
        ):
            last = max(last, end)
    if text.is_quoted[first]:
        start = text.quotation_first[first] + 1
        own = owner[first]
        if not any(
            owner[row] not in (-1, own) or row in anchors for row in range(start, first)
        ):
            first = min(first, start)
    return first, last


def _joined(pieces: list[Span]) -> list[Span]:
    """Pieces in their order, those that overlap as one."""
    result: list[Span] = []
    for first, last in sorted(pieces):
        if result and first < result[-1][1]:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result


def drop_fragments(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Drop rows whose content says nothing ("that"), and pieces that only lead to a quotation."""
    kept = []
    for attribution in attributions:
        attribution.content = _without_lead(attribution, text)
        words = _words(attribution.content, text)
        is_empty = not words or (len(words) == 1 and words[0] in cue_lists()["empty"])
        if not is_empty:
            kept.append(attribution)
    return kept


def _words(pieces: list[Span], text: Text) -> list[str]:
    rows = [row for first, last in pieces for row in range(first, last)]
    return [text.norm[row] for row in rows if text.word[row]]


def _without_lead(attribution: Attribution, text: Text) -> list[Span]:
    """Without what stands before the source of a whole quotation: "*Speaking later*, she said: …"."""
    pieces = attribution.content
    if len(pieces) < 2 or not attribution.source:
        return pieces
    first, last = pieces[0]
    before_source = last <= attribution.source[0][0] <= attribution.anchor
    is_bare = not any(text.is_quoted[first:last]) and text.tag[first] in (
        "VBG",
        "VBN",
        "IN",
    )
    others_quoted = all(text.mark[piece[0] - 1] == OPENS for piece in pieces[1:])
    return pieces[1:] if before_source and is_bare and others_quoted else pieces
