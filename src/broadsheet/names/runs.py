"""Which tokens belong to names: runs of proper words and of the small words that join them.

Tokens are judged by arrays over the whole corpus.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .lexicon import lexicon
from .traits import Traits

OPENING_QUOTES = ["“", "‘", "«", '"', "'", "``", "`"]
CLOSING_QUOTES = ["”", "’", "»", '"', "'", "''"]
QUOTES = frozenset(OPENING_QUOTES + CLOSING_QUOTES)

# Tags, read from their beginning.
PROPER = "NNPS?$"
BEFORE_A_START = r"``$|:$|-LRB-$|\($"  # a mark behind which a sentence can begin
NEVER_A_NAME = "DT|RB|JJR|IN|CC|W|PR|EX|TO"
NUMBER = "CD"
VERBAL = "VB|MD"

MOST_SMALL = 2  # a word is a name by its capitals if it has more than so many times its small spellings
LOUD_TITLE = 3  # capitals that a sentence outside of a title may have before it counts as a headline
OTHERS_IN_TEXT = 99  # so many capitals for each small long word: in text one such word speaks against it


@dataclass(frozen=True)
class Page:
    """The tokens as arrays: the number of each word, what it can be, where sentences begin."""

    tokens: pd.DataFrame
    code: np.ndarray
    traits: Traits
    opens: np.ndarray

    def trait(self, name: str) -> np.ndarray:
        """Return a trait of the words as one value a token."""
        values = getattr(self.traits, name)
        return values[self.code]

    def tagged(self, pattern: str) -> np.ndarray:
        """Say which tokens have a tag that matches the pattern from its beginning."""
        tags = self.tokens["pos"].cat
        matches = [re.match(pattern, tag) is not None for tag in tags.categories]
        return np.array(matches, bool)[tags.codes]

    def is_one_of(self, words: list[str]) -> np.ndarray:
        """Say which tokens are one of these words as written."""
        tokens = self.tokens["token"].cat
        return tokens.categories.isin(words)[tokens.codes]


def before(mask: np.ndarray) -> np.ndarray:
    """Say of each token whether the mask holds for the one before it."""
    return np.r_[False, mask[:-1]]


def after(mask: np.ndarray) -> np.ndarray:
    """Say of each token whether the mask holds for the one after it."""
    return np.r_[mask[1:], False]


def name_tokens(page: Page) -> np.ndarray:
    """Say which tokens are part of a run."""
    if not len(page.code):
        return np.zeros(0, bool)
    styled = _styled(page)
    proper = _proper(page, styled)
    joining = _joining(page, proper)
    nicknames = _nicknames(page, proper)
    genitives = _genitives(page, proper)
    return proper | joining | nicknames | genitives


# Long, because each rule adds to the arrays of those before it.
def _proper(page: Page, styled: np.ndarray) -> np.ndarray:
    """Say which capitalised tokens are names, by their tags and by what the corpus shows elsewhere."""
    traits = page.traits
    folded = page.trait("folded")
    capital = page.trait("capital")
    tagged = page.tagged(PROPER)
    may_open = page.opens | before(page.tagged(BEFORE_A_START))
    plain = ~(may_open | styled)  # where a capital means something
    evidence = np.bincount(folded[capital & plain], minlength=traits.size)
    capitals = evidence[folded]
    small_words = folded[page.trait("lower")]
    smalls = np.bincount(small_words, minlength=traits.size)[folded]
    excluded = traits.never | _pairs_of_names(traits, evidence)
    able = capital & ~excluded[page.code]

    never_small = smalls == 0
    within = tagged | (capitals > MOST_SMALL * smalls)
    familiar = page.trait("familiar") & (capitals >= smalls)
    elsewhere = (capitals > smalls) | familiar
    by_tag = tagged & ~styled & never_small
    opening = elsewhere | by_tag
    proper = able & np.where(plain, within, opening)
    _mark_attested_pairs(proper, able, plain, folded, traits.size)

    by_place = ~styled & ~page.tagged(NEVER_A_NAME)
    unseen = by_place & never_small
    first_names = tagged & page.trait("first_name")
    particles = page.trait("particle") & after(proper)
    follows = after(proper) | after(particles)
    proper |= able & (unseen | first_names) & follows
    proper |= _months_that_are_names(page, styled, proper)
    titled = before(page.trait("titles") & capital)
    given_days = page.trait("given_day") & capital
    proper |= given_days & titled & after(proper)
    proper |= _given_names_beside_family(page, proper)
    proper |= able & _first_of_a_pair(page, proper)
    return proper


def _given_names_beside_family(page: Page, proper: np.ndarray) -> np.ndarray:
    """Mark "Jong-un" of "Kim Jong-un", "Ji-yeon" of "Ji-yeon Park"."""
    family = proper & page.trait("family")
    beside = before(family) | after(family)
    return page.trait("given") & beside


def _first_of_a_pair(page: Page, proper: np.ndarray) -> np.ndarray:
    """Mark "Dilys" of "Dilys and Owen" at a sentence's start, whatever its tag."""
    lex = lexicon()
    folds = page.traits.folds
    joining = page.is_one_of(["and", "&"])
    pairs = page.opens & page.trait("capital") & after(joining & after(proper))
    result = np.zeros(len(pairs), bool)
    for row in np.flatnonzero(pairs).tolist():
        first = folds[page.code[row]]
        second = folds[page.code[row + 2]]
        result[row] = lex.is_given(first) and second in lex.first_names
    return result


