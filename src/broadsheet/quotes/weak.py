"""Attributions the network is unsure of, where grammar says that they are ones."""

from broadsheet.names.lexicon import lexicon

from .marks import CLOSES, OPENS
from .reading import FINITE, NOUNS, Attribution, Span, Text, cue_lists

ADJACENT = 4  # tokens between a cue and the mark of its quotation
LEADING = (",", ":")
PROMOTED = 0.5  # the least score of what grammar confirms: right were 3 of 5 in PolNeAR's training articles


def keep_what_grammar_confirms(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Keep a weak attribution if its cue is a reporting verb next to a quotation or to a that-clause."""
    kept = []
    for attribution in attributions:
        if not attribution.is_weak:
            kept.append(attribution)
            continue
        if _is_confirmed(attribution, text):
            attribution.score = max(attribution.score, PROMOTED)
            kept.append(attribution)
    return kept


def _is_confirmed(attribution: Attribution, text: Text) -> bool:
    is_speech = attribution.speech >= 0.5
    if not is_speech:
        return False
    if not text.is_reporting(attribution.anchor):
        return False
    if _opens_clause(attribution, text):
        return _keep_clause(attribution, text)
    if not attribution.source:
        return False
    return _is_beside_quotation(attribution, text)


def _keep_clause(attribution: Attribution, text: Text) -> bool:
    """Let the clause be all that is said; False if there is no subject that says it."""
    anchor = attribution.anchor
    before = [piece for piece in attribution.content if piece[1] <= anchor]
    attribution.content = attribution.content[-1:]
    if attribution.source:
        return True
    if not before:
        return False
    subject = before[0]
    first, _ = subject
    if text.norm[first] != "it":
        attribution.source = [subject]  # the network took the subject for content
    return True


def _opens_clause(attribution: Attribution, text: Text) -> bool:
    """Whether "that" follows the cue, if need be after "as saying" or a pronoun."""
    anchor = attribution.anchor
    first, _ = attribution.content[-1]
    if first <= anchor:
        return False
    if text.norm[first] != "that":
        return False
    between = text.norm[anchor + 1 : first]
    if len(between) < 2:
        return True
    if len(between) > 2:
        return False
    return between[0] == "as"


def _is_beside_quotation(attribution: Attribution, text: Text) -> bool:
    """Whether every piece is a whole quotation and the cue stands by the first or the last mark."""
    anchor = attribution.anchor
    if not all(_is_quotation(piece, text) for piece in attribution.content):
        return False
    first, _ = attribution.content[0]
    opening = first - 1
    ahead = opening - anchor
    is_before = 0 < ahead <= ADJACENT
    if is_before and text.norm[opening - 1] in LEADING:
        return True
    _, last = attribution.content[-1]
    closing = text.quotation_last[last - 1]
    behind = anchor - closing
    if not 0 < behind <= ADJACENT:
        return False
    if closing >= text.size:
        return False
    return text.mark[closing] == CLOSES


def _is_quotation(piece: Span, text: Text) -> bool:
    """Whether a piece begins at a mark and lies in quotation marks."""
    first, last = piece
    follows_mark = text.mark[first - 1] == OPENS
    return follows_mark and all(text.is_quoted[first:last])


def tell_speech_from_belief(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Count as speech what a verb introduces that always reports an utterance: "counsel submitted that …"."""
    for attribution in attributions:
        if _is_uttered(attribution, text):
            certainty = _certain(attribution, text)
            attribution.speech = max(attribution.speech, certainty)
    return attributions


def _is_uttered(attribution: Attribution, text: Text) -> bool:
    """Whether the cue always reports an utterance: by its verb, its noun, or as a ruling."""
    lists = cue_lists()
    anchor = attribution.anchor
    is_verb = text.tag[anchor].startswith("VB")
    if is_verb and text.lemma[anchor] in lists["spoken"]:
        return True
    if is_verb and text.is_phrase(anchor):
        return True
    near = text.lemma[anchor + 1 : anchor + 3]
    if not lists["spoken_nouns"].isdisjoint(near):
        return True
    if text.lemma[anchor] == "hear":
        return any(hears(source, text) for source in attribution.source)
    is_ruling = is_decided(anchor, attribution.source, text)
    return is_ruling or _is_finding(attribution, text)


def is_decided(verb: int, sources: list[Span], text: Text) -> bool:
    """Whether a court, a referee or the like decides that something is so: "the bench held that …"."""
    lists = cue_lists()
    if text.lemma[verb] not in lists["rulings"]:
        return False
    near = text.norm[verb + 1 : verb + 3]  # "ruled Monday that"
    if "that" not in near:
        return False
    words: list[str] = []
    for first, last in sources:
        words += text.norm[first:last]
    return not lists["deciding"].isdisjoint(words)


def _is_finding(attribution: Attribution, text: Text) -> bool:
    """Whether people or something written find that something is so: "a report by X found that …"."""
    anchor = attribution.anchor
    is_finding = text.lemma[anchor] in cue_lists()["findings"]
    if not is_finding:
        return False
    following = anchor + 1
    if following >= text.size:
        return False
    if text.norm[following] != "that":
        return False
    return any(can_find(source, text) for source in attribution.source)


def can_find(source: Span, text: Text) -> bool:
    """Whether a source is a document, a body or people who find out: "the team found that …"."""
    first, last = source
    lists = lexicon().sources
    for row in range(first, last):
        word = text.norm[row]
        is_finder = word in lists["documents"] or word in lists["finders"]
        if is_finder and text.tag[row] in NOUNS:
            return True
    return False


def hears(source: Span, text: Text) -> bool:
    """Whether a source is a court or a jury, which hear what is told to them: "the jury heard that …"."""
    first, last = source
    words = text.norm[first:last]
    return not cue_lists()["hearing"].isdisjoint(words)


def _certain(attribution: Attribution, text: Text) -> float:
    """1 where the content is a clause, else 0: "claims victory" may be no speech."""
    for first, last in attribution.content:
        tags = text.tag[first:last]
        if not FINITE.isdisjoint(tags):
            return 1.0
    return 0.0
