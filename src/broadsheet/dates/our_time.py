"""Whether "today" or "tomorrow" is no single day, but our time or the time to come."""

from .article import Reader
from .general_today import is_likely_our_time
from .tense import WOULD
from .view import Match, TokenView

# Characters before a sentence that begins with "today", within which an older time is told of.
CONTRAST = 300
CONTRAST_YEARS = 2  # years back that such a time lies at least
STILL_WORDS = 6  # tokens before "today" within which "still" is said of it
SUBJECTS = frozenset(["he", "she", "it", "they", "we", "i", "you"])
COPULAS = frozenset(["is", "are", "am", "'s", "’s"])
WHICH = frozenset(["where", "what", "who", "than", "as", "how", "which"])
# How nouns end that name who does something.
PERSONS = (
    "er",
    "or",
    "man",
    "woman",
    "ist",
    "ain",
    "ers",
    "ors",
    "men",
    "women",
    "ists",
    "ains",
)
BEFORE_PERSON = ("a", "an", "the", "“", '"', "‘", "'")
NAMING = ("dates", "date", "dating")  # back to a day
ENDED = ("over", "gone", "past", "history", "dead")
ASKING = frozenset(["where", "what"])
ASKED_WORDS = 7  # tokens before "is today" within which "where" asks
STANDING_PHRASE = frozenset(["DT", "JJ", "NN", "NNP", "NNS", "NNPS", "PRP$", "POS"])
# After "it is today": the clause ends.
CLAUSE_ENDS = frozenset(
    [".", ",", ";", ":", "?", "!", "-", "–", "—", "''", "”", ")", "without"]
)
OWNED_WORDS = 2  # tokens after "today's" within which stands what is of our time
SUPPOSING = WOULD | {"might", "could"}
SUPPOSED = 10  # tokens before "tomorrow" within which "if" supposes it
PARTED = frozenset(["and", "but", ",", ";"])
AT_PRICES = ("price", "prices", "rate", "rates", "exchange")
# Before a phrase that is of a whole kind.
ANY_SUCH = frozenset(["most", "many", "all", "any", "every", "few"])
PHRASE_TAGS = ("NN", "NNS", "NNP", "NNPS", "JJ")
COMPARED = 7  # tokens before "today" within which it is compared
# After "is", of what something is, not of what is done with it.
STANDING_TAGS = ("DT", "JJ", "NN", "NNP", "NNS", "PRP$", "JJR", "JJS", "CD")


def is_of_our_time(match: Match, reader: Reader) -> bool:
    """Whether a day is any in its time: the leaders of tomorrow, a better today, today's economy."""
    view = reader.view
    if _owns_our_time(match, reader):
        return True
    before = view.word_before(match)
    if before in ("a", "better", "even") or _is_set_against_another(match, reader):
        return True
    if before == "what" and view.lower(match.first) == "tomorrow":
        return True  # who knows what tomorrow brings
    if _is_supposed(match, reader) or _is_tomorrow_of_our_time(match, reader):
        return True
    if view.lower(match.first) == "today" and _is_today_of_our_time(match, reader):
        return True
    if before != "of" or view.tag_after(match) == "POS":
        return _is_bare_today(match, reader) and is_likely_our_time(match, reader)
    return _is_of_many(match, reader)


def _is_tomorrow_of_our_time(match: Match, reader: Reader) -> bool:
    """Whether "tomorrow" goes with a "today" that is our time: "what is a hut today is a house tomorrow"."""
    view = reader.view
    if reader.previous is None or view.lower(match.first) != "tomorrow":
        return False
    other, meaning = reader.previous
    is_our_time = meaning.value == "PRESENT_REF" and view.lower(other.first) == "today"
    return is_our_time and view.same_sentence(match, other)


def _is_supposed(match: Match, reader: Reader) -> bool:
    """Whether it only is supposed to happen: "if there were a vote tomorrow", "if she came today"."""
    view = reader.view
    if view.tag_after(match) == "POS":
        return False
    low, high = view.sentence(match.first)
    if view.lower(match.first) != "tomorrow":
        if not _is_bare_today(match, reader):
            return False
        if SUPPOSING.isdisjoint(view.lower_words(low, high)):
            return False
    first = max(low, match.first - SUPPOSED)
    words = view.lower_words(first, match.first)
    if "if" not in words:
        return False
    row = first + words.index("if")
    return "VBD" in view.tags_of(row, match.first)


