"""Quotations that stand alone: whole paragraphs in quotation marks, and blocks after "she wrote:"."""

from dataclasses import dataclass, replace

import numpy as np

from .marks import CLOSES, OPENS, OUTSIDE, SINGLE
from .reading import Attribution, Span, Text, cue_lists, owners

LEAST_WORDS = 3  # words of a paragraph that can stand alone
CONTINUED = "layout:continued"
BLOCK = "layout:block"
FLOATING = "layout:floating"
# Guesses: there are too few to count.
SCORES = {BLOCK: 0.6, FLOATING: 0.4}
# A paragraph that goes on is a little less sure than what it continues: of 11 in 210 articles of PolNeAR
# 8 were right (all 7 of those whose first row has .9 or more), and .73 is said of them on average.
GOES_ON = 0.9
SENTENCE_ENDS = frozenset([".", "?", "!", "…", "..."])
LEAD = 10  # tokens between the verb and the colon: "wrote in a letter to the board:"
PAUSES = (";", ",")
INFLECTED = ("VBD", "VBZ", "VBP")
AFTER_SUBJECT = (",", *INFLECTED)
NAMES = ("NNP", "NNPS")
NEGATIONS = frozenset(["not", "n't", "never"])  # "she did not say it rained"


@dataclass(frozen=True)
class Introduction:
    """The verb of writing or saying before a colon, and its subject."""

    verb: int
    source: Span


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
    owner = owners(attributions, text.size)
    for number in _quoted_paragraphs(text):
        if not _may_go_on(number, owner, text):
            continue
        low, high = text.paragraph_rows(number)
        content = (low + 1, text.last_word(high))
        goes_on = _speaks_before(low, owner, text)
        if goes_on is not None:
            attribution = attributions[goes_on]
            attribution.content.append(content)
        else:
            apart = _row_of_its_own(number, content, latest, text)
            if apart is None:
                continue
            attribution = apart
            attributions.append(attribution)
        latest[number] = attribution
        own = attributions.index(attribution)
        first, last = content
        owner[first:last] = [own] * (last - first)
    return attributions + _blocks(attributions, owner, text)


def _may_go_on(number: int, owner: list[int], text: Text) -> bool:
    """Whether nobody has a paragraph yet that can stand alone, and its article has one before it."""
    low, high = text.paragraph_rows(number)
    is_free = max(owner[low:high]) < 0
    if not is_free:
        return False
    if not _stands_alone(low, high, text):
        return False
    if number == 0:
        return False
    if text.article[low] != text.article[low - 1]:
        return False
    return not _has_other_marks(low, text)


def _has_other_marks(low: int, text: Text) -> bool:
    """Whether a paragraph stands in other marks than the quotation before it in its article.

    Then it is no more of the same: a heading in single marks, an excerpt in straight ones. A quotation in
    single marks before one in double marks tells nothing, since names and titles stand in such.
    """
    before = text.quotation_first[low - 1]
    if before < 0:
        return False
    if text.article[before] != text.article[low]:
        return False
    mark_before = text.raw(before, before + 1)
    own_mark = text.raw(low, low + 1)
    return mark_before not in SINGLE and own_mark != mark_before


def _speaks_before(low: int, owner: list[int], text: Text) -> int | None:
    """The number of the attribution whose quotation ends right before a row."""
    before = text.last_word(low) - 1
    number = owner[before]
    is_quoted = text.is_quoted[before]
    if number < 0:
        return None
    return number if is_quoted else None


