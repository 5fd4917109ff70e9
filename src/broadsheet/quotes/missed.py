"""Direct speech that the network missed: a quotation next to a reporting verb and somebody who speaks."""

from dataclasses import dataclass

import numpy as np

from .marks import CLOSES, OPENS
from .reading import VERBS, Attribution, Span, Text, cue_lists, owners
from .weak import is_decided

SCORE = (
    0.6  # the share of these that are right in a fifth of PolNeAR's training articles
)
FINITE = frozenset(["VBD", "VBZ", "VBP", "VBN"])
REPORTING = VERBS | {"NN", "NNS", "JJ"}  # the tagger takes rare verbs for these
BEFORE_VERB = frozenset(["RB", "VBD", "VBZ"])
LEADING = frozenset([",", ":"])
STOPS = frozenset([".", "...", "…"])
LONGEST_SOURCE = 12  # tokens
LONGEST_LEAD = (
    7  # tokens between the verb and the quotation: "told the court on Monday:"
)
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
        number = max(owner[slice(*quotation)], default=-1)
        if number >= 0 and _is_near(attributions[number], quotation, text):
            continue
        missed = _attribute(quotation, text)
        if missed is None:
            continue
        # A verb within something else that is said, or another row's cue, is none of this quotation's.
        is_free = missed.anchor not in anchors and owner[missed.anchor] < 0
        if is_free:
            attributions.append(missed)
    clauses = _that_clauses(attributions, owner, text)
    return [*attributions, *clauses, *_impersonal(attributions, owner, text)]


def _that_clauses(
    attributions: list[Attribution], owner: list[int], text: Text
) -> list[Attribution]:
    """ "Counsel averred that …", "the bench held that …": a subject, a verb of saying, and "that"."""
    anchors = {attribution.anchor for attribution in attributions}
    result = []
    for that in np.flatnonzero(text.is_word("that")).tolist():
        verb = that - 1
        if verb < 1 or verb in anchors:
            continue
        is_free = max(owner[verb : that + 2]) < 0
        if not is_free or text.is_quoted[verb]:
            continue
        clause = _that_clause(verb, text)
        if clause is not None:
            result.append(clause)
    return result


def _that_clause(verb: int, text: Text) -> Attribution | None:
    if text.tag[verb] not in FINITE:
        return None
    that = verb + 1
    _, high = text.sentence_of(verb)
    last = text.last_word(high)
    source = _subject_of_clause(verb, text)
    if source is None or last <= that + 2:
        return None
    return _row(verb, (that, last), [source])


def _subject_of_clause(verb: int, text: Text) -> Span | None:
    """The subject of a verb that always reports, or of one by which courts decide."""
    lists = cue_lists()
    is_spoken = text.lemma[verb] in lists["spoken"]
    if not is_spoken and text.lemma[verb] not in lists["rulings"]:
        return None
    low, _ = text.sentence_of(verb)
    source = text.noun_phrase_before(_without_adverbs(verb, low, text), low)
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
        that = _that_after(verb, text)
        last = text.last_word(text.sentence_of(row)[1])
        is_free = verb not in anchors and owner[verb] < 0 and owner[that + 1] < 0
        if is_free and last > that + 1:
            result.append(_row(verb, (that, last), []))
    return result


def _is_impersonal(row: int, text: Text) -> bool:
    """Whether an "it" begins "it was VERBED that"."""
    verb = row + 2
    if text.lemma[row + 1] != "be" or not _that_after(verb, text):
        return False
    return text.tag[verb] == "VBN" and text.lemma[verb] in cue_lists()["spoken"]


def _that_after(verb: int, text: Text) -> int:
    """The row of "that" after "it was claimed (in court)", a place or time between; 0 if there is none."""
    _, last = text.sentence_of(verb)
    for row in range(verb + 1, min(last - 1, verb + 1 + LONGEST_PLACE)):
        if text.norm[row] == "that":
            return row
        if text.tag[row] in FINITE or text.tag[row] == "MD":
            break
    return 0


