"""Whom a description means: a role, an age, a relative, a group, a body, or someone unnamed."""

import re

from .lexicon import fold_name
from .phrases import NOUNS, STOPS, VERBS, Mention, Source
from .pronouns import Pronouns
from .roles import Roles
from .who import NOBODY, Story, Unnamed, Who

OWNERS = {"his": "male", "her": "female"}
TRAILING_TAGS = ("JJ", "RB", "VBN")  # "people familiar with the matter"
PARENT = re.compile(r"(?:grand|step)?(?:mother|father|mum|mom|dad|parent)$")
# "the Cardiff-born singer", "the mother-of-three"
TELLING = re.compile(
    r"-(?:born|bred|based|raised)$|-year-old$|^\d+-(?:kilogram|kilo|kg|stone|pound|foot|metre)$|^(?:grand)?(?:mother|father|mum|mom|dad)-of-"
)
AGE = re.compile(r"(\d{1,3})-year-olds?$")
RELATIVE_NAMES = 120  # names back in which a relative is looked for


class Descriptions:
    """Read sources that hold no name of their own."""

    def __init__(self, roles: Roles, pronouns: Pronouns):
        self.roles = roles
        self.pronouns = pronouns
        self.phrases = roles.phrases
        self.lex = roles.lex

    def resolve(self, source: Source, end: int, story: Story) -> Who:
        """Say who is described by the noun phrase from the beginning of the source to `end`."""
        p = self.phrases
        honoured = self._honoured(source)
        if honoured:
            return honoured
        end = self._without_trail(source, end)
        head = fold_name(p.norm[end - 1])
        is_telling = TELLING.search(head) and p.norm[source.low] == "the"
        person = self._last_person(source, end, story) if is_telling else None
        if person:
            return person
        if self._is_nothing(source, end):
            return NOBODY
        if self._is_several(source, end):
            return self._group(source, end, head)
        owner = next((mention for mention in source.names if mention.last <= end), None)
        if head in self.lex.sources["documents"]:
            return self._document(source, end, owner)
        if self._is_definite(source, owner):
            person = self._person(source, end, head, story)
            if person:
                return person
        if head in self.lex.sources["bodies"]:
            body = self._body(source, end, owner, story)
            return Who(body, "organisation", rule="body as written")
        return self._unnamed(source, end, head, story)

    def _is_definite(self, source: Source, owner: Mention | None) -> bool:
        """Say whether a phrase means somebody in particular: "the judge", "Smith's lawyer"."""
        norm = self.phrases.norm
        is_owned = owner is not None and norm[owner.last] in ("'s", "'")
        return is_owned or norm[source.low] in self.lex.words["definite"]

    def _without_trail(self, source: Source, end: int) -> int:
        """Return the end of a phrase without what trails behind its head."""
        tags = self.phrases.tag
        while end - source.low > 1:
            if tags[end - 1] not in TRAILING_TAGS or tags[end - 2] not in NOUNS:
                break
            end -= 1
        return end

    def _group(self, source: Source, end: int, head: str) -> Who:
        """Return the couple named before, where "the couple" is said, else the group as written."""
        if head in self.lex.words["small_groups"]:
            pair = self.pronouns.pair_before(source)
            if pair:
                return pair
        return Who(self._phrase(source, end), "group", rule="group as written")

    def _honoured(self, source: Source) -> Who | None:
        """Take "Her Honour" for the judge, "His Excellency" for the ambassador."""
        p = self.phrases
        words = [
            word
            for word in p.norm[source.low : source.high]
            if word in self.lex.words["honours"]
        ]
        mention = self.roles.find(source, words[0], set(words)) if words else None
        if mention is None:
            return None
        text = p.text(source.low, source.high)
        return Who(mention.name, "person", mention.gender, f"role: {text}")

    def _is_nothing(self, source: Source, end: int) -> bool:
        """Say whether the words can be no source: a determiner alone, "line" without an article."""
        p = self.phrases
        if end - source.low > 1:
            return False
        lists = self.lex.sources
        head = p.norm[source.low]
        if head in lists["collectives"] | lists["bodies"] | lists["documents"]:
            return False
        return p.tag[source.low] not in NOUNS | {"CD", "JJ"} or head in lists["things"]

    # A person of the article

    def _person(self, source: Source, end: int, head: str, story: Story) -> Who | None:
        """Find the person of the article whom a definite description means."""
        words = self.phrases.content_and_pairs(source.low, end)
        relative = self._relative(source, head, story)
        if relative:
            return relative
        is_body = head in self.lex.sources["bodies"]
        mention = (
            None if is_body else self.roles.find(source, self._in_full(head), words)
        )
        if mention:
            text = self.phrases.shown(source.low, end)
            return Who(
                mention.name,
                "person",
                self.pronouns.gender(mention, story),
                f"role: {text}",
            )
        if (
            self._is_epithet(head)
            or self._is_parent_of_some(source, end, head)
            or self._is_described(source.low, end, head)
            or self._is_former(source, end, story)
        ):
            return self._last_person(source, end, story)
        return None

    def _in_full(self, head: str) -> str:
        return self.lex.abbreviations.get(head.rstrip("."), head)

    def _is_epithet(self, head: str) -> bool:
        """Say whether a noun tells nothing new of somebody known: an age, a nation, a place in the team."""
        nation = head in self.lex.words["demonyms"] and not head.endswith("s")
        return bool(AGE.match(head)) or nation or head in self.lex.sources["epithets"]

    def _is_parent_of_some(self, source: Source, end: int, head: str) -> bool:
        """Say whether a phrase goes on as "the father of four" does."""
        p = self.phrases
        following = p.norm[end : end + 2]
        if following[:1] != ["of"] or not PARENT.match(head):
            return False
        return end + 1 < source.high and p.tag[end + 1] == "CD"

    def _is_former(self, source: Source, end: int, story: Story) -> bool:
        """Say whether "the former attorney general" tells more of whoever spoke in the sentence before.

        "The former president" is somebody whom all readers know.
        """
        p = self.phrases
        if p.norm[source.low : source.low + 2] != ["the", "former"]:
            return False
        well_known = self.lex.sources["heads_of_state"]
        if not story.spoken or not well_known.isdisjoint(p.norm[source.low : end]):
            return False
        past = story.spoken[-1]
        return past.who.kind == "person" and p.distance(past.row, source.low) <= 1

    def _is_described(self, low: int, end: int, head: str) -> bool:
        """Say whether "the retired miner", "the Hull man" tells more of somebody than whose part it is."""
        if self.phrases.norm[low] != "the" or not self.phrases.is_human(head):
            return False
        words = self.phrases.norm[low + 1 : end]
        if head in self.lex.sources["anybody"] and words[:-1]:
            return self.phrases.tag[end - 2].startswith("NNP")
        telling = self.lex.sources["telling"]
        return any(word in telling or TELLING.search(word) for word in words)

    def _last_person(self, source: Source, end: int, story: Story) -> Who | None:
        """Take "the 34-year-old" for the person of that age, or for whoever spoke or was named last."""
        p = self.phrases
        text = p.shown(source.low, end)
        age = AGE.match(p.norm[end - 1])
        named = [
            m
            for _, m in self.pronouns.names_before(source, RELATIVE_NAMES)
            if m.kind == "person"
        ]
        if age:
            for mention in named:
                if age.group(1) in p.norm[mention.last : mention.last + 3]:
                    return Who(mention.name, "person", mention.gender, f"age: {text}")
        gender = self._gender_of_relative(
            fold_name(p.norm[end - 1]).removeprefix("great-")
        )
        spoke = next(
            (
                past.who
                for past in reversed(story.spoken)
                if past.who.kind == "person"
                and (not gender or past.who.gender in ("", gender))
            ),
            None,
        )
        if spoke:
            return spoke._replace(rule=f"description: {text}")
        if len({mention.name for mention in named}) == 1:
            return Who(named[0].name, "person", named[0].gender, f"description: {text}")
        return None

    def _relative(self, source: Source, head: str, story: Story) -> Who | None:
        """Take "her husband" for the man described so, or for the one who bears her surname."""
        gender = self._gender_of_relative(head)
        owner_gender = OWNERS.get(self.phrases.norm[source.low])
        if gender is None or owner_gender is None or len(source) > 3:
            return None
        owner = self.pronouns.person(source, owner_gender, story).speaker
        if not owner:
            return None
        rule = f"relative: {self.phrases.shown(source.low, source.high)}"
        for _, mention in self.pronouns.names_before(source, RELATIVE_NAMES):
            if mention.kind != "person" or mention.name == owner:
                continue
            known = self.pronouns.gender(mention, story)
            fits = known in ("", gender or known)
            if fits and self._is_related(mention.name, owner, source, head):
                return Who(mention.name, "person", gender or known, rule)
        return self._other_of_pair(source, head, owner, rule)

    def _is_related(self, name: str, owner: str, source: Source, head: str) -> bool:
        """Say whether somebody is described so in the article, or bears the owner's surname."""
        if head in self.roles.words_here(name, source.article):
            return True
        return name.split()[-1] == owner.split()[-1]

    def _other_of_pair(
        self, source: Source, head: str, owner: str, rule: str
    ) -> Who | None:
        """Take "her husband" for the man before "and his wife, Ida"."""
        p = self.phrases
        converse = self.lex.converse.get(head, "").split()
        gender = self._gender_of_relative(head) or ""
        before = [m for _, m in self.pronouns.names_before(source, RELATIVE_NAMES)]
        for number, mention in enumerate(before):
            words = p.norm[max(mention.first - 4, 0) : mention.first]
            described = mention.name == owner and not set(words).isdisjoint(converse)
            if not described:
                continue
            for other in before[number + 1 :]:
                if other.kind == "person" and other.name != owner:
                    fits = other.gender in ("", gender or other.gender)
                    return Who(other.name, "person", gender, rule) if fits else None
        return None

    def _gender_of_relative(self, head: str) -> str | None:
        """Return the gender that a relative's noun tells, "" for none; None if it is no relative."""
        lists = self.lex.sources
        if head in lists["relatives_female"]:
            return "female"
        if head in lists["relatives_male"]:
            return "male"
        return "" if head in lists["relatives_any"] else None

    # Groups, documents, bodies

    def _is_several(self, source: Source, end: int) -> bool:
        p = self.phrases
        lists = self.lex.sources
        head, tag = p.norm[end - 1], p.tag[end - 1]
        following = p.norm[end] if end < source.high else ""
        if head in lists["amounts"] and following == "of":
            return True
        if tag == "CD" and (head != "one" or following == "in"):
            return True
        if tag in ("NNS", "NNPS") and head not in lists["documents"]:
            return True
        if head in lists["collectives"] or p.norm[source.low] in (
            "both",
            "some",
            "many",
            "several",
        ):
            return True
        return any(
            self._joins_people(i)
            for i in range(source.low, end - 1)
            if p.tag[i] == "CC"
        )

    def _joins_people(self, i: int) -> bool:
        p = self.phrases
        return p.tag[i + 1] in ("DT", "PRP$", "NNS") or p.tag[i - 1] in ("NNS", "NNPS")

    def _document(self, source: Source, end: int, owner: Mention | None) -> Who:
        """Take a report for whose it is, if that is said."""
        p = self.phrases
        comma = next(
            (i for i in range(source.low, source.high) if p.norm[i] == ","), source.high
        )
        names = [mention for mention in source.names if mention.first < comma]
        people = [mention for mention in names if mention.kind == "person"]
        author = owner or next(iter([*people, *names]), None)
        if author:
            return named(author, p.word[author.first], "document: whose it is")
        return Who(self._phrase(source, end), "unnamed", rule="document as written")

    def _phrase(self, source: Source, end: int) -> str:
        """Keep "of …" and "for …" with the noun, and leave out relative clauses and asides."""
        p = self.phrases
        while (
            end < source.high
            and p.norm[end] not in STOPS
            and p.tag[end] not in VERBS | {"WP", "WDT"}
        ):
            end += 1
        return p.shown(source.low, end)

    def _body(
        self, source: Source, end: int, owner: Mention | None, story: Story
    ) -> str:
        """Name a body after whose it is: "Trump's campaign" and "his campaign" are the Trump campaign."""
        p = self.phrases
        first = p.norm[source.low]
        if first in OWNERS and end - source.low > 1:
            person = self.pronouns.person(source, OWNERS[first], story).speaker or first
            return " ".join([person.split()[-1], *p.word[source.low + 1 : end]])
        if owner and owner.kind == "person":
            rest = [word for word in p.word[owner.last : end] if word.strip("'’s")]
            in_full = owner.last - owner.first > 1
            surname = owner.name.split()[-1] if in_full else p.word[owner.first]
            return " ".join([surname, *rest])
        if not owner and end - source.low <= 2 and first in self.lex.words["definite"]:
            same = self._body_called(p.norm[end - 1], story)
            if same:
                return same
        return self._phrase(source, end)

    def _body_called(self, head: str, story: Story) -> str | None:
        """Return the last body to speak whose name ends with the noun."""
        bodies = (
            past.who.speaker
            for past in reversed(story.spoken)
            if past.who.kind == "organisation"
        )
        return next(
            (name for name in bodies if name and name.lower().endswith(head)), None
        )

    # Someone unnamed

    def _unnamed(self, source: Source, end: int, head: str, story: Story) -> Who:
        """Keep one unnamed source one: "the official" is the "senior security official" just met."""
        p = self.phrases
        words = p.content(source.low, end)
        if p.norm[source.low] in self.lex.words["definite"]:
            for past in reversed(story.unnamed):
                if past.head == head and words <= past.words:
                    return Who(past.text, "unnamed", rule="unnamed, met before")
        text = self._phrase(source, end)
        story.unnamed.append(Unnamed(head, words, text, p.is_human(head)))
        return Who(text, "unnamed", rule="unnamed as written")


def named(mention: Mention, word: str, rule: str = "") -> Who:
    """Return the speaker that a name stands for."""
    in_capitals = word.isupper() and len(word) > 1
    person = mention.kind == "person" or (mention.kind == "other" and not in_capitals)
    if not person:
        return Who(mention.name, "organisation", rule=rule or "name of a body")
    return Who(
        mention.name,
        "person",
        mention.gender,
        rule or mention.link or "name as written",
    )