def _mark_attested_pairs(
    proper: np.ndarray,
    able: np.ndarray,
    plain: np.ndarray,
    folded: np.ndarray,
    size: int,
) -> None:
    """Mark "Bill Clinton" at a sentence's start, although bills are many."""
    pair = folded[:-1] * size + folded[1:]
    sure = proper & plain
    attested = np.unique(pair[sure[:-1] & sure[1:]])
    both_able = able[:-1] & able[1:]
    both_plain = plain[:-1] & plain[1:]
    again = np.flatnonzero(both_able & ~both_plain)
    again = again[np.isin(pair[again], attested)]
    proper[again] = True
    proper[again + 1] = True


def _months_that_are_names(
    page: Page,
    styled: np.ndarray,
    proper: np.ndarray,
) -> np.ndarray:
    """Mark "Theresa May" and "June Arbeloa", but not "in May" and "June 4"."""
    capital = page.trait("capital")
    titles = page.trait("titles")
    numbered = after(page.tagged(NUMBER))
    dated = before(page.trait("dating")) | numbered
    doubtful = capital & page.trait("doubtful") & ~styled
    may = page.trait("folded") == _number_of(page.traits, "may")
    beside = before(proper & ~titles) | after(proper)
    titled = before(titles & capital)
    is_name = ((may | beside) & ~dated) | titled
    return doubtful & ~numbered & is_name


def _number_of(traits: Traits, word: str) -> int:
    if word not in traits.folds:
        return -1
    return int(traits.folded[traits.folds.index(word)])


def _styled(page: Page) -> np.ndarray:
    """Say which tokens stand in a sentence Written Like This, OR LIKE THIS, where capitals tell nothing."""
    sentence = np.cumsum(page.opens) - 1
    capital = page.trait("capital")
    lower = page.trait("lower")
    long = page.trait("long")
    part = page.tokens["part"].cat
    in_title = (part.categories == "title")[part.codes]

    def count(mask: np.ndarray) -> np.ndarray:
        return np.bincount(sentence, mask)

    capitals = count(capital & long)
    others = count(lower & (long | page.tagged(VERBAL)))
    smalls = count(lower)
    title_case = count(capital & ~page.trait("upper"))
    fewest = np.where(count(in_title) > 0, others, LOUD_TITLE + OTHERS_IN_TEXT * others)
    headline = capitals > fewest
    all_capitals = title_case + smalls == 0
    several = count(capital) > 1
    loud = all_capitals & several
    headline &= count(_sender_lines(page)) == 0
    return (headline | loud)[sentence]


