"""The gender of people, from titles, from pronouns in the articles, from given names; or unknown.

A title binds. A pronoun counts for the only person whom its sentence, or the one before, has named.
A given name counts where its bearers nearly all over the world share a gender.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..arrays import Flags, Integers
from .forms import Key
from .lexicon import Lexicon, lexicon
from .people import People

# Of the pronouns that point at somebody, the share that must be of one gender.
AGREED = 0.8
OVERRULE = 3  # pronouns it takes to be believed against the given name
LEADING_AWAY = [":", "'s", "’s"]  # after a name
GENDERS = ["", "female", "male", "other"]
DECLARED = 100  # pronouns that "she/her" or "they/them" after a name is worth
PRONOUNS = {
    "pronouns_female": "female",
    "pronouns_male": "male",
    "pronouns_group": "other",
}
EVIDENCE = ["", "title", "pronoun", "first name"]


NO_EVIDENCE = ("", "")


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
        votes = pronouns.get(number)
        settled[number] = _weigh(titled, votes, by_name)
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
        is_agreed = count >= AGREED * votes.total()
        suits_name = by_name in ("", gender)
        if is_agreed and (suits_name or count >= OVERRULE):
            is_single = by_name == gender and count == 1
            return gender, "first name" if is_single else "pronoun"
    if by_name:
        return by_name, "first name"
    return NO_EVIDENCE


def gender_of_name(key: Key, people: People) -> str:
    """Return the gender that a full name tells, or nothing."""
    lex = people.lex
    by_middle = _by_patronym(key, lex)
    if by_middle:
        return by_middle
    if people.is_family_first(key):
        return ""
    if len(key) > 2:
        double = "-".join(key[:2])
        by_double = lex.gender_of(double)
        if by_double:
            return by_double
    before_family = key[:-1] or key
    for word in before_family:
        is_initial = len(word.strip(".")) <= 1
        if not is_initial:
            return lex.gender_of(word)
    return ""


def _by_patronym(key: Key, lex: Lexicon) -> str:
    """Read the middle of Vietnamese and Malay names: "Thị" and "binti" are a woman's."""
    middle = set(key[1:-1])
    if middle & lex.words["patronyms_female"]:
        return "female"
    if not middle & lex.words["patronyms_male"]:
        return ""
    is_vietnamese = key[0] in lex.words["family_first"]
    if "van" in middle and not is_vietnamese:
        return ""
    return "male"


