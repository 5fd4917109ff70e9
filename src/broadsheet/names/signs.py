"""What the words around a name say about its kind: verbs, "who" and "which", callings, appositions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .lexicon import Lexicon, lexicon

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
AGE = re.compile(r"[1-9]\d")
SIGNS = ("speaks", "placed", "articled", "human", "body", "as_it")


def is_human(noun: str, lex: Lexicon) -> bool:
    """Say whether a common noun is one for a person.

    >>> is_human("shopkeeper", lexicon()), is_human("company", lexicon())
    (True, False)
    """
    if lex.is_title(noun):
        return True
    if noun in lex.sources["things"]:
        return False
    return lex.person_noun.search(noun) is not None


@dataclass
class Signs:
    """Counts over the mentions: each a float array, one value a mention."""

    speaks: np.ndarray
    placed: np.ndarray
    articled: np.ndarray
    human: np.ndarray
    body: np.ndarray
    as_it: np.ndarray
    calling: list[str]

    def shares(self, form: np.ndarray, size: int) -> dict[str, np.ndarray]:
        """Return for each form the share of its mentions that shows each sign."""
        total = np.maximum(np.bincount(form, minlength=size), 1)
        return {
            name: np.bincount(form, getattr(self, name), size) / total for name in SIGNS
        }


class _Words:
    """One column of the tokens, asked at some rows only."""

    def __init__(self, column: pd.Series):
        self.words = column.cat.categories.tolist()
        self.codes = column.cat.codes.to_numpy()
        self.number = {word: code for code, word in enumerate(self.words)}

    def are(self, rows: np.ndarray, group: Iterable[str]) -> np.ndarray:
        """Say at which of the rows one of these words stands."""
        mask = np.zeros(len(self.words), bool)
        for word in group:
            if word in self.number:
                mask[self.number[word]] = True
        return mask[self.codes[rows]]

    def between(self, low: int, high: int) -> list[str]:
        """Return the words of some rows."""
        return [self.words[code] for code in self.codes[low:high].tolist()]


def read_signs(
    tokens: pd.DataFrame,
    first: np.ndarray,
    last: np.ndarray,
    open_kind: np.ndarray,
) -> Signs:
    """Read the signs around each mention; appositions only where `open_kind` needs them."""
    lex = lexicon()
    norm = _Words(tokens["norm"])
    tag = _Words(tokens["pos"])
    lemma = _Words(tokens["lemma"])
    spelling = _Words(tokens["token"])
    end = len(tokens) - 1
    before = np.maximum(first - 1, 0)
    after = np.minimum(last, end)
    beyond = np.minimum(last + 1, end)

    speaking = lex.words["speaking"]
    speaks = lemma.are(before, speaking) | lemma.are(after, speaking)
    comma = norm.are(after, [",", "("])
    small_before = ~_has_capital(spelling, before)
    may_be_noun = small_before & ~tag.are(before, NO_NOUNS)
    human_noun = _is_human_noun(norm, before, lex) & may_be_noun
    body_noun = norm.are(before, lex.sources["bodies"]) & small_before
    who_follows = comma & norm.are(beyond, ["who"])
    which_follows = comma & norm.are(beyond, ["which"])
    age_follows = comma & _is_age(spelling, norm, beyond)
    explained = _is_explained(norm, tag, first, after)
    human = norm.are(after, ["who"]) | who_follows | age_follows | human_noun
    human |= explained
    body = (
        norm.are(after, ["which"]) | which_follows | _owns(norm, first, after, beyond)
    )
    body |= _is_plural(norm, before, after)
    speaking_next = lemma.are(after, speaking)
    speaks_as_it = speaking_next & norm.are(beyond, ["it", "its"])
    body |= speaking_next & norm.are(beyond, ["their"])
    nouns = np.array(norm.words, object)[norm.codes[before]]
    signs = Signs(
        speaks=speaks.astype(float),
        placed=norm.are(before, lex.words["placing"]).astype(float),
        articled=(norm.are(before, ["the"]) | body_noun).astype(float),
        human=human.astype(float),
        body=body.astype(float),
        as_it=speaks_as_it.astype(float),
        calling=np.where(human_noun, nouns, "").tolist(),
    )
    rows = np.flatnonzero(open_kind & comma)
    _add_appositions(signs, _Text(norm, tag), last, rows)
    return signs


def _is_explained(
    norm: _Words, tag: _Words, first: np.ndarray, after: np.ndarray
) -> np.ndarray:
    """Say which names stand between commas after a noun for a person: "his widow, Nimali, said"."""
    before = np.maximum(first - 1, 0)
    earlier = np.maximum(first - 2, 0)
    enclosed = norm.are(before, [","]) & norm.are(after, [","])
    noun = tag.are(earlier, ["NN"]) & enclosed
    return noun & _is_human_noun(norm, earlier, lexicon())


def _owns(
    norm: _Words,
    first: np.ndarray,
    after: np.ndarray,
    beyond: np.ndarray,
) -> np.ndarray:
    """Say which names have what only a body has: "shares in Zorvex", "Zorvex's customers"."""
    lex = lexicon()
    belongings = lex.words["belongings"]
    before = np.maximum(first - 1, 0)
    earlier = np.maximum(first - 2, 0)
    is_of = norm.are(before, lex.words["belonging_to"])
    owned_before = is_of & norm.are(earlier, belongings)
    owned_after = norm.are(after, ["'s", "’s"]) & norm.are(beyond, belongings)
    return owned_before | owned_after


def _is_plural(norm: _Words, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Say which names are the only subject of a verb in the plural: "Zorvex have lost"."""
    words = lexicon().words
    listed = norm.are(before, words["listing"])
    return norm.are(after, words["plural_verbs"]) & ~listed


