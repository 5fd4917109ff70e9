"""Whom a description means: a role, an age, a relative, a group, a body, or someone unnamed."""

from ..text.lemmas import load_forms
from .described_people import OWNERS, DescribedPeople, Phrase, surname
from .lexicon import fold_name
from .phrases import NOUNS, STOPS, VERBS, Mention, Source
from .pronouns import Pronouns
from .roles import Roles
from .who import NOBODY, Story, Unnamed, Who

TRAILING_TAGS = ("JJ", "RB", "VBN")  # "people familiar with the matter"
HEAD_TAGS = NOUNS | {"CD", "JJ"}
PLURALS = ("NNS", "NNPS")
ENDING_A_PHRASE = VERBS | {"WP", "WDT"}
NAMING_TAGS = ("NNP", "NN", "JJ")
GENITIVES = ("'s", "'")
OPENING_TAG = "``"
MARK_TAGS = (OPENING_TAG, "''")


class Descriptions:
    """Read sources that hold no name of their own."""

    def __init__(self, roles: Roles, pronouns: Pronouns):
        self.roles = roles
        self.pronouns = pronouns
        self.people = DescribedPeople(roles, pronouns)
        self.phrases = roles.phrases
        self.lex = roles.lex

    def resolve(self, source: Source, end: int, story: Story) -> Who:
        """Say who is described by the noun phrase from the beginning of the source to `end`."""
        honoured = self._honoured(source)
        if honoured:
            return honoured
        end = self._without_trail(source, end)
        phrase = self._read_phrase(source, end)
        just_met = self._just_met(phrase, story)
        if just_met:
            return just_met
        if self._is_capitalised(phrase):
            text = self.phrases.text(phrase.low, phrase.end)
            return Who(text, "organisation", rule="name of a body")
        if self._is_nothing(phrase):
            return NOBODY
        if self._is_several(phrase):
            return self._group(phrase)
        if phrase.head in self.lex.sources["documents"]:
            return self._document(phrase)
        person = None
        if self._is_definite(phrase):
            person = self.people.find(phrase, story)
        elif len(phrase) == 1:
            person = self.people.in_role(phrase, story)  # "counsel said"
        if person:
            return person
        if self._is_body(phrase):
            body = self._body(phrase, story)
            return Who(body, "organisation", rule="body as written")
        return self._unnamed(phrase, story)

    def _read_phrase(self, source: Source, end: int) -> Phrase:
        """Return the noun phrase of a source that ends at `end`."""
        norm = self.phrases.norm
        owners = [mention for mention in source.names if mention.last <= end]
        return Phrase(
            source=source,
            end=end,
            first=norm[source.low],
            head=fold_name(norm[end - 1]),
            owner=owners[0] if owners else None,
        )

    def _just_met(self, phrase: Phrase, story: Story) -> Who | None:
        """Take "the Cardiff-born singer" for whoever spoke or was named last."""
        telling = self.lex.patterns["telling"]
        if phrase.first != "the":
            return None
        is_telling = telling.search(phrase.head) is not None
        if not is_telling and not self._is_people(phrase):
            return None
        return self.people.last(phrase, story)

    def _is_people(self, phrase: Phrase) -> bool:
        """Say whether a phrase is a capitalised word for the people of somewhere: "the Florentine"."""
        word = self.phrases.word[phrase.end - 1]
        people = self.lex.patterns["people_of"]
        if len(phrase) != 2 or not word.istitle():
            return False
        if phrase.head in self.lex.words["demonyms"]:
            return False
        if phrase.head in self.lex.body_heads:
            return False
        if phrase.head in self.lex.bodies_of_one_word:
            return False
        return people.search(phrase.head) is not None

    def _is_capitalised(self, phrase: Phrase) -> bool:
        """Say whether a source is a body's name that the names lack: "Energex", "Scottish Labour"."""
        p = self.phrases
        words = p.word[phrase.low : phrase.end]
        is_noun = p.tag[phrase.end - 1] in NAMING_TAGS
        if not is_noun or len(words) > 2:
            return False
        if not all(is_written_as_name(word) for word in words):
            return False
        last = fold_name(words[-1])
        if last in self.lex.words["parties"]:
            return True
        is_plural = p.tag[phrase.end - 1] in PLURALS
        is_base = last in load_forms().bases
        is_known = is_base or last in self.lex.words["demonyms"]
        is_word = is_known or is_plural or p.is_human(last)
        if is_word or len(words) != 1:
            return False
        return last not in self._listed()

    def _listed(self) -> frozenset[str]:
        """Return the nouns and pronouns that can be a source by themselves."""
        lists = self.lex.sources
        return lists["collectives"] | lists["bodies"] | lists["documents"]

    def _is_body(self, phrase: Phrase) -> bool:
        """Say whether a phrase is headed by a noun for a body: "the regulator", "the coast guard"."""
        lists = self.lex.sources
        if phrase.head in lists["bodies"]:
            return True
        if phrase.head in lists["seats"]:
            return True
        before = ""
        if len(phrase) > 1:
            before = self.phrases.norm[phrase.end - 2]
        return f"{before}-{phrase.head}" in lists["body_pairs"]

    def _is_definite(self, phrase: Phrase) -> bool:
        """Say whether a phrase means somebody in particular: "the judge", "Smith's lawyer"."""
        if phrase.first in self.lex.words["definite"]:
            return True
        if phrase.owner is None:
            return False
        following = self.phrases.norm[phrase.owner.last]
        return following in GENITIVES

    def _without_trail(self, source: Source, end: int) -> int:
        """Return the end of a phrase without what trails behind its head."""
        tags = self.phrases.tag
        while end - source.low > 1:
            trails = tags[end - 1] in TRAILING_TAGS
            is_person = self.phrases.is_human(self.phrases.norm[end - 1])
            if not trails or is_person:
                break
            if tags[end - 2] not in NOUNS:
                break
            end -= 1
        return end

    def _group(self, phrase: Phrase) -> Who:
        """Return the couple named before, where "the couple" is said, else the group as written."""
        if phrase.head in self.lex.words["small_groups"]:
            pair = self.pronouns.pair_before(phrase.source)
            if pair:
                return pair
        return Who(self._as_written(phrase), "group", rule="group as written")

    def _honoured(self, source: Source) -> Who | None:
        """Take "Her Honour" for the judge, "His Excellency" for the ambassador."""
        p = self.phrases
        honours = self.lex.words["honours"]
        words = p.norm[source.low : source.high]
        honoured = [word for word in words if word in honours]
        if not honoured:
            return None
        mention = self.roles.find(source, honoured[0], set(honoured))
        if mention is None:
            return None
        text = p.text(source.low, source.high)
        return Who(mention.name, "person", mention.gender, f"role: {text}")

    def _is_nothing(self, phrase: Phrase) -> bool:
        """Say whether the words can be no source: a determiner alone, "line" without an article."""
        if len(phrase) > 1:
            return False
        lists = self.lex.sources
        word = phrase.first
        for name in ("collectives", "bodies", "documents", "anonymous"):
            if word in lists[name]:
                return False
        if self.phrases.tag[phrase.low] not in HEAD_TAGS:
            return True
        return word in lists["things"]

    # Groups, documents, bodies

    def _is_several(self, phrase: Phrase) -> bool:
        """Say whether a phrase means several people."""
        lists = self.lex.sources
        head = self.phrases.norm[phrase.end - 1]
        tag = self.phrases.tag[phrase.end - 1]
        following = self._following(phrase)
        if head in lists["amounts"] and following == "of":
            return True
        if tag == "CD" and (head != "one" or following == "in"):
            return True
        if tag in PLURALS and head not in lists["documents"]:
            return True
        if head in lists["collectives"]:
            return True
        if phrase.first in self.lex.words["several"]:
            return True
        return self._joins_several(phrase)

    def _following(self, phrase: Phrase) -> str:
        """Return the word of the source behind a phrase, or nothing."""
        if phrase.end >= phrase.source.high:
            return ""
        return self.phrases.norm[phrase.end]

    def _joins_several(self, phrase: Phrase) -> bool:
        """Say whether people are joined within a phrase: "nurses and doctors"."""
        for i in range(phrase.low, phrase.end - 1):
            is_joiner = self.phrases.tag[i] == "CC"
            if is_joiner and self._joins_people(i):
                return True
        return False

    def _joins_people(self, i: int) -> bool:
        before = self.phrases.tag[i - 1]
        after = self.phrases.tag[i + 1]
        if before in PLURALS:
            return True
        return after in ("DT", "PRP$", "NNS")

    def _document(self, phrase: Phrase) -> Who:
        """Take a report for whose it is, if that is said."""
        p = self.phrases
        author = phrase.owner or self._author(phrase)
        if author and author.kind == "other" and not author.title:
            return Who(author.name, "organisation", rule="document: whose it is")
        if author:
            return named(author, p.word[author.first], "document: whose it is")
        return Who(self._as_written(phrase), "unnamed", rule="document as written")

    def _author(self, phrase: Phrase) -> Mention | None:
        """Return the first name behind "by" or "from" before a comma, a person's where there is one.

        A report appears in a paper, is made for somebody and is of a day: these did not write it.
        """
        source = phrase.source
        words = self.phrases.norm[source.low : source.high]
        comma = source.high
        if "," in words:
            comma = source.low + words.index(",")
        by = self._authoring(phrase.end, comma)
        if phrase.head in self.lex.sources["printed"] and by < 0:
            by = phrase.end  # "an editorial in the Courier" is the Courier's
        if by < 0:
            return None
        stop = comma
        if by > phrase.end:
            stop = self._published(by, comma)
        names = [mention for mention in source.names if by < mention.first < stop]
        names = [mention for mention in names if self._may_write(mention, phrase.low)]
        for mention in names:
            if mention.kind == "person":
                return mention
        return names[0] if names else None

    def _may_write(self, mention: Mention, low: int) -> bool:
        """Say whether a name can be an author's: a law's is none, and none in a title in marks."""
        p = self.phrases
        last = p.norm[mention.last - 1]
        tags = p.tag[low : mention.first]
        marks = [tag for tag in tags if tag in MARK_TAGS]
        is_in_title = marks[-1:] == [OPENING_TAG]
        return last not in self.lex.sources["laws"] and not is_in_title

    def _authoring(self, low: int, high: int) -> int:
        """Return the row of the "by", "from" or "of" that leads to an author, -1 if there is none."""
        norm = self.phrases.norm
        for word in ("by", "from", "of", "at"):
            for row in range(low, high):
                is_here = norm[row] == word
                if is_here and not self._is_handed_on(row):
                    return row
        return -1

    def _is_handed_on(self, row: int) -> bool:
        """Whether a "by" names who got to see a document: "figures seen by the Mail"."""
        before = self.phrases.norm[row - 1]
        return before in self.lex.sources["received"]

    def _published(self, low: int, high: int) -> int:
        """Return where "in the journal …" or "for the paper …" begins behind an author."""
        for row in range(low + 1, high):
            if self.phrases.norm[row] in ("in", "for", "published"):
                return row
        return high

    def _as_written(self, phrase: Phrase) -> str:
        """Keep "of …" and "for …" with the noun, and leave out relative clauses and asides."""
        p = self.phrases
        end = phrase.end
        while end < phrase.source.high:
            if p.norm[end] in STOPS:
                break
            if p.tag[end] in ENDING_A_PHRASE:
                break
            end += 1
        return p.shown(phrase.low, end)

    def _body(self, phrase: Phrase, story: Story) -> str:
        """Name a body after whose it is: "Trump's campaign" and "his campaign" are the Trump campaign."""
        p = self.phrases
        size = len(phrase)
        owner = phrase.owner
        if phrase.first in OWNERS and size > 1:
            gender = OWNERS[phrase.first]
            person = self.pronouns.person(phrase.source, gender, story)
            name = person.speaker or phrase.first
            rest = p.word[phrase.low + 1 : phrase.end]
            return " ".join([surname(name), *rest])
        if owner and owner.kind == "person":
            return self._body_of_person(phrase, owner)
        is_definite = phrase.first in self.lex.words["definite"]
        if not owner and is_definite and size <= 2:
            same = self._body_called(p.norm[phrase.end - 1], story)
            if same:
                return same
        return self._as_written(phrase)

    def _body_of_person(self, phrase: Phrase, owner: Mention) -> str:
        """Name a body after the person before it: "Trump's campaign"."""
        words = self.phrases.word
        is_in_full = owner.last - owner.first > 1
        name = words[owner.first]
        if is_in_full:
            name = surname(owner.name)
        behind = words[owner.last : phrase.end]
        says_more = [word for word in behind if word.strip("'’s")]
        rest = [word for word in says_more if word != "own"]
        return " ".join([name, *rest])

    def _body_called(self, head: str, story: Story) -> str | None:
        """Return the last body to speak whose name ends with the noun."""
        for past in reversed(story.spoken):
            name = past.who.speaker
            if past.who.kind != "organisation":
                continue
            if not name:
                continue
            if name.lower().endswith(head):
                return name
        return None

    # Someone unnamed

    def _unnamed(self, phrase: Phrase, story: Story) -> Who:
        """Keep one unnamed source one: "the official" is the "senior security official" just met."""
        p = self.phrases
        words = p.content(phrase.low, phrase.end)
        gender = self.people.gender_of_noun(phrase.head)
        if phrase.first in self.lex.words["definite"]:
            for past in reversed(story.unnamed):
                if past.head == phrase.head and words <= past.words:
                    rule = "unnamed, met before"
                    return Who(past.text, "unnamed", gender, rule)
        text = self._as_written(phrase)
        is_human = p.is_human(phrase.head)
        story.unnamed.append(Unnamed(phrase.head, words, text, is_human))
        return Who(text, "unnamed", gender, rule="unnamed as written")


def is_written_as_name(word: str) -> bool:
    """Say whether all parts of a word have a capital: "Swiss-Ski", but not "Moe-backed"."""
    parts = word.split("-")
    if not all(map(str.isalnum, parts)):
        return False
    return all(part[:1].isupper() for part in parts)


def named(mention: Mention, word: str, rule: str = "") -> Who:
    """Return the speaker that a name stands for."""
    is_acronym = word.isupper() and len(word) > 1
    may_be_person = mention.kind == "other" and not is_acronym
    if mention.kind == "person" or may_be_person:
        why = rule or mention.link or "name as written"
        return Who(mention.name, "person", mention.gender, why)
    return Who(mention.name, "organisation", rule=rule or "name of a body")
