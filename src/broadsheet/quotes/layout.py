"""Attributions that layout alone makes: turns of a transcript or interview, and “…” — Name."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

from broadsheet.names.lexicon import fold_name, lexicon
from broadsheet.text.lemmas import find_lemma

from .interviews import find_interviewee
from .marks import CLOSES, OPENS
from .memos import read_letters
from .patterns import layouts
from .reading import FINITE, Attribution, Span, Text
from .signed import signed_quotations

# The share that a reader takes for right. In a fifth of PolNeAR's training articles 7 of 8 turns were.
SURE = 0.8
RULE = "layout:name-colon"
LONGEST_TURN = 4  # paragraphs, up to the next label
MARKS_OF_LABELS = (":", "q.", "q")
SENTENCE_ENDS = (".", "!", "?")
ANSWERING = "interviewee"
TURNS = 3  # labelled turns in an article from which names in lower case count as labels


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
        is_numbered = name[-1].isdigit()
        return name.upper() == name and not is_numbered


def add_layouts(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Put what layout tells in the place of all that was found within it."""
    turns, unspoken = _turns(text)
    own = [*turns, *signed_quotations(text)]
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


# Turns


def _turns(text: Text) -> tuple[list[Attribution], list[Turn]]:
    """The turns of transcripts and interviews, quotations after a name and a colon; and turns of nobody."""
    by_article: dict[int, list[Turn]] = defaultdict(list)
    for number in _paragraphs_with_a_label(text):
        first = text.paragraph_first[number]
        article = text.article[first]
        by_article[article] += _labelled(number, text)
    result = []
    unspoken: list[Turn] = []
    for turns in by_article.values():
        accepted = _accepted(turns, text)
        if _is_nobodys(accepted, text):
            unspoken += accepted
            continue
        interviewee = _named_interviewee(accepted, text)
        for turn in accepted:
            attribution = _attribution(turn)
            if interviewee and _part(turn) == ANSWERING:
                attribution.source = [interviewee]
            result.append(attribution)
    return result, unspoken


def _named_interviewee(turns: list[Turn], text: Text) -> Span | None:
    """Who answers behind "A", where the lines above the questions name one person."""
    if not any(_part(turn) == ANSWERING for turn in turns):
        return None
    return find_interviewee(turns[0].paragraph, text)


def _part(turn: Turn) -> str | None:
    return layouts().parts.get(turn.label.upper())


def _attribution(turn: Turn) -> Attribution:
    colon = turn.colon
    return Attribution(
        anchor=colon,
        score=SURE,
        speech=1.0,
        content=[turn.content],
        source=[turn.source],
        cue=[(colon, colon + 1)],
        rule=RULE,
    )


def _paragraphs_with_a_label(text: Text) -> list[int]:
    """Paragraphs that have a colon, or begin with the "Q." or "A." of an interview."""
    is_label_mark = text.is_word(*MARKS_OF_LABELS)
    numbers = set(text.paragraph[is_label_mark].tolist())
    for number, row in enumerate(text.paragraph_first.tolist()):
        word = text.token[row]
        if word[0] != "A":
            continue
        second = min(row + 2, text.size)
        opening = text.raw(row, second)
        if opening.startswith("A."):
            numbers.add(number)
    return sorted(numbers)


def _labelled(number: int, text: Text) -> list[Turn]:
    """The labels in a paragraph, each with what it introduces."""
    raw = text.raw_paragraph(number)
    time = layouts().time.match(raw)
    begin = time.end() if time else 0
    behind_time = raw[begin:]
    matches = _labels(behind_time, is_timed=time is not None)
    stops = [begin + match.start() for match in matches[1:]]
    stops.append(len(raw))
    turns = []
    for match, stop in zip(matches, stops, strict=False):
        turn = _turn(match, begin, stop, number, text)
        if turn is not None:
            turns.append(_within_marks(turn, text))
    return turns


def _within_marks(turn: Turn, text: Text) -> Turn:
    """End a turn with the marked sentence that opens it: "Ana Ruiz: “We won.” She left." ends at "won"."""
    first, _ = turn.content
    is_marked = text.mark[first - 1] == OPENS
    if not is_marked or not _names_somebody(turn):
        return turn
    close = text.quotation_last[first - 1]
    last = text.last_word(close)
    if not _holds_a_sentence(last, close, text):
        return turn
    return replace(turn, content=(first, last))


def _holds_a_sentence(last: int, close: int, text: Text) -> bool:
    """Whether a stop stands before a closing mark, or right behind it."""
    high = min(close + 2, text.size)
    ends = text.norm[last:high]
    return text.mark[close] == CLOSES and not set(SENTENCE_ENDS).isdisjoint(ends)


def _names_somebody(turn: Turn) -> bool:
    """Whether a label ends in a full name: "Goalkeeper Ana Ruiz", but not "Said Ana Ruiz"."""
    words = [fold_name(word) for word in turn.label.split()]
    lex = lexicon()
    if len(words) < 2 or not lex.is_given(words[-2]):
        return False
    verb = find_lemma(words[0], "VBD")
    return verb == words[0] or verb not in lex.words["speaking"]


def _labels(raw: str, is_timed: bool) -> list[re.Match[str]]:
    """The labels in some text; behind a time, a nickname in small letters is one."""
    patterns = layouts()
    matches = list(patterns.label.finditer(raw))
    if matches or not is_timed:
        return matches
    nickname = patterns.nickname.match(raw)
    if nickname is None:
        return []
    return [nickname]