def count_pronouns(
    tokens: pd.DataFrame,
    first: Integers,
    last: Integers,
    person: Integers,
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
    first = first[is_person]
    last = last[is_person]
    scene = _Scene.of(tokens, first, last, person[is_person])
    for gender in ("female", "male"):
        is_pronoun = _are_words(tokens, lex.sources[f"pronouns_{gender}"])
        pronouns = np.flatnonzero(is_pronoun & scene.outside)
        for number in scene.meant_by(pronouns):
            votes[number][gender] += 1
    for number, gender in _declared(tokens, scene, lex):
        votes[number][gender] += DECLARED
    return votes


def _are_words(tokens: pd.DataFrame, words: Iterable[str]) -> Flags:
    """Say which tokens are one of these words."""
    norm = tokens["norm"].cat
    is_listed = norm.categories.isin(list(words))
    return is_listed[norm.codes]


def gender_declared(word: str, lex: Lexicon) -> str:
    """Return the gender that pronouns given as such tell: "she/her", "they/them"; nothing for other words."""
    if "/" not in word:
        return ""
    parts = word.split("/")
    genders = set()
    for part in parts:
        gender = _gender_of_pronoun(part, lex)
        if not gender:
            return ""
        genders.add(gender)
    if genders == {"female", "male"}:
        return ""
    if len(genders) > 1:
        return "other"
    return genders.pop()


def _gender_of_pronoun(word: str, lex: Lexicon) -> str:
    for listed, gender in PRONOUNS.items():
        if word in lex.sources[listed]:
            return gender
    return ""


def _declared(
    tokens: pd.DataFrame, scene: "_Scene", lex: Lexicon
) -> list[tuple[int, str]]:
    """Return whose pronouns an article gives: those of the last person named in the sentence."""
    norm = tokens["norm"].cat
    of_words = [gender_declared(word, lex) for word in norm.categories.tolist()]
    genders = np.array(of_words)
    declares = genders != ""
    used = norm.categories.isin(["uses", "use"])[norm.codes]
    is_they = norm.categories.isin(["they"])[norm.codes]
    uses_they = is_they & np.append(False, used[:-1])  # "who uses they and them"
    words = np.flatnonzero(declares[norm.codes] | uses_they)
    last = np.searchsorted(scene.rows, words) - 1
    pairs = zip(words.tolist(), last.tolist(), strict=True)
    declared = []
    for word, number in pairs:
        if number < 0:
            continue
        row = scene.rows[number]
        same_article = scene.article[row] == scene.article[word]
        same_sentence = scene.sentence[row] == scene.sentence[word]
        if same_article and same_sentence:
            person = int(scene.who[number])
            gender = genders[norm.codes.iloc[word]] or "other"
            declared.append((person, str(gender)))
    return declared


@dataclass(frozen=True)
class _Scene:
    """Arrays over the tokens, and where the people stand among them (`rows`, `who`).

    After a name with a colon stand that person's own words, and after one with "'s" may follow a relative:
    pronouns there mean others (`leads_away`).
    """

    article: Integers
    paragraph: Integers
    sentence: Integers
    outside: Flags
    subject: Flags
    commas: Integers
    rows: Integers
    who: Integers
    alone: Flags
    leads_away: Flags

    @classmethod
    def of(
        cls, tokens: pd.DataFrame, rows: Integers, after: Integers, who: Integers
    ) -> "_Scene":
        """Gather the arrays; `after` are the tokens that follow the names."""
        sentence = tokens["sentence"].to_numpy()
        article = tokens["article"].cat.codes.to_numpy()
        last_token = len(tokens) - 1
        following = np.minimum(after, last_token)
        is_comma = _are_words(tokens, [","])
        leads_away = _are_words(tokens, LEADING_AWAY)
        return cls(
            article=article,
            paragraph=tokens["paragraph"].to_numpy(),
            sentence=sentence,
            outside=~_quoted(tokens),
            subject=_are_words(tokens, lexicon().words["subjects"]),
            commas=np.cumsum(is_comma),
            rows=rows,
            who=who,
            alone=_alone_in_sentence(sentence[rows], article[rows], who),
            leads_away=leads_away[following],
        )

    def meant_by(self, pronouns: Integers) -> list[int]:
        """Return the people at whom these pronouns point beyond doubt."""
        last = np.searchsorted(self.rows, pronouns) - 1
        follows_name = last >= 0
        token = pronouns[follows_name]
        last = last[follows_name]
        row = self.rows[last]
        is_clear = self._is_near(token, row)
        is_clear &= self._is_plain(token, row)
        is_clear &= self.alone[last]
        is_clear &= self.outside[row]
        is_clear &= ~self.leads_away[last]
        people = self.who[last[is_clear]]
        return people.tolist()

    def _is_near(self, token: Integers, row: Integers) -> Flags:
        """Say which pronouns stand in the sentence of the name or the next."""
        same_article = self.article[row] == self.article[token]
        apart = self.sentence[token] - self.sentence[row]
        return same_article & (apart <= 1)

    def _is_plain(self, token: Integers, row: Integers) -> Flags:
        """Say which pronouns cannot be of somebody else in their sentence.

        A new sentence may speak of another in its object, an aside of another's: "…, head of his firm".
        """
        previous = np.maximum(token - 1, 0)
        first_word = self.sentence[previous] != self.sentence[token]
        same_paragraph = self.paragraph[token] == self.paragraph[row]
        same_sentence = self.sentence[token] == self.sentence[row]
        is_unbroken = self.commas[token] == self.commas[row]
        is_subject = self.subject[token]
        opens_sentence = first_word & same_paragraph
        is_of_sentence = same_sentence & (is_subject | is_unbroken)
        return opens_sentence | is_of_sentence


def _alone_in_sentence(
    sentence: Integers,
    article: Integers,
    who: Integers,
) -> Flags:
    """Say of each mention whether its sentence has named nobody else so far."""
    new_sentence = sentence[1:] != sentence[:-1]
    new_article = article[1:] != article[:-1]
    opens = np.append(True, new_sentence | new_article)
    group = np.cumsum(opens) - 1
    first = np.flatnonzero(opens)
    leader = who[first][group]
    is_other = who != leader
    others = np.cumsum(is_other)
    before = others[first]
    return others == before[group]


def _quoted(tokens: pd.DataFrame) -> Flags:
    """Say which tokens stand inside quotation marks; none where the tokens do not tell."""
    if "quoted" in tokens:
        return tokens["quoted"].to_numpy(bool)
    return np.zeros(len(tokens), bool)
