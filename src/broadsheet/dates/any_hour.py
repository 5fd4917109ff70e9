"""Whether an hour is of no single day: "any 9am", "at 5am every day", "lights go out at 11pm"."""

from itertools import pairwise

from .article import RANGE_WORDS, Reader
from .meaning import read_fields
from .tense import WOULD
from .view import Match

OFTEN_BEFORE = 60  # characters before an hour within which "every Tuesday" stands
BETWEEN_OFTEN = frozenset(["at", "from", "by", "until", "on", "of", ",", "starting"])
WORDS_BETWEEN = 3  # tokens between an hour and "last week", which it is of
WORDS_AFTER = 4  # an hour, within which "six days a week" stands
WEEKLY = (("a", "week"), ("per", "week"))
PARTS_OF_WEEK = frozenset(["days", "mornings", "afternoons", "evenings", "nights"])
RULE_WORDS = 16  # before an hour, within which "allowed" or "may" stands
ROUTINE_WORDS = 8  # before an hour, within which "go out" or "used to" stands
AT = ("at", "by", "before", "after", "until", "till", "from", "around", "about")
ON_WEEKDAYS = 12  # tokens after an hour, within which "Monday to Friday" stands
WORDS_BEFORE = 7  # an hour, within which "every weekday" stands
# Tokens after an hour, that say of which night it is: "on the night it sank".
NIGHT_OF = 4
PARTS = ("night", "morning", "day", "evening", "afternoon")
TOLD_TAGS = ("PRP", "NNP", "WRB", "WDT", "IN")
EVERY = frozenset(["day", "weekday", "morning", "night", "evening", "afternoon"])
DAYS_OF_EVERY_WEEK = frozenset(
    [
        "mondays",
        "tuesdays",
        "wednesdays",
        "thursdays",
        "fridays",
        "saturdays",
        "sundays",
        "weekdays",
        "weeknights",
    ]
)
WORKING_WEEK = frozenset(
    ("monday", joined, "friday") for joined in ("to", "-", "–", "through", "until")
)
# Verbs after "would" that tell of no habit: "she would like to go at nine".
HYPOTHETICAL = frozenset(["like", "be", "have", "take"])
YOU = frozenset(["you", "your"])
# Rules of what is done again and again: "every Tuesday at 7pm", not "$5 an hour".
OFTEN = frozenset(
    ["every", "every one of two", "weekdays", "weekday of every month", "so often"]
)
REPEATING = frozenset(["every", "each", "daily", "weekdays"])


def is_of_any_day(match: Match, reader: Reader) -> bool:
    """Whether an hour is of no single day: "any 9am", "at 5am every day", "by 8am six days a week"."""
    if reader.tells_habit(match):
        return True
    signs = (
        _is_repeated,
        _is_of_old_habit,
        _is_for_nights,
        _is_testified,
        _is_of_programme,
        _is_of_older_time,
        _is_of_told_night,
        _is_of_told_day,
        _is_of_open_hour,
        _is_of_each_day,
        _is_of_ban,
    )
    if any(holds(match, reader) for holds in signs):
        return True
    of_no_day = (
        _is_any_of_its_kind,
        _is_of_rule,
        _is_of_routine,
        _is_anybodys,
        _is_called_by_hour,
        _is_of_stopped_clock,
    )
    is_told = any(holds(match, reader) for holds in of_no_day)
    return is_told and not _has_day_here(match, reader)


def _is_of_each_day(match: Match, reader: Reader) -> bool:
    """Whether an hour is one of each of some days: "shut between ⟦6pm⟧ and 9pm from Saturday to Monday"."""
    first = reader.next_match(match)
    if first is not None and first.rule.op == "clock":
        first = reader.next_match(first)  # the other hour of the two
    if first is None or not first.names("weekday") or first.rule.op != "calendar":
        return False
    last = reader.next_match(first)
    if last is None or not last.names("weekday"):
        return False
    view = reader.view
    if not view.same_sentence(match, last) or view.word_before(first) != "from":
        return False
    between = view.lower_words(first.last, last.first)
    return len(between) == 1 and between[0] in RANGE_WORDS


