"""Who speaks in the passive voice: "she was called a liar by the judge", "residents were told to leave"."""

from .marks import OPENS
from .reading import NOUNS, Attribution, Span, Text, cue_lists

PASSIVE_LISTS = ("addressing", "statements", "namings")  # in cues.toml
PARTICIPLES = ("VBN", "VBD")  # the tagger often takes one for the past tense
BEFORE_NOUNS = ("DT", "PRP$", "JJ", "PRP")
BE = frozenset(["be", "get"])
BETWEEN = frozenset(["RB", "RBR", "RP"])
WITNESSING = ("hear", "see", "record", "film")
FARTHEST_AS = 12  # tokens from the verb to "saying"
FARTHEST_BY = 40  # tokens from the verb to "by"
TELLING = frozenset(["to", "that", "of"])  # "was told by the judge to leave"


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
    if text.tag[anchor] not in PARTICIPLES:
        return False
    if not _takes_an_agent(text.lemma[anchor]):
        return False
    is_passive = _leaves_out_be(anchor, text) or _follows_be(anchor, text)
    if not is_passive:
        return False
    return not _speaks_after_all(anchor, text)


def _takes_an_agent(lemma: str) -> bool:
    """Whether a verb's passive tells what somebody else said."""
    lists = cue_lists()
    return any(lemma in lists[name] for name in PASSIVE_LISTS)


def _leaves_out_be(anchor: int, text: Text) -> bool:
    """Whether "as" follows a participle in a headline."""
    if not text.is_title[anchor]:
        return False
    following = anchor + 1
    _, last = text.sentence_of(anchor)
    if following >= last:
        return False
    return text.norm[following] == "as"


def _follows_be(anchor: int, text: Text) -> bool:
    first, _ = text.sentence_of(anchor)
    row = anchor - 1
    while row >= first and text.tag[row] in BETWEEN:
        row -= 1
    if row < first:
        return False
    return text.lemma[row] in BE


def _speaks_after_all(anchor: int, text: Text) -> bool:
    """ "Was quoted as saying", "was heard to say": the subject of the passive is who speaks."""
    _, last = text.sentence_of(anchor)
    first = anchor + 1
    farthest = min(last, anchor + FARTHEST_AS)
    if _has_as_saying(first, farthest, text):
        return True
    if text.lemma[anchor] not in WITNESSING:
        return False
    following = text.norm[first:farthest]
    return "to" in following


def _has_as_saying(first: int, last: int, text: Text) -> bool:
    """Whether a verb of saying follows the first "as" in some rows."""
    words = text.norm[first:last]
    if "as" not in words:
        return False
    row_of_as = first + words.index("as")
    verb = row_of_as + 1
    if verb >= last:
        return False
    statements = cue_lists()["statements"]
    return text.lemma[verb] in statements


def _put_right(attribution: Attribution, text: Text) -> bool:
    """Give an attribution the source that "by" names; False if it is to go."""
    agent = _agent(attribution, text)
    if agent is None:
        return _keep_source_behind(attribution, text)
    attribution.source = [agent]
    first, last = agent
    by = first - 1
    _leave_out(attribution, (by, last))
    if not attribution.content:
        return False
    if _tells_of_subject(attribution, text):
        _take_words_behind(attribution, agent, text)
    attribution.content = [_after_as(span, text) for span in attribution.content]
    return True


def _tells_of_subject(attribution: Attribution, text: Text) -> bool:
    """Whether all content is whom the verb is about: "the firm was criticised by the regulator"."""
    anchor = attribution.anchor
    if not _needs_agent(anchor, text):
        return False
    ends = [last for _, last in attribution.content]
    return max(ends) <= anchor


def _take_words_behind(attribution: Attribution, agent: Span, text: Text) -> None:
    """Make the quoted words behind the verb the content, or what the agent told the subject to do.

    Without either nothing was said: "the firm was criticised by the regulator".
    """
    anchor = attribution.anchor
    _, last = text.sentence_of(anchor)
    _, after_agent = agent
    if after_agent < last and text.norm[after_agent] in TELLING:
        attribution.content = [(after_agent, text.last_word(last))]
        return
    for row in range(anchor, last):
        if text.mark[row] == OPENS:
            end = text.quotation_last[row]
            attribution.content = [(row, min(end + 1, last))]
            return
    attribution.speech = 0.0


def _after_as(span: Span, text: Text) -> Span:
    """A content without the "as" before its quotation mark: "described as “reckless”"."""
    first, last = span
    following = first + 1
    if following >= last or text.norm[first] != "as":
        return span
    if text.mark[following] == OPENS:
        return following, last
    return span


def _agent(attribution: Attribution, text: Text) -> Span | None:
    """Whom "by" names."""
    by = _by(attribution, text)
    if by is None:
        return None
    _, last = text.sentence_of(attribution.anchor)
    agent = text.noun_phrase_from(by + 1, last)
    if agent is None:
        return None
    return _with_apposition(agent, last, text)


def _keep_source_behind(attribution: Attribution, text: Text) -> bool:
    """Keep only a source behind the verb; False where nobody is left who could have said it."""
    anchor = attribution.anchor
    behind = []
    for span in attribution.source:
        _, last = span
        if last > anchor:
            behind.append(span)
    are_all_behind = len(behind) == len(attribution.source)
    names_speaker = bool(behind) and are_all_behind
    if not names_speaker and _needs_agent(anchor, text):
        return False
    attribution.source = behind
    return True


def _needs_agent(anchor: int, text: Text) -> bool:
    """Whether a passive without "by" attributes nothing: in headlines, and of telling somebody."""
    if text.is_title[anchor]:
        return True
    addressing = cue_lists()["addressing"]
    return text.lemma[anchor] in addressing


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
        if text.norm[row] != "by":
            continue
        if text.is_quoted[row]:
            continue
        if _is_somebody(row + 1, text):
            return row
    return None


def _is_somebody(row: int, text: Text) -> bool:
    tag = text.tag[row]
    if tag in BEFORE_NOUNS:
        return True
    if tag not in NOUNS:
        return False
    days = cue_lists()["days"]
    return text.norm[row] not in days


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
