"""The day that words were spoken on: of a quotation, what its paragraph and the report around it tell."""

from .article import REACH, WEEKDAY_RULES, Reader
from .meaning import Anchor, Values, read_fields
from .named import named_point
from .older_speech import (
    is_in_older_story,
    is_of_older_speech,
    is_of_what_was_held,
    is_quoted_from_older,
)
from .points import Point, shift, to_ordinal, truncate, weekday
from .said_any_time import is_from_letter_in_court, is_of_no_one_time
from .stated_day import leads_to_speech, stated_day
from .titles import CLOSING
from .view import Match

# Characters within which a day is reported on that the words quoted are of.
REPORT = 1500
LEAD = 300  # characters, in which a report says of which day it tells
LONGEST_AGO = 6  # days back that it may lie, where it is the only day that is told of
CEREMONY_WORDS = 3  # tokens before a day, within which stands what was held on it
NEIGHBOURS = 16  # expressions of a paragraph that are looked at
READS = frozenset(["says", "reads"])
SENTENCE = 100  # characters within which a colon leads to a quotation


def day_of_speech(match: Match, reader: Reader) -> Anchor:
    """The day that "today" is said on: in a quotation, the day that its paragraph gives for it, if any.

    None where only the month or the year of a speech is given ("In 1963 he said: ...").
    """
    if not _is_spoken(match, reader):
        return reader.published, "published"
    if reader.is_read_out(match) or is_of_no_one_time(match, reader):
        return None, "none"
    beside = _day_beside(match, reader)
    if beside:
        return beside
    if _is_of_older_time(match, reader):
        return None, "none"
    return stated_day(match, reader) or _day_last_reported(match, reader)


def _day_beside(match: Match, reader: Reader) -> Anchor | None:
    """The day that the paragraph of a quotation gives for it; open where it gives a month or a year."""
    for other in _beside(match, reader):
        values = read_fields(other)
        if _names_day(values):
            day = _day_of_what_is_said(other, values, match, reader)
            if day:
                return day, f"text:{other.start}"
        elif is_of_older_speech(other, values, reader) or (
            _is_old_year(values, reader) and _leads(other, match, reader)
        ):
            return None, "none"
    return None


def _is_of_older_time(match: Match, reader: Reader) -> bool:
    """Whether words quoted were spoken or written at another time, of which no day is told."""
    return (
        is_from_letter_in_court(match, reader)
        or is_quoted_from_older(match, reader)
        or is_in_older_story(match, reader)
    )


def _is_spoken(match: Match, reader: Reader) -> bool:
    """Whether a match is among words that are quoted, as spoken: not "[today]"."""
    if not reader.quoted(match):
        return False
    is_put_in = reader.view.word_before(match) == "["
    return not is_put_in and not _is_left_open(match, reader)


def _is_left_open(match: Match, reader: Reader) -> bool:
    """Whether the quotation around a match never ends, so that a mark is missing, or one too many.

    Where somebody's words go on in the next paragraph, that one begins with a quotation mark.
    """
    view = reader.view
    _, end_of_paragraph = reader.paragraph(match)
    is_cut = end_of_paragraph == match.end + REACH < len(reader.written)
    if is_cut:
        return False
    row = match.last
    while row < len(view.pos) and match.start < view.start[row] < end_of_paragraph:
        if not view.quoted[row] or view.tag(row) == CLOSING:
            return False
        row += 1
    is_last = row == len(view.pos) or view.start[row] < match.start
    return is_last or not view.quoted[row]


def _day_last_reported(match: Match, reader: Reader) -> Anchor:
    """The day before, where an article of a morning paper tells of it just above, or in its first lines."""
    published = reader.published
    if published is None or reader.history:
        return published, "published"
    if (_days_from_publication(match) or 0) < 0:
        return published, "published"
    lead = _day_of_lead(reader)
    reported = _last_reported(match, reader) or lead
    reported = reported or _day_told_elsewhere(match, published, reader)
    if reported is None:
        return _day_of_older_lead(match, reader) or (published, "published")
    if 0 in (reported[0], lead[0] if lead else None):
        return published, "published"
    _, start = reported
    return shift(published, -1, "D"), f"text:{start}"


