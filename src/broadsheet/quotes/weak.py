"""Attributions the network is unsure of, where grammar says that they are ones."""

from .marks import CLOSES, OPENS
from .reading import Attribution, Span, Text, cue_lists

ADJACENT = 4  # tokens between a cue and the mark of its quotation
PROMOTED = 0.5  # the least score of what grammar confirms: right were 3 of 5 in PolNeAR's training articles


def keep_what_grammar_confirms(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Keep a weak attribution if its cue is a reporting verb next to a quotation or to a that-clause."""
    kept = []
    for attribution in attributions:
        if attribution.is_weak:
            if not _is_confirmed(attribution, text):
                continue
            attribution.score = max(attribution.score, PROMOTED)
        kept.append(attribution)
    return kept


def _is_confirmed(attribution: Attribution, text: Text) -> bool:
    anchor = attribution.anchor
    if attribution.speech < 0.5 or not text.is_reporting(anchor):
        return False
    if _opens_clause(attribution, text):
        before = [piece for piece in attribution.content if piece[1] <= anchor]
        attribution.content = attribution.content[-1:]
        if not attribution.source and before and text.norm[before[0][0]] != "it":
            attribution.source = before[:1]  # the network took the subject for content
        return bool(attribution.source) or bool(before)
    return bool(attribution.source) and _is_beside_quotation(attribution, text)


def _opens_clause(attribution: Attribution, text: Text) -> bool:
    """Whether "that" follows the cue, if need be after "as saying" or a pronoun."""
    anchor = attribution.anchor
    first = attribution.content[-1][0]
    between = text.norm[anchor + 1 : first]
    is_plain = len(between) < 2 or (len(between) == 2 and between[0] == "as")
    return first > anchor and text.norm[first] == "that" and is_plain


def _is_beside_quotation(attribution: Attribution, text: Text) -> bool:
    """Whether every piece is a whole quotation and the cue stands by the first or the last mark."""
    anchor = attribution.anchor
    for first, last in attribution.content:
        if text.mark[first - 1] != OPENS or not all(text.is_quoted[first:last]):
            return False
    first = attribution.content[0][0]
    last = text.quotation_last[attribution.content[-1][1] - 1]
    before = 0 < first - 1 - anchor <= ADJACENT and text.norm[first - 2] in (",", ":")
    is_closed = last < text.size and text.mark[last] == CLOSES
    return before or (is_closed and 0 < anchor - last <= ADJACENT)


def tell_speech_from_belief(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Count as speech what a verb introduces that always reports an utterance: "counsel submitted that …"."""
    lists = cue_lists()
    for attribution in attributions:
        anchor = attribution.anchor
        near = text.lemma[anchor + 1 : anchor + 3]
        is_spoken = text.lemma[anchor] in lists["spoken"] and text.tag[
            anchor
        ].startswith("VB")
        is_ruling = is_decided(anchor, attribution.source, text)
        if is_spoken or is_ruling or lists["spoken_nouns"].intersection(near):
            attribution.speech = max(attribution.speech, _certain(attribution, text))
    return attributions


def is_decided(verb: int, sources: list[Span], text: Text) -> bool:
    """Whether a court, a referee or the like decides that something is so: "the bench held that …"."""
    lists = cue_lists()
    opens_clause = "that" in text.norm[verb + 1 : verb + 3]  # "ruled Monday that"
    if text.lemma[verb] not in lists["rulings"] or not opens_clause:
        return False
    words = [text.norm[row] for span in sources for row in range(*span)]
    return not lists["deciding"].isdisjoint(words)


def _certain(attribution: Attribution, text: Text) -> float:
    """1 where the content is a clause, else 0: "claims victory" may be no speech."""
    for first, last in attribution.content:
        if any(
            text.tag[row] in ("VBD", "VBZ", "VBP", "MD") for row in range(first, last)
        ):
            return 1.0
    return 0.0
