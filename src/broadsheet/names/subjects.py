"""Whom a sentence before a pronoun is about, where it names nobody: "A porter laughed. “No,” he said."."""

from collections.abc import Iterator

from .described_people import DescribedPeople
from .lexicon import fold_name
from .phrases import Phrases, Source

GENDER_OF = {"he": "male", "she": "female"}
NEW = ("a", "an", "my", "our")  # with which somebody is told of for the first time
SENTENCES_BACK = 2  # in which "the chancellor" stands, before "he"


class Subjects:
    """Find descriptions of people in the sentences before a source."""

    def __init__(self, phrases: Phrases, people: DescribedPeople):
        self.phrases = phrases
        self.people = people

    def of_sentence(self, source: Source, word: str) -> Source | None:
        """Return the subject of the sentence of "it", or of the one before "he" or "she"."""
        if word == "it":
            return self.body_of_sentence(source)
        return self.of_sentence_before(source, word)

    def of_sentence_before(self, source: Source, word: str) -> Source | None:
        """Return the subject of the sentence before, if it is somebody new, and nobody is named there."""
        p = self.phrases
        high = source.begin if source.direct else source.low
        gender = GENDER_OF.get(word)
        if gender is None or not self._is_led_by_sentence(high, source):
            return None
        low = high - 1
        while low > 0 and p.together(low - 1, high - 1):
            low -= 1
        end = p.end_of(low, high, [])
        names = p.names_within(low, high)
        if any(mention.kind == "person" for mention in names):
            return None
        if p.norm[low] not in NEW:
            return None
        if not self._is_one_person(end, gender):
            return None
        return source.within(low, high, names)

    def _is_led_by_sentence(self, high: int, source: Source) -> bool:
        """Say whether another sentence of the paragraph ends before a row."""
        p = self.phrases
        if high == 0:
            return False
        if p.together(high - 1, source.low):
            return False
        return p.paragraph[high - 1] == p.paragraph[source.low]

    def _is_one_person(self, end: int, gender: str) -> bool:
        """Say whether a phrase ends in a noun for one person, who may be of this gender."""
        p = self.phrases
        head = fold_name(p.norm[end - 1])
        is_singular = p.tag[end - 1] == "NN"
        is_person = is_singular and p.is_human(head)
        return is_person and self.people.gender_of_noun(head) in ("", gender)

    def body_of_sentence(self, source: Source) -> Source | None:
        """Return the subject that opens the sentence of "it", if it is a body: "The firm lost, it said"."""
        p = self.phrases
        low = source.low
        while low > 0 and p.together(low - 1, source.low):
            low -= 1
        end = p.end_of(low, source.low, [])
        head = fold_name(p.norm[end - 1])
        lists = p.lex.sources
        is_body = head in lists["bodies"] or head in lists["either"]
        if p.norm[low] != "the":
            return None
        if end >= source.low or not is_body:
            return None
        return source.within(low, end, [])

    def described_before(self, source: Source) -> Iterator[Source]:
        """Yield "the chancellor" within the sentence, or where it opens one before, the nearest first."""
        p = self.phrases
        low = source.low
        while low > 0 and p.article[low - 1] == source.article:
            low -= 1
            if p.distance(low, source.low) > SENTENCES_BACK:
                return
            is_here = p.together(low, source.low)
            goes_on = low > 0 and p.together(low - 1, low)
            if p.norm[low] != "the":
                continue
            if goes_on and not is_here:
                continue
            end = p.end_of(low, source.low, [])
            if p.is_human(p.norm[end - 1]):
                yield source.within(low, end, [])
