"""Direct speech that the network missed: a quotation next to a reporting verb and somebody who speaks."""

from .marks import CLOSES, OPENS
from .reading import VERBS, Attribution, Span, Text, cue_lists, owners

SCORE = 0.6  # the share of these that are right in a fifth of PolNeAR's training articles
FINITE = frozenset(["VBD", "VBZ", "VBP", "VBN"])
PARTICLES = frozenset(["in", "back", "out", "on", "down", "up", "along", "off"])
LONGEST_SOURCE = 12  # tokens
LONGEST_LEAD = 7  # tokens between the verb and the quotation: "told the court on Monday:"
BEFORE_CLOSING = frozenset([",", "?", "!", ".", "…", "...", "-"])


def add_missed_cues(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Add a row for each quotation with a cue of its own that has none.

    The patterns are “…,” VERB SOURCE; “…,” SOURCE VERB; and SOURCE VERB: “…”. The verbs stand in cues.toml.
    """
    owner = owners(attributions, text.size).tolist()
    anchors = {attribution.anchor for attribution in attributions}
    for first, last in _quotations(text):
        number = max(owner[first:last], default=-1)
        if number >= 0 and _is_near(attributions[number], first, last, text):
            continue
        found = _attribute(first, last, text)
        # A verb that is told within something else, or another row's cue, is none of this quotation's.
        if found is not None and found.anchor not in anchors and owner[found.anchor] < 0:
            attributions.append(found)
    return attributions + _impersonal(attributions, owner, text)


def _impersonal(attributions: list[Attribution], owner: list[int], text: Text) -> list[Attribution]:
    """ "It was alleged that …", which nobody is named for."""
    anchors = {attribution.anchor for attribution in attributions}
    result = []
    for row in range(text.size - 4):
        if text.norm[row] != "it" or text.norm[row + 3] != "that" or text.lemma[row + 1] != "be":
            continue
        verb = row + 2
        last = text.last_word(text.sentence_of(row)[1])
        is_cue = text.tag[verb] == "VBN" and text.lemma[verb] in cue_lists()["spoken"]
        if not is_cue or verb in anchors or last <= row + 4:
            continue
        if owner[verb] < 0 and owner[row + 4] < 0:
            result.append(Attribution(verb, SCORE, 1.0, [(row + 3, last)], [], [(verb, verb + 1)]))
    return result


def _quotations(text: Text) -> list[Span]:
    """The rows between the marks of each quotation."""
    result = []
    for row, mark in enumerate(text.mark):
        if mark == OPENS and row + 1 < text.size:
            last = text.quotation_last[row]
            if last > row + 1:
                result.append((row + 1, last))
    return result


def _is_near(attribution: Attribution, first: int, last: int, text: Text) -> bool:
    """Whether the cue of a quotation's owner stands in a sentence of the quotation or right beside it."""
    sentences = (text.sentence[first], text.sentence[last - 1], text.sentence[min(last, text.size - 1)])
    return sentences[0] <= text.sentence[attribution.anchor] <= max(sentences)


def _attribute(first: int, last: int, text: Text) -> Attribution | None:
    """The attribution of one quotation by the words after or before it."""
    for read in (_verb_after, _source_after, _verb_before, _passive_before):
        verb_and_source = read(first, last, text)
        if verb_and_source is not None:
            verb, source = verb_and_source
            stop = last if text.word[last - 1] else max(first + 1, text.last_word(last))
            return Attribution(verb, SCORE, 1.0, [(first, stop)], [source], [(verb, verb + 1)])
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
    return text.tag[row] in VERBS | {"NN", "NNS", "JJ"} and text.is_reporting(row)


def _verb_after(first: int, last: int, text: Text) -> tuple[int, Span] | None:
    """“…,” snapped her father"""
    after = _after(last, text)
    if after is None:
        return None
    verb, stop = after
    if not _is_reporting(verb, text) or text.norm[verb] == text.lemma[verb]:
        return None
    row = verb + 1
    if row < stop and text.norm[row] in PARTICLES:
        row += 1
    source = text.noun_phrase_from(row, min(stop, row + LONGEST_SOURCE))
    return None if source is None else (verb, source)


def _source_after(first: int, last: int, text: Text) -> tuple[int, Span] | None:
    """“…,” her father snapped"""
    after = _after(last, text)
    if after is None or text.norm[last - 1] in (".", "...", "…"):
        return None
    source = text.noun_phrase_from(after[0], min(after[1], after[0] + LONGEST_SOURCE))
    if source is None:
        return None
    verb = source[1]
    while verb < after[1] and text.tag[verb] in ("RB", "VBD", "VBZ") and not _is_reporting(verb, text):
        verb += 1
    is_verb = verb < after[1] and _is_reporting(verb, text) and text.tag[verb] in FINITE
    return (verb, source) if is_verb else None


def _verb_before(first: int, last: int, text: Text) -> tuple[int, Span] | None:
    """Her father snapped: “…”"""
    mark = first - 1
    start, _ = text.paragraph_of(mark)
    if mark - 2 < start or text.norm[mark - 1] not in (",", ":"):
        return None
    low = text.sentence_of(mark - 1)[0]
    for verb in range(mark - 2, max(low, mark - 2 - LONGEST_LEAD) - 1, -1):
        if text.is_quoted[verb] or text.norm[verb] in (",", ":"):
            return None
        if _is_reporting(verb, text) and text.tag[verb] in FINITE:
            source = text.noun_phrase_before(_without_adverbs(verb, low, text), low)
            return None if source is None else (verb, source)
    return None


def _passive_before(first: int, last: int, text: Text) -> tuple[int, Span] | None:
    """She was called “…” by her father; she was criticised by her father for “…”"""
    low, high = text.sentence_of(first - 1)
    for verb in range(first - 2, max(low, first - 2 - LONGEST_LEAD) - 1, -1):
        is_naming = text.tag[verb] == "VBN" and text.lemma[verb] in cue_lists()["namings"]
        if is_naming and "be" in text.lemma[max(low, verb - 3) : verb]:
            agent = _agent(verb + 1, first - 1, text) or _agent(last, high, text)
            return None if agent is None else (verb, agent)
    return None


def _agent(first: int, last: int, text: Text) -> Span | None:
    """The noun phrase after the first "by" in some rows."""
    for row in range(first, last):
        if text.norm[row] == "by":
            return text.noun_phrase_from(row + 1, last)
    return None


def _without_adverbs(verb: int, low: int, text: Text) -> int:
    while verb > low and (text.tag[verb - 1] == "RB" or text.lemma[verb - 1] in ("have", "be")):
        verb -= 1
    return verb
