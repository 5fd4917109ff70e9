"""Whose each piece of content is, and how far it goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from .marks import OPENS
from .reading import FINITE, Attribution, Span, Text, cue_lists, owners

LEADS = ("VBG", "VBN", "IN")  # tags that open "Speaking later,"
LEAST_BEFORE = 2  # tokens of content before "in a statement"
LONGEST_CHANNEL = 9  # tokens: "in a written statement on Thursday night"
LONGEST_DAY = 4  # tokens
LONGEST_NAMING = 4  # tokens of "a short public apology"
ELSEWHERE = 1000  # tokens that a cue in another sentence counts as farther away


def keep_nearest_owner(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Give a piece that two attributions claim to the one whose cue is nearest.

    `"A," said X. "B," said Y.` is two rows: of two cues, one in the sentence of the piece is the nearer.
    A quotation within something else that is told (its cue is part of the other's content) stays in both.
    """
    for numbers in sorted(_contests(attributions, text.size)):
        different = dict.fromkeys(numbers)
        rivals = [attributions[number] for number in different]
        _settle(rivals, text)
    return [attribution for attribution in attributions if attribution.content]


def _contests(attributions: list[Attribution], size: int) -> set[tuple[int, ...]]:
    """The numbers of the attributions that claim the same row, for each row that several claim."""
    contested = _claimed_twice(attributions, size)
    claims: dict[int, list[int]] = {}
    for number, attribution in enumerate(attributions):
        for first, last in attribution.content:
            for row in contested.intersection(range(first, last)):
                own_claims = claims.setdefault(row, [])
                own_claims.append(number)
    return {tuple(numbers) for numbers in claims.values()}


def _claimed_twice(attributions: list[Attribution], size: int) -> set[int]:
    """The rows that more than one attribution claims."""
    count = np.zeros(size + 1, dtype=np.int32)
    for attribution in attributions:
        for first, last in attribution.content:
            count[first:last] += 1
    rows = np.flatnonzero(count > 1)
    return set(rows.tolist())


def _settle(rivals: list[Attribution], text: Text) -> None:
    for rival in rivals:
        for other in rivals:
            if other is rival:
                continue
            kept = []
            for piece in rival.content:
                if not _is_lost(piece, rival, other, text):
                    kept.append(piece)
            rival.content = kept


def _is_lost(piece: Span, rival: Attribution, other: Attribution, text: Text) -> bool:
    """Whether a piece is rather the other's, who claims at least half of it."""
    if _contains(other.content, rival.anchor):
        return False
    if _contains(rival.content, other.anchor):
        return False
    first, last = piece
    size = last - first
    shared = sum(_overlap(piece, claimed) for claimed in other.content)
    if shared * 2 < size:
        return False
    own_distance = _distance(piece, rival, text)
    other_distance = _distance(piece, other, text)
    return other_distance < own_distance


def _overlap(piece: Span, other: Span) -> int:
    """How many tokens two spans share."""
    first = max(piece[0], other[0])
    last = min(piece[1], other[1])
    return max(0, last - first)


def _contains(spans: list[Span], row: int) -> bool:
    return any(first <= row < last for first, last in spans)


def _distance(piece: Span, attribution: Attribution, text: Text) -> int:
    """How far a cue is from a piece, in tokens."""
    anchor = attribution.anchor
    first, last = piece
    ahead = first - anchor
    behind = anchor - last + 1
    gap = max(ahead, behind)
    first_sentence = text.sentence[first]
    last_sentence = text.sentence[last - 1]
    is_near = text.sentence[anchor] in (first_sentence, last_sentence)
    if is_near:
        return gap
    return gap + ELSEWHERE


