"""What the coverage says people are: "US President …", "…, a senior analyst at the Crisis Group"."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from .lexicon import bare
from .nations import is_of_nation
from .page import QUOTES
from .phrases import NOUNS, STOPS, VERBS, WITHIN, Mention, Phrases, Source
from .role_spans import NOTHING, Span, Wanted, beginning
from .role_texts import RoleTexts

LONGEST_BEFORE = 10  # tokens of a role before a name
LONGEST_AFTER = 30  # and after it
# Names of the article among which a description looks for its person.
NAMES_BEFORE = 200
NAMES_AFTER = 50
BEGINS = {"DT", "NN", "JJ", "NNS", "PRP$"}
# How a role fits a description (set by hand).
LEAST = 1.5
HERE = 3.0
SAME_NOUN = 0.25
SPOKEN_OF = 0.7  # named in the quotation itself
ELSEWHERE = 2.0
MISFIT = -9.0
UNTOLD = 1.0
SHARED_WORD = 1.0
OTHER_WORD = 0.3
OTHER_NATION = 2.0
NEARNESS = 4  # sentences over which being near loses half of its weight
SINGULAR = NOUNS - {"NNS", "NNPS"}
ENDING_A_ROLE = VERBS | {"WP", "WDT"}

SpansOf: TypeAlias = dict[str, dict[int, list[Span]]]  # by person and article


class Roles:
    """The words that stand beside each person's names, by article and over the corpus."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.lex = phrases.lex
        self.texts = RoleTexts(phrases)
        # What stands beside a name, and apart from it what verbs tell ("is a", "as a"), often an opinion.
        self.spans: SpansOf = {}
        self.described: SpansOf = {}
        self.here: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.anywhere: dict[str, set[str]] = defaultdict(set)
        self._commonest_of: dict[str, str] = {}
        self._unread: dict[str, list[Mention]] = defaultdict(list)
        for mention in phrases.names:
            if mention.kind in ("person", "other"):
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
        after = self._after(mention)
        if after.size:
            self._note(mention, after, apposition=True)
        for span in (before, self._before_comma(before.low)):
            if span.size:
                self._note(mention, span, apposition=False)
        described = self._described_as(mention)
        if described.size:
            self._note(mention, described, apposition=False, beside=False)
        if mention.title:
            self._note_title(mention)

    def _note_title(self, mention: Mention) -> None:
        """Note the title that a name keeps: "Princess Ingrid" is "the princess"."""
        title = bare(mention.title)
        if title in self.lex.polite_titles:
            return
        words = {self.lex.abbreviations.get(title, title)}
        words |= self._offices(words)
        article = self.phrases.article[mention.first]
        self.here[mention.name, article] |= words
        self.anywhere[mention.name] |= words

    def _note(
        self, mention: Mention, span: Span, apposition: bool, beside: bool = True
    ) -> None:
        """Note the words of a span as what a person is, if they can be that."""
        words = self.phrases.content_and_pairs(span.low, span.high)
        says_more = bool(words - self.lex.polite_titles)
        if not says_more:
            return
        if not self._is_of_a_person(span, apposition):
            return
        name = mention.name
        article = self.phrases.article[span.low]
        spans = self.spans if beside else self.described
        of_person = spans.setdefault(name, {})
        of_person.setdefault(article, []).append(span)
        words |= self._offices(words)
        self.here[name, article] |= words | self.texts.initials(span)
        self.anywhere[name] |= words

    def _offices(self, words: set[str]) -> set[str]:
        """Return the offices for which these words stand."""
        office_of = self.lex.office_of
        return {office_of[word] for word in words if word in office_of}

    def _before(self, mention: Mention) -> Span:
        """Find the words before a name in its phrase, "of …" of a title included."""
        p = self.phrases
        first = mention.first
        farthest = max(first - LONGEST_BEFORE, 0)
        low = first
        if p.norm[first - 1] == "of":  # "Collector of Ayr" is no role of the place
            return Span(first, first)
        while low > farthest and p.together(low - 1, first):
            start = min(p.before_aside(low), p.start_of_name(low - 1))
            if start < low - 1:
                low = start
                continue
            if not self._belongs_before(low, first):
                break
            low -= 1
        if low == first:
            return Span(first, first)
        while low < first:
            is_month = p.norm[low] in self.lex.words["never"]
            if p.tag[low] not in ("POS", "CD", "VBN") and not is_month:
                break
            low += 1
        if self._begins_with_relative(low, first):
            low += 1
        return Span(self._with_office(low, first), first)

    def _with_office(self, low: int, first: int) -> int:
        """Return where an office begins whose end stands before a name: "*Head of* paintings"."""
        p = self.phrases
        link = low - 1
        is_link = link > 0 and p.norm[link] in self.lex.words["office_links"]
        if not is_link or low == first:
            return low
        if p.is_human(p.norm[first - 1]):
            return low
        if not p.together(link - 1, first):
            return low
        if not p.is_human(p.norm[link - 1]):
            return low
        return p.start_of(link)

    def _begins_with_relative(self, low: int, first: int) -> bool:
        """Say whether a relative stands before another description: "his wife designer Ida Moe"."""
        p = self.phrases
        if low == 0 or first - low < 2:
            return False
        is_relative = p.norm[low] in self.lex.relatives
        return is_relative and p.tag[low - 1] == "PRP$"

    def _belongs_before(self, low: int, first: int) -> bool:
        """Say whether the word before `low` is of the phrase that ends in the name at `first`."""
        p = self.phrases
        word = p.norm[low - 1]
        tag = p.tag[low - 1]
        is_modifier = word in self.lex.modifiers  # "managing"
        if tag in WITHIN and (tag != "VBG" or is_modifier):
            return True
        # "Sunrisers skipper Tom Hale": the tagger takes the title for a verb.
        if low == first and self.lex.is_title(word):
            return True
        if word == "and" and low < first and self._joins_callings(low):
            return True
        return word == "of" and self._is_of_office(low)

    def _is_of_office(self, low: int) -> bool:
        """Say whether "of" is of an office: "Secretary of State", "Bank of Ayr", but not "son of Senator"."""
        p = self.phrases
        if p.tag[low] != "NNP":
            return False
        row = low - 2
        head = p.norm[row]
        if self.lex.is_title(head):
            return True
        is_body = head in self.lex.body_heads
        return is_body and p.word[row].istitle()

    def _joins_callings(self, low: int) -> bool:
        """Say whether the "and" before a row joins what one person is: "founder and chief executive"."""
        p = self.phrases
        before = low - 2
        if before < 0 or not p.together(before, low):
            return False
        is_singular = p.tag[before] in SINGULAR
        if p.tag[before] == "NNP" and not self.lex.is_title(p.norm[before]):
            return False
        return is_singular and p.is_human(p.norm[before])

    def _before_comma(self, high: int) -> Span:
        """Find a role and a comma before a name: "The surveyor, Dr Ida Moe"."""
        p = self.phrases
        comma = high - 1
        if comma < 1:
            return NOTHING
        if p.norm[comma] != ",":
            return NOTHING
        if not p.together(comma - 1, high):
            return NOTHING
        low = self._start_of_description(comma)
        if low == comma:
            return NOTHING
        is_somebodys = "POS" in p.tag[low:comma]
        if p.tag[low] not in ("DT", "PRP$") and not is_somebodys:
            return NOTHING
        is_indefinite = p.norm[low] in self.lex.words["indefinite"]
        if is_indefinite and not self._opens_clause(low):
            return NOTHING
        return Span(low, comma)

    def _start_of_description(self, high: int) -> int:
        """Return where a noun phrase begins with what hangs on it: "A dairy farmer at Rosewood"."""
        p = self.phrases
        low = p.start_of(high)
        while 1 < low < high:
            link = low - 1
            if p.norm[link] not in self.lex.words["links"]:
                break
            before = p.start_of(link)
            if before == link or not p.together(before, low):
                break
            low = before
        return low

    def _opens_clause(self, low: int) -> bool:
        """Say whether a row opens a sentence, or stands behind a stop or a mark."""
        p = self.phrases
        if low == 0:
            return True
        if not p.together(low - 1, low):
            return True
        before = p.norm[low - 1]
        return before in STOPS or before in QUOTES or p.tag[low - 1] == "CC"

    def _after(self, mention: Mention) -> Span:
        """Find what stands between commas after a name."""
        p = self.phrases
        comma = mention.last
        low = comma + 1
        if low >= len(p.norm) or p.norm[comma] != ",":
            return NOTHING
        if p.tag[low] in BEGINS or self.lex.is_title(p.norm[low]):
            return self._until_stop(low, mention)
        return NOTHING

    def _described_as(self, mention: Mention) -> Span:
        """Find "is the mayor", "who is a lawyer", "as chief executive" after a name."""
        p = self.phrases
        low = mention.last
        end = len(p.norm)
        opening = p.norm[low : low + 2]
        if opening == [",", "who"] and low + 3 < end:
            low += 2
        start = low + 1
        if start >= end or p.norm[low] not in self.lex.words["describing"]:
            return NOTHING
        if p.tag[start] not in BEGINS:
            return NOTHING
        return self._until_stop(start, mention)

    def _until_stop(self, low: int, mention: Mention) -> Span:
        """Return the words from `low` to the next stop, verb or end of the sentence."""
        p = self.phrases
        farthest = min(len(p.norm), low + LONGEST_AFTER)
        high = low
        while high < farthest and p.together(high, mention.first):
            if p.norm[high] in STOPS:
                break
            if p.tag[high] in ENDING_A_ROLE:
                break
            high += 1
        return Span(low, high)

    def _is_of_a_person(self, span: Span, apposition: bool) -> bool:
        """Say whether the first phrase of these words is headed by what a person can be."""
        noun = self._last_noun(span)
        if not noun:
            return False
        first = self.phrases.norm[span.low]
        is_indefinite = first in self.lex.words["indefinite"]
        if apposition and is_indefinite:
            return noun not in self.lex.sources["things"]
        if self.phrases.is_human(noun):
            return True
        return noun.rstrip(".") in self.lex.office_of

    def _last_noun(self, span: Span) -> str:
        """Return the last noun of the first phrase, before a preposition."""
        p = self.phrases
        last = ""
        for i in range(span.low, span.high):
            is_link = i > span.low and p.tag[i] == "IN"
            if is_link and not self._is_in_body(i):
                break
            if p.tag[i] in SINGULAR or self.lex.is_title(p.norm[i]):
                last = p.norm[i]
        return last

    def _is_in_body(self, i: int) -> bool:
        """Say whether a preposition is part of a body's name: "Bank *of* England governor"."""
        p = self.phrases
        if p.start_of_name(i) < i:
            return True
        return p.norm[i - 1] in self.lex.body_heads

    def of(self, name: str, article: int) -> str:
        """Return the first role of several words that the article gives the person, or the commonest."""
        self._read_all(name)
        here = self.spans.get(name, {}).get(article)
        if not here:
            return self._commonest(name) or self._description(name, article)
        several = [span for span in here if self.texts.says_much(span)]
        first = several[0] if several else min(here, key=beginning)
        return self.texts.text(first)

    def _description(self, name: str, article: int) -> str:
        """Return what a verb of the article, or else of another, says that somebody is, or nothing."""
        of_person = self.described.get(name, {})
        spans = of_person.get(article, [])
        for others in of_person.values():
            spans = spans or others
        return self.texts.text(spans[0]) if spans else ""

    def _commonest(self, name: str) -> str:
        if name not in self._commonest_of:
            self._commonest_of[name] = self._count_roles(name)
        return self._commonest_of[name]

    def _count_roles(self, name: str) -> str:
        """Return the commonest role of a person, of several words where there is one."""
        texts: Counter[str] = Counter()
        for spans in self.spans.get(name, {}).values():
            for span in spans:
                texts[self.texts.text(span)] += 1

        def order(text: str) -> tuple[bool, int]:
            return " " in text, texts[text]

        return max(texts, key=order, default="")

    def find(self, source: Source, head: str, words: set[str]) -> Mention | None:
        """Find the mention of the person whom the coverage calls so: "the Florida senator"."""
        kinds = self.lex.kinds_of.get(head, "")
        offices = self._offices(words)
        called = {head, *kinds.split(), *offices}
        of_office = words & self.lex.office_of.keys()
        pairs = {word for word in of_office if "-" in word}
        if pairs:  # "the prime minister" is no other minister
            called = pairs | offices
        others = words - called
        names = self.phrases.names
        start = max(source.first - NAMES_BEFORE, 0)
        end = source.first + NAMES_AFTER
        before = names[start : source.first]
        after = names[source.first : end]
        wanted = Wanted(called, others, head)
        best = self._best(source, wanted, reversed(before))
        if best:
            return best
        same_noun = Wanted(called if pairs else {head}, others, head)
        return self._best(source, same_noun, after)

    def _best(
        self,
        source: Source,
        wanted: Wanted,
        mentions: Iterable[Mention],
    ) -> Mention | None:
        """Return the mention that fits best, the nearest of equal ones first."""
        best = None
        top = LEAST
        fits: dict[tuple[str, str], float] = {}  # by name and kind
        for mention in mentions:
            if self.phrases.article[mention.first] != source.article:
                break
            named = (mention.name, mention.kind)
            if named not in fits:
                fits[named] = self._fit(mention, source.article, wanted)
            distance = self.phrases.distance(mention.first, source.low)
            nearness = 1 / (1 + distance / NEARNESS)
            score = fits[named] + nearness
            if source.direct and source.begin <= mention.first < source.finish:
                score -= SPOKEN_OF
            if score > top:
                best = mention
                top = score
        return best

    def _fit(self, mention: Mention, article: int, wanted: Wanted) -> float:
        """Say how well a person's roles fit a description."""
        if mention.kind not in ("person", "other"):
            return MISFIT
        here = self.words_here(mention.name, article)
        anywhere = self.anywhere.get(mention.name, set())
        has_kinds = not wanted.words.isdisjoint(self.lex.kinds_of)
        if has_kinds and not anywhere:
            # Nothing speaks against it: "the Mexican leader" is then the one just named.
            return UNTOLD
        fit = MISFIT
        if wanted.words & here:
            fit = HERE
            if wanted.head in here:
                fit += SAME_NOUN
        elif wanted.words & anywhere:
            fit = ELSEWHERE
        if wanted.others:
            nations = {word for word in here if self._is_nation(word)}
            for word in wanted.others:
                fit += self._weight(word, anywhere, nations)
        return fit

    def _weight(self, word: str, anywhere: set[str], nations: set[str]) -> float:
        """Say how a word of a description speaks for somebody who is called otherwise."""
        if word in anywhere:
            weight = SHARED_WORD
        else:
            weight = -OTHER_WORD
        if not nations:
            return weight
        if not self._is_nation(word):
            return weight
        if is_of_nation(word, nations):
            return weight
        return weight - OTHER_NATION

    def _is_nation(self, word: str) -> bool:
        if word in self.lex.words["demonyms"]:
            return True
        return self.lex.is_place(word)
