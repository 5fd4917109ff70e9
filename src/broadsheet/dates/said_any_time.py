"""Words quoted that nobody spoke on one day: "every year he jokes: …", "you may be told: …"."""

from .article import Reader
from .view import Match

LEAD = 25  # tokens before words quoted among which the words that lead to them are looked for
LAST_WORDS = 4  # of these, the last ones, among which stands the verb of speaking
SUPPOSING = frozenset(["might", "may", "could", "would", "can", "'d", "’d"])


def is_of_no_one_time(match: Match, reader: Reader) -> bool:
    """Whether the words that lead to a quotation tell of any such time, or of what somebody may say."""
    view = reader.view
    first, last = _lead(match, reader)
    if first == last:
        return False
    reach = match.start - int(view.start[first])
    for other in reader.before(match, reach):
        if other.rule.op == "repeated" and not reader.quoted(other):
            return True
    words = view.lower_words(first, last)
    sayings = reader.tenses.lists["sayings"]
    return _is_supposed(words, sayings)


def _is_supposed(words: list[str], sayings: frozenset[str]) -> bool:
    """Whether the last verb of speech is of what somebody may say or hear: "you might be asked"."""
    end = len(words)
    begin = max(0, end - LAST_WORDS)
    places = [place for place in range(begin, end) if words[place] in sayings]
    if not places:
        return False
    verb = places[-1]
    first = max(0, verb - LAST_WORDS)
    before = words[first:verb]
    return not SUPPOSING.isdisjoint(before)


def is_from_letter_in_court(match: Match, reader: Reader) -> bool:
    """Whether a court hears what somebody once wrote: "he wrote to her: “I left last night”"."""
    if not reader.is_of_court:
        return False
    first, last = _lead(match, reader)
    words = reader.view.lower_words(first, last)
    writings = reader.tenses.lists["writings"]
    return not writings.isdisjoint(words[-LAST_WORDS:])


def _lead(match: Match, reader: Reader) -> tuple[int, int]:
    """The rows of its sentence before the quotation around a match; none but before a colon or a comma."""
    view = reader.view
    mark = match.first
    while mark > 0 and view.quoted[mark]:
        mark -= 1
    if view.word(mark) not in (":", ","):
        return mark, mark
    low, _ = view.sentence(mark)
    first = max(low, mark - LEAD)
    return first, mark