def extend_to_marks(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Let a piece that begins or ends inside quotation marks go on to the marks.

    Not if another attribution's content or cue lies between.
    """
    claims = Claims.of(attributions, text)
    for attribution in attributions:
        extended = []
        for piece in attribution.content:
            extended.append(_extended(piece, text, claims))
        attribution.content = _joined(extended)
    return attributions


@dataclass(frozen=True)
class Claims:
    """Which rows are some attribution's content or cue."""

    owner: list[int]
    anchors: set[int]

    @classmethod
    def of(cls, attributions: list[Attribution], text: Text) -> "Claims":
        owner = owners(attributions, text.size)
        anchors = {attribution.anchor for attribution in attributions}
        return cls(owner, anchors)

    def are_free(self, first: int, last: int, own: int) -> bool:
        """Whether some rows are nobody's but the owner's."""
        others = set(self.owner[first:last])
        others -= {-1, own}
        if others:
            return False
        return self.anchors.isdisjoint(range(first, last))


def _extended(piece: Span, text: Text, claims: Claims) -> Span:
    """A piece up to the marks of the quotations that it begins and ends in."""
    first, last = piece
    inner = last - 1
    if text.is_quoted[inner]:
        end = text.quotation_last[inner]
        if claims.are_free(last, end, claims.owner[inner]):
            last = max(last, end)
    if text.is_quoted[first]:
        start = text.quotation_first[first] + 1
        if claims.are_free(start, first, claims.owner[first]):
            first = min(first, start)
    return first, last


def _joined(pieces: list[Span]) -> list[Span]:
    """Pieces in their order, those that overlap as one."""
    result: list[Span] = []
    for first, last in sorted(pieces):
        if not result:
            result.append((first, last))
            continue
        begin, end = result[-1]
        if first < end:
            result[-1] = (begin, max(last, end))
        else:
            result.append((first, last))
    return result


def drop_fragments(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Drop rows whose content says nothing ("that"), and pieces that only lead to a quotation."""
    kept = []
    for attribution in attributions:
        attribution.content = _without_lead(attribution, text)
        is_read = not attribution.rule
        if is_read and _is_manner(attribution, text):
            continue
        if is_read and _is_about_words(attribution, text):
            continue
        if _says_something(attribution, text):
            kept.append(attribution)
    return kept


def _is_manner(attribution: Attribution, text: Text) -> bool:
    """Whether content says only how or when something was said: "complained *bitterly yesterday*"."""
    return all(_tells_how(row, text) for row in _rows_of_words(attribution, text))


def _is_about_words(attribution: Attribution, text: Text) -> bool:
    """Whether content only names what was said, or hangs on a noun: "tweeted *an apology*"."""
    first, last = attribution.content[0]
    if _is_doing(attribution, text) or _is_listener_only(attribution, text):
        return True
    is_that = text.norm[first] == "that"
    if is_that and not attribution.source and last > first + 1:
        is_relative = text.tag[first] == "WDT"
        return is_relative and text.tag[first + 1] in FINITE
    is_short = last - first <= LONGEST_NAMING and len(attribution.content) == 1
    if not is_short or text.is_quoted[first]:
        return False
    if first <= attribution.anchor:
        return False
    is_thing = text.norm[last - 1] in cue_lists()["said_things"]
    return is_thing and not _has_a_verb(first, last, text)


def _is_doing(attribution: Attribution, text: Text) -> bool:
    """Whether the cue and the word behind it mean that something is done: "called off"."""
    _, last = attribution.content[0]
    anchor = attribution.anchor
    following = anchor + 1
    if following >= last:
        return False
    phrase = f"{text.lemma[anchor]} {text.norm[following]}"
    return phrase in cue_lists()["doing"]


def _has_a_verb(first: int, last: int, text: Text) -> bool:
    tags = text.tag[first:last]
    return any(tag.startswith(("VB", "MD")) for tag in tags)


def _is_listener_only(attribution: Attribution, text: Text) -> bool:
    """Whether content is only who listens or is asked: "asked *the porter about this*"."""
    first, last = attribution.content[0]
    is_behind = first > attribution.anchor and len(attribution.content) == 1
    if not is_behind or any(text.is_quoted[first:last]):
        return False
    if _has_a_verb(first, last, text):
        return False
    if text.norm[first] == "anonymity":
        return True
    is_asked = text.lemma[attribution.anchor] == "ask"
    if is_asked and "about" in text.norm[first:last]:
        return True
    return text.norm[first] in ("us", "me", "him", "them")


def _tells_how(row: int, text: Text) -> bool:
    if text.norm[row] in cue_lists()["days"]:
        return True
    is_adverb = text.tag[row] == "RB"
    return is_adverb and not text.is_quoted[row]


def _says_something(attribution: Attribution, text: Text) -> bool:
    """Whether content has two words, or one that is not empty."""
    rows = islice(_rows_of_words(attribution, text), 2)
    words = [text.norm[row] for row in rows]
    if len(words) > 1:
        return True
    return not cue_lists()["empty"].issuperset(words)


def _rows_of_words(attribution: Attribution, text: Text) -> Iterator[int]:
    """Yield the rows of the words of some content, without its marks."""
    for first, last in attribution.content:
        for row in range(first, last):
            if text.word[row]:
                yield row


def _without_lead(attribution: Attribution, text: Text) -> list[Span]:
    """Without what stands before the source of a whole quotation: "*Speaking later*, she said: …"."""
    pieces = attribution.content
    if len(pieces) < 2:
        return pieces
    if not attribution.source:
        return pieces
    (first, last), *others = pieces
    source_first, _ = attribution.source[0]
    is_before_source = last <= source_first <= attribution.anchor
    opens_lead = text.tag[first] in LEADS
    if not is_before_source or not opens_lead:
        return pieces
    is_quoted = any(text.is_quoted[first:last])
    are_quotations = all(text.mark[begin - 1] == OPENS for begin, _ in others)
    if is_quoted or not are_quotations:
        return pieces
    next_first, _ = others[0]
    initial = text.token[next_first][:1]
    if initial.islower():
        return pieces
    return others


def leave_out_channels(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Let no content end in where it was said: "called for rain *in a statement on Thursday*"."""
    for attribution in attributions:
        _leave_out_opening_channel(attribution, text)
        first, last = attribution.content[-1]
        if first <= attribution.anchor:
            continue
        if text.is_quoted[last - 1]:
            continue
        preposition = _channel_at_end(first, last, text)
        if preposition - first >= LEAST_BEFORE:
            attribution.content[-1] = (first, text.last_word(preposition))
    return attributions


def _leave_out_opening_channel(attribution: Attribution, text: Text) -> None:
    """Let no content begin with where it was said: "said *in a statement* rain would fall"."""
    first, last = attribution.content[0]
    opens_phrase = text.norm[first] == "in" and not text.is_quoted[first]
    if first <= attribution.anchor or not opens_phrase:
        return
    phrase = text.noun_phrase_from(first + 1, last)
    if phrase is None:
        return
    channels = cue_lists()["channels"]
    for row in range(first + 1, phrase[1]):
        clause = row + 1
        if text.norm[row] in channels and last - clause >= LEAST_BEFORE:
            attribution.content[0] = (clause, last)
            return


def _channel_at_end(first: int, last: int, text: Text) -> int:
    """The row of the "in" of "in a statement (on Thursday)" that ends some rows; -1 if nothing does."""
    farthest = max(first, last - LONGEST_CHANNEL)
    for row in range(last - 2, farthest, -1):
        following = row + 1
        opens_phrase = text.tag[following] in ("DT", "PRP$")
        if text.norm[row] != "in" or not opens_phrase:
            continue
        phrase = text.noun_phrase_from(following, last)
        is_channel = phrase is not None and _is_channel(phrase, last, text)
        if is_channel:
            return row
        return -1
    return -1


def _is_channel(phrase: Span, last: int, text: Text) -> bool:
    """Whether a phrase is "a statement", with nothing but a day behind it."""
    _, end = phrase
    head = text.norm[end - 1]
    if head not in cue_lists()["channels"]:
        return False
    return _is_when(end, last, text)


def _is_when(first: int, last: int, text: Text) -> bool:
    """Whether some rows, if any, are a day: "on Thursday", "Monday night"."""
    words = [text.norm[row] for row in range(first, last)]
    if not words:
        return True
    is_short = len(words) <= LONGEST_DAY
    if not is_short:
        return False
    return not cue_lists()["days"].isdisjoint(words)


CONJUNCTIONS = frozenset(["IN", "WRB"])


def add_fronted_clauses(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Add the clause that a quotation goes on with: "*While it rained*, she said, “nobody left.”"

    A quotation that begins in lower case after "she said," is the rest of a sentence.
    """
    owner = owners(attributions, text.size)
    for attribution in attributions:
        clause = _fronted_clause(attribution, text)
        if clause is None:
            continue
        first, last = clause
        is_free = max(owner[first:last]) < 0
        if is_free:
            attribution.content.insert(0, clause)
    return attributions


def _fronted_clause(attribution: Attribution, text: Text) -> Span | None:
    """The words before the source of a quotation that goes on with them."""
    if not attribution.source:
        return None
    if not attribution.content:
        return None
    begin, _ = attribution.source[0]
    quotation, _ = min(attribution.content)
    in_order = begin < attribution.anchor < quotation
    if not in_order:
        return None
    if not _is_rest(quotation, text):
        return None
    low, _ = text.sentence_of(attribution.anchor)
    comma = begin - 1
    is_long = comma - low > 1
    if not is_long or text.norm[comma] != ",":
        return None
    if any(text.mark[low:comma]):
        return None
    clause = (low, comma)
    if not _leads_to(quotation, clause, text):
        return None
    return clause


def _is_rest(quotation: int, text: Text) -> bool:
    """Whether a quotation begins in lower case after a comma."""
    mark = quotation - 1
    if text.mark[mark] != OPENS:
        return False
    initial = text.token[quotation][:1]
    after_comma = text.norm[mark - 1] == ","
    return after_comma and initial.islower()


def _leads_to(quotation: int, clause: Span, text: Text) -> bool:
    """Whether words are a clause with a conjunction, or the subject that the quotation lacks."""
    if text.tag[quotation] in FINITE:
        return True
    first, last = clause
    tags = text.tag[first:last]
    has_verb = not FINITE.isdisjoint(tags)
    return has_verb and tags[0] in CONJUNCTIONS
