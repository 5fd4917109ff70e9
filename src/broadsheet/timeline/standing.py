"""Whether a sentence stands alone: it begins anew, ends, and leans on none before."""

from dataclasses import dataclass

import numpy as np

from broadsheet.timeline.clauses import Clauses, language

# Marks by which a sentence ends; a heading, a teaser and "he wrote:" end without one.
ENDS = (".", "!", "”", "’", '"', "'", "''", ")", "]")
# Double quotation marks; a single one may be an apostrophe.
STRAIGHT_MARKS, OPENING_MARKS, CLOSING_MARKS = ('"',), ("“", "``"), ("”", "''")
LONGEST = 70  # tokens; more are headings and teasers that run on, or too much to print
FUNCTION_TAGS = ("IN", "TO", "CC", "WDT", "WP", "VBD", "VBZ", "VBP")
LINK_REACH = 6  # words after a verb, among which "that" shows what "it" stands for
DESCRIBING = ("when", "while", "that")
LINKS = ("that", "whether", "to")


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
        return np.minimum(self.first + 1, self.last - 1)

    @property
    def first_verb(self) -> np.ndarray:
        """The first finite verb of each, or one after it; else the end of all tokens."""
        is_finite = self.clauses.is_finite
        verbs = np.append(np.flatnonzero(is_finite), len(is_finite))
        nearest = np.searchsorted(verbs, self.first)
        return verbs[nearest]


def count(is_counted: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return how many tokens of each span are counted."""
    before = np.append(0, np.cumsum(is_counted))
    return before[last] - before[first]


def name_openings(spans: Spans) -> np.ndarray:
    """Name what each sentence leans on the one before by: "connective", "pronoun", ""."""
    clauses = spans.clauses
    is_connective = clauses.is_one_of(language()["connectives"])
    is_pronoun = clauses.is_one_of(language()["pronouns"])
    kinds = np.full(len(clauses.norm), "", dtype=object)
    kinds[is_connective] = "connective"
    kinds[is_pronoun] = "pronoun"
    # An opening quotation mark is passed over.
    is_mark = ~clauses.is_alphanumeric[spans.first]
    head = np.where(is_mark, spans.second, spans.first)
    opening = kinds[head]
    next_token = np.minimum(head + 1, spans.last - 1)
    following = kinds[next_token]
    is_joined_pronoun = (opening == "connective") & (following == "pronoun")
    opening[is_joined_pronoun] = "pronoun"
    opening[_has_pronoun_subject(spans)] = "pronoun"
    return opening


def _has_pronoun_subject(spans: Spans) -> np.ndarray:
    """Say of which sentences a pronoun is the first subject: "On Monday it fell".

    In "On Monday it was announced that …" the pronoun stands for what follows, and
    after "who", "as" or "when" the sentence itself may name whom it means.
    """
    clauses = spans.clauses
    verb = spans.first_verb
    subject = np.maximum(verb - 1, 0)
    is_inside = (verb > spans.first) & (verb < spans.last)
    is_subject_word = clauses.is_one_of(language()["subjects"])
    is_pronoun = is_subject_word & ~clauses.quoted
    is_plain = is_inside & is_pronoun[subject]
    is_below = _is_below(spans, verb)
    prepares = _prepares(clauses, subject, verb)
    return is_plain & ~is_below & ~prepares


def _is_below(spans: Spans, verb: np.ndarray) -> np.ndarray:
    """Say which first verbs stand in a clause that depends on another."""
    clauses = spans.clauses
    is_opener = clauses.is_one_of(language()["begins_clause"])
    before_subject = np.maximum(verb - 2, 0)
    follows_opener = is_opener[before_subject]
    describing = language()["relatives"].union(DESCRIBING)
    is_describing = clauses.is_one_of(describing)
    reach = np.clip(verb, spans.first, spans.last)
    is_described = count(is_describing, spans.first, reach) > 0
    return follows_opener | is_described


def _prepares(clauses: Clauses, subject: np.ndarray, verb: np.ndarray) -> np.ndarray:
    """Say where "it" stands for what follows: "it was announced that"."""
    is_link = clauses.is_one_of(LINKS)
    reach = np.minimum(verb + LINK_REACH, len(is_link))
    begin = np.minimum(verb, reach)
    has_link = count(is_link, begin, reach) > 0
    is_it = clauses.is_one_of(["it"])
    return is_it[subject] & has_link


def is_broken(spans: Spans) -> np.ndarray:
    """Say which sentences lack an end or a beginning.

    One that ends with "he wrote: “" has none, and what goes on after a bar has its
    beginning in a line of the page.
    """
    clauses = spans.clauses
    final = spans.last - 1
    lacks_end = ~clauses.is_one_of(ENDS)[final]
    is_colon = clauses.is_one_of([":"])
    before_final = np.maximum(final - 1, 0)
    follows_colon = is_colon[before_final]
    is_mark = ~clauses.is_alphanumeric[final]
    opens_speech = follows_colon & is_mark
    is_bar = clauses.is_one_of(language()["bars"])
    has_bar = spans.have(is_bar)
    is_endless = spans.last - spans.first > LONGEST
    lacks_head = _lacks_head(spans)
    is_cut = has_bar | is_endless | _leaves_quotation_open(spans)
    return lacks_end | opens_speech | is_cut | lacks_head


def _leaves_quotation_open(spans: Spans) -> np.ndarray:
    """Say of which sentences a quotation begins or ends in another sentence."""
    clauses = spans.clauses
    straight = spans.count(clauses.is_one_of(STRAIGHT_MARKS))
    opening = spans.count(clauses.is_one_of(OPENING_MARKS))
    closing = spans.count(clauses.is_one_of(CLOSING_MARKS))
    return (straight % 2 == 1) | (opening != closing)


def _lacks_head(spans: Spans) -> np.ndarray:
    """Say which sentences begin with "In, which" or with a small "and"."""
    clauses = spans.clauses
    is_function_tag = np.isin(clauses.tags, FUNCTION_TAGS)
    is_comma = clauses.is_one_of([","])
    begins_with_function = is_function_tag[clauses.pos[spans.first]]
    is_small = ~clauses.is_capital[spans.first]
    goes_on_with_comma = is_comma[spans.second]
    return begins_with_function & (is_small | goes_on_with_comma)
