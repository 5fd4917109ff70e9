"""From how many days back a weekday is the next one, where little or nothing says that it is gone."""

from .article import Reader
from .meaning import read_fields
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


def days_back_of_next(match: Match, reader: Reader) -> int:
    """From how many days back on a weekday is the next one."""
    is_owner = reader.view.tag_after(match) == "POS"
    if is_owner and reader.tenses.is_of_past(match):
        return GONE
    if not is_owner and reader.is_surely_gone(match):
        return GONE
    tense = reader.tense(match)
    day = read_fields(match)["weekday"]
    sides = reader.sides_of_weekdays.get(day, set())
    if sides == {"past"}:
        return GONE if tense == "past" else GONE_ELSEWHERE
    if sides == {"future"}:
        return TO_COME_ELSEWHERE
    if is_owner:
        return OF_EVENT
    return BY_TENSE.get(tense, WITHOUT_VERB)
