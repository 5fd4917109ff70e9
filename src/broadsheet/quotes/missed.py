"""Direct speech that the network missed: a quotation next to a reporting verb and somebody who speaks."""

from dataclasses import dataclass

import numpy as np

from .marks import CLOSES, OPENS
from .reading import VERBS, Attribution, Span, Text, cue_lists, owners
from .weak import is_decided

SCORE = (
    0.6  # the share of these that are right in a fifth of PolNeAR's training articles
)
# The tagger often takes the past tense for a participle.
PAST_OR_PRESENT = frozenset(["VBD", "VBZ", "VBP", "VBN"])
REPORTING = VERBS | {"NN", "NNS", "JJ"}  # the tagger takes rare verbs for these
BEFORE_VERB = frozenset(["RB", "VBD", "VBZ"])
LEADING = frozenset([",", ":"])
STOPS = frozenset([".", "...", "…"])
PHRASE_SIZES = (2, 3)  # tokens of a phrase of `speaking_of` in cues.toml
LONGEST_SOURCE = 12  # tokens
LONGEST_LEAD = (
    7  # tokens between the verb and the quotation: "told the court on Monday:"
)
LONGEST_LISTENER = 6  # tokens of "to the first witness"
LONGEST_PLACE = 5  # tokens between "it was claimed" and "that": "in court on Monday"
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
    owner = owners(attributions, text.size).tolist()
    anchors = {attribution.anchor for attribution in attributions}
    for quotation in _quotations(text):
        first, last = quotation
        number = max(owner[first:last], default=-1)
        has_owner = number >= 0
        if has_owner and _is_near(attributions[number], quotation, text):
            continue
        missed = _attribute(quotation, text)
        if missed is None:
            continue
        # A verb within something else that is said, or another row's cue, is none of this quotation's.
        is_free = missed.anchor not in anchors and owner[missed.anchor] < 0
        if is_free:
            attributions.append(missed)
    clauses = _that_clauses(attributions, owner, text)
    impersonal = _impersonal(attributions, owner, text)
    return [*attributions, *clauses, *impersonal]


