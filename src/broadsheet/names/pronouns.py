"""Whom a pronoun means: the people, groups and bodies of the sentences before it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..text.lemmas import load_forms
from .lexicon import fold_name
from .phrases import VERBS, Mention, Phrases, Source
from .who import NOBODY, Spoken, Story, Who

REACH = 4  # sentences back in which a pronoun looks for its person
AHEAD = 2  # and ahead, where nobody stands before it
LONGEST_WALK = 60  # names back
ASIDE = 4  # tokens of ", however,"
OWNED = 4  # tokens before a name in which "her husband," stands
NOUN_OF = {"female": "woman", "male": "man"}
RECENT = 3  # quotations back whose speakers are weighed
# How a pronoun weighs the people around it (chosen on PolNeAR's development articles).
NEAR = 0.8
SUBJECT = 0.8
SPOKE = 1.0
SAME_GENDER = 0.4
OWNER = 0.5
SPOKEN_OF = 2.0  # named in the quotation itself: few speak of themselves by name
NEWLY = 0.7
LEANING = 3.0
WORST = -9.0
DIGITS = 6  # of a weight
PAIR_APART = 4  # tokens at most between the names of two who are named together
PEOPLE_REACH = 120  # tokens back in which "they" looks for a noun for people
PEOPLE_SENTENCES = 2  # and sentences
PLURALS = ("NNS", "NNPS")


@dataclass
class _Candidates:
    """The people whom a pronoun may mean, and how likely each is."""

    gender: str
    scores: dict[str, float] = field(default_factory=dict)
    people: dict[str, Who] = field(default_factory=dict)
    speakers: set[str] = field(default_factory=set)

    def fits(self, gender: str) -> bool:
        """Say whether somebody of this gender, or of unknown gender, can be meant."""
        if not self.gender:
            return True
        return gender in ("", self.gender)

    def score_of(self, name: str) -> float:
        """Return the score of somebody, the worst of all for who is no candidate yet."""
        return self.scores.get(name, WORST)

    def best(self) -> Who:
        """Return the likeliest one; of equal ones the one who has spoken, then the nearest."""

        def order(name: str) -> tuple[float, bool]:
            # Rounded, since equal weights added in another order differ in their last digits.
            return round(self.scores[name], DIGITS), name in self.speakers

        return self.people[max(self.scores, key=order)]


class Pronouns:
    """Resolve pronouns among the names and the quotations read so far."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.lex = phrases.lex

    def resolve(self, source: Source, word: str, story: Story) -> Who | None:
        """Say whom a pronoun means; None where the word is no pronoun."""
        lists = self.lex.sources
        if word in lists["pronouns_addressed"]:
            return NOBODY
        for gender in ("female", "male"):
            if word in lists[f"pronouns_{gender}"]:
                return self.person(source, gender, story)
        if word in lists["pronouns_group"]:
            return self._group(source, word, story)
        if word in lists["pronouns_body"]:
            return self._body(source, story)
        if word in lists["pronouns_author"]:
            return self._author(source, story)
        return None

    # One person

    def person(self, source: Source, gender: str, story: Story) -> Who:
        """Weigh the people of the last sentences: near, subject, spoken before, of the right gender."""
        candidates = self.weigh(source, gender, story)
        if not candidates.scores:
            following = self._named_next(source, gender, story)
            other = self._of_other_name(source, gender, story)
            nobody = Who(None, "unnamed", gender, "pronoun: nobody")
            return following or other or nobody
        best = candidates.best()
        if best.kind == "person" and best.speaker:
            story.genders.setdefault(best.speaker, gender)
        noun = NOUN_OF[gender]
        rule = f"pronoun: likeliest {noun}"
        if len(candidates.scores) == 1:
            rule = f"pronoun: only {noun} named"
        return best._replace(rule=rule)

    def weigh(self, source: Source, gender: str, story: Story) -> _Candidates:
        """Weigh those who can be meant: people of a gender, or of any where none is wanted."""
        candidates = _Candidates(gender)
        self._weigh_named(source, candidates, story)
        self._weigh_speakers(source, candidates, story)
        for name in self._spoken_of(source):
            if name in candidates.scores:
                candidates.scores[name] -= SPOKEN_OF
        for name, who in candidates.people.items():
            if self._leans_otherwise(name, gender, who, story):
                candidates.scores[name] -= LEANING
        return candidates

    def _of_other_name(self, source: Source, gender: str, story: Story) -> Who | None:
        """Take the person named last, where no more than a given name of some countries speaks against it."""
        for _, mention in self.names_before(source, REACH):
            if mention.kind != "person":
                continue
            given = fold_name(mention.name.split()[0])
            is_by_name = mention.gender_evidence == "first name"
            is_common = given in self.lex.first_names
            if not is_by_name or is_common or mention.name in story.genders:
                return None
            story.genders[mention.name] = gender
            return Who(mention.name, "person", gender, "pronoun: named last")
        return None

    def _weigh_named(
        self, source: Source, candidates: _Candidates, story: Story
    ) -> None:
        """Weigh the people whom the last sentences name."""
        for i, mention in self.names_before(source, REACH):
            gender = self.gender(mention, story)
            if mention.kind != "person":
                continue
            if not candidates.fits(gender):
                continue
            name = mention.name
            score = self._weight(i, source, story)
            if gender and gender == candidates.gender:
                score += SAME_GENDER
            candidates.scores[name] = max(candidates.score_of(name), score)
            whose = gender or candidates.gender
            candidates.people[name] = Who(name, "person", whose)

    def _spoken_of(self, source: Source) -> set[str]:
        """Return who is named within a quotation: few speak of themselves by name."""
        if not source.direct:
            return set()
        named = self.phrases.names_within(source.begin, source.finish)
        return {mention.name for mention in named}

    def _weight(self, i: int, source: Source, story: Story) -> float:
        """Weigh the place of a name: near, the subject, named since the last quotation."""
        p = self.phrases
        mention = p.names[i]
        score = -NEAR * p.distance(mention.first, source.low)
        is_subject = self._is_subject(i)
        is_owner = p.norm[mention.last : mention.last + 1] == ["'s"]
        if is_subject:
            score += SUBJECT
        if is_owner:
            score -= OWNER
        if is_subject and not is_owner and mention.first >= _last_quote(story):
            score += NEWLY
        return score

    def _weigh_speakers(
        self, source: Source, candidates: _Candidates, story: Story
    ) -> None:
        """Weigh those who spoke last."""
        last_ones = reversed(story.spoken[-RECENT:])
        for back, past in enumerate(last_ones, 1):
            who = past.who
            name = who.speaker
            if not name:
                continue
            if not self._is_somebody(who, story):
                continue
            distance = self.phrases.distance(past.row, source.low)
            gender = story.genders.get(name, who.gender)
            if distance > REACH:
                continue
            if not candidates.fits(gender):
                continue
            near = max(candidates.score_of(name), -NEAR * distance)
            candidates.scores[name] = near + SPOKE / back
            candidates.people.setdefault(name, who)
            candidates.speakers.add(name)

    def _is_somebody(self, who: Who, story: Story) -> bool:
        """Say whether a speaker is one person, named or not."""
        if who.kind == "person":
            return True
        return story.is_human(who.speaker)

    def gender(self, mention: Mention, story: Story) -> str:
        """Return the gender of a person as titles, names or the article's pronouns tell it."""
        is_sure = mention.gender_evidence != "first name"
        if mention.gender and is_sure:
            return mention.gender
        return story.genders.get(mention.name, mention.gender)

    def _leans_otherwise(self, name: str, gender: str, who: Who, story: Story) -> bool:
        """Say whether most Americans of a given name that the world shares are of the other gender."""
        if who.kind != "person" or not gender:
            return False
        if story.genders.get(name) == gender:
            return False
        given = fold_name(name.split()[0])
        leaning = self.lex.first_names.get(given, "any")
        return leaning not in ("any", gender)

    def _named_next(self, source: Source, gender: str, story: Story) -> Who | None:
        """Take the person named soon after a pronoun at the beginning of an article."""
        p = self.phrases
        end = source.first + LONGEST_WALK
        for mention in p.names[source.first : end]:
            if not self._is_within(mention, source, AHEAD):
                return None
            is_fitting = self.gender(mention, story) in ("", gender)
            if mention.kind != "person":
                continue
            if not is_fitting:
                continue
            if not self._is_relative_of(mention, gender):
                return Who(mention.name, "person", gender, "pronoun: named next")
        return None

    def _is_within(self, mention: Mention, source: Source, sentences: int) -> bool:
        """Say whether a name stands in the article of the source, at most so many sentences away."""
        p = self.phrases
        if p.article[mention.first] != source.article:
            return False
        return p.distance(mention.first, source.low) <= sentences

    def _is_relative_of(self, mention: Mention, gender: str) -> bool:
        """Say whether a name is of somebody's relative, and so not of who is meant: "her husband, Ken"."""
        start = max(mention.first - OWNED, 0)
        before = self.phrases.norm[start : mention.first]
        pronouns = self.lex.sources[f"pronouns_{gender}"]
        if self.lex.relatives.isdisjoint(before):
            return False
        return not pronouns.isdisjoint(before)

    def names_before(self, source: Source, reach: int) -> Iterator[tuple[int, Mention]]:
        """Yield the names of the sentences before the source, the nearest first."""
        last = source.first - 1
        farthest = max(source.first - LONGEST_WALK, -1)
        for i in range(last, farthest, -1):
            mention = self.phrases.names[i]
            if not self._is_within(mention, source, reach):
                return
            yield i, mention

    def _is_subject(self, i: int) -> bool:
        """Say whether a name is the first of its sentence, or stands before a verb.

        Names in what the person is called do not count: "Sunrise Bank chairman *Ida Moe*".
        """
        p = self.phrases
        mention = p.names[i]
        begin = p.start_of(mention.first)
        before = i - 1
        while before >= 0 and p.names[before].first >= begin:
            before -= 1
        if before < 0:
            return True
        if not p.together(p.names[before].first, mention.first):
            return True
        last = mention.last
        end = last + ASIDE
        while last < end and p.norm[last : last + 1] == [","]:
            last += 1  # "The mayor, Ida Moe, rejected this"; "Ida Moe, however, agreed"
            if p.tag[last : last + 1] == ["RB"]:
                last += 1
        following = p.tag[last : last + 1]
        is_before_verb = not VERBS.isdisjoint(following)
        return is_before_verb and not self._is_subordinate(begin)

    def _is_subordinate(self, begin: int) -> bool:
        """Say whether "when" or the like stands before a row: who is named there is not the subject."""
        p = self.phrases
        before = begin - 1
        is_joined = before >= 0 and p.tag[before] in ("WRB", "IN")
        return is_joined and p.norm[before] != "that"

    # Several people, bodies, the author

    def _group(self, source: Source, word: str, story: Story) -> Who:
        for _, mention in self.names_before(source, REACH):
            if mention.kind == "person" and mention.gender == "other":
                rule = "pronoun: whose pronouns are told"
                return Who(mention.name, "person", "other", rule)
        near = self._near(source, story)
        last = story.last_of_kind("group", near)
        if last:
            return last._replace(rule="pronoun: they, who spoke last")
        pair = self.pair_before(source)
        return pair or self._people_before(source, word)

    def _body(self, source: Source, story: Story) -> Who:
        near = self._near(source, story)
        last = story.last_of_kind("organisation", near)
        if last:
            return last._replace(rule="pronoun: it, who spoke last")
        return self._body_before(source) or NOBODY

    def _near(self, source: Source, story: Story) -> list[Spoken]:
        """Return who spoke within reach of a pronoun."""
        near = []
        for past in story.spoken:
            distance = self.phrases.distance(past.row, source.low)
            if distance <= REACH:
                near.append(past)
        return near

    def _author(self, source: Source, story: Story) -> Who:
        """Take "I" inside a quotation for its speaker, elsewhere for the author."""
        for past in reversed(story.spoken):
            quoted = range(past.source.begin, past.source.finish)
            if source.low in quoted:
                return past.who._replace(rule="pronoun: inside a quotation")
        return Who("the author", "unnamed", rule="pronoun: the author")

    def pair_before(self, source: Source) -> Who | None:
        """Take "they" or "the two" for the two people last named together."""
        for i, second in self.names_before(source, PEOPLE_SENTENCES):
            first = self.phrases.names[i - 1]
            if i == 0:
                continue
            if not self._are_joined(first, second):
                continue
            if first.kind == "person" and second.kind == "person":
                names = sorted([first.name, second.name])
                both = " and ".join(names)
                return Who(both, "group", rule="pronoun: named together")
        return None

    def _are_joined(self, first: Mention, second: Mention) -> bool:
        """Say whether "and" and little else stands between two names."""
        between = self.phrases.norm[first.last : second.first]
        if second.first - first.last > PAIR_APART:
            return False
        return "and" in between

    def _people_before(self, source: Source, word: str) -> Who:
        """Take "they" for the first people of the nearest sentence: "Officials met …; they said …"."""
        p = self.phrases
        people = None
        nearest = PEOPLE_SENTENCES
        farthest = max(source.low - PEOPLE_REACH, -1)
        for i in range(source.low - 1, farthest, -1):
            away = p.distance(i, source.low)
            if p.article[i] != source.article:
                break
            if away > nearest:
                break
            is_plural = p.tag[i] in PLURALS
            if is_plural and p.is_human(p.norm[i].removesuffix("s")):
                people = i
                nearest = away
        text = word
        if people is not None:
            end = people + 1
            text = p.shown(p.start_of(end), end)
        return Who(text, "group", rule="pronoun: nearest people")

    def _body_before(self, source: Source) -> Who | None:
        """Take "it" for the nearest body, or else for the nearest place that is a subject."""
        places = []
        perhaps_a_thing = None
        for i, mention in self.names_before(source, PEOPLE_SENTENCES):
            if mention.kind == "organisation":
                if self._may_be_thing(mention, source):
                    perhaps_a_thing = mention
                    continue
                return Who(mention.name, "organisation", rule="pronoun: nearest body")
            if mention.kind == "place" and self._is_subject(i):
                places.append(mention)
        if perhaps_a_thing:
            places.append(perhaps_a_thing)
        if not places:
            return None
        return Who(places[0].name, "organisation", rule="pronoun: nearest body")

    def _may_be_thing(self, mention: Mention, source: Source) -> bool:
        """Say whether an English word that opens what "it" says may be no body: "*Revenue* rose, it said"."""
        p = self.phrases
        first = mention.first
        is_one_word = mention.last - first == 1
        opens_sentence = first == 0 or not p.together(first - 1, first)
        is_told = source.begin <= first < source.finish
        is_english = p.norm[first] in load_forms().bases
        return is_one_word and opens_sentence and is_told and is_english


def _last_quote(story: Story) -> int:
    """Return where the last quotation of the article ends, -1 if there is none yet."""
    if not story.spoken:
        return -1
    return story.spoken[-1].source.finish
