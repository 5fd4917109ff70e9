"""On which side of now a weekday lies, where little or nothing says that it is gone or to come."""

from .article import Reader
from .meaning import read_fields
from .patterns import Pattern
from .tense import WILL
from .view import Match

# Of 350 weekdays of The Guardian with no verb of the past near, those that would lie so many days back
# were to come: two days 6 in 77, three 7 in 55, four 7 in 20, five 18 in 24, six 19 in 23.
WITHOUT_VERB = 4  # with no verb that tells: 3 in 3 of four days back
BY_PRESENT = 5  # with a verb of the present, as in "the message of Tuesday is clear"
OF_EVENT = 5  # "Sunday's vote": 2 in 6 of four days back, 11 in 13 of more
FAR_FROM_PAST = 5  # with a verb of the past that is far off
BY_TENSE = {"past": FAR_FROM_PAST, "present": BY_PRESENT}
TO_COME_ELSEWHERE = 4  # where the article says that this weekday is to come
GONE_ELSEWHERE = 6  # where the article says that this weekday is gone
GONE = 7  # more than may lie back
# Of 110 weekdays of The Guardian and of US news that verbs like "expected" set six days ahead, so that the
# last one was yesterday, 91 were gone. Those to come stood in sentences told from now, all but 8 of 49.
DAYS_AHEAD_OF_YESTERDAY = 6
# Tokens on either side of a weekday that are looked at; sentences without an end go on for ever.
REACH = 40
OPENING_WORDS = 2  # before a weekday, within which "that" opens its clause
AUXILIARY_WORDS = 2  # before a verb, within which "will" stands
# In a sentence that is told from another day than this one: "was", "would", "may have been".
NOT_FROM_NOW = Pattern(
    r"/VBD|\b(would|[’']d)/MD|/MD (\S+/RB )?have/\S+ (\S+/RB )?\S+/VB[DN]"
)


def days_back_of_next(match: Match, reader: Reader) -> int:
    """From how many days back on a weekday is the next one."""
    is_owner = reader.view.tag_after(match) == "POS"
    day = read_fields(match)["weekday"]
    sides = reader.sides_of_weekdays.get(day, set())
    if is_owner and reader.tenses.is_of_past(match):
        return GONE
    if not is_owner and reader.is_surely_gone(match):
        return GONE
    tense = reader.tense(match)
    if sides == {"past"}:
        return GONE if tense == "past" else GONE_ELSEWHERE
    if sides == {"future"}:
        return TO_COME_ELSEWHERE
    if is_owner:
        return OF_EVENT
    return BY_TENSE.get(tense, WITHOUT_VERB)


def is_gone_after_all(days_ahead: int, match: Match, reader: Reader) -> bool:
    """Whether a weekday that would be six days ahead was yesterday.

    "They feared on Friday that it would sink", said on a Saturday, is of the day before.
    """
    if days_ahead != DAYS_AHEAD_OF_YESTERDAY:
        return False
    if reader.tense(match) == "ahead":
        day = read_fields(match)["weekday"]
        if reader.sides_of_weekdays.get(day) == {"past"}:
            return True
    return not _is_told_from_now(match, reader)


def _is_told_from_now(match: Match, reader: Reader) -> bool:
    """Whether nothing in a sentence is told from another day: "they will sail", "it is put off to Friday"."""
    view = reader.view
    low, _ = view.sentence(match.first)
    first, last = view.sentence_near(match, REACH, REACH)
    before = view.lower_words(first, match.first)
    if not reader.tenses.lists["put_off"].isdisjoint(before):
        return True
    row, _ = reader.tenses.governor(match)
    auxiliaries = view.lower_words(max(low, row - AUXILIARY_WORDS), row + 1)
    if not WILL.isdisjoint(auxiliaries):
        return True  # she said that she will sail on Friday
    opening = max(low, match.first - OPENING_WORDS)
    if "that" in view.lower_words(opening, match.first):
        first = match.first  # she said that on Friday they sail
    return not NOT_FROM_NOW.occurs_in(view.marked(first, last))
