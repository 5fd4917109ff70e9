"""Whether "today" or "tomorrow" is no single day, but our time or the time to come."""

from .article import Reader
from .view import Match

OWNED_WORDS = 2  # tokens after "today's" within which stands what is of our time
COMPARED = 7  # tokens before "today" within which it is compared
# After "is", of what something is, not of what is done with it.
STANDING_TAGS = ("DT", "JJ", "NN", "NNP", "NNS", "PRP$", "JJR", "JJS", "CD")


def is_of_our_time(match: Match, reader: Reader) -> bool:
    """Whether a day is any in its time: the leaders of tomorrow, a better today, today's economy."""
    view = reader.view
    if _owns_our_time(match, reader):
        return True
    before = view.word_before(match)
    if before in ("a", "better", "even"):
        return True
    if view.lower(match.first) == "today" and _is_of_these_days(match, before, reader):
        return True
    if before != "of" or view.tag_after(match) == "POS":
        return False
    if match.first < 2:
        return False
    head = match.first - 2
    tag = view.tag(head)
    if tag == "NNP":  # the Afghanistan of today
        return view.tag(head - 1) == "DT"
    return tag in ("NNS", "NN")


def _is_of_these_days(match: Match, before: str, reader: Reader) -> bool:
    """Whether "today" is no single day: it is compared with other times, or tells how things stand."""
    if _is_compared(match, before, reader):
        return True
    return _is_how_things_stand(match, reader)


def _is_compared(match: Match, before: str, reader: Reader) -> bool:
    """Whether our time is compared with another: "as people do today", "those that we have today"."""
    lists = reader.tenses.lists
    if before not in lists["general_verbs"]:
        return False
    low, _ = reader.view.sentence(match.first)
    first = max(low, match.first - COMPARED)
    words = reader.view.lower_words(first, match.first)
    return not lists["compared"].isdisjoint(words)


def _is_how_things_stand(match: Match, reader: Reader) -> bool:
    """Whether a sentence that begins with "today" says how things stand in our time.

    "Today the town is its largest market", not "today is a rest day" or "today the talks are to end".
    """
    view = reader.view
    low, high = view.sentence(match.first)
    if match.first > low + 1 or view.tag_after(match).startswith(("V", "POS")):
        return False
    row, tense = reader.tenses.governor(match)
    if tense != "present" or row < match.last or row + 1 >= high:
        return False
    if view.lower(row) not in reader.tenses.lists["standing_verbs"]:
        return False
    if view.lower(row + 1) in reader.tenses.lists["planned"]:
        return False
    return view.tag(row + 1) in STANDING_TAGS


def _owns_our_time(match: Match, reader: Reader) -> bool:
    """Whether something of our time belongs to a day: "today's economy", "today's pop stars"."""
    view = reader.view
    if view.tag_after(match) != "POS":
        return False
    _, high = view.sentence(match.first)
    first = match.last + 1
    last = min(high, first + OWNED_WORDS)
    owned = view.lower_words(first, last)
    return not reader.tenses.lists["of_our_time"].isdisjoint(owned)
