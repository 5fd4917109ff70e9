"""That-clauses that the network missed: "counsel averred that …", "it was alleged that …"."""

import numpy as np

from .reading import Attribution, Span, Text, cue_lists
from .weak import can_find, hears, is_decided

SCORE = (
    0.6  # the share of these that are right in a fifth of PolNeAR's training articles
)
# The tagger often takes the past tense for a participle.
PAST_OR_PRESENT = frozenset(["VBD", "VBZ", "VBP", "VBN"])
PRONOUNS = ("PRP", "PRP$")
LONGEST_LISTENER = 6  # tokens of "to the first witness"
LONGEST_PLACE = 5  # tokens between "it was claimed" and "that": "in court on Monday"


def that_clauses(
    attributions: list[Attribution], owner: list[int], text: Text
) -> list[Attribution]:
    """ "Counsel averred that …", "the bench held that …": a subject, a verb of saying, and "that"."""
    anchors = {attribution.anchor for attribution in attributions}
    result = []
    for that in np.flatnonzero(text.is_word("that")).tolist():
        verb = _verb_of_clause(that, text)
        if verb is None:
            continue
        if not anchors.isdisjoint(range(verb, that)):
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
        return row if _is_listener(row + 1, that, text) else that
    return that


def _is_listener(first: int, last: int, text: Text) -> bool:
    """Whether some rows are a pronoun or a noun phrase."""
    is_one_word = last - first == 1
    if is_one_word and text.tag[first] in PRONOUNS:
        return True
    phrase = text.noun_phrase_from(first, last)
    if phrase is None:
        return False
    _, end = phrase
    return end == last


def _that_clause(verb: int, that: int, text: Text) -> Attribution | None:
    if text.tag[verb] not in PAST_OR_PRESENT:
        return None
    _, high = text.sentence_of(verb)
    last = text.last_word(high)
    source = _subject_of_clause(verb, text)
    if source is None or last <= that + 2:
        return None
    return missed_row(verb, (that, last), [source])


def _subject_of_clause(verb: int, text: Text) -> Span | None:
    """The subject of a verb that always reports, or of one by which courts decide."""
    lists = cue_lists()
    lemma = text.lemma[verb]
    is_listed = lemma in lists["spoken"] or lemma in lists["statements"]
    is_spoken = is_listed or text.is_phrase(verb)
    is_ruling = lemma in lists["rulings"]
    is_finding = lemma in lists["findings"]
    is_hearing = lemma == "hear"
    if not any((is_spoken, is_ruling, is_finding, is_hearing)):
        return None
    low, _ = text.sentence_of(verb)
    stop = without_adverbs(verb, low, text)
    is_passive = "be" in text.lemma[stop:verb]
    if is_passive:
        return None
    source = text.noun_phrase_before(stop, low)
    if source is None or is_spoken:
        return source
    if is_finding and can_find(source, text):
        return source
    if is_hearing and hears(source, text):
        return source
    if not is_decided(verb, [source], text):
        return None
    return source


def impersonal_clauses(
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
            result.append(missed_row(verb, (that, last), []))
    return result


def _is_impersonal(row: int, text: Text) -> bool:
    """Whether an "it" begins "it was VERBED that"."""
    auxiliary = row + 1
    verb = row + 2
    follows_be = text.lemma[auxiliary] == "be"
    is_passive = follows_be and text.tag[verb] == "VBN"
    if not is_passive:
        return False
    if not _that_after(verb, text):
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


def missed_row(verb: int, content: Span, sources: list[Span]) -> Attribution:
    """An attribution that the network missed, whose cue is a verb."""
    return Attribution(
        anchor=verb,
        score=SCORE,
        speech=1.0,
        content=[content],
        source=sources,
        cue=[(verb, verb + 1)],
    )


def without_adverbs(verb: int, low: int, text: Text) -> int:
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
