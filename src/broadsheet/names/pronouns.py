"""Whom a pronoun means: the people, groups and bodies of the sentences before it."""

from collections.abc import Iterator

from .lexicon import fold_name
from .phrases import VERBS, Mention, Phrases, Source
from .who import NOBODY, Story, Who

REACH = 4  # sentences back in which a pronoun looks for its person
AHEAD = 2  # and ahead, where nobody stands before it
LONGEST_WALK = 60  # names back
OWNED = 4  # tokens before a name in which "her husband," stands
RECENT = 3  # quotations back whose speakers are weighed
# How a pronoun weighs the people around it (chosen on PolNeAR's development articles).
NEAR, SUBJECT, SPOKE, SAME_GENDER, OWNER, NEWLY, LEANING = (
    0.8,
    0.8,
    1.0,
    0.4,
    0.5,
    0.6,
    3.0,
)
WORST = -9.0


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
        if word in lists["pronouns_female"] | lists["pronouns_male"]:
            gender = "female" if word in lists["pronouns_female"] else "male"
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
        scores: dict[str, float] = {}
        people: dict[str, Who] = {}
        self._weigh_named(source, gender, story, scores, people)
        self._weigh_speakers(source, gender, story, scores, people)
        if not scores:
            return self._named_next(source, gender, story) or Who(
                None, "unnamed", gender, "pronoun: nobody"
            )
        for name, who in people.items():
            if self._leans_otherwise(name, gender, who, story):
                scores[name] -= LEANING
        best = people[max(scores, key=lambda name: scores[name])]
        noun = "woman" if gender == "female" else "man"
        rule = (
            f"pronoun: only {noun} named"
            if len(scores) == 1
            else f"pronoun: likeliest {noun}"
        )
        if best.kind == "person" and best.speaker:
            story.genders.setdefault(best.speaker, gender)
        return best._replace(rule=rule)

    def _weigh_named(
        self, source, gender: str, story: Story, scores: dict, people: dict
    ) -> None:
        p = self.phrases
        since = story.spoken[-1].source.finish if story.spoken else -1
        for i, mention in self.names_before(source, REACH):
            known = self.gender(mention, story)
            if mention.kind != "person" or known not in ("", gender):
                continue
            is_subject = self._is_subject(i)
            is_owner = mention.last < len(p.norm) and p.norm[mention.last] == "'s"
            score = -NEAR * p.distance(mention.first, source.low)
            score += (
                SUBJECT * is_subject
                + SAME_GENDER * (known == gender)
                - OWNER * is_owner
            )
            score += NEWLY * (is_subject and mention.first >= since and not is_owner)
            scores[mention.name] = max(scores.get(mention.name, WORST), score)
            people[mention.name] = Who(mention.name, "person", known or gender)

    def _weigh_speakers(
        self, source, gender: str, story: Story, scores: dict, people: dict
    ) -> None:
        for back, past in enumerate(reversed(story.spoken[-RECENT:]), 1):
            who = past.who
            distance = self.phrases.distance(past.row, source.low)
            known = story.genders.get(who.speaker or "", who.gender)
            someone = who.kind == "person" or story.is_human(who.speaker)
            if someone and who.speaker and known in ("", gender) and distance <= REACH:
                near = max(scores.get(who.speaker, WORST), -NEAR * distance)
                scores[who.speaker] = near + SPOKE / back
                people.setdefault(who.speaker, who)

    def gender(self, mention: Mention, story: Story) -> str:
        """Return the gender of a person as titles, names or the article's pronouns tell it."""
        if mention.gender and mention.gender_evidence != "first name":
            return mention.gender
        return story.genders.get(mention.name, mention.gender)

    def _leans_otherwise(self, name: str, gender: str, who: Who, story: Story) -> bool:
        """Say whether most Americans of a given name that the world shares are of the other gender."""
        leaning = self.lex.first_names.get(fold_name(name.split()[0]), "any")
        told = story.genders.get(name) == gender or who.kind != "person"
        return not told and leaning not in ("any", gender)

    def _named_next(self, source: Source, gender: str, story: Story) -> Who | None:
        """Take the person named soon after a pronoun at the beginning of an article."""
        p = self.phrases
        for mention in p.names[source.first : source.first + LONGEST_WALK]:
            away = p.distance(mention.first, source.low)
            if p.article[mention.first] != source.article or away > AHEAD:
                return None
            fitting = mention.kind == "person" and self.gender(mention, story) in (
                "",
                gender,
            )
            if fitting and not self._is_relative_of(mention, gender):
                return Who(mention.name, "person", gender, "pronoun: named next")
        return None

    def _is_relative_of(self, mention: Mention, gender: str) -> bool:
        """Say whether a name is of somebody's relative, and so not of who is meant: "her husband, Ken"."""
        p = self.phrases
        before = p.norm[max(mention.first - OWNED, 0) : mention.first]
        pronouns = self.lex.sources[f"pronouns_{gender}"]
        related = any(word in self.lex.relatives for word in before)
        return related and not pronouns.isdisjoint(before)

    def names_before(self, source: Source, reach: int) -> Iterator[tuple[int, Mention]]:
        """Yield the names of the sentences before the source, the nearest first."""
        p = self.phrases
        for i in range(source.first - 1, max(source.first - LONGEST_WALK, -1), -1):
            mention = p.names[i]
            away = p.distance(mention.first, source.low)
            if p.article[mention.first] != source.article or away > reach:
                return
            yield i, mention

    def _is_subject(self, i: int) -> bool:
        p = self.phrases
        mention = p.names[i]
        first = i == 0 or not p.together(p.names[i - 1].first, mention.first)
        return first or (mention.last < len(p.tag) and p.tag[mention.last] in VERBS)

    # Several people, bodies, the author

    def _group(self, source: Source, word: str, story: Story) -> Who:
        last = story.last_of_kind("group", self._near(source, story))
        return (
            self._because(last, "they")
            or self.pair_before(source)
            or self._people_before(source, word)
        )

    def _body(self, source: Source, story: Story) -> Who:
        last = story.last_of_kind("organisation", self._near(source, story))
        return self._because(last, "it") or self._body_before(source) or NOBODY

    def _because(self, who: Who | None, word: str) -> Who | None:
        return who._replace(rule=f"pronoun: {word}, who spoke last") if who else None

    def _near(self, source: Source, story: Story) -> list:
        return [
            past
            for past in story.spoken
            if self.phrases.distance(past.row, source.low) <= REACH
        ]

    def _author(self, source: Source, story: Story) -> Who:
        """Take "I" inside a quotation for its speaker, elsewhere for the author."""
        around = [
            past
            for past in story.spoken
            if past.source.begin <= source.low < past.source.finish
        ]
        if around:
            return around[-1].who._replace(rule="pronoun: inside a quotation")
        return Who("the author", "unnamed", rule="pronoun: the author")

    def pair_before(self, source: Source) -> Who | None:
        """Take "they" or "the two" for the two people last named together."""
        for i, other in self.names_before(source, 2):
            one = self.phrases.names[i - 1]
            joined = (
                "and" in self.phrases.norm[one.last : other.first]
                and other.first - one.last < 5
            )
            if i and one.kind == other.kind == "person" and joined:
                both = " and ".join(sorted([one.name, other.name]))
                return Who(both, "group", rule="pronoun: named together")
        return None

    def _people_before(self, source: Source, word: str) -> Who:
        """Take "they" for the first people of the nearest sentence: "Officials met …; they said …"."""
        p = self.phrases
        people, nearest = None, 2
        for i in range(source.low - 1, max(source.low - 120, -1), -1):
            away = p.distance(i, source.low)
            if p.article[i] != source.article or away > nearest:
                break
            if p.tag[i] in ("NNS", "NNPS") and p.is_human(p.norm[i].removesuffix("s")):
                people, nearest = i, away
        text = word if people is None else p.shown(p.start_of(people + 1), people + 1)
        return Who(text, "group", rule="pronoun: nearest people")

    def _body_before(self, source: Source) -> Who | None:
        for _, mention in self.names_before(source, 2):
            if mention.kind in ("organisation", "place"):
                return Who(mention.name, "organisation", rule="pronoun: nearest body")
        return None
