"""The `quotes` frame: attributions as character offsets and text."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.frames import category_type

from .marks import CLOSES, OPENS
from .reading import NOUNS, VERBS, Attribution, Span, Text, cue_lists

DIRECT = 0.95  # the share of letters and digits in quotation marks from which content is direct, not mixed
PLACE_NOUNS = NOUNS - {"PRP"}  # of "in a tweet", but not of "to him"
STOPS = frozenset([",", ".", "?", "!", "…", "..."])
GAP = " … "
COLUMNS = (
    "article", "start", "end", "content", "pieces", "kind", "speech", "cue", "cue_start", "cue_end",
    "source", "source_start", "source_end", "rule", "score",
)  # fmt: skip

WRITTEN = ("content", "cue", "source")
OFFSETS = ("cue_start", "cue_end", "source_start", "source_end")
TYPES = {"start": np.int32, "end": np.int32, "speech": bool, "score": np.float64}


def quotes_frame(attributions: list[Attribution], text: Text) -> pd.DataFrame:
    """Make one row of each attribution, in the order of the articles; speakers are not resolved yet."""
    rows = [_row(attribution, text) for attribution in attributions]
    rows.sort(key=_place)
    columns: dict[str, Any] = {}
    for number, name in enumerate(COLUMNS):
        columns[name] = [row[number] for row in rows]
    numbers = np.array(columns["article"], dtype=int)
    columns["article"] = pd.Categorical.from_codes(numbers, text.names)
    return pd.DataFrame(_typed(columns))


def _place(row: tuple) -> tuple[int, int, int]:
    """Where an attribution stands: its article, its start and its end."""
    return row[:3]


def _typed(columns: dict[str, Any]) -> dict[str, Any]:
    """Give each column but the article its type."""
    typed = dict(columns)
    for name in WRITTEN:
        typed[name] = pd.array(columns[name], dtype="str")
    for name in OFFSETS:
        typed[name] = pd.array(columns[name], dtype="Int32")
    for name, dtype in TYPES.items():
        typed[name] = np.array(columns[name], dtype=dtype)
    kinds = category_type("quotes", "kind")
    typed["kind"] = pd.Categorical(columns["kind"], dtype=kinds)
    rules = pd.array(columns["rule"], dtype="str")
    typed["rule"] = pd.Categorical(rules)
    return typed


@dataclass(frozen=True)
class Spans:
    """The rows of an attribution that are shown: of each piece with its marks, of the cue and the source."""

    pieces: list[Span]
    cue: Span
    source: Span | None

    def offsets(self, text: Text) -> Span:
        """From the first to the last character of all."""
        spans = [*self.pieces, self.cue]
        if self.source is not None:
            spans.append(self.source)
        first = min([first for first, _ in spans])
        last = max([last for _, last in spans])
        return _offsets((first, last), text)


def _row(attribution: Attribution, text: Text) -> tuple:
    """The values of COLUMNS."""
    cue = _cue(attribution, text)
    tidy = _tidy(attribution, text)
    content = _with_its_that(tidy, cue, text)
    spans = Spans(
        pieces=[_with_marks(piece, text) for piece in content],
        cue=cue,
        source=_source(attribution, text),
    )
    start, end = spans.offsets(text)
    kind = _kind(content, text)
    shown = [_shown(piece, text) for piece in spans.pieces]
    return (
        text.article[attribution.anchor],
        start,
        end,
        GAP.join(shown),
        [list(_offsets(piece, text)) for piece in spans.pieces],
        kind,
        _is_speech(attribution, content, kind, text),
        *_passage(spans.cue, text),
        *_passage(spans.source, text),
        attribution.rule or _rule(attribution, content, text),
        attribution.score,
    )


def _passage(
    span: Span | None, text: Text
) -> tuple[str | None, int | None, int | None]:
    """A cue or a source as the text has it, and its offsets; all missing where there is none."""
    if span is None:
        return None, None, None
    start, end = _offsets(span, text)
    return text.raw(*span), start, end


def _offsets(span: Span, text: Text) -> Span:
    first, last = span
    return text.start[first], text.end[last - 1]


def _shown(piece: Span, text: Text) -> str:
    """A piece as written, without the "that" which opens it."""
    first, last = _without_that(piece, text)
    return text.raw(first, last)


# Content


def _tidy(attribution: Attribution, text: Text) -> list[Span]:
    """The pieces in order, without a lone adverb of the saying ("officials say *privately*")."""
    pieces = sorted(attribution.content)
    if len(pieces) > 1:
        kept = [piece for piece in pieces if not _is_lone_adverb(piece, text)]
        pieces = kept or pieces
    spans = [*pieces, *attribution.source, *attribution.cue]
    result = []
    for first, last in pieces:
        end = _with_more(last, spans, text)
        result.append((first, end))
    return result


def _with_its_that(pieces: list[Span], cue: Span, text: Text) -> list[Span]:
    """The pieces without a "that" which other words keep from its cue: "said in a tweet *that* it rains"."""
    opening, *others = pieces
    is_apart = opening[0] > cue[1]
    if not is_apart:
        return pieces
    return [_without_that(opening, text), *others]


def _is_lone_adverb(piece: Span, text: Text) -> bool:
    first, last = piece
    is_lone = last - first == 1
    return is_lone and text.tag[first] == "RB"


def _with_more(last: int, spans: list[Span], text: Text) -> int:
    """Where a piece ends that ", as well as" follows: with its sentence, unless another span begins there."""
    row = last
    if row < text.size and text.norm[row] == ",":
        row += 1
    following = text.norm[row : row + 3]
    if following != ["as", "well", "as"]:
        return last
    _, end = text.sentence_of(last)
    is_taken = any(last <= first <= end for first, _ in spans)
    if is_taken:
        return last
    return text.last_word(end)


def _without_that(piece: Span, text: Text) -> Span:
    """A piece without the conjunction that opens it: "said *that* it rains"."""
    first, last = piece
    clause = first + 1
    is_that = text.norm[first] == "that"
    is_conjunction = is_that and text.tag[first] == "IN"
    if is_conjunction and last > clause:
        return clause, last
    return piece


def _with_marks(piece: Span, text: Text) -> Span:
    """A piece with the quotation marks (and the comma within) that enclose it."""
    first, last = piece
    if _is_mark(first - 1, OPENS, first, text):
        first -= 1
    stop = last
    if stop < text.size and text.norm[stop] in STOPS:
        stop += 1
    if _is_mark(stop, CLOSES, first, text):
        return first, stop + 1
    return first, last


def _is_mark(row: int, kind: int, other: int, text: Text) -> bool:
    """Whether a row is a quotation mark of this kind, in the article of another row."""
    if not 0 <= row < text.size:
        return False
    if text.mark[row] != kind:
        return False
    return text.article[row] == text.article[other]


def _kind(content: list[Span], text: Text) -> str:
    """Direct, mixed or indirect, by the share of the content's letters and digits in quotation marks."""
    ink = 0
    quoted = 0
    for first, last in content:
        ink += text.ink[last] - text.ink[first]
        quoted += text.quoted_ink[last] - text.quoted_ink[first]
    if quoted == 0:
        return "indirect"
    if quoted < DIRECT * ink:
        return "mixed"
    return "direct"


