"""Attributions that layout alone makes: turns of a transcript or interview, and “…” — Name."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .marks import CLOSES, OPENS
from .reading import NOUNS, VERBS, Attribution, Span, Text

# The share that a reader takes for right. In a fifth of PolNeAR's training articles 7 of 8 turns were.
SURE = {
    "layout:name-colon": 0.8,
    "layout:quotation-dash": 0.9,
    "layout:quotation-name": 0.8,
}
LONGEST_NAME = 8  # tokens
TURNS = 3  # labelled turns in an article from which names in lower case count as labels


@dataclass(frozen=True)
class Layouts:
    """What layouts.toml holds, ready for use."""

    time: re.Pattern
    label: re.Pattern
    dash: re.Pattern
    headings: frozenset[str]
    parts: dict[str, str]


@dataclass(frozen=True)
class Turn:
    """A label and what follows it, as rows."""

    label: str
    source: Span
    colon: int
    content: Span
    is_first: bool  # the label opens the paragraph
    paragraph: int


@cache
def layouts() -> Layouts:
    """Read layouts.toml."""
    data = tomllib.loads(files("broadsheet.quotes").joinpath("layouts.toml").read_text(encoding="utf-8"))
    return Layouts(
        re.compile(data["time"]),
        re.compile(r"(?:(?<=^)|(?<=[.?!…”\"’')\]]\s))" + data["label"], re.VERBOSE),
        re.compile(r"[”\"’'»]\s*" + data["dash"]),
        frozenset(data["headings"].split()),
        data["parts"],
    )


def add_layouts(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Put what layout tells in the place of all that was found within it."""
    own = [*_turns(text), *_signed_quotations(text)]
    taken: set[int] = set()
    for attribution in own:
        for first, last in attribution.content:
            taken.update(range(first, last))
    kept = []
    for attribution in attributions:
        is_within = attribution.anchor in taken
        for first, last in attribution.content:
            is_within = is_within or any(row in taken for row in range(first, last))
        if not is_within:
            kept.append(attribution)
    return kept + own


def _attribution(rule: str, anchor: int, source: Span, content: Span) -> Attribution:
    return Attribution(anchor, SURE[rule], 1.0, [content], [source], [(anchor, anchor + 1)], rule)


# Turns


def _turns(text: Text) -> list[Attribution]:
    """The turns of transcripts and interviews, and quotations after a name and a colon."""
    by_article: dict[int, list[Turn]] = defaultdict(list)
    for number in _paragraphs_with_a_label(text):
        by_article[int(text.article[text.paragraph_first[number]])] += _labelled(number, text)
    result = []
    for turns in by_article.values():
        for turn in _accepted(turns, text):
            own = _attribution("layout:name-colon", turn.colon, turn.source, turn.content)
            result.append(own)
    return result


def _paragraphs_with_a_label(text: Text) -> list[int]:
    """Paragraphs that have a colon, or the "Q." of an interview."""
    rows = [row for row, norm in enumerate(text.norm) if norm == ":" or norm in ("q.", "q")]
    return sorted({int(text.paragraph[row]) for row in rows})


def _labelled(number: int, text: Text) -> list[Turn]:
    """The labels in a paragraph, each with what it introduces."""
    low, high = text.paragraph_rows(number)
    raw = text.raw(low, high)
    time = layouts().time.match(raw)
    begin = time.end() if time else 0
    matches = list(layouts().label.finditer(raw[begin:]))
    turns = []
    for k, match in enumerate(matches):
        stop = matches[k + 1].start() + begin if k + 1 < len(matches) else len(raw)
        turn = _turn(match, begin, stop, number, text)
        if turn is not None:
            turns.append(turn)
    return turns


def _turn(match: re.Match, begin: int, stop: int, number: int, text: Text) -> Turn | None:
    low = int(text.paragraph_first[number])
    offset = int(text.start[low]) + begin
    source = text.rows_of(number, offset + match.start("label"), offset + match.end("label"))
    content = text.rows_of(number, offset + match.end(), int(text.start[low]) + stop)
    words = [row for row in range(*content) if text.word[row]]
    label = match["label"].strip(" .")
    is_heading = label.lower() in layouts().headings
    if not words or source[0] == source[1] or is_heading:
        return None
    colon = max(content[0] - 1, source[1] - 1)
    return Turn(label, source, colon, (words[0], words[-1] + 1), match.start() == 0, number)


