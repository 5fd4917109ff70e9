"""Interviews printed without labels: a question fills a paragraph, and what follows is the answer."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from broadsheet.names.lexicon import fold_name, lexicon

from .marks import OPENS
from .patterns import layouts
from .reading import Attribution, Span, Text, cue_lists

RULE = "layout:interview"
SCORE = 0.7  # a guess: labelled news has too few such interviews to count
LEAST_QUESTIONS = 2
LONGEST_QUESTION = 60  # words
LONGEST_ANSWER = 12  # paragraphs


def add_unlabelled_interviews(
    attributions: list[Attribution], text: Text
) -> list[Attribution]:
    """Give the answers of an interview to the one whom its introduction names.

    It is one where at least two paragraphs are questions to "you", and answers to them speak of "I" or "we".
    Questions are the paper's own and make no rows.
    """
    result = attributions
    for article in _articles(text):
        answers = _answers(article, text)
        if len(answers) < LEAST_QUESTIONS:
            continue
        if not _is_conversation(answers, text):
            continue
        first_question, _ = answers[0]
        source = _interviewee(article[0], first_question, text)
        if source is not None:
            answers[-1] = _without_coda(answers[-1], source, text)
        rows = []
        for question, answer in answers:
            rows.append(_attribution(question, answer, source, text))
        others = _outside(result, answers, text)
        result = others + rows
    return result


def _articles(text: Text) -> Iterator[list[int]]:
    """The numbers of the paragraphs of each article."""
    numbers = range(len(text.paragraph_first))
    for _, group in groupby(numbers, key=text.article_of):
        yield list(group)


def _answers(article: list[int], text: Text) -> list[tuple[int, Span]]:
    """Each question (a paragraph) with the rows of its answer."""
    questions = [number for number in article if _is_question(number, text)]
    stops = [*questions[1:], article[-1] + 1]
    result = []
    for question, stop in zip(questions, stops, strict=False):
        length = stop - question - 1
        if not 0 < length <= LONGEST_ANSWER:
            continue
        answer = _words_between(question + 1, stop, text)
        if answer is not None:
            result.append((question, answer))
    return result


def _words_between(first: int, stop: int, text: Text) -> Span | None:
    """The rows from the first to the last word of some paragraphs."""
    low, _ = text.paragraph_rows(first)
    _, end = text.paragraph_rows(stop - 1)
    high = text.last_word(end)
    while low < high and not text.word[low]:
        low += 1
    if low >= high:
        return None
    return low, high


def _is_question(number: int, text: Text) -> bool:
    """Whether a paragraph is a question to somebody, and no quotation."""
    low, high = text.paragraph_rows(number)
    last = text.last_word(high)
    if last >= high or text.norm[last] != "?":
        return False
    if text.mark[low] == OPENS:
        return False
    is_short = text.count_words(low, high) <= LONGEST_QUESTION
    is_marked = any(text.is_quoted[low:high])
    return is_short and not is_marked


def _is_conversation(answers: list[tuple[int, Span]], text: Text) -> bool:
    """Whether enough questions are put to "you", and most answers speak in the first person."""
    you = cue_lists()["second_person"]
    me = cue_lists()["first_person"]
    asked = 0
    answered = 0
    labelled = [question for question, _ in answers if _label_of(question, text)]
    if len(labelled) > 1:  # one label may open an interview that goes on without
        return False
    for question, (first, last) in answers:
        raw = text.raw_paragraph(question)
        if layouts().faq.search(raw):
            return False
        low, high = text.paragraph_rows(question)
        is_asked = not you.isdisjoint(text.norm[low:high])
        is_answered = not me.isdisjoint(text.norm[first:last])
        asked += is_asked
        answered += is_answered
    half = len(answers) / 2
    third = len(answers) / 3
    enough = min(half, max(LEAST_QUESTIONS, third))
    if len(answers) > LEAST_QUESTIONS and _take_turns(answers):
        enough = 1
    return asked >= enough and answered > half


def _take_turns(answers: list[tuple[int, Span]]) -> bool:
    """Whether each answer is one paragraph, and the next question follows at once."""
    questions = [question for question, _ in answers]
    apart = {following - question for question, following in pairwise(questions)}
    return apart == {2}


def _label_of(number: int, text: Text) -> Span | None:
    """The rows of the label that opens a paragraph, as in "The Echo: Why did you go?"."""
    match = layouts().label.match(text.raw_paragraph(number))
    if match is None:
        return None
    low, _ = text.paragraph_rows(number)
    start = text.start[low]
    return text.rows_of(number, start, start + match.end("label"))


def _interviewee(first: int, question: int, text: Text) -> Span | None:
    """The first full name before the questions, which is no byline."""
    row = int(text.paragraph_first[first])
    stop = int(text.paragraph_first[question])
    return _interviewee_from(row, stop, text)


def _interviewee_from(row: int, stop: int, text: Text) -> Span | None:
    """The first full name in some rows, which is no byline."""
    while row < stop:
        last = row
        while last < stop and text.tag[last] in ("NNP", "NNPS"):
            last += 1
        name = _name_within(row, last, text)
        is_byline = text.norm[row - 1] in cue_lists()["bylines"]
        if name is not None and not is_byline:
            return name
        row = last + 1
    return None


def find_interviewee(number: int, text: Text) -> Span | None:
    """The only full name before a paragraph of its article that asks: "Singer Ana Ruiz met us in Ayr"."""
    first = number
    article = text.article_of(number)
    while first > 0 and text.article_of(first - 1) == article:
        first -= 1
    name = _interviewee(first, number, text)
    if name is None:
        return None
    stop = int(text.paragraph_first[number])
    _, row = name
    while row < stop:
        other = _interviewee_from(row, stop, text)
        if other is None:
            break
        if _last_token(other, text) != _last_token(name, text):
            return None
        _, row = other
    return name


def _last_token(span: Span, text: Text) -> str:
    _, last = span
    return text.token[last - 1]


def _name_within(first: int, last: int, text: Text) -> Span | None:
    """The rows from a given name to the end of a run: "Ana Ruiz" of "Singer Ana Ruiz"."""
    lex = lexicon()
    for row in range(first, last - 1):
        folded = fold_name(text.token[row])
        word, _, _ = folded.partition("-")
        is_place = word in lex.place_starts or word in lex.place_heads
        if is_place or not lex.is_given(word):
            continue
        if not lex.is_title(word):
            return row, last
    return None


def _without_coda(
    last_answer: tuple[int, Span], source: Span, text: Text
) -> tuple[int, Span]:
    """The last answer without paragraphs behind it that speak of the interviewee by name."""
    question, (first, last) = last_answer
    family_name = _last_token(source, text)
    me = cue_lists()["first_person"]
    low, _ = text.paragraph_of(last - 1)
    while low > first:
        names_them = family_name in text.token[low:last]
        if not names_them:
            break
        if not me.isdisjoint(text.norm[low:last]):
            break
        last = text.last_word(low)
        low, _ = text.paragraph_of(last - 1)
    return question, (first, last)


def _attribution(
    question: int, answer: Span, source: Span | None, text: Text
) -> Attribution:
    _, end = text.paragraph_rows(question)
    mark = text.last_word(end)
    first, last = answer
    label = _label_of(int(text.paragraph[first]), text)
    if label is not None:
        source = label
        _, first = label
        while first + 1 < last and not text.word[first]:
            first += 1
    return Attribution(
        anchor=mark,
        score=SCORE,
        speech=1.0,
        content=[(first, last)],
        source=[] if source is None else [source],
        cue=[(mark, mark + 1)],
        rule=RULE,
    )


def _outside(
    attributions: list[Attribution], answers: list[tuple[int, Span]], text: Text
) -> list[Attribution]:
    """The attributions that begin neither in a question nor in an answer."""
    taken: set[int] = set()
    for question, answer in answers:
        taken.update(range(*answer))
        taken.update(range(*text.paragraph_rows(question)))
    kept = []
    for attribution in attributions:
        begin, _ = min(attribution.content)
        if begin not in taken:
            kept.append(attribution)
    return kept
