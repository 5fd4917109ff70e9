"""The `quotes` frame: attributions as character offsets and text."""

import numpy as np
import pandas as pd

from broadsheet.frames import category_type

from .marks import CLOSES, OPENS
from .reading import NOUNS, VERBS, Attribution, Span, Text, cue_lists

DIRECT = 0.95  # the share of letters and digits in quotation marks from which content is direct, not mixed
STOPS = frozenset([",", ".", "?", "!", "…", "..."])
GAP = " … "
COLUMNS = (
    "article", "start", "end", "content", "pieces", "kind", "speech", "cue", "cue_start", "cue_end",
    "source", "source_start", "source_end", "rule", "score",
)  # fmt: skip


def quotes_frame(attributions: list[Attribution], text: Text) -> pd.DataFrame:
    """Make one row of each attribution, in the order of the articles; speakers are not resolved yet."""
    rows = [_row(attribution, text) for attribution in attributions]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["article"] = pd.Categorical.from_codes(
        frame["article"].to_numpy(dtype=int), text.names
    )
    for name in ("content", "cue", "source"):
        frame[name] = pd.array(frame[name].tolist(), dtype="str")
    for name in ("cue_start", "cue_end", "source_start", "source_end"):
        frame[name] = pd.array(frame[name].tolist(), dtype="Int32")
    frame = frame.astype(
        {"start": np.int32, "end": np.int32, "speech": bool, "score": np.float64}
    )
    frame["kind"] = frame["kind"].astype(category_type("quotes", "kind"))
    frame["rule"] = pd.Categorical(frame["rule"].astype("str"))
    return frame.sort_values(
        ["article", "start", "end"], kind="stable", ignore_index=True
    )


def _row(attribution: Attribution, text: Text) -> dict[str, object]:
    cue = _cue(attribution, text)
    content = _with_its_that(_tidy(attribution, text), cue, text)
    with_marks = [_with_marks(piece, text) for piece in content]
    pieces = [[text.start[first], text.end[last - 1]] for first, last in with_marks]
    shown = [text.raw(*_without_that(piece, text)) for piece in with_marks]
    kind = _kind(content, text)
    source = _source(attribution, text)
    offsets = [*pieces, *(list(_offsets(span, text)) for span in (cue, source) if span)]
    cue_offsets = _offsets(cue, text)
    source_offsets = _offsets(source, text)
    return {
        "article": text.article[attribution.anchor],
        "start": min(start for start, _ in offsets),
        "end": max(end for _, end in offsets),
        "content": GAP.join(shown),
        "pieces": pieces,
        "kind": kind,
        "speech": _is_speech(attribution, content, kind, text),
        "cue": text.raw(*cue) if cue else None,
        "cue_start": cue_offsets[0],
        "cue_end": cue_offsets[1],
        "source": text.raw(*source) if source else None,
        "source_start": source_offsets[0],
        "source_end": source_offsets[1],
        "rule": attribution.rule or _rule(attribution, content, text),
        "score": attribution.score,
    }


def _offsets(span: Span | None, text: Text) -> tuple[int | None, int | None]:
    if span is None:
        return None, None
    return text.start[span[0]], text.end[span[1] - 1]


# Content


def _tidy(attribution: Attribution, text: Text) -> list[Span]:
    """The pieces in order, without a lone adverb of the saying ("officials say *privately*")."""
    pieces = sorted(attribution.content)
    if len(pieces) > 1:
        kept = [piece for piece in pieces if not _is_lone_adverb(piece, text)]
        pieces = kept or pieces
    starts = [
        span[0]
        for spans in (pieces, attribution.source, attribution.cue)
        for span in spans
    ]
    return [(first, _with_more(last, starts, text)) for first, last in pieces]


def _with_its_that(pieces: list[Span], cue: Span, text: Text) -> list[Span]:
    """The pieces without a "that" which other words keep from its cue: "said in a tweet *that* it rains"."""
    is_apart = pieces[0][0] > cue[1]
    return [_without_that(pieces[0], text), *pieces[1:]] if is_apart else pieces


def _is_lone_adverb(piece: Span, text: Text) -> bool:
    return piece[1] - piece[0] == 1 and text.tag[piece[0]] == "RB"


