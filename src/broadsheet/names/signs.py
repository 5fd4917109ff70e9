"""What the words around a name say about its kind: verbs, "who" and "which", callings, appositions."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from ..arrays import Flags, Floats, Integers
from .lexicon import REMEMBERED, bare, fold_name, lexicon

APPOSITION = 8  # tokens in which the head of "…, the Swiss food group," is looked for
NO_NOUNS = {
    "IN",
    "CC",
    "DT",
    "EX",
    "MD",
    "PRP",
    "PRP$",
    "RB",
    "RP",
    "TO",
    "WDT",
    "WP",
    "WRB",
}
OPENING_TAGS = {"DT", "PRP$", "NN", "JJ", "NNP"}
NOUN_TAGS = {"NN", "NNS"}
INSIDE_TAGS = {
    "DT",
    "JJ",
    "NN",
    "NNS",
    "NNP",
    "CD",
    "VBN",
    "VBG",
    "POS",
    "HYPH",
    "PRP$",
}
SUBJECT_OF = {"VBD", "VBZ", "VBP", "MD"}
AGE = re.compile(r"[1-9]\d")
COMMAS = [",", "("]  # or brackets
GENITIVES = ["'s", "’s"]
SIGNS = ("speaks", "placed", "articled", "human", "body", "as_it", "explained")


@lru_cache(maxsize=REMEMBERED)
def is_human(noun: str) -> bool:
    """Say whether a common noun is one for a person.

    >>> is_human("shopkeeper"), is_human("company")
    (True, False)
    """
    lex = lexicon()
    if lex.is_title(noun) or lex.is_rank(noun):
        return True
    if noun in lex.sources["things"]:
        return False
    if noun in lex.sources["bodies"]:
        return False
    if noun in lex.relatives:
        return True
    return lex.person_noun.search(fold_name(noun)) is not None


@dataclass
class Signs:
    """Counts over the mentions: each a float array, one value a mention."""

    speaks: Floats
    placed: Floats
    articled: Floats
    human: Floats
    body: Floats
    as_it: Floats
    explained: Floats
    calling: list[str]

    def shares(self, form: Integers, size: int) -> dict[str, Floats]:
        """Return for each form the share of its mentions that shows each sign."""
        mentions = np.bincount(form, minlength=size)
        total = np.maximum(mentions, 1)
        shares: dict[str, Floats] = {}
        for name in SIGNS:
            sign = getattr(self, name)
            shown = np.bincount(form, sign, size)
            shares[name] = shown / total
        return shares


class _Words:
    """One column of the tokens, asked at some rows only."""

    def __init__(self, column: pd.Series):
        self.words = column.cat.categories.tolist()
        self.codes = column.cat.codes.to_numpy()

    @cached_property
    def number(self) -> dict[str, int]:
        """The code of each word."""
        return {word: code for code, word in enumerate(self.words)}

    def are(self, rows: Integers, group: Iterable[str]) -> Flags:
        """Say at which of the rows one of these words stands."""
        listed = np.zeros(len(self.words), bool)
        for word in group:
            if word in self.number:
                listed[self.number[word]] = True
        return listed[self.codes[rows]]

    def are_such(self, rows: Integers, judge: Callable[[str], bool]) -> Flags:
        """Say at which of the rows a word stands of which something holds; each is judged once."""
        distinct, number = np.unique(self.codes[rows], return_inverse=True)
        judged = [judge(self.words[code]) for code in distinct.tolist()]
        holds = np.array(judged, bool)
        return holds[number]

    def are_such_among(
        self, some: Flags, rows: Integers, judge: Callable[[str], bool]
    ) -> Flags:
        """Say the same of some of the rows; of no other it holds, and its word is not judged."""
        holds = some.copy()
        holds[some] = self.are_such(rows[some], judge)
        return holds

    def at(self, row: int) -> str:
        """Return the word of a row."""
        return self.words[self.codes[row]]

    def between(self, low: int, high: int) -> list[str]:
        """Return the words of some rows."""
        codes = self.codes[low:high]
        return [self.words[code] for code in codes.tolist()]


@dataclass(frozen=True)
class _Text:
    """The columns of the tokens that signs are read from."""

    norm: _Words
    tag: _Words
    lemma: _Words
    spelling: _Words

    @classmethod
    def of(cls, tokens: pd.DataFrame) -> "_Text":
        return cls(
            norm=_Words(tokens["norm"]),
            tag=_Words(tokens["pos"]),
            lemma=_Words(tokens["lemma"]),
            spelling=_Words(tokens["token"]),
        )


@dataclass(frozen=True)
class _Rows:
    """The rows around each mention: the one before it, the two after it, the one before those."""

    earlier: Integers
    before: Integers
    after: Integers
    beyond: Integers

    @classmethod
    def around(cls, first: Integers, last: Integers, count: int) -> "_Rows":
        """Return the rows around mentions among `count` tokens."""
        end = count - 1
        return cls(
            earlier=np.maximum(first - 2, 0),
            before=np.maximum(first - 1, 0),
            after=np.minimum(last, end),
            beyond=np.minimum(last + 1, end),
        )


def read_signs(
    tokens: pd.DataFrame,
    first: Integers,
    last: Integers,
    open_kind: Flags,
) -> Signs:
    """Read the signs around each mention; appositions only where `open_kind` needs them."""
    text = _Text.of(tokens)
    rows = _Rows.around(first, last, len(tokens))
    norm = text.norm
    words = lexicon().words
    speaks_before = text.lemma.are(rows.before, words["speaking"])
    speaks_after = text.lemma.are(rows.after, words["speaking"])
    it_beyond = norm.are(rows.beyond, ["it", "its"])
    comma = norm.are(rows.after, COMMAS)
    says_it = speaks_after & it_beyond | comma & _explains_who_says_it(text, rows)
    small_before = ~_has_capital(text.spelling, rows.before)
    is_placed = _is_placed(norm, rows)
    human_noun = _is_noun_before(text, rows, small_before)
    may_be_body = norm.are(rows.before, lexicon().sources["either"])
    is_human = human_noun & ~may_be_body | _is_human(text, rows, comma)
    signs = Signs(
        speaks=_as_counts(speaks_before | speaks_after),
        placed=_as_counts(is_placed),
        articled=_as_counts(_is_articled(norm, rows, small_before)),
        human=_as_counts(is_human),
        body=_as_counts(_is_body(text, rows, comma)),
        as_it=_as_counts(says_it),
        explained=_as_counts(_is_explained_as_body(text, rows, comma)),
        calling=_callings(text, rows, human_noun),
    )
    explained = np.flatnonzero(open_kind & comma)
    sizes = last - first
    _add_appositions(signs, text, last, sizes, explained)
    return signs


def _explains_who_says_it(text: _Text, rows: _Rows) -> Flags:
    """Say which names explain who says what "it" does: "the applicant, Zorvex Homes, said it lost"."""
    end = len(text.norm.codes) - 1
    said = np.minimum(rows.beyond + 1, end)
    comma_before = text.norm.are(rows.before, [","])
    speaks = text.lemma.are(rows.beyond, lexicon().words["speaking"])
    return comma_before & speaks & text.norm.are(said, ["it", "its"])


def _is_placed(norm: _Words, rows: _Rows) -> Flags:
    """Say which names stand as those of places do: "in Leeds", "the mayor of Leeds"."""
    words = lexicon().words
    is_placed = norm.are(rows.before, words["placing"])
    is_seat = norm.are(rows.earlier, words["seats"])
    of_seat = norm.are(rows.before, ["of"])
    return is_placed | is_seat & of_seat


def _as_counts(marks: Flags) -> Floats:
    return marks.astype(float)


def _is_articled(norm: _Words, rows: _Rows, small_before: Flags) -> Flags:
    """Say which names have an article or a noun for a body before them: "the Fed", "carmaker Skoda"."""
    bodies = lexicon().sources["bodies"]
    has_article = norm.are(rows.before, ["the"])
    is_body_noun = norm.are(rows.before, bodies)
    pairs = [pair.split("-") for pair in lexicon().sources["body_pairs"]]
    for first, second in pairs:
        is_first = norm.are(rows.earlier, [first])
        is_body_noun |= is_first & norm.are(rows.before, [second])
    return has_article | is_body_noun & small_before


def _callings(text: _Text, rows: _Rows, is_calling: Flags) -> list[str]:
    """Return the calling before each name: "pilot Ida Moe", "the pilot, Ms Moe"; else nothing."""
    words = np.array(text.norm.words, object)
    before = words[text.norm.codes[rows.before]]
    behind_comma = _callings_behind_comma(text, rows)
    return np.where(is_calling, before, behind_comma).tolist()


def _callings_behind_comma(text: _Text, rows: _Rows) -> np.ndarray:
    """Return the title or office that a comma parts from each name, a polite title between apart."""
    norm = text.norm
    is_polite = norm.are_such(rows.before, _is_polite_title)
    comma = np.where(is_polite, rows.earlier, rows.before)
    noun = np.maximum(comma - 1, 0)
    is_comma = norm.are(comma, [","])
    follows_noun = is_comma & text.tag.are(noun, ["NN", "NNP"])
    is_office = norm.are_such_among(follows_noun, noun, lexicon().is_title)
    words = np.array(norm.words, object)
    return np.where(is_office, words[norm.codes[noun]], "")


def _is_polite_title(word: str) -> bool:
    """Say whether a word is a title like "Mr."."""
    return bare(word) in lexicon().polite_titles


def _is_noun_before(text: _Text, rows: _Rows, small_before: Flags) -> Flags:
    """Say before which names a noun for a person stands: "pilot Ida Moe"."""
    is_no_noun = text.tag.are(rows.before, NO_NOUNS)
    may_be_noun = small_before & ~is_no_noun
    return text.norm.are_such_among(may_be_noun, rows.before, is_human)


def _is_human(text: _Text, rows: _Rows, comma: Flags) -> Flags:
    """Say which names are those of people by what stands around them."""
    who_next = text.norm.are(rows.after, ["who"])
    who_behind_comma = text.norm.are(rows.beyond, ["who"])
    age_behind_comma = _is_age(text, rows.beyond)
    is_explained = _is_explained(text, rows)
    follows_comma = who_behind_comma | age_behind_comma
    return who_next | comma & follows_comma | is_explained


def _is_body(text: _Text, rows: _Rows, comma: Flags) -> Flags:
    """Say which names are those of bodies by what stands around them."""
    which_next = text.norm.are(rows.after, ["which"])
    which_beyond = text.norm.are(rows.beyond, ["which"])
    which_behind_comma = which_beyond & comma
    speaking = lexicon().words["speaking"]
    speaks = text.lemma.are(rows.after, speaking)
    their_beyond = text.norm.are(rows.beyond, ["their"])
    says_their = speaks & their_beyond
    owns = _owns(text.norm, rows)
    is_plural = _is_plural(text.norm, rows)
    is_explained = _is_explained_as_body(text, rows, comma)
    of_pronouns = which_next | which_behind_comma | says_their
    return of_pronouns | owns | is_plural | is_explained


def _is_explained_as_body(text: _Text, rows: _Rows, comma: Flags) -> Flags:
    """Say which names stand between commas after a noun for a body: "the regulator, Zorvex, said"."""
    comma_before = text.norm.are(rows.before, [","])
    is_body = text.norm.are(rows.earlier, lexicon().sources["bodies"])
    explained = comma_before & comma & is_body
    for number in np.flatnonzero(explained).tolist():
        end = int(rows.before[number])
        explained[number] = not _is_part_of_office(text, end)
    return explained


def _is_part_of_office(text: _Text, end: int) -> bool:
    """Say whether somebody's office ends here: "the chair of the school's governing *body*, Ida Moe,"."""
    low = max(end - APPOSITION, 0)
    words = text.norm.between(low, end)
    tags = text.tag.between(low, end)
    for number in range(len(words) - 1, 0, -1):
        is_link = words[number] in lexicon().words["links"]
        if is_link:
            return is_human(words[number - 1])
        if tags[number] not in INSIDE_TAGS:
            return False
    return False


