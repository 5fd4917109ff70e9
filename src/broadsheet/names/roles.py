"""What the coverage says people are: "US President …", "…, a senior analyst at the Crisis Group"."""

from collections import Counter, defaultdict

from .phrases import STOPS, VERBS, WITHIN, Phrases

HONORIFICS = {"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "miss"}
LONGEST = {"before": 10, "after": 30}  # tokens of a role


class Roles:
    """The words that stand beside each person's names, by article and over the corpus."""

    def __init__(self, phrases: Phrases):
        self.phrases, self.lex = phrases, phrases.lex
        self.places, self.common = defaultdict(lambda: defaultdict(list)), {}
        self.here, self.told = defaultdict(set), defaultdict(set)
        for mention in phrases.names:
            if mention.kind != "person":
                continue
            for low, high in (self._after(mention), self._before(mention)):
                words = phrases.content(low, high)
                if words - HONORIFICS and self._of_a_person(low, high, low > mention.first):
                    article = phrases.article[low]
                    self.places[mention.name][article].append((low, high))
                    self.here[mention.name, article] |= words
                    self.told[mention.name] |= words

    def _before(self, mention) -> tuple[int, int]:
        p, low = self.phrases, mention.first
        while low and mention.first - low < LONGEST["before"] and p.together(low - 1, mention.first):
            # "Secretary of State", but not "a campaigner for Senator"
            of = p.norm[low - 1] == "of" and p.norm[low - 2] in self.lex.heads and p.tag[low] == "NNP"
            if (p.tag[low - 1] not in WITHIN or p.tag[low - 1] == "VBG") and not of:
                break
            low -= 1
        while low < mention.first and (p.tag[low] in ("POS", "CD", "VBN")):
            low += 1
        return low, mention.first

    def _after(self, mention) -> tuple[int, int]:
        p, low = self.phrases, mention.last + 1
        high = low
        if low < len(p.norm) and p.norm[low - 1] == "," and p.tag[low] in ("DT", "NN", "JJ", "NNS"):
            while high < min(len(p.norm), low + LONGEST["after"]) and p.together(high, mention.first):
                if p.norm[high] in STOPS or p.tag[high] in VERBS | {"WP", "WDT"}:
                    break
                high += 1
        return low, high

    def _of_a_person(self, low: int, high: int, apposition: bool) -> bool:
        """Say whether the first phrase of these words is headed by what a person can be."""
        p = self.phrases
        end = next((i for i in range(low + 1, high) if p.tag[i] == "IN"), high)
        nouns = [p.norm[i] for i in range(low, end) if p.tag[i] in ("NN", "NNP")]
        if apposition and p.norm[low] in ("a", "an"):
            return bool(nouns) and nouns[-1] not in self.lex.things
        return bool(nouns) and p.is_human(nouns[-1])

    def of(self, name: str, article: int) -> str:
        """Return the first role of several words that the article gives the person, or the commonest."""
        here = self.places[name].get(article) if name in self.places else None
        if not here:
            return self._commonest(name)
        return self.phrases.text(*next((place for place in here if place[1] - place[0] > 1), here[0]))

    def _commonest(self, name: str) -> str:
        if name not in self.common:
            places = self.places[name].values() if name in self.places else ()
            texts = Counter(self.phrases.text(*place) for here in places for place in here)
            self.common[name] = max(texts, key=lambda text: (" " in text, texts[text]), default="")
        return self.common[name]

    def find(self, row, head: str, words: set[str]):
        """Find the mention of the person whom the coverage calls so: "the Florida senator"."""
        wanted, names = {head, *self.lex.kinds_of.get(head, "").split()}, self.phrases.names
        before, after = names[max(row.first - 200, 0) : row.first], names[row.first : row.first + 50]
        best = self._best(row, wanted, words - {head}, reversed(before))
        return best or self._best(row, wanted, words - {head}, after)

    def _best(self, row, wanted: set[str], others: set[str], mentions):
        best, top = None, 1.5
        for mention in mentions:
            if self.phrases.article[mention.first] != row.article:
                break
            score = self._fit(mention, row.article, wanted, others)
            score += 1 / (1 + self.phrases.distance(mention.first, row.low) / 4)
            if score > top:
                best, top = mention, score
        return best

    def _fit(self, mention, article: int, wanted: set[str], others: set[str]) -> float:
        here, told = self.here.get((mention.name, article), set()), self.told.get(mention.name, set())
        if mention.kind not in ("person", "other"):
            return -9.0
        if not told and len(wanted) > 1:
            return 1.0  # nothing speaks against it: "the Mexican leader" is then the one just named
        fit = 3.0 if wanted & here else 2.0 if wanted & told else -9.0
        nations = {word for word in here if self._is_nation(word)}
        for word in others:
            fit += 1.0 if word in told else -0.3
            fit -= 2.0 * (self._is_nation(word) and bool(nations) and word not in nations)
        return fit

    def _is_nation(self, word: str) -> bool:
        return word in self.lex.demonyms or (word,) in self.lex.places_names
