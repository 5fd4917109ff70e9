"""Tokens as arrays: the clause around a date, and what a sentence holds."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.timeline.certainty import DATE, OTHER_DATE, judge

JOINING = ("and", "but")
FINITE = ("VBD", "VBZ", "VBP", "MD")
NAME = ("NNP", "NNPS")
NOUNS = ("NN", "NNS")
DETERMINERS = ("DT", "PRP$", "POS")
# Words from the date, beyond which a word of its clause tells less of the day.
NEAR = 12
# Of a token that is not written in a clause, that begins another date, and the date's own.
LEFT_OUT = -1
BEGINS_DATE = -2
OWN_DATE = -3
LONGEST_PHRASE = 4  # tokens of a phrase of language.toml, hyphens set apart
# Words between "since" and its date: "since the uprising of February 2011".
CUMULATIVE_REACH = 3


@cache
def language() -> dict[str, frozenset[str]]:
    """Return the word lists of language.toml."""
    path = files("broadsheet.timeline") / "language.toml"
    text = path.read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a list of regular expressions of language.toml as one."""
    expressions = sorted(language()[name])
    return re.compile("|".join(expressions), re.IGNORECASE)


@cache
def _bounding_endings() -> tuple[str, ...]:
    """Return the phrases that only bound a day, each as words behind a space."""
    return tuple(f" {phrase}" for phrase in language()["bounding_phrases"])


def between(ordered: list[int], begin: int, end: int) -> list[int]:
    """Return the numbers of an ordered list from one on and below another."""
    first = bisect_left(ordered, begin)
    after = bisect_left(ordered, end, first)
    return ordered[first:after]


