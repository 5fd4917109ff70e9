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
    if view.lower(match.first) == "today":
        if _is_compared(match, before, reader):
            return True
        if _is_how_things_stand(match, reader):
            return True
    if before != "of" or view.tag_after(match) == "POS":
        return False
    return _is_of_many(match, reader)


def _is_compared(match: Match, before: str, reader: Reader) -> bool:
    """Whether our time is compared with another: "as people do today", "those that we have today"."""
    lists = reader.tenses.lists
    if before not in lists["general_verbs"]:
        return False
    view = reader.view
    low, _ = view.sentence(match.first)
    first = max(low, match.first - COMPARED)
    words = view.lower_words(first, match.first)
    compared = lists["compared"]
    return not compared.isdisjoint(words)


def _is_how_things_stand(match: Match, reader: Reader) -> bool:
    """Whether a sentence that begins with "today" says how things stand in our time.

    "Today the town is its largest market", not "today is a rest day" or "today the talks are to end".
    """
    view = reader.view
    lists = reader.tenses.lists
    low, high = view.sentence(match.first)
    if match.first - low > 1:
        return False
    tag_after = view.tag_after(match)
    if tag_after.startswith(("V", "POS")):
        return False
    row, tense = reader.tenses.governor(match)
    if tense != "present" or row < match.last:
        return False
    next_row = row + 1
    if next_row >= high:
        return False
    if view.lower(row) not in lists["standing_verbs"]:
        return False
    if view.lower(next_row) in lists["planned"]:
        return False
    return view.tag(next_row) in STANDING_TAGS


def _owns_our_time(match: Match, reader: Reader) -> bool:
    """Whether something of our time belongs to a day: "today's economy", "today's pop stars"."""
    view = reader.view
    if view.tag_after(match) != "POS":
        return False
    _, high = view.sentence(match.first)
    first = match.last + 1
    last = min(high, first + OWNED_WORDS)
    owned = view.lower_words(first, last)
    of_our_time = reader.tenses.lists["of_our_time"]
    return not of_our_time.isdisjoint(owned)


def _is_of_many(match: Match, reader: Reader) -> bool:
    """Whether people or a country are of a day: "the leaders of tomorrow", "the Chad of today"."""
    head = match.first - 2
    if head < 0:
        return False
    view = reader.view
    tag = view.tag(head)
    if tag == "NNP":
        return view.tag(head - 1) == "DT"
    return tag in ("NNS", "NN")
