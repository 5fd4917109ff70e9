"""Whether "today" or "tomorrow" is no single day, but our time or the time to come."""

from .article import Reader
from .general_today import is_likely_our_time
from .tense import WOULD
from .times_in_a_row import is_one_of_three_times
from .view import Match, TokenView

# Characters before a sentence that begins with "today", within which an older time is told of.
CONTRAST = 300
CONTRAST_YEARS = 2  # years back that such a time lies at least
STILL_WORDS = 6  # tokens before "today" within which "still" is said of it
SUBJECTS = frozenset(["he", "she", "it", "they", "we", "i", "you"])
COPULAS = frozenset(["is", "are", "am", "'s", "’s"])
BEING = COPULAS | {"was", "were", "be"}
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
    "ee",
    "ees",
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
MAYBE = WOULD | {"could"}
WISHING = frozenset(["like", "love", "hope", "prefer", "want"])  # after "would"
REPORTED = frozenset(
    ["said", "hoped", "promised"]
)  # of what somebody did say, and is quoted for
SUPPOSED = 10  # tokens before "tomorrow" within which "if" supposes it
PARTED = frozenset(["and", "but", ",", ";"])
AT_PRICES = frozenset(["price", "prices", "rate", "rates", "exchange"])
# Before a phrase that is of a whole kind.
ANY_SUCH = frozenset(["most", "many", "all", "any", "every", "few"])
PHRASE_TAGS = ("NN", "NNS", "NNP", "NNPS", "JJ")
# Lists of tense.toml whose words are what a single day brings.
OF_A_DAY = ("events", "outcomes", "incidents", "tidings", "of_a_day")
COMPARED = 7  # tokens before "today" within which it is compared
OWNERS = frozenset(
    ["its", "our", "their", "my", "your"]
)  # "her" is also whom something is done to
OF_OWNED = frozenset(["of", "for", "in", "to", "into", "about", "on", "from", "with"])
# After "its" and a day that is not what is owned: "its tomorrow's guests", "its today printed plan".
NOT_OWNED = ("N", "J", "VBN", "VBD", "POS")
# After "is", of what something is, not of what is done with it.
STANDING_TAGS = ("DT", "JJ", "NN", "NNP", "NNS", "PRP$", "JJR", "JJS", "CD")


def is_of_our_time(match: Match, reader: Reader) -> bool:
    """Whether a day is any in its time: the leaders of tomorrow, a better today, today's economy."""
    signs = (
        is_one_of_three_times,
        _owns_our_time,
        _is_one_of_many,
        _is_set_against_another,
        _is_what_comes,
        _is_supposed,
        _is_only_possible,
        _is_tomorrow_of_our_time,
        _is_today_of_our_time,
    )
    if any(holds(match, reader) for holds in signs):
        return True
    if _is_said_after_of(match, reader):
        return _is_of_many(match, reader)
    return _is_bare_today(match, reader) and is_likely_our_time(match, reader)


def _is_one_of_many(match: Match, reader: Reader) -> bool:
    """Whether a day is one of those that may be: "a better today", "even tomorrow", "the town's tomorrow"."""
    view = reader.view
    if view.word_before(match) in ("a", "better", "even"):
        return True
    return _is_owned(match, view)


def _is_owned(match: Match, view: TokenView) -> bool:
    """Whether somebody has a day: "for the town's tomorrow", not "the vote's tomorrow"."""
    tag_after = view.tag_after(match)
    if tag_after.startswith(NOT_OWNED):
        return False
    if view.word_before(match) in OWNERS:
        return True
    if view.tags_before(match, 1) != ["POS"]:
        return False
    if tag_after in ("MD", "VBZ", "VBP"):
        return True
    low, _ = view.sentence(match.first)
    row = match.first - 2
    while row > low and view.tag(row) in STANDING_PHRASE:
        row -= 1
    return view.lower(row) in OF_OWNED


def _is_what_comes(match: Match, reader: Reader) -> bool:
    """Whether a day is the time to come: "who knows what tomorrow brings", "the town is about tomorrow"."""
    view = reader.view
    if view.lower(match.first) != "tomorrow":
        return False
    before = view.words_before(match, 2)
    return before[-1:] == ["what"] or (before[-1:] == ["about"] and before[0] in BEING)


def _is_said_after_of(match: Match, reader: Reader) -> bool:
    """Whether a day says of which time something is: "the leaders of tomorrow", not "of today's talks"."""
    view = reader.view
    if view.tag_after(match) == "POS":
        return False
    return view.word_before(match) == "of"