def _row(verb: int, content: Span, sources: list[Span]) -> Attribution:
    cue = (verb, verb + 1)
    return Attribution(verb, SCORE, 1.0, [content], sources, [cue])


def _quotations(text: Text) -> list[Span]:
    """The rows between the marks of each quotation."""
    result = []
    for row, mark in enumerate(text.mark):
        if mark != OPENS or row + 1 >= text.size:
            continue
        last = text.quotation_last[row]
        if last > row + 1:
            result.append((row + 1, last))
    return result


def _is_near(attribution: Attribution, quotation: Span, text: Text) -> bool:
    """Whether the cue of a quotation's owner stands in a sentence of the quotation or right beside it."""
    first, last = quotation
    following = min(last, text.size - 1)
    low = text.sentence[first]
    high = max(low, text.sentence[last - 1], text.sentence[following])
    return low <= text.sentence[attribution.anchor] <= high


def _attribute(quotation: Span, text: Text) -> Attribution | None:
    """The attribution of one quotation by the words after or before it."""
    first, last = quotation
    for read in (_verb_after, _source_after, _verb_before, _passive_before):
        lead = read(quotation, text)
        if lead is None:
            continue
        stop = last
        if not text.word[last - 1]:
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
    if row < stop and text.norm[row] in cue_lists()["particles"]:
        row += 1
    return _lead(verb, text.noun_phrase_from(row, min(stop, row + LONGEST_SOURCE)))


def _lead(verb: int, source: Span | None) -> Lead | None:
    return None if source is None else Lead(verb, source)


def _source_after(quotation: Span, text: Text) -> Lead | None:
    """“…,” her father snapped"""
    _, last = quotation
    after = _after(last, text)
    if after is None or text.norm[last - 1] in STOPS:
        return None
    row, stop = after
    source = text.noun_phrase_from(row, min(stop, row + LONGEST_SOURCE))
    if source is None:
        return None
    verb = source[1]
    while (
        verb < stop and text.tag[verb] in BEFORE_VERB and not _is_reporting(verb, text)
    ):
        verb += 1
    is_verb = verb < stop and text.tag[verb] in FINITE and _is_reporting(verb, text)
    return Lead(verb, source) if is_verb else None


def _verb_before(quotation: Span, text: Text) -> Lead | None:
    """Her father snapped: “…”"""
    mark = quotation[0] - 1
    start, _ = text.paragraph_of(mark)
    if mark - 2 < start or text.norm[mark - 1] not in LEADING:
        return None
    low, _ = text.sentence_of(mark - 1)
    farthest = max(low, mark - 2 - LONGEST_LEAD)
    for verb in range(mark - 2, farthest - 1, -1):
        if text.is_quoted[verb] or text.norm[verb] in LEADING:
            return None
        if text.tag[verb] in FINITE and _is_reporting(verb, text):
            stop = _without_adverbs(verb, low, text)
            return _lead(verb, text.noun_phrase_before(stop, low))
    return None


def _passive_before(quotation: Span, text: Text) -> Lead | None:
    """She was called “…” by her father; she was criticised by her father for “…”"""
    first, last = quotation
    low, high = text.sentence_of(first - 1)
    farthest = max(low, first - 2 - LONGEST_LEAD)
    for verb in range(first - 2, farthest - 1, -1):
        is_naming = (
            text.tag[verb] == "VBN" and text.lemma[verb] in cue_lists()["namings"]
        )
        auxiliaries = text.lemma[max(low, verb - 3) : verb]
        if is_naming and "be" in auxiliaries:
            agent = _agent(verb + 1, first - 1, text) or _agent(last, high, text)
            return _lead(verb, agent)
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
        is_adverb = text.tag[row - 1] == "RB"
        is_auxiliary = text.lemma[row - 1] in ("have", "be")
        if not is_adverb and not is_auxiliary:
            break
        row -= 1
    return row
