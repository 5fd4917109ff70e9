"""The gender of people, from titles, from pronouns in the articles, from given names; or unknown.

A title binds. A pronoun counts for the only person whom its sentence, or the one before, has named.
A given name counts where its bearers nearly all over the world share a gender.
"""

from collections import Counter, defaultdict

import numpy as np
import pandas as pd

from .lexicon import Lexicon
from .people import Key, People

AGREED = 0.8  # of the pronouns that point at somebody, the share that must be of one gender
OVERRULE = 3  # pronouns it takes to be believed against the given name
SUBJECTS = ["he", "she"]
EVIDENCE = ["", "title", "pronoun", "first name"]


def settle_genders(
    people: People, told: dict[int, set[str]], pronouns: dict[int, Counter]
) -> dict[int, tuple[str, str]]:
    """Return for each person the gender and the evidence for it, both empty where nothing tells.

    Args:
        people: The people of the corpus.
        told: The genders that titles and callings tell of each person.
        pronouns: How many pronouns of each gender point at each person.
    """
    settled = {}
    for number, form in people.fullest.items():
        by_name = gender_of_name(people.keys[form], people)
        settled[number] = _weigh(told.get(number, set()) - {""}, pronouns.get(number), by_name)
    return settled


def _weigh(told: set[str], votes: Counter | None, by_name: str) -> tuple[str, str]:
    if len(told) == 1:
        return next(iter(told)), "title"
    gender, count = votes.most_common(1)[0] if votes else ("", 0)
    agreed = votes is not None and count >= AGREED * votes.total()
    if agreed and (by_name in ("", gender) or count >= OVERRULE):
        return gender, "first name" if by_name == gender and count == 1 else "pronoun"
    return by_name, "first name" if by_name else ""


def gender_of_name(key: Key, people: People) -> str:
    """Return the gender that a full name tells, or nothing."""
    lex = people.lex
    by_middle = _by_patronym(key, lex)
    if by_middle:
        return by_middle
    if people.is_family_first(key):
        return ""
    if len(key) > 2:
        double = lex.gender_of("-".join(key[:2]))
        if double:
            return double
    given = [word for word in key[:-1] or key if len(word.strip(".")) > 1]
    return lex.gender_of(given[0]) if given else ""


def _by_patronym(key: Key, lex: Lexicon) -> str:
    """Read the middle of Vietnamese and Malay names: "Thị" and "binti" are a woman's."""
    middle = set(key[1:-1])
    if middle & lex.words["patronyms_female"]:
        return "female"
    vietnamese = "van" not in middle or key[0] in lex.words["family_first"]
    return "male" if vietnamese and middle & lex.words["patronyms_male"] else ""


def count_pronouns(
    tokens: pd.DataFrame, first: np.ndarray, person: np.ndarray, lex: Lexicon
) -> dict[int, Counter]:
    """Count the pronouns of each gender that can point at nobody but one person."""
    sentence = tokens["sentence"].to_numpy()
    paragraph = tokens["paragraph"].to_numpy()
    article = tokens["article"].cat.codes.to_numpy()
    named = np.flatnonzero(person >= 0)
    votes: dict[int, Counter] = defaultdict(Counter)
    if not len(named):
        return votes
    rows = first[named]
    who = person[named]
    alone = _alone_in_sentence(sentence[rows], article[rows], who)
    outside = ~_quoted(tokens)
    norm = tokens["norm"].cat
    commas = np.cumsum(norm.categories.isin([","])[norm.codes])
    for gender in ("female", "male"):
        mask = norm.categories.isin(lex.sources[f"pronouns_{gender}"])
        token = np.flatnonzero(mask[norm.codes] & outside)
        last = np.searchsorted(rows, token) - 1
        token, last = token[last >= 0], last[last >= 0]
        row = rows[last]
        near = (article[row] == article[token]) & (sentence[token] - sentence[row] <= 1)
        same = sentence[token] == sentence[row]
        # A new sentence may speak of another in its object, an aside of another's: "…, head of his firm".
        first_word = sentence[np.maximum(token - 1, 0)] != sentence[token]
        opening = first_word & (paragraph[token] == paragraph[row])
        subject = norm.categories.isin(SUBJECTS)[norm.codes[token]]
        unbroken = commas[token] == commas[row]
        clear = near & alone[last] & outside[row] & (opening | (same & (subject | unbroken)))
        for number, count in Counter(who[last[clear]].tolist()).items():
            votes[number][gender] += count
    return votes


def _alone_in_sentence(sentence: np.ndarray, article: np.ndarray, who: np.ndarray) -> np.ndarray:
    """Say of each mention whether its sentence has named nobody else so far."""
    opens = np.r_[True, (sentence[1:] != sentence[:-1]) | (article[1:] != article[:-1])]
    group = np.cumsum(opens) - 1
    starts = np.flatnonzero(opens)
    others = np.cumsum(who != who[starts][group])
    before_sentence = others[starts] - (who[starts] != who[starts][group[starts]])
    return others == before_sentence[group]


def _quoted(tokens: pd.DataFrame) -> np.ndarray:
    """Say which tokens stand inside quotation marks; none where the tokens do not tell."""
    if "quoted" in tokens:
        return tokens["quoted"].to_numpy(bool)
    return np.zeros(len(tokens), bool)
