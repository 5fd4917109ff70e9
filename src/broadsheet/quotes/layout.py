"""Attributions that layout alone makes: turns of a transcript or interview, and “…” — Name."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from broadsheet.names.lexicon import fold_name, lexicon

from .marks import CLOSES, OPENS
from .memos import read_letters
from .reading import NOUNS, VERBS, Attribution, Span, Text

# The share that a reader takes for right. In a fifth of PolNeAR's training articles 7 of 8 turns were.
SURE = {
    "layout:name-colon": 0.8,
    "layout:quotation-dash": 0.9,
    "layout:quotation-name": 0.8,
}
LONGEST_NAME = 8  # tokens
# A label opens its paragraph, a quotation mark before it or not, or follows the end of a sentence.
BEFORE_LABEL = r"(?:(?<=^)|(?<=^[“\"])|(?<=[.?!…”\"’')\]]\s))"
LONGEST_TURN = 4  # paragraphs, up to the next label
DASHES = frozenset("—–―-")
LEADING_DASHES = DASHES | {"--"}
TURNS = 3  # labelled turns in an article from which names in lower case count as labels


@dataclass(frozen=True)
class Layouts:
    """What layouts.toml holds, ready for use."""

    time: re.Pattern
    time_alone: re.Pattern
    nickname: re.Pattern
    faq: re.Pattern
    play: re.Pattern
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
    is_timed: bool  # a time stands before it, as in a live blog
    is_placed: bool  # "in Durban" stands behind it
    paragraph: int

    @property
    def is_capital(self) -> bool:
        """Whether the label stands in capitals, as those of a transcript do: "ANA RUIZ, Mayor"."""
        name, *_ = self.label.split(",")
        name = name.removeprefix("The ")
        return name.upper() == name and not name[-1].isdigit()


@cache
def layouts() -> Layouts:
    """Read layouts.toml."""
    path = files("broadsheet.quotes").joinpath("layouts.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Layouts(
        time=re.compile(data["time"]),
        time_alone=re.compile(data["time_alone"]),
        nickname=re.compile(data["nickname"]),
        faq=re.compile(data["faq"]),
        play=re.compile(data["play"]),
        label=re.compile(BEFORE_LABEL + data["label"], re.VERBOSE),
        dash=re.compile(r"[”\"’'»]\s*" + data["dash"]),
        headings=frozenset(data["headings"].split()),
        parts=data["parts"],
    )


def add_layouts(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Put what layout tells in the place of all that was found within it."""
    turns, unspoken = _turns(text)
    own = [*turns, *_signed_quotations(text)]
    own += read_letters(attributions, text)
    taken = {turn.colon for turn in unspoken}
    for attribution in own:
        taken.update(_content_rows(attribution))
    others = []
    for attribution in attributions:
        rows = {attribution.anchor, *_content_rows(attribution)}
        if taken.isdisjoint(rows):
            others.append(attribution)
    return others + own


def _content_rows(attribution: Attribution) -> list[int]:
    rows: list[int] = []
    for first, last in attribution.content:
        rows.extend(range(first, last))
    return rows


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


# Turns


def _turns(text: Text) -> tuple[list[Attribution], list[Turn]]:
    """The turns of transcripts and interviews, quotations after a name and a colon; and turns of nobody."""
    by_article: dict[int, list[Turn]] = defaultdict(list)
    for number in _paragraphs_with_a_label(text):
        first = text.paragraph_first[number]
        article = int(text.article[first])
        by_article[article] += _labelled(number, text)
    result = []
    unspoken: list[Turn] = []
    for turns in by_article.values():
        accepted = _accepted(turns, text)
        if _is_nobodys(accepted, text):
            unspoken += accepted
            continue
        for turn in accepted:
            attribution = _attribution(
                "layout:name-colon", turn.colon, turn.source, turn.content
            )
            result.append(attribution)
    return result, unspoken


def _paragraphs_with_a_label(text: Text) -> list[int]:
    """Paragraphs that have a colon, or begin with the "Q." or "A." of an interview."""
    numbers = set()
    for row, norm in enumerate(text.norm):
        if norm in (":", "q.", "q"):
            numbers.add(int(text.paragraph[row]))
    for number, row in enumerate(text.paragraph_first.tolist()):
        begins = text.token[row][0] == "A"
        if begins and text.raw(row, min(row + 2, text.size)).startswith("A."):
            numbers.add(number)
    return sorted(numbers)