def _is_explained(text: _Text, rows: _Rows) -> Flags:
    """Say which names stand between commas after a noun for a person: "his widow, Nimali, said"."""
    comma_before = text.norm.are(rows.before, [","])
    comma_after = text.norm.are(rows.after, [","])
    is_noun = text.tag.are(rows.earlier, ["NN"])
    may_be_body = text.norm.are(rows.earlier, lexicon().sources["either"])
    may_be_person = comma_before & comma_after & is_noun & ~may_be_body
    return text.norm.are_such_among(may_be_person, rows.earlier, is_human)


def _owns(norm: _Words, rows: _Rows) -> Flags:
    """Say which names have what only a body has: "shares in Zorvex", "Zorvex's customers"."""
    words = lexicon().words
    belongings = words["belongings"]
    is_of = norm.are(rows.before, words["belonging_to"])
    owned_before = norm.are(rows.earlier, belongings)
    is_genitive = norm.are(rows.after, GENITIVES)
    owned_after = norm.are(rows.beyond, belongings)
    return (is_of & owned_before) | (is_genitive & owned_after)


def _is_plural(norm: _Words, rows: _Rows) -> Flags:
    """Say which names are the only subject of a verb in the plural: "Zorvex have lost"."""
    words = lexicon().words
    is_listed = norm.are(rows.before, words["listing"])
    is_plural = norm.are(rows.after, words["plural_verbs"])
    return is_plural & ~is_listed