def _day_told_elsewhere(
    match: Match, published: Point, reader: Reader
) -> tuple[int, int] | None:
    """How many days from publication the day of a ceremony lies, or for "tonight" any day that is told of."""
    reported = _day_of_ceremony(published, reader)
    is_tonight = reader.view.lower(match.first) == "tonight"
    if reported is None and is_tonight:
        return _day_told_of_anywhere(reader)
    return reported


def _day_of_older_lead(match: Match, reader: Reader) -> Anchor | None:
    """The day some days back that an article tells of in its first lines, if it tells of none after it.

    Open if nothing was said or shown on it: who is quoted on a fire may speak days later.
    """
    published = reader.published
    if published is None or _says_day_of_its_own(reader):
        return None
    lead = _only_day_told(published, reader)
    if lead is None or lead[0].start > LEAD:
        return None
    other, point = lead
    days_ago = to_ordinal(published) - to_ordinal(point)
    if not 0 < days_ago <= LONGEST_AGO or not reader.is_surely_gone(other):
        return None
    if days_ago > 1 and not _is_of_what_is_spoken_at(other, reader):
        return None, "none"
    return truncate(point, "D"), f"text:{other.start}"


def _only_day_told(published: Point, reader: Reader) -> tuple[Match, Point] | None:
    """The first day that an article tells of in words of its own, if none lies between it and publication."""
    lead: tuple[Match, Point] | None = None
    for other, point in reader.days:
        if reader.quoted(other):
            continue
        if lead is None:
            lead = other, point
        elif lead[1].begins < point.begins <= published.begins:
            return None
    return lead


def _is_of_what_is_spoken_at(other: Match, reader: Reader) -> bool:
    """Whether somebody said something on a day, or showed it in public: "she unveiled it on Monday"."""
    row, _ = reader.tenses.governor(other)
    verb = reader.view.lower(row)
    lists = reader.tenses.lists
    return verb in lists["spoken"] or verb in lists["in_public"]


def _says_day_of_its_own(reader: Reader) -> bool:
    """Whether an article says "today", "yesterday" or "tonight" outside quotation marks."""
    for other in reader.matches:
        if not reader.quoted(other) and _days_from_publication(other) is not None:
            return True
    return False


def _last_reported(match: Match, reader: Reader) -> tuple[int, int] | None:
    """How many days from publication the day lies that is told of just above, and where it stands."""
    for other in reader.before(match, REPORT):
        reported = _reported(other, reader)
        if reported:
            return reported
    return None


def _day_of_lead(reader: Reader) -> tuple[int, int] | None:
    """The same of the first day that the first lines report: "Ana Moe was chosen on Monday …"."""
    for other in reader.matches:
        if other.start > LEAD:
            return None
        reported = _reported(other, reader)
        if reported:
            return reported
    return None


def _day_told_of_anywhere(reader: Reader) -> tuple[int, int] | None:
    """The same of an article that reports on the day before alone: its "tonight" was said late that day."""
    reported = [_reported(other, reader) for other in reader.matches]
    told = [each for each in reported if each]
    days = {days_away for days_away, _ in told}
    return told[0] if days == {-1} else None


def _day_of_ceremony(published: Point, reader: Reader) -> tuple[int, int] | None:
    """The day before, if a beginning tells what was held on it: "her swearing-in yesterday"."""
    ceremonies = reader.tenses.lists["ceremonies"]
    for other in reader.matches:
        if other.start > REPORT:
            return None
        if _days_reported(other, published, reader) != -1 or reader.quoted(other):
            continue
        words = reader.view.words_before(other, CEREMONY_WORDS)
        if not ceremonies.isdisjoint(words):
            return -1, other.start
    return None


def _reported(other: Match, reader: Reader) -> tuple[int, int] | None:
    """How many days from publication a day lies that something is told of, and where it stands."""
    if reader.published is None or reader.quoted(other):
        return None
    days_away = _days_reported(other, reader.published, reader)
    if days_away == 0:
        is_told = not _is_to_come(other, reader)
    else:
        is_told = days_away == -1 and _is_reported_on(other, reader)
    return (days_away, other.start) if is_told and days_away is not None else None


