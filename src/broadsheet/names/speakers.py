"""From sources as written to speakers: who said it, in what role, and whether they are named.

Articles are read from the top. Each source is cut into its noun phrase and what explains it; a name in
it decides, otherwise what the article has told so far: roles tied to names, the last one who spoke, the
unnamed and the groups already met.
"""

from collections import defaultdict
from itertools import pairwise
from types import SimpleNamespace
from typing import NamedTuple

import pandas as pd

from .linking import find_names
from .phrases import NOUNS, STOPS, VERBS, WITHIN, Phrases
from .roles import Roles

KINDS = ["person", "organisation", "group", "unnamed"]
DEFINITE = {"the", "this", "that", "his", "her", "their", "its", "these", "those"}
EMPTY = {"'s", "'", '"', "''"}
REFLEXIVE = {"himself", "herself", "itself", "themselves"}
REACH = 4  # sentences back in which a pronoun looks for its person
# How a pronoun weighs the people before it (set by hand).
NEAR, SUBJECT, SPOKE, SAME_GENDER, OWNER = 0.8, 0.8, 1.0, 0.4, 0.5


class Who(NamedTuple):
    """A speaker; the gender is what is known of it."""

    speaker: str | None
    kind: str
    gender: str = ""


NOBODY = Who(None, "unnamed")


def resolve_speakers(
    articles: pd.DataFrame, tokens: pd.DataFrame, quotes: pd.DataFrame, names=None
) -> pd.DataFrame:
    """Fill `speaker`, `speaker_kind` and `role` of each quotation from its source as written.

    `speaker` is the full name as the corpus gives it most often; for a group or someone unnamed the words
    of the source ("Mexican officials", "a senior Mexican security official"), the same for the same one
    within an article. It is missing where nothing tells. `speaker_kind` is person, organisation, group or
    unnamed. `role` is what the coverage says the person is ("a senior fellow at the Brookings Institution").
    `names` spares finding the names again where `find_names(tokens)` is at hand.
    """
    story = _Story(Phrases(articles, tokens, find_names(tokens) if names is None else names))
    rows = story.phrases.rows(quotes)
    said: list = [None] * len(rows)
    for i in sorted(range(len(rows)), key=lambda i: (rows[i].article, rows[i].low, i)):
        said[i] = story.resolve(rows[i])
    frame = pd.DataFrame(said, columns=["speaker", "kind", "role"], index=quotes.index)
    return quotes.assign(
        speaker=_same_spelling(frame["speaker"].astype("str")),
        speaker_kind=pd.Categorical(frame["kind"], categories=KINDS),
        role=frame["role"].replace("", None).astype("str"),
    )


def _same_spelling(speaker: pd.Series) -> pd.Series:
    """Write everyone as the corpus mostly does: "U.S. officials" and "US officials" are the same."""
    key = speaker.str.replace(r"[^\w ]", "", regex=True).str.lower().rename("key")
    counts = speaker.groupby([key, speaker], sort=False).size().sort_values(ascending=False, kind="stable")
    commonest = {one: written for one, written in reversed(counts.index)}
    return key.map(commonest).astype("str")