def _is_tomorrow_of_our_time(match: Match, reader: Reader) -> bool:
    """Whether "tomorrow" goes with a "today" that is our time: "what is a hut today is a house tomorrow"."""
    view = reader.view
    if reader.previous is None or view.lower(match.first) != "tomorrow":
        return False
    other, meaning = reader.previous
    if meaning.value != "PRESENT_REF":
        return False
    if view.lower(other.first) != "today":
        return False
    return view.same_sentence(match, other)


def _is_supposed(match: Match, reader: Reader) -> bool:
    """Whether it only is supposed to happen: "if there were a vote tomorrow", "if she came today"."""
    view = reader.view
    if view.tag_after(match) == "POS":
        return False
    if not _may_be_supposed(match, reader):
        return False
    words = view.words_before(match, SUPPOSED)
    if "if" not in words:
        return False
    place = words.index("if")
    tags = view.tags_before(match, SUPPOSED)
    return "VBD" in tags[place:]


def _is_only_possible(match: Match, reader: Reader) -> bool:
    """Whether somebody says what could happen any day: "it could all be gone tomorrow"."""
    view = reader.view
    if view.lower(match.first) != "tomorrow" or not reader.quoted(match):
        return False
    if view.tag_after(match) == "POS":
        return False
    words = view.words_before(match, SUPPOSED)
    places = [place for place, word in enumerate(words, 1) if word in MAYBE]
    if not places:
        return False
    last = places[-1]
    if words[last - 2 : last - 1] in (["i"], ["we"]):
        return False  # "we could vote tomorrow"
    return REPORTED.isdisjoint(words) and WISHING.isdisjoint(words[last : last + 1])


def _may_be_supposed(match: Match, reader: Reader) -> bool:
    """Whether it is "tomorrow", or a sentence says what would be: "if she came today, we would go"."""
    view = reader.view
    if view.lower(match.first) == "tomorrow":
        return True
    if not _is_bare_today(match, reader):
        return False
    words = view.sentence_words(match)
    return not SUPPOSING.isdisjoint(words)


def _is_bare_today(match: Match, reader: Reader) -> bool:
    """Whether a day is "today" and no more: not "later today", not "today's"."""
    view = reader.view
    length = match.last - match.first
    if length > 1:
        return False
    if view.lower(match.first) != "today":
        return False
    return view.tag_after(match) != "POS"


