"""Cues behind or within what is said: "It rained, farmers have said", "Hay, she said, is dear"."""

from broadsheet.names.signs import is_human

from .marks import OUTSIDE
from .reading import FINITE, NOUNS, Attribution, Span, Text, cue_lists, owners

SCORE = 0.6  # a guess: in PolNeAR the networks leave none of these out
LONGEST_SOURCE = 16  # tokens: "the head of the county's road service, Ana Ruiz"
LONGEST_TAIL = 8  # tokens after the verb: "in Kisumu on Monday night"
HABITS = frozenset(["like", "love", "use"])  # "she used to say"
LONGEST_PLACE = 20  # and after it: "at the end of a meeting of the board in Kisumu"
LEAST_CLAUSE = 4  # tokens of what is said


def add_trailing_cues(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Add a row where a sentence ends in ", SOURCE VERB" or holds ", SOURCE VERB," and has no cue yet.

    Everything outside of these words is what was said. The verbs are those of cues.toml that always report.
    """
    owner = owners(attributions, text.size)
    taken = _sentences_with_a_cue(attributions, text)
    at_cue = {attribution.anchor: attribution for attribution in attributions}
    result = []
    for verb in _verbs(text):
        sentence = text.sentence[verb]
        anchor = verb - 2 if _is_habit(verb, text) else verb
        if sentence in taken and anchor not in at_cue:
            continue
        attribution = _read(verb, text)
        if attribution is None:
            continue
        if anchor in at_cue:
            _take_both_sides(at_cue[anchor], attribution, text)
            continue
        if _is_free(attribution.content, owner):
            taken.add(sentence)
            result.append(attribution)
    return attributions + result


def _sentences_with_a_cue(attributions: list[Attribution], text: Text) -> set[int]:
    """The sentences that report already; what goes with a cue, as ", citing a survey", does not count."""
    sentences = set()
    for attribution in attributions:
        anchor = attribution.anchor
        if text.tag[anchor] != "VBG":
            sentence = text.sentence[anchor]
            sentences.add(sentence)
    return sentences


def _is_free(spans: list[Span], owner: list[int]) -> bool:
    """Whether no attribution owns any of these tokens."""
    for first, last in spans:
        numbers = owner[first:last]
        if max(numbers) >= 0:
            return False
    return True


def _take_both_sides(attribution: Attribution, whole: Attribution, text: Text) -> None:
    """Let an attribution of which one side of "she said" was found have the other too."""
    if _is_place_only(attribution, text):
        attribution.content = whole.content
        attribution.source = whole.source
        return
    is_split = len(whole.content) > 1
    has_one_side = len(attribution.content) == 1
    if is_split and has_one_side:
        attribution.content = whole.content


def _is_place_only(attribution: Attribution, text: Text) -> bool:
    """Whether content is only where or when somebody spoke: "she announced at *the end of the day*"."""
    first, last = min(attribution.content)
    if first <= attribution.anchor or len(attribution.content) != 1:
        return False
    opens_place = "IN" in (text.tag[first], text.tag[first - 1])
    return opens_place and not _has_verb(first, last, text)


def _verbs(text: Text) -> list[int]:
    """The finite verbs that always report, outside quotation marks."""
    verbs = []
    for row in text.rows_with_lemma(cue_lists()["spoken"]):
        has_ending = text.tag[row] in ("VBD", "VBZ", "VBN")
        is_finite = has_ending or _is_habit(row, text)
        is_outside = text.mark[row] == OUTSIDE
        if is_finite and is_outside:
            verbs.append(row)
    return verbs


def _is_habit(verb: int, text: Text) -> bool:
    """Whether a verb is what somebody "used to" or "would" say."""
    if verb < 2 or text.tag[verb] != "VB":
        return False
    if text.norm[verb - 1] == "would":
        return True
    is_infinitive = text.norm[verb - 1] == "to"
    return is_infinitive and text.lemma[verb - 2] in HABITS


def _read(verb: int, text: Text) -> Attribution | None:
    first, last = text.sentence_of(verb)
    stop = _before_auxiliaries(verb, first, text)
    if text.norm[stop - 1] == ",":
        stop -= 1
    comma = _comma_before(stop, first, text)
    is_marked = any(text.mark[first:last])
    if comma < 0 or is_marked:
        return None
    is_participle = text.tag[verb] == "VBN"
    if is_participle and stop == verb:
        return None
    source = text.noun_phrase_from(comma + 1, stop)
    if source is None:
        return None
    reaches_verb = source[1] == stop
    if not reaches_verb:
        return None
    comma = _before_office(comma, first, text)
    content = _content(first, comma, verb, last, text)
    if not content:
        return None
    return Attribution(
        anchor=verb,
        score=SCORE,
        speech=1.0,
        content=content,
        source=[(comma + 1, stop)],
        cue=[(verb, verb + 1)],
    )


def _before_auxiliaries(verb: int, first: int, text: Text) -> int:
    """The row after whoever speaks: before "has also"."""
    between = cue_lists()["before_verbs"]
    row = verb
    if text.tag[verb] == "VB":
        row -= 1
        if text.norm[row] == "to":
            row -= 1
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


def _before_office(comma: int, first: int, text: Text) -> int:
    """The row of the comma before "its governor, Ana Ruiz"; the same comma where no office stands there."""
    before = _comma_before(comma, first, text)
    if before < 0:
        return comma
    if text.tag[before + 1] not in ("DT", "PRP$"):
        return comma
    office = text.noun_phrase_from(before + 1, comma)
    is_whole = office is not None and office[1] == comma
    is_person = is_whole and is_human(text.norm[comma - 1])
    return before if is_person else comma


def _content(first: int, comma: int, verb: int, last: int, text: Text) -> list[Span]:
    """What is said: the clause before, or what stands on both sides of "she said"."""
    after = verb + 1
    end = text.last_word(last)
    following = text.norm[after] if after < last else ""
    before = (first, comma)
    if following == ",":
        rest = (after + 1, end)
        is_split = _is_split(before, rest, text)
        if not is_split:
            return []
        return [before, rest]
    is_place = after < end and text.tag[after] == "IN"
    longest = LONGEST_PLACE if is_place else LONGEST_TAIL
    if end - after > longest:
        return []
    if _has_verb(after, end, text):
        return []
    is_open = after < end and following in ("that", ":")
    if is_open:
        return []
    if not _is_clause(before, text):
        return []
    return [before]


def _is_split(before: Span, rest: Span, text: Text) -> bool:
    """Whether two pieces are subject and predicate of one clause: more than "But, she said, …"."""
    first, comma = before
    begin, end = rest
    if begin >= end:
        return False
    has_subject = not NOUNS.isdisjoint(text.tag[first:comma])
    has_verb = _has_verb(first, comma, text)
    has_predicate = _has_verb(begin, end, text)
    return has_subject and has_predicate and not has_verb


def _is_clause(piece: Span, text: Text) -> bool:
    """Whether words are a main clause."""
    first, last = piece
    opens_main = text.tag[first] not in ("IN", "WRB", "VBG")
    is_long = last - first >= LEAST_CLAUSE
    if not is_long:
        return False
    if not opens_main:
        return False
    return _has_verb(first, last, text)


def _has_verb(first: int, last: int, text: Text) -> bool:
    tags = text.tag[first:last]
    return not FINITE.isdisjoint(tags)
