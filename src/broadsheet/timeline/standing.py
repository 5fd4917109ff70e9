"""Whether a sentence stands alone: it begins anew, ends, and leans on none before."""

from dataclasses import dataclass

import numpy as np

from broadsheet.timeline.clauses import Clauses
from broadsheet.timeline.token_rows import precedes
from broadsheet.timeline.wordlists import language

# Marks by which a sentence ends; a heading, a teaser and "he wrote:" end without one.
ENDS = (".", "!", "”", "’", '"', "'", "''", ")", "]")
# Double quotation marks; a single one may be an apostrophe.
STRAIGHT_MARKS = ('"',)
OPENING_MARKS = ("“", "``")
CLOSING_MARKS = ("”", "''")
LONGEST = 70  # tokens; more are headings and teasers that run on, or too much to print
FUNCTION_TAGS = ("IN", "TO", "CC", "WDT", "WP", "VBD", "VBZ", "VBP")
LINK_REACH = 6  # words after a verb, among which "that" shows what "it" stands for
DESCRIBING = ("when", "while", "that")
LINKS = ("that", "whether", "to")
LINKING_TAGS = ("IN", "TO")  # after "said" before a time or a place
QUOTATION_MARKS = (*STRAIGHT_MARKS, *OPENING_MARKS, *CLOSING_MARKS)


@dataclass(frozen=True)
class Spans:
    """Sentences as the numbers of their first tokens, and of those after their last."""

    clauses: Clauses
    first: np.ndarray
    last: np.ndarray

    def count(self, is_counted: np.ndarray) -> np.ndarray:
        """Return how many tokens of each sentence are counted."""
        return count(is_counted, self.first, self.last)

    def have(self, is_wanted: np.ndarray) -> np.ndarray:
        """Say which sentences have such a token."""
        return self.count(is_wanted) > 0

    @property
    def second(self) -> np.ndarray:
        """The second token of each, or the only one."""
        following = self.first + 1
        return np.minimum(following, self.final)

    @property
    def final(self) -> np.ndarray:
        """The last token of each."""
        return self.last - 1

    @property
    def first_verb(self) -> np.ndarray:
        """The first finite verb of each, or one after it; else the end of all tokens."""
        is_finite = self.clauses.is_finite
        verbs = np.flatnonzero(is_finite)
        with_end = np.append(verbs, len(is_finite))
        nearest = np.searchsorted(with_end, self.first)
        return with_end[nearest]


