"""What somebody is asked to do: "she urged *drivers to stay home*", "he appealed to *farmers to wait*"."""

from .marks import OUTSIDE
from .reading import Attribution, Text, cue_lists, owners

SCORE = 0.6  # a guess: in PolNeAR the networks leave none of these out
LONGEST_OBJECT = 10  # tokens of who is asked
INFLECTED = frozenset(["VBD", "VBZ", "VBP", "VBN"])


def add_requests(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Add a row for a request that has none: a subject, a verb or phrase of asking, somebody, and "to"."""
    owner = owners(attributions, text.size)
    at_cue = {attribution.anchor: attribution for attribution in attributions}
    anchors = set(at_cue)
    result = []
    lists = cue_lists()
    first_words = {phrase.split()[0] for phrase in lists["asking_phrases"]}
    for verb in text.rows_with_lemma(lists["asking"] | first_words):
        if not _may_ask(verb, text):
            continue
        start = _after_phrase(verb, text)
        if start == 0:
            continue
        attribution = _read(verb, start, text)
        if attribution is None:
            continue
        if verb in at_cue and start - verb > 1:  # "called on the city *to wait*"
            _take_whole(at_cue[verb], attribution)
        if not anchors.isdisjoint(range(verb, start)):
            continue
        _, last = attribution.content[0]
        if max(owner[verb:last]) < 0:
            result.append(attribution)
    return attributions + result


def _may_ask(verb: int, text: Text) -> bool:
    """Whether a verb of asking is inflected and outside of quotations, with words around it."""
    if not 0 < verb < text.size - 3:
        return False
    is_outside = text.mark[verb] == OUTSIDE
    return is_outside and text.tag[verb] in INFLECTED


def _take_whole(attribution: Attribution, whole: Attribution) -> None:
    """Let a request of which only a part was found have who is asked and what for."""
    first, last = whole.content[0]
    begin, end = min(attribution.content)
    is_part = first < begin and end <= last
    if is_part and len(attribution.content) == 1:
        attribution.content = [(first, last)]


def _after_phrase(verb: int, text: Text) -> int:
    """The row after a verb or phrase of asking; 0 if none begins at the verb."""
    lists = cue_lists()
    lemma = text.lemma[verb]
    following = text.norm[verb + 1]
    phrase = f"{lemma} {following}"
    if phrase in lists["asking_phrases"]:
        return verb + 2
    if lemma not in lists["asking"]:
        return 0
    return verb + 1


def _read(verb: int, start: int, text: Text) -> Attribution | None:
    low, high = text.sentence_of(verb)
    between = cue_lists()["before_verbs"]
    stop = verb
    while stop > low and text.lemma[stop - 1] in between:
        stop -= 1
    is_bare_participle = text.tag[verb] == "VBN" and stop == verb
    if is_bare_participle:
        return None
    source = text.noun_phrase_before(stop, low)
    if source is None:
        return None
    to = _to(start, high, text)
    if to <= start:
        return None
    last = _before_next_request(verb, to, text.last_word(high), text)
    if last <= to + 1:
        return None
    asked = text.noun_phrase_from(start, to)
    if asked is None or asked[1] != to:
        return None
    return Attribution(
        anchor=verb,
        score=SCORE,
        speech=1.0,
        content=[(start, last)],
        source=[source],
        cue=[(verb, start)],
    )


def _before_next_request(verb: int, to: int, last: int, text: Text) -> int:
    """Where a request ends: before another by the same person, "… and called on the mayor to resign"."""
    tag = text.tag[verb]
    for row in range(to + 2, last - 2):
        if text.norm[row] != "and":
            continue
        following = row + 1
        is_joined = text.tag[following] == tag
        if is_joined and _after_phrase(following, text):
            return text.last_word(row)
    return last


def _to(start: int, high: int, text: Text) -> int:
    """The row of the "to" before what is asked; 0 if there is none."""
    farthest = min(high - 1, start + LONGEST_OBJECT)
    for row in range(start, farthest):
        is_to = text.norm[row] == "to"
        if is_to and text.tag[row + 1] == "VB":
            return row
    return 0