def _labelled(number: int, text: Text) -> list[Turn]:
    """The labels in a paragraph, each with what it introduces."""
    raw = text.raw(*text.paragraph_rows(number))
    time = layouts().time.match(raw)
    begin = time.end() if time else 0
    matches = list(layouts().label.finditer(raw[begin:]))
    nickname = layouts().nickname.match(raw[begin:]) if time else None
    if nickname and not matches:
        matches = [nickname]
    stops = [begin + match.start() for match in matches[1:]]
    stops.append(len(raw))
    turns = []
    for match, stop in zip(matches, stops, strict=False):
        turn = _turn(match, begin, stop, number, text)
        if turn is not None:
            turns.append(turn)
    return turns


def _turn(
    match: re.Match[str], begin: int, stop: int, number: int, text: Text
) -> Turn | None:
    """Read a label and what follows it, up to the next label or the end of the paragraph."""
    low, _ = text.paragraph_rows(number)
    paragraph_start = text.start[low]
    offset = paragraph_start + begin
    source = text.rows_of(
        number, offset + match.start("label"), offset + match.end("label")
    )
    content = text.rows_of(number, offset + match.end(), paragraph_start + stop)
    words = [row for row in range(*content) if text.word[row]]
    label = match["label"].strip(" .")
    is_heading = label.lower() in layouts().headings
    if not words or source[0] == source[1] or is_heading:
        return None
    return Turn(
        label=label,
        source=source,
        colon=max(content[0] - 1, source[1] - 1),
        content=(words[0], words[-1] + 1),
        is_first=match.start() == 0,
        is_timed=match.start() == 0 and (begin > 0 or _is_below_a_time(number, text)),
        is_placed=bool(match.groupdict().get("where")),
        paragraph=number,
    )


def _is_below_a_time(number: int, text: Text) -> bool:
    """Whether the paragraph above is nothing but a time: "10.12am"."""
    if number == 0:
        return False
    first, last = text.paragraph_rows(number - 1)
    is_same_article = text.article[first] == text.article[last]
    return is_same_article and bool(layouts().time_alone.match(text.raw(first, last)))


def _is_nobodys(turns: list[Turn], text: Text) -> bool:
    """Whether turns are those of a play, or the questions and answers of a page of advice."""
    if len(turns) < 2:
        return False
    parts = {turn.label.upper() for turn in turns} <= set(layouts().parts)
    first, last = turns[0].paragraph, turns[-1].paragraph
    article = text.article[text.paragraph_first[first]]
    while first > 0 and text.article[text.paragraph_first[first - 1]] == article:
        first -= 1
    for number in range(first, last + 1):
        raw = text.raw(*text.paragraph_rows(number))
        if layouts().play.match(raw) or (parts and layouts().faq.search(raw)):
            return True
    return False


def _accepted(turns: list[Turn], text: Text) -> list[Turn]:
    """The turns that are ones: an article's labels must take turns, or a quotation must follow."""
    is_interview = _take_turns(turns)
    capitals = {turn.label for turn in turns if turn.is_capital}
    is_transcript = len(capitals) > 1
    result = []
    for turn in turns:
        # Among labels in capitals, one in small letters is none: "Minister: I will not resign" above them.
        is_turn = turn.is_capital if is_transcript else is_interview
        if is_turn or _stands_alone(turn, text):
            result.append(turn)
    if is_interview or is_transcript:
        return _with_later_paragraphs(result, text)
    return result


def _stands_alone(turn: Turn, text: Text) -> bool:
    """Whether a turn is one without others beside it: a quotation after a name, or a post of a live blog."""
    if turn.is_first and _is_quotation(turn.content, text):
        return True
    is_post = turn.is_timed or (turn.is_placed and turn.is_first)
    if not is_post or not _begins_with_given_name(turn.label):
        return False
    return turn.is_timed or _is_told(turn, text)