def _accepted(turns: list[Turn], text: Text) -> list[Turn]:
    """The turns that are ones: an article's labels must take turns, or a quotation must follow."""
    names = {turn.label for turn in turns}
    capitals = [turn for turn in turns if turn.label.upper() == turn.label]
    several_capitals = len({turn.label for turn in capitals}) > 1
    repeated = len(turns) > len(names)
    is_interview = len(turns) >= TURNS and len(names) > 1 and repeated
    result = []
    for turn in turns:
        is_capital = several_capitals and turn.label.upper() == turn.label
        if is_capital or is_interview or (turn.is_first and _is_quotation(turn.content, text)):
            result.append(turn)
    if is_interview or several_capitals:
        return _with_later_paragraphs(result, text)
    return result


def _is_quotation(content: Span, text: Text) -> bool:
    return text.mark[content[0] - 1] == OPENS and all(text.is_quoted[content[0] : content[1]])


def _with_later_paragraphs(turns: list[Turn], text: Text) -> list[Turn]:
    """Let a turn go on over the unlabelled paragraphs before the next one, if there is a next one."""
    result = []
    for k, turn in enumerate(turns):
        following = turns[k + 1].paragraph if k + 1 < len(turns) else turn.paragraph
        if following - turn.paragraph > 1 and following - turn.paragraph <= 4:
            end = text.last_word(int(text.paragraph_last[following - 1]))
            turn = Turn(turn.label, turn.source, turn.colon, (turn.content[0], end), True, turn.paragraph)
        result.append(turn)
    return result


def name_parts(sources: list[str], rules: list[str]) -> list[str | None]:
    """Say which labels stand for a part in the conversation: "Q" for the interviewer."""
    parts = []
    for source, rule in zip(sources, rules, strict=True):
        label = source.strip(" .:").upper()
        is_label = rule == "layout:name-colon"
        parts.append(layouts().parts.get(label) if is_label else None)
    return parts


# Quotations with a name behind or below


def _signed_quotations(text: Text) -> list[Attribution]:
    result = []
    for number in range(len(text.paragraph_first)):
        low, high = text.paragraph_rows(number)
        if text.mark[low] != OPENS:
            continue
        fills_paragraph = text.quotation_last[low] >= high - 1
        read = _named_below if fills_paragraph else _after_a_dash
        signed = read(number, text)
        if signed is not None:
            result.append(signed)
    return result


def _after_a_dash(number: int, text: Text) -> Attribution | None:
    """“We won.” — Ana Ruiz, mayor"""
    low, high = text.paragraph_rows(number)
    if high - low < 3 or not set("—–―-") & set(text.raw(max(low, high - LONGEST_NAME - 4), high)):
        return None
    raw = text.raw(low, high)
    match = layouts().dash.search(raw)
    if match is None or len(match["name"].split()) > LONGEST_NAME:
        return None
    offset = int(text.start[low])
    source = text.rows_of(number, offset + match.start("name"), offset + match.end("name"))
    close = text.rows_of(number, offset + match.start(), offset + match.start() + 1)[0]
    if text.mark[close] != CLOSES or source[0] >= source[1]:
        return None
    anchor = min(close + 1, source[0])
    return _attribution("layout:quotation-dash", anchor, source, (low + 1, text.last_word(close)))


def _named_below(number: int, text: Text) -> Attribution | None:
    """A pull quote: a paragraph in quotation marks, and a name as the next one."""
    if number + 1 >= len(text.paragraph_first):
        return None
    low, high = text.paragraph_rows(number + 1)
    first = int(text.paragraph_first[number])
    if text.article[low] != text.article[first] or high - low > LONGEST_NAME + 2:
        return None
    while low < high and not text.word[low] and text.token[low] in "—–―--":
        low += 1
    tags = text.tag[low:high]
    is_name = bool(tags) and tags[0] in ("NNP", "NNPS") and not VERBS & set(tags)
    ends_open = text.norm[high - 1] not in (".", "?", "!", ":", '"')
    if not is_name or not ends_open or not text.token[high - 1][-1].isalnum():
        return None
    nouns = sum(tag in NOUNS for tag in tags)
    if nouns < 2 or sum(word.isupper() and len(word) > 3 for word in text.token[low:high]) > 2:
        return None
    return _attribution(
        "layout:quotation-name", low, (low, high), (first + 1, text.last_word(text.quotation_last[first] + 1))
    )
