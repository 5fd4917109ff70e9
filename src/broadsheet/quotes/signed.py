"""Quotations with a name behind or below: “…” — Ana Ruiz, and pull quotes."""

from .marks import CLOSES, OPENS
from .patterns import layouts
from .reading import FINITE, NOUNS, VERBS, Attribution, Span, Text

# The share that a reader takes for right.
SURE = {"layout:quotation-dash": 0.9, "layout:quotation-name": 0.8}
LONGEST_NAME = 8  # tokens
LONGEST_TAIL = LONGEST_NAME + 4  # tokens of a name with its dash and marks
LEAST = 3  # tokens of a paragraph that holds a quotation and a name
DASHES = frozenset("—–―-")
BEFORE_NAMES = DASHES | {":"}
LEADING_DASHES = DASHES | {"--"}
NAMES = ("NNP", "NNPS")
MOST_CAPITALS = 2  # words in capitals in a name
ABBREVIATION = 3  # letters up to which capitals are no shouting


def signed_quotations(text: Text) -> list[Attribution]:
    """Read each paragraph that opens with a quotation whose speaker stands behind or below it."""
    result = []
    for number in range(len(text.paragraph_first)):
        low, high = text.paragraph_rows(number)
        if text.mark[low] != OPENS:
            continue
        last = high - 1
        fills_paragraph = text.quotation_last[low] >= last
        read = _named_below if fills_paragraph else _after_a_dash
        signed = read(number, text)
        if signed is not None:
            result.append(signed)
    return result


def _attribution(rule: str, anchor: int, source: Span, content: Span) -> Attribution:
    return Attribution(
        anchor=anchor,
        score=SURE[rule],
        speech=1.0,
        content=[content],
        source=[source],
        cue=[(anchor, anchor + 1)],
        rule=rule,
    )


def _after_a_dash(number: int, text: Text) -> Attribution | None:
    """“We won.” — Ana Ruiz, mayor; “We have won”: Ana Ruiz."""
    if not _may_end_in_a_name(number, text):
        return None
    raw = text.raw_paragraph(number)
    match = layouts().dash.search(raw)
    if match is None:
        return None
    words = match["name"].split()
    if len(words) > LONGEST_NAME:
        return None
    low, _ = text.paragraph_rows(number)
    offset = text.start[low]
    name_start = offset + match.start("name")
    name_end = offset + match.end("name")
    source = text.rows_of(number, name_start, name_end)
    mark = offset + match.start()
    close, _ = text.rows_of(number, mark, mark + 1)
    is_empty = source[0] >= source[1]
    if text.mark[close] != CLOSES or is_empty:
        return None
    anchor = min(close + 1, source[0])
    content = (low + 1, text.last_word(close))
    if match["dash"] == ":" and not _is_said_by(content, source, text):
        return None
    return _attribution("layout:quotation-dash", anchor, source, content)


def _is_said_by(content: Span, source: Span, text: Text) -> bool:
    """Whether a full name stands behind a colon and a sentence: no “Coming Home”: A Review."""
    low, high = source
    words = text.norm[low:high]
    if "," in words:
        high = low + words.index(",")
    tags = text.tag[low:high]
    is_full_name = len(tags) > 1 and set(tags) <= set(NAMES)
    first, last = content
    return is_full_name and not FINITE.isdisjoint(text.tag[first:last])


def _may_end_in_a_name(number: int, text: Text) -> bool:
    """Whether a paragraph has a dash or colon near its end: quick, as most have none."""
    low, high = text.paragraph_rows(number)
    if high - low < LEAST:
        return False
    tail = max(low, high - LONGEST_TAIL)
    raw = text.raw(tail, high)
    return not BEFORE_NAMES.isdisjoint(raw)


def _named_below(number: int, text: Text) -> Attribution | None:
    """A pull quote: a paragraph in quotation marks, and a name as the next one."""
    name = _name_in(number + 1, text)
    if name is None:
        return None
    first, _ = text.paragraph_rows(number)
    anchor, _ = name
    if text.article[anchor] != text.article[first]:
        return None
    end = text.quotation_last[first] + 1
    content = (first + 1, text.last_word(end))
    return _attribution("layout:quotation-name", anchor, name, content)


def _name_in(number: int, text: Text) -> Span | None:
    """The rows of a paragraph that is nothing but a name, after a dash or not."""
    if number >= len(text.paragraph_first):
        return None
    low, high = text.paragraph_rows(number)
    if high - low > LONGEST_NAME + 2:
        return None
    while low < high and text.token[low] in LEADING_DASHES:
        low += 1
    if low == high:
        return None
    if not _is_name(low, high, text):
        return None
    return (low, high)


def _is_name(low: int, high: int, text: Text) -> bool:
    """Whether some rows are a name: capitalised nouns without a verb or a stop, no line in capitals."""
    tags = text.tag[low:high]
    if tags[0] not in NAMES:
        return False
    if not VERBS.isdisjoint(tags):
        return False
    last_word = text.token[high - 1]
    if not last_word[-1].isalnum():
        return False
    nouns = [tag for tag in tags if tag in NOUNS]
    if len(nouns) < 2:
        return False
    words = text.token[low:high]
    capitals = [word for word in words if _is_shouted(word)]
    return len(capitals) <= MOST_CAPITALS


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > ABBREVIATION
