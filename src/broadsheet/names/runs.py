"""Which tokens belong to names: runs of proper words and of the small words that join them.

Tokens are judged by arrays over the whole corpus.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Integers
from .joined import genitives, joining_words, velar_marks
from .lexicon import lexicon
from .page import CLOSING_QUOTES, OPENING_QUOTES, Page, after, before
from .traits import Traits

# Tags, read from their beginning.
PROPER = "NNPS?$"
BEFORE_A_START = r"``$|:$|-LRB-$|\($"  # a mark behind which a sentence can begin
NEVER_A_NAME = "DT|RB|JJR|IN|CC|W|PR|EX|TO"
NUMBER = "CD"
VERBAL = "VB|MD"

COUPLE_JOINERS = ["and", "&"]
NO_WORD = -1  # the number of a word that the corpus does not have

MOST_SMALL = 2  # a word is a name by its capitals if it has more than so many times its small spellings
LOUD_TITLE = 3  # capitals that a sentence outside of a title may have before it counts as a headline
OTHERS_IN_TEXT = 99  # so many capitals for each small long word: in text one such word speaks against it


def name_tokens(page: Page) -> Flags:
    """Say which tokens are part of a run."""
    if len(page.code) == 0:
        return np.zeros(0, bool)
    styled = _styled(page)
    proper = _proper(page, styled)
    joining = joining_words(page, proper)
    nicknames = _nicknames(page, proper)
    owners = genitives(page, proper)
    velars = velar_marks(page, proper)
    return proper | joining | nicknames | owners | velars


@dataclass(frozen=True)
class _Evidence:
    """What the corpus shows of the words of each token.

    Attributes:
        styled: Whether the token stands in a headline.
        plain: Whether a capital means something there: inside a sentence of plain text.
        capitals: How often its word has a capital where that means something.
        smalls: How often its word is written small.
        able: Whether it can be a name at all.
    """

    styled: Flags
    plain: Flags
    capitals: Integers
    smalls: Integers
    able: Flags


def _read_evidence(page: Page, styled: Flags) -> _Evidence:
    """Count how the words of the corpus are written."""
    folded = page.trait("folded")
    capital = page.trait("capital")
    behind_mark = before(page.tagged(BEFORE_A_START))
    may_open = page.opens | behind_mark
    plain = ~(may_open | styled)
    capitals = page.count_spellings(capital & plain)
    smalls = page.count_spellings(page.trait("lower"))
    pairs = _pairs_of_names(page.traits, capitals)
    never = page.traits.never | pairs
    excluded = never[page.code]
    return _Evidence(
        styled=styled,
        plain=plain,
        capitals=capitals[folded],
        smalls=smalls[folded],
        able=capital & ~excluded,
    )


# Long, because each rule adds to the arrays of those before it.
def _proper(page: Page, styled: Flags) -> Flags:
    """Say which capitalised tokens are names, by their tags and by what the corpus shows elsewhere."""
    evidence = _read_evidence(page, styled)
    able = evidence.able
    shown = _shown_by_corpus(page, evidence)
    proper = able & shown
    proper |= _attested_pairs(page, proper, evidence)
    before_names = _before_names(page, proper, evidence)
    proper |= able & before_names
    proper |= _months_that_are_names(page, styled, proper)
    proper |= _days_that_are_names(page, proper)
    proper |= _given_names_beside_family(page, proper)
    first_of_pairs = _first_of_a_pair(page, proper)
    proper |= able & first_of_pairs
    return proper


def _shown_by_corpus(page: Page, evidence: _Evidence) -> Flags:
    """Say which tokens are names by how their words are written elsewhere, and by their tags."""
    capitals = evidence.capitals
    smalls = evidence.smalls
    tagged = page.tagged(PROPER)
    often_small = MOST_SMALL * smalls
    has_many_capitals = capitals > often_small
    within = tagged | has_many_capitals

    has_as_many_capitals = capitals >= smalls
    is_familiar = page.trait("familiar") & has_as_many_capitals
    has_more_capitals = capitals > smalls
    is_never_small = smalls == 0
    in_text = ~evidence.styled
    by_tag = tagged & in_text & is_never_small
    opening = has_more_capitals | is_familiar | by_tag
    return np.where(evidence.plain, within, opening)


def _before_names(page: Page, proper: Flags, evidence: _Evidence) -> Flags:
    """Say which words before a name, or before its particle, are names by their place or in the lists."""
    is_never_small = evidence.smalls == 0
    may_be_name = ~page.tagged(NEVER_A_NAME)
    in_text = ~evidence.styled
    by_place = in_text & may_be_name & is_never_small
    by_list = page.tagged(PROPER) & page.trait("first_name")
    before_name = after(proper)
    particles = page.trait("particle") & before_name
    before_particle = after(particles)
    follows = before_name | before_particle
    opening = sorted(lexicon().words["opening_particles"])
    particles_in_title = [word.title() for word in opening]
    by_particle = in_text & page.is_one_of(particles_in_title)
    polite = [word.title() for word in sorted(lexicon().polite_titles)]
    by_title = in_text & page.is_one_of(polite)
    is_name = by_place | by_list | by_particle | by_title
    return follows & is_name


def _days_that_are_names(page: Page, proper: Flags) -> Flags:
    """Mark "Sunday" of "Engr. Sunday Eze"."""
    capital = page.trait("capital")
    titles = page.trait("titles") & capital
    is_day = page.trait("given_day") & capital
    is_titled = before(titles)
    before_name = after(proper)
    return is_day & is_titled & before_name


def _given_names_beside_family(page: Page, proper: Flags) -> Flags:
    """Mark "Jong-un" of "Kim Jong-un", "Ji-yeon" of "Ji-yeon Park"."""
    family = proper & page.trait("family")
    behind_family = before(family)
    before_family = after(family)
    beside = behind_family | before_family
    return page.trait("given") & beside


def _first_of_a_pair(page: Page, proper: Flags) -> Flags:
    """Mark "Dilys" of "Dilys and Owen" at a sentence's start, whatever its tag."""
    lex = lexicon()
    folds = page.traits.folds
    code = page.code
    joining = page.is_one_of(COUPLE_JOINERS)
    joins_a_name = joining & after(proper)
    starts = page.opens & page.trait("capital")
    pairs = starts & after(joins_a_name)
    is_first = np.zeros(len(pairs), bool)
    for row in np.flatnonzero(pairs).tolist():
        other = row + 2
        first = folds[code[row]]
        second = folds[code[other]]
        if second in lex.first_names:
            is_first[row] = lex.is_given(first)
    return is_first


