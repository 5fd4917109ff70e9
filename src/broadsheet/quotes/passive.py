"""Who speaks in the passive voice: "she was called a liar by the judge", "residents were told to leave"."""

from .reading import NOUNS, Attribution, Span, Text, cue_lists

PASSIVE_LISTS = ("addressing", "statements", "namings")  # in cues.toml
BE = frozenset(["be", "get"])
BETWEEN = frozenset(["RB", "RBR", "RP"])
WITNESSING = ("hear", "see", "record", "film")
FARTHEST_AS = 12  # tokens from the verb to "saying"
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
    if not _is_passive(attribution.anchor, text):
        return True
    return _put_right(attribution, text)


def _is_passive(anchor: int, text: Text) -> bool:
    """Whether a form of "be" stands before a past participle, adverbs between them aside.

    Headlines leave it out, and tell what happened in the present: "Talks called as strike looms".
    """
    if text.tag[anchor] not in ("VBN", "VBD"):
        return False
    lists = cue_lists()
    lemma = text.lemma[anchor]
    if not any(lemma in lists[name] for name in PASSIVE_LISTS):
        return False
    first, last = text.sentence_of(anchor)
    if text.is_title[anchor] and text.norm[anchor + 1 : last][:1] == ["as"]:
        return not _speaks_after_all(anchor, text)
    row = anchor - 1
    while row >= first and text.tag[row] in BETWEEN:
        row -= 1
    if row < first or text.lemma[row] not in BE:
        return False
    return not _speaks_after_all(anchor, text)


def _speaks_after_all(anchor: int, text: Text) -> bool:
    """ "Was quoted as saying", "was heard to say": the subject of the passive is who speaks."""
    _, last = text.sentence_of(anchor)
    first = anchor + 1
    farthest = min(last, anchor + FARTHEST_AS)
    following = text.norm[first:farthest]
    if "as" in following:
        row = first + following.index("as") + 1
        lemmas = text.lemma[row:farthest]
        if lemmas and lemmas[0] in cue_lists()["statements"]:
            return True
    is_witnessed = text.lemma[anchor] in WITNESSING
    return is_witnessed and "to" in following


def _put_right(attribution: Attribution, text: Text) -> bool:
    """Give an attribution the source that "by" names; False if it is to go."""
    anchor = attribution.anchor
    by = _by(attribution, text)
    if by is not None:
        _, last = text.sentence_of(anchor)
        agent = text.noun_phrase_from(by + 1, last)
        if agent is not None:
            agent = _with_apposition(agent, last, text)
            attribution.source = [agent]
            _leave_out(attribution, (by, agent[1]))
            return bool(attribution.content)
    behind = [span for span in attribution.source if span[1] > anchor]
    is_behind = len(behind) == len(attribution.source)
    names_speaker = bool(behind) and is_behind
    is_addressed = text.lemma[anchor] in cue_lists()["addressing"]
    if (is_addressed or text.is_title[anchor]) and not names_speaker:
        return False
    attribution.source = behind
    return True


def _with_apposition(agent: Span, last: int, text: Text) -> Span:
    """An agent with the name behind it: "by his pastor, Rev. Ana Ruiz"."""
    first, stop = agent
    head = stop - 1
    following = stop + 1
    is_noun = text.tag[head] == "NN"
    if not is_noun or following >= last:
        return agent
    if text.norm[stop] != ",":
        return agent
    if text.tag[following] not in ("NNP", "NNPS"):
        return agent
    name = text.noun_phrase_from(following, last)
    if name is None:
        return agent
    return first, name[1]


def _leave_out(attribution: Attribution, agent: Span) -> None:
    """Take "by the judge" out of the content, and what stands before the verb if more follows."""
    content = _without(attribution.content, agent)
    after = [piece for piece in content if piece[0] > attribution.anchor]
    attribution.content = after or content


def _by(attribution: Attribution, text: Text) -> int | None:
    """The row of the "by" that names who speaks: outside quotation marks, and no "by Friday"."""
    anchor = attribution.anchor
    _, last = text.sentence_of(anchor)
    farthest = min(last - 1, anchor + FARTHEST_BY)
    for row in range(anchor + 1, farthest):
        is_by = text.norm[row] == "by" and not text.is_quoted[row]
        if is_by and _is_somebody(row + 1, text):
            return row
    return None


def _is_somebody(row: int, text: Text) -> bool:
    tag = text.tag[row]
    if tag in ("DT", "PRP$", "JJ", "PRP"):
        return True
    is_day = text.norm[row] in cue_lists()["days"]
    return tag in NOUNS and not is_day


def _without(spans: list[Span], cut: Span) -> list[Span]:
    """Some spans without the rows of another."""
    cut_first, cut_last = cut
    parts = []
    for first, last in spans:
        before = (first, min(last, cut_first))
        behind = (max(first, cut_last), last)
        parts += [before, behind]
    kept = []
    for first, last in parts:
        if first < last:
            kept.append((first, last))
    return kept
