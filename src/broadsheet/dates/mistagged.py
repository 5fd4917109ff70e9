"""Verbs that the tagger takes for nouns, and nouns that it takes for verbs."""

from .view import Match, TokenView

WITHOUT_VERB = 40  # tokens of a sentence that may be all one clause
UPON_OR_IN = ("on", "from", "until", "at", "in", "through")
JOINING = ("and", "but", "then")
TELLS_MORE = (
    "since",
    "which",
    "who",
)  # before a clause that tells more of what was just named
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
# Of the token before a verb.
SUBJECT_TAGS = ("NN", "NNS", "NNP", "NNPS", "VBG", "''", "CD")
# Of the token before what is no verb after all: "on £73,000 (…) bail on Friday".
NO_SUBJECT_TAGS = ("-RRB-", "CD", "$", "DT", "JJ")
PHRASE_WORDS = 8  # tokens of a phrase that are looked at before its head
PHRASE_TAGS = (
    *("JJ", "NN", "NNP", "NNS", "CD"),
    *("NNPS", "POS", "DT", "PRP$", ":", "HYPH"),
)
OF_PLACE = frozenset(["in", "on", "at", "during", "from", "for", "with"])
# Before a noun without an ending of its own, of which a second noun of many follows: "several school visits".
OF_MANY = frozenset(["several", "many", "various", "numerous", "multiple"])


def has_verb_taken_for_noun(
    match: Match, view: TokenView, verbs: frozenset[str], spoken: frozenset[str]
) -> bool:
    """Whether a sentence without a verb has one after all: "India play Fiji on Sunday."."""
    low, high = view.sentence(match.first)
    if view.is_title[match.first]:
        return False
    if high - low > WITHOUT_VERB:
        return False
    before = view.word_before(match)
    is_upon = before in UPON_OR_IN
    if not is_upon and not match.names("dir"):
        return False
    tags = view.tags_of(low, match.first)
    if not FINITE.isdisjoint(tags) or _has_verb_of_its_own(match, view, spoken):
        return False
    for row in range(low + 1, match.first):
        if view.word(row) in verbs and view.tag(row - 1) in SUBJECT_TAGS:
            return True
    return False


def _has_verb_of_its_own(match: Match, view: TokenView, spoken: frozenset[str]) -> bool:
    """Whether what stands after a match tells its tense: no second verb of many, nor who said so.

    "The crew sail on ⟦Monday⟧ and reach Cork on Friday", "The crew sail on ⟦Monday⟧, she said".
    """
    _, high = view.sentence(match.first)
    is_parted = False
    for row in range(match.last, high):
        is_parted = is_parted or view.word(row) == ","
        if view.lower(row) in TELLS_MORE:
            return False
        tag = view.tag(row)
        if tag not in FINITE:
            continue
        is_second = tag == "VBP" and view.lower(row - 1) in JOINING
        is_attribution = is_parted and view.lower(row) in spoken
        if not is_second and not is_attribution:
            return True
    return False


def is_noun_after_all(row: int, view: TokenView) -> bool:
    """Whether what is taken for a verb has no subject: "on £73,000 (…) bail on Friday"."""
    if view.tag(row) == "VBZ":
        return _is_one_of_many(row, view)
    if view.tag(row) != "VBP":
        return False
    if view.tag(row - 1) in NO_SUBJECT_TAGS:
        return True
    return _heads_phrase_of_owner(row, view)


def _is_one_of_many(row: int, view: TokenView) -> bool:
    """Whether what is taken for a verb is what there are many of: "in several school visits this week"."""
    low, _ = view.sentence(row)
    if row - 2 < low or view.tag(row - 1) not in ("NN", "NNP"):
        return False
    return view.lower(row - 2) in OF_MANY


def _heads_phrase_of_owner(row: int, view: TokenView) -> bool:
    """Whether what is taken for a verb is what somebody has: "in the firm's earnings call on Friday"."""
    low, _ = view.sentence(row)
    first = max(low, row - PHRASE_WORDS)
    tags = view.tags_of(first, row)
    if "POS" not in tags or tags[-1] == "POS":
        return False
    before = row - 1
    while before >= first and view.tag(before) in PHRASE_TAGS:
        before -= 1
    if before < first:
        return False
    return view.lower(before) in OF_PLACE