def _is_any_of_its_kind(match: Match, reader: Reader) -> bool:
    """Whether an hour is one of many: "any 9am", "all 7pm appointments"."""
    any_words = reader.tenses.lists["any"]
    return reader.view.word_before(match) in any_words


def _is_of_stopped_clock(match: Match, reader: Reader) -> bool:
    """Whether a clock that has run down shows an hour: "her watch had stopped at 4:10"."""
    lists = reader.tenses.lists
    view = reader.view
    if lists["stopped"].isdisjoint(view.words_before(match, WORDS_BETWEEN)):
        return False
    return not lists["timepieces"].isdisjoint(view.words_before(match, WORDS_BEFORE))


def _is_anybodys(match: Match, reader: Reader) -> bool:
    """Whether an hour is told of anybody's day: "they ring your bell at 6am", "a good time of 8.15pm"."""
    view = reader.view
    if view.words_before(match, 2) == ["time", "of"]:
        return True
    low, _ = view.sentence(match.first)
    words = view.lower_words(low, match.first)
    is_of_present = reader.tense(match) in ("", "present")
    return is_of_present and not YOU.isdisjoint(words)


def _is_called_by_hour(match: Match, reader: Reader) -> bool:
    """Whether a train or a bus is called by its hour: "they ran for the 8.15am", not "the 6pm deadline"."""
    view = reader.view
    if view.word_before(match) != "the" or match.names("noon"):
        return False
    return not view.tag_after(match).startswith(("NN", "JJ", "VBG", "CD", "HYPH", ":"))


def _is_of_ban(match: Match, reader: Reader) -> bool:
    """Whether what is done at such hours is allowed or not: "drinking after six is banned"."""
    view = reader.view
    if view.word_before(match) not in AT:
        return False
    first, *others = view.words_after(match, WORDS_BETWEEN) or [""]
    if first not in ("has", "have", "is", "are"):
        return False
    return not reader.tenses.lists["permissions"].isdisjoint(others)


def _is_of_rule(match: Match, reader: Reader) -> bool:
    """Whether a stretch of hours is allowed or usual: "may leave the house between 7am and noon"."""
    view = reader.view
    if not _is_of_range(match, reader):
        return False
    tense = reader.tense(match)
    if tense == "future":
        return False
    if tense == "past":
        return _follows_one_of("permissions", match, reader)
    row, _ = reader.tenses.governor(match)
    if view.lower(row) in reader.tenses.lists["copulas"]:
        row += 1
    return _follows_one_of("of_rules", match, reader)


def _follows_one_of(name: str, match: Match, reader: Reader) -> bool:
    """Whether a word of a list of tense.toml stands a little before a match."""
    words = reader.tenses.lists[name]
    before = reader.view.words_before(match, RULE_WORDS)
    return not words.isdisjoint(before)


def _is_of_range(match: Match, reader: Reader) -> bool:
    """Whether an hour is one of the two of a stretch: "between 7am and noon", "open from 7am until dark"."""
    view = reader.view
    if view.word_before(match) in ("between", "from"):
        return view.word_after(match) in (*RANGE_WORDS, "and")
    if reader.previous is None:
        return False
    other, meaning = reader.previous
    if other.rule.op != "clock" or meaning.point is not None:
        return False
    between = view.lower_words(other.last, match.first)
    if len(between) != 1:
        return False
    return between[0] in (*RANGE_WORDS, "and")


def _is_of_routine(match: Match, reader: Reader) -> bool:
    """Whether something is done at such an hour: "lights go out at 11pm", "dinner used to be at 10am"."""
    view = reader.view
    if view.word_before(match) not in AT:
        return False
    routine = reader.tenses.lists["routine"]
    words = view.words_before(match, ROUTINE_WORDS)
    pairs = {f"{word} {following}" for word, following in pairwise(words)}
    if routine.isdisjoint(pairs):
        return False
    if "used to" in pairs:
        return True
    return reader.tense(match) not in ("past", "future")


