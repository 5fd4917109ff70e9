"""Quotations that stand alone: whole paragraphs in quotation marks, and blocks after "she wrote:"."""

from dataclasses import replace

import numpy as np

from .marks import CLOSES, OPENS, OUTSIDE
from .reading import Attribution, Span, Text, cue_lists, owners

LEAST_WORDS = 3  # words of a paragraph that can stand alone
CONTINUED = "layout:continued"
BLOCK = "layout:block"
FLOATING = "layout:floating"
# Continued: the share whose speaker was right in a fifth of PolNeAR's training articles; Block and Floating
# are guesses, as there are too few to count.
SCORES = {CONTINUED: 0.6, BLOCK: 0.6, FLOATING: 0.4}
SENTENCE_ENDS = frozenset([".", "?", "!", "…", "..."])
LEAD = 10  # tokens between the verb and the colon: "wrote in a letter to the board:"


def continue_paragraphs(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Give a paragraph that nobody has to whoever spoke before it.

    Where the paragraph before ends in a quotation, this is more of the same; else it is a row of its own,
    with the source and cue of the last attribution before it. Where nobody spoke there, and it begins with
    a full name, that one speaks.
    """
    if not text.size:
        return attributions
    latest = _by_paragraph(attributions, text)
    owner = owners(attributions, text.size).tolist()
    for number in _quoted_paragraphs(text):
        low, high = text.paragraph_rows(number)
        is_free = max(owner[low:high]) < 0
        if not is_free or not _stands_alone(low, high, text):
            continue
        if number == 0 or text.article[low] != text.article[low - 1]:
            continue
        content = (low + 1, text.last_word(high))
        before = text.last_word(low) - 1
        goes_on = owner[before] >= 0 and text.is_quoted[before]
        if goes_on:
            attribution = attributions[owner[before]]
            attribution.content.append(content)
        else:
            apart = _row_of_its_own(number, content, latest, text)
            if apart is None:
                continue
            attribution = apart
            attributions.append(attribution)
        latest[number] = attribution
        own = attributions.index(attribution)
        owner[content[0] : content[1]] = [own] * (content[1] - content[0])
    return attributions + _blocks(attributions, owner, text)


def continue_sentences(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Give whole quoted sentences that nobody has to the one quoted in the sentence before.

    "“We won,” she said. *“Nobody slept.”*"
    """
    owner = owners(attributions, text.size).tolist()
    latest = {text.sentence[own.anchor]: own for own in attributions}
    for mark in np.flatnonzero(text.marks == OPENS).tolist():
        last = text.quotation_last[mark]
        is_free = last > mark + 1 and max(owner[mark:last]) < 0
        if not is_free or not _is_whole(mark, last, text):
            continue
        before = latest.get(text.sentence[mark - 1])
        if before is None or not before.source or not _is_direct(before, text):
            continue
        content = (mark + 1, text.last_word(last))
        if text.count_words(*content) < LEAST_WORDS:
            continue
        before.content.append(content)
        latest[text.sentence[last - 1]] = before
    return attributions


def _is_whole(mark: int, last: int, text: Text) -> bool:
    """Whether a quotation is one or more sentences, behind another sentence of its paragraph."""
    low, high = text.paragraph_of(mark)
    if mark == low or last >= high or text.mark[last] != CLOSES:
        return False
    ends_before = text.norm[mark - 1] in SENTENCE_ENDS
    ends_inside = text.norm[last - 1] in SENTENCE_ENDS
    starts_anew = last + 1 >= high or text.sentence[last + 1] != text.sentence[last]
    return ends_before and ends_inside and starts_anew


def _is_direct(attribution: Attribution, text: Text) -> bool:
    """Whether all that is said stands in quotation marks."""
    return all(text.is_quoted[first] for first, _ in attribution.content)


def _quoted_paragraphs(text: Text) -> list[int]:
    """The paragraphs whose words all stand in quotation marks."""
    quoted = text.marks != OUTSIDE
    words = text.tokens["is_word"].to_numpy()
    all_quoted = np.logical_and.reduceat(quoted | ~words, text.paragraph_first)
    return np.flatnonzero(all_quoted).tolist()


def _row_of_its_own(
    number: int, content: Span, latest: dict[int, Attribution], text: Text
) -> Attribution | None:
    """The quotation that fills a paragraph, by whoever spoke, or was named first, in the one before."""
    if number - 1 in latest:
        return replace(
            latest[number - 1],
            content=[content],
            rule=CONTINUED,
            score=SCORES[CONTINUED],
            speech=1.0,
        )
    subject = _first_name(number - 1, text)
    return None if subject is None else _floating(content, subject)


def _first_name(number: int, text: Text) -> Span | None:
    """The full name that a paragraph begins with, if nothing in it stands in quotation marks."""
    low, high = text.paragraph_rows(number)
    if any(text.is_quoted[low:high]):
        return None
    last = low
    while last < high and text.tag[last] in ("NNP", "NNPS"):
        last += 1
    is_subject = last < high and text.tag[last] in (",", "VBD", "VBZ", "VBP")
    return (low, last) if is_subject and last - low > 1 else None


def _floating(content: Span, source: Span) -> Attribution:
    """A paragraph in marks after one about somebody whose full name it begins with."""
    mark = content[0] - 1
    return Attribution(
        anchor=mark,
        score=SCORES[FLOATING],
        speech=1.0,
        content=[content],
        source=[source],
        cue=[(mark, mark + 1)],
        rule=FLOATING,
    )


def _stands_alone(low: int, high: int, text: Text) -> bool:
    return text.mark[low] == OPENS and text.count_words(low, high) >= LEAST_WORDS


def _by_paragraph(
    attributions: list[Attribution], text: Text
) -> dict[int, Attribution]:
    """The last attribution of each paragraph in which one person speaks."""
    latest: dict[int, Attribution] = {}
    names: dict[int, set[str]] = {}
    for attribution in sorted(attributions, key=lambda attribution: attribution.anchor):
        if attribution.source and attribution.speech >= 0.5:
            number = int(text.paragraph[attribution.anchor])
            latest[number] = attribution
            last = attribution.source[0][1] - 1
            if text.tag[last] != "PRP":
                names.setdefault(number, set()).add(text.norm[last])
    return {
        number: own for number, own in latest.items() if len(names.get(number, ())) < 2
    }


def _blocks(
    attributions: list[Attribution], owner: list[int], text: Text
) -> list[Attribution]:
    """Paragraphs without marks after one that ends "…, the bishop wrote:"."""
    cues = {attribution.anchor for attribution in attributions}
    result = []
    for number in range(len(text.paragraph_first) - 1):
        low, high = text.paragraph_rows(number)
        if text.norm[high - 1] != ":" or text.article[low] != text.article[high]:
            continue
        block = (high, int(text.paragraph_last[number + 1]))
        is_free = (
            all(k < 0 for k in owner[block[0] : block[1]])
            and text.mark[block[0]] == OUTSIDE
            and not _is_heading(*block, text)
        )
        introduced = _introduction(low, high, text)
        if not is_free or introduced is None or introduced[0] in cues:
            continue
        verb, source = introduced
        content = (block[0], text.last_word(block[1]))
        if content[1] > content[0]:
            result.append(
                Attribution(
                    verb,
                    SCORES[BLOCK],
                    1.0,
                    [content],
                    [source],
                    [(verb, verb + 1)],
                    BLOCK,
                )
            )
    return result


def _is_heading(low: int, high: int, text: Text) -> bool:
    """Whether a paragraph only opens what follows it: "MEMORANDUM", "Dear neighbours,"."""
    last = text.norm[high - 1]
    is_short = text.word[high - 1] and text.count_words(low, high) < LEAST_WORDS
    return last == "," or is_short


def _introduction(low: int, high: int, text: Text) -> tuple[int, Span] | None:
    """The verb of writing or saying before the colon, and its subject."""
    first, _ = text.sentence_of(high - 1)
    for verb in range(high - 2, max(first, high - 2 - LEAD) - 1, -1):
        if text.mark[verb] in (OPENS, CLOSES) or text.norm[verb] in (";", ","):
            return None
        if text.lemma[verb] in cue_lists()["writing"] and text.tag[verb] in (
            "VBD",
            "VBZ",
            "VBP",
        ):
            start = verb
            while start > first and text.tag[start - 1] == "RB":
                start -= 1
            source = text.noun_phrase_before(start, first)
            return None if source is None else (verb, source)
    return None