def _is_bare_today(match: Match, reader: Reader) -> bool:
    """Whether a day is "today" and no more: not "later today", not "today's"."""
    view = reader.view
    if match.last - match.first > 1 or view.lower(match.first) != "today":
        return False
    return view.tag_after(match) != "POS"


def _is_today_of_our_time(match: Match, reader: Reader) -> bool:
    """Whether "today" is no day: "fewer than today", "most boats today", "who today are"."""
    before = reader.view.word_before(match)
    if before == "than" or _is_compared(match, before, reader):
        return True
    signs = (
        _is_of_any_such,
        _is_who_now,
        _is_how_things_stand,
        _is_after_older_time,
        _is_still_so,
        _is_what_it_is,
        _is_of_all_now,
    )
    return any(holds(match, reader) for holds in signs)


def _is_set_against_another(match: Match, reader: Reader) -> bool:
    """Whether two days are only set against each other: "today's news is tomorrow's history"."""
    view = reader.view
    low, high = view.sentence(match.first)
    is_owner = view.tag_after(match) == "POS"
    if not is_owner:
        row = match.first - 1
        return row >= low and match.last < high and _is_between_dashes(match, view)
    words = view.lower_words(low, high)
    if "today" not in words or "tomorrow" not in words:
        return False
    first = words.index("today") + 1
    last = words.index("tomorrow")
    between = words[first:last]
    if COPULAS.isdisjoint(between) or not PARTED.isdisjoint(between):
        return False
    tags = view.tags_of(low, high)
    return tags[first : first + 1] == ["POS"] == tags[last + 1 : last + 2]


def _is_between_dashes(match: Match, view: TokenView) -> bool:
    """Whether a day is part of a compound: "buy-today-sell-tomorrow investors"."""
    around = (view.word(match.first - 1), view.word(match.last))
    return around == ("-", "-")


def _is_of_any_such(match: Match, reader: Reader) -> bool:
    """Whether "today" follows all or any of a kind: "most boats today are …", "many a user today"."""
    view = reader.view
    if view.tag_after(match) == "POS":
        return False
    row, tense = reader.tenses.governor(match)
    is_clause = view.tag_after(match) in ("VBP", "VBZ")
    if is_clause or view.word_after(match) in SUPPOSING:
        row = match.last  # through which most people today see it; few today would
        tense = "present"
    if tense != "present" or _is_of_one_event(row, match, reader):
        return False
    low, _ = view.sentence(match.first)
    before = match.first - 1
    if before <= low or not view.tag(before).startswith("NN"):
        return False
    while before > low and view.tag(before) in PHRASE_TAGS:
        if view.lower(before) in ANY_SUCH:
            return True
        before -= 1
    if view.lower(before) == "a":
        before -= 1
    return view.lower(before) in ANY_SUCH


def _is_who_now(match: Match, reader: Reader) -> bool:
    """Whether it is said of people or things what they do now: "the men who today lead the country"."""
    view = reader.view
    low, high = view.sentence(match.first)
    row = match.first - 1
    if row <= low or match.last >= high:
        return False
    if view.tag(row) not in ("WP", "WDT"):
        return False
    if view.tag(match.last) not in ("VBP", "VBZ"):
        return False
    return not _is_of_one_event(match.last, match, reader)


def _is_of_one_event(row: int, match: Match, reader: Reader) -> bool:
    """Whether a verb of the present tells what is going on or planned: "all flights today are being held"."""
    view = reader.view
    _, high = view.sentence(match.first)
    last = min(high, row + 4)
    if "VBG" in view.tags_of(row + 1, last):
        return True
    planned = reader.tenses.lists["planned"]
    return not planned.isdisjoint(view.lower_words(row + 1, last))