def _is_of_open_hour(match: Match, reader: Reader) -> bool:
    """Whether it is the same moment by another clock as an hour of no day: "a 10am start (8am GMT)"."""
    if reader.previous is None:
        return False
    other, meaning = reader.previous
    if other.rule.op != "clock" or meaning.point is not None:
        return False
    between = reader.view.words_of(other.last, match.first)
    if len(between) > WORDS_BETWEEN:
        return False
    return between[-1:] == ["("]


def _is_of_programme(match: Match, reader: Reader) -> bool:
    """Whether an hour says which of its kind a thing is: "the 6pm bulletin", "their 9 o'clock show"."""
    view = reader.view
    if view.tag_after(match) not in ("NN", "NNS", "JJ"):
        return False
    kinds = reader.tenses.lists["of_any_hour"]
    after = view.words_after(match, WORDS_AFTER)
    if kinds.isdisjoint(after):
        return False
    return not _has_day_here(match, reader)


def _has_day_here(match: Match, reader: Reader) -> bool:
    """Whether the sentence of an hour names a day: "a 9am meeting today", "the 6pm show on Friday"."""
    if reader.names_point_here(match):
        return True
    later = reader.next_match(match)
    if later is None:
        return False
    if not later.names("weekday", "today", "day", "ord"):
        return False
    return reader.view.same_sentence(match, later)


def _is_of_older_time(match: Match, reader: Reader) -> bool:
    """Whether "last week" follows an hour: "at 9.40am in last week's lecture"."""
    later = reader.next_match(match)
    if later is None or not reader.view.same_sentence(match, later):
        return False
    if not later.names("dir"):
        return False
    if later.rule.name != "last, this, next":
        return False
    if reader.names_point_here(match):
        return False
    values = read_fields(later)
    distance = later.first - match.last
    return values.get("dir") == -1 and distance <= WORDS_BETWEEN


def _is_of_told_night(match: Match, reader: Reader) -> bool:
    """Whether a night follows that is told by what took place then: "at 3 am on the night it sank"."""
    view = reader.view
    after = view.words_after(match, NIGHT_OF)
    if len(after) < NIGHT_OF or reader.names_point_here(match):
        return False
    on, the, part, _ = after
    if (on, the) != ("on", "the"):
        return False
    if part not in PARTS:
        return False
    last = match.last + NIGHT_OF
    later = reader.next_match(match)
    if later is not None and later.first <= last + 1:
        return False  # the night of 3 May
    return view.tag(last - 1) in TOLD_TAGS


def _is_of_told_day(match: Match, reader: Reader) -> bool:
    """Whether a day is told before an hour by what took place: "on the day of the fire she left at 3pm"."""
    if reader.names_point_here(match):
        return False
    view = reader.view
    low, _ = view.sentence(match.first)
    words = view.lower_words(low, match.first)
    for on, the, part, of in zip(words, words[1:], words[2:], words[3:], strict=False):
        is_told = (on, the, of) == ("on", "the", "of") and part in PARTS
        if is_told and not reader.following(match):
            return True
    return False


def _is_of_old_habit(match: Match, reader: Reader) -> bool:
    """Whether something used to be done at such an hour: "we would row until 11pm", and nobody said it."""
    view = reader.view
    row, _ = reader.tenses.governor(match)
    low, _ = view.sentence(match.first)
    if row <= low or row >= match.first:
        return False
    auxiliary = view.lower(row - 1)
    if auxiliary not in WOULD:
        return False
    if view.lower(row) in HYPOTHETICAL:
        return False
    tags = view.tags_of(low, row)
    if "VBD" in tags:
        return False
    return not _has_day_here(match, reader)


def _is_for_nights(match: Match, reader: Reader) -> bool:
    """Whether an hour is that of some nights: "open until 1am for two nights"."""
    after = reader.view.words_after(match, WORDS_BETWEEN)
    if after[:1] != ["for"]:
        return False
    return after[-1] in ("nights", "days", "mornings")


