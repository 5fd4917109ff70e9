"""Direct speech that the network missed: a quotation next to a reporting verb and somebody who speaks."""

from dataclasses import dataclass

import numpy as np

from .clauses import (
    PAST_OR_PRESENT,
    impersonal_clauses,
    missed_row,
    that_clauses,
    without_adverbs,
)
from .marks import CLOSES, OPENS
from .reading import VERBS, Attribution, Span, Text, cue_lists, owners

REPORTING = VERBS | {"NN", "NNS", "JJ"}  # the tagger takes rare verbs for these
BEFORE_VERB = frozenset(["RB", "VBD", "VBZ"])
LEADING = frozenset([",", ":"])
STOPS = frozenset([".", "...", "…"])
PHRASE_SIZES = (2, 3)  # tokens of a phrase of `speaking_of` in cues.toml
LONGEST_SOURCE = 12  # tokens
LONGEST_LEAD = (
    7  # tokens between the verb and the quotation: "told the court on Monday:"
)
BEFORE_CLOSING = frozenset([",", "?", "!", ".", "…", "...", "-"])


@dataclass(frozen=True)
class Lead:
    """Who says something, and the verb that says so."""

    verb: int
    source: Span


def add_missed_cues(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Add a row for each quotation with a cue of its own that has none.

    The patterns are “…,” VERB SOURCE; “…,” SOURCE VERB; and SOURCE VERB: “…”. The verbs stand in cues.toml.
    """
    owner = owners(attributions, text.size)
    anchors = {attribution.anchor for attribution in attributions}
    for quotation in _quotations(text):
        first, last = quotation
        number = max(owner[first:last], default=-1)
        has_owner = number >= 0
        if has_owner and _is_near(attributions[number], quotation, text):
            _give_to_lead(attributions[number], quotation, text)
            continue
        missed = _attribute(quotation, text)
        if missed is None:
            continue
        # A verb within something else that is said, or another row's cue, is none of this quotation's.
        is_free = missed.anchor not in anchors and owner[missed.anchor] < 0
        if is_free:
            attributions.append(missed)
    clauses = that_clauses(attributions, owner, text)
    impersonal = impersonal_clauses(attributions, owner, text)
    return [*attributions, *clauses, *impersonal]


def fill_sources(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Give a quotation without a source the subject of its cue: "Stunned Ida Moe, 24, said: “…”"."""
    for attribution in attributions:
        if attribution.source:
            continue
        if not attribution.content:
            continue
        first, _ = min(attribution.content)
        mark = first - 1
        if text.mark[mark] != OPENS:
            continue
        quotation = (first, text.quotation_last[mark])
        for read in (_verb_after, _source_after, _verb_before):
            lead = read(quotation, text)
            if lead is not None and lead.verb == attribution.anchor:
                attribution.source = [lead.source]
                break
    return attributions


def _quotations(text: Text) -> list[Span]:
    """The rows between the marks of each quotation."""
    result = []
    for row in np.flatnonzero(text.marks == OPENS).tolist():
        first = row + 1
        if first >= text.size:
            continue
        last = text.quotation_last[row]
        if last > first:
            result.append((first, last))
    return result


def _is_near(attribution: Attribution, quotation: Span, text: Text) -> bool:
    """Whether the cue of a quotation's owner stands in a sentence of the quotation or right beside it."""
    first, last = quotation
    following = min(last, text.size - 1)
    first_sentence = text.sentence[first]
    last_sentence = text.sentence[last - 1]
    next_sentence = text.sentence[following]
    farthest = max(first_sentence, last_sentence, next_sentence)
    own_sentence = text.sentence[attribution.anchor]
    return first_sentence <= own_sentence <= farthest


def _give_to_lead(attribution: Attribution, quotation: Span, text: Text) -> None:
    """Let "The note read: “We won.” Ana Ruiz wept" be the note's, not that of the sentence behind."""
    first, last = quotation
    if attribution.anchor <= last or len(attribution.content) != 1:
        return
    ends_sentence = text.norm[last - 1] in STOPS
    follows_colon = first > 1 and text.norm[first - 2] == ":"
    if not ends_sentence or not follows_colon:
        return
    lead = _verb_before(quotation, text)
    if lead is None:
        return
    attribution.anchor = lead.verb
    attribution.source = [lead.source]
    attribution.cue = [(lead.verb, lead.verb + 1)]


def _attribute(quotation: Span, text: Text) -> Attribution | None:
    """The attribution of one quotation by the words after or before it."""
    first, last = quotation
    readers = (
        _verb_after,
        _source_after,
        _verb_before,
        _passive_before,
        _phrase_before,
        _message_before,
    )
    for read in readers:
        lead = read(quotation, text)
        if lead is None:
            continue
        stop = last
        ends_in_mark = not text.word[last - 1]
        if ends_in_mark:
            stop = max(first + 1, text.last_word(last))
        return missed_row(lead.verb, (first, stop), [lead.source])
    return None


def _after(last: int, text: Text) -> Span | None:
    """The rows after a quotation to the end of its sentence, if the quotation leads on to them."""
    if last >= text.size:
        return None
    if text.mark[last] != CLOSES:
        return None
    row = last + 1
    _, paragraph_last = text.paragraph_of(last)
    leads_on = text.norm[last - 1] in BEFORE_CLOSING
    if row < paragraph_last and text.norm[row] == ",":
        row += 1
        leads_on = True
    if row >= paragraph_last or not leads_on:
        return None
    _, sentence_last = text.sentence_of(row)
    return row, sentence_last


def _is_reporting(row: int, text: Text) -> bool:
    if text.tag[row] not in REPORTING:
        return False
    return text.is_reporting(row)


def _verb_after(quotation: Span, text: Text) -> Lead | None:
    """“…,” snapped her father"""
    after = _after(quotation[1], text)
    if after is None:
        return None
    verb, stop = after
    is_inflected = text.norm[verb] != text.lemma[verb]
    if not is_inflected:
        return None
    if not _is_reporting(verb, text):
        return None
    row = verb + 1
    particles = cue_lists()["particles"]
    if row < stop and text.norm[row] in particles:
        row += 1
    farthest = min(stop, row + LONGEST_SOURCE)
    source = text.noun_phrase_from(row, farthest)
    return _lead(verb, source)


def _lead(verb: int, source: Span | None) -> Lead | None:
    if source is None:
        return None
    return Lead(verb, source)


def _source_after(quotation: Span, text: Text) -> Lead | None:
    """“…,” her father snapped"""
    _, last = quotation
    after = _after(last, text)
    ends_in_stop = text.norm[last - 1] in STOPS
    if after is None or ends_in_stop:
        return None
    row, stop = after
    farthest = min(stop, row + LONGEST_SOURCE)
    source = text.noun_phrase_from(row, farthest)
    if source is None:
        return None
    _, source_last = source
    source_last = _after_aside(source_last, farthest, text)
    for verb in range(source_last, stop):
        tag = text.tag[verb]
        if _is_reporting(verb, text):
            if tag not in PAST_OR_PRESENT:
                return None
            return Lead(verb, source)
        if tag not in BEFORE_VERB:
            return None
    return None


def _after_aside(row: int, farthest: int, text: Text) -> int:
    """The row after what commas enclose behind a source: "the dancer, 37, sobbed"."""
    if row >= farthest or text.norm[row] != ",":
        return row
    begin = row + 1
    aside = text.norm[begin:farthest]
    if "," not in aside:
        return row
    comma = begin + aside.index(",")
    return comma + 1


def _verb_before(quotation: Span, text: Text) -> Lead | None:
    """Her father snapped: “…”"""
    first, _ = quotation
    mark = first - 1
    colon = mark - 1
    nearest = mark - 2
    start, _ = text.paragraph_of(mark)
    if nearest < start:
        return None
    if text.norm[colon] not in LEADING:
        return None
    low, _ = text.sentence_of(colon)
    farthest = max(low, nearest - LONGEST_LEAD)
    for verb in range(nearest, farthest - 1, -1):
        if text.is_quoted[verb]:
            return None
        if text.norm[verb] in LEADING:
            return None
        is_inflected = text.tag[verb] in PAST_OR_PRESENT
        is_inflected |= verb == nearest and text.norm[verb] == "read"
        if is_inflected and _is_reporting(verb, text):
            stop = without_adverbs(verb, low, text)
            source = text.noun_phrase_before(stop, low)
            return _lead(verb, source)
    return None


def _passive_before(quotation: Span, text: Text) -> Lead | None:
    """She was called “…” by her father; she was criticised by her father for “…”"""
    first, last = quotation
    mark = first - 1
    low, high = text.sentence_of(mark)
    nearest = mark - 1
    farthest = max(low, nearest - LONGEST_LEAD)
    namings = cue_lists()["namings"]
    for verb in range(nearest, farthest - 1, -1):
        if text.tag[verb] != "VBN":
            continue
        if text.lemma[verb] not in namings:
            continue
        begin = max(low, verb - 3)
        if "be" not in text.lemma[begin:verb]:
            continue
        agent = _agent(verb + 1, mark, text)
        if agent is None:
            agent = _agent(last, high, text)
        return _lead(verb, agent)
    return None


def _phrase_before(quotation: Span, text: Text) -> Lead | None:
    """Her father spoke of “…”; his daughter paid tribute to “…”"""
    first, _ = quotation
    mark = first - 1
    low, _ = text.sentence_of(mark)
    for size in PHRASE_SIZES:
        verb = mark - size
        if verb <= low:
            continue
        if text.tag[verb] not in PAST_OR_PRESENT:
            continue
        rest = text.norm[verb + 1 : mark]
        phrase = " ".join([text.lemma[verb], *rest])
        if phrase in cue_lists()["speaking_of"]:
            stop = without_adverbs(verb, low, text)
            return _lead(verb, text.noun_phrase_before(stop, low))
    return None


def _message_before(quotation: Span, text: Text) -> Lead | None:
    """Text from Ana in Ayr: “…”"""
    first, _ = quotation
    colon = first - 2
    if colon < 2 or text.norm[colon] != ":":
        return None
    low, _ = text.sentence_of(colon)
    messages = cue_lists()["channels"]
    for row in range(colon - 1, low, -1):
        is_from = text.norm[row] == "from"
        if is_from and text.norm[row - 1] in messages:
            return _lead(row - 1, text.noun_phrase_from(row + 1, colon))
    return None


def _agent(first: int, last: int, text: Text) -> Span | None:
    """The noun phrase after the first "by" in some rows."""
    for row in range(first, last):
        if text.norm[row] == "by":
            return text.noun_phrase_from(row + 1, last)
    return None
