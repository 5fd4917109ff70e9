"""Words quoted that nobody spoke on one day: "every year he jokes: …", "you may be told: …"."""

from .article import Reader
from .view import Match

LEAD = 25  # tokens before words quoted among which the words that lead to them are looked for
LAST_WORDS = 4  # of these, the last ones, among which stands the verb of speaking
SUPPOSING = frozenset(["might", "may", "could", "would", "can", "'d", "’d"])
SAYING = frozenset(["say", "ask", "tell", "shout", "reply", "asked", "told", "write"])
WRITING = frozenset(["wrote", "texted", "messaged"])


def is_of_no_one_time(match: Match, reader: Reader) -> bool:
    """Whether the words that lead to a quotation tell of any such time, or of what somebody may say."""
    rows = _lead(match, reader)
    if not rows:
        return False
    view = reader.view
    for other in reader.before(match, match.start - int(view.start[rows[0]])):
        if other.rule.op == "repeated" and not reader.quoted(other):
            return True
    words = [view.lower(row) for row in rows]
    last = words[-LAST_WORDS:]
    saying = [word for word in last if word in SAYING]
    if not saying:
        return False
    place = len(words) - 1 - words[::-1].index(saying[-1])
    before = words[max(0, place - LAST_WORDS) : place]
    return not SUPPOSING.isdisjoint(before)


def is_from_letter_in_court(match: Match, reader: Reader) -> bool:
    """Whether a court hears what somebody once wrote: "he wrote to her: “I left last night”"."""
    if not reader.is_of_court:
        return False
    rows = _lead(match, reader)
    words = {reader.view.lower(row) for row in rows[-LAST_WORDS:]}
    return not WRITING.isdisjoint(words)


def _lead(match: Match, reader: Reader) -> list[int]:
    """The rows of its sentence before the quotation around a match, if they end with a colon or a comma."""
    view = reader.view
    row = match.first
    while row > 0 and view.quoted[row]:
        row -= 1
    low, _ = view.sentence(row)
    is_lead = view.word(row) in (":", ",")
    return list(range(max(low, row - LEAD), row)) if is_lead else []