def _is_repeated(match: Match, reader: Reader) -> bool:
    """Whether "every day" or "six days a week" follows an hour, or "every day from" or "daily" is before."""
    view = reader.view
    before = view.words_before(match, WORDS_BEFORE)
    tags = view.tags_before(match, WORDS_BEFORE)
    if _says_every_day(before, tags):
        return True
    if not DAYS_OF_EVERY_WEEK.isdisjoint(before) or _says_times_a_week(before):
        return True
    if _is_on_weekdays(match, reader) or _is_beside_often(match, reader):
        return True
    after = view.words_after(match, WORDS_AFTER)
    after_both = (
        after[2:] if after[:1] == ["and"] else after
    )  # at 10am and 2pm every day
    if not REPEATING.isdisjoint(after_both[:1]):
        return True
    if "days" not in after[:2]:
        return False
    ending = tuple(after[-2:])
    return ending in WEEKLY


def _is_beside_often(match: Match, reader: Reader) -> bool:
    """Whether what is done again and again stands right by an hour: "every Tuesday at half past seven"."""
    earlier = reader.before(match, OFTEN_BEFORE)[:1]
    later = reader.next_match(match)
    for other in [*earlier, later]:
        if other is None or other.rule.name not in OFTEN:
            continue
        first, last = sorted([match, other], key=lambda one: one.first)
        between = reader.view.lower_words(first.last, last.first)
        if BETWEEN_OFTEN.issuperset(between):
            return True
    return False


def _says_times_a_week(words: list[str]) -> bool:
    """Whether "six evenings a week" is among some words."""
    for parts, each, week in zip(words, words[1:], words[2:], strict=False):
        if parts in PARTS_OF_WEEK and (each, week) in WEEKLY:
            return True
    return False


def _says_every_day(words: list[str], tags: list[str]) -> bool:
    """Whether "every day" is among some words, or "daily": "on air daily", not "the daily paper"."""
    for (word, following), tag in zip(pairwise(words), tags[1:], strict=True):
        if word in ("every", "each") and following in EVERY:
            return True
        if word == "daily" and not tag.startswith("NN"):
            return True
    return False


def _is_on_weekdays(match: Match, reader: Reader) -> bool:
    """Whether days of every week follow an hour: "from 9am to 5pm Monday to Friday", "at 7pm on Tuesdays"."""
    after = reader.view.words_after(match, ON_WEEKDAYS)
    if not DAYS_OF_EVERY_WEEK.isdisjoint(after):
        return True
    triples = zip(after, after[1:], after[2:], strict=False)
    return not WORKING_WEEK.isdisjoint(triples)


def begins_working_week(match: Match, reader: Reader) -> bool:
    """Whether an hour is that of each day of the week: "from 9am to ⟦5pm Monday⟧ to Friday"."""
    view = reader.view
    weekday = view.lower(match.last - 1)
    after = view.words_after(match, 2)
    words = (weekday, *after)
    return words in WORKING_WEEK


def _is_testified(match: Match, reader: Reader) -> bool:
    """Whether an hour is told of in court, and so of an earlier day: "she testified that at 3am he woke"."""
    if reader.following(match):
        return False
    if reader.names_point_here(match):
        return _is_of_day_of_telling(match, reader)
    if reader.tense(match) != "past":
        return False
    words = reader.view.sentence_words(match)
    testimony = reader.tenses.lists["testimony"]
    return not testimony.isdisjoint(words)


def _is_of_day_of_telling(match: Match, reader: Reader) -> bool:
    """Whether a day is only that of the telling in court: "she said on Friday that at 3am he woke"."""
    if not reader.is_of_court or not reader.names_day_here(match):
        return False
    day, point = reader.days[-1]
    published = reader.published
    if published is None or point.begins != published.begins:
        return False
    view = reader.view
    between = view.lower_words(day.last, match.first)
    if "that" not in between:
        return False
    first_told = day.last + between.index("that")
    return "VBD" in view.tags_of(first_told, match.first)