# Cue and source


def _nearest(spans: list[Span], anchor: int) -> Span | None:
    """The span that lies nearest to an anchor."""
    if len(spans) == 1:
        return spans[0]

    def distance(span: Span) -> tuple[int, int]:
        first, last = span
        ahead = first - anchor
        behind = anchor - last + 1
        return max(ahead, behind, 0), first

    return min(spans, key=distance, default=None)


def _cue(attribution: Attribution, text: Text) -> Span:
    """From the word that carries a cue on, without where or when: of "has also said in a tweet:", "said"."""
    anchor = attribution.anchor
    span = _nearest(attribution.cue, anchor)
    last = anchor + 1
    if span is not None:
        first, end = span
        if first <= anchor < end:
            last = end
    last = _before_place(anchor, last, text)
    ends_in_mark = not text.word[last - 1]
    if ends_in_mark and last - anchor > 1:
        last -= 1
    if last - anchor > 1 and _tells_manner(last - 1, text):
        last -= 1
    return anchor, last


def _tells_manner(row: int, text: Text) -> bool:
    """Whether a word is an adverb that tells how something was said: "privately"."""
    is_adverb = text.tag[row] == "RB"
    return is_adverb and text.norm[row].endswith("ly")


def _before_place(anchor: int, last: int, text: Text) -> int:
    """Where a verb's cue ends: before "in a tweet", if it goes on so."""
    tags = text.tag[anchor:last]
    is_long_verb = len(tags) > 2 and tags[0] in VERBS
    if not is_long_verb or "IN" not in tags:
        return last
    preposition = tags.index("IN")
    if PLACE_NOUNS.isdisjoint(tags[preposition:]):
        return last
    return anchor + preposition


def _source(attribution: Attribution, text: Text) -> Span | None:
    """With the bracket that closes one opened within: "Eva Berg (D-Mass.)"."""
    span = _nearest(attribution.source, attribution.anchor)
    if span is None:
        return None
    first, last = span
    words = text.token[first:last]
    is_open = words.count("(") > words.count(")")
    if is_open and last < text.size and text.token[last] == ")":
        return first, last + 1
    return span


# What kind of row


def _is_speech(
    attribution: Attribution, content: list[Span], kind: str, text: Text
) -> bool:
    """Whether something is said: no belief, and not just a topic named."""
    if attribution.speech < 0.5:
        return False
    if kind != "indirect":
        return True
    first, _ = content[0]
    is_clause = text.norm[first] in cue_lists()["clauses"]
    if is_clause:
        return True
    anchor = attribution.anchor
    return not (_names_topic(anchor, text) or _names_target(anchor, first, text))


def _names_target(anchor: int, first: int, text: Text) -> bool:
    """Whether a content that begins on the row `first` is only what a verb is aimed at: "railed against"."""
    lists = cue_lists()
    is_attack = text.lemma[anchor] in lists["attacks"]
    aim = text.norm[first - 1]
    return is_attack and first > anchor and aim in lists["aims"]


def _names_topic(anchor: int, text: Text) -> bool:
    """Whether a topic follows a cue, and not what is said of it: "critic of", "discuss"."""
    row = _noun_of(anchor, text)
    is_noun = text.tag[row].startswith("NN")
    topics = "topic_nouns" if is_noun else "topics"
    return text.lemma[row] in cue_lists()[topics]


def _noun_of(anchor: int, text: Text) -> int:
    """The row of the noun that an anchor leads to: of "a vocal critic of", "critic"."""
    if text.tag[anchor] not in ("DT", "PRP$", "JJ"):
        return anchor
    farthest = min(anchor + 4, text.size)
    for row in range(anchor, farthest):
        if text.tag[row].startswith("NN"):
            return row
    return anchor


def _rule(attribution: Attribution, content: list[Span], text: Text) -> str:
    """How the content lies to its cue: "model:say-right" is "she said that …"."""
    anchor = attribution.anchor
    first_begin, _ = content[0]
    last_begin, _ = content[-1]
    side = "both"
    if first_begin > anchor:
        side = "right"
    elif last_begin < anchor:
        side = "left"
    return f"model:{text.lemma[anchor]}-{side}"