def _has_capital(spelling: _Words, rows: np.ndarray) -> np.ndarray:
    """Say at which rows a word begins with a capital letter of English."""
    initials = np.array(["A" <= word[:1] <= "Z" for word in spelling.words], bool)
    return initials[spelling.codes[rows]]


def _is_human_noun(norm: _Words, rows: np.ndarray, lex: Lexicon) -> np.ndarray:
    """Say at which rows a noun for a person stands; each distinct word is judged once."""
    distinct, place = np.unique(norm.codes[rows], return_inverse=True)
    human = [is_human(norm.words[code], lex) for code in distinct.tolist()]
    return np.array(human, bool)[place]


def _is_age(spelling: _Words, norm: _Words, rows: np.ndarray) -> np.ndarray:
    """Say at which rows an age between commas or brackets stands: "Ada Quist, 34, ran"."""
    following = np.minimum(rows + 1, len(norm.codes) - 1)
    enclosed = (rows < len(norm.codes) - 1) & norm.are(following, [",", "("])
    number = np.zeros(len(rows), bool)
    for i in np.flatnonzero(enclosed).tolist():
        word = spelling.words[spelling.codes[rows[i]]]
        number[i] = AGE.fullmatch(word) is not None
    return number


@dataclass(frozen=True)
class _Text:
    """Words and tags of the tokens."""

    norm: _Words
    tag: _Words


def _add_appositions(
    signs: Signs,
    text: _Text,
    last: np.ndarray,
    rows: np.ndarray,
) -> None:
    """Read "Norsk Hydro, the Oslo metals company," and "Ida Moe, a pilot,"."""
    lex = lexicon()
    for row in rows.tolist():
        low = int(last[row]) + 1
        high = low + APPOSITION
        words = text.norm.between(low, high)
        tags = text.tag.between(low, high)
        noun = head_noun(words, tags)
        if noun in lex.sources["bodies"]:
            signs.body[row] += 1
        elif noun and is_human(noun, lex):
            signs.human[row] += 1


def head_noun(words: list[str], tags: list[str]) -> str:
    """Return the head of the noun phrase at the beginning, if it is a phrase with an article or so."""
    if not tags or tags[0] not in OPENING_TAGS:
        return ""
    head = ""
    for word, tag in zip(words, tags, strict=True):
        if tag not in INSIDE_TAGS:
            break
        if tag in NOUN_TAGS:
            head = word
    return head