def _has_capital(spelling: _Words, rows: Integers) -> Flags:
    """Say at which rows a word begins with a capital letter of English."""
    capitals = ["A" <= word[:1] <= "Z" for word in spelling.words]
    has_capital = np.array(capitals, bool)
    return has_capital[spelling.codes[rows]]


def _is_age(text: _Text, rows: Integers) -> Flags:
    """Say at which rows an age between commas or brackets stands: "Ada Quist, 34, ran"."""
    end = len(text.norm.codes) - 1
    following = np.minimum(rows + 1, end)
    is_enclosed = text.norm.are(following, COMMAS) & (rows < end)
    is_age = np.zeros(len(rows), bool)
    for number in np.flatnonzero(is_enclosed).tolist():
        word = text.spelling.at(rows[number])
        is_age[number] = AGE.fullmatch(word) is not None
    return is_age


def _add_appositions(
    signs: Signs,
    text: _Text,
    last: Integers,
    sizes: Integers,
    rows: Integers,
) -> None:
    """Read "Norsk Hydro, the Oslo metals company," and "Ida Moe, a pilot,".

    A subject explains nobody ("according to Ida Moe, the pilot slept"), but a name of one word may be meant
    by it: "according to Zorvex, the company lost money".
    """
    lex = lexicon()
    for row in rows.tolist():
        low = int(last[row]) + 1
        high = low + APPOSITION
        words = text.norm.between(low, high)
        tags = text.tag.between(low, high)
        noun, is_subject = head_noun(words, tags)
        if noun in lex.sources["bodies"]:
            signs.body[row] += not is_subject or sizes[row] == 1
        elif noun and is_human(noun):
            signs.human[row] += not is_subject


def head_noun(words: list[str], tags: list[str]) -> tuple[str, bool]:
    """Return the head of the noun phrase at the beginning, or nothing, and whether a verb follows it."""
    if not tags or tags[0] not in OPENING_TAGS:
        return "", False
    head = ""
    for word, tag in zip(words, tags, strict=True):
        if tag not in INSIDE_TAGS:
            return head, tag in SUBJECT_OF
        if tag in NOUN_TAGS:
            head = word
        elif tag == "NNP" and head and is_human(head):
            return "", False  # "In Leeds, nurse Ida Moe said"
    return head, False
