"""From sources as written to speakers: who said it, in what role, and whether they are named.

Articles are read from the top. Each source is cut into its noun phrase and what explains it; a name in
it decides, otherwise what the article has told so far: roles tied to names, the last one who spoke, the
unnamed and the groups already met.
"""

import re
from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pandas as pd

from .lexicon import lexicon
from .linking import find_names

HUMAN = re.compile(
    r"([^aeiou]or|[^aeiou]er|[aeiou][bdgklmnprtvwz]er|ist|yst|ian|geon|man|woman|person|mother|ant|ee|aire|mate|[egl]ate|cop"
    r"|fellow|head|chief|aide|ally|rival|critic|boss|star|wife|husband|son|expert|host|guest|native|mogul|tycoon|hero"
    r"|champion|student|[sr]ident|republican|democrat|general|official|guard|judge|coach|king|queen|prince|spy|guru)$"
)
KINDS = ["person", "organisation", "group", "unnamed"]
NOUNS = ("NN", "NNS", "NNP", "NNPS")
PREMODIFIERS = {"NN", "NNP", "NNPS", "NNS", "JJ", "JJS", "JJR", "VBN", "VBG", "POS", "CD", "HYPH", "AFX"}
STOPS = {",", "(", ")", "--", "—", "–", ";", ":", "-lrb-", "-rrb-", "[", "]", ".", "…"}
HONORIFIC = {"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "miss"}
ENDS_PHRASE = {"IN", "TO", "WDT", "WP", "WP$", "WRB", "VBG", "VBN", "VBD", "VBZ", "VBP", "VB", "MD"}
VERBS = {"VBD", "VBZ", "VBP", "MD"}
PREPOSITIONS = {"for", "from", "in", "at", "with", "by", "on"}
DEFINITE = {"the", "this", "that", "his", "her", "their", "its", "these", "those"}
REACH = 4  # sentences back in which a pronoun looks for its person


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
    story = _Story(articles, tokens, find_names(tokens) if names is None else names)
    rows = story.rows(quotes)
    said: list = [None] * len(rows)
    for i in sorted(range(len(rows)), key=lambda i: (rows[i].article, rows[i].place, i)):
        said[i] = story.resolve(rows[i])
    frame = _same_spelling(
        pd.DataFrame(said, columns=["speaker", "speaker_kind", "role"], index=quotes.index)
    )
    return quotes.assign(
        speaker=frame["speaker"].astype("str"),
        speaker_kind=pd.Categorical(frame["speaker_kind"], categories=KINDS),
        role=frame["role"].replace("", None).astype("str"),
    )


def _same_spelling(frame: pd.DataFrame) -> pd.DataFrame:
    """Write a group or body the way the corpus writes it most: "U.S. officials" and "US officials" are one."""
    key = frame["speaker"].astype("str").str.replace(r"[^\w ]", "", regex=True).str.lower()
    counts = frame.groupby([key.rename("key"), "speaker"], sort=False).size().reset_index(name="n")
    best = (
        counts.sort_values("n", ascending=False, kind="stable")
        .drop_duplicates("key")
        .set_index("key")["speaker"]
    )
    return frame.assign(speaker=key.map(best))


class _Story:
    """The tokens and names of a corpus, and what has been read so far of the article at hand."""

    def __init__(self, articles, tokens, names):
        self.lex, self.tokens = lexicon(), tokens
        self.texts = articles["text"].to_numpy(object)
        self.code = tokens["article"].cat.codes.to_numpy()
        self.start, self.end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
        self.norm, self.tag, self.word = (_plain(tokens[column]) for column in ("norm", "pos", "token"))
        self.sentence, self.paragraph = tokens["sentence"].to_numpy(), tokens["paragraph"].to_numpy()
        fields = ["first", "last", "name", "kind", "title", "gender"]
        columns = [names[field].to_numpy(object) for field in fields]
        self.names = [
            SimpleNamespace(**dict(zip(fields, row, strict=True))) for row in zip(*columns, strict=True)
        ]
        self.firsts = names["first"].to_numpy(int)
        self.roles = self._collect_roles()
        self.article = None

    def rows(self, quotes: pd.DataFrame) -> list[SimpleNamespace]:
        """Place each quotation and its source among the tokens and the names."""
        code = pd.Categorical(quotes["article"].astype(object), dtype=self.tokens["article"].dtype).codes
        at = self.code.astype(np.int64) << 32 | self.start

        def row_of(offset):
            return np.searchsorted(at, code.astype(np.int64) << 32 | offset.fillna(0).to_numpy(np.int64))

        source = quotes["source_start"].notna().to_numpy()
        begin, low, high = (row_of(quotes[column]) for column in ("start", "source_start", "source_end"))
        low, high = np.where(source, low, begin), np.where(source, high, begin)
        first, last = np.searchsorted(self.firsts, low), np.searchsorted(self.firsts, high)
        spoken = quotes["kind"].isin(["direct", "mixed"]).to_numpy()
        fields = zip(code, low, high, begin, first, last, spoken, strict=True)
        return [
            SimpleNamespace(
                article=a, place=l, low=l, high=h, begin=b, first=f, names=self.names[f:e], direct=d
            )
            for a, l, h, b, f, e, d in fields
        ]

    # What the coverage says people are

    def _collect_roles(self) -> dict[str, list[SimpleNamespace]]:
        """Find what stands beside each person's names: "US President …", "…, a senior analyst at …"."""
        roles = defaultdict(list)
        for mention in self.names:
            if mention.kind != "person":
                continue
            before, after = self._before(mention), self._after(mention)
            for low, high in (after, before):
                words = self._content(low, high)
                if words - HONORIFIC and self._human(low, high):
                    entry = SimpleNamespace(
                        low=low, high=high, words=words, article=self.code[low], at=mention.first
                    )
                    roles[mention.name].append(entry)
        return roles

    def _human(self, low: int, high: int) -> bool:
        """Say whether the first phrase of these words is headed by what a person can be."""
        for i in range(low, high):
            if self.tag[i] == "IN" and i > low:
                high = i
                break
        nouns = [self.norm[i] for i in range(low, high) if self.tag[i] in ("NN", "NNP")]
        return bool(nouns) and self._is_human(nouns[-1])

    def _is_human(self, noun: str) -> bool:
        return noun in self.lex.heads or (noun not in self.lex.things and bool(HUMAN.search(noun)))

    def _before(self, mention) -> tuple[int, int]:
        low = mention.first
        while low and mention.first - low < 10 and self._same_sentence(low - 1, mention.first):
            tag, word = self.tag[low - 1], self.norm[low - 1]
            if not (
                tag in PREMODIFIERS
                or (word in ("of", "for") or self.norm[low - 2] == "of")
                and self.tag[low - 2] in (*NOUNS, "IN")
            ):
                break
            low -= 1
        while low < mention.first and self.tag[low] in ("POS", "IN", "CD", "VBN", "VBG"):
            low += 1
        return low, mention.first

    def _after(self, mention) -> tuple[int, int]:
        low = high = mention.last + 1
        size = len(self.norm)
        if high < size and self.norm[low - 1] == "," and self.tag[low] in ("DT", "NN", "JJ", "NNS"):
            while high < size and high - low < 30 and self._same_sentence(high, mention.first):
                if self.norm[high] in STOPS or self.tag[high] in ("VBD", "VBZ", "WP", "WDT", "MD"):
                    break
                high += 1
        return low, high

    def _same_sentence(self, a: int, b: int) -> bool:
        return self.sentence[a] == self.sentence[b] and self.code[a] == self.code[b]

    def _content(self, low: int, high: int) -> set[str]:
        short = self.lex.titles_short
        return {
            short.get(self.norm[i], self.norm[i]) for i in range(low, high) if self.tag[i] in PREMODIFIERS
        } - {"'s"}

    def _text(self, low: int, high: int) -> str:
        if high <= low:
            return ""
        text = self.texts[self.code[low]][self.start[low] : self.end[high - 1]]
        return " ".join(text.replace("’s ", "'s ").split())

    def _role_of(self, name: str, article: int) -> str:
        entries = self.roles.get(name, ())
        here = [entry for entry in entries if entry.article == article] or entries
        long = [entry for entry in here if entry.high - entry.low > 1] or here
        return self._text(long[0].low, long[0].high) if long else ""

    # One source after the other

    def resolve(self, row: SimpleNamespace) -> tuple[str | None, str, str]:
        """Say who speaks in this row, of what kind, and in what role."""
        if row.article != self.article:
            self.article, self.spoken, self.unnamed = row.article, [], []
        row.high = self._trim(row.low, row.high)
        speaker, kind, gender = self._read(row)
        at = min(row.low, len(self.norm) - 1)
        human = any(entry.text == speaker and self._is_human(entry.head) for entry in self.unnamed)
        self.spoken.append(SimpleNamespace(speaker=speaker, kind=kind, gender=gender, at=at, human=human))
        return speaker, kind, self._role_of(speaker, row.article) if kind == "person" else ""

    def _trim(self, low: int, high: int) -> int:
        while high > low and (
            self.tag[high - 1] in ("POS", ",", ".", ":", "``", "''") or self.norm[high - 1] == "'s"
        ):
            high -= 1
        return high

    def _read(self, row) -> tuple[str | None, str, str]:
        if row.low >= row.high:
            return self._continued(row)
        if row.high - row.low == 1:
            found = self._pronoun(row, self.norm[row.low])
            if found:
                return found
        end = self._phrase_end(row.low, row.high, row.names)
        several = self._several(row)
        if several:
            return several
        for mention in row.names:
            if mention.last == end:
                others = end + 1 < row.high and self.tag[end] == "CC" or "other" in self.norm[end : row.high]
                return (self._shown(row.low, row.high), "group", "") if others else self._named(mention)
        after = [m for m in row.names if m.first > end and self._explains(m, end, row.high)]
        if after:
            return self._named(after[0])
        return self._described(row, end)

    def _named(self, mention) -> tuple[str, str, str]:
        shout = self.word[mention.first].isupper() or self.norm[mention.first - 1] == "the"
        person = mention.kind == "person" or (mention.kind == "other" and not shout)
        return mention.name, "person" if person else "organisation", mention.gender

    def _phrase_end(self, low: int, high: int, names) -> int:
        """Find where the first noun phrase ends: before a comma, a preposition or a verb."""
        inside = {i for mention in names for i in range(mention.first, mention.last)}
        for i in range(low + 1, high):
            if i in inside:
                continue
            tag = self.tag[i]
            participle = (
                tag in ("VBN", "VBG")
                and i + 1 < high
                and self.tag[i + 1] not in ("IN", "TO", "DT", "RB", "PRP")
            )
            title = (
                self.norm[i] == "of"
                and any(m.first > i and m.title and m.last <= high for m in names)
                and "," not in self.norm[i:high]
            )
            role = i + 1 in inside and self._is_human(self.norm[i])  # "lawyer Marc Kasowitz", however tagged
            if self.norm[i] in STOPS or (tag in ENDS_PHRASE and not (participle or title or role)):
                return i
        return high

    def _explains(self, mention, end: int, high: int) -> bool:
        """Say whether a name stands alone between commas, as in "a lawyer for the firm, Jo Smith,"."""
        low = mention.first
        while low > end and self.tag[low - 1] in ("NNP", "JJ"):
            low -= 1
        closed = mention.last == high or self.norm[mention.last] in STOPS
        return mention.kind == "person" and closed and self.norm[low - 1] in STOPS

    def _several(self, row) -> tuple[str, str, str] | None:
        """Read "A and B", where each is a name."""
        people = [m for m in row.names if m.kind == "person"]
        people = people if len(people) > 1 else [m for m in row.names if m.kind != "other"]
        for one, other in zip(people, people[1:], strict=False):
            between = range(one.last, other.first)
            if any(self.norm[i] == "and" for i in between) and all(
                self.tag[i] in PREMODIFIERS | {"CC", ",", "DT"} for i in between
            ):
                if one.first - row.low <= 8:
                    return " and ".join(dict.fromkeys(m.name for m in people)), "group", ""
        return None

    # Pronouns

    def _pronoun(self, row, word: str) -> tuple[str | None, str, str] | None:
        lex = self.lex
        if word in lex.relatives:
            return self._antecedent(row)
        if word in lex.pronouns_person:
            return self._person_meant(row, "female" if word in ("she", "her", "hers", "herself") else "male")
        if word in lex.pronouns_group:
            return self._last_spoken(row, "group") or self._pair_before(row) or (word, "group", "")
        if word in lex.pronouns_body:
            return self._last_spoken(row, "organisation") or self._body_before(row) or (None, "unnamed", "")
        if word in lex.pronouns_author:
            return ("the author", "unnamed", "")
        return None

    def _distance(self, at: int, row) -> int:
        return abs(int(self.sentence[row.low]) - int(self.sentence[at]))

    def _person_meant(self, row, gender: str) -> tuple[str | None, str, str]:
        """Weigh the people of the last sentences: near, subject, spoken before, of the right gender."""
        scores: dict[str, float] = defaultdict(lambda: -9.0)
        genders = {}
        for i in range(row.first - 1, max(row.first - 40, -1), -1):
            mention = self.names[i]
            if self.code[mention.first] != row.article or self._distance(mention.first, row) > REACH:
                break
            if mention.kind != "person" or mention.gender not in ("", gender):
                continue
            subject = self._is_subject(i)
            score = (
                0.8 * subject + 0.4 * (mention.gender == gender) - 0.8 * self._distance(mention.first, row)
            )
            score -= 0.5 * (self.norm[min(mention.last, len(self.norm) - 1)] == "'s")
            scores[mention.name] = max(scores[mention.name], score)
            genders[mention.name] = mention.gender
        for back, past in enumerate(reversed(self.spoken[-3:])):
            near = self._distance(past.at, row)
            if (
                past.speaker
                and past.kind in ("person", "unnamed")
                and past.gender in ("", gender)
                and near <= REACH
            ):
                base = max(scores[past.speaker], -0.8 * near)
                scores[past.speaker] = base + 1.0 / (1 + back)
                genders.setdefault(past.speaker, past.gender)
        if not scores:
            return None, "unnamed", gender
        best = max(scores, key=lambda name: scores[name])
        unnamed = best not in self.roles and any(
            p.speaker == best and p.kind == "unnamed" for p in self.spoken
        )
        return best, "unnamed" if unnamed else "person", genders[best] or gender

    def _is_subject(self, i: int) -> bool:
        mention = self.names[i]
        first = i == 0 or not self._same_sentence(self.names[i - 1].first, mention.first)
        verb = mention.last < len(self.tag) and self.tag[mention.last] in ("VBD", "VBZ", "MD", "VBP")
        return first or verb

    def _last_spoken(self, row, kind: str) -> tuple[str, str, str] | None:
        near = [p for p in self.spoken if p.kind == kind and p.speaker and self._distance(p.at, row) <= REACH]
        return (near[-1].speaker, kind, "") if near else None

    def _pair_before(self, row) -> tuple[str, str, str] | None:
        """Take "they" or "the two" for the two people last named together."""
        for i in range(row.first - 1, max(row.first - 12, 0), -1):
            one, other = self.names[i - 1], self.names[i]
            if self.code[one.first] != row.article or self._distance(one.first, row) > 2:
                return None
            if (
                one.kind == other.kind == "person"
                and "and" in self.norm[one.last : other.first]
                and other.first - one.last < 5
            ):
                return f"{one.name} and {other.name}", "group", ""
        return None

    def _body_before(self, row) -> tuple[str, str, str] | None:
        for i in range(row.first - 1, max(row.first - 12, -1), -1):
            mention = self.names[i]
            if self.code[mention.first] != row.article or self._distance(mention.first, row) > 2:
                return None
            if mention.kind in ("organisation", "place"):
                return mention.name, "organisation", ""
        return None

    def _antecedent(self, row) -> tuple[str | None, str, str]:
        """Take "who" for the name, or else the noun phrase, that stands before it."""
        for mention in reversed(self.names[max(row.first - 3, 0) : row.first]):
            near = row.low - mention.last < (12 if mention.kind == "person" else 2)
            clear = not any(self.tag[i] in VERBS for i in range(mention.last, row.low))
            if near and clear and self._same_sentence(mention.first, row.low) and mention.last <= row.low:
                if mention.kind == "person" or self.norm[row.low] != "who":
                    return self._named(mention)
        high = row.low - (self.norm[row.low - 1] == ",") if row.low else 0
        low = high
        while (
            low
            and self._same_sentence(low - 1, row.low)
            and self.tag[low - 1] in PREMODIFIERS | {"DT", "PRP$"}
        ):
            low -= 1
        if low == high:
            return None, "unnamed", ""
        inner = [m for m in self.names[max(row.first - 3, 0) : row.first] if m.first >= low]
        return self._described(
            SimpleNamespace(**{**vars(row), "low": low, "high": high, "names": inner}), high
        )

    def _continued(self, row) -> tuple[str | None, str, str]:
        """Give a quotation without a source to whoever spoke last, in this paragraph or the one before."""
        past = self.spoken[-1] if self.spoken else None
        if past and row.direct and self.paragraph[row.begin] - self.paragraph[past.at] <= 1:
            return past.speaker, past.kind, past.gender
        return None, "unnamed", ""

    # Descriptions

    def _described(self, row, end: int) -> tuple[str | None, str, str]:
        """Read a source that holds no name of its own: a role, a group, a body, someone unnamed."""
        lex = self.lex
        head, tag = self.norm[end - 1], self.tag[end - 1]
        first = self.norm[row.low]
        text = self._shown(row.low, self._text_end(row, end))
        amount = head in lex.amounts and end < row.high and self.norm[end] == "of"
        if (
            amount
            or tag in ("NNS", "NNPS")
            or head in lex.collectives
            or first in ("both", "some", "many", "several")
        ):
            if head in ("two", "both", "pair", "men", "women") and (pair := self._pair_before(row)):
                return pair
            return text, "group", ""
        owner = next((m for m in row.names if m.last <= end), None)
        if head in lex.documents:
            people = [m for m in row.names if m.kind == "person"]
            owner = owner or next(iter([*people, *row.names]), None)
            return self._named(owner) if owner else (text, "unnamed", "")
        if head in lex.bodies:
            if first in ("his", "her") and end - row.low > 1:
                person, *_ = self._person_meant(row, "male" if first == "his" else "female")
                return (
                    f"{(person or first).split()[-1]} {' '.join(self.word[row.low + 1 : end])}",
                    "organisation",
                    "",
                )
            return self._body(row, end, owner, text)
        words = self._content(row.low, end)
        if first in DEFINITE and (found := self._by_role(row, lex.titles_short.get(head, head), words)):
            return found
        return self._unnamed(head, words, first, text)

    def _text_end(self, row, end: int) -> int:
        """Keep "of …" and "for …" with the noun, and leave out relative clauses and asides."""
        while (
            end < row.high
            and self.norm[end] not in STOPS
            and self.tag[end] not in ("WP", "WDT", "VBD", "VBZ", "VBP", "MD")
        ):
            end += 1
        return end

    def _shown(self, low: int, high: int) -> str:
        text = self._text(low, high)
        capital = (
            self.tag[low] in ("NNP", "NNPS")
            or (self.word[low].isupper() and len(self.word[low]) > 1)
            or self.norm[low] in self.lex.demonyms
        )
        return text if capital else text[:1].lower() + text[1:]

    def _body(self, row, end: int, owner, text: str) -> tuple[str, str, str]:
        head = self.norm[end - 1]
        if owner and owner.kind == "person":
            rest = [w for w in self.word[owner.last : end] if w not in ("'s", "’s", "'", "’")]
            name = owner.name.split()[-1] if owner.last - owner.first > 1 else self.word[owner.first]
            return " ".join([name, *rest]), "organisation", ""
        if not owner and end - row.low <= 2 and self.norm[row.low] in DEFINITE:
            same = [
                p.speaker
                for p in self.spoken
                if p.kind == "organisation" and p.speaker and p.speaker.lower().endswith(head)
            ]
            if same:
                return same[-1], "organisation", ""
        return text, "organisation", ""

    def _by_role(self, row, head: str, words: set[str]) -> tuple[str, str, str] | None:
        """Find the person whom the coverage calls so: "the Florida senator", "the Mexican leader"."""
        lex = self.lex
        wanted = set(lex.kinds_of.get(head, head).split()) | {head}
        best, top = None, 1.5
        for i in range(row.first - 1, -1, -1):
            mention = self.names[i]
            if self.code[mention.first] != row.article:
                break
            if mention.kind != "person":
                continue
            entries = self.roles.get(mention.name, ())
            here = set().union(*(entry.words for entry in entries if entry.article == row.article))
            told = here.union(*(entry.words for entry in entries))
            score = 3.0 if wanted & here else 2.0 if wanted & told else 0.0
            if not score:
                continue
            for word in words - {head}:
                nation = word in lex.demonyms or (word,) in lex.places_names
                score += 1.0 if word in told else -0.3
                score -= 2.0 * (
                    nation
                    and word not in here
                    and any(w in lex.demonyms or (w,) in lex.places_names for w in here)
                )
            score += 1 / (1 + self._distance(mention.first, row) / 4)
            if score > top:
                best, top = mention, score
        return self._named(best) if best else None

    def _unnamed(self, head: str, words: set[str], first: str, text: str) -> tuple[str, str, str]:
        """Keep one unnamed source one: "the official" is the "senior security official" just met."""
        if first in DEFINITE:
            for past in reversed(self.unnamed):
                if past.head == head and words <= past.words:
                    return past.text, "unnamed", ""
        self.unnamed.append(SimpleNamespace(head=head, words=words, text=text))
        return text, "unnamed", ""


def _plain(column: pd.Series) -> np.ndarray:
    return np.array(column.cat.categories, dtype=object)[column.cat.codes]