def fill_sources(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Give a quotation without a source the subject of its cue: "Stunned Ida Moe, 24, said: “…”"."""
    for attribution in attributions:
        if attribution.source or not attribution.content:
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


def _that_clauses(
    attributions: list[Attribution], owner: list[int], text: Text
) -> list[Attribution]:
    """ "Counsel averred that …", "the bench held that …": a subject, a verb of saying, and "that"."""
    anchors = {attribution.anchor for attribution in attributions}
    result = []
    for that in np.flatnonzero(text.is_word("that")).tolist():
        verb = _verb_of_clause(that, text)
        if verb is None or not anchors.isdisjoint(range(verb, that)):
            continue
        is_free = max(owner[verb : that + 2]) < 0
        if not is_free or text.is_quoted[verb]:
            continue
        clause = _that_clause(verb, that, text)
        if clause is not None:
            result.append(clause)
    return result


def _verb_of_clause(that: int, text: Text) -> int | None:
    """The row of the verb before "that": of "averred that", "shot back that", "put it to her that"."""
    low, _ = text.sentence_of(that)
    last = _before_listener(that, low, text) - 1
    if last < max(low, 1):
        return None
    first = last - 1
    is_phrase = first >= low and text.is_phrase(first)
    return first if is_phrase else last


def _before_listener(that: int, low: int, text: Text) -> int:
    """Where "to the witness" begins, if that stands before "that"; else the row of "that"."""
    farthest = max(low, that - LONGEST_LISTENER)
    for row in range(that - 2, farthest - 1, -1):
        if text.norm[row] != "to":
            continue
        is_pronoun = that - row == 2 and text.tag[row + 1] in ("PRP", "PRP$")
        listener = text.noun_phrase_from(row + 1, that)
        is_phrase = listener is not None and listener[1] == that
        return row if is_pronoun or is_phrase else that
    return that


def _that_clause(verb: int, that: int, text: Text) -> Attribution | None:
    if text.tag[verb] not in PAST_OR_PRESENT:
        return None
    _, high = text.sentence_of(verb)
    last = text.last_word(high)
    source = _subject_of_clause(verb, text)
    if source is None or last <= that + 2:
        return None
    return _row(verb, (that, last), [source])


def _subject_of_clause(verb: int, text: Text) -> Span | None:
    """The subject of a verb that always reports, or of one by which courts decide."""
    lists = cue_lists()
    lemma = text.lemma[verb]
    is_spoken = lemma in lists["spoken"] or text.is_phrase(verb)
    is_ruling = lemma in lists["rulings"]
    if not is_spoken and not is_ruling:
        return None
    low, _ = text.sentence_of(verb)
    stop = _without_adverbs(verb, low, text)
    is_passive = "be" in text.lemma[stop:verb]
    if is_passive:
        return None
    source = text.noun_phrase_before(stop, low)
    if source is None or is_spoken:
        return source
    return source if is_decided(verb, [source], text) else None


def _impersonal(
    attributions: list[Attribution], owner: list[int], text: Text
) -> list[Attribution]:
    """ "It was alleged that …", which nobody is named for."""
    anchors = {attribution.anchor for attribution in attributions}
    result = []
    for row in np.flatnonzero(text.is_word("it")[:-4]).tolist():
        if not _is_impersonal(row, text):
            continue
        verb = row + 2
        if verb in anchors or owner[verb] >= 0:
            continue
        that = _that_after(verb, text)
        clause = that + 1
        _, sentence_last = text.sentence_of(row)
        last = text.last_word(sentence_last)
        if owner[clause] < 0 and last > clause:
            result.append(_row(verb, (that, last), []))
    return result


def _is_impersonal(row: int, text: Text) -> bool:
    """Whether an "it" begins "it was VERBED that"."""
    auxiliary = row + 1
    verb = row + 2
    follows_be = text.lemma[auxiliary] == "be"
    is_passive = follows_be and text.tag[verb] == "VBN"
    if not is_passive or not _that_after(verb, text):
        return False
    return text.lemma[verb] in cue_lists()["spoken"]


def _that_after(verb: int, text: Text) -> int:
    """The row of "that" after "it was claimed (in court)", a place or time between; 0 if there is none."""
    _, last = text.sentence_of(verb)
    first = verb + 1
    farthest = min(last - 1, first + LONGEST_PLACE)
    for row in range(first, farthest):
        if text.norm[row] == "that":
            return row
        tag = text.tag[row]
        if tag in PAST_OR_PRESENT or tag == "MD":
            break
    return 0


def _row(verb: int, content: Span, sources: list[Span]) -> Attribution:
    cue = (verb, verb + 1)
    return Attribution(verb, SCORE, 1.0, [content], sources, [cue])


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


def _attribute(quotation: Span, text: Text) -> Attribution | None:
    """The attribution of one quotation by the words after or before it."""
    first, last = quotation
    readers = (
        _verb_after,
        _source_after,
        _verb_before,
        _passive_before,
        _phrase_before,
    )
    for read in readers:
        lead = read(quotation, text)
        if lead is None:
            continue
        stop = last
        ends_in_mark = not text.word[last - 1]
        if ends_in_mark:
            stop = max(first + 1, text.last_word(last))
        return _row(lead.verb, (first, stop), [lead.source])
    return None


def _after(last: int, text: Text) -> Span | None:
    """The rows after a quotation to the end of its sentence, if the quotation leads on to them."""
    if last >= text.size or text.mark[last] != CLOSES:
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
    return text.tag[row] in REPORTING and text.is_reporting(row)


def _verb_after(quotation: Span, text: Text) -> Lead | None:
    """“…,” snapped her father"""
    after = _after(quotation[1], text)
    if after is None:
        return None
    verb, stop = after
    is_inflected = text.norm[verb] != text.lemma[verb]
    if not is_inflected or not _is_reporting(verb, text):
        return None
    row = verb + 1
    particles = cue_lists()["particles"]
    if row < stop and text.norm[row] in particles:
        row += 1
    farthest = min(stop, row + LONGEST_SOURCE)
    source = text.noun_phrase_from(row, farthest)
    return _lead(verb, source)


def _lead(verb: int, source: Span | None) -> Lead | None:
    return None if source is None else Lead(verb, source)


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
            return Lead(verb, source) if tag in PAST_OR_PRESENT else None
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
        if text.is_quoted[verb] or text.norm[verb] in LEADING:
            return None
        is_inflected = text.tag[verb] in PAST_OR_PRESENT
        if is_inflected and _is_reporting(verb, text):
            stop = _without_adverbs(verb, low, text)
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
        if text.tag[verb] != "VBN" or text.lemma[verb] not in namings:
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
        if verb <= low or text.tag[verb] not in PAST_OR_PRESENT:
            continue
        rest = text.norm[verb + 1 : mark]
        phrase = " ".join([text.lemma[verb], *rest])
        if phrase in cue_lists()["speaking_of"]:
            stop = _without_adverbs(verb, low, text)
            return _lead(verb, text.noun_phrase_before(stop, low))
    return None


def _agent(first: int, last: int, text: Text) -> Span | None:
    """The noun phrase after the first "by" in some rows."""
    for row in range(first, last):
        if text.norm[row] == "by":
            return text.noun_phrase_from(row + 1, last)
    return None


def _without_adverbs(verb: int, low: int, text: Text) -> int:
    """The row after whoever speaks: before the verb's adverbs and auxiliaries."""
    row = verb
    while row > low:
        before = row - 1
        is_adverb = text.tag[before] == "RB"
        is_auxiliary = text.lemma[before] in ("have", "be")
        if not is_adverb and not is_auxiliary:
            break
        row = before
    return row
