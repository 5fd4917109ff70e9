"""Whether "today" or "tomorrow" is no single day, but our time or the time to come."""

from .article import Reader
from .view import Match

# Characters before a sentence that begins with "today", within which an older time is told of.
CONTRAST = 300
CONTRAST_YEARS = 2  # years back that such a time lies at least
STILL_WORDS = 6  # tokens before "today" within which "still" is said of it
SUBJECTS = frozenset(["he", "she", "it", "they", "we", "i", "you"])
COPULAS = frozenset(["is", "are", "am", "'s", "’s"])
WHICH = frozenset(["where", "what", "who", "than", "as", "how", "which"])
# After "it is today": the clause ends.
CLAUSE_ENDS = frozenset(
    [".", ",", ";", ":", "?", "!", "-", "–", "—", "''", "”", ")", "without"]
)
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
        if _is_after_older_time(match, reader) or _is_still_so(match, reader):
            return True
        if _is_what_it_is(match, reader) or _is_of_all_now(match, reader):
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


def _is_after_older_time(match: Match, reader: Reader) -> bool:
    """Whether a sentence of the present that begins with "today" follows one of years ago.

    "Fifty years ago there were ten mills. Today they are flats", not "today she told the court".
    """
    view = reader.view
    low, _ = view.sentence(match.first)
    if match.first - low > 1 or view.tag_after(match) == "POS":
        return False
    row, tense = reader.tenses.governor(match)
    if tense != "present" or row < match.last or _takes_place(row, match, reader):
        return False
    return _tells_of_older_time(match, reader)


def _takes_place(row: int, match: Match, reader: Reader) -> bool:
    """Whether a verb tells of something new: "today he is acquitted", "today they face a test"."""
    view = reader.view
    verb = view.lower(row)
    if verb not in reader.tenses.lists["standing_verbs"]:
        return True
    _, high = view.sentence(match.first)
    last = min(high, row + 3)
    tags = view.tags_of(row + 1, last)
    if "VBG" in tags:
        return True
    return "VBN" in tags and verb != "are"


def _tells_of_older_time(match: Match, reader: Reader) -> bool:
    """Whether what was named just before lies years back."""
    published = reader.published
    if published is None or reader.previous is None:
        return False
    other, meaning = reader.previous
    if meaning.point is None or match.start - other.end > CONTRAST:
        return False
    years_back = published.year - meaning.point.year
    return years_back >= CONTRAST_YEARS


def _is_still_so(match: Match, reader: Reader) -> bool:
    """Whether something remains or is still so: "they are still in use today", "it remains popular today"."""
    view = reader.view
    row, tense = reader.tenses.governor(match)
    if tense != "present" or row > match.first or view.tag_after(match) == "POS":
        return False
    between = view.words_of(row, match.first)
    if not CLAUSE_ENDS.isdisjoint(between):
        return False
    if view.lower(row) in reader.tenses.lists["lasting"]:
        return True
    first = max(row, match.first - STILL_WORDS)
    return "still" in view.lower_words(first, match.first)


def _is_what_it_is(match: Match, reader: Reader) -> bool:
    """Whether "today" says what has become of something: "the power it is today", "where I am today"."""
    view = reader.view
    low, high = view.sentence(match.first)
    first = match.first - 3
    if first < low:
        return False
    before, subject, verb = view.lower_words(first, match.first)
    if verb not in COPULAS or subject not in SUBJECTS:
        return False
    if match.last < high and view.lower(match.last) not in CLAUSE_ENDS:
        return False
    return before in WHICH or view.tag(first) in ("NN", "NNS")


def _is_of_all_now(match: Match, reader: Reader) -> bool:
    """Whether "today" follows what is of our time, and nothing took place: "most teams today have …"."""
    view = reader.view
    if view.tag_after(match) == "POS":
        return False
    if reader.tense(match) != "present":
        return False
    before = view.word_before(match)
    of_our_time = reader.tenses.lists["of_our_time"]
    row = match.first - 1
    low, _ = view.sentence(match.first)
    if row >= low and view.tag(row) == "NNPS":
        return True
    if before not in of_our_time:
        return False
    if row > low and view.word(row).istitle():
        return False
    return row <= low or view.lower(row - 1) != "both"


def _owns_our_time(match: Match, reader: Reader) -> bool:
    """Whether something of our time belongs to a day: "today's economy", "today's pop stars"."""
    view = reader.view
    if view.tag_after(match) != "POS":
        return False
    _, high = view.sentence(match.first)
    first = match.last + 1
    last = min(high, first + OWNED_WORDS)
    owned = view.words_of(first, last)
    if len(owned) > 1 and all(map(str.istitle, owned)):
        return False  # today's Washington Post
    of_our_time = reader.tenses.lists["of_our_time"]
    return not of_our_time.isdisjoint(map(str.lower, owned))


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