def _is_compared(match: Match, before: str, reader: Reader) -> bool:
    """Whether our time is compared with another: "as people do today", "those that we have today"."""
    lists = reader.tenses.lists
    if before not in lists["general_verbs"]:
        return False
    view = reader.view
    low, _ = view.sentence(match.first)
    first = max(low, match.first - COMPARED)
    words = view.lower_words(first, match.first)
    if "VBG" in view.tags_of(first, match.first):
        return False
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
    """Whether what was named just before lies years back, or "in the past"."""
    published = reader.published
    if published is None or reader.previous is None:
        return False
    other, meaning = reader.previous
    if match.start - other.end > CONTRAST:
        return False
    if meaning.point is None:
        return reader.view.lower(other.last - 1) == "past"
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
    if verb not in COPULAS:
        return False
    if subject not in SUBJECTS:
        return _is_where_it_stands(match, low, view)
    if match.last < high and view.lower(match.last) not in CLAUSE_ENDS:
        return False
    return before in WHICH or view.tag(first) in ("NN", "NNS")


def _is_where_it_stands(match: Match, low: int, view: TokenView) -> bool:
    """Whether "where" or "what" asks how a thing stands: "where the Labour party is today"."""
    verb = match.first - 1
    first = max(low, verb - ASKED_WORDS)
    words = view.lower_words(first, verb)
    asking = [row for row, word in enumerate(words, first) if word in ASKING]
    if not asking:
        return False
    phrase = view.tags_of(asking[-1] + 1, verb)
    return bool(phrase) and set(phrase) <= STANDING_PHRASE


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
        return view.lower(row - 1) == "of" or view.tag(row - 1) == "VBG"
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
    of_our_time = reader.tenses.lists["of_our_time"]
    end = reader.tenses.end_of_owned(match) - 1
    if view.lower(end) in of_our_time:
        return True  # today's Labour party
    if (
        view.tag(first) == "NNP"
        and view.tag(last - 1).startswith("NN")
        and last > first + 1
    ):
        return False  # today's Washington Post, today's Commons culture committee
    if view.word_before(match) == "at" and owned and owned[0].lower() in AT_PRICES:
        return True
    if not of_our_time.isdisjoint(map(str.lower, owned)):
        return True
    return _owns_many(match, reader)


def _owns_many(match: Match, reader: Reader) -> bool:
    """Whether many of a kind belong to a day, and no news: "today's sailors", not "today's stories"."""
    view = reader.view
    row = reader.tenses.end_of_owned(match) - 1
    if view.tag(row) not in ("NNS", "NNPS"):
        return False
    if "CD" in view.tags_of(match.last, row):
        return False  # today's 28 laps
    owned = view.lower_words(match.last, row + 1)
    one_of_them = [word.removesuffix("s") for word in owned]
    lists = reader.tenses.lists
    of_day = lists["events"] | lists["outcomes"] | lists["incidents"]
    of_day |= lists["tidings"] | lists["of_a_day"]
    return of_day.isdisjoint(owned + one_of_them)


def _is_of_many(match: Match, reader: Reader) -> bool:
    """Whether people or a country are of a day: "the leaders of tomorrow", "the Chad of today"."""
    head = match.first - 2
    if head < 0:
        return False
    view = reader.view
    tag = view.tag(head)
    if tag == "NNP":
        return view.tag(head - 1) == "DT"
    if view.lower(head) in ("that", "those"):
        return True
    return tag in ("NNS", "NN")


def is_of_old_times(match: Match, reader: Reader) -> bool:
    """Whether "yesterday" is no day: "a leader of yesterday", "yesterday is over"."""
    view = reader.view
    if match.last - match.first > 1 or view.lower(match.first) != "yesterday":
        return False
    low, high = view.sentence(match.first)
    after = view.lower_words(match.last, min(high, match.last + 2))
    if after[:1] == ["is"] and after[-1] in ENDED:
        return True
    first = match.first - 3
    if first < low or view.tag_after(match) == "POS":
        return False
    before = view.lower_words(first, match.first)
    if before[1:] == ["back", "to"]:
        return before[0] not in NAMING  # take us back to yesterday
    article, _, preposition = before
    if article not in BEFORE_PERSON or preposition not in ("of", "from"):
        return False
    return _is_person(first + 1, view)


def _is_person(row: int, view: TokenView) -> bool:
    """Whether a noun names who does something: "leader", "captain"."""
    return view.lower(row).endswith(PERSONS)
