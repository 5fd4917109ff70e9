"""Tokens as arrays: the clause around a date, and what a sentence holds."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from broadsheet.timeline.certainty import DATE, OTHER_DATE, judge
from broadsheet.timeline.token_rows import follows, rows_of, rows_within
from broadsheet.timeline.wordlists import language

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


def _width(tokens: pd.DataFrame) -> int:
    """Return a number beyond every offset into an article."""
    if len(tokens) == 0:
        return 1
    last = tokens["end"].max()
    return int(last) + 1


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
        finite_verbs = np.cumsum(self.is_finite)
        self.finite_before = np.append(0, finite_verbs)
        articles = tokens["article"].cat
        self.article_ids = articles.categories
        self.width = _width(tokens)
        self.places = self._places(articles.codes, tokens["start"])
        self.in_date = self._in_dates(dates)
        self._find_openers()
        self.written = self._written()
        self.wordings = {OWN_DATE: DATE, BEGINS_DATE: OTHER_DATE}
        is_word = tokens["is_word"].to_numpy()
        is_stop = tokens["is_stop"].to_numpy()
        is_left_out = is_stop | self.in_date
        self.is_content = is_word & ~is_left_out

    def _find_openers(self) -> None:
        """Note where clauses, lines of a page and verb phrases may begin."""
        lists = language()
        is_bar = self.is_one_of(lists["bars"])
        is_colon = self.is_one_of([":"])
        is_past = self.has_tag(["VBD"])
        is_auxiliary = self.has_lemma(["have"])
        is_participle = self.has_tag(["VBN"])
        self.opens_clause = self.is_one_of(lists["begins_clause"])
        self.may_cut = self._rows_that_may_cut()
        self.bars = rows_of(is_bar)
        self.colons = rows_of(is_colon)
        self.past_verbs = rows_of(is_past)
        self.auxiliaries = rows_of(is_auxiliary)
        self.participles = rows_of(is_participle)

    def _is_alphanumeric(self) -> np.ndarray:
        """Say which tokens begin with a letter or a figure."""
        is_wanted = [norm[:1].isalnum() for norm in self.norms]
        of_norm = np.array(is_wanted, dtype=bool)
        return of_norm[self.norm]

    def _is_capital(self, wordings: pd.Series) -> np.ndarray:
        """Say which tokens begin with a capital letter."""
        different = wordings.cat.categories.tolist()
        codes = wordings.cat.codes.to_numpy()
        is_wanted = [wording[:1].isupper() for wording in different]
        of_wording = np.array(is_wanted, dtype=bool)
        return of_wording[codes]

    def _places(self, codes: pd.Series, offsets: pd.Series) -> np.ndarray:
        """Return articles and offsets as one number each, so that they are found by bisection."""
        numbers = codes.to_numpy().astype(np.int64)
        base = numbers * self.width
        return base + offsets.to_numpy()

    def _in_dates(self, dates: pd.DataFrame) -> np.ndarray:
        """Say which tokens are inside a date."""
        begins, ends = self.rows(dates)
        count = len(self.norm)
        change = np.zeros(count + 1, dtype=int)
        np.add.at(change, begins, 1)
        np.add.at(change, ends, -1)
        depth = np.cumsum(change)
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
        present = [word for word in words if word in self.codes]
        codes = [self.codes[word] for word in present]
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
        code = self.norm[row]
        return self.norms[code]

    def tag(self, row: int) -> str:
        code = self.pos[row]
        return self.tags[code]

    def lemma_of(self, row: int) -> str:
        code = self.lemma[row]
        return self.lemmas[code]

    def has_finite_verb(self, first: int, last: int) -> bool:
        return self._count_finite(first, last) > 0

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
        may_join = is_joining & follows(is_comma)
        may_cut = self.opens_clause | may_join
        return rows_of(may_cut)

    def _cuts(self, first: int, last: int) -> list[int]:
        """Return where the clauses of a sentence begin, each with a finite verb behind."""
        cuts = []
        for row in rows_within(self.may_cut, first, last):
            is_opening = self._begins_clause(row, first)
            if is_opening and self.has_finite_verb(row, last):
                cuts.append(row)
        return cuts

    def _begins_clause(self, row: int, first: int) -> bool:
        """Say whether a token begins a clause, as "and" does after a comma: "…, and he left"."""
        if self.opens_clause[row]:
            return True
        before = row - 1
        if before <= first:
            return False
        return self.has_finite_verb(first, row)

    def _after_aside(self, begin: int, row: int, first: int) -> int:
        """Return where the main clause goes on before a token: "Doe, who knew, left"."""
        before = begin - 1
        if begin <= first:
            return begin
        if self.word(before) != ",":
            return begin
        if self.word(begin) not in language()["relatives"]:
            return begin
        for following in range(begin + 2, row):
            if not self.is_finite[following]:
                continue
            comma = following - 1
            if self.word(comma) == ",":
                return following
        return begin

    def is_aside(self, begin: int, date: int, first: int, last: int) -> bool:
        """Say whether a date stands in a clause that only says in passing what was when.

        So do "who fled on Friday", "the fair that opened on Friday" and "after it fell
        on Friday", but not "she said that it fell on Friday".

        Args:
            begin: The first token of the clause.
            date: The first token of the date.
            first: The first token of the sentence.
            last: The first token after it.
        """
        if begin == first:
            return False
        if not self._adds(begin):
            return False
        return not self._goes_on(begin, date, first, last)

    def _adds(self, begin: int) -> bool:
        """Say whether a clause depends on another and is not what that one says."""
        opener = self.word(begin)
        if opener == "that":
            before = self.tag(begin - 1)
            return before.startswith("NN")
        lists = language()
        if opener in lists["relatives"]:
            return True
        return opener in lists["subordinators"]

    def _goes_on(self, begin: int, date: int, first: int, last: int) -> bool:
        """Say whether the main clause goes on between the head of another and a date.

        So it does in "Jane Doe, who knew that it fell, left on Friday", in "it fell as
        they fled, the mayor said on Friday", and, as a sentence has a verb of its own,
        in "the fair that closed was sold on Friday". "As president" is no clause.
        """
        verbs = self._count_finite(begin, date)
        if verbs == 0:
            return self.word(begin) == "as"
        comma = self._last_comma(begin, date)
        verbs_before = self._count_finite(begin, comma)
        verbs_behind = verbs - verbs_before
        following = min(comma + 1, date)
        has_own_verb = verbs_before > 0 or self.is_finite[following]
        if comma > begin and verbs_behind > 0 and has_own_verb:
            return True
        elsewhere = self._count_finite(first, begin) + self._count_finite(date, last)
        return elsewhere == 0 and verbs > 1

    def _last_comma(self, begin: int, end: int) -> int:
        """Return the last comma between two tokens, or the first of these."""
        for row in range(end - 1, begin, -1):
            if self.word(row) == ",":
                return row
        return begin

    def _count_finite(self, first: int, last: int) -> int:
        """Return how many finite verbs there are from one token on and before another."""
        before = self.finite_before[first]
        through = self.finite_before[last]
        return int(through - before)

    def certainty(self, begin: int, end: int, first: int, date: int) -> str:
        """Return how certain is what a clause tells of a day.

        Args:
            begin: The first token of the clause.
            end: The one after it.
            first: The first token of its sentence.
            date: The first token of the day.
        """
        clause = self._rendered(begin, end, date)
        opener = self.word(begin)
        depends = opener in language()["depends"]
        if not depends or begin <= first:
            return judge(clause, "")
        governor = self._rendered(first, begin, date)
        return judge(clause, governor)

    def _written(self) -> np.ndarray:
        """Return of each token the number of its lemma and tag, or why neither is written."""
        lemmas = self.lemma.astype(np.int64)
        base = lemmas * len(self.tags)
        numbers = base + self.pos
        is_name = self.has_tag(NAME)
        is_left_out = is_name | self.quoted
        numbers[is_left_out] = LEFT_OUT
        follows_date = follows(self.in_date)
        begins_date = self.in_date & ~follows_date
        continues_date = self.in_date & follows_date
        numbers[begins_date] = BEGINS_DATE
        numbers[continues_date] = LEFT_OUT
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
            of_lemma, of_tag = divmod(number, len(self.tags))
            lemma = self.lemmas[of_lemma]
            tag = self.tags[of_tag]
            self.wordings[number] = f"{lemma}/{tag}"
        return self.wordings[number]

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
        bars = rows_within(self.bars, first, begin)
        if bars:
            last_bar = bars[-1]
            return not self.has_finite_verb(last_bar, begin)
        opens = self._after_colon(first, begin)
        if begin == opens or self.has_finite_verb(opens, end):
            return False
        if not self.is_capital[end]:
            return False
        # After a colon a name may follow, elsewhere "in Riverton Friday Jones fled".
        follows_colon = opens > first
        if not follows_colon and self.tag(end) in NAME:
            return False
        before = begin - 1
        return self._is_bare(before)

    def _is_bare(self, row: int) -> bool:
        """Say whether a token is a word that takes no date after it, as "on" does."""
        word = self.word(row)
        final = word[-1:]
        if not final.isalnum():
            return False
        return word not in language()["prepositions"]

    def _after_colon(self, first: int, row: int) -> int:
        """Return where what follows the last colon before a token begins."""
        colons = rows_within(self.colons, first, row)
        if not colons:
            return first
        last_colon = colons[-1]
        return last_colon + 1

    def names_thing(self, begin: int, end: int, first: int, last: int) -> bool:
        """Say whether a date only says which thing is meant.

        So it is in "Friday is a holiday", in "Tuesday's quake" and in "the Easter
        holidays", where nothing more exact than a name of the calendar stands between
        an article and a noun.
        """
        if end >= last:
            return False
        if self._makes_thing(end):
            return True
        before = begin - 1
        if begin <= first or self.tag(before) not in DETERMINERS:
            return False
        following = self.tag(end)
        if following in NAME:
            return True
        if following not in NOUNS:
            return False
        own_rows = range(begin, end)
        own_tags = [self.tag(row) for row in own_rows]
        return "CD" not in own_tags

    def _makes_thing(self, row: int) -> bool:
        """Say whether a token makes a thing of the date before it, as "is" and "'s" do."""
        tag = self.tag(row)
        if tag == "POS":
            return True
        if tag == "VBZ" and self.lemma_of(row) == "be":
            return True
        return self.word(row) in language()["deadlines"]

    def has_past(self, first: int, last: int) -> bool:
        """Say whether a clause has a verb in the past or perfect tense."""
        if rows_within(self.past_verbs, first, last):
            return True
        auxiliaries = rows_within(self.auxiliaries, first, last)
        if not auxiliaries:
            return False
        participles = rows_within(self.participles, auxiliaries[0], last)
        return bool(participles)

    def only_names(self, row: int, after: int, last: int, value: str) -> bool:
        """Say whether a year stands before a noun, and so names a thing and dates nothing."""
        is_year = len(value) == len("2021")
        if not is_year:
            return False
        if after >= last:
            return False
        before = row - 1
        if row > 0 and self.word(before) in language()["prepositions"]:
            return False
        tag = self.tag(after)
        return tag.startswith(("NN", "JJ"))