def continue_sentences(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Give whole quoted sentences that nobody has to the one quoted in the sentence before.

    "“We won,” she said. *“Nobody slept.”*"
    """
    owner = owners(attributions, text.size)
    latest = {text.sentence[own.anchor]: own for own in attributions}
    opening = np.flatnonzero(text.marks == OPENS)
    added: list[Attribution] = []
    for mark in opening.tolist():
        last = text.quotation_last[mark]
        if not _is_free_sentence(mark, last, owner, text):
            continue
        sentence_before = text.sentence[mark - 1]
        before = latest.get(sentence_before)
        if before is None or not before.source:
            continue
        if not _is_direct(before, text) and not _leads_on(before, mark, text):
            continue
        content = (mark + 1, text.last_word(last))
        if text.count_words(*content) < LEAST_WORDS:
            continue
        own_sentence = text.sentence[last - 1]
        if _is_direct(before, text):
            before.content.append(content)
            latest[own_sentence] = before
            continue
        score = before.score * GOES_ON
        row = replace(before, content=[content], rule=CONTINUED, score=score)
        added.append(row)
        latest[own_sentence] = row
    return attributions + added


def _is_free_sentence(mark: int, last: int, owner: list[int], text: Text) -> bool:
    """Whether a quotation is whole sentences that nobody has."""
    is_empty = last <= mark + 1
    if is_empty or max(owner[mark:last]) >= 0:
        return False
    return _is_whole(mark, last, text)


def _leads_on(attribution: Attribution, mark: int, text: Text) -> bool:
    """Whether a sentence says what somebody said, to its end: "She said it rained. *“I got wet.”*".

    Behind what somebody asked stands what somebody else answered.
    """
    anchor = attribution.anchor
    if not NEGATIONS.isdisjoint(text.norm[anchor - 2 : anchor]):
        return False
    _, end = attribution.content[-1]
    is_speech = attribution.speech >= 0.5 and anchor < end
    reaches_end = text.last_word(mark) <= end + 1
    asks = text.lemma[anchor] in cue_lists()["asked"]
    return is_speech and reaches_end and not asks


def _is_whole(mark: int, last: int, text: Text) -> bool:
    """Whether a quotation is one or more sentences, behind another sentence of its paragraph."""
    low, high = text.paragraph_of(mark)
    is_within = low < mark and last < high
    if not is_within:
        return False
    if text.mark[last] != CLOSES:
        return False
    before = mark - 1
    inner = last - 1
    ends_before = text.norm[before] in SENTENCE_ENDS
    ends_inside = text.norm[inner] in SENTENCE_ENDS
    if not ends_before or not ends_inside:
        return False
    behind = last + 1
    if behind >= high:
        return True
    return text.sentence[behind] != text.sentence[last]


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
        before = latest[number - 1]
        return replace(
            before,
            content=[content],
            rule=CONTINUED,
            score=before.score * GOES_ON,
            speech=1.0,
        )
    subject = _first_name(number - 1, text)
    if subject is None:
        return None
    return _floating(content, subject)


def _first_name(number: int, text: Text) -> Span | None:
    """The full name that a paragraph begins with, if nothing in it stands in quotation marks."""
    low, high = text.paragraph_rows(number)
    if any(text.is_quoted[low:high]):
        return None
    last = low
    while last < high and text.tag[last] in NAMES:
        last += 1
    is_full_name = last - low > 1
    if last >= high or not is_full_name:
        return None
    is_subject = text.tag[last] in AFTER_SUBJECT
    if not is_subject:
        return None
    return (low, last)


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
    if text.mark[low] != OPENS:
        return False
    return text.count_words(low, high) >= LEAST_WORDS


def _by_paragraph(
    attributions: list[Attribution], text: Text
) -> dict[int, Attribution]:
    """The last attribution of each paragraph in which one person speaks."""
    latest: dict[int, Attribution] = {}
    names: dict[int, set[str]] = {}
    in_order = sorted(attributions, key=lambda attribution: attribution.anchor)
    for attribution in in_order:
        is_speech = attribution.speech >= 0.5
        if not attribution.source or not is_speech:
            continue
        number = int(text.paragraph[attribution.anchor])
        latest[number] = attribution
        _, end = attribution.source[0]
        last = end - 1
        if text.tag[last] != "PRP":
            own = names.setdefault(number, set())
            own.add(text.norm[last])
    for number, own in names.items():
        if len(own) > 1:
            del latest[number]
    return latest


def _blocks(
    attributions: list[Attribution], owner: list[int], text: Text
) -> list[Attribution]:
    """Paragraphs without marks after one that ends "…, the bishop wrote:"."""
    cues = {attribution.anchor for attribution in attributions}
    result = []
    for number in range(len(text.paragraph_first) - 1):
        if not _leads_to_block(number, owner, text):
            continue
        low, high = text.paragraph_rows(number)
        introduction = _introduction(low, high, text)
        if introduction is None:
            continue
        if introduction.verb in cues:
            continue
        _, end = text.paragraph_rows(number + 1)
        last = text.last_word(end)
        if last > high:
            content = (high, last)
            result.append(_block(introduction, content))
    return result


def _leads_to_block(number: int, owner: list[int], text: Text) -> bool:
    """Whether a paragraph ends in a colon, and the next one is a text that nobody has yet."""
    low, high = text.paragraph_rows(number)
    if text.norm[high - 1] != ":":
        return False
    if text.article[low] != text.article[high]:
        return False
    first, last = text.paragraph_rows(number + 1)
    if text.mark[first] != OUTSIDE:
        return False
    is_free = max(owner[first:last]) < 0
    return is_free and not _is_heading(first, last, text)


def _block(introduction: Introduction, content: Span) -> Attribution:
    verb = introduction.verb
    return Attribution(
        anchor=verb,
        score=SCORES[BLOCK],
        speech=1.0,
        content=[content],
        source=[introduction.source],
        cue=[(verb, verb + 1)],
        rule=BLOCK,
    )


def _is_heading(low: int, high: int, text: Text) -> bool:
    """Whether a paragraph only opens what follows it: "MEMORANDUM", "Dear neighbours,"."""
    last = high - 1
    if text.norm[last] == ",":
        return True
    is_short = text.count_words(low, high) < LEAST_WORDS
    return is_short and text.word[last]


def _introduction(low: int, high: int, text: Text) -> Introduction | None:
    """The verb of writing or saying before the colon, and its subject."""
    colon = high - 1
    first, _ = text.sentence_of(colon)
    nearest = colon - 1
    farthest = max(first, nearest - LEAD)
    for verb in range(nearest, farthest - 1, -1):
        is_mark = text.mark[verb] in (OPENS, CLOSES)
        if is_mark or text.norm[verb] in PAUSES:
            return None
        if not _is_writing(verb, text):
            continue
        start = verb
        while start > first and text.tag[start - 1] == "RB":
            start -= 1
        source = text.noun_phrase_before(start, first)
        if source is None:
            return None
        return Introduction(verb, source)
    return None


def _is_writing(verb: int, text: Text) -> bool:
    is_inflected = text.tag[verb] in INFLECTED
    if not is_inflected:
        return False
    return text.lemma[verb] in cue_lists()["writing"]