def _turn(
    match: re.Match[str], begin: int, stop: int, number: int, text: Text
) -> Turn | None:
    """Read a label and what follows it, up to the next label or the end of the paragraph."""
    label = match["label"].strip(" .")
    if label.lower() in layouts().headings:
        return None
    low, _ = text.paragraph_rows(number)
    paragraph_start = text.start[low]
    offset = paragraph_start + begin
    label_start = offset + match.start("label")
    label_end = offset + match.end("label")
    source = text.rows_of(number, label_start, label_end)
    content_start = offset + match.end()
    content_end = paragraph_start + stop
    first, last = text.rows_of(number, content_start, content_end)
    words = [row for row in range(first, last) if text.word[row]]
    is_empty = source[0] == source[1]
    if not words or is_empty:
        return None
    is_first = match.start() == 0
    return Turn(
        label=label,
        source=source,
        colon=max(first, source[1]) - 1,
        content=(words[0], words[-1] + 1),
        is_first=is_first,
        is_timed=is_first and _follows_time(begin, number, text),
        is_placed=bool(match.groupdict().get("where")),
        paragraph=number,
    )


def _follows_time(begin: int, number: int, text: Text) -> bool:
    """Whether a time stands before what begins there, or fills the paragraph above."""
    return begin > 0 or _is_below_a_time(number, text)


def _is_below_a_time(number: int, text: Text) -> bool:
    """Whether the paragraph above is nothing but a time: "10.12am"."""
    if number == 0:
        return False
    above = number - 1
    first, last = text.paragraph_rows(above)
    if text.article[first] != text.article[last]:
        return False
    raw = text.raw_paragraph(above)
    return layouts().time_alone.match(raw) is not None


def _is_nobodys(turns: list[Turn], text: Text) -> bool:
    """Whether turns are those of a play, or the questions and answers of a page of advice."""
    if len(turns) < 2:
        return False
    labels = {turn.label.upper() for turn in turns}
    are_parts = labels <= set(layouts().parts)
    last = turns[-1].paragraph
    first = _first_of_article(turns[0].paragraph, text)
    for number in range(first, last + 1):
        raw = text.raw_paragraph(number)
        if layouts().play.match(raw):
            return True
        if are_parts and layouts().faq.search(raw):
            return True
    return False


def _first_of_article(number: int, text: Text) -> int:
    """The first paragraph of the article that holds a paragraph."""
    article = text.article_of(number)
    while number > 0 and text.article_of(number - 1) == article:
        number -= 1
    return number


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
    is_told = turn.is_first or _follows_sentence(turn, text)
    if is_told and _is_quotation(turn.content, text):
        return True
    is_placed = turn.is_placed and turn.is_first
    is_post = turn.is_timed or is_placed
    if not is_post:
        return False
    if not _begins_with_given_name(turn.label):
        return False
    return turn.is_timed or _is_told(turn, text)


def _follows_sentence(turn: Turn, text: Text) -> bool:
    """Whether a label that names somebody stands behind the end of a sentence."""
    low, _ = turn.source
    before = text.last_word(low)
    ends = text.norm[before:low]
    return _names_somebody(turn) and not set(SENTENCE_ENDS).isdisjoint(ends)


def _is_told(turn: Turn, text: Text) -> bool:
    """Whether a whole sentence follows a label, as none does in a headline."""
    first, last = turn.content
    if last >= text.size:
        return False
    if text.norm[last] not in SENTENCE_ENDS:
        return False
    tags = text.tag[first:last]
    return not FINITE.isdisjoint(tags)


def _begins_with_given_name(label: str) -> bool:
    """Whether a label is somebody's: "Jo Hallam", "Lwazi Dube in Durban"."""
    first, *others = label.split()
    if not others:
        return False
    return lexicon().is_given(fold_name(first))


def _take_turns(turns: list[Turn]) -> bool:
    """Whether there are several labels, and one of them comes back."""
    if len(turns) < TURNS:
        return False
    labels = {turn.label for turn in turns}
    return 1 < len(labels) < len(turns)


def _is_quotation(content: Span, text: Text) -> bool:
    first, last = content
    if text.mark[first - 1] != OPENS:
        return False
    return all(text.is_quoted[first:last])


def _with_later_paragraphs(turns: list[Turn], text: Text) -> list[Turn]:
    """Let a turn go on over the unlabelled paragraphs before the next one, if there is a next one."""
    result = []
    for turn, following in pairwise(turns):
        gap = following.paragraph - turn.paragraph
        if 1 < gap <= LONGEST_TURN:
            first, _ = turn.content
            last_paragraph = following.paragraph - 1
            _, end = text.paragraph_rows(last_paragraph)
            last = text.last_word(end)
            turn = replace(turn, content=(first, last))
        result.append(turn)
    return result + turns[-1:]


def name_parts(sources: list[str], rules: list[str]) -> list[str | None]:
    """Say which labels stand for a part in the conversation: "Q" for the interviewer."""
    parts = []
    for source, rule in zip(sources, rules, strict=True):
        label = source.strip(" .:").upper()
        part = layouts().parts.get(label)
        is_label = rule == RULE
        parts.append(part if is_label else None)
    return parts


def names_a_person(label: str) -> bool:
    """Say whether a label begins with a title or a given name, or is one word."""
    first, *others = label.split()
    if not others:
        return True
    lex = lexicon()
    is_given = lex.is_given(fold_name(first))
    return is_given or lex.is_title(first)