def _is_told(turn: Turn, text: Text) -> bool:
    """Whether a whole sentence follows a label, as none does in a headline."""
    first, last = turn.content
    tags = text.tag[first:last]
    has_verb = any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tags)
    after = text.norm[last] if last < text.size else ""
    return has_verb and after in (".", "!", "?")


def _begins_with_given_name(label: str) -> bool:
    """Whether a label is somebody's: "Jo Hallam", "Lwazi Dube in Durban"."""
    first, *others = label.split()
    return bool(others) and lexicon().is_given(fold_name(first))


def _take_turns(turns: list[Turn]) -> bool:
    """Whether there are several labels, and one of them comes back."""
    labels = {turn.label for turn in turns}
    return len(turns) >= TURNS and 1 < len(labels) < len(turns)


def _is_quotation(content: Span, text: Text) -> bool:
    first, last = content
    return text.mark[first - 1] == OPENS and all(text.is_quoted[first:last])


def _with_later_paragraphs(turns: list[Turn], text: Text) -> list[Turn]:
    """Let a turn go on over the unlabelled paragraphs before the next one, if there is a next one."""
    result = []
    for turn, following in pairwise(turns):
        gap = following.paragraph - turn.paragraph
        if 1 < gap <= LONGEST_TURN:
            end = int(text.paragraph_last[following.paragraph - 1])
            content = (turn.content[0], text.last_word(end))
            turn = replace(turn, content=content)
        result.append(turn)
    return result + turns[-1:]


def name_parts(sources: list[str], rules: list[str]) -> list[str | None]:
    """Say which labels stand for a part in the conversation: "Q" for the interviewer."""
    parts = []
    for source, rule in zip(sources, rules, strict=True):
        label = source.strip(" .:").upper()
        is_label = rule == "layout:name-colon"
        parts.append(layouts().parts.get(label) if is_label else None)
    return parts


def names_a_person(label: str) -> bool:
    """Say whether a label begins with a title or a given name, or is one word."""
    first, *others = label.split()
    lex = lexicon()
    return not others or lex.is_given(fold_name(first)) or lex.is_title(first)


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
    if high - low < 3:
        return None
    end = text.raw(max(low, high - LONGEST_NAME - 4), high)
    if DASHES.isdisjoint(end):
        return None
    match = layouts().dash.search(text.raw(low, high))
    if match is None or len(match["name"].split()) > LONGEST_NAME:
        return None
    offset = text.start[low]
    source = text.rows_of(
        number, offset + match.start("name"), offset + match.end("name")
    )
    close, _ = text.rows_of(number, offset + match.start(), offset + match.start() + 1)
    if text.mark[close] != CLOSES or source[0] >= source[1]:
        return None
    anchor = min(close + 1, source[0])
    content = (low + 1, text.last_word(close))
    return _attribution("layout:quotation-dash", anchor, source, content)


def _named_below(number: int, text: Text) -> Attribution | None:
    """A pull quote: a paragraph in quotation marks, and a name as the next one."""
    name = _name_in(number + 1, text)
    first, _ = text.paragraph_rows(number)
    if name is None or text.article[name[0]] != text.article[first]:
        return None
    end = text.quotation_last[first] + 1
    content = (first + 1, text.last_word(end))
    return _attribution("layout:quotation-name", name[0], name, content)


def _name_in(number: int, text: Text) -> Span | None:
    """The rows of a paragraph that is nothing but a name, after a dash or not."""
    if number >= len(text.paragraph_first):
        return None
    low, high = text.paragraph_rows(number)
    if high - low > LONGEST_NAME + 2:
        return None
    while low < high and text.token[low] in LEADING_DASHES:
        low += 1
    is_name = low < high and _is_name(low, high, text)
    return (low, high) if is_name else None


def _is_name(low: int, high: int, text: Text) -> bool:
    """Whether some rows are a name: capitalised nouns without a verb or a stop, no line in capitals."""
    tags = text.tag[low:high]
    if tags[0] not in ("NNP", "NNPS") or not VERBS.isdisjoint(tags):
        return False
    ends_in_a_word = text.token[high - 1][-1].isalnum()
    nouns = [tag for tag in tags if tag in NOUNS]
    capitals = [
        word for word in text.token[low:high] if word.isupper() and len(word) > 3
    ]
    return ends_in_a_word and len(nouns) >= 2 and len(capitals) <= 2
