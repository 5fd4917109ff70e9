"""Whose words they are when somebody cites somebody: "the agency cited a minister as saying"."""

from .clauses import missed_row
from .reading import Attribution, Span, Text, cue_lists, owners

FARTHEST = 14  # tokens from the citing verb to "as saying"


def read_cited_sources(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Make whoever is cited the source, in place of whoever cites."""
    for attribution in attributions:
        if _is_quoted_as_saying(attribution.anchor, text):
            _read_passive(attribution, text)
            continue
        cited = _cited(attribution.anchor, text)
        if cited is not None:
            attribution.source = [cited]
            _leave_out_source(attribution, text)
    return attributions + _missed(attributions, text)


def _missed(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Rows for each "she was quoted (by the agency) as saying …" that has none yet."""
    owner = owners(attributions, text.size)
    anchors = {attribution.anchor for attribution in attributions}
    result = []
    for verb in text.rows_with_lemma(cue_lists()["citing"]):
        if text.tag[verb] != "VBN":
            continue
        if not _is_quoted_as_saying(verb, text):
            continue
        _, last = text.sentence_of(verb)
        if not anchors.isdisjoint(range(verb, last)):
            continue
        if max(owner[verb:last]) >= 0:
            continue
        attribution = missed_row(verb, (verb, verb + 1), [])
        attribution.content = []
        _read_passive(attribution, text)
        clause = _as_saying(verb, last, text) + 2
        is_read = bool(attribution.content and attribution.source)
        if is_read and _opens_clause(clause, last, text):
            result.append(attribution)
    return result


def _opens_clause(row: int, last: int, text: Text) -> bool:
    """Whether a clause begins at a row: with "that", or with what is no other preposition."""
    if row >= last:
        return False
    is_that = text.norm[row] == "that"
    return is_that or text.tag[row] != "IN"


def _leave_out_source(attribution: Attribution, text: Text) -> None:
    """Let no content begin before the "saying" of "cited a minister as saying …"."""
    _, last = text.sentence_of(attribution.anchor)
    _, source_end = attribution.source[0]
    farthest = min(last, source_end + FARTHEST)
    row = _as_saying(source_end - 1, farthest, text)
    if row < 0:
        return
    clause = row + 2
    content = []
    for piece in attribution.content:
        first, end = piece
        if attribution.anchor <= first < clause:
            first = clause
        if first < end:
            content.append((first, end))
    attribution.content = content or attribution.content


def _is_quoted_as_saying(anchor: int, text: Text) -> bool:
    """Whether the anchor is "quoted" in "she was quoted (by the agency) as saying"."""
    first, last = text.sentence_of(anchor)
    if text.lemma[anchor] not in cue_lists()["citing"]:
        return False
    begin = max(first, anchor - 2)
    before = text.lemma[begin:anchor]
    if "be" not in before:
        return False
    farthest = min(last, anchor + FARTHEST)
    row = _as_saying(anchor, farthest, text)
    return row > 0


def _read_passive(attribution: Attribution, text: Text) -> None:
    """Read subject and clause of "she was quoted (by the agency) as saying …"."""
    anchor = attribution.anchor
    first, last = text.sentence_of(anchor)
    be = anchor - 1
    if text.lemma[be] != "be":
        be -= 1
    subject = text.noun_phrase_before(be, first)
    farthest = min(last, anchor + FARTHEST)
    clause = _as_saying(anchor, farthest, text) + 2
    end = text.last_word(last)
    if subject is not None:
        attribution.source = [subject]
    starts_in_clause = any(piece[0] >= clause for piece in attribution.content)
    if not starts_in_clause and clause < end:
        attribution.content = [(clause, end)]


def _cited(anchor: int, text: Text) -> Span | None:
    """The noun phrase between "cited" and "as saying", of which one is the anchor."""
    first, last = text.sentence_of(anchor)
    lists = cue_lists()
    verb = anchor
    follows_as = anchor > first and text.norm[anchor - 1] == "as"
    if follows_as and text.norm[anchor] in lists["saying"]:
        verb = _citing_before(anchor, first, text)
    if verb < 0:
        return None
    if text.lemma[verb] not in lists["citing"]:
        return None
    farthest = min(last, verb + FARTHEST)
    stop = _as_saying(verb, farthest, text)
    if stop <= verb + 1:
        return None
    return text.noun_phrase_from(verb + 1, stop)


def _citing_before(anchor: int, first: int, text: Text) -> int:
    """The row of the citing verb before "as saying"; -1 if there is none."""
    farthest = max(first, anchor - FARTHEST)
    citing = cue_lists()["citing"]
    for row in range(anchor - 2, farthest - 1, -1):
        if text.lemma[row] in citing:
            return row
    return -1


def _as_saying(verb: int, last: int, text: Text) -> int:
    """The row of the "as" before a verb of saying; -1 if there is none."""
    saying = cue_lists()["saying"]
    for row in range(verb + 1, last - 1):
        if text.norm[row] != "as":
            continue
        following = text.norm[row + 1]
        if following in saying:
            return row
    return -1
