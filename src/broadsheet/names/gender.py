"""The gender of people, from titles, from pronouns in the articles, from given names; or unknown.

A title binds. A pronoun counts for the only person whom its sentence, or the one before, has named.
A given name counts where its bearers nearly all over the world share a gender.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .forms import Key
from .lexicon import Lexicon
from .people import People

AGREED = (
    0.8  # of the pronouns that point at somebody, the share that must be of one gender
)
OVERRULE = 3  # pronouns it takes to be believed against the given name
SUBJECTS = ["he", "she"]
LEADING_AWAY = [":", "'s", "’s"]  # after a name
GENDERS = ["", "female", "male", "other"]
DECLARED = 100  # pronouns that "she/her" or "they/them" after a name is worth
EVIDENCE = ["", "title", "pronoun", "first name"]


def settle_genders(
    people: People,
    by_titles: dict[int, set[str]],
    pronouns: dict[int, Counter[str]],
) -> dict[int, tuple[str, str]]:
    """Return for each person the gender and the evidence for it, both empty where nothing tells.

    Args:
        people: The people of the corpus.
        by_titles: The genders that titles and callings tell of each person.
        pronouns: How many pronouns of each gender point at each person.
    """
    settled = {}
    for number, form in people.fullest.items():
        titled = by_titles.get(number, set()) - {""}
        by_name = gender_of_name(people.keys[form], people)
        settled[number] = _weigh(titled, pronouns.get(number), by_name)
    return settled


def _weigh(
    titled: set[str],
    votes: Counter[str] | None,
    by_name: str,
) -> tuple[str, str]:
    """Weigh titles before pronouns, and pronouns before a given name."""
    if len(titled) == 1:
        return next(iter(titled)), "title"
    if votes:
        gender, count = votes.most_common(1)[0]
        agreed = count >= AGREED * votes.total()
        not_against_name = by_name in ("", gender) or count >= OVERRULE
        if agreed and not_against_name:
            single = by_name == gender and count == 1
            return gender, "first name" if single else "pronoun"
    return (by_name, "first name") if by_name else ("", "")


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
    before_family = key[:-1] or key
    for word in before_family:
        if len(word.strip(".")) > 1:
            return lex.gender_of(word)
    return ""


def _by_patronym(key: Key, lex: Lexicon) -> str:
    """Read the middle of Vietnamese and Malay names: "Thị" and "binti" are a woman's."""
    middle = set(key[1:-1])
    if middle & lex.words["patronyms_female"]:
        return "female"
    vietnamese = "van" not in middle or key[0] in lex.words["family_first"]
    return "male" if vietnamese and middle & lex.words["patronyms_male"] else ""


def count_pronouns(
    tokens: pd.DataFrame,
    first: np.ndarray,
    last: np.ndarray,
    person: np.ndarray,
    lex: Lexicon,
) -> dict[int, Counter[str]]:
    """Count the pronouns of each gender that can point at nobody but one person.

    Args:
        tokens: What `tokenize` returns.
        first: The first token of each mention of a name.
        last: The token after each.
        person: Whom each names; -1 for nobody.
        lex: The lists of words.
    """
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    is_person = person >= 0
    if not is_person.any():
        return votes
    scene = _Scene.of(tokens, first[is_person], last[is_person], person[is_person])
    norm = tokens["norm"].cat
    for gender in ("female", "male"):
        words = norm.categories.isin(lex.sources[f"pronouns_{gender}"])
        pronouns = np.flatnonzero(words[norm.codes] & scene.outside)
        for number, count in Counter(scene.meant_by(pronouns)).items():
            votes[number][gender] += count
    for number, gender in _declared(tokens, scene, lex):
        votes[number][gender] += DECLARED
    return votes


def gender_declared(word: str, lex: Lexicon) -> str:
    """Return the gender that pronouns given as such tell: "she/her", "they/them"; nothing for other words."""
    parts = word.split("/")
    if len(parts) < 2:
        return ""
    kinds = [
        gender
        for part in parts
        for gender, listed in (
            ("female", "pronouns_female"),
            ("male", "pronouns_male"),
            ("other", "pronouns_group"),
        )
        if part in lex.sources[listed]
    ]
    if len(kinds) < len(parts) or set(kinds) == {"female", "male"}:
        return ""
    return kinds[0] if len(set(kinds)) == 1 else "other"