class _Story:
    """What has been read so far of the article at hand: who spoke, and which unnamed ones were met."""

    def __init__(self, phrases: Phrases):
        self.phrases, self.lex, self.roles, self.article = phrases, phrases.lex, Roles(phrases), None

    def resolve(self, row: SimpleNamespace) -> tuple[str | None, str, str]:
        """Say who speaks in this row, of what kind, and in what role."""
        if row.article != self.article:
            self.article, self.spoken, self.unnamed = row.article, [], []
        norm = self.phrases.norm
        while row.high > row.low and norm[row.high - 1] in STOPS | EMPTY:
            row.high -= 1
        if row.high - row.low > 1 and norm[row.high - 1] in REFLEXIVE:
            row.high -= 1
        who = self._read(row) if row.high > row.low else self._continued(row)
        self.spoken.append(SimpleNamespace(who=who, at=min(row.low, len(norm) - 1), row=row))
        return who.speaker, who.kind, self.roles.of(who.speaker, row.article) if who.kind == "person" else ""

    def _read(self, row) -> Who:
        p = self.phrases
        found = self._pronoun(row, p.norm[row.low]) if row.high - row.low == 1 else None
        if found or (found := self._several(row)):
            return found
        end = p.end_of(row.low, row.high, row.names)
        for mention in row.names:
            if mention.last == end:
                others = (end + 1 < row.high and p.tag[end] == "CC") or "other" in p.norm[end : row.high]
                return Who(p.shown(row.low, row.high), "group") if others else self._named(mention)
        explained = next((m for m in row.names if m.first > end and self._explains(m, end, row.high)), None)
        return self._named(explained) if explained else self._described(row, end)

    def _named(self, mention) -> Who:
        p = self.phrases
        body = p.word[mention.first].isupper() or p.norm[mention.first - 1] == "the"
        person = mention.kind == "person" or (mention.kind == "other" and not body)
        return Who(mention.name, "person" if person else "organisation", mention.gender)

    def _explains(self, mention, end: int, high: int) -> bool:
        """Say whether a name stands alone between commas, as in "a lawyer for the firm, Jo Smith,"."""
        p, low = self.phrases, mention.first
        while low > end and p.tag[low - 1] in ("NNP", "JJ"):
            low -= 1
        closed = mention.last >= high or p.norm[mention.last] in STOPS
        return mention.kind == "person" and closed and p.norm[low - 1] in STOPS

    def _several(self, row) -> Who | None:
        """Read "A, B and C", where each is a name."""
        p, people = self.phrases, [m for m in row.names if m.kind == "person"]
        if len(people) == 1 or (row.names and row.names[0].first - row.low > 8):
            return None
        names, ended = [], False
        for one, other in pairwise(people or [m for m in row.names if m.kind != "other"]):
            between = range(one.last, other.first)
            if ended or not all(p.tag[i] in WITHIN | {"CC", ",", "DT"} for i in between):
                break
            names = names or [one.name]
            names.append(other.name)
            ended = "and" in p.norm[one.last : other.first]
        return Who(" and ".join(sorted(set(names))), "group") if ended else None

    def _continued(self, row) -> Who:
        """Give a quotation without a source to whoever spoke last, in this paragraph or the one before."""
        paragraph, past = self.phrases.paragraph, self.spoken[-1] if self.spoken else None
        near = past and row.direct and paragraph[row.begin] - paragraph[past.at] <= 1
        return past.who if near else NOBODY

    # Pronouns

    def _pronoun(self, row, word: str) -> Who | None:
        lex = self.lex
        if word in lex.relatives:
            return self._antecedent(row)
        if word in lex.pronouns_female or word in lex.pronouns_male:
            return self._person_meant(row, "female" if word in lex.pronouns_female else "male")
        if word in lex.pronouns_group:
            return self._last_spoken(row, "group") or self._pair_before(row) or self._group_before(row, word)
        if word in lex.pronouns_body:
            return self._last_spoken(row, "organisation") or self._body_before(row) or NOBODY
        if word in lex.pronouns_author:
            around = [past.who for past in self.spoken if past.row.begin <= row.low < past.row.finish]
            return around[-1] if around else Who("the author", "unnamed")
        return None

    def _before(self, row, reach: int):
        """Yield the names of the sentences before the source, the nearest first."""
        p = self.phrases
        for i in range(row.first - 1, max(row.first - 60, -1), -1):
            mention = p.names[i]
            if p.article[mention.first] != row.article or p.distance(mention.first, row.low) > reach:
                return
            yield i, mention

    def _person_meant(self, row, gender: str) -> Who:
        """Weigh the people of the last sentences: near, subject, spoken before, of the right gender."""
        p, scores, known = self.phrases, defaultdict(lambda: -9.0), {}
        for i, mention in self._before(row, REACH):
            if mention.kind == "person" and mention.gender in ("", gender):
                owner = mention.last < len(p.norm) and p.norm[mention.last] == "'s"
                score = SUBJECT * self._is_subject(i) + SAME_GENDER * (mention.gender == gender)
                score -= OWNER * owner + NEAR * p.distance(mention.first, row.low)
                scores[mention.name] = max(scores[mention.name], score)
                known[mention.name] = Who(mention.name, "person", mention.gender or gender)
        for back, past in enumerate(reversed(self.spoken[-3:]), 1):
            who, near = past.who, p.distance(past.at, row.low)
            someone = who.kind == "person" or any(u.text == who.speaker and u.human for u in self.unnamed)
            if someone and who.gender in ("", gender) and near <= REACH:
                scores[who.speaker] = max(scores[who.speaker], -NEAR * near) + SPOKE / back
                known.setdefault(who.speaker, who)
        return known[max(scores, key=scores.get)] if scores else Who(None, "unnamed", gender)

    def _is_subject(self, i: int) -> bool:
        p, mention = self.phrases, self.phrases.names[i]
        first = i == 0 or not p.together(p.names[i - 1].first, mention.first)
        return first or (mention.last < len(p.tag) and p.tag[mention.last] in VERBS)

    def _last_spoken(self, row, kind: str) -> Who | None:
        near = [past.who for past in self.spoken if self.phrases.distance(past.at, row.low) <= REACH]
        return next((who for who in reversed(near) if who.kind == kind and who.speaker), None)

    def _pair_before(self, row) -> Who | None:
        """Take "they" or "the two" for the two people last named together."""
        for i, other in self._before(row, 2):
            one = self.phrases.names[i - 1]
            joined = "and" in self.phrases.norm[one.last : other.first] and other.first - one.last < 5
            if i and one.kind == other.kind == "person" and joined:
                return Who(" and ".join(sorted([one.name, other.name])), "group")
        return None

    def _group_before(self, row, word: str) -> Who:
        """Take "they" for the first people of the nearest sentence: "Officials met …; they said …"."""
        p, people, nearest = self.phrases, None, REACH
        for i in range(row.low - 1, max(row.low - 120, -1), -1):
            away = p.distance(i, row.low)
            if p.article[i] != row.article or away > min(nearest, 2):
                break
            if p.tag[i] in ("NNS", "NNPS") and p.is_human(p.norm[i].removesuffix("s")):
                people, nearest = i, away
        return Who(word if people is None else p.shown(p.start_of(people + 1), people + 1), "group")

    def _body_before(self, row) -> Who | None:
        bodies = (m for _, m in self._before(row, 2) if m.kind in ("organisation", "place"))
        return next((Who(mention.name, "organisation") for mention in bodies), None)

    def _antecedent(self, row) -> Who:
        """Take "who" for the name, or else the noun phrase, that stands before it."""
        p = self.phrases
        for _, mention in self._before(row, 0):
            person = mention.kind == "person"
            reach = 12 if person else 2 if p.norm[row.low] != "who" else 0
            if 0 <= row.low - mention.last < reach and not VERBS & set(p.tag[mention.last : row.low]):
                return self._named(mention)
        high = row.low - (row.low > 0 and p.norm[row.low - 1] == ",")
        low = p.start_of(high)
        if low == high:
            return NOBODY
        inner = [mention for _, mention in self._before(row, 0) if mention.first >= low]
        phrase = SimpleNamespace(**{**vars(row), "low": low, "high": high, "names": inner})
        return self._described(phrase, high)

    # Descriptions

    def _described(self, row, end: int) -> Who:
        """Read a source that holds no name of its own: a role, a group, a body, someone unnamed."""
        p, lex = self.phrases, self.lex
        while end - row.low > 1 and p.tag[end - 1] in ("JJ", "RB", "VBN") and p.tag[end - 2] in NOUNS:
            end -= 1  # "people familiar with the matter"
        first, head = p.norm[row.low], p.norm[end - 1]
        if self._is_several(row, end):
            pair = self._pair_before(row) if head in ("two", "both", "pair", "men", "women") else None
            return pair or Who(self._phrase(row, end), "group")
        owner = next((mention for mention in row.names if mention.last <= end), None)
        if head in lex.documents:
            people = [mention for mention in row.names if mention.kind == "person"]
            owner = owner or next(iter([*people, *row.names]), None)
            return self._named(owner) if owner else Who(self._phrase(row, end), "unnamed")
        if head in lex.bodies:
            return Who(self._body(row, end, owner), "organisation")
        words = p.content(row.low, end)
        if first in DEFINITE and (found := self.roles.find(row, lex.titles_short.get(head, head), words)):
            return self._named(found)
        return Who(self._unnamed(head, words, first, self._phrase(row, end)), "unnamed")

    def _is_several(self, row, end: int) -> bool:
        p, lex, inner = self.phrases, self.lex, range(row.low, end - 1)
        head, tag, following = p.norm[end - 1], p.tag[end - 1], p.norm[end : row.high][:1]
        amount = head in lex.amounts and "of" in following
        amount |= tag == "CD" and (head != "one" or "in" in following)
        joins = [i for i in inner if p.tag[i] == "CC"]
        joined = any(p.tag[i + 1] in ("DT", "PRP$", "NNS") or p.tag[i - 1] in ("NNS", "NNPS") for i in joins)
        plural = tag in ("NNS", "NNPS") or head in lex.collectives
        return amount or joined or plural or p.norm[row.low] in ("both", "some", "many", "several")

    def _phrase(self, row, end: int) -> str:
        """Keep "of …" and "for …" with the noun, and leave out relative clauses and asides."""
        p = self.phrases
        while end < row.high and p.norm[end] not in STOPS and p.tag[end] not in VERBS | {"WP", "WDT"}:
            end += 1
        return p.shown(row.low, end)

    def _body(self, row, end: int, owner) -> str:
        """Name a body after whose it is: "Trump's campaign" and "his campaign" are the Trump campaign."""
        p, head = self.phrases, self.phrases.norm[end - 1]
        if p.norm[row.low] in ("his", "her") and end - row.low > 1:
            person = self._person_meant(row, "male" if p.norm[row.low] == "his" else "female").speaker
            return " ".join([(person or p.norm[row.low]).split()[-1], *p.word[row.low + 1 : end]])
        if owner and owner.kind == "person":
            rest = [word for word in p.word[owner.last : end] if word.strip("'’s")]
            whole = owner.last - owner.first > 1
            return " ".join([owner.name.split()[-1] if whole else p.word[owner.first], *rest])
        if not owner and end - row.low <= 2 and p.norm[row.low] in DEFINITE:
            bodies = [past.who.speaker for past in self.spoken if past.who.kind == "organisation"]
            same = [name for name in bodies if name.lower().endswith(head)]
            return same[-1] if same else self._phrase(row, end)
        return self._phrase(row, end)

    def _unnamed(self, head: str, words: set[str], first: str, text: str) -> str:
        """Keep one unnamed source one: "the official" is the "senior security official" just met."""
        if first in DEFINITE:
            for past in reversed(self.unnamed):
                if past.head == head and words <= past.words:
                    return past.text
        human = self.phrases.is_human(head)
        self.unnamed.append(SimpleNamespace(head=head, words=words, text=text, human=human))
        return text
