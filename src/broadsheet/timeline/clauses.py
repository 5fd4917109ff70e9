"""Tokens as arrays: the clause around a date, and what a sentence holds."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.timeline.certainty import DATE, OTHER_DATE, judge

FINITE = ("VBD", "VBZ", "VBP", "MD")
NAME = ("NNP", "NNPS")
NAME_STRENGTH = 1.5  # who is in it tells an event better than other words do
NEAR = (
    12  # words from the date, beyond which a word of its clause tells less of the day
)
LONGEST_PHRASE = 4  # tokens of a phrase of language.toml, hyphens set apart
CUMULATIVE_REACH = (
    3  # words between "since" and its date: "since the uprising of February 2011"
)


@cache
def language() -> dict[str, frozenset[str]]:
    """Return the word lists of language.toml."""
    path = files("broadsheet.timeline") / "language.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a list of regular expressions of language.toml as one."""
    expressions = sorted(language()[name])
    return re.compile("|".join(expressions), re.IGNORECASE)


@dataclass(frozen=True)
class Content:
    """What a sentence says: its content words, their strength, its figures, whether it tells anything."""

    words: list[str]
    strength: list[float]
    figures: list[str]
    tells: bool


class Clauses:
    """The tokens of articles, for looking at the few around a date."""

    def __init__(self, tokens: pd.DataFrame, dates: pd.DataFrame) -> None:
        norms = tokens["norm"].cat
        lemmas = tokens["lemma"].cat
        tags = tokens["pos"].cat
        self.norms = norms.categories.tolist()
        self.lemmas = [lemma.lower() for lemma in lemmas.categories]
        self.tags = tags.categories.tolist()
        self.codes = {norm: code for code, norm in enumerate(self.norms)}
        self.norm = norms.codes.to_numpy()
        self.lemma = lemmas.codes.to_numpy()
        self.pos = tags.codes.to_numpy()
        is_alphanumeric = [norm[:1].isalnum() for norm in self.norms]
        self.is_alphanumeric = np.array(is_alphanumeric, dtype=bool)[self.norm]
        self.quoted = tokens["quoted"].to_numpy()
        initials = tokens["token"].astype("str").str[:1]
        self.is_capital = initials.str.isupper().to_numpy()
        articles = tokens["article"].cat
        self.article_ids = articles.categories
        # Articles and offsets as one number each, so that a place is found by bisection.
        self.width = int(tokens["end"].max()) + 1 if len(tokens) else 1
        base = articles.codes.to_numpy().astype(np.int64) * self.width
        self.places = base + tokens["start"].to_numpy()
        self.in_date = self._in_dates(dates, len(tokens))
        is_content = (tokens["is_word"] & ~tokens["is_stop"]).to_numpy()
        self.is_content = is_content & ~self.in_date
        self.is_finite = self.has_tag(FINITE)
        self.finite_before = np.append(0, np.cumsum(self.is_finite))

    def _in_dates(self, dates: pd.DataFrame, count: int) -> np.ndarray:
        begins, ends = self.rows(dates)
        depth = np.zeros(count + 1, dtype=int)
        np.add.at(depth, begins, 1)
        np.add.at(depth, ends, -1)
        return np.cumsum(depth)[:-1] > 0

    def rows(self, dates: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Return the first token of each date, and the first after it."""
        ids = dates["article"].astype(str)
        article = self.article_ids.get_indexer(ids)
        base = article.astype(np.int64) * self.width
        starts = base + dates["start"].to_numpy()
        stops = base + dates["end"].to_numpy()
        begins = np.searchsorted(self.places, starts)
        ends = np.searchsorted(self.places, stops)
        return begins, ends

    def is_one_of(self, words: Iterable[str]) -> np.ndarray:
        """Say which tokens are one of some words."""
        is_wanted = np.zeros(len(self.norms), dtype=bool)
        codes = [self.codes[word] for word in words if word in self.codes]
        is_wanted[codes] = True
        return is_wanted[self.norm]

    def has_tag(self, tags: Iterable[str]) -> np.ndarray:
        """Say which tokens have one of some tags."""
        is_wanted = np.isin(self.tags, list(tags))
        return is_wanted[self.pos]

    def has_lemma(self, lemmas: Iterable[str]) -> np.ndarray:
        """Say which tokens have one of some lemmas."""
        is_wanted = np.isin(self.lemmas, list(lemmas))
        return is_wanted[self.lemma]

    def word(self, row: int) -> str:
        return self.norms[self.norm[row]]

    def tag(self, row: int) -> str:
        return self.tags[self.pos[row]]

    def lemma_of(self, row: int) -> str:
        return self.lemmas[self.lemma[row]]

    def has_finite_verb(self, first: int, last: int) -> bool:
        return self.finite_before[last] > self.finite_before[first]

    def clause(self, row: int, first: int, last: int) -> tuple[int, int]:
        """Return the clause around a token, or its sentence where the clause has no finite verb."""
        cuts = self._cuts(first, last)
        before = [cut for cut in cuts if cut < row]
        after = [cut for cut in cuts if cut > row]
        begin = max(before, default=first)
        begin = self._after_aside(begin, row, first)
        end = min(after, default=last)
        if self.has_finite_verb(begin, end):
            return begin, end
        return first, last

    def _cuts(self, first: int, last: int) -> list[int]:
        openers = language()["begins_clause"]
        candidates = [
            row
            for row in range(first, last)
            if self.word(row) in openers or self._joins_clauses(row, first)
        ]
        return [row for row in candidates if self.has_finite_verb(row, last)]

    def _joins_clauses(self, row: int, first: int) -> bool:
        """Say whether "and" or "but" begins a clause after a comma: "…, and he left"."""
        if self.word(row) not in ("and", "but") or row - 1 <= first:
            return False
        return self.word(row - 1) == "," and self.has_finite_verb(first, row)

    def _after_aside(self, begin: int, row: int, first: int) -> int:
        """Return where the main clause goes on before a token: "Doe, who knew, left"."""
        follows_comma = begin > first and self.word(begin - 1) == ","
        if not follows_comma:
            return begin
        if self.word(begin) not in language()["relatives"]:
            return begin
        for comma in range(begin + 1, row - 1):
            following = comma + 1
            if self.word(comma) == "," and self.is_finite[following]:
                return following
        return begin

    def is_aside(self, begin: int, first: int) -> bool:
        """Say whether a clause only says in passing what was when.

        So do "who fled on Friday", "the fair that opened on Friday" and "after it fell
        on Friday", but not "she said that it fell on Friday".

        Args:
            begin: The first token of the clause.
            first: The first token of its sentence.
        """
        if begin == first:
            return False
        opener = self.word(begin)
        if opener == "that":
            return self.tag(begin - 1).startswith("NN")
        return opener in language()["relatives"] | language()["subordinators"]

    def certainty(self, begin: int, end: int, first: int, date: int) -> str:
        """Return how certain is what a clause tells of a day.

        Args:
            begin: The first token of the clause.
            end: The one after it.
            first: The first token of its sentence.
            date: The first token of the day.
        """
        governor = ""
        if begin > first and self.word(begin) in language()["depends"]:
            governor = self._rendered(first, begin, date)
        return judge(self._rendered(begin, end, date), governor)

    def _rendered(self, begin: int, end: int, date: int) -> str:
        """Write a clause as lemma/TAG words, without names and without what is quoted."""
        words: list[str] = []
        for row in range(begin, end):
            if self.in_date[row]:
                begins_date = row in (begin, date) or not self.in_date[row - 1]
                if begins_date:
                    words.append(DATE if row == date else OTHER_DATE)
                continue
            if self.quoted[row]:
                continue
            tag = self.tag(row)
            if tag not in NAME:
                words.append(f"{self.lemma_of(row)}/{tag}")
        return " ".join(words)

    def is_cumulative(self, row: int, first: int) -> bool:
        """Say whether a date is the point from which something has come together since."""
        openers = language()["cumulative"]
        nearest = row - 1
        farthest = max(first, nearest - CUMULATIVE_REACH)
        for before in range(nearest, farthest - 1, -1):
            if self.word(before) in openers:
                return True
            if self.tag(before).startswith("V"):
                return False
        return False

    def is_stamp(self, begin: int, end: int, first: int, last: int) -> bool:
        """Say whether a date belongs to a line of the page that runs on into a sentence.

        A bar follows it ("8 March 2021 | Reply") or sets it apart before any verb
        ("Jane Doe | 14:19, 8 March 2021 It is feared …"), or it stands bare between
        words, before any verb, and a capital begins anew after it: "Your letters
        Wednesday 13 January It is feared …".
        """
        if end >= last:
            return False
        bars = language()["bars"]
        if self.word(end) in bars:
            return True
        barred = [row for row in range(first, begin) if self.word(row) in bars]
        if barred:
            return not self.has_finite_verb(barred[-1], begin)
        opens = self._after_colon(first, begin)
        if begin == opens or self.has_finite_verb(opens, end):
            return False
        # After a colon a name may follow, elsewhere "in Riverton Friday Jones fled".
        may_follow = opens > first or self.tag(end) not in NAME
        begins_anew = may_follow and self.is_capital[end]
        return begins_anew and self._is_bare(begin - 1)

    def _is_bare(self, row: int) -> bool:
        """Say whether a token is a word that takes no date after it, as "on" does."""
        word = self.word(row)
        is_word = word[-1:].isalnum()
        return is_word and word not in language()["prepositions"]

    def _after_colon(self, first: int, row: int) -> int:
        """Return where what follows the last colon before a token begins."""
        colons = [before for before in range(first, row) if self.word(before) == ":"]
        return colons[-1] + 1 if colons else first

    def names_thing(self, begin: int, end: int, first: int, last: int) -> bool:
        """Say whether a date only says which thing is meant.

        So it is in "Friday is a holiday", in "Tuesday's quake" and in "the Easter
        holidays", where nothing more exact than a name of the calendar stands between
        an article and a noun.
        """
        if end >= last:
            return False
        following = self.tag(end)
        is_owner = following == "POS"
        is_subject = following == "VBZ" and self.lemma_of(end) == "be"
        is_deadline = self.word(end) in language()["deadlines"]
        if is_owner or is_subject or is_deadline:
            return True
        is_inside = begin > first and self.tag(begin - 1) in ("DT", "PRP$", "POS")
        if not is_inside:
            return False
        if following in NAME:
            return True
        own_tags = [self.tag(row) for row in range(begin, end)]
        return following in ("NN", "NNS") and "CD" not in own_tags

    def is_bound(self, row: int, first: int) -> bool:
        """Say whether a day only bounds what happened: "before Friday", "prior to 9 May"."""
        # "Before the May 3 vote" is before its day, too.
        if row > first and self.word(row - 1) == "the":
            row -= 1
        if row == first:
            return False
        before = self.word(row - 1)
        if before in language()["bounding"]:
            return True
        return self._follows_phrase(row, first, language()["bounding_phrases"])

    def _follows_phrase(self, row: int, first: int, phrases: Iterable[str]) -> bool:
        """Say whether the words before a token end with one of some phrases."""
        begin = max(first, row - LONGEST_PHRASE)
        words = [self.word(before) for before in range(begin, row)]
        text = " " + " ".join(words)
        return any(text.endswith(f" {phrase}") for phrase in phrases)

    def recurs(self, row: int, first: int) -> bool:
        """Say whether a day is that of every week or year: "every Friday"."""
        return row > first and self.word(row - 1) in language()["recurring"]

    def bounds_interval(self, row: int, first: int) -> bool:
        """Say whether a date is an end of an interval: "between 1 April and 30 June"."""
        if row == first:
            return False
        before = self.word(row - 1)
        if before == "between":
            return True
        if before not in ("and", "to"):
            return False
        other = row - 2
        if other < first or not self.in_date[other]:
            return False
        while other >= first and self.in_date[other]:
            other -= 1
        return other >= first and self.word(other) in ("between", "from")

    def has_past(self, first: int, last: int) -> bool:
        """Say whether a clause has a verb in the past or perfect tense."""
        tags = [self.tag(row) for row in range(first, last)]
        if "VBD" in tags:
            return True
        lemmas = [self.lemma_of(row) for row in range(first, last)]
        if "have" not in lemmas:
            return False
        following = tags[lemmas.index("have") :]
        return "VBN" in following

    def only_names(self, row: int, after: int, last: int, value: str) -> bool:
        """Say whether a year stands before a noun, and so names a thing and dates nothing."""
        is_year = len(value) == len("2021")
        if not is_year or after >= last:
            return False
        before = self.word(row - 1) if row else ""
        if before in language()["prepositions"]:
            return False
        return self.tag(after).startswith(("NN", "JJ"))

    def content(
        self, first: int, last: int, begin: int, end: int, aside: float
    ) -> Content:
        """Return what a sentence says; words outside the clause from `begin` to `end` count as `aside`."""
        words: list[str] = []
        strength: list[float] = []
        tells = False
        stamp_words = language()["stamp_words"]
        is_content = self.is_content[first:last]
        for row in (first + np.flatnonzero(is_content)).tolist():
            word = self.word(row)
            is_name = self.tag(row) in NAME
            weight = NAME_STRENGTH if is_name else 1.0
            is_in_clause = begin <= row < end
            if not is_in_clause:
                weight *= aside
            words.append(word)
            strength.append(weight)
            if not is_name and word not in stamp_words:
                tells = True
        return Content(words, strength, self._figures(first, last), tells)

    def _figures(self, first: int, last: int) -> list[str]:
        """Return the numbers of a sentence with what they count: "12 villagers"."""
        figures = []
        for row in range(first, last - 1):
            following = row + 1
            if self.tag(row) == "CD" and self.tag(following) == "NNS":
                figures.append(f"{self.word(row)} {self.word(following)}")
        return figures