def _with_more(last: int, starts: list[int], text: Text) -> int:
    """Where a piece ends that ", as well as" follows: with its sentence, unless another span begins there."""
    row = last
    if row < text.size and text.norm[row] == ",":
        row += 1
    if text.norm[row : row + 3] != ["as", "well", "as"]:
        return last
    _, end = text.sentence_of(last)
    if any(last <= start <= end for start in starts):
        return last
    return text.last_word(end)


def _without_that(piece: Span, text: Text) -> Span:
    """A piece without the conjunction that opens it: "said *that* it rains"."""
    first, last = piece
    is_conjunction = text.norm[first] == "that" and text.tag[first] == "IN"
    return (first + 1, last) if is_conjunction and last - first > 1 else piece


def _with_marks(piece: Span, text: Text) -> Span:
    """A piece with the quotation marks (and the comma within) that enclose it."""
    first, last = piece
    if first > 0 and text.mark[first - 1] == OPENS:
        first -= 1
    stop = last
    if stop < text.size and text.norm[stop] in STOPS:
        stop += 1
    is_closed = (
        stop < text.size
        and text.mark[stop] == CLOSES
        and text.article[stop] == text.article[first]
    )
    return (first, stop + 1) if is_closed else (first, last)


def _kind(content: list[Span], text: Text) -> str:
    """Direct, mixed or indirect, by the share of the content's letters and digits in quotation marks."""
    ink = sum(int(text.ink[last] - text.ink[first]) for first, last in content)
    quoted = sum(
        int(text.quoted_ink[last] - text.quoted_ink[first]) for first, last in content
    )
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * ink else "mixed"


# Cue and source


def _nearest(spans: list[Span], anchor: int) -> Span | None:
    """The span that lies nearest to an anchor."""

    def distance(span: Span) -> tuple[int, int]:
        return max(span[0] - anchor, anchor - span[1] + 1, 0), span[0]

    return min(spans, key=distance, default=None)


def _cue(attribution: Attribution, text: Text) -> Span:
    """From the word that carries a cue on, without where or when: of "has also said in a tweet:", "said"."""
    anchor = attribution.anchor
    span = _nearest(attribution.cue, anchor)
    last = anchor + 1
    if span is not None and span[0] <= anchor < span[1]:
        last = span[1]
    tags = text.tag[anchor:last]
    if len(tags) > 2 and tags[0] in VERBS and "IN" in tags:
        preposition = tags.index("IN")
        if any(tag in NOUNS and tag != "PRP" for tag in tags[preposition:]):
            last = anchor + preposition
    if last - anchor > 1 and not text.word[last - 1]:
        last -= 1
    return anchor, last


def _source(attribution: Attribution, text: Text) -> Span | None:
    """With the bracket that closes one opened within: "Eva Berg (D-Mass.)"."""
    span = _nearest(attribution.source, attribution.anchor)
    if span is None:
        return None
    words = text.token[span[0] : span[1]]
    is_open = words.count("(") > words.count(")")
    if is_open and span[1] < text.size and text.token[span[1]] == ")":
        return span[0], span[1] + 1
    return span


# What kind of row


def _is_speech(
    attribution: Attribution, content: list[Span], kind: str, text: Text
) -> bool:
    """Whether something is said: no belief, and not just a topic named."""
    if attribution.speech < 0.5:
        return False
    lists = cue_lists()
    row = _noun_of(attribution.anchor, text)
    names = "topic_nouns" if text.tag[row].startswith("NN") else "topics"
    is_topic = text.lemma[row] in lists[names]
    is_clause = text.norm[content[0][0]] in lists["clauses"]
    return not (is_topic and not is_clause and kind == "indirect")


def _noun_of(anchor: int, text: Text) -> int:
    """The row of the noun that an anchor leads to: of "a vocal critic of", "critic"."""
    if text.tag[anchor] not in ("DT", "PRP$", "JJ"):
        return anchor
    near = range(anchor, min(anchor + 4, text.size))
    return next((row for row in near if text.tag[row].startswith("NN")), anchor)


def _rule(attribution: Attribution, content: list[Span], text: Text) -> str:
    """How the content lies to its cue: "model:say-right" is "she said that …"."""
    anchor = attribution.anchor
    side = "both"
    if content[0][0] > anchor:
        side = "right"
    elif content[-1][0] < anchor:
        side = "left"
    return f"model:{text.lemma[anchor]}-{side}"
