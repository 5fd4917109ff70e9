"""Memos and letters that are printed whole: the sender of the heading or of the signature wrote the text."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .reading import Attribution, Span, Text

MEMO = "layout:memo"
LETTER = "layout:letter"
# Guesses: there are too few memos and letters in labelled news to count.
SURE = {MEMO: 0.7, LETTER: 0.7}
LEAST_WORDS = 4  # words of a text that is worth a row
LONGEST_SENDER = 14  # tokens: "Ana Ruiz, Deputy Director of Highways (Acting)"
LONGEST_SALUTATION = 8  # tokens: "Dear Members of the Board,"
LONGEST_LETTER = 40  # paragraphs looked back for a salutation
MEMOS = ("memo", "memorandum")
NAMES = ("NNP", "NNPS")
FIRST_PERSON = frozenset(["i", "we", "me", "us", "my", "our"])


@dataclass(frozen=True)
class Letters:
    """What layouts.toml holds of memos and letters, ready for use."""

    heading: re.Pattern
    mail: re.Pattern
    opener: re.Pattern
    desk: re.Pattern
    salutation: re.Pattern
    closings: frozenset[str]
    ends: frozenset[str]


@dataclass(frozen=True)
class Heading:
    """The lines at the head of a memo: who sends it, and the paragraph after them."""

    first: int  # paragraph
    stop: int  # paragraph
    source: Span
    anchor: int


@cache
def letters() -> Letters:
    """Read what layouts.toml says of memos and letters."""
    path = files("broadsheet.quotes").joinpath("layouts.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))["letters"]
    return Letters(
        heading=re.compile(data["heading"], re.IGNORECASE),
        mail=re.compile(data["mail"], re.IGNORECASE),
        opener=re.compile(data["opener"], re.IGNORECASE),
        desk=re.compile(data["desk"], re.IGNORECASE),
        salutation=re.compile(data["salutation"]),
        closings=frozenset(data["closings"]),
        ends=frozenset(data["ends"]),
    )


def read_letters(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Return a row for each memo and letter, without the paragraphs in which others are quoted."""
    others = _paragraphs_of_others(attributions, text)
    result = []
    for heading in _headings(text):
        content = _text_of_memo(heading, others, text)
        if content is not None:
            memo = _attribution(MEMO, heading.anchor, heading.source, [content])
            result.append(memo)
    result += _signed_letters(others, text)
    return result


def _attribution(
    rule: str, anchor: int, source: Span, content: list[Span]
) -> Attribution:
    return Attribution(
        anchor=anchor,
        score=SURE[rule],
        speech=1.0,
        content=content,
        source=[source],
        cue=[(anchor, anchor + 1)],
        rule=rule,
    )


def _paragraphs_of_others(attributions: list[Attribution], text: Text) -> set[int]:
    """The paragraphs in which somebody else than the writer is quoted in quotation marks."""
    numbers = set()
    for attribution in attributions:
        if not attribution.source:
            continue
        if _quotes_another(attribution, text):
            number = text.paragraph[attribution.anchor]
            numbers.add(int(number))
    return numbers


def _quotes_another(attribution: Attribution, text: Text) -> bool:
    """Whether something stands in quotation marks, and is not by "me" or "us"."""
    is_quoted = any(text.is_quoted[first] for first, _ in attribution.content)
    if not is_quoted:
        return False
    sources = {text.norm[first] for first, _ in attribution.source}
    return FIRST_PERSON.isdisjoint(sources)


def _last_of_article(number: int, text: Text) -> int:
    """The paragraph after the last one of the article that holds a paragraph."""
    stop = number + 1
    while _are_of_one_article(number, stop, text):
        stop += 1
    return stop


def _are_of_one_article(number: int, other: int, text: Text) -> bool:
    """Whether there is such another paragraph in the article of the first."""
    exists = 0 <= other < len(text.paragraph_first)
    if not exists:
        return False
    return text.article_of(other) == text.article_of(number)


# Memos


def _headings(text: Text) -> Iterator[Heading]:
    """Yield the headings of memos: some lines with labels, or "From the desk of Ana Ruiz"."""
    number = 0
    while number < len(text.paragraph_first):
        heading = _heading(number, text) or _desk(number, text)
        if heading is None:
            number += 1
            continue
        yield heading
        number = heading.stop


def _heading(number: int, text: Text) -> Heading | None:
    """Read the lines "From:", "To:", "Subject:" from a paragraph on, in any order."""
    if letters().heading.match(text.raw_paragraph(number)) is None:
        return None
    lines: dict[str, tuple[int, re.Match[str]]] = {}
    end = number
    while _are_of_one_article(number, end, text):
        raw = text.raw_paragraph(end)
        match = letters().heading.match(raw)
        if match is None:
            break
        label = match["label"].lower()
        lines.setdefault(label, (end, match))
        end += 1
    if not _is_memo(number, end, lines, text):
        return None
    sender, match = lines["from"]
    source = _value(sender, match, text)
    if source is None:
        return None
    anchor = source[0] - 1
    return Heading(number, end, source, anchor)


def _is_memo(
    first: int, end: int, lines: dict[str, tuple[int, re.Match[str]]], text: Text
) -> bool:
    """Whether the lines are a memo's: a sender and a receiver, or "MEMO" above; none of an e-mail."""
    if "from" not in lines:
        return False
    if len(lines) < 2:
        return False
    raws = [text.raw_paragraph(number) for number in range(first, end)]
    whole = "\n".join(raws)
    if letters().mail.search(whole):
        return False
    if first > 0:
        above = text.raw_paragraph(first - 1)
        if letters().opener.match(above):
            return True
    return "to" in lines and len(lines) > 2


