"""Where a source ends and what was said begins, where the network drew the line elsewhere."""

from broadsheet.names.signs import is_human

from .marks import OPENS
from .reading import VERBS, Attribution, Span, Text, cue_lists

LEAST_QUOTED = 3  # words in marks within a source from which on they are something said
# Tags of a source of one word and of the word behind it, where the phrase may go on.
OPEN_PHRASES = [("JJ", "NN"), ("JJ", "NNP"), ("NNP", "NN"), ("NNP", "NNP")]
ARTICLES = frozenset(["a", "an"])
PREDICATES = VERBS | {"MD"}
FINITE_OR_PARTICIPLE = frozenset(
    ["VBD", "VBZ", "VBP", "VBN"]
)  # not "…, calling it a farce"
RELATIVES = frozenset(["WP", "WDT", "WP$"])
PERSON_TAGS = frozenset(["NN", "NNP"])
# What stands before a place, where "As Ana Ruiz, a nurse, put it" names who speaks.
PLACING = frozenset(
    ["in", "at", "from", "near", "outside", "across", "around", "off", "on"]
)
DETERMINERS = frozenset(["DT", "PRP$"])
OPENING = DETERMINERS | {"JJ"}  # of a phrase, before its noun


def split_off_sources(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Draw the line between source and content anew.

    Where content runs up to a cue without a source, its last noun phrases are the source: "It rained,
    farmers in Ayr, Scotland, said." What a source holds in quotation marks is content: "We won," said Ana
    Ruiz, "and we are glad". An apposition goes with its name: "According to Ana Ruiz, a nurse, it rained".
    """
    for attribution in attributions:
        if not attribution.source and attribution.content:
            _split_off(attribution, text)
        if attribution.source:
            _turn_round(attribution, text)
            _drop_opening_participle(attribution, text)
            _drop_document(attribution, text)
            _drop_fronted_place(attribution, text)
            _keep_pronoun_only(attribution, text)
            _give_back_quotation(attribution, text)
            _take_apposition(attribution, text)
            _take_rest_of_phrase(attribution, text)
    return attributions


def _turn_round(attribution: Attribution, text: Text) -> None:
    """Read "The boy had not slept, said his neighbour Ana": what stands before the comma is said."""
    anchor = attribution.anchor
    if len(attribution.source) != 1 or len(attribution.content) != 1:
        return
    if text.tag[anchor] not in FINITE_OR_PARTICIPLE:
        return
    if text.norm[anchor - 1] != ",":
        return
    subject, subject_last = attribution.source[0]
    behind = attribution.content[0]
    first, last = behind
    if first != anchor + 1:
        return
    if text.noun_phrase_from(first, last) != behind:
        return
    comma = anchor - 1
    has_predicate = subject_last < comma and _has_verb(subject_last, comma, text)
    if not has_predicate:
        return
    if not RELATIVES.isdisjoint(text.tag[subject_last:comma]):
        return
    if _names_somebody(behind, text):
        attribution.source = [behind]
        attribution.content = [(subject, comma)]


def _names_somebody(phrase: Span, text: Text) -> bool:
    """Whether a noun phrase holds a noun for a person: "his neighbour Ana", "the shopkeeper"."""
    first, last = phrase
    tagged = zip(text.norm[first:last], text.tag[first:last], strict=True)
    nouns = [word for word, tag in tagged if tag in PERSON_TAGS]
    return any(map(is_human, nouns))


def _drop_document(attribution: Attribution, text: Text) -> None:
    """Let no source begin with the "a letter" of "In a letter the ministry said"."""
    first, last = attribution.source[0]
    if first == 0:
        return
    if text.tag[first - 1] != "IN":
        return
    for row in range(first + 1, last):
        is_noun_before = text.tag[row - 1] in ("NN", "NNS")
        if text.tag[row] in DETERMINERS and is_noun_before:
            attribution.source[0] = (row, last)
            return
        if not is_noun_before and text.tag[row - 1] not in OPENING:
            return


def _drop_fronted_place(attribution: Attribution, text: Text) -> None:
    """Let no source begin with the "Ayr" of "In Ayr, nurse Ana Ruiz, who was there, said"."""
    first, last = attribution.source[0]
    opens_sentence, _ = text.sentence_of(first)
    if first - 1 != opens_sentence:
        return
    if text.norm[opens_sentence] not in PLACING:
        return
    if "," not in text.norm[first:last]:
        return
    comma = text.norm.index(",", first, last)
    is_name = all(tag.startswith("NNP") for tag in text.tag[first:comma])
    follows = comma + 1
    if is_name and follows < last:
        attribution.source[0] = (follows, last)


def _drop_opening_participle(attribution: Attribution, text: Text) -> None:
    """Let no source begin with the "Reacting" of "Reacting, the chairman, Ana Ruiz, said"."""
    first, last = attribution.source[0]
    follows = first + 2
    if follows >= last:
        return
    if text.norm[first + 1] != ",":
        return
    opens_sentence, _ = text.sentence_of(first)
    is_participle = text.norm[first] in cue_lists()["reacting"]
    if is_participle and first == opens_sentence:
        attribution.source[0] = (follows, last)


def _keep_pronoun_only(attribution: Attribution, text: Text) -> None:
    """Let no source begin with the place of "From the back row somebody shouted"."""
    first, last = attribution.source[0]
    pronoun = last - 1
    is_somebody = text.norm[pronoun] in ("somebody", "someone")
    if is_somebody and first < pronoun:
        attribution.source[0] = (pronoun, last)


def _give_back_quotation(attribution: Attribution, text: Text) -> None:
    """Make the quotation at the end of a source content."""
    first, last = attribution.source[0]
    second = first + 1
    if OPENS not in text.mark[second:last]:
        return
    mark = text.mark.index(OPENS, second, last)
    end = text.quotation_last[mark]
    stop = text.last_word(mark)
    is_short = text.count_words(mark, end) < LEAST_QUOTED
    if stop <= first or is_short:
        return
    follows_comma = text.norm[mark - 1] == ","
    if follows_comma and end >= last:
        attribution.source[0] = (first, stop)
        attribution.content.append((mark + 1, end))


def _take_apposition(attribution: Attribution, text: Text) -> None:
    """Give "a nurse in Ayr" to the name before it in "According to Ana Ruiz, a nurse in Ayr, it rained"."""
    if text.lemma[attribution.anchor] != "accord":
        return
    if not attribution.content:
        return
    name_first, name_last = attribution.source[0]
    piece = min(attribution.content)
    number = attribution.content.index(piece)
    first, last = piece
    begin = name_last + 1
    is_next = first in (name_last, begin)
    if not is_next or text.norm[name_last] != ",":
        return
    if not text.tag[name_last - 1].startswith("NNP"):
        return
    comma = _end_of_apposition((begin, last), text)
    rest = comma + 1
    if comma and _has_verb(rest, last, text):
        attribution.source[0] = (name_first, comma)
        attribution.content[number] = (rest, last)


def _take_rest_of_phrase(attribution: Attribution, text: Text) -> None:
    """Let a source behind its verb go on to the end of its phrase: "fumed Tory *peer Lord Hale*"."""
    first, last = attribution.source[0]
    is_behind = first == attribution.anchor + 1
    is_one_word = last - first == 1
    if not is_behind or not is_one_word:
        return
    if last >= text.size:
        return
    tags = (text.tag[first], text.tag[last])
    if tags not in OPEN_PHRASES:
        return
    _, sentence_last = text.sentence_of(first)
    phrase = text.noun_phrase_from(first, sentence_last)
    is_day = text.norm[last] in cue_lists()["days"]
    if phrase is not None and not is_day:
        attribution.source[0] = phrase


def _has_verb(first: int, last: int, text: Text) -> bool:
    tags = text.tag[first:last]
    return not PREDICATES.isdisjoint(tags)


def _end_of_apposition(span: Span, text: Text) -> int:
    """The row of the comma after a noun phrase for a person; 0 if there is none."""
    first, last = span
    if "," not in text.norm[first:last]:
        return 0
    comma = text.norm.index(",", first, last)
    before_comma = (first, comma)
    if text.noun_phrase_from(first, comma) != before_comma:
        return 0
    return comma if _is_for_a_person(before_comma, text) else 0


def _is_for_a_person(phrase: Span, text: Text) -> bool:
    """Whether a noun phrase begins with "a", or has a noun for somebody."""
    first, last = phrase
    if text.norm[first] in ARTICLES:
        return True
    for row in range(first, last):
        is_noun = text.tag[row] == "NN"
        if is_noun and is_human(text.norm[row]):
            return True
    return False


def _split_off(attribution: Attribution, text: Text) -> None:
    anchor = attribution.anchor
    if text.tag[anchor] not in ("VBD", "VBZ", "VBP"):
        return
    nearest = max(attribution.content)
    first, last = nearest
    if last > anchor:
        return
    between = text.norm[last:anchor]
    if between and between != [","]:
        return
    start = _first_of_trailing_phrases(first, last, text)
    if start < last and _has_verb(first, start, text):
        attribution.source = [(start, last)]
        rest = [piece for piece in attribution.content if piece != nearest]
        statement = (first, text.last_word(start))
        attribution.content = [*rest, statement]


def _first_of_trailing_phrases(first: int, last: int, text: Text) -> int:
    """Where the noun phrases begin that end a stretch, with commas between them."""
    start = last
    stop = last
    for row in range(last - 1, first, -1):
        if text.norm[row] != ",":
            continue
        if text.is_quoted[row]:
            continue
        begin = row + 1
        phrase = text.noun_phrase_from(begin, stop)
        if phrase != (begin, stop):
            break
        start = begin
        stop = row
    return start
