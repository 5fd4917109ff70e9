"""Which tokens belong to names: runs of proper words and of the small words that join them.

Tokens are judged by arrays over the whole corpus.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .lexicon import lexicon
from .traits import Traits

OPENING_QUOTES = ["“", "‘", "«", '"', "'", "``", "`"]
CLOSING_QUOTES = ["”", "’", "»", '"', "'", "''"]


@dataclass(frozen=True)
class Page:
    """The tokens as arrays: the number of each word, what it can be, where sentences begin."""

    tokens: pd.DataFrame
    code: np.ndarray
    traits: Traits
    opens: np.ndarray

    def trait(self, name: str) -> np.ndarray:
        """Return a trait of the words as one value a token."""
        return getattr(self.traits, name)[self.code]

    def tagged(self, pattern: str) -> np.ndarray:
        """Say which tokens have a tag that matches the pattern from its beginning."""
        tags = self.tokens["pos"].cat
        return tags.categories.astype(str).str.match(pattern)[tags.codes]


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
    return proper | _joining(page, proper) | _nicknames(page, proper)


def _proper(page: Page, styled: np.ndarray) -> np.ndarray:
    """Say which capitalised tokens are names, by their tags and by what the corpus shows elsewhere."""
    traits = page.traits
    folded = page.trait("folded")
    capital = page.trait("capital")
    tagged = page.tagged("NNPS?$")
    quote = page.tagged("``$|:$|-LRB-$|\\($")
    plain = ~(page.opens | before(quote) | styled)  # where a capital means something
    evidence = np.bincount(folded[capital & plain], minlength=traits.size)
    capitals = evidence[folded]
    smalls = np.bincount(folded[page.trait("lower")], minlength=traits.size)[folded]
    joined = _pairs_of_names(traits, evidence)
    able = capital & ~(traits.never | joined)[page.code]

    elsewhere = (capitals > smalls) | (page.trait("familiar") & (capitals >= smalls))
    opening = elsewhere | (tagged & ~styled & (smalls == 0))
    proper = able & np.where(plain, tagged | (capitals > 2 * smalls), opening)
    _mark_attested_pairs(proper, able, plain, folded, traits.size)
    closed = page.tagged("RB|JJR|IN|CC|W|PR|EX|TO")
    unseen = ~styled & ~closed & (smalls == 0)
    first_names = tagged & page.trait("first_name")
    proper |= able & (unseen | first_names) & after(proper)
    proper |= _months_that_are_names(page, capital, styled, proper)
    family = proper & page.trait("family")
    proper |= page.trait("given") & (before(family) | after(family))  # "Kim Jong-un", "Ji-yeon Park"
    return proper


def _mark_attested_pairs(
    proper: np.ndarray, able: np.ndarray, plain: np.ndarray, folded: np.ndarray, size: int
) -> None:
    """Mark "Bill Clinton" at a sentence's start, although bills are many."""
    pair = folded[:-1] * size + folded[1:]
    sure = proper & plain
    attested = np.unique(pair[sure[:-1] & sure[1:]])
    again = np.flatnonzero(able[:-1] & able[1:] & ~(plain[:-1] & plain[1:]))
    again = again[np.isin(pair[again], attested)]
    proper[again] = True
    proper[again + 1] = True


def _months_that_are_names(
    page: Page, capital: np.ndarray, styled: np.ndarray, proper: np.ndarray
) -> np.ndarray:
    """Mark "Theresa May" and "June Castellani", but not "in May" and "June 4"."""
    numbered = after(page.tagged("CD"))
    dated = before(page.trait("dating")) | numbered
    doubtful = capital & page.trait("doubtful") & ~styled
    may = page.trait("folded") == _number_of(page.traits, "may")
    beside = before(proper & ~page.trait("titles")) | after(proper)
    titled = before(page.trait("titles") & capital)
    return doubtful & ~numbered & ((may & ~dated) | (beside & ~dated) | titled)


def _number_of(traits: Traits, word: str) -> int:
    return int(traits.folded[traits.folds.index(word)]) if word in traits.folds else -1


def _styled(page: Page) -> np.ndarray:
    """Say which tokens stand in a sentence Written Like This, OR LIKE THIS, where capitals tell nothing."""
    capital = page.trait("capital")
    lower = page.trait("lower")
    long = page.trait("long")
    verb = page.tagged("VB|MD")
    part = page.tokens["part"].cat
    sentence = np.cumsum(page.opens) - 1
    capitals = np.bincount(sentence, capital & long)
    others = np.bincount(sentence, lower & (long | verb))
    smalls = np.bincount(sentence, lower)
    title_case = np.bincount(sentence, capital & ~page.trait("upper"))
    several = np.bincount(sentence, capital) > 1
    title = np.bincount(sentence, (part.categories == "title")[part.codes]) > 0
    headline = capitals > np.where(title, others, 3 + 99 * others)
    loud = (title_case + smalls == 0) & several
    return (headline | loud)[sentence]


def _pairs_of_names(traits: Traits, evidence: np.ndarray) -> np.ndarray:
    """Say which hyphenated words join two names, as in "the Trump-Putin summit", rather than being one."""
    joined = np.zeros(len(traits.folded), bool)
    for word, one, other in traits.halves:
        least = max(evidence[traits.folded[word]], 1)
        joined[word] = min(evidence[one], evidence[other]) >= least
    return joined


def _joining(page: Page, proper: np.ndarray) -> np.ndarray:
    """Mark the lower-case words inside names: "de", "bin", "of", "of the", "for", "&"."""
    small = {word: mask[page.code] for word, mask in page.traits.joiners.items()}
    particle = page.trait("particle")
    joined = particle & after(proper)
    joined |= particle & after(joined)
    titled = before(proper & page.trait("titles"))
    headed = before(proper & page.trait("heads"))
    of = (small["of"] | small["for"]) & headed
    of |= small["to"] & titled
    of_the = of & after(small["the"] & after(proper))
    between = before(proper) & after(proper)
    joined |= (small["&"] & between) | (of & after(proper)) | of_the | before(of_the)
    for i in np.flatnonzero(small["and"] & between):  # "Health and Human Services"
        pair = f"{page.traits.folds[page.code[i - 1]]}-{page.traits.folds[page.code[i + 1]]}"
        joined[i] = pair in lexicon().body_pairs
    return joined


def _nicknames(page: Page, proper: np.ndarray) -> np.ndarray:
    """Mark a nickname in marks between given name and family name: Luiz “Lula” Pereira."""
    words = page.tokens["token"].cat
    opening = words.categories.isin(OPENING_QUOTES)[words.codes]
    closing = words.categories.isin(CLOSING_QUOTES)[words.codes]
    capital = page.trait("capital")
    inside = np.zeros(len(proper), bool)
    starts = opening & before(proper) & after(capital)
    for low in np.flatnonzero(starts):
        high = low + 2 if low + 2 < len(closing) and closing[low + 2] else low + 3
        enclosed = high + 1 < len(closing) and closing[high] and capital[low + 1 : high].all()
        if enclosed and proper[high + 1] and not page.opens[low : high + 2].any():
            inside[low : high + 1] = True
    return inside
