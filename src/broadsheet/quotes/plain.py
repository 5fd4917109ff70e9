"""Clauses that follow a verb of saying without "that": "nurse Ana Ruiz, who was there, said it rained"."""

from broadsheet.names.signs import is_human

from .clauses import PAST_OR_PRESENT, missed_row, without_adverbs
from .marks import OPENS
from .reading import FINITE, Attribution, Span, Text, cue_lists, owners
from .weak import hears

PREDICATES = FINITE | {"MD"}
# Of what stands between commas behind a name: "who …", "a nurse", "24", "from Ayr", "defending".
ASIDES = frozenset(["WP", "WDT", "DT", "CD", "IN", "VBG", "VBN"])
LONGEST_SUBJECT = 8  # tokens of whom or what is spoken of


def add_plain_clauses(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Add a row where a subject, a verb of saying and a clause follow each other, and none is there yet."""
    _take_predicates(attributions, text)
    speech = [attribution for attribution in attributions if attribution.speech >= 0.5]
    owner = owners(speech, text.size)
    anchors = {attribution.anchor for attribution in speech}
    result = []
    for verb in text.rows_with_lemma(cue_lists()["plain"]):
        if not _may_report(verb, text):
            continue
        row = _behind_speaker(verb, text) or _before_speaker(verb, text)
        if row is None:
            continue
        spans = [*row.source, *row.content]
        first, _ = min(spans)
        _, last = max(spans)
        begin, _ = text.sentence_of(verb)
        is_free = max(owner[first:last]) < 0
        if is_free and anchors.isdisjoint(range(begin, last)):
            result.append(row)
    return attributions + result


def _behind_speaker(verb: int, text: Text) -> Attribution | None:
    """What "the nurse said it rained" says."""
    clause = _clause(verb, text)
    source = _speaker(verb, text)
    if clause is None or source is None:
        return None
    if _is_aside(verb, source, text):
        return None
    return missed_row(verb, clause, [source])


def _before_speaker(verb: int, text: Text) -> Attribution | None:
    """What "It had rained for days, said his neighbour Ana Ruiz" says."""
    first, last = text.sentence_of(verb)
    clause = (first, verb - 1)
    if text.norm[verb - 1] != ",":
        return None
    if not _is_clause(clause, text):
        return None
    speaker = text.noun_phrase_from(verb + 1, last)
    if speaker is None or not _closes_sentence(speaker, last, text):
        return None
    return missed_row(verb, clause, [speaker])


def _is_clause(clause: Span, text: Text) -> bool:
    """Whether some rows in plain text have a predicate."""
    first, last = clause
    if last <= first:
        return False
    if any(text.is_quoted[first:last]):
        return False
    return not PREDICATES.isdisjoint(text.tag[first:last])


def _closes_sentence(speaker: Span, last: int, text: Text) -> bool:
    """Whether somebody is named at the end of a sentence, or before a comma."""
    first, end = speaker
    words = text.norm[first:end]
    is_last = end >= text.last_word(last) or text.norm[end] == ","
    if not is_last:
        return False
    days = cue_lists()["days"]
    if not days.isdisjoint(words):
        return False
    if any(map(is_human, words)):
        return True
    return any(tag.startswith("NNP") for tag in text.tag[first:end])


def _may_report(verb: int, text: Text) -> bool:
    """Whether a verb is finite and stands in plain text."""
    is_finite = text.tag[verb] in PAST_OR_PRESENT
    is_outside = not text.is_quoted[verb] and not text.is_title[verb]
    return is_finite and is_outside


def _is_aside(verb: int, source: Span, text: Text) -> bool:
    """Whether a source only hears, or is told of in passing: "as the nurse said"."""
    if text.lemma[verb] == "hear" and not hears(source, text):
        return True
    first, _ = source
    return text.norm[first - 1] == "as"


def _take_predicates(attributions: list[Attribution], text: Text) -> None:
    """Let "said *the man*, who ran, *was drunk*" go on behind a subject that alone was found."""
    plain = cue_lists()["plain"]
    for attribution in attributions:
        verb = attribution.anchor
        if text.lemma[verb] not in plain:
            continue
        if len(attribution.content) != 1:
            continue
        first, last = attribution.content[0]
        _, high = text.sentence_of(verb)
        end = text.last_word(high)
        if first != verb + 1 or last + 1 >= end:
            continue
        if any(text.is_quoted[first:end]):
            continue
        if text.norm[last] != ",":
            continue
        is_named = text.noun_phrase_from(first, last) is not None
        is_subject = is_named and PREDICATES.isdisjoint(text.tag[first:last])
        is_aside = text.tag[last + 1] in ASIDES
        goes_on = not PREDICATES.isdisjoint(text.tag[last:end])
        if is_subject and is_aside and goes_on:
            attribution.content = [(first, end)]


def _clause(verb: int, text: Text) -> Span | None:
    """What stands behind a verb to the end of the sentence, if a subject and its verb open it."""
    _, high = text.sentence_of(verb)
    first = verb + 1
    last = text.last_word(high)
    farthest = min(last, first + LONGEST_SUBJECT)
    if first >= farthest or text.mark[first] == OPENS:
        return None
    if text.tag[first] == "IN":
        return None
    subject = text.noun_phrase_from(first, farthest)
    if subject is None:
        return None
    _, row = subject
    while row < last:
        is_between = text.mark[row] == OPENS or text.tag[row] == "RB"
        if not is_between:
            break
        row += 1
    if row >= last or text.tag[row] not in PREDICATES:
        return None
    return first, last


def _speaker(verb: int, text: Text) -> Span | None:
    """Whoever speaks before a verb, what commas enclose left out."""
    low, _ = text.sentence_of(verb)
    stop = without_adverbs(verb, low, text)
    if "be" in text.lemma[stop:verb]:
        return None
    if text.norm[stop - 1] != ",":
        return text.noun_phrase_before(stop, low)
    for comma in range(stop - 2, low, -1):
        if text.norm[comma] != ",":
            continue
        is_aside = text.tag[comma + 1] in ASIDES
        if is_aside:
            return text.noun_phrase_before(comma, low)
    return None