def _attested_pairs(page: Page, proper: Flags, evidence: _Evidence) -> Flags:
    """Mark "Bill Clinton" at a sentence's start, although bills are many."""
    folded = page.trait("folded")
    first = folded[:-1]
    second = folded[1:]
    pair = first * page.traits.size + second
    is_sure = _both(proper & evidence.plain)
    attested = np.unique(pair[is_sure])
    both_able = _both(evidence.able)
    both_plain = _both(evidence.plain)
    is_doubtful = both_able & ~both_plain
    again = np.flatnonzero(is_doubtful)
    is_attested = np.isin(pair[again], attested)
    again = again[is_attested]
    marked = np.zeros(len(proper), bool)
    marked[again] = True
    marked[again + 1] = True
    return marked


def _both(mask: Flags) -> Flags:
    """Say of each token but the last whether the mask holds for it and for the next one."""
    first = mask[:-1]
    second = mask[1:]
    return first & second


def _months_that_are_names(page: Page, styled: Flags, proper: Flags) -> Flags:
    """Mark "Theresa May" and "June Arbeloa", but not "in May" and "June 4"."""
    capital = page.trait("capital")
    titles = page.trait("titles")
    is_numbered = after(page.tagged(NUMBER))
    behind_date = before(page.trait("dating"))
    is_dated = behind_date | is_numbered
    in_text = ~styled
    is_month = capital & page.trait("doubtful") & in_text
    may = _number_of(page.traits, "may")
    is_may = page.trait("folded") == may
    names = proper & ~titles
    behind_name = before(names)
    before_name = after(proper)
    is_likely = is_may | behind_name | before_name
    by_place = is_likely & ~is_dated
    is_titled = before(titles & capital)
    is_name = by_place | is_titled
    return is_month & ~is_numbered & is_name