def _is_to_come(other: Match, reader: Reader) -> bool:
    """Whether a weekday is only named for what is to come on it: "a second debate will be held on Monday"."""
    if other.rule.name not in WEEKDAY_RULES:
        return False
    return reader.tense(other) in ("future", "ahead")


def _is_reported_on(other: Match, reader: Reader) -> bool:
    """Whether something was said on a day: "she said on Monday", "at the outset of Monday's debate"."""
    if reader.view.tag_after(other) == "POS":
        return True
    return reader.tense(other) == "past"


def _days_reported(other: Match, published: Point, reader: Reader) -> int | None:
    """How many days after that of publication a day word or a weekday means; None of anything else."""
    if other.rule.name not in WEEKDAY_RULES:
        return _days_from_publication(other)
    is_owner = reader.view.tag_after(other) == "POS"
    if is_owner and not reader.tenses.event(other):
        return None
    values = read_fields(other)
    if "weekday" not in values:
        return None
    days_back = weekday(published) - values["weekday"]
    days_back %= 7
    return -days_back if days_back < 2 else None


def _days_from_publication(match: Match) -> int | None:
    """How many days after that of publication a day word means, or last night; None of anything else."""
    if match.names("weekday", "month"):
        return None
    if not match.names("today", "part"):
        return None
    values = read_fields(match)
    return values.first("today", "dir")


def _names_day(values: Values) -> bool:
    if "weekday" in values:
        return True
    if "month" not in values:
        return False
    return "day" in values or "ord" in values


def _is_old_year(values: Values, reader: Reader) -> bool:
    if reader.published is None:
        return False
    if "year" not in values:
        return False
    this_year = reader.published.year
    return values["year"] < this_year


def _day_of_what_is_said(
    other: Match, values: Values, match: Match, reader: Reader
) -> Point | None:
    """The day of another expression, if it may be that of what is quoted beside it: gone, and of no event."""
    published = reader.published
    if published is None:
        return None
    if not leads_to_speech(other, match, reader) and not _may_be_of_speech(
        other, reader
    ):
        return None
    meaning = named_point(other, values, reader)
    point = meaning.point if meaning else None
    if point is None or point.unit != "D":
        return None
    if point.begins > published.begins:
        return None
    return truncate(point, "D")


def _may_be_of_speech(other: Match, reader: Reader) -> bool:
    """Whether an expression may say when the words beside it were spoken: not "since Friday", "Friday's"."""
    if reader.quoted(other) or other.rule.op != "calendar":
        return False
    view = reader.view
    before = view.word_before(other)
    if before in reader.tenses.lists["no_speech"]:
        return False
    if view.tag_after(other) == "POS":
        return is_of_what_was_held(other, reader)
    if reader.tense(other) in ("past", ""):
        return True
    return other.names("month") and _is_read_now(other, reader)


def _is_read_now(other: Match, reader: Reader) -> bool:
    """Whether what was written on a day is read now: "her letter, of 3 May, says: …"."""
    after = reader.view.words_after(other, 2)
    return not READS.isdisjoint(after)


def _beside(match: Match, reader: Reader) -> list[Match]:
    """The other matches of the paragraph, and of one that leads to it ("he said:"), the nearest first."""
    begin, end = reader.paragraph(match)
    begin = _begin_of_lead(begin, reader)
    low = reader.first_match_from(begin)
    high = reader.first_match_from(end)
    near = reader.matches[low:high]
    near.remove(match)

    def distance(other: Match) -> int:
        return abs(other.start - match.start)

    near.sort(key=distance)
    return near[:NEIGHBOURS]


def _begin_of_lead(begin: int, reader: Reader) -> int:
    """Where the paragraph before begins, if it ends with a colon; else where this one does."""
    first = max(0, begin - REACH)
    before = reader.written[first:begin]
    lead = before.rstrip()
    if not lead.endswith(":"):
        return begin
    break_before = lead.rfind("\n")
    return first + break_before + 1


def _leads(match: Match, quoted: Match, reader: Reader) -> bool:
    """Whether what a match belongs to leads to a quotation: the sentence ends, or stops, with a colon."""
    if reader.quoted(match):
        return False
    stop = min(match.end + SENTENCE, quoted.start)
    between = reader.written[match.end : stop]
    lead, colon, _ = between.partition(":")
    if not colon:
        return False
    return "." not in lead
