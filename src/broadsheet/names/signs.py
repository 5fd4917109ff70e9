"""What the words around a name say about its kind: verbs, "who" and "which", callings, appositions."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .lexicon import Lexicon, lexicon

APPOSITION = 8  # tokens in which the head of "…, the Swiss food group," is looked for
NOUN_TAGS = {"NN", "NNS"}
INSIDE_TAGS = {"DT", "JJ", "NN", "NNS", "NNP", "CD", "VBN", "VBG", "POS", "HYPH", "PRP$"}
SHARES = {"shares", "stock", "stake", "subsidiary"}


def is_human(noun: str, lex: Lexicon) -> bool:
    """Say whether a common noun is one for a person.

    >>> is_human("shopkeeper", lexicon()), is_human("company", lexicon())
    (True, False)
    """
    if lex.is_title(noun):
        return True
    return noun not in lex.sources["things"] and lex.person_noun.search(noun) is not None


@dataclass
class Signs:
    """Counts over the mentions: each a float array, one value a mention."""

    speaks: np.ndarray
    placed: np.ndarray
    articled: np.ndarray
    human: np.ndarray
    body: np.ndarray
    calling: list[str]

    def shares(self, form: np.ndarray, size: int) -> dict[str, np.ndarray]:
        """Return for each form the share of its mentions that shows each sign."""
        total = np.maximum(np.bincount(form, minlength=size), 1)
        names = ("speaks", "placed", "articled", "human", "body")
        return {name: np.bincount(form, getattr(self, name), size) / total for name in names}


def read_signs(tokens: pd.DataFrame, first: np.ndarray, last: np.ndarray, open_kind: np.ndarray) -> Signs:
    """Read the signs around each mention; appositions only where `open_kind` needs them."""
    lex = lexicon()
    norm = tokens["norm"].cat
    lemma = tokens["lemma"].cat
    words = norm.categories
    before = np.maximum(first - 1, 0)
    after = np.minimum(last, len(tokens) - 1)
    beyond = np.minimum(last + 1, len(tokens) - 1)

    def listed(group) -> np.ndarray:
        return words.isin(set(group))[norm.codes]

    speaking = lemma.categories.isin(lex.words["speaking"])[lemma.codes]
    comma = listed([",", "("])
    who = listed(["who"])
    which = listed(["which"])
    number = tokens["token"].cat.categories.astype(str).str.fullmatch(r"[1-9]\d")
    age = number[tokens["token"].cat.codes] & comma_after(comma)
    capital = tokens["token"].cat.categories.astype(str).str.match("[A-Z]")[tokens["token"].cat.codes]
    human_noun = np.array([is_human(word, lex) for word in words], bool)[norm.codes] & ~capital
    body_noun = listed(lex.sources["bodies"]) & ~capital
    article = listed(["the"])
    human = who[after] | (comma[after] & (who[beyond] | age[beyond])) | human_noun[before]
    body = which[after] | (comma[after] & which[beyond]) | (listed(SHARES)[np.maximum(first - 2, 0)])
    signs = Signs(
        speaks=(speaking[before] | speaking[after]).astype(float),
        placed=listed(lex.words["placing"])[before].astype(float),
        articled=(article | body_noun)[before].astype(float),
        human=human.astype(float),
        body=body.astype(float),
        calling=_callings(tokens, before, human_noun),
    )
    _add_appositions(signs, tokens, last, np.flatnonzero(open_kind & comma[after]), lex)
    return signs


def comma_after(comma: np.ndarray) -> np.ndarray:
    """Say of each token whether a comma or bracket follows."""
    return np.r_[comma[1:], False]


def _callings(tokens: pd.DataFrame, before: np.ndarray, human_noun: np.ndarray) -> list[str]:
    """Return the common noun for a person that stands before each name, or nothing."""
    words = tokens["norm"].cat.categories.to_numpy(object)
    codes = tokens["norm"].cat.codes.to_numpy()
    callings = words[codes[before]]
    return np.where(human_noun[before], callings, "").tolist()


def _add_appositions(
    signs: Signs, tokens: pd.DataFrame, last: np.ndarray, rows: np.ndarray, lex: Lexicon
) -> None:
    """Read "Nestlé, the Swiss food group," and "Hine Parata, a carver,"."""
    norm = tokens["norm"].cat.categories.to_numpy(object)
    codes = tokens["norm"].cat.codes.to_numpy()
    tags = tokens["pos"].cat.categories.to_numpy(object)
    tag_codes = tokens["pos"].cat.codes.to_numpy()
    for row in rows.tolist():
        low = int(last[row]) + 1
        high = min(low + APPOSITION, len(codes))
        window_tags = tags[tag_codes[low:high]].tolist()
        noun = head_noun(norm[codes[low:high]].tolist(), window_tags)
        if noun in lex.sources["bodies"]:
            signs.body[row] += 1
        elif noun and is_human(noun, lex):
            signs.human[row] += 1


def head_noun(words: list[str], tags: list[str]) -> str:
    """Return the head of the noun phrase at the beginning, if it is a phrase with an article or so."""
    head = ""
    for i, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if i == 0 and tag not in ("DT", "PRP$", "NN", "JJ", "NNP"):
            return ""
        if tag not in INSIDE_TAGS:
            break
        if tag in NOUN_TAGS:
            head = word
    return head
