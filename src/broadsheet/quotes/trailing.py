"""Cues behind or within what is said: "It rained, farmers have said", "Hay, she said, is dear"."""

from .marks import OUTSIDE
from .reading import FINITE, NOUNS, Attribution, Span, Text, cue_lists, owners

SCORE = 0.6  # a guess: in PolNeAR the networks leave none of these out
LONGEST_SOURCE = 16  # tokens: "the head of the county's road service, Ana Ruiz"
LONGEST_TAIL = 8  # tokens after the verb: "in Kisumu on Monday night"
LEAST_CLAUSE = 4  # tokens of what is said


def add_trailing_cues(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Add a row where a sentence ends in ", SOURCE VERB" or holds ", SOURCE VERB," and has no cue yet.

    Everything outside of these words is what was said. The verbs are those of cues.toml that always report.
    """
    owner = owners(attributions, text.size).tolist()
    taken = _sentences_with_a_cue(attributions, text)
    at_cue = {attribution.anchor: attribution for attribution in attributions}
    result = []
    for verb in _verbs(text):
        if text.sentence[verb] in taken and verb not in at_cue:
            continue
        attribution = _read(verb, text)
        if attribution is None:
            continue
        if verb in at_cue:
            _take_both_sides(at_cue[verb], attribution)
            continue
        if _is_free(attribution.content, owner):
            taken.add(text.sentence[verb])
            result.append(attribution)
    return attributions + result


def _sentences_with_a_cue(attributions: list[Attribution], text: Text) -> set[int]:
    """The sentences that report already; what goes with a cue, as ", citing a survey", does not count."""
    anchors = [attribution.anchor for attribution in attributions]
    return {text.sentence[row] for row in anchors if text.tag[row] != "VBG"}


def _is_free(spans: list[Span], owner: list[int]) -> bool:
    """Whether no attribution owns any of these tokens."""
    return all(max(owner[first:last]) < 0 for first, last in spans)


def _take_both_sides(attribution: Attribution, whole: Attribution) -> None:
    """Let an attribution of which one side of "she said" was found have the other too."""
    is_split = len(whole.content) > 1
    if is_split and len(attribution.content) == 1:
        attribution.content = whole.content


def _verbs(text: Text) -> list[int]:
    """The finite verbs that always report, outside quotation marks."""
    verbs = []
    for row in text.rows_with_lemma(cue_lists()["spoken"]):
        is_finite = text.tag[row] in ("VBD", "VBZ", "VBN")
        if is_finite and text.mark[row] == OUTSIDE:
            verbs.append(row)
    return verbs


def _read(verb: int, text: Text) -> Attribution | None:
    first, last = text.sentence_of(verb)
    stop = _before_auxiliaries(verb, first, text)
    comma = _comma_before(stop, first, text)
    if comma < 0 or any(text.mark[first:last]):
        return None
    is_bare_participle = text.tag[verb] == "VBN" and stop == verb
    if is_bare_participle:
        return None
    source = text.noun_phrase_from(comma + 1, stop)
    reaches_verb = source is not None and source[1] == stop
    if not reaches_verb:
        return None
    content = _content(first, comma, verb, last, text)
    if not content:
        return None
    cue = (verb, verb + 1)
    return Attribution(verb, SCORE, 1.0, content, [(comma + 1, stop)], [cue])


def _before_auxiliaries(verb: int, first: int, text: Text) -> int:
    """The row after whoever speaks: before "has also"."""
    between = cue_lists()["before_verbs"]
    row = verb
    while row > first and text.lemma[row - 1] in between:
        row -= 1
    return row


def _comma_before(stop: int, first: int, text: Text) -> int:
    """The row of the comma before whoever speaks; -1 if there is none."""
    farthest = max(first, stop - LONGEST_SOURCE)
    for row in range(stop - 1, farthest, -1):
        if text.norm[row] == ",":
            return row
    return -1


def _content(first: int, comma: int, verb: int, last: int, text: Text) -> list[Span]:
    """What is said: the clause before, or what stands on both sides of "she said"."""
    after = verb + 1
    end = text.last_word(last)
    is_closed = after < last and text.norm[after] == ","
    before = (first, comma)
    if is_closed:
        rest = (after + 1, end)
        if _is_split(before, rest, text):
            return [before, rest]
        return []
    is_short = end - after <= LONGEST_TAIL
    is_tail = is_short and not _has_verb(after, end, text)
    is_open = after < end and text.norm[after] in ("that", ":")
    if is_tail and not is_open and _is_clause(before, text):
        return [before]
    return []


def _is_split(before: Span, rest: Span, text: Text) -> bool:
    """Whether two pieces are subject and predicate of one clause: more than "But, she said, …"."""
    has_subject = not NOUNS.isdisjoint(text.tag[slice(*before)])
    has_predicate = rest[0] < rest[1] and _has_verb(*rest, text)
    return has_subject and has_predicate and not _has_verb(*before, text)


def _is_clause(piece: Span, text: Text) -> bool:
    """Whether words are a main clause."""
    first, last = piece
    opens_main = text.tag[first] not in ("IN", "WRB", "VBG")
    is_long = last - first >= LEAST_CLAUSE
    return is_long and opens_main and _has_verb(first, last, text)


def _has_verb(first: int, last: int, text: Text) -> bool:
    return not FINITE.isdisjoint(text.tag[first:last])
