"""A source that the network took for the end of what was said: "It rained, farmers in Ayr, Scotland, said."""

from .reading import VERBS, Attribution, Text


def split_off_sources(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Where content runs up to a cue without a source, read its last noun phrases as the source."""
    for attribution in attributions:
        if not attribution.source and attribution.content:
            _split_off(attribution, text)
    return attributions


def _split_off(attribution: Attribution, text: Text) -> None:
    anchor = attribution.anchor
    first, last = max(piece for piece in attribution.content)
    gap = text.norm[last:anchor]
    if (
        last > anchor
        or gap not in ([], [","])
        or text.tag[anchor] not in ("VBD", "VBZ", "VBP")
    ):
        return
    start = _first_of_trailing_phrases(first, last, text)
    has_verb = any(text.tag[row] in VERBS | {"MD"} for row in range(first, start))
    if start < last and has_verb:
        attribution.source = [(start, last)]
        rest = [piece for piece in attribution.content if piece != (first, last)]
        attribution.content = [*rest, (first, text.last_word(start))]


def _first_of_trailing_phrases(first: int, last: int, text: Text) -> int:
    """Where the noun phrases begin that end a stretch, with commas between them."""
    start = last
    stop = last
    for row in range(last - 1, first, -1):
        if text.norm[row] != "," or text.is_quoted[row]:
            continue
        phrase = text.noun_phrase_from(row + 1, stop)
        if phrase is None or phrase[1] < stop:
            break
        start = row + 1
        stop = row
    return start