class Clauses:
    """The tokens of articles, for looking at the few around a date."""

    def __init__(self, tokens: pd.DataFrame, dates: pd.DataFrame) -> None:
        norms = tokens["norm"].cat
        lemmas = tokens["lemma"].cat
        tags = tokens["pos"].cat
        self.norms = norms.categories.tolist()
        self.lemmas = [lemma.lower() for lemma in lemmas.categories]
        self.tags = tags.categories.tolist()
        self.norm = norms.codes.to_numpy()
        self.lemma = lemmas.codes.to_numpy()
        self.pos = tags.codes.to_numpy()
        self.codes = {norm: code for code, norm in enumerate(self.norms)}
        self.quoted = tokens["quoted"].to_numpy()
        self.is_alphanumeric = self._is_alphanumeric()
        self.is_capital = self._is_capital(tokens["token"])
        self.is_finite = self.has_tag(FINITE)
        self.finite_before = np.append(0, np.cumsum(self.is_finite))
        self.article_ids = tokens["article"].cat.categories
        self.width = int(tokens["end"].max()) + 1 if len(tokens) else 1
        self.places = self._places(tokens["article"].cat.codes, tokens["start"])
        self.in_date = self._in_dates(dates)
        self._find_openers()
        self.written = self._written()
        self.wordings = {OWN_DATE: DATE, BEGINS_DATE: OTHER_DATE}
        is_word = tokens["is_word"].to_numpy()
        is_stop = tokens["is_stop"].to_numpy()
        self.is_content = is_word & ~is_stop & ~self.in_date

    def _find_openers(self) -> None:
        """Note where clauses, lines of a page and verb phrases may begin."""
        self.opens_clause = self.is_one_of(language()["begins_clause"])
        self.may_cut = self._rows_that_may_cut()
        self.bars = np.flatnonzero(self.is_one_of(language()["bars"])).tolist()
        self.colons = np.flatnonzero(self.is_one_of([":"])).tolist()
        self.past_verbs = np.flatnonzero(self.has_tag(["VBD"])).tolist()
        self.auxiliaries = np.flatnonzero(self.has_lemma(["have"])).tolist()
        self.participles = np.flatnonzero(self.has_tag(["VBN"])).tolist()

    def _is_alphanumeric(self) -> np.ndarray:
        """Say which tokens begin with a letter or a figure."""
        is_wanted = [norm[:1].isalnum() for norm in self.norms]
        return np.array(is_wanted, dtype=bool)[self.norm]

    def _is_capital(self, wordings: pd.Series) -> np.ndarray:
        """Say which tokens begin with a capital letter."""
        is_wanted = [
            wording[:1].isupper() for wording in wordings.cat.categories.tolist()
        ]
        return np.array(is_wanted, dtype=bool)[wordings.cat.codes.to_numpy()]

    def _places(self, codes: pd.Series, offsets: pd.Series) -> np.ndarray:
        """Return articles and offsets as one number each, so that they are found by bisection."""
        base = codes.to_numpy().astype(np.int64) * self.width
        return base + offsets.to_numpy()

    def _in_dates(self, dates: pd.DataFrame) -> np.ndarray:
        """Say which tokens are inside a date."""
        begins, ends = self.rows(dates)
        depth = np.zeros(len(self.norm) + 1, dtype=int)
        np.add.at(depth, begins, 1)
        np.add.at(depth, ends, -1)
        depth = np.cumsum(depth)
        return depth[:-1] > 0

    def rows(self, dates: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Return the first token of each date, and the first after it."""
        ids = dates["article"].astype(str)
        numbers = self.article_ids.get_indexer(ids)
        codes = pd.Series(numbers)
        starts = self._places(codes, dates["start"])
        ends = self._places(codes, dates["end"])
        first = np.searchsorted(self.places, starts)
        after = np.searchsorted(self.places, ends)
        return first, after

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
        begin = first
        end = last
        for cut in self._cuts(first, last):
            if cut < row:
                begin = cut
            elif cut > row:
                end = cut
                break
        begin = self._after_aside(begin, row, first)
        if self.has_finite_verb(begin, end):
            return begin, end
        return first, last

    def _rows_that_may_cut(self) -> list[int]:
        """Return the tokens at which a clause may begin, in order."""
        is_joining = self.is_one_of(JOINING)
        is_comma = self.is_one_of([","])
        follows_comma = np.append(False, is_comma[:-1])
        may_join = is_joining & follows_comma
        return np.flatnonzero(self.opens_clause | may_join).tolist()

    def _cuts(self, first: int, last: int) -> list[int]:
        """Return where the clauses of a sentence begin, each with a finite verb behind."""
        return [
            row
            for row in between(self.may_cut, first, last)
            if self._begins_clause(row, first) and self.has_finite_verb(row, last)
        ]

    def _begins_clause(self, row: int, first: int) -> bool:
        """Say whether a token begins a clause, as "and" does after a comma: "…, and he left"."""
        if self.opens_clause[row]:
            return True
        before = row - 1
        return before > first and self.has_finite_verb(first, row)

    def _after_aside(self, begin: int, row: int, first: int) -> int:
        """Return where the main clause goes on before a token: "Doe, who knew, left"."""
        before = begin - 1
        follows_comma = begin > first and self.word(before) == ","
        if not follows_comma:
            return begin
        if self.word(begin) not in language()["relatives"]:
            return begin
        for following in range(begin + 2, row):
            comma = following - 1
            if self.is_finite[following] and self.word(comma) == ",":
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
            before = self.tag(begin - 1)
            return before.startswith("NN")
        lists = language()
        return opener in lists["relatives"] or opener in lists["subordinators"]

    def certainty(self, begin: int, end: int, first: int, date: int) -> str:
        """Return how certain is what a clause tells of a day.

        Args:
            begin: The first token of the clause.
            end: The one after it.
            first: The first token of its sentence.
            date: The first token of the day.
        """
        governor = ""
        clause = self._rendered(begin, end, date)
        depends = self.word(begin) in language()["depends"]
        if depends and begin > first:
            governor = self._rendered(first, begin, date)
        return judge(clause, governor)

    def _written(self) -> np.ndarray:
        """Return of each token the number of its lemma and tag, or why neither is written."""
        numbers = self.lemma.astype(np.int64) * len(self.tags) + self.pos
        is_left_out = self.has_tag(NAME) | self.quoted
        numbers[is_left_out] = LEFT_OUT
        follows_date = np.append(False, self.in_date[:-1])
        numbers[self.in_date & ~follows_date] = BEGINS_DATE
        numbers[self.in_date & follows_date] = LEFT_OUT
        return numbers

    def _rendered(self, begin: int, end: int, date: int) -> str:
        """Write a clause as lemma/TAG words, without names and without what is quoted."""
        numbers = self.written[begin:end].tolist()
        if numbers and self.in_date[begin]:
            numbers[0] = BEGINS_DATE
        if begin <= date < end:
            numbers[date - begin] = OWN_DATE
        return " ".join(
            [self._wording(number) for number in numbers if number != LEFT_OUT]
        )

    def _wording(self, number: int) -> str:
        """Return a lemma with its tag, made once."""
        if number not in self.wordings:
            lemma, tag = divmod(number, len(self.tags))
            self.wordings[number] = f"{self.lemmas[lemma]}/{self.tags[tag]}"
        return self.wordings[number]

    def is_cumulative(self, row: int, first: int) -> bool:
        """Say whether a date is the point from which something has come together since."""
        openers = language()["cumulative"]
        nearest = row - 1
        farthest = max(first, nearest - CUMULATIVE_REACH)
        for before in range(nearest, farthest - 1, -1):
            if self.word(before) in openers:
                return True
            tag = self.tag(before)
            if tag.startswith("V"):
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
        if self.word(end) in language()["bars"]:
            return True
        barred = between(self.bars, first, begin)
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
        colons = between(self.colons, first, row)
        return colons[-1] + 1 if colons else first

    def names_thing(self, begin: int, end: int, first: int, last: int) -> bool:
        """Say whether a date only says which thing is meant.

        So it is in "Friday is a holiday", in "Tuesday's quake" and in "the Easter
        holidays", where nothing more exact than a name of the calendar stands between
        an article and a noun.
        """
        if end >= last:
            return False
        before = begin - 1
        following = self.tag(end)
        is_owner = following == "POS"
        is_subject = following == "VBZ" and self.lemma_of(end) == "be"
        is_deadline = self.word(end) in language()["deadlines"]
        if is_owner or is_subject or is_deadline:
            return True
        is_inside = begin > first and self.tag(before) in DETERMINERS
        if not is_inside:
            return False
        if following in NAME:
            return True
        own_tags = [self.tag(row) for row in range(begin, end)]
        return following in NOUNS and "CD" not in own_tags

    def is_bound(self, row: int, first: int) -> bool:
        """Say whether a day only bounds what happened: "before Friday", "prior to 9 May"."""
        # "Before the May 3 vote" is before its day, too.
        before = row - 1
        if row > first and self.word(before) == "the":
            row = before
            before -= 1
        if row == first:
            return False
        if self.word(before) in language()["bounding"]:
            return True
        return self._follows_bounding_phrase(row, first)

    def _follows_bounding_phrase(self, row: int, first: int) -> bool:
        """Say whether the words before a token end with "in the run-up to" or another such phrase."""
        begin = max(first, row - LONGEST_PHRASE)
        words = [self.word(before) for before in range(begin, row)]
        text = " " + " ".join(words)
        return text.endswith(_bounding_endings())

    def recurs(self, row: int, first: int) -> bool:
        """Say whether a day is that of every week or year: "every Friday"."""
        before = row - 1
        return row > first and self.word(before) in language()["recurring"]

    def bounds_interval(self, row: int, first: int) -> bool:
        """Say whether a date is an end of an interval: "between 1 April and 30 June"."""
        if row == first:
            return False
        link = row - 1
        if self.word(link) == "between":
            return True
        if self.word(link) not in ("and", "to"):
            return False
        other = link - 1
        while other >= first and self.in_date[other]:
            other -= 1
        is_after_date = other < link - 1
        if other < first or not is_after_date:
            return False
        return self.word(other) in ("between", "from")

    def has_past(self, first: int, last: int) -> bool:
        """Say whether a clause has a verb in the past or perfect tense."""
        if between(self.past_verbs, first, last):
            return True
        auxiliaries = between(self.auxiliaries, first, last)
        if not auxiliaries:
            return False
        participles = between(self.participles, auxiliaries[0], last)
        return bool(participles)

    def only_names(self, row: int, after: int, last: int, value: str) -> bool:
        """Say whether a year stands before a noun, and so names a thing and dates nothing."""
        is_year = len(value) == len("2021")
        if not is_year or after >= last:
            return False
        before = row - 1
        if row > 0 and self.word(before) in language()["prepositions"]:
            return False
        tag = self.tag(after)
        return tag.startswith(("NN", "JJ"))
