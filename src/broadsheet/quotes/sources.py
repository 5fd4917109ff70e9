"""Where a source ends and what was said begins, where the network drew the line elsewhere."""

from broadsheet.names.lexicon import lexicon
from broadsheet.names.signs import is_human

from .marks import OPENS
from .reading import VERBS, Attribution, Span, Text

LEAST_QUOTED = 3  # words in marks within a source from which on they are something said
ARTICLES = frozenset(["a", "an"])


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
            _give_back_quotation(attribution, text)
            _take_apposition(attribution, text)
    return attributions


def _give_back_quotation(attribution: Attribution, text: Text) -> None:
    """Make the quotation at the end of a source content."""
    first, last = attribution.source[0]
    rows = range(first + 1, last)
    mark = next((row for row in rows if text.mark[row] == OPENS), None)
    if mark is None:
        return
    end = text.quotation_last[mark]
    stop = text.last_word(mark)
    if stop <= first or text.count_words(mark, end) < LEAST_QUOTED:
        return
    follows_comma = text.norm[mark - 1] == ","
    if follows_comma and end >= last:
        attribution.source[0] = (first, stop)
        attribution.content.append((mark + 1, end))


def _take_apposition(attribution: Attribution, text: Text) -> None:
    """Give "a nurse in Ayr" to the name before it in "According to Ana Ruiz, a nurse in Ayr, it rained"."""
    if text.lemma[attribution.anchor] != "accord" or not attribution.content:
        return
    source = attribution.source[0]
    number = min(range(len(attribution.content)), key=attribution.content.__getitem__)
    piece = attribution.content[number]
    begin = source[1] + 1
    is_next = piece[0] in (source[1], begin) and text.norm[source[1]] == ","
    if not is_next or not text.tag[source[1] - 1].startswith("NNP"):
        return
    comma = _end_of_apposition((begin, piece[1]), text)
    rest = range(comma + 1, piece[1])
    if comma and any(text.tag[row] in VERBS | {"MD"} for row in rest):
        attribution.source[0] = (source[0], comma)
        attribution.content[number] = (comma + 1, piece[1])


def _end_of_apposition(span: Span, text: Text) -> int:
    """The row of the comma after a noun phrase for a person; 0 if there is none."""
    first, last = span
    commas = (row for row in range(first, last) if text.norm[row] == ",")
    comma = next(commas, 0)
    phrase = text.noun_phrase_from(first, comma) if comma else None
    if phrase is None or phrase[1] != comma:
        return 0
    nouns = [text.norm[row] for row in range(*phrase) if text.tag[row] == "NN"]
    tells_of_person = any(is_human(noun, lexicon()) for noun in nouns)
    opens_phrase = text.norm[first] in ARTICLES
    return comma if opens_phrase or tells_of_person else 0


def _split_off(attribution: Attribution, text: Text) -> None:
    anchor = attribution.anchor
    first, last = max(piece for piece in attribution.content)
    gap = text.norm[last:anchor]
    if (
        last > anchor
        or gap not in ([], [","])
        or text.tag[anchor] not in ("VBD", "VBZ", "VBP")
    ):
        return
    start = _first_of_trailing_phrases(first, last, text)
    has_verb = any(text.tag[row] in VERBS | {"MD"} for row in range(first, start))
    if start < last and has_verb:
        attribution.source = [(start, last)]
        rest = [piece for piece in attribution.content if piece != (first, last)]
        attribution.content = [*rest, (first, text.last_word(start))]


def _first_of_trailing_phrases(first: int, last: int, text: Text) -> int:
    """Where the noun phrases begin that end a stretch, with commas between them."""
    start = last
    stop = last
    for row in range(last - 1, first, -1):
        if text.norm[row] != "," or text.is_quoted[row]:
            continue
        phrase = text.noun_phrase_from(row + 1, stop)
        if phrase is None or phrase[1] < stop:
            break
        start = row + 1
        stop = row
    return start