def _number_of(traits: Traits, word: str) -> int:
    if word not in traits.folds:
        return NO_WORD
    row = traits.folds.index(word)
    return int(traits.folded[row])


def _styled(page: Page) -> Flags:
    """Say which tokens stand in a sentence Written Like This, OR LIKE THIS, where capitals tell nothing."""
    sentence = np.cumsum(page.opens) - 1
    is_headline = _are_headlines(page, sentence)
    is_loud = _are_loud(page, sentence)
    is_styled = is_headline | is_loud
    return is_styled[sentence]


def _are_headlines(page: Page, sentence: Integers) -> Flags:
    """Say which sentences have more capitals than plain text has."""
    capital = page.trait("capital")
    lower = page.trait("lower")
    long = page.trait("long")
    parts = page.tokens["part"].cat
    is_title = parts.categories == "title"
    in_title = is_title[parts.codes]
    telling = long | page.tagged(VERBAL)
    capitals = np.bincount(sentence, capital & long)
    others = np.bincount(sentence, lower & telling)
    titles = np.bincount(sentence, in_title)
    senders = np.bincount(sentence, _sender_lines(page))
    most_in_text = LOUD_TITLE + OTHERS_IN_TEXT * others
    has_title = titles > 0
    most_plain = np.where(has_title, others, most_in_text)
    has_many_capitals = capitals > most_plain
    has_no_sender = senders == 0
    return has_many_capitals & has_no_sender


def _are_loud(page: Page, sentence: Integers) -> Flags:
    """Say which sentences are written in capitals throughout."""
    capital = page.trait("capital")
    upper = page.trait("upper")
    in_title_case = capital & ~upper
    small = page.trait("lower") | in_title_case
    capitals = np.bincount(sentence, capital)
    smalls = np.bincount(sentence, small)
    has_several = capitals > 1
    has_no_smalls = smalls == 0
    return has_several & has_no_smalls


def _sender_lines(page: Page) -> Flags:
    """Mark the "From" of "From: Ida Moe, Office of Works" and "From the desk of Ida Moe": names follow."""
    opening = page.is_one_of(["From", "FROM"])
    the = page.is_one_of(["the", "THE"])
    desk = page.is_one_of(["desk", "Desk", "DESK"])
    colon = page.is_one_of([":"])
    article_of_desk = the & after(desk)
    before_colon = after(colon)
    before_desk = after(article_of_desk)
    sender = page.opens & opening
    return sender & (before_colon | before_desk)


def _pairs_of_names(traits: Traits, evidence: Integers) -> Flags:
    """Say which hyphenated words join two names, as in "the Trump-Putin summit", rather than being one."""
    joined = np.zeros(len(traits.folded), bool)
    for word, first, second in traits.halves:
        of_whole = evidence[traits.folded[word]]
        of_halves = min(evidence[first], evidence[second])
        joined[word] = of_halves >= max(of_whole, 1)
    return joined


def _nicknames(page: Page, proper: Flags) -> Flags:
    """Mark a nickname in marks between given name and family name: José “Pepe” Arbeloa."""
    opening = page.is_one_of(OPENING_QUOTES)
    closing = page.is_one_of(CLOSING_QUOTES)
    capital = page.trait("capital")
    inside = np.zeros(len(proper), bool)
    behind_name = before(proper)
    before_capital = after(capital)
    starts = opening & behind_name & before_capital
    for low in np.flatnonzero(starts).tolist():
        high = _closing_mark(closing, low)
        family = high + 1
        if family >= len(closing):
            continue
        if not proper[family]:
            continue
        nickname = slice(low + 1, high)
        is_named = capital[nickname].all()
        is_split = page.opens[low : high + 2].any()
        if is_named and not is_split:
            inside[low:family] = True
    return inside


def _closing_mark(closing: Flags, opening: int) -> int:
    """Return the row of the mark that closes one or two words, or the number of rows."""
    for row in (opening + 2, opening + 3):
        if row < len(closing) and closing[row]:
            return row
    return len(closing)
