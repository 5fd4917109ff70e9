"""From sources as written to speakers: who said it, in what role, and whether they are named.

Articles are read from the top. Each source is cut into its noun phrase and what explains it; a name in
it decides, otherwise what the article has told so far: roles tied to names, the last one who spoke, the
unnamed and the groups already met.
"""

import re
import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.frames import category_type

from .descriptions import Descriptions, named
from .find import find_names_and_callings
from .gender import NO_EVIDENCE
from .initials import Initials
from .lexicon import fold_name
from .named_sources import NamedSources
from .phrases import STOPS, VERBS, WITHIN, Mention, Phrases, Source
from .pronouns import Pronouns
from .roles import Roles
from .subjects import GENDER_OF, Subjects
from .who import NOBODY, Spoken, Story, Who

KINDS = ["person", "organisation", "group", "unnamed"]
GENDER_COLUMNS = ["gender", "gender_evidence"]
NO_LETTERS = re.compile(r"[^\w ]")
TRAILING = {"'s", "'", '"', "''"} | STOPS
FAR = 8  # tokens from the beginning of a source in which "A, B and C" begins
# Tokens between a name and the "who" or "which" that means it.
WHO_REACH = 12
WHICH_REACH = 2
OFFICE_LETTERS = range(2, 6)  # "the MD", "the DIGP"
NEXT_OR_NOBODY = ("pronoun: nobody", "pronoun: named next")
HANGING = 2  # phrases with a preposition between people and "who"
LISTING_TAGS = WITHIN | {"CC", ",", "DT"}


class Resolved(NamedTuple):
    """Who speaks: a row of the answer."""

    speaker: str | None
    kind: str
    role: str
    rule: str
    score: float


