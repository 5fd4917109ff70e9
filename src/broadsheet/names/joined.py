"""The small words and genitives that join the words of a name: "Bank *of* Ghana", "Women*'s* Aid"."""

import numpy as np

from ..arrays import Flags
from .lexicon import lexicon
from .page import Page, after, before

BARE_GENITIVES = ["'", "’"]
GENITIVE_MARKS = ["'s", "’s", *BARE_GENITIVES]
REACH = 5  # words back in which "Ministry of" stands before "and"


def joining_words(page: Page, proper: Flags) -> Flags:
    """Mark the lower-case words inside names: "de", "bin", "of", "of the", "for", "&"."""
    small = {}
    for word, is_word in page.traits.joiners.items():
        small[word] = is_word[page.code]
    titles = page.trait("titles")
    heads = page.trait("heads")
    titled = before(proper & titles)
    headed = before(proper & heads)
    before_name = after(proper)
    between = before(proper) & before_name
    of_or_for = small["of"] | small["for"]
    behind_surnames = _behind_surnames(page, of_or_for & titled)
    of = of_or_for & headed & ~behind_surnames
    of |= small["to"] & titled
    the_before_name = small["the"] & before_name
    of_the = of & after(the_before_name)
    and_between = small["and"] & between
    joined = _particles(page, proper)
    joined |= small["&"] & between
    joined |= of & before_name
    joined |= of_the
    joined |= before(of_the)
    joined |= _and_within_bodies(page, and_between)
    joined |= _within_bodies_of_people(page, between)
    return joined


def _within_bodies_of_people(page: Page, between: Flags) -> Flags:
    """Mark "at" in "Scholars at Risk": between people in the plural with a capital and a name of no place."""
    lex = lexicon()
    marked = np.zeros(len(between), bool)
    joiners = page.is_one_of(sorted(lex.words["people_joiners"]))
    opens = page.opens
    for row in np.flatnonzero(between & joiners).tolist():
        people = page.word(row - 1)
        cause = page.word(row + 1)
        if opens[row - 1] or not people.endswith("s"):
            continue
        singular = people.removesuffix("s")
        if singular not in lex.titles:
            continue
        is_name = lex.is_personal(cause) or lex.is_place(cause)
        marked[row] = not is_name
    return marked


def _behind_surnames(page: Page, behind_titles: Flags) -> Flags:
    """Of the words behind a title, mark those behind one that is a surname there: "Ana King of Leeds"."""
    marked = np.zeros(len(behind_titles), bool)
    for row in np.flatnonzero(behind_titles).tolist():
        marked[row] = _is_surname(page, row - 1)
    return marked


def _is_surname(page: Page, row: int) -> bool:
    """Say whether a word that may be a title stands behind a given name."""
    lex = lexicon()
    word = page.word(row)
    given = page.word(row - 1)
    if word not in lex.surname_titles:
        return False
    if lex.is_title(given) or lex.is_place(given):
        return False
    if given in lex.words["demonyms"]:
        return False
    return lex.is_given(given)


def genitives(page: Page, proper: Flags) -> Flags:
    """Mark "Women’s" of "Women’s Aid", "King’s" of "King’s College": people to whom a body belongs."""
    capital = page.trait("capital")
    titles = page.trait("titles")
    named = proper & capital
    heads = page.trait("heads") & ~titles & named
    before_head = named & after(heads)
    headed = heads | before_head
    mark = page.is_one_of(GENITIVE_MARKS)
    behind_mark = before(mark)
    of_body = mark & after(headed)
    people = page.trait("owner") | _plural_owners(page)
    owners = capital & people & ~behind_mark
    owner = owners & after(of_body)
    return owner | before(owner)


def velar_marks(page: Page, proper: Flags) -> Flags:
    """Mark the apostrophe of "Anyang' Otieno": in East Africa ng' is a letter.

    Inside a quotation it may be the mark that closes it, and is left out.
    """
    capital = page.trait("capital")
    quoted = page.tokens["quoted"].to_numpy(bool)
    spelled = page.tokens["token"].cat
    ends_in_ng = spelled.categories.str.endswith("ng")
    is_velar = ends_in_ng[spelled.codes] & capital & ~quoted
    mark = page.is_one_of(BARE_GENITIVES)
    named = proper & capital
    return mark & before(is_velar) & after(named)


def _plural_owners(page: Page) -> Flags:
    """Mark plurals with a bare apostrophe: "Mariners' Union", but not "Sanders' Union speech"."""
    plural = page.tagged("NNPS$|NNS$")
    with_article = before(page.is_one_of(["the", "The"]))
    apostrophe = page.is_one_of(BARE_GENITIVES)
    return (plural | with_article) & after(apostrophe)


def _particles(page: Page, proper: Flags) -> Flags:
    """Mark one or two particles before a name: "de", "van der"."""
    particle = page.trait("particle")
    joined = particle & after(proper)
    joined |= particle & after(joined)
    return joined


def _and_within_bodies(page: Page, between: Flags) -> Flags:
    """Mark "and" in "Health and Human Services"."""
    joined = np.zeros(len(between), bool)
    folds = page.traits.folds
    pairs = lexicon().body_pairs
    for row in np.flatnonzero(between).tolist():
        left = folds[page.code[row - 1]]
        right = folds[page.code[row + 1]]
        is_pair = f"{left}-{right}" in pairs
        joined[row] = is_pair or _joins_department(page, row)
    return joined


def _joins_department(page: Page, row: int) -> bool:
    """Say whether "and" joins what a body is of: "Ministry of Tourism and Antiquities"."""
    link = _link_of_department(page, row)
    if link is None:
        return False
    areas = page.trait("capital")[link + 1 : row]
    if not areas.all():
        return False
    return not _begins_other_name(page, row + 1)


def _link_of_department(page: Page, row: int) -> int | None:
    """Find the last small word before a row that links a department to what it is of: "Ministry of"."""
    words = lexicon().words
    first = max(row - REACH, 0)
    before = _folded(page, first, row)
    links = [
        place for place, word in enumerate(before) if word in words["department_links"]
    ]
    if not links or links[-1] == 0:
        return None
    last = links[-1]
    department = before[last - 1]
    if department not in words["departments"]:
        return None
    return first + last


def _begins_other_name(page: Page, row: int) -> bool:
    """Say whether a word behind "and" begins a name of its own: a place, a body, a person, letters."""
    lex = lexicon()
    upper = page.trait("upper")
    if upper[row]:
        return True
    pair = _folded(page, row, row + 2)
    word = pair[0]
    if word in lex.places_of_one_word or word in lex.bodies_of_one_word:
        return True
    return lex.is_given(word) or tuple(pair) in lex.body_names


def _folded(page: Page, first: int, last: int) -> list[str]:
    """Return the words of some rows as they are looked up."""
    folds = page.traits.folds
    codes = page.code[first:last].tolist()
    return [folds[code] for code in codes]
