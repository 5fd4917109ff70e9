"""Names in quotation marks: titles of works, names of boats. They are nobody's words."""

from .marks import INSIDE, OPENS
from .reading import FINITE, Attribution, Span, Text, cue_lists

LONGEST_TITLE = 12  # tokens between the marks
SHORT_WORD = 4  # letters of a word that titles spell small: "of", "with"
PAUSES = frozenset([",", ":"])


def drop_names_of_works(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Drop an attribution whose only quotations are titles of works, if the titles are all that it has.

    A title is spelt with capitals and follows a word for a work or a vessel ("the film “…”"), or is the
    object of a verb of making ("wrote “…”", with no comma or colon between).
    """
    kept = []
    for attribution in attributions:
        if not _only_names(attribution, text):
            kept.append(attribution)
    return kept


def _only_names(attribution: Attribution, text: Text) -> bool:
    quotations = _quotations(attribution, text)
    if not quotations:
        return False
    if _is_nickname(attribution, text):
        return True
    if _has_a_clause(attribution, text):
        return False
    return all(_is_title(span, attribution, text) for span in quotations)


def _is_nickname(attribution: Attribution, text: Text) -> bool:
    """Whether the cue is "known" of "known as “…”": what somebody or something is called."""
    row = attribution.anchor
    if text.norm[row] not in ("known", "nicknamed"):
        return False
    near = text.norm[row + 1 : row + 5]
    return not near or "as" in near


def _quotations(attribution: Attribution, text: Text) -> list[Span]:
    """The rows between the marks of each quotation in the content."""
    result = []
    for first, last in attribution.content:
        row = first
        if first > 0 and text.mark[first - 1] == OPENS:
            row -= 1
        while row < last:
            if text.mark[row] == OPENS:
                end = text.quotation_last[row]
                result.append((row + 1, end))
                row = end
            row += 1
    return result


def _is_title(span: Span, attribution: Attribution, text: Text) -> bool:
    first, last = span
    is_short = last - first <= LONGEST_TITLE
    if not is_short:
        return False
    if not _has_capitals(first, last, text):
        return False
    if _follows_a_work(first, text):
        return True
    return _is_made_by(attribution.anchor, first, text)


def _follows_a_work(first: int, text: Text) -> bool:
    """Whether a word for a work or a vessel stands before the mark, "called" and the like between."""
    lists = cue_lists()
    row = first - 2  # the word before the mark
    if row < 0:
        return False
    low, _ = text.sentence_of(row)
    while row >= low and text.norm[row] in lists["naming"]:
        row -= 1
    return row >= low and text.lemma[row] in lists["works"]


def _is_made_by(verb: int, first: int, text: Text) -> bool:
    """Whether a verb of making stands before a quotation, with no pause between."""
    is_making = text.lemma[verb] in cue_lists()["making"]
    if not is_making or verb >= first:
        return False
    between = text.norm[verb + 1 : first - 1]
    return PAUSES.isdisjoint(between)


def _has_capitals(first: int, last: int, text: Text) -> bool:
    """Whether all words begin with a capital, short ones within aside, and no sentence ends inside."""
    rows = [row for row in range(first, last) if text.word[row]]
    words = [text.token[row] for row in rows]
    ends_sentence = text.norm[last - 1] in (".", "!")
    if not words or ends_sentence:
        return False
    outer = (words[0], words[-1])
    for word in words:
        is_short = len(word) <= SHORT_WORD
        if is_short and word not in outer:
            continue
        if not _has_capital(word):
            return False
    return True


def _has_capital(word: str) -> bool:
    initial = word[0]
    return initial.isupper() or initial.isdigit()


def _has_a_clause(attribution: Attribution, text: Text) -> bool:
    """Whether the content is a clause in which titles only occur: it has a verb of its own."""
    for first, last in attribution.content:
        for row in range(first, last):
            is_outside = text.mark[row] != INSIDE
            if is_outside and text.tag[row] in FINITE:
                return True
    return False