def _is_today_of_our_time(match: Match, reader: Reader) -> bool:
    """Whether "today" is no day: "fewer than today", "most boats today", "who today are"."""
    view = reader.view
    if view.lower(match.first) != "today":
        return False
    if view.word_before(match) == "than":
        return True
    signs = (
        _is_compared,
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
    if view.tag_after(match) != "POS":
        return _is_between_dashes(match, view)
    words = view.sentence_words(match)
    if "today" not in words:
        return False
    if "tomorrow" not in words:
        return False
    first = words.index("today") + 1
    last = words.index("tomorrow")
    between = words[first:last]
    if COPULAS.isdisjoint(between):
        return False
    if not PARTED.isdisjoint(between):
        return False
    tags = view.sentence_tags(match)
    after_today = tags[first : first + 1]
    after_tomorrow = tags[last + 1 : last + 2]
    return after_today == ["POS"] == after_tomorrow


def _is_between_dashes(match: Match, view: TokenView) -> bool:
    """Whether a day is part of a compound: "buy-today-sell-tomorrow investors"."""
    low, high = view.sentence(match.first)
    row = match.first - 1
    if row < low or match.last >= high:
        return False
    return view.word(row) == "-" == view.word(match.last)


def _is_of_any_such(match: Match, reader: Reader) -> bool:
    """Whether "today" follows all or any of a kind: "most boats today are …", "many a user today"."""
    view = reader.view
    if view.tag_after(match) == "POS":
        return False
    if not _is_so_now(match, reader):
        return False
    low, _ = view.sentence(match.first)
    row = match.first - 1
    if row <= low:
        return False
    tag = view.tag(row)
    return tag.startswith("NN") and _is_any_such(row, low, view)


def _is_any_such(row: int, low: int, view: TokenView) -> bool:
    """Whether the phrase that ends in a row, of those from `low` on, is of a whole kind: "many a user"."""
    while row > low and view.tag(row) in PHRASE_TAGS:
        if view.lower(row) in ANY_SUCH:
            return True
        row -= 1
    if view.lower(row) == "a":
        row -= 1
    return view.lower(row) in ANY_SUCH


def _is_so_now(match: Match, reader: Reader) -> bool:
    """Whether a verb of the present tells how it is, and of no one event: "today see it", "today would"."""
    view = reader.view
    row, tense = reader.tenses.governor(match)
    is_before_verb = view.tag_after(match) in ("VBP", "VBZ")
    if is_before_verb or view.word_after(match) in SUPPOSING:
        row = match.last
    elif tense != "present":
        return False
    return not _is_of_one_event(row, match, reader)


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
    first = row + 1
    last = min(high, row + 4)
    tags = view.tags_of(first, last)
    if "VBG" in tags:
        return True
    words = view.lower_words(first, last)
    planned = reader.tenses.lists["planned"]
    return not planned.isdisjoint(words)


def _is_compared(match: Match, reader: Reader) -> bool:
    """Whether our time is compared with another: "as people do today", "those that we have today"."""
    view = reader.view
    lists = reader.tenses.lists
    if view.word_before(match) not in lists["general_verbs"]:
        return False
    tags = view.tags_before(match, COMPARED)
    if "VBG" in tags:
        return False
    words = view.words_before(match, COMPARED)
    if view.tag_after(match) in ("VBN", "VBD"):
        return False  # the guild says that it has today agreed
    compared = lists["compared"]
    return not compared.isdisjoint(words)


def _is_how_things_stand(match: Match, reader: Reader) -> bool:
    """Whether a sentence that begins with "today" says how things stand in our time.

    "Today the town is its largest market", not "today is a rest day" or "today the talks are to end".
    """
    view = reader.view
    lists = reader.tenses.lists
    if not _begins_sentence(match, view):
        return False
    tag_after = view.tag_after(match)
    if tag_after.startswith(("V", "POS")):
        return False
    row, tense = reader.tenses.governor(match)
    if tense != "present" or row < match.last:
        return False
    _, high = view.sentence(match.first)
    next_row = row + 1
    if next_row >= high:
        return False
    if view.lower(row) not in lists["standing_verbs"]:
        return False
    if view.lower(next_row) in lists["planned"]:
        return False
    return view.tag(next_row) in STANDING_TAGS


def _begins_sentence(match: Match, view: TokenView) -> bool:
    """Whether a sentence begins with a match, or with one token before it: "today", "and today"."""
    low, _ = view.sentence(match.first)
    place = match.first - low
    return place <= 1


def _is_after_older_time(match: Match, reader: Reader) -> bool:
    """Whether a sentence of the present that begins with "today" follows one of years ago.

    "Fifty years ago there were ten mills. Today they are flats", not "today she told the court".
    """
    view = reader.view
    if not _begins_sentence(match, view):
        return False
    if view.tag_after(match) == "POS":
        return False
    row, tense = reader.tenses.governor(match)
    if tense != "present" or row < match.last:
        return False
    if _takes_place(row, match, reader):
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
    if verb == "are":
        return False
    return "VBN" in tags


def _tells_of_older_time(match: Match, reader: Reader) -> bool:
    """Whether what was named just before lies years back, or "in the past"."""
    published = reader.published
    if published is None or reader.previous is None:
        return False
    other, meaning = reader.previous
    distance = match.start - other.end
    if distance > CONTRAST:
        return False
    if meaning.point is None:
        row = other.last - 1
        return reader.view.lower(row) == "past"
    years_back = published.year - meaning.point.year
    return years_back >= CONTRAST_YEARS


def _is_still_so(match: Match, reader: Reader) -> bool:
    """Whether something remains or is still so: "they are still in use today", "it remains popular today"."""
    view = reader.view
    row, tense = reader.tenses.governor(match)
    if tense != "present" or row > match.first:
        return False
    if view.tag_after(match) == "POS":
        return False
    between = view.words_of(row, match.first)
    if not CLAUSE_ENDS.isdisjoint(between):
        return False
    if view.lower(row) in reader.tenses.lists["lasting"]:
        return True
    first = match.first - STILL_WORDS
    words = view.lower_words(max(row, first), match.first)
    return "still" in words


def _is_what_it_is(match: Match, reader: Reader) -> bool:
    """Whether "today" says what has become of something: "the power it is today", "where I am today"."""
    view = reader.view
    words = view.words_before(match, 3)
    if len(words) < 3:
        return False
    before, subject, verb = words
    if verb not in COPULAS:
        return False
    if subject not in SUBJECTS:
        return _is_where_it_stands(match, view)
    word_after = view.word_after(match)
    if word_after and word_after not in CLAUSE_ENDS:
        return False
    if before in WHICH:
        return True
    first_tag = view.tag(match.first - 3)
    return first_tag in ("NN", "NNS")


def _is_where_it_stands(match: Match, view: TokenView) -> bool:
    """Whether "where" or "what" asks how a thing stands: "where the Labour party is today"."""
    reach = ASKED_WORDS + 1
    *words, _verb = view.words_before(match, reach)
    asking = [place for place, word in enumerate(words, 1) if word in ASKING]
    if not asking:
        return False
    last_asking = asking[-1]
    *tags, _verb = view.tags_before(match, reach)
    phrase = tags[last_asking:]
    return bool(phrase) and STANDING_PHRASE.issuperset(phrase)


def _is_of_all_now(match: Match, reader: Reader) -> bool:
    """Whether "today" follows what is of our time, and nothing took place: "most teams today have …"."""
    view = reader.view
    if view.tag_after(match) == "POS":
        return False
    if reader.tense(match) != "present":
        return False
    if view.tags_before(match, 1) == ["NNPS"]:
        return True
    of_our_time = reader.tenses.lists["of_our_time"]
    if view.word_before(match) not in of_our_time:
        return False
    low, _ = view.sentence(match.first)
    row = match.first - 1
    if row <= low:
        return True
    word = view.word(row)
    word_before = view.lower(row - 1)
    if not word.istitle():
        return word_before != "both"
    return word_before == "of" or view.tag(row - 1) == "VBG"


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
    end = reader.tenses.end_of_owned(match) - 1
    if view.lower(end) in of_our_time | reader.tenses.lists["ruling"]:
        return True  # today's Labour party
    if _is_what_happens(end, match, reader):
        return False
    is_of_many = view.tag(end) == "NNS"
    if _is_of_name(first, last, view) and not is_of_many:
        return False
    if not of_our_time.isdisjoint(owned):
        return True
    is_at = view.word_before(match) == "at"
    if is_at and not AT_PRICES.isdisjoint(owned[:1]):
        return True
    return _owns_many(match, reader)


def _is_what_happens(end: int, match: Match, reader: Reader) -> bool:
    """Whether what belongs to a day, and ends in a row, takes place or is told of.

    "Today's media stories", "they used today's hearings to ask", "today's columns said".
    """
    view = reader.view
    lists = reader.tenses.lists
    word = view.lower(end)
    if any(word in lists[name] for name in OF_A_DAY):
        return True
    if view.tags_before(match, 1) in (["VBD"], ["VBN"]):
        return True
    before = view.words_before(match, 2)
    if before[1:] == ["of"] and before[0] in lists["in_turn"]:
        return True
    _, high = view.sentence(match.first)
    return end + 1 < high and view.tag(end + 1) == "VBD"


def _is_of_name(first: int, last: int, view: TokenView) -> bool:
    """Whether some rows are of a name: "today's Washington Post", "today's Commons culture committee"."""
    length = last - first
    if length < 2 or view.tag(first) != "NNP":
        return False
    last_tag = view.tag(last - 1)
    return last_tag.startswith("NN")


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
    words = owned + one_of_them
    lists = reader.tenses.lists
    return all(lists[name].isdisjoint(words) for name in OF_A_DAY)


def _is_of_many(match: Match, reader: Reader) -> bool:
    """Whether people or a country are of a day: "the leaders of tomorrow", "the Chad of today"."""
    head = match.first - 2
    if head < 0:
        return False
    view = reader.view
    tag = view.tag(head)
    if tag == "NNP":
        tag_before = view.tag(head - 1)
        return tag_before == "DT"
    if view.lower(head) in ("that", "those"):
        return True
    return tag in ("NNS", "NN")


def is_of_old_times(match: Match, reader: Reader) -> bool:
    """Whether "yesterday" is no day: "a leader of yesterday", "yesterday is over"."""
    view = reader.view
    length = match.last - match.first
    if length > 1 or view.lower(match.first) != "yesterday":
        return False
    if is_one_of_three_times(match, reader) or _follows_old_times(match, reader):
        return True
    after = view.words_after(match, 2)
    if after[:1] == ["is"] and after[-1] in ENDED:
        return True
    if view.tag_after(match) == "POS":
        return False
    before = view.words_before(match, 3)
    return len(before) == 3 and _is_back_or_of_person(*before)


def _follows_old_times(match: Match, reader: Reader) -> bool:
    """Whether "of yesterday" goes on with a "yesterday" of its sentence that is no day."""
    if reader.previous is None or reader.view.word_before(match) != "of":
        return False
    other, meaning = reader.previous
    is_open = (
        meaning.value == "PAST_REF" and reader.view.lower(other.first) == "yesterday"
    )
    return is_open and reader.view.same_sentence(match, other)


def _is_back_or_of_person(first: str, second: str, preposition: str) -> bool:
    """Whether three words speak of a time that is over: "take us back to", "a leader of"."""
    if (second, preposition) == ("back", "to"):
        return first not in NAMING
    if first not in BEFORE_PERSON:
        return False
    if preposition not in ("of", "from"):
        return False
    return second.endswith(PERSONS)