def _value(number: int, match: re.Match[str], text: Text) -> Span | None:
    """The rows behind the colon of a line."""
    first, end = _rows_behind(number, match, text)
    last = text.last_word(end)
    size = last - first
    if not 0 < size <= LONGEST_SENDER:
        return None
    return (first, last)


def _rows_behind(number: int, match: re.Match[str], text: Text) -> Span:
    """The rows of a paragraph behind what matches at its head."""
    low, high = text.paragraph_rows(number)
    begin = text.start[low] + match.end()
    end = text.end[high - 1]
    return text.rows_of(number, begin, end)


def _desk(number: int, text: Text) -> Heading | None:
    """ "From the desk of Ana Ruiz", as a paragraph of its own."""
    raw = text.raw_paragraph(number)
    match = letters().desk.match(raw)
    if match is None:
        return None
    source = _value(number, match, text)
    if source is None:
        return None
    first, _ = source
    if text.tag[first] not in NAMES:
        return None
    stop = number + 1
    if not _are_of_one_article(number, stop, text):
        return None
    return Heading(number, stop, source, anchor=first - 1)


def _text_of_memo(heading: Heading, others: set[int], text: Text) -> Span | None:
    """What a memo says: up to its signature, or to where the article goes on about it."""
    stop = heading.stop
    last = _last_of_article(heading.first, text)
    above = heading.first - 1
    opens_article = not _are_of_one_article(heading.first, above, text)
    if opens_article and not others.isdisjoint(range(stop, last)):
        return None  # an article under the heading of the mail that it came in
    while stop < last and stop not in others:
        if _is_over(stop, heading, text):
            break
        stop += 1
    return _words(heading.stop, stop, text)


def _is_over(number: int, heading: Heading, text: Text) -> bool:
    """Whether a paragraph is no longer the memo's."""
    raw = text.raw_paragraph(number)
    line = _plain(raw)
    if line in letters().closings:
        return True
    if line in letters().ends:
        return True
    if letters().heading.match(raw) is not None:
        return True
    return _is_about(number, heading, text)


def _is_about(number: int, heading: Heading, text: Text) -> bool:
    """Whether a paragraph speaks of the memo or its sender."""
    low, high = text.paragraph_rows(number)
    family_name = _family_name(heading.source, text)
    for row in range(low + 1, high):
        is_memo = text.norm[row] in MEMOS
        before = text.norm[row - 1]
        if is_memo and before == "the":
            return True
    return family_name in text.token[low:high]


def _family_name(source: Span, text: Text) -> str:
    """The last word of the sender's name, which a comma or a bracket ends."""
    first, last = source
    row = first
    while row < last and text.word[row]:
        row += 1
    return text.token[row - 1]


def _words(first: int, stop: int, text: Text) -> Span | None:
    """The rows from the first to the last word of some paragraphs."""
    if stop <= first:
        return None
    low, _ = text.paragraph_rows(first)
    _, end = text.paragraph_rows(stop - 1)
    high = text.last_word(end)
    while low < high and not text.word[low]:
        low += 1
    if high <= low:
        return None
    is_long = text.count_words(low, high) >= LEAST_WORDS
    if not is_long:
        return None
    return (low, high)


def _plain(raw: str) -> str:
    """A line in small letters, without marks at its ends."""
    return raw.strip(" \t,.;:-–—*#[]()").lower()


# Letters


def _signed_letters(others: set[int], text: Text) -> list[Attribution]:
    """Letters with "Dear …," above and "Yours sincerely" and a name below."""
    result = []
    for closing in range(1, len(text.paragraph_first) - 1):
        line = _plain(text.raw_paragraph(closing))
        if line not in letters().closings:
            continue
        below = closing + 1
        if not _are_of_one_article(closing, below, text):
            continue
        signature = _signature(below, text)
        start = _start_of_letter(closing, text)
        if signature is None or start is None:
            continue
        content = _free_parts(start, closing, others, text)
        anchor = int(text.paragraph_first[closing])
        if content:
            result.append(_attribution(LETTER, anchor, signature, content))
    return result


def _signature(number: int, text: Text) -> Span | None:
    """The name in a line below a letter, with what stands behind it there."""
    low, high = text.paragraph_rows(number)
    if high - low > LONGEST_SENDER:
        return None
    initial = text.token[low][0]
    if not initial.isupper():
        return None
    return (low, text.last_word(high))


def _start_of_letter(closing: int, text: Text) -> tuple[int, int] | None:
    """The paragraph and the row after the salutation of a letter."""
    farthest = max(-1, closing - LONGEST_LETTER)
    for number in range(closing - 1, farthest, -1):
        if not _are_of_one_article(closing, number, text):
            return None
        raw = text.raw_paragraph(number)
        match = letters().salutation.match(raw)
        if match is None:
            continue
        low, _ = text.paragraph_rows(number)
        row, _ = _rows_behind(number, match, text)
        is_short = row - low <= LONGEST_SALUTATION
        if not is_short:
            return None
        return (number, row)
    return None


def _free_parts(
    start: tuple[int, int], closing: int, others: set[int], text: Text
) -> list[Span]:
    """The paragraphs of a letter in which nobody else is quoted, those side by side as one piece."""
    pieces: list[Span] = []
    number, row = start
    while number < closing:
        stop = number
        while stop < closing and stop not in others:
            stop += 1
        piece = _words(number, stop, text)
        if piece is not None:
            first, last = piece
            first = max(first, row)
            if last > first:
                pieces.append((first, last))
        number = stop + 1
    return pieces