def _declared(
    tokens: pd.DataFrame, scene: "_Scene", lex: Lexicon
) -> list[tuple[int, str]]:
    """Return whose pronouns an article gives: those of the last person named in the sentence."""
    norm = tokens["norm"].cat
    genders = np.array([gender_declared(word, lex) for word in norm.categories])
    is_given = (genders != "")[norm.codes]
    words = np.flatnonzero(is_given)
    last = np.searchsorted(scene.rows, words) - 1
    found = []
    for word, place in zip(words.tolist(), last.tolist(), strict=True):
        row = scene.rows[place]
        same_article = scene.article[row] == scene.article[word]
        if place >= 0 and same_article and scene.sentence[row] == scene.sentence[word]:
            gender = str(genders[norm.codes.iloc[word]])
            found.append((int(scene.who[place]), gender))
    return found


@dataclass(frozen=True)
class _Scene:
    """Arrays over the tokens, and where the people stand among them (`rows`, `who`).

    After a name with a colon stand that person's own words, and after one with "'s" may follow a relative:
    pronouns there mean others (`leads_away`).
    """

    article: np.ndarray
    paragraph: np.ndarray
    sentence: np.ndarray
    outside: np.ndarray
    subject: np.ndarray
    commas: np.ndarray
    rows: np.ndarray
    who: np.ndarray
    alone: np.ndarray
    leads_away: np.ndarray

    @classmethod
    def of(
        cls, tokens: pd.DataFrame, rows: np.ndarray, after: np.ndarray, who: np.ndarray
    ) -> "_Scene":
        """Gather the arrays; `after` are the tokens that follow the names."""
        sentence = tokens["sentence"].to_numpy()
        article = tokens["article"].cat.codes.to_numpy()
        norm = tokens["norm"].cat
        following = np.minimum(after, len(tokens) - 1)
        return cls(
            article=article,
            paragraph=tokens["paragraph"].to_numpy(),
            sentence=sentence,
            outside=~_quoted(tokens),
            subject=norm.categories.isin(SUBJECTS)[norm.codes],
            commas=np.cumsum(norm.categories.isin([","])[norm.codes]),
            rows=rows,
            who=who,
            alone=_alone_in_sentence(sentence[rows], article[rows], who),
            leads_away=norm.categories.isin(LEADING_AWAY)[
                norm.codes.to_numpy()[following]
            ],
        )

    def meant_by(self, pronouns: np.ndarray) -> list[int]:
        """Return the people at whom these pronouns point beyond doubt."""
        last = np.searchsorted(self.rows, pronouns) - 1
        follows = last >= 0
        token = pronouns[follows]
        last = last[follows]
        row = self.rows[last]
        clear = self._is_near(token, row) & self._is_plain(token, row)
        clear &= self.alone[last] & self.outside[row] & ~self.leads_away[last]
        return self.who[last[clear]].tolist()

    def _is_near(self, token: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Say which pronouns stand in the sentence of the name or the next."""
        same_article = self.article[row] == self.article[token]
        return same_article & (self.sentence[token] - self.sentence[row] <= 1)

    def _is_plain(self, token: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Say which pronouns cannot be of somebody else in their sentence.

        A new sentence may speak of another in its object, an aside of another's: "…, head of his firm".
        """
        previous = np.maximum(token - 1, 0)
        first_word = self.sentence[previous] != self.sentence[token]
        opening = first_word & (self.paragraph[token] == self.paragraph[row])
        same_sentence = self.sentence[token] == self.sentence[row]
        unbroken = self.commas[token] == self.commas[row]
        return opening | (same_sentence & (self.subject[token] | unbroken))


def _alone_in_sentence(
    sentence: np.ndarray,
    article: np.ndarray,
    who: np.ndarray,
) -> np.ndarray:
    """Say of each mention whether its sentence has named nobody else so far."""
    new_sentence = sentence[1:] != sentence[:-1]
    new_article = article[1:] != article[:-1]
    opens = np.r_[True, new_sentence | new_article]
    group = np.cumsum(opens) - 1
    leader = who[np.flatnonzero(opens)][group]
    is_other = who != leader
    others = np.cumsum(is_other)
    at_start = others[np.flatnonzero(opens)]
    return others == at_start[group]


def _quoted(tokens: pd.DataFrame) -> np.ndarray:
    """Say which tokens stand inside quotation marks; none where the tokens do not tell."""
    if "quoted" in tokens:
        return tokens["quoted"].to_numpy(bool)
    return np.zeros(len(tokens), bool)
