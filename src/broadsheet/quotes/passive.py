"""Who speaks in the passive voice: "she was called a liar by the judge", "residents were told to leave"."""

from .reading import NOUNS, Attribution, Span, Text, cue_lists

BE = frozenset(["be", "get"])
BETWEEN = frozenset(["RB", "RBR", "RP"])
FARTHEST_BY = 40  # tokens from the verb to "by"


def give_passives_their_agent(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Never let the subject of a passive verb be the source: "by" names it, or nobody does.

    Where the verb is one of telling somebody (`addressing` in cues.toml) and no "by" follows, nothing is
    attributed to anyone, and there is no row. "Was quoted as saying" and "was heard to say" are no such
    passives: there the subject speaks.
    """
    return [attribution for attribution in attributions if _stays(attribution, text)]


def _stays(attribution: Attribution, text: Text) -> bool:
    return not _is_passive(attribution.anchor, text) or _put_right(attribution, text)


def _is_passive(anchor: int, text: Text) -> bool:
    """Whether a form of "be" stands before a past participle, adverbs between them aside."""
    lists = cue_lists()
    is_verb = any(
        text.lemma[anchor] in lists[name]
        for name in ("addressing", "statements", "namings")
    )
    if text.tag[anchor] not in ("VBN", "VBD") or not is_verb:
        return False
    first, _ = text.sentence_of(anchor)
    row = anchor - 1
    while row >= first and text.tag[row] in BETWEEN:
        row -= 1
    return (
        row >= first and text.lemma[row] in BE and not _speaks_after_all(anchor, text)
    )


def _speaks_after_all(anchor: int, text: Text) -> bool:
    """ "Was quoted as saying", "was heard to say": the subject of the passive is who speaks."""
    _, last = text.sentence_of(anchor)
    following = text.norm[anchor + 1 : min(last, anchor + 12)]
    verbs = text.lemma[anchor + 1 : min(last, anchor + 12)]
    if "as" in following:
        after = verbs[following.index("as") + 1 :][:1]
        if after and after[0] in cue_lists()["statements"]:
            return True
    heard = text.lemma[anchor] in ("hear", "see", "record", "film")
    return heard and "to" in following


def _put_right(attribution: Attribution, text: Text) -> bool:
    """Give an attribution the source that "by" names; False if it is to go."""
    by = _by(attribution, text)
    if by is not None:
        _, last = text.sentence_of(attribution.anchor)
        agent = text.noun_phrase_from(by + 1, last)
        if agent is not None:
            attribution.source = [agent]
            content = _without(attribution.content, (by, agent[1]))
            after = [piece for piece in content if piece[0] > attribution.anchor]
            attribution.content = after or content
            return bool(attribution.content)
    before = [span for span in attribution.source if span[1] <= attribution.anchor]
    is_addressed = text.lemma[attribution.anchor] in cue_lists()["addressing"]
    if is_addressed and (before or not attribution.source):
        return False
    attribution.source = [span for span in attribution.source if span not in before]
    return True


def _by(attribution: Attribution, text: Text) -> int | None:
    """The row of the "by" that names who speaks: outside quotation marks, and no "by Friday"."""
    anchor = attribution.anchor
    _, last = text.sentence_of(anchor)
    for row in range(anchor + 1, min(last - 1, anchor + FARTHEST_BY)):
        if (
            text.norm[row] == "by"
            and not text.is_quoted[row]
            and _is_somebody(row + 1, text)
        ):
            return row
    return None


def _is_somebody(row: int, text: Text) -> bool:
    if text.tag[row] in ("DT", "PRP$", "JJ", "PRP"):
        return True
    return text.tag[row] in NOUNS and text.norm[row] not in cue_lists()["days"]


def _without(spans: list[Span], cut: Span) -> list[Span]:
    """Some spans without the rows of another."""
    left = []
    for first, last in spans:
        left.append((first, min(last, cut[0])))
        left.append((max(first, cut[1]), last))
    return [part for part in left if part[0] < part[1]]
