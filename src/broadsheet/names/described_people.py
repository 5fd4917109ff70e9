"""Which person of the article a description means: by role, age or kinship, or the last one named."""

from dataclasses import dataclass

from .lexicon import fold_name
from .phrases import STOPS, Mention, Source
from .pronouns import Pronouns
from .roles import Roles
from .who import Story, Who

OWNERS = {"his": "male", "her": "female"}
RELATIVE_NAMES = 120  # names back in which a relative is looked for
NEAR_A_NAME = 4  # tokens before a name in which "his wife," stands
OLDEST = 3  # digits of an age
AGE_AFTER = 3  # tokens after a name in which an age stands


@dataclass(frozen=True)
class Phrase:
    """The noun phrase of a source.

    Attributes:
        source: The source.
        end: Where the phrase ends.
        first: Its first word.
        head: Its last word, folded.
        owner: The first name in it, as in "Smith's lawyer".
    """

    source: Source
    end: int
    first: str
    head: str
    owner: Mention | None

    @property
    def low(self) -> int:
        """Return where the phrase begins."""
        return self.source.low

    def __len__(self) -> int:
        return self.end - self.source.low


class DescribedPeople:
    """Find the people whom descriptions without a name mean."""

    def __init__(self, roles: Roles, pronouns: Pronouns):
        self.roles = roles
        self.pronouns = pronouns
        self.phrases = roles.phrases
        self.lex = roles.lex

    def find(self, phrase: Phrase, story: Story) -> Who | None:
        """Find the person of the article whom a definite description means."""
        relative = self._relative(phrase, story)
        if relative:
            return relative
        by_role = self.in_role(phrase, story)
        if by_role:
            return by_role
        if self._means_last_person(phrase, story):
            return self.last(phrase, story)
        return None

    def in_role(self, phrase: Phrase, story: Story) -> Who | None:
        """Find the person whom the coverage calls so; a body has no role."""
        lists = self.lex.sources
        if phrase.head in lists["bodies"]:
            return None
        if phrase.head in lists["things"]:
            return None
        words = self.phrases.content_and_pairs(phrase.low, phrase.end)
        head = self._in_full(phrase.head)
        mention = self.roles.find(phrase.source, head, words)
        if mention is None:
            return None
        gender = self.pronouns.gender(mention, story)
        text = self.phrases.shown(phrase.low, phrase.end)
        return Who(mention.name, "person", gender, f"role: {text}")

    def _means_last_person(self, phrase: Phrase, story: Story) -> bool:
        """Say whether a description tells more of whoever was just named."""
        if self._is_epithet(phrase.head):
            return True
        if self._is_parent_of_some(phrase):
            return True
        if self._is_described(phrase):
            return True
        return self._is_former(phrase, story)

    def _in_full(self, head: str) -> str:
        """Return an abbreviated title in full."""
        return self.lex.abbreviations.get(head.rstrip("."), head)

    def _is_epithet(self, head: str) -> bool:
        """Say whether a noun tells nothing new of somebody known: an age, a nation, a place in the team."""
        if head in self.lex.sources["epithets"]:
            return True
        if head in self.lex.words["party_members"]:
            return True
        if self.lex.patterns["age"].match(head):
            return True
        if head.endswith("s"):
            return False
        return head in self.lex.words["demonyms"]

    def _is_parent_of_some(self, phrase: Phrase) -> bool:
        """Say whether a phrase goes on as "the father of four" does."""
        p = self.phrases
        of = phrase.end
        number = of + 1
        if not self.lex.patterns["parent"].match(phrase.head):
            return False
        if number >= phrase.source.high:
            return False
        if p.norm[of] != "of":
            return False
        return p.tag[number] == "CD"

    def _is_former(self, phrase: Phrase, story: Story) -> bool:
        """Say whether "the former attorney general" tells more of whoever spoke in the sentence before.

        "The former president" is somebody whom all readers know.
        """
        p = self.phrases
        opening = p.norm[phrase.low : phrase.low + 2]
        if opening != ["the", "former"]:
            return False
        if not story.spoken:
            return False
        well_known = self.lex.sources["heads_of_state"]
        if not well_known.isdisjoint(self._words(phrase)):
            return False
        past = story.spoken[-1]
        if past.who.kind != "person":
            return False
        return p.distance(past.row, phrase.low) <= 1

    def _words(self, phrase: Phrase) -> list[str]:
        return self.phrases.norm[phrase.low : phrase.end]

    def _is_described(self, phrase: Phrase) -> bool:
        """Say whether "the retired miner", "the Hull man" tells more of somebody than whose part it is."""
        if phrase.first != "the":
            return False
        if not self.phrases.is_human(phrase.head):
            return False
        words = self._words(phrase)[1:]
        is_anybody = phrase.head in self.lex.sources["anybody"]
        if is_anybody and len(words) > 1:
            tag_before = self.phrases.tag[phrase.end - 2]
            return tag_before.startswith("NNP")
        return any(self._is_telling(word) for word in words)

    def _is_telling(self, word: str) -> bool:
        """Say whether a word tells something of a person: "retired", "Hull-born"."""
        if word in self.lex.sources["telling"]:
            return True
        return self.lex.patterns["telling"].search(word) is not None

    def last(self, phrase: Phrase, story: Story) -> Who | None:
        """Take "the 34-year-old" for the person of that age, or for whoever spoke or was named last."""
        p = self.phrases
        text = p.shown(phrase.low, phrase.end)
        noun = p.norm[phrase.end - 1]
        people = self._people_before(phrase.source)
        aged = self._of_age(noun, people)
        if aged:
            return Who(aged.name, "person", aged.gender, f"age: {text}")
        relative = fold_name(noun).removeprefix("great-")
        gender = self._gender_of_relative(relative)
        likeliest = self._likeliest(phrase, gender or "", people, story)
        if likeliest:
            return likeliest._replace(rule=f"description: {text}")
        names = {mention.name for mention in people}
        if len(names) != 1:
            return None
        only = people[0]
        return Who(only.name, "person", only.gender, f"description: {text}")

    def _likeliest(
        self, phrase: Phrase, gender: str, people: list[Mention], story: Story
    ) -> Who | None:
        """Return the likeliest person of those around, of a gender where one is wanted.

        Whoever is of another age, as the article tells it, is not meant by "the 34-year-old".
        """
        candidates = self.pronouns.weigh(phrase.source, gender, story)
        is_age = self.lex.patterns["age"].match(phrase.head) is not None
        for name, who in candidates.people.items():
            is_other = who.kind != "person"
            if is_age:
                mentions = [mention for mention in people if mention.name == name]
                is_other |= any(map(self._has_age, mentions))
            if is_other:
                del candidates.scores[name]
        if candidates.scores:
            return candidates.best()
        return self._last_speaker(gender, story)

    def _has_age(self, mention: Mention) -> bool:
        """Say whether an age stands behind a name: "Ida Moe, 34,"."""
        norm = self.phrases.norm
        age = mention.last + 1
        if age + 1 >= len(norm):
            return False
        if norm[mention.last] != ",":
            return False
        written = norm[age]
        is_number = written.isdigit() and len(written) <= OLDEST
        return is_number and norm[age + 1] in STOPS

    def _people_before(self, source: Source) -> list[Mention]:
        """Return the people named in the sentence, the nearest first."""
        people = []
        for _, mention in self.pronouns.names_before(source, RELATIVE_NAMES):
            if mention.kind == "person":
                people.append(mention)
        return people

    def _of_age(self, noun: str, people: list[Mention]) -> Mention | None:
        """Find the person behind whose name the age stands: "34" for "34-year-old"."""
        age = self.lex.patterns["age"].match(noun)
        if age is None:
            return None
        years = age.group(1)
        for mention in people:
            end = mention.last + AGE_AFTER
            if years in self.phrases.norm[mention.last : end]:
                return mention
        return None

    def _last_speaker(self, gender: str | None, story: Story) -> Who | None:
        """Return the person who spoke last, of a gender where one is wanted."""
        for past in reversed(story.spoken):
            if past.who.kind != "person":
                continue
            if not gender:
                return past.who
            if past.who.gender in ("", gender):
                return past.who
        return None

    def _relative(self, phrase: Phrase, story: Story) -> Who | None:
        """Take "her husband" for the man described so, or for the one who bears her surname."""
        source = phrase.source
        gender = self._gender_of_relative(phrase.head)
        owner_gender = OWNERS.get(phrase.first)
        if gender is None:
            return None
        if owner_gender is None:
            return None
        if len(source) > 3:
            return None
        owner = self.pronouns.person(source, owner_gender, story).speaker
        if not owner:
            return None
        text = self.phrases.shown(source.low, source.high)
        rule = f"relative: {text}"
        for mention in self._people_before(source):
            if mention.name == owner:
                continue
            known_gender = self.pronouns.gender(mention, story)
            if known_gender not in ("", gender or known_gender):
                continue
            if self._is_related(mention.name, owner, phrase):
                return Who(mention.name, "person", gender or known_gender, rule)
        return self._other_of_pair(phrase, owner, rule)

    def _is_related(self, name: str, owner: str, phrase: Phrase) -> bool:
        """Say whether somebody is described so in the article, or bears the owner's surname."""
        beside = self.roles.words_here(name, phrase.source.article)
        if phrase.head in beside:
            return True
        return surname(name) == surname(owner)

    def _other_of_pair(self, phrase: Phrase, owner: str, rule: str) -> Who | None:
        """Take "her husband" for the man before "and his wife, Ida"."""
        gender = self._gender_of_relative(phrase.head) or ""
        converse = self.lex.converse.get(phrase.head, "").split()
        names = self.pronouns.names_before(phrase.source, RELATIVE_NAMES)
        before = [mention for _, mention in names]
        for number, mention in enumerate(before):
            if mention.name != owner:
                continue
            if not self._is_called(mention, converse):
                continue
            other = _first_other_person(before[number + 1 :], owner)
            if other is None:
                continue
            if other.gender not in ("", gender or other.gender):
                return None
            return Who(other.name, "person", gender, rule)
        return None

    def _is_called(self, mention: Mention, nouns: list[str]) -> bool:
        """Say whether one of these nouns stands shortly before a name."""
        start = max(mention.first - NEAR_A_NAME, 0)
        words = self.phrases.norm[start : mention.first]
        return not set(words).isdisjoint(nouns)

    def gender_of_noun(self, noun: str) -> str:
        """Return the gender that a noun for a person tells: "mother", "saleswoman"; else nothing."""
        if not self.phrases.is_human(noun):
            return ""
        if noun.endswith("woman"):
            return "female"
        is_people = noun in self.lex.words["demonyms"]  # "German"
        if noun.endswith("man") and not is_people:
            return "male"
        return self._gender_of_relative(noun) or ""

    def _gender_of_relative(self, head: str) -> str | None:
        """Return the gender that a relative's noun tells, "" for none; None if it is no relative."""
        lists = self.lex.sources
        for gender in ("female", "male"):
            if head in lists[f"relatives_{gender}"]:
                return gender
        if head in lists["relatives_any"]:
            return ""
        return None


def surname(name: str) -> str:
    """Return the last word of a name."""
    return name.split()[-1]


def _first_other_person(mentions: list[Mention], name: str) -> Mention | None:
    """Return the first person who is called otherwise."""
    for mention in mentions:
        if mention.kind == "person" and mention.name != name:
            return mention
    return None