def resolve_speakers(
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
    quotes: pd.DataFrame,
    names: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Fill speaker, kind, role, rule and score of each quotation from its source as written.

    Args:
        articles: The articles that `tokens` were made of.
        tokens: What `tokenize` returns.
        quotes: One row a quotation: `article`, `start`, `end`, `source_start`, `source_end`, `kind`.
        names: What `find_names(tokens, articles)` returns, where it is at hand.

    Returns:
        The quotations with `speaker` (the full name as the corpus gives it most often; for a group or
        someone unnamed the words of the source, the same for the same one within an article; missing where
        nothing tells), `speaker_kind` (person, organisation, group or unnamed), `role` (what the coverage
        says the person is), `gender` and `gender_evidence` (of a person, where a
        title, a pronoun of the coverage or the given name tells it), `speaker_rule` (why this speaker:
        "full name", "surname in article", "pronoun: only woman named", "role: the coach",
        "across articles: shared names", …) and `speaker_score` (the share of such speakers that
        were right, from 0 to 1; `training/speaker_scores.py` says on what).
    """
    if names is None:
        names = find_names_and_callings(tokens, articles)
    phrases = Phrases(articles, tokens, names)
    sources = phrases.sources(quotes)
    resolved = _resolve_in_order(phrases, sources)
    speakers = [answer.speaker for answer in resolved]
    kinds = [answer.kind for answer in resolved]
    roles = [answer.role or None for answer in resolved]
    rules = [answer.rule for answer in resolved]
    scores = [answer.score for answer in resolved]
    return quotes.assign(
        speaker=pd.array(_same_spelling(speakers), dtype="str"),
        speaker_kind=pd.Categorical(kinds, categories=KINDS),
        role=pd.array(roles, dtype="str"),
        **_genders(resolved, sources, phrases),
        speaker_rule=pd.array(rules, dtype="str"),
        speaker_score=np.array(scores, dtype="float64"),
    )


def _resolve_in_order(phrases: Phrases, sources: list[Source]) -> list[Resolved]:
    """Resolve the sources in the order of the articles' texts; return them in their own order."""
    reader = _Reader(phrases)

    def order(i: int) -> tuple[int, int, int]:
        source = sources[i]
        return source.article, source.low, i

    numbers = range(len(sources))
    resolved = {i: reader.resolve(sources[i]) for i in sorted(numbers, key=order)}
    return [resolved[i] for i in range(len(sources))]


def _genders(
    resolved: list[Resolved], sources: list[Source], phrases: Phrases
) -> dict[str, pd.Categorical]:
    """Return the gender of each named person and what tells it, as the names of the article have it."""
    gender_of = _genders_by_name(phrases)
    genders = []
    for answer, source in zip(resolved, sources, strict=True):
        told = NO_EVIDENCE
        if answer.kind == "person":
            told = gender_of.get((source.article, answer.speaker), NO_EVIDENCE)
        genders.append(told)
    columns = {}
    for number, name in enumerate(GENDER_COLUMNS):
        values = [told[number] for told in genders]
        dtype = category_type("quotes", name)
        columns[name] = pd.Categorical(values, dtype=dtype)
    return columns


def _genders_by_name(
    phrases: Phrases,
) -> dict[tuple[int, str | None], tuple[str, str]]:
    """Map each article and person to the gender and the evidence that the first mention there tells."""
    genders: dict[tuple[int, str | None], tuple[str, str]] = {}
    for mention in phrases.names:
        if mention.kind == "person" and mention.gender:
            article = phrases.article[mention.first]
            told = (mention.gender, mention.gender_evidence)
            genders.setdefault((article, mention.name), told)
    return genders


def _same_spelling(speakers: list[str | None]) -> list[str | None]:
    """Write everyone as the corpus mostly does: "U.S. officials" and "US officials" are the same."""
    counts = Counter(speaker for speaker in speakers if speaker is not None)
    commonest: dict[str, str] = {}
    spelling_of: dict[str | None, str | None] = {None: None}
    for speaker, _ in counts.most_common():
        key = NO_LETTERS.sub("", speaker).lower()
        spelling_of[speaker] = commonest.setdefault(key, speaker)
    return [spelling_of[speaker] for speaker in speakers]


@cache
def _scores() -> dict[str, float]:
    path = files(__package__).joinpath("speaker_scores.toml")
    data = tomllib.loads(path.read_text("utf-8"))
    return data["scores"]


def score_of(rule: str) -> float:
    """Return the share of speakers that were right where this rule named them.

    A rule that tells more ("role: the coach") has the score of its beginning ("role").
    """
    scores = _scores()
    if rule in scores:
        return scores[rule]
    general = rule.partition(":")[0]
    return scores.get(general, scores["other"])


class _Reader:
    """Read the sources of one article after the other."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.lex = phrases.lex
        self.roles = Roles(phrases)
        self.pronouns = Pronouns(phrases)
        self.descriptions = Descriptions(self.roles, self.pronouns)
        self.story = Story(-1)
        self.naming = NamedSources(phrases)
        self.initials = Initials(phrases)
        self.subjects = Subjects(phrases, self.descriptions.people)

    def resolve(self, source: Source) -> Resolved:
        """Say who speaks, of what kind, in what role, by which rule, and how sure that is."""
        if source.article != self.story.article:
            self.story = Story(source.article)
        source = self._without_salutation(self._without_trailing(source))
        if len(source) > 0:
            who = self._read(source)
        else:
            who = self._continued(source)
        last_row = len(self.phrases.norm) - 1
        row = min(source.low, last_row)
        self.story.spoken.append(Spoken(who, row, source))
        role = ""
        if who.kind == "person" and who.speaker:
            role = self.roles.of(who.speaker, source.article)
        score = score_of(who.rule)
        return Resolved(who.speaker, who.kind, role, who.rule, score)

    def _without_trailing(self, source: Source) -> Source:
        """Leave out stops, marks and "herself" at the end of a source."""
        norm = self.phrases.norm
        high = source.high
        while high > source.low:
            if norm[high - 1] not in TRAILING:
                break
            high -= 1
        reflexive = self.lex.words["reflexive"]
        is_reflexive = norm[high - 1] in reflexive
        if is_reflexive and high - source.low > 1:
            high -= 1
        if high == source.high:
            return source
        return replace(source, high=high)

    def _without_salutation(self, source: Source) -> Source:
        """Leave out how a letter begins: "*Sir, –* Your editorial"."""
        words = self.phrases.norm[source.low : source.high]
        is_greeted = words[1:2] == [","]
        if not is_greeted or words[0] not in self.lex.sources["salutations"]:
            return source
        for place, word in enumerate(words):
            if place > 1 and word.isalnum():
                return replace(source, low=source.low + place)
        return source

    def _read(self, source: Source) -> Who:
        """Read a source: a pronoun, several names, a name, or a description."""
        at_once = (
            self._handle(source)
            or self.initials.read(source)
            or self._read_word(source)
        )
        if at_once:
            return at_once
        if self.naming.is_relative_clause(source):
            return self._antecedent(source)
        several = self._several(source)
        if several:
            return several
        bearer = self._by_letters(source)
        if bearer:
            return bearer
        subject = self.naming.subject_of_verb(source)
        if subject:
            return self._named(subject)
        end = self.phrases.end_of(source.low, source.high, source.names)
        head = self.naming.at_end(source, end)
        if head and not self._is_people_of_place(source):
            holder = self.naming.holder_of_office(source, head)
            return self._headed_by(holder or head, source, end)
        return self._described(source, end)

    def _described(self, source: Source, end: int) -> Who:
        """Read a source that no name heads: who is named within it, a title alone, or a description."""
        explained = self.naming.within(source, end)
        if explained:
            return self._named(explained)
        bearer = self._title_alone(source)
        if bearer:
            return bearer
        return self.descriptions.resolve(source, end, self.story)

    def _by_letters(self, source: Source) -> Who | None:
        """Take letters for the person in that office: "the DCP" is the Deputy Commissioner of Police."""
        p = self.phrases
        if len(source) != 2:
            return None
        if p.norm[source.low] != "the":
            return None
        letters = p.word[source.low + 1]
        if not letters.isupper() or len(letters) not in OFFICE_LETTERS:
            return None
        head = p.norm[source.low + 1]
        mention = self.roles.find(source, head, {head})
        if mention is None:
            return None
        return Who(mention.name, "person", mention.gender, f"role: the {letters}")

    def _read_word(self, source: Source) -> Who | None:
        """Read a single word as a pronoun, if it is one."""
        if len(source) != 1:
            return None
        word = self.phrases.norm[source.low]
        if word in self.lex.sources["relative_pronouns"]:
            return self._antecedent(source)
        subject = self.subjects.of_sentence(source, word)
        if subject:
            return self._as_subject(subject, GENDER_OF.get(word, ""))
        who = self.pronouns.resolve(source, word, self.story)
        is_guess = who is not None and who.rule in NEXT_OR_NOBODY
        if who and is_guess and who.gender:
            return self._described_before(source, who.gender) or who
        return who

    def _as_subject(self, subject: Source, gender: str) -> Who:
        """Return whom the subject of the sentence before a pronoun means."""
        end = self.phrases.end_of(subject.low, subject.high, [])
        rule = f"pronoun: {self.phrases.shown(subject.low, end)}"
        return self._read(subject)._replace(gender=gender, rule=rule)

    def _described_before(self, source: Source, gender: str) -> Who | None:
        """Take "he" for "the chancellor" of the sentences before, who is named elsewhere."""
        for subject in self.subjects.described_before(source):
            who = self.descriptions.resolve(subject, subject.high, self.story)
            may_be_so = who.gender in ("", gender)
            if may_be_so and who.kind in ("person", "unnamed"):
                rule = f"pronoun: {self.phrases.shown(subject.low, subject.high)}"
                return who._replace(gender=gender, rule=rule)
        return None

    def _handle(self, source: Source) -> Who | None:
        """Read the name of an account behind "@"."""
        p = self.phrases
        last = source.high - 1
        if last == 0:
            return None
        if p.word[last - 1] != "@":
            return None
        return Who(f"@{p.word[last]}", "unnamed", rule="name of an account")

    def _is_people_of_place(self, source: Source) -> bool:
        """Say whether a source is "the Florentine", which the names may have as one."""
        p = self.phrases
        if len(source) != 2:
            return False
        if p.norm[source.low] != "the":
            return False
        word = fold_name(p.word[source.low + 1])
        names = [mention for mention in source.names if mention.link]
        is_known = word in self.lex.bodies_of_one_word or word in self.lex.body_heads
        is_demonym = word in self.lex.words["demonyms"]
        if names or is_known or is_demonym:
            return False
        return self.lex.patterns["people_of"].search(word) is not None

    def _title_alone(self, source: Source) -> Who | None:
        """Take a title that is a family name too, where it speaks alone: "Sardar said"."""
        p = self.phrases
        word = p.word[source.low]
        is_proper = p.tag[source.low].startswith("NNP")
        if len(source) > 1:
            return None
        if not is_proper:
            return None
        if not word.istitle():
            return None
        title = fold_name(word)
        is_surname = title in self.lex.surname_titles and self.lex.is_personal(title)
        if not is_surname:
            return None
        if title in self.lex.office_of:
            return None
        return Who(word, "person", rule="name as written")

    def _headed_by(self, mention: Mention, source: Source, end: int) -> Who:
        """Read a phrase that ends with a name: "Ann Lee", but "Lee and others" is a group."""
        p = self.phrases
        goes_on = end + 1 < source.high
        is_joined = goes_on and p.tag[end] == "CC"
        rest = p.norm[end : source.high]
        if is_joined or "other" in rest:
            text = p.shown(source.low, source.high)
            return Who(text, "group", rule="group as written")
        return self._named(mention)

    def _named(self, mention: Mention) -> Who:
        """Return who a name stands for; what has an article is no person."""
        p = self.phrases
        first = mention.first
        has_article = first > 0 and p.norm[first - 1] == "the"
        if has_article and mention.kind == "other":
            return Who(mention.name, "organisation", rule="name of a body")
        return named(mention, p.word[first])

    def _several(self, source: Source) -> Who | None:
        """Read "A, B and C", where each is a name."""
        if self._begins_far(source):
            return None
        people = [mention for mention in source.names if mention.kind == "person"]
        if len(people) == 1:
            return None
        if not people:
            people = [mention for mention in source.names if mention.kind != "other"]
        names: set[str] = set()
        for first, second in pairwise(people):
            if not self._is_list(first, second):
                break
            names |= {first.name, second.name}
            between = self.phrases.norm[first.last : second.first]
            if "and" in between:
                all_names = " and ".join(sorted(names))
                return Who(all_names, "group", rule="several names")
        return None

    def _begins_far(self, source: Source) -> bool:
        """Say whether the first name of a source stands far from its beginning."""
        if not source.names:
            return False
        first = source.names[0].first
        away = first - source.low
        return away > FAR

    def _is_list(self, first: Mention, second: Mention) -> bool:
        """Say whether nothing but joiners and modifiers stands between two names."""
        between = self.phrases.tag[first.last : second.first]
        if between[:1] == ["POS"]:  # "Ida Moe's daughter and heir, Ane"
            return False
        return LISTING_TAGS.issuperset(between)

    def _continued(self, source: Source) -> Who:
        """Give a quotation without a source to whoever spoke last, in this paragraph or the one before."""
        if not self.story.spoken:
            return NOBODY
        if not source.direct:
            return NOBODY
        past = self.story.spoken[-1]
        paragraph = self.phrases.paragraph
        apart = paragraph[source.begin] - paragraph[past.row]
        if apart > 1:
            return NOBODY
        return past.who._replace(rule="continued: spoke last")

    def _antecedent(self, source: Source) -> Who:
        """Take "who" for the name, or else the noun phrase, that stands before it."""
        p = self.phrases
        before = [mention for _, mention in self.pronouns.names_before(source, 0)]
        for mention in before:
            if self._is_meant_by_relative(mention, source):
                return self._named(mention)
        high = source.low
        if high > 0 and p.norm[high - 1] == ",":
            high -= 1
        low = p.start_of(high)
        if p.norm[source.low] == "who":
            low, high = self._people_of(low, high)
        if low == high:
            return NOBODY
        inner = [mention for mention in before if mention.first >= low]
        phrase = source.within(low, high, inner)
        return self.descriptions.resolve(phrase, high, self.story)

    def _people_of(self, low: int, high: int) -> tuple[int, int]:
        """Return the phrase for people on which others hang: "*a boy* with a withered hand who"."""
        p = self.phrases
        for _ in range(HANGING):
            is_human = low < high and p.is_human(p.norm[high - 1].removesuffix("s"))
            link = low - 1
            if is_human or link < 1:
                break
            if p.norm[link] not in self.lex.words["prepositions"]:
                break
            before = p.start_of(link)
            if before == link or not p.together(before, low):
                break
            low, high = before, link
        return low, high

    def _is_meant_by_relative(self, mention: Mention, source: Source) -> bool:
        """Say whether "who" or "which" means a name before it: near it, and no verb between."""
        p = self.phrases
        reach = WHICH_REACH
        if p.norm[source.low] == "who":
            reach = 0
        if mention.kind == "person":
            reach = WHO_REACH
        away = source.low - mention.last
        between = p.tag[mention.last : source.low]
        return 0 <= away < reach and VERBS.isdisjoint(between)
