"""Names in quotation marks: titles of works, names of boats. They are nobody's words."""

from .marks import INSIDE, OPENS
from .reading import Attribution, Span, Text, cue_lists

LONGEST_TITLE = 12  # tokens between the marks


def drop_names_of_works(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Drop an attribution whose only quotations are titles of works, if the titles are all that it has.

    A title is spelt with capitals and follows a word for a work or a vessel ("the film “…”"), or is the
    object of a verb of making ("wrote “…”", with no comma or colon between).
    """
    return [
        attribution
        for attribution in attributions
        if not _only_names(attribution, text)
    ]


def _only_names(attribution: Attribution, text: Text) -> bool:
    quotations = _quotations(attribution, text)
    if quotations and _is_nickname(attribution, text):
        return True
    if not quotations or _has_a_clause(attribution, text):
        return False
    return all(_is_title(span, attribution, text) for span in quotations)


def _is_nickname(attribution: Attribution, text: Text) -> bool:
    """Whether the cue is "known" of "known as “…”": what somebody or something is called."""
    row = attribution.anchor
    near = text.norm[row + 1 : row + 5]
    return text.norm[row] in ("known", "nicknamed") and ("as" in near or len(near) == 0)


def _quotations(attribution: Attribution, text: Text) -> list[Span]:
    """The rows between the marks of each quotation in the content."""
    result = []
    for first, last in attribution.content:
        row = first - 1 if first and text.mark[first - 1] == OPENS else first
        while row < last:
            if text.mark[row] == OPENS:
                result.append((row + 1, text.quotation_last[row]))
                row = text.quotation_last[row]
            row += 1
    return result


def _is_title(span: Span, attribution: Attribution, text: Text) -> bool:
    first, last = span
    if last - first > LONGEST_TITLE or not _has_capitals(first, last, text):
        return False
    before = first - 2  # the word before the mark
    low, _ = text.sentence_of(max(before, 0))
    while before >= low and text.norm[before] in cue_lists()["naming"]:
        before -= 1
    if before >= low and text.lemma[before] in cue_lists()["works"]:
        return True
    makes = text.lemma[attribution.anchor] in cue_lists()["making"]
    between = text.norm[attribution.anchor + 1 : first - 1]
    return makes and attribution.anchor < first and not {",", ":"} & set(between)


def _has_capitals(first: int, last: int, text: Text) -> bool:
    """Whether all words begin with a capital, short ones within aside, and no sentence ends inside."""
    words = [text.token[row] for row in range(first, last) if text.word[row]]
    if not words or (not words[0][0].isupper() and not words[0][0].isdigit()):
        return False
    inner = [word for word in words if len(word) > 4 or word in (words[0], words[-1])]
    is_spelt = all(word[0].isupper() or word[0].isdigit() for word in inner)
    return is_spelt and text.norm[last - 1] not in (".", "!")


def _has_a_clause(attribution: Attribution, text: Text) -> bool:
    """Whether the content is a clause in which titles only occur: it has a verb of its own."""
    for first, last in attribution.content:
        for row in range(first, last):
            outside = text.mark[row] != INSIDE
            if outside and text.tag[row] in ("VBD", "VBZ", "VBP", "MD"):
                return True
    return False
