"""What stands around the news and is nobody's words: clock times of live blogs, "asked not to be named",
"to be identified only as Sam"."""

from .patterns import layouts
from .reading import Attribution, Span, Text, cue_lists

NAMING = (["named"], ["identified"], ["quoted"], ["known"])
REQUESTS = (["request", "for", "comment"], ["requests", "for", "comment"])


def drop_furniture(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Take the time at the head of a paragraph out of sources, and drop what is said of the source only.

    "11.03am BST: Ana Ruiz says …" has the source Ana Ruiz; who "asked not to be named" said nothing by it.
    """
    times = _times(text)
    kept = []
    for attribution in attributions:
        paragraph = text.paragraph[attribution.anchor]
        time_end = times.get(int(paragraph), 0)
        if attribution.anchor < time_end:
            continue
        attribution.source = _behind(attribution.source, time_end)
        attribution.content = _behind(attribution.content, time_end)
        if not attribution.content:
            continue
        if _says_nothing(attribution, text):
            continue
        kept.append(attribution)
    return kept


def _says_nothing(attribution: Attribution, text: Text) -> bool:
    """Whether all that is told is that somebody was not to be named, or was asked to comment."""
    if _asks_for_anonymity(attribution, text):
        return True
    first, last = attribution.content[0]
    words = text.norm[first:last]
    if len(attribution.content) != 1:
        return False
    return words[-3:] in REQUESTS


def _times(text: Text) -> dict[int, int]:
    """The paragraphs that begin with a clock time, and the row after it."""
    result = {}
    for number, first in enumerate(text.paragraph_first.tolist()):
        initial = text.token[first][:1]
        if not initial.isdigit():
            continue
        end = _end_of_time(number, text)
        if end is not None:
            result[number] = end
    return result


def _end_of_time(number: int, text: Text) -> int | None:
    """The row after the clock time that a paragraph begins with."""
    raw = text.raw_paragraph(number)
    match = layouts().time.match(raw)
    if match is None:
        return None
    low, _ = text.paragraph_rows(number)
    start = text.start[low]
    stop = start + match.end()
    _, end = text.rows_of(number, start, stop)
    return end


def _behind(spans: list[Span], row: int) -> list[Span]:
    """What of some spans stands at a row or behind it."""
    parts = []
    for first, last in spans:
        begin = max(first, row)
        if begin < last:
            parts.append((begin, last))
    return parts


def _asks_for_anonymity(attribution: Attribution, text: Text) -> bool:
    """Whether all that is said is that somebody is not to be named."""
    if text.lemma[attribution.anchor] not in cue_lists()["requests"]:
        return False
    first, last = min(attribution.content)
    words = text.norm[first:last]
    if words[:1] == ["not"]:
        words = words[1:]
    if words[:2] != ["to", "be"]:
        return False
    return words[2:3] in NAMING