def _sender_lines(page: Page) -> np.ndarray:
    """Mark the "From" of "From: Ida Moe, Office of Works" and "From the desk of Ida Moe": names follow."""
    sender = page.opens & page.is_one_of(["From", "FROM"])
    the = page.is_one_of(["the", "THE"])
    desk = page.is_one_of(["desk", "Desk", "DESK"])
    colon = page.is_one_of([":"])
    the_desk = after(the & after(desk))
    return sender & (after(colon) | the_desk)


def _pairs_of_names(traits: Traits, evidence: np.ndarray) -> np.ndarray:
    """Say which hyphenated words join two names, as in "the Trump-Putin summit", rather than being one."""
    joined = np.zeros(len(traits.folded), bool)
    for word, first, second in traits.halves:
        least = max(evidence[traits.folded[word]], 1)
        seen = min(evidence[first], evidence[second])
        joined[word] = seen >= least
    return joined


def _joining(page: Page, proper: np.ndarray) -> np.ndarray:
    """Mark the lower-case words inside names: "de", "bin", "of", "of the", "for", "&"."""
    small = {word: mask[page.code] for word, mask in page.traits.joiners.items()}
    titled = before(proper & page.trait("titles"))
    headed = before(proper & page.trait("heads"))
    of = (small["of"] | small["for"]) & headed
    of |= small["to"] & titled
    of_the = of & after(small["the"] & after(proper))
    between = before(proper) & after(proper)
    joined = _particles(page, proper)
    joined |= small["&"] & between
    joined |= of & after(proper)
    joined |= of_the | before(of_the)
    joined |= _and_within_bodies(page, small["and"] & between)
    return joined


def _genitives(page: Page, proper: np.ndarray) -> np.ndarray:
    """Mark "Women’s" of "Women’s Aid", "King’s" of "King’s College": people to whom a body belongs."""
    capital = page.trait("capital")
    named = proper & capital
    heads = page.trait("heads") & ~page.trait("titles") & named
    headed = heads | (named & after(heads))
    mark = page.is_one_of(["'s", "’s", "'", "’"])
    owners = capital & page.trait("owner") & ~before(mark)
    owner = owners & after(mark & after(headed))
    return owner | before(owner)


def _particles(page: Page, proper: np.ndarray) -> np.ndarray:
    """Mark one or two particles before a name: "de", "van der"."""
    particle = page.trait("particle")
    joined = particle & after(proper)
    joined |= particle & after(joined)
    return joined


def _and_within_bodies(page: Page, between: np.ndarray) -> np.ndarray:
    """Mark "and" in "Health and Human Services"."""
    joined = np.zeros(len(between), bool)
    folds = page.traits.folds
    pairs = lexicon().body_pairs
    for i in np.flatnonzero(between):
        left = folds[page.code[i - 1]]
        right = folds[page.code[i + 1]]
        joined[i] = f"{left}-{right}" in pairs
    return joined


def _nicknames(page: Page, proper: np.ndarray) -> np.ndarray:
    """Mark a nickname in marks between given name and family name: José “Pepe” Arbeloa."""
    opening = page.is_one_of(OPENING_QUOTES)
    closing = page.is_one_of(CLOSING_QUOTES)
    capital = page.trait("capital")
    inside = np.zeros(len(proper), bool)
    starts = opening & before(proper) & after(capital)
    for low in np.flatnonzero(starts):
        one_word = low + 2 < len(closing) and closing[low + 2]
        high = low + 2 if one_word else low + 3
        if high + 1 >= len(closing) or not closing[high]:
            continue
        named = capital[low + 1 : high].all() and proper[high + 1]
        across_sentences = page.opens[low : high + 2].any()
        if named and not across_sentences:
            inside[low : high + 1] = True
    return inside
