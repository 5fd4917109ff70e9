"""What the coverage says people are: "US President …", "…, a senior analyst at the Crisis Group"."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from .phrases import NOUNS, STOPS, VERBS, WITHIN, Mention, Phrases, Source

LONGEST_BEFORE = 10  # tokens of a role before a name
LONGEST_AFTER = 30  # and after it
NAMES_BEFORE = (
    200  # names of the article among which a description looks for its person
)
NAMES_AFTER = 50
COPULAS = {"is", "was", "became", "becomes", "remains"}
BEGINS = {"DT", "NN", "JJ", "NNS", "PRP$"}
# How a role fits a description (set by hand).
LEAST = 1.5
HERE, ELSEWHERE, MISFIT, UNTOLD = 3.0, 2.0, -9.0, 1.0
SHARED_WORD, OTHER_WORD, OTHER_NATION = 1.0, 0.3, 2.0
LONG_NATION = 7  # letters
STEM = 4  # letters that the words for a country and its people share
NEARNESS = 4  # sentences over which being near loses half of its weight

Span = tuple[int, int]


class Roles:
    """The words that stand beside each person's names, by article and over the corpus."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.lex = phrases.lex
        self.spans: dict[str, dict[int, list[Span]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.here: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.anywhere: dict[str, set[str]] = defaultdict(set)
        self._commonest_of: dict[str, str] = {}
        self._unread: dict[str, list[Mention]] = defaultdict(list)
        for mention in phrases.names:
            if mention.kind == "person":
                self._unread[mention.name].append(mention)

    def words_here(self, name: str, article: int) -> set[str]:
        """Return the words that stand beside a person's names in an article."""
        self._read_all(name)
        return self.here.get((name, article), set())

    def _read_all(self, name: str) -> None:
        """Read the mentions of a person, once somebody asks: few of those named are asked for."""
        for mention in self._unread.pop(name, ()):
            self._read(mention)

    def _read(self, mention: Mention) -> None:
        """Note the roles that stand before and after a name."""
        before = self._before(mention)
        self._note(mention, self._after(mention), apposition=True)
        self._note(mention, before, apposition=False)
        self._note(mention, self._described_as(mention), apposition=False)
        self._note(mention, self._before_comma(before[0]), apposition=False)

    def _note(self, mention: Mention, span: Span, apposition: bool) -> None:
        low, high = span
        words = self.phrases.content_and_pairs(low, high)
        if not words - self.lex.polite_titles or not self._is_of_a_person(
            low, high, apposition
        ):
            return
        article = self.phrases.article[low]
        self.spans[mention.name][article].append(span)
        offices = {
            self.lex.office_of[word] for word in words if word in self.lex.office_of
        }
        self.here[mention.name, article] |= words | offices
        self.anywhere[mention.name] |= words | offices

    def _before(self, mention: Mention) -> Span:
        """Find the words before a name in its phrase, "of …" of a title included."""
        p = self.phrases
        first = mention.first
        farthest = max(first - LONGEST_BEFORE, 0)
        low = first
        while low > farthest and p.together(low - 1, first):
            if not self._belongs_before(low, first):
                break
            low -= 1
        while low < first and p.tag[low] in ("POS", "CD", "VBN"):
            low += 1
        return low, first

    def _belongs_before(self, low: int, first: int) -> bool:
        """Say whether the word before `low` is of the phrase that ends in the name at `first`."""
        p = self.phrases
        word, tag = p.norm[low - 1], p.tag[low - 1]
        if tag in WITHIN and tag != "VBG":
            return True
        # "Sunrisers skipper Tom Hale": the tagger takes the title for a verb.
        if low == first and self.lex.is_title(word):
            return True
        # "Secretary of State", but not "a campaigner for Senator"
        is_of_title = word == "of" and self.lex.is_title(p.norm[low - 2])
        return is_of_title and p.tag[low] == "NNP"

    def _before_comma(self, high: int) -> Span:
        """Find a role and a comma before a name: "The surveyor, Dr Ida Moe"."""
        p = self.phrases
        if high < 2 or p.norm[high - 1] != "," or not p.together(high - 2, high):
            return high, high
        low = p.start_of(high - 1)
        starts_phrase = low < high - 1 and p.tag[low] in ("DT", "PRP$")
        return (
            (low, high - 1)
            if starts_phrase and p.norm[low] not in ("a", "an")
            else (high, high)
        )

    def _after(self, mention: Mention) -> Span:
        """Find what stands between commas after a name."""
        p = self.phrases
        low = mention.last + 1
        if low >= len(p.norm) or p.norm[low - 1] != ",":
            return low, low
        begins_phrase = p.tag[low] in BEGINS or self.lex.is_title(p.norm[low])
        return self._until_stop(low, mention) if begins_phrase else (low, low)

    def _described_as(self, mention: Mention) -> Span:
        """Find "is the mayor", "who is a lawyer", "as chief executive" after a name."""
        p = self.phrases
        low = mention.last
        if low + 3 < len(p.norm) and p.norm[low] == "," and p.norm[low + 1] == "who":
            low += 2
        if (
            low + 1 < len(p.norm)
            and p.norm[low] in COPULAS | {"as"}
            and p.tag[low + 1] in BEGINS
        ):
            return self._until_stop(low + 1, mention)
        return low, low

    def _until_stop(self, low: int, mention: Mention) -> Span:
        p = self.phrases
        high = low
        while high < min(len(p.norm), low + LONGEST_AFTER) and p.together(
            high, mention.first
        ):
            if p.norm[high] in STOPS or p.tag[high] in VERBS | {"WP", "WDT"}:
                break
            high += 1
        return low, high

    def _is_of_a_person(self, low: int, high: int, apposition: bool) -> bool:
        """Say whether the first phrase of these words is headed by what a person can be."""
        p = self.phrases
        end = next((i for i in range(low + 1, high) if p.tag[i] == "IN"), high)
        singular = NOUNS - {"NNS", "NNPS"}
        nouns = [
            p.norm[i]
            for i in range(low, end)
            if p.tag[i] in singular or self.lex.is_title(p.norm[i])
        ]
        if not nouns:
            return False
        if apposition and p.norm[low] in ("a", "an"):
            return nouns[-1] not in self.lex.sources["things"]
        return p.is_human(nouns[-1]) or nouns[-1].rstrip(".") in self.lex.office_of

    def of(self, name: str, article: int) -> str:
        """Return the first role of several words that the article gives the person, or the commonest."""
        self._read_all(name)
        here = self.spans[name].get(article) if name in self.spans else None
        if not here:
            return self._commonest(name)
        several = (span for span in here if span[1] - span[0] > 1)
        return self.phrases.text(*next(several, here[0]))

    def _commonest(self, name: str) -> str:
        if name not in self._commonest_of:
            by_article = self.spans[name].values() if name in self.spans else ()
            texts = Counter(
                self.phrases.text(*span) for spans in by_article for span in spans
            )
            longest = max(
                texts, key=lambda text: (" " in text, texts[text]), default=""
            )
            self._commonest_of[name] = longest
        return self._commonest_of[name]

    def find(self, source: Source, head: str, words: set[str]) -> Mention | None:
        """Find the mention of the person whom the coverage calls so: "the Florida senator"."""
        wanted = {head, *self.lex.kinds_of.get(head, "").split()}
        offices = {
            self.lex.office_of[word] for word in words if word in self.lex.office_of
        }
        wanted |= offices
        names = self.phrases.names
        before = names[max(source.first - NAMES_BEFORE, 0) : source.first]
        after = names[source.first : source.first + NAMES_AFTER]
        others = words - wanted - {head}
        best = self._best(source, wanted, others, reversed(before))
        return best or self._best(source, {head}, others, after)

    def _best(
        self,
        source: Source,
        wanted: set[str],
        others: set[str],
        mentions: Iterable[Mention],
    ) -> Mention | None:
        best, top = None, LEAST
        for mention in mentions:
            if self.phrases.article[mention.first] != source.article:
                break
            score = self._fit(mention, source.article, wanted, others)
            score += 1 / (
                1 + self.phrases.distance(mention.first, source.low) / NEARNESS
            )
            if score > top:
                best, top = mention, score
        return best

    def _fit(
        self, mention: Mention, article: int, wanted: set[str], others: set[str]
    ) -> float:
        if mention.kind not in ("person", "other"):
            return MISFIT
        here = self.words_here(mention.name, article)
        anywhere = self.anywhere.get(mention.name, set())
        if not anywhere and not wanted.isdisjoint(self.lex.kinds_of):
            return UNTOLD  # nothing speaks against it: "the Mexican leader" is then the one just named
        fit = HERE if wanted & here else ELSEWHERE if wanted & anywhere else MISFIT
        nations = {word for word in here if self._is_nation(word)}
        for word in others:
            fit += SHARED_WORD if word in anywhere else -OTHER_WORD
            if nations and self._is_nation(word) and not is_of_nation(word, nations):
                fit -= OTHER_NATION
        return fit

    def _is_nation(self, word: str) -> bool:
        return word in self.lex.words["demonyms"] or (word,) in self.lex.place_names


def is_of_nation(word: str, nations: set[str]) -> bool:
    """Say whether a word begins as that of a nation does: "Fijian" and "Fiji", "Turkish" and "Turkey".

    Long ones have all letters of the shorter but one in common: "Austrian" is not of "Australia".
    """
    return any(_share_stem(word, nation) for nation in nations)


def _share_stem(word: str, nation: str) -> bool:
    shorter = min(len(word), len(nation))
    least = STEM if shorter < LONG_NATION else shorter - 1
    return word[:least] == nation[:least]
