"""Where content begins and ends: without what belongs to its source, its cue, or the story around it."""

from .marks import CLOSES, OPENS
from .reading import FINITE, Attribution, Span, Text, cue_lists

LEAST_CLAUSE = 2  # tokens of what is said
ACCOUNTS = frozenset(["accord"])  # the lemma of "according to"


def trim_edges(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Let content begin behind "saying" and "who led the study,", and end where a whole quotation does."""
    for attribution in attributions:
        if attribution.rule:
            continue
        _begin_behind_saying(attribution, text)
        _begin_behind_relative_clause(attribution, text)
        _end_at_closing_mark(attribution, text)
        _leave_out_question(attribution, text)
    return [one for one in attributions if not _is_answered(one, text)]


def _begin_behind_saying(attribution: Attribution, text: Text) -> None:
    """Make "saying" the cue, and no content: "the mayor agreed, *saying* rents were too high"."""
    first, last = attribution.content[0]
    is_behind = attribution.anchor < first and not text.is_quoted[first]
    if not is_behind:
        return
    if text.norm[first] not in cue_lists()["saying"]:
        return
    if text.tag[first] != "VBG":
        return
    if last - first <= LEAST_CLAUSE:
        return
    attribution.cue = [(first, first + 1)]
    attribution.content[0] = (first + 1, last)


def _begin_behind_relative_clause(attribution: Attribution, text: Text) -> None:
    """Leave out what only tells of whoever speaks: "according to Ida Moe, *who led the study*, bees died"."""
    first, last = attribution.content[0]
    if text.lemma[attribution.anchor] not in ACCOUNTS | {"according"}:
        return
    if text.tag[first] not in ("WP", "WP$"):
        return
    if text.is_quoted[first]:
        return
    for comma in range(first + LEAST_CLAUSE, last - LEAST_CLAUSE):
        is_rest = FINITE.intersection(text.tag[comma + 1 : last])
        if text.norm[comma] == "," and is_rest:
            attribution.content[0] = (comma + 1, last)
            return


def _end_at_closing_mark(attribution: Attribution, text: Text) -> None:
    """Leave out what the story tells behind a whole quotation: "shouted “Run!” *as the roof fell*"."""
    first, last = attribution.content[-1]
    if text.mark[first - 1] != OPENS:
        return
    if first - 2 != attribution.anchor:
        return
    closing = text.quotation_last[first]
    if closing + 1 >= last:
        return
    if text.mark[closing] != CLOSES:
        return
    behind = closing + 1
    if any(text.mark[behind:last]):
        return
    if _is_story(behind, text) and _is_whole(first, text):
        attribution.content[-1] = (first, closing)


def _is_story(row: int, text: Text) -> bool:
    """Whether the story goes on at a row: "as", "when", "before"; or whoever listens: "to the boy"."""
    return text.token[row] in cue_lists()["story"]


def _is_whole(first: int, text: Text) -> bool:
    """Whether a quotation begins as a sentence does, or its verb tells how it sounded ("whispered")."""
    lists = cue_lists()
    if text.token[first][:1].isupper():
        return True
    verb = text.lemma[first - 2]
    return verb in lists["utterances"] and verb not in lists["statements"]


def _leave_out_question(attribution: Attribution, text: Text) -> None:
    """Leave out what somebody was asked before answering: "*Asked whether he would go*, he laughed: …"."""
    if len(attribution.content) < 2:
        return
    first, last = attribution.content[0]
    low, _ = text.sentence_of(first)
    if first != low or last > attribution.anchor:
        return
    is_asked = text.lemma[first] in cue_lists()["asked"]
    if is_asked and not any(text.mark[first:last]):
        attribution.content = attribution.content[1:]


def _is_answered(attribution: Attribution, text: Text) -> bool:
    """Whether content is only what somebody answers to: "did not respond to *questions*"."""
    if attribution.rule:
        return False
    if text.lemma[attribution.anchor] not in cue_lists()["answering"]:
        return False
    if len(attribution.content) > 1:
        return False
    return _is_target(attribution.anchor, attribution.content[0], text)


def _is_target(anchor: int, content: Span, text: Text) -> bool:
    """Whether content is a noun phrase without a verb right behind the cue, or in what follows its "to"."""
    first, last = content
    following = anchor + 1
    if first < following:
        return False
    is_near = first == following or text.norm[following] in ("to", "about")
    if not is_near:
        return False
    if any(text.is_quoted[first:last]):
        return False
    tags = text.tag[first:last]
    return not any(tag.startswith(("VB", "MD")) for tag in tags)