def count(is_counted: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return how many tokens of each span are counted."""
    total = np.cumsum(is_counted)
    counted_before = np.append(0, total)
    through = counted_before[last]
    before = counted_before[first]
    return through - before


def name_openings(spans: Spans) -> np.ndarray:
    """Name what each sentence leans on the one before by: "connective", "pronoun", ""."""
    clauses = spans.clauses
    kinds = _kinds_of_openings(clauses)
    # An opening quotation mark is passed over.
    is_word = clauses.is_alphanumeric[spans.first]
    head = np.where(is_word, spans.first, spans.second)
    opening = kinds[head]
    after_head = head + 1
    next_token = np.minimum(after_head, spans.final)
    following = kinds[next_token]
    is_connective = opening == "connective"
    precedes_pronoun = following == "pronoun"
    is_joined = is_connective & precedes_pronoun
    has_phrase = _begins_with_phrase(clauses, head, next_token)
    opening[has_phrase] = "connective"
    has_pronoun = is_joined | _has_pronoun_subject(spans)
    opening[has_pronoun] = "pronoun"
    return opening


def _begins_with_phrase(
    clauses: Clauses, head: np.ndarray, following: np.ndarray
) -> np.ndarray:
    """Say which sentences begin with two words that lean on the one before: "By contrast"."""
    begins = np.zeros(len(head), dtype=bool)
    heads = clauses.norm[head]
    seconds = clauses.norm[following]
    for phrase in language()["connective_phrases"]:
        first, second = phrase.split()
        first_code = clauses.codes.get(first)
        second_code = clauses.codes.get(second)
        is_first = heads == first_code
        is_second = seconds == second_code
        begins |= is_first & is_second
    return begins


def _kinds_of_openings(clauses: Clauses) -> np.ndarray:
    """Return for each token what a sentence would begin with that begins with it."""
    lists = language()
    is_connective = clauses.is_one_of(lists["connectives"])
    is_pronoun = clauses.is_one_of(lists["pronouns"])
    size = len(clauses.norm)
    kinds = np.full(size, "", dtype=object)
    kinds[is_connective] = "connective"
    kinds[is_pronoun] = "pronoun"
    return kinds


def _has_pronoun_subject(spans: Spans) -> np.ndarray:
    """Say of which sentences a pronoun is the first subject: "On Monday it fell".

    In "On Monday it was announced that …" the pronoun stands for what follows, and
    after "who", "as" or "when" the sentence itself may name whom it means.
    """
    clauses = spans.clauses
    verb = spans.first_verb
    subject = np.maximum(verb - 1, 0)
    follows_head = verb > spans.first
    precedes_end = verb < spans.last
    is_inside = follows_head & precedes_end
    is_pronoun = clauses.is_one_of(language()["subjects"])
    is_plain = is_pronoun & ~clauses.quoted
    is_below = _is_below(spans, verb)
    prepares = _prepares(clauses, verb)
    is_own = ~is_below & ~prepares
    return is_inside & is_plain[subject] & is_own


def _is_below(spans: Spans, verb: np.ndarray) -> np.ndarray:
    """Say which first verbs stand in a clause that depends on another."""
    clauses = spans.clauses
    lists = language()
    is_opener = clauses.is_one_of(lists["begins_clause"])
    second_before = verb - 2
    before_subject = np.maximum(second_before, 0)
    follows_opener = is_opener[before_subject]
    relatives = lists["relatives"]
    describing = relatives.union(DESCRIBING)
    is_describing = clauses.is_one_of(describing)
    reach = np.clip(verb, spans.first, spans.last)
    descriptions = count(is_describing, spans.first, reach)
    follows_description = descriptions > 0
    return follows_opener | follows_description


def _prepares(clauses: Clauses, verb: np.ndarray) -> np.ndarray:
    """Say before which verbs "it" stands for what follows: "it was announced that"."""
    is_link = clauses.is_one_of(LINKS)
    farthest = verb + LINK_REACH
    reach = np.minimum(farthest, len(is_link))
    begin = np.minimum(verb, reach)
    links = count(is_link, begin, reach)
    is_it = clauses.is_one_of(["it"])
    subject = np.maximum(verb - 1, 0)
    has_link = links > 0
    return is_it[subject] & has_link


def is_broken(spans: Spans) -> np.ndarray:
    """Say which sentences lack an end or a beginning.

    One that ends with "he wrote: “" has none, and what goes on after a bar has its
    beginning in a line of the page.
    """
    clauses = spans.clauses
    is_end = clauses.is_one_of(ENDS)
    has_end = is_end[spans.final]
    is_bar = clauses.is_one_of(language()["bars"])
    has_bar = spans.have(is_bar)
    length = spans.last - spans.first
    is_endless = length > LONGEST
    is_open = _leaves_quotation_open(spans) | _opens_speech(spans)
    lacks_end = ~has_end | is_endless | is_open
    lacks_beginning = has_bar | _lacks_head(spans)
    lacks_part = lacks_end | lacks_beginning
    return lacks_part | _lacks_words_said(spans)


def _lacks_words_said(spans: Spans) -> np.ndarray:
    """Say which sentences name a speaker and not what was said: "Doe said on Friday".

    The words stood in the sentence before. In "Doe said in Riverton the dam would
    break" they are the verb's own, and before "…, Doe said" they stand in front.
    """
    clauses = spans.clauses
    lists = language()
    is_saying = clauses.has_lemma(lists["saying"]) & clauses.is_finite
    is_linking = clauses.has_tag(LINKING_TAGS) | ~clauses.is_alphanumeric
    is_bare = is_saying & precedes(is_linking)
    verb = spans.first_verb
    reach = np.clip(verb, spans.first, spans.last)
    is_comma = clauses.is_one_of([","])
    commas = count(is_comma, spans.first, reach)
    is_plain = (commas == 0) & (verb < spans.last)
    padded = np.append(is_bare, False)
    is_speaker = padded[verb] & is_plain
    is_word_said = clauses.quoted | clauses.is_one_of(
        [*QUOTATION_MARKS, ":", *lists["depends"]]
    )
    finite = spans.count(clauses.is_finite & ~_is_beside(clauses))
    has_words = spans.have(is_word_said) | (finite > 1)
    return is_speaker & ~has_words


def _is_beside(clauses: Clauses) -> np.ndarray:
    """Say which tokens stand between a word such as "after" and the next comma or end."""
    lists = language()
    beside = lists["begins_clause"].difference(lists["depends"])
    is_opener = clauses.is_one_of(beside)
    is_closer = clauses.is_one_of([",", *ENDS])
    numbers = np.arange(len(is_opener))
    last_opener = np.maximum.accumulate(np.where(is_opener, numbers, -1))
    last_closer = np.maximum.accumulate(np.where(is_closer, numbers, -1))
    return last_opener > last_closer


def _opens_speech(spans: Spans) -> np.ndarray:
    """Say which sentences end with a colon and an opening mark."""
    clauses = spans.clauses
    is_colon = clauses.is_one_of([":"])
    before = spans.final - 1
    before_final = np.maximum(before, 0)
    follows_colon = is_colon[before_final]
    is_word = clauses.is_alphanumeric[spans.final]
    return follows_colon & ~is_word


def _leaves_quotation_open(spans: Spans) -> np.ndarray:
    """Say of which sentences a quotation begins or ends in another sentence."""
    straight = _marks(spans, STRAIGHT_MARKS)
    opening = _marks(spans, OPENING_MARKS)
    closing = _marks(spans, CLOSING_MARKS)
    is_odd = straight % 2 == 1
    is_uneven = opening != closing
    return is_odd | is_uneven


def _marks(spans: Spans, marks: tuple[str, ...]) -> np.ndarray:
    is_mark = spans.clauses.is_one_of(marks)
    return spans.count(is_mark)


def _lacks_head(spans: Spans) -> np.ndarray:
    """Say which sentences begin with "In, which" or with a small "and"."""
    clauses = spans.clauses
    is_function_word = clauses.has_tag(FUNCTION_TAGS)
    is_comma = clauses.is_one_of([","])
    begins_with_function = is_function_word[spans.first]
    is_capital = clauses.is_capital[spans.first]
    goes_on_with_comma = is_comma[spans.second]
    is_head = is_capital & ~goes_on_with_comma
    lacks_head = ~is_head
    return begins_with_function & lacks_head
